#!/usr/bin/env python3
"""run.py PROGRAM DIR [--time S] [--seeds 1,2,3] [--only A,B] [--jobs N] - gaps to the best known values, several seeds.

Runs `PROGRAM route bench DIR --json` once per instance and seed, N of them side by side, and prints the table of
bench/README.md: gap of each seed and their mean by instance, then the mean by set.  A gap is of the cost; where vehicles
count first and there are more than in the best known plan, it is not a figure but "n+1 veh".
"""
import argparse
import concurrent.futures
import csv
import json
import pathlib
import statistics
import subprocess
import sys


def solve(program, folder, instance, seconds, seed):
    """One line of the program's JSON, or what it said instead."""
    run = subprocess.run([program, 'route', 'bench', folder, '--only', instance, '--time', str(seconds), '--seed', str(seed),
                          '--json'], text=True, capture_output=True, check=False)
    for line in run.stdout.splitlines():
        row = json.loads(line)
        if row.get('instance') == instance:
            return row
    return {'instance': instance, 'why': run.stderr.strip() or f'exit {run.returncode}', 'feasible': False}


def shown(row):
    """A gap as the table has it."""
    if row.get('why'):
        return row['why']
    gap = row['gap_percent']
    text = f'{row["vehicles"]} veh' if gap is None else f'{gap:.2f}'
    return text if row['feasible'] else text + ' NOT FEASIBLE'


def table(best, seeds, results):
    """The lines of the table, and whether every plan was feasible."""
    print('| instance | n | ' + ' | '.join(f'seed {s}' for s in seeds) + ' | mean % | s | MB |')
    print('|---|---|' + '---|' * (len(seeds) + 3))
    by_set, good = {}, True
    for row in best:
        runs = [results[row['instance'], s] for s in seeds]
        gaps = [r.get('gap_percent') for r in runs]
        good = good and all(r['feasible'] for r in runs)
        mean = f'{statistics.mean(gaps):.2f}' if None not in gaps else 'none'
        by_set.setdefault(row['set'], []).append(statistics.mean(gaps) if None not in gaps else None)
        print(f'| {row["instance"]} | {row["n"]} | ' + ' | '.join(shown(r) for r in runs) + f' | {mean} | '
              f'{max(r.get("seconds", 0) for r in runs):.2f} | {max(r.get("peak_mb", 0) for r in runs):.1f} |', flush=True)
    print('\n| set | mean gap % | worst % |\n|---|---|---|')
    for name, gaps in by_set.items():
        known = [g for g in gaps if g is not None]
        missing = f' ({len(gaps) - len(known)} without)' if len(known) < len(gaps) else ''
        print(f'| {name} | {statistics.mean(known):.2f}{missing} | {max(known):.2f} |' if known else f'| {name} | none | |')
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('folder')
    parser.add_argument('--time', type=float, default=60)
    parser.add_argument('--seeds', default='1,2,3')
    parser.add_argument('--only', default='')
    parser.add_argument('--jobs', type=int, default=1)
    asked = parser.parse_args()
    seeds, only = [int(s) for s in asked.seeds.split(',')], set(filter(None, asked.only.split(',')))
    with open(pathlib.Path(asked.folder) / 'bks.csv', newline='', encoding='utf-8') as f:
        best = [r for r in csv.DictReader(f) if not only or r['instance'] in only or r['set'] in only]
    results = {}
    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool:
        waiting = {pool.submit(solve, asked.program, asked.folder, r['instance'], asked.time, s): (r['instance'], s)
                   for s in seeds for r in best}
        for done in concurrent.futures.as_completed(waiting):
            results[waiting[done]] = done.result()
            print(*waiting[done], shown(done.result()), file=sys.stderr, flush=True)
    return 0 if table(best, seeds, results) else 1


if __name__ == '__main__':
    sys.exit(main())
