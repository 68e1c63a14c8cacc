/* feel_cases_test.c - FEEL as text: every line "expression  =>  literal" of cases/NAME.feel, the example of every
 * built-in function, and the examples of the guide docs/dmn-*.md: its blocks ```feel, and ```unary with lines
 * "value | test  =>  literal".  A line that ends in " !" must report something, any other must not. */
#include "check.h"
#include "feel/feel.h"
#include "shared.h"
#include <dirent.h>
#include <stdlib.h>

static bool fixed_now(void *data, int64_t *seconds, int32_t *nanos)
{
    (void)data;
    *seconds = 1700000000; /* 2023-11-14T22:13:20Z */
    *nanos = 0;
    return true;
}

struct rig {
    struct arena *arena;
    struct feel_engine *engine;
    struct feel_run *run, *expected_run;
};

/** What a text gives: its value and everything that was reported while compiling and evaluating. */
struct answer {
    struct feel_value value;
    int64_t reported;
    struct str complaints;
};

static void add_complaints(struct buf *b, const struct feel_diags *d)
{
    for (size_t i = 0; i < d->list.count; i++) {
        buf_add(b, STR("\n    "));
        buf_add(b, feel_diag_text(b->arena, FEEL_EN, LIST_AT(&d->list, struct feel_diag, i)));
    }
}

/* The text is a unary test of `subject`, unless that is NULL. */
static struct answer answer(struct rig *rig, struct feel_run *run, struct str text, const struct feel_value *subject)
{
    struct feel_diags diags = {.arena = rig->arena, .max = 10};
    struct answer out = {.value = FEEL_NULL_VALUE};
    struct buf b = {.arena = rig->arena};
    const struct feel_variable value = {.name = STR("?")};
    feel_run_reset(run);
    struct feel_expression *x =
        feel_compile(rig->engine, rig->arena, text, subject != NULL, &value, subject ? 1 : 0, &diags);
    if (x) out.value = feel_evaluate(run, x, subject);
    const struct feel_diags *d = feel_run_diags(run);
    out.reported = diags.errors + diags.warnings + d->errors + d->warnings;
    add_complaints(&b, &diags);
    add_complaints(&b, d);
    out.complaints = buf_str(&b);
    return out;
}

/* The value of the text before a bar, for the unary test behind it. */
static struct feel_value subject_of(struct rig *rig, struct str *text)
{
    size_t bar = str_find(*text, STR(" | "));
    CHECK_ROW(arena_cstr(rig->arena, *text), bar < text->n);
    struct answer subject = answer(rig, rig->expected_run, str_sub(*text, 0, bar), NULL);
    *text = bar < text->n ? str_trim(str_sub(*text, bar + 3, text->n)) : *text;
    return feel_copy(rig->arena, subject.value);
}

static void check_case(struct rig *rig, struct str place, struct str text, struct str expected, bool reports,
                       bool unary)
{
    struct feel_value subject = unary ? subject_of(rig, &text) : FEEL_NULL_VALUE;
    struct answer got = answer(rig, rig->run, text, unary ? &subject : NULL),
                  want = answer(rig, rig->expected_run, expected, NULL);
    bool right = feel_is(got.value, want.value) && want.reported == 0;
    if (!right || (got.reported > 0) != reports)
        fprintf(stderr, "%.*s: %.*s\n    gives %.*s%s%.*s\n", STR_ARG(place), STR_ARG(text),
                STR_ARG(feel_to_literal(rig->arena, got.value)), got.reported ? " and reports" : " and reports nothing",
                STR_ARG(got.complaints));
    if (want.reported) fprintf(stderr, "    the expected text reports%.*s\n", STR_ARG(want.complaints));
    CHECK_ROW(arena_cstr(rig->arena, place), right);
    CHECK_ROW(arena_cstr(rig->arena, place), (got.reported > 0) == reports);
}

