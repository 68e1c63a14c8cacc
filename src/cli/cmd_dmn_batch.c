/* cmd_dmn_batch.c - nuanqiao dmn batch: a decision over the rows of a csv file, in chunks of columns.
 *
 * Each chunk has its own dictionaries and scales, so the memory is bounded whatever the file holds. */
#include "cli/cmd_dmn.h"
#include "cli/commands.h"
#include "dmn/dmn_batch.h"
#include "dmn/dmn_impl.h"
#include "dmn/dmn_json.h"
#include "feel/feel_time.h"
#include "sheet/sheet.h"
#include <stdio.h>
#include <unistd.h>

enum {
    CHUNK_ROWS = 32768,
    THREADS_DEFAULT = 1,
    THREADS_MOST = 256,
    DIAGS_MOST = 10
};

static const struct field BATCH_FIELDS[] = {
    FIELD(struct dmn_batch_options, files, .required = true, .zh = "模型、输入表格、输出表格（csv）",
          .en = "the model, the csv to read and the csv to write"),
    FIELD(struct dmn_batch_options, decision, .max = 1000, .zh = "决策的名称（只有一项决策时可省略）",
          .en = "name of the decision (not needed when there is only one)", .example = "NAME"),
    FIELD(struct dmn_batch_options, threads, .min = 1, .max = THREADS_MOST, .zh = "线程数（默认 1）",
          .en = "threads (default 1)", .example = "N"),
    FIELD_E(struct dmn_batch_options, language, LANGUAGE_NAMES, .zh = "说明的语言", .en = "language of the sentences",
            .example = "LANG"),
};
const struct record DMN_BATCH_OPTIONS = RECORD(dmn_batch_options, BATCH_FIELDS);
static const struct field RECEIPT_FIELDS[] = {
    FIELD(struct dmn_batch_receipt, file),
    FIELD(struct dmn_batch_receipt, rows),
    FIELD(struct dmn_batch_receipt, interpreted),
    FIELD(struct dmn_batch_receipt, errors),
};
const struct record DMN_BATCH_RECEIPT = RECORD(dmn_batch_receipt, RECEIPT_FIELDS);

struct line {
    int64_t number;
    const struct cell *cells;
    size_t count;
};
struct job {
    struct cli *c;
    const struct dmn_model *model;
    size_t decision, need_count;
    const uint32_t *needs;
    size_t *column_of; /* of each need: place in the file, SIZE_MAX = absent */
    struct sheet *in;
    struct sheet_out *out;
    struct arena *chunk; /* what belongs to the rows at hand */
    struct dmn_run *run; /* reads cells of other types */
    struct list lines;   /* of struct line */
    size_t heading_count;
    struct str in_path;
    int threads;
    struct feel_diags diags;
    struct dmn_batch_receipt receipt;
};

/* ---- cells ---- */

static struct str cell_of(const struct job *j, size_t need, size_t row)
{
    const struct line *l = LIST_AT(&j->lines, struct line, row);
    size_t column = j->column_of[need];
    return column < l->count ? str_trim(l->cells[column].text) : STR("");
}

static struct str name_of(const struct job *j, size_t need)
{
    return dmn_element(j->model, j->needs[need]).name;
}

#define BAD_CELL(j, need, row, id, ...)                                                                                \
    fail(&(j)->c->err, ERR_INVALID, M(id), I("line", LIST_AT(&(j)->lines, struct line, row)->number),                  \
         S("column", name_of(j, need)), __VA_ARGS__)

static void set_null(uint64_t *nulls, size_t row)
{
    nulls[row / 64] |= (uint64_t)1 << row % 64;
}

/* As integers of the scale that the chunk needs, else as decimal numbers. */
static void scale_numbers(struct job *j, struct dmn_column *c, const struct num *numbers, size_t rows)
{
    int64_t *scaled = ARENA_ARRAY(j->chunk, int64_t, rows + 1);
    int32_t scale = 0;
    for (size_t i = 0; i < rows; i++)
        while (scale <= 18 && !num_to_scaled(numbers[i], scale, &scaled[i]))
            scale++;
    for (size_t i = 0; i < rows && scale <= 18; i++)
        if (!num_to_scaled(numbers[i], scale, &scaled[i])) scale = 19;
    c->kind = scale <= 18 ? DMN_COLUMN_INT64 : DMN_COLUMN_NUM;
    c->scale = scale <= 18 ? scale : 0;
    c->values = scale <= 18 ? (const void *)scaled : (const void *)numbers;
}

