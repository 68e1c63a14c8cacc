/* request.c - what a request's headers say: cookies, language, safety. */
#include "http/api.h"

struct str request_cookie(const struct request *r, struct str name)
{
    struct str rest = r->cookie;
    while (rest.n) {
        struct str value = str_trim(str_part(&rest, ';'));
        struct str key = str_part(&value, '=');
        if (str_eq(key, name)) return value.p ? value : STR("");
    }
    return (struct str){0};
}

/* "0.8" -> 800; 1000 when absent; broken counts as 0. */
static int32_t quality(struct str q)
{
    if (!q.p || q.n == 0) return 1000;
    if (q.p[0] == '1') return 1000;
    if (q.p[0] != '0') return 0;
    int32_t value = 0, unit = 100;
    for (size_t i = 2; i < q.n && i < 5; i++, unit /= 10) {
        if (q.p[i] < '0' || q.p[i] > '9') return 0;
        value += (q.p[i] - '0') * unit;
    }
    return value;
}

static bool speaks(struct str tag, struct str language)
{
    return str_eq_nocase(str_sub(tag, 0, language.n), language) && (tag.n == language.n || tag.p[language.n] == '-');
}

enum lang request_lang(const struct request *r)
{
    struct str chosen = request_cookie(r, STR("nq_lang"));
    if (str_eq(chosen, STR("en"))) return LANG_EN;
    if (str_eq(chosen, STR("zh"))) return LANG_ZH;
    int32_t zh = -1, en = -1;
    for (struct str rest = r->accept_language; rest.n;) {
        struct str item = str_part(&rest, ',');
        struct str tag = str_trim(str_part(&item, ';'));
        item = str_trim(item);
        int32_t q = quality(str_starts(item, STR("q=")) ? str_sub(item, 2, item.n) : (struct str){0});
        if (speaks(tag, STR("zh")) && q > zh) zh = q;
        if (speaks(tag, STR("en")) && q > en) en = q;
    }
    return en > zh && en > 0 ? LANG_EN : LANG_ZH;
}

bool request_is_safe(const struct request *r)
{
    return str_eq(r->method, STR("GET")) || str_eq(r->method, STR("HEAD")) || str_eq(r->method, STR("OPTIONS"));
}
