/* feel_syntax.h - inside the front end of FEEL: characters, tokens, the parser's state, and who parses what.
 *
 * feel_lex (characters, tokens, complaints) -> feel_scope (which names are known) -> feel_name (what a name means
 * here) -> feel_parse (expressions) <-> feel_bracket (what stands in brackets), feel_unary (tests),
 * feel_parse_type (types).  Names of FEEL may hold blanks and operators, so the scanner never cuts a name: it says
 * where the next word begins, and feel_name asks the scope how long the name is. */
#ifndef FEEL_SYNTAX_H
#define FEEL_SYNTAX_H
#include "feel/feel_impl.h"

/* A struct str in a static table. */
#define TEXT(lit)                                                                                                      \
    {                                                                                                                  \
        (lit), sizeof(lit) - 1                                                                                         \
    }

enum feel_token {
    TOKEN_END,
    TOKEN_BAD,  /* no token of FEEL: some hints are known */
    TOKEN_WORD, /* letters and digits that begin a name or are one of enum feel_word */
    TOKEN_NUMBER,
    TOKEN_STRING,
    TOKEN_AT,
    TOKEN_LPAREN,
    TOKEN_RPAREN,
    TOKEN_LBRACKET,
    TOKEN_RBRACKET,
    TOKEN_LBRACE,
    TOKEN_RBRACE,
    TOKEN_COMMA,
    TOKEN_COLON,
    TOKEN_DOT,
    TOKEN_DOTS,
    TOKEN_ARROW,
    TOKEN_PLUS,
    TOKEN_MINUS,
    TOKEN_STAR,
    TOKEN_SLASH,
    TOKEN_POWER,
    TOKEN_EQ,
    TOKEN_NE,
    TOKEN_LT,
    TOKEN_LE,
    TOKEN_GT,
    TOKEN_GE,
};
enum feel_word {
    WORD_NONE,
    /* these go on after an operand, so that they end a name that is not known */
    WORD_AND,
    WORD_OR,
    WORD_BETWEEN,
    WORD_IN,
    WORD_INSTANCE,
    WORD_THEN,
    WORD_ELSE,
    WORD_RETURN,
    WORD_SATISFIES,
    WORD_LAST_INFIX = WORD_SATISFIES,
    /* these begin an operand */
    WORD_IF,
    WORD_FOR,
    WORD_SOME,
    WORD_EVERY,
    WORD_FUNCTION,
    WORD_TRUE,
    WORD_FALSE,
    WORD_NULL,
    /* these have a meaning at their own place only */
    WORD_OF,
    WORD_EXTERNAL,
    WORD_NOT,
};
enum { FEEL_NAME_BYTES = 1024, FEEL_NEAREST_MAX = 20 };

/** A filter around the text being parsed: its names may be entries of the item. */
struct feel_filter {
    const struct feel_filter *parent;
    const struct feel_scope *scope; /* the one that holds `item` */
    uint32_t slot;
    bool open;    /* nothing is known of the items: any name may be an entry */
    bool context; /* the items are contexts, so that an unknown name may be a further entry */
};
struct feel_parser {
    struct feel_compiler *c;
    struct str text;
    uint32_t at;   /* the token to come */
    uint32_t n;    /* its bytes */
    uint32_t last; /* behind the token before */
    enum feel_token token;
    enum feel_word word; /* when TOKEN_WORD */
    const struct feel_scope *scope;
    const struct feel_filter *filter;
    int32_t depth;
    int32_t unknown; /* names reported so far: looking for the nearest ends at FEEL_NEAREST_MAX */
    bool failed;     /* reported; everything returns NULL */
    bool endpoint;   /* at the upper end of a range: `[` may close it */
};

/* ---- feel_lex.c ---- */

/** Bytes of the white space at s[at] (one character), 0 when there is none.  @source DMN 1.5, grammar rules 61-62 */
uint32_t feel_blank_at(struct str s, size_t at);
/** May a name begin with it?  @source DMN 1.5, grammar rule 28 */
bool feel_name_start(uint32_t cp);
/** May it stand inside a word of a name?  @source DMN 1.5, grammar rule 29 */
bool feel_name_part(uint32_t cp);
/** The code point at s[at], 0 at the end. */
uint32_t feel_peek(struct str s, size_t at);
/** Behind the blanks at s[at]. */
uint32_t feel_skip_blanks(struct str s, uint32_t at);
/** Behind the letters and digits at s[at]. */
uint32_t feel_word_end(struct str s, uint32_t at);
/** Which keyword s[at, end) is. */
enum feel_word feel_word_of(struct str s, uint32_t at, uint32_t end);
/** Behind a name that is being declared: words, blanks and . / - ' + *, without blanks at its end; at = no name. */
uint32_t feel_free_name_end(struct str s, uint32_t at);
/** Reads the token behind `at`, over white space and comments. */
void feel_jump(struct feel_parser *p, uint32_t at);
/** Goes on behind the current token. */
void feel_advance(struct feel_parser *p);
/** Goes on when the current token is that one. */
bool feel_accept(struct feel_parser *p, enum feel_token t);
/** The same for a keyword. */
bool feel_accept_word(struct feel_parser *p, enum feel_word w);
/** The text between the double quotes of the current TOKEN_STRING, escapes resolved; false = reported. */
bool feel_string_content(struct feel_parser *p, struct str *out) MUST_USE;
/** Reports once and makes the parser fail.  @return false */
bool feel_complain(struct feel_parser *p, struct feel_span span, enum feel_message id, const struct feel_arg *args);
/** Reports that something else was expected at the current token: with a hint when it is a usual slip. */
bool feel_unexpected(struct feel_parser *p, const char *expected);
/** Reports what follows a complete expression. */
bool feel_trailing(struct feel_parser *p);
/** The same where a value is missing. */
bool feel_no_value(struct feel_parser *p);
/** Reports a sign from another keyboard or language inside the span, if there is one. */
bool feel_hint_inside(struct feel_parser *p, struct feel_span span);
/** The same for keywords in capitals or in Chinese among the words of the span. */
bool feel_hint_words(struct feel_parser *p, struct feel_span span);
/** Takes a closing bracket, or says where the open one stands. */
bool feel_close(struct feel_parser *p, enum feel_token t, uint32_t opened) MUST_USE;
/** From a byte to the end of the token before. */
struct feel_span feel_span_from(const struct feel_parser *p, uint32_t at);

