/* dmn_tck.c - reads, runs and judges test files of the DMN Technology Compatibility Kit. */
#include "dmn/dmn_tck.h"
#include "dmn/dmn_impl.h"
#include "feel/feel_time.h"
#include "xml/xml.h"

#define TCK_URI STR("http://www.omg.org/spec/DMN/20160719/testcase")
#define XSI_URI STR("http://www.w3.org/2001/XMLSchema-instance")
enum {
    TCK_TOLERANCE_SCALE = 8,
    TCK_COMPONENTS_MAX = 10000
};

/* ---- reading ---- */

struct reader {
    struct xml_reader *xml;
    struct arena *arena;
    struct feel_diags *diags;
    bool bad;
};

static struct str number_text(struct arena *a, int32_t n)
{
    return arena_printf(a, "%" PRId32, n);
}

static void complain(struct reader *r, struct str what)
{
    if (r->bad) return;
    r->bad = true;
    feel_report(r->diags, FEEL_ERROR, FEEL_MSG_TCK_FILE, NULL, (struct feel_span){0},
                FEEL_ARGS({"line", number_text(r->arena, xml_line(r->xml))}, {"what", what}));
}

/* The next start of a child of the element that is open; false at its end, or when the file is broken. */
static bool next_child(struct reader *r)
{
    while (!r->bad) {
        switch (xml_next(r->xml)) {
        case XML_START:
            return true;
        case XML_END:
            return false;
        case XML_TEXT:
            break;
        case XML_EOF:
            complain(r, STR("the file ends too early"));
            break;
        case XML_BAD:
            complain(r, xml_error(r->xml));
            break;
        }
    }
    return false;
}

/* Leaves the element that has just begun. */
static void skip(struct reader *r)
{
    int32_t open = 1;
    while (open > 0 && !r->bad) {
        if (next_child(r))
            open++;
        else
            open--;
    }
}

static bool is(const struct reader *r, const char *name)
{
    return str_eq(xml_name(r->xml), str_of(name)) && str_eq(xml_uri(r->xml), TCK_URI);
}

static struct str attribute(const struct reader *r, const char *name)
{
    struct str value = xml_attribute(r->xml, str_of(name));
    return value.p ? value : STR("");
}

static struct str xsi(const struct reader *r, const char *name)
{
    size_t count = 0;
    const struct xml_attribute *all = xml_attributes(r->xml, &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(all[i].name, str_of(name)) && str_eq(all[i].uri, XSI_URI)) return str_trim(all[i].value);
    return STR("");
}

static bool is_true(struct str s)
{
    struct str word = str_trim(s);
    return str_eq(word, STR("true")) || str_eq(word, STR("1"));
}

/* The text of the element that has just begun, to its end. */
static struct str content(struct reader *r)
{
    struct buf b = {.arena = r->arena};
    while (!r->bad) {
        switch (xml_next(r->xml)) {
        case XML_TEXT:
            buf_add(&b, xml_text(r->xml));
            break;
        case XML_END:
            return arena_str(r->arena, buf_str(&b));
        case XML_START:
            skip(r);
            break;
        case XML_EOF:
        case XML_BAD:
            complain(r, xml_error(r->xml));
            break;
        }
    }
    return STR("");
}

static void read_value(struct reader *r, struct dmn_tck_value *out);

static void read_list(struct reader *r, struct dmn_tck_value *out)
{
    out->form = is_true(xsi(r, "nil")) ? DMN_TCK_NIL : DMN_TCK_LIST;
    while (next_child(r)) {
        if (is(r, "item")) {
            struct dmn_tck_value item = {0};
            read_value(r, &item);
            *LIST_ADD(r->arena, &out->parts, struct dmn_tck_value) = item;
        } else {
            skip(r);
        }
    }
}

static void read_scalar(struct reader *r, struct dmn_tck_value *out)
{
    struct str type = xsi(r, "type"), prefix = type;
    (void)str_part(&prefix, ':');
    out->form = is_true(xsi(r, "nil")) ? DMN_TCK_NIL : DMN_TCK_SCALAR;
    out->type = arena_str(r->arena, prefix.n ? prefix : type);
    out->text = content(r);
}

