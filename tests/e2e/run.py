#!/usr/bin/env python3
"""run.py - the stories in the browser, on SQLite and on PostgreSQL.

    run.py [--program build/src/cli/nuanqiao] [--web web/dist] [--only sqlite|postgresql]

Each database gets a demo zone with the pack, a server on a port that the kernel chose and Debian's Chromium; pictures
and downloads go to tests/e2e/out/DATABASE.  Prints a line per step and ends with "N passed, N failed"; the exit code
says whether all passed.  Without PostgreSQL its stories are skipped and counted so.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACK = ROOT / 'packs/qingyuan-2020'
sys.path.insert(0, str(ROOT / 'tools'))
import with_pg  # noqa: E402

STORIES = ('story.mjs', 'fund.mjs', 'policy.mjs', 'match.mjs', 'typing.mjs', 'claims.mjs')


def new_database(server_url):
    """A new database on the private server; its URL."""
    name = f'nq_e2e_{os.getpid()}'
    subprocess.run(['psql', '-q', '-X', '-d', server_url.replace('postgres://', 'postgresql://', 1), '-c',
                    f"CREATE DATABASE {name} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"], check=True)
    return re.sub(r'^(\w+://[^/]*)/[^?]*', rf'\1/{name}', server_url)


def play(options, database, store):
    """All stories against one database; (passed, failed)."""
    out = HERE / 'out' / database
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    folder = tempfile.mkdtemp(prefix='nq-e2e-')
    data = f'{folder}/data'
    passed = failed = 0
    server = None
    try:
        with open(f'{folder}/server.log', 'w', encoding='utf-8') as log:
            command = [options.program, 'init', '--data', data, '--demo', '--pack', str(PACK), '--json']
            subprocess.run(command + (['--store', store] if store else []), check=True, stdout=subprocess.DEVNULL)
            command = [options.program, 'serve', '--data', data, '--web', options.web, '--port', '0', '--json']
            server = subprocess.Popen(command + (['--store', store] if store else []), stdout=subprocess.PIPE, stderr=log, text=True)
            line = server.stdout.readline()
            if not line:
                raise RuntimeError('the server did not start')
            env = dict(os.environ, NQ_URL=json.loads(line)['address'], NQ_OUT=str(out), NQ_PACK=str(PACK), NQ_DATABASE=database,
                       NQ_PROGRAM=os.path.abspath(options.program), NQ_DATA=data, NQ_STORE=store or '')
            for story in STORIES:
                done = subprocess.run(['node', str(HERE / story)], env=env, stdout=subprocess.PIPE, text=True, check=False, timeout=900)
                print(done.stdout, end='', flush=True)
                told = re.search(r'^(\d+) passed, (\d+) failed\n\Z', done.stdout, re.M)
                passed += int(told[1]) if told else 0
                failed += int(told[2]) if told else 1
            if server.poll() is not None:
                raise RuntimeError(f'the server ended with {server.returncode}')
            server.send_signal(signal.SIGTERM)
            if server.wait(30) != 0:
                raise RuntimeError(f'the server ended with {server.returncode}')
    except (OSError, RuntimeError, subprocess.SubprocessError) as e:
        failed += 1
        print(f'✗ {database}: {e}')
    finally:
        if server and server.poll() is None:
            server.kill()
            server.wait()
        if failed and os.path.exists(f'{folder}/server.log'):
            print(pathlib.Path(f'{folder}/server.log').read_text(encoding='utf-8', errors='replace')[-3000:])
        shutil.rmtree(folder, ignore_errors=True)
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--program', default=str(ROOT / 'build/src/cli/nuanqiao'))
    parser.add_argument('--web', default=str(ROOT / 'web/dist'))
    parser.add_argument('--only', choices=('sqlite', 'postgresql'))
    options = parser.parse_args()
    passed = failed = skipped = 0

    def add(result):
        nonlocal passed, failed
        passed, failed = passed + result[0], failed + result[1]

    if options.only != 'postgresql':
        print('-- SQLite')
        add(play(options, 'sqlite', None))
    if options.only != 'sqlite':
        bindir = with_pg.binaries()
        if os.environ.get('NQ_TEST_PG'):
            print('-- PostgreSQL')
            add(play(options, 'postgresql', new_database(os.environ['NQ_TEST_PG'])))
        elif bindir:
            print('-- PostgreSQL')
            server = with_pg.Server(bindir)
            try:
                server.start(False)
                add(play(options, 'postgresql', new_database(server.url())))
            finally:
                server.stop()
        else:
            skipped = len(STORIES)
    print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
