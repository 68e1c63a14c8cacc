/* feel_java.c - external functions: C equivalents of pure static methods of java.lang, found by class and signature.
 *
 * A method is a row: class, name, its parameters and result as letters of the Java machine (I int, D double, ...; T a
 * String, V the Object array of varargs).  Numbers become what Java declares: a fraction or a value out of
 * range where a whole type is asked for is an error, a float is rounded to a float, and what comes back is the shortest
 * decimal that reads as the same float or double.  @source Java SE 17 API, java.lang and java.util.Formatter */
#include "feel/feel_impl.h"
#include "feel/feel_java_impl.h"
#include <math.h>

/* ---- Math ---- */

#define UNARY(name, expression)                                                                                      \
    static bool name(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)               \
    {                                                                                                                \
        (void)r;                                                                                                     \
        double x = a[0].d;                                                                                           \
        out->d = (expression);                                                                                       \
        return true;                                                                                                 \
    }
#define BINARY(name, expression)                                                                                     \
    static bool name(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)               \
    {                                                                                                                \
        (void)r;                                                                                                     \
        double x = a[0].d, y = a[1].d;                                                                               \
        out->d = (expression);                                                                                       \
        return true;                                                                                                 \
    }
/* Of whole numbers; the expression is false when the result does not fit. */
#define WHOLE(name, expression)                                                                                      \
    static bool name(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)               \
    {                                                                                                                \
        (void)r;                                                                                                     \
        int64_t x = a[0].i, y = a[1].i, z = 0;                                                                       \
        (void)y;                                                                                                     \
        bool fine = (expression);                                                                                    \
        out->i = z;                                                                                                  \
        return fine;                                                                                                 \
    }
#define PI 3.14159265358979323846
UNARY(m_abs, fabs(x))
UNARY(m_acos, acos(x))
UNARY(m_asin, asin(x))
UNARY(m_atan, atan(x))
UNARY(m_cbrt, cbrt(x))
UNARY(m_ceil, ceil(x))
UNARY(m_cos, cos(x))
UNARY(m_cosh, cosh(x))
UNARY(m_exp, exp(x))
UNARY(m_expm1, expm1(x))
UNARY(m_floor, floor(x))
UNARY(m_log, log(x))
UNARY(m_log10, log10(x))
UNARY(m_log1p, log1p(x))
UNARY(m_next_down, nextafter(x, -INFINITY))
UNARY(m_next_up, nextafter(x, INFINITY))
UNARY(m_rint, rint(x))
UNARY(m_signum, (double)(x > 0) - (double)(x < 0))
UNARY(m_sin, sin(x))
UNARY(m_sinh, sinh(x))
UNARY(m_sqrt, sqrt(x))
UNARY(m_tan, tan(x))
UNARY(m_tanh, tanh(x))
UNARY(m_degrees, x * (180 / PI))
UNARY(m_radians, x / 180 * PI)
UNARY(m_ulp, nextafter(fabs(x), INFINITY) - fabs(x))
UNARY(m_ulp_float, (double)nextafterf((float)fabs(x), INFINITY) - fabs(x))
UNARY(m_same, x)
BINARY(m_atan2, atan2(x, y))
BINARY(m_copy_sign, copysign(x, y))
BINARY(m_hypot, hypot(x, y))
BINARY(m_max, fmax(x, y))
BINARY(m_min, fmin(x, y))
BINARY(m_next_after, nextafter(x, y))
BINARY(m_pow, pow(x, y))
BINARY(m_remainder, remainder(x, y))
BINARY(m_sum, x + y)

static bool m_fma(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    (void)r;
    out->d = fma(a[0].d, a[1].d, a[2].d);
    return true;
}
static bool m_scalb(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    (void)r;
    out->d = ldexp(a[0].d, (int)a[1].i);
    return true;
}

