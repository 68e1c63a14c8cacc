#!/usr/bin/env python3
"""cli_test.py PROGRAM - the command line from outside: words, exit codes, backup and restore, the running server."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

PASSED = FAILED = 0


def check(shows, condition, detail=''):
    global PASSED, FAILED
    if condition:
        PASSED += 1
    else:
        FAILED += 1
        print(f'failed: {shows}: {detail}', flush=True)


class Program:
    def __init__(self, path):
        self.path = str(pathlib.Path(path).resolve())

    def run(self, *words, lang='C', env=None):
        return subprocess.run([self.path, *map(str, words)], capture_output=True, text=True, timeout=60, check=False,
                              env={**os.environ, 'LC_ALL': '', 'LC_MESSAGES': '', 'LANG': lang, **(env or {})})

    def serve(self, data, *words):
        process = subprocess.Popen([self.path, 'serve', '--data', str(data), '--port', '0', '--json', '--quiet', *words],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = process.stdout.readline()
        return process, json.loads(line or '{}').get('address')


# what it shows, words, exit code, what must be said (standard output and error together)
USAGE = [
    ('no command prints the list and is a usage error', [], 2, 'audit verify'),
    ('--help prints the list', ['--help'], 0, 'Exit codes'),
    ('a mistyped command is recognised', ['versoin'], 2, 'did you mean "version"'),
    ('a mistyped word of two is recognised', ['audit', 'verfy'], 2, 'did you mean "audit verify"'),
    ('half of a command is recognised', ['pack'], 2, 'did you mean "pack install"'),
    ('an unknown command points to the list', ['frobnicate'], 2, 'nuanqiao --help'),
    ('a mistyped option is recognised', ['serve', '--prot', '1'], 2, 'did you mean --port'),
    ('an option without its value is refused', ['serve', '--port'], 2, '--port: needs a value'),
    ('a value out of range is refused', ['serve', '--port', '70000'], 2, '--port'),
    ('a switch takes no value', ['init', '--demo=1'], 2, 'takes no value'),
    ('one argument too many is refused', ['backup', 'a', 'b'], 2, 'too many'),
    ('a missing argument is named', ['import'], 2, 'file: is required'),
    ('every bad argument is reported at once', ['export', '--nope', '--format', 'pdf'], 2, '--format'),
    ('a command has its own help', ['import', '--help'], 0, '--marked'),
    ('--version is understood', ['--version'], 0, 'Nuanqiao'),
    ('version says the schema', ['version'], 0, 'schema'),
]


def usage(program):
    for shows, words, code, said in USAGE:
        done = program.run(*words)
        check(shows, done.returncode == code and said in done.stdout + done.stderr, f'{done}')
    done = program.run('versoin', lang='zh_CN.UTF-8')
    check('Chinese is spoken where LANG asks for it', '您是想用“version”吗' in done.stderr, done.stderr)
    for command in ('serve', 'init', 'pack install', 'import', 'match', 'export', 'backup', 'restore', 'upgrade', 'audit verify',
                    'fund show', 'ledger verify', 'dmn eval', 'dmn explain', 'dmn lint', 'dmn batch', 'dmn test', 'dmn functions', 'openapi', 'typescript', 'config', 'version'):
        done = program.run(*command.split(), '--help')
        both = done.stdout + program.run(*command.split(), '--help', lang='zh_CN.UTF-8').stdout
        stored = command.split()[0] not in ('route', 'dmn', 'openapi', 'typescript', 'version')
        check(f'{command} --help', done.returncode == 0 and '--json' in done.stdout and '输出' in both, done)
        check(f'{command} --help: a data directory where there is one',
              ('  --data DIR' in done.stdout) == ('数据目录（默认' in both) == stored, done)
    done = program.run('config', '--json', env={'NQ_PORT': '9001'})
    check('config shows what the environment says', json.loads(done.stdout)['port'] == 9001, done)
    done = program.run('config', '--json', env={'NQ_STORE': 'postgres://u:secret@h/d'})
    check('config hides the password of the store', 'secret' not in done.stdout + done.stderr, done)


TCK = pathlib.Path(__file__).resolve().parent / 'feel/tck'
MODEL = TCK / 'own/own.dmn'
TALENT = TCK.parent / 'models/talent.dmn'
# what it shows, words behind "dmn", exit code, what must be said (standard output and error together)
DMN = [
    ('a decision is evaluated', ['eval', MODEL, '--decision', 'Sum', '--set', 'First number=0.1', '--set', 'Second number=0.2'],
     0, '0.3'),
    ('a service is invoked', ['eval', MODEL, '--decision', 'Doubling', '--set', 'First number=1', '--set', 'Second number=2'],
     0, '6'),
    ('a context is given as JSON', ['eval', MODEL, '--decision', 'Year of birth', '--set',
                                    'Applicant={"birthday": "1990-05-01", "degrees": []}'], 0, '1990'),
    ('an error is told and the exit code says so', ['eval', MODEL, '--decision', 'Failing'], 4, 'division by zero'),
    ('Chinese is spoken on request', ['eval', MODEL, '--decision', 'Failing', '--language', 'zh'], 4, '除数为 0'),
    ('an unknown input is refused with the nearest name', ['eval', MODEL, '--decision', 'Sum', '--set', 'Fist number=1'], 3,
     'First number'),
    ('a value of the wrong type is refused', ['eval', MODEL, '--decision', 'Sum', '--set', 'First number=one'], 3, 'number'),
    ('an input without a value is refused', ['eval', MODEL, '--decision', 'Sum', '--set', 'First number'], 3, 'name=value'),
    ('an unknown decision is refused with the nearest name', ['eval', MODEL, '--decision', 'Smu'], 3, 'did you mean "Sum"'),
    ('an unknown decision is refused', ['eval', MODEL, '--decision', 'Nothing like it'], 3, 'no decision'),
    ('without a decision all are named', ['eval', MODEL], 3, ', Sum, Double'),
    ('a missing model is named', ['eval', TCK / 'none.dmn'], 3, 'none.dmn'),
    ('a file that is no model is refused', ['eval', TCK / 'own/passing.xml'], 3, 'no usable decision model'),
    ('a missing input file is named', ['eval', MODEL, '--decision', 'Sum', '--input', TCK / 'none.json'], 3, 'none.json'),
    ('an input file that is no JSON is refused', ['eval', MODEL, '--decision', 'Sum', '--input', MODEL], 3, 'line 1'),
    ('a yes is explained', ['explain', TALENT, '--set', 'Age=40', '--set', 'Degree=doctor'], 0,
     'Rule 2 applies: age 40 ≤ 45; degree is "doctor", one of "master" or "doctor".'),
    ('a no says what it would need, in Chinese', ['explain', TALENT, '--set', 'Age=50', '--set', 'Degree=master',
                                                  '--language', 'zh'], 0, '还差 1 个条件：age 应 ≤ 35，实为 50'),
    ('two rules at once are explained as a problem', ['explain', TALENT, '--set', 'Age=30', '--set', 'Degree=master'], 4,
     'rules 1, 2 apply at once'),
    ('the lint finds an overlap and a gap', ['lint', TALENT], 4, '1 errors, 2 warnings'),
    ('with examples', ['lint', TALENT], 4, 'rules 1 and 2 overlap, but this table allows only one; for example age = '),
    ('a good model has no findings', ['lint', MODEL], 0, '0 errors, 0 warnings'),
    ('no model, no lint', ['lint', TCK / 'own/passing.xml'], 3, 'no usable decision model'),
    ('a service is not explained', ['explain', MODEL, '--decision', 'Doubling'], 3, 'Doubling'),
    ('the built-in functions are listed', ['functions'], 0, '| `abs(n: number): number` | The absolute value'),
    ('also in Chinese', ['functions', '--language', 'zh'], 0, '### 日期与时间'),
    ('and as JSON', ['functions', '--json'], 0, '"name":"abs","group":"number"'),
    ('tests that pass', ['test', TCK / 'own/passing.xml'], 0, '17 passed, 0 failed'),
    ('tests that fail', ['test', TCK / 'own'], 1, '17 passed, 24 failed'),
    ('a failing test says what was expected and what came', ['test', TCK / 'own', '--only', 'failing.xml#wrong order'], 1, 'expected: [3, 2, 1]'),
    ('some of the tests', ['test', TCK / 'own', '--only', 'passing.xml#service', '--quiet'], 0, '2 passed, 0 failed'),
    ('two folders', ['test', TCK / 'own/passing.xml', TCK / 'own', '--quiet'], 1, '34 passed, 24 failed'),
    ('a missing folder is named', ['test', TCK / 'none'], 3, 'none'),
    ('a folder without tests is refused', ['test', TCK.parent / 'cases'], 3, 'no test file'),
    ('a folder must be given', ['test'], 2, 'folder'),
]


def batch(program, folder):
    """dmn batch: results and fired rows of a csv, and what it says of bad ones."""
    (folder / 'in.csv').write_text('who,Age,Degree\na,30,master\nb,60,master\nc,,\n')
    done = program.run('dmn', 'batch', TALENT, folder / 'in.csv', folder / 'judged.csv', '--json')
    receipt = json.loads(done.stdout)
    check('a csv is judged, and rows without a result tell why', done.returncode == 4
          and (receipt['rows'], receipt['interpreted'], receipt['errors']) == (3, 3, 1)
          and 'rules 1, 2 apply at once' in done.stderr, done)
    lines = (folder / 'judged.csv').read_text('utf-8-sig').splitlines()
    check('all columns are kept, and a line per row', lines[0].startswith('who,Age,Degree,') and len(lines) == 4, lines)
    check('a column without an input is told', '"who"' in done.stderr, done)
    done = program.run('dmn', 'batch', TALENT, folder / 'in.csv', folder / 'judged.csv')
    check('a file is never overwritten', done.returncode == 3 and 'exists already' in done.stderr, done)
    (folder / 'bad.csv').write_text('Age,Degree\n30,master\nthirty,master\n')
    done = program.run('dmn', 'batch', TALENT, folder / 'bad.csv', folder / 'out2.csv')
    check('a bad cell is named with line, column and example', done.returncode == 3 and
          'line 3, column "Age": "thirty" is no number' in done.stderr and '12000.50' in done.stderr, done)
    check('and nothing is left behind', not (folder / 'out2.csv').exists(), done)
    done = program.run('dmn', 'batch', TALENT, folder / 'bad.csv')
    check('three files must be given', done.returncode == 3 and 'three files' in done.stderr, done)


def decisions(program, folder):
    for shows, words, code, said in DMN:
        done = program.run('dmn', *words)
        check(shows, done.returncode == code and said in done.stdout + done.stderr, f'{done}')
    (folder / 'in.json').write_text('{"First number": 1234567890123456789012345678901234, "Second number": 0}')
    done = program.run('dmn', 'eval', MODEL, '--decision', 'Sum', '--input', folder / 'in.json', '--json')
    check('numbers keep all digits', '"result":1234567890123456789012345678901234,' in done.stdout, done)
    done = program.run('dmn', 'eval', MODEL, '--decision', 'Failing', '--json')
    check('diagnostics come as JSON', json.loads(done.stdout)['diagnostics'][0]['id'] == 'DIVISION_BY_ZERO', done)
    done = program.run('dmn', 'explain', TALENT, '--set', 'Age=50', '--set', 'Degree=master', '--json')
    told = json.loads(done.stdout)
    nearest = told['decision']['tables'][0]['nearest']
    check('an explanation comes as JSON', (nearest['row'], nearest['failed'][0]['value']) == (1, 50) and told['en'], done)
    done = program.run('dmn', 'lint', TALENT, '--json')
    check('findings come as JSON', json.loads(done.stdout)['errors'] == 1, done)
    done = program.run('dmn', 'test', TCK / 'own', '--json')
    result = json.loads(done.stdout)
    check('failures come as JSON', (result['passed'], result['failed'], len(result['failures'])) == (17, 24, 24), done)
    batch(program, folder)
    (folder / 'broken').mkdir()
    (folder / 'broken/a.xml').write_text('<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase">')
    (folder / 'broken/b.xml').write_text((TCK / 'own/passing.xml').read_text())
    done = program.run('dmn', 'test', folder / 'broken')
    check('a broken test file and a missing model fail', done.returncode == 1 and '0 passed, 2 failed' in done.stdout
          and 'own.dmn' in done.stdout, done)


def get(address, path):
    with urllib.request.urlopen(address + '/api/v1' + path, timeout=10) as answer:
        return json.loads(answer.read())


def stop(process):
    process.send_signal(signal.SIGTERM)
    return process.wait(20)


def empty_zone(program, folder):
    (folder / 'open').mkdir(mode=0o755)
    done = program.run('init', '--data', folder / 'open', '--zone', 'abc')
    readable = [str(p) for p in (folder / 'open').rglob('*') if p.stat().st_mode & 0o77]
    check('in a folder that others may enter they can read nothing', done.returncode == 0 and not readable, readable)
    data = folder / 'data'
    done = program.run('init', '--data', data, '--zone', 'abc', '--json')
    made = json.loads(done.stdout)
    check('init makes a zone with a one-time password', done.returncode == 0 and len(made['password']) >= 16, done)
    check('the data directory is closed to others', (data.stat().st_mode & 0o77) == 0, oct(data.stat().st_mode))
    check('the key is closed to others', ((data / 'secret.key').stat().st_mode & 0o77) == 0)
    done = program.run('init', '--data', data, '--zone', 'abc')
    check('the same zone twice is refused', done.returncode == 3, done)
    done = program.run('init', '--data', folder / 'other')
    check('init needs a code', done.returncode == 3 and '--zone' in done.stderr, done)
    done = program.run('audit', 'verify', '--data', data, '--json')
    check('a new chain is sound', done.returncode == 0 and json.loads(done.stdout)['sound'], done)
    for command in (['serve'], ['audit', 'verify'], ['backup', folder / 'x.nqb'], ['upgrade'], ['import', PACK / 'users.csv']):
        done = program.run(*command, '--data', folder / 'none')
        check(f'{command[0]} without a data directory says how to make one',
              done.returncode == 3 and 'nuanqiao init' in done.stderr, done)
    done = program.run('audit', 'verify', '--data', data, '--zone', 'nope')
    check('an unknown zone is refused', done.returncode == 3 and 'nope' in done.stderr, done)
    done = program.run('user', 'reset', 'nobody', '--data', data)
    check('an unknown login is refused', done.returncode == 3 and 'nobody' in done.stderr, done)
    done = program.run('user', 'reset', 'ADMIN', '--data', data)
    check('the last administrator gets a way back in', done.returncode == 0 and '/invitation#zone=abc&token=' in done.stdout,
          done)
    done = program.run('upgrade', '--data', data)
    check('an up-to-date store is left alone', done.returncode == 0 and 'already' in done.stdout, done)
    return data, json.loads(program.run('audit', 'verify', '--data', data, '--json').stdout)['head_hash']


def running(program, folder, data):
    stray = [data / 'blobs' / 'ab' / 'cd' / ('abcd' + c * 60) for c in '01']
    stray[0].parent.mkdir(parents=True)
    for path in stray:
        path.write_bytes(b'left behind by an upload')
    os.utime(stray[0], (1, 1))
    process, address = program.serve(data)
    for _ in range(100):
        if not stray[0].exists():
            break
        time.sleep(0.1)
    check('serve sweeps an old file that nothing refers to, not a young one',
          [path.exists() for path in stray] == [False, True])
    stray[1].unlink()
    check('serve prints its address when it listens', address is not None)
    check('the server knows the zone', get(address, '/zones')['items'][0]['code'] == 'abc')
    second, nothing = program.serve(data)
    check('a second server on the same data is refused', nothing is None and second.wait(20) == 1)
    port = address.rsplit(':', 1)[1]
    shutil.copytree(data, folder / 'copy', ignore=shutil.ignore_patterns('*.sock'))
    busy = program.run('serve', '--data', folder / 'copy', '--port', port)
    check('a taken port is an error', busy.returncode == 1 and port in busy.stderr, busy)
    done = program.run('audit', 'verify', '--data', data, '--json')
    check('a command reaches the running server', done.returncode == 0 and json.loads(done.stdout)['sound'], done)
    check('the socket is closed to others', ((data / 'server.sock').stat().st_mode & 0o77) == 0)
    done = program.run('init', '--data', data, '--zone', 'more')
    check('init waits for the server to be stopped', done.returncode == 3 and 'running' in done.stderr, done)
    done = program.run('backup', folder / 'one.nqb', '--data', data, '--json')
    check('a backup of the running server', done.returncode == 0 and json.loads(done.stdout)['files'] >= 2, done)
    check('only its owner may read a backup', ((folder / 'one.nqb').stat().st_mode & 0o77) == 0)
    done = program.run('backup', folder / 'one.nqb', '--data', data)
    check('a backup is never overwritten', done.returncode == 3, done)
    check('the server stops cleanly', stop(process) == 0)
    check('the socket is gone', not (data / 'server.sock').exists())


def killed(program, data):
    process, address = program.serve(data)
    process.kill()
    process.wait()
    check('a killed server leaves its socket behind', address and (data / 'server.sock').exists())
    done = program.run('audit', 'verify', '--data', data)
    check('a command works beside a dead socket', done.returncode == 0, done)
    left, young = data / 'tmp/upload-left', data / 'tmp/upload-young'
    left.write_text('a person')
    young.write_text('a person')
    os.utime(left, (time.time() - 7200, time.time() - 7200))
    process, address = program.serve(data)
    for _ in range(50):
        if not left.exists():
            break
        time.sleep(0.1)
    check('what a killed upload left behind is removed', not left.exists() and young.exists())
    check('the next server takes the socket over', address is not None and stop(process) == 0)


def damaged_copy(folder, source, name, change):
    raw = bytearray(source.read_bytes())
    change(raw)
    (folder / name).write_bytes(raw)
    return folder / name


def restoring(program, folder, data, head):
    backup = folder / 'one.nqb'
    done = program.run('restore', backup, '--data', data)
    check('a restore into a directory with data is refused', done.returncode == 3 and 'not empty' in done.stderr, done)
    (folder / 'back').mkdir()
    done = program.run('restore', backup, '--data', folder / 'back')
    check('a restore into an empty directory', done.returncode == 0, done)
    done = program.run('audit', 'verify', '--data', folder / 'back', '--head', head)
    check('the restored chain holds the head of before', done.returncode == 0, done)
    check('the restored key is the same', (folder / 'back/secret.key').read_bytes() == (data / 'secret.key').read_bytes())
    done = program.run('restore', folder / 'none.nqb', '--data', folder / 'x')
    check('a missing backup is named', done.returncode == 3 and 'none.nqb' in done.stderr, done)
    (folder / 'text.nqb').write_text('hello')
    done = program.run('restore', folder / 'text.nqb', '--data', folder / 'x')
    check('a file that is no backup is refused', done.returncode == 4 and 'not a backup' in done.stderr, done)
    cut = damaged_copy(folder, backup, 'cut.nqb', lambda raw: raw.__delitem__(slice(len(raw) // 2, None)))
    done = program.run('restore', cut, '--data', folder / 'x')
    check('a cut backup is refused', done.returncode == 4, done)

    def flip(raw):
        raw[len(raw) // 2] ^= 0x55
    flipped = damaged_copy(folder, backup, 'flipped.nqb', flip)
    done = program.run('restore', flipped, '--data', folder / 'x')
    check('a changed backup is refused', done.returncode == 4, done)
    check('a refused restore leaves nothing behind', not (folder / 'x').exists() and not (folder / 'x.restoring').exists())


POT = """
INSERT INTO pot SELECT id, 'p1', 'talent-2020', '青年人才资金', 'Young talent fund', 2020, NULL, NULL, 'open', 0, 1, 1, 1, 1
  FROM zone;
