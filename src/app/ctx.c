/* ctx.c - see ctx.h. */
#include "app/ctx.h"
#include "app/app.h"

enum { CHINA_OFFSET_MINUTES = 480 };

void ctx_init(struct ctx *c, struct app *app, struct arena *arena)
{
    *c = (struct ctx){
        .arena = arena,
        .app = app,
        .err = {.arena = arena},
        .ids = &app->ids,
        .now = app_now(app),
        .utc_offset_minutes = CHINA_OFFSET_MINUTES,
        .lang = LANG_ZH,
    };
}

void ctx_restart(struct ctx *c)
{
    err_clear(&c->err);
    c->audited = 0;
    c->set_cookie = (struct str){0};
    c->keep = false;
    c->wake_jobs = false;
}

void ctx_committed(struct ctx *c)
{
    if (c->wake_jobs && c->app) app_wake_jobs(c->app);
    c->wake_jobs = false;
}

bool ctx_fail_kept(struct ctx *c)
{
    assert(c->err.code != ERR_NONE);
    assert(c->err.code != ERR_INTERNAL); /* a broken statement must never be kept */
    c->keep = true;
    return false;
}

bool ctx_not_found(struct ctx *c, const char *zh, const char *en)
{
    return fail(&c->err, ERR_NOT_FOUND, M(NOT_FOUND), S("what", str_of(c->lang == LANG_ZH ? zh : en)));
}

struct str ctx_new_id(struct ctx *c)
{
    return id_new(c->ids, c->arena, c->now);
}

struct date ctx_today(const struct ctx *c)
{
    return instant_date(c->now, c->utc_offset_minutes);
}

bool ctx_may(const struct ctx *c, enum right right)
{
    if (right == RIGHT_PUBLIC || c->actor.system) return true;
    if (c->actor.user_id.n == 0) return false;
    return right == RIGHT_SIGNED_IN || right_held(&c->actor.grants, right);
}

bool ctx_require(struct ctx *c, enum right right)
{
    if (ctx_may(c, right)) return true;
    if (c->actor.user_id.n == 0) return fail(&c->err, ERR_UNAUTHENTICATED, M(SIGN_IN));
    if (c->actor.must_change) return fail(&c->err, ERR_FORBIDDEN, M(PASSWORD_MUST_CHANGE));
    return fail(&c->err, ERR_FORBIDDEN, M(NO_RIGHT), S("right", right_label(c->lang, right)));
}

enum scope ctx_scope(const struct ctx *c, enum right right)
{
    return c->actor.system ? SCOPE_ZONE : right_scope(&c->actor.grants, right);
}

bool ctx_rows(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in,
              const struct record *out_rec, struct list *out)
{
    return db_rows(c->db, c->arena, &c->err, q, in_rec, in, out_rec, out);
}

bool ctx_one(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in,
             const struct record *out_rec, void *out)
{
    return db_one(c->db, c->arena, &c->err, q, in_rec, in, out_rec, out);
}

bool ctx_find(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in,
              const struct record *out_rec, void *out, bool *found)
{
    return db_find(c->db, c->arena, &c->err, q, in_rec, in, out_rec, out, found);
}

bool ctx_exec(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in)
{
    return db_exec(c->db, c->arena, &c->err, q, in_rec, in, NULL);
}

bool ctx_change(struct ctx *c, const struct sql *q, const struct record *in_rec, const void *in)
{
    int64_t affected = 0;
    if (!db_exec(c->db, c->arena, &c->err, q, in_rec, in, &affected)) return false;
    assert(affected <= 1);
    return affected == 1 || fail(&c->err, ERR_STALE, M(STALE));
}

bool ctx_gather(struct ctx *c, const struct sql *q, const struct record *in_rec, const struct list *items,
                const struct record *out_rec, struct list *out)
{
    return db_gather(c->db, c->arena, &c->err, q, in_rec, items, out_rec, out);
}

bool ctx_bulk(struct ctx *c, const struct sql *q, const struct record *in_rec, const struct list *items)
{
    return items->count == 0 || db_bulk(c->db, c->arena, &c->err, q, in_rec, items);
}

bool ctx_change_all(struct ctx *c, const struct sql *q, const struct record *in_rec, const struct list *items)
{
    int64_t affected = 0;
    if (items->count == 0) return true;
    if (!db_bulk_count(c->db, c->arena, &c->err, q, in_rec, items, &affected)) return false;
    return affected == (int64_t)items->count || fail(&c->err, ERR_STALE, M(STALE));
}
