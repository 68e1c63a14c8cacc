#!/usr/bin/env python3
"""wire.py ECHO_SERVER - the server as a browser sees it: pages, headers, JSON, uploads and who may send
one, downloads, several requests on one connection, a port that is taken, a stop in the middle of a download."""
import gzip
import http.client
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from target import Count, Target

JSON = {'Content-Type': 'application/json', 'Cookie': 'who=tester'}
SCRIPT = b'console.log("nuanqiao");' * 200


class Wire:
    """One keep-alive connection."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection('127.0.0.1', port, timeout=10)

    def ask(self, method, path, body=None, headers=None):
        self.connection.request(method, path, body, headers or {})
        reply = self.connection.getresponse()
        return reply.status, reply.headers, reply.read()


def make_site(folder):
    site = pathlib.Path(folder, 'web')
    (site / 'assets').mkdir(parents=True)
    (site / 'index.html').write_text('<!doctype html><title>暖桥</title>', 'utf-8')
    (site / 'assets' / 'app-12ab.js').write_bytes(SCRIPT)
    (site / 'assets' / 'app-12ab.js.gz').write_bytes(gzip.compress(SCRIPT))
    return str(site)


def pages(count, wire):
    status, headers, body = wire.ask('GET', '/')
    count.check('the page', status == 200 and '暖桥' in body.decode(), status)
    count.check('its policy forbids foreign scripts', "script-src 'self';" in headers['Content-Security-Policy'] and
                "frame-ancestors 'none'" in headers['Content-Security-Policy'])
    count.check('no guessing of types', headers['X-Content-Type-Options'] == 'nosniff')
    count.check('a referrer policy', headers['Referrer-Policy'] == 'same-origin')
    count.check('the page is asked for anew', headers['Cache-Control'] == 'no-cache')
    status, _, body = wire.ask('GET', '/enterprises/some/page')
    count.check('a page of the program is the same file', status == 200 and b'<!doctype' in body, status)
    status, headers, body = wire.ask('GET', '/assets/app-12ab.js', headers={'Accept-Encoding': 'gzip, br'})
    count.check('packed when it may be', headers['Content-Encoding'] == 'gzip' and gzip.decompress(body) == SCRIPT)
    count.check('kept for ever', 'immutable' in headers['Cache-Control'])
    tag = headers['ETag']
    status, headers, body = wire.ask('GET', '/assets/app-12ab.js')
    count.check('plain otherwise', body == SCRIPT and headers['Content-Encoding'] is None)
    status, _, body = wire.ask('GET', '/assets/app-12ab.js', headers={'If-None-Match': tag})
    count.check('not sent again', status == 304 and body == b'', status)
    status, headers, body = wire.ask('HEAD', '/assets/app-12ab.js')
    count.check('HEAD tells the size', status == 200 and body == b'' and headers['Content-Length'] == str(len(SCRIPT)))
    for path in ('/assets/no.js', '/..%2f..%2fetc/passwd.txt', '/%00.js', '/api/v1/nothing', '/api'):
        status, _, body = wire.ask('GET', path)
        found = status == 200 and path == '/api'  # a page of the program, like any word without a dot
        count.check(f'{path} is not there', status in (400, 404) or found, status)
    status, _, _ = wire.ask('POST', '/', b'x', {'Content-Type': 'text/plain'})
    count.check('a page takes no POST', status == 404, status)


def records(count, wire):
    status, headers, body = wire.ask('POST', '/api/v1/notes', json.dumps({'name': '暖', 'value': '桥'}), JSON)
    count.check('created', status == 201 and json.loads(body) == {'name': '暖', 'value': '桥'}, (status, body))
    count.check('never cached', headers['Cache-Control'] == 'no-store')
    count.check('a request id', len(headers['X-Request-Id']) == 16)
    status, _, body = wire.ask('GET', '/api/v1/notes/' + urllib.parse.quote('暖'), headers=JSON)
    count.check('read back on the same connection', status == 200 and json.loads(body)['value'] == '桥', (status, body))
    status, headers, body = wire.ask('HEAD', '/api/v1/notes/' + urllib.parse.quote('暖'), headers=JSON)
    count.check('HEAD of a record', status == 200 and body == b'' and int(headers['Content-Length']) > 0, status)
    status, headers, _ = wire.ask('OPTIONS', '/api/v1/notes', headers=JSON)
    count.check('OPTIONS names the methods', status == 405 and 'POST' in headers['Allow'], status)
    status, headers, body = wire.ask('POST', '/api/v1/notes', '{"x":1}', {**JSON, 'Accept-Language': 'en'})
    problem = json.loads(body)
    count.check('a problem in English with all fields', status == 422 and len(problem['errors']) == 3, problem)
    count.check('its type', headers['Content-Type'] == 'application/problem+json' and headers['Content-Language'] == 'en')
    key = {**JSON, 'Idempotency-Key': 'wire-key-1'}
    first = wire.ask('POST', '/api/v1/notes', '{"name":"once","value":"1"}', key)
    again = wire.ask('POST', '/api/v1/notes', '{"name":"once","value":"1"}', key)
    count.check('a repeat says so', again[1]['Idempotency-Replayed'] == 'true' and first[2] == again[2], again)


def peers(count, wire):
    for label, sent, seen in (('nobody forwards', None, '127.0.0.1'), ('the proxy appended', '1.2.3.4, 192.0.2.9', '192.0.2.9'),
                              ('an address of six', '2001:db8::1', '2001:db8::1'), ('a forged word', 'cli', '127.0.0.1')):
        _, _, body = wire.ask('GET', '/api/v1/peer', headers={'X-Forwarded-For': sent} if sent else {})
        count.check(f'the peer when {label}', json.loads(body)['name'] == seen, body)


def streams(count, wire, port):
    data = bytes(range(256)) * 4096
    upload = {'Cookie': 'who=t', 'Content-Type': 'text/csv'}
    status, _, body = wire.ask('POST', '/api/v1/notes/file?name=up', b'a' * 1500000, upload)
    count.check('an upload of 1.5 MB', status == 201 and '1500000 bytes' in json.loads(body)['value'], (status, body[:100]))
    status, _, _ = Wire(port).ask('POST', '/api/v1/notes/file?name=up2', data * 4, upload)
    count.check('an upload beyond the limit', status == 413, status)
    status, _, _ = Wire(port).ask('POST', '/api/v1/notes/file?name=up3', b'x', {'Content-Type': 'text/csv'})
    count.check('an upload by nobody', status == 401, status)
    status, _, _ = Wire(port).ask('POST', '/api/v1/notes', b'x' * (1 << 21), JSON)
    count.check('a JSON body beyond 1 MiB', status == 413, status)
    def chunks():
        for _ in range(40):
            yield b'y' * 65536
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=10)
    try:
        connection.request('POST', '/api/v1/notes', chunks(), {**JSON, 'Transfer-Encoding': 'chunked'}, encode_chunked=True)
        status = connection.getresponse().status
    except OSError:
        status = 'cut'
    count.check('chunks beyond 1 MiB', status in (413, 'cut'), status)
    status, headers, body = wire.ask('GET', '/api/v1/notes', headers=JSON)
    count.check('a download in chunks', status == 200 and headers['Transfer-Encoding'] == 'chunked' and b'once=1\n' in body, status)
    count.check('its name in Chinese', "filename*=UTF-8''%E7%AC%94%E8%AE%B0.txt" in headers['Content-Disposition'])
    status, headers, body = wire.ask('GET', '/api/v1/flood', headers=JSON)
    count.check('a download of 10 MiB', status == 200 and len(body) == 160 * 65536 == int(headers['Content-Length']), len(body))
    with socket.create_connection(('127.0.0.1', port)) as s:  # goes away in the middle
        s.sendall(b'GET /api/v1/flood HTTP/1.1\r\nHost: x\r\nCookie: who=t\r\n\r\n')
        s.recv(1000)
    with socket.create_connection(('127.0.0.1', port)) as s:
        s.sendall(b'GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n' * 3)
        s.settimeout(3)
        seen = b''
        while seen.count(b'"status":"ok"') < 3:
            piece = s.recv(65536)
            if not piece:
                break
            seen += piece
    count.check('three requests sent at once get three answers', seen.count(b'HTTP/1.1 200') == 3)


def head_of_upload(cookie, size, extra=''):
    return (f'POST /api/v1/notes/file?name=u{time.monotonic_ns()} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n'
            f'Content-Type: text/csv\r\nContent-Length: {size}\r\n{extra}\r\n').encode()


def statuses(connection, wanted, limit=3):
    """The status of each answer until `wanted` is among them; 'cut' or 'silent' when nothing more comes."""
    connection.settimeout(limit)
    seen, data = [], b''
    while wanted not in seen:
        try:
            piece = connection.recv(65536)
        except TimeoutError:
            return seen + ['silent']
        except OSError:
            piece = b''
        if not piece:
            return seen + ['cut']
        data += piece
        seen = [int(s) for s in re.findall(rb'HTTP/1\.1 (\d{3})', data)]
    return seen


def admission(count, port):
    """Who may not upload holds no place of those who may, and hears it before the body where he waits for that."""
    strangers = [socket.create_connection(('127.0.0.1', port)) for _ in range(40)]
    for s in strangers:
        s.sendall(head_of_upload('nq_session=north.invented', 1000) + b'x' * 500)
    time.sleep(0.3)
    for number in range(3):
        status, _, body = Wire(port).ask('POST', f'/api/v1/notes/file?name=beside{number}', b'a' * 100000,
                                         {'Cookie': 'who=t', 'Content-Type': 'text/csv'})
        count.check('an upload beside 40 strangers', status == 201, (status, body[:200]))
    begin = time.monotonic()
    for s in strangers:
        s.sendall(b'x' * 500)
    seen = [statuses(s, 401) for s in strangers]
    count.check('each of 40 strangers is told 401', seen == [[401]] * 40, seen)
    count.check('promptly', time.monotonic() - begin < 2, time.monotonic() - begin)
    for s in strangers:
        s.close()
    expect = 'Expect: 100-continue\r\n'
    for label, cookie, extra, wanted in (('a stranger', 'nq_session=x', expect, 401), ('nobody', 'a=b', expect, 401),
                                         ('another site', 'who=t', expect + 'Sec-Fetch-Site: cross-site\r\n', 403)):
        with socket.create_connection(('127.0.0.1', port)) as s:
            s.sendall(head_of_upload(cookie, 1000, extra))
            seen = statuses(s, wanted)
        count.check(f'{label} who waits for 100 hears {wanted} instead', seen == [wanted], seen)
    with socket.create_connection(('127.0.0.1', port)) as s:
        s.sendall(head_of_upload('who=t', 1000, expect))
        seen = [statuses(s, 100)]
        s.sendall(b'x' * 1000)
        seen.append(statuses(s, 201))
    count.check('an uploader who waits for 100 gets it, then 201', seen == [[100], [201]], seen)
    with socket.create_connection(('127.0.0.1', port)) as s:
        s.sendall(head_of_upload('who=t', 10) + b'x' * 10 + head_of_upload('nq_session=x', 10) + b'x' * 10 +
                  head_of_upload('who=t', 10) + b'x' * 10)
        seen = statuses(s, None, 1)
    count.check('three uploads sent at once are told apart', seen == [201, 401, 201, 'silent'], seen)
    places = [socket.create_connection(('127.0.0.1', port)) for _ in range(16)]
    for s in places:
        s.sendall(head_of_upload('who=t', 1000) + b'x')
    time.sleep(0.3)
    status, _, _ = Wire(port).ask('POST', '/api/v1/notes/file?name=late', b'x', {'Cookie': 'who=t'})
    count.check('a seventeenth upload of those who may is told to wait', status == 503, status)
    for s in places:
        s.close()  # also while the server asks: nobody is left suspended (stop() would wait)
    for _ in range(20):
        with socket.create_connection(('127.0.0.1', port)) as s:
            s.sendall(head_of_upload('who=t', 1000))


def stop(count, target):
    """The download began before the stop and ends whole; new connections are refused; then the program ends."""
    got = {}

    def slow_reader():
        with socket.create_connection(('127.0.0.1', target.port)) as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
            s.sendall(b'GET /api/v1/flood HTTP/1.1\r\nHost: x\r\nCookie: who=t\r\n\r\n')
            size = 0
            while True:
                piece = s.recv(200000)
                if not piece:
                    break
                size += len(piece)
                time.sleep(0.01)
            got['size'] = size
    reader = threading.Thread(target=slow_reader)
    idle = socket.create_connection(('127.0.0.1', target.port))
    reader.start()
    time.sleep(0.4)
    begin = time.monotonic()
    code = target.stop()
    reader.join()
    count.check('the download under way ends whole', got.get('size', 0) > 160 * 65536, got)
    count.check('the program ends by itself, idle connections do not hold it', code == 0 and time.monotonic() - begin < 11, code)
    idle.close()
    try:
        socket.create_connection(('127.0.0.1', target.port), timeout=1).close()
        refused = False
    except OSError:
        refused = True
    count.check('nobody listens any more', refused)


def main():
    count = Count()
    with tempfile.TemporaryDirectory(prefix='nqw') as folder:
        site = make_site(folder)
        with Target([sys.argv[1], '{data}', site]) as target:
            wire = Wire(target.port)
            pages(count, wire)
            records(count, wire)
            peers(count, wire)
            streams(count, wire, target.port)
            admission(count, target.port)
            other = subprocess.run([sys.argv[1], folder + '/two', site, str(target.port)], capture_output=True, text=True, timeout=30,
                                   check=False)
            count.check('a second server on the port is an error', other.returncode == 1 and 'is taken' in other.stderr, other.stderr)
            stop(count, target)
        bare = subprocess.run([sys.argv[1], folder + '/three', folder + '/nothing'], capture_output=True, text=True, timeout=30,
                              check=False)
        count.check('no web pages there is an error', bare.returncode == 1 and 'web files are missing' in bare.stderr, bare.stderr)
    count.end()


if __name__ == '__main__':
    main()
