/* feel_lib_list.c - built-ins that take lists apart and put them together.  @source DMN 1.5, table 76 */
#include "feel/feel_impl.h"

static struct str integer_text(struct feel_run *r, int64_t i)
{
    return arena_printf(r->arena, "%" PRId64, i);
}

/** The index of a position: truncated, counted from 1, negative from the end. */
static bool index_of_position(struct feel_run *r, const char *function, struct feel_value position, uint32_t count,
                              uint32_t *index)
{
    int64_t at;
    if (num_trunc_i64(position.number, &at) && at != 0 && at >= -(int64_t)count && at <= (int64_t)count) {
        *index = (uint32_t)(at > 0 ? at - 1 : at + (int64_t)count);
        return true;
    }
    feel_fail(r, FEEL_MSG_LIST_POSITION,
              FEEL_ARGS({"function", str_of(function)}, {"position", num_text(r->arena, position.number)},
                        {"count", integer_text(r, count)}));
    return false;
}

static struct feel_value *new_items(struct feel_run *r, size_t count)
{
    return ARENA_ARRAY(r->arena, struct feel_value, count);
}

static void copy_items(struct feel_value *to, const struct feel_value *from, size_t count)
{
    if (count) memcpy(to, from, count * sizeof *to);
}

static struct feel_value lib_list_contains(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 2);
    if (!feel_step(r, args[0].n)) return FEEL_NULL_VALUE;
    for (uint32_t i = 0; i < args[0].n; i++)
        if (feel_equal_in(r, args[0].items[i], args[1]) == FEEL_TRUE) return feel_boolean(true);
    return feel_boolean(false);
}

static struct feel_value lib_count(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r;
    assert(count == 1);
    return feel_integer(args[0].n);
}

static struct feel_value lib_sublist(struct feel_run *r, const struct feel_value *args, size_t count)
{
    struct feel_value list = args[0];
    uint32_t from;
    if (!index_of_position(r, "sublist", args[1], list.n, &from)) return FEEL_NULL_VALUE;
    uint32_t left = list.n - from;
    if (count < 3 || args[2].kind == FEEL_NULL) return feel_list(list.items + from, left);
    int64_t length;
    if (!num_trunc_i64(args[2].number, &length) || length < 1 || length > (int64_t)left)
        return feel_fail(
            r, FEEL_MSG_LIST_LENGTH,
            FEEL_ARGS({"function", STR("sublist")}, {"position", num_text(r->arena, args[1].number)},
                      {"length", num_text(r->arena, args[2].number)}, {"count", integer_text(r, list.n)}));
    return feel_list(list.items + from, (size_t)length);
}

static struct feel_value joined(struct feel_run *r, struct feel_value a, struct feel_value b)
{
    size_t total = (size_t)a.n + b.n;
    if (total > UINT32_MAX || !feel_step(r, (int64_t)total)) return FEEL_NULL_VALUE;
    struct feel_value *items = new_items(r, total);
    copy_items(items, a.items, a.n);
    copy_items(items + a.n, b.items, b.n);
    return feel_list(items, total);
}

static struct feel_value lib_append(struct feel_run *r, const struct feel_value *args, size_t count)
{
    return count < 2 ? args[0] : joined(r, args[0], args[1]);
}

static struct feel_value lib_concatenate(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    struct feel_value lists = args[0];
    uint64_t total = 0;
    for (uint32_t i = 0; i < lists.n; i++) total += lists.items[i].n;
    if (total > UINT32_MAX || !feel_step(r, (int64_t)total)) return FEEL_NULL_VALUE;
    struct feel_value *items = new_items(r, total);
    size_t at = 0;
    for (uint32_t i = 0; i < lists.n; i++) {
        copy_items(items + at, lists.items[i].items, lists.items[i].n);
        at += lists.items[i].n;
    }
    return feel_list(items, at);
}

