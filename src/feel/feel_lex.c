/* feel_lex.c - characters and tokens of FEEL, and complaints about them in words of the people who type them. */
#include "feel/feel_syntax.h"

/* ---- characters ---- */

struct span_of_chars {
    uint32_t first, last;
};
static const struct span_of_chars NAME_START[] = {
    {'?', '?'},         {'A', 'Z'},         {'_', '_'},         {'a', 'z'},         {0xC0, 0xD6},
    {0xD8, 0xF6},       {0xF8, 0x2FF},      {0x370, 0x37D},     {0x37F, 0x1FFF},    {0x200C, 0x200D},
    {0x2070, 0x218F},   {0x2C00, 0x2FEF},   {0x3001, 0xD7FF},   {0xF900, 0xFDCF},   {0xFDF0, 0xFFFD},
    {0x10000, 0xEFFFF},
};

bool feel_name_start(uint32_t cp)
{
    if (cp < 0x80) return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || cp == '_' || cp == '?';
    if (cp == 0x1680 || cp == 0x180E || cp == 0xFEFF) return false; /* white space comes first */
    for (size_t i = 0; i < COUNT(NAME_START); i++)
        if (cp >= NAME_START[i].first && cp <= NAME_START[i].last) return true;
    return false;
}

bool feel_name_part(uint32_t cp)
{
    return feel_name_start(cp) || (cp >= '0' && cp <= '9') || cp == 0xB7 || (cp >= 0x300 && cp <= 0x36F) ||
           cp == 0x203F || cp == 0x2040;
}

