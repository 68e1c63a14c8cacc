/* csv_fuzz.c - libFuzzer: any bytes as a csv file; what was read and written again must read the same. */
#include "sheet/sheet.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    ROWS_MAX = 2000
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* All rows as one csv text of ours, empty when the file is refused. */
static struct str canon(struct arena *a, struct str path)
{
    struct err e = {.arena = a};
    struct buf b = {.arena = a};
    struct sheet *s = sheet_open(a, &e, path);
    struct sheet_row row;
    bool end = false;
    for (int i = 0; s && i < ROWS_MAX && sheet_next(s, &e, &row, &end) && !end; i++)
        sheet_csv_line(&b, row.cells, row.count);
    if (s) sheet_close(s);
    return e.code == ERR_NONE ? buf_str(&b) : STR("");
}

static void save(const char *path, struct str head, const void *p, size_t n)
{
    FILE *f = fopen(path, "wb");
    if (!f) abort();
    if (fwrite(head.p, 1, head.n, f) != head.n || fwrite(p, 1, n, f) != n) abort();
    fclose(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64] = "/tmp/nq-fuzz-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0) abort();
    close(fd);
    struct arena *a = arena_new();
    save(path, STR(""), data, size);
    struct str first = canon(a, str_of(path));
    if (first.n) {
        save(path, STR("\xEF\xBB\xBF"), first.p, first.n);
        struct str second = canon(a, str_of(path));
        if (!str_eq(first, second)) abort();
    }
    arena_free(a);
    remove(path);
    return 0;
}
