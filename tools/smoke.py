#!/usr/bin/env python3
"""smoke.py - plays the main story against a real server, through the API and the command line.

    smoke.py [--program build/src/cli/nuanqiao] [--pack packs/qingyuan-2020] [--web web/dist]
    tools/with_pg.py tools/smoke.py --postgres      the same with PostgreSQL as the store

On data of its own: a demo zone with the pack is made and served on a free port; every role signs in; the article's
figures are counted; the policies are there and the ten claims of the hand calculation come out to the fen; the match
says what an enterprise is entitled to; one claim of each programme runs from entitlement to payment, with a supplement, a
refusal by the bank and its correction; the ledger verifies; the pack's sheet with planted errors is imported; an
enterprise is found by its initials; the list is exported; the audit chain verifies; a backup taken from the running
server is restored (into SQLite) and serves the same.
Prints a line per step and ends with "N passed, N failed"; the exit code says whether all passed.
"""
import argparse
import csv
import datetime
import glob
import http.client
import io
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import zipfile

import smoke_money
from smoke_money import Failed, need

WAIT_S = 120
ATTACHMENT = '示例：一份文字附件\n'.encode()


class Server:
    """nuanqiao serve on a port that the kernel chose."""

    def __init__(self, program, data, web, log):
        command = [program, 'serve', '--data', data, '--port', '0', '--json', *(['--web', web] if web else [])]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise Failed(f'the server did not start (exit code {self.process.wait()})')
        self.netloc = urllib.parse.urlsplit(json.loads(line)['address']).netloc

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise Failed('the server did not stop within 20 seconds') from None
        return self.process.returncode


