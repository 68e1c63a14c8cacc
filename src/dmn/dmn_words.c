/* dmn_words.c - values and conditions of tables in words, zh and en, and the JSON of an explanation. */
#include "dmn/dmn_words.h"
#include "dmn/dmn_json.h"

enum { POINTS_NAMED_MAX = 12, VALUE_CHARACTERS_MAX = 120, JSON_DEPTH_MAX = 20, JSON_ITEMS_MAX = 1000 };
enum { DECIMALS_MAX = 10, DECIMALS_SHOWN = 6 };

/* ---- sentences ---- */

enum script {
    SCRIPT_OTHER,
    SCRIPT_HAN,
    SCRIPT_WESTERN
};

static enum script script_of(uint32_t cp)
{
    if (cp >= 0x4e00 && cp <= 0x9fff) return SCRIPT_HAN;
    if (cp >= 0x2260 && cp <= 0x2265) return SCRIPT_WESTERN; /* ≠ ≤ ≥ */
    if (cp <= ' ' || cp >= 0x7f || strchr("()[]{}'\",.;:?!/", (int)cp)) return SCRIPT_OTHER;
    return SCRIPT_WESTERN;
}

static struct str spaced(struct arena *a, struct str s)
{
    struct buf b = {.arena = a};
    enum script before = SCRIPT_OTHER;
    int quotes = 0;
    size_t copied = 0;
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        uint32_t cp = utf8_next(s, &at);
        enum script now = script_of(cp);
        bool border = quotes == 0 && before != SCRIPT_OTHER && now != SCRIPT_OTHER && before != now;
        if (border) {
            buf_add(&b, str_sub(s, copied, from - copied));
            buf_add_char(&b, ' ');
            copied = from;
        }
        if (cp == 0x201c) quotes++;
        if (cp == 0x201d && quotes > 0) quotes--;
        before = now;
    }
    if (copied == 0) return s;
    buf_add(&b, str_sub(s, copied, s.n - copied));
    return buf_str(&b);
}

struct str dmn_words(struct arena *a, enum feel_language language, enum feel_message id, const struct feel_arg *args)
{
    struct feel_diag d = {.id = id, .args = args};
    while (args && args[d.arg_count].name) d.arg_count++;
    struct str text = feel_diag_text(a, language, &d);
    return language == FEEL_ZH ? spaced(a, text) : text;
}

/* ---- values ---- */

static struct str quoted(struct arena *a, enum feel_language language, struct str s)
{
    struct buf b = {.arena = a};
    buf_add(&b, language == FEEL_ZH ? STR("“") : STR("\""));
    size_t at = 0, count = 0;
    while (at < s.n && count++ < VALUE_CHARACTERS_MAX) buf_add_utf8(&b, utf8_next(s, &at));
    if (at < s.n) buf_add(&b, STR("…"));
    buf_add(&b, language == FEEL_ZH ? STR("”") : STR("\""));
    return buf_str(&b);
}

static struct str cut(struct arena *a, struct str s)
{
    if (s.p == NULL) return STR("…");
    size_t at = 0, count = 0;
    while (at < s.n && count++ < VALUE_CHARACTERS_MAX) utf8_next(s, &at);
    return at < s.n ? arena_printf(a, "%.*s…", (int)at, s.p) : s;
}

/* A number with a long tail, such as 1/3, is rounded; a tiny one stays as it is. */
static struct str number_words(struct arena *a, enum feel_language language, struct num n)
{
    struct str text = num_text(a, n);
    struct num rounded;
    size_t point = str_find(text, STR("."));
    if (text.n <= point + 1 + DECIMALS_MAX) return text;
    if (!num_round(n, DECIMALS_SHOWN, NUM_HALF_EVEN, &rounded) || num_sign(rounded) == 0) return cut(a, text);
    struct str shown = num_text(a, rounded);
    return arena_printf(a, language == FEEL_ZH ? "约 %.*s" : "about %.*s", STR_ARG(shown));
}

struct str dmn_words_value(struct arena *a, enum feel_language language, struct feel_value v)
{
    bool zh = language == FEEL_ZH;
    if (v.kind == FEEL_NULL) return zh ? STR("空") : STR("null");
    if (v.kind == FEEL_BOOLEAN) return v.boolean ? (zh ? STR("是") : STR("true")) : (zh ? STR("否") : STR("false"));
    if (v.kind == FEEL_STRING) return quoted(a, language, feel_text(v));
    if (v.kind == FEEL_NUMBER) return number_words(a, language, v.number);
    return cut(a, v.kind == FEEL_LIST || v.kind == FEEL_CONTEXT ? feel_to_literal(a, v) : feel_to_text(a, v));
}

/* ---- sets ---- */

static bool is_point(const struct dmn_span *s)
{
    return s->low.kind && s->high.kind && s->low_closed && s->high_closed && dmn_scalar_cmp(s->low, s->high) == 0;
}

static void add_bound(struct buf *b, enum feel_language language, const char *sign, struct feel_value v)
{
    buf_addf(b, "%s ", sign);
    buf_add(b, dmn_words_value(b->arena, language, v));
}

