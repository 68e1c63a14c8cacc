/* feel_unicode.c - looks up letter case, case variants and blocks. */
#include "feel/feel_unicode.h"

static void add_mapped(struct buf *b, const struct feel_case_row *rows, size_t count, uint32_t code)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rows[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == count || rows[low].code != code) {
        buf_add_utf8(b, code);
        return;
    }
    for (size_t i = 0; i < FEEL_CASE_MAX && rows[low].to[i]; i++)
        buf_add_utf8(b, rows[low].to[i]);
}

void feel_upper_case(struct buf *b, struct str s)
{
    for (size_t at = 0; at < s.n;) {
        char c = s.p[at];
        if ((unsigned char)c < 0x80) {
            buf_add_char(b, c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
            at++;
        } else {
            add_mapped(b, FEEL_UPPER, FEEL_UPPER_COUNT, utf8_next(s, &at));
        }
    }
}

void feel_lower_case(struct buf *b, struct str s)
{
    for (size_t at = 0; at < s.n;) {
        char c = s.p[at];
        if ((unsigned char)c < 0x80) {
            buf_add_char(b, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
            at++;
        } else {
            add_mapped(b, FEEL_LOWER, FEEL_LOWER_COUNT, utf8_next(s, &at));
        }
    }
}

size_t feel_case_pairs_from(uint32_t code)
{
    size_t low = 0, high = FEEL_CASE_PAIRS_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (FEEL_CASE_PAIRS[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t feel_block_find(struct str name)
{
    size_t low = 0, high = FEEL_BLOCKS_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(str_of(FEEL_BLOCKS[middle].name), name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < FEEL_BLOCKS_COUNT && str_eq(str_of(FEEL_BLOCKS[low].name), name);
    return found ? low : FEEL_BLOCKS_COUNT;
}
