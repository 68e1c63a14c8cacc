/* bundle_test.c - a backup survives the round trip; a damaged or hostile one is refused and named. */
#include "cli/bundle.h"
#include "check.h"
#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
    struct arena *arena;
    const char *folder; /* of this run */
};

static struct str in_folder(const struct place *p, const char *name)
{
    return arena_printf(p->arena, "%s/%s", p->folder, name);
}

static void put_file(const struct place *p, const char *name, struct str text)
{
    FILE *f = fopen(in_folder(p, name).p, "wb");
    CHECK(f && fwrite(text.p, 1, text.n, f) == text.n && fclose(f) == 0);
}

static bool file_is(const struct place *p, const char *name, struct str text)
{
    char got[256];
    FILE *f = fopen(in_folder(p, name).p, "rb");
    size_t n = f ? fread(got, 1, sizeof got, f) : 0;
    if (f) (void)fclose(f);
    return f && str_eq((struct str){got, n}, text);
}

static struct bundle sample(void)
{
    return (struct bundle){.format = BUNDLE_FORMAT,
                           .program = STR("9.9"),
                           .store = STR("sqlite"),
                           .schema = 7,
                           .created = {1589443200000000}};
}

static void round_trip(const struct place *p)
{
    struct err e = {.arena = p->arena};
    struct bundle b = sample(), back = {0};
    struct stat st;
    put_file(p, "one", STR("first file"));
    put_file(p, "empty", STR(""));
    CHECK(bundle_add(p->arena, &e, &b, STR("store.rows"), in_folder(p, "one")));
    CHECK(bundle_add(p->arena, &e, &b, STR("blobs/ab/cd/abcd"), in_folder(p, "empty")));
    CHECK(bundle_write(p->arena, &e, in_folder(p, "a.nqb"), &b, NULL, NULL));
    CHECK(stat(in_folder(p, "a.nqb").p, &st) == 0);
    CHECK_ROW("only its owner may read a backup: the key is in it", (st.st_mode & 0777) == 0600);
    CHECK(bundle_extract(p->arena, &e, in_folder(p, "a.nqb"), in_folder(p, "out"), &back, NULL, NULL));
    CHECK(file_is(p, "out/store.rows", STR("first file")));
    CHECK(file_is(p, "out/blobs/ab/cd/abcd", STR("")));
    CHECK(back.schema == 7 && back.files.count == 2 && back.created.us == b.created.us &&
          str_eq(back.program, b.program));
    CHECK_ROW("a backup is never overwritten", !bundle_write(p->arena, &e, in_folder(p, "a.nqb"), &b, NULL, NULL));
    CHECK(e.code == ERR_CONFLICT);
}

static void shrinking_file(const struct place *p)
{
    struct err e = {.arena = p->arena};
    struct bundle b = sample();
    put_file(p, "two", STR("a longer text"));
    CHECK(bundle_add(p->arena, &e, &b, STR("store.rows"), in_folder(p, "two")));
    put_file(p, "two", STR("short"));
    CHECK_ROW("a file that shrank ends the backup", !bundle_write(p->arena, &e, in_folder(p, "b.nqb"), &b, NULL, NULL));
    CHECK_ROW("and leaves no file", access(in_folder(p, "b.nqb").p, F_OK) != 0);
    CHECK_ROW("nor a part", access(in_folder(p, "b.nqb.part").p, F_OK) != 0);
}

static void tar_entry(struct archive *tar, const char *name, const char *text)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)strlen(text));
    archive_entry_set_filetype(entry, AE_IFREG);
    CHECK(archive_write_header(tar, entry) == ARCHIVE_OK);
    CHECK(archive_write_data(tar, text, strlen(text)) == (la_ssize_t)strlen(text));
    archive_entry_free(entry);
}

#define SHA_X "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" /* of "x" */
#define JSON(format, files)                                                                                            \
    "{\"format\":" format ",\"program\":\"1\",\"store\":\"sqlite\",\"schema\":1,"                                      \
    "\"created\":\"2020-05-14T00:00:00Z\",\"files\":[" files "]}"
