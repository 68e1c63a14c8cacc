/* app_test.c - rights, secrets and configuration: what needs no store. */
#include "app/config.h"
#include "app/crypto.h"
#include "app/right.h"
#include "check.h"
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- rights: written down a second time, as people agreed on them ---- */
static const struct {
    enum role role;
    const char *rights; /* right:scope ... in the order of RIGHTS */
} MATRIX[] = {
    {ROLE_CLERK, "enterprise_read:enterprise worker_read:enterprise worker_edit:enterprise "
                 "attachment_read:enterprise attachment_edit:enterprise claim_read:enterprise "
                 "claim_edit:enterprise payee_read:enterprise payee_edit:enterprise match_read:enterprise "},
    {ROLE_ASSISTANT, "enterprise_read:area worker_read:area attachment_read:area attachment_edit:area "
                     "claim_read:area payee_read:area match_read:area "},
    {ROLE_OFFICER, "enterprise_read:zone enterprise_edit:zone enterprise_merge:zone enterprise_import:zone "
                   "enterprise_export:zone worker_read:zone worker_edit:zone identity_reveal:zone "
                   "attachment_read:zone attachment_edit:zone claim_read:zone claim_edit:zone payee_read:zone "
                   "payee_edit:zone payee_verify:zone cockpit_read:zone match_read:zone match_run:zone "},
    {ROLE_REVIEWER_FIRST, "enterprise_read:zone enterprise_export:zone worker_read:zone identity_reveal:zone "
                          "attachment_read:zone claim_read:zone claim_review:zone claim_first:zone payee_read:zone "
                          "cockpit_read:zone fund_read:zone match_read:zone "},
    {ROLE_REVIEWER_SECOND, "enterprise_read:zone enterprise_export:zone worker_read:zone identity_reveal:zone "
                           "attachment_read:zone claim_read:zone claim_review:zone claim_second:zone "
                           "payee_read:zone cockpit_read:zone fund_read:zone match_read:zone "},
    {ROLE_FINANCE, "enterprise_read:zone enterprise_export:zone attachment_read:zone claim_read:zone "
                   "payee_read:zone payee_verify:zone payee_reveal:zone payment_read:zone payment_edit:zone "
                   "cockpit_read:zone fund_read:zone fund_edit:zone match_read:zone "},
    {ROLE_POLICY_EDITOR, "enterprise_read:zone claim_read:zone cockpit_read:zone fund_read:zone policy_edit:zone "
                         "policy_publish:zone match_read:zone match_run:zone "},
    {ROLE_DISPATCHER, "enterprise_read:zone worker_read:zone attachment_read:zone cockpit_read:zone "},
    {ROLE_STATISTICIAN, "enterprise_read:zone enterprise_edit:zone enterprise_merge:zone enterprise_import:zone "
                        "enterprise_export:zone attachment_read:zone cockpit_read:zone "},
    {ROLE_CAPTAIN, ""},
    {ROLE_LEADER, "enterprise_read:zone enterprise_export:zone attachment_read:zone claim_read:zone "
                  "payment_read:zone cockpit_read:zone fund_read:zone policy_publish:zone match_read:zone "},
    {ROLE_AUDITOR, "enterprise_read:zone worker_read:zone attachment_read:zone claim_read:zone payee_read:zone "
                   "user_read:zone audit_read:zone payment_read:zone cockpit_read:zone fund_read:zone "
                   "match_read:zone "},
    {ROLE_ADMINISTRATOR, "enterprise_read:zone enterprise_edit:zone enterprise_merge:zone enterprise_import:zone "
                         "enterprise_export:zone worker_read:zone worker_edit:zone attachment_read:zone "
                         "attachment_edit:zone claim_read:zone payee_read:zone user_read:zone user_admin:zone "
                         "audit_read:zone cockpit_read:zone fund_read:zone match_read:zone match_run:zone "
                         "zone_edit:zone "},
};

