#!/usr/bin/env python3
"""embed_sql.py IN.sql OUT.h - turns the `-- name: x` blocks of a file into struct sql constants.

`-- name: fund_by_id` gives SQL_FUND_BY_ID; :name parameters become ?N for SQLite and $N for PostgreSQL.  fund.sql also
gives SQL_ALL_FUND, an initialiser `{&SQL_FUND_BY_ID, ...}` for the test that prepares all statements on both databases.
A `-- fragment: x` block is text that statements below it repeat with a line `-- use: x`.  Dialect lines: see sqltext.py.
An INSERT of one row gets a second text for PostgreSQL, which inserts the rows of a whole list (db_bulk).  A line `-- many`
asks for one of a SELECT (db_gather), and of an UPDATE of which no two records of a list change the same row.
"""
import pathlib
import re
import sys

from sqltext import DIALECTS, SqlError, c_string, for_dialect, squeeze, tokens


def blocks(text, where):
    """name -> body with its fragments filled in, in file order."""
    parts = re.split(r'^-- (name|fragment):[ \t]*([^\n]*)\n', text, flags=re.M)
    if squeeze(parts[0], None, where):
        raise SqlError(f'{where}: there is text before the first "-- name:" line')
    found, fragments = {}, {}

    def fill(m):
        if m[1] not in fragments:
            raise SqlError(f'{where}: there is no fragment {m[1]} above its use')
        return fragments[m[1]]
    for kind, name, body in zip(parts[1::3], parts[2::3], parts[3::3]):
        name = name.strip()
        if not re.fullmatch(r'[a-z][a-z0-9_]*', name):
            raise SqlError(f'{where}: "{name}" is not a name (a-z, 0-9, _)')
        if name in found or name in fragments:
            raise SqlError(f'{where}: {name} is defined twice')
        (found if kind == 'name' else fragments)[name] = re.sub(r'^[ \t]*-- use:[ \t]*(\w+)[ \t]*$', fill, body, flags=re.M)
    return found


def one_statement(body, where):
    """A body as (parameters, SQLite text, PostgreSQL text)."""
    params, texts = {}, []
    for mark, dialect in zip('?$', DIALECTS):
        mine = {}

        def number(name):
            mine[name] = params.setdefault(name, len(params) + 1)
            return f'{mark}{mine[name]}'
        text = squeeze(for_dialect(body, dialect), number, where)
        text = text.removesuffix(';').rstrip()
        if not text:
            raise SqlError(f'{where}: the statement is empty for {dialect}')
        if any(kind == 'other' and piece == ';' for kind, piece in tokens(text)):
            raise SqlError(f'{where}: more than one statement')
        texts.append((mine, text))
    if texts[0][0].keys() != texts[1][0].keys():
        raise SqlError(f'{where}: the two dialects use different parameters')
    return list(params), texts[0][1], texts[1][1]


MANY_INSERT = re.compile(r'(INSERT INTO \w+ \([^()]*\)) VALUES \((.*)\)( ON CONFLICT.* DO NOTHING)?')
MANY_UPDATE = re.compile(r'(UPDATE \w+ SET) (.*?) WHERE (.*)')
MANY_SELECT = re.compile(r'SELECT .*')
NOT_MANY = re.compile(r'\b(SELECT|FROM|RETURNING|DEFAULT)\b')


def one_group(text):
    """Is the text what one pair of parentheses can hold?"""
    depth = 0
    for kind, piece in tokens(text):
        depth += {'(': 1, ')': -1}.get(piece, 0) if kind == 'other' else 0
        if depth < 0:
            return False
    return depth == 0


def many(pg, count, marked, where):
    """The PostgreSQL text over one array per parameter, or None."""
    arrays = ', '.join(f'${i}' for i in range(1, count + 1))
    names = ', '.join(f'p{i}' for i in range(1, count + 1))
    source = f'FROM unnest({arrays}) AS many_({names})'

    def of_row(text):
        return re.sub(r'\$(\d+)', r'many_.p\1', text)
    insert, update = MANY_INSERT.fullmatch(pg), MANY_UPDATE.fullmatch(pg) if marked else None
    if count and update and not NOT_MANY.search(pg):
        return f'{update[1]} {of_row(update[2])} {source} WHERE {of_row(update[3])}'
    if marked and count and MANY_SELECT.fullmatch(pg):
        return (f'SELECT one_.* FROM unnest({arrays}) WITH ORDINALITY AS many_({names}, at_) '
                f'CROSS JOIN LATERAL ({of_row(pg)}) AS one_ ORDER BY many_.at_')
    if marked:
        raise SqlError(f'{where}: "-- many" is for a SELECT, or an UPDATE with a WHERE')
    if count and insert and one_group(insert[2]) and not NOT_MANY.search(insert[2]) and '$' not in (insert[3] or ''):
        return f'{insert[1]} SELECT {of_row(insert[2])} {source}{insert[3] or ""}'
    return None


def header(path):
    """The text of the header."""
    stem = re.sub(r'\W', '_', path.stem).upper()
    out = [f'/* Made from {path.name} by tools/embed_sql.py; do not edit. */', f'#ifndef SQL_{stem}_H',
           f'#define SQL_{stem}_H', '#include "store/db.h"', '#pragma GCC diagnostic push',
           '#pragma GCC diagnostic ignored "-Woverlength-strings"']
    names = []
    for name, body in blocks(path.read_text(encoding='utf-8'), path.name).items():
        where = f'{path.name}, {name}'
        params, sqlite, pg = one_statement(body, where)
        arrays = many(pg, len(params), bool(re.search(r'^-- many[ \t]*$', body, re.M)), where)
        constant = f'SQL_{name.upper()}'
        names.append(constant)
        list_ = 'NULL'
        if params:
            list_ = f'{constant}_PARAMS'
            out.append(f'static const char *const {list_}[] = {{{", ".join(c_string(p) for p in params)}}};')
        out += [f'static const struct sql {constant} __attribute__((unused)) = {{', f'    {c_string(name)},',
                f'    {c_string(sqlite)},', f'    {c_string(pg)},', f'    {list_}, {len(params)}, {c_string(arrays) if arrays else "NULL"}}};']
    out += ['#pragma GCC diagnostic pop', f'#define SQL_ALL_{stem} {{{", ".join("&" + n for n in names)}}}', '#endif']
    return '\n'.join(out) + '\n'


def main(argv):
    source, target = map(pathlib.Path, argv[1:])
    try:
        target.write_text(header(source), encoding='utf-8')
    except SqlError as e:
        sys.exit(f'embed_sql: {e}')


if __name__ == '__main__':
    main(sys.argv)
