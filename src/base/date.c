/* date.c - calendar arithmetic; see date.h. */
#include "base/date.h"

enum { DAYS_PER_ERA = 146097, DAYS_TO_1970 = 719468 }; /* 400 years; 0000-03-01 to 1970-01-01 */
#define US_PER_S INT64_C(1000000)
#define US_PER_DAY (INT64_C(86400) * US_PER_S)

static bool is_leap(int32_t y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

bool date_valid(struct date d)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (d.y < 1 || d.y > 9999 || d.m < 1 || d.m > 12 || d.d < 1) return false;
    return d.d <= days[d.m - 1] + (d.m == 2 && is_leap(d.y));
}

int64_t date_to_days(struct date d)
{
    int64_t y = d.m <= 2 ? (int64_t)d.y - 1 : d.y; /* years begin in March, so that the leap day is the last */
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (d.m > 2 ? d.m - 3 : d.m + 9) + 2) / 5 + d.d - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

struct date date_from_days(int64_t days)
{
    int64_t z = days + DAYS_TO_1970;
    int64_t era = (z >= 0 ? z : z - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int64_t day_of_era = z - era * DAYS_PER_ERA;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t march = (5 * day_of_year + 2) / 153;
    int64_t month = march < 10 ? march + 3 : march - 9;
    int64_t year = year_of_era + era * 400 + (month <= 2);
    return (struct date){(int32_t)year, (int32_t)month, (int32_t)(day_of_year - (153 * march + 2) / 5 + 1)};
}

/* Exactly n digits at *at. */
static bool digits(struct str s, size_t *at, size_t n, int32_t *out)
{
    int32_t v = 0;
    if (s.n - *at < n) return false;
    for (size_t i = 0; i < n; i++) {
        char c = s.p[*at + i];
        if (c < '0' || c > '9') return false;
        v = v * 10 + (c - '0');
    }
    *at += n;
    *out = v;
    return true;
}
static bool take(struct str s, size_t *at, char c)
{
    if (*at >= s.n || s.p[*at] != c) return false;
    ++*at;
    return true;
}

static bool read_date(struct str s, size_t *at, struct date *out)
{
    return digits(s, at, 4, &out->y) && take(s, at, '-') && digits(s, at, 2, &out->m) && take(s, at, '-') &&
           digits(s, at, 2, &out->d) && date_valid(*out);
}

bool date_parse(struct str s, struct date *out)
{
    size_t at = 0;
    struct date d;
    if (!read_date(s, &at, &d) || at != s.n) return false;
    *out = d;
    return true;
}

/* One or two digits. */
static bool short_number(struct str s, size_t *at, int32_t *out)
{
    size_t from = *at;
    *out = 0;
    while (*at < s.n && *at - from < 2 && s.p[*at] >= '0' && s.p[*at] <= '9')
        *out = *out * 10 + (s.p[(*at)++] - '0');
    return *at > from;
}

static bool take_text(struct str s, size_t *at, struct str what)
{
    if (!str_starts(str_sub(s, *at, s.n), what)) return false;
    *at += what.n;
    return true;
}

/* "2020/2/15" with one sign at both places, or "2020年2月15日". */
static bool read_parted(struct str s, struct date *out)
{
    static const struct str SIGNS[][3] = {{{"-", 1}, {"-", 1}, {"", 0}},
                                          {{"/", 1}, {"/", 1}, {"", 0}},
                                          {{".", 1}, {".", 1}, {"", 0}},
                                          {{"年", 3}, {"月", 3}, {"日", 3}}};
    for (size_t i = 0; i < sizeof SIGNS / sizeof SIGNS[0]; i++) {
        size_t at = 0;
        if (digits(s, &at, 4, &out->y) && take_text(s, &at, SIGNS[i][0]) && short_number(s, &at, &out->m) &&
            take_text(s, &at, SIGNS[i][1]) && short_number(s, &at, &out->d) && take_text(s, &at, SIGNS[i][2]) &&
            at == s.n)
            return true;
    }
    return false;
}

bool date_written(struct str s, struct date *out)
{
    s = str_trim(s);
    size_t blank = str_find(s, STR(" ")), at = 0;
    struct str day = blank < s.n ? str_sub(s, 0, blank) : s;
    struct date d = {0};
    if (blank < s.n && str_find(str_sub(s, blank, s.n), STR(":")) == s.n - blank) return false;
    bool run = digits(day, &at, 4, &d.y) && digits(day, &at, 2, &d.m) && digits(day, &at, 2, &d.d) && at == day.n;
    if (!run && !read_parted(day, &d)) return false;
    if (!date_valid(d)) return false;
    *out = d;
    return true;
}

/* Writes the last n digits of v and what stands behind them. */
static char *put_digits(char *to, int32_t v, int n, char behind)
{
    for (int i = n - 1; i >= 0; i--, v /= 10) to[i] = (char)('0' + v % 10);
    to[n] = behind;
    return to + n + 1;
}

struct str date_text(struct arena *a, struct date d)
{
    enum { DATE_CHARACTERS = 10 };
    if (!date_valid(d)) return arena_printf(a, "%04d-%02d-%02d", d.y, d.m, d.d);
    char *text = arena_alloc(a, DATE_CHARACTERS + 1), *to = put_digits(text, d.y, 4, '-');
    to = put_digits(to, d.m, 2, '-');
    (void)put_digits(to, d.d, 2, '\0');
    return (struct str){text, DATE_CHARACTERS};
}

int date_cmp(struct date a, struct date b)
{
    if (a.y != b.y) return a.y < b.y ? -1 : 1;
    if (a.m != b.m) return a.m < b.m ? -1 : 1;
    return (a.d > b.d) - (a.d < b.d);
}

static int64_t floor_div(int64_t v, int64_t by)
{
    return v / by - (v % by < 0);
}

struct str instant_text(struct arena *a, struct instant t)
{
    int64_t day = floor_div(t.us, US_PER_DAY), us = t.us - day * US_PER_DAY;
    struct str date = date_text(a, date_from_days(day));
    enum { TIME_CHARACTERS = 17 }; /* T09:30:00.000000Z */
    char *text = arena_alloc(a, date.n + TIME_CHARACTERS + 1), *to = text + date.n;
    int32_t s = (int32_t)(us / US_PER_S);
    memcpy(text, date.p, date.n);
    *to++ = 'T';
    to = put_digits(to, s / 3600, 2, ':');
    to = put_digits(to, s / 60 % 60, 2, ':');
    to = put_digits(to, s % 60, 2, '.');
    (void)put_digits(to, (int32_t)(us % US_PER_S), 6, 'Z');
    return (struct str){text, date.n + TIME_CHARACTERS};
}

/* ".5" -> 500000 us; no point -> 0. */
static bool read_fraction(struct str s, size_t *at, int32_t *us)
{
    *us = 0;
    if (!take(s, at, '.')) return true;
    int32_t unit = 100000, n = 0;
    for (; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at, n++, unit /= 10) *us += (s.p[*at] - '0') * unit;
    return n >= 1 && n <= 6;
}
/* "Z" or "+08:00"; minutes east. */
static bool read_offset(struct str s, size_t *at, int32_t *minutes)
{
    int32_t h, m;
    *minutes = 0;
    if (take(s, at, 'Z')) return true;
    bool west = take(s, at, '-');
    if (!west && !take(s, at, '+')) return false;
    if (!digits(s, at, 2, &h) || !take(s, at, ':') || !digits(s, at, 2, &m) || h > 23 || m > 59) return false;
    *minutes = (west ? -1 : 1) * (h * 60 + m);
    return true;
}

bool instant_parse(struct str s, struct instant *out)
{
    struct date d;
    int32_t h, m, sec, us, offset;
    size_t at = 0;
    if (!read_date(s, &at, &d) || !take(s, &at, 'T') || !digits(s, &at, 2, &h) || !take(s, &at, ':') ||
        !digits(s, &at, 2, &m) || !take(s, &at, ':') || !digits(s, &at, 2, &sec))
        return false;
    if (h > 23 || m > 59 || sec > 59) return false;
    if (!read_fraction(s, &at, &us) || !read_offset(s, &at, &offset) || at != s.n) return false;
    int64_t seconds = date_to_days(d) * 86400 + h * 3600 + m * 60 + sec - (int64_t)offset * 60;
    *out = (struct instant){seconds * US_PER_S + us};
    return true;
}

struct date instant_date(struct instant t, int32_t offset_minutes)
{
    return date_from_days(floor_div(t.us + (int64_t)offset_minutes * 60 * US_PER_S, US_PER_DAY));
}

struct str money_text(struct arena *a, int64_t fen)
{
    uint64_t n = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    return arena_printf(a, "%s%" PRIu64 ".%02u", fen < 0 ? "-" : "", n / 100, (unsigned)(n % 100));
}

struct str money_grouped(struct arena *a, int64_t fen)
{
    struct str plain = money_text(a, fen);
    struct buf b = {.arena = a};
    size_t whole = plain.n - 3;
    for (size_t i = 0; i < plain.n; i++) {
        bool digit = plain.p[i] != '-';
        if (i > 0 && i < whole && (whole - i) % 3 == 0 && plain.p[i - 1] != '-' && digit) buf_add_char(&b, ',');
        buf_add_char(&b, plain.p[i]);
    }
    return buf_str(&b);
}
