#!/usr/bin/env python3
"""strict.py PORT | COMMAND... - sends hostile and ambiguous requests to a POST row and expects 400 and a closed connection.

The cases that the library has already smoothed over when our handler sees them are listed with what happens today, so
that a change of the library shows (docs/HTTP.md tells why).
"""
import json
import socket
import sys

from target import Count, Target

BODY = json.dumps({'name': 'strict', 'value': 'x', 'zone': 'no-such-zone', 'login': 'x', 'password': 'x'}).encode()
ROW = b'POST /api/v1/session HTTP/1.1\r\n'
TYPE = b'Content-Type: application/json\r\n'
SIZE = b'Content-Length: %d\r\n' % len(BODY)


def request(*headers, body=BODY, line=ROW, end=b'\r\n'):
    return line + TYPE + b''.join(headers) + end + body


HOST = b'Host: x\r\n'
CHUNKED = b'Transfer-Encoding: chunked\r\n'
CHUNKS = b'%x\r\n%s\r\n0\r\n\r\n' % (len(BODY), BODY)
# label, request: 400 and a close
REFUSED = [
    ('two lengths that differ', request(HOST, SIZE, b'Content-Length: 999\r\n')),
    ('two lengths that agree', request(HOST, SIZE, SIZE)),
    ('length and chunks', request(HOST, SIZE, CHUNKED, body=CHUNKS)),
    ('chunks and length', request(HOST, CHUNKED, SIZE, body=CHUNKS)),
    ('an unknown coding', request(HOST, b'Transfer-Encoding: xchunked\r\n', body=CHUNKS)),
    ('two codings', request(HOST, b'Transfer-Encoding: gzip, chunked\r\n', body=CHUNKS)),
    ('chunked twice', request(HOST, CHUNKED, CHUNKED, body=CHUNKS)),
    ('a signed length', request(HOST, b'Content-Length: +%d\r\n' % len(BODY))),
    ('a list of lengths', request(HOST, b'Content-Length: %d, %d\r\n' % (len(BODY), len(BODY)))),
    ('a negative length', request(HOST, b'Content-Length: -1\r\n')),
    ('a length in hexadecimal', request(HOST, b'Content-Length: 0x10\r\n')),
    ('a blank before the colon', request(HOST, b'Content-Length : %d\r\n' % len(BODY))),
    ('an empty header name', request(HOST, SIZE, b': v\r\n')),
    ('a header name with a slash', request(HOST, SIZE, b'a/b: v\r\n')),
    ('no Host', request(SIZE)),
    ('two Hosts', request(HOST, b'Host: y\r\n', SIZE)),
    ('a control character in a value', request(HOST, SIZE, b'X-A: a\x01b\r\n')),
    ('two CSRF tokens', request(HOST, SIZE, b'X-CSRF-Token: a\r\nX-CSRF-Token: b\r\n')),
    ('a bad chunk size', request(HOST, CHUNKED, body=b'0x2\r\nhi\r\n0\r\n\r\n')),
    ('a negative chunk size', request(HOST, CHUNKED, body=b'-2\r\nhi\r\n0\r\n\r\n')),
]
# label, request, statuses: other refusals
OTHERS = [
    ('a header of 1 MB', request(HOST, SIZE, b'X-A: ' + b'a' * 1000000 + b'\r\n'), {'431', '413', 'reset', 'closed'}),
    ('a length beyond 64 bits', request(HOST, b'Content-Length: 99999999999999999999\r\n'), {'400', '413'}),
    ('a body that is declared too large', request(HOST, b'Content-Length: 99999999\r\n'), {'413'}),
    ('a form instead of JSON', ROW + HOST + b'Content-Type: text/plain\r\n' + SIZE + b'\r\n' + BODY, {'415'}),
    ('a broken escape in the path', request(HOST, SIZE, line=b'POST /api/v1/session%zz HTTP/1.1\r\n'), {'404', '400'}),
    ('a method that is none', request(HOST, SIZE, line=b'BREW /api/v1/session HTTP/1.1\r\n'), {'405'}),
    ('OPTIONS', request(HOST, body=b'', line=b'OPTIONS /api/v1/session HTTP/1.1\r\n'), {'405'}),
]
# label, request, statuses: the library repairs these before we see them; the request they make is unambiguous to us
REPAIRED = [
    ('a folded header', request(HOST, SIZE, b'X-A: a\r\n b\r\n')),
    ('bare line feeds', request(HOST, SIZE).replace(b'\r\n', b'\n')),
    ('NUL in a value', request(HOST, SIZE, b'X-A: a\x00b\r\n')),
]


def ask(port, data, wait=2.0):
    """(statuses, closed): what came back, and whether the server then closed."""
    answer, closed = b'', False
    try:
        with socket.create_connection(('127.0.0.1', port), timeout=wait) as s:
            s.sendall(data)
            s.settimeout(wait)
            while True:
                piece = s.recv(65536)
                if not piece:
                    closed = True
                    break
                answer += piece
                if answer.startswith(b'HTTP/1.1 2'):
                    break
    except socket.timeout:
        pass
    except OSError:
        closed = True
        if not answer:
            return ['reset'], True
    lines = [line.split() for line in answer.split(b'\r\n') if line.startswith(b'HTTP/1.')]
    return [line[1].decode() for line in lines] or ['closed' if closed else 'nothing'], closed


def main():
    count = Count()
    with Target(sys.argv[1:]) as target:
        statuses, _ = ask(target.port, request(HOST, SIZE))
        plain = statuses[0]
        count.check('a plain request is answered by the row', plain in ('200', '401', '422'), statuses)
        statuses, _ = ask(target.port, request(HOST, CHUNKED, body=CHUNKS))
        count.check('a chunked request too', statuses[0] in (plain, '429'), statuses)
        for label, data in REFUSED:
            statuses, closed = ask(target.port, data)
            # the library sends the head of its own refusals twice
            count.check(label, set(statuses) == {'400'} and closed, (statuses, closed))
        for label, data, expected in OTHERS:
            statuses, _ = ask(target.port, data, 0.7)
            count.check(label, statuses[0] in expected, statuses)
        for label, data in REPAIRED:
            statuses, _ = ask(target.port, data, 0.7)
            count.check(label + ' (repaired by the library)', statuses[0] in (plain, '400', '429'), statuses)
        smuggled = request(HOST, SIZE, CHUNKED, body=b'0\r\n\r\nGET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n')
        statuses, closed = ask(target.port, smuggled)
        count.check('nothing behind a refused request is answered', statuses == ['400'] and closed, statuses)
    count.end()


if __name__ == '__main__':
    main()