static struct feel_value lib_insert_before(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 3);
    struct feel_value list = args[0];
    uint32_t at;
    if (!index_of_position(r, "insert before", args[1], list.n, &at)) return FEEL_NULL_VALUE;
    if (!feel_step(r, list.n)) return FEEL_NULL_VALUE;
    struct feel_value *items = new_items(r, (size_t)list.n + 1);
    copy_items(items, list.items, at);
    items[at] = args[2];
    copy_items(items + at + 1, list.items + at, list.n - at);
    return feel_list(items, (size_t)list.n + 1);
}

static struct feel_value lib_remove(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 2);
    struct feel_value list = args[0];
    uint32_t at;
    if (!index_of_position(r, "remove", args[1], list.n, &at)) return FEEL_NULL_VALUE;
    if (!feel_step(r, list.n)) return FEEL_NULL_VALUE;
    struct feel_value *items = new_items(r, list.n - 1);
    copy_items(items, list.items, at);
    copy_items(items + at, list.items + at + 1, list.n - at - 1);
    return feel_list(items, list.n - 1);
}

static struct feel_value lib_reverse(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    struct feel_value list = args[0];
    if (!feel_step(r, list.n)) return FEEL_NULL_VALUE;
    struct feel_value *items = new_items(r, list.n);
    for (uint32_t i = 0; i < list.n; i++) items[i] = list.items[list.n - 1 - i];
    return feel_list(items, list.n);
}

static struct feel_value lib_index_of(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 2);
    struct feel_value list = args[0];
    if (!feel_step(r, list.n)) return FEEL_NULL_VALUE;
    struct list found = {0};
    for (uint32_t i = 0; i < list.n; i++)
        if (feel_equal_in(r, list.items[i], args[1]) == FEEL_TRUE)
            *LIST_ADD(r->arena, &found, struct feel_value) = feel_integer((int64_t)i + 1);
    return feel_list(found.items, found.count);
}

/* ---- distinct values: a table of the items kept, by a hash that equal values share ---- */

static uint64_t hash(struct feel_value v)
{
    uint64_t h = UINT64_C(14695981039346656037) ^ v.kind;
    int64_t whole = 0;
    switch ((enum feel_kind)v.kind) {
    case FEEL_BOOLEAN: whole = v.boolean; break;
    case FEEL_NUMBER:
        if (!num_to_scaled(v.number, 6, &whole)) whole = -1; /* rare: all others share one chain */
        break;
    case FEEL_STRING:
        for (uint32_t i = 0; i < v.n; i++) h = (h ^ (unsigned char)v.text[i]) * UINT64_C(1099511628211);
        break;
    case FEEL_DATE: whole = v.days; break;
    case FEEL_MONTHS_DURATION: whole = v.months; break;
    case FEEL_DAYS_DURATION:
    case FEEL_TIME:
    case FEEL_DATE_TIME:
    case FEEL_NULL:
    case FEEL_LIST:
    case FEEL_CONTEXT:
    case FEEL_RANGE:
    case FEEL_FUNCTION: break;
    }
    h = (h ^ (uint64_t)whole) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

static struct feel_value distinct(struct feel_run *r, struct feel_value list)
{
    size_t size = 16;
    while (size < 2 * (size_t)list.n) size *= 2;
    uint32_t *slots = ARENA_ARRAY(r->arena, uint32_t, size); /* 1 + index of a kept item, 0 = free */
    struct feel_value *kept = new_items(r, list.n);
    uint32_t count = 0;
    for (uint32_t i = 0; i < list.n; i++) {
        size_t at = hash(list.items[i]) & (size - 1);
        bool known = false;
        int64_t steps = 1 + (list.items[i].kind == FEEL_STRING ? list.items[i].n / 64 : 0);
        for (; slots[at] && !known; at = (at + 1) & (size - 1), steps++)
            known = feel_equal_in(r, kept[slots[at] - 1], list.items[i]) == FEEL_TRUE;
        if (!feel_step(r, steps)) return FEEL_NULL_VALUE;
        if (known) continue;
        kept[count++] = list.items[i];
        slots[at] = count;
    }
    return feel_list(kept, count);
}

static struct feel_value lib_distinct_values(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    return distinct(r, args[0]);
}

static struct feel_value lib_union(struct feel_run *r, const struct feel_value *args, size_t count)
{
    struct feel_value all = lib_concatenate(r, args, count);
    return all.kind == FEEL_LIST ? distinct(r, all) : all;
}

static bool flatten(struct feel_run *r, struct list *to, struct feel_value list, int32_t depth)
{
    if (depth > FEEL_VALUE_DEPTH) {
        feel_fail(r, FEEL_MSG_TOO_DEEP, FEEL_ARGS({"max", integer_text(r, FEEL_VALUE_DEPTH)}));
        return false;
    }
    if (!feel_step(r, (int64_t)list.n + 1)) return false;
    for (uint32_t i = 0; i < list.n; i++) {
        if (list.items[i].kind != FEEL_LIST)
            *LIST_ADD(r->arena, to, struct feel_value) = list.items[i];
        else if (!flatten(r, to, list.items[i], depth + 1))
            return false;
    }
    return true;
}

static struct feel_value lib_flatten(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    struct list flat = {0};
    if (!flatten(r, &flat, args[0], 0)) return FEEL_NULL_VALUE;
    return feel_list(flat.items, flat.count);
}

/* ---- list replace ---- */

static struct feel_value lib_replace_at(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 3);
    struct feel_value list = args[0];
    uint32_t at;
    if (!index_of_position(r, "list replace", args[1], list.n, &at)) return FEEL_NULL_VALUE;
    if (!feel_step(r, list.n)) return FEEL_NULL_VALUE;
    struct feel_value *items = new_items(r, list.n);
    copy_items(items, list.items, list.n);
    items[at] = args[2];
    return feel_list(items, list.n);
}

