/* dmn_run.c - one thread's evaluations of a model: inputs, decisions in the order of their requirements, results kept.
 *
 * Requirements are walked with a stack of their own, because a chain of decisions may be as long as a model allows. */
#include "dmn/dmn_impl.h"

/* ---- globals ---- */

static struct dmn_globals *globals_new(struct arena *a, size_t elements)
{
    struct dmn_globals *g = ARENA_NEW(a, struct dmn_globals);
    g->values = ARENA_ARRAY(a, struct feel_value, elements + 1);
    g->state = ARENA_ARRAY(a, uint8_t, elements + 1);
    g->touched = ARENA_ARRAY(a, uint32_t, elements + 1);
    return g;
}

static void globals_clear(struct dmn_globals *g)
{
    for (uint32_t i = 0; i < g->touched_count; i++) {
        g->values[g->touched[i]] = FEEL_NULL_VALUE;
        g->state[g->touched[i]] = DMN_UNSET;
    }
    g->touched_count = 0;
}

struct dmn_globals *dmn_globals_take(struct dmn_run *r)
{
    struct dmn_globals *g = r->spare;
    if (g == NULL) return globals_new(r->arena, r->model->element_count);
    r->spare = g->next;
    g->next = NULL;
    return g;
}

void dmn_globals_give(struct dmn_run *r, struct dmn_globals *g, bool keep)
{
    struct dmn_globals **list = keep ? &r->kept : &r->spare;
    if (!keep) globals_clear(g);
    g->next = *list;
    *list = g;
}

void dmn_put(struct dmn_run *r, uint32_t element, enum dmn_state state, struct feel_value v)
{
    struct dmn_globals *g = r->globals;
    assert(element < r->model->element_count);
    if (g->state[element] == DMN_UNSET) g->touched[g->touched_count++] = element;
    g->state[element] = (uint8_t)state;
    g->values[element] = v;
}

/* ---- the run ---- */

struct dmn_run *dmn_run_new(const struct dmn_model *m)
{
    struct arena *a = arena_new();
    struct dmn_run *r = ARENA_NEW(a, struct dmn_run);
    r->model = m;
    r->arena = a;
    r->feel = feel_run_new(m->engine);
    r->own = r->globals = globals_new(a, m->element_count);
    r->feel->host = r;
    r->feel->globals = r->own->values;
    return r;
}

void dmn_run_free(struct dmn_run *r)
{
    if (r == NULL) return;
    feel_run_free(r->feel);
    arena_free(r->arena);
}

void dmn_run_reset(struct dmn_run *r)
{
    globals_clear(r->own);
    r->globals = r->own;
    while (r->kept) {
        struct dmn_globals *g = r->kept;
        r->kept = g->next;
        dmn_globals_give(r, g, false);
    }
    r->stack_count = 0;
    for (size_t i = 0; r->fired && i < r->model->table_count; i++) r->fired[i] = (struct dmn_fired){0};
    feel_run_reset(r->feel);
    r->feel->host = r;
    r->feel->globals = r->own->values;
}

const struct dmn_model *dmn_run_model(const struct dmn_run *r)
{
    return r->model;
}

struct arena *dmn_run_arena(struct dmn_run *r)
{
    return r->feel->arena;
}

const struct feel_diags *dmn_diags(const struct dmn_run *r)
{
    return &r->feel->diags;
}

void dmn_trace(struct dmn_run *r, bool on)
{
    if (on && r->fired == NULL) r->fired = ARENA_ARRAY(r->arena, struct dmn_fired, r->model->table_count + 1);
    r->trace = on;
}

/* ---- needing ---- */

static void push(struct dmn_run *r, uint32_t element)
{
    if (r->stack_count == r->stack_cap) {
        size_t cap = r->stack_cap ? 2 * r->stack_cap : 64;
        uint32_t *grown = ARENA_ARRAY(r->arena, uint32_t, cap);
        if (r->stack_count) memcpy(grown, r->stack, r->stack_count * sizeof *grown);
        r->stack = grown;
        r->stack_cap = cap;
    }
    r->stack[r->stack_count++] = element;
}

/* A node that stands for the element's border, so that reports have a place. */
static struct feel_node border_of(const struct dmn_element *e)
{
    return (struct feel_node){.op = FEEL_OP_GLOBAL, .source = e->source, .type = feel_type_of(FEEL_TYPE_ANY)};
}

