/* request_walk_test.c - whole requests, their database calls failed one after the other: session, prepare, writer, audit
 * record, idempotency key.  After every failure nothing is stored; the repeat with the same key then counts once. */
#include "api/rig.h"
#include "fault_walk.h"
#include "http/sample_api.h"
#include "testdb.h"

struct walk {
    struct rig *rig;
    const char *path, *body;
};

static bool act(void *arg)
{
    struct walk *w = arg;
    const struct reply *reply = rig_call(w->rig, "all", "POST", w->path, w->body);
    CHECK_ROW("an answer is a success or a failure of ours", reply->status == 201 || reply->status >= 500);
    return reply->status == 201;
}

static void test_walks(bool pg)
{
    const struct api_set sets[] = {API_SET_HTTP, SAMPLE_SET};
    struct rig *r = rig_open_faulty("request_walk", pg, sets, COUNT(sets));
    struct walk note = {r, "/notes", "{\"name\":\"walked\",\"value\":\"1\"}"};
    r->key = STR("walk-0000001");
    int64_t calls = fault_walk(r->app->store, "a request with a key: all or nothing", act, &note);
    CHECK_ROW("reading, the change, the audit record and the key were all failed", calls >= 8);
    CHECK_ROW("the repeat is answered again", act(&note) && r->reply.replayed);
    CHECK_ROW("and stored once", rig_number(r, "SELECT count(*) FROM host_config WHERE name = 'walked'") == 1);
    r->key = (struct str){0};

    struct walk copy = {r, "/notes/walked/copy", NULL};
    CHECK_ROW("prepare and run", fault_walk(r->app->store, "prepare and run: all or nothing", act, &copy) >= 6);
    rig_close(r);
}

int main(void)
{
    test_walks(false);
    if (testdb_has_pg())
        test_walks(true);
    else
        CHECK_SKIP(1, "no PostgreSQL here (tools/with_pg.py)");
    return check_end();
}
