/* err.h - failures: a code (one list gives HTTP status and wire name) and messages by id with named arguments. */
#ifndef BASE_ERR_H
#define BASE_ERR_H
#include "base/base.h"
#include "base/message.h"

#define ERR_CODES(X)                                                                                                   \
    X(INVALID, 422, "invalid")                                                                                         \
    X(MALFORMED, 400, "malformed")                                                                                     \
    X(UNAUTHENTICATED, 401, "unauthenticated")                                                                         \
    X(FORBIDDEN, 403, "forbidden")                                                                                     \
    X(NOT_FOUND, 404, "not_found")                                                                                     \
    X(METHOD, 405, "method_not_allowed")                                                                               \
    X(CONFLICT, 409, "conflict")                                                                                       \
    X(STALE, 412, "stale")                                                                                             \
    X(TOO_LARGE, 413, "too_large")                                                                                     \
    X(MEDIA_TYPE, 415, "media_type")                                                                                   \
    X(TOO_MANY, 429, "too_many_requests")                                                                              \
    X(BUSY, 503, "busy")                                                                                               \
    X(INTERNAL, 500, "internal")
enum err_code {
    ERR_NONE,
#define X(id, http, wire) ERR_##id,
    ERR_CODES(X)
#undef X
};

/** One part of a failure: first the message id, then its named arguments. */
struct msg_part {
    enum { MSG_PART_END, MSG_PART_ID, MSG_PART_STR, MSG_PART_I64 } kind;
    enum msg id;
    const char *name; /* static storage */
    struct str text;
    int64_t number;
};
/* fail(&c->err, ERR_CONFLICT, M(LOGIN_TAKEN), S("login", in->login)); */
#define M(message) {.kind = MSG_PART_ID, .id = MSG_##message}
#define S(key, value) {.kind = MSG_PART_STR, .name = (key), .text = (value)}
#define I(key, value) {.kind = MSG_PART_I64, .name = (key), .number = (value)}
#define MSG_PARTS(...) ((const struct msg_part[]){__VA_ARGS__, {.kind = MSG_PART_END}})

struct msg_text { /* a message with its arguments, copied into an arena */
    enum msg id;
    const struct msg_part *args;
    size_t arg_count;
};
struct err_field {
    struct str name; /* "headcount", "grants/0/role": a JSON pointer without its leading slash */
    struct msg_text message;
};
enum { ERR_FIELDS_MAX = 1000 };
/** Zero it and set arena before use.  Holds the first failure and every bad field. */
struct err {
    struct arena *arena;
    enum err_code code;
    struct msg_text message;
    struct list fields; /* of struct err_field */
    int64_t field_count; /* bad fields in all; those beyond ERR_FIELDS_MAX are counted but not kept */
    struct str debug;   /* for the log only: driver texts, never sent to a client */
    int32_t retry_after_s;
};

/** The HTTP status and the wire name of a code, e.g. 404 and "not_found". */
int err_http_status(enum err_code c);
const char *err_wire_code(enum err_code c);
/** Records the first failure and returns false, so callers write `return fail(...)`.  Argument texts are copied. */
#define fail(e, code, ...) fail_parts((e), (code), MSG_PARTS(__VA_ARGS__))
bool fail_parts(struct err *e, enum err_code code, const struct msg_part *parts);
/** Records one bad field (ERR_FIELDS_MAX are kept) and returns false; sets ERR_INVALID when nothing failed before. */
#define fail_field(e, field_name, ...) fail_field_parts((e), (field_name), MSG_PARTS(__VA_ARGS__))
bool fail_field_parts(struct err *e, struct str name, const struct msg_part *parts);
/** ERR_INTERNAL with a text for the log only.  Never put a secret or personal data into it. */
bool fail_internal(struct err *e, const char *fmt, ...) PRINTF(2, 3);
/** Forgets a failure that the caller has dealt with (keeps the arena). */
void err_clear(struct err *e);
/** Copies a message and its arguments into an arena. */
struct msg_text msg_copy(struct arena *a, const struct msg_part *parts);
/** The sentence in a language, arguments filled in; an argument that was not given stays as {name}. */
struct str msg_render(struct arena *a, enum lang lang, const struct msg_text *m);
/** The sentence without arguments (titles, labels). */
struct str msg_plain(enum lang lang, enum msg id);
/** The stable wire name of a message ("LOGIN_TAKEN") and its inverse (MSG_NONE when unknown). */
const char *msg_name(enum msg id);
enum msg msg_by_name(struct str name);
#endif
