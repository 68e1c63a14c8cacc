#!/usr/bin/env python3
"""install_test.py BUILD EXAMPLE - installs libnqvrp into a scratch folder and builds the example against it alone.

What it shows: the headers stand on their own, pkg-config finds them, the example compiles without a warning and answers
as the guide (docs/vrp-*.md) says, and the library shows no symbol that its headers do not declare."""
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

build, example = sys.argv[1:3]
counts = {'passed': 0, 'failed': 0}


def check(label, ok, detail=''):
    counts['passed' if ok else 'failed'] += 1
    if not ok:
        print(f'[{label}] failed: {detail}', file=sys.stderr)


def run(*command, env=None, cwd=None):
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=cwd)


def as_the_guide_says(name, folder, env):
    """The commands ./NAME of the guide; --write writes their output anew."""
    for language, path in guide.ROUTING.items():
        text = path.read_text(encoding='utf-8')
        found = [pair for pair in guide.commands(text) if pair[0].startswith(f'./{name}')]
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
    pc = next(root.rglob('nqvrp.pc'), None)
    library = next(root.rglob('libnqvrp.so'), None)
    check('the library and its pkg-config file are installed', pc and library, 'none found')
    if pc and library:
        env = os.environ | {'PKG_CONFIG_PATH': str(pc.parent), 'PKG_CONFIG_SYSROOT_DIR': str(root),
                            'LD_LIBRARY_PATH': str(library.parent)}
        flags = run('pkg-config', '--cflags', '--libs', 'nqvrp', env=env).stdout.split()
        program = pathlib.Path(scratch) / 'coaches'
        made = run('cc', '-std=c17', '-Wall', '-Wextra', '-Werror', example, *flags, '-o', str(program), env=env)
        check('the example compiles against the installed headers alone', made.returncode == 0, made.stderr)
        if made.returncode == 0:
            as_the_guide_says('coaches', scratch, env)
            said = run(str(program), env=env)
            check('without a limit it is refused', said.returncode == 1 and 'limit' in said.stderr, said)
        headers = ' '.join(p.read_text(encoding='utf-8') for p in root.rglob('nqvrp/**/*.h'))
        declared = set(re.findall(r'\b\w+\b', headers))
        symbols = run('nm', '-D', '--defined-only', str(library)).stdout.split('\n')
        shown = {line.split()[-1].split('@')[0] for line in symbols if ' T ' in line or ' D ' in line or ' B ' in line}
        check('every symbol it shows is declared', not shown - declared, sorted(shown - declared))
        check('it shows the doors', {'vrp_solve', 'vrp_check', 'vrp_reasons', 'vrp_schedule'} <= shown, shown)
print(f'{counts["passed"]} passed, {counts["failed"]} failed')
sys.exit(counts['failed'] > 0)
