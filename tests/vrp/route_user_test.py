#!/usr/bin/env python3
"""route_user_test.py PROGRAM - what somebody reads who mistypes `nuanqiao route`, or feeds it a file that is none.

Every case is a command line with its exit code and the words that must be on the screen."""
import csv
import json
import pathlib
import sys
import tempfile

from route_rig import call, check, counts


def expect(folder, command, code, *words, language='C.UTF-8'):
    """Exit code and words of `command`; both streams count, as on a screen."""
    done = call(folder, *(command.split() if isinstance(command, str) else command), language=language)
    said = (done.stdout + done.stderr).decode('utf-8', 'replace')
    check(f'{command}: {words}', done.returncode == code and all(w in said for w in words), f'{done.returncode} {said}')
    return said


GOOD = '{"vehicles": [{"id": 1, "end": [114.4, 30.5], "capacity": [9]}], "jobs": [{"id": 1, "location": [112, 30], "pickup": [2]}]}'
VRP = """NAME : t
TYPE : CVRP
DIMENSION : 3
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 0 5
3 5 0
DEMAND_SECTION
1 0
2 3
3 4
DEPOT_SECTION
1
-1
EOF
"""


def command_lines(folder):
    said = expect(folder, 'route --help', 0, 'route solve', 'route check', 'route problem', 'route bench')
    check('the commands of route alone', 'dmn eval' not in said and 'import ' not in said, said)
    expect(folder, 'route', 2, 'route solve')
    expect(folder, 'route bogus', 2, 'route bogus', 'did you mean "route')
    said = expect(folder, 'route solve --help', 0, '--json')
    check('no options of a data directory', '--zone' not in said and '--data' not in said, said)
    check('they are there where they count', b'--zone' in call(folder, 'export', '--help').stdout)
    (folder / 'p.json').write_text(GOOD)
    (folder / 't.vrp').write_text(VRP)
    for wrong in ('--time abc', '--time 0', '--iterations 0', '--set cvrp', '--router http://x'):
        expect(folder, f'route solve p.json {wrong}', 2, wrong.split()[0])
    for wrong in ('--csv a.csv', '--router osrm=http://x', '--sheet'):
        expect(folder, f'route solve t.vrp --iterations 10 {wrong}', 2, wrong.split()[0], 'JSON')
    expect(folder, 'route check p.json --set cvrp', 2, '--set')
    expect(folder, 'route check t.vrp', 2, 'two files')
    for name in ('--out', '--csv'):  # told at once, not after the search
        expect(folder, f'route solve p.json --time 50 {name} nowhere/x', 1, 'cannot write nowhere/x')
    expect(folder, 'route solve p.json --time 50 --out .', 1, 'cannot write .')


def files(folder):
    cases = [('empty', b'', 'is empty'), ('blank', b' \n\n', 'is empty'), ('utf16', GOOD.encode('utf-16'), 'UTF-8'),
             ('zero', b'{"vehicles":\0[]}', 'UTF-8'), ('words', b'hello world\n', 'no routing problem'),
             ('list', b'[1, 2]', 'no routing problem'), ('remark', b'// x\n{}', 'no routing problem'),
             ('gb18030', '{"vehicles": [{"id": 1, "description": "大巴"}]}'.encode('gb18030'), 'UTF-8'),
             ('deep', b'{"a":\n' + b'[' * 1000000, 'deep: line 2, column 32'),
             ('comma', '{"description": "宜昌",\n "vehicles": [1,]}'.encode(), 'comma: line 2, column 17'),
             ('half', b'{"vehicles":', 'half: line 1, column 13')]
    for name, text, words in cases:
        (folder / name).write_bytes(text)
        expect(folder, f'route solve {name} --iterations 10', 3, words)
    (folder / 'mark').write_bytes(b'\xef\xbb\xbf' + GOOD.encode())
    expect(folder, 'route solve mark --iterations 10', 0, '"code":0')
    expect(folder, 'route check mark half', 3, 'half: line 1, column 13')
    expect(folder, 'route solve empty', 3, '是空的', language='zh_CN.UTF-8')


