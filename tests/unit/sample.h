/* sample.h - one record with a field of every kind, for the tests of records and JSON and for the fuzzer. */
#ifndef TESTS_SAMPLE_H
#define TESTS_SAMPLE_H
#include "base/record.h"

enum color { COLOR_NONE, COLOR_RED, COLOR_GREEN };
struct part {
    struct str role;
    struct opt_i64 count;
    struct texts tags;
};
struct sample {
    struct str name, note, token;
    bool active;
    int64_t number;
    struct opt_i64 headcount;
    struct money price;
    struct opt_money paid;
    struct date since;
    struct opt_date until;
    struct instant at;
    int32_t color; /* enum color */
    struct list parts; /* of struct part */
    struct texts words;
    struct part main;
};

static const char *const COLOR_WIRE[] = {"", "red", "green"};
static const char *const COLOR_ZH[] = {"", "红", "绿"};
static const char *const COLOR_EN[] = {"", "Red", "Green"};
static const struct enum_names COLORS = {"Color", COLOR_WIRE, COLOR_ZH, COLOR_EN, COUNT(COLOR_WIRE)};

static const struct field PART_FIELDS[] = {
    FIELD(struct part, role, .required = true, .max = 10),
    FIELD(struct part, count, .min = 1, .max = 9),
    FIELD(struct part, tags, .max = 3),
};
static const struct record PART = RECORD(part, PART_FIELDS);

static const struct field SAMPLE_FIELDS[] = {
    FIELD(struct sample, name, .required = true, .min = 2, .max = 5, .zh = "名称", .en = "name"),
    FIELD(struct sample, note),
    FIELD(struct sample, token, .secret = true),
    FIELD(struct sample, active),
    FIELD(struct sample, number, .max = 100),
    FIELD(struct sample, headcount, .min = -5, .max = 5, .example = "3"),
    FIELD(struct sample, price),
    FIELD(struct sample, paid),
    FIELD(struct sample, since),
    FIELD(struct sample, until),
    FIELD(struct sample, at),
    FIELD_E(struct sample, color, COLORS),
    FIELD_L(struct sample, parts, PART, .max = 3),
    FIELD(struct sample, words),
    FIELD_R(struct sample, main, PART),
};
static const struct record SAMPLE = RECORD(sample, SAMPLE_FIELDS);
#endif
