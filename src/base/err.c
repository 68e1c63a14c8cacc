/* err.c - failures and their sentences; see err.h and message.h. */
#include "base/err.h"

static const struct {
    int http;
    const char *wire;
} CODES[] = {
    [ERR_NONE] = {200, "ok"},
#define X(id, http, wire) [ERR_##id] = {http, wire},
    ERR_CODES(X)
#undef X
};
static const struct {
    const char *name, *zh, *en;
} TEXTS[MSG_COUNT] = {
    [MSG_NONE] = {"NONE", "", ""},
#define X(id, zh, en) [MSG_##id] = {#id, zh, en},
    MESSAGES(X)
#undef X
};

int err_http_status(enum err_code c)
{
    return CODES[c].http;
}

const char *err_wire_code(enum err_code c)
{
    return CODES[c].wire;
}

struct msg_text msg_copy(struct arena *a, const struct msg_part *parts)
{
    assert(parts[0].kind == MSG_PART_ID);
    size_t n = 0;
    while (parts[1 + n].kind != MSG_PART_END) n++;
    struct msg_part *args = ARENA_ARRAY(a, struct msg_part, n);
    for (size_t i = 0; i < n; i++) {
        assert(parts[1 + i].kind != MSG_PART_ID);
        args[i] = parts[1 + i];
        args[i].text = arena_str(a, args[i].text);
    }
    return (struct msg_text){.id = parts[0].id, .args = args, .arg_count = n};
}

bool fail_parts(struct err *e, enum err_code code, const struct msg_part *parts)
{
    assert(code != ERR_NONE);
    assert(e->arena);
    if (e->code != ERR_NONE) return false; /* the first failure is the cause */
    e->code = code;
    e->message = msg_copy(e->arena, parts);
    return false;
}

bool fail_field_parts(struct err *e, struct str name, const struct msg_part *parts)
{
    assert(e->arena);
    if (e->fields.count < ERR_FIELDS_MAX) {
        struct err_field *f = LIST_ADD(e->arena, &e->fields, struct err_field);
        *f = (struct err_field){.name = arena_str(e->arena, name), .message = msg_copy(e->arena, parts)};
    }
    e->field_count++;
    if (e->code == ERR_NONE || e->message.id == MSG_INVALID_FIELDS) {
        e->code = ERR_INVALID;
        e->message = msg_copy(e->arena, MSG_PARTS(M(INVALID_FIELDS), I("count", e->field_count)));
    }
    return false;
}

bool fail_internal(struct err *e, const char *fmt, ...)
{
    assert(e->arena);
    if (e->code != ERR_NONE) return false;
    struct buf b = {.arena = e->arena};
    va_list ap;
    va_start(ap, fmt);
    buf_addv(&b, fmt, ap);
    va_end(ap);
    e->debug = buf_str(&b);
    return fail(e, ERR_INTERNAL, M(INTERNAL));
}

void err_clear(struct err *e)
{
    *e = (struct err){.arena = e->arena};
}

struct str msg_plain(enum lang lang, enum msg id)
{
    assert(id < MSG_COUNT);
    return str_of(lang == LANG_ZH ? TEXTS[id].zh : TEXTS[id].en);
}

static bool give_arg(struct buf *b, void *data, struct str name)
{
    const struct msg_text *m = data;
    for (size_t i = 0; i < m->arg_count; i++) {
        const struct msg_part *arg = &m->args[i];
        if (!str_eq(str_of(arg->name), name)) continue;
        if (arg->kind == MSG_PART_I64)
            buf_addf(b, "%" PRId64, arg->number);
        else
            buf_add(b, arg->text);
        return true;
    }
    return false;
}

struct str msg_render(struct arena *a, enum lang lang, const struct msg_text *m)
{
    struct buf b = {.arena = a};
    struct msg_text given = *m;
    buf_fill(&b, msg_plain(lang, m->id), give_arg, &given);
    return buf_str(&b);
}

const char *msg_name(enum msg id)
{
    assert(id < MSG_COUNT);
    return TEXTS[id].name;
}

enum msg msg_by_name(struct str name)
{
    for (size_t i = 1; i < MSG_COUNT; i++)
        if (str_eq(str_of(TEXTS[i].name), name)) return (enum msg)i;
    return MSG_NONE;
}