static void test_matrix(struct arena *a)
{
    CHECK(COUNT(MATRIX) == ROLE_COUNT - 1);
    for (size_t i = 0; i < COUNT(MATRIX); i++) {
        struct buf got = {.arena = a};
        for (int r = RIGHT_SIGNED_IN + 1; r < RIGHT_COUNT; r++) {
            enum scope s = role_right(MATRIX[i].role, (enum right)r);
            if (s == SCOPE_NONE) continue;
            struct str right = enum_name(&RIGHT_NAMES, r + 1), scope = enum_name(&SCOPE_NAMES, (int32_t)s);
            buf_addf(&got, "%.*s:%.*s ", STR_ARG(right), STR_ARG(scope));
        }
        CHECK_ROW(ROLE_NAMES.names[MATRIX[i].role], str_eq(buf_str(&got), str_of(MATRIX[i].rights)));
        CHECK_ROW("everybody is signed in", role_has_right(MATRIX[i].role, RIGHT_SIGNED_IN));
    }
}

static void test_scopes(struct arena *a)
{
    struct list none = {0}, grants = {0};
    *LIST_ADD(a, &grants, struct grant) = (struct grant){ROLE_ASSISTANT, SCOPE_AREA, STR("north"), {0}};
    *LIST_ADD(a, &grants, struct grant) = (struct grant){ROLE_CLERK, SCOPE_ENTERPRISE, STR("e1"), {0}};
    CHECK_ROW("no grants hold nothing", !right_held(&none, RIGHT_ENTERPRISE_READ));
    CHECK_ROW("the widest of two grants counts", right_scope(&grants, RIGHT_ENTERPRISE_READ) == SCOPE_AREA);
    CHECK_ROW("only the clerk edits workers", right_scope(&grants, RIGHT_WORKER_EDIT) == SCOPE_ENTERPRISE);
    CHECK_ROW("neither administers users", !right_held(&grants, RIGHT_USER_ADMIN));
    CHECK_ROW("reaches the area's enterprise", right_reaches(&grants, RIGHT_ENTERPRISE_READ, STR("x"), STR("north")));
    CHECK_ROW("reaches the own enterprise elsewhere",
              right_reaches(&grants, RIGHT_ENTERPRISE_READ, STR("e1"), STR("south")));
    CHECK_ROW("not a strange one", !right_reaches(&grants, RIGHT_ENTERPRISE_READ, STR("x"), STR("south")));
    CHECK_ROW("an absent bound matches nothing", !right_reaches(&grants, RIGHT_ENTERPRISE_READ, STR(""), STR("")));
    struct list areas = right_bounds(a, &grants, RIGHT_ENTERPRISE_READ, SCOPE_AREA);
    CHECK_ROW("bounds name the area", areas.count == 1 && str_eq(*LIST_AT(&areas, struct str, 0), STR("north")));
    *LIST_ADD(a, &grants, struct grant) = (struct grant){ROLE_ASSISTANT, SCOPE_ZONE, {0}, {0}};
    CHECK_ROW("a grant for the zone widens", right_scope(&grants, RIGHT_WORKER_READ) == SCOPE_ZONE);
    areas = right_bounds(a, &grants, RIGHT_ENTERPRISE_READ, SCOPE_AREA);
    CHECK_ROW("zone-wide has no bounds", areas.count == 0);
    struct list officer = {0};
    *LIST_ADD(a, &officer, struct grant) = (struct grant){ROLE_OFFICER, SCOPE_DEPARTMENT, STR("d"), {0}};
    CHECK_ROW("an officer of a department sees every enterprise",
              right_reaches(&officer, RIGHT_ENTERPRISE_READ, STR("x"), STR("")));
    CHECK_ROW("a clerk takes no zone", !role_takes_scope(ROLE_CLERK, SCOPE_ZONE));
    CHECK_ROW("an officer takes the zone", role_takes_scope(ROLE_OFFICER, SCOPE_ZONE));
    CHECK_ROW("an officer takes no area", !role_takes_scope(ROLE_OFFICER, SCOPE_AREA));
    CHECK_ROW("a leader takes the zone alone",
              role_takes_scope(ROLE_LEADER, SCOPE_ZONE) && !role_takes_scope(ROLE_LEADER, SCOPE_DEPARTMENT));
    CHECK_ROW("labels in both languages", str_eq(right_label(LANG_EN, RIGHT_AUDIT_READ), STR("See the audit trail")) &&
                                              str_eq(role_label(LANG_ZH, ROLE_CAPTAIN), STR("车长")));
}

