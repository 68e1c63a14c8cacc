/* cockpit_test.c - the cards: each number equals the total of the list that it drills down to; to-dos per role. */
#include "rig.h"
#include "cockpit/cockpit_http.h"
#include "registry/registry_http.h"
#include <stdio.h>

static const struct rig_row PLANT[] = {
    {"a list of above-scale enterprises", "officer", "POST", "/lists",
     "{\"code\":\"scale\",\"name\":\"2019年规上\",\"kind\":\"above_scale\",\"as_of\":\"2019-12-31\"}", 201, NULL, NULL,
     "scale"},
    {"an older one is not the newest", "officer", "POST", "/lists",
     "{\"code\":\"old\",\"name\":\"2018年规上\",\"kind\":\"above_scale\",\"as_of\":\"2018-12-31\"}", 201, NULL, NULL,
     "old"},
    {"the base of the rate", "officer", "POST", "/lists",
     "{\"code\":\"base\",\"name\":\"复工率基数\",\"kind\":\"resumption\",\"as_of\":\"2020-02-10\"}", 201, NULL, NULL,
     "base"},
    {"one that is complete, back at work, on both lists", "officer", "POST", "/enterprises",
     "{\"name\":\"清远一号公司\",\"industry\":\"C26\",\"area_id\":\"" RIG_AREA
     "\",\"registration_since\":\"2018-01-01\"}",
     201, NULL, NULL, "one"},
    {"its year", "officer", "PUT", "/enterprises/$one/years/2019",
     "{\"headcount\":52,\"revenue_fen\":5000000000,\"version\":0}", 200},
    {"back at work", "officer", "POST", "/enterprises/$one/flags", "{\"flag\":\"resumed\",\"since\":\"2020-02-20\"}",
     201},
    {"above scale", "officer", "POST", "/enterprises/$one/flags",
     "{\"flag\":\"above_scale\",\"list_id\":\"$scale\",\"since\":\"2019-12-31\"}", 201},
    {"in the base", "officer", "POST", "/enterprises/$one/flags",
     "{\"flag\":\"other\",\"list_id\":\"$base\",\"since\":\"2020-02-10\"}", 201},
    {"one in the base, not back yet", "officer", "POST", "/enterprises",
     "{\"name\":\"清远二号公司\",\"tax_since\":\"2018-01-01\"}", 201, NULL, NULL, "two"},
    {"base", "officer", "POST", "/enterprises/$two/flags",
     "{\"flag\":\"other\",\"list_id\":\"$base\",\"since\":\"2020-02-10\"}", 201},
    {"a branch back at work does not count", "officer", "POST", "/enterprises",
     "{\"name\":\"农业银行石角支行\",\"registration_since\":\"2018-01-01\"}", 201, NULL, NULL, "branch"},
    {"flag", "officer", "POST", "/enterprises/$branch/flags", "{\"flag\":\"resumed\",\"since\":\"2020-02-20\"}", 201},
    {"one that left the zone yesterday does not count", "officer", "POST", "/enterprises",
     "{\"name\":\"清远三号公司\",\"industry\":\"C26\"}", 201, NULL, NULL, "left"},
    {"relation", "officer", "POST", "/enterprises/$left/relations",
     "{\"kind\":\"registration\",\"since\":\"2018-01-01\",\"until\":\"2020-05-13\"}", 201},
    {"a closed one does not count", "officer", "POST", "/enterprises",
     "{\"name\":\"清远四号公司\",\"registration_since\":\"2018-01-01\"}", 201, NULL, NULL, "closed"},
    {"closed", "officer", "PUT", "/enterprises/$closed",
     "{\"version\":1,\"name\":\"清远四号公司\",\"kind\":\"enterprise\",\"state\":\"closed\"}", 200},
    {"the other zone's do not count", "officer@south", "POST", "/enterprises",
     "{\"name\":\"南区公司\",\"registration_since\":\"2018-01-01\"}", 201},
};

/* Every drill of the cockpit leads to a list whose total is the number on the card. */
static void drills(struct rig *r)
{
    struct arena *a = arena_new();
    const struct reply *reply = rig_call(r, "leader", "GET", "/cockpit", NULL);
    CHECK(reply->status == 200);
    struct str rest = arena_str(a, reply->body);
    int64_t cards = 0;
    for (;;) {
        struct str value = STR("\"value\":"), drill = STR("\"drill\":\"");
        size_t at = str_find(rest, value);
        if (at == rest.n) break;
        rest = str_sub(rest, at + value.n, rest.n);
        struct str number = rest, digits = str_part(&number, ',');
        size_t to = str_find(rest, drill);
        rest = str_sub(rest, to + drill.n, rest.n);
        struct str link = rest, path = str_part(&link, '"');
        int64_t want = -1, got = -2;
        CHECK(str_to_i64(digits, &want));
        if (!str_starts(path, STR("enterprises"))) continue;
        char *url = arena_cstr(a, arena_printf(a, "/%.*s&limit=1", STR_ARG(path)));
        CHECK(rig_call(r, "leader", "GET", url, NULL)->status == 200);
        CHECK(str_to_i64(rig_value(r, "total"), &got));
        if (want != got) fprintf(stderr, "%s: card %d, list %d\n", url, (int)want, (int)got);
        CHECK_ROW("the number on the card is the total of its list", want == got);
        cards++;
    }
    CHECK_ROW("all values were looked at", cards == 8);
    arena_free(a);
}

