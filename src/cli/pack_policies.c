/* pack_policies.c - see pack_policies.h. */
#include "cli/pack_policies.h"
#include "cli/pack.h"
#include "json/json.h"
#include <dirent.h>
#include <stdlib.h>

enum {
    PACK_FILES_MAX = 200
};

static const struct field POT_FIELDS[] = {
    FIELD(struct pack_pot, code, .required = true, .min = 1, .max = 60),
    FIELD(struct pack_pot, name_zh, .required = true, .max = 200),
    FIELD(struct pack_pot, name_en, .required = true, .max = 200),
    FIELD(struct pack_pot, year, .required = true, .min = 1900, .max = 2999),
    FIELD(struct pack_pot, basis, .max = 400),
    FIELD(struct pack_pot, department, .max = 40),
    FIELD(struct pack_pot, amount_fen, .required = true, .min = 0),
    FIELD(struct pack_pot, reuse_recovered),
    FIELD(struct pack_pot, sample),
    FIELD_L(struct pack_pot, spenders, FUND_SPENDER, .max = FUND_SPENDERS_MAX),
};
static const struct record PACK_POT = RECORD(pack_pot, POT_FIELDS);
static const struct field POTS_FIELDS[] = {FIELD_L(struct pack_pots, items, PACK_POT, .max = 1000)};
static const struct record PACK_POTS = RECORD(pack_pots, POTS_FIELDS);

/* ---- reading ---- */

