/* reader.c - lines, words, decimal numbers and plane distances, all in whole numbers; finds out what form a file has.
 */
#include "vrpfile/vrpfile_impl.h"

bool reader_fail(const struct reader *r, enum msg what, const char *name)
{
    struct msg_part message = {.kind = MSG_PART_ID, .id = what};
    return fail(r->err, ERR_INVALID, message, I("line", r->line), S("name", str_of(name)));
}

bool reader_line(struct reader *r, struct str *out)
{
    while (r->rest.n) {
        *out = str_trim(str_part(&r->rest, '\n'));
        r->line++;
        if (out->n) return true;
    }
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

struct str reader_word(struct str *line)
{
    size_t from = 0, to;
    while (from < line->n && is_blank(line->p[from]))
        from++;
    for (to = from; to < line->n && !is_blank(line->p[to]);)
        to++;
    struct str word = str_sub(*line, from, to - from);
    *line = str_sub(*line, to, line->n - to);
    return word;
}

static bool scale(int64_t *value, int64_t exponent)
{
    for (; exponent > 0; exponent--)
        if (__builtin_mul_overflow(*value, 10, value)) return false;
    for (; exponent < 0 && *value; exponent++)
        *value /= 10;
    return true;
}

bool reader_number(struct str word, int64_t *micro)
{
    size_t at = 0, digits = 0;
    int64_t value = 0, exponent = 6, extra = 0;
    bool negative = word.n && word.p[0] == '-', point = false;
    if (word.n && (word.p[0] == '-' || word.p[0] == '+')) at++;
    for (; at < word.n; at++) {
        char c = word.p[at];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            digits++;
            if (point && exponent == 0) continue; /* beyond a millionth */
            if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, c - '0', &value))
                return false;
            if (point) exponent--;
        } else {
            break;
        }
    }
    if (!digits) return false;
    if (at < word.n && (word.p[at] == 'e' || word.p[at] == 'E')) {
        struct str tail = str_sub(word, at + 1, word.n - at - 1);
        if (tail.n && tail.p[0] == '+') tail = str_sub(tail, 1, tail.n - 1);
        if (!str_to_i64(tail, &extra) || extra > 18 || extra < -30) return false;
        at = word.n;
    }
    if (at != word.n || !scale(&value, exponent + extra) || value > 100000000 * MICRO) return false;
    *micro = negative ? -value : value;
    return true;
}

int64_t unit_of(enum vrpfile_rounding rounding)
{
    static const int64_t UNITS[] = {[VRPFILE_NEAREST] = 1,
                                    [VRPFILE_TENTHS] = 10,
                                    [VRPFILE_THOUSANDTHS] = 1000,
                                    [VRPFILE_TEN_THOUSANDTHS_UP] = 10000,
                                    [VRPFILE_UP] = 1,
                                    [VRPFILE_DOWN] = 1};
    return UNITS[rounding];
}

bool in_units(int64_t micro, int64_t unit, int32_t *out)
{
    int128 x = (int128)micro * unit;
    if (x < 0 || x % MICRO || x / MICRO > VRP_TIME_MAX) return false;
    *out = (int32_t)(x / MICRO);
    return true;
}

/* floor(sqrt(x)) by Newton from above. */
static uint64_t root(uint128 x)
{
    if (x < 2) return (uint64_t)x;
    uint64_t high = (uint64_t)(x >> 64);
    int bits = high ? 128 - __builtin_clzll(high) : 64 - __builtin_clzll((uint64_t)x);
    uint128 y = (uint128)1 << ((bits + 1) / 2), z;
    if (!high) {
        uint64_t v = (uint64_t)x, a = (uint64_t)y, b;
        for (; (b = (a + v / a) / 2) < a;)
            a = b;
        return a;
    }
    for (; (z = (y + x / y) / 2) < y;)
        y = z;
    return (uint64_t)y;
}

static int32_t distance(struct point a, struct point b, enum vrpfile_rounding rounding)
{
    int128 x = (int128)a.x - b.x, y = (int128)a.y - b.y;
    int64_t unit = unit_of(rounding);
    bool whole = x % MICRO == 0 && y % MICRO == 0; /* then small enough for 64 bits, and far quicker */
    if (whole) x /= MICRO, y /= MICRO;
    /* with a hundredth (whole) or a millionth of a unit to spare for rounding */
    int64_t spare = whole ? 100 : MICRO;
    uint128 square = (uint128)(x * x + y * y) * (uint128)(unit * unit);
    uint64_t far = root(whole ? square * 10000 : square), more = 0;
    if (rounding == VRPFILE_NEAREST || rounding == VRPFILE_THOUSANDTHS) more = (uint64_t)spare / 2;
    if (rounding == VRPFILE_TEN_THOUSANDTHS_UP || rounding == VRPFILE_UP) {
        bool exact = (uint128)far * far == (whole ? square * 10000 : square) && far % (uint64_t)spare == 0;
        more = exact ? 0 : (uint64_t)spare;
    }
    far = (far + more) / (uint64_t)spare;
    return far > VRP_DISTANCE_MAX ? VRP_DISTANCE_MAX : (int32_t)far;
}

int32_t *distances(struct arena *a, const struct point *at, int32_t count, enum vrpfile_rounding rounding)
{
    int32_t *m = ARENA_ARRAY(a, int32_t, (size_t)count * (size_t)count + 1);
    for (int64_t i = 0; i < count; i++)
        for (int64_t j = 0; j < i; j++)
            m[i * count + j] = m[j * count + i] = distance(at[i], at[j], rounding);
    return m;
}

static bool is_word(struct str line)
{
    return line.n && ((line.p[0] >= 'A' && line.p[0] <= 'Z') || (line.p[0] >= 'a' && line.p[0] <= 'z'));
}

bool vrpfile_read(struct arena *a, struct err *e, struct str text, enum vrpfile_rounding rounding, struct vrpfile *out)
{
    struct reader r = {.arena = a, .err = e, .rest = text}, ahead = r;
    struct str line;
    int64_t number;
    *out = (struct vrpfile){.unit = unit_of(rounding)};
    if (text.n > VRPFILE_TEXT_MAX || !reader_line(&ahead, &line)) return reader_fail(&ahead, MSG_ROUTE_LINE_END, "");
    bool words = is_word(line);
    if (words && str_find(line, STR(":")) < line.n) return read_vrplib(&r, rounding, out);
    if (words) return read_solomon(&r, rounding, out);
    size_t count = 0;
    for (struct str w = reader_word(&line); w.n; w = reader_word(&line), count++)
        if (!reader_number(w, &number)) return reader_fail(&ahead, MSG_ROUTE_NO_FORM, "");
    return count == 2 ? read_split(&r, rounding, out) : read_li_lim(&r, rounding, out);
}
