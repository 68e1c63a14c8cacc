/* http_api_test.c - the dispatcher over a real store: rights, transactions, audit, idempotency, uploads, downloads. */
#include "http/sample_api.h"
#include "rig.h"

#define COUNT_NOTES "SELECT count(*) FROM host_config"
#define COUNT_REFUSALS "SELECT count(*) FROM audit WHERE action = 'request.refused'"
#define A_NOTE "{\"name\":\"a\",\"value\":\"1\"}"

static void test_order(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"no such address", "officer", "GET", "/nothing", NULL, 404, "\"code\":\"not_found\""},
        {"another method", "officer", "DELETE", "/notes", NULL, 405, "POST, GET, HEAD"},
        {"nobody", NULL, "POST", "/notes", A_NOTE, 401, "请先登录"},
        {"nobody, and a bad body: the session is asked first", NULL, "POST", "/notes", "{", 401},
        {"a role without the right", "clerk", "POST", "/notes", A_NOTE, 403, "维护企业"},
        {"a role without the right, and a bad body", "clerk", "POST", "/notes", "{", 403},
        {"broken JSON", "officer", "POST", "/notes", "{", 400, "\"code\":\"malformed\""},
        {"all bad fields at once", "officer", "POST", "/notes", "{\"x\":1,\"name\":\"\"}", 422, "有 3 处填写有误"},
        {"what was refused is not there", "officer", "GET", "/notes/a", NULL, 404},
        {"a good one", "officer", "POST", "/notes", A_NOTE, 201, A_NOTE},
        {"is there", "officer", "GET", "/notes/a", NULL, 200, "\"value\":\"1\""},
        {"an encoded path", "officer", "GET", "/notes/%61", NULL, 200, "\"value\":\"1\""},
        {"HEAD is GET", "officer", "HEAD", "/notes/a", NULL, 200},
        {"the same name again breaks a constraint", "officer", "POST", "/notes", A_NOTE, 409, "\"code\":\"conflict\""},
        {"a public row needs nobody", NULL, "POST", "/session", A_NOTE, 200, A_NOTE},
        {"health reads the store", NULL, "GET", "/health", NULL, 200, "\"status\":\"ok\",\"zones\":2"},
        {"the description lists itself", NULL, "GET", "/openapi.json", NULL, 200, "\"operationId\":\"openapi\""},
    };
    rig_rows(r, rows, COUNT(rows));
    r->language = STR("en");
    rig_call(r, NULL, "POST", "/notes", A_NOTE);
    CHECK(str_find(r->reply.body, STR("please sign in")) < r->reply.body.n);
    r->language = (struct str){0};
    CHECK_ROW("a 405 names the methods",
              (rig_call(r, NULL, "PUT", "/notes", NULL), str_eq(r->reply.allow, STR("POST, GET, HEAD"))));
    CHECK_ROW("every reply has an id", r->reply.request_id.n == 16);
}

static void test_cross_site(struct rig *r)
{
    struct reply reply;
    struct request q = {.method = STR("POST"),
                        .path = STR(API_ROOT "/session"),
                        .body = STR(A_NOTE),
                        .content_type = STR("application/json"),
                        .fetch_site = STR("cross-site")};
    api_call(r->service, r->arena, &q, &reply);
    CHECK_ROW("another web site may not sign somebody in", reply.status == 403);
    q.fetch_site = STR("same-origin");
    api_call(r->service, r->arena, &q, &reply);
    CHECK_ROW("our own may", reply.status == 200);
}

static void test_transactions(struct rig *r)
{
    int64_t notes = rig_number(r, COUNT_NOTES), audits = rig_number(r, "SELECT count(*) FROM audit");
    static const struct rig_row rows[] = {
        {"a change without an audit record is a 500", "officer", "POST", "/notes/unaudited",
         "{\"name\":\"u\",\"value\":\"1\"}", 500, "\"code\":\"internal\"", "audit"},
        {"a failure after a write", "officer", "POST", "/notes/lost", "{\"name\":\"l\",\"value\":\"1\"}", 409},
    };
    rig_rows(r, rows, COUNT(rows));
    CHECK_ROW("neither left anything", rig_number(r, COUNT_NOTES) == notes);
    CHECK_ROW("nor an audit record", rig_number(r, "SELECT count(*) FROM audit") == audits);
    static const struct rig_row kept[] = {
        {"a failure that keeps its writes is answered as a failure", "officer", "POST", "/notes/kept",
         "{\"name\":\"k\",\"value\":\"1\"}", 409, "\"code\":\"conflict\""},
        {"and they are there", "officer", "GET", "/notes/k", NULL, 200},
        {"prepare reads, run writes", "officer", "POST", "/notes/k/copy", NULL, 201,
         "{\"name\":\"k-copy\",\"value\":\"1, again\"}"},
        {"the same on the slow thread", "officer", "POST", "/notes/k-copy/slow", NULL, 201, "\"1, again, again\""},
        {"a prepare that fails", "officer", "POST", "/notes/nothing/slow", NULL, 404},
    };
    rig_rows(r, kept, COUNT(kept));
    CHECK_ROW("three rows more", rig_number(r, COUNT_NOTES) == notes + 3);
    CHECK_ROW("three audit records more", rig_number(r, "SELECT count(*) FROM audit") == audits + 3);
}

