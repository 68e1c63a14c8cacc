#!/usr/bin/env python3
"""policies_test.py - the pack's policies: figures of the article, texts that agree with each other, rules that are green.

    policies_test.py --program NUANQIAO [--pack packs/qingyuan-2020]

What a person would otherwise have to compare by eye: every input of a rule is a fact of the catalogue with its type,
every parameter that is shown is the one in the rule, every name and note has its English, every element stands in the
diagram (so that dmn-js and Camunda Modeler draw it), and amounts and ages are those of the newspaper article.
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

DMN = '{https://www.omg.org/spec/DMN/20191111/MODEL/}'
DMNDI = '{https://www.omg.org/spec/DMN/20191111/DMNDI/}'
YUAN = 100
CITY = '市域'                      # parameters that say whose household is in the city

# item -> (pot, to whom); the programmes 4, 5, 7 and 8 of the article
MONEY = {
    'LODGING': ('lodging-2020', 'person'), 'RD-MATCH': ('rd-match-2020', 'enterprise'),
    'TALENT-01': ('talent-2020', 'person'), 'TALENT-03': ('talent-2020', 'person'), 'TALENT-04': ('talent-2020', 'person'),
    'TALENT-05': ('talent-2020', 'person'), 'TALENT-06': ('talent-2020', 'enterprise'), 'TALENT-08': ('talent-2020', 'person'),
    'RESTART-1': ('restart-2020', 'enterprise'), 'RESTART-2': ('restart-2020', 'enterprise'), 'RESTART-3': ('restart-2020', 'enterprise'),
}
SERVICES = {'TALENT-02', 'TALENT-07', 'TALENT-09', 'TALENT-10'}
BUDGETS = {'talent-2020': 50_000_000, 'restart-2020': 25_000_000, 'carrier-2019': 50_000_000}   # yuan, not samples
ISSUED = {'TALENT-2020': '2020-04-30', 'RESTART-2020': '2020-05-12', 'LODGING-2020': None, 'RD-MATCH-2020': None}
GROUPS = [('"doctor"', '-', '<= 40', '"第三类"'), ('-', '"full_senior", "senior_technician"', '<= 40', '"第三类"'),
          ('"master"', '-', '<= 35', '"第二类"'), ('-', '"associate_senior"', '<= 35', '"第二类"'), ('"bachelor"', '-', '<= 30', '"第一类"')]
TEN = ['购房补贴', '金融支持', '生活补助', '技术技能人才扶持', '学历教育', '就业扶持', '税收优惠', '自主创业', '人才招聘', '人才服务']
# item -> parameters that the article gives; all others are marked as samples
ARTICLE = {'LODGING': {'每人每天': '100'}, 'RD-MATCH': {'配套比例': '1', '合计上限': '600000'}}


class Checks:
    """Counts claims and tells those that do not hold."""

    def __init__(self):
        self.passed = self.failed = 0

    def need(self, condition, words):
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print('FAILED', words)


class Rule:
    """A model as far as the checks look into it."""

    def __init__(self, path):
        self.root = ET.parse(path).getroot()
        self.types = {t.get('name'): t.findtext(DMN + 'typeRef') for t in self.root.findall(DMN + 'itemDefinition')}
        self.inputs = {i.get('name'): i.find(DMN + 'variable').get('typeRef') for i in self.root.findall(DMN + 'inputData')}
        self.decisions = {d.get('name'): d for d in self.root.findall(DMN + 'decision')}
        self.ids = {e.get('id') for e in self.root.iter() if e.tag in (DMN + 'inputData', DMN + 'decision', DMN + 'informationRequirement')}

    def base(self, type_name):
        while type_name in self.types and self.types[type_name]:
            type_name = self.types[type_name]
        return type_name

    def params(self):
        if 'params' not in self.decisions:
            return {}
        entries = self.decisions['params'].iter(DMN + 'contextEntry')
        return {e.find(DMN + 'variable').get('name'): ''.join(e.find(DMN + 'literalExpression').itertext()).strip().strip('@"') for e in entries}

    def cells(self, decision):
        """The rows of a table, inputs then outputs."""
        out = []
        for rule in self.decisions[decision].iter(DMN + 'rule'):
            cells = rule.findall(DMN + 'inputEntry') + rule.findall(DMN + 'outputEntry')
            out.append(tuple(c.findtext(DMN + 'text') for c in cells))
        return out

    def drawn(self):
        return {s.get('dmnElementRef') for s in self.root.iter() if s.tag in (DMNDI + 'DMNShape', DMNDI + 'DMNEdge')}

    def chinese(self):
        """Names, texts in quotes and notes that people meet."""
        out = set(self.inputs) - {'rows'} | set(self.decisions) - {'params'}
        for table in self.root.iter(DMN + 'decisionTable'):
            for text in [t.text or '' for e in table.iter() if e.tag in (DMN + 'outputEntry', DMN + 'defaultOutputEntry') for t in e.iter(DMN + 'text')]:
                out.update(s for s in re.findall(r'"([^"]+)"', text) if not s.isascii())
            out.update(t for t in (n.findtext(DMN + 'text') for n in table.iter(DMN + 'annotationEntry')) if t)
            out.update(i.get('label') for i in table.iter(DMN + 'input') if i.get('label'))
        return out


def check_item(c, entry, facts, folder):
    item = entry['item']
    code = item['code']
    rule = Rule(folder / entry['dmn_file'])
    for name, kind in rule.inputs.items():
        if name == 'rows':
            continue
        c.need(name in facts, f'{code}: the input {name} is no fact')
        c.need(rule.base(kind) == facts.get(name, {}).get('type'), f'{code}: {name} has the type {kind}')
    for decision in filter(None, (item['line_decision'], item.get('claim_decision'))):
        c.need(decision in rule.decisions, f'{code}: there is no decision {decision}')
    shown = {p['name']: p['value'] for p in item['parameters']}
    c.need(shown == rule.params(), f'{code}: the parameters shown are not those of the rule')
    given = ARTICLE.get(code, {})
    c.need({p['name']: p['value'] for p in item['parameters'] if not p['sample']} == given, f'{code}: exactly the article\'s amounts are no samples')
    words = {w['value'] for w in item['words']} | set(shown) | {f['zh'] for f in facts.values()}
    c.need(not rule.chinese() - words, f'{code}: without English: {rule.chinese() - words}')
    c.need(all(w['en'].isascii() and w['en'] and w['zh'] for w in item['words']), f'{code}: an English word is missing')
    c.need(rule.ids == rule.drawn(), f'{code}: not in the diagram: {rule.ids ^ rule.drawn()}')
    keys = {f['key'] for f in item['fields']}
    by_key = {f['key']: f for f in facts.values()}
    c.need(keys <= set(by_key), f'{code}: a field is no fact')
    c.need({facts[n]['key'] for n in rule.inputs if n in facts} <= keys, f'{code}: the form does not ask for everything')
    for field in item['fields']:
        fact = by_key[field['key']]
        c.need((field['source'] == 'form') == ('provider' not in fact), f'{code}: the source of {field["key"]}')
        c.need(not (fact['line'] and not field['line']), f'{code}: {field["key"]} belongs to a line')
    for key in ('from_key', 'to_key', 'number_key'):
        c.need(key not in item or item[key] in keys, f'{code}: {key} is no field')
    return rule


def check_rules(c, code, rule):
    if code.startswith('TALENT') and code != 'TALENT-09':
        c.need(rule.cells('人才类别')[:5] == GROUPS, f'{code}: the three groups are 30, 35 and 40')
        c.need(rule.params().get('新来起算日'), f'{code}: who is newly come has a date')
    if code == 'LODGING':
        rows = rule.cells('资格')
        c.need(rule.params()['每人每天'] == '100', 'LODGING: 100 yuan a person a day')
        c.need(sum(r[-2] == '"符合"' for r in rows) == 2, 'LODGING: two cases')
    if code == 'RD-MATCH':
        c.need(rule.params() == {'配套比例': '1', '合计上限': '600000'}, 'RD-MATCH: 1:1, together 600,000')
        c.need(any('2020' in r for r in rule.cells('资格')), 'RD-MATCH: the programme of 2020')
    if code.startswith('RESTART'):
        c.need(any('"micro", "small", "medium"' in r and '"符合"' in r for r in rule.cells('资格')), f'{code}: micro, small and medium')


def check_texts(c, pack):
    folder = pack / 'policies'
    facts = {f['zh']: f for f in json.loads((folder / 'facts.json').read_text(encoding='utf-8'))['items']}
    pots = {p['code']: p for p in json.loads((folder / 'pots.json').read_text(encoding='utf-8'))['items']}
    departments = {line.split(',')[0] for line in (pack / 'departments.csv').read_text(encoding='utf-8').splitlines()[1:]}
    users = {line.split(',')[1]: line.split(',')[2] for line in (pack / 'users.csv').read_text(encoding='utf-8').splitlines()[1:]}
    names = [f.stem for f in folder.glob('*.json') if f.stem not in ('facts', 'pots')]
    entries, used = {}, set()
    for name in sorted(names):
        doc = json.loads((folder / f'{name}.json').read_text(encoding='utf-8'))
        d = doc['document']
        c.need(doc['author'] != doc['publisher'], f'{name}: a second person publishes')
        for person in (doc['author'], doc['publisher']):
            c.need(users.get(person) == 'policy_editor', f'{name}: {person} edits policies')
        c.need(d.get('issued_on') == ISSUED[d['no']], f'{name}: the day of the article')
        if d['no'].lower() in BUDGETS:
            c.need(d['budget_fen'] == BUDGETS[d['no'].lower()] * YUAN and not d['sample'], f'{name}: the budget of the article')
        else:
            c.need('budget_fen' not in d, f'{name}: the article gives no budget')
        for entry in doc['items']:
            entries[entry['item']['code']] = entry
            used |= {entry['dmn_file'], entry['tests_file']}
    c.need(used == {f.name for f in folder.iterdir() if f.suffix in ('.dmn', '.xml')}, 'every model belongs to an item')
    c.need(set(entries) == set(MONEY) | SERVICES, 'the items of the programmes 4, 5, 7 and 8')
    for i, measure in enumerate(TEN, 1):
        c.need(measure in entries[f'TALENT-{i:02}']['item']['name_zh'], f'measure {i} is {measure}')
    for code, entry in entries.items():
        item = entry['item']
        c.need((entry.get('pot'), item['paid_to']) == MONEY[code] if code in MONEY else 'pot' not in entry, f'{code}: pot and payee')
        c.need(item['kind'] == ('money' if code in MONEY else 'service'), f'{code}: {item["kind"]}')
        c.need(entry.get('pot') is None or entry['pot'] in pots, f'{code}: there is no such pot')
        c.need(all(x['item_code'] in entries for x in item['exclusions']), f'{code}: excludes an item that does not exist')
        for x in item['exclusions']:
            back = {(y['item_code'], y['by']) for y in entries[x['item_code']]['item']['exclusions']}
            c.need((code, x['by']) in back, f'{code}: the exclusion of {x["item_code"]} is not mutual')
        check_rules(c, code, check_item(c, entry, facts, folder))
    for code, pot in pots.items():
        c.need(pot['department'] in departments, f'{code}: no department {pot["department"]}')
        c.need(pot['sample'] == (code not in BUDGETS), f'{code}: marked as a sample')
        c.need(code not in BUDGETS or pot['amount_fen'] == BUDGETS[code] * YUAN, f'{code}: the amount of the article')


def check_hand(c, pack, text):
    """The table of docs/HAND-CALCULATION.md is that of samples/claims.json, and adds up."""
    claims = json.loads((pack / 'samples/claims.json').read_text(encoding='utf-8'))['claims']
    rows = [[cell.strip() for cell in line.strip('|').split('|')] for line in text.splitlines() if line.startswith('| ')]
    table = [(int(r[0]), r[1].split()[0], int(r[2].replace(',', '').replace('.', ''))) for r in rows if len(r) == 3 and r[0].isdigit()]
    c.need(table == [(x['no'], x['item'], x['total_fen']) for x in claims], 'the hand calculation is that of the claims')
    total = f"{sum(x['total_fen'] for x in claims) / 100:,.2f}"
    c.need(any(r[1].startswith('all ten') and r[2] == total for r in rows if len(r) == 3), f'the sum is {total}')
    for claim in claims:
        lines = [line['fen'] * line.get('count', 1) for line in claim.get('lines', [])]
        c.need(not lines or sum(lines) == claim['total_fen'] or claim['item'] == 'RESTART-1', f"claim {claim['no']}: the lines add up")


def check_green(c, program, pack):
    """Every case passes and no model has a warning."""
    done = subprocess.run([program, 'dmn', 'test', str(pack / 'policies')], capture_output=True, text=True, check=False)
    c.need(done.returncode == 0, f'dmn test: {done.stdout[-2000:]}{done.stderr[-500:]}')
    print('dmn test:', done.stdout.strip().splitlines()[-1])
    for model in sorted((pack / 'policies').glob('*.dmn')):
        done = subprocess.run([program, 'dmn', 'lint', str(model)], capture_output=True, text=True, check=False)
        c.need(done.returncode == 0 and '0 errors, 0 warnings' in done.stdout, f'dmn lint {model.name}: {done.stdout}')


ENTRIES = (('eligible', 'boolean'), ('certain', 'boolean'), ('amount', 'number'), ('reason', 'string'))
TCK = '{http://www.omg.org/spec/DMN/20160719/testcase}'


def cases_of(path, decision):
    """(inputs by name, what the decision must give by entry) of every case that asks the decision."""
    for case in ET.parse(path).getroot().iter(TCK + 'testCase'):
        given = {n.get('name'): n.findtext(TCK + 'value') for n in case.findall(TCK + 'inputNode')}
        for result in case.findall(TCK + 'resultNode'):
            if result.get('name') == decision:
                yield given, {p.get('name'): p.findtext(TCK + 'value') for p in result.iter(TCK + 'component')}


def same(kind, expected, got):
    return float(expected) == float(got or 'nan') if kind == 'number' else expected == got


def check_columns(c, program, pack):
    """Every entry of every line decision is judged in columns, not row by row, and as the cases say."""
    with tempfile.TemporaryDirectory(prefix='nq-columns-') as folder:
        for file in sorted((pack / 'policies').glob('*.json')):
            for entry in json.loads(file.read_text(encoding='utf-8'))['items'] if file.stem not in ('facts', 'pots') else []:
                check_columns_of(c, program, pathlib.Path(folder), pack / 'policies', entry)


def check_columns_of(c, program, folder, policies, entry):
    line = entry['item']['line_decision']
    text = (policies / entry['dmn_file']).read_text(encoding='utf-8')
    rule = Rule(policies / entry['dmn_file'])
    more = ''.join(f'<decision id="entry_{name}" name="Entry {name}"><variable name="Entry {name}" typeRef="{kind}"/><informationRequirement>'
                   f'<requiredDecision href="#{rule.decisions[line].get("id")}"/></informationRequirement>'
                   f'<literalExpression><text>{line}.{name}</text></literalExpression></decision>' for name, kind in ENTRIES)
    (folder / 'm.dmn').write_text(text.replace('<dmndi:DMNDI>', more + '<dmndi:DMNDI>', 1), encoding='utf-8')
    cases = list(cases_of(policies / entry['tests_file'], line))
    names = [n for n in rule.inputs if n != 'rows']
    with open(folder / 'in.csv', 'w', encoding='utf-8', newline='') as out:
        csv.writer(out).writerows([['case', *names]] + [[i, *(given.get(n) or '' for n in names)] for i, (given, _) in enumerate(cases)])
    for name, kind in ENTRIES:
        (folder / 'out.csv').unlink(missing_ok=True)
        done = subprocess.run([program, 'dmn', 'batch', folder / 'm.dmn', folder / 'in.csv', folder / 'out.csv', '--decision', f'Entry {name}'],
                              capture_output=True, text=True, check=False)
        said = f'judged {len(cases)} rows (0 of them row by row)'
        c.need(said in done.stdout + done.stderr, f'{entry["dmn_file"]} {name}: {done.stdout}{done.stderr}')
        with open(folder / 'out.csv', encoding='utf-8-sig', newline='') as table:
            got = [row[f'Entry {name}'] for row in csv.DictReader(table)]
        c.need(len(got) == len(cases) and all(same(kind, want[name], g) for (_, want), g in zip(cases, got)), f'{entry["dmn_file"]} {name}: {got}')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--program', required=True)
    parser.add_argument('--pack', type=pathlib.Path, default=pathlib.Path(__file__).parent.parent / 'packs/qingyuan-2020')
    options = parser.parse_args()
    c = Checks()
    check_texts(c, options.pack)
    check_hand(c, options.pack, (pathlib.Path(__file__).parent.parent / 'docs/HAND-CALCULATION.md').read_text(encoding='utf-8'))
    check_green(c, options.program, options.pack)
    check_columns(c, options.program, options.pack)
    print(f'{c.passed} passed, {c.failed} failed')
    return 1 if c.failed else 0


if __name__ == '__main__':
    sys.exit(main())
