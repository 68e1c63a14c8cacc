/* feel_regex_pattern.c - reads a regular expression of XPath/XQuery F&O 3.1 and writes it as one of PCRE2.
 *
 * Every atom is written so that a quantifier may follow, and every character that could mean something to PCRE2 as
 * \x{...}; so nothing of PCRE2's own syntax can come through.  Flag i is not PCRE2's: F&O adds the case variants (same
 * lower or same upper case, so k, K and the Kelvin sign are variants, and i, I and the dotless i) of single characters
 * and ranges, and leaves escapes like \p{Lu} alone.  @source F&O 3.1, 5.6.1; XML Schema 1.1 part 2, appendix G */
#include "feel/feel_regex.h"
#include "feel/feel_unicode.h"

enum { REWRITTEN_MAX = 1 << 20, QUANTITY_MAX = 65535, CODE_MAX = 0x10ffff };
#define END UINT32_MAX

struct reader {
    struct str text;
    size_t at;
    struct feel_regex_flags flags;
    int32_t classes;  /* open brackets: flag x removes no blanks inside */
    int32_t depth;    /* open parentheses and brackets */
    uint32_t groups;  /* capturing groups begun */
    struct list open; /* of bool, one per group begun: not closed yet */
    struct arena *arena;
    enum feel_message *why;
    uint32_t *where;
};