class Client:
    """One signed-in person."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection(server.netloc, timeout=60)
        self.cookie = self.csrf = None

    def call(self, method, path, body=None, raw=None, expect=None, key=None):
        """The answer: decoded JSON, or bytes of anything else.  expect: the status that must come; key: Idempotency-Key."""
        headers = {'Accept-Language': 'zh'}
        if self.cookie:
            headers['Cookie'] = self.cookie
        if self.csrf and method != 'GET':
            headers['X-CSRF-Token'] = self.csrf
        if key:
            headers['Idempotency-Key'] = key
        if body is not None:
            raw, headers['Content-Type'] = json.dumps(body).encode(), 'application/json'
        elif raw is not None:
            headers['Content-Type'] = 'application/octet-stream'
        self.connection.request(method, path if path.startswith('/assets') else '/api/v1' + path, raw, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        if answer.getheader('Set-Cookie'):
            self.cookie = answer.getheader('Set-Cookie').split(';')[0]
        if answer.status != expect if expect else answer.status >= 400:
            raise Failed(f'{method} {path}: {answer.status} {data[:400].decode("utf-8", "replace")}')
        if 'json' in (answer.getheader('Content-Type') or ''):
            return json.loads(data)
        return data

    def sign_in(self, zone, login, password):
        self.csrf = self.call('POST', '/session', {'zone': zone, 'login': login, 'password': password})['csrf']
        return self.call('GET', '/session')


class Story:
    """The steps, in order; each is a method whose docstring says what it shows."""

    def __init__(self, options, folder):
        self.program, self.pack, self.web = options.program, pathlib.Path(options.pack), options.web
        self.store = options.store
        self.folder = folder
        self.data = f'{folder}/data'
        self.log = open(f'{folder}/server.log', 'w', encoding='utf-8')
        self.zone = json.loads((self.pack / 'manifest.json').read_text(encoding='utf-8'))['zone']['code']
        self.figures = json.loads((self.pack / 'samples/figures.json').read_text(encoding='utf-8'))
        with open(self.pack / 'users.csv', encoding='utf-8', newline='') as file:
            self.users = list(csv.DictReader(file))
        self.server = self.admin = self.head = self.attachment = self.money = None
        self.people = {}

    def run_command(self, *words, codes=(0,)):
        """A command of the program; its JSON result."""
        done = subprocess.run([self.program, *words, '--json'], capture_output=True, text=True, check=False)
        need(done.returncode in codes, f'nuanqiao {" ".join(words)}: exit code {done.returncode}: {done.stderr}')
        return json.loads(done.stdout.strip().splitlines()[-1]) if done.stdout.strip() else None

    def init(self):
        """init makes a demo zone and installs the pack"""
        store = ['--store', self.store] if self.store else []
        made = self.run_command('init', '--data', self.data, '--demo', '--pack', str(self.pack), *store)
        need(made['zone'] == self.zone, f'the zone is {made["zone"]}')
        if self.store:  # later commands find it in the configuration
            with open(f'{self.data}/host.conf', 'a', encoding='utf-8') as conf:
                conf.write(f'store = {self.store}\n')

    def serve(self):
        """serve answers on a free port"""
        self.server = Server(self.program, self.data, self.web, self.log)
        need(Client(self.server).call('GET', '/health')['status'] == 'ok', 'health is not ok')

    def sign_in(self):
        """every role signs in and holds rights"""
        for user in self.users:
            person = Client(self.server)
            session = person.sign_in(self.zone, user['login'], user['password'])
            need(session['grants'][0]['role'] == user['role'], f'{user["login"]} has another role')
            self.people[user['login']] = person
            if user['role'] == 'administrator':
                self.admin = person
        need(self.admin, 'the pack has no administrator')

    def total(self, query):
        return self.admin.call('GET', f'/enterprises?limit=1&{query}')['total']

    def count_figures(self):
        """the article's figures come out by counting"""
        lists = {row['code']: row for row in self.admin.call('GET', '/lists')['items']}
        members = 'kind=enterprise&list_id='
        counted = {
            'enterprises': self.total('kind=enterprise&in_zone=true'),
            'branches': self.total('kind=branch'),
            'sole_traders': self.total('kind=sole_trader'),
            'resumed': self.total('kind=enterprise&flag=resumed'),
            'above_scale': self.total(members + lists['above-scale-2019']['id']),
            'resumption_base': self.total(members + lists['resumption-2020']['id']),
            'resumed_of_base': self.total('flag=resumed&' + members + lists['resumption-2020']['id']),
            'high_tech': self.total(members + lists['high-tech-2019']['id']),
        }
        for name, value in counted.items():
            need(value == self.figures[name], f'{name}: {value} instead of {self.figures[name]}')

    def all_enterprises(self):
        """The page of every enterprise that counts."""
        after = ''
        while after is not None:
            page = self.admin.call('GET', f'/enterprises?limit=200&kind=enterprise{after}')
            for item in page['items']:
                yield self.admin.call('GET', f'/enterprises/{item["id"]}')
            after = '&after=' + urllib.parse.quote(page['next']) if page['next'] else None

    def count_people(self):
        """430 workers from 15 units of Hubei are in 83 enterprises, 44 certificates are of 2019"""
        units, workers, employers, fresh, newcomers = set(), 0, 0, 0, 0
        for enterprise in self.all_enterprises():
            fresh += sum(f['flag'] == 'high_tech' and f['since'].startswith('2019') for f in enterprise['flags'])
            if not enterprise['worker_count']:
                continue
            people = self.admin.call('GET', f'/enterprises/{enterprise["id"]}/workers?limit=200')
            need(people['total'] == enterprise['worker_count'], f'{enterprise["name"]}: {people["total"]} workers')
            need(all('*' in person['id_masked'] for person in people['items']), 'an identity number is not masked')
            households = [person['household'] for person in people['items']]
            hubei = [code for code in households if code.startswith('42')]
            newcomers += len(households) - len(hubei)
            employers += bool(hubei)
            workers += len(hubei)
            for code in hubei:
                units.add(code if code.startswith('4290') else code[:4])  # 4290: counties directly under the province
        counted = {'workers': workers, 'worker_units': len(units), 'worker_enterprises': employers, 'high_tech_new': fresh,
                   'newcomers': newcomers}
        for name, value in counted.items():
            need(value == self.figures[name], f'{name}: {value} instead of {self.figures[name]}')

    def policies(self):
        """every item of the pack is open with a rule that two people published"""
        self.money = smoke_money.Money(self.pack, self.people)
        smoke_money.policies(self.money)

    def hand(self):
        """the ten claims of docs/HAND-CALCULATION.md come out to the fen"""
        smoke_money.hand(self.money)

    def ages(self):
        """talents on both sides of 30, 35 and 40 are judged by the registry alone"""
        smoke_money.ages(self.money)

    def match(self):
        """the match tells an enterprise what it is entitled to, as judging does, and what it lacks"""
        run = self.run_command('match', '--data', self.data)
        need(run['state'] == 'done' and run['items'] == 15 and not run['failure'], f'{run}')
        smoke_money.matched(self.money)

    def anybody(self):
        """anybody may try an item without sign-in"""
        smoke_money.anybody(Client(self.server), self.zone)

    def chain(self):
        """the four programmes run from entitlement to payment, each with a supplement, a failure and its correction"""
        minutes = json.loads((self.pack / 'manifest.json').read_text(encoding='utf-8'))['zone']['utc_offset_minutes']
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(minutes=minutes))).date().isoformat()
        smoke_money.chain(self.money, today, lambda words: print(words, flush=True))

    def ledger(self):
        """the ledger verifies by code of its own; claims, ledger and bank agree"""
        verdict = self.run_command('ledger', 'verify', '--data', self.data)
        need(verdict['sound'] and len(verdict['pots']) == 5, f'{verdict}')
        smoke_money.reconciled(self.money)

    def import_sheet(self):
        """the sheet with planted errors gives a receipt that adds up, and comes back marked"""
        raw = (self.pack / 'samples/enterprises_with_errors.xlsx').read_bytes()
        done = self.admin.call('POST', '/imports?kind=enterprise&file_name=enterprises_with_errors.xlsx', raw=raw)
        need(done['state'] == 'mapped', f'the columns were not all found: {done["state"]}')
        done = self.admin.call('POST', f'/imports/{done["id"]}/start', {'version': done['version']})
        until = time.monotonic() + WAIT_S
        while done['state'] == 'running' and time.monotonic() < until:
            time.sleep(0.1)
            done = self.admin.call('GET', f'/imports/{done["id"]}')
        need(done['state'] == 'done', f'the import ended as {done["state"]}: {done.get("failure")}')
        parts = ('created', 'updated', 'unchanged', 'rejected', 'quarantined')
        need(done['rows'] == sum(done[p] for p in parts), f'the receipt does not add up: {done}')
        expected = json.loads((self.pack / 'samples/expected.json').read_text(encoding='utf-8'))
        got = {name: done[name] for name in expected}
        need(got == expected, f'the receipt is {got} instead of {expected}')
        sheet = self.admin.call('GET', f'/imports/{done["id"]}/sheet')
        need(zipfile.ZipFile(io.BytesIO(sheet)).testzip() is None, 'the marked sheet is broken')
        open_rows = self.admin.call('GET', f'/quarantine?import_id={done["id"]}&state=open')['total']
        need(open_rows == expected['quarantined'], f'{open_rows} rows wait in quarantine')

    def search(self):
        """an enterprise is found by its pinyin initials and by a part of its name"""
        for query in ('blqy', '非织布', 'BLQYFZB'):
            found = self.admin.call('GET', '/enterprises?q=' + urllib.parse.quote(query))['items']
            need(any(e['name'] == '贝乐(清远)非织布有限公司' for e in found), f'{query}: {[e["name"] for e in found]}')

    def attach(self):
        """a file is attached to an enterprise and comes back the same"""
        enterprise = self.admin.call('GET', '/enterprises?q=blqy')['items'][0]
        name = urllib.parse.quote('营业执照.txt')
        made = self.admin.call('POST', f'/enterprises/{enterprise["id"]}/attachments?name={name}', raw=ATTACHMENT)
        self.attachment = made['id']
        need(self.admin.call('GET', f'/attachments/{self.attachment}/content') == ATTACHMENT, 'the content differs')

    def export(self):
        """the export holds exactly what the filter shows"""
        table = self.admin.call('GET', '/enterprises/export?format=csv&flag=high_tech&kind=enterprise')
        rows = list(csv.reader(io.StringIO(table.decode('utf-8-sig'))))
        need(len(rows) == self.figures['high_tech'] + 1, f'{len(rows)} lines')

    def again(self):
        """installing the pack again while the server runs changes nothing"""
        before = self.total('state=active')
        again = self.run_command('pack', 'install', str(self.pack), '--data', self.data)
        need(not again['job_id'], 'a job was started')
        need(self.total('state=active') == before, 'enterprises were added')

    def audit(self):
        """the audit chain verifies from the command line, with its head"""
        verdict = self.run_command('audit', 'verify', '--data', self.data)
        need(verdict['sound'] and verdict['checked_to'] == verdict['head_seq'] > 0, f'{verdict}')
        self.head = verdict['head_hash']
        self.run_command('audit', 'verify', '--data', self.data, '--head', self.head)
        verdict = self.run_command('audit', 'verify', '--data', self.data, '--head', '0' * 64, codes=(4,))
        need(not verdict['sound'], 'a strange head was accepted')

    def backup(self):
        """a backup of the running server is restored into an empty directory and serves the same"""
        file = f'{self.folder}/backup.nqb'
        before = self.total('state=active')
        self.run_command('backup', file, '--data', self.data)
        need(self.server.stop() == 0, 'the server did not stop cleanly')
        second = f'{self.folder}/second'
        store = ['--store', f'sqlite:{second}.restoring/nuanqiao.db'] if self.store else []
        self.run_command('restore', file, '--data', second, *store)
        if self.store:
            os.remove(f'{second}/host.conf')
        self.run_command('restore', file, '--data', second, codes=(3,))
        verdict = self.run_command('audit', 'verify', '--data', second, '--head', self.head)
        need(verdict['sound'], 'the restored chain is broken')
        need(self.run_command('ledger', 'verify', '--data', second)['sound'], 'the restored ledger is broken')
        self.server = Server(self.program, second, self.web, self.log)
        user = next(u for u in self.users if u['role'] == 'administrator')
        self.admin = Client(self.server)
        self.admin.sign_in(self.zone, user['login'], user['password'])
        need(self.total('state=active') == before, 'the restored data differs')
        need(self.admin.call('GET', f'/attachments/{self.attachment}/content') == ATTACHMENT, 'an attachment is lost')
        need(self.server.stop() == 0, 'the server did not stop cleanly')


