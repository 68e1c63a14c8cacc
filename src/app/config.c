/* config.c - see config.h. */
#include "app/config.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { CONFIG_BYTES_MAX = 65536 };

static const struct field config_fields[] = {
    FIELD(struct config, listen, .max = 100, .zh = "监听地址", .en = "address to listen on", .example = "127.0.0.1"),
    FIELD(struct config, port, .min = 0, .max = 65535, .zh = "监听端口", .en = "port to listen on", .example = "8020"),
    FIELD(struct config, data_dir, .max = 1000, .zh = "数据目录", .en = "data directory", .example = "/var/lib/nuanqiao"),
    FIELD(struct config, store, .max = 1000, .secret = true, .zh = "数据库地址（空为数据目录中的 SQLite）",
          .en = "database address (empty: SQLite in the data directory)", .example = "postgres://nuanqiao@db/nuanqiao"),
    FIELD(struct config, public_url, .max = 300, .zh = "对外网址", .en = "address that people type",
          .example = "https://park.example"),
    FIELD(struct config, secure_cookies, .zh = "Cookie 仅限 https", .en = "cookies over https only", .example = "true"),
    FIELD(struct config, readers, .min = 1, .max = 64, .zh = "读线程数", .en = "reader threads", .example = "4"),
    FIELD(struct config, loops, .min = 1, .max = 64, .zh = "网络线程数", .en = "network threads", .example = "2"),
    FIELD(struct config, upload_max_mb, .min = 1, .max = 1024, .zh = "单个附件上限（MB）",
          .en = "largest attachment in MB", .example = "20"),
    FIELD(struct config, import_max_mb, .min = 1, .max = 1024, .zh = "单个导入文件上限（MB）",
          .en = "largest spreadsheet to import in MB", .example = "64"),
    FIELD(struct config, match_after_minutes, .min = 0, .max = 1440,
          .zh = "规则、导入或资料包变化后多久自动匹配（分钟，0 为不自动匹配）",
          .en = "minutes between a change of rules or lists and the match that it starts (0: people start it)",
          .example = "3"),
    FIELD(struct config, sweep_minutes, .min = 0, .max = 10080, .zh = "清理无引用文件的间隔（分钟，0 为启动时一次）",
          .en = "minutes between removals of unreferenced files (0: once, at the start)", .example = "1440"),
};
const struct record CONFIG = RECORD(config, config_fields);

static const struct config DEFAULTS = {
    .listen = {"127.0.0.1", 9}, .port = 8020, .readers = 4, .loops = 2, .upload_max_mb = 20, .import_max_mb = 64,
    .match_after_minutes = 3, .sweep_minutes = 1440,
};

static bool set(struct arena *a, struct err *e, struct config *out, struct str name, struct str value)
{
    const struct field *f = record_field(&CONFIG, name);
    if (!f) return fail_field(e, name, M(FIELD_UNKNOWN), S("name", name));
    return field_from_text(a, e, f, out, arena_str(a, value), (struct str){0});
}

static bool slurp(struct arena *a, struct err *e, struct str path, struct str *out)
{
    FILE *f = fopen(arena_cstr(a, path), "re");
    if (!f && errno == ENOENT) return true;
    if (!f) return fail_internal(e, "%.*s: cannot be opened: errno %d", STR_ARG(path), errno);
    char *text = arena_alloc(a, CONFIG_BYTES_MAX);
    size_t n = fread(text, 1, CONFIG_BYTES_MAX, f);
    bool whole = feof(f) && !ferror(f);
    (void)fclose(f);
    if (!whole) return fail_internal(e, "%.*s: cannot be read or is too long", STR_ARG(path));
    *out = (struct str){text, n};
    return true;
}

static bool from_lines(struct arena *a, struct err *e, struct str text, struct config *out)
{
    bool ok = true;
    while (text.n > 0) {
        struct str line = str_part(&text, '\n');
        line = str_trim(str_part(&line, '#'));
        if (line.n > 0 && line.p[line.n - 1] == '\r') line.n--;
        if (line.n == 0) continue;
        struct str value = line, name = str_trim(str_part(&value, '='));
        if (name.n == line.n)
            ok = fail_field(e, name, M(CONFIG_LINE), S("line", line));
        else
            ok = set(a, e, out, name, str_trim(value)) && ok;
    }
    return ok;
}

/* NQ_PORT overrides port: the record names the variables. */
static bool from_environment(struct arena *a, struct err *e, struct config *out)
{
    bool ok = true;
    for (size_t i = 0; i < CONFIG.count; i++) {
        const struct field *f = &CONFIG.fields[i];
        struct buf name = {.arena = a};
        buf_add(&name, STR("NQ_"));
        for (const char *p = f->name; *p; p++) buf_add_char(&name, (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p));
        const char *value = getenv(arena_cstr(a, buf_str(&name)));
        if (value && *value) ok = set(a, e, out, str_of(f->name), str_of(value)) && ok;
    }
    return ok;
}

bool config_load(struct arena *a, struct err *e, struct str path, struct config *out)
{
    struct str text = {0};
    *out = DEFAULTS;
    if (path.n > 0 && !slurp(a, e, path, &text)) return false;
    bool lines = from_lines(a, e, text, out);
    return from_environment(a, e, out) && lines;
}

void config_print(struct buf *b, enum lang lang, const struct config *config)
{
    for (size_t i = 0; i < CONFIG.count; i++) {
        const struct field *f = &CONFIG.fields[i];
        struct str value = f->secret && !field_absent(f, config) ? STR("(set)") : field_to_text(b->arena, f, config);
        struct str label = field_label(f, lang);
        buf_addf(b, "# %.*s, NQ_", STR_ARG(label));
        for (const char *p = f->name; *p; p++) buf_add_char(b, (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p));
        buf_addf(b, "\n%s%s = %.*s\n", value.n ? "" : "# ", f->name, STR_ARG(value));
    }
}

bool config_secure(const struct config *config)
{
    return config->secure_cookies || str_starts(config->public_url, STR("https://"));
}
