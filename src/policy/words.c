/* words.c - the names of a rule in the reader's words. */
#include "policy/policy_impl.h"
#include <stdlib.h>

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

/* By first byte, then the longest first, then as they were added: the caller numbers them through `order`. */
static int by_length(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    int first = (unsigned char)x->from.p[0] - (unsigned char)y->from.p[0];
    if (first != 0) return first;
    if (x->from.n != y->from.n) return x->from.n > y->from.n ? -1 : 1;
    int same = str_cmp(x->from, y->from);
    return same != 0 ? same : (x->order > y->order) - (x->order < y->order);
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
    for (size_t i = 0; i < w.list.count; i++)
        LIST_AT(&w.list, struct word, i)->order = i;
    if (w.list.count) qsort(w.list.items, w.list.count, sizeof(struct word), by_length);
    for (size_t i = 0, byte = 0; byte < COUNT(w.first); byte++) {
        while (i < w.list.count && (unsigned char)LIST_AT(&w.list, struct word, i)->from.p[0] < byte)
            i++;
        w.first[byte] = i;
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

static const struct word *word_at(const struct words *w, struct str text, size_t at)
{
    unsigned char first = (unsigned char)text.p[at];
    for (size_t i = w->first[first]; i < w->first[first + 1]; i++) {
        const struct word *one = LIST_AT(&w->list, struct word, i);
        if (!str_starts((struct str){text.p + at, text.n - at}, one->from)) continue;
        if (one->value ? quoted(text, at, one->from.n) : stands_alone(text, at, one->from.n)) return one;
    }
    return NULL;
}

struct str words_say(const struct words *w, enum lang lang, struct str text)
{
    struct buf b = {.arena = w->arena};
    for (size_t at = 0; at < text.n;) {
        const struct word *one = word_at(w, text, at);
        if (one) {
            buf_add(&b, one->to[lang]);
            at += one->from.n;
        } else {
            buf_add_char(&b, text.p[at++]);
        }
    }
    return buf_str(&b);
}
