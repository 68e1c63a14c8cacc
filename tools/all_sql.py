#!/usr/bin/env python3
"""all_sql.py --list SRC        prints every x.sql below SRC, one a line
all_sql.py OUT.h FILE.sql ...  a header with ALL_SQL, the statements of every file: a test prepares them all"""
import pathlib
import re
import sys


def header(paths):
    """The text of the header; each file's own header is made by embed_sql.py."""
    stems = [p.stem for p in paths]
    out = ['/* Made by tools/all_sql.py; do not edit. */']
    out += [f'#include "{stem}_sql.h"' for stem in stems]
    macros = [re.sub(r'\W', '_', stem).upper() for stem in stems]
    out += [f'static const struct sql *const ALL_OF_{m}[] = SQL_ALL_{m};' for m in macros]
    out += ['static const struct {', '    const char *file;', '    const struct sql *const *list;', '    size_t count;',
            '} ALL_SQL[] = {']
    out += [f'    {{"{stem}.sql", ALL_OF_{m}, COUNT(ALL_OF_{m})}},' for stem, m in zip(stems, macros)]
    return '\n'.join(out) + '\n};\n'


def main(argv):
    if argv[1] == '--list':
        print('\n'.join(str(p) for p in sorted(pathlib.Path(argv[2]).rglob('*.sql'))))
    else:
        pathlib.Path(argv[1]).write_text(header([pathlib.Path(p) for p in argv[2:]]), encoding='utf-8')


if __name__ == '__main__':
    main(sys.argv)
