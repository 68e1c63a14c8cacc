/* cmd_fund.c - nuanqiao fund show: the pots with their money, or one with its entries; nuanqiao ledger verify. */
#include "cli/client.h"
#include "cli/commands.h"
#include "fund/fund.h"
#include "fund/verify.h"

enum {
    FIGURES = 6,
    CODE_WIDTH = 24,
    MONEY_WIDTH = 18,
    NEWEST = 20
};

static const struct field SHOW_FIELDS[] = {
    FIELD(struct fund_show_options, code, .max = 40, .zh = "只看这个资金池，连同最近的变动",
          .en = "one pot, with its newest entries", .example = "CODE"),
    FIELD(struct fund_show_options, year, .min = 1990, .max = 2200, .zh = "只看这一年", .en = "those of a year",
          .example = "YEAR"),
};
const struct record FUND_SHOW_OPTIONS = RECORD(fund_show_options, SHOW_FIELDS);
static const struct field SHOWN_FIELDS[] = {
    FIELD_L(struct fund_shown, pots, FUND_POT, .required = true),
    FIELD_L(struct fund_shown, entries, FUND_ENTRY, .required = true),
};
const struct record FUND_SHOWN = RECORD(fund_shown, SHOWN_FIELDS);
static const struct field REPORT_FIELDS[] = {
    FIELD(struct ledger_report, sound, .required = true),
    FIELD(struct ledger_report, finding_count, .required = true),
    FIELD_L(struct ledger_report, pots, FUND_VERDICT, .required = true),
};
const struct record LEDGER_REPORT = RECORD(ledger_report, REPORT_FIELDS);

/* ---- fund show ---- */

/* Columns on a terminal: a Chinese character takes two. */
static size_t width_of(struct str s)
{
    size_t width = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        if ((ch & 0xC0) != 0x80) width += ch >= 0xE0 ? 2 : 1;
    }
    return width;
}

static void add_cell(struct buf *b, struct str text, size_t width, bool right)
{
    size_t has = width_of(text);
    if (!right) buf_add(b, text);
    for (size_t i = has; i < width; i++)
        buf_add_char(b, ' ');
    if (right) buf_add(b, text);
    buf_add_char(b, ' ');
}

static void add_heading(struct cli *c, struct buf *b)
{
    bool zh = c->lang == LANG_ZH;
    const char *const *accounts = zh ? FUND_ACCOUNT_NAMES.zh : FUND_ACCOUNT_NAMES.en;
    add_cell(b, zh ? STR("年度") : STR("Year"), 4, false);
    add_cell(b, zh ? STR("代码") : STR("Code"), CODE_WIDTH, false);
    for (int32_t i = FUND_IN_BUDGET; i <= FUND_IN_RECOVERED; i++)
        add_cell(b, str_of(accounts[i]), MONEY_WIDTH, true);
    buf_add(b, zh ? STR("名称\n") : STR("Name\n"));
}

static void add_pot(struct cli *c, struct buf *b, const struct fund_pot *p)
{
    bool zh = c->lang == LANG_ZH;
    const int64_t figures[FIGURES] = {p->budget_fen.fen,    p->available_fen.fen, p->reserved_fen.fen,
                                      p->committed_fen.fen, p->paid_fen.fen,      p->recovered_fen.fen};
    add_cell(b, arena_printf(c->arena, "%" PRId64, p->year), 4, false);
    add_cell(b, p->code, CODE_WIDTH, false);
    for (size_t i = 0; i < FIGURES; i++)
        add_cell(b, money_grouped(c->arena, figures[i]), MONEY_WIDTH, true);
    buf_add(b, zh ? p->name_zh : p->name_en);
    if (p->state == FUND_POT_CLOSED)
        buf_addf(b, " (%s)", zh ? FUND_POT_STATE_NAMES.zh[p->state] : FUND_POT_STATE_NAMES.en[p->state]);
    buf_add_char(b, '\n');
}

static void add_entry(struct cli *c, struct buf *b, const struct fund_entry *e)
{
    const char *const *kinds = c->lang == LANG_ZH ? FUND_KIND_NAMES.zh : FUND_KIND_NAMES.en;
    add_cell(b, arena_printf(c->arena, "%" PRId64, e->no), 6, true);
    add_cell(b, instant_text(c->arena, e->at), 27, false);
    add_cell(b, str_of(kinds[e->kind]), MONEY_WIDTH, false);
    add_cell(b, money_grouped(c->arena, e->amount_fen.fen), MONEY_WIDTH, true);
    add_cell(b, e->subject.n ? e->subject : STR("-"), 36, false);
    buf_add(b, e->note);
    buf_add_char(b, '\n');
}

static bool read_pots(struct client *client, struct cli *c, const struct fund_show_options *o, struct list *pots)
{
    struct fund_pot_page page = {0};
    struct str after = STR("");
    do {
        struct buf path = {.arena = c->arena};
        buf_addf(&path, "/pots?limit=%d", FUND_PAGE_MAX);
        if (o->year.has) buf_addf(&path, "&year=%" PRId64, o->year.v);
        if (after.n) buf_addf(&path, "&after=%.*s", STR_ARG(after)); /* year, colon and code: nothing to encode */
        page = (struct fund_pot_page){0};
        if (!client_call(client, "GET", buf_str(&path), NULL, NULL, &FUND_POT_PAGE, &page)) return false;
        for (size_t i = 0; i < page.items.count; i++) {
            const struct fund_pot *p = LIST_AT(&page.items, struct fund_pot, i);
            if (!o->code.n || str_eq(o->code, p->code)) *LIST_ADD(c->arena, pots, struct fund_pot) = *p;
        }
        after = page.next;
    } while (after.n);
    return !o->code.n || pots->count || fail(&c->err, ERR_NOT_FOUND, M(CLI_NO_POT), S("code", o->code));
}

