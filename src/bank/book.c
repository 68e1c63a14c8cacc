/* book.c - results of the bank: taken whole or refused whole, and what comes back later. */
#include "app/app.h"
#include "app/audit.h"
#include "bank/bank_impl.h"
#include "bank_sql.h"
#include <stdio.h>

/* What an upload was read into. */
struct payment_result_work {
    struct err refused; /* code ERR_NONE: it could be read */
    struct list lines;  /* struct bank_result_line */
    struct str file_digest, digest;
};

static bool file_sha256(struct ctx *c, struct str path, struct str *out)
{
    struct sha256 *h = sha256_begin(c->arena);
    char piece[16384];
    FILE *f = fopen(arena_cstr(c->arena, path), "rbe");
    for (size_t n; f && (n = fread(piece, 1, sizeof piece, f)) > 0;)
        sha256_add(h, (struct str){piece, n});
    bool ok = f && !ferror(f);
    if (f) (void)fclose(f);
    *out = sha256_end(h, c->arena);
    return ok || fail_internal(&c->err, "an upload cannot be read");
}

bool payment_result_take(struct ctx *c, const struct payment_result_in *in, struct str path, struct payment_result *out)
{
    struct payment_result_work *w = ARENA_NEW(c->arena, struct payment_result_work);
    struct payment_batch b = {0};
    out->work = w;
    if (!batch_row_get(c, in->id, &b) || !file_sha256(c, path, &w->file_digest)) return false;
    if (!bank_result_read(c->arena, &c->err, path, &w->lines)) {
        if (c->err.code == ERR_INTERNAL) return false;
        w->refused = c->err;
        err_clear(&c->err);
        return true;
    }
    w->digest = crypto_sha256(c->arena, bank_result_text(c->arena, &w->lines));
    return true;
}

struct booking {
    struct payment_batch before, *out;
    const struct payment_result_work *work;
    struct str attempt_id;
};

/* ---- judging ---- */

static bool waits(struct ctx *c, const struct booking *k)
{
    const struct payment_batch *b = &k->before;
    if (b->state != PAYMENT_SETTLED) return batch_state(c, b, PAYMENT_RELEASED);
    if (str_eq(b->result_digest, k->work->digest))
        return fail(&c->err, ERR_CONFLICT, M(PAYMENT_RESULT_REPEATED), S("no", b->no), S("by", b->settled_by_name));
    return fail(&c->err, ERR_CONFLICT, M(PAYMENT_RESULT_OTHER), S("no", b->no), S("by", b->settled_by_name));
}

static bool matches(struct ctx *c, const struct booking *k, const struct list *lines)
{
    struct bank_expected_row *rows = ARENA_ARRAY(c->arena, struct bank_expected_row, lines->count);
    for (size_t i = 0; i < lines->count; i++) {
        const struct line_row *r = LIST_AT(lines, const struct line_row, i);
        rows[i] = (struct bank_expected_row){r->no, r->claim_no, r->amount_fen.fen};
    }
    return bank_result_match(&c->err, k->before.no, rows, lines->count,
                             instant_date(k->before.released, c->utc_offset_minutes), ctx_today(c), &k->work->lines);
}

/* ---- booking ---- */

/* Fills in the line, and says what its payment becomes. */
static struct claim_pay line_book(struct ctx *c, struct line_row *r, const struct bank_result_line *l,
                                  struct bank_params *sums)
{
    bool paid = l->outcome == BANK_PAID;
    r->zone_id = c->zone_id;
    r->state = paid ? PAYMENT_LINE_PAID : PAYMENT_LINE_FAILED;
    r->reason = l->reason;
    r->reference = l->reference;
    r->paid_on = l->paid_on;
    if (paid) {
        sums->paid_count++;
        sums->paid_fen.fen += r->amount_fen.fen;
    } else {
        sums->failed_count++;
        sums->failed_fen.fen += r->amount_fen.fen;
    }
    return (struct claim_pay){.payment_id = r->payment_id,
                              .attempt = r->attempt,
                              .to = paid ? CLAIM_PAID : CLAIM_PAY_FAILED,
                              .note = paid ? sums->no : l->reason};
}

