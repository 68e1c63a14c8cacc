/* judge.c - judges one row; see judge.h for the precedence. */
#include "intake/judge.h"
#include "registry/code.h"
#include "text/text.h"

enum {
    CODE_TEXT_MAX = 40
};

void judge_init(struct judge *j, int32_t kind, const struct list *columns, bool fixed_width, struct date today)
{
    *j = (struct judge){.schema = schema_of(kind), .today = today, .count = columns->count, .fixed_width = fixed_width};
    assert(columns->count <= SHEET_COLUMNS_MAX);
    for (size_t i = 0; i < columns->count; i++) {
        const struct import_column *c = LIST_AT(columns, struct import_column, i);
        j->columns[i] = (struct judge_column){
            .field = c->field.n ? schema_field(j->schema, c->field) : -1,
            .unit = heading_unit(c->header),
            .header = c->header,
        };
    }
}

int32_t judge_column_of(const struct judge *j, const char *field)
{
    int32_t wanted = schema_field(j->schema, str_of(field));
    for (size_t i = 0; i < j->count; i++)
        if (wanted >= 0 && j->columns[i].field == wanted) return (int32_t)i;
    return -1;
}

void judge_note_parts(struct arena *a, struct judged *out, int32_t column, int32_t severity,
                      const struct msg_part *parts)
{
    *LIST_ADD(a, &out->notes, struct note) =
        (struct note){.column = column, .severity = severity, .message = msg_copy(a, parts)};
    if (severity == SEVERITY_QUARANTINE && out->verdict != VERDICT_REJECT) out->verdict = VERDICT_QUARANTINE;
    if (severity == SEVERITY_REJECT) out->verdict = VERDICT_REJECT;
}

static void note_copy(struct arena *a, struct judged *out, int32_t column, int32_t severity, struct msg_text message)
{
    struct note *n = LIST_ADD(a, &out->notes, struct note);
    *n = (struct note){.column = column, .severity = severity, .message = message};
    if (severity == SEVERITY_QUARANTINE && out->verdict != VERDICT_REJECT) out->verdict = VERDICT_QUARANTINE;
    if (severity == SEVERITY_REJECT) out->verdict = VERDICT_REJECT;
}

/* ---- what the cells of a column look like ---- */

static bool is_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n > 0;
}

static bool is_alnum(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'A' && s.p[i] <= 'Z'))) return false;
    return s.n > 0;
}

/* 18 characters that begin like a credit code: two of kind, six digits of a division. */
static bool looks_like_uscc(struct str s)
{
    if (s.n != 18 || s.p[0] < '1' || s.p[0] > '9' || !is_digits(str_sub(s, 2, 6))) return false;
    for (size_t i = 8; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'A' && s.p[i] <= 'Z'))) return false;
    return true;
}

static bool looks_like_date(struct str s)
{
    struct date d;
    return s.n > 8 && s.n <= 30 && cell_date(s, &d) != CELL_DATE_NOT;
}

/* "9.14418E+17": what a spreadsheet makes of a code when it saves it as csv. */
static bool looks_scientific(struct str s)
{
    size_t i = 0;
    while (i < s.n && ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '.'))
        i++;
    if (i < 3 || i + 2 >= s.n || (s.p[i] != 'E' && s.p[i] != 'e')) return false;
    return s.p[i + 1] == '+' && is_digits(str_sub(s, i + 2, s.n));
}

static bool has_digit(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9') return true;
    return str_find(s, STR("元")) < s.n && str_find(s, STR("万")) < s.n; /* 伍拾万元 */
}

static bool is_province(struct str s)
{
    static const char *const NAMES[] = {"北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海",
                                        "江苏", "浙江", "安徽", "福建", "江西",   "山东", "河南", "湖北",   "湖南",
                                        "广东", "广西", "海南", "重庆", "四川",   "贵州", "云南", "西藏",   "陕西",
                                        "甘肃", "青海", "宁夏", "新疆", "台湾",   "香港", "澳门"};
    for (size_t i = 0; i < COUNT(NAMES); i++)
        if (str_starts(s, str_of(NAMES[i])) && s.n <= strlen(NAMES[i]) + 21) return true;
    return is_digits(s) && s.n == 2; /* a code of GB/T 2260 */
}