static bool read_numbers(struct job *j, size_t need, struct dmn_column *c, uint64_t *nulls)
{
    struct num *numbers = ARENA_ARRAY(j->chunk, struct num, j->lines.count + 1);
    for (size_t i = 0; i < j->lines.count; i++) {
        struct str s = cell_of(j, need, i);
        numbers[i] = NUM_ZERO;
        if (s.n == 0)
            set_null(nulls, i);
        else if (!num_parse(s, &numbers[i]))
            return BAD_CELL(j, need, i, CLI_BATCH_NUMBER, S("value", s));
    }
    scale_numbers(j, c, numbers, j->lines.count);
    return true;
}

static bool read_dates(struct job *j, size_t need, struct dmn_column *c, uint64_t *nulls)
{
    int32_t *days = ARENA_ARRAY(j->chunk, int32_t, j->lines.count + 1);
    for (size_t i = 0; i < j->lines.count; i++) {
        struct str s = cell_of(j, need, i);
        int64_t day = 0;
        if (s.n == 0)
            set_null(nulls, i);
        else if (!feel_parse_date(s, &day) || day < INT32_MIN || day > INT32_MAX)
            return BAD_CELL(j, need, i, CLI_BATCH_DATE, S("value", s));
        days[i] = (int32_t)day;
    }
    c->kind = DMN_COLUMN_DATE;
    c->values = days;
    return true;
}

static bool read_booleans(struct job *j, size_t need, struct dmn_column *c, uint64_t *nulls)
{
    uint8_t *truths = ARENA_ARRAY(j->chunk, uint8_t, j->lines.count + 1);
    for (size_t i = 0; i < j->lines.count; i++) {
        struct str s = cell_of(j, need, i);
        truths[i] = str_eq_nocase(s, STR("true"));
        if (s.n == 0)
            set_null(nulls, i);
        else if (!truths[i] && !str_eq_nocase(s, STR("false")))
            return BAD_CELL(j, need, i, CLI_BATCH_BOOLEAN, S("value", s));
    }
    c->kind = DMN_COLUMN_BOOLEAN;
    c->values = truths;
    return true;
}

/* Each text once, by open addressing. */
static void read_texts(struct job *j, size_t need, struct dmn_column *c, uint64_t *nulls)
{
    enum {
        BUCKETS = 2 * CHUNK_ROWS
    };
    uint32_t *codes = ARENA_ARRAY(j->chunk, uint32_t, j->lines.count + 1), *buckets;
    struct list words = {0};
    buckets = ARENA_ARRAY(j->chunk, uint32_t, BUCKETS);
    for (size_t i = 0; i < j->lines.count; i++) {
        struct str s = cell_of(j, need, i);
        if (s.n == 0) {
            set_null(nulls, i);
            continue;
        }
        uint64_t h = 1469598103934665603u;
        for (size_t k = 0; k < s.n; k++)
            h = (h ^ (uint8_t)s.p[k]) * 1099511628211u;
        size_t at = (h ^ h >> 32) % BUCKETS;
        while (buckets[at] && !str_eq(*LIST_AT(&words, struct str, buckets[at] - 1), s))
            at = (at + 1) % BUCKETS;
        if (!buckets[at]) {
            *LIST_ADD(j->chunk, &words, struct str) = s;
            buckets[at] = (uint32_t)words.count;
        }
        codes[i] = buckets[at] - 1;
    }
    c->kind = DMN_COLUMN_CODE32;
    c->values = codes;
    c->dictionary = words.items;
    c->dictionary_count = words.count;
}

/* Any other type, as --set reads it. */
static bool read_others(struct job *j, size_t need, struct dmn_column *c, uint64_t *nulls)
{
    struct feel_value *values = ARENA_ARRAY(j->chunk, struct feel_value, j->lines.count + 1);
    struct dmn_element_info e = dmn_element(j->model, j->needs[need]);
    for (size_t i = 0; i < j->lines.count; i++) {
        struct str s = cell_of(j, need, i);
        struct feel_diags d = {.arena = j->chunk, .max = 1};
        if (s.n == 0) {
            set_null(nulls, i);
            continue;
        }
        dmn_run_reset(j->run);
        if (!dmn_set_text(j->run, e.name, s, &d) || d.errors || dmn_diags(j->run)->errors)
            return BAD_CELL(j, need, i, CLI_BATCH_OTHER, S("value", s), S("type", e.type),
                            S("example", STR("PT12H, [1, 2]")));
        values[i] = feel_copy(j->chunk, j->run->own->values[j->needs[need]]);
    }
    c->kind = DMN_COLUMN_VALUE;
    c->values = values;
    return true;
}

