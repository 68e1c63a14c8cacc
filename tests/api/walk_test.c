/* walk_test.c - every endpoint of the program: 401 for nobody, 403 without the right, nothing for another zone. */
#include "cli/compose.h"
#include "rig.h"

/* A draft of north: its item is not needed to be refused a stranger. */
static void plant_claim(struct rig *r)
{
    static const char id[] = "01900000-0000-7000-8000-00000000c1a1";
    struct str enterprise = rig_kept(r, "enterprise");
    struct str sql = arena_printf(
        r->arena,
        "INSERT INTO claim (zone_id, id, state, queue, since, updated, version, round, money, total_fen, reserved_fen, "
        "line_count, stopped_us, created, item_id, item_code, name_zh, name_en, enterprise_id, created_by) VALUES "
        "('" RIG_NORTH "', '%s', 'draft', 'applicant', 1, 1, 1, 0, false, 0, 0, 0, 0, 1, 'x', 'Marked', 'x', 'x', "
        "'%.*s', 'x'); INSERT INTO claim_text (zone_id, claim_id, form) VALUES ('" RIG_NORTH "', '%s', '{\"items\":[]}');",
        id, STR_ARG(enterprise), id);
    rig_sql(r, arena_cstr(r->arena, sql));
    rig_keep(r, "claim", str_of(id));
}

/* A released batch of north without lines, and a file of it. */
static void plant_payment(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a pot in north", "finance", "POST", "/pots",
         "{\"code\":\"marked\",\"name_zh\":\"Marked pot\",\"name_en\":\"Marked pot\",\"year\":2020,\"amount_fen\":100}", 201,
         "Marked", .keep = "pot"},
        {"a payer in north", "finance", "POST", "/payers",
         "{\"name\":\"Marked Bureau\",\"account\":\"44001763808053000001\",\"bank_name\":\"Bank\"}", 201, "Bureau",
         .keep = "payer"},
    };
    static const char id[] = "01900000-0000-7000-8000-00000000b1a1", file[] = "01900000-0000-7000-8000-00000000f1a1";
    rig_rows(r, rows, COUNT(rows));
    struct str sql = arena_printf(
        r->arena,
        "INSERT INTO payment_batch (zone_id, id, no, state, pot_id, payer_id, execute_on, count, total_fen, paid_count, "
        "failed_count, paid_fen, failed_fen, maker_id, maker_name, made, version) VALUES ('" RIG_NORTH "', '%s', 'Marked-1', "
        "'released', '%.*s', '%.*s', '2020-05-15', 1, 100, 0, 0, 0, 0, 'x', 'Marked', 1, 1); "
        "INSERT INTO payment_file (zone_id, id, batch_id, format, reason, digest, made_by_id, made_by, made) VALUES ('" RIG_NORTH
        "', '%s', '%s', 'csv', 'x', 'x', 'x', 'Marked', 1);",
        id, STR_ARG(rig_kept(r, "pot")), STR_ARG(rig_kept(r, "payer")), file, id);
    rig_sql(r, arena_cstr(r->arena, sql));
    rig_keep(r, "payment", str_of(id));
    rig_keep(r, "payment-file", str_of(file));
}

static void body(struct rig *r)
{
    static const struct rig_row rows[] = {
        {"a user in north", "administrator", "POST", "/users",
         "{\"login\":\"walker\",\"name\":\"Marked Walker\",\"grants\":[{\"role\":\"auditor\"}]}", 201, "walker",
         .keep = "user"},
        {"an import in north", "officer", "POST", "/imports?kind=enterprise&file_name=a.csv",
         "企业名称,统一社会信用代码\nMarked Company,91441802MA4UXXXXXX\n", 201, "a.csv", .keep = "import"},
    };
    static const struct rig_row more[] = {
        {"an enterprise in north", "officer", "POST", "/enterprises", "{\"name\":\"Marked Works\"}", 201, "Works",
         .keep = "enterprise"},
        {"its account", "officer", "POST", "/accounts",
         "{\"enterprise_id\":\"$enterprise\",\"holder\":\"Marked Works\",\"number\":\"44050176880100001234\","
         "\"bank_name\":\"Bank\",\"cnaps\":\"105601000013\"}",
         201, "Works", .keep = "account"},
    };
    static const char *const marks[] = {"walker", "Marked"};
    rig_rows(r, rows, COUNT(rows));
    rig_rows(r, more, COUNT(more));
    plant_claim(r);
    plant_payment(r);
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
