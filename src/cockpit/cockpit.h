/* cockpit.h - the zone at a glance, and each person's to-dos.  Reads every slice's tables, writes none. */
#ifndef COCKPIT_COCKPIT_H
#define COCKPIT_COCKPIT_H
#include "app/ctx.h"

/** One figure: what it counts, as of when, on which base list, and the list it drills down to. */
struct cockpit_value {
    struct str key;   /* "in_zone", "resumed", ... */
    struct str label; /* in the reader's language */
    int64_t value;
    struct opt_i64 base;     /* the number it is a share of */
    struct opt_i64 permille; /* value / base, rounded half up */
    struct str base_list;    /* name of the base list; absent = none */
    struct opt_date base_as_of;
    struct str definition, source;
    struct str drill; /* page and query: "enterprises?kind=enterprise&in_zone=true"; its total is `value` */
};
struct cockpit_card {
    struct str key, title;
    struct list values;
};
struct cockpit {
    struct opt_date as_of;
    struct list cards;
};
struct todo {
    struct str key, label;
    int64_t count;
    struct str link; /* page and query in the front end */
};
struct home {
    struct list todos;
    bool must_change_password;
};
extern const struct record COCKPIT_VALUE, COCKPIT_CARD, COCKPIT, TODO, HOME;

/** Four cards: enterprises and return to work, above-scale, high-tech, data quality. */
bool cockpit_get(struct ctx *c, const void *in, struct cockpit *out);
/** What waits for this person, most urgent first; only what the role may do. */
bool home_get(struct ctx *c, const void *in, struct home *out);
#endif