static bool book_all(struct ctx *c, const struct booking *k, struct list *lines)
{
    struct bank_params p = bank_params(c);
    struct list steps = {0};
    p.id = k->before.id;
    p.no = k->before.no;
    p.version = k->before.version;
    p.digest = k->work->digest;
    for (size_t i = 0; i < k->work->lines.count; i++) {
        const struct bank_result_line *l = LIST_AT(&k->work->lines, const struct bank_result_line, i);
        assert(l->no >= 1); /* matched: lines are numbered 1..count */
        assert((size_t)l->no <= lines->count);
        *LIST_ADD(c->arena, &steps, struct claim_pay) = line_book(c, LIST_AT(lines, struct line_row, l->no - 1), l, &p);
    }
    return claim_pay_states(c, &steps) && ctx_change_all(c, &SQL_BANK_LINE_SET, &BANK_LINE_ROW, lines) &&
           ctx_change(c, &SQL_BANK_BATCH_SETTLE, &BANK_PARAMS, &p);
}

static bool attempt_add(struct ctx *c, const struct booking *k, const struct err *why)
{
    struct attempt_row r = {.zone_id = c->zone_id,
                            .id = k->attempt_id,
                            .batch_id = k->before.id,
                            .at = c->now,
                            .by_name = bank_actor_name(c),
                            .taken = why == NULL,
                            .line_count = (int64_t)k->work->lines.count,
                            .digest = k->work->file_digest};
    if (why) {
        const struct msg_text *m =
            why->fields.count ? &LIST_AT(&why->fields, const struct err_field, 0)->message : &why->message;
        r.finding_count = why->field_count ? why->field_count : 1;
        r.finding = msg_render(c->arena, c->lang, m);
    }
    return ctx_exec(c, &SQL_BANK_ATTEMPT_INSERT, &ATTEMPT_ROW, &r);
}

static bool book_step(struct ctx *c, void *arg)
{
    struct booking *k = arg;
    struct list lines = {0};
    if (k->work->refused.code != ERR_NONE) {
        c->err = k->work->refused;
        return false;
    }
    return waits(c, k) && batch_lines(c, k->before.id, &lines) && matches(c, k, &lines) && book_all(c, k, &lines) &&
           attempt_add(c, k, NULL) && batch_show(c, k->before.id, k->out) &&
           batch_audit(c, "payment.result", &k->before, k->out);
}

bool payment_result_book(struct ctx *c, const struct payment_result_in *in, struct payment_result *out)
{
    struct booking k = {.out = &out->batch, .work = out->work, .attempt_id = ctx_new_id(c)};
    if (!batch_row_get(c, in->id, &k.before)) return false;
    if (batch_or_refuse(c, "payment.result", in->id, k.before.no, book_step, &k)) return true;
    if (!c->keep) return false;
    const struct err why = c->err; /* refused, and that is on record: so are the findings */
    err_clear(&c->err);
    bool added = attempt_add(c, &k, &why);
    if (!added) c->keep = false;
    if (added) c->err = why;
    return false;
}

/* ---- looked at before ---- */

bool payment_check_take(struct ctx *c, const struct payment_result_in *in, struct str path, struct payment_check *out)
{
    struct payment_result read = {0};
    if (!payment_result_take(c, in, path, &read)) return false;
    out->work = read.work;
    return true;
}

/* "lines/12/amount" -> 12; 0 for what is about the file. */
static int64_t line_of(struct str name)
{
    const struct str head = STR("lines/");
    int64_t line = 0;
    if (!str_starts(name, head)) return 0;
    struct str rest = str_sub(name, head.n, name.n - head.n);
    return str_to_i64(str_sub(rest, 0, str_find(rest, STR("/"))), &line) ? line : 0;
}