static struct feel_value lib_replace_where(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 3);
    struct feel_value list = args[0];
    struct feel_value *items = new_items(r, list.n);
    for (uint32_t i = 0; i < list.n; i++) {
        if (!feel_step(r, 1)) return FEEL_NULL_VALUE;
        struct feel_value pair[] = {list.items[i], args[2]};
        int64_t errors = r->diags.errors;
        struct feel_value matches = feel_call(r, args[1].function, pair, COUNT(pair));
        if (matches.kind != FEEL_BOOLEAN) {
            if (r->diags.errors > errors) return FEEL_NULL_VALUE; /* the cause is reported already */
            return feel_fail(r, FEEL_MSG_LIST_TEST,
                             FEEL_ARGS({"function", STR("list replace")},
                                       {"found", str_of(feel_kind_name(matches.kind))}));
        }
        items[i] = matches.boolean ? args[2] : list.items[i];
    }
    return feel_list(items, list.n);
}

const struct feel_builtin FEEL_LIB_LIST[] = {
    {"list contains",
     {{"list", FEEL_P_LIST}, {"element", FEEL_P_ANY | FEEL_P_NULL}},
     FEEL_TYPE_BOOLEAN,
     lib_list_contains,
     "列表里有没有这一项。",
     "Whether the list has an item equal to the element.",
     "list contains([1, 2, 3], 2)"},
    {"list replace",
     {{"list", FEEL_P_LIST}, {"position", FEEL_P_NUMBER}, {"newItem", FEEL_P_ANY | FEEL_P_NULL}},
     FEEL_TYPE_LIST,
     lib_replace_at,
     "换掉某个位置上的项；位置从 1 数起，负数从末尾数起。",
     "The list with the item at a position replaced; positions count from 1, negative ones from the end.",
     "list replace([2, 4, 7, 8], 3, 6) = [2, 4, 6, 8]"},
    {"list replace",
     {{"list", FEEL_P_LIST}, {"match", FEEL_P_FUNCTION}, {"newItem", FEEL_P_ANY | FEEL_P_NULL}},
     FEEL_TYPE_LIST,
     lib_replace_where,
     "换掉符合条件的每一项；条件是 function(item, newItem)。",
     "The list with every item replaced for which function(item, newItem) is true.",
     "list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5) = [5, 5, 7, 8]"},
    {"count",
     {{"list", FEEL_P_LIST}},
     FEEL_TYPE_NUMBER,
     lib_count,
     "列表有几项，空缺也算。",
     "The number of items, nulls included.",
     "count([1, null, 3]) = 3"},
    {"sublist",
     {{"list", FEEL_P_LIST}, {"start position", FEEL_P_NUMBER}, {"length", FEEL_P_NUMBER | FEEL_P_OPTIONAL}},
     FEEL_TYPE_LIST,
     lib_sublist,
     "从某个位置起的几项；不给长度就到末尾。",
     "The items from a position on, as many as length says or to the end.",
     "sublist([4, 5, 6], 1, 2) = [4, 5]"},
    {"append",
     {{"list", FEEL_P_LIST}, {"item", FEEL_P_ANY | FEEL_P_NULL | FEEL_P_VARIADIC}},
     FEEL_TYPE_LIST,
     lib_append,
     "在列表末尾添上各项。",
     "The list with the items added at its end.",
     "append([1], 2, 3) = [1, 2, 3]"},
    {"concatenate",
     {{"list", FEEL_P_LIST | FEEL_P_VARIADIC}},
     FEEL_TYPE_LIST,
     lib_concatenate,
     "把几个列表连成一个。",
     "One list of all items of the lists.",
     "concatenate([1, 2], [3]) = [1, 2, 3]"},
    {"insert before",
     {{"list", FEEL_P_LIST}, {"position", FEEL_P_NUMBER}, {"newItem", FEEL_P_ANY | FEEL_P_NULL}},
     FEEL_TYPE_LIST,
     lib_insert_before,
     "在某个位置之前插入一项。",
     "The list with an item inserted before a position.",
     "insert before([1, 3], 1, 2) = [2, 1, 3]"},
    {"remove",
     {{"list", FEEL_P_LIST}, {"position", FEEL_P_NUMBER}},
     FEEL_TYPE_LIST,
     lib_remove,
     "去掉某个位置上的项。",
     "The list without the item at a position.",
     "remove([1, 2, 3], 2) = [1, 3]"},
    {"reverse",
     {{"list", FEEL_P_LIST}},
     FEEL_TYPE_LIST,
     lib_reverse,
     "把列表倒过来。",
     "The items in reverse order.",
     "reverse([1, 2, 3]) = [3, 2, 1]"},
    {"index of",
     {{"list", FEEL_P_LIST}, {"match", FEEL_P_ANY | FEEL_P_NULL}},
     FEEL_TYPE_LIST,
     lib_index_of,
     "所有相等的项的位置，从小到大。",
     "The ascending positions of all items equal to match.",
     "index of([1, 2, 3, 2], 2) = [2, 4]"},
    {"union",
     {{"list", FEEL_P_LIST | FEEL_P_VARIADIC}},
     FEEL_TYPE_LIST,
     lib_union,
     "把几个列表连成一个，并去掉重复的项。",
     "One list of all items of the lists, without duplicates.",
     "union([1, 2], [2, 3]) = [1, 2, 3]"},
    {"distinct values",
     {{"list", FEEL_P_LIST}},
     FEEL_TYPE_LIST,
     lib_distinct_values,
     "去掉重复的项，保留先出现的。",
     "The list without duplicates; the first of equal items stays.",
     "distinct values([1, 2, 3, 2, 1]) = [1, 2, 3]"},
    {"flatten",
     {{"list", FEEL_P_LIST}},
     FEEL_TYPE_LIST,
     lib_flatten,
     "把列表里的列表展开成一层。",
     "The items of nested lists in one list.",
     "flatten([[1, 2], [[3]], 4]) = [1, 2, 3, 4]"},
    {.name = NULL},
};
