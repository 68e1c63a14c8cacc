/* db_arrays.c - lists of rows as PostgreSQL arrays, for statements that take a whole list. */
#include "store/db_impl.h"
#include <stdlib.h>

struct db_arrays *db_arrays_new(size_t params)
{
    struct db_arrays *arrays = calloc(1, sizeof *arrays);
    if (!arrays) abort();
    arrays->arena = arena_new();
    arrays->params = params;
    db_arrays_clear(arrays);
    return arrays;
}

void db_arrays_clear(struct db_arrays *arrays)
{
    arena_reset(arrays->arena);
    arrays->rows = 0;
    arrays->columns = ARENA_ARRAY(arrays->arena, struct buf, arrays->params + 1);
    for (size_t i = 0; i < arrays->params; i++)
        arrays->columns[i].arena = arrays->arena;
}

void db_arrays_free(struct db_arrays *arrays)
{
    arena_free(arrays->arena);
    free(arrays);
}

static void add_quoted(struct buf *b, struct str s)
{
    buf_add_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\') buf_add_char(b, '\\');
        buf_add_char(b, s.p[i]);
    }
    buf_add_char(b, '"');
}

void db_arrays_add(struct db_arrays *arrays, const struct db_value *row)
{
    for (size_t i = 0; i < arrays->params; i++) {
        struct buf *b = &arrays->columns[i];
        const struct db_value *v = &row[i];
        buf_add_char(b, arrays->rows ? ',' : '{');
        if (v->null)
            buf_add(b, STR("NULL"));
        else if (v->type == DB_I64)
            buf_addf(b, "%" PRId64, v->number);
        else if (v->type == DB_BOOL)
            buf_add_char(b, v->number ? 't' : 'f');
        else
            add_quoted(b, v->text);
    }
    arrays->rows++;
}

const char *const *db_arrays_texts(struct db_arrays *arrays)
{
    const char **z = ARENA_ARRAY(arrays->arena, const char *, arrays->params + 1);
    for (size_t i = 0; i < arrays->params; i++) {
        buf_add_char(&arrays->columns[i], '}');
        z[i] = arena_cstr(arrays->arena, buf_str(&arrays->columns[i]));
    }
    return z;
}
