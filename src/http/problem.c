/* problem.c - see problem.h. */
#include "http/problem.h"
#include "json/json.h"

static const struct {
    int status;
    const char *zh, *en;
} TITLES[] = {
    {400, "请求格式有误", "Bad Request"},
    {401, "未登录", "Unauthorized"},
    {403, "没有权限", "Forbidden"},
    {404, "没有找到", "Not Found"},
    {405, "不支持这种方法", "Method Not Allowed"},
    {409, "有冲突", "Conflict"},
    {412, "记录已变化", "Precondition Failed"},
    {413, "内容过大", "Content Too Large"},
    {415, "内容类型不支持", "Unsupported Media Type"},
    {422, "填写有误", "Unprocessable Content"},
    {429, "请求过于频繁", "Too Many Requests"},
    {500, "服务器出错", "Internal Server Error"},
    {503, "服务器忙", "Service Unavailable"},
};

struct str problem_title(enum lang lang, int status)
{
    for (size_t i = 0; i < COUNT(TITLES); i++)
        if (TITLES[i].status == status) return str_of(lang == LANG_EN ? TITLES[i].en : TITLES[i].zh);
    return STR("");
}

static bool is_index(struct str s)
{
    int64_t number;
    return str_to_i64(s, &number);
}

struct str problem_label(const struct record *r, struct str path, enum lang lang, const struct field **field)
{
    const struct field *f = NULL;
    struct str rest = path;
    while (rest.n) {
        struct str step = str_part(&rest, '/');
        if (f && is_index(step)) continue;
        const struct record *inside = f ? f->of : r;
        f = inside ? record_field(inside, step) : NULL;
        if (!f) break;
    }
    if (field) *field = f;
    return f ? field_label(f, lang) : path;
}

static void member(struct buf *b, const char *name, struct str value)
{
    buf_addf(b, ",\"%s\":", name);
    json_add_string(b, value);
}

static void encode_field(struct buf *b, const struct err_field *bad, const struct problem_context *p)
{
    const struct field *f = NULL;
    struct str label = problem_label(p->record, bad->name, p->lang, &f);
    buf_add(b, STR("{\"pointer\":"));
    json_add_string(b, arena_printf(b->arena, "#/%.*s", STR_ARG(bad->name)));
    member(b, "label", label);
    member(b, "message", str_of(msg_name(bad->message.id)));
    member(b, "detail", msg_render(b->arena, p->lang, &bad->message));
    if (f && f->example) member(b, "example", str_of(f->example));
    buf_add_char(b, '}');
}

/* The sentence of the whole: its own message, or the count of bad fields, or (500) that it is in the log. */
static struct msg_text main_message(struct arena *a, const struct err *e)
{
    if (e->code == ERR_INTERNAL) return msg_copy(a, MSG_PARTS(M(INTERNAL)));
    bool unsaid = e->message.id == MSG_NONE || e->message.id == MSG_INVALID_FIELDS;
    if (unsaid && e->fields.count)
        return msg_copy(a, MSG_PARTS(M(INVALID_FIELDS), I("count", (int64_t)e->fields.count)));
    return e->message;
}

void problem_encode(struct buf *b, const struct err *e, const struct problem_context *p)
{
    assert(e->code != ERR_NONE);
    int status = err_http_status(e->code);
    struct msg_text message = main_message(b->arena, e);
    buf_add(b, STR("{\"type\":\"about:blank\""));
    member(b, "title", problem_title(p->lang, status));
    buf_addf(b, ",\"status\":%d", status);
    member(b, "code", str_of(err_wire_code(e->code)));
    member(b, "message", str_of(msg_name(message.id)));
    member(b, "detail", msg_render(b->arena, p->lang, &message));
    member(b, "instance", arena_printf(b->arena, "urn:nuanqiao:request:%.*s", STR_ARG(p->request_id)));
    if (e->code != ERR_INTERNAL && e->fields.count) {
        buf_add(b, STR(",\"errors\":["));
        for (size_t i = 0; i < e->fields.count; i++) {
            if (i) buf_add_char(b, ',');
            encode_field(b, LIST_AT(&e->fields, struct err_field, i), p);
        }
        buf_add_char(b, ']');
    }
    buf_add_char(b, '}');
}
