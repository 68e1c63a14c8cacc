#!/usr/bin/env python3
"""people.py PROGRAM DEMAND [--time S] [--seeds 1,2,3] [--only A,B] - the 430 passengers of Hubei under more and more rules.

DEMAND is a problem in VROOM's JSON: equal coaches that start and end at the zone, one job a party with `pickup`.  Every case
adds keys to it (docs/vrp-en.md), is solved once per seed in S CPU seconds (default 2), judged again with `route check`, and
printed as a row of the table in bench/README.md.  The exit code is 1 when a plan does not hold.
"""
import argparse
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

SEATS, CONVOY = 45, 5  # rated seats of a coach; coaches that share a medic
FLEET = 40  # coaches on offer: enough for each town to have its own
HOUR = 3600
# name: crew aboard, minutes above the direct ride, drivers' rules, places in a row
CASES = {
    'plain: 22 seats': {},
    'crew: a volunteer each, a medic for five coaches': {'crew': True},
    '... and rides of direct + 2 h': {'crew': True, 'above': 2 * HOUR},
    '... and drivers\' rules, two drivers': {'crew': True, 'above': 2 * HOUR, 'rules': {'layover': 10 * HOUR}},
    '... and drivers\' rules with relay': {'crew': True, 'above': 2 * HOUR, 'rules': {'layover': 10 * HOUR, 'relay': True}},
    '... and no boarding on the way': {'crew': True, 'above': 2 * HOUR, 'rules': {'layover': 10 * HOUR, 'relay': True}, 'places': 1},
    '... and two drivers, rides of direct + 50 min': {'crew': True, 'above': 3000, 'rules': {'layover': 10 * HOUR}},
}


def vehicle(first, number, case, medics):
    """The number-th coach of a case; the first `medics` have one aboard, or each CONVOY-th when that is None."""
    v = dict(first, id=number + 1)
    if case.get('crew') or case.get('rules'):
        v['crew'] = {'drivers': 2}
    if case.get('crew'):
        v.update(capacity=[SEATS], seat_ratio=0.5, reserve_rows=2, row_seats=4)
        v['crew'].update(seats=1, medics=1, per_coaches=CONVOY, in_ratio=True)
        if medics is not None:
            v['crew'].update(medics=int(number < medics), per_coaches=1)
    if 'rules' in case:
        v['driver_rules'] = case['rules']
    if 'places' in case:
        v['max_pickups'] = case['places']
    return v


def problem(demand, case, coaches, medics):
    """The demand with the keys of a case, and so many coaches."""
    out = copy.deepcopy(demand)
    out['vehicles'] = [vehicle(demand['vehicles'][0], k, case, medics) for k in range(coaches)]
    for job in out['jobs'] if 'above' in case else []:
        job['max_ride_time'] = {'over_direct': case['above']}
    return out


def run(program, *arguments):
    return subprocess.run([program, 'route', *arguments], capture_output=True, text=True, check=False)


def clock(seconds):
    return f'{seconds // HOUR}:{seconds // 60 % 60:02d}'


def reasons(answer):
    """What would have to give for those who found no seat, and how many parties have it."""
    said = {}
    for left in answer['unassigned']:
        for why in left.get('reasons', [])[:1]:
            text = why['text'].split('; ')[-1]  # what would have to give
            said[text] = said.get(text, 0) + 1
    return '; '.join(f'{count} x {text}' for text, count in sorted(said.items(), key=lambda x: -x[1])[:2])


def medics_short(case, answer, medics):
    """How many medics the coaches of a plan lack: each CONVOY of those that go need one."""
    if not case.get('crew'):
        return 0
    used = [r['vehicle'] - 1 for r in answer['routes']]
    return -(-len(used) // CONVOY) - sum(k % CONVOY == 0 if medics is None else k < medics for k in used)


def planned(program, files, demand, case, seed, seconds, coaches, medics=None):
    """The answer for so many coaches; problem and plan stay in the files."""
    files[0].write_text(json.dumps(problem(demand, case, coaches, medics), ensure_ascii=False))
    solved = run(program, 'solve', str(files[0]), '--time', str(seconds), '--seed', str(seed))
    files[1].write_text(solved.stdout)
    return json.loads(solved.stdout)


def row(program, folder, demand, case, seed, seconds):
    """Figures of one run: coaches, metres, longest and mean ride, parties left, why, and whether the plan holds.

    Of coaches that stay at home no share of medics is known beforehand.  When those that go have too few, the fleet is as
    large as what went, or larger with a medic more for each more, so that enough go whoever stays at home; until nobody is
    left who had a seat."""
    files = folder / 'problem.json', folder / 'plan.json'
    answer = planned(program, files, demand, case, seed, seconds, FLEET)
    used, left, medics = len(answer['routes']), len(answer['unassigned']), None
    for spare in range(min(4, FLEET - used)):
        if medics_short(case, answer, medics) <= 0 and len(answer['unassigned']) <= left:
            break
        medics = -(-used // CONVOY) + spare
        answer = planned(program, files, demand, case, seed, seconds, used + spare, medics)
    judged = json.loads(run(program, 'check', *map(str, files)).stdout)
    s = judged['summary']
    holds = not s['violations'] and s['cost'] == answer['summary']['cost'] and medics_short(case, answer, medics) <= 0 and len(answer['unassigned']) <= left
    return s['routes'], s['distance'], s['ride_time']['max'], s['ride_time']['mean'], s['unassigned'], reasons(answer), holds


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument('program')
    p.add_argument('demand', type=pathlib.Path)
    p.add_argument('--time', type=float, default=2)
    p.add_argument('--seeds', default='1,2,3')
    p.add_argument('--only', default='')
    o = p.parse_args()
    demand = json.loads(o.demand.read_text())
    good = True
    print('| case | coaches | km | longest ride | mean | left |\n|---|---|---|---|---|---|')
    with tempfile.TemporaryDirectory() as folder:
        for name, case in CASES.items():
            if not any(word in name for word in o.only.split(',')):
                continue
            rows = [row(o.program, pathlib.Path(folder), demand, case, seed, o.time) for seed in o.seeds.split(',')]
            coaches, km = {r[0] for r in rows}, sorted(r[1] // 1000 for r in rows)
            best = min(rows, key=lambda r: (r[4], r[0], r[1]))
            left = f'{best[4]}' + (f' ({best[5]})' if best[5] else '')
            print(f'| {name} | {"-".join(map(str, sorted({min(coaches), max(coaches)})))} | {km[0]:,}-{km[-1]:,} | '
                  f'{clock(best[2])} | {clock(best[3])} | {left} |', flush=True)
            good = good and all(r[6] for r in rows)
    print('every plan holds' if good else 'NOT EVERY PLAN HOLDS', file=sys.stderr)
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
