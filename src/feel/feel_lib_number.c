/* feel_lib_number.c - the numeric built-ins.  @source DMN 1.5, table 75 */
#include "feel/feel_impl.h"

/* The scale argument: truncated to a whole number, inside what decimal128 can hold. */
static bool scale_of(struct feel_run *r, const struct feel_value *args, size_t count, size_t at, int64_t *scale)
{
    *scale = 0;
    if (count <= at) return true;
    struct feel_value v = args[at];
    if (v.kind != FEEL_NUMBER) {
        feel_fail(r, FEEL_MSG_SCALE_NULL, NULL);
        return false;
    }
    if (num_trunc_i64(v.number, scale) && *scale >= NUM_SCALE_MIN && *scale <= NUM_SCALE_MAX) return true;
    feel_fail(r, FEEL_MSG_SCALE_RANGE, FEEL_ARGS({"scale", num_text(r->arena, v.number)}));
    return false;
}

static struct feel_value rounded(struct feel_run *r, const struct feel_value *args, size_t count, enum num_round mode)
{
    int64_t scale;
    struct num out;
    if (!scale_of(r, args, count, 1, &scale)) return FEEL_NULL_VALUE;
    if (!num_round(args[0].number, scale, mode, &out)) return feel_fail(r, FEEL_MSG_NUMBER_RANGE, NULL);
    return feel_number(out);
}

static struct feel_value lib_decimal(struct feel_run *r, const struct feel_value *args, size_t count)
{
    return rounded(r, args, count, NUM_HALF_EVEN);
}

static struct feel_value lib_floor(struct feel_run *r, const struct feel_value *args, size_t count)
{
    return rounded(r, args, count, NUM_FLOOR);
}

static struct feel_value lib_ceiling(struct feel_run *r, const struct feel_value *args, size_t count)
{
    return rounded(r, args, count, NUM_CEILING);
}

static struct feel_value lib_round_up(struct feel_run *r, const struct feel_value *args, size_t count)
{
    return rounded(r, args, count, NUM_UP);
}

static struct feel_value lib_round_down(struct feel_run *r, const struct feel_value *args, size_t count)
{
    return rounded(r, args, count, NUM_DOWN);
}

static struct feel_value lib_round_half_up(struct feel_run *r, const struct feel_value *args, size_t count)
{
    return rounded(r, args, count, NUM_HALF_UP);
}

static struct feel_value lib_round_half_down(struct feel_run *r, const struct feel_value *args, size_t count)
{
    return rounded(r, args, count, NUM_HALF_DOWN);
}

static struct feel_value lib_abs(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    struct feel_value v = args[0];
    if (v.kind == FEEL_NUMBER) return feel_number(num_abs(v.number));
    if (v.kind == FEEL_MONTHS_DURATION) return feel_months(v.months < 0 ? -v.months : v.months);
    if (v.kind == FEEL_DAYS_DURATION)
        return v.duration.seconds < 0 ? feel_duration(-v.duration.seconds, -(int64_t)v.duration.nanos) : v;
    return feel_fail(r, FEEL_MSG_ABS_KIND, FEEL_ARGS({"value", feel_to_literal(r->arena, v)}));
}

static struct feel_value lib_modulo(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    struct num out;
    if (num_sign(args[1].number) == 0) return feel_fail(r, FEEL_MSG_DIVISION_BY_ZERO, NULL);
    if (!num_modulo(args[0].number, args[1].number, &out)) return feel_fail(r, FEEL_MSG_NUMBER_RANGE, NULL);
    return feel_number(out);
}

static struct feel_value lib_sqrt(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    struct num out;
    if (num_sqrt(args[0].number, &out)) return feel_number(out);
    return feel_fail(r, FEEL_MSG_SQRT_NEGATIVE, FEEL_ARGS({"value", num_text(r->arena, args[0].number)}));
}

static struct feel_value lib_log(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    struct num out;
    if (num_log(args[0].number, &out)) return feel_number(out);
    return feel_fail(r, FEEL_MSG_LOG_NOT_POSITIVE, FEEL_ARGS({"value", num_text(r->arena, args[0].number)}));
}

static struct feel_value lib_exp(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)count;
    struct num out;
    if (num_exp(args[0].number, &out)) return feel_number(out);
    return feel_fail(r, FEEL_MSG_NUMBER_RANGE, NULL);
}

/* 0 or 1, or -1 when the number is not whole */
static int parity(struct num n)
{
    struct num rest;
    if (!num_is_whole(n) || !num_modulo(n, num_of(2), &rest)) return -1;
    return num_sign(rest) == 0 ? 0 : 1;
}

static struct feel_value lib_odd(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r;
    (void)count;
    return feel_boolean(parity(args[0].number) == 1);
}

