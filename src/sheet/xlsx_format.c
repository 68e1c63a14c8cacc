/* xlsx_format.c - what an Excel number means: number formats, day numbers, the 15 digits that people see. */
#include "sheet/sheet_impl.h"
#include "base/date.h"
#include <stdlib.h>

bool xlsx_format_is_date(int64_t id, struct str code)
{
    if (id < 164) /* built-in; 27-36 and 50-58 are the Chinese ones */
        return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
               id == 57 || id == 58;
    bool day = false, month = false, clock = false;
    for (size_t i = 0; i < code.n; i++) {
        char c = code.p[i];
        if (c == ';') break; /* only the part for positive numbers counts */
        if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '"' || c == '[') {
            char close = c == '"' ? '"' : ']';
            if (c == '[' && i + 1 < code.n && strchr("hHmMsS", code.p[i + 1])) clock = true; /* [h]:mm is a duration */
            for (i++; i < code.n && code.p[i] != close; i++) {
            }
        } else if (c == 'G' || c == 'g') { /* General; the era letters g are never alone in Chinese files */
            return false;
        } else {
            day = day || strchr("yYdDeE", c);
            month = month || c == 'm' || c == 'M';
            clock = clock || strchr("hHsS", c);
            if (strchr("#0?", c)) return false; /* 0.00E+00 has an e, too */
        }
    }
    return day || (month && !clock);
}

/* "-1.25e-07" as "-0.000000125": the digits that %.15g has rounded to, not those of the double behind them. */
static struct str without_exponent(struct arena *a, struct str s)
{
    struct str rest = s, mantissa = str_part(&rest, 'e');
    int64_t exponent = 0, digits = 0, point = 0;
    struct buf all = {.arena = a}, b = {.arena = a};
    if (rest.n && rest.p[0] == '+') rest = str_sub(rest, 1, rest.n);
    if (!str_to_i64(rest, &exponent)) return s;
    for (size_t i = 0; i < mantissa.n; i++) {
        if (mantissa.p[i] == '.') point = digits;
        if (mantissa.p[i] < '0' || mantissa.p[i] > '9') continue;
        buf_add_char(&all, mantissa.p[i]);
        digits++;
    }
    point = (point ? point : digits) + exponent;
    if (mantissa.p[0] == '-') buf_add_char(&b, '-');
    if (point <= 0) buf_add(&b, STR("0."));
    for (int64_t i = point < 0 ? point : 0; i < (digits > point ? digits : point); i++) {
        if (i == point && i > 0) buf_add_char(&b, '.');
        buf_add_char(&b, i >= 0 && i < digits ? all.p[i] : '0');
    }
    return buf_str(&b);
}

struct str xlsx_number_text(struct arena *a, struct str raw)
{
    size_t digits = 0;
    bool plain = raw.n > 0;
    for (size_t i = 0; i < raw.n; i++) {
        bool digit = raw.p[i] >= '0' && raw.p[i] <= '9';
        digits += digit;
        plain = plain && (digit || raw.p[i] == '.' || (raw.p[i] == '-' && i == 0));
    }
    if (plain && digits <= 15) return arena_str(a, raw);
    char *text = arena_cstr(a, raw), *end;
    double value = strtod(text, &end);
    /* Not a number, or beyond all numbers: shown as it is, so that the reader of the cell can refuse it. */
    if (end == text || *end || !(value > -1e300 && value < 1e300)) return arena_str(a, raw);
    struct str s = arena_printf(a, "%.15g", value);
    return value > -1e21 && value < 1e21 && memchr(s.p, 'e', s.n) ? without_exponent(a, s) : s;
}

struct str xlsx_date_text(struct arena *a, double serial, bool date1904)
{
    if (!(serial >= 0 && serial < 2958466)) return (struct str){0};
    int64_t day = (int64_t)serial, seconds = (int64_t)((serial - (double)day) * 86400 + 0.5);
    if (seconds == 86400) {
        seconds = 0;
        day++;
    }
    int64_t epoch = date_to_days((struct date){1899, 12, 30});
    if (date1904) {
        epoch = date_to_days((struct date){1904, 1, 1});
    } else {
        if (day == 0 || day == 60) return (struct str){0}; /* a time of day; 1900-02-29, which never was */
        if (day < 60) day++;
    }
    struct str s = date_text(a, date_from_days(epoch + day));
    if (seconds == 0) return s;
    return arena_printf(a, "%.*s %02d:%02d:%02d", STR_ARG(s), (int)(seconds / 3600), (int)(seconds / 60 % 60),
                        (int)(seconds % 60));
}
