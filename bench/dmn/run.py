#!/usr/bin/env python3
"""run.py BUILD [ROWS] - one talent policy (talent.dmn) judged by everybody on the same made-up rows, side by side.

Ours row by row and in columns, loops of C by hand, SQLite and, where it is installed, numpy; engines of npm are
installed into a scratch folder, their versions fixed in package.json.  All results are compared with ours before anything is timed.
Then 100 policy items over 159,000 enterprises with the rules that fired."""
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SAMPLE, SQL_ROWS = 2000, 500000

# The table as conditions of SQL; money in cents, ages as birth dates.
RULES = [
    ("education = 'doctor' AND birth > '1981-06-30' AND months >= 36 AND salary >= 2000000 AND class IN ('A', 'B')", 30, 30000000),
    ("education = 'doctor' AND birth > '1976-06-30' AND months >= 36 AND salary >= 1500000 AND key", 25, 25000000),
    ("education = 'doctor' AND birth > '1970-06-30' AND months >= 24 AND class IN ('A', 'B', 'C') AND years >= 1", 20, 20000000),
    ("education = 'master' AND birth > '1986-06-30' AND months >= 36 AND salary >= 1500000 AND class IN ('A', 'B') AND key",
     20, 15000000),
    ("education = 'master' AND birth > '1986-06-30' AND months >= 36 AND salary >= 1200000 AND class IN ('A', 'B', 'C')",
     15, 12000000),
    ("education = 'master' AND birth <= '1986-06-30' AND birth > '1975-06-30' AND months >= 36 AND "
     "salary BETWEEN 1200000 AND 6000000 AND class <> 'D' AND years >= 2", 12, 10000000),
    ("education = 'bachelor' AND birth > '1991-06-30' AND months >= 36 AND salary >= 1000000 AND class = 'A' AND years >= 1 AND key",
     12, 8000000),
    ("education = 'bachelor' AND birth > '1991-06-30' AND months >= 24 AND salary >= 800000 AND class IN ('A', 'B') AND years >= 2",
     8, 6000000),
    ("education IN ('bachelor', 'college') AND birth > '1981-06-30' AND months >= 36 AND salary > 600000 AND years >= 3 AND key",
     6, 4000000),
    ("birth > '1966-06-30' AND months >= 60 AND salary >= 5000000 AND class IN ('A', 'B') AND years >= 5", 5, 5000000),
    ("education IN ('college', 'school') AND birth > '1986-06-30' AND months >= 36 AND salary >= 500000 AND salary < 2000000 AND "
     "class IN ('A', 'B') AND years >= 5", 3, 2000000),
]


def lines(*command, cwd=None):
    """Every line of JSON that a program prints."""
    out = subprocess.run([str(c) for c in command], check=True, text=True, stdout=subprocess.PIPE, cwd=cwd).stdout
    return [json.loads(line) for line in out.splitlines()]


def sqlite(rows):
    """CASE WHEN over a table in memory."""
    db = sqlite3.connect(':memory:')
    db.execute('CREATE TABLE p (education TEXT, birth TEXT, class TEXT, key INT, months INT, salary INT, years INT, funded INT)')
    db.executemany('INSERT INTO p VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
        (r['education'], r['birth'], r['class'], r['key'], r['months'], round(r['salary'] * 100), r['years'],
         round(r['funded'] * 100)) for r in rows])
    rule = 'CASE ' + ' '.join(f'WHEN {c} THEN {i + 1}' for i, (c, _, _) in enumerate(RULES)) + ' ELSE 0 END'
    rates = ' '.join(f'WHEN {i + 1} THEN {rate}' for i, (_, rate, _) in enumerate(RULES))
    caps = ' '.join(f'WHEN {i + 1} THEN {cap}' for i, (_, _, cap) in enumerate(RULES))
    query = (f'SELECT rule, max(0, min((salary * 12 * CASE rule {rates} ELSE 0 END + 50) / 100, CASE rule {caps} ELSE 0 END)'
             f' - funded) AS amount FROM (SELECT {rule} AS rule, salary, funded FROM p LIMIT -1)')
    for r, got in zip(rows, db.execute(query)):
        assert got == (r['rule'], round(r['amount'] * 100)), (r, got)
    best = 1e9
    for _ in range(3):
        begin = time.monotonic()
        db.execute(f'SELECT sum(rule), sum(amount) FROM ({query})').fetchone()
        best = min(best, time.monotonic() - begin)
    return {'name': 'SQLite CASE WHEN', 'rows_per_second': round(len(rows) / best)}


