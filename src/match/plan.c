/* plan.c - when a run starts: people ask for it, rules, lists and packs change, a day begins. */
#include "app/app.h"
#include "app/audit.h"
#include "match/match_impl.h"
#include "match_sql.h"

enum { CAUSES_READ = 1000, RETRY_S = 3600 /* a run that failed is tried again by itself after that */ };

/* A record of the audit trail that makes verdicts old. */
struct change {
    struct str action, subject_name, actor_name;
    struct instant at;
};
static const struct field change_fields[] = {FIELD(struct change, action), FIELD(struct change, subject_name),
                                             FIELD(struct change, actor_name), FIELD(struct change, at)};
static const struct record CHANGE = RECORD(change, change_fields);
/* The newest run that counts: what it had seen of the trail. */
struct seen {
    struct opt_i64 seen;
    struct instant created;
};
static const struct field seen_fields[] = {FIELD(struct seen, seen), FIELD(struct seen, created)};
static const struct record SEEN = RECORD(seen, seen_fields);
static const struct {
    const char *action;
    enum match_cause cause;
} CAUSES[] = {{"rule.publish", MATCH_CAUSE_RULE},
              {"policy_item.edit", MATCH_CAUSE_ITEM},
              {"import.finish", MATCH_CAUSE_IMPORT},
              {"pack.finish", MATCH_CAUSE_PACK}};

static enum match_cause cause_of(struct str action)
{
    for (size_t i = 0; i < COUNT(CAUSES); i++)
        if (str_eq(action, str_of(CAUSES[i].action))) return CAUSES[i].cause;
    return MATCH_CAUSE_NONE;
}

/* Who and what starts a run. */
struct reason {
    enum match_cause cause; /* NONE: nothing does */
    struct str name, actor_name;
    int64_t count;
};

static bool queue(struct ctx *c, struct date as_of, const struct reason *why, struct match_run *out)
{
    struct match_params p = match_params_of(c);
    struct audit_head head = {0};
    struct job job = {0};
    p.id = ctx_new_id(c);
    p.as_of = as_of;
    p.actor_name = why->actor_name.n ? why->actor_name : STR("system");
    p.cause = enum_name(&MATCH_CAUSE_NAMES, (int32_t)why->cause);
    p.cause_name = why->name;
    p.causes = why->count;
    if (!audit_get_head(c, NULL, &head) || !job_create(c, str_of(MATCH_JOB.name), p.id, &job)) return false;
    p.job_id = job.id;
    p.seen = (struct opt_i64){date_cmp(as_of, ctx_today(c)) == 0, head.seq}; /* another day says nothing of today */
    if (!ctx_exec(c, &SQL_MATCH_RUN_INSERT, &MATCH_PARAMS, &p)) return false;
    const struct match_key key = {p.id};
    return match_get(c, &key, out) &&
           audit_record(c, &(struct audit_entry){.action = STR("match.start"),
                                                 .subject_kind = STR("match"),
                                                 .subject_id = p.id,
                                                 .subject_name = date_text(c->arena, p.as_of),
                                                 .after = audit_json(c, &MATCH_RUN, out)});
}

bool match_start(struct ctx *c, const struct match_new *in, struct match_run *out)
{
    const struct match_params p = match_params_of(c);
    const struct reason why = {.cause = MATCH_CAUSE_PERSON, .actor_name = c->actor.name};
    struct match_run open = {0};
    bool found = false;
    if (!ctx_find(c, &SQL_MATCH_RUN_IN_THE_WAY, &MATCH_PARAMS, &p, &MATCH_RUN_ROW, &open, &found)) return false;
    if (found) return fail(&c->err, ERR_CONFLICT, M(MATCH_RUNNING), I("no", open.no));
    return queue(c, in->as_of.has ? in->as_of.v : ctx_today(c), &why, out);
}

/* ---- by itself ---- */

static bool find_change(struct ctx *c, int64_t minutes, int64_t seen, struct reason *why)
{
    struct match_params p = match_params_of(c);
    struct list rows = {0};
    p.no = seen;
    p.limit = CAUSES_READ;
    if (!ctx_rows(c, &SQL_MATCH_CAUSES, &MATCH_PARAMS, &p, &CHANGE, &rows)) return false;
    if (!rows.count) return true;
    const struct change *first = LIST_AT(&rows, struct change, 0);
    if (c->now.us - first->at.us < minutes * INT64_C(60000000)) return true;
    *why = (struct reason){cause_of(first->action), first->subject_name, first->actor_name, (int64_t)rows.count};
    return true;
}

static bool find_reason(struct ctx *c, struct reason *why)
{
    struct match_params p = match_params_of(c);
    int64_t minutes = c->app->config.match_after_minutes;
    struct match_run open = {0};
    struct match_params item = {0};
    struct seen last = {0};
    bool found = false;
    *why = (struct reason){0};
    if (minutes == 0) return true;
    if (!ctx_find(c, &SQL_MATCH_HAS_ITEMS, &MATCH_PARAMS, &p, &MATCH_PARAMS, &item, &found)) return false;
    if (!found) return true;
    if (!ctx_find(c, &SQL_MATCH_RUN_OPEN, &MATCH_PARAMS, &p, &MATCH_RUN_ROW, &open, &found)) return false;
    if (found) return true;
    p.at.us = c->now.us - RETRY_S * INT64_C(1000000);
    if (!ctx_find(c, &SQL_MATCH_RUN_SEEN, &MATCH_PARAMS, &p, &SEEN, &last, &found) ||
        !find_change(c, minutes, last.seen.v, why))
        return false;
    bool today = date_cmp(instant_date(last.created, c->utc_offset_minutes), ctx_today(c)) == 0;
    if (!why->cause && found && !today) why->cause = MATCH_CAUSE_DAY;
    return true;
}

bool match_due(struct ctx *c, bool *due)
{
    struct reason why;
    if (!find_reason(c, &why)) return false;
    *due = why.cause != MATCH_CAUSE_NONE;
    return true;
}

bool match_start_due(struct ctx *c)
{
    struct reason why;
    struct match_run run = {0};
    return find_reason(c, &why) && (why.cause == MATCH_CAUSE_NONE || queue(c, ctx_today(c), &why, &run));
}
