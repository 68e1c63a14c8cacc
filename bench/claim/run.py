#!/usr/bin/env python3
"""run.py BUILD [CLAIMS [DRAFTS]] - submissions at 64 connections, then the review queue over CLAIMS claims (100,000).

Installs the pack of the sample zone, writes DRAFTS drafts of its lodging subsidy (6,000; three workers, three days each) and
their files straight into the store, and submits each once with wrk: all connections at once, then 64 people who take a second
between two claims.  Then CLAIMS claims in all states are written, and the queues are asked.  SQLite, in a temporary folder."""
import http.client
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
PASSWORD = 'Nuanqiao-2020'
LINES, DAYS, WINDOWS = 3, 3, 60
ROUND = ('queue=first', 'queue=first&state=submitted', 'queue=second', 'queue=second&item_id={rd}', 'queue=first&item_id={rd}',
         'state=paid', '', 'queue=first&after={after}')


def call(port, method, path, body=None, cookie='', csrf=''):
    c = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
    c.request(method, '/api/v1' + path, json.dumps(body) if body else None,
              {'Content-Type': 'application/json', 'Cookie': cookie, 'X-CSRF-Token': csrf})
    r = c.getresponse()
    text = r.read()
    assert r.status < 300, (path, r.status, text[:400])
    return r.headers, json.loads(text)


def sign_in(port, zone, login):
    headers, me = call(port, 'POST', '/session', {'zone': zone, 'login': login, 'password': PASSWORD})
    return headers['Set-Cookie'].split(';')[0], me['csrf']


