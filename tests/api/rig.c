/* rig.c - see rig.h. */
#include "rig.h"
#include "http/schema.h"
#include "http/url.h"
#include "testdb.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ZONES = 2,
    PEOPLE = ROLE_COUNT + 1
}; /* the roles from 1 on, then "all"; slot 0 is "none" */

struct person {
    struct str login, id;
    struct list grants;
};
struct kept {
    struct str name, value;
};
struct rig_own {
    struct testdb db;
    struct app_options options;
    const struct api_set *sets;
    size_t count;
    struct person people[ZONES][PEOPLE];
    struct list kept; /* of struct kept */
};

static void die(const char *what, const struct err *e)
{
    struct arena *a = arena_new();
    struct str text = msg_render(a, LANG_EN, &e->message);
    fprintf(stderr, "rig: %s: %.*s %.*s\n", what, STR_ARG(text), STR_ARG(e->debug));
    exit(2);
}

/* ---- people ---- */

static const char *zone_id(size_t zone)
{
    return zone == 0 ? RIG_NORTH : RIG_SOUTH;
}

static void grant(struct rig *r, struct person *p, enum role role)
{
    struct grant *g = LIST_ADD(r->arena, &p->grants, struct grant);
    *g = (struct grant){.role = (int32_t)role, .scope = (int32_t)role_scope(role)};
    if (g->scope == SCOPE_ENTERPRISE) g->scope_id = STR(RIG_ENTERPRISE);
    if (g->scope == SCOPE_DEPARTMENT) g->scope_id = STR(RIG_DEPARTMENT);
    if (g->scope == SCOPE_AREA) g->scope_id = STR(RIG_AREA);
}

static void make_people(struct rig *r)
{
    for (size_t z = 0; z < ZONES; z++)
        for (size_t i = 0; i < PEOPLE; i++) {
            struct person *p = &r->own->people[z][i];
            p->id = arena_printf(r->arena, "01900000-0000-7000-8000-0000000%zu0%02zx", z + 1, i);
            p->login = i == 0 ? STR("none") : i == ROLE_COUNT ? STR("all") : str_of(ROLE_NAMES.names[i]);
            for (int role = 1; role < ROLE_COUNT; role++) {
                bool everything = i == ROLE_COUNT && role_scope((enum role)role) == SCOPE_ZONE;
                if ((size_t)role == i || everything) grant(r, p, (enum role)role);
            }
            if (i == ROLE_COUNT) grant(r, p, ROLE_OFFICER);
        }
}

/* "officer", "officer@south"; NULL for nobody. */
static struct person *person_of(struct rig *r, const char *user, size_t *zone)
{
    struct str rest = str_of(user);
    if (rest.n == 0) return NULL;
    struct str login = str_part(&rest, '@');
    *zone = str_eq(rest, STR("south"));
    for (size_t i = 0; i < PEOPLE; i++)
        if (str_eq(r->own->people[*zone][i].login, login)) return &r->own->people[*zone][i];
    fprintf(stderr, "rig: there is no person %s\n", user);
    exit(2);
}

/* The rig's sessions: the cookie is the person's name. */
static bool authenticate(struct ctx *c, const struct request *q, bool *touch)
{
    size_t zone = 0;
    struct str cookie = request_cookie(q, STR("rig")), address = request_cookie(q, STR("rig_self"));
    *touch = false;
    if (cookie.n == 0) return true;
    uintptr_t self = 0;
    for (size_t i = 0; i < address.n; i++)
        self = self * 10 + (uintptr_t)(address.p[i] - '0');
    struct person *p = person_of((struct rig *)self, arena_cstr(c->arena, cookie), &zone);
    c->zone_id = str_of(zone_id(zone));
    c->actor = (struct actor){.user_id = p->id, .login = p->login, .name = p->login, .grants = p->grants};
    return true;
}

struct str rig_user(struct rig *r, const char *user)
{
    size_t zone;
    const struct person *p = person_of(r, user, &zone);
    return p ? p->id : (struct str){0};
}

void rig_bind(struct rig *r, const char *user, struct str scope_id)
{
    size_t zone;
    struct person *p = person_of(r, user, &zone);
    for (size_t i = 0; i < p->grants.count; i++)
        LIST_AT(&p->grants, struct grant, i)->scope_id = arena_str(r->arena, scope_id);
}