/* Ties go up; what does not fit becomes the nearest bound, as Java casts. */
static int64_t round_up(double x, int64_t low, int64_t high)
{
    double whole = floor(x);
    if (x - whole >= 0.5) whole += 1;
    if (whole <= (double)low) return low;
    return whole >= (double)high ? high : (int64_t)whole;
}
static bool m_round(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    (void)r;
    out->i = round_up(a[0].d, INT64_MIN, INT64_MAX);
    return true;
}
static bool m_round_float(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    (void)r;
    out->i = round_up(a[0].d, INT32_MIN, INT32_MAX);
    return true;
}

static int64_t floor_div(int64_t x, int64_t y)
{
    return x / y - (x % y != 0 && (x < 0) != (y < 0));
}
/* The exact ones of int are computed in 64 bits; whether an int holds the result is seen when it is given back. */
WHOLE(i_abs, x == INT64_MIN ? (z = x, true) : (z = x < 0 ? -x : x, true))
WHOLE(i_max, (z = x > y ? x : y, true))
WHOLE(i_min, (z = x < y ? x : y, true))
WHOLE(i_compare, (z = (x > y) - (x < y), true))
WHOLE(i_signum, (z = (x > 0) - (x < 0), true))
WHOLE(i_same, (z = x, true))
WHOLE(i_add, !__builtin_add_overflow(x, y, &z))
WHOLE(i_subtract, !__builtin_sub_overflow(x, y, &z))
WHOLE(i_multiply, !__builtin_mul_overflow(x, y, &z))
WHOLE(i_negate, !__builtin_sub_overflow(0, x, &z))
WHOLE(i_increment, !__builtin_add_overflow(x, 1, &z))
WHOLE(i_decrement, !__builtin_sub_overflow(x, 1, &z))
WHOLE(i_floor_div, y != 0 && !(x == INT64_MIN && y == -1) && (z = floor_div(x, y), true))
WHOLE(i_floor_mod, y != 0 && (z = y == -1 ? 0 : x - floor_div(x, y) * y, true))

/* ---- wrappers ---- */

static int digit_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'z') return c - 'a' + 10;
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 99;
}

static bool whole_of_text(struct str s, int64_t radix, int64_t *out)
{
    bool negative = s.n > 0 && s.p[0] == '-';
    if (s.n > 0 && (negative || s.p[0] == '+')) s = str_sub(s, 1, s.n);
    if (s.n == 0 || radix < 2 || radix > 36) return false;
    int64_t value = 0;
    for (size_t i = 0; i < s.n; i++) {
        int64_t digit = digit_value(s.p[i]);
        if (digit >= radix || __builtin_mul_overflow(value, radix, &value) ||
            __builtin_sub_overflow(value, digit, &value)) /* downwards, because the lowest has no opposite */
            return false;
    }
    return negative ? (*out = value, true) : !__builtin_sub_overflow(0, value, out);
}
static bool parse_whole(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    (void)r;
    return whole_of_text(a[0].s, 10, &out->i);
}
static bool parse_radix(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    (void)r;
    return whole_of_text(a[0].s, a[1].i, &out->i);
}
static bool parse_double(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    (void)r;
    struct num n;
    struct str s = str_trim(a[0].s);
    if (s.n > 1 && memchr("dDfF", s.p[s.n - 1], 4)) s.n--;
    if (s.n > 1 && s.p[0] == '+') s = str_sub(s, 1, s.n);
    if (!num_parse(s, &n)) return false;
    out->d = num_to_double(n);
    return true;
}
static bool parse_boolean(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    (void)r;
    out->i = str_eq_nocase(a[0].s, STR("true"));
    return true;
}

/* ---- String ---- */

static bool text_same(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    (void)r;
    out->s = a[0].s;
    return true;
}
static bool text_of_boolean(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    (void)r;
    out->s = a[0].i ? STR("true") : STR("false");
    return true;
}
static bool text_of_whole(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    out->s = arena_printf(r->arena, "%" PRId64, a[0].i);
    return true;
}
static bool text_of_object(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    out->s = feel_to_text(r->arena, a[0].v);
    return out->s.p != NULL;
}