def texts(folder):
    cases = [('CAPACITY : 10', 'CAPACITY : ten', 'CAPACITY is missing or not valid'),
             ('DIMENSION : 3', 'DIMENSION : 0', 'DIMENSION is missing or not valid'),
             ('DIMENSION : 3', 'DIMENSION : 4', 'DEMAND_SECTION must have a row for each number'),
             ('2 3\n3 4', '2 3\n2 4', 'line 13: comes twice'), ('2 3\n', '', 'DEMAND_SECTION must have a row'),
             ('2 0 5', '2 nan 5', 'line 8: not a number'), ('2 0 5', '2 0', 'line 8: must be "number x y"'),
             ('EUC_2D', 'EUC_3D', 'EDGE_WEIGHT_TYPE'), ('DEMAND_SECTION', 'DEMANDS_SECTION', 'DEMANDS_SECTION is not known'),
             ('DEPOT_SECTION\n1', 'DEPOT_SECTION\n9', 'line 15: there is no such number')]
    for old, new, words in cases:
        (folder / 'x.vrp').write_text(VRP.replace(old, new))
        expect(folder, 'route solve x.vrp --iterations 10', 3, words)
    expect(folder, 'route solve x.vrp --iterations 10', 3, '问题中没有这个编号', language='zh_CN.UTF-8')


def plans(folder):
    plan = folder / 'x.sol'
    plan.write_text('Route #1: 1 2\nCost 17\n')
    said = expect(folder, 'route check t.vrp x.sol', 0, 'feasible  cost 17  vehicles 1')
    check('its cost is right', 'the file says' not in said, said)
    plan.write_text('Route #1: 1 2\nCost 3\n')
    expect(folder, 'route check t.vrp x.sol', 0, 'the file says cost 3, it is 17')
    plan.write_text('Route #1: 1\n')
    said = expect(folder, 'route check t.vrp x.sol', 4, 'not feasible', '\nvisit 2  the visit is on no route')
    expect(folder, 'route check t.vrp x.sol', 4, '不可行  费用 10  车辆 1\n访问 2  访问未安排', language='zh_CN.UTF-8')
    expect(folder, 'route check t.vrp x.sol --json', 4, '"violations":[{"visit":2,"by":1')
    plan.write_text('Route #1: 1 7\n')
    expect(folder, 'route check t.vrp x.sol', 3, 'line 1: there is no such number')
    for text in ('Rout 1: 1\n', 'x'):
        plan.write_text(text)
        expect(folder, 'route check t.vrp x.sol', 3, 'there are no routes in it')