def serve(program, data):
    server = subprocess.Popen([program, 'serve', '--data', data, '--port', '0', '--quiet'], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    port = int(re.search(r':(\d+)', server.stdout.readline())[1])
    time.sleep(0.3)
    return server, port


def stop(server):
    server.terminate()
    server.wait()


def new_id(n=[0]):
    n[0] += 1
    return str(uuid.UUID(int=(0x01724A00 << 96) + (7 << 76) + (2 << 62) + n[0]))


def rows_of(db, table, rows):
    columns = list(rows[0])
    db.executemany(f'INSERT INTO {table} ({",".join(columns)}) VALUES ({",".join("?" * len(columns))})',
                   [tuple(r[c] for c in columns) for r in rows])


def claim(zone, item, enterprise, at, state, queue, no=None):
    return dict(zone_id=zone, id=new_id(), state=state, queue=queue, since=at, updated=at, version=1, round=0, money=1,
                total_fen=90000 if no else 0, reserved_fen=0, line_count=LINES, stopped_us=0, created=at,
                submitted=at if no else None, no=no, item_id=item['id'], item_code=item['code'], name_zh=item['name_zh'],
                name_en=item['name_en'], paid_to=item['paid_to'], reserve_at=item['reserve_at'], pot_id=item['pot_id'],
                enterprise_id=enterprise, created_by='bench')


def drafts(db, zone, item, enterprise, count):
    """Drafts whose days no two share: each worker has WINDOWS stays of DAYS days."""
    at = time.time_ns() // 1000
    workers = [dict(zone_id=zone, id=new_id(), enterprise_id=enterprise, name=f'工人{i}', name_key=f'{i:06}', id_kind='passport',
                    id_sealed='-', id_hash=f'{i:064x}', id_masked='E*****', birth='1990-01-01', household='420100',
                    hired_on='2020-01-01', version=1, updated=at) for i in range(count * LINES // WINDOWS + 1)]
    claims, texts, lines, files = [], [], [], []
    for i in range(count):
        c = claim(zone, item, enterprise, at + i, 'draft', 'applicant')
        claims.append(c)
        texts.append(dict(zone_id=zone, claim_id=c['id'], form='{"items":[]}'))
        for line in range(LINES):
            worker, window = divmod(i * LINES + line, WINDOWS)
            day = time.strftime('%Y-%m-%d', time.gmtime(1581292800 + window * DAYS * 86400))
            last = time.strftime('%Y-%m-%d', time.gmtime(1581292800 + (window * DAYS + DAYS - 1) * 86400))
            values = {'stay_reason': 'cannot_return', 'stay_place': 'rented', 'stay_from': day, 'stay_to': last}
            w = workers[worker]
            lines.append(dict(zone_id=zone, claim_id=c['id'], line=line + 1, amount_fen=0, worker_id=w['id'],
                              person=w['id_hash'], worker_name=w['name'], id_masked=w['id_masked'],
                              facts=json.dumps({'items': [{'key': k, 'value': v} for k, v in values.items()]})))
        for kind in ('roster', 'lodging'):
            files.append(dict(zone_id=zone, id=new_id(), subject_kind='claim', subject_id=c['id'], kind=kind, name='a.pdf',
                              content_type='application/pdf', size=1, sha256='0' * 64, created_by='bench', created=at))
    for table, rows in (('worker', workers), ('claim', claims), ('claim_text', texts), ('claim_line', lines),
                        ('attachment', files)):
        rows_of(db, table, rows)
    return [c['id'] for c in claims]


def fill(db, zone, items, count):
    """Claims in every state, spread over all enterprises and both items."""
    enterprises = [r[0] for r in db.execute("SELECT id FROM enterprise WHERE zone_id = ? AND state = 'active'", (zone,))]
    states = [('submitted', 'first')] * 4 + [('first_review', 'first')] + [('second_review', 'second')] * 2 + \
        [('payable', 'finance'), ('paid', None), ('rejected', None)]
    at, claims = 1589000000000000, []
    for i in range(count):
        state, queue = states[i * 7 % len(states)]
        c = claim(zone, items[i % 25 == 0], enterprises[i % len(enterprises)], at + i * 1000000, state, queue, f'2019-{i:06}')
        claims.append(c)
    rows_of(db, 'claim', claims)
    rows_of(db, 'claim_text', [dict(zone_id=zone, claim_id=c['id'], form='{"items":[]}') for c in claims])
    db.execute('ANALYZE')


def wrk(script, port, seconds, env, connections=64):
    return subprocess.run(['wrk', '-t', '1', '-c', str(connections), '-d', str(seconds), '-s', HERE / script,
                           f'http://127.0.0.1:{port}'], check=True, text=True, stdout=subprocess.PIPE,
                          env={**os.environ, **env}).stdout.splitlines()[-1]


def cpu_ms(pid):
    words = pathlib.Path(f'/proc/{pid}/stat').read_text(encoding='ascii').rsplit(')', 1)[1].split()
    return (int(words[11]) + int(words[12])) * 1000 / os.sysconf('SC_CLK_TCK')


def submissions(data, server, port, ids, cookie, csrf):
    half = len(ids) // 2
    for name, part, think in (('all at once', ids[:half], 0), ('a second between two', ids[half:], 1000)):
        file = pathlib.Path(data, 'ids')
        file.write_text('\n'.join(part))
        before = cpu_ms(server.pid)
        out = wrk('submit.lua', port, 30, {'IDS': str(file), 'COOKIE': cookie, 'CSRF': csrf, 'THINK': str(think)})
        done = int(re.search(r'submitted (\d+)', out)[1])
        print(f'{name}: {out}, processor {(cpu_ms(server.pid) - before) / max(done, 1):.2f} ms each, load {os.getloadavg()[0]:.1f}')


def queues(port, rd, cookie, seconds):
    _, page = call(port, 'GET', '/claims?queue=first&limit=200', cookie=cookie)
    after = page['next'].replace(':', '%3A')
    queries = [q.format(rd=rd, after=after) for q in ROUND]
    for q in [*('claims?' + x for x in queries), 'claims/counts']:
        times = []
        for _ in range(7):
            begin = time.monotonic()
            call(port, 'GET', '/' + q, cookie=cookie)
            times.append(time.monotonic() - begin)
        print(f'{min(times) * 1000:7.1f} ms  {q}')
    for connections in (32, 64):
        print(f'the round of lists at {connections}:',
              wrk('queue.lua', port, seconds, {'COOKIE': cookie, 'QUERIES': '\n'.join(queries)}, connections),
              f'load {os.getloadavg()[0]:.1f}')


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100000
    draft_count = int(sys.argv[3]) if len(sys.argv) > 3 else 6000
    program = build / 'src/cli/nuanqiao'
    with tempfile.TemporaryDirectory() as data:
        subprocess.run([program, 'init', '--data', data, '--demo', '--pack', HERE.parents[1] / 'packs/qingyuan-2020'], check=True,
                       stdout=subprocess.DEVNULL)
        db = sqlite3.connect(f'{data}/nuanqiao.db')
        db.row_factory = sqlite3.Row
        zone, code = db.execute('SELECT id, code FROM zone').fetchone()
        items = [db.execute('SELECT * FROM policy_item WHERE code = ?', (c,)).fetchone() for c in ('LODGING', 'RD-MATCH')]
        enterprise = db.execute("SELECT bound_id FROM (SELECT e.id AS bound_id FROM enterprise e WHERE e.uscc = '91441802QY0010148A')").fetchone()[0]
        ids = drafts(db, zone, items[0], enterprise, draft_count)
        db.commit()
        server, port = serve(program, data)
        try:
            finance = sign_in(port, code, 'finance')
            call(port, 'POST', f'/pots/{items[0]["pot_id"]}/budget',
                 {'kind': 'add', 'amount_fen': draft_count * 100000, 'reason': 'bench'}, *finance)
            submissions(data, server, port, ids, *sign_in(port, code, 'officer'))
        finally:
            stop(server)
        print(db.execute("SELECT count(*) || ' submitted, ' || sum(reserved_fen) || ' fen reserved; the pot says ' || "
                         "(SELECT sum(reserved_fen) FROM fund_balance) FROM claim WHERE state = 'submitted'").fetchone()[0])
        fill(db, zone, items, count)
        db.commit()
        db.close()
        server, port = serve(program, data)
        try:
            queues(port, items[1]['id'], sign_in(port, code, 'reviewer1')[0], 10)
        finally:
            stop(server)


if __name__ == '__main__':
    main()