static void body(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"an empty zone has four cards", "leader@south", "GET", "/cockpit", NULL, 200, "\"key\":\"quality\""},
        {"and nothing to do", "clerk@south", "GET", "/home", NULL, 200, "\"todos\":[]"},
    };
    static const struct rig_row after[] = {
        {"a clerk sees no cockpit", "clerk", "GET", "/cockpit", NULL, 403},
        {"two of the zone, one back", "leader", "GET", "/cockpit", NULL, 200,
         "\"key\":\"resumed\",\"label\":\"已复工企业\",\"value\":1,\"base\":2,\"permille\":500"},
        {"the rate names its base list", "leader", "GET", "/cockpit", NULL, 200,
         "\"base_list\":\"复工率基数\",\"base_as_of\":\"2020-02-10\""},
        {"the newest list counts", "leader", "GET", "/cockpit", NULL, 200, "2019年规上", "2018年规上"},
        {"no list of high-tech ones, no value", "leader", "GET", "/cockpit", NULL, 200,
         "\"key\":\"high_tech\",\"title\":\"高新技术企业\",\"values\":[]"},
        {"as of today", "leader", "GET", "/cockpit", NULL, 200, "{\"as_of\":\"2020-05-14\""},
        {"an officer has facts to complete", "officer", "GET", "/home", NULL, 200,
         "\"key\":\"incomplete\",\"label\":\"企业资料待补全\",\"count\":1,\"link\":\"enterprises?kind=enterprise&in_"
         "zone=true&incomplete=true\""},
        {"and to class", "officer", "GET", "/home", NULL, 200, "\"key\":\"unclassed\""},
        {"a leader has not", "leader", "GET", "/home", NULL, 200, "\"todos\":[]"},
        {"nobody has no home", NULL, "GET", "/home", NULL, 401},
    };
    rig_rows(r, rows, COUNT(rows));
    rig_rows(r, PLANT, COUNT(PLANT));
    rig_rows(r, after, COUNT(after));
    drills(r);
    rig_sql(r, "UPDATE enterprise_year SET year = 2017 WHERE zone_id = '" RIG_NORTH "'");
    static const struct rig_row older[] = {
        {"a zone whose newest figures are older is judged by them", "leader", "GET", "/cockpit", NULL, 200,
         "\"key\":\"complete\",\"label\":\"资料完整的企业\",\"value\":1"},
        {"and the card names the year", "leader", "GET", "/cockpit", NULL, 200, "2017 年"},
    };
    rig_rows(r, older, COUNT(older));
    drills(r);
    rig_sql(r,
            "INSERT INTO import (zone_id, id, kind, state, format, encoding, file_name, file_hash, file_size, "
            "header_row, rows,"
            " created, updated, unchanged, rejected, quarantined, warned, actor_id, actor_name, uploaded_at, version,"
            " columns_json) VALUES ('" RIG_NORTH
            "', 'i1', 'enterprise', 'mapped', 'csv', 'utf8', 'a.csv', 'x', 1, 1, 1, 0,"
            " 0, 0, 0, 1, 0, 'u', 'u', 1, 1, '[]')");
    rig_sql(r,
            "INSERT INTO quarantine (zone_id, id, import_id, row_no, state, digest, version, cells_json, "
            "reasons_json) VALUES ('" RIG_NORTH "', 'q1', 'i1', 2, 'open', 'd1', 1, '[]', '[]')");
    static const struct rig_row waiting[] = {
        {"a row in quarantine waits", "officer", "GET", "/home", NULL, 200,
         "\"key\":\"quarantine\",\"label\":\"待核的导入行\",\"count\":1"},
        {"for the statistician, too", "statistician", "GET", "/home", NULL, 200,
         "\"key\":\"quarantine\",\"label\":\"待核的导入行\",\"count\":1"},
        {"and an import", "officer", "GET", "/home", NULL, 200, "\"key\":\"imports\""},
        {"the cockpit counts it", "leader", "GET", "/cockpit", NULL, 200, "\"drill\":\"quarantine?state=open\""},
        {"not for those who may not import", "reviewer_first", "GET", "/home", NULL, 200, "\"todos\":[]"},
    };
    rig_rows(r, waiting, COUNT(waiting));
    rig_sql(r, "INSERT INTO import SELECT zone_id, 'i2', 'worker', state, format, encoding, file_name, file_hash, "
               "file_size, header_row, rows, created, updated, unchanged, rejected, quarantined, warned, job_id, failure, "
               "digest, actor_id, actor_name, uploaded_at, started_at, finished_at, version, columns_json FROM import "
               "WHERE id = 'i1'");
    rig_sql(r, "INSERT INTO quarantine (zone_id, id, import_id, row_no, state, digest, version, cells_json, "
               "reasons_json) VALUES ('" RIG_NORTH "', 'q2', 'i2', 2, 'open', 'd2', 1, '[]', '[]')");
    static const struct rig_row workers[] = {
        {"a row of a sheet of workers waits for who keeps workers", "officer", "GET", "/home", NULL, 200,
         "\"key\":\"quarantine\",\"label\":\"待核的导入行\",\"count\":2"},
        {"and for nobody else, as in the list", "statistician", "GET", "/home", NULL, 200,
         "\"key\":\"quarantine\",\"label\":\"待核的导入行\",\"count\":1"},
    };
    rig_rows(r, workers, COUNT(workers));
    rig_keep(r, "id", rig_kept(r, "one"));
    rig_walk(r, (const char *const[]){"清远一号公司", "复工率基数"}, 2);
}

int main(void)
{
    const struct api_set sets[] = {COCKPIT_API, REGISTRY_API};
    rig_both("cockpit", sets, COUNT(sets), body);
    return check_end();
}
