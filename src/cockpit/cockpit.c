/* cockpit.c - four cards of figures, each with its base list and its way down; to-dos with counts and links. */
#include "cockpit/cockpit.h"
#include "cockpit_sql.h"

#define COUNTED "enterprises?kind=enterprise&in_zone=true"

/* Parameters and answers of the statements. */
struct counts {
    struct str zone_id, kind, list_id, list_name;
    struct date today;
    struct opt_date as_of;
    int64_t year, in_zone, resumed, complete, unclassed, members, quarantine, imports, invited;
    bool workers; /* may see rows of workers, too */
};
static const struct field counts_fields[] = {
    FIELD(struct counts, zone_id),   FIELD(struct counts, kind),       FIELD(struct counts, list_id),
    FIELD(struct counts, list_name), FIELD(struct counts, today),      FIELD(struct counts, as_of),
    FIELD(struct counts, year),      FIELD(struct counts, in_zone),    FIELD(struct counts, resumed),
    FIELD(struct counts, complete),  FIELD(struct counts, unclassed),  FIELD(struct counts, members),
    FIELD(struct counts, imports),   FIELD(struct counts, quarantine), FIELD(struct counts, invited),
    FIELD(struct counts, workers),
};
static const struct record COUNTS = RECORD(counts, counts_fields);

static struct counts params(const struct ctx *c)
{
    struct date today = ctx_today(c);
    return (struct counts){.zone_id = c->zone_id,
                           .today = today,
                           .year = today.y - 1,
                           .workers = ctx_may(c, RIGHT_WORKER_READ)};
}

static bool ask(struct ctx *c, const struct sql *q, const struct counts *p, struct counts *out)
{
    return ctx_one(c, q, &COUNTS, p, &COUNTS, out);
}

/* The counts of the whole zone, with the year that its records are judged by. */
static bool count_zone(struct ctx *c, struct counts *p, struct counts *all)
{
    struct counts year = {0};
    if (!ask(c, &SQL_COCKPIT_YEAR, p, &year)) return false;
    p->year = year.year;
    return ask(c, &SQL_COCKPIT_COUNTS, p, all);
}

/* Per mille, rounded half up; absent for an empty base. */
static struct opt_i64 share(int64_t value, int64_t base)
{
    return (struct opt_i64){base > 0, base > 0 ? (value * 2000 + base) / (2 * base) : 0};
}

static struct cockpit_card *add_card(struct ctx *c, struct cockpit *out, const char *key, enum msg title)
{
    struct cockpit_card *card = LIST_ADD(c->arena, &out->cards, struct cockpit_card);
    *card = (struct cockpit_card){.key = str_of(key), .title = msg_plain(c->lang, title)};
    return card;
}

static struct cockpit_value *add_value(struct ctx *c, struct cockpit_card *card, const char *key, enum msg label,
                                       int64_t value)
{
    struct cockpit_value *v = LIST_ADD(c->arena, &card->values, struct cockpit_value);
    *v = (struct cockpit_value){.key = str_of(key), .label = msg_plain(c->lang, label), .value = value};
    v->source = msg_plain(c->lang, MSG_SOURCE_REGISTRY);
    return v;
}

/* A share of the enterprises of the zone as they are today. */
static void of_zone(struct ctx *c, struct cockpit_value *v, int64_t in_zone)
{
    v->base = (struct opt_i64){true, in_zone};
    v->permille = share(v->value, in_zone);
    v->base_list = msg_plain(c->lang, MSG_VALUE_IN_ZONE);
    v->base_as_of = (struct opt_date){true, ctx_today(c)};
}

static struct str about(struct ctx *c, enum msg id, struct str name, int64_t year)
{
    const struct msg_part parts[] = {
        {.kind = MSG_PART_ID, .id = id}, S("name", name), I("year", year), {.kind = MSG_PART_END}};
    struct msg_text text = msg_copy(c->arena, parts);
    return msg_render(c->arena, c->lang, &text);
}

/* The figures of the newest base list of a kind; *found false when there is none. */
static bool list_ask(struct ctx *c, const char *kind, struct counts *list, bool *found)
{
    struct counts p = params(c), got = {0};
    p.kind = str_of(kind);
    if (!ctx_find(c, &SQL_NEWEST_LIST, &COUNTS, &p, &COUNTS, list, found) || !*found) return c->err.code == ERR_NONE;
    p.list_id = list->list_id;
    if (!ask(c, &SQL_LIST_COUNTS, &p, &got)) return false;
    list->members = got.members;
    list->resumed = got.resumed;
    return true;
}

static void add_list_resumed(struct ctx *c, struct cockpit_card *card, const struct counts *list)
{
    struct cockpit_value *v = add_value(c, card, "list_resumed", MSG_VALUE_RESUMED_OF_LIST, list->resumed);
    v->base = (struct opt_i64){true, list->members};
    v->permille = share(list->resumed, list->members);
    v->base_list = list->list_name;
    v->base_as_of = list->as_of;
    v->definition = about(c, MSG_VALUE_RESUMED_OF_LIST_ABOUT, list->list_name, 0);
    v->drill = arena_printf(c->arena, "enterprises?list_id=%.*s&flag=resumed", STR_ARG(list->list_id));
}

