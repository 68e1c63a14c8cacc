/* text_impl.h - shared inside text/. */
#ifndef TEXT_TEXT_IMPL_H
#define TEXT_TEXT_IMPL_H
#include "base/base.h"

/** Initials of the readings in use of a Chinese character, the most frequent first ("zc" for 长); "" for others.
 *  The table is made at build time by tools/make_pinyin.py. */
const char *text_pinyin_initials(uint32_t code);
/** Simple case folding of one code point.  @source Unicode CaseFolding.txt, status C + S */
uint32_t text_lower(uint32_t code);
#endif
