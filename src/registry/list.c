/* list.c - the list of enterprises: filter, search, keyset pages, capped totals.
 *
 * Four ways to a page, chosen by what is likely to read fewest rows: along the index of the sort order, checking each
 * row (dense results); from a set of candidates (the rarest token of a search, a code prefix, a base list, a flag, an
 * enterprise of one's own), sorted afterwards; along the numbers of a token (a search by number); and nothing at all
 * when a token of the search occurs nowhere.  All end in the same conditions on the row, so they agree.
 *
 * Unless it is told, a list is sorted by name, and a search that may hit more than DENSE rows by number. */
#include "registry/registry_impl.h"
#include "registry_sql.h"
#include "text/text.h"

enum {
    DENSE = 1000,
    TOKENS_MAX = 12,
    LIMIT_DEFAULT = 50
};
#define NO_LAST INT64_MAX
#define KEY_LAST "~" /* behind every hexadecimal key */

static const struct field item_row_fields[] = {
    FIELD(struct enterprise_item, id),
    FIELD(struct enterprise_item, no),
    FIELD(struct enterprise_item, name),
    FIELD(struct enterprise_item, uscc),
    FIELD_E(struct enterprise_item, kind, ENTERPRISE_KIND_NAMES),
    FIELD_E(struct enterprise_item, state, ENTERPRISE_STATE_NAMES),
    FIELD(struct enterprise_item, industry),
    FIELD(struct enterprise_item, area_id),
    FIELD(struct enterprise_item, area_name),
    FIELD_E(struct enterprise_item, size_class, SIZE_CLASS_NAMES),
    FIELD(struct enterprise_item, in_zone),
    FIELD(struct enterprise_item, above_scale),
    FIELD(struct enterprise_item, high_tech),
    FIELD(struct enterprise_item, resumed),
    FIELD(struct enterprise_item, sample),
    FIELD(struct enterprise_item, updated),
    FIELD(struct enterprise_item, version),
    FIELD(struct enterprise_item, name_key),
    FIELD(struct enterprise_item, found),
};
static const struct record ITEM_ROW = {"enterprise_item_row", sizeof(struct enterprise_item), item_row_fields,
                                       COUNT(item_row_fields)};

/* ---- the filter ---- */

/* The ids that bound what the actor sees, joined; matches nothing when there are none. */
static void filter_scope(struct ctx *c, enum right right, struct registry_params *p)
{
    if (ctx_scope(c, right) == SCOPE_ZONE) return;
    struct list own = right_bounds(c->arena, &c->actor.grants, right, SCOPE_ENTERPRISE);
    struct list areas = right_bounds(c->arena, &c->actor.grants, right, SCOPE_AREA);
    struct buf b = {.arena = c->arena};
    buf_add(&b, STR("-"));
    for (size_t i = 0; i < own.count; i++)
        buf_addf(&b, "%.*s ", STR_ARG(*LIST_AT(&own, struct str, i)));
    for (size_t i = 0; i < areas.count; i++)
        buf_addf(&b, "%.*s ", STR_ARG(*LIST_AT(&areas, struct str, i)));
    p->bounds = buf_str(&b);
    if (own.count == 1 && areas.count == 0) p->from_id = *LIST_AT(&own, struct str, 0);
}

static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') return true;
    }
    return false;
}

static bool count_of(struct ctx *c, const struct sql *q, const struct registry_params *p, int64_t *n)
{
    struct registry_count count = {0};
    if (!ctx_one(c, q, &REGISTRY_PARAMS, p, &REGISTRY_COUNT, &count)) return false;
    *n = count.n;
    return true;
}

/* A search text is a code's beginning, initials, or part of a name. */
static bool filter_search(struct ctx *c, struct str q, struct registry_params *p)
{
    struct str folded = text_fold(c->arena, str_trim(q));
    if (folded.n == 0) return true;
    if (!text_is_latin(folded)) {
        struct str code = code_normal(c->arena, q); /* an organisation code is often typed with its hyphen */
        if (text_is_latin(code) && has_digit(code)) folded = code;
        if (!text_is_latin(folded)) {
            p->part = folded;
            return true;
        }
    }
    struct str code = code_normal(c->arena, folded);
    if (has_digit(code)) {
        p->code_from = code;
        p->code_to = arena_printf(c->arena, "%.*s~", STR_ARG(code));
        int64_t n = 0;
        if (!count_of(c, &SQL_CODE_PREFIX_EXISTS, p, &n)) return false;
        if (n > 0) return true;
        p->code_from = p->code_to = (struct str){0};
    }
    p->letters = text_fold(c->arena, folded);
    return true;
}

bool facts_year(struct ctx *c, int64_t *year)
{
    struct registry_params p = registry_params(c);
    p.year = p.today.y - 1;
    if (!ctx_one(c, &SQL_FACTS_YEAR, &REGISTRY_PARAMS, &p, &REGISTRY_PARAMS, &p)) return false;
    *year = p.year;
    return true;
}

