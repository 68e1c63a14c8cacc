/* guard.c - see guard.h. */
#include "http/guard.h"

/* RFC 9110 token. */
static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (c == '\0' || !strchr("!#$%&'*+-.^_`|~", c))) return false;
    }
    return s.n > 0;
}

static bool is_clean(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c < ' ' && c != '\t') || c == 0x7f) return false;
    }
    return true;
}

static void refuse(struct guard *g, struct str name)
{
    if (!g->bad.p) g->bad = name.n ? name : STR("-");
}

void guard_header(struct guard *g, struct str name, struct str value)
{
    struct request *r = g->request;
    const struct {
        struct str name;
        struct str *to;
    } known[] = {
        {STR("Host"), &g->host},
        {STR("Content-Length"), &g->content_length},
        {STR("Transfer-Encoding"), &g->transfer_encoding},
        {STR("Accept-Encoding"), &g->accept_encoding},
        {STR("If-None-Match"), &g->if_none_match},
        {STR("Expect"), &g->expect},
        {STR("X-Forwarded-For"), &g->forwarded_for},
        {STR("Content-Type"), &r->content_type},
        {STR("Cookie"), &r->cookie},
        {STR("X-CSRF-Token"), &r->csrf},
        {STR("Accept-Language"), &r->accept_language},
        {STR("Idempotency-Key"), &r->idempotency_key},
        {STR("User-Agent"), &r->agent},
        {STR("Sec-Fetch-Site"), &r->fetch_site},
    };
    if (!is_token(name)) {
        refuse(g, STR("-")); /* the name itself is not fit to be shown */
        return;
    }
    if (!is_clean(value)) refuse(g, name);
    for (size_t i = 0; i < COUNT(known); i++) {
        if (!str_eq_nocase(known[i].name, name)) continue;
        if (known[i].to->p) refuse(g, known[i].name);
        *known[i].to = value.p ? value : STR("");
    }
}

static bool length_of(struct guard *g)
{
    g->length = 0;
    if (!g->content_length.p) return true;
    for (size_t i = 0; i < g->content_length.n; i++)
        if (g->content_length.p[i] < '0' || g->content_length.p[i] > '9') return false;
    return str_to_i64(g->content_length, &g->length);
}

bool guard_end(struct guard *g, struct err *e)
{
    if (g->host.n == 0) refuse(g, STR("Host"));
    for (size_t i = 0; i < g->host.n; i++)
        if (g->host.p[i] <= ' ' || strchr("/\\@?#,", g->host.p[i])) refuse(g, STR("Host"));
    if (!length_of(g)) refuse(g, STR("Content-Length"));
    if (g->transfer_encoding.p) {
        if (!str_eq_nocase(g->transfer_encoding, STR("chunked")) || g->content_length.p)
            refuse(g, STR("Transfer-Encoding"));
        g->length = -1;
    }
    return !g->bad.p || fail(e, ERR_MALFORMED, M(HEADER_BAD), S("header", g->bad));
}
