/* feel_lib_sort.c - sort().  @source DMN 1.5, table 80 */
#include "feel/feel_impl.h"

enum verdict { NO, YES, FAILED };

static enum verdict precedes(struct feel_run *r, const struct feel_function *f, struct feel_value a,
                             struct feel_value b)
{
    if (!feel_step(r, 1)) return FAILED;
    struct feel_value pair[] = {a, b};
    int64_t errors = r->diags.errors;
    struct feel_value v = feel_call(r, f, pair, COUNT(pair));
    if (v.kind == FEEL_BOOLEAN) return v.boolean ? YES : NO;
    if (r->diags.errors == errors) /* else the cause is reported already */
        feel_fail(r, FEEL_MSG_LIST_TEST,
                  FEEL_ARGS({"function", STR("sort")}, {"found", str_of(feel_kind_name(v.kind))}));
    return FAILED;
}

/** Merges from[low, middle) and from[middle, high) into to; the left item goes first unless the right one precedes it,
 *  so equal items keep their order. */
static bool merge(struct feel_run *r, const struct feel_function *f, const struct feel_value *from,
                  struct feel_value *to, const size_t bounds[3])
{
    size_t left = bounds[0], right = bounds[1];
    for (size_t at = bounds[0]; at < bounds[2]; at++) {
        enum verdict take_right = right < bounds[2] ? YES : NO;
        if (take_right == YES && left < bounds[1]) take_right = precedes(r, f, from[right], from[left]);
        if (take_right == FAILED) return false;
        to[at] = take_right == YES ? from[right++] : from[left++];
    }
    return true;
}

static struct feel_value lib_sort(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 2);
    size_t n = args[0].n;
    struct feel_value *from = ARENA_ARRAY(r->arena, struct feel_value, n);
    struct feel_value *to = ARENA_ARRAY(r->arena, struct feel_value, n);
    if (n) memcpy(from, args[0].items, n * sizeof *from);
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t low = 0; low < n; low += 2 * width) {
            size_t middle = low + width < n ? low + width : n;
            size_t high = low + 2 * width < n ? low + 2 * width : n;
            if (!merge(r, args[1].function, from, to, (size_t[]){low, middle, high})) return FEEL_NULL_VALUE;
        }
        struct feel_value *swap = from;
        from = to;
        to = swap;
    }
    return feel_list(from, n);
}

const struct feel_builtin FEEL_LIB_SORT[] = {
    {"sort",
     {{"list", FEEL_P_LIST}, {"precedes", FEEL_P_FUNCTION}},
     FEEL_TYPE_LIST,
     lib_sort,
     "按“谁在前”的函数排序；不分先后的项保持原来的次序。",
     "The items in the order that precedes(x, y) defines; items of equal rank keep their order.",
     "sort([3, 1, 5, 4], function(x, y) x < y) = [1, 3, 4, 5]"},
    {.name = NULL},
};
