/* file.c - what comes down: the order for the bank, the template of its result. */
#include "app/app.h"
#include "app/audit.h"
#include "bank/bank_impl.h"
#include "bank_sql.h"
#include <stdio.h>
#include <unistd.h>

#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

enum {
    SEND_BYTES = 64 * 1024
};

/* ---- the order ---- */

static bool open_account(struct ctx *c, struct str sealed, struct str *out)
{
    return crypto_open(c->arena, &c->app->key, sealed, out) ||
           fail_internal(&c->err, "an account number cannot be opened with this key");
}

bool batch_order(struct ctx *c, struct str id, struct bank_order *out)
{
    struct payment_batch b = {0};
    struct payer_row payer = {0};
    struct list lines = {0};
    if (!batch_row_get(c, id, &b) || !payer_row_get(c, b.payer_id, &payer) || !batch_lines(c, id, &lines)) return false;
    struct bank_order_row *rows = ARENA_ARRAY(c->arena, struct bank_order_row, lines.count);
    *out = (struct bank_order){.no = b.no,
                               .created = b.made,
                               .utc_offset_minutes = c->utc_offset_minutes,
                               .execute_on = b.execute_on,
                               .payer = {payer.name, {0}, payer.bank_name, payer.cnaps, payer.code},
                               .rows = rows,
                               .count = lines.count};
    if (!open_account(c, payer.account_sealed, &out->payer.account)) return false;
    for (size_t i = 0; i < lines.count; i++) {
        const struct line_row *r = LIST_AT(&lines, const struct line_row, i);
        rows[i] = (struct bank_order_row){
            .no = r->no,
            .claim_no = r->claim_no,
            .payee = {.name = r->payee_name, .bank_name = r->bank_name, .cnaps = r->cnaps},
            .amount_fen = r->amount_fen.fen,
            .purpose = arena_printf(c->arena, "%.*s %.*s", STR_ARG(r->item_name_zh), STR_ARG(r->claim_no))};
        if (!open_account(c, r->account_sealed, &rows[i].payee.account)) return false;
    }
    return true;
}

/* ---- bytes ---- */

