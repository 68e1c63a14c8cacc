/* dmn_map.c - a map from texts to numbers with open addressing; only lives while a model is loaded. */
#include "dmn/dmn_read.h"

struct dmn_map_slot {
    struct str key;
    uint64_t hash;
    uint32_t value;
    bool used;
};

enum {
    FIRST_CAP = 64
};

/* FNV-1a with a last stir; the keys of a hostile model can at worst make its own loading slow, within its size. */
static uint64_t hash_of(struct str s)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
    h ^= h >> 29;
    return h * UINT64_C(0xbf58476d1ce4e5b9);
}

static struct dmn_map_slot *slot_of(struct dmn_map_slot *slots, size_t cap, struct str key, uint64_t hash)
{
    for (size_t i = (size_t)(hash >> 20) & (cap - 1);; i = (i + 1) & (cap - 1))
        if (!slots[i].used || (slots[i].hash == hash && str_eq(slots[i].key, key))) return &slots[i];
}

static void grow(struct dmn_map *m)
{
    size_t cap = m->cap ? 2 * m->cap : FIRST_CAP;
    struct dmn_map_slot *slots = ARENA_ARRAY(m->arena, struct dmn_map_slot, cap);
    for (size_t i = 0; i < m->cap; i++)
        if (m->slots[i].used) *slot_of(slots, cap, m->slots[i].key, m->slots[i].hash) = m->slots[i];
    m->slots = slots;
    m->cap = cap;
}

bool dmn_map_put(struct dmn_map *m, struct str key, uint32_t value)
{
    if (2 * (m->count + 1) > m->cap) grow(m);
    uint64_t hash = hash_of(key);
    struct dmn_map_slot *slot = slot_of(m->slots, m->cap, key, hash);
    if (slot->used) return false;
    *slot = (struct dmn_map_slot){.key = key, .hash = hash, .value = value, .used = true};
    m->count++;
    return true;
}

uint32_t dmn_map_get(const struct dmn_map *m, struct str key)
{
    if (!m->cap) return UINT32_MAX;
    const struct dmn_map_slot *slot = slot_of(m->slots, m->cap, key, hash_of(key));
    return slot->used ? slot->value : UINT32_MAX;
}
