/* archive_test.c - a backup survives the round trip; a damaged or hostile one is refused and named. */
#include "cli/archive.h"
#include "check.h"
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

static struct str folder; /* of this run */

static struct str in_folder(struct arena *a, const char *name)
{
    return arena_printf(a, "%.*s/%s", STR_ARG(folder), name);
}

static void put_file(struct arena *a, const char *name, struct str text)
{
    FILE *f = fopen(in_folder(a, name).p, "wb");
    CHECK(f && fwrite(text.p, 1, text.n, f) == text.n && fclose(f) == 0);
}

static bool file_is(struct arena *a, const char *name, struct str text)
{
    char got[256];
    FILE *f = fopen(in_folder(a, name).p, "rb");
    size_t n = f ? fread(got, 1, sizeof got, f) : 0;
    if (f) (void)fclose(f);
    return f && str_eq((struct str){got, n}, text);
}

static void round_trip(struct arena *a)
{
    struct err e = {.arena = a};
    struct archive_manifest m = {.format = ARCHIVE_FORMAT, .program = STR("9.9"), .store = STR("sqlite"), .schema = 7};
    m.created.us = 1589443200000000;
    put_file(a, "one", STR("first file"));
    put_file(a, "empty", STR(""));
    CHECK(archive_add(a, &e, &m, STR("nuanqiao.db"), in_folder(a, "one")));
    CHECK(archive_add(a, &e, &m, STR("blobs/ab/cd/abcd"), in_folder(a, "empty")));
    CHECK(archive_write(a, &e, in_folder(a, "backup.nq"), &m, NULL, NULL));
    struct stat st;
    CHECK(stat(in_folder(a, "backup.nq").p, &st) == 0);
    CHECK_ROW("only its owner may read a backup: the key is in it", (st.st_mode & 0777) == 0600);
    CHECK(archive_extract(a, &e, in_folder(a, "backup.nq"), in_folder(a, "out"), NULL, NULL));
    CHECK(file_is(a, "out/nuanqiao.db", STR("first file")));
    CHECK(file_is(a, "out/blobs/ab/cd/abcd", STR("")));
    struct archive_manifest back = {0};
    CHECK(archive_manifest_read(a, &e, in_folder(a, "backup.nq"), &back));
    CHECK(back.schema == 7 && back.files.count == 2 && back.created.us == m.created.us &&
          str_eq(back.program, STR("9.9")));
    CHECK_ROW("a backup is never overwritten", !archive_write(a, &e, in_folder(a, "backup.nq"), &m, NULL, NULL));
    CHECK(e.code == ERR_CONFLICT);
}

/* A file changed after it was digested: what is stored differs from the manifest. */
static void changed_file(struct arena *a)
{
    struct err e = {.arena = a};
    struct archive_manifest m = {.format = ARCHIVE_FORMAT, .program = STR("9.9"), .store = STR("sqlite")};
    put_file(a, "two", STR("before"));
    CHECK(archive_add(a, &e, &m, STR("nuanqiao.db"), in_folder(a, "two")));
    put_file(a, "two", STR("behind"));
    CHECK(archive_write(a, &e, in_folder(a, "changed.nq"), &m, NULL, NULL));
    CHECK_ROW("a wrong digest is found", !archive_extract(a, &e, in_folder(a, "changed.nq"), in_folder(a, "out2"), NULL,
                                                          NULL));
    CHECK(e.code == ERR_MALFORMED && e.message.id == MSG_CLI_BACKUP_DAMAGED);
}

static void hostile(struct arena *a, const char *label, const char *name, const char *manifest)
{
    struct err e = {.arena = a};
    struct str path = in_folder(a, name), dir = arena_printf(a, "%.*s.out", STR_ARG(path));
    zip_t *z = zip_open(path.p, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    CHECK(z && zip_file_add(z, "backup.json", zip_source_buffer(z, manifest, strlen(manifest), 0), 0) >= 0);
    CHECK(z && zip_file_add(z, "../evil", zip_source_buffer(z, "x", 1, 0), 0) >= 0);
    CHECK(z && zip_close(z) == 0);
    CHECK_ROW(label, !archive_extract(a, &e, path, dir, NULL, NULL));
    CHECK_ROW(label, e.code == ERR_MALFORMED);
}

#define SHA_X "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"

static void refusals(struct arena *a)
{
    struct err e = {.arena = a};
    struct archive_manifest m = {0};
    put_file(a, "text", STR("hello"));
    CHECK_ROW("a text is no backup", !archive_manifest_read(a, &e, in_folder(a, "text"), &m));
    CHECK(e.code == ERR_MALFORMED);
    err_clear(&e);
    CHECK_ROW("a missing file is named", !archive_manifest_read(a, &e, in_folder(a, "none"), &m));
    CHECK(e.code == ERR_NOT_FOUND);
    hostile(a, "a name that leaves the folder is refused", "evil.nq",
            "{\"format\":1,\"program\":\"1\",\"store\":\"sqlite\",\"schema\":1,\"created\":\"2020-05-14T00:00:00Z\","
            "\"files\":[{\"name\":\"../evil\",\"size\":1,\"sha256\":\"" SHA_X "\"}]}");
    hostile(a, "an entry that is not there is found", "missing.nq",
            "{\"format\":1,\"program\":\"1\",\"store\":\"sqlite\",\"schema\":1,\"created\":\"2020-05-14T00:00:00Z\","
            "\"files\":[{\"name\":\"nuanqiao.db\",\"size\":1,\"sha256\":\"" SHA_X "\"}]}");
    hostile(a, "a newer format is refused", "newer.nq",
            "{\"format\":2,\"program\":\"9\",\"store\":\"sqlite\",\"schema\":1,\"created\":\"2020-05-14T00:00:00Z\","
            "\"files\":[]}");
    hostile(a, "a broken manifest is refused", "broken.nq", "{\"format\":1");
}

int main(void)
{
    struct arena *a = arena_new();
    char template[] = "/tmp/nq-archive-XXXXXX";
    CHECK(mkdtemp(template) != NULL);
    folder = str_of(template);
    round_trip(a);
    changed_file(a);
    refusals(a);
    struct str rm = arena_printf(a, "rm -rf %s", template);
    CHECK(system(rm.p) == 0);
    arena_free(a);
    return check_end();
}
