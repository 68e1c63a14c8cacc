#!/usr/bin/env python3
"""route_cli_test.py PROGRAM - tables of towns in, plans as tables out, and distances from services over HTTP.

A small server stands in for OSRM and Valhalla; it also answers wrongly in every way that is to be told."""
import csv
import http.server
import json
import pathlib
import sys
import tempfile
import threading

from route_rig import call, check, counts


def run(folder, *arguments, language='C.UTF-8'):
    return call(folder, 'route', *arguments, language=language, text=True)


asked = []


class Service(http.server.BaseHTTPRequestHandler):
    """Seconds: 100 for each tenth of a degree of longitude between two points; metres: ten times as many."""

    def log_message(self, *_):
        pass

    def send(self, body, status=200):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        asked.append(self.path)
        _, mode, _, _, _, rest = self.path.split('/', 5) if self.path.count('/') >= 5 else ('', '', '', '', '', '')
        points, _, query = rest.partition('?')
        lons = [float(p.split(',')[0]) for p in points.split(';')]
        query = dict(q.split('=') for q in query.split('&'))
        rows = [int(i) for i in query['sources'].split(';')]
        columns = [int(i) for i in query['destinations'].split(';')]
        seconds = [[round(abs(lons[i] - lons[j]) * 1000, 1) for j in columns] for i in rows]
        metres = [[10 * x for x in row] for row in seconds]
        if mode == 'broken':
            return self.send(b'{"durations": [[0, ')
        if mode == 'status':
            return self.send({'code': 'NoSegment'}, 400)
        if mode == 'none':
            seconds[0][-1] = None
        if mode == 'small':
            seconds.pop()
        if mode == 'negative':
            seconds[0][-1] = -5
        if mode == 'large':
            return self.send(b' ' * (17 << 20))
        self.send({'code': 'Ok', 'durations': seconds, 'distances': metres})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        asked.append(body)
        self.send({'sources_to_targets': [[{'time': round(abs(s['lon'] - t['lon']) * 1000),
                                            'distance': abs(s['lon'] - t['lon']) * 10}
                                           for t in body['targets']] for s in body['sources']]})


PROBLEM = {'vehicles': [{'id': 1, 'start': [114.0, 30.0], 'end': [114.0, 30.0], 'capacity': [200]}],
           'jobs': [{'id': k + 1, 'location': [round(114 + k / 100, 2), 30.5], 'delivery': [1]} for k in range(120)]}


def services(folder, port):
    (folder / 'problem.json').write_text(json.dumps(PROBLEM))
    for name, base in (('osrm', f'osrm=http://127.0.0.1:{port}/good'), ('valhalla', f'valhalla=http://localhost:{port}')):
        asked.clear()
        done = run(folder, 'solve', 'problem.json', '--iterations', '3000', '--router', base)
        answer = json.loads(done.stdout or '{}')
        check(f'{name}: the matrix is asked for in blocks', len(asked) == 9, len(asked))
        # there and back along one line: 119 hundredths of a degree each way
        check(f'{name}: durations', answer.get('summary', {}).get('duration') == 2380, done.stdout[:300] + done.stderr)
        check(f'{name}: distances', answer.get('summary', {}).get('distance') == 23800, done.stdout[:300])
    for mode, says in (('broken', 'its answer is no JSON'), ('status', 'gave no matrix: 400'), ('none', 'there is no road from [114'),
                       ('small', 'a matrix of another size'), ('negative', 'a number that is none'),
                       ('large', 'too large')):
        done = run(folder, 'solve', 'problem.json', '--time', '0.1', '--router', f'osrm=http://127.0.0.1:{port}/{mode}')
        check(f'{mode}: it is told', done.returncode not in (0, 4) and says in done.stderr, done.stderr)
        check(f'{mode}: as VROOM numbers it', json.loads(done.stdout)['code'] == 3 and says in done.stdout, done.stdout)
    done = run(folder, 'solve', 'problem.json', '--time', '0.1', '--router', 'osrm=http://127.0.0.1:1')
    check('nobody there: it is told', 'it cannot be reached' in done.stderr, done.stderr)
    for wrong in ('http://127.0.0.1', 'osrm=https://x', 'osrm=', 'osrm=http://a b'):
        done = run(folder, 'solve', 'problem.json', '--time', '0.1', '--router', wrong)
        check(f'{wrong}: it is told', 'must be osrm=http' in done.stderr, done.stderr)