/* An element of the schema's valueType, which has just begun, to its end. */
static void read_value(struct reader *r, struct dmn_tck_value *out)
{
    bool nil = is_true(xsi(r, "nil"));
    out->line = xml_line(r->xml);
    while (next_child(r)) {
        if (is(r, "value")) {
            read_scalar(r, out);
        } else if (is(r, "list")) {
            read_list(r, out);
        } else if (is(r, "component")) {
            struct dmn_tck_value part = {.name = arena_str(r->arena, attribute(r, "name"))};
            read_value(r, &part);
            out->form = DMN_TCK_CONTEXT;
            *LIST_ADD(r->arena, &out->parts, struct dmn_tck_value) = part;
        } else {
            skip(r);
        }
    }
    if (nil) out->form = DMN_TCK_NIL;
}

static void read_result(struct reader *r, struct dmn_tck_case *c)
{
    struct dmn_tck_result result = {.name = arena_str(r->arena, attribute(r, "name")),
                                    .uri = arena_str(r->arena, attribute(r, "namespace")),
                                    .error = is_true(attribute(r, "errorResult")),
                                    .line = xml_line(r->xml)};
    while (next_child(r)) {
        if (is(r, "expected"))
            read_value(r, &result.expected);
        else
            skip(r);
    }
    *LIST_ADD(r->arena, &c->results, struct dmn_tck_result) = result;
}

static void read_case(struct reader *r, struct dmn_tck_file *file)
{
    struct str type = attribute(r, "type");
    struct dmn_tck_case c = {.id = arena_str(r->arena, attribute(r, "id")),
                             .type = type.n ? arena_str(r->arena, type) : STR("decision"),
                             .invocable = arena_str(r->arena, attribute(r, "invocableName")),
                             .line = xml_line(r->xml)};
    while (next_child(r)) {
        if (is(r, "inputNode")) {
            struct dmn_tck_input in = {.name = arena_str(r->arena, attribute(r, "name")),
                                       .uri = arena_str(r->arena, attribute(r, "namespace"))};
            read_value(r, &in.value);
            *LIST_ADD(r->arena, &c.inputs, struct dmn_tck_input) = in;
        } else if (is(r, "resultNode")) {
            read_result(r, &c);
        } else {
            skip(r);
        }
    }
    *LIST_ADD(r->arena, &file->cases, struct dmn_tck_case) = c;
}

bool dmn_tck_is_test(struct str xml)
{
    struct arena *a = arena_new();
    struct reader r = {.xml = xml_open(a, xml), .arena = a};
    enum xml_event event = xml_next(r.xml);
    while (event == XML_TEXT)
        event = xml_next(r.xml);
    bool found = event == XML_START && is(&r, "testCases");
    arena_free(a);
    return found;
}

bool dmn_tck_read(struct arena *a, struct str xml, struct dmn_tck_file *out, struct feel_diags *d)
{
    struct reader r = {.xml = xml_open(a, xml), .arena = a, .diags = d};
    *out = (struct dmn_tck_file){0};
    if (!next_child(&r) || !is(&r, "testCases")) {
        complain(&r, STR("the root element is not testCases"));
        return false;
    }
    while (next_child(&r)) {
        if (is(&r, "modelName"))
            out->model_name = str_trim(content(&r));
        else if (is(&r, "testCase"))
            read_case(&r, out);
        else
            skip(&r);
    }
    if (!r.bad && out->model_name.n == 0) complain(&r, STR("there is no modelName"));
    while (!r.bad) {
        enum xml_event event = xml_next(r.xml);
        if (event == XML_EOF) return true;
        if (event == XML_BAD) complain(&r, xml_error(r.xml));
    }
    return false;
}

/* ---- values ---- */

struct maker {
    struct feel_engine *engine;
    struct arena *arena;
};

static bool make_moment(struct maker *m, enum feel_kind kind, struct str text, struct feel_value *out)
{
    struct feel_moment moment;
    bool good = kind == FEEL_TIME ? feel_parse_time(m->engine, text, &moment)
                                  : feel_parse_date_time(m->engine, text, &moment);
    if (good) *out = feel_moment(m->arena, kind, &moment);
    return good;
}

static bool make_number(struct str text, struct feel_value *out)
{
    struct num n;
    struct str digits = text.n && text.p[0] == '+' ? str_sub(text, 1, text.n) : text;
    if (digits.n == 0 || !num_parse(digits, &n)) return false;
    *out = feel_number(n);
    return true;
}

static bool make_boolean(struct str text, struct feel_value *out)
{
    *out = feel_boolean(is_true(text));
    return is_true(text) || str_eq(text, STR("false")) || str_eq(text, STR("0"));
}