static bool read_column(struct job *j, size_t need, struct dmn_column *c)
{
    const struct feel_type *type = j->model->elements[j->needs[need]].type;
    uint64_t *nulls = ARENA_ARRAY(j->chunk, uint64_t, j->lines.count / 64 + 1);
    *c = (struct dmn_column){.nulls = nulls};
    enum feel_type_kind kind = type ? type->kind : FEEL_TYPE_ANY;
    if (kind == FEEL_TYPE_NUMBER) return read_numbers(j, need, c, nulls);
    if (kind == FEEL_TYPE_DATE) return read_dates(j, need, c, nulls);
    if (kind == FEEL_TYPE_BOOLEAN) return read_booleans(j, need, c, nulls);
    if (kind != FEEL_TYPE_STRING) return read_others(j, need, c, nulls);
    read_texts(j, need, c, nulls);
    return true;
}

/* ---- results ---- */

static struct str dictionary_text(const struct dmn_result *r, uint32_t code)
{
    return code < r->dictionary_count ? r->dictionary[code] : STR("");
}

static struct str result_text(struct arena *a, const struct dmn_result *r, size_t row)
{
    if (r->nulls[row / 64] >> row % 64 & 1) return STR("");
    switch (r->kind) {
    case DMN_COLUMN_INT64:
        return num_text(a, num_scaled(((const int64_t *)r->values)[row], r->scale));
    case DMN_COLUMN_INT32:
        return num_text(a, num_scaled(((const int32_t *)r->values)[row], r->scale));
    case DMN_COLUMN_NUM:
        return num_text(a, ((const struct num *)r->values)[row]);
    case DMN_COLUMN_DATE:
        return feel_to_text(a, feel_date(((const int32_t *)r->values)[row]));
    case DMN_COLUMN_CODE8:
        return dictionary_text(r, ((const uint8_t *)r->values)[row]);
    case DMN_COLUMN_CODE16:
        return dictionary_text(r, ((const uint16_t *)r->values)[row]);
    case DMN_COLUMN_CODE32:
        return dictionary_text(r, ((const uint32_t *)r->values)[row]);
    case DMN_COLUMN_BOOLEAN:
        return ((const uint8_t *)r->values)[row] ? STR("true") : STR("false");
    case DMN_COLUMN_VALUE: {
        struct feel_value v = ((const struct feel_value *)r->values)[row];
        return v.kind == FEEL_NULL ? STR("") : feel_to_text(a, v);
    }
    }
    return STR("");
}

static bool write_row(struct job *j, const struct line *l, const struct cell *more, size_t count)
{
    struct cell *cells = ARENA_ARRAY(j->chunk, struct cell, j->heading_count + count);
    for (size_t i = 0; i < j->heading_count; i++)
        cells[i] = i < l->count ? l->cells[i] : (struct cell){STR(""), false};
    memcpy(cells + j->heading_count, more, count * sizeof *more);
    return sheet_write(j->out, &j->c->err, cells, j->heading_count + count, false);
}

static bool write_results(struct job *j, const struct dmn_batch *b, const struct dmn_result *r, uint16_t **fired)
{
    size_t tables = dmn_batch_tables(b);
    struct cell *more = ARENA_ARRAY(j->chunk, struct cell, tables + 1);
    for (size_t row = 0; row < j->lines.count; row++) {
        more[0].text = result_text(j->chunk, r, row);
        for (size_t t = 0; t < tables; t++)
            more[t + 1].text = fired[t][row] ? arena_printf(j->chunk, "%d", fired[t][row]) : STR("");
        if (!write_row(j, LIST_AT(&j->lines, struct line, row), more, tables + 1)) return false;
    }
    return true;
}

/* ---- a chunk ---- */

