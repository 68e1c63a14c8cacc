/* paper.c - sets documents with Pango and draws them with Cairo; nobody else sees either.
 *
 * Two passes over the same blocks: the first only moves down the pages and counts them, the second draws, because every
 * page names the number of all pages. */
#include "paper/paper.h"
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/* Points (1/72 inch) on A4. */
static const double SHORT_SIDE = 595.276, LONG_SIDE = 841.89, MARGIN = 51, FOOT = 30, GAP = 8, PAD = 4;
static const double TITLE_SIZE = 17, TEXT_SIZE = 10, CELL_SIZE = 9, FOOT_SIZE = 8, MARK_SIZE = 150;
static const char FAMILY[] = "Noto Serif CJK SC, Noto Sans CJK SC, Noto Serif CJK, serif";

struct press {
    struct arena *arena;
    const struct paper *doc;
    cairo_t *cr;
    PangoLayout *layout; /* one for all texts */
    PangoFontDescription *font;
    double width, height; /* of the page */
    double y;             /* where the next thing begins */
    int64_t page, pages;  /* the page under way, all pages (0 in the first pass) */
    bool draw;
    bool fresh; /* nothing stands on the page yet */
};
struct place {
    double x, y, width, size;
    bool bold;
    int32_t align;
};

/* ---- texts ---- */

