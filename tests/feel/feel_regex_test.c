/* feel_regex_test.c - regular expressions as F&O 3.1 (5.6) and XML Schema (appendix G) define them. */
#include "check.h"
#include "feel/feel_impl.h"
#include "feel/feel_regex.h"
#include "feel/feel_unicode.h"
#include <pthread.h>

struct matching {
    const char *pattern, *flags, *text;
    int want; /* 1 yes, 0 no, -1 refused (pattern or flags), -2 the step limit */
};
static const struct matching MATCHES[] = {
    /* plain characters; a match may be anywhere */
    {"bra", "", "abracadabra", 1}, {"", "", "", 1}, {"", "", "abc", 1}, {"abc", "", "ab", 0}, {"高新", "", "松山湖高新区", 1},
    {"a", "", "A", 0}, {"😀", "", "x😀y", 1}, {"^.$", "", "😀", 1}, {"^..$", "", "é", 0},
    {"/:;<=>@!\"#%&',~`_", "", "/:;<=>@!\"#%&',~`_", 1},
    {"a b", "", "a b", 1}, {"a#b", "", "a#b", 1},
    /* branches and groups */
    {"^(a|b)$", "", "b", 1}, {"a|b|", "", "", 1}, {"^(|a)b$", "", "b", 1}, {"^(?:ab)+$", "", "abab", 1},
    {"^()$", "", "", 1},
    {"^a|b$", "", "xb", 1}, {"^(a|b)$", "", "xb", 0}, {"||", "", "", 1}, {"^((a)(b))$", "", "ab", 1},
    {"(a", "", "", -1}, {"a)", "", "", -1}, {")", "", "", -1}, {"(?a)", "", "", -1}, {"(?=a)", "", "", -1},
    {"(?!a)", "", "", -1},
    {"(?<=a)b", "", "", -1}, {"(?<n>a)", "", "", -1}, {"(?i)a", "", "", -1}, {"(?#c)", "", "", -1},
    {"(?P<n>a)", "", "", -1},
    {"(?>a)", "", "", -1}, {"(?", "", "", -1}, {"(*UTF)a", "", "", -1}, {"(*ACCEPT)", "", "", -1},
    /* quantifiers */
    {"^a?$", "", "", 1}, {"^a*$", "", "aaa", 1}, {"^a+$", "", "", 0}, {"^a{2}$", "", "aa", 1}, {"^a{2}$", "", "aaa", 0},
    {"^a{2,}$", "", "aaaa", 1}, {"^a{2,3}$", "", "aaaa", 0}, {"^a{0}$", "", "", 1}, {"^a{0,0}b$", "", "b", 1},
    {"^a{02}$", "", "aa", 1},
    {"^a*?$", "", "aaa", 1}, {"^a+?b$", "", "aab", 1}, {"^a??b$", "", "ab", 1}, {"^a{1,2}?b$", "", "aab", 1},
    {"^(ab){2}$", "", "abab", 1},
    {"*a", "", "", -1}, {"+", "", "", -1}, {"?", "", "", -1}, {"a**", "", "", -1}, {"a++", "", "", -1},
    {"a?+", "", "", -1}, {"a{1}{2}", "", "", -1},
    {"a???", "", "", -1}, {"(*)", "", "", -1}, {"a|*", "", "", -1}, {"a{,2}", "", "", -1}, {"a{}", "", "", -1},
    {"a{2,1}", "", "", -1},
    {"a{x}", "", "", -1}, {"a{1", "", "", -1}, {"a{1,", "", "", -1}, {"a{1,2", "", "", -1}, {"a{-1}", "", "", -1},
    {"a{65536}", "", "", -1},
    {"a{99999999999999999999}", "", "", -1}, {"{1}", "", "", -1}, {"a}", "", "", -1}, {"}", "", "", -1},
    {"((a{60000}){60000}){60000}", "", "", -1},
    /* the dot, with and without s */
    {"^a.b$", "", "a b", 1}, {"^a.b$", "", "a\nb", 0}, {"^a.b$", "", "a\rb", 0}, {"^a.b$", "s", "a\nb", 1},
    {"^a.b$", "s", "a\rb", 1},
    {"^.$", "", "\xe2\x80\xa8", 1}, {"^.$", "", "\xc2\x85", 1}, {"^.*$", "s", "a\nb", 1}, {"^[.]$", "", "x", 0},
    {"^[.]$", "", ".", 1},
    {"^.+$", "", "", 0}, {"^a\\.b$", "", "axb", 0},
    /* anchors: $ is the very end only */
    {"^a$", "", "a\n", 0}, {"^b", "", "a\nb", 0}, {"a$", "", "a\nb", 0}, {"^b$", "m", "a\nb\nc", 1},
    {"^a$", "m", "a\n", 1}, {"^$", "m", "abcd\n\ndefg\n", 1},
    {"^$", "m", "abcd\ndefg\n", 0}, {"^$", "m", "abcd\ndefg", 0}, {"^$", "m", "", 1},
    {"^$", "m", "abcd\n\ndefg\n ", 1}, {"b$", "m", "a\rb", 1},
    {"^b", "m", "a\rb", 0}, {"a^b", "", "ab", 0}, {"^*a", "", "a", 1}, {"$?", "", "", 1}, {"^{2}a", "", "a", 1},
    {"[\\^]", "", "^", 1}, {"a$b", "", "a$b", 0},
    {"a\\$b", "", "a$b", 1}, {"(^a)|b", "", "cb", 1}, {"\\^", "", "^", 1},
    /* escapes of one character */
    {"^\\n\\r\\t$", "", "\n\r\t", 1}, {"^\\\\$", "", "\\", 1},
    {"^\\|\\.\\?\\*\\+\\(\\)\\{\\}\\-\\[\\]\\^$", "", "|.?*+(){}-[]^", 1},
    {"\\a", "", "", -1}, {"\\b", "", "", -1}, {"\\f", "", "", -1}, {"\\v", "", "", -1}, {"\\e", "", "", -1},
    {"\\x41", "", "", -1}, {"\\u0041", "", "", -1},
    {"\\/", "", "", -1}, {"\\\"", "", "", -1}, {"\\ ", "", "", -1}, {"\\_", "", "", -1}, {"\\", "", "", -1},
    {"a\\", "", "", -1}, {"\\Qa\\E", "", "", -1},
    {"\\A", "", "", -1}, {"\\z", "", "", -1}, {"\\Z", "", "", -1}, {"\\G", "", "", -1}, {"\\h", "", "", -1},
    {"\\R", "", "", -1}, {"\\X", "", "", -1},
    {"\\k<n>", "", "", -1}, {"\\g{1}", "", "", -1}, {"\\N", "", "", -1}, {"\\K", "", "", -1}, {"\\é", "", "", -1},
    {"\\,", "", "", -1},
    /* escapes for many */
    {"^\\s+$", "", " \t\n\r", 1}, {"\\s", "", "\xc2\xa0", 0}, {"\\s", "", "\v\f", 0}, {"^\\S$", "", "\xc2\xa0", 1},
    {"^\\S+$", "", "a b", 0},
    {"^\\d+$", "", "0123456789", 1}, {"^\\d$", "", "٣", 1}, {"\\d", "", "一", 0}, {"\\d", "", "½", 0},
    {"^\\D$", "", "a", 1}, {"^\\D$", "", "5", 0},
    {"^\\w+$", "", "aé高5", 1}, {"\\w", "", "_", 0}, {"\\w", "", "-", 0}, {"^\\w$", "", "+", 1}, {"^\\w$", "", "$", 1},
    {"^\\W$", "", "_", 1}, {"^\\W$", "", "a", 0},
    {"^\\W$", "", " ", 1}, {"^\\i\\c*$", "", "_a-1.b:é", 1}, {"^\\i", "", "1a", 0}, {"^\\i$", "", "-", 0},
    {"^\\c$", "", "·", 1}, {"^\\i$", "", "·", 0},
    {"^\\I$", "", "1", 1}, {"^\\I$", "", "a", 0}, {"^\\C$", "", " ", 1}, {"^\\C$", "", "9", 0}, {"^\\i$", "", "高", 1},
    {"^\\i$", "", "😀", 1},
    /* categories and blocks */
    {"^\\p{Lu}\\p{Ll}$", "", "Éé", 1}, {"^\\p{L}+$", "", "aB高", 1}, {"^\\P{L}$", "", "1", 1},
    {"^\\P{L}$", "", "a", 0}, {"^\\p{Nd}$", "", "7", 1},
    {"^\\p{Nl}$", "", "Ⅷ", 1}, {"^\\p{Zs}$", "", " ", 1}, {"^\\p{Cc}$", "", "\n", 1}, {"^\\p{Sc}$", "", "¥", 1},
    {"^\\p{P}+$", "", "，。", 1}, {"^\\p{Cn}$", "", "\xcd\xb8", 1},
    {"^\\p{C}$", "", "a", 0}, {"^\\p{Co}$", "", "\xee\x80\x80", 1}, {"^\\p{M}$", "", "\xcc\x81", 1},
    {"\\p{Xx}", "", "", -1}, {"\\p{Cs}", "", "", -1}, {"\\p{}", "", "", -1}, {"\\p{L", "", "", -1},
    {"\\pL", "", "", -1}, {"\\p", "", "", -1}, {"\\p{L&}", "", "", -1},
    {"\\p{Lu1}", "", "", -1}, {"\\p{^L}", "", "", -1}, {"\\p{Han}", "", "", -1}, {"\\p{Any}", "", "", -1},
    {"\\p{lu}", "", "", -1}, {"\\p{ Lu}", "", "", -1},
    {"^\\p{IsBasicLatin}+$", "", "hello world", 1}, {"\\p{IsBasicLatin}", "", "é", 0},
    {"^\\P{IsBasicLatin}$", "", "é", 1}, {"^\\p{IsLatin-1Supplement}$", "", "é", 1},
    {"^\\p{IsCJKUnifiedIdeographs}+$", "", "高新区", 1}, {"^\\p{IsGreek}$", "", "α", 1},
    {"^\\p{IsGreekandCoptic}$", "", "α", 1}, {"^\\p{IsCombiningMarksforSymbols}$", "", "\xe2\x83\x90", 1},
    {"^\\p{IsPrivateUse}$", "", "\xf3\xb0\x80\x80", 1}, {"^\\P{IsPrivateUse}$", "", "a", 1},
    {"^\\P{IsHangulJamoExtended-B}$", "", "a", 1}, {"^\\p{IsHalfwidthandFullwidthForms}$", "", "Ａ", 1},
    {"\\p{IsNoSuchBlock}", "", "", -1}, {"\\p{Is}", "", "", -1}, {"\\p{isBasicLatin}", "", "", -1},
    {"\\p{IsBasic Latin}", "", "", -1}, {"\\p{BasicLatin}", "", "", -1},
    {"\\p{IsHighSurrogates}", "", "", -1}, {"^[\\P{IsBasicLatin}a]+$", "", "éa", 1},
    {"[^\\P{IsBasicLatin}]", "", "é", 0},
    /* classes */
    {"^[abc]+$", "", "cab", 1}, {"^[a-c]+$", "", "abd", 0}, {"^[^a-c]$", "", "d", 1}, {"^[^a-c]$", "", "a", 0},
    {"^[^a]$", "", "\n", 1}, {"^[-a]+$", "", "-a", 1}, {"^[a-]+$", "", "a-", 1},
    {"^[a\\-z]+$", "", "-", 1}, {"^[a\\-z]+$", "", "b", 0}, {"^[\\^a]$", "", "^", 1}, {"^[a^]$", "", "^", 1},
    {"^[\\]\\[]+$", "", "[]", 1}, {"^[\\d-]+$", "", "1-", 1}, {"^[a-z\\d]+$", "", "a1", 1},
    {"^[$.|?*+(){}]+$", "", "$.|?*+(){}", 1}, {"^[a-z-]+$", "", "a-b", 1}, {"^[+--]+$", "", "+,-", 1},
    {"^[--/]+$", "", "-./", 1}, {"^[\\s\\S]$", "", "x", 1}, {"^[\\w_]+$", "", "a_b", 1},
    {"^[^\\w]$", "", "_", 1}, {"^[^\\W]$", "", "a", 1}, {"^[\\i]$", "", "1", 0}, {"^[^\\c]$", "", "%", 1},
    {"^[\\n]$", "", "\n", 1}, {"^[一-龥]+$", "", "高新区", 1}, {"^[😀-😂]$", "", "😁", 1},
    {"^[&~=]+$", "", "&&~~==", 1}, {"^[^-a]$", "", "-", 0}, {"a[^b]", "", "a", 0}, {"a[^b]", "", "a ", 1},
    {"[]", "", "", -1}, {"[^]", "", "", -1}, {"[", "", "", -1}, {"[a", "", "", -1}, {"[a-", "", "", -1},
    {"]", "", "", -1}, {"[[a]", "", "", -1}, {"[a[b]]", "", "", -1}, {"[[:alpha:]]", "", "", -1},
    {"[z-a]", "", "", -1}, {"[a-\\d]", "", "", -1}, {"[\\1]", "", "", -1}, {"(a)[\\1]", "", "", -1},
    {"(asd)[asd\\0]", "", "", -1}, {"[\\b]", "", "", -1}, {"[a\\]", "", "", -1}, {"[\\p{L]", "", "", -1},
    /* subtraction */
    {"^[a-z-[aeiou]]+$", "", "bcd", 1}, {"^[a-z-[aeiou]]+$", "", "bad", 0}, {"^[^a-c-[x]]$", "", "x", 0},
    {"^[^a-c-[x]]$", "", "y", 1}, {"^[a-z-[b-y-[m]]]+$", "", "amz", 1}, {"^[a-z-[b-y-[m]]]+$", "", "b", 0},
    {"^[\\w-[\\d]]+$", "", "ab", 1}, {"^[\\w-[\\d]]+$", "", "a1", 0}, {"^[a-z-[^aeiou]]+$", "", "aei", 1},
    {"^[\\p{L}-[\\p{Lu}]]$", "", "a", 1}, {"^[\\p{L}-[\\p{Lu}]]$", "", "A", 0}, {"^[a--[-]]$", "", "a", 1},
    {"^[a--[-]]$", "", "-", 0}, {"^x[a-z-[b]]{2}y$", "", "xacy", 1}, {"[a-z-[aeiou]b]", "", "", -1},
    {"[-[a]]", "", "", -1}, {"[a-[]]", "", "", -1}, {"[a-[b]", "", "", -1}, {"[^-[a]]", "", "", -1},
    /* back-references */
    {"^(a|b)\\1$", "", "bb", 1}, {"^(a|b)\\1$", "", "ab", 0}, {"^(a)(b)\\2\\1$", "", "abba", 1},
    {"^(a)\\11$", "", "aa1", 1}, {"^(a)?\\1b$", "", "b", 1}, {"^(?:(a)|b)\\1$", "", "b", 1},
    {"^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10$", "", "abcdefghijj", 1}, {"^(a)\\1{2}$", "", "aaa", 1},
    {"^((a)\\2)\\1$", "", "aaaa", 1}, {"^(.)(.)\\1*$", "", "abaa", 1},
    {"(.)\\2", "", "", -1}, {"\\1", "", "", -1}, {"\\3", "", "", -1}, {"(a\\1)", "", "", -1},
    {"((a)\\1)", "", "", -1}, {"\\0", "", "", -1}, {"\\1(a)", "", "", -1}, {"(?:a)\\1", "", "", -1},
    /* flag i: case variants of characters and ranges; escapes are left alone */
    {"abc", "i", "ABC", 1}, {"^[A-Z]*$", "i", "abZ", 1}, {"^[a-z]*$", "i", "abZ", 1}, {"k", "i", "\xe2\x84\xaa", 1},
    {"\xe2\x84\xaa", "i", "k", 1}, {"[A-Z]", "i", "\xe2\x84\xaa", 1}, {"k", "", "\xe2\x84\xaa", 0},
    {"s", "i", "ſ", 1}, {"i", "i", "ı", 1}, {"i", "i", "İ", 0}, {"ß", "i", "ẞ", 1}, {"ss", "i", "ß", 0},
    {"σ", "i", "ς", 1}, {"É", "i", "é", 1}, {"д", "i", "Д", 1}, {"^[^Q]$", "i", "q", 0}, {"^[^a-c]$", "i", "B", 0},
    {"[A-Z-[OI]]", "i", "O", 0}, {"[A-Z-[OI]]", "i", "o", 0}, {"[A-Z-[OI]]", "i", "p", 1}, {"\\p{Lu}", "i", "a", 0},
    {"[\\p{Lu}]", "i", "a", 0}, {"^\\p{Ll}$", "i", "A", 0}, {"^(a)\\1$", "i", "aA", 1},
    {"^[高]$", "i", "高", 1}, {"\xe1\xbe\xb3", "i", "\xe1\xbe\xbc", 1}, {"^\\t$", "i", "\t", 1},
    {"[\\n-\\r]", "i", "\n", 1}, {"(k)\\1", "i", "k\xe2\x84\xaa", 1},
    /* flag x: blanks outside brackets do not count */
    {"he ll o[ ]worl d", "x", "hello world", 1}, {"hello world", "x", "hello world", 0}, {"\\ s", "x", " ", 1},
    {"\\p{ IsBasicLatin}+", "x", "hello world", 1}, {"\\p{ I s B a s i c L a t i n }+", "x", "hello", 1},
    {"a {2}", "x", "aa", 1}, {"^a { 1 , 2 } $", "x", "aa", 1}, {"( ? : a )", "x", "a", 1}, {"[ a]", "x", " ", 1},
    {"[a-z-[ b]]", "x", "a", 1}, {"a\t\n\rb", "x", "ab", 1}, {"a\xc2\xa0" "b", "x", "ab", 0}, {"a #b", "x", "a#b", 1},
    {"a + ?", "x", "a", 1}, {" ", "x", "", 1}, {"\\ ", "x", "", -1}, {"a\\[b c", "x", "a[bc", 1},
    {"a [\\]] b", "x", "a]b", 1}, {"^^a", "x", "a", 1},
    /* flags */
    {"a", "smix", "A", 1}, {"a", "xims", "A", 1}, {"a", "ii", "A", 1}, {"a", "q", "a", -1}, {"a", "p", "a", -1},
    {"a", "X", "a", -1}, {"a", " ", "a", -1}, {"a", "g", "a", -1}, {"a", "I", "a", -1}, {"a", "i,", "a", -1},
    /* patterns that would run for ages */
    {"^(a+)+$", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", -2},
    {"^(a|a)*$", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", -2},
    {"^(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*[xz]\\1$", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaay", -2},
};

static void test_matches(void)
{
    for (size_t i = 0; i < COUNT(MATCHES); i++) {
        const struct matching *row = &MATCHES[i];
        struct arena *a = arena_new();
        enum feel_message why = FEEL_MESSAGE_COUNT;
        uint32_t at = 0;
        struct feel_regex *x = feel_regex_compile(a, str_of(row->pattern), str_of(row->flags), &why, &at);
        int got = -1;
        if (x) {
            struct feel_match m = {.regex = x, .text = str_of(row->text)};
            enum feel_regex_result result = feel_regex_matches(&m);
            got = result == FEEL_REGEX_LIMIT ? -2 : result == FEEL_REGEX_YES;
        }
        if (got != row->want) fprintf(stderr, "/%s/%s on \"%s\": %d\n", row->pattern, row->flags, row->text, got);
        CHECK_ROW(row->pattern, got == row->want);
        CHECK_ROW(row->pattern, x || (why < FEEL_MESSAGE_COUNT && at <= strlen(row->pattern)));
        arena_free(a);
    }
}

struct refusal {
    const char *pattern;
    enum feel_message why;
    uint32_t at;
};
static const struct refusal REFUSALS[] = {

    {"ab(c", FEEL_MSG_REGEX_GROUP_OPEN, 2},   {"ab)c", FEEL_MSG_REGEX_GROUP_CLOSE, 2},   {"a(?=b)", FEEL_MSG_REGEX_GROUP_KIND, 1},

    {"ab[c", FEEL_MSG_REGEX_CLASS_OPEN, 2},   {"a[]", FEEL_MSG_REGEX_CLASS_EMPTY, 1},    {"[a-[b]c]", FEEL_MSG_REGEX_SUBTRACTION, 6},

    {"[xz-a]", FEEL_MSG_REGEX_RANGE, 2},      {"ab}", FEEL_MSG_REGEX_CHARACTER, 2},      {"ab\\q", FEEL_MSG_REGEX_ESCAPE, 2},
    {"a\\p{Q}", FEEL_MSG_REGEX_PROPERTY, 1},  {"(a)\\2", FEEL_MSG_REGEX_BACK_REFERENCE, 3},
    {"a|*", FEEL_MSG_REGEX_QUANTIFIER, 2},
    {"ab{2,1}", FEEL_MSG_REGEX_QUANTITY, 2},  {"((a{60000}){60000}){60000}", FEEL_MSG_REGEX_COMPLEX, 0},
};

static void test_refusals(void)
{
    for (size_t i = 0; i < COUNT(REFUSALS); i++) {
        struct arena *a = arena_new();
        enum feel_message why;
        uint32_t at;
        CHECK_ROW(REFUSALS[i].pattern, !feel_regex_compile(a, str_of(REFUSALS[i].pattern), STR(""), &why, &at));
        CHECK_ROW(REFUSALS[i].pattern, why == REFUSALS[i].why && at == REFUSALS[i].at);
        arena_free(a);
    }
}

/* Deep, long and wide patterns are refused, not run. */
static void test_bounds(void)
{
    struct arena *a = arena_new();
    struct buf deep = {.arena = a}, brackets = {.arena = a}, longest = {.arena = a}, wide = {.arena = a};
    for (int i = 0; i < 300; i++) {
        buf_add_char(&deep, '(');
        buf_add(&brackets, STR("[a-"));
    }
    for (int i = 0; i < 300; i++)
        buf_add_char(&deep, ')');
    for (int i = 0; i <= FEEL_PATTERN_MAX; i++)
        buf_add_char(&longest, 'a');
    for (int i = 0; i < 3300; i++)
        buf_add(&wide, STR("\\I\\C"));
    enum feel_message why;
    uint32_t at;
    CHECK(!feel_regex_compile(a, buf_str(&deep), STR(""), &why, &at) && why == FEEL_MSG_REGEX_DEPTH && at == 200);
    CHECK(!feel_regex_compile(a, buf_str(&brackets), STR(""), &why, &at) && why == FEEL_MSG_REGEX_DEPTH);
    CHECK(!feel_regex_compile(a, buf_str(&longest), STR(""), &why, &at) && why == FEEL_MSG_REGEX_LONG);
    CHECK(!feel_regex_compile(a, buf_str(&wide), STR("i"), &why, &at));
    CHECK(feel_regex_compile(a, str_sub(buf_str(&longest), 0, FEEL_PATTERN_MAX), STR(""), &why, &at) != NULL);
    struct feel_regex *x = feel_regex_compile(a, STR("\\d"), STR(""), &why, &at);
    struct buf text = {.arena = a};
    for (int i = 0; i < 3000000; i++)
        buf_add_char(&text, 'a');
    struct feel_match m = {.regex = x, .text = buf_str(&text)};
    CHECK(feel_regex_matches(&m) == FEEL_REGEX_NO); /* a long text is no reason to give up */
    struct feel_value parts;
    m.arena = a;
    m.bytes_max = 1000;
    m.regex = feel_regex_compile(a, STR("a"), STR(""), &why, &at);
    struct str out;
    CHECK(feel_regex_replace(&m, STR("bbbbbbbbbb"), &out, &why) == FEEL_REGEX_LIMIT);
    CHECK(feel_regex_split(&m, &parts, &why) == FEEL_REGEX_LIMIT);
    arena_free(a);
}

struct replacing {
    const char *text, *pattern, *replacement, *flags, *want; /* want NULL = refused */
};
static const struct replacing REPLACES[] = {
    {"abracadabra", "bra", "*", "", "a*cada*"},
    {"abracadabra", "a.*a", "*", "", "*"},
    {"abracadabra", "a.*?a", "*", "", "*c*bra"},
    {"abracadabra", "a", "", "", "brcdbr"},
    {"abracadabra", "a(.)", "a$1$1", "", "abbraccaddabbra"},
    {"abracadabra", ".*?", "$1", "", NULL},
    {"AAAA", "A+", "b", "", "b"},
    {"AAAA", "A+?", "b", "", "bbbb"},
    {"darted", "^(.*?)d(.*)$", "$1c$2", "", "carted"},
    {"reluctant", "r.*?t", "X", "", "Xant"},
    {"0123456789", "(\\d{3})(\\d{3})(\\d{4})", "($1) $2-$3", "", "(012) 345-6789"},
    {"facetiously", "[iouy]", "[$0]", "", "facet[i][o][u]sl[y]"},
    {"abcd", "(ab)|(a)", "[1=$1][2=$2]", "", "[1=ab][2=]cd"},
    {"abc", "b", "\\$", "", "a$c"},
    {"abc", "b", "\\\\", "", "a\\c"},
    {"abc", "b", "$", "", NULL},
    {"abc", "b", "$x", "", NULL},
    {"abc", "b", "\\", "", NULL},
    {"abc", "b", "\\n", "", NULL},
    {"abc", "(b)", "$10", "", "ab0c"},
    {"abc", "(b)", "$2", "", "ac"},
    {"abc", "b", "$1", "", "ac"},
    {"abc", "(b)", "$01", "", "abc"},
    {"abc", "b", "$01", "", "ab1c"},
    {"abcdefghijk", "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)", "$10-$11", "", "j-a1k"},
    {"abc", "[A-Z]", "#", "i", "###"},
    {"a\nb", "^", "x", "m", NULL},
    {"a\nb", "^.", "x", "m", "x\nx"},
    {"abc", ".^[d-z]*", "x", "smix", "abc"},
    {"高新区高", "高", "$0$0", "", "高高新区高高"},
    {"", "a", "x", "", ""},
    {"abc", "$", "x", "", NULL},
    {"a.b.c.", "[a-z]", "#", "s", "#.#.#."},
};

static void test_replace(void)
{
    for (size_t i = 0; i < COUNT(REPLACES); i++) {
        const struct replacing *row = &REPLACES[i];
        struct arena *a = arena_new();
        enum feel_message why;
        uint32_t at;
        struct feel_regex *x = feel_regex_compile(a, str_of(row->pattern), str_of(row->flags), &why, &at);
        CHECK_ROW(row->pattern, x != NULL);
        struct feel_match m = {.regex = x, .arena = a, .text = str_of(row->text), .bytes_max = 1000};
        struct str out;
        enum feel_regex_result result = x ? feel_regex_replace(&m, str_of(row->replacement), &out, &why) : FEEL_REGEX_NO;
        CHECK_ROW(row->replacement, row->want ? result == FEEL_REGEX_YES && str_eq(out, str_of(row->want)) : result == FEEL_REGEX_NO);
        arena_free(a);
    }
}

struct splitting {
    const char *text, *pattern, *want; /* parts between bars; NULL = refused */
};
static const struct splitting SPLITS[] = {
    {"a;b;c;;", ";", "a|b|c||"}, {"John Doe", "\\s", "John|Doe"}, {"abc", ";", "abc"},         {"", ";", ""},
    {"a, b,c", ",\\s*", "a|b|c"}, {";a", ";", "|a"},               {"abracadabra", "(ab)|(a)", "|r|c|d|r|"},
    {"abc", "", NULL},
    {"abc", "x*", NULL},         {"一、二、三", "、", "一|二|三"}, {"ABC", "b", "ABC"},        {"1.2.3", ".", "|||||"},
    {"1.2.3", "\\.", "1|2|3"},
};

static void test_split(void)
{
    for (size_t i = 0; i < COUNT(SPLITS); i++) {
        struct arena *a = arena_new();
        enum feel_message why;
        uint32_t at;
        struct feel_regex *x = feel_regex_compile(a, str_of(SPLITS[i].pattern), STR(""), &why, &at);
        struct feel_match m = {.regex = x, .arena = a, .text = str_of(SPLITS[i].text), .bytes_max = 1000};
        struct feel_value parts = FEEL_NULL_VALUE;
        enum feel_regex_result result = feel_regex_split(&m, &parts, &why);
        struct buf b = {.arena = a};
        for (size_t k = 0; parts.kind == FEEL_LIST && k < parts.n; k++) {
            if (k) buf_add_char(&b, '|');
            buf_add(&b, feel_text(parts.items[k]));
        }
        bool refused = result == FEEL_REGEX_NO && why == FEEL_MSG_REGEX_MATCHES_EMPTY;
        CHECK_ROW(SPLITS[i].pattern, SPLITS[i].want ? str_eq(buf_str(&b), str_of(SPLITS[i].want)) : refused);
        arena_free(a);
    }
}

struct casing {
    const char *text, *upper, *lower;
};
/* Without rules about places in the word: a capital sigma is always σ. */
static const struct casing CASES[] = {
    {"aBc4", "ABC4", "abc4"}, {"straße", "STRASSE", "straße"}, {"ΑΣ", "ΑΣ", "ασ"}, {"ﬁn", "FIN", "ﬁn"},
    {"éÉ", "ÉÉ", "éé"},
    {"ǆ", "Ǆ", "ǆ"}, {"İ", "İ", "i̇"}, {"ı", "I", "ı"}, {"高新", "高新", "高新"}, {"ŉ", "ʼN", "ŉ"}, {"𐐨", "𐐀", "𐐨"},
    {"?@{", "?@{", "?@{"}, {"ẞ", "ẞ", "ß"},
};

static void test_case(void)
{
    for (size_t i = 0; i < COUNT(CASES); i++) {
        struct arena *a = arena_new();
        struct buf upper = {.arena = a}, lower = {.arena = a};
        feel_upper_case(&upper, str_of(CASES[i].text));
        feel_lower_case(&lower, str_of(CASES[i].text));
        CHECK_ROW(CASES[i].text, str_eq(buf_str(&upper), str_of(CASES[i].upper)));
        CHECK_ROW(CASES[i].text, str_eq(buf_str(&lower), str_of(CASES[i].lower)));
        arena_free(a);
    }
}

static void *use_cache(void *data)
{
    struct feel_engine *e = data;
    struct arena *a = arena_new();
    intptr_t wrong = 0;
    for (int i = 0; i < 3000; i++) {
        enum feel_message why;
        uint32_t at;
        struct str pattern = arena_printf(a, "^a{%d}$", i % 700 % 37 + i % 11 * 50);
        struct feel_regex *x = feel_regex_get(e, pattern, i % 2 ? STR("i") : STR(""), &why, &at);
        struct feel_match m = {.regex = x, .text = STR("aaa")};
        wrong += !x || (feel_regex_matches(&m) == FEEL_REGEX_YES) != str_eq(pattern, STR("^a{3}$"));
        feel_regex_put(e, x);
        wrong += feel_regex_get(e, STR("("), STR(""), &why, &at) != NULL;
    }
    arena_free(a);
    return (void *)wrong; /* NOLINT(performance-no-int-to-ptr): a count */
}

/* Threads share a cache that is far smaller than their patterns. */
static void test_cache(void)
{
    struct feel_engine e = {.patterns = feel_patterns_new()};
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT(threads); i++)
        CHECK(pthread_create(&threads[i], NULL, use_cache, &e) == 0);
    for (size_t i = 0; i < COUNT(threads); i++) {
        void *wrong = NULL;
        CHECK(pthread_join(threads[i], &wrong) == 0 && wrong == NULL);
    }
    enum feel_message why;
    uint32_t at;
    struct feel_regex *x = feel_regex_get(&e, STR("abc"), STR(""), &why, &at);
    struct feel_regex *y = feel_regex_get(&e, STR("abc"), STR(""), &why, &at);
    CHECK(x && x == y);
    feel_regex_put(&e, x);
    feel_regex_put(&e, y);
    feel_patterns_free(e.patterns);
}

int main(void)
{
    test_matches();
    test_refusals();
    test_bounds();
    test_replace();
    test_split();
    test_case();
    test_cache();
    return check_end();
}
