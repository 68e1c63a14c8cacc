"""smoke_money.py - the steps of smoke.py about money: policies, the ten claims of the hand calculation, and each programme from
entitlement to money in the bank."""
import csv
import io
import json
import urllib.parse


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


def matched(money):
    """the match tells an enterprise what it is entitled to, as judging does, and what it lacks"""
    told = money.people['clerk'].call('GET', f"/enterprises/{money.enterprise('91441802QY0010148A')}/entitlements")
    found = {i['code']: i for i in told['items']}
    support = found['TALENT-06']
    eligible = [fen for _, fen in NEWCOMERS.values() if fen]
    need((support['verdict'], support['total_fen'], support['lines_eligible']) == ('entitled', sum(eligible), len(eligible)),
         f"TALENT-06: {support['verdict']} {support['total_fen']} {support['lines_eligible']}")
    need(found['LODGING']['verdict'] == 'lacks' and 'stay_from' in {m['key'] for m in found['LODGING']['missing']}, 'LODGING lacks the stay')
    need(support['reasons_zh'] and support['reasons_en'], 'the match gives no reasons')


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


# ---- from entitlement to money in the bank ----------------------------------------------------------------------------

PAYER = {'name': '清远高新区财政局（示例）', 'account': '44050176010109000018', 'bank_name': '中国建设银行清远高新支行', 'cnaps': '105601000123',
         'code': '11441800QY0000775R'}
BANK = ('中国工商银行清远高新支行', '102601000456')
PAPER = '示例材料：{}\n'
PLAYED = (1, 2, 5, 9)               # claims of samples/claims.json, one of each programme


