/* pack_read.c - a pack's folder into structs; see pack.h. */
#include "app/crypto.h"
#include "cli/pack.h"
#include "json/json.h"
#include "sheet/sheet.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    TEXT_BYTES_MAX = 1 << 20,
    PACK_ROWS_MAX = 200000,
    PIECE_BYTES = 1 << 16
};

static const struct field ZONE_FIELDS[] = {
    FIELD(struct zone_new, code, .required = true, .max = 40),
    FIELD(struct zone_new, name_zh, .required = true, .max = 80),
    FIELD(struct zone_new, name_en, .required = true, .max = 80),
    FIELD(struct zone_new, utc_offset_minutes, .min = -840, .max = 840),
};
static const struct record PACK_ZONE = RECORD(zone_new, ZONE_FIELDS);
static const struct field MANIFEST_FIELDS[] = {
    FIELD(struct pack_manifest, id, .required = true, .min = 1, .max = 80),
    FIELD(struct pack_manifest, version, .required = true, .min = 1, .max = 40),
    FIELD(struct pack_manifest, sample),
    FIELD(struct pack_manifest, name_zh, .required = true, .max = 120),
    FIELD(struct pack_manifest, name_en, .required = true, .max = 120),
    FIELD(struct pack_manifest, about_zh),
    FIELD(struct pack_manifest, about_en),
    FIELD_R(struct pack_manifest, zone, PACK_ZONE),
};
static const struct record PACK_MANIFEST = RECORD(pack_manifest, MANIFEST_FIELDS);
static const struct field PLACE_FIELDS[] = {
    FIELD(struct pack_place, code, .required = true, .max = 40),
    FIELD(struct pack_place, name_zh, .required = true, .max = 80),
    FIELD(struct pack_place, name_en, .required = true, .max = 80),
};
static const struct record PACK_PLACE = RECORD(pack_place, PLACE_FIELDS);
static const struct field USER_FIELDS[] = {
    FIELD(struct pack_user, login, .required = true, .max = 60),
    FIELD(struct pack_user, name, .required = true, .max = 60),
    FIELD_E(struct pack_user, role, ROLE_NAMES, .required = true),
    FIELD(struct pack_user, bound_to, .max = 80),
    FIELD(struct pack_user, password, .required = true, .max = 200, .secret = true),
};
static const struct record PACK_USER = RECORD(pack_user, USER_FIELDS);
static const struct field FLAG_FIELDS[] = {
    FIELD(struct pack_flag, uscc, .required = true, .max = 40),
    FIELD(struct pack_flag, name, .max = 120),
    FIELD_E(struct pack_flag, flag, FLAG_KIND_NAMES, .required = true),
    FIELD(struct pack_flag, list, .max = 40),
    FIELD(struct pack_flag, since, .required = true),
    FIELD(struct pack_flag, until),
    FIELD(struct pack_flag, value, .max = 200),
};
static const struct record PACK_FLAG = RECORD(pack_flag, FLAG_FIELDS);

static struct str path_of(struct arena *a, struct str folder, const char *file)
{
    return arena_printf(a, "%.*s/%s", STR_ARG(folder), file);
}

/* ---- csv ---- */

struct column_map {
    const struct field *fields[SHEET_COLUMNS_MAX];
    size_t count;
};

static bool map_columns(struct err *e, const char *file, const struct record *r, const struct sheet_row *head,
                        struct column_map *map)
{
    for (size_t i = 0; i < head->count; i++) {
        map->fields[i] = record_field(r, head->cells[i].text);
        if (!map->fields[i])
            return fail(e, ERR_MALFORMED, M(PACK_COLUMN), S("file", str_of(file)), S("name", head->cells[i].text));
    }
    map->count = head->count;
    return true;
}

static bool read_row(struct arena *a, struct err *e, const char *file, const struct column_map *map,
                     const struct sheet_row *row, void *obj)
{
    if (row->count != map->count)
        return fail(e, ERR_MALFORMED, M(PACK_ROW), S("file", str_of(file)), I("row", row->number));
    bool ok = true;
    for (size_t i = 0; i < map->count; i++) {
        const struct field *f = map->fields[i];
        struct str at = arena_printf(a, "%s:%" PRId64 "/%s", file, row->number, f->name);
        struct str text = arena_str(a, row->cells[i].text);
        if (text.n) ok = field_from_text(a, e, f, obj, text, at) && ok;
        if (f->required && field_absent(f, obj)) ok = fail_field(e, at, M(REQUIRED));
    }
    return ok;
}

