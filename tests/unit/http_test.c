/* http_test.c - the parts of http that need no store: URLs, problems, routing, decoding, guards, descriptions, pages.
 */
#include "check.h"
#include "http/api_impl.h"
#include "http/guard.h"
#include "http/problem.h"
#include "http/schema.h"
#include "http/static.h"
#include "http/url.h"
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define HAS(text, part) (str_find((text), str_of(part)) < (text).n)

/* ---- URLs ---- */

static void test_decode_text(void)
{
    static const struct {
        const char *label, *raw;
        bool form;
        const char *text; /* NULL = refused */
    } rows[] = {
        {"plain text stays", "abc-1.2_~", false, "abc-1.2_~"},
        {"a Chinese word in UTF-8", "%E6%9A%96%E6%A1%A5", false, "暖桥"},
        {"small hexadecimal digits", "%e6%9a%96", false, "暖"},
        {"a slash inside a step", "a%2Fb", false, "a/b"},
        {"plus is a blank in a form", "a+b", true, "a b"},
        {"plus is a plus in a path", "a+b", false, "a+b"},
        {"a cut escape", "a%4", false, NULL},
        {"a lone percent", "100%", true, NULL},
        {"no hexadecimal digits", "%zz", false, NULL},
        {"NUL", "a%00b", false, NULL},
        {"a broken UTF-8 byte", "%FF", false, NULL},
        {"an overlong slash", "%C0%AF", false, NULL},
        {"a surrogate", "%ED%A0%80", false, NULL},
        {"a raw blank", "a b", false, NULL},
        {"a raw 8-bit byte", "a\xE6", false, NULL},
        {"a raw control character", "a\x01", false, NULL},
        {"an encoded line feed is for the field to judge", "a%0Ab", false, "a\nb"},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str out = STR("untouched");
        bool good = url_decode(a, str_of(rows[i].raw), rows[i].form, &out);
        CHECK_ROW(rows[i].label, good == (rows[i].text != NULL));
        CHECK_ROW(rows[i].label, str_eq(out, good ? str_of(rows[i].text) : STR("untouched")));
        if (!good) continue;
        struct buf b = {.arena = a};
        struct str back;
        url_encode(&b, out);
        CHECK_ROW(rows[i].label, url_decode(a, buf_str(&b), true, &back) && str_eq(back, out));
    }
    arena_free(a);
}

static void test_query(void)
{
    static const struct {
        const char *label, *raw;
        enum err_code code;
        size_t count, bad;
    } rows[] = {
        {"nothing", "", ERR_NONE, 0, 0},
        {"two parameters", "a=1&b=2", ERR_NONE, 2, 0},
        {"a parameter without a value", "a", ERR_NONE, 1, 0},
        {"an equals sign in the value", "a=b=c", ERR_NONE, 1, 0},
        {"the same name twice", "a=1&a=2", ERR_INVALID, 1, 1},
        {"every duplicate is reported", "a=1&a=2&b=1&b=2", ERR_INVALID, 2, 2},
        {"the same name in another spelling", "a=1&%61=2", ERR_INVALID, 1, 1},
        {"no name", "=1", ERR_MALFORMED, 0, 0},
        {"an empty parameter", "a=1&&b=2", ERR_MALFORMED, 1, 0},
        {"a broken escape in a value", "a=%", ERR_MALFORMED, 0, 0},
        {"a broken escape in a name", "%=1", ERR_MALFORMED, 0, 0},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {.arena = a};
        struct list params = {0};
        CHECK_ROW(rows[i].label, url_query(a, &e, str_of(rows[i].raw), &params) == (rows[i].code == ERR_NONE));
        CHECK_ROW(rows[i].label, e.code == rows[i].code);
        CHECK_ROW(rows[i].label, params.count == rows[i].count);
        CHECK_ROW(rows[i].label, e.fields.count == rows[i].bad);
    }
    struct buf many = {.arena = a};
    for (int i = 0; i < URL_PARAM_MAX + 1; i++)
        buf_addf(&many, "%sp%d=1", i ? "&" : "", i);
    struct err e = {.arena = a};
    struct list params = {0};
    CHECK_ROW("one parameter too many", !url_query(a, &e, buf_str(&many), &params) && e.code == ERR_INVALID);
    arena_free(a);
}

