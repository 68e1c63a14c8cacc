/* feel_lib_context.c - built-ins that read and make contexts.  @source DMN 1.5, table 77 */
#include "feel/feel_impl.h"

static struct str integer_text(struct feel_run *r, int64_t i)
{
    return arena_printf(r->arena, "%" PRId64, i);
}

/** Entries under construction: an array with room. */
struct entries {
    struct feel_entry *items;
    size_t count;
};

static struct feel_entry *find_entry(const struct entries *e, struct str name)
{
    for (size_t i = 0; i < e->count; i++)
        if (str_eq(e->items[i].name, name)) return &e->items[i];
    return NULL;
}

/** Replaces the entry of that name in its place, or adds it at the end. */
static void put(struct entries *e, struct str name, struct feel_value v)
{
    struct feel_entry *old = find_entry(e, name);
    if (old)
        old->value = v;
    else
        e->items[e->count++] = (struct feel_entry){.name = name, .value = v};
}

static struct feel_value lib_get_value(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 2);
    if (!feel_step(r, args[0].context->count / 16)) return FEEL_NULL_VALUE;
    const struct feel_value *v = feel_context_get(args[0].context, feel_text(args[1]));
    return v ? *v : FEEL_NULL_VALUE;
}

static struct feel_value lib_get_entries(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    const struct feel_context *c = args[0].context;
    if (!feel_step(r, c->count)) return FEEL_NULL_VALUE;
    struct feel_value *items = ARENA_ARRAY(r->arena, struct feel_value, c->count);
    for (uint32_t i = 0; i < c->count; i++) {
        struct feel_entry *pair = ARENA_ARRAY(r->arena, struct feel_entry, 2);
        pair[0] = (struct feel_entry){STR("key"), feel_string(c->entries[i].name)};
        pair[1] = (struct feel_entry){STR("value"), c->entries[i].value};
        items[i] = feel_context(r->arena, pair, 2);
    }
    return feel_list(items, c->count);
}

static struct feel_value lib_context(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    struct feel_value list = args[0];
    struct entries e = {.items = ARENA_ARRAY(r->arena, struct feel_entry, list.n)};
    for (uint32_t i = 0; i < list.n; i++) {
        if (!feel_step(r, (int64_t)i + 1)) return FEEL_NULL_VALUE; /* a look at every entry before it */
        bool context = list.items[i].kind == FEEL_CONTEXT;
        const struct feel_value *key = context ? feel_context_get(list.items[i].context, STR("key")) : NULL;
        const struct feel_value *value = context ? feel_context_get(list.items[i].context, STR("value")) : NULL;
        if (!key || !value || key->kind != FEEL_STRING)
            return feel_fail(r, FEEL_MSG_CONTEXT_ENTRY, FEEL_ARGS({"position", integer_text(r, (int64_t)i + 1)}));
        if (find_entry(&e, feel_text(*key)))
            return feel_fail(r, FEEL_MSG_CONTEXT_KEY_TWICE, FEEL_ARGS({"key", feel_text(*key)}));
        put(&e, feel_text(*key), *value);
    }
    return feel_context(r->arena, e.items, e.count);
}

static struct feel_value with_entry(struct feel_run *r, const struct feel_context *c, struct str name,
                                    struct feel_value v)
{
    if (!feel_step(r, (int64_t)c->count + 1)) return FEEL_NULL_VALUE;
    struct entries e = {.items = ARENA_ARRAY(r->arena, struct feel_entry, (size_t)c->count + 1), .count = c->count};
    if (c->count) memcpy(e.items, c->entries, c->count * sizeof *e.items);
    put(&e, name, v);
    return feel_context(r->arena, e.items, e.count);
}

static struct feel_value lib_context_put(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 3);
    return with_entry(r, args[0].context, feel_text(args[1]), args[2]);
}