/* Every row of a csv as one r; all bad cells are reported. */
static bool read_table(struct arena *a, struct err *e, struct str folder, const char *file, const struct record *r,
                       struct list *out)
{
    struct column_map map = {0};
    struct sheet_row row = {0};
    bool end = false, ok = true;
    struct sheet *s = sheet_open(a, e, path_of(a, folder, file));
    if (!s) return false;
    ok = sheet_next(s, e, &row, &end) && !end && map_columns(e, file, r, &row, &map);
    while (ok && sheet_next(s, e, &row, &end) && !end) {
        if (out->count >= PACK_ROWS_MAX) ok = fail(e, ERR_TOO_LARGE, M(LIST_LONG), I("max", PACK_ROWS_MAX));
        if (ok) (void)read_row(a, e, file, &map, &row, list_add(a, out, r->size));
    }
    sheet_close(s);
    return e->code == ERR_NONE;
}

/* ---- the whole ---- */

bool pack_text(struct arena *a, struct err *e, struct str path, struct str *out)
{
    struct stat st;
    int fd = open(arena_cstr(a, path), O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > TEXT_BYTES_MAX) {
        if (fd >= 0) (void)close(fd);
        return fail(e, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", path));
    }
    char *text = arena_alloc(a, (size_t)st.st_size + 1);
    ssize_t n = read(fd, text, (size_t)st.st_size);
    (void)close(fd);
    *out = (struct str){text, n > 0 ? (size_t)n : 0};
    return n == st.st_size || fail_internal(e, "%.*s: errno %d", STR_ARG(path), errno);
}

bool pack_file_bad(struct arena *a, struct err *e, struct str file)
{
    for (size_t i = 0; i < e->fields.count; i++) {
        struct err_field *f = LIST_AT(&e->fields, struct err_field, i);
        f->name = arena_printf(a, "%.*s:%.*s", STR_ARG(file), STR_ARG(f->name));
    }
    if (e->fields.count) return false;
    if (e->code != ERR_MALFORMED) return false;
    err_clear(e);
    return fail(e, ERR_MALFORMED, M(PACK_FILE_BAD), S("file", file));
}

bool pack_manifest_read(struct arena *a, struct err *e, struct str folder, struct pack_manifest *out)
{
    struct str text;
    if (!pack_text(a, e, path_of(a, folder, "manifest.json"), &text)) return false;
    return json_decode(a, e, &PACK_MANIFEST, text, out);
}

static bool digest_file(struct arena *a, struct err *e, struct str folder, const char *file, struct sha256 *hash)
{
    struct str path = path_of(a, folder, file);
    int fd = open(arena_cstr(a, path), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail(e, ERR_NOT_FOUND, M(CLI_FILE_MISSING), S("file", path));
    char *piece = arena_alloc(a, PIECE_BYTES);
    struct buf all = {.arena = a};
    ssize_t n;
    while ((n = read(fd, piece, PIECE_BYTES)) > 0)
        buf_add(&all, (struct str){piece, (size_t)n});
    (void)close(fd);
    sha256_add_field(hash, str_of(file));
    sha256_add_field(hash, buf_str(&all));
    return n == 0 || fail_internal(e, "%.*s: errno %d", STR_ARG(path), errno);
}

bool pack_read(struct arena *a, struct err *e, struct str folder, struct pack *out)
{
    const struct {
        const char *file;
        const struct record *record;
        struct list *rows;
    } tables[] = {
        {"areas.csv", &PACK_PLACE, &out->areas},
        {"departments.csv", &PACK_PLACE, &out->departments},
        {"users.csv", &PACK_USER, &out->users},
        {"base_lists.csv", &BASE_LIST_NEW, &out->lists},
        {"enterprises.csv", &ENTERPRISE_DRAFT, &out->enterprises},
        {"years.csv", &YEAR_DRAFT, &out->years},
        {"flags.csv", &PACK_FLAG, &out->flags},
        {"workers.csv", &WORKER_DRAFT, &out->workers},
    };
    struct sha256 *hash = sha256_begin(a);
    if (!pack_text(a, e, path_of(a, folder, "manifest.json"), &out->manifest_text)) return false;
    if (!json_decode(a, e, &PACK_MANIFEST, out->manifest_text, &out->manifest)) return false;
    sha256_add_field(hash, out->manifest_text);
    for (size_t i = 0; i < COUNT(tables); i++) {
        if (!read_table(a, e, folder, tables[i].file, tables[i].record, tables[i].rows)) return false;
        if (!digest_file(a, e, folder, tables[i].file, hash)) return false;
    }
    if (!pack_policies_read(a, e, path_of(a, folder, "policies"), hash, &out->policies)) return false;
    out->digest = sha256_end(hash, a);
    return true;
}