/* The shortest decimal that a float reads as the same value. */
static bool shortest_float(double d, struct num *out)
{
    struct num exact;
    if (!num_from_double(d, &exact)) return false;
    int32_t scale = d == 0 ? 0 : 1 - (int32_t)floor(log10(fabs(d)));
    for (int32_t i = 0; i <= 10; i++) {
        if (num_round(exact, scale + i - 1, NUM_HALF_EVEN, out) && (double)(float)num_to_double(*out) == d) return true;
    }
    *out = exact;
    return true;
}

/* As Double.toString: plain from 10^-3 up to 10^7, else one digit, a point and an exponent. */
static bool text_of_binary(struct feel_run *r, struct num n, struct str *out)
{
    struct feel_digits d = feel_digits_of(r->arena, n);
    struct buf b = {.arena = r->arena};
    if (d.negative) buf_add_char(&b, '-');
    bool zero = num_sign(n) == 0;
    if (zero || (d.point > -3 && d.point <= 7)) {
        buf_add(&b, num_text(r->arena, num_abs(n)));
        if (d.point > 0 && d.digits.n <= (size_t)d.point) buf_add(&b, STR(".0"));
    } else {
        buf_add_char(&b, d.digits.p[0]);
        buf_add_char(&b, '.');
        buf_add(&b, d.digits.n > 1 ? str_sub(d.digits, 1, d.digits.n) : STR("0"));
        buf_addf(&b, "E%" PRId32, d.point - 1);
    }
    *out = buf_str(&b);
    return true;
}
static bool text_of_double(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    struct num n;
    return num_from_double(a[0].d, &n) && text_of_binary(r, n, &out->s);
}
static bool text_of_float(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out)
{
    struct num n;
    return shortest_float(a[0].d, &n) && text_of_binary(r, n, &out->s);
}

/* ---- the table ---- */

struct feel_java {
    const char *class_name, *name, *params;
    char result;
    bool (*call)(struct feel_run *r, const struct feel_java_value *a, struct feel_java_value *out);
};
#define D1(name, fn) {"Math", name, "D", 'D', fn}
#define D2(name, fn) {"Math", name, "DD", 'D', fn}
#define ALL4(name, of_double, of_whole)                                                                              \
    {"Math", name, "DD", 'D', of_double}, {"Math", name, "FF", 'F', of_double}, {"Math", name, "II", 'I', of_whole}, \
        {"Math", name, "JJ", 'J', of_whole}
#define EXACT2(name, fn) {"Math", name, "II", 'I', fn}, {"Math", name, "JJ", 'J', fn}
#define EXACT1(name, fn) {"Math", name, "I", 'I', fn}, {"Math", name, "J", 'J', fn}
#define WHOLES(class_name, two, letter)                                                                              \
    {class_name, "max", two, letter, i_max}, {class_name, "min", two, letter, i_min},                                \
        {class_name, "sum", two, letter, i_add}, {class_name, "compare", two, 'I', i_compare}