/* ---- the store behind ---- */

struct sql_work {
    struct store_work work;
    const char *text;
    const struct sql *query;
    struct arena *arena;
    int64_t number;
};
struct number {
    int64_t n;
};
static const struct field NUMBER_FIELDS[] = {FIELD(struct number, n)};
static const struct record NUMBER = RECORD(number, NUMBER_FIELDS);

static bool script_run(struct store_work *w, struct db *db, struct err *e)
{
    return db_script(db, e, str_of(((struct sql_work *)(void *)w)->text));
}
static bool number_run(struct store_work *w, struct db *db, struct err *e)
{
    struct sql_work *q = (struct sql_work *)(void *)w;
    struct number out;
    if (!db_one(db, q->arena, e, q->query, NULL, NULL, &NUMBER, &out)) return false;
    q->number = out.n;
    return true;
}

void rig_sql(struct rig *r, const char *sql)
{
    struct err e = {.arena = r->arena};
    struct sql_work w = {.work = {.run = script_run, .e = &e, .tx = TX_WRITE}, .text = sql};
    if (!store_run(r->app->store, &w.work)) die(sql, &e);
}

bool rig_try_sql(struct rig *r, const char *sql)
{
    struct err e = {.arena = r->arena};
    struct sql_work w = {.work = {.run = script_run, .e = &e, .tx = TX_WRITE}, .text = sql};
    return store_run(r->app->store, &w.work);
}

int64_t rig_number(struct rig *r, const char *sql)
{
    struct err e = {.arena = r->arena};
    struct sql *q = ARENA_NEW(r->arena, struct sql); /* connections keep statements by address: never reuse one */
    const char *text = arena_cstr(r->arena, arena_printf(r->arena, "SELECT (%s) AS n", sql));
    *q = (struct sql){.name = text, .sqlite = text, .pg = text};
    struct sql_work w = {.work = {.run = number_run, .e = &e, .tx = TX_READ}, .query = q, .arena = r->arena};
    if (!store_run(r->app->store, &w.work)) die(sql, &e);
    return w.number;
}

static void plant_zone(struct rig *r, size_t z)
{
    const char *name = z == 0 ? "north" : "south", *zone = zone_id(z);
    struct buf b = {.arena = r->arena};
    buf_addf(
        &b,
        "INSERT INTO zone (id, code, name_zh, name_en, utc_offset_minutes, demo, version, created, updated) VALUES "
        "('%s', '%s', '%s', '%s', 480, false, 1, %" PRId64 ", %" PRId64 ");",
        zone, name, name, name, RIG_NOW_US, RIG_NOW_US);
    buf_addf(&b, "INSERT INTO area (zone_id, id, code, name_zh, name_en) VALUES ('%s', '%s', 'a1', 'a1', 'a1');", zone,
             RIG_AREA);
    buf_addf(&b, "INSERT INTO department (zone_id, id, code, name_zh, name_en) VALUES ('%s', '%s', 'd1', 'd1', 'd1');",
             zone, RIG_DEPARTMENT);
    for (size_t i = 0; i < PEOPLE; i++) {
        const struct person *p = &r->own->people[z][i];
        buf_addf(&b,
                 "INSERT INTO app_user (zone_id, id, login, login_folded, name, state, must_change, version, created, "
                 "updated) VALUES ('%s', '%.*s', '%.*s', '%.*s', '%.*s', 'active', false, 1, %" PRId64 ", %" PRId64
                 ");",
                 zone, STR_ARG(p->id), STR_ARG(p->login), STR_ARG(p->login), STR_ARG(p->login), RIG_NOW_US, RIG_NOW_US);
    }
    rig_sql(r, arena_cstr(r->arena, buf_str(&b)));
}

/* ---- open and close ---- */

/* What is behind a 500: nobody else says it. */
static void log_line(void *arg, const struct api_log *line)
{
    (void)arg;
    if (line->debug.n)
        fprintf(stderr, "    %.*s %.*s: %.*s\n", STR_ARG(line->method), STR_ARG(line->path), STR_ARG(line->debug));
}