/* ---- rows to route, decode and print ---- */

enum shape {
    SHAPE_NONE,
    SHAPE_ROUND,
    SHAPE_LONG
};
static const char *const SHAPE_WIRE[] = {"", "round", "long"};
static const struct enum_names SHAPES = {"Shape", SHAPE_WIRE, NULL, NULL, COUNT(SHAPE_WIRE)};
struct part {
    struct str name;
    int64_t weight;
};
static const struct field PART_FIELDS[] = {
    FIELD(struct part, name, .required = true, .max = 20, .zh = "零件名", .en = "part name", .example = "螺丝"),
    FIELD(struct part, weight, .min = 1, .max = 1000, .zh = "重量", .en = "weight"),
};
static const struct record PART = RECORD(part, PART_FIELDS);
struct thing {
    struct str id, name;
    int32_t shape;
    struct opt_i64 size;
    struct money price;
    struct opt_date made;
    struct list parts;
    int64_t version;
};
static const struct field THING_FIELDS[] = {
    FIELD(struct thing, id, .required = true, .max = 36),
    FIELD(struct thing, name, .required = true, .max = 80, .zh = "名称", .en = "name", .example = "轮子"),
    FIELD_E(struct thing, shape, SHAPES, .zh = "形状", .en = "shape"),
    FIELD(struct thing, size, .zh = "尺寸", .en = "size", .example = "12"),
    FIELD(struct thing, price, .zh = "价格", .en = "price"),
    FIELD(struct thing, made, .zh = "制造日期", .en = "made on"),
    FIELD_L(struct thing, parts, PART, .zh = "零件", .en = "parts"),
    FIELD(struct thing, version),
};
static const struct record THING = RECORD(thing, THING_FIELDS);
struct thing_list {
    struct str q;
    int64_t limit;
    struct list items;
};
static const struct field QUERY_FIELDS[] = {
    FIELD(struct thing_list, q, .max = 10, .zh = "搜索词", .en = "search text"),
    FIELD(struct thing_list, limit, .min = 1, .max = 200, .example = "50"),
};
static const struct record QUERY = {"thing_query", sizeof(struct thing_list), QUERY_FIELDS, COUNT(QUERY_FIELDS)};
static const struct field PAGE_FIELDS[] = {FIELD_L(struct thing_list, items, THING)};
static const struct record PAGE = {"thing_page", sizeof(struct thing_list), PAGE_FIELDS, COUNT(PAGE_FIELDS)};
static const struct field ID_FIELDS[] = {FIELD(struct thing, id, .required = true, .max = 36)};
static const struct record ID = {"thing_id", sizeof(struct thing), ID_FIELDS, COUNT(ID_FIELDS)};

static bool nothing(struct ctx *c, const void *in, void *out)
{
    (void)c;
    (void)in;
    (void)out;
    return true;
}
static bool no_upload(struct ctx *c, const void *in, const struct upload *u, void *out)
{
    (void)u;
    return nothing(c, in, out);
}
static bool no_download(struct ctx *c, const void *in, struct download *d)
{
    (void)d;
    return nothing(c, in, NULL);
}
static const struct api ROWS[] = {
    {"GET", "/things", "thingList", "List things", &QUERY, &PAGE, RIGHT_ENTERPRISE_READ, TX_READ, .run = nothing},
    {"POST", "/things", "thingCreate", "Add a thing", &THING, &THING, RIGHT_ENTERPRISE_EDIT, TX_WRITE, .status = 201,
     .run = nothing, .idempotent = true},
    {"GET", "/things/{id}", "thingGet", "One thing", &ID, &THING, RIGHT_ENTERPRISE_READ, TX_READ, .run = nothing},
    {"PUT", "/things/{id}", "thingUpdate", "Change a thing", &THING, &THING, RIGHT_ENTERPRISE_EDIT, TX_WRITE,
     .run = nothing},
    {"GET", "/things/export", "thingExport", "All things as a file", &QUERY, NULL, RIGHT_ENTERPRISE_EXPORT, TX_READ,
     .download = no_download},
    {"POST", "/things/{id}/reset", "thingReset", "Reset a thing", &ID, NULL, RIGHT_ENTERPRISE_EDIT, TX_WRITE,
     .status = 204, .run = nothing},
    {"POST", "/files", "fileAdd", "Add a file", &QUERY, &THING, RIGHT_ATTACHMENT_EDIT, TX_WRITE, .status = 201,
     .run = nothing, .upload_max = 1000, .upload = no_upload},
    {"GET", "/open", "open", "For all", NULL, &THING, RIGHT_PUBLIC, TX_READ, .run = nothing},
};
static const struct api_set SETS[] = {{"things", ROWS, COUNT(ROWS)}};