static const struct feel_java METHODS[] = {
    D1("abs", m_abs), D1("acos", m_acos), D1("asin", m_asin), D1("atan", m_atan), D1("cbrt", m_cbrt),
    D1("ceil", m_ceil), D1("cos", m_cos), D1("cosh", m_cosh), D1("exp", m_exp), D1("expm1", m_expm1),
    D1("floor", m_floor), D1("log", m_log), D1("log10", m_log10), D1("log1p", m_log1p), D1("nextDown", m_next_down),
    D1("nextUp", m_next_up), D1("rint", m_rint), D1("signum", m_signum), D1("sin", m_sin), D1("sinh", m_sinh),
    D1("sqrt", m_sqrt), D1("tan", m_tan), D1("tanh", m_tanh), D1("toDegrees", m_degrees), D1("toRadians", m_radians),
    D1("ulp", m_ulp), D2("IEEEremainder", m_remainder), D2("atan2", m_atan2), D2("copySign", m_copy_sign),
    D2("hypot", m_hypot), D2("nextAfter", m_next_after), D2("pow", m_pow),
    ALL4("max", m_max, i_max), ALL4("min", m_min, i_min),
    EXACT2("addExact", i_add), EXACT2("subtractExact", i_subtract), EXACT2("multiplyExact", i_multiply),
    EXACT2("floorDiv", i_floor_div), EXACT2("floorMod", i_floor_mod),
    EXACT1("abs", i_abs), EXACT1("absExact", i_abs), EXACT1("negateExact", i_negate),
    EXACT1("incrementExact", i_increment), EXACT1("decrementExact", i_decrement),
    {"Math", "multiplyExact", "JI", 'J', i_multiply},
    {"Math", "floorDiv", "JI", 'J', i_floor_div},
    {"Math", "floorMod", "JI", 'I', i_floor_mod},
    {"Math", "toIntExact", "J", 'I', i_same},
    {"Math", "abs", "F", 'F', m_abs},
    {"Math", "signum", "F", 'F', m_signum},
    {"Math", "ulp", "F", 'F', m_ulp_float},
    {"Math", "fma", "DDD", 'D', m_fma},
    {"Math", "scalb", "DI", 'D', m_scalb},
    {"Math", "round", "D", 'J', m_round},
    {"Math", "round", "F", 'I', m_round_float},
    {"Byte", "valueOf", "B", 'B', i_same},
    {"Short", "valueOf", "S", 'S', i_same},
    {"Integer", "valueOf", "I", 'I', i_same},
    {"Long", "valueOf", "J", 'J', i_same},
    {"Byte", "toString", "B", 'T', text_of_whole},
    {"Short", "toString", "S", 'T', text_of_whole},
    {"Integer", "toString", "I", 'T', text_of_whole},
    {"Long", "toString", "J", 'T', text_of_whole},
    {"Byte", "valueOf", "T", 'B', parse_whole},
    {"Short", "valueOf", "T", 'S', parse_whole},
    {"Integer", "valueOf", "T", 'I', parse_whole},
    {"Long", "valueOf", "T", 'J', parse_whole},
    {"Byte", "valueOf", "TI", 'B', parse_radix},
    {"Short", "valueOf", "TI", 'S', parse_radix},
    {"Integer", "valueOf", "TI", 'I', parse_radix},
    {"Long", "valueOf", "TI", 'J', parse_radix},
    {"Byte", "parseByte", "T", 'B', parse_whole},
    {"Short", "parseShort", "T", 'S', parse_whole},
    {"Integer", "parseInt", "T", 'I', parse_whole},
    {"Long", "parseLong", "T", 'J', parse_whole},
    {"Byte", "parseByte", "TI", 'B', parse_radix},
    {"Short", "parseShort", "TI", 'S', parse_radix},
    {"Integer", "parseInt", "TI", 'I', parse_radix},
    {"Long", "parseLong", "TI", 'J', parse_radix},
    WHOLES("Integer", "II", 'I'), WHOLES("Long", "JJ", 'J'),
    {"Integer", "signum", "I", 'I', i_signum},
    {"Long", "signum", "J", 'I', i_signum},
    {"Float", "valueOf", "F", 'F', m_same},
    {"Float", "valueOf", "T", 'F', parse_double},
    {"Float", "parseFloat", "T", 'F', parse_double},
    {"Float", "toString", "F", 'T', text_of_float},
    {"Float", "max", "FF", 'F', m_max},
    {"Float", "min", "FF", 'F', m_min},
    {"Float", "sum", "FF", 'F', m_sum},
    {"Double", "valueOf", "D", 'D', m_same},
    {"Double", "valueOf", "T", 'D', parse_double},
    {"Double", "parseDouble", "T", 'D', parse_double},
    {"Double", "toString", "D", 'T', text_of_double},
    {"Double", "max", "DD", 'D', m_max},
    {"Double", "min", "DD", 'D', m_min},
    {"Double", "sum", "DD", 'D', m_sum},
    {"Boolean", "valueOf", "Z", 'Z', i_same},
    {"Boolean", "valueOf", "T", 'Z', parse_boolean},
    {"Boolean", "parseBoolean", "T", 'Z', parse_boolean},
    {"Boolean", "toString", "Z", 'T', text_of_boolean},
    {"Character", "valueOf", "C", 'C', text_same},
    {"Character", "toString", "C", 'T', text_same},
    {"String", "valueOf", "Z", 'T', text_of_boolean},
    {"String", "valueOf", "C", 'T', text_same},
    {"String", "valueOf", "I", 'T', text_of_whole},
    {"String", "valueOf", "J", 'T', text_of_whole},
    {"String", "valueOf", "F", 'T', text_of_float},
    {"String", "valueOf", "D", 'T', text_of_double},
    {"String", "valueOf", "O", 'T', text_of_object},
    {"String", "format", "TV", 'T', feel_java_format},
};
enum { PARAMS_MAX = 3 };

