/* feel_lib_stats.c - built-ins that make one value of a list: extremes, sums, averages, all and any.
 *
 * Each stands twice: over one list, and over its arguments as if they were a list.  @source DMN 1.5, table 76 */
#include "feel/feel_impl.h"
#include <stdlib.h>

static struct str integer_text(struct feel_run *r, int64_t i)
{
    return arena_printf(r->arena, "%" PRId64, i);
}

static struct feel_value fail_item(struct feel_run *r, const char *function, size_t at, struct feel_value found,
                                   const char *expected)
{
    return feel_fail(r, FEEL_MSG_LIST_ITEM_KIND,
                     FEEL_ARGS({"function", str_of(function)}, {"position", integer_text(r, (int64_t)at + 1)},
                               {"expected", str_of(expected)}, {"found", str_of(feel_kind_name(found.kind))}));
}

/** At least `min` items? */
static bool enough(struct feel_run *r, const char *function, struct feel_value list, uint32_t min)
{
    if (list.n >= min) return feel_step(r, list.n);
    feel_fail(r, FEEL_MSG_LIST_TOO_FEW,
              FEEL_ARGS({"function", str_of(function)}, {"min", integer_text(r, min)},
                        {"count", integer_text(r, list.n)}));
    return false;
}

/** At least `min` items, and all are numbers? */
static bool numbers(struct feel_run *r, const char *function, struct feel_value list, uint32_t min)
{
    if (!enough(r, function, list, min)) return false;
    for (uint32_t i = 0; i < list.n; i++)
        if (list.items[i].kind != FEEL_NUMBER) {
            fail_item(r, function, i, list.items[i], feel_kind_name(FEEL_NUMBER));
            return false;
        }
    return true;
}

/* ---- extremes ---- */

/* An item that cannot even be compared with itself is at fault alone. */
static struct feel_value fail_order(struct feel_run *r, const char *function, uint32_t at, struct feel_value best,
                                    struct feel_value v)
{
    struct str left = str_of(feel_kind_name(best.kind)), right = str_of(feel_kind_name(v.kind));
    if (feel_compare(v, v) == FEEL_UNKNOWN_ORDER)
        return feel_fail(r, FEEL_MSG_LIST_ITEM_ORDER,
                         FEEL_ARGS({"function", str_of(function)}, {"position", integer_text(r, (int64_t)at + 1)},
                                   {"found", right}));
    return feel_fail(r, FEEL_MSG_LIST_ITEMS_DIFFER,
                     FEEL_ARGS({"function", str_of(function)}, {"left", left}, {"right", right}));
}

static struct feel_value extreme(struct feel_run *r, const char *function, struct feel_value list,
                                 enum feel_order wanted)
{
    if (!enough(r, function, list, 1)) return FEEL_NULL_VALUE;
    struct feel_value best = list.items[0];
    for (uint32_t i = 0; i < list.n; i++) { /* the first with itself, so that a lone item is looked at, too */
        struct feel_value v = list.items[i];
        if (v.kind == FEEL_STRING && !feel_step(r, v.n / 64)) return FEEL_NULL_VALUE;
        enum feel_order order = feel_compare(v, best);
        if (order == FEEL_UNKNOWN_ORDER) return fail_order(r, function, i, best, v);
        if (order == wanted) best = v;
    }
    return best;
}

static struct feel_value lib_min(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    return extreme(r, "min", args[0], FEEL_LESS);
}

static struct feel_value lib_max(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    return extreme(r, "max", args[0], FEEL_GREATER);
}

/* ---- sums ---- */

static struct feel_value out_of_range(struct feel_run *r)
{
    return feel_fail(r, FEEL_MSG_NUMBER_RANGE, NULL);
}

static bool sum_of(struct feel_value list, struct num *sum)
{
    *sum = NUM_ZERO;
    for (uint32_t i = 0; i < list.n; i++)
        if (!num_add(*sum, list.items[i].number, sum)) return false;
    return true;
}

static bool mean_of(struct feel_value list, struct num *mean)
{
    struct num sum;
    return sum_of(list, &sum) && num_div(sum, num_of(list.n), mean);
}

static struct feel_value lib_sum(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    struct num sum;
    if (!numbers(r, "sum", args[0], 1)) return FEEL_NULL_VALUE;
    return sum_of(args[0], &sum) ? feel_number(sum) : out_of_range(r);
}

static struct feel_value lib_mean(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    struct num mean;
    if (!numbers(r, "mean", args[0], 1)) return FEEL_NULL_VALUE;
    return mean_of(args[0], &mean) ? feel_number(mean) : out_of_range(r);
}

