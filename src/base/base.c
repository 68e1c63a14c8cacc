/* base.c - slices, arenas, growing buffers, lists; see base.h. */
#include "base/base.h"
#include <stdio.h>
#include <stdlib.h>

/* With AddressSanitizer what lies between two pieces of an arena, and behind the last, may not be touched. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define GUARDED 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define GUARDED 1
#endif
#ifdef GUARDED
#include <sanitizer/asan_interface.h>
enum { GUARD_BYTES = 16 };
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
enum { GUARD_BYTES = 0 };
#endif

enum { BLOCK_BYTES = 16 * 1024, LIST_FIRST = 8 };

/* ---- views ---- */

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.n == 0) return 0;
    const char *hit = s.n ? memmem(s.p, s.n, needle.p, needle.n) : NULL;
    return hit ? (size_t)(hit - s.p) : s.n;
}

struct str str_sub(struct str s, size_t from, size_t n)
{
    if (from > s.n) from = s.n;
    if (n > s.n - from) n = s.n - from;
    return (struct str){s.p ? s.p + from : NULL, n};
}

/* Length of the blank at the beginning (or the end) of s: 1 for ASCII, 3 for U+3000, 0 for none. */
static size_t blank_length(struct str s, bool at_end)
{
    if (s.n == 0) return 0;
    char c = at_end ? s.p[s.n - 1] : s.p[0];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f') return 1;
    struct str wide = STR("\xE3\x80\x80");
    return (at_end ? str_ends(s, wide) : str_starts(s, wide)) ? wide.n : 0;
}

struct str str_trim(struct str s)
{
    for (size_t n; (n = blank_length(s, false)) != 0;) s = str_sub(s, n, s.n);
    for (size_t n; (n = blank_length(s, true)) != 0;) s.n -= n;
    return s;
}

struct str str_part(struct str *rest, char sep)
{
    const char *hit = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
    size_t n = hit ? (size_t)(hit - rest->p) : rest->n;
    struct str part = {rest->p, n};
    *rest = str_sub(*rest, hit ? n + 1 : n, rest->n);
    return part;
}

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (ascii_lower(a.p[i]) != ascii_lower(b.p[i])) return false;
    return true;
}

bool str_to_i64(struct str s, int64_t *out)
{
    bool minus = s.n > 0 && s.p[0] == '-';
    size_t i = minus ? 1 : 0;
    int64_t v = 0;
    if (i == s.n) return false;
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        int64_t digit = s.p[i] - '0';
        /* summed downwards when negative, because INT64_MIN has no positive twin */
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, minus ? -digit : digit, &v)) return false;
    }
    *out = v;
    return true;
}

/* ---- UTF-8 ---- */

/* Length of the well-formed sequence at p (Unicode table 3-7), 0 when broken; *cp gets the code point. */
static size_t utf8_decode(const unsigned char *p, size_t n, uint32_t *cp)
{
    if (p[0] < 0x80) return *cp = p[0], 1;
    if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
    size_t len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (n < len) return 0;
    unsigned char low = 0x80, high = 0xBF; /* the second byte alone carries the special cases */
    if (p[0] == 0xE0) low = 0xA0;
    if (p[0] == 0xED) high = 0x9F;
    if (p[0] == 0xF0) low = 0x90;
    if (p[0] == 0xF4) high = 0x8F;
    if (p[1] < low || p[1] > high) return 0;
    uint32_t c = (uint32_t)(p[0] & (0xFF >> (len + 1))) << 6 | (p[1] & 0x3Fu);
    for (size_t i = 2; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80) return 0;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    *cp = c;
    return len;
}

size_t ascii_run(struct str s)
{
    static const uint64_t HIGH = UINT64_C(0x8080808080808080);
    size_t i = 0;
    for (uint64_t w; i + sizeof w <= s.n; i += sizeof w) {
        memcpy(&w, s.p + i, sizeof w);
        if (w & HIGH) break;
    }
    while (i < s.n && (unsigned char)s.p[i] < 0x80) i++;
    return i;
}