static bool is_blank(uint32_t cp)
{
    return (cp >= 0x09 && cp <= 0x0D) || cp == ' ' || cp == 0x85 || cp == 0xA0 || cp == 0x1680 || cp == 0x180E ||
           (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F ||
           cp == 0x3000 || cp == 0xFEFF;
}

uint32_t feel_peek(struct str s, size_t at)
{
    if (at >= s.n) return 0;
    unsigned char c = (unsigned char)s.p[at];
    return c < 0x80 ? c : utf8_next(s, &at);
}

uint32_t feel_blank_at(struct str s, size_t at)
{
    if (at >= s.n) return 0;
    unsigned char c = (unsigned char)s.p[at];
    if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
    size_t end = at;
    return is_blank(utf8_next(s, &end)) ? (uint32_t)(end - at) : 0;
}

uint32_t feel_skip_blanks(struct str s, uint32_t at)
{
    for (uint32_t n; (n = feel_blank_at(s, at)) != 0;) at += n;
    return at;
}

uint32_t feel_word_end(struct str s, uint32_t at)
{
    size_t end = at;
    while (end < s.n) {
        size_t next = end;
        if (!feel_name_part(utf8_next(s, &next))) break;
        end = next;
    }
    return (uint32_t)end;
}

uint32_t feel_free_name_end(struct str s, uint32_t at)
{
    if (!feel_name_start(feel_peek(s, at))) return at;
    uint32_t end = feel_word_end(s, at), i = end;
    while (end - at < FEEL_NAME_BYTES) { /* or texts with many names that never end would be read again and again */
        i = feel_skip_blanks(s, end);
        uint32_t cp = feel_peek(s, i), next = feel_peek(s, i + (i < s.n));
        if (cp == '/' && (next == '/' || next == '*')) return end; /* a comment */
        if (cp == '-' && next == '>') return end;
        if (feel_name_part(cp))
            end = feel_word_end(s, i);
        else if (cp && cp < 0x80 && strchr("./-'+*", (int)cp))
            end = i + 1;
        else
            break;
    }
    return end;
}

/* ---- words ---- */

static const struct {
    struct str text;
    enum feel_word word;
} WORDS[] = {
    {TEXT("and"), WORD_AND},           {TEXT("or"), WORD_OR},         {TEXT("between"), WORD_BETWEEN},
    {TEXT("in"), WORD_IN},             {TEXT("instance"), WORD_INSTANCE}, {TEXT("then"), WORD_THEN},
    {TEXT("else"), WORD_ELSE},         {TEXT("return"), WORD_RETURN}, {TEXT("satisfies"), WORD_SATISFIES},
    {TEXT("if"), WORD_IF},             {TEXT("for"), WORD_FOR},       {TEXT("some"), WORD_SOME},
    {TEXT("every"), WORD_EVERY},       {TEXT("function"), WORD_FUNCTION}, {TEXT("true"), WORD_TRUE},
    {TEXT("false"), WORD_FALSE},       {TEXT("null"), WORD_NULL},     {TEXT("of"), WORD_OF},
    {TEXT("external"), WORD_EXTERNAL}, {TEXT("not"), WORD_NOT},
};

enum feel_word feel_word_of(struct str s, uint32_t at, uint32_t end)
{
    struct str text = str_sub(s, at, end - at);
    if (text.n < 2 || text.n > 9) return WORD_NONE;
    for (size_t i = 0; i < COUNT(WORDS); i++)
        if (str_eq(text, WORDS[i].text)) return WORDS[i].word;
    return WORD_NONE;
}

/* ---- complaints ---- */

/* Signs of other languages and of the Chinese keyboard; longer ones first. */
static const struct {
    struct str found, expected;
} SLIPS[] = {
    {TEXT("=="), TEXT("=")},  {TEXT("<>"), TEXT("!=")}, {TEXT("=<"), TEXT("<=")}, {TEXT("=>"), TEXT(">=")},
    {TEXT("&&"), TEXT("and")}, {TEXT("||"), TEXT("or")}, {TEXT("!"), TEXT("not(...)")}, {TEXT("&"), TEXT("and")},
    {TEXT("|"), TEXT("or")},  {TEXT("%"), TEXT("modulo(a, b)")}, {TEXT("^"), TEXT("**")}, {TEXT(";"), TEXT(",")},
    {TEXT("'"), TEXT("\"")},  {TEXT("`"), TEXT("\"")},  {TEXT("‘"), TEXT("\"")},  {TEXT("’"), TEXT("\"")},
    {TEXT("“"), TEXT("\"")},  {TEXT("”"), TEXT("\"")},  {TEXT("「"), TEXT("\"")}, {TEXT("」"), TEXT("\"")},
    {TEXT("（"), TEXT("(")},  {TEXT("）"), TEXT(")")},  {TEXT("［"), TEXT("[")},  {TEXT("］"), TEXT("]")},
    {TEXT("【"), TEXT("[")},  {TEXT("】"), TEXT("]")},  {TEXT("｛"), TEXT("{")},  {TEXT("｝"), TEXT("}")},
    {TEXT("，"), TEXT(",")},  {TEXT("、"), TEXT(",")},  {TEXT("；"), TEXT(",")},  {TEXT("："), TEXT(":")},
    {TEXT("。"), TEXT(".")},  {TEXT("．"), TEXT(".")},  {TEXT("≥"), TEXT(">=")},  {TEXT("≧"), TEXT(">=")},
    {TEXT("≤"), TEXT("<=")},  {TEXT("≦"), TEXT("<=")},  {TEXT("≠"), TEXT("!=")},  {TEXT("＝"), TEXT("=")},
    {TEXT("＜"), TEXT("<")},  {TEXT("＞"), TEXT(">")},  {TEXT("＋"), TEXT("+")},  {TEXT("－"), TEXT("-")},
    {TEXT("−"), TEXT("-")},   {TEXT("–"), TEXT("-")},   {TEXT("—"), TEXT("-")},   {TEXT("×"), TEXT("*")},
    {TEXT("＊"), TEXT("*")},  {TEXT("÷"), TEXT("/")},   {TEXT("／"), TEXT("/")},  {TEXT("＂"), TEXT("\"")},
    {TEXT("！"), TEXT("not(...)")}, {TEXT("＆"), TEXT("and")}, {TEXT("｜"), TEXT("or")}, {TEXT("…"), TEXT("..")},
};

/* Whole words: keywords in capitals or in Chinese. */
static const struct {
    struct str found, expected;
} WORD_SLIPS[] = {
    {TEXT("AND"), TEXT("and")},     {TEXT("And"), TEXT("and")},     {TEXT("且"), TEXT("and")},
    {TEXT("并且"), TEXT("and")},    {TEXT("而且"), TEXT("and")},    {TEXT("OR"), TEXT("or")},
    {TEXT("Or"), TEXT("or")},       {TEXT("或"), TEXT("or")},       {TEXT("或者"), TEXT("or")},
    {TEXT("NOT"), TEXT("not(...)")}, {TEXT("Not"), TEXT("not(...)")}, {TEXT("not"), TEXT("not(...)")},
    {TEXT("非"), TEXT("not(...)")}, {TEXT("IF"), TEXT("if")},       {TEXT("If"), TEXT("if")},
    {TEXT("如果"), TEXT("if")},     {TEXT("THEN"), TEXT("then")},   {TEXT("Then"), TEXT("then")},
    {TEXT("则"), TEXT("then")},     {TEXT("那么"), TEXT("then")},   {TEXT("ELSE"), TEXT("else")},
    {TEXT("Else"), TEXT("else")},   {TEXT("否则"), TEXT("else")},   {TEXT("elseif"), TEXT("else if")},
    {TEXT("elif"), TEXT("else if")}, {TEXT("TRUE"), TEXT("true")},  {TEXT("True"), TEXT("true")},
    {TEXT("FALSE"), TEXT("false")}, {TEXT("False"), TEXT("false")}, {TEXT("NULL"), TEXT("null")},
    {TEXT("Null"), TEXT("null")},   {TEXT("None"), TEXT("null")},   {TEXT("IN"), TEXT("in")},
    {TEXT("BETWEEN"), TEXT("between")}, {TEXT("等于"), TEXT("=")},  {TEXT("不等于"), TEXT("!=")},
    {TEXT("大于"), TEXT(">")},      {TEXT("大于等于"), TEXT(">=")}, {TEXT("小于"), TEXT("<")},
    {TEXT("小于等于"), TEXT("<=")}, {TEXT("equals"), TEXT("=")},    {TEXT("mod"), TEXT("modulo(a, b)")},
};

bool feel_complain(struct feel_parser *p, struct feel_span span, enum feel_message id, const struct feel_arg *args)
{
    if (!p->failed) feel_report(p->c->diags, FEEL_ERROR, id, p->c->source, span, args);
    p->failed = true;
    p->token = TOKEN_END;
    return false;
}

struct feel_span feel_span_from(const struct feel_parser *p, uint32_t at)
{
    return (struct feel_span){at, p->last > at ? p->last - at : 0};
}

/* The slip at a byte of the text; COUNT(SLIPS) when there is none. */
static size_t slip_at(struct str s, uint32_t at)
{
    struct str rest = str_sub(s, at, 4);
    size_t i = 0;
    while (i < COUNT(SLIPS) && !str_starts(rest, SLIPS[i].found)) i++;
    return i;
}

static bool complain_slip(struct feel_parser *p, uint32_t at, size_t slip)
{
    return feel_complain(p, (struct feel_span){at, (uint32_t)SLIPS[slip].found.n}, FEEL_MSG_SYNTAX_INSTEAD,
                         FEEL_ARGS({"found", SLIPS[slip].found}, {"expected", SLIPS[slip].expected}));
}

bool feel_hint_inside(struct feel_parser *p, struct feel_span span)
{
    struct str part = str_sub(p->text, 0, span.at + span.n);
    for (size_t at = span.at; at < part.n; utf8_next(part, &at)) {
        size_t slip = slip_at(part, (uint32_t)at);
        if (slip == COUNT(SLIPS)) continue;
        complain_slip(p, (uint32_t)at, slip);
        return true;
    }
    return false;
}

/* Complains when the whole word s[at, end) is such a slip. */
static bool slipped_word(struct feel_parser *p, uint32_t at, uint32_t end)
{
    struct str word = str_sub(p->text, at, end - at);
    for (size_t i = 0; i < COUNT(WORD_SLIPS); i++)
        if (str_eq(WORD_SLIPS[i].found, word)) {
            feel_complain(p, (struct feel_span){at, end - at}, FEEL_MSG_SYNTAX_INSTEAD,
                          FEEL_ARGS({"found", word}, {"expected", WORD_SLIPS[i].expected}));
            return true;
        }
    return false;
}

bool feel_hint_words(struct feel_parser *p, struct feel_span span)
{
    for (uint32_t at = span.at; at < span.at + span.n;) {
        uint32_t end = feel_word_end(p->text, at);
        if (end > at && slipped_word(p, at, end)) return true;
        at = feel_skip_blanks(p->text, end > at ? end : at + 1);
    }
    return false;
}

/* The current token as people read it: at most 40 bytes, whole characters. */
static struct str found(const struct feel_parser *p)
{
    size_t end = p->at, most = p->at + (p->n < 40 ? p->n : 40);
    while (end < most) utf8_next(p->text, &end);
    return str_sub(p->text, p->at, end - p->at);
}

/* A slip at the token, or one that a word begins with (signs of full width are letters to FEEL). */
static bool slipped(struct feel_parser *p)
{
    if (p->failed) return true;
    if (p->token != TOKEN_BAD && p->token != TOKEN_WORD) return false;
    if (p->token == TOKEN_WORD && slipped_word(p, p->at, p->at + p->n)) return true;
    size_t slip = slip_at(p->text, p->at);
    if (slip == COUNT(SLIPS)) return false;
    complain_slip(p, p->at, slip);
    return true;
}

bool feel_unexpected(struct feel_parser *p, const char *expected)
{
    if (slipped(p)) return false;
    struct feel_span span = {p->at, p->n};
    if (p->token == TOKEN_END)
        return feel_complain(p, span, FEEL_MSG_SYNTAX_END, FEEL_ARGS({"expected", str_of(expected)}));
    return feel_complain(p, span, FEEL_MSG_SYNTAX_EXPECTED,
                         FEEL_ARGS({"expected", str_of(expected)}, {"found", found(p)}));
}

bool feel_no_value(struct feel_parser *p)
{
    if (slipped(p)) return false;
    struct feel_span span = {p->at, p->n};
    if (p->token == TOKEN_END) return feel_complain(p, span, FEEL_MSG_SYNTAX_VALUE_END, NULL);
    return feel_complain(p, span, FEEL_MSG_SYNTAX_VALUE, FEEL_ARGS({"found", found(p)}));
}

bool feel_trailing(struct feel_parser *p)
{
    if (slipped(p)) return false;
    return feel_complain(p, (struct feel_span){p->at, p->n}, FEEL_MSG_SYNTAX_TRAILING,
                         FEEL_ARGS({"found", found(p)}));
}

static const char *bracket_text(enum feel_token t)
{
    return t == TOKEN_RPAREN ? ")" : t == TOKEN_RBRACKET ? "]" : t == TOKEN_RBRACE ? "}" : ">";
}

bool feel_close(struct feel_parser *p, enum feel_token t, uint32_t opened)
{
    if (feel_accept(p, t)) return true;
    if (slipped(p)) return false;
    int32_t line, column;
    feel_position(p->text, opened, &line, &column);
    struct arena *a = p->c->arena;
    struct feel_arg args[] = {{"open", str_sub(p->text, opened, 1)},
                              {"expected", str_of(bracket_text(t))},
                              {"line", arena_printf(a, "%d", line)},
                              {"column", arena_printf(a, "%d", column)},
                              {"found", found(p)},
                              {.name = NULL}};
    struct feel_span span = {p->at, p->n};
    if (p->token != TOKEN_END) return feel_complain(p, span, FEEL_MSG_SYNTAX_UNCLOSED, args);
    args[4].name = NULL;
    return feel_complain(p, span, FEEL_MSG_SYNTAX_UNCLOSED_END, args);
}

/* ---- tokens ---- */

/* Over white space and comments. */
static uint32_t skip(struct feel_parser *p, uint32_t at)
{
    struct str s = p->text;
    for (;;) {
        at = feel_skip_blanks(s, at);
        if (at + 1 >= s.n || s.p[at] != '/') return at;
        if (s.p[at + 1] == '/') {
            while (at < s.n && s.p[at] != '\n' && s.p[at] != '\r') at++;
        } else if (s.p[at + 1] == '*') {
            size_t close = str_find(str_sub(s, at + 2, s.n), STR("*/"));
            if (at + 2 + close >= s.n) {
                feel_complain(p, (struct feel_span){at, 2}, FEEL_MSG_SYNTAX_COMMENT_OPEN, NULL);
                return (uint32_t)s.n;
            }
            at += (uint32_t)close + 4;
        } else {
            return at;
        }
    }
}

static bool digit_at(struct str s, size_t at)
{
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static uint32_t number_end(struct str s, uint32_t at)
{
    while (digit_at(s, at)) at++;
    if (at < s.n && s.p[at] == '.' && digit_at(s, at + 1))
        for (at++; digit_at(s, at);) at++;
    if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
        uint32_t i = at + 1;
        if (i < s.n && (s.p[i] == '+' || s.p[i] == '-')) i++;
        if (digit_at(s, i)) {
            while (digit_at(s, i)) i++;
            at = i;
        }
    }
    return at;
}

static uint32_t string_end(struct feel_parser *p, uint32_t at)
{
    struct str s = p->text;
    for (uint32_t i = at + 1; i < s.n; i++) {
        if (s.p[i] == '"') return i + 1;
        if (s.p[i] == '\\') i++;
    }
    feel_complain(p, (struct feel_span){at, 1}, FEEL_MSG_SYNTAX_STRING_OPEN, NULL);
    return (uint32_t)s.n;
}

static const struct {
    struct str text;
    enum feel_token token;
} SIGNS[] = {
    /* slips that begin like a sign, then the longer signs */
    {TEXT("=="), TOKEN_BAD},   {TEXT("<>"), TOKEN_BAD},    {TEXT("=<"), TOKEN_BAD},   {TEXT("=>"), TOKEN_BAD},
    {TEXT("**"), TOKEN_POWER}, {TEXT("!="), TOKEN_NE},     {TEXT("<="), TOKEN_LE},    {TEXT(">="), TOKEN_GE},
    {TEXT(".."), TOKEN_DOTS},  {TEXT("->"), TOKEN_ARROW},  {TEXT("("), TOKEN_LPAREN}, {TEXT(")"), TOKEN_RPAREN},
    {TEXT("["), TOKEN_LBRACKET}, {TEXT("]"), TOKEN_RBRACKET}, {TEXT("{"), TOKEN_LBRACE}, {TEXT("}"), TOKEN_RBRACE},
    {TEXT(","), TOKEN_COMMA},  {TEXT(":"), TOKEN_COLON},   {TEXT("."), TOKEN_DOT},    {TEXT("+"), TOKEN_PLUS},
    {TEXT("-"), TOKEN_MINUS},  {TEXT("*"), TOKEN_STAR},    {TEXT("/"), TOKEN_SLASH},  {TEXT("="), TOKEN_EQ},
    {TEXT("<"), TOKEN_LT},     {TEXT(">"), TOKEN_GT},      {TEXT("@"), TOKEN_AT},
};

/* Sets token and n for the sign at `at`. */
static void scan_sign(struct feel_parser *p)
{
    struct str rest = str_sub(p->text, p->at, 4);
    for (size_t i = 0; i < COUNT(SIGNS); i++)
        if (str_starts(rest, SIGNS[i].text)) {
            p->token = SIGNS[i].token;
            p->n = (uint32_t)SIGNS[i].text.n;
            return;
        }
    size_t end = p->at;
    utf8_next(p->text, &end);
    p->token = TOKEN_BAD;
    p->n = (uint32_t)(end - p->at);
}

void feel_jump(struct feel_parser *p, uint32_t at)
{
    p->last = at;
    p->at = skip(p, at);
    p->word = WORD_NONE;
    p->n = 0;
    p->token = TOKEN_END;
    if (p->failed || p->at >= p->text.n) return;
    uint32_t cp = feel_peek(p->text, p->at);
    uint32_t end = p->at;
    if (digit_at(p->text, p->at) || (cp == '.' && digit_at(p->text, p->at + 1))) {
        p->token = TOKEN_NUMBER;
        end = number_end(p->text, p->at);
    } else if (cp == '"') {
        p->token = TOKEN_STRING;
        end = string_end(p, p->at);
    } else if (feel_name_start(cp)) {
        p->token = TOKEN_WORD;
        end = feel_word_end(p->text, p->at);
        p->word = feel_word_of(p->text, p->at, end);
    } else {
        scan_sign(p);
        return;
    }
    p->n = end - p->at;
}

void feel_advance(struct feel_parser *p)
{
    feel_jump(p, p->at + p->n);
}

bool feel_accept(struct feel_parser *p, enum feel_token t)
{
    if (p->token != t || p->failed) return false;
    feel_advance(p);
    return true;
}

bool feel_accept_word(struct feel_parser *p, enum feel_word w)
{
    return p->token == TOKEN_WORD && p->word == w && feel_accept(p, TOKEN_WORD);
}

/* ---- strings ---- */

/* The code point of n hexadecimal digits at s[at]; false when there are fewer. */
static bool hex_at(struct str s, size_t at, size_t n, uint32_t *out)
{
    uint32_t v = 0;
    if (at + n > s.n) return false;
    for (size_t i = at; i < at + n; i++) {
        char c = s.p[i];
        uint32_t d = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                            : 16;
        if (d == 16) return false;
        v = v << 4 | d;
    }
    *out = v;
    return true;
}

/* A character by its number at s[*at] (behind the backslash), moved behind it; false when it is none.  Two \u of a
 * surrogate pair are one character. */
static bool escaped_code(struct str s, size_t *at, uint32_t *cp)
{
    uint32_t low;
    bool wide = s.p[*at] == 'U';
    size_t digits = wide ? 6 : 4;
    if (!hex_at(s, *at + 1, digits, cp)) return false;
    *at += 1 + digits;
    if (!wide && *cp >= 0xD800 && *cp < 0xDC00 && str_starts(str_sub(s, *at, 2), STR("\\u")) &&
        hex_at(s, *at + 2, 4, &low) && low >= 0xDC00 && low < 0xE000) {
        *cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
        *at += 6;
    }
    return true;
}

static char escaped_char(char c)
{
    return c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c == '"' || c == '\'' || c == '\\' ? c : 0;
}

bool feel_string_content(struct feel_parser *p, struct str *out)
{
    struct str s = str_sub(p->text, p->at + 1, p->n - 2);
    if (p->failed) return false;
    if (s.n == 0 || !memchr(s.p, '\\', s.n)) {
        *out = arena_str(p->c->arena, s);
        return true;
    }
    struct buf b = {.arena = p->c->arena};
    for (size_t i = 0; i < s.n;) {
        size_t start = i;
        uint32_t cp;
        if (s.p[i++] != '\\' || i == s.n) {
            buf_add_char(&b, s.p[start]);
        } else if (escaped_char(s.p[i])) {
            buf_add_char(&b, escaped_char(s.p[i++]));
        } else if ((s.p[i] == 'u' || s.p[i] == 'U') && escaped_code(s, &i, &cp)) {
            struct feel_span span = {p->at + 1 + (uint32_t)start, (uint32_t)(i - start)};
            if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
                return feel_complain(p, span, FEEL_MSG_SYNTAX_ESCAPE,
                                     FEEL_ARGS({"found", str_sub(s, start, i - start)}));
            buf_add_utf8(&b, cp);
        } else {
            buf_add_char(&b, '\\'); /* any other backslash stands for itself, as in patterns */
        }
    }
    *out = buf_str(&b);
    return true;
}