/* ---- secrets ---- */
static int64_t cpu_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void test_hashes(struct arena *a)
{
    static const struct {
        const char *label, *text, *hash;
    } rows[] = {
        {"sha256 of nothing", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"sha256 of abc (FIPS 180)", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct sha256 *h = sha256_begin(a);
        sha256_add(h, str_sub(str_of(rows[i].text), 0, 1));
        sha256_add(h, str_sub(str_of(rows[i].text), 1, 9));
        CHECK_ROW(rows[i].label, str_eq(crypto_sha256(a, str_of(rows[i].text)), str_of(rows[i].hash)));
        CHECK_ROW(rows[i].label, str_eq(sha256_end(h, a), str_of(rows[i].hash)));
    }
    static const struct {
        const char *label;
        struct str one[2], two[2];
    } pairs[] = {
        {"the border between two parts counts", {{"ab", 2}, {"c", 1}}, {{"a", 1}, {"bc", 2}}},
        {"absent differs from empty", {{NULL, 0}, {"c", 1}}, {{"", 0}, {"c", 1}}},
        {"a part cannot imitate a length", {{"1:", 2}, {"", 0}}, {{"", 0}, {"1:", 2}}},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        struct sha256 *h = sha256_begin(a), *g = sha256_begin(a);
        for (size_t k = 0; k < 2; k++) {
            sha256_add_field(h, pairs[i].one[k]);
            sha256_add_field(g, pairs[i].two[k]);
        }
        CHECK_ROW(pairs[i].label, !str_eq(sha256_end(h, a), sha256_end(g, a)));
    }
    (void)sha256_begin(a); /* never ended: the arena frees it, the sanitizer would tell */
}

static void test_tokens(struct arena *a)
{
    struct str t = crypto_token(a), u = crypto_token(a), p = crypto_one_time_password(a);
    CHECK_ROW("a token has 43 characters", t.n == 43);
    CHECK_ROW("tokens differ", !str_eq(t, u));
    CHECK_ROW("a token needs no escaping", str_find(t, STR("+")) == 43 && str_find(t, STR("/")) == 43);
    CHECK_ROW("a one-time password is four groups of four", p.n == 19 && p.p[4] == '-' && p.p[14] == '-');
    CHECK_ROW("one-time passwords differ", !str_eq(p, crypto_one_time_password(a)));
    CHECK_ROW("equal texts are equal", crypto_equal(t, arena_str(a, t)));
    CHECK_ROW("a prefix is not equal", !crypto_equal(t, str_sub(t, 0, 42)));
    CHECK_ROW("absent equals empty only", crypto_equal((struct str){0}, STR("")) && !crypto_equal((struct str){0}, t));
}

static void test_passwords(struct arena *a)
{
    struct err e = {.arena = a};
    struct str hash = {0}, again = {0};
    CHECK_ROW("a password is hashed", crypto_password_hash(a, &e, STR("correct horse"), &hash));
    CHECK_ROW("with argon2id, 19 MiB, 2 passes", str_starts(hash, STR("$argon2id$v=19$m=19456,t=2,p=1$")));
    CHECK_ROW("and a salt", crypto_password_hash(a, &e, STR("correct horse"), &again) && !str_eq(hash, again));
    CHECK_ROW("the right one is right", crypto_password_verify(a, hash, STR("correct horse")));
    CHECK_ROW("a wrong one is wrong", !crypto_password_verify(a, hash, STR("correct horsE")));
    CHECK_ROW("an empty one is wrong", !crypto_password_verify(a, hash, STR("")));
    CHECK_ROW("nobody's password is never right", !crypto_password_verify(a, (struct str){0}, STR("correct horse")));
    CHECK_ROW("a broken hash is never right", !crypto_password_verify(a, STR("$argon2id$x"), STR("correct horse")));
    int64_t real = 0, nobody = 0;
    for (int i = 0; i < 3; i++) {
        int64_t t0 = cpu_us();
        (void)crypto_password_verify(a, hash, STR("wrong"));
        int64_t t1 = cpu_us();
        (void)crypto_password_verify(a, (struct str){0}, STR("wrong"));
        real += t1 - t0;
        nobody += cpu_us() - t1;
    }
    CHECK_ROW("nobody's password costs the time of a real one", nobody * 2 > real && real * 2 > nobody);
}

static void test_sealed(struct arena *a, const struct secret_key *k, const struct secret_key *other)
{
    struct str sealed = crypto_seal(a, k, STR("44180219900101001X")), plain = {0};
    CHECK_ROW("sealed does not show", str_find(sealed, STR("4418")) == sealed.n);
    CHECK_ROW("sealed twice differs", !str_eq(sealed, crypto_seal(a, k, STR("44180219900101001X"))));
    CHECK_ROW("opened it is back", crypto_open(a, k, sealed, &plain) && str_eq(plain, STR("44180219900101001X")));
    CHECK_ROW("another key does not open", !crypto_open(a, other, sealed, &plain));
    char *bad = arena_cstr(a, sealed);
    bad[10] = bad[10] == 'A' ? 'B' : 'A';
    CHECK_ROW("one letter changed does not open", !crypto_open(a, k, str_of(bad), &plain));
    CHECK_ROW("cut short does not open", !crypto_open(a, k, str_sub(sealed, 0, 20), &plain));
    CHECK_ROW("not base64 does not open", !crypto_open(a, k, STR("???"), &plain));
    CHECK_ROW("empty does not open", !crypto_open(a, k, STR(""), &plain));
    CHECK_ROW("the empty text can be sealed", crypto_open(a, k, crypto_seal(a, k, STR("")), &plain) && plain.n == 0);
    CHECK_ROW("keyed hashes of equal texts are equal",
              str_eq(crypto_keyed_hash(a, k, STR("x")), crypto_keyed_hash(a, k, STR("x"))));
    CHECK_ROW("of other texts they differ",
              !str_eq(crypto_keyed_hash(a, k, STR("x")), crypto_keyed_hash(a, k, STR("y"))));
    CHECK_ROW("under another key they differ",
              !str_eq(crypto_keyed_hash(a, k, STR("x")), crypto_keyed_hash(a, other, STR("x"))));
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "we");
    if (!f || fputs(text, f) < 0 || fclose(f) != 0) abort();
}

