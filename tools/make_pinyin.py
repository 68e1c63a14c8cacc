#!/usr/bin/env python3
"""make_pinyin.py UNIHAN_READINGS.txt[.bz2] OUT.c - the table of pinyin initials by code point, from the Unihan database.

Every reading that people use counts, not only the first (an index that knows 长 only as "zhang" never finds 长安 under
"ca").  Which readings are in use:
  kHanyuPinlu   readings with their frequency in modern texts: those seen at least PINLU_MIN times
  kXHC1983      the readings of a dictionary of modern Chinese; where a character is frequent (PINLU_FREQUENT) and the
                frequency list has never met a reading, that reading is a rarity (石 "dan", 红 "gong") and is left out
  kMandarin     for characters that neither of the two knows; its second value is never taken for frequent characters
  kHanyuPinyin  only when nothing else is there, and then only the first reading
"""
import bz2
import re
import sys
import unicodedata

PINLU_MIN, PINLU_FREQUENT = 5, 620
# Names of places and firms that the sources rank too low: 会计, 番禺, 解 and 区 as surnames.
EXTRA = {'会': 'k', '番': 'p', '解': 'x', '区': 'o'}
RANGES = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF)]
EXTRA_FIRST = 0x20000  # beyond the basic plane: sorted pairs


def initial(syllable):
    plain = unicodedata.normalize('NFD', syllable.strip().lower())
    return next((c for c in plain if 'a' <= c <= 'z'), '')


def read(path):
    opener = bz2.open if path.endswith('.bz2') else open
    table = {}
    with opener(path, 'rt', encoding='utf-8') as lines:
        for line in lines:
            if not line.startswith('U+'):
                continue
            code, key, value = line.rstrip('\n').split('\t')
            if key in ('kMandarin', 'kHanyuPinyin', 'kHanyuPinlu', 'kXHC1983'):
                table.setdefault(int(code[2:], 16), {})[key] = value
    return table


def initials(code, row):
    """Initials of the readings in use, the most frequent first."""
    pinlu = [(m[1], int(m[2])) for m in re.finditer(r'(\S+)\((\d+)\)', row.get('kHanyuPinlu', ''))]
    total = sum(n for _, n in pinlu)
    out = [initial(s) for s, n in sorted(pinlu, key=lambda x: -x[1]) if n >= PINLU_MIN or n == total]
    out += [initial(s) for s in row.get('kMandarin', '').split()[:1]]
    if total < PINLU_FREQUENT:
        out += [initial(s) for part in row.get('kXHC1983', '').split() for s in part.split(':')[1].split(',')]
    if not out and 'kHanyuPinyin' in row:
        out = [initial(row['kHanyuPinyin'].split(':')[1].split(',')[0])]
    out += list(EXTRA.get(chr(code), ''))
    return ''.join(dict.fromkeys(c for c in out if c))


def main():
    table = {code: initials(code, row) for code, row in read(sys.argv[1]).items()}
    table = {code: text for code, text in table.items() if text}
    words = sorted(set(table.values()), key=lambda w: (len(w), w))
    assert len(words) < 65535 and max(map(len, words)) <= 6
    index = {w: i + 1 for i, w in enumerate(words)}
    kind = 'uint8_t' if len(words) < 255 else 'uint16_t'
    out = ['/* made by tools/make_pinyin.py from the Unihan readings; do not edit */', '#include "text/text_impl.h"', '']
    out += ['static const char WORDS[][8] = {"", %s};' % ', '.join('"%s"' % w for w in words)]
    for first, last in RANGES:
        cells = [str(index.get(table.get(c, ''), 0)) for c in range(first, last + 1)]
        lines = [','.join(cells[i:i + 40]) for i in range(0, len(cells), 40)]
        out += ['static const %s AT_%04X[] = {\n%s};' % (kind, first, ',\n'.join(lines))]
    far = sorted(c for c in table if c >= EXTRA_FIRST)
    near = sorted(c for c in table if c < EXTRA_FIRST and not any(a <= c <= b for a, b in RANGES))
    pairs = near + far
    out += ['static const struct { uint32_t code; %s word; } OTHER[] = {' % kind]
    out += [',\n'.join(','.join('{0x%X,%d}' % (c, index[table[c]]) for c in pairs[i:i + 8])
                       for i in range(0, len(pairs), 8)), '};']
    out += ['''
const char *text_pinyin_initials(uint32_t code)
{''']
    for first, last in RANGES:
        out += ['    if (code >= 0x%X && code <= 0x%X) return WORDS[AT_%04X[code - 0x%X]];' % (first, last, first, first)]
    out += ['''    size_t low = 0, high = sizeof(OTHER) / sizeof(OTHER[0]);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (OTHER[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof(OTHER) / sizeof(OTHER[0]) && OTHER[low].code == code ? WORDS[OTHER[low].word] : "";
}
''']
    with open(sys.argv[2], 'w', encoding='utf-8') as f:
        f.write('\n'.join(out))


if __name__ == '__main__':
    main()