static struct api_service *service(struct arena *a)
{
    struct api_service *s = ARENA_NEW(a, struct api_service);
    s->arena = a;
    s->o = (struct api_options){.sets = SETS, .set_count = COUNT(SETS)};
    route_build(s);
    return s;
}

static void test_route(void)
{
    static const struct {
        const char *label, *method, *path, *id, *allow;
    } rows[] = {
        {"a plain address", "GET", "/api/v1/things", "thingList", "GET, HEAD, POST"},
        {"the method chooses the row", "POST", "/api/v1/things", "thingCreate", NULL},
        {"a hole", "GET", "/api/v1/things/7", "thingGet", NULL},
        {"a literal beats a hole", "GET", "/api/v1/things/export", "thingExport", NULL},
        {"a literal does not hide the hole's other methods", "PUT", "/api/v1/things/export", "thingUpdate", NULL},
        {"HEAD is answered by GET", "HEAD", "/api/v1/things", "thingList", NULL},
        {"another method: 405 names the good ones", "DELETE", "/api/v1/things", NULL, "GET, HEAD, POST"},
        {"OPTIONS is 405", "OPTIONS", "/api/v1/things/7/reset", NULL, "POST"},
        {"no such address", "GET", "/api/v1/nothing", NULL, NULL},
        {"an empty hole", "GET", "/api/v1/things/", NULL, NULL},
        {"an empty step in the middle", "POST", "/api/v1/things//reset", NULL, NULL},
        {"one step too many", "GET", "/api/v1/things/7/8", NULL, NULL},
        {"case matters", "GET", "/api/v1/Things", NULL, NULL},
        {"methods are capital letters", "get", "/api/v1/things", NULL, "GET, HEAD, POST"},
        {"another root", "GET", "/api/v2/things", NULL, NULL},
        {"the root alone", "GET", "/api/v1", NULL, NULL},
        {"a path of the web pages", "GET", "/things", NULL, NULL},
    };
    struct arena *a = arena_new();
    const struct api_service *s = service(a);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str allow = {0};
        const struct api *row = api_route(s, a, str_of(rows[i].method), str_of(rows[i].path), &allow);
        CHECK_ROW(rows[i].label, str_eq(row ? str_of(row->id) : STR(""), str_of(rows[i].id)));
        if (rows[i].allow || !rows[i].id) CHECK_ROW(rows[i].label, str_eq(allow, str_of(rows[i].allow)));
    }
    arena_free(a);
}