static void open_program(struct rig *r)
{
    struct err e = {.arena = r->arena};
    r->app = calloc(1, sizeof *r->app);
    if (!r->app) abort();
    if (!app_open(r->app, &e, &r->own->options)) die("the program does not open", &e);
    struct api_options o = {
        .app = r->app, .sets = r->own->sets, .set_count = r->own->count, .hooks = r->hooks, .log = log_line};
    if (!o.hooks.authenticate) o.hooks.authenticate = authenticate;
    r->service = api_open(&e, &o);
    if (!r->service) die("the service does not open", &e);
}

static void close_program(struct rig *r)
{
    api_close(r->service);
    app_close(r->app);
    free(r->app);
}

static struct rig *make(const char *name, bool pg, const struct api_set *sets, size_t count, bool faults)
{
    struct arena *a = arena_new();
    struct rig *r = ARENA_NEW(a, struct rig);
    r->arena = a;
    r->pg = pg;
    r->call_arena = arena_new();
    r->own = ARENA_NEW(a, struct rig_own);
    r->own->db = testdb_make(a, name, pg);
    r->own->sets = sets;
    r->own->count = count;
    r->own->options = (struct app_options){
        .data_dir = r->own->db.folder,
        .store_url = r->own->db.url,
        .create = true,
        .migrate = true,
        .inject_faults = faults,
        .id_seed = 7,
        .clock_us = RIG_NOW_US,
    };
    make_people(r);
    open_program(r);
    for (size_t z = 0; z < ZONES; z++)
        plant_zone(r, z);
    return r;
}

struct rig *rig_open(const char *name, bool pg, const struct api_set *sets, size_t count)
{
    return make(name, pg, sets, count, false);
}

struct rig *rig_open_faulty(const char *name, bool pg, const struct api_set *sets, size_t count)
{
    return make(name, pg, sets, count, true);
}

void rig_close(struct rig *r)
{
    close_program(r);
    testdb_drop(r->arena, &r->own->db);
    arena_free(r->call_arena);
    arena_free(r->arena);
}

void rig_stop(struct rig *r)
{
    r->own->options.clock_us = app_now(r->app).us;
    close_program(r);
    r->app = NULL;
}

void rig_start(struct rig *r)
{
    r->own->options.id_seed++; /* the same seed would give the same ids again */
    open_program(r);
}

void rig_restart(struct rig *r)
{
    rig_stop(r);
    rig_start(r);
}

void rig_jobs(struct rig *r, const struct job_kind *const *kinds)
{
    r->own->options.job_kinds = kinds;
    rig_restart(r);
}

void rig_plan_jobs(struct rig *r, const struct job_kind *const *kinds)
{
    r->own->options.plan_jobs = true;
    rig_jobs(r, kinds);
    r->own->options.plan_jobs = false;
}

void rig_wait(struct rig *r)
{
    jobs_wait_idle(r->app->jobs);
}

void rig_both(const char *name, const struct api_set *sets, size_t count, void (*body)(struct rig *r))
{
    for (int pg = 0; pg < 2; pg++) {
        if (pg && !testdb_has_pg()) {
            CHECK_SKIP(1, "no PostgreSQL here");
            continue;
        }
        struct rig *r = rig_open(name, pg, sets, count);
        body(r);
        rig_close(r);
    }
}

void rig_later(struct rig *r, int64_t seconds)
{
    app_set_clock(r->app, (struct instant){app_now(r->app).us + seconds * 1000000});
}

/* ---- what is kept between rows ---- */

struct str rig_kept(const struct rig *r, const char *name)
{
    for (size_t i = r->own->kept.count; i-- > 0;)
        if (str_eq(LIST_AT(&r->own->kept, struct kept, i)->name, str_of(name)))
            return LIST_AT(&r->own->kept, struct kept, i)->value;
    return STR("");
}

void rig_keep(struct rig *r, const char *name, struct str value)
{
    *LIST_ADD(r->arena, &r->own->kept, struct kept) =
        (struct kept){arena_str(r->arena, str_of(name)), arena_str(r->arena, value)};
}

struct str rig_value(const struct rig *r, const char *name)
{
    struct str body = r->reply.body, key = arena_printf(r->arena, "\"%s\":", name);
    size_t at = str_find(body, key);
    if (at >= body.n) return STR("");
    body = str_sub(body, at + key.n, body.n);
    if (body.n && body.p[0] == '"') {
        body = str_sub(body, 1, body.n);
        return str_part(&body, '"');
    }
    size_t n = 0;
    while (n < body.n && body.p[n] != ',' && body.p[n] != '}' && body.p[n] != ']')
        n++;
    return str_sub(body, 0, n);
}

