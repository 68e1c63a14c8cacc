/* feel_scope.c - the names that a text may use: which known name, blanks and signs included, stands at a place.
 *
 * A small scope is walked; a big one (a model may have 100,000 names) has a hash table of its names and of the
 * beginnings of its names at every word, so that a search ends with the first word that begins no name. */
#include "feel/feel_syntax.h"

enum { INDEX_FROM = 16, NEAREST_LETTERS = 64, NEAREST_NAMES = 20000, BUILTIN_WORDS = 8, BUILTIN_BYTES = 48 };
static const uint64_t HASH_START = UINT64_C(14695981039346656037);

/* Open addressing; a hash of 0 is free, a name of 0 is only a beginning. */
struct feel_scope_index {
    uint64_t *hashes;
    uint32_t *names; /* index + 1 */
    size_t cap, used;
};

static uint64_t hash_step(uint64_t h, char c)
{
    return (h ^ (unsigned char)c) * UINT64_C(1099511628211);
}

struct str feel_name_normal(struct arena *a, struct str name)
{
    struct buf b = {.arena = a};
    for (size_t i = 0; i < name.n;) {
        uint32_t blank = feel_blank_at(name, i);
        if (!blank) {
            buf_add_char(&b, name.p[i++]);
            continue;
        }
        for (; blank; blank = feel_blank_at(name, i)) i += blank;
        if (b.n && i < name.n) buf_add_char(&b, ' ');
    }
    return buf_str(&b);
}

/* ---- the index ---- */

static size_t index_slot(const struct feel_scope_index *x, uint64_t h)
{
    size_t i = (size_t)(h ^ h >> 32) & (x->cap - 1);
    while (x->hashes[i] && x->hashes[i] != h) i = (i + 1) & (x->cap - 1);
    return i;
}

static void index_grow(struct arena *a, struct feel_scope_index *x)
{
    struct feel_scope_index old = *x;
    x->cap = old.cap ? old.cap * 2 : 64;
    x->hashes = ARENA_ARRAY(a, uint64_t, x->cap);
    x->names = ARENA_ARRAY(a, uint32_t, x->cap);
    for (size_t i = 0; i < old.cap; i++) {
        if (!old.hashes[i]) continue;
        size_t to = index_slot(x, old.hashes[i]);
        x->hashes[to] = old.hashes[i];
        x->names[to] = old.names[i];
    }
}

static void index_put(struct arena *a, struct feel_scope_index *x, uint64_t h, uint32_t name)
{
    if ((x->used + 1) * 2 > x->cap) index_grow(a, x);
    h = h ? h : 1;
    size_t i = index_slot(x, h);
    x->used += x->hashes[i] == 0;
    x->hashes[i] = h;
    if (name) x->names[i] = name;
}

/* May a name end between the two characters? */
static bool boundary(uint32_t before, uint32_t behind)
{
    return !feel_name_part(before) || !feel_name_part(behind);
}

static void index_add(struct arena *a, struct feel_scope_index *x, struct str text, uint32_t name)
{
    uint64_t h = HASH_START;
    for (size_t i = 0; i < text.n && i < FEEL_NAME_BYTES;) {
        size_t from = i;
        uint32_t cp = utf8_next(text, &i);
        for (size_t k = from; k < i; k++) h = hash_step(h, text.p[k]);
        if (i == text.n)
            index_put(a, x, h, name);
        else if (boundary(cp, feel_peek(text, i)))
            index_put(a, x, h, 0);
    }
}

/* Longest name of an indexed scope at s[at]. */
static const struct feel_name *index_match(const struct feel_scope *scope, struct str s, uint32_t at, uint32_t *end)
{
    const struct feel_scope_index *x = scope->index;
    const struct feel_name *best = NULL;
    uint64_t h = HASH_START;
    for (size_t i = at; i < s.n && i - at < FEEL_NAME_BYTES;) {
        size_t from = i;
        uint32_t cp = utf8_next(s, &i);
        if (feel_blank_at(s, from)) {
            i = feel_skip_blanks(s, (uint32_t)from);
            h = hash_step(h, ' ');
            cp = ' ';
        } else {
            for (size_t k = from; k < i; k++) h = hash_step(h, s.p[k]);
        }
        if (!boundary(cp, feel_peek(s, i))) continue;
        size_t slot = index_slot(x, h ? h : 1);
        if (!x->hashes[slot]) break;
        if (!x->names[slot]) continue;
        const struct feel_name *name = &scope->names[x->names[slot] - 1];
        uint32_t behind = feel_name_at(s, at, name->text);
        if (behind > *end) {
            *end = behind;
            best = name;
        }
    }
    return best;
}

/* ---- names ---- */

struct feel_name *feel_scope_add(struct arena *a, struct feel_scope *s, struct str text, enum feel_name_kind kind,
                                 uint32_t slot, const struct feel_type *type)
{
    assert(s->count < UINT32_MAX);
    if (s->count == s->cap) {
        size_t cap = s->cap ? s->cap * 2 : 4;
        struct feel_name *names = ARENA_ARRAY(a, struct feel_name, cap);
        if (s->count) memcpy(names, s->names, s->count * sizeof *names);
        s->names = names;
        s->cap = cap;
    }
    struct feel_name *n = &s->names[s->count++];
    *n = (struct feel_name){.text = feel_name_normal(a, text), .kind = kind, .slot = slot, .type = type};
    if (!n->type) n->type = feel_type_of(FEEL_TYPE_ANY);
    if (!s->index && s->count > INDEX_FROM) {
        s->index = ARENA_NEW(a, struct feel_scope_index);
        for (size_t i = 0; i < s->count; i++) index_add(a, s->index, s->names[i].text, (uint32_t)i + 1);
    } else if (s->index) {
        index_add(a, s->index, n->text, (uint32_t)s->count);
    }
    return n;
}

