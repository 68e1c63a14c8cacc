/* feel_lib_range.c - built-in functions on points and ranges, and range() of a text.
 * @source DMN 1.5, tables 72 and 78 */
#include "feel/feel_impl.h"
#include "feel/feel_time.h"

/* ---- relations: each is the formula of the standard over ends ---- */

/** An end of a range or a point.  An end that is not there lies beyond everything. */
struct end {
    struct feel_value v;
    int beyond; /* -1: before all values, 1: after all, 0: v */
    bool closed;
};
struct ends {
    struct end low, high;
};
/** Two operands and whether all of their comparisons so far were possible. */
struct pair {
    struct ends a, b;
    bool failed;
};

static enum feel_order order(struct pair *p, struct end x, struct end y)
{
    if (x.beyond != 0 || y.beyond != 0) {
        if (x.beyond == y.beyond) return FEEL_SAME;
        return x.beyond < y.beyond ? FEEL_LESS : FEEL_GREATER;
    }
    enum feel_order o = feel_compare(x.v, y.v);
    if (o == FEEL_UNKNOWN_ORDER) p->failed = true;
    return o;
}

static bool less(struct pair *p, struct end x, struct end y)
{
    return order(p, x, y) == FEEL_LESS;
}

/** `=`, which does not count parts of a second of times. */
static bool same(struct pair *p, struct end x, struct end y)
{
    if (x.beyond != 0 || y.beyond != 0) return x.beyond == y.beyond;
    enum feel_truth t = feel_equal(x.v, y.v);
    if (t == FEEL_UNKNOWN) p->failed = true;
    return t == FEEL_TRUE;
}

/** x begins earlier than y: two low ends. */
static bool begins_before(struct pair *p, struct end x, struct end y)
{
    return less(p, x, y) || (same(p, x, y) && x.closed && !y.closed);
}
/** Not later. */
static bool begins_by(struct pair *p, struct end x, struct end y)
{
    return less(p, x, y) || (same(p, x, y) && (x.closed || !y.closed));
}
/** x ends not later than y: two high ends. */
static bool ends_by(struct pair *p, struct end x, struct end y)
{
    return less(p, x, y) || (same(p, x, y) && (!x.closed || y.closed));
}
/** The high end x lies before the low end y. */
static bool is_before(struct pair *p, struct end x, struct end y)
{
    return less(p, x, y) || (same(p, x, y) && !(x.closed && y.closed));
}
/** The high end x reaches the low end y. */
static bool reaches(struct pair *p, struct end x, struct end y)
{
    return less(p, y, x) || (same(p, x, y) && x.closed && y.closed);
}
static bool alike(struct pair *p, struct end x, struct end y)
{
    return same(p, x, y) && x.closed == y.closed;
}

static bool before(struct pair *p)
{
    return is_before(p, p->a.high, p->b.low);
}
static bool meets(struct pair *p)
{
    return p->a.high.closed && p->b.low.closed && same(p, p->a.high, p->b.low);
}
static bool overlaps(struct pair *p)
{
    return reaches(p, p->a.high, p->b.low) && reaches(p, p->b.high, p->a.low);
}
static bool overlaps_before(struct pair *p)
{
    return begins_before(p, p->a.low, p->b.low) && reaches(p, p->a.high, p->b.low) && ends_by(p, p->a.high, p->b.high);
}
static bool finishes(struct pair *p)
{
    return alike(p, p->a.high, p->b.high) && begins_by(p, p->b.low, p->a.low);
}
static bool during(struct pair *p)
{
    return begins_by(p, p->b.low, p->a.low) && ends_by(p, p->a.high, p->b.high);
}
static bool starts(struct pair *p)
{
    return alike(p, p->a.low, p->b.low) && ends_by(p, p->a.high, p->b.high);
}
static bool coincides(struct pair *p)
{
    return alike(p, p->a.low, p->b.low) && alike(p, p->a.high, p->b.high);
}

/** A point in a range, as the standard writes it: strictly inside, or on a closed end. */
static bool point_during(struct pair *p)
{
    return (less(p, p->b.low, p->a.low) && less(p, p->a.low, p->b.high)) ||
           (p->b.low.closed && same(p, p->b.low, p->a.low)) || (p->b.high.closed && same(p, p->b.high, p->a.low));
}
static bool point_finishes(struct pair *p)
{
    return p->b.high.closed && same(p, p->b.high, p->a.low);
}
static bool point_starts(struct pair *p)
{
    return p->b.low.closed && same(p, p->b.low, p->a.low);
}
static bool point_coincides(struct pair *p)
{
    return same(p, p->a.low, p->b.low);
}
static bool point_before(struct pair *p)
{
    return less(p, p->a.low, p->b.low);
}

