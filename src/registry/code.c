/* code.c - see code.h. */
#include "registry/code.h"

enum {
    USCC_LENGTH = 18,
    REG15_LENGTH = 15,
    ORGCODE_LENGTH = 9,
    CITIZEN_LENGTH = 18,
    CODE_BYTES_MAX = 64
};

static const char USCC_ALPHABET[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
static const char WIDE_ALPHABET[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char CITIZEN_CHECKS[] = "10X98765432";

/* What people and scanners mistake for each other; the letters outside the USCC alphabet come first. */
static const char *const LOOK_ALIKES[] = {"O0", "Q0", "D0", "I1", "L1", "Z2", "S5", "B8", "G6", "VU", "UV", "VY", "ZS"};

static int value_in(const char *alphabet, char c)
{
    const char *at = c ? strchr(alphabet, c) : NULL;
    return at ? (int)(at - alphabet) : -1;
}

struct str code_normal(struct arena *a, struct str raw)
{
    struct buf b = {.arena = a};
    for (size_t at = 0; at < raw.n;) {
        uint32_t cp = utf8_next(raw, &at);
        if (cp >= 0xFF01 && cp <= 0xFF5E) cp -= 0xFEE0; /* full-width forms */
        if (cp == ' ' || cp == '\t' || cp == '\r' || cp == '\n' || cp == '-' || cp == 0x3000 || cp == 0xA0 ||
            cp == 0x2010 || cp == 0x2013 || cp == 0x2014 || cp == 0x200B || cp == 0xFEFF || cp == '\'') {
            continue;
        }
        if (cp >= 'a' && cp <= 'z') cp -= 32;
        buf_add_utf8(&b, cp);
    }
    return arena_str(a, buf_str(&b));
}

/* ---- check characters; each takes the characters before the last ---- */

static char check_uscc(struct str s)
{
    int64_t sum = 0, weight = 1;
    for (size_t i = 0; i < USCC_LENGTH - 1; i++) {
        int v = value_in(USCC_ALPHABET, s.p[i]);
        if (v < 0) return 0;
        sum += v * weight;
        weight = weight * 3 % 31;
    }
    return USCC_ALPHABET[(31 - sum % 31) % 31];
}

static char check_orgcode(struct str s)
{
    static const int weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (size_t i = 0; i < COUNT(weights); i++) {
        int v = value_in(WIDE_ALPHABET, s.p[i]);
        if (v < 0) return 0;
        sum += v * weights[i];
    }
    int check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : (char)('0' + check);
}

static char check_reg15(struct str s)
{
    int p = 10;
    for (size_t i = 0; i < REG15_LENGTH - 1; i++) {
        int v = value_in("0123456789", s.p[i]);
        if (v < 0) return 0;
        int sum = (p + v) % 10;
        p = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (char)('0' + (11 - p) % 10);
}

static char check_citizen(struct str s)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (size_t i = 0; i < COUNT(weights); i++) {
        int v = value_in("0123456789", s.p[i]);
        if (v < 0) return 0;
        sum += v * weights[i];
    }
    return CITIZEN_CHECKS[sum % 11];
}

static size_t length_of(enum code_kind kind)
{
    switch (kind) {
    case CODE_USCC:
        return USCC_LENGTH;
    case CODE_REG15:
        return REG15_LENGTH;
    case CODE_ORGCODE:
        return ORGCODE_LENGTH;
    case CODE_CITIZEN_ID:
        return CITIZEN_LENGTH;
    case CODE_MOBILE:
        return 11;
    case CODE_NONE:
        break;
    }
    assert(!"a kind of code");
    return 0;
}

char code_check_char(enum code_kind kind, struct str value)
{
    if (value.n + 1 < length_of(kind)) return 0;
    switch (kind) {
    case CODE_USCC:
        return check_uscc(value);
    case CODE_REG15:
        return check_reg15(value);
    case CODE_ORGCODE:
        return check_orgcode(value);
    case CODE_CITIZEN_ID:
        return check_citizen(value);
    case CODE_MOBILE:
    case CODE_NONE:
        break;
    }
    return 0;
}

/* May the character stand at that place? */
static bool may_stand(enum code_kind kind, size_t at, char c)
{
    bool digit = c >= '0' && c <= '9';
    switch (kind) {
    case CODE_USCC:
        if (at >= 2 && at < 8) return digit; /* the division */
        return value_in(USCC_ALPHABET, c) >= 0;
    case CODE_REG15:
        return digit;
    case CODE_ORGCODE:
        return at == 8 ? digit || c == 'X' : value_in(WIDE_ALPHABET, c) >= 0;
    case CODE_CITIZEN_ID:
        return digit || (at == 17 && c == 'X');
    case CODE_MOBILE:
        return digit;
    case CODE_NONE:
        break;
    }
    return false;
}

static bool is_province(struct str s)
{
    static const char codes[] =
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 "
        "64 65 71 81 82 83";
    return str_find(STR(codes), str_sub(s, 0, 2)) < sizeof codes - 1;
}

static bool citizen_birth(struct str s, struct date *out)
{
    int64_t y = 0, m = 0, d = 0;
    if (!str_to_i64(str_sub(s, 6, 4), &y) || !str_to_i64(str_sub(s, 10, 2), &m) || !str_to_i64(str_sub(s, 12, 2), &d))
        return false;
    *out = (struct date){(int32_t)y, (int32_t)m, (int32_t)d};
    return date_valid(*out) && y >= 1800;
}

/* Is the whole code right?  strict: a USCC's organisation code must be right in itself too (true for nearly all; used
 * to choose among suggestions, never to refuse). */
static bool is_right(enum code_kind kind, struct str s, bool strict)
{
    if (s.n != length_of(kind)) return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!may_stand(kind, i, s.p[i])) return false;
    }
    if (code_check_char(kind, s) != s.p[s.n - 1]) return false;
    struct date birth;
    if (kind == CODE_CITIZEN_ID) return is_province(s) && citizen_birth(s, &birth);
    if (kind == CODE_USCC && strict) return check_orgcode(str_sub(s, 8, 8)) == s.p[16];
    return true;
}