INSERT INTO fund_balance SELECT id, 'p1', 0, 0, 0, 0, 0, 0, 0, '' FROM zone;"""
ENTRY = """
INSERT INTO fund_entry SELECT id, 'p1', 1, 'e1', 'add', 123456789, NULL, 'k', 'x', '', 1589445000000000, 'made up' FROM zone;
INSERT INTO fund_posting SELECT id, 'p1', 1, 1, 'budget', -123456789, 123456789 FROM zone;
INSERT INTO fund_posting SELECT id, 'p1', 1, 2, 'available', 123456789, 123456789 FROM zone;
UPDATE fund_balance SET entries = 1, budget_fen = 123456789, available_fen = 123456789, seal = 'made up';"""


def money(program, folder):
    data = folder / 'money'
    program.run('init', '--data', data, '--zone', 'abc')
    done = program.run('fund', 'show', '--data', data)
    check('a zone without pots', done.returncode == 0 and 'no pots' in done.stdout, done)
    done = program.run('ledger', 'verify', '--data', data)
    check('has a sound ledger', done.returncode == 0 and 'sound: 0 pots' in done.stdout, done)
    with contextlib.closing(sqlite3.connect(data / 'nuanqiao.db')) as db:
        db.executescript(POT)
    done = program.run('ledger', 'verify', '--data', data, '--json')
    check('a pot without entries is sound', done.returncode == 0 and json.loads(done.stdout)['sound'], done)
    with contextlib.closing(sqlite3.connect(data / 'nuanqiao.db')) as db:
        db.executescript(ENTRY)
    done = program.run('ledger', 'verify', '--data', data)
    check('a row that fits but was written past the program is found', done.returncode == 4 and
          'talent-2020 #1: the seal' in done.stdout and 'faults in the ledger: 1' in done.stdout, done)
    done = program.run('ledger', 'verify', '--data', data, lang='zh_CN.UTF-8')
    check('and told in Chinese', done.returncode == 4 and '封印不符' in done.stdout, done)
    done = program.run('fund', 'show', '--data', data)
    check('amounts in yuan', done.returncode == 0 and '1,234,567.89' in done.stdout and 'Young talent' in done.stdout, done)
    done = program.run('fund', 'show', '--data', data, '--year', '2019')
    check('the pots of a year', done.returncode == 0 and 'no pots' in done.stdout, done)
    done = program.run('fund', 'show', 'talent-2020', '--data', data, '--json')
    shown = json.loads(done.stdout or '{}')
    check('a pot with its entries', done.returncode == 0 and shown['entries'][0]['amount_fen'] == 123456789, done)
    done = program.run('fund', 'show', 'nope', '--data', data)
    check('an unknown pot is refused', done.returncode == 3 and 'nope' in done.stderr, done)
    program.run('backup', folder / 'money.nqb', '--data', data)
    program.run('restore', folder / 'money.nqb', '--data', folder / 'money2')
    again = program.run('ledger', 'verify', '--data', folder / 'money2')
    check('a restored ledger is the same', again.stdout == program.run('ledger', 'verify', '--data', data).stdout and
          again.returncode == 4, again)


def sheets(program, folder, data):
    (folder / 'list.csv').write_text('字段甲,统一社会信用代码\n清远暖岭电子有限公司,91441802MA4WDLR89W\n,91441802897577647U\n')
    words = ['import', folder / 'list.csv', '--data', data, '--json']
    done = program.run(*words)
    check('a sheet without a name column is refused with a reason', done.returncode == 3 and done.stderr, done)
    done = program.run(*words, '--map', 'Nothing=name')
    check('--map names a heading that is there', done.returncode == 3 and '--map' in done.stderr, done)
    (folder / 'taken.csv').write_text('mine')
    before = program.run('audit', 'verify', '--data', data, '--json').stdout
    done = program.run(*words, '--map', '字段甲=name', '--marked', folder / 'taken.csv')
    check('an import whose marked sheet may not be written is refused', done.returncode == 3 and 'taken.csv' in done.stderr, done)
    check('before anything happened', before == program.run('audit', 'verify', '--data', data, '--json').stdout)
    done = program.run(*words, '--map', '字段甲=name', '--marked', folder / 'nowhere' / 'marked.csv')
    check('so is one into a folder that is not there', done.returncode == 3 and 'nowhere' in done.stderr, done)
    check('before anything happened there', before == program.run('audit', 'verify', '--data', data, '--json').stdout)
    done = program.run(*words, '--map', '字段甲=name', '--marked', folder / 'marked.csv')
    receipt = json.loads(done.stdout or '{}')
    parts = sum(receipt.get(k, 0) for k in ('created', 'updated', 'unchanged', 'rejected', 'quarantined'))
    check('a receipt adds up', receipt.get('rows') == parts == 2, done)
    check('a rejected row makes the exit code 4', done.returncode == 4 and receipt['rejected'] == 1, done)
    check('the marked sheet is written', (folder / 'marked.csv').exists())
    done = program.run('export', folder / 'out.csv', '--data', data, '--json')
    text = (folder / 'out.csv').read_text(encoding='utf-8-sig') if (folder / 'out.csv').exists() else ''
    check('export writes what was imported', done.returncode == 0 and '清远暖岭电子有限公司' in text, done)
    done = program.run('export', folder / 'out.csv', '--data', data)
    check('export never overwrites', done.returncode == 3, done)
    process, _ = program.serve(data)
    done = program.run(*words, '--map', '字段甲=name')
    check('the same sheet through the running server changes nothing',
          done.returncode == 4 and json.loads(done.stdout)['unchanged'] == 1, done)
    stop(process)


ROOT = pathlib.Path(__file__).resolve().parent.parent


def older(data):
    """Takes the newest migration back, as if the program of before had made the store."""
    newest = max((ROOT / 'migrations').glob('*.sql'))
    text = newest.read_text(encoding='utf-8')
    made = re.findall(r'^(?:-- sqlite-only: )?CREATE (TABLE|INDEX) (\w+)', text, re.M)
    number = int(newest.name.split('-')[0])
    with contextlib.closing(sqlite3.connect(data / 'nuanqiao.db')) as db:
        for kind, name in reversed(made):
            db.execute(f'DROP {kind} IF EXISTS {name}') # a table takes its indexes along
        for table, column in re.findall(r'^ALTER TABLE (\w+) ADD COLUMN (\w+)', text, re.M):
            db.execute(f'ALTER TABLE {table} DROP COLUMN {column}')
        db.execute('DELETE FROM schema_version WHERE number = ?', (number,))
        db.commit()
    return number


def upgrading(program, folder):
    data = folder / 'old'
    program.run('init', '--data', data, '--zone', 'abc')
    number = older(data)
    done = program.run('serve', '--data', data, '--port', '0')
    check('a server refuses an older schema and says so', done.returncode == 3 and 'upgrade' in done.stderr, done)
    done = program.run('upgrade', '--data', data, '--json')
    made = json.loads(done.stdout or '{}')
    check('upgrade migrates', (made.get('from'), made.get('to')) == (number - 1, number), done)
    check('upgrade backs up first', made.get('backup') and os.path.exists(made['backup']), done)
    process, address = program.serve(data)
    check('the upgraded store serves', address is not None and stop(process) == 0)
    done = program.run('restore', made['backup'], '--data', folder / 'before')
    check('the backup of before restores', done.returncode == 0, done)


PACK = ROOT / 'packs/qingyuan-2020'

# what it shows, file of the pack, text that goes, text that comes, what must be said
BROKEN_PACKS = [
    ('an unknown column is named', 'areas.csv', 'code,', 'kode,', 'kode'),
    ('a bad value is named with its line', 'users.csv', ',clerk,', ',clark,', 'users.csv:2/role'),
    ('a row with a cell too few is named', 'base_lists.csv', ',2020-02-10', '', 'line 2'),
    ('a manifest with an unknown field is refused', 'manifest.json', '"id"', '"identity"', 'identity'),
    ('a flag of an unknown enterprise fails the job', 'flags.csv', '91441802QY0010076H,', '91441802MA4WDLR89W,',
     '91441802MA4WDLR89W'),
    ('a policy that is no JSON is named', 'policies/lodging.json', '{', '[', 'lodging.json'),
    ('a policy with an unknown field is refused with its place', 'policies/lodging.json', '"name_zh"', '"naam_zh"',
     'lodging.json:items/0/item/naam_zh'),
    ('a policy reads no file from elsewhere', 'policies/lodging.json', 'lodging.dmn', '../lodging.dmn', 'lodging.json'),
    ('a rule with a red test fails the job', 'policies/lodging.dmn', '<text>100</text>', '<text>99</text>', 'case-one'),
    ('an item of a pot that is not there fails the job', 'policies/lodging.json', '"pot": "lodging-2020"', '"pot": "other"', 'other'),
    ('a policy that one person wrote and published fails the job', 'policies/lodging.json', '温书言', '叶明溪', 'LODGING-2020'),
    ('a pot with a wrong code fails the job', 'policies/pots.json', '"lodging-2020"', '"Lodging"', 'Lodging'),
    ('a fact that nobody knows fails the job', 'policies/facts.json', 'worker.degree', 'worker.grade', 'worker.grade'),
    ('a worker with a wrong identity number fails the job', 'workers.csv', '420116', '990116', 'workers.csv, line 2'),
]


def packs(program, folder):
    for i, (shows, name, old, new, said) in enumerate(BROKEN_PACKS):
        broken = folder / f'pack{i}'
        shutil.copytree(PACK, broken)
        text = (broken / name).read_text(encoding='utf-8')
        (broken / name).write_text(text.replace(old, new, 1), encoding='utf-8')
        done = program.run('init', '--data', folder / f'zone{i}', '--demo', '--zone', 'abc', '--pack', broken)
        check(shows, done.returncode == 3 and said in done.stderr, done)
    done = program.run('pack', 'install', folder / 'nowhere', '--data', folder / 'data')
    check('a missing pack is named', done.returncode == 3 and 'nowhere' in done.stderr, done)


def killed_pack(program, folder):
    """A killed installation goes on where it stopped: nothing twice, nothing lost."""
    data = folder / 'killed'
    program.run('init', '--data', data, '--demo', '--zone', 'abc')
    words = [program.path, 'pack', 'install', str(PACK), '--data', str(data), '--json']
    for seconds in (0.1, 0.2, 0.3, 0.4):
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.kill()
        process.wait()
    done = program.run(*words[1:])
    made = json.loads(done.stdout or '{}')
    rows = sum(len((PACK / f'{t}.csv').read_text(encoding='utf-8').splitlines()) - 1
               for t in ('base_lists', 'enterprises', 'years', 'flags', 'workers'))
    texts = {f.stem: json.loads(f.read_text(encoding='utf-8'))['items'] for f in (PACK / 'policies').glob('*.json')}
    rows += len(texts.pop('facts')) + len(texts.pop('pots')) + sum(1 + 2 * len(items) for items in texts.values())  # items with a rule each
    check('killed four times, every row once', made.get('created') == rows and made.get('kept') == 0, done)
    done = program.run(*words[1:])
    check('installed again, nothing is to do', done.returncode == 0 and not json.loads(done.stdout)['job_id'], done)
    done = program.run('audit', 'verify', '--data', data)
    check('the chain is sound after all', done.returncode == 0, done)


def main():
    program = Program(sys.argv[1])
    folder = pathlib.Path(tempfile.mkdtemp(prefix='nq-cli-'))
    try:
        usage(program)
        decisions(program, folder)
        data, head = empty_zone(program, folder)
        running(program, folder, data)
        killed(program, data)
        restoring(program, folder, data, head)
        money(program, folder)
        sheets(program, folder, data)
        upgrading(program, folder)
        packs(program, folder)
        killed_pack(program, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f'{PASSED} passed, {FAILED} failed')
    return 1 if FAILED else 0


if __name__ == '__main__':
    sys.exit(main())
