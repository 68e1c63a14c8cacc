/* judge.c - asks a decision model one question and prints the answer and why.
 *
 *     cc judge.c $(pkg-config --cflags --libs nqdmn) -o judge
 *     ./judge policy.dmn "Grant" age=38 'degree="doctor"' */
#include <dmn/dmn.h>
#include <stdio.h>
#include <stdlib.h>

static void print_diags(struct arena *a, const struct feel_diags *d)
{
    for (size_t i = 0; i < d->list.count; i++)
        fprintf(stderr, "%.*s\n", STR_ARG(feel_diag_text(a, FEEL_EN, LIST_AT(&d->list, struct feel_diag, i))));
}

int main(int argc, char **argv)
{
    static char xml[1 << 20];
    FILE *f = argc < 3 ? NULL : fopen(argv[1], "rb");
    if (!f) return fprintf(stderr, "usage: judge MODEL.dmn DECISION [INPUT=FEEL-EXPRESSION]...\n"), 2;
    size_t n = fread(xml, 1, sizeof xml, f);
    fclose(f);

    struct arena *a = arena_new();
    struct feel_diags d = {.arena = a, .max = 20};
    struct dmn_options options = {.strict = true};
    struct dmn_model *model = dmn_load((struct str){xml, n}, &options, &d);
    size_t decision = model ? dmn_find(model, DMN_DECISION, str_of(argv[2]), (struct str){0}) : SIZE_MAX;
    if (decision == SIZE_MAX) return print_diags(a, &d), fprintf(stderr, "no such model or decision\n"), 1;

    struct feel_engine *engine = feel_engine_new(NULL, NULL); /* for the inputs, which are expressions, too */
    struct feel_run *values = feel_run_new(engine);
    struct dmn_run *run = dmn_run_new(model);
    dmn_trace(run, true);
    for (int i = 3; i < argc; i++) {
        struct str text = str_of(argv[i]), name = str_part(&text, '=');
        struct feel_expression *x = feel_compile(engine, a, text, false, NULL, 0, &d);
        size_t input = dmn_find(model, DMN_INPUT, name, (struct str){0});
        if (!x || input == SIZE_MAX) return print_diags(a, &d), fprintf(stderr, "bad input: %s\n", argv[i]), 1;
        dmn_set(run, input, feel_evaluate(values, x, NULL));
    }
    struct feel_value answer = dmn_evaluate(run, decision);
    printf("%.*s\n\n", STR_ARG(feel_to_literal(a, answer)));
    printf("%.*s", STR_ARG(dmn_explain_text(run, decision, FEEL_EN, a)));
    print_diags(a, dmn_diags(run));
    return 0;
}
