/* item_cache.c - what costs most to read of items, kept in memory: their texts taken apart, and who excludes whom.
 *
 * A text is found again by itself, so nothing stored can make it old.  Exclusions are found by a stamp of all items of
 * the zone; readers alone keep them, because what a writer sees may be undone and come back otherwise. */
#include "app/app.h"
#include "json/json.h"
#include "policy/policy_impl.h"
#include <stdlib.h>

enum {
    TEXTS_KEPT = 128,
    PAIRS_KEPT = 256
};

/* A text and its lists, or an item at a stamp and its exclusions.  Both are read and copied under the lock. */
struct kept {
    struct str key;
    struct arena *arena;
    struct policy_item item;
    int64_t used;
};
struct items {
    struct arena *arena;
    pthread_mutex_t lock;
    struct kept *texts[TEXTS_KEPT], *pairs[PAIRS_KEPT];
    int64_t clock;
};
static const char OWNER[] = "policy items";

static void *items_open(void)
{
    struct arena *a = arena_new();
    struct items *all = ARENA_NEW(a, struct items);
    all->arena = a;
    if (pthread_mutex_init(&all->lock, NULL) != 0) abort();
    return all;
}

static void items_close(void *data)
{
    struct items *all = data;
    for (size_t i = 0; i < TEXTS_KEPT; i++)
        if (all->texts[i]) arena_free(all->texts[i]->arena);
    for (size_t i = 0; i < PAIRS_KEPT; i++)
        if (all->pairs[i]) arena_free(all->pairs[i]->arena);
    (void)pthread_mutex_destroy(&all->lock);
    arena_free(all->arena);
}

static struct items *items_of(struct ctx *c)
{
    return app_part(c->app, OWNER, items_open, items_close);
}

static void copy_inside(struct arena *a, const struct record *r, void *obj)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        struct str *text = field_at(f, obj);
        struct list *list = field_at(f, obj);
        if (f->type == FIELD_STR) *text = arena_str(a, *text);
        if (f->type != FIELD_LIST || list->count == 0) continue;
        void *items = arena_alloc_array(a, list->count, f->of->size);
        memcpy(items, list->items, list->count * f->of->size);
        *list = (struct list){.items = items, .count = list->count, .cap = list->count};
        for (size_t k = 0; k < list->count; k++)
            copy_inside(a, f->of, (char *)items + k * f->of->size);
    }
}

/* The lists alone; they live in c's arena. */
static void copy_lists(struct ctx *c, const struct policy_item *from, struct policy_item *to)
{
    to->fields = from->fields;
    to->exclusions = from->exclusions;
    to->attachments = from->attachments;
    to->parameters = from->parameters;
    to->words = from->words;
    copy_inside(c->arena, &ITEM_DETAIL, to);
}

static bool find(struct ctx *c, struct kept *const *list, size_t count, struct str key, struct policy_item *out)
{
    struct items *all = items_of(c);
    bool found = false;
    (void)pthread_mutex_lock(&all->lock);
    for (size_t i = 0; i < count && !found; i++) {
        found = list[i] && str_eq(list[i]->key, key);
        if (!found) continue;
        list[i]->used = ++all->clock;
        copy_lists(c, &list[i]->item, out);
    }
    (void)pthread_mutex_unlock(&all->lock);
    return found;
}

/* In place of what was longest not used; of two made at once both may stay. */
static void keep(struct ctx *c, struct kept **list, size_t count, struct str key, struct policy_item *lists)
{
    struct items *all = items_of(c);
    struct arena *a = arena_new();
    struct kept *k = ARENA_NEW(a, struct kept);
    *k = (struct kept){.arena = a, .key = arena_str(a, key), .item = *lists};
    copy_inside(a, &ITEM_DETAIL, &k->item);
    (void)pthread_mutex_lock(&all->lock);
    size_t oldest = 0;
    for (size_t i = 1; i < count && list[oldest]; i++)
        if (!list[i] || list[i]->used < list[oldest]->used) oldest = i;
    struct kept *out = list[oldest];
    k->used = ++all->clock;
    list[oldest] = k;
    (void)pthread_mutex_unlock(&all->lock);
    if (out) arena_free(out->arena);
}

bool item_lists(struct ctx *c, struct str text, struct policy_item *out)
{
    struct items *all = items_of(c);
    if (find(c, all->texts, TEXTS_KEPT, text, out)) return true;
    struct err e = {.arena = c->arena};
    if (!json_decode(c->arena, &e, &ITEM_DETAIL, text, out))
        return fail_internal(&c->err, "policy_item.detail is damaged");
    keep(c, all->texts, TEXTS_KEPT, text, out);
    return true;
}

/* ---- exclusions, both ways ---- */

static void add_pair(struct ctx *c, struct list *out, struct str code, int32_t by)
{
    for (size_t i = 0; i < out->count; i++) {
        const struct policy_exclusion *x = LIST_AT(out, const struct policy_exclusion, i);
        if (x->by == by && str_eq(x->item_code, code)) return;
    }
    *LIST_ADD(c->arena, out, struct policy_exclusion) = (struct policy_exclusion){code, by};
}

static bool gather(struct ctx *c, const struct policy_item *item, struct list *out)
{
    struct policy_items all = {0};
    if (!policy_item_list(c, &(struct policy_item_query){0}, &all)) return false;
    for (size_t i = 0; i < item->exclusions.count; i++) {
        const struct policy_exclusion *x = LIST_AT(&item->exclusions, const struct policy_exclusion, i);
        add_pair(c, out, x->item_code, x->by);
    }
    for (size_t i = 0; i < all.items.count; i++) {
        const struct policy_item *other = LIST_AT(&all.items, const struct policy_item, i);
        for (size_t n = 0; n < other->exclusions.count && !str_eq(other->id, item->id); n++) {
            const struct policy_exclusion *x = LIST_AT(&other->exclusions, const struct policy_exclusion, n);
            if (str_eq(x->item_code, item->code)) add_pair(c, out, other->code, x->by);
        }
    }
    return true;
}

bool policy_exclusions(struct ctx *c, const struct policy_item *item, struct list *out)
{
    struct items *all = items_of(c);
    struct policy_item pairs = {0};
    struct str stamp;
    *out = (struct list){0};
    if (!db_reads_only(c->db)) return gather(c, item, out);
    if (!item_stamp(c, &stamp)) return false;
    struct str key = arena_printf(c->arena, "%.*s/%.*s/%" PRId64 "/%.*s", STR_ARG(c->zone_id), STR_ARG(item->id),
                                  item->version, STR_ARG(stamp));
    if (!find(c, all->pairs, PAIRS_KEPT, key, &pairs)) {
        if (!gather(c, item, &pairs.exclusions)) return false;
        keep(c, all->pairs, PAIRS_KEPT, key, &pairs);
    }
    *out = pairs.exclusions;
    return true;
}
