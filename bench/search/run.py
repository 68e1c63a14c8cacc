#!/usr/bin/env python3
"""run.py BUILD [ROWS [SECONDS]] - list and search over ROWS enterprises (100,000) at 32 connections with wrk.

Makes a zone, fills it with search_fill, serves it, signs in and runs search.lua; then each query alone, to see which one
costs what.  Everything lives in a temporary folder."""
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def call(port, method, path, body=None, headers=None):
    """(status, headers, JSON)"""
    c = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
    c.request(method, '/api/v1' + path, json.dumps(body) if body else None,
              {'Content-Type': 'application/json', **(headers or {})})
    r = c.getresponse()
    text = r.read()
    return r.status, r.headers, json.loads(text) if text else None


def sign_in(port, password):
    """A cookie of an administrator who has changed the one-time password."""
    new = 'bench-of-search-2020'
    for secret in (password, new):
        status, headers, me = call(port, 'POST', '/session', {'zone': 'bench', 'login': 'admin', 'password': secret})
        assert status in (200, 201), me
        cookie = headers['Set-Cookie'].split(';')[0]
        if secret != new:
            status, _, answer = call(port, 'POST', '/session/password', {'old_password': secret, 'new_password': new},
                                     {'Cookie': cookie, 'X-CSRF-Token': me['csrf']})
            assert status < 300, answer
    return cookie


def cpu_ms(pid):
    """What the program has used so far: unlike its answers, a busy machine changes it little."""
    words = pathlib.Path(f'/proc/{pid}/stat').read_text(encoding='ascii').rsplit(')', 1)[1].split()
    return (int(words[11]) + int(words[12])) * 1000 / os.sysconf('SC_CLK_TCK')


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    rows = sys.argv[2] if len(sys.argv) > 2 else '100000'
    seconds = sys.argv[3] if len(sys.argv) > 3 else '10'
    program = build / 'src/cli/nuanqiao'
    with tempfile.TemporaryDirectory() as data:
        out = subprocess.run([program, 'init', '--json', '--zone', 'bench', '--data', data], check=True, text=True,
                             capture_output=True).stdout
        made = json.loads(out)
        password = next(v for k, v in made.items() if 'password' in k)
        subprocess.run([build / 'bench/search_fill', data, 'bench', rows], check=True)
        server = subprocess.Popen([program, 'serve', '--data', data, '--port', '0', '--quiet'], text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            port = int(re.search(r':(\d+)', server.stdout.readline())[1])
            time.sleep(0.3)
            cookie = sign_in(port, password)
            queries = re.findall(r"'([^']*)'", re.search(r'queries = \{(.*?)\n\}', (HERE / 'search.lua').read_text(), re.S)[1])
            for q in queries:
                times = []
                for _ in range(5):
                    begin = time.monotonic()
                    status, _, page = call(port, 'GET', f'/enterprises?{q}', headers={'Cookie': cookie})
                    times.append(time.monotonic() - begin)
                    assert status == 200, page
                print(f'{min(times) * 1000:7.1f} ms  {page["total"]:6}{"+" if page["total_capped"] else " "}  {q}')
            for sparse in ({'SPARSE': '1'}, {}):
                print('without the two dense searches' if sparse else 'with them')
                sys.stdout.flush()
                before = cpu_ms(server.pid)
                out = subprocess.run(['wrk', '-t', '1', '-c', '32', '-d', seconds, '-s', HERE / 'search.lua',
                                f'http://127.0.0.1:{port}'], check=True, text=True, stdout=subprocess.PIPE,
                                     env={**os.environ, 'COOKIE': cookie, **sparse}).stdout
                requests = int(re.search(r'requests (\d+) errors', out)[1])
                print(out.splitlines()[-1], f'processor {(cpu_ms(server.pid) - before) / requests:.2f} ms a request,',
                      f'load {os.getloadavg()[0]:.1f}')
        finally:
            server.terminate()
            server.wait()


if __name__ == '__main__':
    main()
