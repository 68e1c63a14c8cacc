/* audit.c - see audit.h. */
#include "app/audit.h"
#include "app/app.h"
#include "app_sql.h"
#include "json/json.h"

enum { PROOF_ROWS = 50000 }; /* a piece ends when that many rows beside the chain were read */
enum { PIECE_DEFAULT = 2000, PAGE_DEFAULT = 50, COUNT_CAP = 10000 };

/* A record of the chain with its payload, as stored. */
struct chain_row {
    struct str zone_id;
    int64_t seq;
    struct instant at;
    struct str actor_id, action, subject_kind, subject_id, digest, hash;
    struct str salt, actor_name, remote, subject_name, before_json, after_json;
};
static const struct field chain_fields[] = {
    FIELD(struct chain_row, zone_id),      FIELD(struct chain_row, seq),          FIELD(struct chain_row, at),
    FIELD(struct chain_row, actor_id),     FIELD(struct chain_row, action),       FIELD(struct chain_row, subject_kind),
    FIELD(struct chain_row, subject_id),   FIELD(struct chain_row, digest),       FIELD(struct chain_row, hash),
    FIELD(struct chain_row, salt),         FIELD(struct chain_row, actor_name),   FIELD(struct chain_row, remote),
    FIELD(struct chain_row, subject_name), FIELD(struct chain_row, before_json),  FIELD(struct chain_row, after_json),
};
static const struct record CHAIN_ROW = RECORD(chain_row, chain_fields);

/* Parameters of the simple statements. */
struct chain_key {
    struct str zone_id, subject_id, hash;
    int64_t seq, limit;
};
static const struct field key_fields[] = {
    FIELD(struct chain_key, zone_id), FIELD(struct chain_key, subject_id), FIELD(struct chain_key, hash),
    FIELD(struct chain_key, seq),     FIELD(struct chain_key, limit),
};
static const struct record CHAIN_KEY = RECORD(chain_key, key_fields);

static const struct field head_fields[] = {
    FIELD(struct audit_head, seq, .required = true, .zh = "序号", .en = "number"),
    FIELD(struct audit_head, hash, .zh = "链头", .en = "head"),
};
const struct record AUDIT_HEAD = RECORD(audit_head, head_fields);

static struct str or_empty(struct str s)
{
    return s.p ? s : STR("");
}

/* ---- the two hashes ---- */
static struct str digest_of(struct arena *a, const struct chain_row *r)
{
    struct sha256 *h = sha256_begin(a);
    const struct str parts[] = {r->salt, r->actor_name, r->remote, r->subject_name, r->before_json, r->after_json};
    for (size_t i = 0; i < COUNT(parts); i++) sha256_add_field(h, parts[i]);
    return sha256_end(h, a);
}

static struct str hash_of(struct arena *a, struct str previous, const struct chain_row *r)
{
    struct sha256 *h = sha256_begin(a);
    const struct str parts[] = {
        previous, r->zone_id, arena_printf(a, "%" PRId64, r->seq), arena_printf(a, "%" PRId64, r->at.us), r->actor_id,
        r->action, r->subject_kind, r->subject_id, r->digest,
    };
    for (size_t i = 0; i < COUNT(parts); i++) sha256_add_field(h, parts[i]);
    return sha256_end(h, a);
}

/* ---- writing ---- */
static struct str actor_name(const struct ctx *c)
{
    if (c->actor.name.n > 0) return c->actor.name;
    return c->actor.system ? STR("system") : STR("");
}

bool audit_record(struct ctx *c, const struct audit_entry *e)
{
    assert(c->zone_id.n > 0);
    assert(e->action.n > 0);
    struct audit_head head = {0};
    bool found = false;
    const struct chain_key k = {.zone_id = c->zone_id};
    if (!ctx_find(c, &SQL_AUDIT_HEAD_GET, &CHAIN_KEY, &k, &AUDIT_HEAD, &head, &found)) return false;
    struct chain_row r = {
        .zone_id = c->zone_id, .seq = head.seq + 1, .at = c->now, .actor_id = or_empty(c->actor.user_id),
        .action = e->action, .subject_kind = or_empty(e->subject_kind), .subject_id = or_empty(e->subject_id),
        .salt = crypto_token(c->arena), .actor_name = actor_name(c), .remote = or_empty(c->remote),
        .subject_name = or_empty(e->subject_name), .before_json = e->before, .after_json = e->after,
    };
    r.digest = digest_of(c->arena, &r);
    r.hash = hash_of(c->arena, or_empty(head.hash), &r);
    if (!ctx_exec(c, &SQL_AUDIT_INSERT, &CHAIN_ROW, &r)) return false;
    if (!ctx_exec(c, &SQL_AUDIT_PAYLOAD_INSERT, &CHAIN_ROW, &r)) return false;
    if (!ctx_exec(c, &SQL_AUDIT_HEAD_PUT, &CHAIN_ROW, &r)) return false;
    c->audited++;
    return true;
}