/* ---- cells that stand in the wrong column ---- */

static void note_misplaced(struct arena *a, struct judged *out, int32_t column, enum msg what, struct str text)
{
    if (out->worker && what == MSG_CELL_IS_CODE) text = code_mask_id(a, text); /* it may be an identity number */
    const struct msg_part parts[] = {
        {.kind = MSG_PART_ID, .id = what}, S("value", str_sub(text, 0, 60)), {.kind = MSG_PART_END}};
    struct msg_part cut[3];
    memcpy(cut, parts, sizeof parts);
    size_t n = 0;
    while (n < cut[1].text.n) { /* never cut a character in two */
        size_t next = n;
        (void)utf8_next(text, &next);
        if (next > cut[1].text.n) break;
        n = next;
    }
    cut[1].text.n = n;
    judge_note_parts(a, out, column, SEVERITY_QUARANTINE, cut);
}

/* What a cell of this field may never be; MSG_NONE when it may stand there. */
static enum msg misplaced(const char *field, struct str s)
{
    bool code = strcmp(field, "uscc") == 0 || strcmp(field, "reg15") == 0 || strcmp(field, "orgcode") == 0 ||
                strcmp(field, "id_number") == 0;
    bool date = strcmp(field, "registered_on") == 0 || strcmp(field, "birth") == 0 || strstr(field, "_since") ||
                strcmp(field, "hired_on") == 0 || strcmp(field, "left_on") == 0;
    bool capital = strcmp(field, "capital_text") == 0;
    bool amount = strstr(field, "_fen") != NULL;
    if (!code && looks_like_uscc(s)) return MSG_CELL_IS_CODE;
    if (!date && looks_like_date(s)) return MSG_CELL_IS_DATE;
    if (!capital && !amount && cell_is_capital(s)) return MSG_CELL_IS_CAPITAL;
    if (capital && (!has_digit(s) || s.n > 120)) return MSG_CELL_NOT_CAPITAL;
    if (strcmp(field, "province") == 0 && !is_province(s)) return MSG_CELL_NOT_PROVINCE;
    if (strcmp(field, "name") == 0 && is_digits(s)) return MSG_CELL_NOT_NAME;
    if (strcmp(field, "legal_representative") == 0 && is_digits(s)) return MSG_CELL_NOT_NAME;
    if (code && (looks_like_date(s) || cell_is_capital(s))) return MSG_CELL_NOT_CODE;
    return MSG_NONE;
}

/* Is anything in the wrong place?  The free texts (business scope) may hold whatever they like. */
static bool find_shift(struct arena *a, const struct judge *j, const struct sheet_row *row, struct judged *out)
{
    size_t width = row->count;
    while (width > j->count && cell_value(row->cells[width - 1].text).n == 0)
        width--;
    if (width > j->count || (j->fixed_width && row->count < j->count))
        judge_note(a, out, -1, SEVERITY_QUARANTINE, M(ROW_WIDTH), I("expected", (int64_t)j->count),
                   I("got", (int64_t)width));
    for (size_t i = 0; i < j->count && i < row->count; i++) {
        if (j->columns[i].field < 0) continue;
        const char *field = j->schema->fields[j->columns[i].field].name;
        struct str s = cell_value(row->cells[i].text);
        if (s.n == 0 || strcmp(field, "scope_text") == 0 || row->cells[i].numeric) continue;
        enum msg what = misplaced(field, s);
        if (what != MSG_NONE) note_misplaced(a, out, (int32_t)i, what, s);
    }
    return out->verdict == VERDICT_QUARANTINE;
}

/* ---- cells into the draft ---- */

static void *draft_of(struct judged *out)
{
    if (out->enterprise) return out->enterprise;
    if (out->worker) return out->worker;
    return out->year;
}