/** Down the keys to the last level, then back up with the changed contexts; no recursion, keys may be many. */
static struct feel_value lib_context_put_keys(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 3);
    struct feel_value keys = args[1], v = args[2];
    if (keys.n == 0) return feel_fail(r, FEEL_MSG_CONTEXT_NO_KEYS, NULL);
    const struct feel_context **levels = ARENA_ARRAY(r->arena, const struct feel_context *, keys.n);
    levels[0] = args[0].context;
    for (uint32_t i = 0; i < keys.n; i++) {
        if (keys.items[i].kind != FEEL_STRING)
            return feel_fail(r, FEEL_MSG_CONTEXT_KEY_KIND,
                             FEEL_ARGS({"position", integer_text(r, (int64_t)i + 1)},
                                       {"found", str_of(feel_kind_name(keys.items[i].kind))}));
        if (i + 1 == keys.n) break;
        const struct feel_value *next = feel_context_get(levels[i], feel_text(keys.items[i]));
        if (!next || next->kind != FEEL_CONTEXT)
            return feel_fail(r, FEEL_MSG_CONTEXT_NO_LEVEL, FEEL_ARGS({"key", feel_text(keys.items[i])}));
        levels[i + 1] = next->context;
    }
    for (uint32_t i = keys.n; i-- > 0;) {
        v = with_entry(r, levels[i], feel_text(keys.items[i]), v);
        if (v.kind != FEEL_CONTEXT) return v;
    }
    return v;
}

static struct feel_value lib_context_merge(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    struct feel_value list = args[0];
    uint64_t total = 0;
    for (uint32_t i = 0; i < list.n; i++) {
        if (list.items[i].kind != FEEL_CONTEXT)
            return feel_fail(r, FEEL_MSG_LIST_ITEM_KIND,
                             FEEL_ARGS({"function", STR("context merge")},
                                       {"position", integer_text(r, (int64_t)i + 1)},
                                       {"expected", str_of(feel_kind_name(FEEL_CONTEXT))},
                                       {"found", str_of(feel_kind_name(list.items[i].kind))}));
        total += list.items[i].context->count;
    }
    if (!feel_step(r, (int64_t)total)) return FEEL_NULL_VALUE;
    struct entries e = {.items = ARENA_ARRAY(r->arena, struct feel_entry, total)};
    for (uint32_t i = 0; i < list.n; i++) {
        const struct feel_context *c = list.items[i].context;
        for (uint32_t k = 0; k < c->count; k++) {
            if (!feel_step(r, (int64_t)e.count)) return FEEL_NULL_VALUE;
            put(&e, c->entries[k].name, c->entries[k].value);
        }
    }
    return feel_context(r->arena, e.items, e.count);
}

const struct feel_builtin FEEL_LIB_CONTEXT[] = {
    {"get value",
     {{"m", FEEL_P_CONTEXT}, {"key", FEEL_P_STRING}},
     FEEL_TYPE_ANY,
     lib_get_value,
     "结构里这个名称的值；没有就是空缺。",
     "The value of the entry of that name; null when there is none.",
     "get value({key1: \"value1\"}, \"key1\") = \"value1\""},
    {"get entries",
     {{"m", FEEL_P_CONTEXT}},
     FEEL_TYPE_LIST,
     lib_get_entries,
     "结构的各个条目，每个都写成 key 和 value。",
     "The entries, each as a context of key and value.",
     "get entries({a: 1, b: 2}) = [{key: \"a\", value: 1}, {key: \"b\", value: 2}]"},
    {"context",
     {{"entries", FEEL_P_LIST}},
     FEEL_TYPE_CONTEXT,
     lib_context,
     "由 key 和 value 的列表做成结构；同一个名称出现两次是错误。",
     "The context of a list of keys and values; a repeated key is an error.",
     "context([{key: \"a\", value: 1}, {key: \"b\", value: 2}]) = {a: 1, b: 2}"},
    {"context put",
     {{"context", FEEL_P_CONTEXT}, {"key", FEEL_P_STRING}, {"value", FEEL_P_ANY | FEEL_P_NULL}},
     FEEL_TYPE_CONTEXT,
     lib_context_put,
     "放入或换掉一个条目。",
     "The context with an entry added or replaced.",
     "context put({x: 1}, \"y\", 2) = {x: 1, y: 2}"},
    {"context put",
     {{"context", FEEL_P_CONTEXT}, {"keys", FEEL_P_LIST}, {"value", FEEL_P_ANY | FEEL_P_NULL}},
     FEEL_TYPE_CONTEXT,
     lib_context_put_keys,
     "在内层的结构里放入或换掉一个条目；keys 逐层指出名称。",
     "The context with an entry of an inner context added or replaced; keys name the levels.",
     "context put({x: 1, y: {a: 0}}, [\"y\", \"a\"], 2) = {x: 1, y: {a: 2}}"},
    {"context merge",
     {{"contexts", FEEL_P_LIST}},
     FEEL_TYPE_CONTEXT,
     lib_context_merge,
     "把几个结构并成一个；同名时取后面的。",
     "One context of the entries of all; of entries with one name the last wins.",
     "context merge([{x: 1}, {x: 2, y: 3}]) = {x: 2, y: 3}"},
    {.name = NULL},
};
