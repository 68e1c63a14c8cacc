#!/usr/bin/env python3
"""run.py [BUILD [TIMES]] - from starting the program to its first answer on existing data, memory at rest, bytes to ship.

The peer is the smallest server of Node.js: one that answers a constant and has no database.
"""
import http.client
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PEER = ("const s = require('http').createServer((q, r) => r.end('{}')); "
        "s.listen(0, '127.0.0.1', () => console.log(JSON.stringify({address: 'http://127.0.0.1:' + s.address().port})))")


def memory_kb(pid):
    lines = pathlib.Path(f'/proc/{pid}/status').read_text(encoding='ascii').splitlines()
    return int(next(line for line in lines if line.startswith('VmRSS')).split()[1])


def start(command, path):
    """Milliseconds to the first answer, and kilobytes a second later."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(json.loads(process.stdout.readline())['address']).netloc)
    connection.request('GET', path)
    connection.getresponse().read()
    took = (time.perf_counter() - began) * 1000
    time.sleep(1)
    kilobytes = memory_kb(process.pid)
    process.terminate()
    process.wait()
    return took, kilobytes


def measure(name, command, path, times):
    runs = [start(command, path) for _ in range(times)]
    took = sorted(t for t, _ in runs)
    print(f'{name:<10} first answer {took[0]:.0f} ms at best, {statistics.median(took):.0f} ms median; '
          f'at rest {max(k for _, k in runs) / 1024:.0f} MB')
    return took[0]


def shipped(program):
    assets = sum(f.stat().st_size for f in (ROOT / 'web/dist').rglob('*') if f.is_file())
    return program.stat().st_size, assets


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / 'build')
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    program = build / 'src/cli/nuanqiao'
    folder = tempfile.mkdtemp(prefix='nq-start-')
    try:
        subprocess.run([program, 'init', '--data', f'{folder}/data', '--demo', '--pack', ROOT / 'packs/qingyuan-2020'],
                       check=True, stdout=subprocess.DEVNULL)
        ours = measure('nuanqiao', [program, 'serve', '--data', f'{folder}/data', '--port', '0', '--json', '--quiet',
                                    '--web', ROOT / 'web/dist'], '/api/v1/zones', times)
        peer = measure('node', ['node', '-e', PEER], '/', times)
    finally:
        shutil.rmtree(folder)
    size, assets = shipped(program)
    print(f'ratio {ours / peer:.2f} (best runs); program {size / 1e6:.1f} MB, web pages {assets / 1e6:.1f} MB with their .gz')


if __name__ == '__main__':
    main()