static void test_decode_input(void)
{
    static const struct {
        const char *label, *method, *path, *query, *type, *body;
        enum err_code code;
        const char *bad; /* the names of bad fields in order, with blanks between */
    } rows[] = {
        {"a query", "GET", "/things", "q=ab&limit=5", "", "", ERR_NONE, ""},
        {"an empty filter was not given", "GET", "/things", "q=&limit=5", "", "", ERR_NONE, ""},
        {"an unknown parameter", "GET", "/things", "limit=5&x=1&y=2", "", "", ERR_INVALID, "x y"},
        {"a number out of range", "GET", "/things", "limit=500", "", "", ERR_INVALID, "limit"},
        {"a text too long and a number that is none", "GET", "/things", "q=12345678901&limit=x", "", "", ERR_INVALID,
         "q limit"},
        {"a broken escape", "GET", "/things", "q=%", "", "", ERR_MALFORMED, ""},
        {"a GET with a body", "GET", "/things", "limit=5", "", "{}", ERR_MALFORMED, ""},
        {"a path", "GET", "/things/7", "", "", "", ERR_NONE, ""},
        {"a path field as a parameter", "GET", "/things/7", "id=8", "", "", ERR_INVALID, "id"},
        {"a broken escape in the path", "GET", "/things/%", "", "", "", ERR_MALFORMED, ""},
        {"a path field too long", "GET", "/things/1234567890123456789012345678901234567", "", "", "", ERR_INVALID,
         "id"},
        {"a body", "PUT", "/things/7", "", "application/json", "{\"name\":\"轮\",\"price\":5,\"version\":1}", ERR_NONE,
         ""},
        {"a body with a charset", "PUT", "/things/7", "", "Application/JSON; charset=utf-8",
         "{\"name\":\"轮\",\"price\":5,\"version\":1}", ERR_NONE, ""},
        {"a form body", "PUT", "/things/7", "", "application/x-www-form-urlencoded", "name=x", ERR_MEDIA_TYPE, ""},
        {"no type", "PUT", "/things/7", "", "", "{}", ERR_MEDIA_TYPE, ""},
        {"no body", "PUT", "/things/7", "", "application/json", "", ERR_MALFORMED, ""},
        {"broken JSON", "PUT", "/things/7", "", "application/json", "{\"name\":", ERR_MALFORMED, ""},
        {"a path field in the body", "PUT", "/things/7", "", "application/json",
         "{\"id\":\"8\",\"name\":\"x\",\"price\":5,\"version\":1}", ERR_INVALID, "id"},
        {"a parameter beside a body", "PUT", "/things/7", "a=1", "application/json",
         "{\"name\":\"x\",\"price\":5,\"version\":1}", ERR_INVALID, "a"},
        {"bad fields of body and query together", "PUT", "/things/7", "a=1", "application/json",
         "{\"name\":\"x\",\"price\":5,\"version\":1,\"shape\":\"flat\"}", ERR_INVALID, "shape a"},
        {"no body where none is wanted", "POST", "/things/7/reset", "", "", "", ERR_NONE, ""},
        {"an empty object where none is wanted", "POST", "/things/7/reset", "", "application/json", "{}", ERR_NONE, ""},
        {"a field where none is wanted", "POST", "/things/7/reset", "", "application/json", "{\"a\":1}", ERR_INVALID,
         "a"},
        {"an upload takes its fields from the query", "POST", "/files", "limit=5", "text/csv", "", ERR_NONE, ""},
    };
    struct arena *a = arena_new();
    const struct api_service *s = service(a);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ctx c = {.arena = a, .err = {.arena = a}};
        struct request r = {
            .method = str_of(rows[i].method),
            .path = arena_printf(a, API_ROOT "%s", rows[i].path),
            .query = str_of(rows[i].query),
            .content_type = str_of(rows[i].type),
            .body = str_of(rows[i].body),
        };
        const struct route *route = route_find(s, a, r.method, r.path, NULL);
        assert(route);
        void *in = arena_alloc(a, route->row->in->size);
        CHECK_ROW(rows[i].label, decode_input(&c, route, &r, in) == (rows[i].code == ERR_NONE));
        CHECK_ROW(rows[i].label, c.err.code == rows[i].code);
        struct buf bad = {.arena = a};
        for (size_t k = 0; k < c.err.fields.count; k++)
            buf_addf(&bad, "%s%.*s", k ? " " : "", STR_ARG(LIST_AT(&c.err.fields, struct err_field, k)->name));
        CHECK_ROW(rows[i].label, str_eq(buf_str(&bad), str_of(rows[i].bad)));
        if (route->row->in == &THING && c.err.code == ERR_NONE)
            CHECK_ROW(rows[i].label, str_eq(((struct thing *)in)->id, STR("7")));
    }
    arena_free(a);
}

/* ---- problems ---- */

static struct str problem(struct arena *a, const struct err *e, enum lang lang)
{
    struct buf b = {.arena = a};
    problem_encode(&b, e, &(struct problem_context){lang, STR("0123"), &THING});
    return buf_str(&b);
}