/* ---- suggestions: the one right code of the likeliest kind of slip ---- */

struct hunt {
    enum code_kind kind;
    char text[CODE_BYTES_MAX];
    size_t n;
    bool strict;
    int found; /* distinct right codes */
    char best[CODE_BYTES_MAX];
};

static void hunt_try(struct hunt *h)
{
    if (!is_right(h->kind, (struct str){h->text, h->n}, h->strict)) return;
    if (h->found > 0 && memcmp(h->best, h->text, h->n) == 0) return;
    h->found++;
    memcpy(h->best, h->text, h->n);
}

static void hunt_look_alikes(struct hunt *h, size_t from, int depth)
{
    for (size_t i = from; i < h->n; i++) {
        char was = h->text[i];
        for (size_t k = 0; k < COUNT(LOOK_ALIKES); k++) {
            const char *pair = LOOK_ALIKES[k];
            char to = was == pair[0] ? pair[1] : was == pair[1] ? pair[0] : 0;
            if (!to) continue;
            h->text[i] = to;
            hunt_try(h);
            if (depth > 1) hunt_look_alikes(h, i + 1, depth - 1);
        }
        h->text[i] = was;
    }
}

static void hunt_swaps(struct hunt *h)
{
    for (size_t i = 0; i + 1 < h->n; i++) {
        char was = h->text[i];
        h->text[i] = h->text[i + 1];
        h->text[i + 1] = was;
        hunt_try(h);
        h->text[i + 1] = h->text[i];
        h->text[i] = was;
    }
}

static void hunt_at(struct hunt *h, size_t i)
{
    char was = h->text[i];
    for (const char *to = WIDE_ALPHABET; *to; to++) {
        h->text[i] = *to;
        if (*to != was) hunt_try(h);
    }
    h->text[i] = was;
}

/* One wrong character: where a character cannot stand, there; else anywhere. */
static void hunt_single(struct hunt *h)
{
    size_t misplaced = h->n;
    for (size_t i = 0; i < h->n; i++) {
        if (!may_stand(h->kind, i, h->text[i])) misplaced = i;
    }
    for (size_t i = 0; i < h->n; i++) {
        if (misplaced == h->n || misplaced == i) hunt_at(h, i);
    }
}

static bool is_mirror(struct str s)
{
    int want = value_in(USCC_ALPHABET, check_uscc(s));
    return want > 0 && (31 - want) % 31 == value_in(USCC_ALPHABET, s.p[s.n - 1]);
}

