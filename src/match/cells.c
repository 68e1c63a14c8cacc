/* cells.c - see cells.h. */
#include "match/cells.h"

static const char LETTERS[] = "-ELKNX"; /* by enum match_verdict */
_Static_assert(COUNT(LETTERS) == MATCH_FAILED + 2, "a letter per verdict");

struct str cell_write(struct arena *a, const struct match_cell *cell)
{
    struct buf b = {.arena = a};
    assert(cell->verdict >= MATCH_NONE && cell->verdict <= MATCH_FAILED);
    buf_add_char(&b, LETTERS[cell->verdict]);
    if (cell->verdict == MATCH_NONE) return buf_str(&b);
    for (size_t i = 0; i < cell->parts.count; i++) {
        const struct match_part *p = LIST_AT(&cell->parts, const struct match_part, i);
        buf_addf(&b, "%s%" PRId64, i ? "," : "", p->outcome);
        if (p->lines != 1) buf_addf(&b, "*%" PRId64, p->lines);
    }
    if (cell->fen) buf_addf(&b, "$%" PRId64, cell->fen);
    return buf_str(&b);
}

enum match_verdict cell_verdict(struct str text)
{
    const char *at = text.n ? memchr(LETTERS, text.p[0], sizeof LETTERS - 1) : NULL;
    return at ? (enum match_verdict)(at - LETTERS) : MATCH_NONE;
}

bool cell_read(struct arena *a, struct str text, struct match_cell *out)
{
    *out = (struct match_cell){.verdict = cell_verdict(text)};
    if (out->verdict == MATCH_NONE) return str_eq(text, STR("-"));
    struct str fen = str_sub(text, 1, text.n), lines = str_part(&fen, '$');
    while (lines.n) {
        struct str count = str_part(&lines, ','), outcome = str_part(&count, '*');
        struct match_part p = {.lines = 1};
        if (!str_to_i64(outcome, &p.outcome) || (count.n && !str_to_i64(count, &p.lines))) return false;
        if (out->parts.count == PARTS_MAX) return false;
        *LIST_ADD(a, &out->parts, struct match_part) = p;
    }
    return out->parts.count > 0 && (fen.n == 0 || str_to_i64(fen, &out->fen));
}

struct str cells_write(struct arena *a, const struct str *cells)
{
    struct buf b = {.arena = a};
    bool any = false;
    for (size_t i = 0, times; i < CELLS_MAX; i += times) {
        struct str cell = cells[i].n ? cells[i] : STR("-");
        for (times = 1; i + times < CELLS_MAX; times++)
            if (!str_eq(cells[i + times].n ? cells[i + times] : STR("-"), cell)) break;
        any = any || cell_verdict(cell) != MATCH_NONE;
        if (i) buf_add_char(&b, ' ');
        buf_add(&b, cell);
        if (times > 1) buf_addf(&b, "~%zu", times);
    }
    return any ? buf_str(&b) : (struct str){0};
}

bool cells_read(struct str text, struct str *cells)
{
    size_t n = 0;
    while (text.n) {
        struct str times = str_part(&text, ' '), cell = str_part(&times, '~');
        int64_t count = 1;
        if (times.n && !str_to_i64(times, &count)) return false;
        if (cell.n == 0 || count < 1 || count > (int64_t)(CELLS_MAX - n)) return false;
        for (; count > 0; count--)
            cells[n++] = cell;
    }
    return n == CELLS_MAX;
}