/** False for a range that is not an interval (!=10) or was made with a null end. */
static bool ends_of(struct feel_value v, struct ends *out)
{
    if (v.kind != FEEL_RANGE) {
        *out = (struct ends){{.v = v, .closed = true}, {.v = v, .closed = true}};
        return true;
    }
    const struct feel_range *r = v.range;
    bool low = r->op == FEEL_RANGE_GT || r->op == FEEL_RANGE_GE,
         high = r->op == FEEL_RANGE_LT || r->op == FEEL_RANGE_LE;
    if (r->op == FEEL_RANGE_NE) return false;
    if (r->op == FEEL_RANGE_EQ) return ends_of(r->low, out) && r->low.kind != FEEL_NULL;
    *out = (struct ends){{.v = r->low, .closed = r->low_closed}, {.v = r->high, .closed = r->high_closed}};
    if (low) out->high = (struct end){.beyond = 1};
    if (high) out->low = (struct end){.beyond = -1};
    return (high || r->low.kind != FEEL_NULL) && (low || r->high.kind != FEEL_NULL);
}

static struct feel_value relate(struct feel_run *r, const struct feel_value *args, bool swapped,
                                bool (*relation)(struct pair *p))
{
    struct pair p = {0};
    for (int i = 0; i < 2; i++) {
        if (ends_of(args[i], (i == 0) != swapped ? &p.a : &p.b)) continue;
        return feel_fail(r, FEEL_MSG_RANGE_BOUND, FEEL_ARGS({"range", feel_to_literal(r->arena, args[i])}));
    }
    bool holds = relation(&p);
    if (!p.failed) return feel_boolean(holds);
    return feel_fail(
        r, FEEL_MSG_POINTS_UNLIKE,
        FEEL_ARGS({"left", feel_to_literal(r->arena, args[0])}, {"right", feel_to_literal(r->arena, args[1])}));
}

#define RELATION(function, relation, swapped)                                                                          \
    static struct feel_value function(struct feel_run *r, const struct feel_value *args, size_t count)                 \
    {                                                                                                                  \
        assert(count == 2);                                                                                            \
        return relate(r, args, swapped, relation);                                                                     \
    }
RELATION(call_point_before, point_before, false)
RELATION(call_point_after, point_before, true)
RELATION(call_before, before, false)
RELATION(call_after, before, true)
RELATION(call_meets, meets, false)
RELATION(call_met_by, meets, true)
RELATION(call_overlaps, overlaps, false)
RELATION(call_overlaps_before, overlaps_before, false)
RELATION(call_overlaps_after, overlaps_before, true)
RELATION(call_point_finishes, point_finishes, false)
RELATION(call_finishes, finishes, false)
RELATION(call_point_finished_by, point_finishes, true)
RELATION(call_finished_by, finishes, true)
RELATION(call_point_includes, point_during, true)
RELATION(call_includes, during, true)
RELATION(call_point_during, point_during, false)
RELATION(call_during, during, false)
RELATION(call_point_starts, point_starts, false)
RELATION(call_starts, starts, false)
RELATION(call_point_started_by, point_starts, true)
RELATION(call_started_by, starts, true)
RELATION(call_point_coincides, point_coincides, false)
RELATION(call_coincides, coincides, false)

/* ---- range("[1..10]"): a parser of its own, because ends are constants only (grammar rules 66 and 67) ---- */

struct reader {
    struct feel_run *run;
    struct str s;
    size_t at;
};

static void skip_blanks(struct reader *r)
{
    while (r->at < r->s.n && strchr(" \t\r\n", r->s.p[r->at]))
        r->at++;
}

static bool accept(struct reader *r, const char *text)
{
    struct str t = str_of(text);
    if (!str_starts(str_sub(r->s, r->at, r->s.n), t)) return false;
    r->at += t.n;
    return true;
}

static bool read_hex(struct reader *r, size_t digits, uint32_t *out)
{
    uint32_t n = 0;
    if (r->s.n - r->at < digits) return false;
    for (size_t i = 0; i < digits; i++) {
        char c = r->s.p[r->at++];
        uint32_t value;
        if (c >= '0' && c <= '9')
            value = (uint32_t)(c - '0');
        else if ((c | 32) >= 'a' && (c | 32) <= 'f')
            value = (uint32_t)((c | 32) - 'a' + 10);
        else
            return false;
        n = n * 16 + value;
    }
    *out = n;
    return true;
}

