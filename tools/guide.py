#!/usr/bin/env python3
"""guide.py PROGRAM [--write] - the guides of the decision engine and of routing (docs/dmn-*.md, docs/vrp-*.md) against
the program.

The tables of functions are what `nuanqiao dmn functions` prints; every command of a ```console block gives the output
that stands below it; every ```c and ```xml block is a part of a file in examples/; every Java method that the engine
answers is named; and every link between the project's pages leads somewhere.  With --write tables and outputs are written anew.  (The ```feel and ```unary blocks are run by
tests/feel/feel_cases_test.c, commands that begin with ./ by tests/feel/install_test.py and tests/vrp/install_test.py.)
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
GUIDES = {'en': ROOT / 'docs/dmn-en.md', 'zh': ROOT / 'docs/dmn-zh.md'}
ROUTING = {'vrp en': ROOT / 'docs/vrp-en.md', 'vrp zh': ROOT / 'docs/vrp-zh.md'}
BEGIN, END = '<!-- functions: printed by `nuanqiao dmn functions` -->\n', '<!-- end of the functions -->'
BLOCK = re.compile(r'^```(\w+)\n(.*?)^```$', re.M | re.S)
counts = {'passed': 0, 'failed': 0}


def check(label, ok, detail=''):
    counts['passed' if ok else 'failed'] += 1
    if not ok:
        print(f'[{label}] failed: {detail}', file=sys.stderr)


def blocks(text, kind):
    return [body for found, body in BLOCK.findall(text) if found == kind]


def commands(text):
    """(command, output) of every $ line in the console blocks; a command goes on behind a backslash."""
    for body in blocks(text, 'console'):
        parts = re.split(r'^\$ ', body, flags=re.M)[1:]
        for part in parts:
            lines = part.split('\n')
            n = 1
            while lines[n - 1].endswith('\\'):
                n += 1
            yield '\n'.join(lines[:n]), '\n'.join(lines[n:])


def run(folder, command, program):
    (folder / 'bin').mkdir(exist_ok=True)
    link = folder / 'bin/nuanqiao'
    if not link.exists():
        link.symlink_to(pathlib.Path(program).resolve())
        (folder / 'examples').symlink_to(ROOT / 'examples')
    env = os.environ | {'PATH': f'{folder}/bin:' + os.environ['PATH'], 'LANG': 'C.UTF-8', 'LC_ALL': 'C.UTF-8'}
    env.pop('LANGUAGE', None)
    done = subprocess.run(['sh', '-c', command], capture_output=True, text=True, env=env, cwd=folder)
    text = done.stdout + done.stderr
    return text if not text or text.endswith('\n') else text + '\n'


def check_functions(text, language, program):
    printed = subprocess.run([program, 'dmn', 'functions', '--language', language], check=True, capture_output=True,
                             text=True).stdout
    begin, end = text.find(BEGIN), text.find(END)
    if begin < 0 or end < begin:
        check(f'{language}: functions', False, 'the two comments are missing')
        return text
    begin += len(BEGIN)
    fresh = text[:begin] + '\n' + printed + '\n' + text[end:]
    if '--write' in sys.argv:
        text = fresh
    check(f'{language}: functions', text == fresh, f'not what the program prints: tools/guide.py {program} --write')
    return text


def check_commands(text, language, program):
    with tempfile.TemporaryDirectory() as scratch:
        for command, expected in list(commands(text)):
            if command.startswith('./'):
                continue
            got = run(pathlib.Path(scratch), command, program)
            if '--write' in sys.argv:
                text = text.replace(f'$ {command}\n{expected}', f'$ {command}\n{got}', 1)
                expected = got
            check(f'{language}: {command}', got == expected, f'gives\n{got}instead of\n{expected}')
    return text


def squeezed(text):
    return [line.strip() for line in text.split('\n') if line.strip()]


def check_pieces(text, language):
    files = [squeezed(p.read_text(encoding='utf-8')) for p in sorted((ROOT / 'examples').iterdir())]
    for kind in ('c', 'xml', 'json'):
        for body in blocks(text, kind):
            piece = squeezed(body)
            found = any(piece == lines[i:i + len(piece)] for lines in files for i in range(len(lines)))
            check(f'{language}: {kind} block', found, f'not a part of a file in examples/:\n{body}')


def check_java(text, language):
    source = (ROOT / 'src/feel/feel_java.c').read_text(encoding='utf-8')
    table = source[source.index('static const struct feel_java METHODS[]'):]
    table = table[:table.index('\n};')]
    methods = set(re.findall(r'\{"(\w+)", "(\w+)"', table))
    methods |= {('Math', name) for name in re.findall(r'\b(?:D1|D2|ALL4|EXACT1|EXACT2)\("(\w+)"', table)}
    for name in re.findall(r'\bWHOLES\("(\w+)"', table):
        methods |= {(name, m) for m in ('max', 'min', 'sum', 'compare')}
    rows = dict(re.findall(r'^\| `(\w+)` \| (.*) \|$', text, re.M))
    missing = sorted(f'{c}.{m}' for c, m in methods if f'`{m}`' not in rows.get(c, ''))
    check(f'{language}: Java methods', len(methods) > 80 and not missing, f'not in the guide: {missing}')


def anchor(heading):
    return re.sub(r'[^\w\- ]', '', heading.strip().lower()).replace(' ', '-')


def check_links():
    for page in sorted(ROOT.glob('*.md')) + sorted((ROOT / 'docs').glob('*.md')):
        text = page.read_text(encoding='utf-8')
        for target in re.findall(r'\]\(([^)\s]+)\)', re.sub(r'^```.*?^```', '', text, flags=re.M | re.S)):
            if re.match(r'\w+:', target):
                continue
            path, _, part = target.partition('#')
            there = (page.parent / path) if path else page
            good = there.exists()
            if good and part:
                headings = re.findall(r'^#+ (.*)$', there.read_text(encoding='utf-8'), re.M)
                good = part in map(anchor, headings)
            check(f'{page.name}: {target}', good, 'leads nowhere')


def main():
    program = sys.argv[1]
    for language, path in GUIDES.items():
        text = path.read_text(encoding='utf-8')
        text = check_functions(text, language, program)
        text = check_commands(text, language, program)
        check_pieces(text, language)
        check_java(text, language)
        if '--write' in sys.argv:
            path.write_text(text, encoding='utf-8')
    for language, path in ROUTING.items():
        text = path.read_text(encoding='utf-8')
        written = check_commands(text, language, program)
        check_pieces(written, language)
        if '--write' in sys.argv:
            path.write_text(written, encoding='utf-8')
    check_links()
    print(f'{counts["passed"]} passed, {counts["failed"]} failed')
    return 1 if counts['failed'] else 0


if __name__ == '__main__':
    sys.exit(main())
