#!/usr/bin/env python3
"""chain_test.py PROGRAM AUDIT_CHAIN - the chain that the program writes is the one that docs/ACCOUNTS.md describes: a
second, independent reader finds the same head and the same first broken record."""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

PROGRAM, READER = (str(pathlib.Path(p).resolve()) for p in sys.argv[1:])
passed = failed = 0

# what it shows, SQL, the first broken record
TAMPERED = [
    ('an instant', 'UPDATE audit SET at = at + 1 WHERE seq = 2', 2),
    ('back again', 'UPDATE audit SET at = at - 1 WHERE seq = 2', None),
    ('a payload', "UPDATE audit_payload SET remote = 'x' || remote WHERE seq = 1", 1),
    ('back again', 'UPDATE audit_payload SET remote = substr(remote, 2) WHERE seq = 1', None),
    ('an absent text that became empty', "UPDATE audit_payload SET before_json = '' WHERE seq = 2", 2),
    ('back again', 'UPDATE audit_payload SET before_json = NULL WHERE seq = 2', None),
    ('a payload without a record of its erasure', 'UPDATE audit_payload SET salt = NULL, actor_name = NULL, remote = NULL, '
     'subject_name = NULL, before_json = NULL, after_json = NULL WHERE seq = 1', 1),
]


def check(shows, condition, detail=''):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print(f'failed: {shows}: {detail}')


def both(data):
    """What the program and the reader say: (broken record or None, head)."""
    mine = subprocess.run([PROGRAM, 'audit', 'verify', '--data', data, '--json'], capture_output=True, text=True, check=False)
    verdict = json.loads(mine.stdout)
    other = subprocess.run([sys.executable, READER, f'{data}/nuanqiao.db'], capture_output=True, text=True, check=False)
    words = other.stdout.split()
    return (None if verdict['sound'] else verdict['broken_seq'], verdict['head_hash']), (
        int(words[-1]) if other.returncode else None, None if other.returncode else words[-1])


def main():
    with tempfile.TemporaryDirectory() as folder:
        data = f'{folder}/data'
        made = subprocess.run([PROGRAM, 'init', '--data', data, '--zone', 'north'], capture_output=True, text=True, check=False)
        check('a data directory is made', made.returncode == 0, made.stderr)
        mine, other = both(data)
        check('both find it sound, with the same head', mine == other and mine[0] is None, (mine, other))
        for shows, sql, seq in TAMPERED:
            with sqlite3.connect(f'{data}/nuanqiao.db') as db:
                db.execute(sql)
            db.close()
            mine, other = both(data)
            check(shows, mine[0] == seq and other[0] == seq, (mine, other))
    print(f'{passed} passed, {failed} failed')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