static void test_problem(void)
{
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    (void)fail_field(&e, STR("name"), M(REQUIRED));
    (void)fail_field(&e, STR("parts/3/weight"), M(NUMBER_RANGE), I("min", 1), I("max", 1000));
    (void)fail_field(&e, STR("colour"), M(FIELD_UNKNOWN), S("name", STR("colour")));
    struct str zh = problem(a, &e, LANG_ZH), en = problem(a, &e, LANG_EN);
    CHECK_ROW("the count stands in the sentence", HAS(zh, "有 3 处填写有误"));
    CHECK_ROW("the count stands in the sentence", HAS(en, "3 field(s) are not valid"));
    CHECK_ROW("title and status", HAS(zh, "\"title\":\"填写有误\",\"status\":422,\"code\":\"invalid\""));
    CHECK_ROW("title and status", HAS(en, "\"title\":\"Unprocessable Content\",\"status\":422"));
    CHECK_ROW("a field with its label and example",
              HAS(zh, "{\"pointer\":\"#/"
                      "name\",\"label\":\"名称\",\"message\":\"REQUIRED\",\"detail\":\"必填\",\"example\":\"轮子\"}"));
    CHECK_ROW("a field inside a list", HAS(en, "{\"pointer\":\"#/parts/3/weight\",\"label\":\"weight\""));
    CHECK_ROW("its arguments", HAS(en, "must be between 1 and 1000"));
    CHECK_ROW("an unknown field is named as it came", HAS(zh, "\"pointer\":\"#/colour\",\"label\":\"colour\""));
    CHECK_ROW("the request id", HAS(zh, "urn:nuanqiao:request:0123"));

    struct err broken = {.arena = a};
    (void)fail_internal(&broken, "constraint %s failed", "secret_table");
    CHECK_ROW("a 500 hides what happened", !HAS(problem(a, &broken, LANG_EN), "secret_table"));
    CHECK_ROW("a 500 has its status", HAS(problem(a, &broken, LANG_EN), "\"status\":500"));

    static const struct {
        enum err_code code;
        const char *zh, *en;
    } titles[] = {
#define X(id, http, wire) {ERR_##id, "", ""},
        ERR_CODES(X)
#undef X
    };
    for (size_t i = 0; i < COUNT(titles); i++) {
        int status = err_http_status(titles[i].code);
        CHECK_ROW("every status has a title in both languages", problem_title(LANG_ZH, status).n > 0);
        CHECK_ROW("every status has a title in both languages", problem_title(LANG_EN, status).n > 0);
    }
    arena_free(a);
}

/* ---- headers ---- */

static void test_guard(void)
{
    static const struct {
        const char *label, *names[4], *values[4];
        bool good;
        int64_t length;
    } rows[] = {
        {"Host alone", {"Host"}, {"x:80"}, true, 0},
        {"a body", {"host", "content-length"}, {"x", "12"}, true, 12},
        {"chunks", {"Host", "Transfer-Encoding"}, {"x", "chunked"}, true, -1},
        {"no Host", {"Accept"}, {"*/*"}, false, 0},
        {"an empty Host", {"Host"}, {""}, false, 0},
        {"two Hosts", {"Host", "Host"}, {"x", "x"}, false, 0},
        {"a Host with a slash", {"Host"}, {"x/y"}, false, 0},
        {"two lengths", {"Host", "Content-Length", "Content-Length"}, {"x", "2", "2"}, false, 0},
        {"two lengths in two spellings", {"Host", "Content-Length", "CONTENT-LENGTH"}, {"x", "2", "9"}, false, 0},
        {"a signed length", {"Host", "Content-Length"}, {"x", "+2"}, false, 0},
        {"a list of lengths", {"Host", "Content-Length"}, {"x", "2, 2"}, false, 0},
        {"an empty length", {"Host", "Content-Length"}, {"x", ""}, false, 0},
        {"a huge length", {"Host", "Content-Length"}, {"x", "99999999999999999999"}, false, 0},
        {"length and chunks", {"Host", "Content-Length", "Transfer-Encoding"}, {"x", "4", "chunked"}, false, 0},
        {"another coding", {"Host", "Transfer-Encoding"}, {"x", "xchunked"}, false, 0},
        {"two codings", {"Host", "Transfer-Encoding"}, {"x", "gzip, chunked"}, false, 0},
        {"two coding lines", {"Host", "Transfer-Encoding", "Transfer-Encoding"}, {"x", "chunked", "chunked"}, false, 0},
        {"a blank before the colon", {"Host", "Content-Length "}, {"x", "2"}, false, 0},
        {"an empty name", {"Host", ""}, {"x", "v"}, false, 0},
        {"a tab in a name", {"Host", "a\tb"}, {"x", "v"}, false, 0},
        {"a control character in a value", {"Host", "X-A"}, {"x", "a\x01"}, false, 0},
        {"a carriage return in a value", {"Host", "X-A"}, {"x", "a\rb"}, false, 0},
        {"a tab in a value is fine", {"Host", "X-A"}, {"x", "a\tb"}, true, 0},
        {"two tokens against forgery", {"Host", "X-CSRF-Token", "X-CSRF-Token"}, {"x", "a", "b"}, false, 0},
        {"two of an unknown header are fine", {"Host", "X-A", "X-A"}, {"x", "a", "b"}, true, 0},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct request r = {0};
        struct guard g = {.request = &r};
        struct err e = {.arena = a};
        for (size_t k = 0; k < 4 && rows[i].names[k]; k++)
            guard_header(&g, str_of(rows[i].names[k]), str_of(rows[i].values[k]));
        CHECK_ROW(rows[i].label, guard_end(&g, &e) == rows[i].good);
        CHECK_ROW(rows[i].label, rows[i].good ? g.length == rows[i].length : e.code == ERR_MALFORMED);
    }
    arena_free(a);
}

