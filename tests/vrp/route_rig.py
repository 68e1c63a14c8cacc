"""route_rig.py - what the tests of `nuanqiao route` share: the program, counts and a call in a language."""
import os
import pathlib
import subprocess
import sys

program = str(pathlib.Path(sys.argv[1]).resolve())
counts = {'passed': 0, 'failed': 0}


def check(label, ok, detail=''):
    counts['passed' if ok else 'failed'] += 1
    if not ok:
        print(f'[{label}] failed: {detail}', file=sys.stderr)


def call(folder, *arguments, language='C.UTF-8', text=False):
    env = os.environ | {'LANG': language, 'LC_ALL': language}
    env.pop('LANGUAGE', None)
    return subprocess.run([program, *arguments], capture_output=True, text=text, env=env, cwd=folder, timeout=60)
