#!/usr/bin/env python3
"""contract.py PROGRAM [--write] - the committed descriptions of the API against what the program prints.

docs/openapi.json and web/src/api/types.ts are printed by `nuanqiao openapi` and `nuanqiao typescript`; this compares them
and, with --write, writes them anew.
"""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def printed(program, command):
    return subprocess.run([program, command], check=True, capture_output=True, text=True).stdout


def main():
    program = sys.argv[1]
    wanted = {
        'docs/openapi.json': json.dumps(json.loads(printed(program, 'openapi')), ensure_ascii=False, indent=1) + '\n',
        'web/src/api/types.ts': printed(program, 'typescript'),
    }
    passed = failed = 0
    for name, text in wanted.items():
        path = ROOT / name
        if '--write' in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')
        if path.exists() and path.read_text(encoding='utf-8') == text:
            passed += 1
        else:
            failed += 1
            print(f'{name} is not what the program prints: tools/contract.py {program} --write')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