bool enterprise_filter(struct ctx *c, enum right right, const struct enterprise_query *in, struct registry_params *p)
{
    *p = registry_params(c);
    p->state = in->state ? in->state : ENTERPRISE_ACTIVE;
    p->area_id = in->area_id.n ? in->area_id : (struct str){0};
    p->department_id = in->department_id.n ? in->department_id : (struct str){0};
    p->list_id = in->list_id.n ? in->list_id : (struct str){0};
    p->flag = in->flag;
    p->size_class = in->size_class;
    p->kind = in->kind;
    p->relation = in->relation;
    p->in_zone = in->in_zone;
    p->incomplete = in->incomplete;
    p->complete = in->complete;
    if ((p->incomplete || p->complete) && !facts_year(c, &p->year)) return false;
    filter_scope(c, right, p);
    return filter_search(c, in->q, p);
}

/* ---- the plan ---- */

struct plan {
    bool nothing;    /* a token of the search occurs nowhere */
    bool candidates; /* the page: from a set, else along the index */
    bool token;      /* p->token is set: the total is counted along it, and so is a page by number */
    bool dense;      /* it has many rows */
    bool token_only; /* the token says it all: no other condition */
};

static bool only_search(const struct registry_params *p)
{
    return p->state == ENTERPRISE_ACTIVE && !p->area_id.n && !p->department_id.n && !p->list_id.n && !p->flag &&
           !p->size_class && !p->kind && !p->relation && !p->in_zone && !p->incomplete && !p->complete &&
           !p->bounds.n && !p->code_from.n;
}

/* The rarest token of the search, by a capped count. */
static bool plan_tokens(struct ctx *c, struct registry_params *p, struct plan *plan)
{
    struct str wanted = p->part.n ? p->part : p->letters;
    size_t shortest = p->part.n ? 2 : 3;
    if (p->state != ENTERPRISE_ACTIVE || utf8_count(wanted) < shortest) return true;
    struct list tokens = p->part.n ? text_tokens(c->arena, p->part, (struct str){0})
                                   : text_tokens(c->arena, (struct str){0}, p->letters);
    size_t count = tokens.count < TOKENS_MAX ? tokens.count : TOKENS_MAX;
    int64_t cap = ENTERPRISE_TOTAL_CAP, least = INT64_MAX;
    struct str rarest = {0};
    for (size_t i = 0; i < count && least > 50; i++) {
        struct registry_params t = *p;
        t.token = *LIST_AT(&tokens, struct str, i);
        t.limit = (least < cap ? least : cap) + 1;
        int64_t n = 0;
        if (!count_of(c, &SQL_COUNT_TOKEN, &t, &n)) return false;
        if (n < least) {
            least = n;
            rarest = t.token;
        }
    }
    if (count == 0) return true;
    plan->nothing = least == 0;
    plan->token_only = count == 1 && str_eq(rarest, wanted) && only_search(p);
    plan->token = true;
    plan->dense = least > DENSE;
    plan->candidates = least <= cap;
    p->token = rarest;
    return true;
}

static bool plan_make(struct ctx *c, struct registry_params *p, struct plan *plan)
{
    *plan = (struct plan){0};
    struct str own = p->from_id;
    p->from_id = (struct str){0};
    if ((p->part.n || p->letters.n) && !plan_tokens(c, p, plan)) return false;
    if (plan->token || plan->nothing) return true;
    if (own.n) {
        p->from_id = own;
    } else if (p->list_id.n) {
        p->from_list = p->list_id;
    } else if (p->flag) {
        p->from_flag = p->flag;
    } else if (!p->code_from.n) {
        return true; /* along the index */
    }
    plan->candidates = true;
    return true;
}

static bool is_plain(const struct registry_params *p)
{
    struct registry_params same = *p;
    same.state = ENTERPRISE_ACTIVE;
    return only_search(&same) && !p->part.n && !p->letters.n;
}

static bool total(struct ctx *c, struct registry_params p, const struct plan *plan, int64_t *n)
{
    p.limit = ENTERPRISE_TOTAL_CAP + 1;
    const struct sql *q = is_plain(&p)       ? &SQL_COUNT_ALL
                          : plan->token_only ? &SQL_COUNT_TOKEN
                          : plan->token      ? &SQL_COUNT_TOKEN_FILTER
                                             : &SQL_COUNT_FILTER;
    return count_of(c, q, &p, n);
}

/* ---- cursors: "na:TOTAL:NO:KEY", sort and direction as letters ----
 *
 * The total is counted for the first page only; a cursor carries it on (10,001 = capped). */

static char sort_letter(int32_t sort)
{
    return sort == SORT_NO ? 'o' : sort == SORT_UPDATED ? 'u' : 'n';
}

static struct str cursor_make(struct ctx *c, const struct registry_params *p, bool desc, int64_t all,
                              const struct enterprise_item *last)
{
    struct buf b = {.arena = c->arena};
    buf_addf(&b, "%c%c:%" PRId64 ":%" PRId64 ":", sort_letter(p->sort), desc ? 'd' : 'a', all, last->no);
    if (p->sort == SORT_NAME)
        buf_add(&b, last->name_key);
    else
        buf_addf(&b, "%" PRId64, p->sort == SORT_UPDATED ? last->updated.us : 0);
    return buf_str(&b);
}