static void test_idempotency(struct rig *r)
{
    static const char *const body = "{\"name\":\"i\",\"value\":\"1\"}";
    int64_t notes = rig_number(r, COUNT_NOTES);
    r->key = STR("key-00000001");
    CHECK_ROW("a refusal", rig_call(r, "officer", "POST", "/notes", "{\"name\":\"i\"}")->status == 422);
    CHECK_ROW("uses no key up", rig_call(r, "officer", "POST", "/notes", body)->status == 201);
    CHECK_ROW("the first is no repeat", !r->reply.replayed);
    CHECK_ROW("a repeat gets the first answer", rig_call(r, "officer", "POST", "/notes", body)->status == 201);
    CHECK_ROW("and says so", r->reply.replayed && str_eq(r->reply.body, str_of(body)));
    CHECK_ROW("one row", rig_number(r, COUNT_NOTES) == notes + 1);
    CHECK_ROW("another body under the key",
              rig_call(r, "officer", "POST", "/notes", "{\"name\":\"i\",\"value\":\"2\"}")->status == 409);
    CHECK_ROW("another person's key of the same text is another key",
              rig_call(r, "all", "POST", "/notes", "{\"name\":\"i2\",\"value\":\"1\"}")->status == 201);
    CHECK_ROW("another zone's too",
              rig_call(r, "officer@south", "POST", "/notes", "{\"name\":\"i3\",\"value\":\"1\"}")->status == 201);
    rig_restart(r);
    CHECK_ROW("a repeat after a restart", rig_call(r, "officer", "POST", "/notes", body)->status == 201);
    CHECK_ROW("is a repeat", r->reply.replayed);
    rig_later(r, 24 * 3600 + 1);
    CHECK_ROW("a day later the key is free, the name is not",
              rig_call(r, "officer", "POST", "/notes", body)->status == 409);
    CHECK_ROW("a day later the key is free",
              rig_call(r, "officer", "POST", "/notes", "{\"name\":\"i4\",\"value\":\"1\"}")->status == 201);
    CHECK_ROW("and taken again",
              rig_call(r, "officer", "POST", "/notes", "{\"name\":\"i4\",\"value\":\"1\"}")->replayed);
    CHECK_ROW("a lost right is not answered from memory", rig_call(r, "clerk", "POST", "/notes", body)->status == 403);
    r->key = STR("short");
    CHECK_ROW("a key too short", rig_call(r, "officer", "POST", "/notes", body)->status == 400);
    r->key = STR("with a blank in it");
    CHECK_ROW("a key with blanks", rig_call(r, "officer", "POST", "/notes", body)->status == 400);
    r->key = (struct str){0};
}

static void test_streams(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"an upload", "clerk", "POST", "/notes/file?name=f", "hello", 201,
         "{\"name\":\"f\",\"value\":\"5 bytes: hello\"}"},
        {"an upload by nobody", NULL, "POST", "/notes/file?name=n", "hello", 401},
        {"an upload by nobody, and a bad query", NULL, "POST", "/notes/file?x=1", "hello", 401},
        {"an upload by a person without a role", "none", "POST", "/notes/file?name=n", "hello", 403},
        {"an upload without a file", "clerk", "POST", "/notes/file?name=g", NULL, 400},
        {"an upload without its parameter", "clerk", "POST", "/notes/file", "hello", 422, "#/name"},
    };
    rig_rows(r, rows, COUNT(rows));
    int64_t refusals = rig_number(r, COUNT_REFUSALS);
    CHECK(rig_call(r, "none", "POST", "/notes/file?name=n", "hello")->status == 403);
    CHECK_ROW("an upload that is not admitted is on record once", rig_number(r, COUNT_REFUSALS) == refusals + 1);
    struct buf b = {.arena = r->arena};
    for (int i = 0; i < 25; i++)
        buf_addf(&b, "INSERT INTO host_config (name, value) VALUES ('z%02d', 'page');", i);
    rig_sql(r, arena_cstr(r->arena, buf_str(&b)));
    CHECK(rig_call(r, "officer", "GET", "/notes", NULL)->status == 200);
    int lines = 0;
    for (size_t i = 0; i < r->reply.body.n; i++)
        lines += r->reply.body.p[i] == '\n';
    CHECK_ROW("every row once, over several pages", lines == rig_number(r, COUNT_NOTES));
    CHECK_ROW("the last one too", str_ends(r->reply.body, STR("z24=page\n")));
}

static void body(struct rig *r)
{
    test_order(r);
    test_cross_site(r);
    test_transactions(r);
    test_idempotency(r);
    test_streams(r);
    rig_walk(r, NULL, 0);
}

int main(void)
{
    const struct api_set sets[] = {API_SET_HTTP, SAMPLE_SET};
    rig_both("http_api", sets, COUNT(sets), body);
    return check_end();
}
