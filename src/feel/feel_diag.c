/* feel_diag.c - diagnostics: collecting them, and their sentences with the place, Chinese and English. */
#include "feel/feel_impl.h"

static const struct {
    const char *name, *text[2]; /* by enum feel_language */
} TEXTS[] = {
#define X(id, zh, en) [FEEL_MSG_##id] = {#id, {zh, en}},
    FEEL_MESSAGES(X)
#undef X
};
_Static_assert(COUNT(TEXTS) == FEEL_MESSAGE_COUNT, "every message has its row");

void feel_report(struct feel_diags *d, enum feel_severity severity, enum feel_message id,
                 const struct feel_source *source, struct feel_span span, const struct feel_arg *args)
{
    assert(id < FEEL_MESSAGE_COUNT);
    if (severity == FEEL_ERROR) d->errors++;
    if (severity == FEEL_WARNING) d->warnings++;
    if (d->list.count >= d->max) return;
    size_t count = 0;
    while (args && args[count].name) count++;
    struct feel_arg *copies = ARENA_ARRAY(d->arena, struct feel_arg, count + 1); /* ended as args is */
    for (size_t i = 0; i < count; i++)
        copies[i] = (struct feel_arg){.name = args[i].name, .text = arena_str(d->arena, args[i].text)};
    *LIST_ADD(d->arena, &d->list, struct feel_diag) = (struct feel_diag){
        .id = id, .severity = severity, .source = source, .span = span, .args = copies, .arg_count = count};
}

const char *feel_message_name(enum feel_message id)
{
    assert(id < FEEL_MESSAGE_COUNT);
    return TEXTS[id].name;
}

void feel_position(struct str text, uint32_t at, int32_t *line, int32_t *column)
{
    *line = *column = 1;
    for (size_t i = 0; i < at && i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '\n') {
            (*line)++;
            *column = 1;
        } else if ((c & 0xc0) != 0x80) {
            (*column)++;
        }
    }
}

/* ---- the sentence ---- */

/** Kinds of values by the name that FEEL gives them, for Chinese sentences. */
static struct str kind_word(struct str name)
{
    static const char *const WORDS[FEEL_KINDS] = {
        [FEEL_NULL] = "空缺",
        [FEEL_BOOLEAN] = "是否",
        [FEEL_NUMBER] = "数",
        [FEEL_STRING] = "文字",
        [FEEL_DATE] = "日期",
        [FEEL_TIME] = "时刻",
        [FEEL_DATE_TIME] = "日期时刻",
        [FEEL_DAYS_DURATION] = "日时时长",
        [FEEL_MONTHS_DURATION] = "年月时长",
        [FEEL_LIST] = "列表",
        [FEEL_CONTEXT] = "结构",
        [FEEL_RANGE] = "区间",
        [FEEL_FUNCTION] = "函数",
    };
    for (int kind = 0; kind < FEEL_KINDS; kind++)
        if (str_eq(name, str_of(feel_kind_name((enum feel_kind)kind)))) return str_of(WORDS[kind]);
    return name;
}

struct sentence {
    const struct feel_diag *diag;
    enum feel_language language;
};

static bool give_arg(struct buf *b, void *data, struct str name)
{
    static const char *const KINDS[] = {"left", "right", "found", "expected", "type", "kind"};
    const struct sentence *s = data;
    for (size_t i = 0; i < s->diag->arg_count; i++) {
        const struct feel_arg *arg = &s->diag->args[i];
        if (!str_eq(str_of(arg->name), name)) continue;
        bool kind = false;
        for (size_t k = 0; k < COUNT(KINDS); k++) kind = kind || str_eq(name, str_of(KINDS[k]));
        buf_add(b, kind && s->language == FEEL_ZH ? kind_word(arg->text) : arg->text);
        return true;
    }
    return false;
}

/** The words of a text in one line, at most 40 characters of it. */
static void add_excerpt(struct buf *b, struct str text)
{
    enum { EXCERPT_MAX = 40 };
    text = str_trim(text);
    size_t at = 0, count = 0;
    bool blank = false;
    while (at < text.n && count < EXCERPT_MAX) {
        uint32_t cp = utf8_next(text, &at);
        bool is_blank = cp <= ' ';
        if (!is_blank || !blank) {
            buf_add_utf8(b, is_blank ? ' ' : cp);
            count++;
        }
        blank = is_blank;
    }
    if (at < text.n) buf_add(b, STR("…"));
}

static void add_quoted(struct buf *b, enum feel_language language, struct str text)
{
    buf_add(b, language == FEEL_ZH ? STR("“") : STR("\""));
    add_excerpt(b, text);
    buf_add(b, language == FEEL_ZH ? STR("”") : STR("\""));
}

