/* amount.c - amounts of money as the bank and the pay sheet write them. */
#include "bank/bank_file.h"
#include "base/record.h"

/* Digits with commas before every third from the right, or without any comma. */
static bool whole_read(struct str s, int64_t *yuan)
{
    bool commas = memchr(s.p, ',', s.n) != NULL;
    if (s.n == 0 || (commas && s.n % 4 == 0)) return false; /* 1234,567 */
    *yuan = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool comma_here = commas && (s.n - i) % 4 == 0 && i > 0;
        if (s.p[i] == ',' && comma_here) continue;
        if (s.p[i] < '0' || s.p[i] > '9' || comma_here) return false;
        *yuan = *yuan * 10 + (s.p[i] - '0');
        if (*yuan > MONEY_MAX / 100) return false;
    }
    return true;
}

bool bank_yuan_read(struct str s, int64_t *fen)
{
    struct str rest = s, whole = str_part(&rest, '.');
    int64_t yuan = 0;
    bool point = whole.n < s.n;
    if (!whole_read(whole, &yuan) || rest.n > 2 || (point && rest.n == 0)) return false;
    int64_t part = 0;
    for (size_t i = 0; i < 2; i++) {
        char c = i < rest.n ? rest.p[i] : '0';
        if (c < '0' || c > '9') return false;
        part = part * 10 + (c - '0');
    }
    *fen = yuan * 100 + part;
    return *fen <= MONEY_MAX;
}

/* ---- 人民币大写 ---- */

static const char *const DIGITS[] = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};

/* 1..9999; zeros between two digits are read once, those at the end not at all. */
static void add_four(struct buf *b, uint64_t n)
{
    static const char *const units[] = {"仟", "佰", "拾", ""};
    static const uint64_t weights[] = {1000, 100, 10, 1};
    bool begun = false, zero = false;
    assert(n > 0);
    assert(n < 10000);
    for (size_t i = 0; i < COUNT(units); i++) {
        uint64_t digit = n / weights[i] % 10;
        if (digit == 0) {
            zero = begun;
            continue;
        }
        if (zero) buf_add(b, str_of(DIGITS[0]));
        buf_add(b, str_of(DIGITS[digit]));
        buf_add(b, str_of(units[i]));
        begun = true;
        zero = false;
    }
}

/* Whole yuan > 0: by 亿, then by 万; a rest that does not reach the highest place of its group is led by 零. */
static void add_whole(struct buf *b, uint64_t n)
{
    static const struct {
        uint64_t unit;
        const char *name;
    } groups[] = {{100000000, "亿"}, {10000, "万"}};
    for (size_t i = 0; i < COUNT(groups); i++) {
        if (n < groups[i].unit) continue;
        add_whole(b, n / groups[i].unit);
        buf_add(b, str_of(groups[i].name));
        n %= groups[i].unit;
        if (n == 0) return;
        if (n < groups[i].unit / 10) buf_add(b, str_of(DIGITS[0]));
    }
    add_four(b, n);
}

struct str bank_capitals(struct arena *a, int64_t fen)
{
    struct buf b = {.arena = a};
    uint64_t n = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    uint64_t yuan = n / 100, jiao = n / 10 % 10, rest = n % 10;
    if (fen < 0) buf_add(&b, STR("负"));
    if (n == 0) return STR("零元整");
    if (yuan > 0) {
        add_whole(&b, yuan);
        buf_add(&b, STR("元"));
    }
    if (jiao == 0 && rest == 0) buf_add(&b, STR("整"));
    if (jiao > 0) buf_addf(&b, "%s角", DIGITS[jiao]);
    if (jiao == 0 && rest > 0 && yuan > 0) buf_add(&b, STR("零"));
    if (rest > 0) buf_addf(&b, "%s分", DIGITS[rest]);
    return buf_str(&b);
}
