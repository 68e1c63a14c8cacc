#!/usr/bin/env python3
"""embed_migrations.py OUT.c [NNNN-name.sql ...] - the numbered migrations as the C array MIGRATIONS (store/store.h).

Numbers must run 0001, 0002, ... without a gap.  Comments go; dialect lines: see sqltext.py.
"""
import pathlib
import re
import sys

from sqltext import DIALECTS, SqlError, c_string, for_dialect, tokens


def strip(text):
    """Without comments and empty lines; the other line breaks stay, so that an error can be found."""
    kept = ''.join(p if k != 'param' else ':' + p for k, p in tokens(text) if k not in ('line', 'block'))
    return '\n'.join(line.rstrip() for line in kept.split('\n') if line.strip())


def source(paths):
    """The text of the C file."""
    out = ['/* Made from migrations/ by tools/embed_migrations.py; do not edit. */', '#include "store/store.h"',
           '#pragma GCC diagnostic ignored "-Woverlength-strings"', 'const struct migration MIGRATIONS[] = {']
    for want, path in enumerate(sorted(paths, key=lambda p: p.name), 1):
        m = re.fullmatch(r'(\d{4})-([a-z0-9-]+)\.sql', path.name)
        if not m:
            raise SqlError(f'{path.name}: the name must be NNNN-name.sql')
        if int(m[1]) != want:
            raise SqlError(f'{path.name}: number {want:04} was expected')
        text = path.read_text(encoding='utf-8')
        sqlite, pg = (strip(for_dialect(text, d)) for d in DIALECTS)
        if not sqlite or not pg:
            raise SqlError(f'{path.name}: it is empty for one database')
        out.append(f'    {{{want}, {c_string(m[2])},\n    {c_string(sqlite)},\n    {c_string(pg)}}},')
    out += ['    {0, NULL, NULL, NULL}, /* ISO C has no empty array; not counted */', '};',
            'const size_t MIGRATION_COUNT = sizeof(MIGRATIONS) / sizeof(MIGRATIONS[0]) - 1;']
    return '\n'.join(out) + '\n'


def main(argv):
    try:
        pathlib.Path(argv[1]).write_text(source([pathlib.Path(p) for p in argv[2:]]), encoding='utf-8')
    except SqlError as e:
        sys.exit(f'embed_migrations: {e}')


if __name__ == '__main__':
    main(sys.argv)