def tables(folder):
    table = folder / 't.csv'
    more = '--coaches 2 --seats 22'
    head = 'town,lon,lat,people,terrain\n'
    cases = [('town,lon,lat\nA,112,31\n', 'no column people'), ('town,lon,lat,people,Lon\nA,112,31,3,4\n', 'lon comes twice'),
             (head, 'no people'), (head + 'A,112,31,0,\n', 'no people'), (head + '\n', 'no people'),
             (head + 'A,112,31,3.5,\n', 'row 2: people must be a whole number'),
             (head + 'A,112,31,3,\nB,31,112,3,\n', 'row 3: lon must be -180 to 180 and lat -90 to 90; are they exchanged?'),
             (head + 'A,112E,31,3,\n', 'row 2: lon must be a number'),
             (head + 'A,112,31,3,swamp\n', 'row 2: terrain must be plain, hills or mountains'),
             (head + 'A,112,31,three,\n', 'row 2: people')]
    for text, words in cases:
        table.write_text(text)
        expect(folder, f'route problem t.csv --to 114.4,30.5 {more}', 3, words)
    table.write_text('县,经度,纬度,人数\n宜昌,111,30,3\n')
    expect(folder, f'route problem t.csv --to 114.4,30.5 {more}', 3, '表头缺少“地点”', language='zh_CN.UTF-8')
    table.write_text(head + 'A,112,31,3,Hills\n')
    expect(folder, f'route problem t.csv --to 114.4,30.5 {more}', 0, '"terrain": "hills"')
    for text in ('city,Longitude,Latitude,passengers,family\nA,112,31,3,F\n', 'name,code,lng,latitude,persons,家庭\nA,7,112,31,3,F\n',
                 '城市,名称,地点,经度,纬度,乘客,family,分组\nB,B,A,112,31,3,G,F\n'):  # the first names win
        table.write_text(text)
        expect(folder, f'route problem t.csv --to 114.4,30.5 {more}', 0,
               '"description": "A", "location": [112, 31], "pickup": [3], "group": "F"')
    table.write_text(head + 'A,112,31,3,Hills\n')
    expect(folder, f'route problem nowhere.csv --to 114.4,30.5 {more}', 3, 'there is no file nowhere.csv')
    clock = '--leave 6:30 --board 15 --drivers 2 --out c.json'
    expect(folder, f'route problem t.csv --to 114.4,30.5 {more} {clock}', 0)
    said = expect(folder, 'route solve c.json --iterations 100 --sheet', 0, '2 drivers', '  06:30  sets off')
    check('boarding takes its time', '06:30  A  3 get on  parties 2  leaves 06:45' in said, said)
    for wrong in ('--leave 24:00', '--leave 6', '--leave 6:5', '--leave -1:00', '--board x', '--drivers 0'):
        expect(folder, f'route problem t.csv --to 114.4,30.5 {more} {wrong}', 2, wrong.split()[0])
    for to in ('30.5,114.4', '114.4', '114.4，30.5', 'nan,1', '1,91', '180.0001,1', '-180.5,3'):
        expect(folder, ['route', 'problem', 't.csv', '--to', to, *more.split()], 2, '--to: must be longitude,latitude')
    expect(folder, f'route problem t.csv --to 114.4,30.5 {more} --out nowhere/p', 1, 'cannot write nowhere/p')


def vroom_keys(folder):
    problem = json.loads(GOOD)
    problem['vehicles'][0] |= {'max_task': 2, 'driver_rules': {'drive_daymax': 3}}
    problem['jobs'] += [{'id': 2, 'location': [112, 31], 'pickup': [1], 'max_task': 3, 'note': {'any': 1}}]
    path = folder / 'k.json'
    path.write_text(json.dumps(problem))
    done = call(folder, 'route', 'solve', 'k.json', '--iterations', '10')
    check('slips of the pen are named, each once, and nothing else',
          done.stderr.decode().strip() == 'nuanqiao: keys that are not known and not used: vehicles/0/max_task, '
          'vehicles/0/driver_rules/drive_daymax, jobs/1/note', done.stderr)
    check('and the answer is the same JSON', json.loads(done.stdout)['code'] == 0, done.stdout)
    done = call(folder, 'route', 'solve', 'p.json', '--iterations', '10')
    check('silence about known keys', done.returncode == 0 and not done.stderr, done.stderr)
    problem = json.loads(GOOD)
    problem['vehicles'][0]['speed_factor'] = 0
    path.write_text(json.dumps(problem))
    expect(folder, 'route solve k.json', 3, 'vehicles/0/speed_factor: must be more than 0 and at most 5')
    for routes, words in (([{'vehicle': 7, 'steps': []}], 'routes/0/vehicle: there is no vehicle with the id 7'),
                          ([{'vehicle': 1, 'steps': []}] * 2, 'routes/1/vehicle: the id 1 is used twice')):
        (folder / 'plan.json').write_text(json.dumps({'routes': routes}))
        expect(folder, 'route check p.json plan.json', 3, words)


