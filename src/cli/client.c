/* client.c - see client.h. */
#include "cli/client.h"
#include "cli/compose.h"
#include "cli/local.h"
#include "http/url.h"
#include "json/json.h"
#include "zone/zone.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct client {
    struct cli *cli;
    struct str socket;
    bool remote;
    struct program program; /* unless remote */
};

struct problem_field {
    struct str pointer, label, message, detail, example;
};
struct problem {
    struct str type, title;
    int64_t status;
    struct str code, message, detail, instance;
    struct list errors;
};
static const struct field PROBLEM_FIELD_FIELDS[] = {
    FIELD(struct problem_field, pointer), FIELD(struct problem_field, label),   FIELD(struct problem_field, message),
    FIELD(struct problem_field, detail),  FIELD(struct problem_field, example),
};
static const struct record PROBLEM_FIELD = RECORD(problem_field, PROBLEM_FIELD_FIELDS);
static const struct field PROBLEM_FIELDS[] = {
    FIELD(struct problem, type),     FIELD(struct problem, title),
    FIELD(struct problem, status),   FIELD(struct problem, code),
    FIELD(struct problem, message),  FIELD(struct problem, detail),
    FIELD(struct problem, instance), FIELD_L(struct problem, errors, PROBLEM_FIELD),
};
static const struct record PROBLEM = RECORD(problem, PROBLEM_FIELDS);

struct str cli_data_dir(struct cli *c)
{
    struct str dir = c->at.data.n ? c->at.data : STR("data");
    char *whole = realpath(arena_cstr(c->arena, dir), NULL);
    if (!whole) return dir;
    dir = arena_str(c->arena, str_of(whole));
    free(whole);
    return dir;
}

bool cli_need_data(struct cli *c, struct str *dir)
{
    *dir = cli_data_dir(c);
    const char *key = arena_printf(c->arena, "%.*s/secret.key", STR_ARG(*dir)).p;
    return access(key, F_OK) == 0 || fail(&c->err, ERR_NOT_FOUND, M(CLI_NO_DATA), S("data", *dir));
}

struct client *client_open(struct cli *c)
{
    struct client *client = ARENA_NEW(c->arena, struct client);
    struct str dir;
    if (!cli_need_data(c, &dir)) return NULL;
    client->cli = c;
    client->socket = arena_printf(c->arena, "%.*s/server.sock", STR_ARG(dir));
    client->remote = local_alive(client->socket);
    if (client->remote) return client;
    const struct program_options o = {.data_dir = dir, .store_url = c->at.store};
    return program_open(&client->program, c->arena, &c->err, &o) ? client : NULL;
}

void client_close(struct client *client)
{
    if (client && !client->remote) program_close(&client->program);
}

bool client_is_remote(const struct client *client)
{
    return client->remote;
}

/* A record for reading answers: what the server leaves empty (the actor of a job of the system) is no error of ours. */
static const struct record *answer_of(struct arena *a, const struct record *r)
{
    struct record *copy = ARENA_NEW(a, struct record);
    struct field *fields = ARENA_ARRAY(a, struct field, r->count);
    for (size_t i = 0; i < r->count; i++) {
        fields[i] = r->fields[i];
        fields[i].required = false;
        fields[i].min = fields[i].max = 0;
        if (fields[i].of) fields[i].of = answer_of(a, fields[i].of);
    }
    *copy = *r;
    copy->fields = fields;
    return copy;
}

static bool decode_answer(struct cli *c, const struct reply *reply, const struct record *r, void *out)
{
    return json_decode(c->arena, &c->err, answer_of(c->arena, r), reply->body, out);
}

static enum err_code code_of_wire(struct str wire)
{
#define X(id, http, name)                                                                                              \
    if (str_eq(wire, STR(name))) return ERR_##id;
    ERR_CODES(X)
#undef X
    return ERR_INTERNAL;
}

/* The server's refusal as our own failure, in its words. */
static bool refused(struct cli *c, const struct reply *reply)
{
    struct problem p = {0};
    struct err inner = {.arena = c->arena};
    if (!json_decode(c->arena, &inner, &PROBLEM, reply->body, &p))
        return fail_internal(&c->err, "HTTP %d: %.*s", (int)reply->status, STR_ARG(str_sub(reply->body, 0, 200)));
    (void)fail(&c->err, code_of_wire(p.code), M(CLI_SERVER_SAYS), S("text", p.detail));
    for (size_t i = 0; i < p.errors.count; i++) {
        const struct problem_field *f = LIST_AT(&p.errors, struct problem_field, i);
        struct str name = str_starts(f->pointer, STR("#/")) ? str_sub(f->pointer, 2, f->pointer.n) : f->pointer;
        (void)fail_field(&c->err, name, M(CLI_SERVER_SAYS), S("text", f->detail));
    }
    return false;
}

static bool exchange(struct client *client, struct request *r, struct reply *reply)
{
    struct cli *c = client->cli;
    struct buf zone = {.arena = c->arena};
    struct str query = r->path, path = str_part(&query, '?');
    r->path = arena_printf(c->arena, API_ROOT "%.*s", STR_ARG(path));
    r->query = query;
    r->remote = STR(LOCAL_REMOTE);
    r->accept_language = c->lang == LANG_ZH ? STR("zh") : STR("en");
    buf_add(&zone, STR("nq_zone="));
    url_encode(&zone, c->at.zone);
    r->cookie = buf_str(&zone);
    if (client->remote) {
        if (!local_call(c->arena, &c->err, client->socket, r, reply)) return false;
    } else {
        api_call(client->program.api, c->arena, r, reply);
    }
    return reply->status < 400 || refused(c, reply);
}