static struct feel_value lib_product(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    if (!numbers(r, "product", args[0], 1)) return FEEL_NULL_VALUE;
    struct num product = num_of(1);
    for (uint32_t i = 0; i < args[0].n; i++)
        if (!num_mul(product, args[0].items[i].number, &product)) return out_of_range(r);
    return feel_number(product);
}

/** Of a sample: the squares are divided by n - 1. */
static struct feel_value lib_stddev(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    struct feel_value list = args[0];
    struct num mean, sum = NUM_ZERO, out;
    if (!numbers(r, "stddev", list, 2)) return FEEL_NULL_VALUE;
    if (!mean_of(list, &mean)) return out_of_range(r);
    for (uint32_t i = 0; i < list.n; i++) {
        struct num off, square;
        if (!num_sub(list.items[i].number, mean, &off) || !num_mul(off, off, &square) || !num_add(sum, square, &sum))
            return out_of_range(r);
    }
    if (!num_div(sum, num_of((int64_t)list.n - 1), &sum) || !num_sqrt(sum, &out)) return out_of_range(r);
    return feel_number(out);
}

/* ---- in the order of size ---- */

static int by_number(const void *a, const void *b)
{
    const struct feel_value *x = a, *y = b;
    return num_cmp(x->number, y->number);
}

static struct feel_value *ascending(struct feel_run *r, struct feel_value list)
{
    struct feel_value *items = ARENA_ARRAY(r->arena, struct feel_value, list.n);
    if (list.n) {
        memcpy(items, list.items, list.n * sizeof *items);
        qsort(items, list.n, sizeof *items, by_number);
    }
    return items;
}

static struct feel_value lib_median(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    struct feel_value list = args[0];
    if (!numbers(r, "median", list, 1)) return FEEL_NULL_VALUE;
    const struct feel_value *items = ascending(r, list);
    if (list.n % 2) return items[list.n / 2];
    struct num sum, half;
    if (!num_add(items[list.n / 2 - 1].number, items[list.n / 2].number, &sum) || !num_div(sum, num_of(2), &half))
        return out_of_range(r);
    return feel_number(half);
}

static struct feel_value lib_mode(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    struct feel_value list = args[0];
    if (!numbers(r, "mode", list, 0)) return FEEL_NULL_VALUE;
    const struct feel_value *items = ascending(r, list);
    struct feel_value *modes = ARENA_ARRAY(r->arena, struct feel_value, list.n);
    uint32_t most = 0, found = 0;
    for (uint32_t i = 0, next; i < list.n; i = next) {
        for (next = i + 1; next < list.n && num_cmp(items[i].number, items[next].number) == 0;) next++;
        if (next - i > most) found = 0;
        if (next - i >= most) {
            most = next - i;
            modes[found++] = items[i];
        }
    }
    return feel_list(modes, found);
}

/* ---- all and any ---- */

/** `decides` anywhere decides; else null if there is one, else the opposite. */
static struct feel_value truth_of(struct feel_run *r, const char *function, struct feel_value list, bool decides)
{
    if (!feel_step(r, list.n)) return FEEL_NULL_VALUE;
    bool decided = false, unknown = false;
    for (uint32_t i = 0; i < list.n; i++) {
        struct feel_value v = list.items[i];
        if (v.kind != FEEL_BOOLEAN && v.kind != FEEL_NULL)
            return fail_item(r, function, i, v, feel_kind_name(FEEL_BOOLEAN));
        if (v.kind == FEEL_NULL)
            unknown = true;
        else if (v.boolean == decides)
            decided = true;
    }
    if (decided) return feel_boolean(decides);
    return unknown ? FEEL_NULL_VALUE : feel_boolean(!decides);
}

static struct feel_value lib_all(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    return truth_of(r, "all", args[0], false);
}

static struct feel_value lib_any(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    return truth_of(r, "any", args[0], true);
}

/** all(null) is a null list, not a list with a null in it. */
static struct feel_value of_arguments(struct feel_run *r, const char *function, struct feel_value list, bool decides)
{
    if (!enough(r, function, list, 1)) return FEEL_NULL_VALUE;
    if (list.n == 1 && list.items[0].kind == FEEL_NULL)
        return fail_item(r, function, 0, list.items[0], feel_kind_name(FEEL_BOOLEAN));
    return truth_of(r, function, list, decides);
}

static struct feel_value lib_all_arguments(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    return of_arguments(r, "all", args[0], false);
}

static struct feel_value lib_any_arguments(struct feel_run *r, const struct feel_value *args, size_t count)
{
    assert(count == 1);
    return of_arguments(r, "any", args[0], true);
}

/** A row of one list and a row of arguments; the second says the same, so it has the same words. */
#define OVER_LIST(name, result, call, zh, en, example)                                                                 \
    {name, {{"list", FEEL_P_LIST}}, result, call, zh, en, example}