static void new_draft(struct arena *a, int32_t kind, struct judged *out)
{
    if (kind == IMPORT_ENTERPRISE) out->enterprise = ARENA_NEW(a, struct enterprise_draft);
    if (kind == IMPORT_WORKER) out->worker = ARENA_NEW(a, struct worker_draft);
    if (kind == IMPORT_YEAR) out->year = ARENA_NEW(a, struct year_draft);
    assert(draft_of(out));
}

/* The wire name of what people write for a value of an enum: wire name, Chinese or English label. */
static struct str enum_word(struct arena *a, const struct enum_names *names, struct str s)
{
    struct str folded = text_fold(a, s);
    for (size_t i = 1; i < names->count; i++)
        if (str_eq(folded, str_of(names->names[i])) ||
            (names->zh && str_eq(folded, text_fold(a, str_of(names->zh[i])))) ||
            (names->en && str_eq(folded, text_fold(a, str_of(names->en[i])))))
            return str_of(names->names[i]);
    return (struct str){0};
}

static bool contains(struct str s, const char *word)
{
    return str_find(s, str_of(word)) < s.n;
}

/* The registers' kinds of firms, as far as they tell branches, sole traders and offices from enterprises. */
static struct str kind_word(struct str s)
{
    if (contains(s, "分支") || contains(s, "分公司") || contains(s, "分店")) return STR("branch");
    if (contains(s, "个体")) return STR("sole_trader");
    if (contains(s, "代表机构") || contains(s, "办事机构") || contains(s, "代表处")) return STR("other");
    return (struct str){0}; /* decided by the name and the code */
}

/* Words for degrees and titles that the labels do not have. */
static struct str other_word(const struct field *f, struct str s)
{
    static const struct {
        const char *field, *word, *wire;
    } WORDS[] = {
        {"degree", "本科", "bachelor"},
        {"degree", "学士", "bachelor"},
        {"degree", "研究生", "master"},
        {"degree", "硕士", "master"},
        {"degree", "博士", "doctor"},
        {"degree", "大专", "college"},
        {"degree", "专科", "college"},
        {"degree", "高职", "college"},
        {"degree", "中专", "below_college"},
        {"degree", "高中", "below_college"},
        {"degree", "初中", "below_college"},
        {"degree", "小学", "below_college"},
        {"degree", "技校", "below_college"},
        {"degree", "senior", "below_college"},
        {"degree", "junior", "below_college"},
        {"degree", "secondary", "below_college"},
        {"degree", "primary", "below_college"},
        {"title", "高级技师", "senior_technician"},
        {"title", "技师", "technician"},
        {"title", "副高", "associate_senior"},
        {"title", "正高", "full_senior"},
        {"title", "中级", "middle"},
        {"title", "初级", "junior"},
        {"id_kind", "身份证", "citizen"},
        {"id_kind", "护照", "passport"},
        {"id_kind", "通行证", "hmt_permit"},
    };
    if (strcmp(f->name, "kind") == 0) return kind_word(s);
    for (size_t i = 0; i < COUNT(WORDS); i++)
        if (strcmp(f->name, WORDS[i].field) == 0 && contains(s, WORDS[i].word)) return str_of(WORDS[i].wire);
    return (struct str){0};
}

/* A cell that cannot be used: a required one refuses the row, another one is left out with a remark. */
static void note_unusable(struct arena *a, const struct judge *j, struct judged *out, int32_t column,
                          const struct field *f, struct msg_text message)
{
    bool refuse = f->required || j->schema->kind == IMPORT_YEAR;
    note_copy(a, out, column, refuse ? SEVERITY_REJECT : SEVERITY_WARN, message);
    if (!refuse) judge_note(a, out, column, SEVERITY_WARN, M(CELL_LEFT_OUT));
}

#define UNUSABLE(...) note_unusable(a, j, out, column, f, msg_copy(a, MSG_PARTS(__VA_ARGS__)))

