/* seen.c - codes met before in a file: an open hash table of texts. */
#include "intake/intake_impl.h"

struct slot {
    struct str key;
    int64_t row;
    uint64_t hash;
};
struct seen {
    struct arena *arena, *table; /* keys; slots, of which a grown table takes a new arena and frees the old one */
    struct slot *slots;
    size_t count, cap; /* cap is a power of two */
};

/* FNV-1a; rows of one file cannot choose their neighbours well enough to matter at a load of one half. */
static uint64_t hash_of(struct str s)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
    return h ^ (h >> 29);
}

struct seen *seen_new(struct arena *a)
{
    struct seen *s = ARENA_NEW(a, struct seen);
    *s = (struct seen){.arena = arena_new(), .table = arena_new(), .cap = 1024};
    s->slots = ARENA_ARRAY(s->table, struct slot, s->cap);
    return s;
}

void seen_free(struct seen *s)
{
    if (!s) return;
    arena_free(s->arena);
    arena_free(s->table);
    *s = (struct seen){0};
}

static struct slot *find(const struct seen *s, struct str key, uint64_t hash)
{
    size_t at = (size_t)hash & (s->cap - 1);
    while (s->slots[at].row && !(s->slots[at].hash == hash && str_eq(s->slots[at].key, key)))
        at = (at + 1) & (s->cap - 1);
    return &s->slots[at];
}

static void grow(struct seen *s)
{
    struct seen bigger = {.cap = s->cap * 2, .table = arena_new()};
    bigger.slots = ARENA_ARRAY(bigger.table, struct slot, bigger.cap);
    for (size_t i = 0; i < s->cap; i++)
        if (s->slots[i].row) *find(&bigger, s->slots[i].key, s->slots[i].hash) = s->slots[i];
    arena_free(s->table);
    s->table = bigger.table;
    s->slots = bigger.slots;
    s->cap = bigger.cap;
}

int64_t seen_before(struct seen *s, struct str key, int64_t row)
{
    assert(row > 0);
    uint64_t hash = hash_of(key);
    struct slot *slot = find(s, key, hash);
    if (slot->row) return slot->row;
    *slot = (struct slot){arena_str(s->arena, key), row, hash};
    if (++s->count * 2 > s->cap) grow(s);
    return 0;
}
