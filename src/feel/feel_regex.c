/* feel_regex.c - runs rewritten patterns with PCRE2: compile, cache, match, replace, split. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "feel/feel_regex.h"
#include "feel/feel_impl.h"
#include <pcre2.h>
#include <pthread.h>

/* The limits of one attempt grow from the first by this factor, so that what an attempt cost is known within it. */
enum { STEPS_FIRST = 64, STEPS_FACTOR = 8, STEPS_PER_BYTE = 200, HEAP_KB_MAX = 32 << 10, NEST_MAX = 1000 };
/* The cache is a table of sets; a pattern may stand in any place of its set. */
enum { CACHE_SETS = 64, CACHE_WAYS = 4 };

struct feel_regex {
    struct arena *arena; /* its own; NULL when it lives in the arena of the caller of feel_regex_compile */
    pcre2_code *code;
    uint32_t groups;
    bool matches_empty;
    struct str pattern, flags;
    uint64_t hash;
    int32_t users;
    int64_t used_at;
    bool cached;
};

/* ---- compiling ---- */

static void code_free(void *code) { pcre2_code_free(code); }

static pcre2_code *code_compile(struct str s, bool dotall)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!context) return NULL;
    (void)pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    (void)pcre2_set_parens_nest_limit(context, NEST_MAX);
    uint32_t options = PCRE2_UTF | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
    int error;
    PCRE2_SIZE at;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)s.p, s.n, options | (dotall ? PCRE2_DOTALL : 0), &error, &at, context);
    pcre2_compile_context_free(context);
    return code;
}

struct feel_regex *feel_regex_compile(struct arena *a, struct str pattern, struct str flags, enum feel_message *why,
                                      uint32_t *at)
{
    struct feel_regex_flags f;
    struct buf rewritten = {.arena = a};
    *at = 0;
    *why = FEEL_MSG_REGEX_FLAGS;
    if (!feel_regex_flags(flags, &f)) return NULL;
    if (!feel_regex_rewrite(&rewritten, pattern, f, why, at)) return NULL;
    *why = FEEL_MSG_REGEX_COMPLEX; /* the one reason that is left to PCRE2: its compiled form is limited */
    pcre2_code *code = code_compile(buf_str(&rewritten), f.s);
    if (!code) return NULL;
    arena_defer(a, code_free, code);
    struct feel_regex *x = ARENA_NEW(a, struct feel_regex);
    *x = (struct feel_regex){.code = code, .pattern = pattern, .flags = flags};
    (void)pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &x->groups);
    struct feel_match empty = {.regex = x, .text = STR("")};
    x->matches_empty = feel_regex_matches(&empty) == FEEL_REGEX_YES;
    return x;
}

/* ---- the engine's cache ---- */

struct feel_patterns {
    pthread_mutex_t lock;
    struct feel_regex *sets[CACHE_SETS][CACHE_WAYS];
    int64_t clock; /* counts uses, for dropping the one unused for longest */
    struct arena *arena;
};

struct feel_patterns *feel_patterns_new(void)
{
    struct arena *a = arena_new();
    struct feel_patterns *p = ARENA_NEW(a, struct feel_patterns);
    p->arena = a;
    int failed = pthread_mutex_init(&p->lock, NULL);
    assert(failed == 0);
    return p;
}

void feel_patterns_free(struct feel_patterns *p)
{
    if (!p) return;
    for (size_t set = 0; set < CACHE_SETS; set++)
        for (size_t way = 0; way < CACHE_WAYS; way++) {
            if (!p->sets[set][way]) continue;
            assert(p->sets[set][way]->users == 0);
            arena_free(p->sets[set][way]->arena);
        }
    (void)pthread_mutex_destroy(&p->lock);
    arena_free(p->arena);
}