/* Three bytes that begin with E1..EC, where Chinese is: any two continuation bytes are right behind these. */
static bool is_plain_three(const unsigned char *p, size_t n)
{
    return n >= 3 && p[0] >= 0xE1 && p[0] <= 0xEC && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
}

bool utf8_valid(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    uint32_t cp;
    for (size_t i = 0, n; i < s.n; i += n) {
        n = p[i] < 0x80 ? ascii_run((struct str){s.p + i, s.n - i}) : is_plain_three(p + i, s.n - i) ? 3 : 0;
        if (n == 0 && (n = utf8_decode(p + i, s.n - i, &cp)) == 0) return false;
    }
    return true;
}

uint32_t utf8_next(struct str s, size_t *at)
{
    assert(*at < s.n);
    uint32_t cp;
    if ((unsigned char)s.p[*at] < 0x80) return (unsigned char)s.p[(*at)++];
    size_t n = utf8_decode((const unsigned char *)s.p + *at, s.n - *at, &cp);
    *at += n ? n : 1;
    return n ? cp : 0xFFFD;
}

size_t utf8_count(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; i++) count += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return count;
}

/* ---- arena ---- */

struct block {
    struct block *next;
    size_t used, cap;
    _Alignas(16) char bytes[];
};
struct deferred {
    struct deferred *next;
    void (*fn)(void *);
    void *arg;
};
struct arena {
    struct block *blocks; /* the first is the one being filled */
    struct deferred *deferred;
    size_t used;
};

static void *must_alloc(size_t n)
{
    void *p = calloc(1, n);
    if (!p) {
        fputs("out of memory\n", stderr);
        abort();
    }
    return p;
}

struct arena *arena_new(void)
{
    return must_alloc(sizeof(struct arena));
}

static void run_deferred(struct arena *a)
{
    while (a->deferred) {
        struct deferred *d = a->deferred;
        a->deferred = d->next; /* first, because fn may defer again */
        d->fn(d->arg);
    }
}

static void free_blocks(struct block *b)
{
    while (b) {
        struct block *next = b->next;
        ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->cap);
        free(b);
        b = next;
    }
}

void arena_free(struct arena *a)
{
    if (!a) return;
    run_deferred(a);
    free_blocks(a->blocks);
    free(a);
}

void arena_reset(struct arena *a)
{
    run_deferred(a);
    struct block *keep = a->blocks;
    if (keep && keep->cap == BLOCK_BYTES) {
        free_blocks(keep->next);
        keep->next = NULL;
        ASAN_UNPOISON_MEMORY_REGION(keep->bytes, keep->cap);
        memset(keep->bytes, 0, keep->used);
        keep->used = 0;
        ASAN_POISON_MEMORY_REGION(keep->bytes, keep->cap);
    } else {
        free_blocks(keep);
        a->blocks = NULL;
    }
    a->used = 0;
}

static struct block *block_new(size_t cap)
{
    struct block *b = must_alloc(sizeof *b + cap);
    b->cap = cap;
    ASAN_POISON_MEMORY_REGION(b->bytes, cap);
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    assert(size <= SIZE_MAX - sizeof(struct block) - 64);
    size_t asked = size;
    size = ((size + 15) & ~(size_t)15) + GUARD_BYTES;
    if (size == 0) size = 16;
    a->used += size;
    if (size > BLOCK_BYTES / 4) { /* a block of its own behind the first, so that the first goes on being filled */
        struct block *own = block_new(size);
        own->used = size;
        ASAN_UNPOISON_MEMORY_REGION(own->bytes, asked);
        if (a->blocks) {
            own->next = a->blocks->next;
            a->blocks->next = own;
        } else {
            a->blocks = own;
        }
        return own->bytes;
    }
    if (!a->blocks || a->blocks->cap - a->blocks->used < size) {
        struct block *b = block_new(BLOCK_BYTES);
        b->next = a->blocks;
        a->blocks = b;
    }
    void *p = a->blocks->bytes + a->blocks->used;
    a->blocks->used += size;
    ASAN_UNPOISON_MEMORY_REGION(p, asked);
    return p;
}