def limits_of_nothing(folder):
    """A limit of 0 is a limit: nobody rides, and is told why."""
    for key in ('max_tasks', 'max_travel_time', 'max_distance', 'max_pickups', 'max_duty', 'max_ride_time'):
        problem = json.loads(GOOD)
        (problem['jobs'] if key == 'max_ride_time' else problem['vehicles'])[0][key] = 0
        (folder / 'zero.json').write_text(json.dumps(problem))
        expect(folder, 'route solve zero.json --iterations 50', 4, '"routes":0,"unassigned":1', '"reasons":[{"vehicle":1,"cause"')
        plan = {'routes': [{'vehicle': 1, 'steps': [{'type': 'job', 'id': 1}]}]}
        (folder / 'zero.plan').write_text(json.dumps(plan))
        said = expect(folder, 'route check zero.json zero.plan', 4)
        check(f'{key}: 0 is judged', json.loads(said)['summary']['violations'], said)
        problem['vehicles'].append(problem['vehicles'][0] | {'id': 2})
        problem['vehicles'][1].pop(key, None)
        (folder / 'zero.json').write_text(json.dumps(problem))
        if key != 'max_ride_time':
            expect(folder, 'route solve zero.json --iterations 50', 0, '"routes":[{"vehicle":2,')


def parts(folder):
    """A party that no coach takes whole: the plan that solve wrote is judged, changed and taken up again."""
    table = folder / 'town.csv'
    table.write_text('town,lon,lat,people\nYichang,111.29,30.69,30\nJingzhou,112.24,30.33,9\n')
    expect(folder, 'route problem town.csv --to 114.4,30.5 --coaches 2 --seats 22 --out s.json', 0)
    expect(folder, 'route solve s.json --iterations 500 --out plan.json', 0)
    done = call(folder, 'route', 'check', 's.json', 'plan.json')
    judged, plan = json.loads(done.stdout or '{}'), json.loads((folder / 'plan.json').read_text())
    for key in ('cost', 'routes', 'unassigned', 'pickup', 'distance', 'violations'):
        check(f'judged as it was made: {key}', judged.get('summary', {}).get(key) == plan['summary'][key], done)
    check('no complaint', done.returncode == 0 and not done.stderr, done)
    steps = [s for r in plan['routes'] for s in r['steps'] if s.get('id') == 2]
    check('it is in parts', len(steps) == 2 and sum(s['amount'] for s in steps) == 30, steps)
    steps[0]['amount'] += 1
    (folder / 'more.json').write_text(json.dumps(plan))
    expect(folder, 'route check s.json more.json', 4, '"cause":"amount","by":-1')  # one more than there are
    del steps[0]['amount']
    (folder / 'twice.json').write_text(json.dumps(plan))
    expect(folder, 'route check s.json twice.json', 4, '"cause":"amount"')
    del steps[1]['amount']
    (folder / 'twice.json').write_text(json.dumps(plan))
    expect(folder, 'route check s.json twice.json', 3, 'the task 2 is given twice')
    problem, plan = json.loads((folder / 's.json').read_text()), json.loads((folder / 'plan.json').read_text())
    for route in plan['routes']:
        problem['vehicles'][route['vehicle'] - 1]['steps'] = route['steps']
    (folder / 's.json').write_text(json.dumps(problem))
    done = call(folder, 'route', 'check', 's.json')
    check('as steps of the vehicles too', done.returncode == 0 and not done.stderr, done)
    expect(folder, 'route solve s.json --iterations 500 --sheet', 0, 'parties not seated: 0')