static struct str suggest(struct arena *a, enum code_kind kind, struct str s)
{
    if (s.n != length_of(kind) || s.n >= CODE_BYTES_MAX || kind == CODE_MOBILE) return (struct str){0};
    struct hunt h = {.kind = kind, .n = s.n, .strict = kind == CODE_USCC};
    memcpy(h.text, s.p, s.n);
    if (kind == CODE_USCC && code_check_char(kind, s) && is_mirror(s)) {
        h.text[s.n - 1] = check_uscc(s);
        return arena_str(a, (struct str){h.text, h.n});
    }
    hunt_look_alikes(&h, 0, 1);
    if (h.found == 0 && !code_check_char(kind, s)) hunt_look_alikes(&h, 0, 2); /* "OO" for "00" */
    if (h.found == 0) hunt_swaps(&h);
    if (h.found == 0) hunt_single(&h);
    return h.found == 1 ? arena_str(a, (struct str){h.best, h.n}) : (struct str){0};
}

/* ---- what is wrong ---- */

static struct str char_text(struct arena *a, char c)
{
    return arena_str(a, (struct str){&c, 1});
}

static struct msg_text wrong_length(struct arena *a, enum code_kind kind, struct str s)
{
    bool digits = s.n > 0, exponent = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == 'E' || s.p[i] == '.' || s.p[i] == '+')
            exponent = true;
        else if (s.p[i] < '0' || s.p[i] > '9')
            digits = false;
    }
    if (digits && exponent) return msg_copy(a, MSG_PARTS(M(CODE_SCIENTIFIC), S("value", s)));
    return msg_copy(
        a, MSG_PARTS(M(CODE_LENGTH), I("expected", (int64_t)length_of(kind)), I("got", (int64_t)utf8_count(s))));
}

/* The first character that cannot stand where it stands; id NONE when all can. */
static struct msg_text wrong_char(struct arena *a, enum code_kind kind, struct str s)
{
    int64_t place = 0;
    for (size_t at = 0; at < s.n;) {
        size_t begin = at;
        uint32_t cp = utf8_next(s, &at);
        if (cp >= 0x80 || !may_stand(kind, (size_t)place, (char)cp)) {
            struct str seen = str_sub(s, begin, at - begin);
            return msg_copy(a, MSG_PARTS(M(CODE_CHAR), I("at", place + 1), S("char", seen)));
        }
        place++;
    }
    return (struct msg_text){.id = MSG_NONE};
}

static struct msg_text wrong_check(struct arena *a, enum code_kind kind, struct str s)
{
    char want = code_check_char(kind, s), got = s.p[s.n - 1];
    if (want == got) return (struct msg_text){.id = MSG_NONE};
    struct str expected = char_text(a, want), seen = char_text(a, got);
    if (kind != CODE_USCC) return msg_copy(a, MSG_PARTS(M(CODE_CHECK), S("expected", expected), S("got", seen)));
    if (is_mirror(s)) return msg_copy(a, MSG_PARTS(M(CODE_MIRROR), S("expected", expected), S("got", seen)));
    if (check_orgcode(str_sub(s, 8, 8)) != s.p[16])
        return msg_copy(a, MSG_PARTS(M(CODE_CHECK_INNER), S("expected", expected), S("got", seen)));
    return msg_copy(a, MSG_PARTS(M(CODE_CHECK), S("expected", expected), S("got", seen)));
}

static struct msg_text wrong_citizen(struct arena *a, struct str s, struct date today)
{
    struct date birth;
    if (!is_province(s)) return msg_copy(a, MSG_PARTS(M(CODE_DIVISION), S("value", str_sub(s, 0, 2))));
    if (!citizen_birth(s, &birth)) return msg_copy(a, MSG_PARTS(M(CODE_DATE), S("value", str_sub(s, 6, 8))));
    if (today.y > 0 && date_cmp(birth, today) > 0)
        return msg_copy(a, MSG_PARTS(M(CODE_DATE_FUTURE), S("value", str_sub(s, 6, 8))));
    return (struct msg_text){.id = MSG_NONE};
}

static struct msg_text wrong(struct arena *a, enum code_kind kind, struct str s, struct date today)
{
    if (s.n == 0) return msg_copy(a, MSG_PARTS(M(CODE_EMPTY)));
    if (utf8_count(s) != length_of(kind)) return wrong_length(a, kind, s);
    struct msg_text m = wrong_char(a, kind, s);
    if (m.id != MSG_NONE) return m;
    if (kind == CODE_MOBILE) {
        bool fits = s.p[0] == '1' && s.p[1] >= '3';
        return fits ? m : msg_copy(a, MSG_PARTS(M(CODE_MOBILE)));
    }
    if (kind == CODE_CITIZEN_ID) m = wrong_citizen(a, s, today);
    return m.id != MSG_NONE ? m : wrong_check(a, kind, s);
}