static void test_request(void)
{
    static const struct {
        const char *label, *cookie, *accept;
        enum lang lang;
    } rows[] = {
        {"nothing said: Chinese", NULL, NULL, LANG_ZH},
        {"English only", NULL, "en-GB,en;q=0.9", LANG_EN},
        {"Chinese first", NULL, "zh-CN,zh;q=0.9,en;q=0.8", LANG_ZH},
        {"English preferred by weight", NULL, "zh;q=0.3, en;q=0.8", LANG_EN},
        {"English refused", NULL, "en;q=0", LANG_ZH},
        {"another language", NULL, "fr", LANG_ZH},
        {"a word that only begins like one", NULL, "english", LANG_ZH},
        {"the cookie wins", "a=b; nq_lang=en", "zh", LANG_EN},
        {"the cookie wins", "nq_lang=zh", "en", LANG_ZH},
        {"a broken cookie is ignored", "nq_lang=xx", "en", LANG_EN},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct request r = {.cookie = str_of(rows[i].cookie), .accept_language = str_of(rows[i].accept)};
        CHECK_ROW(rows[i].label, request_lang(&r) == rows[i].lang);
    }
    struct request r = {.cookie = STR("nq_session=abc=; x=; nq=1")};
    CHECK_ROW("a cookie with an equals sign", str_eq(request_cookie(&r, STR("nq_session")), STR("abc=")));
    CHECK_ROW("an empty cookie is not absent", request_cookie(&r, STR("x")).p != NULL);
    CHECK_ROW("a cookie that was not sent", request_cookie(&r, STR("session")).p == NULL);
}

/* ---- descriptions ---- */

static void test_descriptions(void)
{
    struct arena *a = arena_new();
    struct buf o = {.arena = a}, t = {.arena = a};
    api_openapi(&o, SETS, COUNT(SETS));
    api_typescript(&t, SETS, COUNT(SETS));
    struct str open = buf_str(&o), ts = buf_str(&t);
    static const char *const open_parts[] = {
        "\"openapi\":\"3.1.0\"",
        "\"/things/{id}\":{",
        "\"operationId\":\"thingUpdate\"",
        "{\"name\":\"id\",\"in\":\"path\",\"required\":true",
        "{\"name\":\"limit\",\"in\":\"query\",\"required\":false",
        "\"x-right\":\"enterprise_edit\"",
        "\"security\":[]",
        "\"requestBody\"",
        "at most 1000 bytes",
        "\"412\":{\"$ref\":\"#/components/responses/stale\"}",
        "#/components/parameters/IdempotencyKey",
        "\"Shape\":{\"type\":\"string\",\"enum\":[\"round\",\"long\"]}",
        "\"x-unit\":\"fen\"",
        "\"application/problem+json\"",
        "\"maxLength\":80",
    };
    for (size_t i = 0; i < COUNT(open_parts); i++)
        CHECK_ROW(open_parts[i], HAS(open, open_parts[i]));
    static const char *const ts_parts[] = {
        "export type Shape = 'round' | 'long'\n",
        "export interface Thing {\n  id: string\n",
        "export interface ThingInput {\n",
        "  /** 形状 / shape */\n  shape: Shape | null\n",
        "  shape?: Shape | null\n",
        "  size: number | null\n",
        "  price: number\n",
        "  parts: Part[]\n",
        "  parts?: PartInput[] | null\n",
        "thingList: { in: ThingQuery; out: ThingPage }",
        "thingExport: { in: ThingQuery; out: Blob }",
        "thingReset: { in: ThingId; out: Nothing }",
        "thingCreate: { method: 'POST', path: '/things', idempotent: true },",
        "fileAdd: { method: 'POST', path: '/files', upload: 1000 },",
        "thingExport: { method: 'GET', path: '/things/export', download: true },",
    };
    for (size_t i = 0; i < COUNT(ts_parts); i++)
        CHECK_ROW(ts_parts[i], HAS(ts, ts_parts[i]));
    arena_free(a);
}