def words_of_plans(folder):
    """What a dispatcher reads about plans that are broken or leave somebody behind."""
    problem = {'vehicles': [{'id': 8, 'description': '鄂A1', 'end': [114.4, 30.5], 'capacity': [10]}],
               'jobs': [{'id': 1, 'location': [112, 30], 'pickup': [4], 'service': 60, 'description': 'A'},
                        {'id': 2, 'location': [112, 31], 'pickup': [3], 'group': 'G', 'description': 'B'},
                        {'id': 3, 'location': [112, 31], 'pickup': [5], 'group': 'G', 'description': 'C'}]}

    def judged(*ids, **more):
        (folder / 'w.json').write_text(json.dumps(problem | more))
        steps = [{'type': 'job', 'id': i} for i in ids]
        (folder / 'plan.json').write_text(json.dumps({'routes': [{'vehicle': 8, 'steps': steps}]}))
        return call(folder, 'route', 'check', 'w.json', 'plan.json', '--sheet').stdout.decode()

    said = judged(1, 2)
    check('a group is on no coach', '\n  party 3  the group is not together\n' in said and 'coach 0' not in said, said)
    check('one coach', 'In all  1 coach  7 people' in said, said)
    check('how much it gives way', 'vehicle 8: overloaded by 2; there would be a place if it gave way by 2\n' in said, said)
    said = judged(1, 2, 3)
    check('how much', '\n  coach 1  overloaded by 2\n' in said, said)
    problem['jobs'][0]['max_ride_time'] = 60
    problem['vehicles'][0]['driver_rules'] = {}
    said = judged(1)
    check('hours are hours', '\n  coach 1  party 1  the ride is too long by 3 h 33 min' in said and ' 1 driver ' in said, said)
    check('one more coach', 'vehicle 8: overloaded by 2; one more such vehicle would do' in said, said)
    del problem['jobs'][0]['max_ride_time'], problem['vehicles'][0]['driver_rules']
    said = judged()
    check('nobody searches longer for a given plan', 'vehicle 8: there is a place\n' in said, said)
    done = call(folder, 'route', 'solve', 'w.json', '--iterations', '100', '--csv', 'w.csv')
    rows = list(csv.DictReader((folder / 'w.csv').read_text(encoding='utf-8-sig').splitlines()))
    check('a table has all parties, those without a seat last', done.returncode == 4 and
          [r['party'] for r in rows][-1] == '1' and {r['party'] for r in rows} == {'1', '2', '3'}, rows)
    check('with the vehicle and the departure', rows[0]['vehicle'] == '鄂A1' and rows[0]['leaves (day, time)'] == '1 00:00', rows)
    check('without a seat: no coach, but who it is', rows[-1]['coach'] == rows[-1]['vehicle'] == '' and
          rows[-1]['town'] == 'A' and rows[-1]['people'] == '4', rows)
    problem['jobs'][0] |= {'location': [-0.25, -0.5], 'description': ''}
    said = judged(1)
    check('a nameless place west of Greenwich', '  [-0.25, -0.5]  4 get on' in said, said)
    for job in problem['jobs']:
        del job['pickup']
    del problem['vehicles'][0]['capacity']
    said = judged(1, 2, 3)
    check('no seats where nobody counts them', 'seats' not in said and 'people' not in said, said)