struct str audit_json(struct ctx *c, const struct record *r, const void *obj)
{
    struct buf b = {.arena = c->arena};
    json_encode_public(&b, r, obj);
    return buf_str(&b);
}

bool audit_refused(struct ctx *c, const struct audit_entry *e)
{
    const struct err why = c->err;
    struct audit_entry refused = *e;
    assert(why.code != ERR_NONE);
    refused.action = arena_printf(c->arena, "%.*s_refused", STR_ARG(e->action));
    err_clear(&c->err);
    if (!audit_record(c, &refused)) return false;
    c->err = why;
    return ctx_fail_kept(c);
}

static const struct field erase_fields[] = {
    FIELD(struct audit_erase, seq, .required = true, .min = 1, .zh = "序号", .en = "number", .max = INT64_MAX),
    FIELD(struct audit_erase, reason, .required = true, .min = 2, .max = 500, .zh = "理由", .en = "reason"),
};
const struct record AUDIT_ERASE = RECORD(audit_erase, erase_fields);

bool audit_erase(struct ctx *c, const struct audit_erase *in)
{
    const struct chain_key k = {.zone_id = c->zone_id, .seq = in->seq};
    struct audit_head record = {0};
    bool found = false;
    int64_t erased = 0;
    if (!ctx_find(c, &SQL_AUDIT_ONE, &CHAIN_KEY, &k, &AUDIT_HEAD, &record, &found)) return false;
    if (!found) return ctx_not_found(c, "审计记录", "audit record");
    if (!db_exec(c->db, c->arena, &c->err, &SQL_AUDIT_PAYLOAD_ERASE, &CHAIN_KEY, &k, &erased)) return false;
    if (erased == 0) return fail(&c->err, ERR_CONFLICT, M(AUDIT_ERASED));
    return audit_record(c, &(struct audit_entry){.action = STR("audit.erase"), .subject_kind = STR("audit"),
                                                 .subject_id = arena_printf(c->arena, "%" PRId64, in->seq),
                                                 .after = audit_json(c, &AUDIT_ERASE, in)});
}

/* ---- reading ---- */
static const struct field line_fields[] = {
    FIELD(struct audit_line, seq, .required = true, .zh = "序号", .en = "number"),
    FIELD(struct audit_line, at, .required = true, .zh = "时间", .en = "time"),
    FIELD(struct audit_line, actor_id, .required = true),
    FIELD(struct audit_line, actor_name, .zh = "操作人", .en = "who"),
    FIELD(struct audit_line, remote, .zh = "来源", .en = "from where"),
    FIELD(struct audit_line, action, .required = true, .zh = "操作", .en = "action"),
    FIELD(struct audit_line, subject_kind, .required = true, .zh = "对象类型", .en = "kind"),
    FIELD(struct audit_line, subject_id, .required = true, .zh = "对象编号", .en = "id"),
    FIELD(struct audit_line, subject_name, .zh = "对象", .en = "subject"),
    FIELD(struct audit_line, before, .zh = "变更前", .en = "before"),
    FIELD(struct audit_line, after, .zh = "变更后", .en = "after"),
    FIELD(struct audit_line, erased, .required = true, .zh = "已销毁", .en = "erased"),
    FIELD(struct audit_line, hash, .required = true, .zh = "哈希", .en = "hash"),
};
const struct record AUDIT_LINE = RECORD(audit_line, line_fields);

/* The columns that SQL names otherwise, because BEFORE and AFTER are words of SQL. */
static const struct field line_sql_fields[] = {
    FIELD(struct audit_line, seq),          FIELD(struct audit_line, at),
    FIELD(struct audit_line, actor_id),     FIELD(struct audit_line, actor_name),
    FIELD(struct audit_line, remote),       FIELD(struct audit_line, action),
    FIELD(struct audit_line, subject_kind), FIELD(struct audit_line, subject_id),
    FIELD(struct audit_line, subject_name), FIELD(struct audit_line, erased),
    FIELD(struct audit_line, hash),
    {.name = "before_json", .type = FIELD_STR, .offset = offsetof(struct audit_line, before)},
    {.name = "after_json", .type = FIELD_STR, .offset = offsetof(struct audit_line, after)},
};
static const struct record LINE_SQL = RECORD(audit_line, line_sql_fields);