uint32_t feel_name_at(struct str s, uint32_t at, struct str name)
{
    if (name.n == 0 || name.n > s.n) return 0;
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == ' ') {
            uint32_t behind = feel_skip_blanks(s, at);
            if (behind == at) return 0;
            at = behind;
        } else if (at < s.n && s.p[at] == name.p[i]) {
            at++;
        } else {
            return 0;
        }
    }
    size_t last = name.n - 1;
    while (last > 0 && ((unsigned char)name.p[last] & 0xC0) == 0x80) last--;
    return boundary(feel_peek(name, last), feel_peek(s, at)) ? at : 0;
}

const struct feel_name *feel_scope_match(const struct feel_scope *chain, struct str s, uint32_t at, uint32_t *end,
                                         const struct feel_scope **owner)
{
    const struct feel_name *best = NULL;
    *end = 0;
    for (const struct feel_scope *scope = chain; scope; scope = scope->parent) {
        const struct feel_name *here = NULL;
        if (scope->index) {
            here = index_match(scope, s, at, end);
        } else {
            for (size_t i = scope->count; i-- > 0;) { /* newest first: it hides the older one */
                uint32_t behind = feel_name_at(s, at, scope->names[i].text);
                if (behind <= *end) continue;
                *end = behind;
                here = &scope->names[i];
            }
        }
        if (!here) continue;
        best = here;
        if (owner) *owner = scope;
    }
    return best;
}

const struct feel_builtin *feel_builtin_match(struct str s, uint32_t at, uint32_t *end)
{
    const struct feel_builtin *best = NULL;
    char text[BUILTIN_BYTES];
    size_t n = 0, i = at;
    for (int words = 0; words < BUILTIN_WORDS && i < s.n; words++) {
        size_t stop = feel_word_end(s, (uint32_t)i);
        if (stop == i || n + (stop - i) + 1 > sizeof text) break;
        memcpy(text + n, s.p + i, stop - i);
        n += stop - i;
        const struct feel_builtin *b = stop > *end ? feel_builtin_find((struct str){text, n}) : NULL;
        if (b) {
            best = b;
            *end = (uint32_t)stop;
        }
        i = feel_skip_blanks(s, (uint32_t)stop);
        if (i == stop) break;
        text[n++] = ' ';
    }
    return best;
}

/* ---- the nearest name ---- */

struct nearest {
    uint32_t wrong[NEAREST_LETTERS];
    size_t n, most, examined; /* most = the greatest distance that still counts */
    struct str best;
};

static size_t letters(struct str s, uint32_t out[NEAREST_LETTERS])
{
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        if (n == NEAREST_LETTERS) return NEAREST_LETTERS + 1;
        out[n++] = utf8_next(s, &i);
    }
    return n;
}

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Steps between two words: a letter more, less, other, or two neighbours swapped; may stop beyond x->most.
 * @source optimal string alignment, with three rows */
static size_t distance(const struct nearest *x, const uint32_t *b, size_t n)
{
    size_t rows[3][NEAREST_LETTERS + 1];
    for (size_t j = 0; j <= n; j++) rows[0][j] = j;
    for (size_t i = 1; i <= x->n; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *higher = rows[(i + 1) % 3], least = row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t change = above[j - 1] + (x->wrong[i - 1] != b[j - 1]);
            row[j] = least_of(change, least_of(row[j - 1], above[j]) + 1);
            if (i > 1 && j > 1 && x->wrong[i - 1] == b[j - 2] && x->wrong[i - 2] == b[j - 1])
                row[j] = least_of(row[j], higher[j - 2] + 1);
            least = least_of(least, row[j]);
        }
        if (least > x->most + 1) return x->most + 1; /* a swap may still take one off */
    }
    return rows[x->n % 3][n];
}

static void consider(void *data, struct str name)
{
    struct nearest *x = data;
    uint32_t b[NEAREST_LETTERS];
    if (x->most == 0 || x->examined++ >= NEAREST_NAMES) return;
    size_t n = letters(name, b);
    if (n > NEAREST_LETTERS || n > x->n + x->most || x->n > n + x->most) return;
    size_t d = distance(x, b, n);
    if (d > x->most || d == 0) return;
    x->best = name;
    x->most = d - 1; /* the next must be nearer */
}

struct str feel_nearest(const struct feel_scope *s, struct str wrong)
{
    struct nearest x = {.n = letters(wrong, x.wrong)};
    if (x.n > NEAREST_LETTERS) return (struct str){0};
    x.most = x.n < 3 ? x.n / 2 : x.n / 3;
    for (; s; s = s->parent)
        for (size_t i = s->count; i-- > 0;) consider(&x, s->names[i].text);
    feel_builtin_names(consider, &x);
    return x.best;
}
