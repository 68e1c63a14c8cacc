/* regex_fuzz.c - flags, pattern and text, with a NUL between: nothing crashes or runs on, PCRE2 takes whatever the
 * rewriter lets pass, and matches, replace and split agree with each other. */
#include "feel/feel_regex.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool x, const char *what)
{
    if (x) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static void use(struct arena *a, const struct feel_regex *x, struct str text)
{
    struct feel_match m = {.regex = x, .arena = a, .text = text, .bytes_max = 1 << 20};
    enum feel_regex_result found = feel_regex_matches(&m);
    must(m.spent <= FEEL_MATCH_STEPS_MAX + 200 * (int64_t)text.n, "steps are bounded");
    struct str same;
    struct feel_value parts;
    enum feel_message why;
    enum feel_regex_result replaced = feel_regex_replace(&m, STR("$0"), &same, &why);
    enum feel_regex_result split = feel_regex_split(&m, &parts, &why);
    if (found == FEEL_REGEX_LIMIT || replaced == FEEL_REGEX_LIMIT || split == FEEL_REGEX_LIMIT) return;
    must(replaced == split, "replace and split refuse the same patterns");
    if (replaced == FEEL_REGEX_NO) {
        must(why == FEEL_MSG_REGEX_MATCHES_EMPTY, "the only reason to refuse");
        return;
    }
    must(str_eq(same, text), "replacing matches by themselves changes nothing");
    must((found == FEEL_REGEX_YES) == (parts.n > 1), "a match splits, and nothing else does");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct str text = {.p = (const char *)data, .n = size};
    struct str flags = str_part(&text, '\0'), pattern = str_part(&text, '\0');
    struct feel_regex_flags f;
    enum feel_message why = FEEL_MESSAGE_COUNT;
    uint32_t at = 0;
    if (utf8_valid(pattern) && utf8_valid(text) && utf8_valid(flags) && feel_regex_flags(flags, &f)) {
        struct buf out = {.arena = a};
        bool good = feel_regex_rewrite(&out, pattern, f, &why, &at);
        must(utf8_valid(buf_str(&out)), "the rewritten pattern is UTF-8");
        must(at <= pattern.n, "the place is in the pattern");
        struct feel_regex *x = feel_regex_compile(a, pattern, flags, &why, &at);
        must(good || !x, "what the rewriter refuses is refused");
        must(x || !good || why == FEEL_MSG_REGEX_COMPLEX, "PCRE2 takes what is not too complex");
        if (x) use(a, x, text);
    }
    arena_free(a);
    return 0;
}
