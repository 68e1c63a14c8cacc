/* walk_test.c - every endpoint of the program: 401 for nobody, 403 without the right, nothing for another zone. */
#include "cli/compose.h"
#include "rig.h"

static void body(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a user in north", "administrator", "POST", "/users",
         "{\"login\":\"walker\",\"name\":\"Marked Walker\",\"grants\":[{\"role\":\"auditor\"}]}", 201, "walker",
         .keep = "user"},
    };
    static const char *const marks[] = {"walker", "Marked"};
    rig_rows(r, rows, COUNT(rows));
    rig_walk(r, marks, COUNT(marks));
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
