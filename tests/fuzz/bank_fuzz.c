/* bank_fuzz.c - libFuzzer: any bytes as a bank's result; what was taken and written again must say the same. */
#include "bank/bank_file.h"
#include "sheet/sheet.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void save(const char *path, const void *p, size_t n)
{
    FILE *f = fopen(path, "wb");
    if (!f) abort();
    if (fwrite(p, 1, n, f) != n) abort();
    fclose(f);
}

/* A result as csv in our own form. */
static struct str write_out(struct arena *a, const struct list *lines)
{
    static const char head[] = "\xEF\xBB\xBF"
                               "批次号,序号,申请编号,金额,结果,原因,流水号,日期\n";
    struct buf b = {.arena = a};
    buf_add(&b, str_of(head));
    for (size_t i = 0; i < lines->count; i++) {
        const struct bank_result_line *l = LIST_AT(lines, const struct bank_result_line, i);
        const struct cell cells[] = {{.text = l->batch_no},
                                     {.text = arena_printf(a, "%" PRId64, l->no)},
                                     {.text = l->claim_no},
                                     {.text = money_text(a, l->amount_fen)},
                                     {.text = l->outcome == BANK_PAID ? STR("成功") : STR("失败")},
                                     {.text = l->reason},
                                     {.text = l->reference},
                                     {.text = date_text(a, l->paid_on.v)}};
        sheet_csv_line(&b, cells, COUNT(cells));
    }
    return buf_str(&b);
}

/* Reads the file; empty when it is refused.  Matching may only refuse. */
static struct str taken(struct arena *a, const char *path)
{
    struct err e = {.arena = a};
    struct list lines;
    if (!bank_result_read(a, &e, str_of(path), &lines)) {
        if (e.code == ERR_NONE || e.code == ERR_INTERNAL) abort();
        return STR("");
    }
    if (e.code != ERR_NONE || lines.count == 0 || lines.count > BANK_ROWS_MAX) abort();
    struct bank_expected_row *rows = ARENA_ARRAY(a, struct bank_expected_row, lines.count);
    for (size_t i = 0; i < lines.count; i++) {
        const struct bank_result_line *l = LIST_AT(&lines, const struct bank_result_line, i);
        rows[i] = (struct bank_expected_row){l->no, l->claim_no, l->amount_fen};
    }
    bool fits = bank_result_match(&e, LIST_AT(&lines, const struct bank_result_line, 0)->batch_no, rows, lines.count,
                                  (struct date){1, 1, 1}, (struct date){9999, 12, 31}, &lines);
    if (fits != (e.code == ERR_NONE)) abort();
    return write_out(a, &lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64] = "/tmp/nq-fuzz-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0) abort();
    close(fd);
    struct arena *a = arena_new();
    save(path, data, size);
    struct str first = taken(a, path);
    if (first.n) {
        save(path, first.p, first.n);
        if (!str_eq(first, taken(a, path))) abort();
    }
    arena_free(a);
    remove(path);
    return 0;
}