static void add_span(struct buf *b, enum feel_language language, const struct dmn_span *s)
{
    if (is_point(s)) {
        add_bound(b, language, "=", s->low);
        return;
    }
    if (s->low.kind) add_bound(b, language, s->low_closed ? "≥" : ">", s->low);
    if (s->low.kind && s->high.kind) buf_add(b, language == FEEL_ZH ? STR(" 且 ") : STR(" and "));
    if (s->high.kind) add_bound(b, language, s->high_closed ? "≤" : "<", s->high);
}

/* 1, 2 or 3 / 1、2 或 3 */
static void add_joint(struct buf *b, enum feel_language language, uint32_t i, uint32_t count)
{
    bool zh = language == FEEL_ZH;
    if (i == 0) return;
    if (i + 1 == count)
        buf_add(b, zh ? STR("或") : STR(" or "));
    else
        buf_add(b, zh ? STR("、") : STR(", "));
}

struct str dmn_words_set(struct arena *a, enum feel_language language, const struct dmn_cell *set)
{
    struct buf b = {.arena = a};
    if (set->points && language == FEEL_ZH) buf_add(&b, STR("为"));
    uint32_t shown = set->count < POINTS_NAMED_MAX ? set->count : POINTS_NAMED_MAX;
    for (uint32_t i = 0; i < shown; i++) {
        add_joint(&b, language, i, set->count);
        if (set->points)
            buf_add(&b, dmn_words_value(a, language, set->spans[i].low));
        else
            add_span(&b, language, &set->spans[i]);
    }
    if (shown < set->count) buf_add(&b, STR(" …"));
    return buf_str(&b);
}

/* ---- conditions ---- */

static enum feel_message held_sentence(const struct dmn_cell *set)
{
    if (set->negated) return FEEL_MSG_EXPLAIN_IS_NOT;
    if (!set->points) return FEEL_MSG_EXPLAIN_COMPARES;
    return set->count == 1 ? FEEL_MSG_EXPLAIN_IS : FEEL_MSG_EXPLAIN_IS_ONE_OF;
}

static enum feel_message failed_sentence(const struct dmn_cell *set, struct feel_value v)
{
    if (v.kind == FEEL_NULL) return set->negated ? FEEL_MSG_EXPLAIN_MISSING_NOT : FEEL_MSG_EXPLAIN_MISSING;
    return set->negated ? FEEL_MSG_EXPLAIN_MUST_NOT : FEEL_MSG_EXPLAIN_MUST;
}

struct str dmn_words_condition(struct arena *a, enum feel_language language, const struct dmn_input_clause *in,
                               const struct feel_node *test, struct feel_value v, bool held)
{
    struct dmn_cell set;
    enum feel_message id = held ? FEEL_MSG_EXPLAIN_SATISFIES : FEEL_MSG_EXPLAIN_MUST_SATISFY;
    struct str wanted = STR("");
    if (dmn_cell_read(a, test, in->slot, &set) && (set.kind == v.kind || v.kind == FEEL_NULL)) {
        wanted = dmn_words_set(a, language, &set);
        id = held ? held_sentence(&set) : failed_sentence(&set, v);
        bool list = id == FEEL_MSG_EXPLAIN_IS_ONE_OF && language == FEEL_ZH;
        if (list) wanted = str_sub(wanted, STR("为").n, wanted.n);
    }
    return dmn_words(a, language, id,
                     FEEL_ARGS({"input", in->label}, {"value", dmn_words_value(a, language, v)}, {"wanted", wanted},
                               {"test", cut(a, dmn_node_text(test))}));
}

/* ---- JSON ---- */

/* Shorter than dmn_json_write would make it: an explanation shows what a value is, and is bounded. */
static void json_value(struct buf *b, struct feel_value v, int depth, int32_t *items)
{
    if (depth > JSON_DEPTH_MAX || --*items < 0) {
        buf_add(b, STR("\"…\""));
    } else if (v.kind == FEEL_NULL) {
        buf_add(b, STR("null"));
    } else if (v.kind == FEEL_BOOLEAN) {
        buf_add(b, v.boolean ? STR("true") : STR("false"));
    } else if (v.kind == FEEL_NUMBER) {
        buf_add(b, num_text(b->arena, v.number));
    } else if (v.kind == FEEL_LIST) {
        buf_add_char(b, '[');
        for (uint32_t i = 0; i < v.n && *items > 0; i++) {
            if (i) buf_add_char(b, ',');
            json_value(b, v.items[i], depth + 1, items);
        }
        buf_add_char(b, ']');
    } else if (v.kind == FEEL_CONTEXT) {
        buf_add_char(b, '{');
        for (uint32_t i = 0; i < v.context->count && *items > 0; i++) {
            if (i) buf_add_char(b, ',');
            dmn_json_string(b, v.context->entries[i].name);
            buf_add_char(b, ':');
            json_value(b, v.context->entries[i].value, depth + 1, items);
        }
        buf_add_char(b, '}');
    } else {
        struct str text = feel_to_text(b->arena, v);
        dmn_json_string(b, text.p ? text : STR("…"));
    }
}

void dmn_words_json(struct buf *b, struct feel_value v)
{
    int32_t items = JSON_ITEMS_MAX;
    json_value(b, v, 0, &items);
}