static void judge(struct job *j, struct dmn_batch *b, const struct dmn_column *columns, struct dmn_result *r,
                  uint16_t **fired)
{
    struct dmn_batch_job job = {.columns = columns,
                                .column_count = j->need_count,
                                .rows = j->lines.count,
                                .result = r,
                                .fired = fired,
                                .ask_nulls = true,
                                .threads = j->threads};
    struct dmn_batch_stats s = dmn_batch_run(b, &job, &j->diags);
    j->receipt.rows += (int64_t)s.rows;
    j->receipt.interpreted += (int64_t)s.interpreted_rows;
    j->receipt.errors += s.errors;
}

static bool run_chunk(struct job *j)
{
    struct dmn_column *columns = ARENA_ARRAY(j->chunk, struct dmn_column, j->need_count + 1);
    for (size_t i = 0; i < j->need_count; i++)
        if (!read_column(j, i, &columns[i])) return false;
    struct dmn_batch *b = dmn_batch_compile(j->model, j->decision, columns, j->need_count, NULL);
    struct dmn_result r = dmn_batch_result(b);
    size_t tables = dmn_batch_tables(b);
    r.values = arena_alloc(j->chunk, (j->lines.count + 1) * dmn_column_width(r.kind));
    r.nulls = ARENA_ARRAY(j->chunk, uint64_t, j->lines.count / 64 + 1);
    uint16_t **fired = ARENA_ARRAY(j->chunk, uint16_t *, tables + 1);
    for (size_t t = 0; t < tables; t++)
        fired[t] = ARENA_ARRAY(j->chunk, uint16_t, j->lines.count + 1);
    judge(j, b, columns, &r, fired);
    bool good = write_results(j, b, &r, fired);
    dmn_batch_free(b);
    return good;
}

static bool keep_line(struct job *j, const struct sheet_row *row)
{
    struct line *l = LIST_ADD(j->chunk, &j->lines, struct line);
    struct cell *cells = ARENA_ARRAY(j->chunk, struct cell, row->count + 1);
    for (size_t i = 0; i < row->count; i++)
        cells[i] = (struct cell){arena_str(j->chunk, row->cells[i].text), row->cells[i].numeric};
    *l = (struct line){row->number, cells, row->count};
    return true;
}

static bool run_chunks(struct job *j)
{
    for (bool end = false; !end;) {
        struct sheet_row row;
        j->lines = (struct list){0};
        arena_reset(j->chunk);
        while (j->lines.count < CHUNK_ROWS) {
            if (!sheet_next(j->in, &j->c->err, &row, &end)) return false;
            if (end) break;
            if (!keep_line(j, &row)) return false;
        }
        if (j->lines.count && !run_chunk(j)) return false;
        cli_progress(j->c, "dmn batch", sheet_permille(j->in), 1000);
    }
    return true;
}

/* ---- headings ---- */

static void warn(struct job *j, struct err *e)
{
    cli_progress_end(j->c);
    struct str text = msg_render(j->c->arena, j->c->lang, &e->message);
    (void)fprintf(stderr, "nuanqiao: %.*s\n", STR_ARG(text));
}

static void match_headings(struct job *j, const struct sheet_row *head)
{
    for (size_t i = 0; i < j->need_count; i++) {
        struct err e = {.arena = j->c->arena};
        j->column_of[i] = SIZE_MAX;
        for (size_t k = head->count; k-- > 0;)
            if (str_eq(str_trim(head->cells[k].text), name_of(j, i))) j->column_of[i] = k;
        if (j->column_of[i] != SIZE_MAX) continue;
        (void)fail(&e, ERR_INVALID, M(CLI_BATCH_ABSENT), S("column", name_of(j, i)));
        warn(j, &e);
    }
    for (size_t k = 0; k < head->count; k++) {
        struct err e = {.arena = j->c->arena};
        bool known = false;
        for (size_t i = 0; i < j->need_count; i++)
            known |= j->column_of[i] == k;
        if (known) continue;
        (void)fail(&e, ERR_INVALID, M(CLI_BATCH_UNKNOWN), S("column", head->cells[k].text));
        warn(j, &e);
    }
}

/* The headings of the file, then the decision's name and a column for every table. */
static bool write_headings(struct job *j, const struct sheet_row *head, const struct dmn_batch *b)
{
    size_t tables = dmn_batch_tables(b);
    struct cell *more = ARENA_ARRAY(j->c->arena, struct cell, tables + 1);
    more[0].text = dmn_element(j->model, j->decision).name;
    for (size_t t = 0; t < tables; t++) {
        struct buf text = {.arena = j->c->arena};
        struct str name = dmn_batch_table(b, t);
        buf_add(&text, name);
        buf_add(&text, j->c->lang == LANG_ZH ? STR("（适用的行）") : STR(" (row)"));
        more[t + 1].text = buf_str(&text);
    }
    return write_row(j, &(struct line){1, head->cells, head->count}, more, tables + 1);
}

