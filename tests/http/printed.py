#!/usr/bin/env python3
"""printed.py NUANQIAO - what the program prints about itself: the OpenAPI document is sound, TypeScript fits it, and the
copies under web/src/api are the current ones."""
import json
import pathlib
import re
import subprocess
import sys

from target import Count

WEB = pathlib.Path(__file__).resolve().parents[2] / 'web' / 'src' / 'api'
COPIES = {'openapi': 'openapi.json', 'typescript': 'generated.ts'}


def references(value):
    """Every $ref below."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == '$ref':
                yield inner
            else:
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def resolves(document, reference):
    at = document
    for step in reference.removeprefix('#/').split('/'):
        if not isinstance(at, dict) or step not in at:
            return False
        at = at[step]
    return reference.startswith('#/')


def check_operation(count, path, method, operation):
    name = operation['operationId']
    holes = set(re.findall(r'{(\w+)}', path))
    given = {p['name'] for p in operation['parameters'] if p.get('in') == 'path'}
    count.check(f'{name}: every hole is a parameter', holes == given, (holes, given))
    statuses = set(operation['responses'])
    count.check(f'{name}: success and failures are described', any(s[0] == '2' for s in statuses) and '500' in statuses, statuses)
    public = operation.get('security') == []
    count.check(f'{name}: who may call it fits the answers', public or {'401', '403'} <= statuses, statuses)
    count.check(f'{name}: a GET has no body', method != 'get' or 'requestBody' not in operation)
    count.check(f'{name}: a change needs the CSRF token',
                method == 'get' or public or 'security' not in operation, operation.get('security'))


def main():
    count = Count()
    texts = {command: subprocess.run([sys.argv[1], command], check=True, capture_output=True, text=True).stdout for command in COPIES}
    document, typescript = json.loads(texts['openapi']), texts['typescript']
    names = []
    for path, methods in document['paths'].items():
        for method, operation in methods.items():
            names.append(operation['operationId'])
            check_operation(count, path, method, operation)
    count.check('operation names are unique', len(names) == len(set(names)))
    bad = sorted({r for r in references(document) if not resolves(document, r)})
    count.check('every reference leads somewhere', not bad, bad)
    table = re.findall(r"^  (\w+): { method: '", typescript, re.M)
    count.check('TypeScript has the same endpoints', sorted(table) == sorted(names), set(table) ^ set(names))
    declared = re.findall(r'^export (?:interface|type) (\w+)', typescript, re.M)
    count.check('TypeScript declares nothing twice', len(declared) == len(set(declared)))
    used = set(re.findall(r': (?:\{ in: )?([A-Z]\w+)', typescript)) | set(re.findall(r'; out: ([A-Z]\w+)', typescript))
    unknown = used - set(declared) - {'Record', 'Blob'}
    count.check('TypeScript uses only what it declares', not unknown, unknown)
    for command, name in COPIES.items():
        copy = WEB / name
        if copy.exists():
            count.check(f'web/src/api/{name} is current (nuanqiao {command} > it)', copy.read_text('utf-8') == texts[command])
    count.end()


if __name__ == '__main__':
    main()
