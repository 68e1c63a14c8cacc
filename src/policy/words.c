/* words.c - the names of a rule in the reader's words. */
#include "policy/policy_impl.h"

static void add(struct words *w, struct str from, struct str zh, struct str en, bool value)
{
    if (!from.n || !zh.n || !en.n) return;
    *LIST_ADD(w->arena, &w->list, struct word) =
        (struct word){.from = from, .to = {[LANG_ZH] = zh, [LANG_EN] = en}, .value = value};
}

static void add_choices(struct words *w, const struct list *choices, bool value)
{
    for (size_t i = 0; i < choices->count; i++) {
        const struct policy_choice *c = LIST_AT(choices, struct policy_choice, i);
        add(w, c->value, c->zh, c->en, value);
    }
}

struct words words_of(struct arena *a, const struct policy_item *item, const struct policy_facts *facts)
{
    struct words w = {.arena = a};
    add_choices(&w, &item->words, false);
    for (size_t i = 0; i < item->fields.count; i++) {
        const struct policy_field *f = LIST_AT(&item->fields, struct policy_field, i);
        add(&w, f->key, f->zh, f->en, false);
        add_choices(&w, &f->choices, true);
    }
    for (size_t i = 0; i < item->parameters.count; i++) {
        const struct policy_parameter *p = LIST_AT(&item->parameters, struct policy_parameter, i);
        add(&w, p->name, p->zh, p->en, false);
    }
    for (size_t i = 0; i < facts->items.count; i++) {
        const struct policy_fact *f = LIST_AT(&facts->items, struct policy_fact, i);
        add(&w, f->key, f->zh, f->en, false);
        add(&w, f->zh, f->zh, f->en, false); /* an input may be named by its label */
        add_choices(&w, &f->choices, true);
    }
    add(&w, STR("params"), STR("参数"), STR("parameters"), false);
    /* Chained by first byte, the earliest first: a text has thousands of bytes, few of which begin a word. */
    for (size_t i = w.list.count; i > 0; i--) {
        struct word *one = LIST_AT(&w.list, struct word, i - 1);
        unsigned char first = (unsigned char)one->from.p[0];
        one->next = w.first[first];
        w.first[first] = one;
    }
    return w;
}

/* A character that names are made of; Chinese text has no gaps between words, so its characters separate. */
static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool quoted(struct str text, size_t at, size_t n)
{
    struct str before = str_sub(text, 0, at), behind = str_sub(text, at + n, text.n);
    return (str_ends(before, STR("\"")) && str_starts(behind, STR("\""))) ||
           (str_ends(before, STR("“")) && str_starts(behind, STR("”")));
}

static bool stands_alone(struct str text, size_t at, size_t n)
{
    bool before = at > 0 && is_word(text.p[at - 1]) && is_word(text.p[at]);
    bool behind = at + n < text.n && is_word(text.p[at + n]) && is_word(text.p[at + n - 1]);
    return !before && !behind;
}

/* The longest word that stands here; of equal ones the earliest. */
static const struct word *word_at(const struct words *w, struct str text, size_t at)
{
    struct str here = {text.p + at, text.n - at};
    const struct word *longest = NULL;
    for (const struct word *one = w->first[(unsigned char)text.p[at]]; one; one = one->next) {
        size_t n = one->from.n;
        if (n > here.n || (longest && n <= longest->from.n)) continue;
        if (here.p[n - 1] != one->from.p[n - 1] || memcmp(here.p, one->from.p, n) != 0) continue;
        if (one->value ? quoted(text, at, n) : stands_alone(text, at, n)) longest = one;
    }
    return longest;
}

struct str words_say(const struct words *w, enum lang lang, struct str text)
{
    struct buf b = {.arena = w->arena};
    size_t said = 0;
    for (size_t at = 0; at < text.n;) {
        const struct word *one = word_at(w, text, at);
        if (!one) {
            at++;
            continue;
        }
        buf_add(&b, str_sub(text, said, at - said));
        buf_add(&b, one->to[lang]);
        said = at += one->from.n;
    }
    if (said == 0) return arena_str(w->arena, text);
    buf_add(&b, str_sub(text, said, text.n));
    return buf_str(&b);
}
