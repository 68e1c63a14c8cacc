/* own.c - the rows of http itself: is the program alive, and what does it offer? */
#include "http/api_impl.h"
#include "http_sql.h"

enum {
    PIECE = 65536
};

struct health {
    struct str status; /* "ok" */
    int64_t zones, queued_reads, queued_writes;
};
static const struct field HEALTH_FIELDS[] = {
    FIELD(struct health, status, .required = true, .example = "ok"),
    FIELD(struct health, zones),
    FIELD(struct health, queued_reads),
    FIELD(struct health, queued_writes),
};
static const struct record HEALTH = RECORD(health, HEALTH_FIELDS);

/* It reads a table, so that a store that is gone shows. */
static bool health_get(struct ctx *c, const void *in, void *out)
{
    (void)in;
    struct health *h = out;
    if (!ctx_one(c, &SQL_HEALTH, NULL, NULL, &HEALTH, h)) return false;
    struct store_stats stats = store_stats(c->app->store);
    h->status = STR("ok");
    h->queued_reads = stats.queued_reads;
    h->queued_writes = stats.queued_writes;
    return true;
}

static bool openapi_next(struct ctx *c, void *state, struct buf *out, bool *end)
{
    (void)c;
    struct str *rest = state;
    buf_add(out, str_sub(*rest, 0, PIECE));
    *rest = str_sub(*rest, PIECE, rest->n);
    *end = rest->n == 0;
    return true;
}

static bool openapi_get(struct ctx *c, const void *in, struct download *out)
{
    (void)in;
    size_t count;
    const struct api_set *sets = api_sets(c->service, &count);
    struct buf b = {.arena = c->arena};
    api_openapi(&b, sets, count);
    struct str *rest = ARENA_NEW(c->arena, struct str);
    *rest = buf_str(&b);
    *out = (struct download){
        .content_type = STR("application/json"),
        .size = (int64_t)rest->n,
        .next = openapi_next,
        .state = rest,
    };
    return true;
}

static const struct api ROWS[] = {
    {.method = "GET",
     .path = "/health",
     .id = "health",
     .summary = "Is the server alive and its store readable?",
     .out = &HEALTH,
     .right = RIGHT_PUBLIC,
     .tx = TX_READ,
     .run = health_get},
    {.method = "GET",
     .path = "/openapi.json",
     .id = "openapi",
     .summary = "This description",
     .right = RIGHT_PUBLIC,
     .tx = TX_READ,
     .download = openapi_get},
};
const struct api_set API_SET_HTTP = {"http", ROWS, COUNT(ROWS)};
