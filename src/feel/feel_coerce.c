/* feel_coerce.c - declared borders: conformance, the implicit conversions, and the constraints of item definitions. */
#include "feel/feel_impl.h"
#include "feel/feel_time.h"

/* Values nest no deeper than this where their parts have constraints; what does is refused rather than walked. */
enum { NESTING_MAX = 500 };

/* Like `instance of`, but null fits everywhere: a border lets the absence of a value pass. */
static bool fits(struct feel_run *r, struct feel_value v, const struct feel_type *t)
{
    if (!t || t->kind == FEEL_TYPE_ANY || v.kind == FEEL_NULL) return true;
    if (t->kind != (enum feel_type_kind)(v.kind + 1)) return false;
    return v.kind < FEEL_LIST || feel_instance_in(r, v, t);
}

/* The conversions of a border; false when none makes v fit. */
static bool convert(struct feel_run *r, const struct feel_type *t, struct feel_value *v)
{
    if (fits(r, *v, t)) return true;
    if (v->kind == FEEL_LIST && v->n == 1 && t->kind != FEEL_TYPE_LIST) {
        struct feel_value only = v->items[0];
        if (only.kind == FEEL_NULL || (only.kind == FEEL_LIST) || !convert(r, t, &only)) return false;
        *v = only;
        return true;
    }
    if (v->kind == FEEL_DATE && t->kind == FEEL_TYPE_DATE_TIME) {
        *v = feel_moment(r->arena, FEEL_DATE_TIME, &(struct feel_moment){.days = v->days, .has_offset = true});
        return true;
    }
    if (t->kind == FEEL_TYPE_LIST && fits(r, *v, t->element)) {
        struct feel_value *only = ARENA_NEW(r->arena, struct feel_value);
        *only = *v;
        *v = feel_list(only, 1);
        return true;
    }
    return false;
}

/* ---- constraints ---- */

static bool truth_of(struct feel_run *r, const struct feel_node *test, uint32_t frame_size, struct feel_value v)
{
    struct feel_value t = feel_eval_unit(r, test, frame_size ? frame_size : 1, &v, 1);
    return t.kind == FEEL_BOOLEAN && t.boolean;
}

static bool refuse(struct feel_run *r, const struct feel_type *t, struct feel_value v, const struct feel_node *at)
{
    feel_fail_at(r, at, FEEL_MSG_COERCE_ALLOWED,
                 FEEL_ARGS({"found", feel_describe(r, v)}, {"type", feel_type_text(r->arena, t)}));
    return false;
}

static bool allowed(struct feel_run *r, const struct feel_type *t, struct feel_value v, const struct feel_node *at)
{
    if (!t->allowed) return true;
    if (t->kind != FEEL_TYPE_LIST || v.kind != FEEL_LIST)
        return truth_of(r, t->allowed, t->frame_size, v) || refuse(r, t, v, at);
    for (uint32_t i = 0; i < v.n; i++)
        if (!truth_of(r, t->allowed, t->frame_size, v.items[i])) return refuse(r, t, v.items[i], at);
    return true;
}

/* No constraint can be inside? */
static bool unconstrained(const struct feel_type *t)
{
    return !t || t->kind == FEEL_TYPE_ANY || (t->kind < FEEL_TYPE_LIST && !t->allowed && !t->constraint);
}

/* Do the constraints of the type and of what it is made of hold? */
static bool constrained(struct feel_run *r, const struct feel_type *t, struct feel_value v, const struct feel_node *at,
                        int depth)
{
    if (!t || v.kind == FEEL_NULL) return true;
    if (!feel_step(r, 1) || depth > NESTING_MAX) return false;
    if (t->kind == FEEL_TYPE_LIST && v.kind == FEEL_LIST && !unconstrained(t->element)) {
        for (uint32_t i = 0; i < v.n; i++)
            if (!constrained(r, t->element, v.items[i], at, depth + 1)) return false;
    }
    if (t->kind == FEEL_TYPE_CONTEXT && v.kind == FEEL_CONTEXT) {
        for (size_t i = 0; i < t->member_count; i++) {
            const struct feel_value *m = feel_context_get(v.context, t->members[i].name);
            if (m && !constrained(r, t->members[i].type, *m, at, depth + 1)) return false;
        }
    }
    if (!allowed(r, t, v, at)) return false;
    return !t->constraint || truth_of(r, t->constraint, t->frame_size, v) || refuse(r, t, v, at);
}

bool feel_coerced(struct feel_run *r, const struct feel_type *t, struct feel_value *v, const struct feel_node *at)
{
    if (!t || t->kind == FEEL_TYPE_ANY || v->kind == FEEL_NULL) {
        return !t || v->kind == FEEL_NULL || constrained(r, t, *v, at, 0);
    }
    bool scalar = t->kind < FEEL_TYPE_LIST && t->kind == (enum feel_type_kind)(v->kind + 1);
    if (scalar && !t->allowed && !t->constraint) return true;
    if (!convert(r, t, v)) {
        feel_fail_at(r, at, FEEL_MSG_COERCE_KIND,
                     FEEL_ARGS({"type", feel_type_text(r->arena, t)}, {"found", feel_describe(r, *v)}));
        return false;
    }
    return constrained(r, t, *v, at, 0);
}

struct feel_value feel_coerce(struct feel_run *r, const struct feel_type *t, struct feel_value v,
                              const struct feel_node *at)
{
    return feel_coerced(r, t, &v, at) ? v : FEEL_NULL_VALUE;
}