void *arena_alloc_array(struct arena *a, size_t count, size_t size)
{
    size_t bytes = 0;
    bool overflow = __builtin_mul_overflow(count, size, &bytes);
    assert(!overflow);
    return arena_alloc(a, bytes);
}

char *arena_cstr(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    if (s.n) memcpy(p, s.p, s.n);
    return p;
}

struct str arena_str(struct arena *a, struct str s)
{
    if (!s.p) return s;
    return (struct str){arena_cstr(a, s), s.n};
}

void arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
    struct deferred *d = ARENA_NEW(a, struct deferred);
    *d = (struct deferred){.next = a->deferred, .fn = fn, .arg = arg};
    a->deferred = d;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}

/* ---- buf ---- */

static void buf_reserve(struct buf *b, size_t extra)
{
    if (b->cap - b->n >= extra) return;
    assert(b->arena);
    size_t cap = 0;
    bool overflow = __builtin_add_overflow(b->n, extra, &cap) || __builtin_mul_overflow(cap, 2, &cap);
    assert(!overflow);
    char *p = arena_alloc(b->arena, cap < 64 ? cap = 64 : cap);
    if (b->n) memcpy(p, b->p, b->n);
    b->p = p;
    b->cap = cap;
}

void buf_add(struct buf *b, struct str s)
{
    if (s.n == 0) return;
    buf_reserve(b, s.n);
    memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}

void buf_add_char(struct buf *b, char c)
{
    buf_reserve(b, 1);
    b->p[b->n++] = c;
}

/* The conversions that nearly every text of ours is made of; vsnprintf measures first and then does it all again. */
static void add_number(struct buf *b, uint64_t magnitude, bool minus, size_t width)
{
    char t[24];
    size_t at = sizeof t;
    do {
        t[--at] = (char)('0' + magnitude % 10);
        magnitude /= 10;
    } while (magnitude);
    while (sizeof t - at + minus < width) t[--at] = '0';
    if (minus) t[--at] = '-';
    buf_add(b, (struct str){t + at, sizeof t - at});
}

static void add_signed(struct buf *b, int64_t v, size_t width)
{
    add_number(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v, v < 0, width);
}

enum conversion {
    CONVERT_NONE,
    CONVERT_S,
    CONVERT_SLICE,
    CONVERT_C,
    CONVERT_D,
    CONVERT_PADDED,
    CONVERT_I64,
    CONVERT_SIZE
};
_Static_assert(sizeof(long) == sizeof(int64_t), "%ld is an int64_t");

/* The conversion that stands behind a '%'; *n: its length. */
static enum conversion conversion_at(const char *f, size_t *n)
{
    *n = 1;
    if (*f == 's') return CONVERT_S;
    if (*f == 'd') return CONVERT_D;
    if (*f == 'c') return CONVERT_C;
    *n = 2;
    if (f[0] == 'l' && f[1] == 'd') return CONVERT_I64;
    if (f[0] == 'z' && f[1] == 'u') return CONVERT_SIZE;
    *n = 3;
    if (f[0] == '0' && f[1] > '0' && f[1] <= '9' && f[2] == 'd') return CONVERT_PADDED;
    return f[0] == '.' && f[1] == '*' && f[2] == 's' ? CONVERT_SLICE : CONVERT_NONE;
}

static bool only_known(const char *f)
{
    size_t n = 0;
    while ((f = strchr(f, '%')) != NULL) {
        if (conversion_at(++f, &n) == CONVERT_NONE) return false;
        f += n;
    }
    return true;
}

