/* walk_test.c - every endpoint of the program: 401 for nobody, 403 without the right, nothing for another zone. */
#include "cli/compose.h"
#include "rig.h"

static void body(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a user in north", "administrator", "POST", "/users",
         "{\"login\":\"walker\",\"name\":\"Marked Walker\",\"grants\":[{\"role\":\"auditor\"}]}", 201, "walker",
         .keep = "user"},
        {"an import in north", "officer", "POST", "/imports?kind=enterprise&file_name=a.csv",
         "企业名称,统一社会信用代码\nMarked Company,91441802MA4UXXXXXX\n", 201, "a.csv", .keep = "import"},
    };
    static const char *const marks[] = {"walker", "Marked"};
    rig_rows(r, rows, COUNT(rows));
    rig_walk(r, marks, COUNT(marks));
    CHECK_ROW("the walk looked for an enterprise of north", rig_kept(r, "enterprise").n == 36);
    CHECK_ROW("south has its own", rig_number(r, "SELECT count(*) FROM enterprise WHERE zone_id = '" RIG_SOUTH "'") == 1);
}

int main(void)
{
    struct arena *a = arena_new();
    size_t count;
    const struct api_set *sets = compose_sets(a, &count);
    rig_both("walk", sets, count, body);
    arena_free(a);
    return check_end();
}
