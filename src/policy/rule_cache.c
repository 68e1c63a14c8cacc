/* rule_cache.c - rules loaded once and shared: bounded, locked, given back by count. */
#include "app/app.h"
#include "policy/policy_impl.h"
#include "policy_sql.h"
#include <stdlib.h>

enum {
    LOAD_DIAGS_MAX = 20
};

/* What a compiled rule was made of; another of anything makes another rule. */
struct rule_key {
    struct str zone_id, id, item_id, digest, line_decision, claim_decision;
    int64_t version;        /* of the item */
    struct instant updated; /* of the newest fact */
    struct date valid_from;
};
static const struct field KEY_FIELDS[] = {
    FIELD(struct rule_key, zone_id),       FIELD(struct rule_key, id),
    FIELD(struct rule_key, item_id),       FIELD(struct rule_key, digest),
    FIELD(struct rule_key, line_decision), FIELD(struct rule_key, claim_decision),
    FIELD(struct rule_key, version),       FIELD(struct rule_key, updated),
    FIELD(struct rule_key, valid_from),
};
static const struct record KEY = RECORD(rule_key, KEY_FIELDS);

/* ---- the cache ---- */

struct cache {
    struct arena *arena;
    pthread_mutex_t lock;
    struct policy_rule *rules[POLICY_RULES_CACHED];
    int64_t clock;
};
static const char CACHE_OWNER[] = "policy rules";

static void rule_free(struct policy_rule *r)
{
    dmn_model_free(r->model);
    arena_free(r->arena);
}

static void *cache_open(void)
{
    struct arena *a = arena_new();
    struct cache *cache = ARENA_NEW(a, struct cache);
    cache->arena = a;
    if (pthread_mutex_init(&cache->lock, NULL) != 0) abort();
    return cache;
}

static void cache_close(void *data)
{
    struct cache *cache = data;
    for (size_t i = 0; i < POLICY_RULES_CACHED; i++) {
        if (!cache->rules[i]) continue;
        assert(cache->rules[i]->refs == 1);
        rule_free(cache->rules[i]);
    }
    (void)pthread_mutex_destroy(&cache->lock);
    arena_free(cache->arena);
}

static struct cache *cache_of(struct ctx *c)
{
    return app_part(c->app, CACHE_OWNER, cache_open, cache_close);
}

/* The caller holds the lock. */
static struct policy_rule *cache_find(struct cache *cache, struct str key)
{
    for (size_t i = 0; i < POLICY_RULES_CACHED; i++) {
        struct policy_rule *r = cache->rules[i];
        if (r && str_eq(r->key, key)) return r;
    }
    return NULL;
}

static struct policy_rule *cache_take(struct cache *cache, struct str key)
{
    (void)pthread_mutex_lock(&cache->lock);
    struct policy_rule *r = cache_find(cache, key);
    if (r) {
        r->refs++;
        r->used = ++cache->clock;
    }
    (void)pthread_mutex_unlock(&cache->lock);
    return r;
}

/* Puts a rule in place of the one that was longest not used; of two that were loaded at once one is kept. */
static struct policy_rule *cache_put(struct cache *cache, struct policy_rule *fresh)
{
    struct policy_rule *out = NULL;
    (void)pthread_mutex_lock(&cache->lock);
    struct policy_rule *known = cache_find(cache, fresh->key);
    if (!known) {
        size_t oldest = 0;
        for (size_t i = 1; i < POLICY_RULES_CACHED && cache->rules[oldest]; i++)
            if (!cache->rules[i] || cache->rules[i]->used < cache->rules[oldest]->used) oldest = i;
        out = cache->rules[oldest];
        cache->rules[oldest] = known = fresh;
        fresh->refs = 1; /* the cache's own */
    } else {
        out = fresh;
        out->refs = 1;
    }
    known->refs++;
    known->used = ++cache->clock;
    bool last = out && --out->refs == 0;
    (void)pthread_mutex_unlock(&cache->lock);
    if (last) rule_free(out);
    return known;
}

