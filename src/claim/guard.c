/* guard.c - what is counted once: the rows of a claim that no other claim of excluding items may have. */
#include "app/app.h"
#include "claim/claim_impl.h"
#include "claim_sql.h"
#include "registry/code.h"
#include "registry/worker.h"
#include <stdlib.h>

/* One kind of row: `by` under a scope that both items of a pair name alike. */
struct scope_row {
    struct str scope;
    int32_t by;
    bool once; /* an item that excludes itself: one row only */
};
/* A line, or the form of an item without lines (at "form"). */
struct guard_line {
    int64_t line;
    struct str at;
    struct str person;
    const struct list *values;
    int64_t from, to; /* days; to < from: none */
};

/* ---- which scopes ---- */

static void scope_add(struct ctx *c, struct list *scopes, struct str own, struct str other, int32_t by)
{
    bool self = str_eq(own, other);
    bool before = str_cmp(own, other) < 0;
    struct str name = enum_name(&EXCLUDE_BY_NAMES, by);
    struct str scope = self ? arena_printf(c->arena, "%.*s:%.*s", STR_ARG(name), STR_ARG(own))
                            : arena_printf(c->arena, "%.*s:%.*s+%.*s", STR_ARG(name), STR_ARG(before ? own : other),
                                           STR_ARG(before ? other : own));
    for (size_t i = 0; i < scopes->count; i++)
        if (str_eq(LIST_AT(scopes, const struct scope_row, i)->scope, scope)) return;
    *LIST_ADD(c->arena, scopes, struct scope_row) = (struct scope_row){scope, by, self};
}

static bool scopes_of(struct ctx *c, const struct policy_item *item, struct list *scopes)
{
    struct list pairs = {0};
    if (!policy_exclusions(c, item, &pairs)) return false;
    for (size_t i = 0; i < pairs.count; i++) {
        const struct policy_exclusion *x = LIST_AT(&pairs, const struct policy_exclusion, i);
        scope_add(c, scopes, item->code, x->item_code, x->by);
    }
    return true;
}

/* ---- the days of a line ---- */

static struct str value_of(const struct claim_work *w, const struct guard_line *l, struct str key)
{
    struct str v = form_value(l->values, key);
    return v.n ? v : form_value(&w->form, key);
}

static struct str name_at(struct ctx *c, const struct guard_line *l, struct str key)
{
    return arena_printf(c->arena, "%.*s/%.*s", STR_ARG(l->at), STR_ARG(key));
}

static bool day_of(struct ctx *c, const struct claim_work *w, const struct guard_line *l, struct str key, int64_t *out)
{
    struct date d;
    struct str text = value_of(w, l, key);
    if (!text.n || !date_parse(text, &d)) return fail_field(&c->err, name_at(c, l, key), M(REQUIRED));
    *out = date_to_days(d);
    return true;
}

static struct str day_text(struct ctx *c, int64_t days)
{
    return date_text(c->arena, date_from_days(days));
}

/* The period that the form states: date fields of the form, not of the lines, with the ends "_from" and "_to". */
static bool inside_period(struct ctx *c, const struct claim_work *w, const struct guard_line *l)
{
    static const struct str ENDS[] = {{"_from", 5}, {"_to", 3}};
    for (size_t i = 0; i < w->item.fields.count; i++) {
        const struct policy_field *f = LIST_AT(&w->item.fields, const struct policy_field, i);
        struct date d;
        if (f->line || f->type != FACT_DATE || !date_parse(form_value(&w->form, f->key), &d)) continue;
        int64_t bound = date_to_days(d);
        bool early = str_ends(f->key, ENDS[0]) && l->from < bound;
        bool late = str_ends(f->key, ENDS[1]) && l->to > bound;
        if (early || late)
            return fail_field(&c->err, name_at(c, l, early ? w->item.from_key : w->item.to_key), M(CLAIM_DAY_OUTSIDE),
                              S("day", day_text(c, early ? l->from : l->to)),
                              S("label", c->lang == LANG_ZH ? f->zh : f->en), S("bound", day_text(c, bound)));
    }
    return true;
}

