/* export.c - the rows of a filter as csv or xlsx, with the headings that an import understands. */
#include "registry/export.h"
#include "registry/registry_impl.h"
#include "app/app.h"
#include "export/export.h"
#include "registry_sql.h"

enum {
    PAGE_ROWS = 500
};

struct chosen {
    struct registry_params filter;
    enum lang lang;
};

static void chosen_head(const void *state, struct cell *cells)
{
    const struct chosen *x = state;
    for (size_t i = 0; i < ENTERPRISE_DRAFT.count; i++)
        cells[i] = (struct cell){.text = field_label(&ENTERPRISE_DRAFT.fields[i], x->lang)};
}

/* The next rows by number; fewer than PAGE_ROWS means the last. */
static bool chosen_page(struct ctx *c, void *state, const struct export_to *to, bool *end)
{
    struct chosen *x = state;
    struct list rows = {0};
    struct cell *cells = ARENA_ARRAY(c->arena, struct cell, ENTERPRISE_DRAFT.count);
    x->filter.limit = PAGE_ROWS;
    if (!ctx_rows(c, &SQL_EXPORT_PAGE, &REGISTRY_PARAMS, &x->filter, &ENTERPRISE_ROW, &rows)) return false;
    for (size_t i = 0; i < rows.count; i++) {
        const struct enterprise_row *row = LIST_AT(&rows, const struct enterprise_row, i);
        struct enterprise_draft d;
        draft_of_row(row, &d);
        for (size_t k = 0; k < ENTERPRISE_DRAFT.count; k++)
            cells[k] = export_cell(c->arena, x->lang, &ENTERPRISE_DRAFT.fields[k], &d);
        if (!export_row(c, to, cells, ENTERPRISE_DRAFT.count)) return false;
        x->filter.after_no = row->no;
    }
    *end = rows.count < PAGE_ROWS;
    return true;
}

bool enterprise_export(struct ctx *c, const struct enterprise_query *q, struct download *out)
{
    struct chosen *x = ARENA_NEW(c->arena, struct chosen);
    *x = (struct chosen){.lang = c->lang};
    if (!enterprise_filter(c, RIGHT_ENTERPRISE_EXPORT, q, &x->filter)) return false;
    x->filter.after_no = -1;
    struct str day = date_text(c->arena, ctx_today(c));
    const struct export e = {
        .csv = q->format == FILE_CSV,
        .file_name = arena_printf(c->arena, "%s-%.*s", c->lang == LANG_EN ? "enterprises" : "企业", STR_ARG(day)),
        .columns = ENTERPRISE_DRAFT.count,
        .head = chosen_head,
        .page = chosen_page,
        .state = x};
    export_start(c, &e, out);
    return true;
}
