/* cells.c - what people write into cells: nothing, dates, amounts. */
#include "intake/judge.h"

struct str cell_value(struct str s)
{
    static const char *const NOTHING[] = {"N/A", "NA", "无", "NULL", "-",    "--", "—",
                                          "——",  "/",  "\\", "#N/A", "暂无", "空"};
    s = str_trim(s);
    for (size_t i = 0; i < COUNT(NOTHING); i++)
        if (str_eq_nocase(s, str_of(NOTHING[i]))) return (struct str){0};
    return s.n ? s : (struct str){0};
}

/* A run of digits at *at, at most `most` of them; -1 when there is none. */
static int32_t digits_at(struct str s, size_t *at, size_t most)
{
    int32_t v = 0;
    size_t n = 0;
    while (*at < s.n && n < most && s.p[*at] >= '0' && s.p[*at] <= '9') {
        v = v * 10 + (s.p[(*at)++] - '0');
        n++;
    }
    return n ? v : -1;
}

/* One of the separators behind year, month or day; 0 = none of them. */
static size_t separator_at(struct str s, size_t at, const char *word)
{
    struct str rest = str_sub(s, at, s.n);
    if (str_starts(rest, str_of(word))) return strlen(word);
    return rest.n && memchr("-/.", rest.p[0], 3) ? 1 : 0;
}

enum cell_date cell_date(struct str s, struct date *out)
{
    size_t at = 0, sep;
    struct date d = {.y = digits_at(s, &at, 4)};
    if (at != 4) return CELL_DATE_NOT;
    if (s.n == 8 && digits_at(s, &at, 4) >= 0 && at == 8) {
        at = 4;
        d.m = digits_at(s, &at, 2);
        d.d = digits_at(s, &at, 2);
    } else {
        at = 4;
        if (!(sep = separator_at(s, at, "年"))) return CELL_DATE_NOT;
        at += sep;
        d.m = digits_at(s, &at, 2);
        if (d.m < 0 || !(sep = separator_at(s, at, "月"))) return CELL_DATE_NOT;
        at += sep;
        d.d = digits_at(s, &at, 2);
        if (d.d < 0) return CELL_DATE_NOT;
        struct str rest = str_sub(s, at, s.n);
        if (str_starts(rest, STR("日"))) rest = str_sub(rest, 3, rest.n);
        /* A time behind the day says nothing about it. */
        if (rest.n && rest.p[0] != ' ' && rest.p[0] != 'T') return CELL_DATE_NOT;
        for (size_t i = 0; i < rest.n; i++)
            if (!strchr(" T0123456789:.Z+", rest.p[i])) return CELL_DATE_NOT;
    }
    if (!date_valid(d)) return CELL_DATE_IMPOSSIBLE;
    *out = d;
    return CELL_DATE_OK;
}

/* The digits of an amount with its decimals, thousands separators left out; false when it is no plain number. */
struct number {
    char digits[40];
    size_t count, decimals;
    bool negative, large;
};

static bool read_number(struct str s, size_t *at, struct number *n)
{
    bool point = false, any = false;
    *n = (struct number){0};
    if (*at < s.n && (s.p[*at] == '-' || s.p[*at] == '+')) n->negative = s.p[(*at)++] == '-';
    for (; *at < s.n; ++*at) {
        char c = s.p[*at];
        if (c == ',' && any && !point) continue;
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') break;
        any = true;
        if (n->count == 0 && c == '0' && !point) continue;
        if (n->count == sizeof n->digits) {
            n->large = true;
            continue;
        }
        n->digits[n->count++] = c;
        n->decimals += point;
    }
    return any;
}

static struct str skip_currency(struct str s)
{
    static const char *const MARKS[] = {"人民币", "RMB", "rmb", "CNY", "¥", "￥"};
    for (size_t i = 0; i < COUNT(MARKS); i++)
        if (str_starts(s, str_of(MARKS[i]))) return str_trim(str_sub(s, strlen(MARKS[i]), s.n));
    return s;
}

/* 12345 with 2 decimals in units of `unit` fen; a part of a fen is refused because the platform never rounds. */
static bool to_fen(const struct number *n, int64_t unit, int64_t *fen, enum msg *why)
{
    int64_t v = 0, scale = 1;
    size_t count = n->count, decimals = n->decimals;
    while (decimals > 0 && count > 0 && n->digits[count - 1] == '0') {
        count--;
        decimals--;
    }
    *why = MSG_AMOUNT_LARGE;
    for (size_t i = 0; i < count; i++)
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, n->digits[i] - '0', &v)) return false;
    for (size_t i = 0; i < decimals && v; i++)
        if (__builtin_mul_overflow(scale, 10, &scale)) return false;
    /* v * unit / scale, with the common powers of ten taken out first so that 12 digits of 亿元 still fit. */
    while (scale > 1 && unit % 10 == 0) {
        scale /= 10;
        unit /= 10;
    }
    if (v % scale) {
        *why = MSG_AMOUNT_FEN;
        return false;
    }
    return !__builtin_mul_overflow(v / scale, unit, fen) && *fen <= MONEY_MAX;
}

bool cell_amount(struct str s, int64_t unit, int64_t *fen, enum msg *why)
{
    struct number n;
    size_t at = 0;
    *why = MSG_AMOUNT_BAD;
    s = skip_currency(str_trim(s));
    if (!read_number(s, &at, &n)) return false;
    struct str rest = str_trim(str_sub(s, at, s.n));
    if (rest.n) {
        unit = heading_unit(rest);
        if (!unit || (rest.p[0] > 0 && rest.p[0] != '(')) return false; /* 1e400, 12abc */
    }
    if (n.negative && n.count) {
        *why = MSG_AMOUNT_NEGATIVE;
        return false;
    }
    if (n.large) {
        *why = MSG_AMOUNT_LARGE;
        return false;
    }
    return to_fen(&n, unit ? unit : 100, fen, why);
}

bool cell_is_capital(struct str s)
{
    static const char *const PIECES[] = {"万", "亿", "千", "元", "圆",   "整",       "人民币", "美",     "香港",
                                         "港", "币", "欧", "日", "英镑", "澳大利亚", "加拿大", "新加坡", "台",
                                         "韩", "(",  ")",  "（", "）",   " ",        "\""};
    struct number n;
    size_t at = 0;
    s = skip_currency(str_trim(s));
    if (s.n > 90 || !read_number(s, &at, &n) || at == s.n) return false;
    struct str rest = str_sub(s, at, s.n);
    bool unit = str_find(rest, STR("万")) < rest.n || str_find(rest, STR("元")) < rest.n;
    while (rest.n) {
        size_t i = 0;
        while (i < COUNT(PIECES) && !str_starts(rest, str_of(PIECES[i])))
            i++;
        if (i == COUNT(PIECES)) return false;
        rest = str_sub(rest, strlen(PIECES[i]), rest.n);
    }
    return unit;
}