/** What stands behind a backslash. */
static bool read_escape(struct reader *r, struct buf *out)
{
    static const char FROM[] = "nrtbf\"'\\", TO[] = "\n\r\t\b\f\"'\\";
    if (r->at == r->s.n) return false;
    char c = r->s.p[r->at++];
    const char *found = memchr(FROM, c, sizeof FROM - 1);
    if (found) {
        buf_add_char(out, TO[found - FROM]);
        return true;
    }
    uint32_t code, second;
    if (c != 'u' && c != 'U') return false;
    if (!read_hex(r, c == 'u' ? 4 : 6, &code)) return false;
    if (code >= 0xd800 && code < 0xdc00 && accept(r, "\\u") && read_hex(r, 4, &second) && second >= 0xdc00 &&
        second < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (second - 0xdc00);
    }
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return false;
    buf_add_utf8(out, code);
    return true;
}

/** A string literal. */
static bool read_string(struct reader *r, struct str *out)
{
    struct buf b = {.arena = r->run->arena};
    if (!accept(r, "\"")) return false;
    while (r->at < r->s.n) {
        char c = r->s.p[r->at++];
        if (c == '"') {
            *out = buf_str(&b);
            return true;
        }
        if (c == '\n' || c == '\r') return false;
        if (c != '\\')
            buf_add_char(&b, c);
        else if (!read_escape(r, &b))
            return false;
    }
    return false;
}

static bool read_moment(struct reader *r, enum feel_kind kind, struct str text, struct feel_value *out)
{
    struct feel_engine *e = r->run->engine;
    struct feel_moment m;
    if (!(kind == FEEL_TIME ? feel_parse_time(e, text, &m) : feel_parse_date_time(e, text, &m))) return false;
    *out = feel_moment(r->run->arena, kind, &m);
    return true;
}

/** @"..." or date("...") and its like. */
static bool read_temporal(struct reader *r, struct feel_value *out)
{
    static const struct {
        const char *name;
        enum feel_kind kind;
    } CALLS[] = {
        {"date and time", FEEL_DATE_TIME}, {"date", FEEL_DATE}, {"time", FEEL_TIME}, {"duration", FEEL_DAYS_DURATION}};
    struct str text;
    if (accept(r, "@")) {
        skip_blanks(r);
        return read_string(r, &text) && feel_parse_temporal(r->run->engine, r->run->arena, text, out);
    }
    size_t i = 0;
    while (i < COUNT(CALLS) && !accept(r, CALLS[i].name))
        i++;
    if (i == COUNT(CALLS)) return false;
    skip_blanks(r);
    if (!accept(r, "(")) return false;
    skip_blanks(r);
    if (!read_string(r, &text)) return false;
    skip_blanks(r);
    if (!accept(r, ")")) return false;
    if (CALLS[i].kind == FEEL_DAYS_DURATION) return feel_parse_duration(text, out);
    if (CALLS[i].kind != FEEL_DATE) return read_moment(r, CALLS[i].kind, text, out);
    int64_t days;
    if (!feel_parse_date(text, &days)) return false;
    *out = feel_date(days);
    return true;
}

/** -?digits[.digits]; the two points of the range do not belong to it. */
static bool read_number(struct reader *r, struct feel_value *out)
{
    size_t first = r->at;
    (void)accept(r, "-");
    for (bool point = false; r->at < r->s.n; r->at++) {
        char c = r->s.p[r->at];
        if (c == '.' && (point || str_starts(str_sub(r->s, r->at, 2), STR("..")))) break;
        if (c == '.')
            point = true;
        else if (c < '0' || c > '9')
            break;
    }
    struct num n;
    if (!num_parse(str_sub(r->s, first, r->at - first), &n)) return false;
    *out = feel_number(n);
    return true;
}

