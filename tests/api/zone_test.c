/* zone_test.c - areas and departments, the trail and jobs over the web. */
#include "people.h"

/* ---- areas and departments by hand ---- */
static void test_parts(struct rig *r)
{
    administrator(r, "north", RIG_NORTH);
    static const struct rig_row rows[] = {
        {"nothing given: all fields named", NULL, "POST", "/zone/areas", "{}", 422, "name_en"},
        {"a new area", NULL, "POST", "/zone/areas", "{\"code\":\" east \",\"name_zh\":\"东片\",\"name_en\":\"East\"}", 201,
         "\"code\":\"east\"", .keep = "east"},
        {"its code is taken", NULL, "POST", "/zone/areas",
         "{\"code\":\"east\",\"name_zh\":\"x\",\"name_en\":\"x\"}", 409, "东片"},
        {"but not among departments", NULL, "POST", "/zone/departments",
         "{\"code\":\"east\",\"name_zh\":\"<b>经发局</b>\",\"name_en\":\"Economy\"}", 201, "经发局", .keep = "econ"},
        {"whose code is taken then", NULL, "POST", "/zone/departments",
         "{\"code\":\"east\",\"name_zh\":\"x\",\"name_en\":\"x\"}", 409, "经发局"},
        {"another name", NULL, "PUT", "/zone/areas/$east", "{\"name_zh\":\"东区\",\"name_en\":\"East\"}", 200, "东区"},
        {"a department's too", NULL, "PUT", "/zone/departments/$econ", "{\"name_zh\":\"经促局\",\"name_en\":\"E\"}", 200,
         "\"code\":\"east\""},
        {"an area is no department", NULL, "PUT", "/zone/departments/$east", "{\"name_zh\":\"x\",\"name_en\":\"x\"}", 404,
         "部门"},
        {"an area that is not there", NULL, "PUT", "/zone/areas/x", "{\"name_zh\":\"x\",\"name_en\":\"x\"}", 404, "片区"},
        {"both stand in the zone", NULL, "GET", "/zone", NULL, 200, "东区", "东片"},
        {"an assistant can be bound to it", NULL, "POST", "/users",
         "{\"login\":\"zhu.li\",\"name\":\"助理\",\"grants\":[{\"role\":\"assistant\",\"scope_id\":\"$east\"}]}", 201, "东区"},
        {"on record with before and after", NULL, "GET", "/audit?action=area.edit", NULL, 200, "东片"},
    };
    rig_rows(r, rows, COUNT(rows));
    administrator(r, "south", RIG_SOUTH);
    static const struct rig_row south[] = {
        {"another zone cannot rename it", NULL, "PUT", "/zone/areas/$east", "{\"name_zh\":\"x\",\"name_en\":\"x\"}", 404, NULL},
        {"and may use its code", NULL, "POST", "/zone/areas",
         "{\"code\":\"east\",\"name_zh\":\"东\",\"name_en\":\"East\"}", 201, NULL},
    };
    rig_rows(r, south, COUNT(south));
    rig_sql(r, "DELETE FROM user_grant");
    rig_sql(r, "DELETE FROM area WHERE code = 'east'");
    rig_sql(r, "DELETE FROM department WHERE code = 'east'");
}

/* ---- the trail over the web ---- */
static void test_trail(struct rig *r)
{
    administrator(r, "north", RIG_NORTH);
    static const struct rig_row rows[] = {
        {"the head", NULL, "GET", "/audit/head", NULL, 200, "\"hash\":", .keep = "head=hash"},
        {"verifies", NULL, "GET", "/audit/verify", NULL, 200, "\"sound\":true"},
        {"with the head kept", NULL, "GET", "/audit/verify?head=$head", NULL, 200, "\"head_met\":true"},
        {"with a head that never was", NULL, "GET",
         "/audit/verify?head=0000000000000000000000000000000000000000000000000000000000000000", NULL, 200,
         "\"fault\":\"head_unknown\""},
        {"in pieces", NULL, "GET", "/audit/verify?limit=1", NULL, 200, "\"next\":2"},
        {"a piece of 5001 is refused", NULL, "GET", "/audit/verify?limit=5001", NULL, 422, "limit"},
        {"a head that is no hash", NULL, "GET", "/audit/verify?head=xyz", NULL, 422, "head"},
        {"by day", NULL, "GET", "/audit?from=2020-05-14&to=2020-05-14", NULL, 200, "user.password"},
        {"by subject", NULL, "GET", "/audit?subject_id=01900000-0000-7000-8000-0000000000ff", NULL, 200, "\"total\":0"},
        {"by a kind of subject", NULL, "GET", "/audit?subject_kind=nothing", NULL, 200, "\"total\":0"},
        {"by a day that does not exist", NULL, "GET", "/audit?from=2020-02-30", NULL, 422, "from"},
        {"a payload is erased", NULL, "POST", "/audit/1/erase", "{\"reason\":\"员工要求\"}", 200, "\"seq\":"},
        {"on record", NULL, "GET", "/audit?action=audit.erase", NULL, 200, "员工要求"},
        {"and still verifies", NULL, "GET", "/audit/verify", NULL, 200, "\"sound\":true"},
        {"twice is a conflict", NULL, "POST", "/audit/1/erase", "{\"reason\":\"员工要求\"}", 409, NULL},
        {"without a reason it is refused", NULL, "POST", "/audit/2/erase", "{}", 422, "reason"},
        {"a record that is not there", NULL, "POST", "/audit/999/erase", "{\"reason\":\"员工要求\"}", 404, NULL},
        {"a job that is not there", NULL, "GET", "/jobs/x", NULL, 404, NULL},
        {"a job planted by another", NULL, "GET", "/jobs/j1", NULL, 200, "\"state\":\"queued\""},
        {"is cancelled", NULL, "DELETE", "/jobs/j1", NULL, 200, "\"state\":\"cancelled\""},
        {"twice is a conflict", NULL, "DELETE", "/jobs/j1", NULL, 409, NULL},
    };
    rig_sql(r, "INSERT INTO job (zone_id, id, kind, subject_id, actor_id, actor_name, state, done, total, chunk, created) "
               "VALUES ('" RIG_NORTH "', 'j1', 'x', 's', 'u', 'n', 'queued', 0, 0, 0, 1)");
    rig_rows(r, rows, COUNT(rows));
    rig_sql(r, "UPDATE audit SET actor_id = 'x' WHERE seq = 2");
    static const struct rig_row broken[] = {
        {"a forged record is named", NULL, "GET", "/audit/verify", NULL, 200, "\"fault\":\"hash\",\"broken_seq\":2"},
    };
    rig_rows(r, broken, COUNT(broken));
    CHECK(sign_in_as(r, "north", "chen.jing", PASSWORD) == 200);
    person(r, "north", "cap", "[{\"role\":\"captain\"}]");
    CHECK(sign_in_as(r, "north", "cap", PASSWORD) == 200);
    static const struct rig_row captain[] = {
        {"another's job is not there for who has no right", NULL, "GET", "/jobs/j1", NULL, 404, NULL},
        {"the trail is closed", NULL, "GET", "/audit", NULL, 403, NULL},
    };
    rig_rows(r, captain, COUNT(captain));
}

static void all(struct rig *r)
{
    fresh(r, test_parts);
    fresh(r, test_trail);
}

int main(void)
{
    const struct api_set sets[] = {ACCOUNT_API, ZONE_API};
    rig_both("zone", sets, COUNT(sets), all);
    return check_end();
}