/* Through the record's own rules: range, length, characters. */
static void set_field(struct arena *a, const struct judge *j, struct judged *out, int32_t column, const struct field *f,
                      struct str text)
{
    struct err e = {.arena = a};
    if (field_from_text(a, &e, f, draft_of(out), text, (struct str){0})) return;
    struct msg_text message = e.fields.count ? LIST_AT(&e.fields, struct err_field, 0)->message : e.message;
    /* The record may have kept what it refused; an absent value is all that may stay. */
    memset(field_at(f, draft_of(out)), 0, f->type == FIELD_STR ? sizeof(struct str) : sizeof(int32_t));
    note_unusable(a, j, out, column, f, message);
}

static void set_date(struct arena *a, const struct judge *j, struct judged *out, int32_t column, const struct field *f,
                     struct str s)
{
    struct date d;
    switch (cell_date(s, &d)) {
    case CELL_DATE_OK:
        break;
    case CELL_DATE_IMPOSSIBLE:
        UNUSABLE(M(CELL_DATE_IMPOSSIBLE), S("value", s));
        return;
    case CELL_DATE_NOT:
        UNUSABLE(M(CELL_DATE_BAD), S("value", s));
        return;
    }
    bool past = strcmp(f->name, "registered_on") == 0 || strcmp(f->name, "birth") == 0;
    if (past && j->today.y && date_cmp(d, j->today) > 0) {
        UNUSABLE(M(CELL_DATE_FUTURE), S("value", s));
        return;
    }
    set_field(a, j, out, column, f, date_text(a, d));
}

static void set_count(struct arena *a, const struct judge *j, struct judged *out, int32_t column, const struct field *f,
                      struct str s)
{
    struct buf b = {.arena = a};
    static const char *const UNITS[] = {"人", "名", "年度", "年"};
    for (size_t i = 0; i < COUNT(UNITS); i++)
        if (str_ends(s, str_of(UNITS[i]))) s = str_sub(s, 0, s.n - strlen(UNITS[i]));
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ',') buf_add_char(&b, s.p[i]);
    struct str digits = buf_str(&b);
    if (str_ends(digits, STR(".0"))) digits.n -= 2;
    int64_t v;
    if (!str_to_i64(digits, &v))
        UNUSABLE(M(CELL_COUNT_BAD), S("value", s));
    else
        set_field(a, j, out, column, f, digits);
}

static void set_amount(struct arena *a, const struct judge *j, struct judged *out, int32_t column,
                       const struct field *f, struct str s)
{
    int64_t fen;
    enum msg why;
    if (cell_amount(s, j->columns[column].unit, &fen, &why))
        set_field(a, j, out, column, f, arena_printf(a, "%" PRId64, fen));
    else
        UNUSABLE({.kind = MSG_PART_ID, .id = why}, S("value", s));
}

/* A line break inside a name is layout, not text. */
static struct str one_line(struct arena *a, struct str s)
{
    if (!memchr(s.p, '\n', s.n) && !memchr(s.p, '\r', s.n) && !memchr(s.p, '\t', s.n)) return s;
    struct buf b = {.arena = a};
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("\r\n\t", s.p[i])) buf_add_char(&b, s.p[i]);
    return buf_str(&b);
}

static bool has_entity(struct str s)
{
    const char *at = memchr(s.p, '&', s.n);
    if (!at) return false;
    size_t i = (size_t)(at - s.p) + 1, n = 0;
    if (i < s.n && s.p[i] == '#') i++;
    while (i + n < s.n && n < 9 &&
           ((s.p[i + n] >= '0' && s.p[i + n] <= '9') || (s.p[i + n] >= 'a' && s.p[i + n] <= 'z')))
        n++;
    return n >= 2 && i + n < s.n && s.p[i + n] == ';';
}