/* Fills the {holes} of the path; rest describes the fields that are left for the body. */
static struct str fill_path(struct arena *a, struct str path, const struct record *r, const void *in,
                            struct record *rest)
{
    struct buf b = {.arena = a};
    const struct str template = path;
    struct field *fields = ARENA_ARRAY(a, struct field, r->count);
    *rest = (struct record){.name = r->name, .size = r->size, .fields = fields};
    while (path.n) {
        struct str hole = path, before = str_part(&hole, '{');
        buf_add(&b, before);
        if (before.n == path.n) break;
        path = hole;
        const struct field *f = record_field(r, str_part(&path, '}'));
        assert(f);
        url_encode(&b, field_to_text(a, f, in));
    }
    for (size_t i = 0; i < r->count; i++) {
        struct str hole = arena_printf(a, "{%s}", r->fields[i].name);
        bool used = str_find(template, hole) < template.n;
        if (!used) fields[rest->count++] = r->fields[i];
    }
    return buf_str(&b);
}

bool client_call(struct client *client, const char *method, struct str path, const struct record *in_rec,
                 const void *in, const struct record *out_rec, void *out)
{
    struct cli *c = client->cli;
    struct request r = {.method = str_of(method), .path = path};
    struct reply reply = {0};
    if (in_rec) {
        struct buf b = {.arena = c->arena};
        struct record rest;
        r.path = fill_path(c->arena, path, in_rec, in, &rest);
        json_encode(&b, &rest, in);
        r.body = buf_str(&b);
        r.content_type = STR("application/json");
    }
    if (!exchange(client, &r, &reply)) return false;
    return !out_rec || decode_answer(c, &reply, out_rec, out);
}

bool client_upload(struct client *client, struct str path, struct str file, const struct record *out_rec, void *out)
{
    struct cli *c = client->cli;
    struct stat st;
    struct reply reply = {0};
    if (stat(arena_cstr(c->arena, file), &st) != 0 || !S_ISREG(st.st_mode))
        return fail(&c->err, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", file));
    struct request r = {.method = STR("POST"), .path = path, .content_type = STR("application/octet-stream")};
    r.upload = (struct upload){.path = str_of(arena_cstr(c->arena, file)), .size = st.st_size};
    r.upload.content_type = r.content_type;
    return exchange(client, &r, &reply) && decode_answer(c, &reply, out_rec, out);
}

bool client_may_write(struct cli *c, struct str file)
{
    struct stat st;
    struct str dir = file;
    if (lstat(arena_cstr(c->arena, file), &st) == 0)
        return fail(&c->err, ERR_CONFLICT, M(CLI_FILE_EXISTS), S("file", file));
    while (dir.n && dir.p[dir.n - 1] != '/')
        dir.n--;
    if (dir.n == 0) dir = STR(".");
    if (access(arena_cstr(c->arena, dir), W_OK | X_OK) == 0) return true;
    return fail(&c->err, ERR_CONFLICT, M(CLI_FOLDER_CLOSED), S("folder", dir));
}

static bool write_new_file(struct cli *c, struct str file, struct str bytes)
{
    int fd = open(arena_cstr(c->arena, file), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST) return fail(&c->err, ERR_CONFLICT, M(CLI_FILE_EXISTS), S("file", file));
    if (fd < 0) return fail_internal(&c->err, "%.*s: cannot be made: errno %d", STR_ARG(file), errno);
    bool ok = true;
    while (ok && bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        ok = n > 0 || fail_internal(&c->err, "%.*s: cannot be written: errno %d", STR_ARG(file), errno);
        if (ok) bytes = str_sub(bytes, (size_t)n, bytes.n);
    }
    if (close(fd) != 0 && ok) ok = fail_internal(&c->err, "%.*s: errno %d", STR_ARG(file), errno);
    return ok;
}

bool client_download(struct client *client, struct str path, struct str file, int64_t *size)
{
    struct request r = {.method = STR("GET"), .path = path};
    struct reply reply = {0};
    if (!client_may_write(client->cli, file) || !exchange(client, &r, &reply)) return false;
    *size = (int64_t)reply.body.n;
    return write_new_file(client->cli, file, reply.body);
}

enum {
    POLL_MS = 50
};

bool client_wait(struct client *client, struct str job_id, const char *label)
{
    struct cli *c = client->cli;
    struct arena *whole = c->arena, *own = arena_new();
    struct job job = {0};
    bool ok = true;
    while (ok && job.state != JOB_DONE && job.state != JOB_FAILED && job.state != JOB_CANCELLED) {
        const struct timespec nap = {.tv_nsec = POLL_MS * 1000000L};
        if (job.state) (void)nanosleep(&nap, NULL);
        arena_reset(own);
        c->arena = own;
        job = (struct job){0};
        ok = client_call(client, "GET", arena_printf(own, "/jobs/%.*s", STR_ARG(job_id)), NULL, NULL, &JOB, &job);
        c->arena = whole;
        if (ok && job.total > 0) cli_progress(c, label, job.done, job.total);
    }
    cli_progress_end(c);
    if (ok && job.state != JOB_DONE) ok = fail(&c->err, ERR_CONFLICT, M(CLI_JOB_FAILED), S("reason", job.failure));
    arena_free(own);
    return ok;
}