static bool name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* $name -> its value; a name that was never kept stays as it is, which no test expects. */
static struct str filled(struct rig *r, const char *text)
{
    struct buf b = {.arena = r->call_arena};
    while (text && *text) {
        size_t n = 0;
        while (text[0] == '$' && name_char(text[1 + n]))
            n++;
        struct str value = n ? rig_kept(r, arena_cstr(r->call_arena, (struct str){text + 1, n})) : STR("");
        if (value.n) {
            buf_add(&b, value);
            text += 1 + n;
        } else {
            buf_add_char(&b, *text++);
        }
    }
    return buf_str(&b);
}

/* ---- calls ---- */

/* tools/tidy.py reads this file to see that every endpoint was exercised. */
static void note_hit(const struct api *row)
{
    const char *name = getenv("NQ_HIT_FILE");
    if (!row || !name) return;
    FILE *f = fopen(name, "a");
    if (!f) return;
    fprintf(f, "%s\n", row->id);
    (void)fclose(f);
}

static struct upload make_upload(struct rig *r, struct str bytes, struct str type)
{
    char *path = arena_cstr(r->call_arena, arena_printf(r->call_arena, "%.*s/rig-XXXXXX", STR_ARG(r->app->tmp_dir)));
    int fd = mkstemp(path);
    if (fd < 0 || write(fd, bytes.p, bytes.n) != (ssize_t)bytes.n) {
        fprintf(stderr, "rig: cannot write %s\n", path);
        exit(2);
    }
    close(fd);
    return (struct upload){str_of(path), (int64_t)bytes.n, type};
}

/* Percent-encodes what no URL may hold as it is, so that rows can name things in Chinese. */
static struct str encoded(struct arena *a, struct str path)
{
    struct buf b = {.arena = a};
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        if (c >= 0x80) buf_addf(&b, "%%%02X", c);
        else buf_add_char(&b, path.p[i]);
    }
    return buf_str(&b);
}

/* upload: the file of an upload row, made or given; absent for a JSON body. */
static const struct reply *call(struct rig *r, const char *user, const char *method, const char *path, const char *body,
                                const struct upload *given)
{
    struct arena *old = r->call_arena;
    r->call_arena = arena_new();
    struct arena *a = r->call_arena;
    struct str rest = arena_printf(a, API_ROOT "%.*s", STR_ARG(encoded(a, filled(r, path))));
    struct request q = {
        .method = str_of(method),
        .path = str_part(&rest, '?'),
        .query = rest,
        .cookie = r->cookie,
        .csrf = r->csrf,
        .accept_language = r->language,
        .idempotency_key = r->key,
        .remote = STR("192.0.2.7"),
        .agent = STR("rig"),
    };
    if (user && *user && !r->hooks.authenticate)
        q.cookie = arena_printf(a, "rig=%s; rig_self=%" PRIuPTR, user, (uintptr_t)r);
    const struct api *row = api_route(r->service, a, q.method, q.path, &(struct str){0});
    struct str type = r->content_type.p ? r->content_type : STR("application/json");
    if (given)
        q.upload = *given;
    else if (row && row->upload_max > 0 && body)
        q.upload = make_upload(r, filled(r, body), type);
    else if (body) {
        q.body = filled(r, body);
        q.content_type = type;
    }
    api_call(r->service, a, &q, &r->reply);
    if (q.upload.path.p && !given) (void)unlink(q.upload.path.p);
    note_hit(r->reply.row);
    arena_free(old);
    return &r->reply;
}

const struct reply *rig_call(struct rig *r, const char *user, const char *method, const char *path, const char *body)
{
    return call(r, user, method, path, body, NULL);
}

const struct reply *rig_upload(struct rig *r, const char *user, const char *path, const char *file)
{
    struct stat st;
    if (stat(file, &st) != 0) die("no such file", &(struct err){.debug = str_of(file)});
    const struct upload given = {.path = str_of(file), .size = st.st_size, .content_type = STR("application/octet-stream")};
    return call(r, user, "POST", path, NULL, &given);
}

static void keep_from_reply(struct rig *r, const char *rule)
{
    struct str field = str_of(rule), name = str_part(&field, '=');
    struct str value = rig_value(r, field.n ? arena_cstr(r->arena, field) : "id");
    rig_keep(r, arena_cstr(r->arena, name), value);
}