static struct feel_value lib_even(struct feel_run *r, const struct feel_value *args, size_t count)
{
    (void)r;
    (void)count;
    return feel_boolean(parity(args[0].number) == 0);
}

#define N_PARAM {"n", FEEL_P_NUMBER}
#define SCALE_PARAM {"scale", FEEL_P_NUMBER | FEEL_P_NULL | FEEL_P_OPTIONAL}
const struct feel_builtin FEEL_LIB_NUMBER[] = {
    {"decimal", {N_PARAM, {"scale", FEEL_P_NUMBER}}, FEEL_TYPE_NUMBER, lib_decimal,
        "按小数位数四舍六入，恰为一半时取偶数。", "Rounds to `scale` digits behind the point, ties to the even digit.",
        "decimal(2.5, 0) = 2 and decimal(1/3, 2) = 0.33"},
    {"floor", {N_PARAM, SCALE_PARAM}, FEEL_TYPE_NUMBER, lib_floor,
        "向下（向负无穷）取整，或取到指定的小数位。", "Rounds down, towards minus infinity.",
        "floor(1.5) = 1 and floor(-1.56, 1) = -1.6"},
    {"ceiling", {N_PARAM, SCALE_PARAM}, FEEL_TYPE_NUMBER, lib_ceiling,
        "向上（向正无穷）取整，或取到指定的小数位。", "Rounds up, towards plus infinity.",
        "ceiling(1.5) = 2 and ceiling(-1.56, 1) = -1.5"},
    {"round up", {N_PARAM, {"scale", FEEL_P_NUMBER}}, FEEL_TYPE_NUMBER, lib_round_up,
        "远离零的方向进位。", "Rounds away from zero.", "round up(5.5, 0) = 6 and round up(-1.126, 2) = -1.13"},
    {"round down", {N_PARAM, {"scale", FEEL_P_NUMBER}}, FEEL_TYPE_NUMBER, lib_round_down,
        "向零的方向舍去。", "Rounds towards zero.", "round down(5.5, 0) = 5 and round down(-1.126, 2) = -1.12"},
    {"round half up", {N_PARAM, {"scale", FEEL_P_NUMBER}}, FEEL_TYPE_NUMBER, lib_round_half_up,
        "四舍五入。", "Rounds to the nearest, ties away from zero.",
        "round half up(5.5, 0) = 6 and round half up(-1.125, 2) = -1.13"},
    {"round half down", {N_PARAM, {"scale", FEEL_P_NUMBER}}, FEEL_TYPE_NUMBER, lib_round_half_down,
        "五舍六入：恰为一半时向零舍去。", "Rounds to the nearest, ties towards zero.",
        "round half down(5.5, 0) = 5 and round half down(-1.125, 2) = -1.12"},
    {"abs", {{"n", FEEL_P_NUMBER}}, FEEL_TYPE_NUMBER, lib_abs, "数的绝对值。", "The absolute value of a number.",
        "abs(-10) = 10"},
    {"abs", {{"n", FEEL_P_DURATION}}, FEEL_TYPE_ANY, lib_abs, "时长的绝对值。", "The absolute value of a duration.",
        "abs(@\"-PT5H\") = @\"PT5H\""},
    {"modulo", {{"dividend", FEEL_P_NUMBER}, {"divisor", FEEL_P_NUMBER}}, FEEL_TYPE_NUMBER, lib_modulo,
        "除法的余数，符号与除数相同。", "The remainder of the division, with the sign of the divisor.",
        "modulo(12, 5) = 2 and modulo(-12, 5) = 3"},
    {"sqrt", {{"number", FEEL_P_NUMBER}}, FEEL_TYPE_NUMBER, lib_sqrt, "平方根；负数没有平方根。",
        "The square root; a negative number has none.", "sqrt(16) = 4"},
    {"log", {{"number", FEEL_P_NUMBER}}, FEEL_TYPE_NUMBER, lib_log, "自然对数；只对正数有定义。",
        "The natural logarithm of a positive number.", "decimal(log(10), 4) = 2.3026"},
    {"exp", {{"number", FEEL_P_NUMBER}}, FEEL_TYPE_NUMBER, lib_exp, "自然常数 e 的乘方。", "E to the power of the number.",
        "decimal(exp(5), 4) = 148.4132"},
    {"odd", {{"number", FEEL_P_NUMBER}}, FEEL_TYPE_BOOLEAN, lib_odd, "是否为奇数（不是整数则为否）。",
        "Is the number odd? false when it is not whole.", "odd(5) = true and odd(2) = false"},
    {"even", {{"number", FEEL_P_NUMBER}}, FEEL_TYPE_BOOLEAN, lib_even, "是否为偶数（不是整数则为否）。",
        "Is the number even? false when it is not whole.", "even(5) = false and even(2) = true"},
    {.name = NULL},
};
