/* record.h - a table that describes a struct once: JSON, SQL, sheets, configuration, OpenAPI, TypeScript. */
#ifndef BASE_RECORD_H
#define BASE_RECORD_H
#include "base/date.h"
#include "base/err.h"

enum field_type {
    FIELD_BOOL,
    FIELD_I64,
    FIELD_OPT_I64,
    FIELD_STR,
    FIELD_DATE,
    FIELD_OPT_DATE,
    FIELD_MONEY,
    FIELD_OPT_MONEY,
    FIELD_INSTANT,
    FIELD_ENUM,   /* int32_t: 0 = absent, i = labels[i] */
    FIELD_LIST,   /* struct list of records `of` */
    FIELD_TEXTS,  /* struct list of struct str */
    FIELD_RECORD, /* a nested struct described by `of` */
};

struct record;
/** The wire names of an enum: names[0] is "" (absent); count includes it.  zh/en: labels for sheets (may be NULL). */
struct enum_names {
    const char *name; /* TypeScript and OpenAPI name */
    const char *const *names, *const *zh, *const *en;
    size_t count;
};
/** Defines the enum_names `id` from an X-macro list of rows X("wire", "中文", "English"), in the order of the C enum:
 *  ENUM_TABLE(WORKER_STATE_NAMES, "WorkerState", STATES); */
