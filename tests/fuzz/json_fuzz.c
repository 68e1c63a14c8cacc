/* json_fuzz.c - any bytes as JSON: our reader agrees with jansson, and what was read survives being written and read.
 *
 * Where the two may differ: our root must be an object and our depth ends at 32 (jansson's at 2048); jansson reads over
 * NUL bytes between tokens; a number that it cannot hold or that is none at all is a bad field here. */
#include <jansson.h>
#include "json/json.h"
#include "unit/sample.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool x, const char *what)
{
    if (x) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static bool same_text(struct str ours, const json_t *theirs)
{
    if (!ours.p) return !theirs || json_is_null(theirs);
    return json_is_string(theirs) &&
           str_eq(ours, (struct str){json_string_value(theirs), json_string_length(theirs)});
}

/* Every scalar that our reader took is the one that jansson read. */
static void compare(const struct sample *s, const json_t *root)
{
    must(same_text(s->name, json_object_get(root, "name")), "the same name");
    must(same_text(s->note, json_object_get(root, "note")), "the same note");
    must(s->number == json_integer_value(json_object_get(root, "number")), "the same number");
    must(s->price.fen == json_integer_value(json_object_get(root, "price")), "the same price");
    must(s->active == json_is_true(json_object_get(root, "active")), "the same boolean");
    must(s->headcount.has == json_is_integer(json_object_get(root, "headcount")), "the same presence");
    must(s->parts.count == json_array_size(json_object_get(root, "parts")), "as many parts");
    must(s->words.l.count == json_array_size(json_object_get(root, "words")), "as many words");
    for (size_t i = 0; i < s->words.l.count; i++)
        must(same_text(*LIST_AT(&s->words.l, const struct str, i), json_array_get(json_object_get(root, "words"), i)),
             "the same word");
}

/* What was read, written, read and written again is the same. */
static void round_trip(struct arena *a, const struct sample *s)
{
    struct buf once = {.arena = a}, twice = {.arena = a};
    struct sample again = {0};
    struct err e = {.arena = a};
    json_encode(&once, &SAMPLE, s);
    must(json_decode(a, &e, &SAMPLE, buf_str(&once), &again), "what we write we can read");
    json_encode(&twice, &SAMPLE, &again);
    must(str_eq(buf_str(&once), buf_str(&twice)), "decode(encode(x)) == x");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct sample s = {0};
    bool ours = json_decode(a, &e, &SAMPLE, (struct str){(const char *)data, size}, &s);
    must(ours == (e.code == ERR_NONE), "false means an error is set");
    must(ours || e.code == ERR_MALFORMED || (e.code == ERR_INVALID && e.fields.count > 0), "the error says what is wrong");
    json_t *theirs = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    if (ours) {
        must(theirs && json_is_object(theirs), "what we take jansson takes");
        compare(&s, theirs);
        round_trip(a, &s);
    } else if (e.code == ERR_MALFORMED) {
        bool differs = e.message.id == MSG_JSON_DEPTH || (size && memchr(data, 0, size));
        must(!theirs || !json_is_object(theirs) || differs, "what jansson takes is not malformed");
    }
    json_decref(theirs);
    for (size_t i = 0; i < e.fields.count; i++)
        (void)msg_render(a, LANG_ZH, &LIST_AT(&e.fields, struct err_field, i)->message);
    arena_free(a);
    return 0;
}