/* ---- pages ---- */

static void put_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");
    assert(f);
    (void)fputs(text, f);
    (void)fclose(f);
}

static void test_static(void)
{
    struct arena *a = arena_new();
    char dir[] = "/tmp/nq-static-XXXXXX";
    assert(mkdtemp(dir));
    struct err e = {.arena = a};
    CHECK_ROW("a folder without index.html is refused", !static_open(a, &e, str_of(dir)) && e.code == ERR_NOT_FOUND);
    const char *assets = arena_cstr(a, arena_printf(a, "%s/assets", dir));
    assert(mkdir(assets, 0700) == 0);
    static const char *const files[][2] = {
        {"index.html", "<p>"}, {"assets/app-1.js", "1;"}, {"assets/app-1.js.gz", "gz"}, {"logo.svg", "<svg/>"}};
    for (size_t i = 0; i < COUNT(files); i++)
        put_file(arena_cstr(a, arena_printf(a, "%s/%s", dir, files[i][0])), files[i][1]);
    err_clear(&e);
    struct static_site *s = static_open(a, &e, str_of(dir));
    CHECK(s);
    static const struct {
        const char *label, *path, *found;
    } rows[] = {
        {"the root", "/", "/index.html"},
        {"a page of the program", "/enterprises/123", "/index.html"},
        {"a file", "/assets/app-1.js", "/assets/app-1.js"},
        {"a file that is not there", "/assets/app-2.js", NULL},
        {"a packed file is not served by itself", "/assets/app-1.js.gz", NULL},
        {"no way out of the folder", "/../etc/passwd.txt", NULL},
    };
    for (size_t i = 0; s && i < COUNT(rows); i++) {
        const struct static_file *f = static_find(s, str_of(rows[i].path));
        CHECK_ROW(rows[i].label, str_eq(f ? f->path : STR(""), str_of(rows[i].found)));
    }
    const struct static_file *f = static_find(s, STR("/assets/app-1.js"));
    CHECK_ROW("the packed form is held beside", f && str_eq(f->gzip, STR("gz")) && f->immutable);
    CHECK_ROW("the type", f && str_eq(f->content_type, STR("text/javascript; charset=utf-8")));
    CHECK_ROW("the page itself is asked for anew", !static_find(s, STR("/"))->immutable);
    CHECK_ROW("the same tag", f && static_unchanged(f, arena_printf(a, "\"x\", W/%.*s", STR_ARG(f->etag))));
    CHECK_ROW("another tag", f && !static_unchanged(f, STR("\"x\"")));
    CHECK_ROW("gzip is accepted", static_accepts_gzip(STR("br, gzip;q=0.5")));
    CHECK_ROW("gzip is refused", !static_accepts_gzip(STR("gzip;q=0")) && !static_accepts_gzip(STR("br")));
    for (size_t i = 0; i < COUNT(files); i++)
        (void)unlink(arena_cstr(a, arena_printf(a, "%s/%s", dir, files[i][0])));
    (void)rmdir(assets);
    (void)rmdir(dir);
    arena_free(a);
}

int main(void)
{
    test_decode_text();
    test_query();
    test_route();
    test_decode_input();
    test_problem();
    test_guard();
    test_request();
    test_descriptions();
    test_static();
    return check_end();
}