static bool is_days(struct str unit)
{
    return str_eq(unit, STR("days")) || str_eq(unit, STR("day")) || str_eq(unit, STR("天")) || str_eq(unit, STR("日"));
}

/* Compares a number that form_check took with a whole one: -1, 0, 1.  No digit is lost, however many there are. */
static int number_cmp(struct str s, int64_t n)
{
    enum {
        DIGITS_SAFE = 18
    };
    bool minus = s.n && s.p[0] == '-', more = false;
    int64_t whole = 0;
    struct str rest = minus ? str_sub(s, 1, s.n) : s, digits = str_part(&rest, '.');
    while (digits.n && digits.p[0] == '0')
        digits = str_sub(digits, 1, digits.n);
    for (size_t i = 0; i < rest.n; i++)
        more = more || rest.p[i] != '0';
    if (digits.n > DIGITS_SAFE) return minus ? -1 : 1;
    if (digits.n && !str_to_i64(digits, &whole)) return 1;
    if (minus) whole = -whole;
    if (whole != n) return whole < n ? -1 : 1;
    return !more ? 0 : minus ? -1 : 1;
}

/* A number of days on the line is at most that of its dates. */
static bool inside_stay(struct ctx *c, const struct claim_work *w, const struct guard_line *l)
{
    for (size_t i = 0; i < w->item.fields.count; i++) {
        const struct policy_field *f = LIST_AT(&w->item.fields, const struct policy_field, i);
        struct str days = form_value(l->values, f->key);
        if (!f->line || f->type != FACT_NUMBER || !is_days(f->unit) || !days.n) continue;
        if (number_cmp(days, l->to - l->from + 1) <= 0) continue;
        return fail_field(&c->err, name_at(c, l, f->key), M(CLAIM_DAYS_MORE), S("days", days),
                          S("from", day_text(c, l->from)), S("to", day_text(c, l->to)), I("stay", l->to - l->from + 1));
    }
    return true;
}

static bool line_days(struct ctx *c, const struct claim_work *w, struct guard_line *l)
{
    l->from = 1;
    l->to = 0;
    if (!w->item.from_key.n || !w->item.to_key.n) return true;
    int64_t last = date_to_days(w->as_of); /* what comes later is decided by the rule of a later claim */
    if (!day_of(c, w, l, w->item.from_key, &l->from) || !day_of(c, w, l, w->item.to_key, &l->to)) return false;
    if (l->to < l->from)
        return fail_field(&c->err, name_at(c, l, w->item.to_key), M(CLAIM_DAYS_ORDER), S("from", day_text(c, l->from)));
    if (l->to > last)
        return fail_field(&c->err, name_at(c, l, w->item.to_key), M(CLAIM_DAY_LATER), S("day", day_text(c, l->to)));
    return inside_period(c, w, l) && inside_stay(c, w, l);
}

/* ---- rows ---- */

static void row_add(struct ctx *c, struct claim_work *w, const struct scope_row *s, int64_t line, struct str key)
{
    *LIST_ADD(c->arena, &w->guards, struct guard_row) = (struct guard_row){.zone_id = c->zone_id,
                                                                           .scope = s->scope,
                                                                           .key = key,
                                                                           .slot = s->once ? STR("") : w->row.id,
                                                                           .claim_id = w->row.id,
                                                                           .line = line,
                                                                           .item_code = w->item.code};
}

