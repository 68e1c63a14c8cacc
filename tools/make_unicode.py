#!/usr/bin/env python3
"""make_unicode.py UnicodeData.txt SpecialCasing.txt Blocks.txt OUT.c - letter case and blocks, as const tables for feel/.

Upper and lower case are the full mappings without conditions (ß gives SS; a final sigma has no rule of its own), as
fn:upper-case and fn:lower-case have them.  Case variants are what F&O 3.1, 5.6.1 calls so: two characters whose lower
case or whose upper case is the same.  Blocks carry the names of XML Schema: without blanks, some with an older name.
"""
import sys

# Names of XML Schema 1.0 that Unicode has changed since.
OLD_NAMES = {'GreekandCoptic': 'Greek', 'CombiningDiacriticalMarksforSymbols': 'CombiningMarksforSymbols',
             'PrivateUseArea': 'PrivateUse', 'SupplementaryPrivateUseArea-A': 'PrivateUse',
             'SupplementaryPrivateUseArea-B': 'PrivateUse'}
NEVER = {'HighSurrogates', 'HighPrivateUseSurrogates', 'LowSurrogates'}  # no character is in them


def rows(path):
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            cells = [c.strip() for c in line.split('#')[0].split(';')]
            if len(cells) > 1:
                yield cells


def mappings(data, special):
    upper, lower = {}, {}
    for cells in rows(data):
        code = int(cells[0], 16)
        if cells[12]:
            upper[code] = (int(cells[12], 16),)
        if cells[13]:
            lower[code] = (int(cells[13], 16),)
    for cells in rows(special):
        if len(cells) > 4 and cells[4]:
            continue  # of one language or one place in the word
        code = int(cells[0], 16)
        for table, cell in ((lower, cells[1]), (upper, cells[3])):
            to = tuple(int(c, 16) for c in cell.split())
            table.pop(code, None)
            if to != (code,):
                table[code] = to
    return upper, lower


def variants(upper, lower):
    pairs = set()
    for table in (upper, lower):
        same = {}
        for code in set(upper) | set(lower) | {c for t in (*upper.values(), *lower.values()) for c in t}:
            same.setdefault(table.get(code, (code,)), set()).add(code)
        pairs |= {(a, b) for group in same.values() for a in group for b in group if a != b}
    return sorted(pairs)


def blocks(path):
    found = []
    for cells in rows(path):
        first, last = (int(x, 16) for x in cells[0].split('..'))
        name = cells[1].replace(' ', '')
        if name not in NEVER:
            found += [(n, first, last) for n in {name, OLD_NAMES.get(name, name)}]
    return sorted(found)


def table(kind, name, cells, per_line):
    lines = [', '.join(cells[i:i + per_line]) for i in range(0, len(cells), per_line)]
    return '%s %s[] = {\n%s};\nconst size_t %s_COUNT = %d;' % (kind, name, ',\n'.join(lines), name, len(cells))


def main():
    upper, lower = mappings(sys.argv[1], sys.argv[2])
    out = ['/* made by tools/make_unicode.py from the Unicode Character Database; do not edit */',
           '#include "feel/feel_unicode.h"', '']
    for name, mapping in (('FEEL_UPPER', upper), ('FEEL_LOWER', lower)):
        cells = ['{0x%X, {%s}}' % (c, ', '.join('0x%X' % x for x in mapping[c])) for c in sorted(mapping)]
        out.append(table('const struct feel_case_row', name, cells, 6))
    cells = ['{0x%X, 0x%X}' % pair for pair in variants(upper, lower)]
    out.append(table('const struct feel_case_pair', 'FEEL_CASE_PAIRS', cells, 8))
    cells = ['{"%s", 0x%X, 0x%X}' % block for block in blocks(sys.argv[3])]
    out.append(table('const struct feel_block', 'FEEL_BLOCKS', cells, 4))
    with open(sys.argv[4], 'w', encoding='utf-8') as f:
        f.write('\n'.join(out) + '\n')


if __name__ == '__main__':
    main()
