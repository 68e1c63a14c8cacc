/* dmn_service.c - decision services and knowledge models as functions.
 *
 * An invocation has globals of its own, so what is around the call never leaks into it, and the values of its inputs
 * and input decisions are its arguments.  @source DMN 1.5, 10.4 */
#include "dmn/dmn_impl.h"

enum { FUNCTION_SEARCH_DEPTH = 50, GLOBAL_STEPS = 8 };

/* Does the value hold a function?  It may refer to the globals that it was made in. */
static bool holds_function(struct feel_value v, int depth)
{
    if (v.kind == FEEL_FUNCTION || depth > FUNCTION_SEARCH_DEPTH) return true;
    if (v.kind == FEEL_LIST) {
        for (uint32_t i = 0; i < v.n; i++) {
            if (holds_function(v.items[i], depth + 1)) return true;
        }
    } else if (v.kind == FEEL_CONTEXT) {
        for (uint32_t i = 0; i < v.context->count; i++) {
            if (holds_function(v.context->entries[i].value, depth + 1)) return true;
        }
    }
    return false;
}

static struct feel_value outputs_of(struct dmn_run *run, const struct dmn_element *e)
{
    if (e->output_count == 1) return dmn_need(run, e->outputs[0]);
    struct feel_entry *entries = ARENA_ARRAY(run->feel->arena, struct feel_entry, e->output_count + 1);
    for (size_t i = 0; i < e->output_count; i++)
        entries[i] = (struct feel_entry){run->model->elements[e->outputs[i]].name, dmn_need(run, e->outputs[i])};
    return feel_context(run->feel->arena, entries, e->output_count);
}

static struct feel_value invoke(struct dmn_run *run, const struct dmn_element *e, const struct feel_value *args)
{
    struct feel_run *r = run->feel;
    struct dmn_globals *around = run->globals;
    run->globals = dmn_globals_take(run);
    for (size_t i = 0; i < e->input_data_count; i++) dmn_put(run, e->input_data[i], DMN_GIVEN, args[i]);
    for (size_t i = 0; i < e->input_decision_count; i++)
        dmn_put(run, e->input_decisions[i], DMN_GIVEN, args[e->input_data_count + i]);
    struct feel_value result = outputs_of(run, e);
    /* Globals that are kept cost steps, so that a loop cannot pile them up. */
    bool keep = holds_function(result, 0);
    if (keep && !feel_step(r, (int64_t)run->model->element_count * GLOBAL_STEPS)) result = FEEL_NULL_VALUE;
    dmn_globals_give(run, run->globals, keep);
    run->globals = around;
    return r->stopped ? FEEL_NULL_VALUE : result;
}

struct feel_value dmn_service_invoke(struct feel_run *r, const struct feel_callable *f, const struct feel_value *args)
{
    struct dmn_run *run = r->host;
    const struct dmn_element *e = f->data;
    assert(run && e->kind == DMN_SERVICE);
    if (r->depth >= r->limits.depth)
        return feel_fail(r, FEEL_MSG_TOO_DEEP, FEEL_ARGS({"max", arena_printf(r->arena, "%" PRId32, r->limits.depth)}));
    if (!feel_step(r, 1)) return FEEL_NULL_VALUE;
    r->depth++;
    struct feel_value result = invoke(run, e, args);
    r->depth--;
    return result;
}

struct feel_value dmn_function_value(struct dmn_run *r, const struct dmn_element *e)
{
    if (e->kind == DMN_KNOWLEDGE)
        return e->body ? feel_eval_unit(r->feel, e->body, e->frame_size, NULL, 0) : FEEL_NULL_VALUE;
    assert(e->kind == DMN_SERVICE);
    struct feel_function *f = ARENA_NEW(r->feel->arena, struct feel_function);
    f->kind = FEEL_FN_CALLABLE;
    f->callable = &e->callable;
    f->globals = r->globals->values;
    return (struct feel_value){.kind = FEEL_FUNCTION, .function = f};
}

struct feel_value dmn_invoke(struct dmn_run *r, size_t service)
{
    assert(service < r->model->element_count);
    const struct dmn_element *e = &r->model->elements[service];
    assert(e->kind == DMN_SERVICE);
    size_t count = e->input_data_count + e->input_decision_count;
    struct feel_value *args = ARENA_ARRAY(r->feel->arena, struct feel_value, count + 1);
    for (size_t i = 0; i < count; i++) {
        uint32_t input = i < e->input_data_count ? e->input_data[i] : e->input_decisions[i - e->input_data_count];
        if (r->own->state[input] == DMN_GIVEN) args[i] = r->own->values[input];
    }
    struct feel_value v = dmn_service_invoke(r->feel, &e->callable, args);
    if (e->callable.result == NULL || e->callable.result->kind == FEEL_TYPE_ANY) return v;
    struct feel_node at = {.op = FEEL_OP_GLOBAL, .source = e->source, .type = feel_type_of(FEEL_TYPE_ANY)};
    return feel_coerce(r->feel, e->callable.result, v, &at);
}