/* ---- finding ---- */

static const struct {
    const char *name;
    char letter;
} TYPES[] = {
    {"boolean", 'Z'}, {"byte", 'B'},   {"short", 'S'}, {"int", 'I'},
    {"long", 'J'},    {"float", 'F'},  {"double", 'D'}, {"char", 'C'},
    {"java.lang.Boolean", 'Z'}, {"java.lang.Byte", 'B'}, {"java.lang.Short", 'S'}, {"java.lang.Integer", 'I'},
    {"java.lang.Long", 'J'},    {"java.lang.Float", 'F'}, {"java.lang.Double", 'D'}, {"java.lang.Character", 'C'},
    {"java.lang.String", 'T'},  {"String", 'T'},          {"java.lang.Object", 'O'}, {"Object", 'O'},
    {"[Ljava.lang.Object;", 'V'}, {"java.lang.Object[]", 'V'}, {"java.lang.Object...", 'V'}, {"Object...", 'V'},
};

static char type_letter(struct str name)
{
    for (size_t i = 0; i < COUNT(TYPES); i++)
        if (str_eq(str_of(TYPES[i].name), name)) return TYPES[i].letter;
    return '?';
}

/* "max(double, int)" -> name "max", params "DI"; false when it is not written so. */
static bool read_signature(struct str signature, struct str *name, char params[PARAMS_MAX + 1])
{
    struct str rest = str_trim(signature);
    if (!str_ends(rest, STR(")"))) return false;
    rest.n--;
    size_t open = str_find(rest, STR("("));
    if (open == rest.n) return false;
    *name = str_trim(str_sub(rest, 0, open));
    rest = str_trim(str_sub(rest, open + 1, rest.n));
    size_t count = 0;
    while (rest.n > 0) {
        if (count == PARAMS_MAX) return false;
        params[count++] = type_letter(str_trim(str_part(&rest, ',')));
    }
    params[count] = 0;
    return true;
}

const struct feel_java *feel_java_find(struct str class_name, struct str signature)
{
    struct str name, package = STR("java.lang.");
    char params[PARAMS_MAX + 1];
    if (!str_starts(class_name, package) || !read_signature(signature, &name, params)) return NULL;
    struct str simple = str_sub(class_name, package.n, class_name.n);
    if (str_eq(simple, STR("StrictMath"))) simple = STR("Math");
    for (size_t i = 0; i < COUNT(METHODS); i++) {
        const struct feel_java *j = &METHODS[i];
        if (str_eq(str_of(j->class_name), simple) && str_eq(str_of(j->name), name) && strcmp(j->params, params) == 0)
            return j;
    }
    return NULL;
}

size_t feel_java_params(const struct feel_java *j)
{
    return strlen(j->params);
}

/* ---- calling ---- */

