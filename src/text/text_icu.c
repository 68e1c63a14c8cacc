/* text_icu.c - the only file that knows ICU: collation keys and case folding. */
#include "text/text_impl.h"
#include "text/text.h"
#include <pthread.h>
#include <unicode/uchar.h>
#include <stdlib.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

enum {
    KEY_BYTES = 60,
    KEY_UNITS = 256
}; /* a longer text cannot change the first 60 bytes of its key */

/* The one shared collator: it is never changed after it is open, and ICU's calls on a constant collator are
 * thread-safe.  Opened at the first key, because it costs about 100 ms that a reading command should not pay. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static UCollator *collator;

static void close_collator(void)
{
    ucol_close(collator);
    collator = NULL;
}

static void open_collator(void)
{
    UErrorCode status = U_ZERO_ERROR;
    collator = ucol_open("zh@collation=pinyin", &status);
    assert(U_SUCCESS(status)); /* ICU's own data are missing: the installation is broken */
    ucol_setStrength(collator, UCOL_TERTIARY);
    atexit(close_collator);
}

struct str text_sort_key(struct arena *a, struct str s)
{
    pthread_once(&once, open_collator);
    UChar units[KEY_UNITS];
    int32_t count = 0;
    for (size_t at = 0; at < s.n && count + 2 < KEY_UNITS;) {
        uint32_t code = utf8_next(s, &at);
        UBool error = false;
        U16_APPEND(units, count, KEY_UNITS, (UChar32)code, error);
        assert(!error);
    }
    uint8_t key[1024];
    int32_t size = ucol_getSortKey(collator, units, count, key, sizeof key);
    size_t n = size <= 0 ? 0 : (size_t)size - 1; /* without the closing zero */
    if (n > KEY_BYTES) n = KEY_BYTES;
    char *hex = arena_alloc(a, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        hex[2 * i] = "0123456789abcdef"[key[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[key[i] & 15];
    }
    return (struct str){hex, 2 * n};
}

uint32_t text_lower(uint32_t code)
{
    if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
    return (uint32_t)u_foldCase((UChar32)code, U_FOLD_CASE_DEFAULT);
}
