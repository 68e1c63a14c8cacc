#!/usr/bin/env python3
"""slow.py PORT | COMMAND... - clients that drip a byte now and then, or say nothing, are cut in time; honest slow ones are
not; a server that is told to stop lets a download under way finish."""
import socket
import sys
import threading
import time

from target import Count, Target

POST = b'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n'
GET = b'GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n'


def drip(port, first, gap, limit):
    """Seconds until the server closed, or None when it was still open after `limit`."""
    with socket.create_connection(('127.0.0.1', port)) as s:
        s.sendall(first)
        start = time.monotonic()
        s.settimeout(0.05)
        while time.monotonic() - start < limit:
            try:
                if s.recv(65536) == b'':
                    return time.monotonic() - start
            except socket.timeout:
                pass
            except OSError:
                return time.monotonic() - start
            if gap:
                try:
                    s.sendall(b'a')
                except OSError:
                    return time.monotonic() - start
            time.sleep(gap or 0.2)
    return None


def second_request(port):
    """A good request, its answer, then the next one byte by byte."""
    with socket.create_connection(('127.0.0.1', port)) as s:
        s.sendall(GET)
        s.settimeout(2)
        s.recv(65536)
        time.sleep(1.2)
        start = time.monotonic()
        s.settimeout(0.05)
        while time.monotonic() - start < 14:
            try:
                s.sendall(b'G')
                if s.recv(65536) == b'':
                    return time.monotonic() - start
            except socket.timeout:
                pass
            except OSError:
                return time.monotonic() - start
            time.sleep(0.5)
    return None


def steady_body(port):
    """A body that comes slowly but within its 9 seconds is answered."""
    body = b'{"name":"steady","value":"x"}'
    head = POST.replace(b'1000', b'%d' % len(body))
    with socket.create_connection(('127.0.0.1', port)) as s:
        s.sendall(head)
        for at in range(0, len(body), 5):
            time.sleep(0.5)
            s.sendall(body[at:at + 5])
        s.settimeout(3)
        return s.recv(65536)


def main():
    count, results = Count(), {}
    cases = {
        'silence before the header': (lambda p: drip(p, b'', 0, 14), 10),
        'half a header, then silence': (lambda p: drip(p, b'GET / HTTP/1.1\r\nHost: x\r\nX: ', 0, 14), 10),
        'a header that drips': (lambda p: drip(p, b'GET / HTTP/1.1\r\nHost: x\r\nX: ', 0.5, 14), 10),
        'a request line that drips': (lambda p: drip(p, b'GET /', 0.5, 14), 10),
        'half a body, then silence': (lambda p: drip(p, POST, 0, 14), 10),
        'a body that drips': (lambda p: drip(p, POST, 0.5, 14), 10),
        'a second request that drips': (second_request, 10),
    }
    with Target(sys.argv[1:]) as target:
        def run(name, function):
            results[name] = function(target.port)
        threads = [threading.Thread(target=run, args=(n, f)) for n, (f, _) in cases.items()]
        threads.append(threading.Thread(target=run, args=('steady', steady_body)))
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        for name, (_, limit) in cases.items():
            seen = results.get(name)
            count.check(f'{name} is cut within {limit} s', seen is not None and seen <= limit, seen)
        count.check('a steady body is answered', (results.get('steady') or b'').startswith(b'HTTP/1.1 '), results.get('steady'))
        if target.process:
            code = target.stop()
            count.check('the server stops when it is told to', code == 0, code)
    count.end()


if __name__ == '__main__':
    main()