def tables_of_plans(folder):
    """The plan as a table, changed in a spreadsheet and judged again."""
    problem = {'vehicles': [{'id': k, 'description': d, 'end': [114.4, 30.5], 'capacity': [12]}
                            for k, d in ((7, '=A'), (8, '大巴'), (9, '大巴'))],
               'jobs': [{'id': k + 1, 'location': [112, 30 + k / 2], 'pickup': [5 + k], 'splittable': k == 3}
                        for k in range(4)],
               'shipments': [{'amount': [1], 'pickup': {'id': 20, 'location': [112, 31]},
                              'delivery': {'id': 20, 'location': [113, 31]}}]}
    (folder / 'v.json').write_text(json.dumps(problem))
    expect(folder, 'route solve v.json --iterations 500', 3, 'parts beside pairs')
    alone = problem | {'jobs': [j | {'splittable': False} for j in problem['jobs']]}
    (folder / 'v.json').write_text(json.dumps(alone))
    expect(folder, 'route solve v.json --iterations 500 --out v.plan --csv v.csv', 0)
    one, other = (json.loads(call(folder, 'route', 'check', 'v.json', name).stdout) for name in ('v.plan', 'v.csv'))
    check('the table is the same plan', one['routes'] and one == other, other)
    expect(folder, 'route solve v.json --iterations 500 --out v.plan --csv v.xlsx', 0)
    other = json.loads(call(folder, 'route', 'check', 'v.json', 'v.xlsx').stdout or '{}')
    check('so is that of Excel', one == other and (folder / 'v.xlsx').read_bytes()[:2] == b'PK', other)
    (folder / 'v.json').write_text(json.dumps(problem))

    def judged(rows, name='h.csv', heading='车辆,编号,顺序,人数'):
        (folder / name).write_text('\n'.join([heading, *rows]) + '\n', encoding='gb18030')
        return call(folder, 'route', 'check', 'v.json', name)

    done = judged(['8,2,2,6', '8,1,1,5', '9,4,1,3', '9,4,2,5', ",3,,7", '8,20,3,1', '8,20,4,1'])
    routes = json.loads(done.stdout or '{"routes": []}')['routes']
    steps = [[(s['type'], s['id'], s.get('amount')) for s in r['steps'] if s['type'] != 'end'] for r in routes]
    check('order, parts and shipments', done.returncode == 4 and steps ==
          [[('job', 1, None), ('job', 2, None), ('pickup', 20, None), ('delivery', 20, None)],
           [('job', 4, 3), ('job', 4, 5)]], done)
    done = judged(['8,2', '8,1'], heading='vehicle,Party')
    routes = json.loads(done.stdout or '{"routes": []}')['routes']
    check('the order of the rows', [s.get('id') for r in routes for s in r['steps']][:2] == [2, 1], done)
    for rows, heading, words in ((['8,1'], '车辆,批', 'no column fills "party"'), ([], '', 'the file is empty'),
                                 (['大巴,1'], '车辆,编号', 'line 2, column "vehicle": "大巴" is no vehicle, such as =A'),
                                 (['8,1', '8,99'], '车辆,编号', 'line 3, column "party": "99" is no party, such as 1'),
                                 (['8,20', '8,20', '8,20'], '车辆,编号', 'line 4, column "party": "20"'),
                                 (['8,1,x'], '车辆,编号,顺序', 'line 2, column "order": "x" is no whole number'),
                                 (['8,1,-2'], '车辆,编号,人数', 'line 2, column "people": "-2" is no whole number'),
                                 (['8,1', '9,1'], '车辆,编号', 'the task 1 is given twice')):
        (folder / 'h.csv').write_text('' if not heading else '\n'.join([heading, *rows]) + '\n')
        expect(folder, 'route check v.json h.csv', 3, words)
    expect(folder, 'route check v.json nowhere.csv', 3, 'there is no file nowhere.csv')


def errors_as_vroom(folder):
    """A program that reads VROOM's answers finds the error where it looks for the plan."""
    (folder / 'e.json').write_text(GOOD.replace('[9]', '[-9]'))
    (folder / 'e.plan').write_text('the plan of yesterday')
    for language, words in (('C.UTF-8', 'vehicles/0/capacity/0: must be a whole number from 0'),
                            ('zh_CN.UTF-8', 'vehicles/0/capacity/0：')):
        for command in (('solve', 'e.json'), ('check', 'e.json')):
            done = call(folder, 'route', *command, language=language)
            said = json.loads(done.stdout or '{}')
            check(f'{command}: the error as JSON', done.returncode == 3 and list(said) == ['code', 'error'] and said['code'] == 2
                  and said['error'].startswith(words.rstrip('：')), done)
            check(f'{command}: and in words', b'capacity/0' in done.stderr, done)
    for options in (('--sheet',), ('--out', 'e.plan')):
        done = call(folder, 'route', 'solve', 'e.json', *options)
        check(f'{options}: in words alone', done.returncode == 3 and not done.stdout and b'capacity/0' in done.stderr, done)
    check('the plan of yesterday stays', (folder / 'e.plan').read_text() == 'the plan of yesterday')
    done = call(folder, 'route', 'solve', 'e.json', '--json')
    check('--json: the form of all commands', json.loads(done.stdout)['errors'][0]['pointer'] == 'vehicles/0/capacity/0', done)
    (folder / 'e.json').write_text('{"vehicles": [')
    said = json.loads(call(folder, 'route', 'solve', 'e.json').stdout)
    check('no JSON: where', said['code'] == 2 and 'line 1, column 15' in said['error'], said)


with tempfile.TemporaryDirectory() as scratch:
    for part in (command_lines, files, texts, plans, tables, vroom_keys, limits_of_nothing, parts, words_of_plans, tables_of_plans,
                 errors_as_vroom):
        part(pathlib.Path(scratch))
print(f'{counts["passed"]} passed, {counts["failed"]} failed')
sys.exit(counts['failed'] > 0)
