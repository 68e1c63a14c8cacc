/* ledger.c - reading the ledger: by pot, by subject. */
#include "fund/fund_impl.h"
#include "fund_sql.h"

enum {
    PAGE_DEFAULT = 50
};

struct numbered {
    int64_t no;
    int32_t account;
    struct money amount_fen, balance_fen;
};
static const struct field numbered_fields[] = {
    FIELD(struct numbered, no),
    FIELD_E(struct numbered, account, FUND_ACCOUNT_NAMES),
    FIELD(struct numbered, amount_fen),
    FIELD(struct numbered, balance_fen),
};
static const struct record NUMBERED = RECORD(numbered, numbered_fields);

/* How many entries from `first` on are of one pot and follow each other, upwards or downwards. */
static size_t run_of(const struct list *entries, size_t first)
{
    const struct fund_entry *all = entries->items;
    size_t n = 1;
    for (; first + n < entries->count; n++) {
        const struct fund_entry *e = &all[first + n];
        int64_t step = e->no - all[first + n - 1].no;
        if (!str_eq(e->pot_id, all[first].pot_id) || (step != 1 && step != -1)) break;
    }
    return n;
}

/* The postings of a run in one go. */
static bool postings_of(struct ctx *c, struct fund_entry *run, size_t n)
{
    struct fund_params p = fund_params(c);
    struct list rows = {0};
    int64_t low = run[0].no < run[n - 1].no ? run[0].no : run[n - 1].no;
    p.id = run[0].pot_id;
    p.after_no = low - 1;
    p.no = run[0].no + run[n - 1].no - low;
    if (!ctx_rows(c, &SQL_FUND_POSTING_OF, &FUND_PARAMS, &p, &NUMBERED, &rows)) return false;
    bool up = run[0].no == low;
    for (size_t i = 0; i < rows.count; i++) {
        const struct numbered *t = LIST_AT(&rows, struct numbered, i);
        struct fund_entry *e = &run[up ? t->no - low : p.no - t->no];
        *LIST_ADD(c->arena, &e->postings, struct fund_posting) =
            (struct fund_posting){t->account, t->amount_fen, t->balance_fen};
    }
    return true;
}

bool fund_postings(struct ctx *c, struct list *entries)
{
    for (size_t i = 0, n; i < entries->count; i += n) {
        n = run_of(entries, i);
        if (!postings_of(c, LIST_AT(entries, struct fund_entry, i), n)) return false;
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