static void test_key_file(struct arena *a, const char *folder)
{
    const char *path = arena_printf(a, "%s/secret.key", folder).p;
    struct err e = {.arena = a};
    struct secret_key k, again, other;
    struct stat st;
    CHECK_ROW("a missing key is not made silently", !crypto_key_load(&e, path, false, &k) && e.code == ERR_INTERNAL);
    err_clear(&e);
    CHECK_ROW("it is made when asked for", crypto_key_load(&e, path, true, &k));
    CHECK_ROW("for the owner alone", stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
    CHECK_ROW("and read back", crypto_key_load(&e, path, true, &again) && memcmp(&k, &again, sizeof k) == 0);
    crypto_random(&other, sizeof other);
    test_sealed(a, &k, &other);
    CHECK(chmod(path, 0644) == 0);
    CHECK_ROW("a key that others may read is refused", !crypto_key_load(&e, path, true, &again));
    err_clear(&e);
    CHECK(chmod(path, 0600) == 0 && truncate(path, 10) == 0);
    CHECK_ROW("a cut key file is refused", !crypto_key_load(&e, path, true, &again));
    (void)unlink(path);
}

/* ---- configuration ---- */
static void test_config(struct arena *a, const char *folder)
{
    struct str path = arena_printf(a, "%s/host.conf", folder);
    static const struct {
        const char *label, *text, *bad; /* bad: the refused field, NULL = accepted */
        int64_t port;
    } rows[] = {
        {"an empty file gives the defaults", "", NULL, 8020},
        {"a value is taken", "port = 9000\n", NULL, 9000},
        {"comments, blank lines and CR LF are fine", "# a\r\n\r\n port=9001 # b\r\n", NULL, 9001},
        {"the last of two wins", "port = 1\nport = 9002", NULL, 9002},
        {"an unknown name is refused", "prot = 9000\n", "prot", 8020},
        {"a port beyond 65535 is refused", "port = 65536\n", "port", 8020},
        {"a port that is no number is refused", "port = http\n", "port", 8020},
        {"a line without = is refused", "port 9000\n", "port 9000", 8020},
        {"no readers at all are refused", "readers = 0\n", "readers", 8020},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {.arena = a};
        struct config c;
        write_file(path.p, rows[i].text);
        bool ok = config_load(a, &e, path, &c);
        CHECK_ROW(rows[i].label, ok == (rows[i].bad == NULL));
        if (ok) CHECK_ROW(rows[i].label, c.port == rows[i].port);
        else CHECK_ROW(rows[i].label, e.fields.count == 1 &&
                                          str_eq(LIST_AT(&e.fields, struct err_field, 0)->name, str_of(rows[i].bad)));
    }
    struct err e = {.arena = a};
    struct config c;
    write_file(path.p, "port = 9000\nreaders = 2\n");
    setenv("NQ_PORT", "9009", 1);
    CHECK_ROW("the environment wins", config_load(a, &e, path, &c) && c.port == 9009 && c.readers == 2);
    setenv("NQ_PORT", "x", 1);
    CHECK_ROW("a bad variable is refused", !config_load(a, &e, path, &c) && e.code == ERR_INVALID);
    unsetenv("NQ_PORT");
    err_clear(&e);
    (void)unlink(path.p);
    CHECK_ROW("a missing file gives the defaults", config_load(a, &e, path, &c) && str_eq(c.listen, STR("127.0.0.1")));
    CHECK_ROW("cookies are not Secure on plain http", !config_secure(&c));
    c.public_url = STR("https://park.example");
    CHECK_ROW("behind https they are", config_secure(&c));
    c.store = STR("postgres://u:hidden@h/d");
    struct buf b = {.arena = a};
    config_print(&b, LANG_EN, &c);
    struct str text = buf_str(&b);
    CHECK_ROW("the printed file names the variable", str_find(text, STR("NQ_PORT")) < text.n);
    CHECK_ROW("and shows no secret", str_find(text, STR("hidden")) == text.n);
    c.store = (struct str){0};
    b = (struct buf){.arena = a};
    config_print(&b, LANG_ZH, &c);
    write_file(path.p, arena_cstr(a, buf_str(&b)));
    struct config again;
    CHECK_ROW("the printed file reads back the same",
              config_load(a, &e, path, &again) && again.port == c.port && str_eq(again.public_url, c.public_url));
    (void)unlink(path.p);
}

int main(void)
{
    struct arena *a = arena_new();
    char folder[] = "/tmp/nqaXXXXXX";
    if (!mkdtemp(folder)) return 2;
    test_matrix(a);
    test_scopes(a);
    test_hashes(a);
    test_tokens(a);
    test_passwords(a);
    test_key_file(a, folder);
    test_config(a, folder);
    (void)rmdir(folder);
    arena_free(a);
    return check_end();
}