static const struct field find_fields[] = {
    FIELD(struct audit_find, subject_kind, .max = 40, .zh = "对象类型", .en = "kind"),
    FIELD(struct audit_find, subject_id, .max = 64, .zh = "对象编号", .en = "id"),
    FIELD(struct audit_find, actor, .max = 40, .zh = "操作人", .en = "who"),
    FIELD(struct audit_find, action, .max = 60, .zh = "操作", .en = "action", .example = "user.reset"),
    FIELD(struct audit_find, from, .zh = "起", .en = "from"),
    FIELD(struct audit_find, to, .zh = "止", .en = "to"),
    FIELD(struct audit_find, after),
    FIELD(struct audit_find, limit, .min = 1, .max = 200),
};
const struct record AUDIT_FIND = RECORD(audit_find, find_fields);

static const struct field page_fields[] = {
    FIELD_L(struct audit_page, items, AUDIT_LINE, .required = true),
    FIELD(struct audit_page, total, .required = true),
    FIELD(struct audit_page, total_capped, .required = true),
    FIELD(struct audit_page, next),
};
const struct record AUDIT_PAGE = RECORD(audit_page, page_fields);

struct line_query {
    struct str zone_id, subject_kind, subject_id, actor, action, action_from, action_to;
    struct opt_i64 from_at, to_at, after;
    int64_t limit;
};
static const struct field query_fields[] = {
    FIELD(struct line_query, zone_id),     FIELD(struct line_query, subject_kind), FIELD(struct line_query, subject_id),
    FIELD(struct line_query, actor),       FIELD(struct line_query, action),
    FIELD(struct line_query, action_from),
    FIELD(struct line_query, action_to),   FIELD(struct line_query, from_at),      FIELD(struct line_query, to_at),
    FIELD(struct line_query, after),       FIELD(struct line_query, limit),
};
static const struct record LINE_QUERY = RECORD(line_query, query_fields);
struct count {
    int64_t n;
};
static const struct field count_fields[] = {FIELD(struct count, n)};
static const struct record COUNT_RECORD = RECORD(count, count_fields);

static struct str or_absent(struct str s)
{
    return s.n ? s : (struct str){0};
}

/* Midnight of a date in the zone. */
static struct opt_i64 day_start(const struct ctx *c, struct opt_date d, int64_t days_later)
{
    if (!d.has) return (struct opt_i64){0};
    int64_t minutes = (date_to_days(d.v) + days_later) * 1440 - c->utc_offset_minutes;
    return (struct opt_i64){true, minutes * INT64_C(60000000)};
}

static struct line_query line_query(struct ctx *c, const struct audit_find *in)
{
    int64_t limit = in->limit > 0 ? in->limit : PAGE_DEFAULT;
    struct line_query q = {
        .zone_id = c->zone_id, .subject_kind = or_absent(in->subject_kind), .subject_id = or_absent(in->subject_id),
        .actor = or_absent(in->actor), .action = or_absent(in->action), .from_at = day_start(c, in->from, 0),
        .to_at = day_start(c, in->to, 1), .after = in->after, .limit = limit + 1,
    };
    if (str_ends(q.action, STR("."))) { /* "user." is every action on users: those before "user/" */
        q.action_from = q.action;
        q.action_to = arena_printf(c->arena, "%.*s/", (int)q.action.n - 1, q.action.p);
        q.action = (struct str){0};
    }
    return q;
}

bool audit_list(struct ctx *c, const struct audit_find *in, struct audit_page *out)
{
    const struct line_query q = line_query(c, in);
    bool subject = q.subject_kind.n > 0 && q.subject_id.n > 0;
    struct count n = {0};
    if (!ctx_rows(c, subject ? &SQL_AUDIT_SUBJECT_PAGE : &SQL_AUDIT_PAGE, &LINE_QUERY, &q, &LINE_SQL, &out->items))
        return false;
    if (!ctx_one(c, subject ? &SQL_AUDIT_SUBJECT_COUNT : &SQL_AUDIT_COUNT, &LINE_QUERY, &q, &COUNT_RECORD, &n))
        return false;
    if (out->items.count == (size_t)q.limit) {
        out->items.count--;
        out->next = (struct opt_i64){true, LIST_AT(&out->items, struct audit_line, out->items.count - 1)->seq};
    }
    out->total_capped = n.n > COUNT_CAP;
    out->total = out->total_capped ? COUNT_CAP : n.n;
    return true;
}