bool bank_temporary(struct ctx *c, bool (*make)(struct ctx *c, struct str path, void *arg), void *arg,
                    struct str *bytes)
{
    struct str path = arena_printf(c->arena, "%.*s/bank-%.*s", STR_ARG(c->app->tmp_dir), STR_ARG(ctx_new_id(c)));
    struct buf b = {.arena = c->arena};
    char piece[4096];
    bool ok = make(c, path, arg);
    FILE *f = ok ? fopen(arena_cstr(c->arena, path), "rbe") : NULL;
    for (size_t n; f && (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(&b, (struct str){piece, n});
    if (ok && (!f || ferror(f))) ok = fail_internal(&c->err, "a temporary file cannot be read back");
    if (f) (void)fclose(f);
    (void)unlink(arena_cstr(c->arena, path));
    *bytes = buf_str(&b);
    return ok;
}

struct sending {
    struct str rest;
};

static bool send_next(struct ctx *c, void *state, struct buf *out, bool *end)
{
    (void)c;
    struct sending *s = state;
    struct str piece = str_sub(s->rest, 0, SEND_BYTES);
    buf_add(out, piece);
    s->rest = str_sub(s->rest, piece.n, s->rest.n);
    *end = s->rest.n == 0;
    return true;
}

void bank_send(struct ctx *c, const struct bank_bytes *b, struct download *out)
{
    struct sending *s = ARENA_NEW(c->arena, struct sending);
    s->rest = b->bytes;
    *out = (struct download){.content_type = b->content_type,
                             .file_name = b->file_name,
                             .size = (int64_t)b->bytes.n,
                             .next = send_next,
                             .state = s};
}

/* ---- the bank's file ---- */

static bool order_xlsx(struct ctx *c, struct str path, void *order)
{
    return bank_xlsx(c->arena, &c->err, order, path);
}

static bool order_bytes(struct ctx *c, struct bank_order *order, int32_t format, struct bank_bytes *out)
{
    struct buf b = {.arena = c->arena};
    out->file_name = arena_printf(c->arena, "%.*s.%s", STR_ARG(order->no),
                                  format == PAYMENT_XLSX  ? "xlsx"
                                  : format == PAYMENT_CSV ? "csv"
                                                          : "xml");
    switch ((enum payment_format)format) {
    case PAYMENT_FORMAT_NONE:
    case PAYMENT_XLSX:
        out->content_type = STR(XLSX);
        return bank_temporary(c, order_xlsx, order, &out->bytes);
    case PAYMENT_CSV:
        out->content_type = STR("text/csv; charset=utf-8");
        bank_csv(&b, order);
        break;
    case PAYMENT_PAIN001:
        out->content_type = STR("application/xml");
        bank_pain001(&b, order);
        break;
    }
    out->bytes = buf_str(&b);
    return true;
}

/* The order of a released batch, as it was released. */
static bool released_order(struct ctx *c, struct str id, struct bank_order *out, struct str *csv_digest)
{
    struct payment_batch b = {0};
    struct buf csv = {.arena = c->arena};
    if (!batch_row_get(c, id, &b)) return false;
    if (b.state != PAYMENT_SETTLED && !batch_state(c, &b, PAYMENT_RELEASED)) return false;
    if (!batch_order(c, id, out)) return false;
    bank_csv(&csv, out);
    *csv_digest = crypto_sha256(c->arena, buf_str(&csv));
    return str_eq(*csv_digest, b.order_digest) || fail(&c->err, ERR_CONFLICT, M(PAYMENT_ORDER_CHANGED), S("no", b.no));
}

bool payment_file_prepare(struct ctx *c, const struct payment_file_new *in, struct payment_file *out)
{
    struct bank_order order;
    struct str digest;
    if (!released_order(c, in->id, &order, &digest)) return false;
    if (in->format == PAYMENT_PAIN001) {
        struct buf b = {.arena = c->arena};
        bank_pain001(&b, &order);
        digest = crypto_sha256(c->arena, buf_str(&b));
    }
    *out = (struct payment_file){.batch_id = in->id,
                                 .batch_no = order.no,
                                 .format = in->format,
                                 .digest = digest,
                                 .count = (int64_t)order.count,
                                 .total_fen = {bank_order_total(&order)}};
    return true;
}

bool payment_file_create(struct ctx *c, const struct payment_file_new *in, struct payment_file *out)
{
    struct payment_batch b = {0};
    if (!batch_row_get(c, in->id, &b)) return false;
    if (b.state != PAYMENT_SETTLED && !batch_state(c, &b, PAYMENT_RELEASED)) return false;
    struct file_row r = {.zone_id = c->zone_id,
                         .id = ctx_new_id(c),
                         .batch_id = in->id,
                         .reason = str_trim(in->reason),
                         .digest = out->digest,
                         .made_by_id = c->actor.user_id.n ? c->actor.user_id : STR(""),
                         .made_by = bank_actor_name(c),
                         .format = in->format,
                         .made = c->now};
    if (!ctx_exec(c, &SQL_BANK_FILE_INSERT, &FILE_ROW, &r)) return false;
    out->id = r.id;
    out->made_by = r.made_by;
    out->made = r.made;
    return audit_record(c, &(struct audit_entry){.action = STR("payment.file"),
                                                 .subject_kind = STR("payment"),
                                                 .subject_id = b.id,
                                                 .subject_name = b.no,
                                                 .before = audit_json(c, &PAYMENT_FILE_NEW, in),
                                                 .after = audit_json(c, &PAYMENT_FILE, out)});
}

bool payment_file_bytes(struct ctx *c, const struct payment_key *in, struct bank_bytes *out)
{
    struct bank_params p = bank_params(c);
    struct file_row r = {0};
    struct bank_order order;
    struct str digest;
    bool found = false;
    p.id = in->id;
    if (!ctx_find(c, &SQL_BANK_FILE_ONE, &BANK_PARAMS, &p, &FILE_ROW, &r, &found)) return false;
    if (!found) return fail(&c->err, ERR_NOT_FOUND, M(PAYMENT_NO_FILE));
    if (!str_eq(r.made_by_id, c->actor.user_id)) return fail(&c->err, ERR_FORBIDDEN, M(PAYMENT_FILE_OTHERS));
    return released_order(c, r.batch_id, &order, &digest) && order_bytes(c, &order, r.format, out);
}

/* ---- the template of a result ---- */

static bool template_xlsx(struct ctx *c, struct str path, void *order)
{
    return bank_result_xlsx(c->arena, &c->err, order, path);
}

bool payment_template_bytes(struct ctx *c, const struct payment_template *in, struct bank_bytes *out)
{
    struct bank_order order;
    struct buf b = {.arena = c->arena};
    bool csv = in->format == PAYMENT_CSV;
    if (in->format == PAYMENT_PAIN001) return fail_field(&c->err, STR("format"), M(PAYMENT_SHEET_FORMAT));
    if (!batch_order(c, in->id, &order)) return false;
    *out = (struct bank_bytes){.content_type = csv ? STR("text/csv; charset=utf-8") : STR(XLSX),
                               .file_name = arena_printf(c->arena, "%.*s-%s.%s", STR_ARG(order.no),
                                                         c->lang == LANG_EN ? "result" : "回盘", csv ? "csv" : "xlsx")};
    if (!csv) return bank_temporary(c, template_xlsx, &order, &out->bytes);
    bank_result_csv(&b, &order);
    out->bytes = buf_str(&b);
    return true;
}