static bool is_hex(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f'))) return false;
    }
    return true;
}

/* *all: the total that the cursor carries, -1 on the first page. */
static bool cursor_read(struct str text, bool desc, struct registry_params *p, int64_t *all)
{
    *all = -1;
    p->after_no = desc ? NO_LAST : -1;
    p->after_time = desc && p->sort == SORT_UPDATED ? INT64_MAX : desc ? 0 : p->sort == SORT_UPDATED ? -1 : 0;
    p->after_key = p->sort == SORT_NAME && desc ? STR(KEY_LAST) : STR("");
    if (text.n == 0) return true;
    struct str rest = text, head = str_part(&rest, ':'), count = str_part(&rest, ':'), no = str_part(&rest, ':');
    if (!str_to_i64(count, all) || *all < 0 || *all > ENTERPRISE_TOTAL_CAP + 1) return false;
    char want[2] = {sort_letter(p->sort), desc ? 'd' : 'a'};
    if (!str_eq(head, (struct str){want, 2}) || !str_to_i64(no, &p->after_no)) return false;
    if (p->sort != SORT_NAME) return str_to_i64(rest, &p->after_time);
    p->after_key = rest.n ? rest : STR("");
    return is_hex(rest);
}

/* The order that was asked for; else the one that a search began with, although rows may have come since. */
static int32_t sort_of(const struct enterprise_query *in, const struct plan *plan)
{
    if (in->sort) return in->sort;
    if (!plan->token) return SORT_NAME;
    if (in->after.n) return str_starts(in->after, STR("o")) ? SORT_NO : SORT_NAME;
    return plan->dense ? SORT_NO : SORT_NAME;
}

static const struct sql *page_sql(const struct registry_params *p, const struct plan *plan, bool desc)
{
    if (plan->token && p->sort == SORT_NO && !desc) return &SQL_LIST_TOKEN;
    if (plan->candidates) return desc ? &SQL_LIST_FROM_DESC : &SQL_LIST_FROM_ASC;
    if (p->sort == SORT_NO) return desc ? &SQL_LIST_NO_DESC : &SQL_LIST_NO_ASC;
    if (p->sort == SORT_UPDATED) return desc ? &SQL_LIST_UPDATED_DESC : &SQL_LIST_UPDATED_ASC;
    return desc ? &SQL_LIST_NAME_DESC : &SQL_LIST_NAME_ASC;
}

static void item_finish(struct ctx *c, struct enterprise_item *item)
{
    const struct industry_row *industry = item->industry.n ? industry_find(item->industry) : NULL;
    if (industry) item->industry_name = str_of(c->lang == LANG_EN ? industry->en : industry->zh);
}

bool enterprise_list(struct ctx *c, const struct enterprise_query *in, struct enterprise_page *out)
{
    struct registry_params p;
    if (!enterprise_filter(c, RIGHT_ENTERPRISE_READ, in, &p)) return false;
    struct plan plan;
    if (!plan_make(c, &p, &plan)) return false;
    p.sort = sort_of(in, &plan);
    bool desc = in->dir == DIR_DESC;
    int64_t limit = in->limit > 0 ? in->limit : LIMIT_DEFAULT;
    int64_t all;
    if (!cursor_read(in->after, desc, &p, &all)) return fail_field(&c->err, STR("after"), M(CURSOR_BAD));
    if (plan.nothing) return true;
    struct registry_params page = p;
    page.limit = limit + 1; /* one more tells whether there is a next page */
    const struct sql *sql = page_sql(&p, &plan, desc);
    if (!ctx_rows(c, sql, &REGISTRY_PARAMS, &page, &ITEM_ROW, &out->items)) return false;
    bool more = out->items.count > (size_t)limit;
    if (all < 0 && !more) all = (int64_t)out->items.count; /* the only page */
    bool counted = plan.candidates && sql != &SQL_LIST_TOKEN;
    if (all < 0 && counted) all = LIST_AT(&out->items, struct enterprise_item, 0)->found;
    if (all < 0 && !total(c, p, &plan, &all)) return false;
    if (more) {
        out->items.count = (size_t)limit;
        out->next = cursor_make(c, &p, desc, all, LIST_AT(&out->items, struct enterprise_item, (size_t)limit - 1));
    }
    out->total_capped = all > ENTERPRISE_TOTAL_CAP;
    out->total = out->total_capped ? ENTERPRISE_TOTAL_CAP : all;
    for (size_t i = 0; i < out->items.count; i++)
        item_finish(c, LIST_AT(&out->items, struct enterprise_item, i));
    return true;
}

bool industry_list(struct ctx *c, const void *in, struct industry_choices *out)
{
    (void)in;
    for (size_t i = 0; i < INDUSTRY_COUNT; i++) {
        const struct industry_row *row = &INDUSTRIES[i];
        *LIST_ADD(c->arena, &out->items, struct industry_choice) =
            (struct industry_choice){str_of(row->code), str_of(c->lang == LANG_EN ? row->en : row->zh)};
    }
    return true;
}
