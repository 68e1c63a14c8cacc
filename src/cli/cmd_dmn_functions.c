/* cmd_dmn_functions.c - nuanqiao dmn functions: the built-in functions as the tables of the guide, or as JSON. */
#include "cli/commands.h"
#include "dmn/dmn_json.h"

static const struct field FUNCTIONS_FIELDS[] = {
    FIELD_E(struct dmn_functions_options, language, LANGUAGE_NAMES, .zh = "说明的语言",
            .en = "language of the sentences", .example = "LANG"),
};
const struct record DMN_FUNCTIONS_OPTIONS = RECORD(dmn_functions_options, FUNCTIONS_FIELDS);

static const char *group_title(const char *group, bool zh)
{
    static const struct {
        const char *group, *zh, *en;
    } TITLES[] = {
        {"convert", "转换", "Conversion"},
        {"boolean", "是与否", "Booleans"},
        {"string", "文字", "Strings"},
        {"list", "列表", "Lists"},
        {"number", "数", "Numbers"},
        {"time", "日期与时间", "Dates and times"},
        {"range", "区间", "Ranges"},
        {"sort", "排序", "Sorting"},
        {"context", "上下文", "Contexts"},
    };
    for (size_t i = 0; i < COUNT(TITLES); i++)
        if (strcmp(TITLES[i].group, group) == 0) return zh ? TITLES[i].zh : TITLES[i].en;
    return group;
}

/* A cell of a table in Markdown, where a bar would end it. */
static void add_cell(struct buf *b, const char *text, const char *quote)
{
    buf_addf(b, "| %s", quote);
    for (; *text; text++) {
        if (*text == '|') buf_add_char(b, '\\');
        buf_add_char(b, *text);
    }
    buf_addf(b, "%s ", quote);
}

static void add_row(struct buf *b, const struct feel_function_info *f, bool zh)
{
    add_cell(b, f->signature, "`");
    add_cell(b, zh ? f->doc_zh : f->doc_en, "");
    add_cell(b, f->example, "`");
    buf_add(b, STR("|\n"));
}

static void add_json(struct buf *b, const struct feel_function_info *f, bool first)
{
    const struct {
        const char *key, *text;
    } PARTS[] = {{"name", f->name}, {"group", f->group},   {"signature", f->signature},
                 {"zh", f->doc_zh}, {"en", f->doc_en},     {"example", f->example}};
    buf_add(b, first ? STR("[") : STR(",\n "));
    for (size_t i = 0; i < COUNT(PARTS); i++) {
        buf_addf(b, "%s\"%s\":", i ? "," : "{", PARTS[i].key);
        dmn_json_string(b, str_of(PARTS[i].text));
    }
    buf_add_char(b, '}');
}

enum cli_exit cmd_dmn_functions(struct cli *c, const void *options)
{
    const struct dmn_functions_options *o = options;
    bool zh = o->language ? o->language == DMN_LANGUAGE_ZH : c->lang == LANG_ZH;
    struct buf b = {.arena = c->arena};
    struct feel_function_info f;
    const char *group = "";
    for (size_t i = 0; feel_function_info(c->arena, i, &f); i++) {
        if (c->at.json) {
            add_json(&b, &f, i == 0);
            continue;
        }
        if (strcmp(f.group, group) != 0)
            buf_addf(&b, "%s### %s\n\n| %s |\n|---|---|---|\n", i ? "\n" : "", group_title(f.group, zh),
                     zh ? "函数 | 说明 | 例子（结果为 `true`）" : "function | what it gives | example (gives `true`)");
        group = f.group;
        add_row(&b, &f, zh);
    }
    if (c->at.json) buf_add(&b, STR("]\n"));
    cli_write(buf_str(&b));
    return CLI_DONE;
}
