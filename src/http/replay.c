/* replay.c - Idempotency-Key: a repeat within 24 h gets the first answer again.
 *
 * On SQLite a UNIQUE index on random text would halve the rate of writes, so the keys of the window live in a hash
 * table that only the writer thread touches; the row behind a hit is read and has the last word, so an entry whose
 * transaction was rolled back does no harm.  PostgreSQL keeps the index: after a failover it alone knows what
 * committed. */
#include "http/api_impl.h"
#include "http_sql.h"
#include <stdlib.h>

#define WINDOW_US (INT64_C(24) * 3600 * 1000000)
enum {
    KEYS_MAX = 1000000,
    SLOTS_MIN = 1024,
    PRUNE_EVERY = 256,
    KEY_MIN = 8,
    KEY_MAX = 100
};

struct slot {
    uint64_t hash; /* 0 = free */
    unsigned char id[16];
    int64_t at_us;
};
struct replay {
    bool indexed; /* PostgreSQL */
    struct slot *slots;
    size_t slot_count, used; /* slot_count is a power of two */
    int64_t kept;
};

struct replay_row {
    struct str zone_id, id, actor_id, endpoint, key_hash, body_hash, reply;
    int64_t status, at_us, most;
};
static const struct field ROW_FIELDS[] = {
    FIELD(struct replay_row, zone_id),  FIELD(struct replay_row, id),       FIELD(struct replay_row, actor_id),
    FIELD(struct replay_row, endpoint), FIELD(struct replay_row, key_hash), FIELD(struct replay_row, body_hash),
    FIELD(struct replay_row, reply),    FIELD(struct replay_row, status),   FIELD(struct replay_row, at_us),
    FIELD(struct replay_row, most),
};
static const struct record ROW = RECORD(replay_row, ROW_FIELDS);

static unsigned hex_digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a') + 10;
}

/* A UUID's text <-> its 16 bytes: a million keys take 32 MB. */
static void id_pack(struct str text, unsigned char out[16])
{
    assert(text.n == 36);
    size_t n = 0;
    for (size_t i = 0; i < text.n;) {
        if (text.p[i] == '-') {
            i++;
            continue;
        }
        out[n++] = (unsigned char)(hex_digit(text.p[i]) << 4 | hex_digit(text.p[i + 1]));
        i += 2;
    }
}