/* FNV-1a */
static uint64_t hash_text(uint64_t hash, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        hash = (hash ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
    return hash * UINT64_C(0x100000001b3);
}

static struct feel_regex *cache_find(struct feel_patterns *p, uint64_t hash, struct str pattern, struct str flags)
{
    struct feel_regex **set = p->sets[hash % CACHE_SETS];
    for (size_t way = 0; way < CACHE_WAYS; way++) {
        struct feel_regex *x = set[way];
        if (!x || x->hash != hash || !str_eq(x->pattern, pattern) || !str_eq(x->flags, flags)) continue;
        x->users++;
        x->used_at = ++p->clock;
        return x;
    }
    return NULL;
}

/* Puts x in place of the pattern of its set that nobody uses and that was used least recently; gives that one back to
 * be freed, x itself stays outside when all are in use. */
static struct feel_regex *cache_add(struct feel_patterns *p, struct feel_regex *x)
{
    struct feel_regex **set = p->sets[x->hash % CACHE_SETS], **place = NULL;
    for (size_t way = 0; way < CACHE_WAYS; way++) {
        if (!set[way]) {
            place = &set[way];
            break;
        }
        if (set[way]->users == 0 && (!place || set[way]->used_at < (*place)->used_at)) place = &set[way];
    }
    if (!place) return NULL;
    struct feel_regex *old = *place;
    *place = x;
    x->cached = true;
    x->used_at = ++p->clock;
    return old;
}

struct feel_regex *feel_regex_get(struct feel_engine *e, struct str pattern, struct str flags, enum feel_message *why,
                                  uint32_t *at)
{
    struct feel_patterns *p = e->patterns;
    uint64_t hash = hash_text(hash_text(UINT64_C(0xcbf29ce484222325), pattern), flags);
    (void)pthread_mutex_lock(&p->lock);
    struct feel_regex *x = cache_find(p, hash, pattern, flags);
    (void)pthread_mutex_unlock(&p->lock);
    if (x) return x;
    struct arena *own = arena_new();
    x = feel_regex_compile(own, arena_str(own, pattern), arena_str(own, flags), why, at);
    if (!x) {
        arena_free(own);
        return NULL;
    }
    x->arena = own;
    x->hash = hash;
    x->users = 1;
    (void)pthread_mutex_lock(&p->lock);
    struct feel_regex *twin = cache_find(p, hash, pattern, flags); /* another thread was faster */
    struct feel_regex *old = twin ? x : cache_add(p, x);
    (void)pthread_mutex_unlock(&p->lock);
    if (old) arena_free(old->arena);
    return twin ? twin : x;
}

void feel_regex_put(struct feel_engine *e, struct feel_regex *x)
{
    (void)pthread_mutex_lock(&e->patterns->lock);
    assert(x->users > 0);
    x->users--;
    bool gone = !x->cached && x->users == 0;
    (void)pthread_mutex_unlock(&e->patterns->lock);
    if (gone) arena_free(x->arena);
}

/* ---- matching ---- */

struct search {
    struct feel_match *match;
    pcre2_match_data *data;
    pcre2_match_context *context;
    int64_t budget;
};

static bool search_open(struct search *s, struct feel_match *m)
{
    *s = (struct search){.match = m};
    s->budget = FEEL_MATCH_STEPS_MAX + STEPS_PER_BYTE * (int64_t)m->text.n;
    m->spent = 0;
    s->data = pcre2_match_data_create_from_pattern(m->regex->code, NULL);
    s->context = pcre2_match_context_create(NULL);
    return s->data && s->context;
}

static void search_close(struct search *s)
{
    pcre2_match_data_free(s->data);
    pcre2_match_context_free(s->context);
}

/* The next match at or behind `from`.  PCRE2 does not say what a match cost, so it is tried with limits that grow, and
 * each try counts with its limit: the sum for a whole text stays bounded. */
static enum feel_regex_result search_next(struct search *s, size_t from)
{
    struct feel_match *m = s->match;
    (void)pcre2_set_heap_limit(s->context, HEAP_KB_MAX);
    for (int64_t limit = STEPS_FIRST;; limit *= STEPS_FACTOR) {
        int64_t left = s->budget - m->spent;
        if (left <= 0) return FEEL_REGEX_LIMIT;
        int64_t now = limit < left ? limit : left;
        m->spent += now;
        (void)pcre2_set_match_limit(s->context, now < UINT32_MAX ? (uint32_t)now : UINT32_MAX);
        uint32_t options = from > 0 || limit > STEPS_FIRST ? PCRE2_NO_UTF_CHECK : 0;
        int rc = pcre2_match(m->regex->code, (PCRE2_SPTR)m->text.p, m->text.n, from, options, s->data, s->context);
        if (rc > 0) return FEEL_REGEX_YES;
        if (rc == PCRE2_ERROR_NOMATCH) return FEEL_REGEX_NO;
        if (rc != PCRE2_ERROR_MATCHLIMIT) return FEEL_REGEX_LIMIT;
    }
}

enum feel_regex_result feel_regex_matches(struct feel_match *m)
{
    struct search s;
    enum feel_regex_result result = search_open(&s, m) ? search_next(&s, 0) : FEEL_REGEX_LIMIT;
    search_close(&s);
    return result;
}

/* ---- replacing ---- */

/* Group n of the last match; empty when it took no part. */
static struct str group_text(const struct search *s, uint32_t n)
{
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(s->data);
    if (n > s->match->regex->groups || ends[2 * n] == PCRE2_UNSET) return STR("");
    return str_sub(s->match->text, ends[2 * n], ends[2 * n + 1] - ends[2 * n]);
}

/* Behind a $ and at its digits; moves *at behind those that belong to the number.  A number beyond the groups gives
 * its last digits back as text until it fits or is a single digit. */
static uint32_t group_number(struct str replacement, size_t *at, uint32_t groups)
{
    uint32_t n = (uint32_t)(replacement.p[(*at)++] - '0');
    while (*at < replacement.n && replacement.p[*at] >= '0' && replacement.p[*at] <= '9') {
        uint32_t longer = n * 10 + (uint32_t)(replacement.p[*at] - '0');
        if (longer > groups) break;
        n = longer;
        ++*at;
    }
    return n;
}

static bool is_replacement(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char next = i + 1 < s.n ? s.p[i + 1] : 0;
        if (s.p[i] == '$' && !(next >= '0' && next <= '9')) return false;
        if (s.p[i] == '\\' && next != '\\' && next != '$') return false;
        if (s.p[i] == '\\') i++;
    }
    return true;
}

