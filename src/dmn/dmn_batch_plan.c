/* dmn_batch_plan.c - says how a decision runs over columns: what is columns, what is row by row, and why. */
#include "dmn/dmn_batch_impl.h"

static void add_count(struct buf *out, size_t n, const char *before, const char *after)
{
    buf_addf(out, "%s%zu%s", before, n, after);
}

static void add_fired(struct buf *out, const struct dmn_batch *b, bool zh)
{
    if (b->told_count == 0) return;
    buf_add(out, zh ? STR("适用的行：") : STR("rows that fire are told of: "));
    for (size_t i = 0; i < b->told_count; i++) {
        if (i) buf_add(out, zh ? STR("、") : STR(", "));
        buf_add(out, b->told[i].name);
    }
    buf_add_char(out, '\n');
}

struct str dmn_batch_plan(const struct dmn_batch *b, struct arena *a, enum feel_language language)
{
    struct buf out = {.arena = a};
    bool zh = language == FEEL_ZH;
    const struct batch_program *p = &b->programs[1];
    buf_add(&out, zh ? STR("决策“") : STR("decision \""));
    buf_add(&out, b->model->elements[b->decision].name);
    buf_add(&out, zh ? STR("”：") : STR("\": "));
    if (p->runs) {
        add_count(&out, p->ins.count, zh ? "按列计算，" : "columns, ", zh ? " 步" : " steps");
        buf_addf(&out, zh ? "，%s 指令集\n" : ", %s instructions\n", b->kernels->name);
    } else {
        buf_add(&out, zh ? STR("每一行由解释器计算\n") : STR("every row by the interpreter\n"));
    }
    for (size_t i = 0; i < b->notes.count; i++) {
        const struct batch_note *n = LIST_AT(&b->notes, const struct batch_note, i);
        buf_add(&out, zh ? STR("按行：“") : STR("row by row: \""));
        buf_add(&out, n->where);
        buf_add(&out, zh ? STR("”，因为有") : STR("\", because of "));
        buf_add(&out, zh ? n->zh : n->en);
        buf_add_char(&out, '\n');
    }
    if (p->runs)
        buf_add(&out, zh ? STR("超出范围的行由解释器计算\n")
                         : STR("rows that leave the range of 64 bits are judged by the interpreter\n"));
    add_fired(&out, b, zh);
    return buf_str(&out);
}