/* Remarks on texts that are taken as they are. */
static void remark_text(struct arena *a, struct judged *out, int32_t column, const struct field *f, struct str s)
{
    static const char *const SECOND[] = {"第二名称", "第一名称", "原名称", "曾用名", "又名"};
    bool name = strcmp(f->name, "name") == 0, private = false, lost = false, wide = false;
    for (size_t at = 0; at < s.n;) {
        if ((unsigned char)s.p[at] < 0xEE) { /* nothing below U+E000 matters here */
            at += (unsigned char)s.p[at] < 0x80 ? 1 : (unsigned char)s.p[at] < 0xE0 ? 2 : 3;
            continue;
        }
        uint32_t c = utf8_next(s, &at);
        private = private || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
        lost = lost || c == 0xFFFD;
        wide = wide || (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
    }
    if (private) judge_note(a, out, column, SEVERITY_WARN, M(TEXT_PRIVATE));
    if (lost) judge_note(a, out, column, SEVERITY_WARN, M(TEXT_LOST));
    if (wide && name) judge_note(a, out, column, SEVERITY_WARN, M(NAME_WIDE));
    if (has_entity(s)) judge_note(a, out, column, SEVERITY_WARN, M(TEXT_ENTITY));
    for (size_t i = 0; name && i < COUNT(SECOND); i++)
        if (contains(s, SECOND[i])) {
            judge_note(a, out, column, SEVERITY_WARN, M(NAME_TWO));
            break;
        }
}

static void set_text(struct arena *a, const struct judge *j, struct judged *out, int32_t column, const struct field *f,
                     struct str s)
{
    s = one_line(a, s);
    if (strcmp(f->name, "capital_text") == 0 && j->columns[column].unit && is_digits(str_sub(s, s.n - 1, 1)))
        s = arena_printf(a, "%.*s%s", STR_ARG(s),
                         j->columns[column].unit == 100 ? "元" : "万元"); /* 注册资本（万元） */
    size_t before = out->notes.count;
    set_field(a, j, out, column, f, s);
    if (out->notes.count == before) remark_text(a, out, column, f, s);
}

/* ---- codes ---- */

static void add_code(struct judged *out, int32_t kind, struct str value)
{
    assert(out->code_count < CODES_PER_ROW);
    out->codes[out->code_count++] = (struct code_key){.kind = kind, .value = value};
}

/* A number cell keeps 15 digits at most; more of them are zeros that Excel made up. */
static bool lost_digits(const struct cell *cell, struct str s)
{
    return looks_scientific(s) || (cell->numeric && (s.n > 15 || memchr(s.p, '.', s.n) || memchr(s.p, 'E', s.n)));
}

static void note_check(struct arena *a, struct judged *out, int32_t column, const struct code_result *r)
{
    if (r->ok) return;
    note_copy(a, out, column, SEVERITY_WARN, r->reason);
    if (r->suggestion.n) judge_note(a, out, column, SEVERITY_WARN, M(CODE_SUGGESTION), S("code", r->suggestion));
}

/* One code cell of an enterprise into the draft.  A wrong check character is remarked, never a reason to drop. */
static void set_code(struct arena *a, const struct judge *j, struct judged *out, int32_t column,
                     const struct cell *cell, struct str s, enum code_kind column_kind)
{
    struct enterprise_draft *d = out->enterprise;
    if (lost_digits(cell, s)) {
        judge_note(a, out, column, SEVERITY_REJECT, M(CODE_LOST_DIGITS), S("value", s));
        return;
    }
    struct str value = code_normal(a, s);
    enum code_kind kind = code_guess(value);
    /* Nine characters in a column of credit codes are the old organisation code; 18 anywhere are a credit code. */
    if (kind == CODE_USCC && !is_alnum(value)) kind = CODE_NONE;
    if (kind == CODE_NONE || (column_kind == CODE_ORGCODE && kind == CODE_REG15)) {
        if (j->trusted)
            judge_note(a, out, column, SEVERITY_REJECT, M(CODE_NO_CODE), S("value", str_sub(s, 0, CODE_TEXT_MAX)));
        else
            judge_note(a, out, column, SEVERITY_WARN, M(CODE_NO_CODE),
                       S("value", utf8_valid(str_sub(s, 0, CODE_TEXT_MAX)) ? str_sub(s, 0, CODE_TEXT_MAX) : STR("")));
        return;
    }
    struct code_result r;
    code_check(a, kind, s, j->today, &r);
    note_check(a, out, column, &r);
    struct str *slot = kind == CODE_USCC ? &d->uscc : kind == CODE_REG15 ? &d->reg15 : &d->orgcode;
    if (slot->n == 0) *slot = r.value.n ? r.value : value;
}

static void enterprise_codes(struct arena *a, const struct judge *j, struct judged *out)
{
    struct enterprise_draft *d = out->enterprise;
    if (d->uscc.n) add_code(out, IDENTIFIER_USCC, d->uscc);
    if (d->reg15.n) add_code(out, IDENTIFIER_REG15, d->reg15);
    if (d->orgcode.n) add_code(out, IDENTIFIER_ORGCODE, d->orgcode);
    if (d->uscc.n || d->reg15.n || j->trusted) return;
    if (d->registered_on.has)
        judge_note(a, out, -1, SEVERITY_QUARANTINE, M(ROW_NAME_DATE_ONLY));
    else
        judge_note(a, out, -1, SEVERITY_QUARANTINE, M(ROW_NAME_ONLY));
}

/* The enterprise that a row of workers or yearly figures belongs to. */
static void owner_code(struct arena *a, const struct judge *j, struct judged *out, int32_t column,
                       const struct cell *cell, struct str s, struct str *slot)
{
    if (lost_digits(cell, s)) {
        judge_note(a, out, column, SEVERITY_REJECT, M(CODE_LOST_DIGITS), S("value", s));
        return;
    }
    struct code_result r;
    struct str value = code_normal(a, s);
    enum code_kind kind = code_guess(value);
    *slot = value;
    if (kind == CODE_NONE || !is_alnum(value)) {
        judge_note(a, out, column, SEVERITY_REJECT, M(CODE_NO_CODE), S("value", s.n <= CODE_TEXT_MAX ? s : STR("")));
        return;
    }
    code_check(a, kind, s, j->today, &r);
    note_check(a, out, column, &r);
    add_code(out,
             kind == CODE_USCC    ? IDENTIFIER_USCC
             : kind == CODE_REG15 ? IDENTIFIER_REG15
                                  : IDENTIFIER_ORGCODE,
             value);
}

static bool set_special(struct arena *a, const struct judge *j, struct judged *out, int32_t column,
                        const struct cell *cell, const struct field *f, struct str s)
{
    bool uscc = strcmp(f->name, "uscc") == 0;
    if (out->enterprise && (uscc || strcmp(f->name, "reg15") == 0 || strcmp(f->name, "orgcode") == 0)) {
        set_code(a, j, out, column, cell, s, uscc ? CODE_USCC : f->name[0] == 'r' ? CODE_REG15 : CODE_ORGCODE);
        return true;
    }
    if (uscc && (out->worker || out->year)) {
        owner_code(a, j, out, column, cell, s, out->worker ? &out->worker->uscc : &out->year->uscc);
        return true;
    }
    if (out->worker && strcmp(f->name, "id_number") == 0 && lost_digits(cell, s)) {
        judge_note(a, out, column, SEVERITY_REJECT, M(CODE_LOST_DIGITS), S("value", code_mask_id(a, s)));
        return true;
    }
    return false;
}

static void set_cell(struct arena *a, const struct judge *j, struct judged *out, int32_t column,
                     const struct cell *cell)
{
    const struct field *f = schema_draft_field(j->schema, j->columns[column].field);
    struct str s = cell_value(cell->text);
    if (!f || s.n == 0 || set_special(a, j, out, column, cell, f, s)) return;
    switch (f->type) {
    case FIELD_DATE:
    case FIELD_OPT_DATE:
        set_date(a, j, out, column, f, s);
        return;
    case FIELD_I64:
    case FIELD_OPT_I64:
        set_count(a, j, out, column, f, s);
        return;
    case FIELD_MONEY:
    case FIELD_OPT_MONEY:
        set_amount(a, j, out, column, f, s);
        return;
    case FIELD_ENUM: {
        struct str word = enum_word(a, f->labels, s);
        if (word.n == 0) word = other_word(f, s);
        if (word.n)
            set_field(a, j, out, column, f, word);
        else if (strcmp(f->name, "kind") != 0)
            UNUSABLE(M(CELL_WORD_UNKNOWN), S("value", s.n <= 60 ? s : STR("…")));
        return;
    }
    case FIELD_STR:
        set_text(a, j, out, column, f, s);
        return;
    case FIELD_BOOL:
    case FIELD_INSTANT:
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_RECORD:
        break;
    }
    assert(!"a field that a sheet can fill");
}

/* ---- the row ---- */

static void note_missing(struct arena *a, const struct judge *j, struct judged *out)
{
    for (size_t i = 0; i < j->schema->count; i++) {
        const struct field *f = schema_draft_field(j->schema, (int32_t)i);
        if (!f || !f->required) continue;
        int32_t column = judge_column_of(j, f->name);
        bool noted = false;
        for (size_t k = 0; k < out->notes.count; k++)
            noted = noted || (LIST_AT(&out->notes, struct note, k)->column == column && column >= 0);
        bool absent =
            f->type == FIELD_I64 ? *(const int64_t *)field_in(f, draft_of(out)) == 0 : field_absent(f, draft_of(out));
        if (absent && !noted) judge_note(a, out, column, SEVERITY_REJECT, M(CELL_REQUIRED), S("field", str_of(f->zh)));
    }
    const struct year_draft *y = out->year;
    if (y && out->verdict == VERDICT_TAKE && !y->headcount.has && !y->revenue_fen.has && !y->assets_fen.has)
        judge_note(a, out, -1, SEVERITY_REJECT, M(ROW_NO_FIGURES));
}

/* Name and code for people, whatever is wrong with them. */
static void read_labels(struct arena *a, const struct judge *j, const struct sheet_row *row, struct judged *out)
{
    int32_t name = judge_column_of(j, "name"), code = judge_column_of(j, "uscc");
    if (name >= 0 && (size_t)name < row->count) out->name = arena_str(a, str_trim(row->cells[name].text));
    if (code >= 0 && (size_t)code < row->count) out->code = arena_str(a, str_trim(row->cells[code].text));
}

/* Codes that the store may know as those of two enterprises, or a number beside which another code stands there. */
static bool may_differ(const struct judged *out)
{
    return out->enterprise && out->verdict == VERDICT_TAKE &&
           (out->code_count > 1 || (out->code_count == 1 && out->codes[0].kind != IDENTIFIER_USCC));
}

static void keep_cells(struct arena *a, const struct sheet_row *row, struct judged *out)
{
    for (size_t i = 0; i < row->count; i++)
        *LIST_ADD(a, &out->cells, struct str) = arena_str(a, row->cells[i].text);
}

void judge_row(struct arena *a, const struct judge *j, const struct sheet_row *row, struct judged *out)
{
    *out = (struct judged){.row = row->number};
    new_draft(a, j->schema->kind, out);
    if (j->trusted || !find_shift(a, j, row, out)) {
        for (size_t i = 0; i < j->count && i < row->count; i++)
            if (j->columns[i].field >= 0) set_cell(a, j, out, (int32_t)i, &row->cells[i]);
        note_missing(a, j, out);
        if (out->enterprise && out->verdict == VERDICT_TAKE) enterprise_codes(a, j, out);
    }
    bool doubtful = out->verdict == VERDICT_QUARANTINE || may_differ(out);
    if (out->verdict == VERDICT_TAKE && out->notes.count == 0 && !out->worker && !doubtful) return;
    read_labels(a, j, row, out);
    if (doubtful) keep_cells(a, row, out);
}
