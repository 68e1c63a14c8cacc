/* text.h - Chinese text: collation keys, pinyin initials, search tokens, full-width folding.  ICU sits behind
 * text_icu.c. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H
#include "base/base.h"

/** A sort key (hexadecimal text, byte order = pinyin order of zh collation), at most 120 bytes.  Opens ICU at the first
 *  call (75-150 ms); thread-safe.  Write time only. */
struct str text_sort_key(struct arena *a, struct str s);
/** Folds for comparing names: full-width forms to ASCII, case, brackets （）-> (), blanks removed. */
struct str text_fold(struct arena *a, struct str s);
/** Initials of every reading, lower case, at most 16 combinations separated by a blank: 长安 -> "ca za".
 *  Letters and digits stand for themselves; other characters are left out. */
struct str text_initials(struct arena *a, struct str s);
/** Search tokens of a name: bigrams of the folded text and trigrams of each initials text, distinct and sorted, without
 *  the stop tokens of 有限公司 and the like.  @return list of struct str */
struct list text_tokens(struct arena *a, struct str folded, struct str initials);
/** Is q made of ASCII letters and digits only (so it is searched as initials or as a code)? */
bool text_is_latin(struct str q);
#endif
