#!/usr/bin/env python3
"""install_test.py BUILD EXAMPLE MODEL - installs libnqdmn into a scratch folder and builds the example against it alone.

What it shows: the headers stand on their own, pkg-config finds them, the example compiles without a warning and
answers, also as the guide (docs/dmn-*.md) says, and the library shows no symbol that its headers do not declare."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tools'))
sys.dont_write_bytecode = True
import guide  # noqa: E402

build, example, model = sys.argv[1:4]
counts = {'passed': 0, 'failed': 0}


def check(label, ok, detail=''):
    counts['passed' if ok else 'failed'] += 1
    if not ok:
        print(f'[{label}] failed: {detail}', file=sys.stderr)


def run(*command, env=None, cwd=None):
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=cwd)


def built(source, scratch, flags, env):
    program = pathlib.Path(scratch) / pathlib.Path(source).stem
    made = run('cc', '-std=c17', '-Wall', '-Wextra', '-Werror', str(source), *flags, '-o', str(program), env=env)
    check(f'{program.name} compiles against the installed headers alone', made.returncode == 0, made.stderr)
    if made.returncode == 0:
        as_the_guide_says(program.name, program, env)
    return str(program) if made.returncode == 0 else None


def as_the_guide_says(name, program, env):
    """The commands ./NAME of the guide, in a folder with the program and the models; --write writes their output anew."""
    folder = pathlib.Path(program).parent
    for model in (ROOT / 'examples').glob('*.dmn'):
        (folder / model.name).write_bytes(model.read_bytes())
    for language, path in guide.GUIDES.items():
        text = path.read_text(encoding='utf-8')
        found = [pair for pair in guide.commands(text) if pair[0].startswith(f'./{name} ')]
        check(f'{language}: ./{name} is in the guide', found)
        for command, expected in found:
            said = run('sh', '-c', command, env=env, cwd=folder)
            text = text.replace(f'$ {command}\n{expected}', f'$ {command}\n{said.stdout}{said.stderr}', 1)
            check(f'{language}: {command}', '--write' in sys.argv or said.stdout + said.stderr == expected, said)
        if '--write' in sys.argv:
            path.write_text(text, encoding='utf-8')


with tempfile.TemporaryDirectory() as scratch:
    root = pathlib.Path(scratch) / 'root'
    done = run('meson', 'install', '-C', build, '--no-rebuild', '--tags', 'devel', '--destdir', str(root))
    check('meson install', done.returncode == 0, done.stdout + done.stderr)
    pc = next(root.rglob('nqdmn.pc'), None)
    library = next(root.rglob('libnqdmn.so'), None)
    check('the library and its pkg-config file are installed', pc and library, 'none found')
    if pc and library:
        env = os.environ | {'PKG_CONFIG_PATH': str(pc.parent), 'PKG_CONFIG_SYSROOT_DIR': str(root),
                            'LD_LIBRARY_PATH': str(library.parent)}
        flags = run('pkg-config', '--cflags', '--libs', 'nqdmn', env=env).stdout.split()
        built(ROOT / 'examples/columns.c', scratch, flags, env)
        program = built(example, scratch, flags, env)
        if program:
            said = run(program, model, 'Grant', 'age=38', 'degree="doctor"', 'months worked=8', env=env)
            check('the example answers', said.returncode == 0 and said.stdout.startswith('30000'), said.stdout + said.stderr)
            check('and says which rule applied', 'Rule 1 applies' in said.stdout, said.stdout)
            said = run(program, model, 'Grant', 'age=', env=env)
            check('a bad input is refused', said.returncode == 1 and 'age=' in said.stderr, said.stdout + said.stderr)
        headers = ' '.join(p.read_text(encoding='utf-8') for p in root.rglob('*.h'))
        declared = set(re.findall(r'\b\w+\b', headers))
        symbols = run('nm', '-D', '--defined-only', str(library)).stdout.split('\n')
        shown = {line.split()[-1].split('@')[0] for line in symbols if ' T ' in line or ' D ' in line or ' B ' in line}
        check('every symbol it shows is declared', not shown - declared, sorted(shown - declared))
        check('it shows something', len(shown) > 50, shown)
print(f'{counts["passed"]} passed, {counts["failed"]} failed')
sys.exit(counts['failed'] > 0)