static void add_separator(struct buf *b, enum feel_language language)
{
    if (b->n) buf_add(b, language == FEEL_ZH ? STR("，") : STR(", "));
}

static const char *const PLACES[][2] = {
    [FEEL_PLACE_WHOLE] = {"", ""},
    [FEEL_PLACE_INPUT] = {"输入", "input"},
    [FEEL_PLACE_OUTPUT] = {"输出", "output"},
    [FEEL_PLACE_INPUT_VALUES] = {"输入的允许值", "allowed values of input"},
    [FEEL_PLACE_OUTPUT_VALUES] = {"输出的允许值", "allowed values of output"},
    [FEEL_PLACE_DEFAULT] = {"默认输出", "default output"},
    [FEEL_PLACE_TABLE] = {"决策表", "decision table"},
    [FEEL_PLACE_ENTRY] = {"条目", "entry"},
    [FEEL_PLACE_PARAMETER] = {"参数", "parameter"},
    [FEEL_PLACE_CELL] = {"单元格", "cell"},
    [FEEL_PLACE_ITEM] = {"列表项", "item"},
    [FEEL_PLACE_TYPE] = {"类型的限制", "constraint of the type"},
};

/** 规则 3 的输入“age” / rule 3, input "age". */
static void add_place(struct buf *b, enum feel_language language, const struct feel_source *s)
{
    bool zh = language == FEEL_ZH, row = s->place == FEEL_PLACE_CELL;
    assert(s->place < COUNT(PLACES));
    if (s->rule) {
        add_separator(b, language);
        buf_addf(b, zh ? (row ? "第 %" PRId32 " 行" : "规则 %" PRId32) : (row ? "row %" PRId32 : "rule %" PRId32),
                 s->rule);
    }
    struct str word = str_of(PLACES[s->place][language]);
    if (word.n == 0 && s->part.n == 0 && s->column == 0) return;
    if (zh && s->rule)
        buf_add(b, STR(" 的"));
    else
        add_separator(b, language);
    buf_add(b, word);
    if (s->part.n) {
        if (word.n && !zh) buf_add_char(b, ' ');
        add_quoted(b, language, s->part);
    } else if (s->column) {
        buf_addf(b, zh ? "第 %" PRId32 " 列" : word.n ? " %" PRId32 : "column %" PRId32, s->column);
    }
}

/** Which part of the model: “talent”的“Grant”，规则 3，第 2 列“age”. */
static void add_element(struct buf *b, enum feel_language language, const struct feel_source *s)
{
    bool zh = language == FEEL_ZH;
    if (s->element.n) {
        if (s->model.n && zh) {
            add_quoted(b, language, s->model);
            buf_add(b, STR("的"));
        }
        add_quoted(b, language, s->element);
        if (s->model.n && !zh) {
            buf_add(b, STR(" of "));
            add_quoted(b, language, s->model);
        }
    } else if (s->model.n) {
        add_quoted(b, language, s->model);
    }
    add_place(b, language, s);
}

/** Where inside the text: 第 2 行第 5 个字起的“x / 0”; the whole text needs no numbers. */
static void add_span(struct buf *b, enum feel_language language, const struct feel_diag *d)
{
    struct str text = d->source->text, excerpt = str_trim(str_sub(text, d->span.at, d->span.n));
    bool zh = language == FEEL_ZH;
    if (text.n == 0 || d->span.at > text.n) return;
    if (!utf8_valid(excerpt)) excerpt.n = 0;
    add_separator(b, language);
    if (!str_eq(excerpt, str_trim(text))) {
        int32_t line, column;
        feel_position(text, d->span.at, &line, &column);
        bool one_line = str_find(str_trim(text), STR("\n")) == str_trim(text).n;
        if (!one_line) buf_addf(b, zh ? "第 %" PRId32 " 行" : "line %" PRId32 ", ", line);
        buf_addf(b, zh ? "第 %" PRId32 " 个字" : "character %" PRId32, column);
        if (excerpt.n) buf_add(b, zh ? STR("起的") : STR(", "));
    }
    if (excerpt.n) add_quoted(b, language, excerpt);
}

struct str feel_diag_text(struct arena *a, enum feel_language language, const struct feel_diag *d)
{
    struct buf b = {.arena = a};
    if (d->source) {
        add_element(&b, language, d->source);
        add_span(&b, language, d);
        if (b.n) buf_add(&b, language == FEEL_ZH ? STR("：") : STR(": "));
    }
    struct sentence sentence = {.diag = d, .language = language};
    buf_fill(&b, str_of(TEXTS[d->id].text[language]), give_arg, &sentence);
    return buf_str(&b);
}
