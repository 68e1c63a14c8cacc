/* url.c - see url.h. */
#include "http/url.h"

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool url_decode(struct arena *a, struct str raw, bool form, struct str *out)
{
    char *text = arena_alloc(a, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.p[i];
        if (c <= ' ' || c > '~') return false; /* char is signed or not: 8-bit bytes fail one of the two */
        if (c == '%') {
            if (raw.n - i < 3) return false;
            int high = hex_value(raw.p[i + 1]), low = hex_value(raw.p[i + 2]);
            if (high < 0 || low < 0 || high + low == 0) return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && form) {
            c = ' ';
        }
        text[n++] = c;
    }
    struct str result = {text, n};
    if (!utf8_valid(result)) return false;
    *out = result;
    return true;
}

void url_encode(struct buf *b, struct str text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                     c == '.' || c == '_' || c == '~';
        if (plain) {
            buf_add_char(b, (char)c);
        } else {
            buf_add_char(b, '%');
            buf_add_char(b, digits[c >> 4]);
            buf_add_char(b, digits[c & 15]);
        }
    }
}

static bool seen_before(const struct list *params, struct str name)
{
    for (size_t i = 0; i < params->count; i++)
        if (str_eq(LIST_AT(params, struct url_param, i)->name, name)) return true;
    return false;
}

bool url_query(struct arena *a, struct err *e, struct str raw, struct list *out)
{
    bool good = true;
    while (raw.n) {
        struct str value = str_part(&raw, '&');
        bool has_value = str_find(value, STR("=")) < value.n;
        struct str name = str_part(&value, '='), name_text, value_text;
        if (name.n == 0 || !url_decode(a, name, true, &name_text) ||
            !url_decode(a, has_value ? value : STR(""), true, &value_text))
            return fail(e, ERR_MALFORMED, M(URL_BAD));
        if (out->count == URL_PARAM_MAX) return fail(e, ERR_INVALID, M(PARAM_MANY), I("max", URL_PARAM_MAX));
        if (seen_before(out, name_text)) {
            good = fail_field(e, name_text, M(PARAM_TWICE), S("name", name_text));
            continue;
        }
        *LIST_ADD(a, out, struct url_param) = (struct url_param){name_text, value_text};
    }
    return good;
}