/* ---- feel_scope.c ---- */

/** Behind the name (normalised) when it stands at s[at] and ends there, else 0. */
uint32_t feel_name_at(struct str s, uint32_t at, struct str name);
/** The longest name of the chain at s[at]; *end is behind it, *owner its scope.  NULL when there is none. */
const struct feel_name *feel_scope_match(const struct feel_scope *chain, struct str s, uint32_t at, uint32_t *end,
                                         const struct feel_scope **owner);
/** The longest built-in name at s[at], longer than *end, which is moved. */
const struct feel_builtin *feel_builtin_match(struct str s, uint32_t at, uint32_t *end);

/* ---- feel_name.c ---- */

/** What the name at the current token means. */
struct feel_node *feel_parse_name(struct feel_parser *p);
/** `.name` behind a: the current token is the one behind the dot; `from` is where a begins. */
struct feel_node *feel_parse_member(struct feel_parser *p, struct feel_node *a, uint32_t from);
/** Is the current token a word that begins a known name longer than the word? */
bool feel_longer_name(struct feel_parser *p);
/** The text s[at, end) as a name in the arena. */
struct str feel_name_text(struct feel_parser *p, uint32_t at, uint32_t end);
/** The type of the member of t, blanks and lists as FEEL sees them; NULL when nothing is known of it. */
const struct feel_type *feel_property_type(const struct feel_type *t, struct str name);

/* ---- feel_parse.c ---- */

/** A whole expression. */
struct feel_node *feel_expression(struct feel_parser *p);
/** Sums, products, powers and what binds tighter: the ends of ranges, the operands of comparisons. */
struct feel_node *feel_additive(struct feel_parser *p);
/** The same going on behind an operand that was read already. */
struct feel_node *feel_additive_behind(struct feel_parser *p, struct feel_node *left, uint32_t from);
/** Goes on with what may follow an operand: `.name`, `[...]`, `(...)`, `instance of`. */
struct feel_node *feel_postfix(struct feel_parser *p, struct feel_node *a, uint32_t from);
/** A new node over the text from `from` to the end of the token before. */
struct feel_node *feel_make(struct feel_parser *p, enum feel_op op, uint32_t from);
/** Works out the type of a node whose children are set; NULL (reported) when the tree got too high. */
struct feel_node *feel_finish(struct feel_parser *p, struct feel_node *n);
/** A constant. */
struct feel_node *feel_make_const(struct feel_parser *p, struct feel_value v, uint32_t from);
/** The value in a slot. */
struct feel_node *feel_make_local(struct feel_parser *p, uint32_t slot, const struct feel_type *t, uint32_t from);
/** A node that reports when it is evaluated; reported now as well.  args end with a NULL name. */
struct feel_node *feel_make_error(struct feel_parser *p, enum feel_message id, const struct feel_arg *args,
                                  uint32_t from);
/** One more level of nesting; false (reported) at the limit.  The caller takes it back with p->depth--. */
bool feel_deeper(struct feel_parser *p) MUST_USE;
/** Parser at the beginning of a text; false when the text itself is not acceptable (reported). */
bool feel_parser_start(struct feel_parser *p, struct feel_compiler *c, struct str text) MUST_USE;

/* ---- feel_bracket.c ---- */

/** `[`: a list or a range. */
struct feel_node *feel_parse_list(struct feel_parser *p);
/** `(`: an expression, a range, or a range such as (<10). */
struct feel_node *feel_parse_parenthesis(struct feel_parser *p);
/** `]1..5]`. */
struct feel_node *feel_parse_open_range(struct feel_parser *p);
/** What follows `..` of a range that began at `from` with the lower end `low`. */
struct feel_node *feel_parse_range_end(struct feel_parser *p, struct feel_node *low, bool closed, uint32_t from);
/** `{`: a context. */
struct feel_node *feel_parse_context(struct feel_parser *p);
/** `a[...]`. */
struct feel_node *feel_parse_filter(struct feel_parser *p, struct feel_node *a, uint32_t from);
/** `a(...)`. */
struct feel_node *feel_parse_call(struct feel_parser *p, struct feel_node *a, uint32_t from);

/* ---- feel_unary.c ---- */

/** What follows `in`: a test, or tests in parentheses. */
struct feel_node *feel_parse_in(struct feel_parser *p, struct feel_node *a, uint32_t from);
/** Is it one of = != < <= > >= ? */
bool feel_compares(enum feel_token t);
/** The comparison that such a token stands for. */
enum feel_op feel_comparison(enum feel_token t);

/* ---- feel_parse_type.c ---- */

/** A type at the current token; NULL = reported as a syntax error.  An unknown name gives Any and *unknown. */
const struct feel_type *feel_type_here(struct feel_parser *p, struct str *unknown);
#endif
