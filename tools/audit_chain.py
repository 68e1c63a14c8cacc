#!/usr/bin/env python3
"""audit_chain.py DATA/nuanqiao.db - checks the audit chains of an SQLite store without the program.

For who does not want to trust the program that wrote the chain: it recomputes every hash from docs/ACCOUNTS.md and prints
one line per zone: its code, the number of records and the head, or the first broken record.  Exit code 1 when broken.
"""
import hashlib
import sqlite3
import sys


def sha256(*parts):
    """Each part with its length before it ("3:abc"); an absent part is "-0:"."""
    h = hashlib.sha256()
    for part in parts:
        text = b'' if part is None else str(part).encode()
        h.update(b'%s%d:%s' % (b'-' if part is None else b'', len(text), text))
    return h.hexdigest()


def first_broken(db, zone):
    """(broken seq or None, records, head)"""
    rows = db.execute('''SELECT a.seq, a.at, a.actor_id, a.action, a.subject_kind, a.subject_id, a.digest, a.hash,
                                p.salt, p.actor_name, p.remote, p.subject_name, p.before_json, p.after_json
                         FROM audit a LEFT JOIN audit_payload p ON p.zone_id = a.zone_id AND p.seq = a.seq
                         WHERE a.zone_id = ? ORDER BY a.seq''', (zone,)).fetchall()
    erased = {r[5] for r in rows if r[3] == 'audit.erase' and r[4] == 'audit'}
    head = ''
    for wanted, row in enumerate(rows, 1):
        seq, at, actor, action, kind, subject, digest, stored = row[:8]
        payload = row[8:]
        if seq != wanted or stored != sha256(head, zone, seq, at, actor, action, kind, subject, digest):
            return wanted, len(rows), head
        gone = all(part is None for part in payload) and str(seq) in erased
        if not gone and digest != sha256(*payload):
            return wanted, len(rows), head
        head = stored
    last = db.execute('SELECT seq, hash FROM audit_head WHERE zone_id = ?', (zone,)).fetchone() or (0, '')
    return (None if last == (len(rows), head) else len(rows) + 1), len(rows), head


def main(path):
    db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    broken = 0
    for zone, code in db.execute('SELECT id, code FROM zone ORDER BY code').fetchall():
        seq, count, head = first_broken(db, zone)
        broken += seq is not None
        print(f'{code}: broken at record {seq}' if seq else f'{code}: {count} records, head {head}')
    return broken > 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else __doc__)