static void write_replacement(struct buf *b, const struct search *s, struct str replacement)
{
    for (size_t i = 0; i < replacement.n;) {
        if (replacement.p[i] == '$') {
            i++;
            buf_add(b, group_text(s, group_number(replacement, &i, s->match->regex->groups)));
            continue;
        }
        if (replacement.p[i] == '\\') i++;
        buf_add_char(b, replacement.p[i++]);
    }
}

/* Calls for each match in turn; false stops. */
typedef bool (*each_match)(void *data, const struct search *s, size_t from, size_t start);

/* Walks over all matches; *rest = where the text behind the last begins. */
static enum feel_regex_result search_all(struct feel_match *m, each_match each, void *data, size_t *rest)
{
    struct search s;
    enum feel_regex_result result = search_open(&s, m) ? FEEL_REGEX_YES : FEEL_REGEX_LIMIT;
    size_t from = 0;
    while (result == FEEL_REGEX_YES) {
        result = search_next(&s, from);
        if (result != FEEL_REGEX_YES) break;
        const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(s.data);
        assert(ends[1] > from && ends[1] > ends[0]); /* no pattern that matches the empty text comes here */
        if (!each(data, &s, from, ends[0])) result = FEEL_REGEX_LIMIT;
        from = ends[1];
    }
    search_close(&s);
    *rest = from;
    return result == FEEL_REGEX_NO ? FEEL_REGEX_YES : result;
}

struct replacing {
    struct buf out;
    struct str replacement;
};

static bool replace_one(void *data, const struct search *s, size_t from, size_t start)
{
    struct replacing *r = data;
    buf_add(&r->out, str_sub(s->match->text, from, start - from));
    write_replacement(&r->out, s, r->replacement);
    return r->out.n <= s->match->bytes_max;
}

enum feel_regex_result feel_regex_replace(struct feel_match *m, struct str replacement, struct str *out,
                                          enum feel_message *why)
{
    struct replacing r = {.out = {.arena = m->arena}, .replacement = replacement};
    size_t rest;
    *why = m->regex->matches_empty ? FEEL_MSG_REGEX_MATCHES_EMPTY : FEEL_MSG_REGEX_REPLACEMENT;
    if (m->regex->matches_empty || !is_replacement(replacement)) return FEEL_REGEX_NO;
    enum feel_regex_result result = search_all(m, replace_one, &r, &rest);
    buf_add(&r.out, str_sub(m->text, rest, m->text.n));
    *out = buf_str(&r.out);
    return result;
}

/* ---- splitting ---- */

struct splitting {
    struct arena *arena;
    struct list parts;
};

static bool split_one(void *data, const struct search *s, size_t from, size_t start)
{
    struct splitting *p = data;
    *LIST_ADD(p->arena, &p->parts, struct feel_value) = feel_string(str_sub(s->match->text, from, start - from));
    return p->parts.count * sizeof(struct feel_value) <= s->match->bytes_max;
}

enum feel_regex_result feel_regex_split(struct feel_match *m, struct feel_value *out, enum feel_message *why)
{
    struct splitting p = {.arena = m->arena};
    size_t rest;
    *why = FEEL_MSG_REGEX_MATCHES_EMPTY;
    if (m->regex->matches_empty) return FEEL_REGEX_NO;
    enum feel_regex_result result = search_all(m, split_one, &p, &rest);
    *LIST_ADD(p.arena, &p.parts, struct feel_value) = feel_string(str_sub(m->text, rest, m->text.n));
    *out = feel_list(p.parts.items, p.parts.count);
    return result;
}