static void check_line(struct rig *rig, struct str place, struct str line, bool unary)
{
    line = str_trim(line);
    if (line.n == 0 || line.p[0] == '#') return;
    size_t arrow = line.n;
    for (size_t i = 0; i + 1 < line.n; i++)
        if (line.p[i] == '=' && line.p[i + 1] == '>') arrow = i;
    CHECK_ROW(arena_cstr(rig->arena, place), arrow < line.n);
    if (arrow == line.n) return;
    struct str expected = str_trim(str_sub(line, arrow + 2, line.n));
    bool reports = str_ends(expected, STR(" !"));
    if (reports) expected = str_trim(str_sub(expected, 0, expected.n - 2));
    check_case(rig, place, str_trim(str_sub(line, 0, arrow)), expected, reports, unary);
}

static struct str read_file(struct arena *a, const char *path)
{
    struct buf b = {.arena = a};
    FILE *f = fopen(path, "rb");
    CHECK_ROW(path, f != NULL);
    char block[4096];
    for (size_t n; f && (n = fread(block, 1, sizeof block, f)) > 0;) buf_add(&b, (struct str){block, n});
    if (f) fclose(f);
    return buf_str(&b);
}

static void check_file(struct rig *rig, const char *folder, const char *name)
{
    struct arena *lasting = arena_new();
    struct str rest = read_file(lasting, arena_printf(lasting, "%s%s", folder, name).p);
    for (int line = 1; rest.n; line++) {
        struct str text = str_part(&rest, '\n');
        arena_reset(rig->arena);
        check_line(rig, arena_printf(rig->arena, "%s:%d", name, line), text, false);
    }
    arena_free(lasting);
}

/** Every line of the blocks ```feel and ```unary of a page in Markdown. */
static void check_guide(struct rig *rig, const char *name)
{
    struct arena *lasting = arena_new();
    struct str rest = read_file(lasting, arena_printf(lasting, "%sdocs/%s", source_root(lasting), name).p);
    bool inside = false, unary = false;
    int examples = 0;
    for (int line = 1; rest.n; line++) {
        struct str text = str_part(&rest, '\n');
        arena_reset(rig->arena);
        if (str_starts(text, STR("```"))) {
            unary = str_eq(text, STR("```unary"));
            inside = unary || str_eq(text, STR("```feel"));
        } else if (inside) {
            check_line(rig, arena_printf(rig->arena, "%s:%d", name, line), text, unary);
            examples++;
        }
    }
    CHECK_ROW(name, examples > 100);
    arena_free(lasting);
}

static int is_case_file(const struct dirent *e)
{
    return str_ends(str_of(e->d_name), STR(".feel"));
}

static void check_files(struct rig *rig, const char *only)
{
    struct arena *a = arena_new();
    const char *folder = arena_printf(a, "%stests/feel/cases/", source_root(a)).p;
    struct dirent **names = NULL;
    int count = scandir(folder, &names, is_case_file, alphasort);
    CHECK(count > 0);
    for (int i = 0; i < count; i++) {
        if (!only || strcmp(only, names[i]->d_name) == 0) check_file(rig, folder, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    arena_free(a);
}

/** Every example is true without a word; every row has its words. */
static void check_examples(struct rig *rig)
{
    struct arena *a = arena_new();
    struct feel_function_info info;
    for (size_t i = 0; feel_function_info(a, i, &info); i++) {
        arena_reset(rig->arena);
        CHECK_ROW(info.signature, info.doc_zh && info.doc_zh[0] && info.doc_en && info.doc_en[0]);
        CHECK_ROW(info.signature, info.example && str_find(str_of(info.example), str_of(info.name)) <
                                                      strlen(info.example));
        if (info.example) check_case(rig, str_of(info.signature), str_of(info.example), STR("true"), false, false);
    }
    arena_free(a);
}

int main(int argc, char **argv)
{
    static char zones[] = "/usr/share/zoneinfo";
    const struct feel_host host = {.data = zones, .now = fixed_now, .zone = feel_zone_from_folder};
    struct rig rig = {.arena = arena_new(), .engine = feel_engine_new(&host, NULL)};
    rig.run = feel_run_new(rig.engine);
    rig.expected_run = feel_run_new(rig.engine);
    check_files(&rig, argc > 1 ? argv[1] : NULL);
    if (argc == 1) {
        check_examples(&rig);
        check_guide(&rig, "dmn-en.md");
        check_guide(&rig, "dmn-zh.md");
    }
    feel_run_free(rig.run);
    feel_run_free(rig.expected_run);
    feel_engine_free(rig.engine);
    arena_free(rig.arena);
    return check_end();
}