static PRINTF(2, 0) void add_known(struct buf *b, const char *f, va_list ap)
{
    for (size_t n = 0; *f; f += n) {
        const char *percent = strchr(f, '%');
        size_t plain = percent ? (size_t)(percent - f) : strlen(f);
        buf_add(b, (struct str){f, plain});
        if (!percent) return;
        f = percent + 1;
        switch (conversion_at(f, &n)) {
        case CONVERT_SLICE: {
            int most = va_arg(ap, int);
            const char *s = va_arg(ap, const char *);
            buf_add(b, (struct str){s, most > 0 ? strnlen(s, (size_t)most) : 0});
            break;
        }
        case CONVERT_S: buf_add(b, str_of(va_arg(ap, const char *))); break;
        case CONVERT_C: buf_add_char(b, (char)va_arg(ap, int)); break;
        case CONVERT_D: add_signed(b, va_arg(ap, int), 0); break;
        case CONVERT_PADDED: add_signed(b, va_arg(ap, int), (size_t)(f[1] - '0')); break;
        case CONVERT_I64: add_signed(b, va_arg(ap, int64_t), 0); break;
        case CONVERT_SIZE: add_number(b, va_arg(ap, size_t), false, 0); break;
        case CONVERT_NONE: assert(false && "only_known said so"); return;
        }
    }
}

static PRINTF(2, 0) void add_any(struct buf *b, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    assert(n >= 0);
    buf_reserve(b, (size_t)n + 1);
    int written = vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
    va_end(again);
    assert(written == n);
    b->n += (size_t)n;
}

void buf_addv(struct buf *b, const char *fmt, va_list ap)
{
    if (!only_known(fmt)) {
        add_any(b, fmt, ap);
        return;
    }
    va_list own;
    va_copy(own, ap);
    buf_reserve(b, 1); /* an empty text is not an absent one */
    add_known(b, fmt, own);
    va_end(own);
    buf_reserve(b, 1);
    b->p[b->n] = 0; /* callers take arena_printf(...).p for a C string */
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_addv(b, fmt, ap);
    va_end(ap);
}

void buf_add_utf8(struct buf *b, uint32_t cp)
{
    assert(cp <= 0x10FFFF);
    char t[4];
    size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n; i-- > 1; cp >>= 6) t[i] = (char)(0x80 | (cp & 0x3F));
    t[0] = (char)(lead[n] | cp);
    buf_add(b, (struct str){t, n});
}

struct str arena_printf(struct arena *a, const char *fmt, ...)
{
    struct buf b = {.arena = a};
    va_list ap;
    va_start(ap, fmt);
    buf_addv(&b, fmt, ap);
    va_end(ap);
    return buf_str(&b);
}

void buf_fill(struct buf *b, struct str template, bool (*give)(struct buf *b, void *data, struct str name), void *data)
{
    while (template.n) {
        size_t open = str_find(template, STR("{"));
        buf_add(b, str_sub(template, 0, open));
        template = str_sub(template, open, template.n);
        size_t close = str_find(template, STR("}"));
        if (template.n && (close == template.n || !give(b, data, str_sub(template, 1, close - 1))))
            buf_add(b, str_sub(template, 0, close + 1));
        template = str_sub(template, close + 1, template.n);
    }
}

/* ---- list ---- */

void *list_add(struct arena *a, struct list *l, size_t size)
{
    assert(size > 0);
    assert(l->count <= l->cap);
    if (l->count == l->cap) {
        size_t cap = l->cap ? l->cap * 2 : LIST_FIRST;
        void *grown = arena_alloc_array(a, cap, size);
        if (l->count) memcpy(grown, l->items, l->count * size);
        l->items = grown;
        l->cap = cap;
    }
    return (char *)l->items + l->count++ * size;
}

size_t *str_firsts(struct arena *a, const struct str *texts, size_t count)
{
    size_t size = 16;
    while (size < 2 * count)
        size *= 2;
    size_t *firsts = ARENA_ARRAY(a, size_t, count + 1), *slots = ARENA_ARRAY(a, size_t, size);
    for (size_t i = 0; i < count; i++) {
        uint64_t h = UINT64_C(0xCBF29CE484222325); /* FNV-1a */
        for (size_t k = 0; k < texts[i].n; k++)
            h = (h ^ (uint8_t)texts[i].p[k]) * UINT64_C(0x100000001B3);
        size_t at = (size_t)(h ^ (h >> 32)) & (size - 1);
        while (slots[at] && !str_eq(texts[slots[at] - 1], texts[i]))
            at = (at + 1) & (size - 1);
        if (!slots[at]) slots[at] = i + 1;
        firsts[i] = slots[at] - 1;
    }
    return firsts;
}