void policy_rule_close(struct policy_rule *r)
{
    if (!r) return;
    struct cache *cache = r->cache;
    (void)pthread_mutex_lock(&cache->lock);
    bool last = --r->refs == 0;
    (void)pthread_mutex_unlock(&cache->lock);
    if (last) rule_free(r);
}

/* ---- loading ---- */

struct dmn_model *policy_model_load(struct str dmn, bool strict, struct feel_diags *d)
{
    const struct dmn_options o = {
        .limits = {.depth = 200, .steps = POLICY_RUN_STEPS, .bytes = POLICY_RUN_BYTES, .diags = 100}, .strict = strict};
    return dmn_load(dmn, &o, d);
}

const struct policy_fact *policy_input_fact(const struct policy_facts *facts, const struct dmn_element_info *e,
                                            bool *rows)
{
    *rows = str_eq(e->name, STR("rows"));
    return *rows ? NULL : policy_fact_find(facts, e->name);
}

static bool failed(struct ctx *c, const struct rule_version *v, struct str reason)
{
    return fail(&c->err, ERR_CONFLICT, M(RULE_FAILED), S("code", v->item_code), I("no", v->no), S("reason", reason));
}

static struct str first_error(struct ctx *c, const struct feel_diags *d)
{
    for (size_t i = 0; i < d->list.count; i++) {
        const struct feel_diag *one = LIST_AT(&d->list, struct feel_diag, i);
        if (one->severity == FEEL_ERROR) return feel_diag_text(c->arena, c->lang == LANG_ZH ? FEEL_ZH : FEEL_EN, one);
    }
    return STR("?");
}

static void copy_texts(struct arena *a, struct policy_fact *f)
{
    struct str *texts[] = {&f->key, &f->unit, &f->zh, &f->en, &f->provider, &f->as_of};
    for (size_t i = 0; i < COUNT(texts); i++)
        *texts[i] = arena_str(a, *texts[i]);
    struct list choices = f->choices;
    f->choices = (struct list){0};
    for (size_t i = 0; i < choices.count; i++) {
        const struct policy_choice *from = LIST_AT(&choices, struct policy_choice, i);
        *LIST_ADD(a, &f->choices, struct policy_choice) =
            (struct policy_choice){arena_str(a, from->value), arena_str(a, from->zh), arena_str(a, from->en)};
    }
}

static bool keep_facts(struct ctx *c, struct policy_rule *r)
{
    struct policy_facts all = {0};
    if (!policy_catalogue(c, &all)) return false;
    for (size_t i = 0; i < all.items.count; i++) {
        struct policy_fact *f = LIST_ADD(r->arena, &r->facts.items, struct policy_fact);
        *f = *LIST_AT(&all.items, struct policy_fact, i);
        f->zone_id = f->detail = (struct str){0};
        copy_texts(r->arena, f);
    }
    return true;
}

static bool needs(const struct dmn_model *m, size_t decision, size_t element)
{
    size_t count = 0;
    if (decision == SIZE_MAX) return false;
    const uint32_t *all = dmn_needs(m, decision, &count);
    for (size_t i = 0; i < count; i++)
        if (all[i] == element) return true;
    return false;
}

static bool bind(struct ctx *c, const struct rule_version *v, struct policy_rule *r)
{
    size_t count = dmn_count(r->model);
    r->inputs = ARENA_ARRAY(r->arena, struct policy_input, count + 1);
    r->of_line = ARENA_ARRAY(r->arena, bool, count + 1);
    r->of_claim = ARENA_ARRAY(r->arena, bool, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct dmn_element_info e = dmn_element(r->model, i);
        bool line = needs(r->model, r->line, i), claim = needs(r->model, r->claim, i);
        if (e.kind != DMN_INPUT || !(line || claim)) continue;
        struct policy_input in = {.index = i};
        in.fact = policy_input_fact(&r->facts, &e, &in.rows);
        if (!in.fact && !in.rows) return failed(c, v, e.name);
        r->of_line[r->input_count] = line;
        r->of_claim[r->input_count] = claim;
        r->inputs[r->input_count++] = in;
    }
    return true;
}