/** Leaves *out null when there is no end here. */
static bool read_end(struct reader *r, struct feel_value *out)
{
    *out = FEEL_NULL_VALUE;
    skip_blanks(r);
    char c = r->at < r->s.n ? r->s.p[r->at] : '\0';
    bool fine = true;
    if (c == '"') {
        struct str text;
        fine = read_string(r, &text);
        if (fine) *out = feel_string(text);
    } else if (c == '@' || (c >= 'a' && c <= 'z')) {
        fine = read_temporal(r, out);
    } else if (c == '-' || (c >= '0' && c <= '9') || (c == '.' && !str_starts(str_sub(r->s, r->at, 2), STR("..")))) {
        fine = read_number(r, out);
    }
    skip_blanks(r);
    return fine;
}

static bool read_range(struct reader *r, struct feel_range *out)
{
    *out = (struct feel_range){.op = FEEL_RANGE_INTERVAL};
    skip_blanks(r);
    out->low_closed = accept(r, "[");
    if (!out->low_closed && !accept(r, "(") && !accept(r, "]")) return false;
    if (!read_end(r, &out->low) || !accept(r, "..") || !read_end(r, &out->high)) return false;
    out->high_closed = accept(r, "]");
    if (!out->high_closed && !accept(r, ")") && !accept(r, "[")) return false;
    skip_blanks(r);
    if (r->at != r->s.n) return false;
    bool low = out->low.kind != FEEL_NULL, high = out->high.kind != FEEL_NULL;
    if (!low) out->op = out->high_closed ? FEEL_RANGE_LE : FEEL_RANGE_LT;
    if (!high) out->op = out->low_closed ? FEEL_RANGE_GE : FEEL_RANGE_GT;
    return (low || high) && (low || !out->low_closed) && (high || !out->high_closed);
}

static struct feel_value range_of_text(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    struct reader reader = {.run = r, .s = feel_text(args[0])};
    struct feel_range range;
    if (!read_range(&reader, &range)) {
        struct str s = reader.s;
        bool tail = s.n > 80; /* the diagnostic shows what can be read at a glance */
        if (tail) {
            size_t at = 0;
            while (at < 76)
                (void)utf8_next(s, &at);
            s = arena_printf(r->arena, "%.*s…", (int)at, s.p);
        }
        return feel_fail(r, FEEL_MSG_RANGE_TEXT, FEEL_ARGS({"text", s}));
    }
    if (range.op == FEEL_RANGE_INTERVAL) {
        enum feel_order o = feel_compare(range.low, range.high);
        if (o != FEEL_LESS && o != FEEL_SAME) {
            return feel_fail(r, FEEL_MSG_RANGE_ORDER,
                             FEEL_ARGS({"low", feel_to_literal(r->arena, range.low)},
                                       {"high", feel_to_literal(r->arena, range.high)}));
        }
    }
    return feel_range_value(r->arena, &range);
}

#define POINT(name)                                                                                                    \
    {                                                                                                                  \
        name, FEEL_P_COMPARABLE                                                                                        \
    }
#define RANGE(name)                                                                                                    \
    {                                                                                                                  \
        name, FEEL_P_RANGE                                                                                             \
    }
#define BOTH_RANGES                                                                                                    \
    {                                                                                                                  \
        RANGE("range1"), RANGE("range2")                                                                               \
    }

