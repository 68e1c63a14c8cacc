#!/usr/bin/env python3
"""tidy_test.py - every rule of tools/tidy.py finds what a bad example breaks, and nothing in the good one.

A case is a text file: what it shows, "== expect" with the findings of the rules it names, then "== path" with that file.
"""
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / 'tools'))
import tidy  # noqa: E402

# The rules that a case is about; the others would complain about its scraps.
ABOUT = {'tenant': ['tenant', 'tables'], 'messages': ['arguments', 'unused_messages'], 'globals': ['globals_'],
         'lengths': ['lengths', 'allowances']}


def read(case):
    """path -> text; the findings are under 'expect'."""
    parts = case.read_text(encoding='utf-8').split('\n== ')
    return {p.split('\n', 1)[0]: p.split('\n', 1)[1] + '\n' if '\n' in p else '' for p in parts[1:]}


def run(case):
    """What the case expects and what tidy finds, both as sorted lines."""
    files = read(case)
    expect = sorted(line for line in files.pop('expect').split('\n') if line)
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = pathlib.Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.removesuffix('/*no end*/\n'), encoding='utf-8')
        names = ABOUT.get(case.stem, [case.stem])
        rules = tidy.RULES if case.stem == 'good' else [r for r in tidy.RULES if r.__name__ in names]
        found = sorted(f'{path}:{line}: {sentence}' for _, path, line, sentence in tidy.check(pathlib.Path(folder), rules))
    return expect, found, {r.__name__ for r in rules}


def main():
    passed, failed, seen = 0, 0, set()
    for case in sorted((HERE / 'cases').glob('*.case')):
        expect, found, rules = run(case)
        if case.stem != 'good':
            seen |= rules
        if expect == found and (expect or case.stem == 'good'):
            passed += 1
            continue
        failed += 1
        print(f'{case.name}:', *(f'  missing    {x}' for x in expect if x not in found),
              *(f'  unexpected {x}' for x in found if x not in expect), sep='\n')
    for rule in tidy.RULES:
        if rule.__name__ in seen:
            passed += 1
        else:
            failed += 1
            print(f'no case shows that {rule.__name__} can fail')
    print(f'{passed} passed, {failed} failed')
    return failed != 0


if __name__ == '__main__':
    sys.exit(main())