/* Names of the folder's files that end like this, in the order of their bytes: the digest is always the same. */
static int by_name(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static struct list names_in(struct arena *a, struct str folder, const char *end)
{
    struct list out = {0};
    DIR *dir = opendir(arena_cstr(a, folder));
    if (!dir) return out;
    for (const struct dirent *d = readdir(dir); d && out.count < PACK_FILES_MAX; d = readdir(dir))
        if (str_ends(str_of(d->d_name), str_of(end))) *LIST_ADD(a, &out, struct str) = arena_str(a, str_of(d->d_name));
    (void)closedir(dir);
    if (out.count) qsort(out.items, out.count, sizeof(struct str), by_name);
    return out;
}

struct reading {
    struct arena *a;
    struct err *e;
    struct str folder;
    struct sha256 *hash;
};

static bool read_text(const struct reading *r, struct str name, struct str *out)
{
    if (!pack_text(r->a, r->e, arena_printf(r->a, "%.*s/%.*s", STR_ARG(r->folder), STR_ARG(name)), out)) return false;
    sha256_add_field(r->hash, name);
    sha256_add_field(r->hash, *out);
    return true;
}

static bool read_json(const struct reading *r, struct str name, const struct record *record, void *out)
{
    struct str text;
    if (!read_text(r, name, &text)) return false;
    if (json_decode(r->a, r->e, record, text, out)) return true;
    return pack_file_bad(r->a, r->e, name);
}

/* A name inside the folder: a pack reads nothing from elsewhere. */
static bool is_plain(struct str name)
{
    return name.n && name.p[0] != '.' && memchr(name.p, '/', name.n) == NULL;
}

static bool read_rule(const struct reading *r, struct str file, struct policy_pack_item *one)
{
    if (!is_plain(one->dmn_file) || !is_plain(one->tests_file))
        return fail_field(r->e, file, M(PACK_FILE_NAME)) || pack_file_bad(r->a, r->e, file);
    return read_text(r, one->dmn_file, &one->dmn) && read_text(r, one->tests_file, &one->tests);
}

static bool read_document(const struct reading *r, struct str file, struct pack_policies *out)
{
    struct policy_pack_document *d = LIST_ADD(r->a, &out->documents, struct policy_pack_document);
    if (!read_json(r, file, &POLICY_PACK_DOCUMENT, d)) return false;
    for (size_t i = 0; i < d->items.count; i++)
        if (!read_rule(r, file, LIST_AT(&d->items, struct policy_pack_item, i))) return false;
    return true;
}

bool pack_policies_read(struct arena *a, struct err *e, struct str folder, struct sha256 *hash,
                        struct pack_policies *out)
{
    const struct reading r = {.a = a, .e = e, .folder = folder, .hash = hash};
    const struct list names = names_in(a, folder, ".json");
    *out = (struct pack_policies){0};
    for (size_t i = 0; i < names.count; i++) {
        struct str name = *LIST_AT(&names, struct str, i);
        bool ok = str_eq(name, STR("facts.json"))  ? read_json(&r, name, &POLICY_FACTS, &out->facts)
                  : str_eq(name, STR("pots.json")) ? read_json(&r, name, &PACK_POTS, &out->pots)
                                                   : read_document(&r, name, out);
        if (!ok) return false;
    }
    return true;
}

/* ---- installing ---- */

/* A job's failure is one sentence: the part and the first of what is wrong with it. */
static bool bad_part(struct ctx *c, struct str part)
{
    if (!c->err.fields.count) return false;
    const struct err_field f = *LIST_AT(&c->err.fields, struct err_field, 0);
    struct str reason = msg_render(c->arena, c->lang, &f.message);
    err_clear(&c->err);
    return fail(&c->err, ERR_INVALID, M(PACK_PART_BAD), S("part", part), S("name", f.name), S("reason", reason));
}

static const struct zone_part *department_of(const struct zone_page *zone, struct str code)
{
    for (size_t i = 0; i < zone->departments.count; i++) {
        const struct zone_part *d = LIST_AT(&zone->departments, struct zone_part, i);
        if (str_eq(d->code, code)) return d;
    }
    return NULL;
}

static bool put_pot(struct ctx *c, const struct zone_page *zone, const struct pack_pot *p, struct policy_pack_counts *n)
{
    struct fund_pot pot = {0};
    bool found = false;
    const struct zone_part *department = department_of(zone, p->department);
    if (p->department.n && !department)
        return fail(&c->err, ERR_INVALID, M(PACK_NO_DEPARTMENT), S("code", p->department));
    if (!fund_pot_by_code(c, p->code, &pot, &found)) return false;
    n->kept += found;
    n->created += !found;
    if (found) return true;
    const struct fund_pot_new in = {.code = p->code,
                                    .name_zh = p->name_zh,
                                    .name_en = p->name_en,
                                    .year = p->year,
                                    .basis = p->basis,
                                    .department_id = department ? department->id : (struct str){0},
                                    .amount_fen = p->amount_fen,
                                    .reuse_recovered = p->reuse_recovered,
                                    .sample = p->sample,
                                    .spenders = p->spenders};
    return fund_pot_create(c, &in, &pot) || bad_part(c, p->code);
}

bool pack_policies_frame(struct ctx *c, const struct pack_policies *p, struct policy_pack_counts *n)
{
    struct zone_page zone = {0};
    if (!zone_get(c, NULL, &zone)) return false;
    for (size_t i = 0; i < p->pots.items.count; i++)
        if (!put_pot(c, &zone, LIST_AT(&p->pots.items, struct pack_pot, i), n)) return false;
    return policy_pack_facts(c, &p->facts, n) || bad_part(c, STR("facts.json"));
}

bool pack_policies_check(struct ctx *c, void *policies)
{
    struct pack_policies *p = policies;
    for (size_t i = 0; i < p->documents.count; i++)
        if (!policy_pack_check(c, LIST_AT(&p->documents, struct policy_pack_document, i))) return false;
    return true;
}

bool pack_policies_document(struct ctx *c, const struct pack_policies *p, size_t i, struct policy_pack_counts *n)
{
    const struct policy_pack_document *d = LIST_AT(&p->documents, struct policy_pack_document, i);
    return policy_pack_document(c, d, n) || bad_part(c, d->document.no);
}
