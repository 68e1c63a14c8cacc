/* text_test.c - Chinese text: sort keys, folding, initials of every reading, search tokens. */
#include "check.h"
#include "text/text.h"

static void test_fold(struct arena *a)
{
    static const struct {
        const char *shows, *in, *out;
    } ROWS[] = {
        {"full-width letters and digits become ASCII, lower case", "清远ＡＢＣ１２３公司", "清远abc123公司"},
        {"Chinese brackets become round ones", "暖桥（清远）有限公司", "暖桥(清远)有限公司"},
        {"blanks of every kind go", " 暖　桥\t有\xC2\xA0限 ", "暖桥有限"},
        {"middle dots have one spelling", "克里斯・托•福·厂", "克里斯·托·福·厂"},
        {"dashes have one spelling", "创维－ＲＧＢ–厂", "创维-rgb-厂"},
        {"letters with accents fold too", "ÉCOLE Ω厂", "école ω厂"},
        {"empty stays empty", "", ""},
        {"private-use characters stay", "何\xEE\x9F\x99村", "何\xEE\x9F\x99村"},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct str out = text_fold(a, str_of(ROWS[i].in)), want = str_of(ROWS[i].out);
        if (i == 5) want = STR("écoleω厂"); /* the blank goes as well */
        CHECK_ROW(ROWS[i].shows, str_eq(out, want));
    }
}

static void test_initials(struct arena *a)
{
    static const struct {
        const char *shows, *in, *out;
    } ROWS[] = {
        {"both readings of 长", "长安", "ca za"},
        {"both readings of 行", "银行", "yh yx"},
        {"both readings of 重", "重庆", "cq zq"},
        {"both readings of 厦", "厦门", "sm xm"},
        {"会计 is found under kj", "会计", "hj kj"},
        {"番禺 is found under py", "番禺", "fy py"},
        {"rarities of frequent characters are left out: 石 is not dan", "石角", "sj"},
        {"an ordinary name has one text", "清远高新区", "qygxo qygxq"},
        {"letters and digits stand for themselves", "ＴＣＬ科技2号", "tclkj2h"},
        {"other characters are left out", "暖桥（清远）·", "nqqy"},
        {"nothing to read", "（）—", ""},
        {"rare characters beyond the basic plane", "\xF0\xA0\x80\x80", "h"},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct str out = text_initials(a, str_of(ROWS[i].in));
        CHECK_ROW(ROWS[i].shows, str_eq(out, str_of(ROWS[i].out)));
        if (!str_eq(out, str_of(ROWS[i].out))) fprintf(stderr, "  got %.*s\n", STR_ARG(out));
    }
    struct str many = text_initials(a, STR("长行重厦会长行重厦会"));
    size_t blanks = 0;
    for (size_t i = 0; i < many.n; i++)
        blanks += many.p[i] == ' ';
    CHECK_ROW("never more than 16 combinations", blanks == 15 && many.n == 16 * 10 + 15);
    CHECK_ROW("the most frequent readings are among them", str_find(many, STR("zxzshzxzsh")) < many.n);
}

static void test_tokens(struct arena *a)
{
    static const struct {
        const char *shows, *folded, *initials, *out;
    } ROWS[] = {
        {"bigrams of the name and trigrams of the initials, sorted", "清远厂", "qyc", "qyc|清远|远厂"},
        {"without the words of every company", "暖桥有限公司", "nqyxgs", "nqy|qyx|暖桥|桥有"},
        {"each token once", "aaaa", "aaaa aaaa", "aa|aaa"},
        {"a name of one character is a token", "厂", "c", "c|厂"},
        {"every text of initials counts", "长安", "ca za", "ca|za|长安"},
        {"nothing gives nothing", "", "", ""},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct list l = text_tokens(a, str_of(ROWS[i].folded), str_of(ROWS[i].initials));
        struct buf b = {.arena = a};
        for (size_t k = 0; k < l.count; k++) {
            if (k) buf_add_char(&b, '|');
            buf_add(&b, *LIST_AT(&l, struct str, k));
        }
        CHECK_ROW(ROWS[i].shows, str_eq(buf_str(&b), str_of(ROWS[i].out)));
        if (!str_eq(buf_str(&b), str_of(ROWS[i].out))) fprintf(stderr, "  got %.*s\n", STR_ARG(buf_str(&b)));
    }
}

static void test_sort_key(struct arena *a)
{
    static const char *const ORDER[] = {"1号厂", "阿里", "北江", "清远", "深圳", "一汽", "重工", "abc公司", "TCL科技"};
    for (size_t i = 1; i < COUNT(ORDER); i++)
        CHECK_ROW(ORDER[i], str_cmp(text_sort_key(a, str_of(ORDER[i - 1])), text_sort_key(a, str_of(ORDER[i]))) < 0);
    struct buf b = {.arena = a};
    for (int i = 0; i < 300; i++)
        buf_add(&b, STR("清"));
    struct str key = text_sort_key(a, buf_str(&b));
    CHECK_ROW("a key has at most 120 bytes", key.n == 120);
    CHECK_ROW("a key is hexadecimal", strspn(arena_cstr(a, key), "0123456789abcdef") == key.n);
    CHECK_ROW("the empty text has the smallest key",
              str_cmp(text_sort_key(a, STR("")), text_sort_key(a, STR("1"))) < 0);
}

static void test_latin(void)
{
    CHECK_ROW("letters and digits are Latin", text_is_latin(STR("qy123ABC")));
    CHECK_ROW("Chinese is not", !text_is_latin(STR("qy清")));
    CHECK_ROW("empty is not", !text_is_latin(STR("")));
    CHECK_ROW("blanks are not", !text_is_latin(STR("a b")));
}

int main(void)
{
    struct arena *a = arena_new();
    test_fold(a);
    test_initials(a);
    test_tokens(a);
    test_sort_key(a);
    test_latin();
    arena_free(a);
    return check_end();
}