#define OVER_ARGUMENTS(name, result, call, zh, en, example)                                                            \
    {name, {{"item", FEEL_P_ANY | FEEL_P_NULL | FEEL_P_VARIADIC}}, result, call, zh, en, example}

const struct feel_builtin FEEL_LIB_STATS[] = {
    OVER_LIST("min", FEEL_TYPE_ANY, lib_min, "最小的一项；各项要能互相比较。",
              "The smallest item; all items must be comparable with each other.", "min([3, 1, 2]) = 1"),
    OVER_ARGUMENTS("min", FEEL_TYPE_ANY, lib_min, "最小的一项；各项要能互相比较。",
                   "The smallest item; all items must be comparable with each other.", "min(3, 1, 2) = 1"),
    OVER_LIST("max", FEEL_TYPE_ANY, lib_max, "最大的一项；各项要能互相比较。",
              "The largest item; all items must be comparable with each other.", "max([\"a\", \"c\", \"b\"]) = \"c\""),
    OVER_ARGUMENTS("max", FEEL_TYPE_ANY, lib_max, "最大的一项；各项要能互相比较。",
                   "The largest item; all items must be comparable with each other.", "max(3, 1, 2) = 3"),
    OVER_LIST("sum", FEEL_TYPE_NUMBER, lib_sum, "各数之和。", "The sum of the numbers.", "sum([1, 2, 3]) = 6"),
    OVER_ARGUMENTS("sum", FEEL_TYPE_NUMBER, lib_sum, "各数之和。", "The sum of the numbers.", "sum(1, 2, 3) = 6"),
    OVER_LIST("mean", FEEL_TYPE_NUMBER, lib_mean, "各数的平均值。", "The arithmetic mean of the numbers.",
              "mean([1, 2, 3]) = 2"),
    OVER_ARGUMENTS("mean", FEEL_TYPE_NUMBER, lib_mean, "各数的平均值。", "The arithmetic mean of the numbers.",
                   "mean(1, 2, 3) = 2"),
    OVER_LIST("product", FEEL_TYPE_NUMBER, lib_product, "各数之积。", "The product of the numbers.",
              "product([2, 3, 4]) = 24"),
    OVER_ARGUMENTS("product", FEEL_TYPE_NUMBER, lib_product, "各数之积。", "The product of the numbers.",
                   "product(2, 3, 4) = 24"),
    OVER_LIST("median", FEEL_TYPE_NUMBER, lib_median, "中位数；项数为偶数时是中间两数的平均值。",
              "The middle number, or the mean of the two in the middle.", "median([6, 1, 2, 3]) = 2.5"),
    OVER_ARGUMENTS("median", FEEL_TYPE_NUMBER, lib_median, "中位数；项数为偶数时是中间两数的平均值。",
                   "The middle number, or the mean of the two in the middle.", "median(8, 2, 5, 3, 4) = 4"),
    OVER_LIST("stddev", FEEL_TYPE_NUMBER, lib_stddev, "样本标准差。", "The standard deviation of a sample.",
              "stddev([47, 49, 51]) = 2"),
    OVER_ARGUMENTS("stddev", FEEL_TYPE_NUMBER, lib_stddev, "样本标准差。", "The standard deviation of a sample.",
                   "stddev(47, 49, 51) = 2"),
    OVER_LIST("mode", FEEL_TYPE_LIST, lib_mode, "出现最多的数，从小到大。",
              "The numbers that occur most often, ascending.", "mode([6, 1, 9, 6, 1]) = [1, 6]"),
    OVER_ARGUMENTS("mode", FEEL_TYPE_LIST, lib_mode, "出现最多的数，从小到大。",
                   "The numbers that occur most often, ascending.", "mode(6, 3, 9, 6, 6) = [6]"),
    OVER_LIST("all", FEEL_TYPE_BOOLEAN, lib_all, "是否全都为“是”；有一个“否”就是“否”。",
              "Whether all items are true; false if one is false.", "all([true, true])"),
    OVER_ARGUMENTS("all", FEEL_TYPE_BOOLEAN, lib_all_arguments, "是否全都为“是”；有一个“否”就是“否”。",
                   "Whether all items are true; false if one is false.", "all(true, false) = false"),
    OVER_LIST("any", FEEL_TYPE_BOOLEAN, lib_any, "是否至少有一个为“是”。", "Whether at least one item is true.",
              "any([false, true])"),
    OVER_ARGUMENTS("any", FEEL_TYPE_BOOLEAN, lib_any_arguments, "是否至少有一个为“是”。",
                   "Whether at least one item is true.", "any(false, false) = false"),
    {.name = NULL},
};
