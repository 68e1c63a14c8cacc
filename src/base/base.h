/* base.h - the floor: slices, arenas, growing buffers.  Includes libc only. */
#ifndef BASE_BASE_H
#define BASE_BASE_H
#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PRINTF(f, a) __attribute__((format(printf, f, a)))
/* 128-bit integers: an extension of both compilers, named once. */
__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;
#define MUST_USE __attribute__((warn_unused_result))

/** A borrowed view of bytes; not NUL-terminated.  The owner is an arena or static storage.
 *  p == NULL means absent (SQL NULL, JSON null); p != NULL with n == 0 is the empty text. */
struct str {
    const char *p;
    size_t n;
};
#define STR(lit) ((struct str){.p = (lit), .n = sizeof(lit) - 1})
#define STR_ARG(s) (int)(s).n, (s).p /* for "%.*s" */

/** Views a NUL-terminated text; NULL gives the absent text. */
static inline struct str str_of(const char *z)
{
    return (struct str){.p = z, .n = z ? strlen(z) : 0};
}
/** Same bytes?  Absent equals empty. */
static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
/** Byte order, as the "C" collation of both databases: < 0, 0, > 0. */
int str_cmp(struct str a, struct str b);
/** Does s begin with prefix? */
bool str_starts(struct str s, struct str prefix);
/** Does s end with suffix? */
bool str_ends(struct str s, struct str suffix);
/** Index of the first needle in s, or s.n when there is none. */
size_t str_find(struct str s, struct str needle);
/** s[from, from+n), cut at the end of s. */
struct str str_sub(struct str s, size_t from, size_t n);
/** Without ASCII blanks and U+3000 (ideographic space) at both ends. */
struct str str_trim(struct str s);
/** Cuts the part of *rest before sep and moves *rest behind it; the last part leaves *rest empty. */
struct str str_part(struct str *rest, char sep);
/** ASCII case-insensitive equality (HTTP header names, boolean words). */
bool str_eq_nocase(struct str a, struct str b);
/** Decimal int64 with optional '-' (leading zeros allowed); false for empty text, blanks, '+', overflow, all else. */
bool str_to_i64(struct str s, int64_t *out) MUST_USE;
/** How many bytes at the beginning of s are ASCII? */
size_t ascii_run(struct str s);
/** Is s well-formed UTF-8 (no surrogates, no overlong forms, <= U+10FFFF)? */
bool utf8_valid(struct str s);
/** Reads one code point at *at and moves *at behind it; U+FFFD for a broken byte.  *at < s.n asserted. */
uint32_t utf8_next(struct str s, size_t *at);
/** Number of code points of valid UTF-8. */
size_t utf8_count(struct str s);

/* ---- arena: everything a request allocates dies with the request ---- */
struct arena;
/** An empty arena; it takes its first block at the first allocation. */
struct arena *arena_new(void);
/** Runs what was deferred and gives all memory back; NULL is fine. */
void arena_free(struct arena *a);
/** Forgets everything allocated (deferred calls run) but keeps one block, for loops over chunks. */
void arena_reset(struct arena *a);
/** Zeroed, 16-byte aligned memory.  Never NULL: out of memory ends the process. */
void *arena_alloc(struct arena *a, size_t size);
#define ARENA_NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_alloc_array((a), (n), sizeof(T)))
/** Zeroed array; an overflowing product ends the process. */
void *arena_alloc_array(struct arena *a, size_t count, size_t size);
/** A copy of s that lives in the arena (NUL-terminated behind its end); absent stays absent. */
struct str arena_str(struct arena *a, struct str s);
/** A NUL-terminated copy. */
char *arena_cstr(struct arena *a, struct str s);
/** printf into the arena. */
struct str arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
/** Runs fn(arg) when the arena is freed or reset, newest first. */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);
/** Bytes handed out since the arena was made or reset; for limits and tests. */
size_t arena_used(const struct arena *a);

/* ---- buf: bytes under construction, living in an arena ---- */
struct buf {
    struct arena *arena;
    char *p;
    size_t n, cap;
};
/** The four ways to append; a buf needs its arena set and is otherwise zero at the beginning. */
void buf_add(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_addv(struct buf *b, const char *fmt, va_list ap) PRINTF(2, 0);
/** Appends a code point as UTF-8; cp <= U+10FFFF asserted. */
void buf_add_utf8(struct buf *b, uint32_t cp);
/** Appends a template: every {name} is handed to `give`, which appends its text and returns true; when it returns
 *  false the placeholder stays visible, rather than a wrong sentence. */
void buf_fill(struct buf *b, struct str template, bool (*give)(struct buf *b, void *data, struct str name), void *data);
static inline struct str buf_str(const struct buf *b)
{
    return (struct str){b->p ? b->p : "", b->n};
}

/* ---- list: an array of equal items that grows in an arena ---- */
struct list {
    void *items;
    size_t count, cap;
};
/** Appends one zeroed item of `size` bytes and returns it.  A list keeps one size for its life. */
void *list_add(struct arena *a, struct list *l, size_t size);
#define LIST_ADD(a, l, T) ((T *)list_add((a), (l), sizeof(T)))
#define LIST_AT(l, T, i) (&((T *)(l)->items)[i])
/** For each text the index of the first that is equal to it: i itself, or a smaller one. */
size_t *str_firsts(struct arena *a, const struct str *texts, size_t count);
#endif