struct range {
    uint32_t low, high;
};
/* XML 1.0, fifth edition: NameStartChar, and what NameChar adds. */
static const struct range NAME_START[] = {
    {':', ':'},       {'A', 'Z'},         {'_', '_'},         {'a', 'z'},         {0xC0, 0xD6},     {0xD8, 0xF6},
    {0xF8, 0x2FF},    {0x370, 0x37D},     {0x37F, 0x1FFF},    {0x200C, 0x200D},   {0x2070, 0x218F}, {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF}, {0xF900, 0xFDCF},   {0xFDF0, 0xFFFD},   {0x10000, 0xEFFFF},
};
static const struct range NAME[] = {
    {'-', '.'},       {'0', ':'},         {'A', 'Z'},         {'_', '_'},         {'a', 'z'},       {0xB7, 0xB7},
    {0xC0, 0xD6},     {0xD8, 0xF6},       {0xF8, 0x37D},      {0x37F, 0x1FFF},    {0x200C, 0x200D}, {0x203F, 0x2040},
    {0x2070, 0x218F}, {0x2C00, 0x2FEF},   {0x3001, 0xD7FF},   {0xF900, 0xFDCF},   {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
};
static const struct range BLANKS[] = {{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}};

/* ---- reading ---- */

static bool refuse(struct reader *r, enum feel_message why, size_t at)
{
    *r->why = why;
    *r->where = (uint32_t)(at < r->text.n ? at : r->text.n);
    return false;
}

static bool is_blank(uint32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* The next character; END behind the last.  It is not taken. */
static uint32_t peek(struct reader *r)
{
    while (r->flags.x && r->classes == 0 && r->at < r->text.n && is_blank((unsigned char)r->text.p[r->at]))
        r->at++;
    if (r->at >= r->text.n) return END;
    size_t at = r->at;
    return utf8_next(r->text, &at);
}

static uint32_t take(struct reader *r)
{
    uint32_t c = peek(r);
    if (c != END) (void)utf8_next(r->text, &r->at);
    return c;
}

static bool take_if(struct reader *r, uint32_t c)
{
    if (peek(r) != c) return false;
    (void)take(r);
    return true;
}

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

/* ---- writing ---- */

static void write_code(struct buf *b, uint32_t c)
{
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c >= 0xA0;
    if (plain)
        buf_add_utf8(b, c);
    else
        buf_addf(b, "\\x{%x}", c);
}

/* Inside brackets.  Surrogates are no characters, and PCRE2 refuses them as ends of a range. */
static void write_range(struct buf *b, uint32_t low, uint32_t high)
{
    if (low >= 0xD800 && low <= 0xDFFF) low = 0xE000;
    if (high >= 0xD800 && high <= 0xDFFF) high = 0xD7FF;
    if (low > high) return;
    buf_addf(b, "\\x{%x}", low);
    if (high > low) buf_addf(b, "-\\x{%x}", high);
}

static void write_variants(struct buf *b, uint32_t low, uint32_t high)
{
    for (size_t i = feel_case_pairs_from(low); i < FEEL_CASE_PAIRS_COUNT && FEEL_CASE_PAIRS[i].code <= high; i++) {
        uint32_t v = FEEL_CASE_PAIRS[i].variant;
        if (v < low || v > high) write_range(b, v, v);
    }
}

static void write_set(struct buf *b, const struct range *ranges, size_t count, bool others)
{
    uint32_t next = 0;
    for (size_t i = 0; i < count; i++) {
        if (!others)
            write_range(b, ranges[i].low, ranges[i].high);
        else if (ranges[i].low > next)
            write_range(b, next, ranges[i].low - 1);
        next = ranges[i].high + 1;
    }
    if (others && next <= CODE_MAX) write_range(b, next, CODE_MAX);
}

/* ---- escapes ---- */

static bool is_category(struct str name)
{
    static const char *const MINOR[] = {"Lultmo", "Mnce", "Ndlo", "Pcdseifo", "Zslp", "Smcko", "Ccfon"};
    if (name.n < 1 || name.n > 2) return false;
    for (size_t i = 0; i < COUNT(MINOR); i++)
        if (MINOR[i][0] == name.p[0]) return name.n == 1 || (name.p[1] && strchr(MINOR[i] + 1, name.p[1]));
    return false;
}

static void write_block(struct buf *b, size_t row, bool others)
{
    struct range ranges[8];
    size_t count = 0;
    const char *name = FEEL_BLOCKS[row].name;
    for (; row < FEEL_BLOCKS_COUNT && strcmp(FEEL_BLOCKS[row].name, name) == 0; row++) {
        assert(count < COUNT(ranges));
        ranges[count++] = (struct range){FEEL_BLOCKS[row].low, FEEL_BLOCKS[row].high};
    }
    write_set(b, ranges, count, others);
}

/* \p{...} behind the p: a category or "Is" and a block. */
static bool property(struct reader *r, struct buf *b, bool others, size_t start)
{
    struct buf name = {.arena = r->arena};
    if (!take_if(r, '{')) return refuse(r, FEEL_MSG_REGEX_PROPERTY, start);
    for (uint32_t c = take(r); c != '}'; c = take(r)) {
        if (c == END || name.n > 100) return refuse(r, FEEL_MSG_REGEX_PROPERTY, start);
        buf_add_utf8(&name, c);
    }
    struct str s = buf_str(&name);
    if (is_category(s)) {
        buf_addf(b, "\\%c{%.*s}", others ? 'P' : 'p', STR_ARG(s));
        return true;
    }
    size_t row = str_starts(s, STR("Is")) ? feel_block_find(str_sub(s, 2, s.n)) : FEEL_BLOCKS_COUNT;
    if (row == FEEL_BLOCKS_COUNT) return refuse(r, FEEL_MSG_REGEX_PROPERTY, start);
    write_block(b, row, others);
    return true;
}

/* What stands for one character behind a backslash; END when it is none of them. */
static uint32_t single_escape(uint32_t c)
{
    if (c == 'n') return '\n';
    if (c == 'r') return '\r';
    if (c == 't') return '\t';
    return c < 0x80 && c != 0 && strchr("\\|.?*+(){}-[]^$", (int)c) ? c : END;
}

/* The escapes that stand for many characters, as the inside of brackets. `c` is the letter behind the backslash. */
static bool class_escape(struct reader *r, struct buf *b, uint32_t c, size_t start)
{
    switch (c) {
    case 's':
    case 'S':
        write_set(b, BLANKS, COUNT(BLANKS), c == 'S');
        return true;
    case 'i':
    case 'I':
        write_set(b, NAME_START, COUNT(NAME_START), c == 'I');
        return true;
    case 'c':
    case 'C':
        write_set(b, NAME, COUNT(NAME), c == 'C');
        return true;
    case 'd':
        buf_add(b, STR("\\p{Nd}"));
        return true;
    case 'D':
        buf_add(b, STR("\\P{Nd}"));
        return true;
    case 'w': /* all but punctuation, separators and others: the underline is punctuation */
        buf_add(b, STR("\\p{L}\\p{M}\\p{N}\\p{S}"));
        return true;
    case 'W':
        buf_add(b, STR("\\p{P}\\p{Z}\\p{C}"));
        return true;
    case 'p':
    case 'P':
        return property(r, b, c == 'P', start);
    default:
        return refuse(r, FEEL_MSG_REGEX_ESCAPE, start);
    }
}

/* ---- classes in brackets ---- */

/* One character of a class, escaped or not: *code; or an escape for many, written to b with *code = END. */
static bool class_part(struct reader *r, struct buf *b, uint32_t *code)
{
    size_t start = r->at;
    uint32_t c = take(r);
    if (c == END) return refuse(r, FEEL_MSG_REGEX_CLASS_OPEN, start);
    if (c == '[') return refuse(r, FEEL_MSG_REGEX_CHARACTER, start);
    *code = c;
    if (c != '\\') return true;
    uint32_t letter = take(r);
    *code = single_escape(letter);
    return *code != END || class_escape(r, b, letter, start);
}

/* Does a range go on here, behind its first character?  A hyphen before ], [ or -[ is not part of a range. */
static bool range_follows(const struct reader *r)
{
    struct str rest = str_sub(r->text, r->at, 3);
    if (rest.n < 2 || rest.p[0] != '-') return false;
    return rest.p[1] != ']' && rest.p[1] != '[' && !(rest.n == 3 && rest.p[1] == '-' && rest.p[2] == '[');
}

static bool class_item(struct reader *r, struct buf *b)
{
    size_t start = r->at;
    uint32_t low, high;
    if (!class_part(r, b, &low)) return false;
    if (low == END) return true;
    high = low;
    if (range_follows(r)) {
        (void)take(r);
        if (!class_part(r, b, &high)) return false;
        if (high == END || high < low) return refuse(r, FEEL_MSG_REGEX_RANGE, start);
    }
    write_range(b, low, high);
    if (r->flags.i) write_variants(b, low, high);
    return true;
}

/* Behind the opening bracket, to behind the closing one. */
static bool class_expression(struct reader *r, struct buf *out, size_t start)
{
    struct buf inside = {.arena = r->arena}, less = {.arena = r->arena};
    if (++r->depth > FEEL_PATTERN_DEPTH_MAX) return refuse(r, FEEL_MSG_REGEX_DEPTH, start);
    r->classes++;
    bool negative = take_if(r, '^');
    size_t items = 0;
    for (uint32_t c = peek(r); c != ']'; c = peek(r)) {
        if (c == END) return refuse(r, FEEL_MSG_REGEX_CLASS_OPEN, start);
        if (c == '-' && str_starts(str_sub(r->text, r->at, 2), STR("-["))) {
            size_t at = ++r->at;
            r->at++;
            if (items == 0 || !class_expression(r, &less, at)) {
                return items == 0 ? refuse(r, FEEL_MSG_REGEX_CLASS_EMPTY, start) : false;
            }
            if (peek(r) != ']') return refuse(r, FEEL_MSG_REGEX_SUBTRACTION, r->at);
            break;
        }
        if (!class_item(r, &inside)) return false;
        items++;
        if (inside.n > REWRITTEN_MAX) return refuse(r, FEEL_MSG_REGEX_COMPLEX, start);
    }
    if (items == 0) return refuse(r, FEEL_MSG_REGEX_CLASS_EMPTY, start);
    r->at++;
    r->classes--;
    r->depth--;
    if (less.n) buf_addf(out, "(?:(?!%.*s)", STR_ARG(buf_str(&less)));
    buf_addf(out, "[%s%.*s]", negative ? "^" : "", STR_ARG(buf_str(&inside)));
    if (less.n) buf_add_char(out, ')');
    return true;
}

/* ---- atoms ---- */

static bool expression(struct reader *r, struct buf *out);

static bool group(struct reader *r, struct buf *out, size_t start)
{
    if (++r->depth > FEEL_PATTERN_DEPTH_MAX) return refuse(r, FEEL_MSG_REGEX_DEPTH, start);
    uint32_t number = 0;
    if (take_if(r, '?')) {
        if (!take_if(r, ':')) return refuse(r, FEEL_MSG_REGEX_GROUP_KIND, start);
        buf_add(out, STR("(?:"));
    } else {
        number = ++r->groups;
        *LIST_ADD(r->arena, &r->open, bool) = true;
        buf_add_char(out, '(');
    }
    if (!expression(r, out)) return false;
    if (!take_if(r, ')')) return refuse(r, FEEL_MSG_REGEX_GROUP_OPEN, start);
    buf_add_char(out, ')');
    if (number) *LIST_AT(&r->open, bool, number - 1) = false;
    r->depth--;
    return true;
}

/* Behind \ and the first digit.  Further digits belong to it only while so many groups have begun. */
static bool back_reference(struct reader *r, struct buf *out, uint32_t digit, size_t start)
{
    uint32_t n = digit - '0';
    while (is_digit(peek(r)) && n * 10 + (peek(r) - '0') <= r->groups)
        n = n * 10 + (take(r) - '0');
    if (n == 0 || n > r->groups || *LIST_AT(&r->open, bool, n - 1))
        return refuse(r, FEEL_MSG_REGEX_BACK_REFERENCE, start);
    buf_addf(out, r->flags.i ? "(?i:\\g{%u})" : "\\g{%u}", n);
    return true;
}

static bool escape(struct reader *r, struct buf *out, size_t start)
{
    uint32_t c = take(r);
    if (is_digit(c)) return back_reference(r, out, c, start);
    if (single_escape(c) != END) {
        write_code(out, single_escape(c));
        return true;
    }
    buf_add_char(out, '[');
    if (!class_escape(r, out, c, start)) return false;
    buf_add_char(out, ']');
    return true;
}

static void write_literal(struct reader *r, struct buf *out, uint32_t c)
{
    size_t i = r->flags.i ? feel_case_pairs_from(c) : FEEL_CASE_PAIRS_COUNT;
    if (i == FEEL_CASE_PAIRS_COUNT || FEEL_CASE_PAIRS[i].code != c) {
        write_code(out, c);
        return;
    }
    buf_add_char(out, '[');
    write_range(out, c, c);
    write_variants(out, c, c);
    buf_add_char(out, ']');
}

static bool atom(struct reader *r, struct buf *out)
{
    size_t start = r->at;
    uint32_t c = take(r);
    switch (c) {
    case '(':
        return group(r, out, start);
    case '[':
        return class_expression(r, out, start);
    case '\\':
        return escape(r, out, start);
    case '.':
        buf_add(out, r->flags.s ? STR(".") : STR("[^\\n\\r]"));
        return true;
    case '^': /* with m: not behind a line feed that ends the text */
        buf_add(out, r->flags.m ? STR("(?m:^)") : STR("(?:\\A)"));
        return true;
    case '$': /* with m: at the very end only when no line feed ends the text */
        buf_add(out, r->flags.m ? STR("(?:(?=\\n)|(?<!\\n)\\z)") : STR("(?:\\z)"));
        return true;
    case '?':
    case '*':
    case '+':
        return refuse(r, FEEL_MSG_REGEX_QUANTIFIER, start);
    case '{':
    case '}':
    case ']':
        return refuse(r, FEEL_MSG_REGEX_CHARACTER, start);
    default:
        write_literal(r, out, c);
        return true;
    }
}

/* ---- quantifiers and branches ---- */

static bool number(struct reader *r, uint32_t *out)
{
    if (!is_digit(peek(r))) return false;
    uint32_t n = 0;
    while (is_digit(peek(r))) {
        n = n * 10 + (take(r) - '0');
        if (n > QUANTITY_MAX) return false;
    }
    *out = n;
    return true;
}

/* {n}, {n,}, {n,m}, behind the brace. */
static bool quantity(struct reader *r, struct buf *out, size_t start)
{
    uint32_t low = 0, high = 0;
    if (!number(r, &low)) return refuse(r, FEEL_MSG_REGEX_QUANTITY, start);
    buf_addf(out, "{%u", low);
    if (take_if(r, ',')) {
        buf_add_char(out, ',');
        if (peek(r) != '}') {
            if (!number(r, &high) || high < low) return refuse(r, FEEL_MSG_REGEX_QUANTITY, start);
            buf_addf(out, "%u", high);
        }
    }
    if (!take_if(r, '}')) return refuse(r, FEEL_MSG_REGEX_QUANTITY, start);
    buf_add_char(out, '}');
    return true;
}

static bool quantifier(struct reader *r, struct buf *out)
{
    uint32_t c = peek(r);
    size_t start = r->at;
    if (c != '?' && c != '*' && c != '+' && c != '{') return true;
    (void)take(r);
    if (c == '{') {
        if (!quantity(r, out, start)) return false;
    } else {
        buf_add_char(out, (char)c);
    }
    if (take_if(r, '?')) buf_add_char(out, '?');
    return true;
}

static bool expression(struct reader *r, struct buf *out)
{
    for (;;) {
        uint32_t c = peek(r);
        if (c == END || c == ')') return true;
        if (c == '|') {
            (void)take(r);
            buf_add_char(out, '|');
        } else if (!atom(r, out) || !quantifier(r, out)) {
            return false;
        }
        if (out->n > REWRITTEN_MAX) return refuse(r, FEEL_MSG_REGEX_COMPLEX, 0);
    }
}

bool feel_regex_flags(struct str text, struct feel_regex_flags *out)
{
    *out = (struct feel_regex_flags){0};
    for (size_t i = 0; i < text.n; i++) {
        switch (text.p[i]) {
        case 's':
            out->s = true;
            break;
        case 'm':
            out->m = true;
            break;
        case 'i':
            out->i = true;
            break;
        case 'x':
            out->x = true;
            break;
        default:
            return false;
        }
    }
    return true;
}

bool feel_regex_rewrite(struct buf *out, struct str pattern, struct feel_regex_flags flags, enum feel_message *why,
                        uint32_t *at)
{
    struct reader r = {.text = pattern, .flags = flags, .arena = out->arena, .why = why, .where = at};
    if (pattern.n > FEEL_PATTERN_MAX) return refuse(&r, FEEL_MSG_REGEX_LONG, FEEL_PATTERN_MAX);
    if (!expression(&r, out)) return false;
    return peek(&r) == END || refuse(&r, FEEL_MSG_REGEX_GROUP_CLOSE, r.at);
}