def make_database():
    """An empty database that orders text by bytes; its URL, or None where no server runs."""
    server = os.environ.get('NQ_TEST_PG')
    if not server:
        return None
    name = f'smoke_{os.getpid()}'
    psql = shutil.which('psql') or max(glob.glob('/usr/lib/postgresql/*/bin/psql'))
    subprocess.run([psql, '-q', '-d', server, '-c', f'CREATE DATABASE {name} ENCODING UTF8 LC_COLLATE \'C\' '
                    f'LC_CTYPE \'C\' TEMPLATE template0'], check=True)
    return server.replace('/postgres?', f'/{name}?')


STEPS = ('init', 'serve', 'sign_in', 'count_figures', 'count_people', 'policies', 'hand', 'ages', 'match', 'anybody', 'chain', 'ledger', 'import_sheet',
         'search', 'attach', 'export', 'again', 'audit', 'backup')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--program', default='build/src/cli/nuanqiao')
    parser.add_argument('--pack', default='packs/qingyuan-2020')
    parser.add_argument('--web')
    parser.add_argument('--postgres', action='store_true', help='in a database of the server that NQ_TEST_PG names')
    options = parser.parse_args()
    options.store = make_database() if options.postgres else None
    if options.postgres and not options.store:
        print('skipped: there is no PostgreSQL')
        print(f'0 passed, 0 failed, {len(STEPS)} skipped')
        return 0
    folder = tempfile.mkdtemp(prefix='nq-smoke-')
    story = Story(options, folder)
    passed = failed = 0
    try:
        for name in STEPS:
            step = getattr(story, name)
            began = time.monotonic()
            try:
                step()
                passed += 1
                print(f'✓ {step.__doc__} ({time.monotonic() - began:.1f} s)', flush=True)
            except (Failed, OSError, KeyError, ValueError, http.client.HTTPException) as e:
                failed += 1
                print(f'✗ {step.__doc__}: {type(e).__name__}: {e}', flush=True)
                break  # later steps stand on this one
    finally:
        if story.server:
            try:
                story.server.stop()
            except Failed as e:
                print(e)
        story.log.close()
        if failed:
            print(pathlib.Path(f'{folder}/server.log').read_text(encoding='utf-8')[-3000:])
        shutil.rmtree(folder, ignore_errors=True)
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