/* Which tables are told of does not hang on the values: a plan for columns of anything says it. */
static bool begin(struct job *j)
{
    struct sheet_row head;
    bool end = false;
    if (!sheet_next(j->in, &j->c->err, &head, &end)) return false;
    if (end) return fail(&j->c->err, ERR_INVALID, M(CLI_BATCH_EMPTY), S("file", j->in_path));
    j->heading_count = head.count;
    match_headings(j, &head);
    struct dmn_column *any = ARENA_ARRAY(j->c->arena, struct dmn_column, j->need_count + 1);
    for (size_t i = 0; i < j->need_count; i++)
        any[i].kind = DMN_COLUMN_VALUE;
    struct dmn_batch *b = dmn_batch_compile(j->model, j->decision, any, j->need_count, NULL);
    bool good = write_headings(j, &head, b);
    dmn_batch_free(b);
    return good;
}

/* ---- the command ---- */

static bool open_files(struct job *j, struct str in, struct str out)
{
    struct cli *c = j->c;
    if (access(arena_cstr(c->arena, in), R_OK) != 0)
        return fail(&c->err, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", in));
    if (access(arena_cstr(c->arena, out), F_OK) == 0)
        return fail(&c->err, ERR_CONFLICT, M(CLI_FILE_EXISTS), S("file", out));
    j->in_path = in;
    j->in = sheet_open(c->arena, &c->err, in);
    if (j->in == NULL) return false;
    j->out = sheet_create(c->arena, &c->err, out, SHEET_CSV);
    return j->out != NULL;
}

static bool run_job(struct job *j, const struct dmn_batch_options *o)
{
    struct cli *c = j->c;
    j->decision = dmn_command_decision(c, j->model, o->decision);
    if (j->decision == SIZE_MAX) return false;
    if (dmn_element(j->model, j->decision).kind != DMN_DECISION)
        return fail(&c->err, ERR_NOT_FOUND, M(CLI_NO_DECISION), S("name", o->decision));
    j->needs = dmn_needs(j->model, j->decision, &j->need_count);
    j->column_of = ARENA_ARRAY(c->arena, size_t, j->need_count + 1);
    j->receipt.file = *LIST_AT(&o->files.l, struct str, 2);
    if (!open_files(j, *LIST_AT(&o->files.l, struct str, 1), j->receipt.file)) return false;
    j->run = dmn_run_new(j->model);
    j->chunk = arena_new();
    bool good = begin(j) && run_chunks(j) && sheet_finish(j->out, &c->err);
    if (!good) (void)unlink(arena_cstr(c->arena, j->receipt.file));
    arena_free(j->chunk);
    dmn_run_free(j->run);
    return good;
}

enum cli_exit cmd_dmn_batch(struct cli *c, const void *options)
{
    const struct dmn_batch_options *o = options;
    enum feel_language language = dmn_command_language(c, o->language);
    struct feel_diags loading = {.arena = c->arena, .max = DIAGS_MOST};
    if (o->files.l.count != 3) {
        (void)fail_field(&c->err, STR("files"), M(CLI_BATCH_FILES));
        return cli_fail(c);
    }
    struct job j = {.c = c,
                    .threads = o->threads.has ? (int)o->threads.v : THREADS_DEFAULT,
                    .diags = {.arena = c->arena, .max = DIAGS_MOST}};
    struct dmn_model *m = dmn_command_load(c, *LIST_AT(&o->files.l, struct str, 0), &loading);
    dmn_command_diags(c, language, &loading);
    j.model = m;
    bool good = m && run_job(&j, o);
    cli_progress_end(c);
    dmn_command_diags(c, language, &j.diags);
    if (m) dmn_model_free(m);
    if (!good) return cli_fail(c);
    cli_say(c, M(CLI_BATCH_DONE), I("rows", j.receipt.rows), I("interpreted", j.receipt.interpreted),
            I("errors", j.receipt.errors), S("file", j.receipt.file));
    cli_result(c, &DMN_BATCH_RECEIPT, &j.receipt);
    return j.receipt.errors > 0 ? CLI_FINDINGS : CLI_DONE;
}