static bool load(struct ctx *c, const struct rule_key *key, const struct rule_version *v, struct policy_rule *r)
{
    struct feel_diags d = {.arena = c->arena, .max = LOAD_DIAGS_MAX};
    r->id = arena_str(r->arena, v->id);
    r->item_id = arena_str(r->arena, v->item_id);
    r->no = v->no;
    r->model = policy_model_load(v->dmn, true, &d);
    if (!r->model) return failed(c, v, first_error(c, &d));
    r->line = dmn_find(r->model, DMN_DECISION, key->line_decision, (struct str){0});
    r->claim = SIZE_MAX;
    if (key->claim_decision.n) r->claim = dmn_find(r->model, DMN_DECISION, key->claim_decision, (struct str){0});
    if (r->line == SIZE_MAX) return failed(c, v, key->line_decision);
    if (key->claim_decision.n && r->claim == SIZE_MAX) return failed(c, v, key->claim_decision);
    return keep_facts(c, r) && bind(c, v, r);
}

static bool rule_load(struct ctx *c, const struct rule_key *key, struct str cache_key, struct policy_rule **out)
{
    struct rule_version v = {0};
    bool found = false;
    if (!policy_rule_find(c, key->id, &v, &found)) return false;
    if (!found) return ctx_not_found(c, "规则版本", "rule version");
    struct arena *a = arena_new();
    struct policy_rule *r = ARENA_NEW(a, struct policy_rule);
    r->arena = a;
    r->cache = cache_of(c);
    r->key = arena_str(a, cache_key);
    if (!load(c, key, &v, r)) {
        rule_free(r);
        return false;
    }
    *out = cache_put(r->cache, r);
    return true;
}

static bool find_key(struct ctx *c, struct str item_id, struct str rule_version_id, struct date as_of,
                     struct rule_key *key)
{
    bool found = false;
    *key = (struct rule_key){.zone_id = c->zone_id, .id = rule_version_id, .item_id = item_id, .valid_from = as_of};
    if (!rule_version_id.n) {
        if (!ctx_find(c, &SQL_RULE_OF_DATE, &KEY, key, &KEY, key, &found)) return false;
        if (!found) return fail(&c->err, ERR_NOT_FOUND, M(NO_RULE), S("date", date_text(c->arena, as_of)));
    }
    key->zone_id = c->zone_id;
    if (!ctx_find(c, &SQL_RULE_KEY, &KEY, key, &KEY, key, &found)) return false;
    if (!found || (item_id.n && !str_eq(key->item_id, item_id))) return ctx_not_found(c, "规则版本", "rule version");
    return true;
}

bool policy_rule_open(struct ctx *c, struct str item_id, struct str rule_version_id, struct date as_of,
                      struct policy_rule **out)
{
    struct rule_key key;
    *out = NULL;
    if (!find_key(c, item_id, rule_version_id, as_of, &key)) return false;
    struct str text = arena_printf(c->arena, "%.*s/%.*s/%.*s/%" PRId64 "/%" PRId64, STR_ARG(c->zone_id),
                                   STR_ARG(key.id), STR_ARG(key.digest), key.version, key.updated.us);
    *out = cache_take(cache_of(c), text);
    return *out || rule_load(c, &key, text, out);
}

const struct dmn_model *policy_rule_model(const struct policy_rule *r)
{
    return r->model;
}

struct str policy_rule_id(const struct policy_rule *r)
{
    return r->id;
}

size_t policy_rule_line(const struct policy_rule *r)
{
    return r->line;
}

size_t policy_rule_claim(const struct policy_rule *r)
{
    return r->claim;
}

const struct policy_fact *policy_rule_fact(const struct policy_rule *r, struct str key)
{
    const struct policy_fact *f = policy_fact_find(&r->facts, key);
    return f && str_eq(f->key, key) ? f : NULL;
}

const struct policy_input *policy_rule_inputs(const struct policy_rule *r, size_t *count)
{
    *count = r->input_count;
    return r->inputs;
}