def luhn(body):
    """The digits with the check digit of bank cards behind them."""
    total = sum(sum(divmod(2 * int(d), 10)) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def text(value):
    """A value as a claim's form takes it."""
    if isinstance(value, bool):
        return 'true' if value else 'false'
    return f'{value:.2f}' if isinstance(value, float) else str(value)


def values(facts):
    return [{'key': k, 'value': text(v)} for k, v in facts.items()]


class Chain:
    """One claim of the hand calculation, from entitlement to payment with one failure on the way."""

    serial = 0

    def __init__(self, money, claim, today, key):
        self.money, self.told, self.today, self.key = money, claim, today, key
        self.clerk, self.first, self.second = money.people['clerk'], money.people['reviewer1'], money.people['reviewer2']
        self.maker, self.checker = money.people['finance'], money.people['finance2']
        self.item = money.items[claim['item']]
        self.enterprise = money.enterprise(claim['uscc'])
        self.claim = None

    def step(self, person, verb, **body):
        """A step of the claim by somebody; its new state comes back."""
        self.claim = person.call('POST', f"/claims/{self.claim['id']}/{verb}", {'version': self.claim['version'], **body},
                                 key=f"{self.key}-{verb}-{self.claim['version']}" if verb in ('submit', 'approve') else None)
        return self.claim['state']

    def account(self, holder, worker_id=None):
        """An account that the clerk enters and finance verifies."""
        Chain.serial += 1
        body = {'enterprise_id': self.enterprise, 'holder': holder, 'number': luhn(f'622202{Chain.serial:012d}'), 'bank_name': BANK[0], 'cnaps': BANK[1]}
        if worker_id:
            body['worker_id'] = worker_id
        made = self.clerk.call('POST', '/accounts', body)
        return self.maker.call('POST', f"/accounts/{made['id']}/verify", {'version': made['version']})

    def payees(self):
        """(holder, worker) of everybody who is paid."""
        if self.item['paid_to'] == 'enterprise':
            name = self.clerk.call('GET', f'/enterprises/{self.enterprise}')['name']
            return [(name, None)]
        names = {w['id']: w['name'] for w in self.money.workers(self.told['uscc'])}
        return [(names[line['worker_id']], line['worker_id']) for line, _ in self.money.lines(self.told)]

    def entitled(self):
        got = self.money.judge('clerk', self.told)
        need(got['total_fen'] == self.told['total_fen'] and got['reasons_zh'], f"entitlement: {got['verdict']} {got['total_fen']}")

    def attach(self, name):
        for wanted in self.claim['wanted']:
            query = urllib.parse.urlencode({'name': f"{wanted['label'][:20]}{name}.txt", 'kind': wanted['kind']})
            self.clerk.call('POST', f"/claims/{self.claim['id']}/attachments?{query}", raw=PAPER.format(wanted['label'] + name).encode())
        self.claim = self.clerk.call('GET', f"/claims/{self.claim['id']}")
        need(all(w['given'] for w in self.claim['wanted']), 'a file is not counted as given')

    def draft(self, key):
        lines = [{'worker_id': line['worker_id'], 'values': values({k: v for k, v in line.items() if k != 'worker_id'})} for line, _ in self.money.lines(self.told)]
        return self.clerk.call('POST', '/claims', {'item_id': self.item['id'], 'enterprise_id': self.enterprise,
                                                   'form': values(self.told.get('form', {})), 'lines': lines}, key=key)

    def twice(self):
        """The same days, project, enterprise or loan again is refused and names the claim that has them."""
        mine, self.claim = self.claim, self.draft(f'{self.key}-again')
        self.attach('')
        refused = self.clerk.call('POST', f"/claims/{self.claim['id']}/submit", {'version': self.claim['version']}, expect=409)
        need(mine['no'] in refused['detail'], f"it does not name {mine['no']}: {refused['detail']}")
        self.step(self.clerk, 'withdraw')
        self.claim = mine

    def submit(self):
        self.claim = self.draft(f'{self.key}-draft')
        before = self.claim
        self.clerk.call('POST', f"/claims/{before['id']}/submit", {'version': before['version']}, expect=422)    # without its files
        self.attach('')
        asked = self.claim
        need(self.step(self.clerk, 'submit') == 'submitted', 'the claim is not submitted')
        need([line['amount_fen'] for line in self.claim['lines'] if line['amount_fen']] == [fen for _, fen in self.money.lines(self.told)] or
             self.claim['total_fen'] == self.told['total_fen'], 'the lines are not those of the hand calculation')
        again = self.clerk.call('POST', f"/claims/{asked['id']}/submit", {'version': asked['version']}, key=f"{self.key}-submit-{asked['version']}")
        need(again['no'] == self.claim['no'] and again['version'] == self.claim['version'], 'the same key did not give the same claim')

    def review(self):
        self.step(self.first, 'take')
        need(self.step(self.first, 'supplement', reason='请补充盖章的材料') == 'supplement', 'no supplement is asked')
        self.attach('（盖章）')
        need(self.step(self.clerk, 'submit', note='已补充') in ('submitted', 'first_review'), 'the supplement is not taken')
        if self.claim['state'] == 'submitted':
            self.step(self.first, 'take')
        need(self.step(self.first, 'pass') == 'second_review', 'the first review is not passed')
        self.first.call('POST', f"/claims/{self.claim['id']}/approve", {'version': self.claim['version']}, expect=403)
        self.step(self.second, 'take')
        need(self.step(self.second, 'approve') == 'payable', f"after the approval it is {self.claim['state']}")
        need(self.claim['total_fen'] == self.told['total_fen'], f"approved: {self.claim['total_fen']}")

    def batch(self, payer, failing):
        """A batch of the item's pot through the bank; the payee called `failing` is refused."""
        due = [p for p in self.maker.call('GET', f"/payables?pot_id={self.item['pot_id']}")['items'] if p['claim_id'] == self.claim['id']]
        made = self.maker.call('POST', '/payments', {'payer_id': payer, 'pot_id': self.item['pot_id'], 'execute_on': self.today,
                                                     'payments': [p['payment_id'] for p in due]}, key=f"{self.key}-batch-{due[0]['attempt']}")
        need(made['total_fen'] == sum(p['amount_fen'] for p in due), f"the batch is of {made['total_fen']}")
        self.maker.call('POST', f"/payments/{made['id']}/release", {'version': made['version']}, expect=403)     # its own maker
        made = self.checker.call('POST', f"/payments/{made['id']}/release", {'version': made['version']})
        for form in ('csv', 'xlsx', 'pain001'):
            file = self.maker.call('POST', f"/payments/{made['id']}/files", {'format': form, 'reason': '提交银行'}, key=f"{self.key}-{made['id']}-{form}")
            need(len(self.maker.call('GET', f"/payment-files/{file['id']}/content")) > 100, f'the {form} file is empty')
        sheet = self.maker.call('GET', f"/payments/{made['id']}/sheet")
        need(sheet.startswith(b'%PDF'), 'the pay sheet is no PDF')
        rows = list(csv.reader(io.StringIO(self.maker.call('GET', f"/payments/{made['id']}/template?format=csv").decode('utf-8-sig'))))
        for row in rows[1:]:
            bad = row[3] == failing
            row[5:9] = ['失败', '账号户名不符', '', self.today] if bad else ['成功', '', f"{made['no']}-{row[1]}", self.today]
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        cut = '\ufeff' + ''.join(out.getvalue().splitlines(True)[:-1])
        self.maker.call('POST', f"/payments/{made['id']}/results", raw=cut.encode(), expect=422)                 # cut: nothing half done
        done = self.maker.call('POST', f"/payments/{made['id']}/results", raw=('\ufeff' + out.getvalue()).encode())
        need(done['batch']['state'] == 'settled', f"the batch is {done['batch']['state']}")
        self.claim = self.clerk.call('GET', f"/claims/{self.claim['id']}")

    def pay(self, payer):
        holder, worker = self.payees()[-1]
        self.batch(payer, holder)
        need(self.claim['state'] == 'pay_failed', f"after the failure it is {self.claim['state']}")
        need('账号户名不符' in {p['reason'] for p in self.claim['payments']}, 'the bank\'s reason is lost')
        self.account(holder, worker)
        need(self.step(self.clerk, 'correct') == 'payable', f"after the correction it is {self.claim['state']}")
        self.batch(payer, None)
        need(self.claim['state'] == 'paid', f"at last it is {self.claim['state']}")
        need({p['attempt'] for p in self.claim['payments']} <= {1, 2} and max(p['attempt'] for p in self.claim['payments']) == 2, 'attempts')

    def ledger(self):
        story = self.money.admin.call('GET', f"/fund/subjects/{self.claim['id']}")
        pot = story['pots'][0]
        need((pot['reserved_fen'], pot['committed_fen'], pot['paid_fen']) == (0, 0, self.told['total_fen']), f'the ledger says {pot}')

    def play(self, payer):
        self.entitled()
        for holder, worker in self.payees():
            self.account(holder, worker)
        self.submit()
        self.review()
        self.twice()
        self.pay(payer)
        self.ledger()


def chain(money, today, say):
    """the four programmes run from entitlement to payment, each with a supplement, a failure and its correction"""
    payer = money.people['finance'].call('POST', '/payers', PAYER)['id']
    claims = {c['no']: c for c in json.loads((money.pack / 'samples/claims.json').read_text(encoding='utf-8'))['claims']}
    for no in PLAYED:
        one = Chain(money, claims[no], today, f'smoke-claim-{no}')
        try:
            one.play(payer)
        except Failed as e:
            raise Failed(f"{claims[no]['item']}: {e}") from None
        say(f"  {one.claim['no']} {one.item['name_zh']} {one.claim['total_fen'] / 100:,.2f}")
    pots = {p['code']: p for p in money.admin.call('GET', '/pots')['items']}
    for no in PLAYED:
        code = money.items[claims[no]['item']]['pot_id']
        pot = next(p for p in pots.values() if p['id'] == code)
        need(pot['paid_fen'] == claims[no]['total_fen'] and pot['available_fen'] == pot['budget_fen'] - pot['paid_fen'], f"{pot['code']} does not add up")


def reconciled(money):
    """Claims, ledger and bank rows of every pot agree."""
    seen = 0
    for pot in money.admin.call('GET', '/pots')['items']:
        page = money.people['finance'].call('GET', f"/reconciliation?pot_id={pot['id']}")
        need(not [r for r in page['items'] if r['difference']], f"{pot['code']}: {page['items']}")
        seen += len(page['items'])
    need(seen == len(PLAYED), f'{seen} claims are reconciled')
