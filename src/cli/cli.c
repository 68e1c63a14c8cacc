/* cli.c - what a command says: sentences, failures, JSON results, a progress bar. */
#include "cli/cli.h"
#include "json/json.h"
#include <stdio.h>
#include <time.h>
#include <unistd.h>

void cli_write(struct str s)
{
    (void)fwrite(s.p, 1, s.n, stdout);
    (void)fflush(stdout);
}

static void complain(struct str s)
{
    (void)fwrite(s.p, 1, s.n, stderr);
    (void)fputc('\n', stderr);
}

void cli_say_parts(struct cli *c, const struct msg_part *parts)
{
    if (c->at.json || c->quiet) return;
    struct msg_text m = msg_copy(c->arena, parts);
    struct str s = msg_render(c->arena, c->lang, &m);
    cli_write(arena_printf(c->arena, "%.*s\n", STR_ARG(s)));
}

void cli_note_parts(struct cli *c, const struct msg_part *parts)
{
    struct msg_text m = msg_copy(c->arena, parts);
    struct str s = msg_render(c->arena, c->lang, &m);
    complain(arena_printf(c->arena, "nuanqiao: %.*s", STR_ARG(s)));
}

void cli_result(struct cli *c, const struct record *r, const void *obj)
{
    if (!c->at.json) return;
    struct buf b = {.arena = c->arena};
    json_encode(&b, r, obj);
    buf_add_char(&b, '\n');
    cli_write(buf_str(&b));
}

/* ---- failures ---- */

static enum cli_exit exit_of(const struct cli *c)
{
    switch (c->err.code) {
    case ERR_NONE:
        return CLI_DONE;
    case ERR_BUSY:
    case ERR_INTERNAL:
        return CLI_FAILED;
    case ERR_INVALID:
    case ERR_MALFORMED:
    case ERR_UNAUTHENTICATED:
    case ERR_FORBIDDEN:
    case ERR_NOT_FOUND:
    case ERR_METHOD:
    case ERR_CONFLICT:
    case ERR_STALE:
    case ERR_TOO_LARGE:
    case ERR_MEDIA_TYPE:
    case ERR_TOO_MANY:
        return CLI_REFUSED;
    }
    return CLI_FAILED;
}

/* {"code": ..., "detail": ..., "errors": [{"pointer", "detail"}]}: the keys of the server's problem+json. */
static void fail_json(struct cli *c)
{
    struct buf b = {.arena = c->arena};
    buf_addf(&b, "{\"code\":\"%s\",\"message\":\"%s\",\"detail\":", err_wire_code(c->err.code),
             c->err.message.id ? msg_name(c->err.message.id) : "");
    json_add_string(&b, msg_render(c->arena, c->lang, &c->err.message));
    buf_add(&b, STR(",\"errors\":["));
    for (size_t i = 0; i < c->err.fields.count; i++) {
        const struct err_field *f = LIST_AT(&c->err.fields, struct err_field, i);
        buf_add(&b, i ? STR(",{\"pointer\":") : STR("{\"pointer\":"));
        json_add_string(&b, f->name);
        buf_add(&b, STR(",\"detail\":"));
        json_add_string(&b, msg_render(c->arena, c->lang, &f->message));
        buf_add_char(&b, '}');
    }
    buf_add(&b, STR("]}\n"));
    cli_write(buf_str(&b));
}

enum cli_exit cli_fail(struct cli *c)
{
    assert(c->err.code != ERR_NONE);
    cli_progress_end(c);
    /* On the command line the operator is the one who reads the log, so the driver's words are the sentence. */
    if (c->err.code == ERR_INTERNAL && c->err.debug.n) {
        complain(arena_printf(c->arena, "nuanqiao: %.*s", STR_ARG(c->err.debug)));
        if (c->at.json) fail_json(c);
        return CLI_FAILED;
    }
    if (c->at.json) fail_json(c);
    struct str first = msg_render(c->arena, c->lang, &c->err.message);
    complain(arena_printf(c->arena, "nuanqiao: %.*s", STR_ARG(first)));
    for (size_t i = 0; i < c->err.fields.count; i++) {
        const struct err_field *f = LIST_AT(&c->err.fields, struct err_field, i);
        struct str s = msg_render(c->arena, c->lang, &f->message);
        complain(arena_printf(c->arena, "  %.*s: %.*s", STR_ARG(f->name), STR_ARG(s)));
    }
    return exit_of(c);
}

/* ---- progress ---- */

static int64_t monotonic_us(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

enum {
    BAR_WIDTH = 30,
    BAR_AFTER_US = 1000000
};

void cli_progress(struct cli *c, const char *label, int64_t done, int64_t total)
{
    assert(total > 0);
    if (!c->label || !str_eq(str_of(c->label), str_of(label))) {
        cli_progress_end(c);
        c->label = label;
        c->began_us = monotonic_us();
    }
    if (!isatty(STDERR_FILENO) || monotonic_us() - c->began_us < BAR_AFTER_US) return;
    int32_t permille = (int32_t)(done >= total ? 1000 : done * 1000 / total);
    if (permille == c->shown) return;
    c->shown = permille;
    char bar[BAR_WIDTH + 1];
    for (int32_t i = 0; i < BAR_WIDTH; i++)
        bar[i] = i * 1000 < permille * BAR_WIDTH ? '#' : '.';
    bar[BAR_WIDTH] = 0;
    (void)fprintf(stderr, "\r%s [%s] %d %%", label, bar, permille / 10);
    (void)fflush(stderr);
}

void cli_progress_end(struct cli *c)
{
    if (c->shown >= 0) (void)fputs("\r\033[K", stderr);
    c->shown = -1;
    c->label = NULL;
}
