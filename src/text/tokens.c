/* tokens.c - folding of names, pinyin initials, search tokens. */
#include "text/text.h"
#include "text/text_impl.h"
#include <stdlib.h>

enum {
    COMBINATIONS_MAX = 16,
    INITIALS_MAX = 400
};

static bool is_blank(uint32_t c)
{
    return c <= 0x20 || c == 0x7F || (c >= 0x80 && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

/* One spelling for the forms that people mix: full width, dashes, middle dots, brackets. */
static uint32_t fold_one(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
    if (c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x30FB || c == 0xFF65) return 0xB7;
    if (c == 0x3014 || c == 0x3010) return '(';
    if (c == 0x3015 || c == 0x3011) return ')';
    return text_lower(c);
}

struct str text_fold(struct arena *a, struct str s)
{
    struct buf b = {.arena = a};
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);
        if (!is_blank(c)) buf_add_utf8(&b, fold_one(c));
    }
    return buf_str(&b);
}

bool text_is_latin(struct str q)
{
    for (size_t i = 0; i < q.n; i++)
        if (!((q.p[i] >= '0' && q.p[i] <= '9') || (q.p[i] >= 'a' && q.p[i] <= 'z') || (q.p[i] >= 'A' && q.p[i] <= 'Z')))
            return false;
    return q.n > 0;
}

/* ---- initials ---- */

/* One letter per character of the name, with the other letters it may have. */
struct letters {
    char self[INITIALS_MAX][2]; /* letters and digits stand for themselves */
    const char *choices[INITIALS_MAX];
    size_t count;
};

static void letters_read(struct letters *l, struct str s)
{
    for (size_t at = 0; at < s.n && l->count < INITIALS_MAX;) {
        uint32_t c = fold_one(utf8_next(s, &at));
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
            l->self[l->count][0] = (char)c;
            l->choices[l->count] = l->self[l->count];
            l->count++;
        } else if (c >= 0x3400 && text_pinyin_initials(c)[0]) {
            l->choices[l->count++] = text_pinyin_initials(c);
        }
    }
}

struct combinations {
    struct arena *arena;
    struct str found[COMBINATIONS_MAX];
    size_t count;
};

/* Adds the texts in which exactly `left` of the letters from `at` on are not the most frequent ones. */
static void combine(struct combinations *k, const struct letters *l, char *text, size_t at, size_t left)
{
    if (k->count == COMBINATIONS_MAX) return;
    if (left == 0 || at == l->count) {
        if (left == 0) k->found[k->count++] = arena_str(k->arena, (struct str){text, l->count});
        return;
    }
    for (const char *other = l->choices[at] + 1; *other; other++) {
        text[at] = *other;
        combine(k, l, text, at + 1, left - 1);
    }
    text[at] = l->choices[at][0];
    combine(k, l, text, at + 1, left);
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

struct str text_initials(struct arena *a, struct str s)
{
    struct letters *l = ARENA_NEW(a, struct letters);
    letters_read(l, s);
    if (l->count == 0) return STR("");
    char *text = arena_alloc(a, l->count + 1);
    size_t several = 0;
    for (size_t i = 0; i < l->count; i++) {
        text[i] = l->choices[i][0];
        several += l->choices[i][1] != 0;
    }
    struct combinations k = {.arena = a};
    for (size_t other = 0; other <= several && k.count < COMBINATIONS_MAX; other++)
        combine(&k, l, text, 0, other);
    qsort(k.found, k.count, sizeof k.found[0], by_bytes);
    struct buf b = {.arena = a};
    for (size_t i = 0; i < k.count; i++) {
        if (i) buf_add_char(&b, ' ');
        buf_add(&b, k.found[i]);
    }
    return buf_str(&b);
}

/* ---- tokens ---- */

/* Pieces of 有限公司, 有限责任公司, 股份有限公司, 分公司 that tell nothing apart, and their initials.  Sorted by bytes.
 */
static const char *const STOP[] = {"fyx",  "gfy",  "rgs",  "xgs",  "xzr",  "yxg",  "yxz",  "zrg",
                                   "任公", "份有", "公司", "有限", "股份", "责任", "限公", "限责"};

static int by_name(const void *key, const void *item)
{
    return str_cmp(*(const struct str *)key, str_of(*(const char *const *)item));
}

static void add_token(struct arena *a, struct list *l, struct str token)
{
    if (bsearch(&token, STOP, COUNT(STOP), sizeof STOP[0], by_name)) return;
    *LIST_ADD(a, l, struct str) = token;
}

/* Every run of `width` characters of s; a shorter s is a token of its own. */
static void add_runs(struct arena *a, struct list *l, struct str s, size_t width)
{
    size_t starts[8] = {0}, seen = 0;
    assert(width < COUNT(starts));
    for (size_t at = 0; at < s.n;) {
        starts[seen % width] = at;
        (void)utf8_next(s, &at);
        seen++;
        size_t first = starts[seen % width]; /* the oldest kept start */
        if (seen >= width) add_token(a, l, str_sub(s, first, at - first));
    }
    if (seen > 0 && seen < width) add_token(a, l, s);
}

struct list text_tokens(struct arena *a, struct str folded, struct str initials)
{
    struct list l = {0};
    add_runs(a, &l, folded, 2);
    for (struct str rest = initials; rest.n;)
        add_runs(a, &l, str_part(&rest, ' '), 3);
    if (l.count == 0) return l;
    qsort(l.items, l.count, sizeof(struct str), by_bytes);
    size_t kept = 1;
    for (size_t i = 1; i < l.count; i++) {
        struct str token = *LIST_AT(&l, struct str, i);
        if (!str_eq(token, *LIST_AT(&l, struct str, kept - 1))) *LIST_AT(&l, struct str, kept++) = token;
    }
    l.count = kept;
    return l;
}