#define ONE(name, size, sha) "{\"name\":\"" name "\",\"size\":" size ",\"sha256\":\"" sha "\"}"

static const struct {
    const char *shows, *name, *manifest; /* name: of the one file, which holds "x" */
    bool good;
} HOSTILE[] = {
    {"the same by hand is good", "store.rows", JSON("1", ONE("store.rows", "1", SHA_X)), true},
    {"a name that leaves the folder", "../evil", JSON("1", ONE("../evil", "1", SHA_X)), false},
    {"an absolute name", "/evil", JSON("1", ONE("/evil", "1", SHA_X)), false},
    {"a file that the manifest does not name", "store.rows", JSON("1", ""), false},
    {"a file that is not there", "store.rows", JSON("1", ONE("store.rows", "1", SHA_X) "," ONE("b", "1", SHA_X)),
     false},
    {"another name", "store.rows", JSON("1", ONE("b", "1", SHA_X)), false},
    {"another size", "store.rows", JSON("1", ONE("store.rows", "2", SHA_X)), false},
    {"another digest", "store.rows",
     JSON("1", ONE("store.rows", "1", "0000000000000000000000000000000000000000000000000000000000000000")), false},
    {"a newer format", "store.rows", JSON("2", ONE("store.rows", "1", SHA_X)), false},
    {"a broken manifest", "store.rows", "{\"format\":1", false},
    {"no manifest", "store.rows", NULL, false},
};

static void hostile(const struct place *p)
{
    for (size_t i = 0; i < COUNT(HOSTILE); i++) {
        struct err e = {.arena = p->arena};
        struct bundle back = {0};
        struct str path = arena_printf(p->arena, "%s/h%zu.nqb", p->folder, i);
        struct str dir = arena_printf(p->arena, "%s/h%zu", p->folder, i);
        struct archive *tar = archive_write_new();
        CHECK(archive_write_set_format_pax_restricted(tar) == ARCHIVE_OK);
        CHECK(archive_write_open_filename(tar, path.p) == ARCHIVE_OK);
        tar_entry(tar, HOSTILE[i].name, "x");
        if (HOSTILE[i].manifest) tar_entry(tar, "backup.json", HOSTILE[i].manifest);
        CHECK(archive_write_free(tar) == ARCHIVE_OK);
        bool good = bundle_extract(p->arena, &e, path, dir, &back, NULL, NULL);
        CHECK_ROW(HOSTILE[i].shows, good == HOSTILE[i].good);
        CHECK_ROW(HOSTILE[i].shows, good || e.code == ERR_MALFORMED);
    }
    CHECK_ROW("nothing was written outside", access(in_folder(p, "evil").p, F_OK) != 0);
}

static void no_backup(const struct place *p)
{
    struct err e = {.arena = p->arena};
    struct bundle back = {0};
    put_file(p, "text", STR("hello"));
    CHECK_ROW("a text is no backup",
              !bundle_extract(p->arena, &e, in_folder(p, "text"), in_folder(p, "t"), &back, NULL, NULL));
    CHECK(e.code == ERR_MALFORMED && e.message.id == MSG_CLI_NOT_A_BACKUP);
    err_clear(&e);
    CHECK_ROW("a missing file",
              !bundle_extract(p->arena, &e, in_folder(p, "none"), in_folder(p, "t"), &back, NULL, NULL));
    CHECK(e.code == ERR_NOT_FOUND);
}

int main(void)
{
    char template[] = "/tmp/nq-bundle-XXXXXX";
    struct place p = {.arena = arena_new(), .folder = mkdtemp(template)};
    CHECK(p.folder != NULL);
    round_trip(&p);
    shrinking_file(&p);
    hostile(&p);
    no_backup(&p);
    CHECK(system(arena_printf(p.arena, "rm -rf %s", p.folder).p) == 0);
    arena_free(p.arena);
    return check_end();
}