static struct str id_unpack(struct arena *a, const unsigned char id[16])
{
    struct buf b = {.arena = a};
    for (size_t i = 0; i < 16; i++)
        buf_addf(&b, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", id[i]);
    return buf_str(&b);
}

/* The first 16 digits of a SHA-256; never 0. */
static uint64_t short_hash(struct str hex)
{
    uint64_t h = 0;
    for (size_t i = 0; i < 16 && i < hex.n; i++)
        h = h << 4 | hex_digit(hex.p[i]);
    return h ? h : 1;
}

static struct slot *slot_of(const struct replay *r, uint64_t hash)
{
    size_t i = (size_t)hash & (r->slot_count - 1);
    while (r->slots[i].hash && r->slots[i].hash != hash)
        i = (i + 1) & (r->slot_count - 1);
    return &r->slots[i];
}

static void slots_new(struct replay *r, size_t count)
{
    r->slots = calloc(count, sizeof *r->slots);
    if (!r->slots) abort(); /* as arena_alloc does */
    r->slot_count = count;
    r->used = 0;
}

/* Makes room: drops what is older than the window, and halves the window while more than KEYS_MAX / 2 would stay. */
static void slots_rebuild(struct replay *r, int64_t now_us)
{
    struct slot *old = r->slots;
    size_t old_count = r->slot_count, young;
    int64_t window = WINDOW_US * 2;
    do {
        window /= 2;
        young = 0;
        for (size_t i = 0; i < old_count; i++)
            young += old[i].hash && old[i].at_us >= now_us - window;
    } while (young > KEYS_MAX / 2 && window > 1);
    size_t count = SLOTS_MIN;
    while (count < young * 4)
        count *= 2;
    slots_new(r, count);
    for (size_t i = 0; i < old_count; i++) {
        if (!old[i].hash || old[i].at_us < now_us - window) continue;
        *slot_of(r, old[i].hash) = old[i];
        r->used++;
    }
    free(old);
}

static void slot_put(struct replay *r, struct str key_hash, struct str id, int64_t at_us)
{
    if (r->used * 4 >= r->slot_count * 3 || r->used >= KEYS_MAX) slots_rebuild(r, at_us);
    uint64_t hash = short_hash(key_hash);
    struct slot *s = slot_of(r, hash);
    r->used += s->hash == 0;
    s->hash = hash;
    s->at_us = at_us;
    id_pack(id, s->id);
}

struct loading {
    struct replay *replay;
};
static bool load(struct ctx *c, void *arg)
{
    struct replay *r = ((struct loading *)arg)->replay;
    struct replay_row in = {.at_us = c->now.us - WINDOW_US, .most = KEYS_MAX / 2};
    struct list rows = {0};
    if (!ctx_rows(c, &SQL_REPLAY_WINDOW, &ROW, &in, &ROW, &rows)) return false;
    for (size_t i = rows.count; i-- > 0;) { /* the oldest first, so that of two the newer stays */
        const struct replay_row *row = LIST_AT(&rows, struct replay_row, i);
        if (id_valid(row->id)) slot_put(r, row->key_hash, row->id, row->at_us);
    }
    return true;
}

struct replay *replay_open(struct err *e, struct app *app)
{
    struct replay *r = calloc(1, sizeof *r);
    if (!r) abort();
    r->indexed = store_is_pg(app->store);
    slots_new(r, SLOTS_MIN);
    if (r->indexed) return r;
    struct arena *a = arena_new();
    struct ctx c;
    ctx_init(&c, app, a);
    bool good = app_run(&c, TX_READ, load, &(struct loading){r});
    if (!good) (void)fail_internal(e, "the idempotency keys cannot be read: %.*s", STR_ARG(c.err.debug));
    arena_free(a);
    if (good) return r;
    replay_close(r);
    return NULL;
}

void replay_close(struct replay *r)
{
    free(r->slots);
    free(r);
}

bool replay_key_valid(struct err *e, struct str key)
{
    bool good = key.n >= KEY_MIN && key.n <= KEY_MAX;
    for (size_t i = 0; i < key.n; i++)
        good &= key.p[i] > ' ' && key.p[i] <= '~';
    return good || fail(e, ERR_MALFORMED, M(IDEMPOTENCY_KEY_BAD));
}

static struct str key_hash(struct ctx *c, const struct replay_key *key)
{
    struct sha256 *h = sha256_begin(c->arena);
    sha256_add_field(h, c->zone_id);
    sha256_add_field(h, c->actor.user_id);
    sha256_add_field(h, key->endpoint);
    sha256_add_field(h, key->key);
    return sha256_end(h, c->arena);
}

bool replay_find(struct ctx *c, struct replay *r, const struct replay_key *key, struct replay_result *out, bool *found)
{
    *found = false;
    struct replay_row in = {.zone_id = c->zone_id, .key_hash = key_hash(c, key), .at_us = c->now.us - WINDOW_US},
                      row = {0};
    bool hit = false;
    if (r->indexed) {
        if (!ctx_find(c, &SQL_REPLAY_BY_KEY, &ROW, &in, &ROW, &row, &hit)) return false;
    } else {
        const struct slot *s = slot_of(r, short_hash(in.key_hash));
        if (!s->hash) return true;
        in.id = id_unpack(c->arena, s->id);
        if (!ctx_find(c, &SQL_REPLAY_BY_ID, &ROW, &in, &ROW, &row, &hit)) return false;
    }
    if (!hit || row.at_us < in.at_us || !str_eq(row.key_hash, in.key_hash)) return true;
    if (!str_eq(row.body_hash, crypto_sha256(c->arena, key->body)))
        return fail(&c->err, ERR_CONFLICT, M(IDEMPOTENCY_DIFFERENT));
    *out = (struct replay_result){(int32_t)row.status, row.reply};
    *found = true;
    return true;
}

bool replay_keep(struct ctx *c, struct replay *r, const struct replay_key *key, const struct replay_result *result)
{
    struct replay_row row = {
        .zone_id = c->zone_id,
        .id = ctx_new_id(c),
        .actor_id = c->actor.user_id,
        .endpoint = key->endpoint,
        .key_hash = key_hash(c, key),
        .body_hash = crypto_sha256(c->arena, key->body),
        .status = result->status,
        .reply = result->body.p ? result->body : STR(""),
        .at_us = c->now.us,
    };
    struct replay_row old = {.zone_id = c->zone_id, .key_hash = row.key_hash, .at_us = c->now.us - WINDOW_US};
    if (r->indexed && !ctx_exec(c, &SQL_REPLAY_FORGET, &ROW, &old)) return false; /* the same key, yesterday */
    if (!ctx_exec(c, &SQL_REPLAY_INSERT, &ROW, &row)) return false;
    if (!r->indexed) slot_put(r, row.key_hash, row.id, row.at_us);
    if (++r->kept % PRUNE_EVERY == 0 && !ctx_exec(c, &SQL_REPLAY_PRUNE, &ROW, &old)) return false;
    return true;
}