static bool show(struct client *client, struct cli *c, const struct fund_show_options *o, struct fund_shown *out)
{
    struct fund_entry_page page = {0};
    if (!read_pots(client, c, o, &out->pots)) return false;
    if (!o->code.n) return true;
    struct str id = LIST_AT(&out->pots, struct fund_pot, 0)->id;
    struct str path = arena_printf(c->arena, "/pots/%.*s/entries?limit=%d", STR_ARG(id), NEWEST);
    if (!client_call(client, "GET", path, NULL, NULL, &FUND_ENTRY_PAGE, &page)) return false;
    out->entries = page.items;
    return true;
}

enum cli_exit cmd_fund_show(struct cli *c, const void *options)
{
    struct fund_shown out = {0};
    struct client *client = client_open(c);
    bool ok = client && show(client, c, options, &out);
    client_close(client);
    if (!ok) return cli_fail(c);
    cli_result(c, &FUND_SHOWN, &out);
    if (c->at.json) return CLI_DONE;
    struct buf b = {.arena = c->arena};
    if (out.pots.count == 0) {
        cli_say(c, M(CLI_NO_POTS));
        return CLI_DONE;
    }
    add_heading(c, &b);
    for (size_t i = 0; i < out.pots.count; i++)
        add_pot(c, &b, LIST_AT(&out.pots, struct fund_pot, i));
    for (size_t i = 0; i < out.entries.count; i++)
        add_entry(c, &b, LIST_AT(&out.entries, struct fund_entry, i));
    cli_write(buf_str(&b));
    return CLI_DONE;
}

/* ---- ledger verify ---- */

static bool verify(struct client *client, struct cli *c, struct ledger_report *out)
{
    struct str after = STR("");
    out->sound = true;
    do {
        struct fund_verdict *v = LIST_ADD(c->arena, &out->pots, struct fund_verdict);
        struct buf path = {.arena = c->arena};
        buf_addf(&path, "/fund/verification?after=%.*s", STR_ARG(after));
        if (!client_call(client, "GET", buf_str(&path), NULL, NULL, &FUND_VERDICT, v)) return false;
        out->sound = out->sound && v->sound;
        out->finding_count += v->finding_count;
        after = v->next;
        if (!v->pot_id.n) out->pots.count--; /* a zone without pots */
    } while (after.n);
    return true;
}

static void say_finding(struct cli *c, const struct fund_finding *f)
{
    const char *const *words = c->lang == LANG_ZH ? FUND_FAULT_NAMES.zh : FUND_FAULT_NAMES.en;
    struct buf b = {.arena = c->arena};
    buf_addf(&b, "  %.*s", STR_ARG(f->pot_code));
    if (f->no.has) buf_addf(&b, " #%" PRId64, f->no.v);
    if (f->subject.n) buf_addf(&b, " %.*s", STR_ARG(f->subject));
    if (f->account.n) buf_addf(&b, " %.*s", STR_ARG(f->account));
    buf_addf(&b, ": %s", words[f->fault]);
    if (f->expected_fen.has && f->found_fen.has) {
        struct str want = money_grouped(c->arena, f->expected_fen.fen);
        struct str have = money_grouped(c->arena, f->found_fen.fen);
        buf_addf(&b, c->lang == LANG_ZH ? "（应为 %.*s，实为 %.*s）" : " (%.*s expected, %.*s found)", STR_ARG(want),
                 STR_ARG(have));
    }
    buf_add_char(&b, '\n');
    cli_write(buf_str(&b));
}

static void say_pot(struct cli *c, const struct fund_verdict *v)
{
    cli_say(c, M(CLI_LEDGER_POT), S("pot", v->pot_code), I("entries", v->entries), I("subjects", v->subjects),
            S("seal", v->seal.n ? v->seal : STR("-")));
    for (size_t i = 0; i < v->findings.count; i++)
        say_finding(c, LIST_AT(&v->findings, struct fund_finding, i));
}

enum cli_exit cmd_ledger_verify(struct cli *c, const void *options)
{
    (void)options;
    struct ledger_report report = {0};
    struct client *client = client_open(c);
    bool ok = client && verify(client, c, &report);
    client_close(client);
    if (!ok) return cli_fail(c);
    cli_result(c, &LEDGER_REPORT, &report);
    for (size_t i = 0; !c->at.json && i < report.pots.count; i++)
        say_pot(c, LIST_AT(&report.pots, struct fund_verdict, i));
    if (report.sound) {
        cli_say(c, M(CLI_LEDGER_SOUND), I("pots", (int64_t)report.pots.count));
        return CLI_DONE;
    }
    cli_say(c, M(CLI_LEDGER_FORGED), I("findings", report.finding_count));
    return CLI_FINDINGS;
}
