"""smoke_money.py - the steps of smoke.py about money: policies, the ten claims of the hand calculation, and each programme from
entitlement to money in the bank."""
import json


class Failed(Exception):
    """A step did not go as the story says."""


def need(condition, words):
    if not condition:
        raise Failed(words)


class Money:
    """What the steps share: items by code, enterprises by credit code, their workers by name."""

    def __init__(self, pack, people):
        self.pack = pack
        self.people = people            # signed-in clients by login
        self.admin = people['admin']
        self.items = {i['code']: i for i in self.admin.call('GET', '/policy-items')['items']}
        self.enterprises, self.staff = {}, {}

    def enterprise(self, uscc):
        if uscc not in self.enterprises:
            found = self.admin.call('GET', f'/enterprises?limit=1&q={uscc}')['items']
            need(len(found) == 1, f'{uscc}: {len(found)} enterprises')
            self.enterprises[uscc] = found[0]['id']
        return self.enterprises[uscc]

    def workers(self, uscc):
        """The people of an enterprise."""
        if uscc not in self.staff:
            page = self.admin.call('GET', f'/enterprises/{self.enterprise(uscc)}/workers?limit=200')
            need(not page['next'], f'{uscc} has more than 200 workers')
            self.staff[uscc] = page['items']
        return self.staff[uscc]

    def chosen(self, uscc, who):
        """The workers that a line of samples/claims.json stands for."""
        people = self.workers(uscc)
        if who.startswith('household '):
            return [w for w in people if (w.get('household') or '').startswith(who.split()[1])]
        found = [w for w in people if w['name'] == who]
        need(len(found) == 1, f'{who}: {len(found)} workers')
        return found

    def lines(self, claim):
        """(line as the API takes it, what it must give in fen), one per worker; [] of an item about enterprises."""
        out = []
        for line in claim.get('lines', []):
            people = self.chosen(claim['uscc'], line['worker'])
            need(len(people) == line.get('count', 1), f"{line['worker']}: {len(people)} workers")
            facts = {k: v for k, v in line.items() if k not in ('worker', 'count', 'fen')}
            out += [({'worker_id': w['id'], **facts}, line['fen']) for w in people]
        return out

    def judge(self, person, claim, **more):
        """The verdict over a claim's facts."""
        body = {'enterprise_id': self.enterprise(claim['uscc']), 'form_json': json.dumps(claim.get('form', {})), **more}
        lines = self.lines(claim)
        if lines:
            body['lines_json'] = json.dumps([line for line, _ in lines])
        return self.people[person].call('POST', f"/policy-items/{self.items[claim['item']]['id']}/judge", body)


# ---- policies and the hand calculation ---------------------------------------------------------------------------------

def policies(money):
    """every item of the pack is open with a rule that two people published"""
    names = {d['no'] for d in money.admin.call('GET', '/policies')['items']}
    need(names == {'LODGING-2020', 'RD-MATCH-2020', 'TALENT-2020', 'RESTART-2020'}, f'documents: {names}')
    need(len(money.items) == 15, f'{len(money.items)} items')
    for code, item in money.items.items():
        need(item['state'] == 'open' and item['rule_version_id'], f'{code} has no published rule')
        rule = money.admin.call('GET', f"/rules/{item['rule_version_id']}")
        need(rule['tests_passed'] > 0 and rule['tests_failed'] == 0, f'{code}: tests')
        need(rule['author_name'] and rule['publisher_name'] not in ('', rule['author_name']), f'{code}: one person published alone')
    pots = {p['code']: p for p in money.admin.call('GET', '/pots')['items']}
    need(pots['talent-2020']['budget_fen'] == 5_000_000_000 and pots['restart-2020']['budget_fen'] == 2_500_000_000, 'the pots are not the article\'s')


def hand(money):
    """the ten claims of docs/HAND-CALCULATION.md come out to the fen"""
    told = json.loads((money.pack / 'samples/claims.json').read_text(encoding='utf-8'))
    need(len(told['claims']) == 10, 'there are not ten claims')
    for claim in told['claims']:
        got = money.judge('officer', claim)
        want = [fen for _, fen in money.lines(claim)] or [claim['total_fen']]
        no = f"claim {claim['no']}"
        need([line['amount_fen'] for line in got['lines']] == want, f'{no}: lines {[line["amount_fen"] for line in got["lines"]]}')
        need(got['total_fen'] == claim['total_fen'], f"{no}: {got['total_fen']} instead of {claim['total_fen']}")
        need(got['verdict'] in ('entitled', 'likely') and got['reasons_zh'] and got['reasons_en'], f"{no}: {got['verdict']}")


# name of a newcomer -> what the employment support says, on registry facts alone
NEWCOMERS = {'温景澄': ('entitled', 300000), '骆书航': ('entitled', 500000), '易清和': ('entitled', 200000), '卓远帆': ('not', 0),
             '柏安然': ('entitled', 500000), '祁若川': ('entitled', 300000), '邵云岫': ('entitled', 500000), '路明夷': ('not', 0),
             '申屠宁': ('not', 0), '纪怀舟': ('not', 0)}


def ages(money):
    """talents on both sides of 30, 35 and 40 are judged by the registry alone"""
    lines = [{'worker': name, 'fen': fen} for name, (_, fen) in NEWCOMERS.items()]
    got = money.judge('officer', {'item': 'TALENT-06', 'uscc': '91441802QY0010148A', 'lines': lines})
    for (name, (verdict, fen)), line in zip(NEWCOMERS.items(), got['lines']):
        need((line['verdict'], line['amount_fen']) == (verdict, fen), f"{name}: {line['verdict']} {line['amount_fen']} {line['reason_zh']}")


def anybody(stranger, zone):
    """anybody may try an item without sign-in"""
    found = {i['code'] for i in stranger.call('GET', f'/try/{zone}/items')['items']}
    need('TALENT-03' in found and 'LODGING' in found, f'items to try: {found}')
    facts = {'employed': True, 'worker_household': '440106', 'hired_on': '2020-03-16', 'worker_degree': 'master',
             'worker_title': 'none', 'worker_age': 29, 'subsidy_from': '2020-04-01', 'subsidy_to': '2020-06-30'}
    got = stranger.call('POST', f'/try/{zone}/items/TALENT-03', {'form_json': '{"in_zone":true}', 'lines_json': json.dumps([facts])})
    need((got['verdict'], got['total_fen']) == ('likely', 450_000), f"{got['verdict']} {got['total_fen']} {got['reasons_zh']}")
    del facts['subsidy_to']
    got = stranger.call('POST', f'/try/{zone}/items/TALENT-03', {'form_json': '{"in_zone":true}', 'lines_json': json.dumps([facts])})
    need(got['verdict'] == 'lacks' and [m['key'] for m in got['missing']] == ['subsidy_to'], f"{got['verdict']} {got['missing']}")