def tables(folder):
    (folder / 'towns.csv').write_text('地点,经度,纬度,人数,地形,分组\n十堰,110.79,32.65,12,山区,\n襄阳,112.14,32.04,30,丘陵,\n'
                                      '荆州,112.24,30.33,3,,李家\n宜昌,111.29,30.7,2,丘陵,李家\n空,112,30,0,,\n', encoding='gb18030')
    done = run(folder, 'problem', 'towns.csv', '--to', '114.4,30.5', '--coaches', '3', '--seats', '22', '--out', 'p.json')
    check('a table becomes a problem', done.returncode == 0, done.stderr)
    problem = json.loads((folder / 'p.json').read_text(encoding='utf-8'))
    jobs = problem['jobs']
    check('four parties, three coaches', len(jobs) == 4 and len(problem['vehicles']) == 3, jobs)
    check('what was written', jobs[0] == {'id': 2, 'description': '十堰', 'location': [110.79, 32.65], 'pickup': [12],
                                          'terrain': 'mountains'}, jobs[0])
    check('too many for a coach are split', jobs[1].get('splittable') and 'splittable' not in jobs[0], jobs[1])
    check('a family has a group', jobs[2]['group'] == jobs[3]['group'] == '李家', jobs)
    done = run(folder, 'solve', 'p.json', '--iterations', '3000', '--csv', 'plan.csv', '--sheet')
    check('it is solved', done.returncode == 0, done.stdout + done.stderr)
    with open(folder / 'plan.csv', encoding='utf-8-sig', newline='') as f:
        rows = list(csv.DictReader(f))
    check('all ride', sum(int(r['people']) for r in rows) == 47, rows)
    check('the split party is on two coaches', len({r['coach'] for r in rows if r['town'] == '襄阳'}) == 2, rows)
    check('the family is on one', len({r['coach'] for r in rows if r['party'] in '45'}) == 1, rows)
    for text, says in (('town,lon,lat\na,1,2\n', 'no column people'),
                       ('town,lon,lat,people\na,x,2,3\n', 'row 2: lon must be a number'),
                       ('town,lon,lat,people\na,1,2,3\nb,1,2,many\n', 'row 3: people must be a whole number'),
                       ('town,lon,lat,people\na,181,2,3\n', 'row 2: lon must be -180 to 180'), ('', '')):
        (folder / 'bad.csv').write_text(text)
        done = run(folder, 'problem', 'bad.csv', '--to', '114.4,30.5', '--coaches', '3', '--seats', '22')
        check(f'{text!r} is told', done.returncode not in (0, 4) and says in done.stderr, done.stderr)
    done = run(folder, 'problem', 'towns.csv', '--to', 'here', '--coaches', '3', '--seats', '22')
    check('a place that is none', 'longitude,latitude' in done.stderr, done.stderr)


def fewest(folder):
    """To 2 from 1 and back is far, over the depot it is nothing: two vehicles are cheaper, one is enough."""
    depot = {'start_index': 0, 'end_index': 0}
    problem = {'vehicles': [{'id': 1, **depot}, {'id': 2, **depot}],
               'jobs': [{'id': 1, 'location_index': 1}, {'id': 2, 'location_index': 2}],
               'matrices': {'car': {'durations': [[0, 10, 10], [0, 0, 90], [0, 90, 0]]}}}
    for label, more, options, routes in (('cost alone', {}, (), 2), ('the option', {}, ('--fewest',), 1),
                                         ('the key', {'fewest_vehicles': True}, (), 1),
                                         ('the key says no', {'fewest_vehicles': False}, (), 2)):
        (folder / 'few.json').write_text(json.dumps(problem | more))
        done = run(folder, 'solve', 'few.json', '--iterations', '400', *options)
        answer = json.loads(done.stdout or '{"routes": []}')
        check(f'fewest vehicles: {label}', len(answer['routes']) == routes, done.stdout[:300] + done.stderr)
    problem['jobs'][0]['priority'] = 3
    (folder / 'few.json').write_text(json.dumps(problem))
    done = run(folder, 'solve', 'few.json', '--iterations', '400', '--fewest')
    check('not with priorities', done.returncode not in (0, 4) and 'may be left out' in done.stderr, done.stderr)
    (folder / 'few.json').write_text(json.dumps(problem | {'fewest_vehicles': 1}))
    done = run(folder, 'solve', 'few.json', '--iterations', '400')
    check('a number is no answer', done.returncode not in (0, 4) and 'fewest_vehicles: must be true or false' in done.stderr, done.stderr)


def many(folder):
    """10,000 parties of 40 towns are read and planned within the time."""
    with open(folder / 'many.csv', 'w', encoding='utf-8') as f:
        f.write('town,lon,lat,people\n')
        for k in range(10000):
            f.write(f't{k % 40},{110 + k % 40 / 10:.1f},{30 + k % 7 / 10:.1f},{1 + k % 3}\n')
    done = run(folder, 'problem', 'many.csv', '--to', '114.4,30.5', '--coaches', '1000', '--seats', '22', '--out', 'm.json')
    check('10,000 parties are a problem', done.returncode == 0, done.stderr)


SMALL = """NAME : S
TYPE : CVRP
DIMENSION : 3
EDGE_WEIGHT_TYPE : %s
CAPACITY : 5
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
DEMAND_SECTION
1 0
2 2
3 2
DEPOT_SECTION
1
-1
EOF
"""