static struct feel_value fail_named(struct dmn_run *r, const struct dmn_element *e, enum feel_message id)
{
    struct feel_node at = border_of(e);
    return feel_fail_at(r->feel, &at, id, FEEL_ARGS({"name", e->name}));
}

static struct feel_value value_of(struct dmn_run *r, const struct dmn_element *e)
{
    switch (e->kind) {
    case DMN_INPUT:
        return FEEL_NULL_VALUE;
    case DMN_KNOWLEDGE:
    case DMN_SERVICE:
        return dmn_function_value(r, e);
    case DMN_DECISION:
        break;
    }
    if (e->body == NULL) return fail_named(r, e, FEEL_MSG_RUN_NO_LOGIC);
    return feel_eval_unit(r->feel, e->body, e->frame_size, NULL, 0);
}

/* Before an element, what it requires: pushed so that the first comes first; an input that is not set is null already.
 * A requirement that is being evaluated further down is a knowledge model that calls itself: its function is made
 * before it is called. */
static bool push_requirements(struct dmn_run *r, const struct dmn_element *e)
{
    bool any = false;
    for (size_t i = e->require_count; i-- > 0;) {
        uint32_t needed = e->requires_[i];
        if (r->globals->state[needed] != DMN_UNSET || r->model->elements[needed].kind == DMN_INPUT) continue;
        push(r, needed);
        any = true;
    }
    return any;
}

static void enter(struct dmn_run *r, uint32_t element)
{
    const struct dmn_element *e = &r->model->elements[element];
    if (e->cyclic && e->kind == DMN_DECISION) {
        dmn_put(r, element, DMN_DONE, fail_named(r, e, FEEL_MSG_RUN_CYCLE));
        return;
    }
    dmn_put(r, element, DMN_RUNNING, FEEL_NULL_VALUE);
    bool service = e->kind == DMN_SERVICE; /* its decisions are evaluated when it is invoked, in globals of its own */
    if (service || !push_requirements(r, e)) dmn_put(r, element, DMN_DONE, value_of(r, e));
}

struct feel_value dmn_need(struct dmn_run *r, uint32_t element)
{
    size_t bottom = r->stack_count;
    const struct feel_value *around = r->feel->globals;
    r->feel->globals = r->globals->values;
    push(r, element);
    while (r->stack_count > bottom) {
        uint32_t top = r->stack[r->stack_count - 1];
        uint8_t state = r->globals->state[top];
        if (state == DMN_UNSET) {
            enter(r, top);
        } else if (state == DMN_RUNNING) {
            dmn_put(r, top, DMN_DONE, value_of(r, &r->model->elements[top]));
        } else {
            r->stack_count--;
        }
    }
    r->feel->globals = around;
    return r->globals->values[element];
}

/* ---- the door ---- */

void dmn_set(struct dmn_run *r, size_t index, struct feel_value v)
{
    assert(index < r->model->element_count);
    const struct dmn_element *e = &r->model->elements[index];
    if (v.kind != FEEL_NULL && e->type && e->type->kind != FEEL_TYPE_ANY) {
        struct feel_source *place = NULL;
        struct feel_node at = border_of(e);
        if (at.source == NULL) { /* an input has no text: its name is the place */
            bool simple = e->type->allowed == NULL && e->type->constraint == NULL && feel_instance_of(v, e->type);
            if (!simple) place = ARENA_NEW(r->feel->arena, struct feel_source);
            if (place) *place = (struct feel_source){.model = r->model->name, .element = e->name};
            at.source = place;
        }
        v = feel_coerce(r->feel, e->type, v, &at);
    }
    dmn_put(r, (uint32_t)index, DMN_GIVEN, v);
}

struct feel_value dmn_evaluate(struct dmn_run *r, size_t decision)
{
    assert(decision < r->model->element_count);
    return dmn_need(r, (uint32_t)decision);
}

size_t dmn_fired(const struct dmn_run *r, size_t decision, const uint32_t **rows)
{
    *rows = NULL;
    for (size_t i = 0; r->fired && i < r->model->table_count; i++) {
        if (r->model->tables[i]->element != decision || !r->fired[i].reached) continue;
        *rows = r->fired[i].rows;
        return r->fired[i].count;
    }
    return 0;
}