/* A citizen id of 15 digits (before 1999) has no check digit: the century 19 and the check are added. */
static struct str citizen_expand(struct arena *a, struct str s)
{
    if (s.n != 15) return s;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return s;
    }
    struct str long17 = arena_printf(a, "%.6s19%.9s", s.p, s.p + 6);
    return arena_printf(a, "%.*s%c", STR_ARG(long17), check_citizen(long17));
}

static struct str mobile_strip(struct str s)
{
    static const char *const prefixes[] = {"+86", "0086", "86"};
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        struct str prefix = str_of(prefixes[i]);
        if (s.n == prefix.n + 11 && str_starts(s, prefix)) return str_sub(s, prefix.n, 11);
    }
    return s;
}

void code_check(struct arena *a, enum code_kind kind, struct str raw, struct date today, struct code_result *out)
{
    *out = (struct code_result){.value = code_normal(a, raw)};
    if (kind == CODE_CITIZEN_ID) out->value = citizen_expand(a, out->value);
    if (kind == CODE_MOBILE) out->value = mobile_strip(out->value);
    out->repaired = !str_eq(out->value, raw);
    out->reason = wrong(a, kind, out->value, today);
    out->ok = out->reason.id == MSG_NONE;
    if (!out->ok) out->suggestion = suggest(a, kind, out->value);
}

enum code_kind code_guess(struct str s)
{
    if (s.n == USCC_LENGTH) return CODE_USCC;
    if (s.n == ORGCODE_LENGTH) return CODE_ORGCODE;
    if (s.n != REG15_LENGTH) return CODE_NONE;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return CODE_NONE;
    }
    return CODE_REG15;
}

static struct str mask(struct arena *a, struct str s, size_t front, size_t back)
{
    struct buf b = {.arena = a};
    size_t place = 0, count = utf8_count(s);
    for (size_t at = 0; at < s.n; place++) {
        uint32_t cp = utf8_next(s, &at);
        buf_add_utf8(&b, place < front || place + back >= count ? cp : '*');
    }
    return arena_str(a, buf_str(&b));
}

struct str code_mask_id(struct arena *a, struct str value)
{
    return utf8_count(value) >= 15 ? mask(a, value, 6, 4) : mask(a, value, 0, 2);
}

struct str code_mask_phone(struct arena *a, struct str value)
{
    size_t n = utf8_count(value);
    return n == 11 ? mask(a, value, 3, 4) : n > 6 ? mask(a, value, 0, 4) : mask(a, value, 0, 0);
}

struct date code_citizen_birth(struct str value)
{
    struct date d = {0};
    bool ok = value.n == CITIZEN_LENGTH && citizen_birth(value, &d);
    assert(ok);
    return d;
}

/* ---- registered capital ---- */

/* Reads digits with thousands separators and at most six decimals, as millionths. */
static bool read_amount(struct str s, size_t *at, int64_t *millionths)
{
    int64_t v = 0;
    int decimals = -1;
    bool any = false;
    for (; *at < s.n; (*at)++) {
        char c = s.p[*at];
        if (c == ',' && decimals < 0) continue;
        if (c == '.' && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (c < '0' || c > '9') break;
        any = true;
        if (decimals >= 6) continue;
        if (decimals >= 0) decimals++;
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, c - '0', &v)) return false;
    }
    for (int d = decimals < 0 ? 0 : decimals; d < 6; d++) {
        if (__builtin_mul_overflow(v, 10, &v)) return false;
    }
    *millionths = v;
    return any;
}

static bool has(struct str s, const char *part)
{
    return str_find(s, str_of(part)) < s.n;
}

struct opt_money capital_parse(struct str text)
{
    static const char *const foreign[] = {"美元",   "港元", "港币", "日元", "欧元", "英镑", "澳元", "加元", "澳门元",
                                          "新加坡", "台币", "韩",   "法郎", "马克", "USD",  "HKD",  "EUR",  "JPY"};
    for (size_t i = 0; i < COUNT(foreign); i++) {
        if (has(text, foreign[i])) return (struct opt_money){0};
    }
    size_t at = 0;
    while (at < text.n && (text.p[at] < '0' || text.p[at] > '9'))
        at++;
    int64_t millionths = 0, fen = 0;
    if (at == text.n || !read_amount(text, &at, &millionths)) return (struct opt_money){0};
    int64_t unit = has(text, "亿") ? INT64_C(100000000) : has(text, "万") ? 10000 : 1; /* yuan */
    if (__builtin_mul_overflow(millionths, unit, &fen)) return (struct opt_money){0};
    fen = fen / 10000; /* millionths of a yuan to fen */
    return (struct opt_money){.has = fen <= INT64_C(9000000000000000), .fen = fen};
}