def bench(folder):
    """What cannot be read has a row with the reason, and the others are solved all the same."""
    (folder / 'good.vrp').write_text(SMALL % 'EUC_2D')
    (folder / 'form.vrp').write_text(SMALL % 'UPPER_"X"')
    (folder / 'broken.vrp').write_text('NAME : S\nDIMENSION : 3\nCAPACITY : "x\n')
    names = 'missing', 'broken', 'form', 'good'
    (folder / 'bks.csv').write_text('instance,bks,set,n,convention,file,source\n' + ''.join(
        f'{name},20,cvrp,2,EUC_2D,{name}.vrp,own\n' for name in names))
    done = run(folder, 'bench', '.', '--iterations', '100', '--json')
    rows = {r['instance']: r for r in map(json.loads, done.stdout.splitlines())}
    check('a row for each', list(rows) == list(names), done.stdout + done.stderr)
    check('findings', done.returncode == 4, done.returncode)
    check('the good one is solved', rows['good']['feasible'] and rows['good']['cost'] == 20, rows)
    for name, says in (('missing', 'missing.vrp'), ('broken', 'EDGE_WEIGHT_TYPE'), ('form', 'EDGE_WEIGHT_TYPE')):
        check(f'{name}: why', rows[name]['feasible'] is False and rows[name]['cost'] is None and says in rows[name]['why'],
              rows[name])
    done = run(folder, 'bench', '.', '--iterations', '100')
    check('the table too', done.returncode == 4 and len(done.stdout.splitlines()) == 4 and 'feasible' in done.stdout, done.stdout)
    done = run(folder, 'bench', '.', '--iterations', '100', '--only', 'good')
    check('the good one alone', done.returncode == 0, done.stdout)
    done = run(folder, 'bench', '.', '--iterations', '100', '--only', 'good, bad name,nowhere')
    check('names that are none are told', done.returncode == 0 and 'no set: bad name, nowhere' in done.stderr, done.stderr)
    done = run(folder, 'bench', '.', '--time', 'x')
    check('a time that is none is told once', done.returncode not in (0, 4) and not done.stdout, done.stdout)


def judged(folder, keys, steps=None):
    """Two parties of eleven, at two places seven hours of driving from the end, on coaches of 44 seats, half of them filled."""
    problem = {'vehicles': [{'id': k, 'start_index': 0, 'end_index': 0, 'capacity': [44], 'seat_ratio': 0.5,
                             'time_window': [0, 3 * 86400], **keys} for k in (1, 2)],
               'matrices': {'car': {'durations': [[0, 25200, 25200], [25200, 0, 600], [25200, 600, 0]]}},
               'jobs': [{'id': k, 'location_index': k, 'pickup': [11]} for k in (1, 2)]}
    if steps:
        problem['vehicles'][0]['steps'] = [{'type': 'job', 'id': k} for k in steps]
    (folder / 'keys.json').write_text(json.dumps(problem))
    done = run(folder, *(('check', 'keys.json') if steps else ('solve', 'keys.json', '--iterations', '500')))
    answer = json.loads(done.stdout)
    return answer['summary'], [r['steps'][-1]['arrival'] - r['steps'][0]['arrival'] for r in answer['routes']]


def keys(folder):
    """Keys that planning and judging both go by: crew in the share of seats, places in a row, relay."""
    for name, plain, bound, cause in (('crew_in_ratio', {'crew': {'seats': 1}}, {'crew': {'seats': 1}, 'crew_in_ratio': True}, 'load'),
                                      ('in_ratio', {'crew': {'seats': 1}}, {'crew': {'seats': 1, 'in_ratio': True}}, 'load'),
                                      ('medics', {'crew': {}}, {'crew': {'medics': 1, 'per_coaches': 2, 'in_ratio': True}}, 'load'),
                                      ('max_pickups', {}, {'max_pickups': 1}, 'max_pickups')):
        check(f'{name}: one coach without', judged(folder, plain)[0]['routes'] == 1)
        check(f'{name}: nothing broken without', judged(folder, plain, [1, 2])[0]['violations'] == [])
        want = 1 if name == 'medics' else 2  # the second coach has no medic
        check(f'{name}: it is planned', judged(folder, bound)[0]['routes'] == want, judged(folder, bound))
        broken = judged(folder, bound, [1, 2])[0]['violations']
        check(f'{name}: it is judged', [v['cause'] for v in broken] == [cause] and broken[0]['by'] == 1, broken)
    rules = {'crew': {'drivers': 1}, 'driver_rules': {'two_drivers_beyond': 0}}
    relay = {'crew': {'drivers': 1}, 'driver_rules': {'two_drivers_beyond': 0, 'relay': True}}
    for mode in (None, [1, 2]):
        alone, relayed = judged(folder, rules, mode), judged(folder, relay, mode)
        # 14 h 10 min on the road: eight hours a day for one driver; with relay rests alone
        check('relay: neither breaks a rule', alone[0]['violations'] == relayed[0]['violations'] == [], alone)
        check('relay: less than a day, without it more', max(relayed[1]) < 86400 <= max(alone[1]), (mode, alone, relayed))


with tempfile.TemporaryDirectory() as scratch:
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    services(pathlib.Path(scratch), server.server_address[1])
    server.shutdown()
    tables(pathlib.Path(scratch))
    fewest(pathlib.Path(scratch))
    many(pathlib.Path(scratch))
    bench(pathlib.Path(scratch))
    keys(pathlib.Path(scratch))
print(f'{counts["passed"]} passed, {counts["failed"]} failed')
sys.exit(counts['failed'] > 0)
