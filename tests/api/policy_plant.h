/* policy_plant.h - the sample zone's policies in a test's zone: facts, documents, items and published rules of the pack. */
#ifndef TESTS_API_POLICY_PLANT_H
#define TESTS_API_POLICY_PLANT_H
#include "app/app.h"
#include "json/json.h"
#include "policy/rule.h"
#include "rig.h"
#include <stdio.h>
#include <stdlib.h>

/* A step as the system of zone north. */
static inline bool plant_as_system(struct rig *r, enum tx tx, bool (*run)(struct ctx *, void *), void *arg)
{
    struct ctx c;
    ctx_init(&c, r->app, r->arena);
    c.zone_id = STR(RIG_NORTH);
    c.actor.system = true;
    c.remote = STR("cli");
    bool ok = app_run(&c, tx, run, arg);
    if (!ok)
        (void)fprintf(stderr, "    %.*s %.*s\n", STR_ARG(msg_render(r->arena, LANG_EN, &c.err.message)),
                      STR_ARG(c.err.debug));
    return ok;
}

static inline struct str plant_file(struct rig *r, const char *folder, struct str name)
{
    struct buf b = {.arena = r->arena};
    FILE *f = fopen(arena_printf(r->arena, "%s/%.*s", folder, STR_ARG(name)).p, "rb");
    char part[4096];
    if (!f) abort();
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
        buf_add(&b, (struct str){part, n});
    (void)fclose(f);
    return buf_str(&b);
}

struct plant {
    struct policy_facts facts;
    struct policy_pack_document document;
    struct policy_pack_counts n;
};

static inline bool plant_put_facts(struct ctx *c, void *arg)
{
    struct plant *p = arg;
    p->n = (struct policy_pack_counts){0};
    return policy_pack_facts(c, &p->facts, &p->n);
}

static inline bool plant_check(struct ctx *c, void *arg)
{
    return policy_pack_check(c, &((struct plant *)arg)->document);
}

static inline bool plant_put(struct ctx *c, void *arg)
{
    struct plant *p = arg;
    p->n = (struct policy_pack_counts){0};
    return policy_pack_document(c, &p->document, &p->n);
}

/** Facts from a JSON text like the pack's facts.json. */
static inline void plant_facts(struct rig *r, struct str json)
{
    struct plant p = {0};
    struct err e = {.arena = r->arena};
    CHECK_ROW("the facts are read", json_decode(r->arena, &e, &POLICY_FACTS, json, &p.facts));
    CHECK_ROW("the catalogue is stored", plant_as_system(r, TX_WRITE, plant_put_facts, &p));
}

/* Rule and tests of an item. */
struct plant_texts {
    const char *dmn, *tests;
};

/** A document without pots; its rules are files of `folder`, or texts[i] when that is NULL.  The copy-th copy of a
 *  document (0: itself) has numbers and codes of its own. */
static inline void plant_document(struct rig *r, struct str json, const char *folder, const struct plant_texts *texts,
                                  int copy)
{
    struct plant p = {0};
    struct err e = {.arena = r->arena};
    CHECK_ROW("the document is read", json_decode(r->arena, &e, &POLICY_PACK_DOCUMENT, json, &p.document));
    if (copy) p.document.document.no = arena_printf(r->arena, "%.*s-%d", STR_ARG(p.document.document.no), copy);
    for (size_t i = 0; i < p.document.items.count; i++) {
        struct policy_pack_item *item = LIST_AT(&p.document.items, struct policy_pack_item, i);
        item->pot = (struct str){0};
        if (copy) {
            item->item.code = arena_printf(r->arena, "%.*s-%d", STR_ARG(item->item.code), copy);
            item->item.exclusions = (struct list){0};
        }
        item->dmn = folder ? plant_file(r, folder, item->dmn_file) : str_of(texts[i].dmn);
        item->tests = folder ? plant_file(r, folder, item->tests_file) : str_of(texts[i].tests);
    }
    CHECK_ROW("its rules are green", plant_as_system(r, TX_READ, plant_check, &p));
    CHECK_ROW("it is published", plant_as_system(r, TX_WRITE, plant_put, &p));
}

/** All fifteen items of the pack, `copies` times. */
static inline void plant_pack(struct rig *r, const char *folder, int copies)
{
    static const char *const DOCUMENTS[] = {"lodging.json", "rd-match.json", "talent.json", "restart.json"};
    plant_facts(r, plant_file(r, folder, STR("facts.json")));
    for (int copy = 0; copy < copies; copy++)
        for (size_t i = 0; i < COUNT(DOCUMENTS); i++)
            plant_document(r, plant_file(r, folder, str_of(DOCUMENTS[i])), folder, NULL, copy);
}
#endif