def numpy_rows(rows):
    """numpy.select over arrays; skipped where numpy is not installed."""
    try:
        import numpy as np
    except ImportError:
        return {'name': 'numpy', 'skipped': 'not installed'}
    column = {k: np.array([r[k] for r in rows]) for k in ('months', 'years', 'key')}
    levels = {'doctor': 0, 'master': 1, 'bachelor': 2, 'college': 3, 'school': 4}
    e = np.array([levels[r['education']] for r in rows], dtype=np.int8)
    c = np.array([ord(r['class']) - 65 for r in rows], dtype=np.int8)
    b = np.array([r['birth'] for r in rows], dtype='datetime64[D]')
    s = np.array([round(r['salary'] * 100) for r in rows], dtype=np.int64)
    f = np.array([round(r['funded'] * 100) for r in rows], dtype=np.int64)
    m, y, k = column['months'], column['years'], column['key']

    def judge():
        after = {a: b > np.datetime64(f'{2026 - a}-06-30') for a in (35, 40, 45, 50, 51, 56, 60)}
        rule = np.select([
            (e == 0) & after[45] & (m >= 36) & (s >= 2000000) & (c <= 1), (e == 0) & after[50] & (m >= 36) & (s >= 1500000) & k,
            (e == 0) & after[56] & (m >= 24) & (c <= 2) & (y >= 1), (e == 1) & after[40] & (m >= 36) & (s >= 1500000) & (c <= 1) & k,
            (e == 1) & after[40] & (m >= 36) & (s >= 1200000) & (c <= 2),
            (e == 1) & ~after[40] & after[51] & (m >= 36) & (s >= 1200000) & (s <= 6000000) & (c != 3) & (y >= 2),
            (e == 2) & after[35] & (m >= 36) & (s >= 1000000) & (c == 0) & (y >= 1) & k,
            (e == 2) & after[35] & (m >= 24) & (s >= 800000) & (c <= 1) & (y >= 2),
            ((e == 2) | (e == 3)) & after[45] & (m >= 36) & (s > 600000) & (y >= 3) & k,
            after[60] & (m >= 60) & (s >= 5000000) & (c <= 1) & (y >= 5),
            (e >= 3) & after[40] & (m >= 36) & (s >= 500000) & (s < 2000000) & (c <= 1) & (y >= 5)], range(1, 12), 0)
        rates = np.array([0] + [r[1] for r in RULES])
        caps = np.array([0] + [r[2] for r in RULES])
        return rule, np.maximum(0, np.minimum((s * 12 * rates[rule] + 50) // 100, caps[rule]) - f)

    rule, amount = judge()
    assert all(rule[i] == r['rule'] and amount[i] == round(r['amount'] * 100) for i, r in enumerate(rows))
    begin, rounds = time.monotonic(), 0
    while time.monotonic() - begin < 1:
        judge()
        rounds += 1
    return {'name': 'numpy', 'rows_per_second': round(len(rows) * rounds / (time.monotonic() - begin))}


def peers(sample):
    """The engines of npm, of fixed versions, installed into a scratch folder."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in ('package.json', 'peers.mjs'):
            shutil.copy(HERE / name, scratch)
        done = subprocess.run(['npm', 'install', '--no-package-lock', '--no-audit', '--no-fund', '--silent'], cwd=scratch, check=False)
        if done.returncode != 0:
            return [{'name': 'engines of npm', 'skipped': 'npm could not install them'}]
        pathlib.Path(scratch, 'rows.jsonl').write_text('\n'.join(json.dumps(r) for r in sample))
        return lines('node', 'peers.mjs', 'rows.jsonl', cwd=scratch)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    program, model = build / 'bench/dmn_bench', HERE / 'talent.dmn'
    items = lines(program, 'items', model, 2)[0]  # first: a child is born with the memory of its parent
    rows = lines(program, 'rows', model, SQL_ROWS)
    results = lines(program, 'talent', model, *sys.argv[2:3])
    results += [sqlite(rows), numpy_rows(rows)] + peers(rows[:SAMPLE])
    ours = next(r['rows_per_second'] for r in results if r['name'] == 'nuanqiao, columns')
    print('| | rows/s | columns are |\n|---|---|---|')
    for r in results:
        speed = r.get('rows_per_second')
        print(f'| {r["name"]} | {speed:,} | {ours / speed:,.1f} x |' if speed else f'| {r["name"]} | {r["skipped"]} | |')
    print(f'\n{items["items"]} items x {items["enterprises"]:,} enterprises on {items["threads"]} threads: '
          f'{items["seconds"]:.2f} s ({items["load_and_compile"]:.2f} s to load and compile), {items["peak_mb"]} MB')


if __name__ == '__main__':
    main()