static void add_list_members(struct ctx *c, struct cockpit_card *card, const struct counts *list)
{
    struct cockpit_value *v = add_value(c, card, "members", MSG_VALUE_MEMBERS, list->members);
    v->base_list = list->list_name;
    v->base_as_of = list->as_of;
    v->definition = about(c, MSG_VALUE_MEMBERS_ABOUT, list->list_name, 0);
    v->drill = arena_printf(c->arena, "enterprises?list_id=%.*s", STR_ARG(list->list_id));
}

static bool card_resumption(struct ctx *c, const struct counts *all, struct cockpit *out)
{
    struct cockpit_card *card = add_card(c, out, "resumption", MSG_CARD_RESUMPTION);
    struct cockpit_value *v = add_value(c, card, "resumed", MSG_VALUE_RESUMED, all->resumed);
    v->definition = msg_plain(c->lang, MSG_VALUE_RESUMED_ABOUT);
    v->drill = STR(COUNTED "&flag=resumed");
    of_zone(c, v, all->in_zone);
    v = add_value(c, card, "in_zone", MSG_VALUE_IN_ZONE, all->in_zone);
    v->definition = msg_plain(c->lang, MSG_VALUE_IN_ZONE_ABOUT);
    v->drill = STR(COUNTED);
    struct counts list = {0};
    bool found = false;
    if (!list_ask(c, "resumption", &list, &found)) return false;
    if (found) add_list_resumed(c, card, &list);
    return true;
}

static bool card_list(struct ctx *c, const char *kind, enum msg title, struct cockpit *out)
{
    struct cockpit_card *card = add_card(c, out, kind, title);
    struct counts list = {0};
    bool found = false;
    if (!list_ask(c, kind, &list, &found)) return false;
    if (!found) return true;
    add_list_members(c, card, &list);
    add_list_resumed(c, card, &list);
    return true;
}

static bool card_quality(struct ctx *c, const struct counts *p, const struct counts *all, struct cockpit *out)
{
    struct counts waiting = {0};
    if (!ask(c, &SQL_QUARANTINE_OPEN, p, &waiting)) return false;
    struct cockpit_card *card = add_card(c, out, "quality", MSG_CARD_QUALITY);
    struct cockpit_value *v = add_value(c, card, "complete", MSG_VALUE_COMPLETE, all->complete);
    v->definition = about(c, MSG_VALUE_COMPLETE_ABOUT, STR(""), p->year);
    v->drill = STR(COUNTED "&complete=true");
    of_zone(c, v, all->in_zone);
    v = add_value(c, card, "incomplete", MSG_VALUE_INCOMPLETE, all->in_zone - all->complete);
    v->definition = about(c, MSG_VALUE_INCOMPLETE_ABOUT, STR(""), p->year);
    v->drill = STR(COUNTED "&incomplete=true");
    v = add_value(c, card, "unclassed", MSG_VALUE_UNCLASSED, all->unclassed);
    v->definition = msg_plain(c->lang, MSG_VALUE_UNCLASSED_ABOUT);
    v->drill = STR(COUNTED "&size_class=unclassed");
    v = add_value(c, card, "quarantine", MSG_VALUE_QUARANTINE, waiting.quarantine);
    v->definition = msg_plain(c->lang, MSG_VALUE_QUARANTINE_ABOUT);
    v->source = msg_plain(c->lang, MSG_SOURCE_IMPORTS);
    v->drill = STR("quarantine?state=open");
    return true;
}

bool cockpit_get(struct ctx *c, const void *in, struct cockpit *out)
{
    (void)in;
    struct counts p = params(c), all = {0};
    out->as_of = (struct opt_date){true, p.today};
    return count_zone(c, &p, &all) && card_resumption(c, &all, out) &&
           card_list(c, "above_scale", MSG_CARD_ABOVE_SCALE, out) &&
           card_list(c, "high_tech", MSG_CARD_HIGH_TECH, out) && card_quality(c, &p, &all, out);
}

/* ---- home ---- */

static void add_todo(struct ctx *c, struct home *out, const char *key, enum msg label, int64_t count, const char *link)
{
    if (count == 0) return;
    *LIST_ADD(c->arena, &out->todos, struct todo) =
        (struct todo){str_of(key), msg_plain(c->lang, label), count, str_of(link)};
}

bool home_get(struct ctx *c, const void *in, struct home *out)
{
    (void)in;
    struct counts p = params(c), got = {0};
    out->must_change_password = c->actor.must_change;
    if (ctx_may(c, RIGHT_ENTERPRISE_IMPORT)) {
        if (!ask(c, &SQL_QUARANTINE_OPEN, &p, &got)) return false;
        add_todo(c, out, "quarantine", MSG_TODO_QUARANTINE, got.quarantine, "quarantine?state=open");
        if (!ask(c, &SQL_IMPORTS_WAITING, &p, &got)) return false;
        add_todo(c, out, "imports", MSG_TODO_IMPORTS, got.imports, "imports");
    }
    if (ctx_may(c, RIGHT_ENTERPRISE_EDIT)) {
        if (!count_zone(c, &p, &got)) return false;
        add_todo(c, out, "incomplete", MSG_TODO_INCOMPLETE, got.in_zone - got.complete, COUNTED "&incomplete=true");
        add_todo(c, out, "unclassed", MSG_TODO_UNCLASSED, got.unclassed, COUNTED "&size_class=unclassed");
    }
    if (ctx_may(c, RIGHT_USER_ADMIN)) {
        if (!ask(c, &SQL_USERS_INVITED, &p, &got)) return false;
        add_todo(c, out, "invited", MSG_TODO_INVITED, got.invited, "users?state=invited");
    }
    return true;
}