/* An approval number however its signs are written: letters, digits and characters alone. */
static struct str number_normal(struct arena *a, struct str raw)
{
    struct str s = code_normal(a, raw);
    struct buf b = {.arena = a};
    for (size_t at = 0; at < s.n;) {
        uint32_t cp = utf8_next(s, &at);
        bool plain = (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z');
        bool sign = (cp >= 0x80 && cp < 0xC0) || (cp >= 0x2000 && cp < 0x2070) || (cp >= 0x3000 && cp < 0x3040);
        if (plain || (cp >= 0x80 && !sign)) buf_add_utf8(&b, cp);
    }
    return buf_str(&b);
}

/* The hash that the same person has as a worker.  What looks like a citizen's number must be one: the old form of 15
 * digits is the same person's, and a slip would be somebody else's. */
static bool person_hash(struct ctx *c, struct str number, struct str at, struct str *out)
{
    enum {
        OLD_LENGTH = 15,
        LENGTH = 18
    };
    struct code_result r;
    code_check(c->arena, CODE_CITIZEN_ID, number, ctx_today(c), &r);
    struct str normal = number_normal(c->arena, number);
    bool digits = normal.n == OLD_LENGTH || normal.n == LENGTH;
    for (size_t i = 0; i + 1 < normal.n; i++)
        digits = digits && normal.p[i] >= '0' && normal.p[i] <= '9';
    if (!r.ok && digits)
        return fail_field(&c->err, at, M(CODE_WRONG_ID), S("reason", msg_render(c->arena, c->lang, &r.reason)));
    if (normal.n == 0) return fail_field(&c->err, at, M(REQUIRED));
    int32_t kind = !r.ok ? WORKER_ID_PASSPORT : r.value.p[0] == '8' ? WORKER_ID_HMT_RESIDENCE : WORKER_ID_CITIZEN;
    struct str text = r.ok ? r.value : normal, name = enum_name(&WORKER_ID_KIND_NAMES, kind);
    *out = crypto_keyed_hash(c->arena, &c->app->key,
                             arena_printf(c->arena, "%.*s:%.*s", STR_ARG(name), STR_ARG(text)));
    return true;
}

static bool person_of(struct ctx *c, const struct claim_work *w, struct guard_line *l)
{
    if (l->person.n) return true;
    struct str number = value_of(w, l, w->item.person_key);
    if (!number.n)
        return fail_field(&c->err, name_at(c, l, w->item.person_key.n ? w->item.person_key : STR("worker_id")),
                          M(REQUIRED));
    return person_hash(c, number, name_at(c, l, w->item.person_key), &l->person);
}

static bool line_rows(struct ctx *c, struct claim_work *w, struct guard_line *l, const struct scope_row *s)
{
    switch ((enum exclude_by)s->by) {
    case EXCLUDE_PERSON_DAY:
        if (!person_of(c, w, l)) return false;
        if (l->to < l->from) return fail_field(&c->err, l->at, M(CLAIM_DAYS_MISSING));
        if (l->to - l->from >= CLAIM_PERSON_DAYS_MAX || w->guards.count > CLAIM_PERSON_DAYS_MAX)
            return fail_field(&c->err, l->at, M(CLAIM_DAYS_MANY), I("max", CLAIM_PERSON_DAYS_MAX));
        for (int64_t d = l->from; d <= l->to; d++)
            row_add(c, w, s, l->line, arena_printf(c->arena, "%.*s %.*s", STR_ARG(l->person), STR_ARG(day_text(c, d))));
        return true;
    case EXCLUDE_PERSON:
        if (!person_of(c, w, l)) return false;
        row_add(c, w, s, l->line, l->person);
        return true;
    case EXCLUDE_NUMBER: {
        struct str number = number_normal(c->arena, value_of(w, l, w->item.number_key));
        if (!number.n) return fail_field(&c->err, name_at(c, l, w->item.number_key), M(REQUIRED));
        row_add(c, w, s, l->line, number);
        return true;
    }
    case EXCLUDE_ENTERPRISE:
    case EXCLUDE_BY_NONE:
        break;
    }
    return true;
}

static int row_cmp(const void *a, const void *b)
{
    const struct guard_row *x = a, *y = b;
    int by = str_cmp(x->scope, y->scope);
    if (by == 0) by = str_cmp(x->key, y->key);
    if (by == 0) by = x->line < y->line ? -1 : x->line > y->line;
    return by;
}

static struct str key_day(struct str key)
{
    enum {
        DAY = 10
    };
    return key.n > DAY && key.p[key.n - DAY - 1] == ' ' ? str_sub(key, key.n - DAY, DAY) : STR("-");
}

/* Lines of one person that share days: one sentence for each two lines. */
static bool days_apart(struct ctx *c, const struct list *lines)
{
    bool ok = true;
    for (size_t i = 0; i < lines->count; i++) {
        const struct guard_line *l = LIST_AT(lines, const struct guard_line, i);
        for (size_t k = 0; k < i; k++) {
            const struct guard_line *before = LIST_AT(lines, const struct guard_line, k);
            int64_t from = l->from > before->from ? l->from : before->from;
            int64_t to = l->to < before->to ? l->to : before->to;
            if (from > to || !str_eq(l->person, before->person)) continue;
            ok = from == to ? fail_field(&c->err, l->at, M(CLAIM_OVERLAP_DAY), I("line", before->line),
                                         S("day", day_text(c, from)))
                            : fail_field(&c->err, l->at, M(CLAIM_OVERLAP), I("line", before->line),
                                         S("from", day_text(c, from)), S("to", day_text(c, to)),
                                         I("days", to - from + 1));
        }
    }
    return ok;
}

/* The same thing twice in one claim: refused where it counts once, one row otherwise.  Of days days_apart has told. */
static bool rows_apart(struct ctx *c, struct list *rows)
{
    struct guard_row *r = rows->items;
    size_t kept = 0;
    bool ok = true;
    if (rows->count) qsort(r, rows->count, sizeof *r, row_cmp);
    for (size_t i = 0; i < rows->count; i++) {
        bool same = kept > 0 && str_eq(r[kept - 1].scope, r[i].scope) && str_eq(r[kept - 1].key, r[i].key);
        if (!same)
            r[kept++] = r[i];
        else if (r[i].slot.n == 0 && str_eq(key_day(r[i].key), STR("-")))
            ok = fail_field(&c->err, arena_printf(c->arena, "lines/%" PRId64, r[i].line - 1), M(CLAIM_LINE_TWICE),
                            I("line", r[kept - 1].line));
    }
    rows->count = kept;
    return ok;
}

bool guard_make(struct ctx *c, struct claim_work *w)
{
    struct list scopes = {0}, good_lines = {0};
    bool ok = true, lines = w->item.subject == ITEM_WORKERS, once = false;
    w->guards = (struct list){0};
    if (!scopes_of(c, &w->item, &scopes)) return false;
    for (size_t s = 0; s < scopes.count; s++) {
        const struct scope_row *scope = LIST_AT(&scopes, const struct scope_row, s);
        once = once || (scope->once && scope->by == EXCLUDE_PERSON_DAY);
    }
    for (size_t i = 0; i < (lines ? w->lines.count : 1); i++) {
        struct guard_line l = {.at = STR("form"), .values = &w->form};
        if (lines)
            l = (struct guard_line){.line = (int64_t)i + 1,
                                    .at = arena_printf(c->arena, "lines/%zu", i),
                                    .person = LIST_AT(&w->lines, const struct line_row, i)->person,
                                    .values = LIST_AT(&w->values, const struct list, i)};
        bool good = line_days(c, w, &l);
        for (size_t s = 0; good && s < scopes.count; s++)
            good = line_rows(c, w, &l, LIST_AT(&scopes, const struct scope_row, s));
        if (good) *LIST_ADD(c->arena, &good_lines, struct guard_line) = l;
        ok = ok && good;
    }
    for (size_t s = 0; s < scopes.count; s++) {
        const struct scope_row *scope = LIST_AT(&scopes, const struct scope_row, s);
        if (scope->by == EXCLUDE_ENTERPRISE) row_add(c, w, scope, 0, w->row.enterprise_id);
    }
    if (once) ok = days_apart(c, &good_lines) && ok;
    return rows_apart(c, &w->guards) && ok;
}

/* ---- stored ---- */

bool guard_drop(struct ctx *c, const struct claim_row *row)
{
    const struct guard_row p = {.zone_id = c->zone_id, .claim_id = row->id};
    return ctx_exec(c, &SQL_GUARD_DROP, &GUARD_ROW, &p);
}

/* Whoever counted it before us; *found false: nobody. */
static bool other_told(struct ctx *c, const struct claim_row *row, bool *found)
{
    const struct guard_row p = {.zone_id = c->zone_id, .claim_id = row->id};
    struct guard_row other = {0};
    if (!ctx_find(c, &SQL_GUARD_OTHER, &GUARD_ROW, &p, &GUARD_ROW, &other, found)) return false;
    if (!*found) return true;
    struct str day = key_day(other.key);
    if (other.line == 0)
        return fail(&c->err, ERR_CONFLICT, M(CLAIM_COUNTED), S("no", other.claim_no), S("item", other.item_code));
    if (str_eq(day, STR("-")))
        return fail(&c->err, ERR_CONFLICT, M(CLAIM_COUNTED_LINE), I("line", other.line), S("no", other.claim_no),
                    S("item", other.item_code));
    return fail(&c->err, ERR_CONFLICT, M(CLAIM_COUNTED_DAY), I("line", other.line), S("day", day),
                S("no", other.claim_no), S("item", other.item_code));
}

/* Some of ours were not stored, because only one may be and somebody has it.  All is undone after this, so the rows go
 * in once more beside those, under the claim's own slot, to see whose they meet. */
static bool clash_told(struct ctx *c, const struct claim_row *row, const struct list *guards)
{
    struct list again = {0};
    bool found = false;
    for (size_t i = 0; i < guards->count; i++) {
        struct guard_row *g = LIST_ADD(c->arena, &again, struct guard_row);
        *g = *LIST_AT(guards, const struct guard_row, i);
        g->slot = row->id;
    }
    if (!db_bulk(c->db, c->arena, &c->err, &SQL_GUARD_INSERT, &GUARD_ROW, &again)) return false;
    if (!other_told(c, row, &found)) return false;
    return fail_internal(&c->err, "guards of claim %.*s clash with nobody's", STR_ARG(row->id));
}

bool guard_renew(struct ctx *c, const struct claim_row *row, const struct list *guards)
{
    const struct guard_row p = {.zone_id = c->zone_id, .claim_id = row->id};
    struct guard_row stored = {0};
    if (!ctx_one(c, &SQL_GUARD_COUNT, &GUARD_ROW, &p, &GUARD_ROW, &stored)) return false;
    bool same = stored.n == (int64_t)guards->count;
    if (same && guards->count) { /* sorted by scope */
        const struct guard_row *all = guards->items;
        same = str_eq(stored.scope, all[0].scope) && str_eq(stored.key, all[guards->count - 1].scope);
    }
    return same || guard_put(c, row, guards);
}

bool guard_put(struct ctx *c, const struct claim_row *row, const struct list *guards)
{
    const struct guard_row p = {.zone_id = c->zone_id, .claim_id = row->id};
    struct guard_row stored = {0};
    bool pairs = false, found = false;
    if (!guard_drop(c, row)) return false;
    if (guards->count == 0) return true;
    if (!db_bulk(c->db, c->arena, &c->err, &SQL_GUARD_INSERT, &GUARD_ROW, guards)) return false;
    if (!ctx_one(c, &SQL_GUARD_COUNT, &GUARD_ROW, &p, &GUARD_ROW, &stored)) return false;
    if (stored.n != (int64_t)guards->count) return clash_told(c, row, guards);
    for (size_t i = 0; i < guards->count; i++)
        pairs = pairs || LIST_AT(guards, const struct guard_row, i)->slot.n > 0;
    return !pairs || other_told(c, row, &found);
}
