"""sqltext.py - reading our SQL files: dialect lines, comments, :named parameters.  Used by the embed_*.py tools.

A statement is written once in the dialect that SQLite and PostgreSQL share.  The rare difference is a line of its own:
    -- sqlite-only: ) WITHOUT ROWID;
    -- postgres-only: );
The text behind the colon is seen by that database alone.
"""
import re

DIALECTS = ('sqlite', 'postgres')
TOKEN = re.compile(r"""(?P<string>'(?:[^']|'')*')|(?P<ident>"(?:[^"]|"")*")|(?P<line>--[^\n]*)|(?P<block>/\*.*?\*/)
                       |(?P<cast>::)|:(?P<param>[a-z][a-z0-9_]*)|(?P<space>\s+)|(?P<mark>[?$]\d*)|(?P<other>.)""",
                   re.S | re.X)


class SqlError(Exception):
    """The file is not what the tools accept; the text says where and why."""


def for_dialect(text, dialect):
    """The text that one database sees, comments still inside."""
    lines = []
    for line in text.split('\n'):
        only = re.match(r'\s*--\s*(sqlite|postgres)-only:(.*)', line)
        lines.append(line if not only else only[2].strip() if only[1] == dialect else '')
    return '\n'.join(lines)


def tokens(text):
    """(kind, text) pairs that cover the whole text; a parameter's text is its name."""
    for m in TOKEN.finditer(text):
        yield m.lastgroup, m[m.lastgroup]


def squeeze(text, param, where):
    """One line without comments; param(name) writes a parameter (None: parameters are refused)."""
    out = []
    for kind, piece in tokens(text):
        if kind in ('line', 'block', 'space'):
            if out and out[-1] != ' ':
                out.append(' ')
        elif kind == 'param':
            if param is None:
                raise SqlError(f'{where}: a parameter :{piece} has no place here')
            out.append(param(piece))
        elif kind == 'mark':
            raise SqlError(f'{where}: "{piece}" is not allowed, write a :named parameter')
        else:
            out.append(piece)
    return ''.join(out).strip()


def c_string(text):
    """The text as C string literals, one per line of text, UTF-8 kept."""
    def line(t):
        t = t.replace('\\', '\\\\').replace('"', '\\"').replace('\t', '\\t').replace('??', '?\\?')
        return f'"{t}"'
    pieces = text.split('\n')
    return '\n    '.join([line(p)[:-1] + '\\n"' for p in pieces[:-1]] + [line(pieces[-1])])