bool audit_get_head(struct ctx *c, const void *none, struct audit_head *out)
{
    (void)none;
    bool found = false;
    const struct chain_key k = {.zone_id = c->zone_id};
    return ctx_find(c, &SQL_AUDIT_HEAD_GET, &CHAIN_KEY, &k, &AUDIT_HEAD, out, &found);
}

/* ---- verifying ---- */
#define WIRE(id, wire, zh, en) wire,
#define ZH(id, wire, zh, en) zh,
#define EN(id, wire, zh, en) en,
static const char *const fault_wire[] = {"", AUDIT_FAULTS(WIRE)}, *const fault_zh[] = {"", AUDIT_FAULTS(ZH)},
                  *const fault_en[] = {"", AUDIT_FAULTS(EN)};
const struct enum_names AUDIT_FAULT_NAMES = {"AuditFault", fault_wire, fault_zh, fault_en, COUNT(fault_wire)};

static const struct field verify_fields[] = {
    FIELD(struct audit_verify, from, .min = 0, .max = I64_EXACT),
    FIELD(struct audit_verify, limit, .min = 0, .max = 5000),
    FIELD(struct audit_verify, head, .min = 64, .max = 64, .zh = "链头", .en = "head"),
};
const struct record AUDIT_VERIFY = RECORD(audit_verify, verify_fields);
static const struct field verdict_fields[] = {
    FIELD(struct audit_verdict, sound, .required = true),
    FIELD_E(struct audit_verdict, fault, AUDIT_FAULT_NAMES),
    FIELD(struct audit_verdict, broken_seq, .required = true),
    FIELD(struct audit_verdict, subject, .zh = "对象", .en = "subject"),
    FIELD(struct audit_verdict, checked_from, .required = true),
    FIELD(struct audit_verdict, checked_to, .required = true),
    FIELD(struct audit_verdict, head_seq, .required = true),
    FIELD(struct audit_verdict, head_hash),
    FIELD(struct audit_verdict, next),
    FIELD(struct audit_verdict, head_met, .required = true),
};
const struct record AUDIT_VERDICT = RECORD(audit_verdict, verdict_fields);

/* Says what is wrong with a record; always true, because finding it is what was asked for. */
static bool broken(struct audit_verdict *v, enum audit_fault fault, int64_t seq)
{
    v->sound = false;
    v->fault = (int32_t)fault;
    v->broken_seq = seq;
    return true;
}

/* A payload may be gone only when a later record says that it was erased. */
static bool check_erased(struct ctx *c, const struct chain_row *r, struct audit_verdict *v)
{
    const struct chain_key k = {.zone_id = c->zone_id, .seq = r->seq,
                                .subject_id = arena_printf(c->arena, "%" PRId64, r->seq)};
    struct audit_head erasure = {0};
    bool found = false;
    if (r->actor_name.p || r->remote.p || r->subject_name.p || r->before_json.p || r->after_json.p)
        return broken(v, AUDIT_PAYLOAD, r->seq);
    if (!ctx_find(c, &SQL_AUDIT_ERASURE_ON_RECORD, &CHAIN_KEY, &k, &AUDIT_HEAD, &erasure, &found)) return false;
    return found || broken(v, AUDIT_PAYLOAD_MISSING, r->seq);
}

static bool check_record(struct ctx *c, struct str previous, struct chain_row *r, struct audit_verdict *v)
{
    r->zone_id = c->zone_id;
    if (!str_eq(hash_of(c->arena, previous, r), r->hash)) return broken(v, AUDIT_HASH, r->seq);
    if (!r->salt.p) return check_erased(c, r, v);
    if (!str_eq(digest_of(c->arena, r), r->digest)) return broken(v, AUDIT_PAYLOAD, r->seq);
    return true;
}

/* What a record says of rows beside the chain is computed again; *rows counts them. */
static bool check_claim(struct ctx *c, const struct chain_row *r, int64_t *rows, struct audit_verdict *v)
{
    const struct job_kind *kind = c->app ? jobs_prover(c->app->jobs, r->action) : NULL;
    bool holds = true;
    if (!kind || !r->after_json.p) return true;
    if (!kind->prove(c, r->after_json, &holds, rows)) return false;
    return holds || broken(v, AUDIT_ROWS, r->seq);
}