/* Sets the text into the one layout. @return its height */
static double text_set(struct press *p, struct str s, const struct place *at)
{
    static const PangoAlignment aligns[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    int height = 0;
    pango_font_description_set_size(p->font, (gint)(at->size * PANGO_SCALE));
    pango_font_description_set_weight(p->font, at->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(p->layout, p->font);
    pango_layout_set_width(p->layout, at->width > 0 ? (int)(at->width * PANGO_SCALE) : -1);
    pango_layout_set_alignment(p->layout, aligns[at->align]);
    pango_layout_set_text(p->layout, s.n ? s.p : "", (int)s.n);
    pango_layout_get_size(p->layout, NULL, &height);
    return (double)height / PANGO_SCALE;
}

static double text_put(struct press *p, struct str s, const struct place *at)
{
    double height = text_set(p, s, at);
    if (p->draw) {
        cairo_move_to(p->cr, at->x, at->y);
        pango_cairo_show_layout(p->cr, p->layout);
    }
    return height;
}

/* ---- pages ---- */

static void line(struct press *p, double x1, double y1, double x2, double y2)
{
    if (!p->draw) return;
    cairo_set_line_width(p->cr, 0.5);
    cairo_move_to(p->cr, x1, y1);
    cairo_line_to(p->cr, x2, y2);
    cairo_stroke(p->cr);
}

static void mark_put(struct press *p)
{
    struct place at = {.size = MARK_SIZE, .bold = true};
    if (p->doc->mark.n == 0 || !p->draw) return;
    int w = 0, h = 0;
    (void)text_set(p, p->doc->mark, &at);
    pango_layout_get_size(p->layout, &w, &h);
    double widest = p->height < p->width ? p->height : p->width; /* aslant it has a little more room than this */
    if ((double)w / PANGO_SCALE > widest) {
        at.size = MARK_SIZE * widest * PANGO_SCALE / (double)w;
        (void)text_set(p, p->doc->mark, &at);
        pango_layout_get_size(p->layout, &w, &h);
    }
    cairo_save(p->cr);
    cairo_set_source_rgb(p->cr, 0.93, 0.93, 0.93);
    cairo_translate(p->cr, p->width / 2, p->height / 2);
    cairo_rotate(p->cr, -0.7);
    cairo_move_to(p->cr, -(double)w / PANGO_SCALE / 2, -(double)h / PANGO_SCALE / 2);
    pango_cairo_show_layout(p->cr, p->layout);
    cairo_restore(p->cr);
}

static void page_begin(struct press *p)
{
    p->page++;
    p->y = MARGIN;
    p->fresh = true;
    mark_put(p);
}

static void page_end(struct press *p)
{
    struct place at = {.x = MARGIN, .y = p->height - FOOT, .width = p->width - 2 * MARGIN, .size = FOOT_SIZE};
    if (!p->draw) return;
    if (p->doc->footer.n) (void)text_put(p, p->doc->footer, &at);
    at.align = PAPER_RIGHT;
    struct buf b = {.arena = p->arena};
    if (p->doc->english)
        buf_addf(&b, "Page %" PRId64 " of %" PRId64, p->page, p->pages);
    else
        buf_addf(&b, "第 %" PRId64 " 页　共 %" PRId64 " 页", p->page, p->pages);
    (void)text_put(p, buf_str(&b), &at);
    cairo_show_page(p->cr);
}

/* Begins a new page when `height` does not fit on this one; what is higher than a page begins one and runs over. */
static bool room(struct press *p, double height)
{
    if (p->fresh || p->y + height <= p->height - MARGIN) return false;
    page_end(p);
    page_begin(p);
    return true;
}

static double inner_width(const struct press *p)
{
    return p->width - 2 * MARGIN;
}

/* ---- blocks ---- */

static void put_text(struct press *p, const struct paper_block *b)
{
    bool title = b->kind == PAPER_TITLE;
    struct place at = {.x = MARGIN,
                       .width = inner_width(p),
                       .size = title ? TITLE_SIZE : TEXT_SIZE,
                       .bold = title,
                       .align = title ? PAPER_CENTRE : b->align};
    double height = text_set(p, b->cells[0], &at);
    (void)room(p, height);
    at.y = p->y;
    p->y += text_put(p, b->cells[0], &at) + GAP;
    p->fresh = false;
}

/* Two pairs a line: label in 16 %, value in 34 % of the width. */
static void put_facts(struct press *p, const struct paper_block *b)
{
    double width = inner_width(p), label = width * 0.16, value = width * 0.34;
    for (size_t i = 0; i < b->cell_count; i += 4) {
        struct place places[4];
        double height = 0, x = MARGIN;
        for (size_t k = 0; k < 4; k++) {
            double w = k % 2 == 0 ? label : value;
            places[k] = (struct place){.x = x, .width = w - PAD, .size = TEXT_SIZE};
            x += w;
            double h = i + k < b->cell_count ? text_set(p, b->cells[i + k], &places[k]) : 0;
            if (h > height) height = h;
        }
        (void)room(p, height);
        for (size_t k = 0; k < 4 && i + k < b->cell_count; k++) {
            places[k].y = p->y;
            (void)text_put(p, b->cells[i + k], &places[k]);
        }
        p->y += height + PAD;
        p->fresh = false;
    }
    p->y += GAP - PAD;
}

/* The places of a table's columns, without their y. */
static void table_places(const struct press *p, const struct paper_block *b, bool heading, struct place *places)
{
    double shares = 0, x = MARGIN;
    for (size_t i = 0; i < b->column_count; i++)
        shares += b->columns[i].width;
    for (size_t i = 0; i < b->column_count; i++) {
        double w = inner_width(p) * b->columns[i].width / shares;
        places[i] = (struct place){.x = x + PAD,
                                   .width = w - 2 * PAD,
                                   .size = CELL_SIZE,
                                   .bold = heading,
                                   .align = heading ? PAPER_CENTRE : b->columns[i].align};
        x += w;
    }
}

static struct str table_text(const struct paper_block *b, const struct str *cells, size_t i)
{
    return cells ? cells[i] : b->columns[i].heading;
}

/* One row of a table; cells NULL = the heading. */
static double row_height(struct press *p, const struct paper_block *b, const struct str *cells)
{
    struct place places[PAPER_COLUMNS_MAX];
    double height = 0;
    table_places(p, b, !cells, places);
    for (size_t i = 0; i < b->column_count; i++) {
        double h = text_set(p, table_text(b, cells, i), &places[i]);
        if (h > height) height = h;
    }
    return height + PAD;
}

static void row_put(struct press *p, const struct paper_block *b, const struct str *cells, double height)
{
    struct place places[PAPER_COLUMNS_MAX];
    double right = p->width - MARGIN, bottom = p->y + height;
    table_places(p, b, !cells, places);
    line(p, MARGIN, p->y, right, p->y);
    for (size_t i = 0; i < b->column_count; i++) {
        places[i].y = p->y + PAD / 2;
        (void)text_put(p, table_text(b, cells, i), &places[i]);
        line(p, places[i].x - PAD, p->y, places[i].x - PAD, bottom);
    }
    line(p, right, p->y, right, bottom);
    line(p, MARGIN, bottom, right, bottom);
    p->y = bottom;
    p->fresh = false;
}

static void put_table(struct press *p, const struct paper_block *b)
{
    double head = row_height(p, b, NULL);
    double first = b->cell_count ? row_height(p, b, b->cells) : 0;
    (void)room(p, head + first); /* no heading alone at the end of a page */
    row_put(p, b, NULL, head);
    for (size_t i = 0; i < b->cell_count; i += b->column_count) {
        double height = row_height(p, b, b->cells + i);
        if (room(p, height)) row_put(p, b, NULL, head);
        row_put(p, b, b->cells + i, height);
    }
    p->y += GAP;
}

static void put_signs(struct press *p, const struct paper_block *b)
{
    double width = inner_width(p) / (double)b->cell_count, height = 3 * GAP + TEXT_SIZE;
    (void)room(p, height);
    for (size_t i = 0; i < b->cell_count; i++) {
        double x = MARGIN + width * (double)i;
        struct place at = {.x = x, .y = p->y + GAP, .width = width - GAP, .size = TEXT_SIZE};
        (void)text_put(p, b->cells[i], &at);
        line(p, x, p->y + height, x + width - 2 * GAP, p->y + height);
    }
    p->y += height + GAP;
    p->fresh = false;
}

static void put_all(struct press *p, bool draw)
{
    p->draw = draw;
    p->page = 0;
    page_begin(p);
    for (size_t i = 0; i < p->doc->block_count && p->page <= PAPER_PAGES_MAX; i++) {
        const struct paper_block *b = &p->doc->blocks[i];
        switch ((enum paper_kind)b->kind) {
        case PAPER_TITLE:
        case PAPER_TEXT:
            put_text(p, b);
            break;
        case PAPER_FACTS:
            put_facts(p, b);
            break;
        case PAPER_TABLE:
            put_table(p, b);
            break;
        case PAPER_SIGNS:
            put_signs(p, b);
            break;
        }
    }
    page_end(p);
}

/* ---- the document ---- */

static bool texts_fit(struct err *e, const struct paper *doc)
{
    for (size_t i = 0; i < doc->block_count; i++) {
        const struct paper_block *b = &doc->blocks[i];
        assert(b->kind == PAPER_TABLE || b->cell_count > 0);
        assert(b->column_count <= PAPER_COLUMNS_MAX);
        assert(b->kind != PAPER_TABLE || (b->column_count > 0 && b->cell_count % b->column_count == 0));
        for (size_t k = 0; k < b->cell_count; k++) {
            if (b->cells[k].n > PAPER_CELL_MAX)
                return fail(e, ERR_TOO_LARGE, M(PAPER_TEXT_LONG), I("max", PAPER_CELL_MAX));
        }
    }
    return true;
}

static cairo_status_t write_buf(void *arg, const unsigned char *bytes, unsigned int n)
{
    const char *p = (const char *)bytes;
    buf_add(arg, (struct str){p, n});
    return CAIRO_STATUS_SUCCESS;
}

/* Without a Chinese font every character would be an empty box. */
static bool fonts_there(struct press *p, struct err *e)
{
    (void)text_set(p, STR("示例元"), &(struct place){.size = TEXT_SIZE});
    return pango_layout_get_unknown_glyphs_count(p->layout) == 0 ||
           fail_internal(e, "no font with Chinese characters (fonts-noto-cjk)");
}

static bool press_run(struct press *p, struct err *e)
{
    if (!fonts_there(p, e)) return false;
    put_all(p, false);
    p->pages = p->page;
    if (p->pages > PAPER_PAGES_MAX) return fail(e, ERR_TOO_LARGE, M(PAPER_LONG), I("max", PAPER_PAGES_MAX));
    put_all(p, true);
    assert(p->page == p->pages);
    return true;
}

static void metadata(struct arena *a, cairo_surface_t *surface, const struct paper *doc)
{
    struct str at = str_sub(instant_text(a, doc->created), 0, 19);
    const char *created = arena_printf(a, "%.*sZ", STR_ARG(at)).p;
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, arena_cstr(a, doc->title));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Nuanqiao");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
}

bool paper_pdf(struct arena *a, struct err *e, const struct paper *doc, struct buf *out)
{
    if (!texts_fit(e, doc)) return false;
    struct press p = {.arena = a,
                      .doc = doc,
                      .width = doc->landscape ? LONG_SIDE : SHORT_SIDE,
                      .height = doc->landscape ? SHORT_SIDE : LONG_SIDE};
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(write_buf, out, p.width, p.height);
    /* A map of its own: Pango's default one belongs to the thread and would stay behind. */
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    PangoContext *context = pango_font_map_create_context(map);
    metadata(a, surface, doc);
    p.cr = cairo_create(surface);
    pango_cairo_update_context(p.cr, context);
    p.layout = pango_layout_new(context);
    pango_layout_set_wrap(p.layout, PANGO_WRAP_WORD_CHAR);
    p.font = pango_font_description_from_string(FAMILY);
    bool ok = press_run(&p, e);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    if (ok && status == CAIRO_STATUS_SUCCESS) status = cairo_status(p.cr);
    if (ok && status != CAIRO_STATUS_SUCCESS) ok = fail_internal(e, "pdf: %s", cairo_status_to_string(status));
    pango_font_description_free(p.font);
    g_object_unref(p.layout);
    cairo_destroy(p.cr);
    cairo_surface_destroy(surface);
    g_object_unref(context);
    g_object_unref(map);
    return ok;
}