const struct feel_builtin FEEL_LIB_RANGE[] = {
    {"range",
     {{"from", FEEL_P_STRING}},
     FEEL_TYPE_RANGE,
     range_of_text,
     "把文字变成区间；两端只能是常量，缺一端表示不限。",
     "The range that a text writes; its ends are constants, and one that is missing means no bound.",
     "range(\"[18..21)\") = [18..21)"},
    {"before",
     {POINT("point1"), POINT("point2")},
     FEEL_TYPE_BOOLEAN,
     call_point_before,
     "前者是否先于后者。",
     "Is the first point before the second?",
     "before(1, 10)"},
    {"before",
     {POINT("point"), RANGE("range")},
     FEEL_TYPE_BOOLEAN,
     call_before,
     "点是否在区间之前。",
     "Is the point before the range?",
     "before(1, (1..10])"},
    {"before",
     {RANGE("range"), POINT("point")},
     FEEL_TYPE_BOOLEAN,
     call_before,
     "区间是否在点之前。",
     "Is the range before the point?",
     "before([1..10), 10)"},
    {"before", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_before, "前一区间是否全在后一区间之前。",
     "Is the first range wholly before the second?", "before([1..10], (10..20])"},
    {"after",
     {POINT("point1"), POINT("point2")},
     FEEL_TYPE_BOOLEAN,
     call_point_after,
     "前者是否后于后者。",
     "Is the first point after the second?",
     "after(10, 5)"},
    {"after",
     {POINT("point"), RANGE("range")},
     FEEL_TYPE_BOOLEAN,
     call_after,
     "点是否在区间之后。",
     "Is the point after the range?",
     "after(10, [1..10))"},
    {"after",
     {RANGE("range"), POINT("point")},
     FEEL_TYPE_BOOLEAN,
     call_after,
     "区间是否在点之后。",
     "Is the range after the point?",
     "after((11..20], 11)"},
    {"after", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_after, "前一区间是否全在后一区间之后。",
     "Is the first range wholly after the second?", "after([11..20], [1..11))"},
    {"meets", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_meets, "前一区间的终点是否就是后一区间的起点。",
     "Does the first range end in the very point where the second begins?", "meets([1..5], [5..10])"},
    {"met by", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_met_by, "前一区间的起点是否就是后一区间的终点。",
     "Does the first range begin in the very point where the second ends?", "met by([5..10], [1..5])"},
    {"overlaps", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_overlaps, "两区间是否有公共部分。",
     "Do the ranges have a part in common?", "overlaps([1..5], [3..8])"},
    {"overlaps before", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_overlaps_before,
     "前一区间是否先开始，伸入后一区间，且不比它更晚结束。",
     "Does the first range begin earlier, reach into the second and end no later?", "overlaps before([1..5], [3..8])"},
    {"overlaps after", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_overlaps_after,
     "前一区间是否后开始，与后一区间相交，且不比它更早结束。",
     "Does the first range begin later, within the second, and end no earlier?", "overlaps after([3..8], [1..5])"},
    {"finishes",
     {POINT("point"), RANGE("range")},
     FEEL_TYPE_BOOLEAN,
     call_point_finishes,
     "点是否为区间的终点。",
     "Is the point the end of the range?",
     "finishes(10, [1..10])"},
    {"finishes", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_finishes, "前一区间是否在后一区间之内且同时结束。",
     "Does the first range lie in the second and end with it?", "finishes([5..10], [1..10])"},
    {"finished by",
     {RANGE("range"), POINT("point")},
     FEEL_TYPE_BOOLEAN,
     call_point_finished_by,
     "区间的终点是否为该点。",
     "Is the end of the range that point?",
     "finished by([1..10], 10)"},
    {"finished by", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_finished_by, "后一区间是否在前一区间之内且同时结束。",
     "Does the second range lie in the first and end with it?", "finished by([1..10], [5..10])"},
    {"includes",
     {RANGE("range"), POINT("point")},
     FEEL_TYPE_BOOLEAN,
     call_point_includes,
     "区间是否包含点。",
     "Is the point in the range?",
     "includes([1..10], 5)"},
    {"includes", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_includes, "前一区间是否包含后一区间。",
     "Does the first range contain the second?", "includes([1..10], [4..6])"},
    {"during",
     {POINT("point"), RANGE("range")},
     FEEL_TYPE_BOOLEAN,
     call_point_during,
     "点是否在区间之内。",
     "Is the point in the range?",
     "during(5, [1..10])"},
    {"during", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_during, "前一区间是否在后一区间之内。",
     "Does the first range lie in the second?", "during([4..6], [1..10])"},
    {"starts",
     {POINT("point"), RANGE("range")},
     FEEL_TYPE_BOOLEAN,
     call_point_starts,
     "点是否为区间的起点。",
     "Is the point the start of the range?",
     "starts(1, [1..10])"},
    {"starts", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_starts, "前一区间是否在后一区间之内且同时开始。",
     "Does the first range lie in the second and begin with it?", "starts([1..5], [1..10])"},
    {"started by",
     {RANGE("range"), POINT("point")},
     FEEL_TYPE_BOOLEAN,
     call_point_started_by,
     "区间的起点是否为该点。",
     "Is the start of the range that point?",
     "started by([1..10], 1)"},
    {"started by", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_started_by, "后一区间是否在前一区间之内且同时开始。",
     "Does the second range lie in the first and begin with it?", "started by([1..10], [1..5])"},
    {"coincides",
     {POINT("point1"), POINT("point2")},
     FEEL_TYPE_BOOLEAN,
     call_point_coincides,
     "两点是否相同。",
     "Are the points the same?",
     "coincides(5, 5)"},
    {"coincides", BOTH_RANGES, FEEL_TYPE_BOOLEAN, call_coincides, "两区间是否相同。", "Are the ranges the same?",
     "coincides([1..5], [1..5])"},
    {0},
};