/* The end of the chain was reached: is it the end that the head row, and the head kept elsewhere, promise? */
static bool check_end(struct ctx *c, const struct audit_verify *in, struct str last_hash, struct audit_verdict *v)
{
    const struct chain_key k = {.zone_id = c->zone_id, .hash = in->head};
    struct audit_head kept = {0};
    if (v->head_seq > v->checked_to) return broken(v, AUDIT_MISSING, v->checked_to + 1);
    if (v->head_seq < v->checked_to || !str_eq(v->head_hash, last_hash))
        return broken(v, AUDIT_HEAD_ROW, v->checked_to);
    if (in->head.n == 0) return true;
    if (!ctx_find(c, &SQL_AUDIT_HAS_HASH, &CHAIN_KEY, &k, &AUDIT_HEAD, &kept, &v->head_met)) return false;
    return v->head_met || broken(v, AUDIT_HEAD_UNKNOWN, 0);
}

/* The hash that the first record of the piece must follow. */
static bool previous_hash(struct ctx *c, int64_t from, struct str *out, struct audit_verdict *v)
{
    const struct chain_key k = {.zone_id = c->zone_id, .seq = from - 1};
    struct audit_head before = {0};
    bool found = false;
    *out = STR("");
    if (from == 1) return true;
    if (!ctx_find(c, &SQL_AUDIT_ONE, &CHAIN_KEY, &k, &AUDIT_HEAD, &before, &found)) return false;
    if (!found) return broken(v, AUDIT_MISSING, from - 1);
    *out = before.hash;
    return true;
}

bool audit_verify(struct ctx *c, const struct audit_verify *in, struct audit_verdict *out)
{
    int64_t from = in->from > 0 ? in->from : 1, limit = in->limit > 0 ? in->limit : PIECE_DEFAULT;
    const struct chain_key k = {.zone_id = c->zone_id, .seq = from, .limit = limit};
    struct audit_head head = {0};
    struct list rows = {0};
    struct str previous;
    int64_t beside = 0;
    bool cut = false;
    if (!audit_get_head(c, NULL, &head)) return false;
    *out = (struct audit_verdict){.sound = true, .checked_from = from, .checked_to = from - 1, .head_seq = head.seq,
                                  .head_hash = head.hash};
    if (!previous_hash(c, from, &previous, out)) return false;
    if (!out->sound) return true;
    if (!ctx_rows(c, &SQL_AUDIT_PIECE, &CHAIN_KEY, &k, &CHAIN_ROW, &rows)) return false;
    for (size_t i = 0; i < rows.count && !cut; i++) {
        struct chain_row *r = LIST_AT(&rows, struct chain_row, i);
        if (r->seq != out->checked_to + 1) return broken(out, AUDIT_MISSING, out->checked_to + 1);
        if (!check_record(c, previous, r, out)) return false;
        if (out->sound && !check_claim(c, r, &beside, out)) return false;
        if (!out->sound) out->subject = r->subject_name;
        if (!out->sound) return true;
        previous = r->hash;
        out->checked_to = r->seq;
        if (in->head.n > 0 && str_eq(in->head, r->hash)) out->head_met = true;
        cut = beside >= PROOF_ROWS && i + 1 < rows.count;
    }
    if (!cut && rows.count < (size_t)limit) return check_end(c, in, previous, out);
    out->next = (struct opt_i64){true, out->checked_to + 1};
    return true;
}

/* ---- the whole chain ---- */
struct piece {
    struct audit_verify in;
    struct audit_verdict out;
};

static bool verify_piece(struct ctx *c, void *arg)
{
    struct piece *p = arg;
    return audit_verify(c, &p->in, &p->out);
}

bool audit_verify_store(struct ctx *c, struct str head, void (*progress)(void *arg, int64_t done, int64_t total),
                        void *arg, struct audit_verdict *out)
{
    struct piece p = {.in = {.from = 1, .head = head}};
    struct arena *own = arena_new();
    bool ok, met = false;
    do {
        arena_reset(own); /* a chain of millions must not fill the memory */
        struct ctx mine = *c;
        mine.arena = own;
        mine.err = (struct err){.arena = c->arena};
        ok = app_run(&mine, TX_READ, verify_piece, &p);
        c->err = mine.err;
        met = met || p.out.head_met;
        p.in.from = p.out.next.v;
        if (ok && progress) progress(arg, p.out.checked_to, p.out.head_seq);
    } while (ok && p.out.sound && p.out.next.has);
    *out = p.out;
    out->head_hash = arena_str(c->arena, p.out.head_hash);
    out->subject = arena_str(c->arena, p.out.subject);
    out->checked_from = 1;
    out->head_met = met;
    arena_free(own);
    return ok;
}