static void finding_add(struct ctx *c, struct payment_check *out, int64_t line, const struct msg_text *text)
{
    struct list *all = &out->findings;
    *LIST_ADD(c->arena, all, struct payment_finding) =
        (struct payment_finding){.line = line, .text = msg_render(c->arena, c->lang, text)};
    for (size_t i = all->count - 1; i > 0; i--) { /* found in order but for rows that are missing */
        struct payment_finding *a = LIST_AT(all, struct payment_finding, i - 1), *b = a + 1, kept = *a;
        if (a->line <= b->line) break;
        *a = *b;
        *b = kept;
    }
}

static void count_lines(const struct payment_result_work *w, struct payment_check *out)
{
    out->line_count = (int64_t)w->lines.count;
    for (size_t i = 0; i < w->lines.count; i++) {
        const struct bank_result_line *l = LIST_AT(&w->lines, const struct bank_result_line, i);
        bool paid = l->outcome == BANK_PAID;
        *(paid ? &out->paid_count : &out->failed_count) += 1;
        (paid ? &out->paid_fen : &out->failed_fen)->fen += l->amount_fen;
    }
}

bool payment_result_check(struct ctx *c, const struct payment_result_in *in, struct payment_check *out)
{
    struct booking k = {.work = out->work};
    struct list lines = {0};
    if (!batch_row_get(c, in->id, &k.before)) return false;
    struct err why = k.work->refused;
    count_lines(k.work, out);
    if (why.code == ERR_NONE && !(waits(c, &k) && batch_lines(c, in->id, &lines) && matches(c, &k, &lines))) {
        if (c->err.code != ERR_INVALID && c->err.code != ERR_CONFLICT) return false;
        why = c->err;
        err_clear(&c->err);
    }
    for (size_t i = 0; i < why.fields.count; i++) {
        const struct err_field *f = LIST_AT(&why.fields, const struct err_field, i);
        finding_add(c, out, line_of(f->name), &f->message);
    }
    if (why.code != ERR_NONE && why.fields.count == 0) finding_add(c, out, 0, &why.message);
    int64_t told = (int64_t)out->findings.count;
    out->finding_count = why.field_count > told ? why.field_count : told;
    return true;
}

/* ---- sent back later ---- */

struct returning {
    const struct payment_return *in;
    struct payment_batch before, *out;
};

static bool return_step(struct ctx *c, void *arg)
{
    struct returning *k = arg;
    struct bank_params p = bank_params(c);
    struct list lines = {0}, one = {0};
    if (!batch_state(c, &k->before, PAYMENT_SETTLED) || !batch_lines(c, k->before.id, &lines)) return false;
    if (k->in->no < 1 || (size_t)k->in->no > lines.count)
        return fail(&c->err, ERR_NOT_FOUND, M(PAYMENT_NO_LINE), S("no", k->before.no), I("row", k->in->no));
    struct line_row *r = LIST_AT(&lines, struct line_row, k->in->no - 1);
    if (r->state != PAYMENT_LINE_PAID)
        return fail(&c->err, ERR_CONFLICT, M(PAYMENT_LINE_NOT_PAID), S("no", k->before.no), I("row", r->no));
    r->zone_id = c->zone_id;
    r->state = PAYMENT_LINE_RETURNED;
    r->reason = str_trim(k->in->reason);
    *LIST_ADD(c->arena, &one, struct line_row) = *r;
    p.id = k->before.id;
    p.version = k->before.version;
    p.amount_fen = r->amount_fen;
    const struct claim_pay step = {
        .payment_id = r->payment_id, .attempt = r->attempt, .to = CLAIM_PAY_FAILED, .note = r->reason};
    return claim_pay_state(c, &step) && db_bulk(c->db, c->arena, &c->err, &SQL_BANK_LINE_SET, &BANK_LINE_ROW, &one) &&
           ctx_change(c, &SQL_BANK_BATCH_RETURN, &BANK_PARAMS, &p) && batch_show(c, k->before.id, k->out) &&
           batch_audit(c, "payment.return", &k->before, k->out);
}

bool payment_return(struct ctx *c, const struct payment_return *in, struct payment_batch *out)
{
    struct returning k = {.in = in, .out = out};
    return batch_row_edit(c, in->id, in->version, &k.before) &&
           batch_or_refuse(c, "payment.return", in->id, k.before.no, return_step, &k);
}
