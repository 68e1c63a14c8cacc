/* ledger.c - reading the ledger: by pot, by subject. */
#include "fund/fund_impl.h"
#include "fund_sql.h"

enum {
    PAGE_DEFAULT = 50
};

bool fund_postings(struct ctx *c, struct list *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        struct fund_entry *e = LIST_AT(entries, struct fund_entry, i);
        struct fund_params p = fund_params(c);
        p.id = e->pot_id;
        p.no = e->no;
        if (!ctx_rows(c, &SQL_FUND_POSTING_OF, &FUND_PARAMS, &p, &FUND_POSTING, &e->postings)) return false;
    }
    return true;
}

static bool pot_there(struct ctx *c, struct str id)
{
    struct fund_pot pot = {0};
    return fund_pot_get(c, &(struct fund_key){id}, &pot);
}

static int64_t limit_of(int64_t asked)
{
    return asked > 0 ? asked : PAGE_DEFAULT;
}

bool fund_entry_list(struct ctx *c, const struct fund_entry_query *in, struct fund_entry_page *out)
{
    struct fund_params p = fund_params(c);
    int64_t limit = limit_of(in->limit);
    if (!pot_there(c, in->id)) return false;
    p.id = in->id;
    p.kind = in->kind;
    p.after_no = in->after.has ? in->after.v : INT64_MAX;
    p.limit = limit + 1;
    if (!ctx_rows(c, &SQL_FUND_ENTRY_PAGE, &FUND_PARAMS, &p, &FUND_ENTRY_ROW, &out->items)) return false;
    if (out->items.count > (size_t)limit) {
        out->items.count = (size_t)limit;
        out->next = (struct opt_i64){true, LIST_AT(&out->items, struct fund_entry, (size_t)limit - 1)->no};
    }
    return fund_postings(c, &out->items);
}

bool fund_subject_list(struct ctx *c, const struct fund_subject_query *in, struct fund_subject_page *out)
{
    struct fund_params p = fund_params(c);
    int64_t limit = limit_of(in->limit);
    if (!pot_there(c, in->id)) return false;
    p.id = in->id;
    p.open = in->open;
    p.after = in->after.n ? in->after : STR("");
    p.limit = limit + 1;
    if (!ctx_rows(c, &SQL_FUND_SUBJECT_PAGE, &FUND_PARAMS, &p, &FUND_SUBJECT, &out->items)) return false;
    if (out->items.count > (size_t)limit) {
        out->items.count = (size_t)limit;
        out->next = LIST_AT(&out->items, struct fund_subject, (size_t)limit - 1)->subject;
    }
    return true;
}

/* A cursor is "NO:POT" of the last entry. */
static bool cursor_read(struct str text, struct fund_params *p)
{
    p->after = STR("");
    if (text.n == 0) return true;
    struct str rest = text, no = str_part(&rest, ':');
    p->after = rest;
    return str_to_i64(no, &p->after_no) && rest.n > 0;
}

bool fund_subject_story(struct ctx *c, const struct fund_subject_key *in, struct fund_subject_story *out)
{
    struct fund_params p = fund_params(c);
    int64_t limit = limit_of(in->limit);
    p.subject = in->subject;
    p.limit = limit + 1;
    if (!cursor_read(in->after, &p)) return fail_field(&c->err, STR("after"), M(FUND_CURSOR));
    if (!ctx_rows(c, &SQL_FUND_SUBJECT_POTS, &FUND_PARAMS, &p, &FUND_SUBJECT, &out->pots)) return false;
    if (out->pots.count == 0) return fail(&c->err, ERR_NOT_FOUND, M(FUND_NO_SUBJECT));
    if (!ctx_rows(c, &SQL_FUND_ENTRY_OF_SUBJECT, &FUND_PARAMS, &p, &FUND_ENTRY_ROW, &out->entries)) return false;
    out->subject = LIST_AT(&out->pots, struct fund_subject, 0)->subject;
    if (out->entries.count > (size_t)limit) {
        out->entries.count = (size_t)limit;
        const struct fund_entry *last = LIST_AT(&out->entries, struct fund_entry, (size_t)limit - 1);
        out->next = arena_printf(c->arena, "%" PRId64 ":%.*s", last->no, STR_ARG(last->pot_id));
    }
    return fund_postings(c, &out->entries);
}
