"""installed.py - a library of ours as another program sees it; for tests/feel/install_test.py and tests/vrp/install_test.py.

What it shows: the headers stand on their own, pkg-config finds them, an example compiles without a warning and answers as
the guide says, and the library shows no symbol that its headers do not declare."""
import contextlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import guide

counts = {'passed': 0, 'failed': 0}


def check(label, ok, detail=''):
    counts['passed' if ok else 'failed'] += 1
    if not ok:
        print(f'[{label}] failed: {detail}', file=sys.stderr)


def run(*command, env=None, cwd=None):
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=cwd)


class Installed:
    """The library NAME of the build folder, installed below a scratch folder; examples find GUIDES' files beside them."""

    def __init__(self, scratch, build, name, guides, files=()):
        self.folder, self.name, self.guides = pathlib.Path(scratch), name, guides
        self.root = self.folder / 'root'
        for file in files:
            (self.folder / file.name).write_bytes(file.read_bytes())
        done = run('meson', 'install', '-C', build, '--no-rebuild', '--tags', 'devel', '--destdir', str(self.root))
        check('meson install', done.returncode == 0, done.stdout + done.stderr)
        pc, self.library = next(self.root.rglob(f'{name}.pc'), None), next(self.root.rglob(f'lib{name}.so'), None)
        self.there = bool(pc and self.library)
        check('the library and its pkg-config file are installed', self.there, 'none found')
        if self.there:
            self.env = os.environ | {'PKG_CONFIG_PATH': str(pc.parent), 'PKG_CONFIG_SYSROOT_DIR': str(self.root),
                                     'LD_LIBRARY_PATH': str(self.library.parent)}
            self.flags = run('pkg-config', '--cflags', '--libs', name, env=self.env).stdout.split()

    def built(self, source):
        """The example's program, or None; the commands ./NAME of the guides have been tried with it."""
        program = self.folder / pathlib.Path(source).stem
        made = run('cc', '-std=c17', '-Wall', '-Wextra', '-Werror', str(source), *self.flags, '-o', str(program),
                   env=self.env)
        check(f'{program.name} compiles against the installed headers alone', made.returncode == 0, made.stderr)
        if made.returncode != 0:
            return None
        for language, path in self.guides.items():
            self.as_the_guide_says(program.name, language, path)
        return str(program)

    def as_the_guide_says(self, name, language, path):
        """--write writes the output of the commands anew."""
        text = path.read_text(encoding='utf-8')
        found = [pair for pair in guide.commands(text) if re.match(rf'\./{name}(\s|$)', pair[0])]
        check(f'{language}: ./{name} is in the guide', found)
        for command, expected in found:
            said = run('sh', '-c', command, env=self.env, cwd=self.folder)
            text = text.replace(f'$ {command}\n{expected}', f'$ {command}\n{said.stdout}{said.stderr}', 1)
            check(f'{language}: {command}', '--write' in sys.argv or said.stdout + said.stderr == expected, said)
        if '--write' in sys.argv:
            path.write_text(text, encoding='utf-8')

    def run(self, *command):
        return run(*command, env=self.env)

    def symbols(self):
        """What the library shows, all of it declared in its headers."""
        headers = ' '.join(p.read_text(encoding='utf-8') for p in self.root.rglob(f'{self.name}/**/*.h'))
        declared = set(re.findall(r'\b\w+\b', headers))
        lines = run('nm', '-D', '--defined-only', str(self.library)).stdout.split('\n')
        shown = {line.split()[-1].split('@')[0] for line in lines if ' T ' in line or ' D ' in line or ' B ' in line}
        check('every symbol it shows is declared', not shown - declared, sorted(shown - declared))
        return shown


@contextlib.contextmanager
def library(build, name, guides, files=()):
    """The installed library for one block; the closing line and the exit come behind it."""
    with tempfile.TemporaryDirectory() as scratch:
        yield Installed(scratch, build, name, guides, files)
    print(f'{counts["passed"]} passed, {counts["failed"]} failed')
    sys.exit(counts['failed'] > 0)
