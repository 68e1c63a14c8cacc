#!/usr/bin/env python3
"""load.py PORT | COMMAND... - exactly 128, 256 and 512 keep-alive connections for two seconds each: no connection hangs.

libmicrohttpd's own epoll threads stall at multiples of 128 ready connections; our loops must not.  The answers are
counted, not timed."""
import selectors
import socket
import sys
import time

from target import Count, Target

REQUEST = b'GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n'
SECONDS, PATIENCE = 2.0, 5.0


class Client:
    """One connection that asks again as soon as it was answered."""

    def __init__(self, port, selector):
        self.sock = socket.create_connection(('127.0.0.1', port))
        self.sock.setblocking(False)
        self.data, self.answers, self.broken = b'', 0, None
        selector.register(self.sock, selectors.EVENT_READ, self)
        self.waiting = False

    def ask(self):
        self.sock.send(REQUEST)
        self.waiting = True

    def readable(self, more):
        try:
            piece = self.sock.recv(65536)
        except OSError as e:
            piece, self.broken = b'', e
        if not piece:
            self.broken, self.waiting = self.broken or 'closed', False
            return
        self.data += piece
        head, mark, body = self.data.partition(b'\r\n\r\n')
        if not mark:
            return
        size = int(head.lower().split(b'content-length:')[1].split(b'\r\n')[0])
        if len(body) < size:
            return
        if not head.startswith((b'HTTP/1.1 200', b'HTTP/1.1 503')):
            self.broken = head
        self.answers += 1
        self.data, self.waiting = b'', False
        if more and not self.broken:
            self.ask()


def run(port, connections):
    """(answers, connections without any answer, hanging at the end, broken)"""
    selector = selectors.DefaultSelector()
    clients = [Client(port, selector) for _ in range(connections)]
    for c in clients:
        c.ask()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end + PATIENCE:
        more = time.monotonic() < end
        if not more and not any(c.waiting for c in clients):
            break
        for key, _ in selector.select(0.1):
            key.data.readable(more)
    for c in clients:
        selector.unregister(c.sock)
        c.sock.close()
    return (sum(c.answers for c in clients), sum(c.answers == 0 for c in clients), sum(c.waiting for c in clients),
            [c.broken for c in clients if c.broken])


def main():
    count = Count()
    with Target(sys.argv[1:]) as target:
        for connections in (127, 128, 256, 512):
            answers, silent, hanging, broken = run(target.port, connections)
            count.check(f'{connections} connections: more than 1,000 answers', answers > 1000, answers)
            count.check(f'{connections} connections: every one is answered', silent == 0, silent)
            count.check(f'{connections} connections: none hangs', hanging == 0, hanging)
            count.check(f'{connections} connections: none breaks', not broken, broken[:2])
            print(f'{connections} connections: {answers} answers in {SECONDS:.0f} s')
    count.end()


if __name__ == '__main__':
    main()