static bool make_date(struct str text, struct feel_value *out)
{
    int64_t days;
    if (!feel_parse_date(text, &days)) return false;
    *out = feel_date(days);
    return true;
}

static bool make_scalar(struct maker *m, const struct dmn_tck_value *in, struct feel_value *out)
{
    static const char *const NUMBERS[] = {"decimal", "double", "float", "integer", "int", "long", "short", "byte"};
    struct str text = str_trim(in->text), type = in->type;
    for (size_t i = 0; i < COUNT(NUMBERS); i++)
        if (str_eq(type, str_of(NUMBERS[i]))) return make_number(text, out);
    if (type.n == 0 || str_eq(type, STR("string"))) {
        if (!utf8_valid(in->text)) return false;
        *out = feel_string(in->text);
        return true;
    }
    if (str_eq(type, STR("boolean"))) return make_boolean(text, out);
    if (str_eq(type, STR("date"))) return make_date(text, out);
    if (str_eq(type, STR("time"))) return make_moment(m, FEEL_TIME, text, out);
    if (str_eq(type, STR("dateTime"))) return make_moment(m, FEEL_DATE_TIME, text, out);
    bool duration = str_eq(type, STR("duration")) || str_eq(type, STR("dayTimeDuration")) ||
                    str_eq(type, STR("yearMonthDuration"));
    return duration && feel_parse_duration(text, out);
}

/* The first part, depth first, that is no value; NULL when all are. */
static const struct dmn_tck_value *make(struct maker *m, const struct dmn_tck_value *in, struct feel_value *out)
{
    *out = FEEL_NULL_VALUE;
    if (in->form == DMN_TCK_NIL) return NULL;
    if (in->form == DMN_TCK_SCALAR) return make_scalar(m, in, out) ? NULL : in;
    size_t n = in->parts.count;
    if (in->form == DMN_TCK_CONTEXT && n > TCK_COMPONENTS_MAX) return in;
    struct feel_value *items = ARENA_ARRAY(m->arena, struct feel_value, n);
    struct feel_entry *entries = ARENA_ARRAY(m->arena, struct feel_entry, n);
    for (size_t i = 0; i < n; i++) {
        const struct dmn_tck_value *part = LIST_AT(&in->parts, struct dmn_tck_value, i);
        const struct dmn_tck_value *bad = make(m, part, &items[i]);
        if (bad) return bad;
        entries[i] = (struct feel_entry){.name = part->name, .value = items[i]};
        for (size_t k = 0; in->form == DMN_TCK_CONTEXT && k < i; k++)
            if (str_eq(entries[k].name, part->name)) return part;
    }
    *out = in->form == DMN_TCK_LIST ? feel_list(items, n) : feel_context(m->arena, entries, n);
    return NULL;
}

bool dmn_tck_value(const struct dmn_model *m, struct arena *a, const struct dmn_tck_value *in, struct feel_value *out,
                   struct feel_diags *d)
{
    struct maker maker = {.engine = m->engine, .arena = a};
    const struct dmn_tck_value *bad = make(&maker, in, out);
    if (!bad) return true;
    struct str text = bad->form == DMN_TCK_SCALAR ? bad->text : bad->name;
    feel_report(d, FEEL_ERROR, FEEL_MSG_TCK_VALUE, NULL, (struct feel_span){0},
                FEEL_ARGS({"line", number_text(a, bad->line)}, {"text", text}, {"type", bad->type}));
    return false;
}

/* ---- comparing ---- */

static bool near(struct num a, struct num b)
{
    struct num difference;
    if (num_cmp(a, b) == 0) return true;
    return num_sub(a, b, &difference) && num_cmp(num_abs(difference), num_scaled(1, TCK_TOLERANCE_SCALE)) < 0;
}

static bool equal(struct feel_value expected, struct feel_value got, int32_t depth)
{
    if (expected.kind != got.kind || depth > XML_DEPTH_MAX) return false;
    if (expected.kind == FEEL_NUMBER) return near(expected.number, got.number);
    if (expected.kind == FEEL_LIST) {
        if (expected.n != got.n) return false;
        for (uint32_t i = 0; i < expected.n; i++)
            if (!equal(expected.items[i], got.items[i], depth + 1)) return false;
        return true;
    }
    if (expected.kind != FEEL_CONTEXT) return feel_is(expected, got);
    if (expected.context->count != got.context->count) return false;
    for (uint32_t i = 0; i < expected.context->count; i++) {
        const struct feel_entry *entry = &expected.context->entries[i];
        const struct feel_value *other = feel_context_get(got.context, entry->name);
        if (!other || !equal(entry->value, *other, depth + 1)) return false;
    }
    return true;
}

