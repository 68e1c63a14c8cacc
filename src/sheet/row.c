/* row.c - a row under construction; its memory is used again for every row of the file. */
#include "sheet/sheet_impl.h"
#include <stdlib.h>

void row_open(struct row_build *r)
{
    *r = (struct row_build){.cap = 4096, .cell_cap = SHEET_COLUMNS_MAX};
    r->bytes = malloc(r->cap);
    r->cells = calloc(r->cell_cap, sizeof *r->cells);
    r->starts = calloc(r->cell_cap + 1, sizeof *r->starts);
    assert(r->bytes);
    assert(r->cells);
    assert(r->starts);
}

void row_close(struct row_build *r)
{
    free(r->bytes);
    free(r->cells);
    free(r->starts);
    *r = (struct row_build){0};
}

void row_clear(struct row_build *r)
{
    r->n = 0;
    r->count = 0;
}

bool row_add(struct row_build *r, struct str s)
{
    assert(r->count > 0);
    if (s.n > SHEET_ROW_BYTES_MAX - r->n) return false;
    if (r->n + s.n > r->cap) {
        while (r->n + s.n > r->cap)
            r->cap *= 2;
        r->bytes = realloc(r->bytes, r->cap);
        assert(r->bytes);
    }
    if (s.n) memcpy(r->bytes + r->n, s.p, s.n);
    r->n += s.n;
    return true;
}

bool row_cell(struct row_build *r)
{
    if (r->count == r->cell_cap) return false;
    r->starts[r->count] = r->n;
    r->cells[r->count++] = (struct cell){0};
    return true;
}

bool row_finish(struct row_build *r)
{
    bool any = false;
    r->starts[r->count] = r->n;
    for (size_t i = 0; i < r->count; i++) {
        r->cells[i].text = (struct str){r->bytes + r->starts[i], r->starts[i + 1] - r->starts[i]};
        any = any || str_trim(r->cells[i].text).n > 0;
    }
    return any;
}