static const char *letter_name(char letter)
{
    size_t i = 0;
    while (TYPES[i].letter != letter) i++;
    return TYPES[i].name;
}

static bool whole_range(char letter, int64_t i)
{
    if (letter == 'B') return i >= INT8_MIN && i <= INT8_MAX;
    if (letter == 'S') return i >= INT16_MIN && i <= INT16_MAX;
    if (letter == 'I') return i >= INT32_MIN && i <= INT32_MAX;
    return letter == 'J';
}

/* A value of FEEL as Java's type; the V takes what is left of the arguments elsewhere. */
static bool to_java(char letter, const struct feel_value *v, struct feel_java_value *out)
{
    out->v = *v;
    if (letter == 'O') return true;
    if (letter == 'Z') return v->kind == FEEL_BOOLEAN && (out->i = v->boolean, true);
    if (letter == 'T' || letter == 'C') {
        if (v->kind != FEEL_STRING) return false;
        out->s = feel_text(*v);
        return letter == 'T' || (utf8_count(out->s) == 1 && out->s.n < 4); /* a char is one unit of UTF-16 */
    }
    if (v->kind != FEEL_NUMBER) return false;
    if (letter == 'D' || letter == 'F') {
        out->d = num_to_double(v->number);
        if (letter == 'F') out->d = (double)(float)out->d;
        return isfinite(out->d);
    }
    return num_to_i64(v->number, &out->i) && whole_range(letter, out->i);
}

static bool from_java(char letter, const struct feel_java_value *v, struct feel_value *out)
{
    struct num n;
    if (letter == 'Z') {
        *out = feel_boolean(v->i != 0);
    } else if (letter == 'T' || letter == 'C') {
        if (v->s.n > UINT32_MAX) return false;
        *out = feel_string(v->s);
    } else if (letter == 'D' || letter == 'F') {
        double d = letter == 'F' ? (double)(float)v->d : v->d;
        if (!isfinite(d) || !(letter == 'F' ? shortest_float(d, &n) : num_from_double(d, &n))) return false;
        *out = feel_number(n);
    } else {
        if (!whole_range(letter, v->i)) return false;
        *out = feel_integer(v->i);
    }
    return true;
}

struct feel_value feel_java_call(struct feel_run *r, const struct feel_java *j, const struct feel_value *args,
                                 size_t count)
{
    struct feel_java_value values[PARAMS_MAX] = {0}, out = {0};
    size_t params = strlen(j->params);
    bool varargs = params > 0 && j->params[params - 1] == 'V';
    struct str method = arena_printf(r->arena, "%s.%s", j->class_name, j->name);
    if (varargs ? count + 1 < params : count != params)
        return feel_fail(r, FEEL_MSG_CALL_COUNT,
                         FEEL_ARGS({"function", method}, {"expected", arena_printf(r->arena, "%zu", params)},
                                   {"found", arena_printf(r->arena, "%zu", count)}));
    for (size_t i = 0; i < params; i++) {
        if (j->params[i] == 'V') { /* one list is the array itself */
            bool list = count == params && args[i].kind == FEEL_LIST;
            values[i].v = list ? args[i] : feel_list(args + i, count - i);
        } else if (!to_java(j->params[i], &args[i], &values[i])) {
            return feel_fail(r, FEEL_MSG_EXTERNAL_ARGUMENT,
                             FEEL_ARGS({"method", method}, {"position", arena_printf(r->arena, "%zu", i + 1)},
                                       {"expected", str_of(letter_name(j->params[i]))},
                                       {"found", feel_describe(r, args[i])}));
        }
    }
    struct feel_value v = FEEL_NULL_VALUE;
    int64_t errors = r->diags.errors;
    bool fine = j->call(r, values, &out) && from_java(j->result, &out, &v);
    if (fine || r->diags.errors > errors) return v;
    return feel_fail(r, FEEL_MSG_EXTERNAL_RESULT, FEEL_ARGS({"method", method}));
}
