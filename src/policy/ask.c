/* ask.c - judging over HTTP: for an enterprise by who may see it, and without sign-in by anybody. */
#include "app/app.h"
#include "policy/policy_impl.h"
#include "registry/registry.h"
#include "zone/zone.h"
#include <stdlib.h>

/* A rule that is not published is tried out by those who write and check rules. */
static bool may_ask(struct ctx *c, const struct judge_ask *in)
{
    struct rule_version v = {0};
    struct str name;
    if (in->rule_version_id.n && !rule_get(c, &(struct policy_key){in->rule_version_id}, &v)) return false;
    if (!in->enterprise_id.n) return true;
    if (!enterprise_require(c, RIGHT_ENTERPRISE_READ, in->enterprise_id, false, &name)) return false;
    /* the answer names the facts of the people on the lines */
    return !in->lines_json.n || enterprise_require(c, RIGHT_WORKER_READ, in->enterprise_id, false, &name);
}

bool policy_ask(struct ctx *c, const struct judge_ask *in, struct judgement *out)
{
    const struct judge_request q = {.item_id = in->id,
                                    .rule_version_id = in->rule_version_id,
                                    .as_of = in->as_of,
                                    .enterprise_id = in->enterprise_id,
                                    .form_json = in->form_json,
                                    .lines_json = in->lines_json};
    return may_ask(c, in) && policy_judge(c, &q, out);
}

/* ---- a guard for what anybody may call ---- */

enum {
    GUARD_SLOTS = 4096,
    MINUTE_US = 60000000
};
struct guard_slot {
    uint64_t address; /* its hash */
    int64_t since_us, count;
};
struct guard {
    struct arena *arena;
    pthread_mutex_t lock;
    struct guard_slot slots[GUARD_SLOTS];
};
static const char GUARD_OWNER[] = "policy try";

static void *guard_open(void)
{
    struct arena *a = arena_new();
    struct guard *g = ARENA_NEW(a, struct guard);
    g->arena = a;
    if (pthread_mutex_init(&g->lock, NULL) != 0) abort();
    return g;
}

static void guard_close(void *data)
{
    struct guard *g = data;
    (void)pthread_mutex_destroy(&g->lock);
    arena_free(g->arena);
}

/* FNV-1a; a collision only makes two addresses share a minute's tries. */
static uint64_t hash_of(struct str s)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
    return h;
}

static bool guard_pass(struct ctx *c)
{
    struct guard *g = app_part(c->app, GUARD_OWNER, guard_open, guard_close);
    uint64_t address = hash_of(c->remote);
    struct guard_slot *s = &g->slots[address % GUARD_SLOTS];
    (void)pthread_mutex_lock(&g->lock);
    bool fresh = s->address != address || c->now.us - s->since_us >= MINUTE_US || c->now.us < s->since_us;
    if (fresh) *s = (struct guard_slot){address, c->now.us, 0};
    bool ok = ++s->count <= TRY_PER_MINUTE;
    int64_t left_us = s->since_us + MINUTE_US - c->now.us;
    (void)pthread_mutex_unlock(&g->lock);
    if (ok) return true;
    c->err.retry_after_s = (int32_t)(left_us / 1000000) + 1;
    return fail(&c->err, ERR_TOO_MANY, M(POLICY_TRY_OFTEN), I("seconds", c->err.retry_after_s));
}

/* ---- without sign-in ---- */

/* Nobody acts: who happens to be signed in elsewhere has no say in this zone. */
static bool enter(struct ctx *c, struct str code)
{
    struct zone zone = {0};
    c->actor = (struct actor){0};
    return zone_enter(c, code, &zone);
}

static bool may_try(const struct policy_item *item)
{
    return item->state == ITEM_OPEN && item->try_it && item->rule_version_id.n;
}

bool policy_try_list(struct ctx *c, const struct try_list *in, struct policy_items *out)
{
    struct policy_items all = {0};
    if (!enter(c, in->zone) || !policy_item_list(c, &(struct policy_item_query){.state = ITEM_OPEN}, &all))
        return false;
    for (size_t i = 0; i < all.items.count; i++) {
        struct policy_item *item = LIST_AT(&all.items, struct policy_item, i);
        if (!may_try(item)) continue;
        item->pot_id = (struct str){0}; /* the purse is the zone's own matter */
        *LIST_ADD(c->arena, &out->items, struct policy_item) = *item;
    }
    return true;
}

bool policy_try(struct ctx *c, const struct try_ask *in, struct judgement *out)
{
    struct policy_item item = {0};
    bool found = false;
    if (!guard_pass(c) || !enter(c, in->zone) || !policy_item_by_code(c, in->code, &item, &found)) return false;
    if (!found || !may_try(&item)) return ctx_not_found(c, "政策事项", "policy item");
    const struct judge_request q = {.as_of = in->as_of, .form_json = in->form_json, .lines_json = in->lines_json};
    return judge_item(c, &item, &q, TRY_LINES_MAX, out);
}