#define ENUM_TABLE(id, wire, list)                                                                                     \
    static const char *const id##_wire[] = {"", list(NAMES_WIRE)};                                                     \
    static const char *const id##_zh[] = {"", list(NAMES_ZH)};                                                         \
    static const char *const id##_en[] = {"", list(NAMES_EN)};                                                         \
    const struct enum_names id = {                                                                                     \
        .name = wire, .names = id##_wire, .zh = id##_zh, .en = id##_en, .count = COUNT(id##_wire)}
#define NAMES_WIRE(w, z, e) w,
#define NAMES_ZH(w, z, e) z,
#define NAMES_EN(w, z, e) e,
struct field {
    const char *name;
    enum field_type type;
    size_t offset;
    bool required; /* must be given; a text not blank, a list not empty (see min) */
    bool secret;   /* password or token: never logged, never audited */
    int64_t min;   /* least length in code points, least value or least list length */
    int64_t max;   /* greatest length or value or list length; 0 = the type's default: TEXT_MAX, LIST_MAX, I64_EXACT,
                      MONEY_MAX.  Numbers: neither min nor max given = -default..default; one given = min..max */
    const struct enum_names *labels;
    const struct record *of;
    const char *zh, *en;  /* column heading and the field's name in sentences */
    const char *example;  /* shown with a refusal: "91441802MA4UXXXXXX" */
};
struct record {
    const char *name;
    size_t size;
    const struct field *fields;
    size_t count;
};

/* Texts in C: a list of struct str and a list of records are told apart by these two wrappers. */
struct texts {
    struct list l;
};

/* The C type decides the field type, so a table row cannot disagree with the struct. */
#define FIELD_TYPE(x)                                                                                                  \
    _Generic((x),                                                                                                      \
        bool: FIELD_BOOL,                                                                                              \
        int64_t: FIELD_I64,                                                                                            \
        struct opt_i64: FIELD_OPT_I64,                                                                                 \
        struct str: FIELD_STR,                                                                                         \
        struct date: FIELD_DATE,                                                                                       \
        struct opt_date: FIELD_OPT_DATE,                                                                               \
        struct money: FIELD_MONEY,                                                                                     \
        struct opt_money: FIELD_OPT_MONEY,                                                                             \
        struct instant: FIELD_INSTANT,                                                                                 \
        struct texts: FIELD_TEXTS,                                                                                     \
        struct list: FIELD_LIST)
/** FIELD(struct fund, name, .required = true, .max = 80, .zh = "名称", .en = "name"); FIELD(struct fund, name) alone is
 *  fine too (each macro passes an empty last argument on, because ISO C wants one for the dots). */
#define FIELD(T, ...) FIELD_1(T, __VA_ARGS__, )
#define FIELD_1(T, m, ...) {.name = #m, .type = FIELD_TYPE(((T *)0)->m), .offset = offsetof(T, m), __VA_ARGS__}
/** An int32_t member with a struct enum_names table: FIELD_E(struct fund, state, FUND_STATES, .required = true). */
#define FIELD_E(T, m, ...) FIELD_E1(T, m, __VA_ARGS__, )
#define FIELD_E1(T, m, enums, ...)                                                                                     \
    {.name = #m, .type = FIELD_ENUM, .offset = offsetof(T, m) + FIELD_IS(T, m, int32_t), .labels = &(enums),           \
     __VA_ARGS__}
/** A nested struct member described by another record. */
#define FIELD_R(T, m, ...) FIELD_R1(T, m, __VA_ARGS__, )
#define FIELD_R1(T, m, rec, ...) {.name = #m, .type = FIELD_RECORD, .offset = offsetof(T, m), .of = &(rec), __VA_ARGS__}
/** A struct list member of records: FIELD_L(struct user, grants, GRANT). */
#define FIELD_L(T, m, ...) FIELD_L1(T, m, __VA_ARGS__, )
#define FIELD_L1(T, m, rec, ...)                                                                                       \
    {.name = #m, .type = FIELD_LIST, .offset = offsetof(T, m) + FIELD_IS(T, m, struct list), .of = &(rec), __VA_ARGS__}
#define FIELD_IS(T, m, type_) _Generic(((T *)0)->m, type_: 0u) /* zero; does not compile for another type */
#define RECORD(T, tab) {.name = #T, .size = sizeof(struct T), .fields = (tab), .count = COUNT(tab)}

enum { TEXT_MAX = 4000, LIST_MAX = 1000 }; /* default limits of a text and a list */
#define I64_EXACT INT64_C(9007199254740991) /* 2^53 - 1: exact in a double for JavaScript */
#define MONEY_MAX INT64_C(9000000000000000) /* fen; exact likewise */

/** Where a field lives in its struct. */
static inline void *field_at(const struct field *f, void *obj)
{
    return (char *)obj + f->offset;
}
static inline const void *field_in(const struct field *f, const void *obj)
{
    return (const char *)obj + f->offset;
}

/** Which fields of a record were given, by index. */
enum { RECORD_FIELDS_MAX = 256 };
struct field_set {
    uint64_t bits[RECORD_FIELDS_MAX / 64];
};
/** Adds a field of r to the set, and asks for one (both asserted to be of r). */
static inline void field_set_add(struct field_set *s, const struct record *r, const struct field *f)
{
    size_t i = (size_t)(f - r->fields);
    assert(i < r->count);
    assert(i < RECORD_FIELDS_MAX);
    s->bits[i / 64] |= UINT64_C(1) << (i % 64);
}
static inline bool field_set_has(const struct field_set *s, const struct record *r, const struct field *f)
{
    size_t i = (size_t)(f - r->fields);
    assert(i < r->count);
    assert(i < RECORD_FIELDS_MAX);
    return s->bits[i / 64] >> (i % 64) & 1;
}

/** The field with that name, or NULL. */
const struct field *record_field(const struct record *r, struct str name);
/** Is the field absent (absent text, no date, enum 0, opt without value, empty list, a nested record
 *  without one of its required fields)?  Never for BOOL, I64, MONEY. */
bool field_absent(const struct field *f, const void *obj);
/** Parses text (URL part, sheet cell, configuration) into the field of obj and checks its range.  Absent and empty text
 *  make the field absent (an empty text stays an empty FIELD_STR), which a required field refuses; BOOL, I64 and MONEY
 *  refuse both.  A refused field is left absent.  Booleans are true, false, 1, 0, t, f.
 *  `at` is the name to report (a path inside nested records); f->name when absent. */
bool field_from_text(struct arena *a, struct err *e, const struct field *f, void *obj, struct str text, struct str at);
/** The inverse: canonical text for URLs and sheets, absent for an absent value.  Not for LIST, TEXTS, RECORD. */
struct str field_to_text(struct arena *a, const struct field *f, const void *obj);
/** The same pair for database columns: instants are integers (UTC microseconds), nothing but the form is checked, the
 *  absent text is SQL NULL.  @error INTERNAL the column holds something else */
bool field_from_sql(struct arena *a, struct err *e, const struct field *f, void *obj, struct str text);
/** The text of a bound parameter. */
struct str field_to_sql(struct arena *a, const struct field *f, const void *obj);
/** A valid value for people: f->example or one of the type. */
struct str field_example(const struct field *f);
/** Checks presence, length, range and UTF-8 of an already stored value; NUL and control characters in texts are refused
 *  (TAB, LF and CR allowed).  A list's records are not looked into. */
bool field_check(struct err *e, const struct field *f, const void *obj, struct str at);
/** The field's name for people, e.g. "员工人数". */
struct str field_label(const struct field *f, enum lang lang);
/** Index of a wire name in labels, 0 when unknown. */
int32_t enum_from_name(const struct enum_names *names, struct str name);
/** The same for a sheet cell: the zh or en label (English in any case) or the wire name. */
int32_t enum_from_label(const struct enum_names *names, struct str label);
/** The wire name of a value; absent for 0.  The value is within the table (asserted). */
struct str enum_name(const struct enum_names *names, int32_t value);
#endif
