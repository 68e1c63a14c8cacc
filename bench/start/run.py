#!/usr/bin/env python3
"""run.py BUILD DATA - cold start to the first answer on existing data, idle memory and size of what is delivered.

Starts the program TIMES times on DATA (filled by bench/search or an import) and asks for a health answer until one comes;
beside it, the same with an HTTP server of a dozen lines on Node, when node is there.  Prints medians."""
import pathlib
import socket
import statistics
import subprocess
import sys
import time

TIMES = 20
NODE = ("require('http').createServer((q, r) => r.end('{}'))"
        ".listen(+process.argv[1], '127.0.0.1')")
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def memory(pid):
    """Resident memory in MB: all, and without the pages of files."""
    lines = pathlib.Path(f'/proc/{pid}/status').read_text(encoding='ascii').splitlines()
    value = {line.split(':')[0]: line.split()[1] for line in lines if line.startswith('Rss') or line.startswith('VmRSS')}
    return int(value['VmRSS']) / 1024, int(value['RssAnon']) / 1024


def once(words, port):
    """(ms to the first answer, memory a second later)"""
    begin = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            assert process.poll() is None, words
            try:
                with socket.create_connection(('127.0.0.1', port), timeout=5) as s:
                    s.sendall(b'GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')
                    if s.recv(12).endswith(b'200'):
                        break
            except ConnectionError:
                pass
            time.sleep(0.0005)
        took = (time.monotonic() - begin) * 1000
        time.sleep(0.7)
        return took, memory(process.pid)
    finally:
        process.terminate()
        process.wait()


def report(name, words):
    runs = []
    for _ in range(TIMES):
        port = free_port()
        runs.append(once([str(port) if w is None else w for w in words], port))
    times = sorted(t for t, _ in runs)
    rss, own = (statistics.median(m[i] for _, m in runs) for i in (0, 1))
    print(f'{name:10} first answer median {statistics.median(times):.0f} ms (best {times[0]:.0f}, worst {times[-1]:.0f}); '
          f'idle {rss:.1f} MB, of it {own:.1f} MB not of files')


def size(path):
    return sum(p.stat().st_size for p in ([path] if path.is_file() else path.rglob('*')) if p.is_file()) / 1e6


def main():
    build, data = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    program = build / 'src/cli/nuanqiao'
    report('nuanqiao', [program, 'serve', '--data', data, '--quiet', '--port', None])
    try:
        report('node', ['node', '-e', NODE, None])
    except FileNotFoundError:
        print('node is not installed')
    parts = {'program': program, 'web': ROOT / 'web/dist'}
    print(', '.join(f'{k} {size(p):.1f} MB' for k, p in parts.items() if p.exists()))


if __name__ == '__main__':
    main()