bool dmn_tck_equal(struct feel_value expected, struct feel_value got) { return equal(expected, got, 0); }

/* ---- running ---- */

struct trial {
    struct dmn_run *run;
    struct arena *arena;
    struct feel_diags diags; /* why the case is broken */
};

static size_t not_found(struct trial *t, struct str name)
{
    feel_report(&t->diags, FEEL_ERROR, FEEL_MSG_NAME_NONE_LIKE, NULL, (struct feel_span){0},
                FEEL_ARGS({"name", name}));
    return SIZE_MAX;
}

static struct str uri_or_absent(struct str uri) { return uri.n ? uri : (struct str){0}; }

static bool set_inputs(struct trial *t, const struct dmn_tck_case *c)
{
    const struct dmn_model *m = t->run->model;
    for (size_t i = 0; i < c->inputs.count; i++) {
        const struct dmn_tck_input *in = LIST_AT(&c->inputs, struct dmn_tck_input, i);
        size_t at = dmn_find(m, DMN_INPUT, in->name, uri_or_absent(in->uri));
        if (at == SIZE_MAX) at = dmn_find(m, DMN_DECISION, in->name, uri_or_absent(in->uri));
        if (at == SIZE_MAX) at = not_found(t, in->name);
        struct feel_value v;
        if (at == SIZE_MAX || !dmn_tck_value(m, dmn_run_arena(t->run), &in->value, &v, &t->diags)) return false;
        dmn_set(t->run, at, v);
    }
    return true;
}

/* A service gives its only output as it is, several as a context. */
static bool evaluate_service(struct trial *t, const struct dmn_tck_case *c, struct str name, struct feel_value *out)
{
    const struct dmn_model *m = t->run->model;
    size_t service = dmn_find(m, DMN_SERVICE, c->invocable, (struct str){0});
    if (service == SIZE_MAX) service = not_found(t, c->invocable);
    if (service == SIZE_MAX) return false;
    *out = dmn_invoke(t->run, service);
    if (m->elements[service].output_count < 2 || out->kind != FEEL_CONTEXT) return true;
    const struct feel_value *part = feel_context_get(out->context, name);
    if (!part) return not_found(t, name) != SIZE_MAX;
    *out = *part;
    return true;
}

static bool evaluate(struct trial *t, const struct dmn_tck_case *c, const struct dmn_tck_result *result,
                     struct feel_value *out)
{
    if (str_eq(c->type, STR("decisionService"))) return evaluate_service(t, c, result->name, out);
    if (!str_eq(c->type, STR("decision"))) return not_found(t, c->type) != SIZE_MAX;
    size_t at = dmn_find(t->run->model, DMN_DECISION, result->name, uri_or_absent(result->uri));
    if (at == SIZE_MAX) return not_found(t, result->name) != SIZE_MAX;
    *out = dmn_evaluate(t->run, at);
    return true;
}

static enum dmn_tck_verdict judge(const struct dmn_tck_result *result, struct feel_value expected,
                                  struct feel_value got, const struct feel_diags *d)
{
    if (!dmn_tck_equal(expected, got) || (result->error && got.kind != FEEL_NULL)) return DMN_TCK_WRONG;
    if (result->error && d->errors + d->warnings == 0) return DMN_TCK_SILENT;
    if (!result->error && got.kind != FEEL_NULL && d->errors > 0) return DMN_TCK_COMPLAINT;
    return DMN_TCK_PASSED;
}

struct dmn_tck_outcome dmn_tck_run(struct dmn_run *r, const struct dmn_tck_case *c, const struct dmn_tck_result *result,
                                   struct arena *a)
{
    struct trial t = {.run = r, .arena = a, .diags = {.arena = a, .max = 10}};
    struct feel_value expected, got;
    dmn_run_reset(r);
    if (!dmn_tck_value(r->model, a, &result->expected, &expected, &t.diags) || !set_inputs(&t, c) ||
        !evaluate(&t, c, result, &got))
        return (struct dmn_tck_outcome){.verdict = DMN_TCK_BROKEN, .diags = t.diags};
    const struct feel_diags *d = dmn_diags(r);
    return (struct dmn_tck_outcome){.verdict = judge(result, expected, got, d),
                                    .expected = feel_to_literal(a, expected),
                                    .got = feel_to_literal(a, got),
                                    .diags = *d};
}
