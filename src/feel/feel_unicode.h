/* feel_unicode.h - letter case, case variants and blocks of Unicode, in tables that tools/make_unicode.py makes. */
#ifndef FEEL_UNICODE_H
#define FEEL_UNICODE_H
#include "base/base.h"

enum { FEEL_CASE_MAX = 3 }; /* most characters that one character becomes */
struct feel_case_row {
    uint32_t code, to[FEEL_CASE_MAX]; /* to ends with 0 when shorter */
};
struct feel_case_pair {
    uint32_t code, variant;
};
struct feel_block {
    const char *name; /* of XML Schema, without "Is" */
    uint32_t low, high;
};
/* Sorted by code or name; the pairs hold both directions, a name of a block may stand several times. */
extern const struct feel_case_row FEEL_UPPER[], FEEL_LOWER[];
extern const struct feel_case_pair FEEL_CASE_PAIRS[];
extern const struct feel_block FEEL_BLOCKS[];
extern const size_t FEEL_UPPER_COUNT, FEEL_LOWER_COUNT, FEEL_CASE_PAIRS_COUNT, FEEL_BLOCKS_COUNT;

/** Appends the text in upper or lower case: full mappings without conditions, as fn:upper-case and fn:lower-case. */
void feel_upper_case(struct buf *b, struct str s);
void feel_lower_case(struct buf *b, struct str s);
/** Index in FEEL_CASE_PAIRS of the first pair whose code is at least `code`. */
size_t feel_case_pairs_from(uint32_t code);
/** Index in FEEL_BLOCKS of the first row with exactly that name; FEEL_BLOCKS_COUNT when there is no such block. */
size_t feel_block_find(struct str name);
#endif