static bool contains(struct str text, const char *part)
{
    return part && str_find(text, str_of(part)) < text.n;
}

void rig_rows(struct rig *r, const struct rig_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct rig_row *row = &rows[i];
        const struct reply *reply = rig_call(r, row->user, row->method, row->path, row->body);
        struct str must = row->must ? filled(r, row->must) : (struct str){0};
        struct str never = row->must_not ? filled(r, row->must_not) : (struct str){0};
        bool status = reply->status == row->status;
        bool has = !row->must || contains(reply->body, arena_cstr(r->call_arena, must));
        bool clean = !row->must_not || !contains(reply->body, arena_cstr(r->call_arena, never));
        CHECK_ROW(row->label, status);
        CHECK_ROW(row->label, has);
        CHECK_ROW(row->label, clean);
        if (!status || !has || !clean)
            fprintf(stderr, "    row %zu (%s): %s %s -> %d %.*s\n", i, r->pg ? "PostgreSQL" : "SQLite", row->method,
                    row->path, reply->status, STR_ARG(str_sub(reply->body, 0, 600)));
        if (row->keep) keep_from_reply(r, row->keep);
    }
}

/* ---- the walks ---- */

static void add_example(struct buf *b, const struct record *record, const struct api *row)
{
    bool first = true;
    buf_add_char(b, '{');
    for (size_t i = 0; i < record->count; i++) {
        const struct field *f = &record->fields[i];
        if (row && row_hole(row, str_of(f->name))) continue;
        bool number = f->type == FIELD_BOOL || f->type == FIELD_I64 || f->type == FIELD_OPT_I64 ||
                      f->type == FIELD_MONEY || f->type == FIELD_OPT_MONEY;
        if (!f->required && !number) continue;
        buf_addf(b, "%s\"%s\":", first ? "" : ",", f->name);
        first = false;
        struct str example = field_example(f);
        if (f->type == FIELD_LIST || f->type == FIELD_TEXTS) {
            buf_add_char(b, '[');
            if (f->of)
                add_example(b, f->of, NULL);
            else
                buf_add(b, STR("\"x\""));
            buf_add_char(b, ']');
        } else if (f->type == FIELD_RECORD) {
            add_example(b, f->of, NULL);
        } else if (number) {
            int64_t value;
            bool low = str_to_i64(example, &value) && f->min > value;
            bool high = str_to_i64(example, &value) && f->max && f->max < value;
            if (low || high)
                buf_addf(b, "%" PRId64, low ? f->min : f->max);
            else
                buf_add(b, example);
        } else {
            buf_addf(b, "\"%.*s\"", STR_ARG(example.n ? example : STR("abcdefghijkl")));
        }
    }
    buf_add_char(b, '}');
}

struct str rig_example(struct rig *r, const struct api *row)
{
    struct buf b = {.arena = r->arena};
    if (row->in) add_example(&b, row->in, row);
    return buf_str(&b);
}

/* "enterprises" -> "enterprise": the name under which the walk keeps what it makes. */
static struct str singular(struct str word)
{
    return str_ends(word, STR("s")) ? str_sub(word, 0, word.n - 1) : word;
}

/* Fields of the query that a row cannot do without. */
static void add_query(struct buf *b, const struct api *row)
{
    bool first = true;
    for (size_t i = 0; row->in && !row_has_body(row) && i < row->in->count; i++) {
        const struct field *f = &row->in->fields[i];
        if (!f->required || row_hole(row, str_of(f->name))) continue;
        buf_addf(b, "%s%s=", first ? "?" : "&", f->name);
        struct str example = field_example(f);
        url_encode(b, example.n ? example : STR("abcdefghijkl"));
        first = false;
    }
}

static bool has_text_hole(const struct api *row)
{
    for (size_t i = 0; i < row->in->count; i++)
        if (row->in->fields[i].type == FIELD_STR && row_hole(row, str_of(row->in->fields[i].name))) return true;
    return false;
}

/* The row's address with holes filled: what was kept under the hole's name, or under the word before it in the path
 * ("/users/{id}": user), else an id that nothing has. */
static const char *address(struct rig *r, const struct api *row)
{
    struct buf b = {.arena = r->arena};
    struct str rest = str_of(row->path), before = STR("");
    while (rest.n) {
        struct str step = str_part(&rest, '/');
        if (step.n == 0) continue;
        buf_add_char(&b, '/');
        if (step.p[0] != '{') {
            buf_add(&b, step);
            before = singular(step);
            continue;
        }
        struct str hole = str_sub(step, 1, step.n - 2);
        struct str value = rig_kept(r, arena_cstr(r->arena, str_eq(hole, STR("id")) ? before : hole));
        const struct field *f = record_field(row->in, hole);
        if (value.n == 0 && f->type == FIELD_STR) value = STR("01900000-0000-7000-8000-00000000ffff");
        if (value.n == 0) value = has_text_hole(row) ? field_example(f) : STR("999999"); /* a number is no secret */
        buf_add(&b, value);
    }
    add_query(&b, row);
    return arena_cstr(r->arena, buf_str(&b));
}

static const char *who_lacks(enum right right)
{
    for (int role = 1; role < ROLE_COUNT; role++)
        if (!role_has_right((enum role)role, right)) return ROLE_NAMES.names[role];
    return "none";
}

static const char *example_body(struct rig *r, const struct api *row)
{
    if (row->upload_max > 0) return "x";
    return row_has_body(row) ? arena_cstr(r->arena, rig_example(r, row)) : NULL;
}

/* Makes one of each kind in north by its POST row, so that south has something to look for. */
static void populate(struct rig *r, const struct api *row)
{
    bool makes = strcmp(row->method, "POST") == 0 && !strchr(row->path, '{') && row->right != RIGHT_PUBLIC &&
                 row->out && record_field(row->out, STR("id"));
    struct str word = singular(str_sub(str_of(row->path), 1, strlen(row->path)));
    const char *name = arena_cstr(r->arena, word);
    if (!makes || rig_kept(r, name).n) return;
    const struct reply *reply = rig_call(r, "all", row->method, address(r, row), example_body(r, row));
    if (reply->status >= 200 && reply->status < 300)
        rig_keep(r, name, rig_value(r, "id"));
    else
        fprintf(stderr, "    walk: %s makes nothing: %.*s\n", row->id, STR_ARG(str_sub(reply->body, 0, 400)));
}

/* None of the marks, nor an id of what was made or kept in north. */
static bool shows_nothing(const struct rig *r, struct str body, const char *const *marks, size_t mark_count)
{
    for (size_t i = 0; i < mark_count; i++)
        if (contains(body, marks[i])) return false;
    for (size_t i = 0; i < r->own->kept.count; i++) {
        struct str value = LIST_AT(&r->own->kept, struct kept, i)->value;
        if (id_valid(value) && str_find(body, value) < body.n) return false;
    }
    return true;
}

static void walk_row(struct rig *r, const struct api *row, const char *const *marks, size_t mark_count)
{
    const char *path = address(r, row), *body = example_body(r, row);
    if (row->right == RIGHT_PUBLIC) return;
    CHECK_ROW(row->id, rig_call(r, NULL, row->method, path, body)->status == 401);
    if (row->right != RIGHT_SIGNED_IN) {
        CHECK_ROW(row->id, rig_call(r, who_lacks(row->right), row->method, path, body)->status == 403);
        CHECK_ROW(row->id, rig_call(r, "none", row->method, path, body)->status == 403);
    }
    const struct reply *reply = rig_call(r, "all@south", row->method, path, body);
    bool hidden = reply->status < 500 && (!strchr(row->path, '{') || reply->status >= 400) &&
                  shows_nothing(r, reply->body, marks, mark_count);
    CHECK_ROW(row->id, hidden);
    if (!hidden)
        fprintf(stderr, "    south: %s %s %s -> %d %.*s\n", row->method, path, body ? body : "", reply->status,
                STR_ARG(str_sub(reply->body, 0, 400)));
}

void rig_walk(struct rig *r, const char *const *marks, size_t mark_count)
{
    for (size_t i = 0; i < r->own->count; i++)
        for (size_t k = 0; k < r->own->sets[i].count; k++)
            populate(r, &r->own->sets[i].rows[k]);
    for (size_t i = 0; i < r->own->count; i++)
        for (size_t k = 0; k < r->own->sets[i].count; k++)
            walk_row(r, &r->own->sets[i].rows[k], marks, mark_count);
}
