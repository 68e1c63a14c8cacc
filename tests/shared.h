/* shared.h - where tests find the folder of reference data that lies beside the project, when it is there. */
#ifndef TESTS_SHARED_H
#define TESTS_SHARED_H
#include "base/base.h"
#include <unistd.h>

/** The project's root with a closing slash, as the compiler was told it; right when run from the build folder. */
static inline const char *source_root(struct arena *a)
{
    struct str file = str_of(__FILE__);
    return arena_cstr(a, str_sub(file, 0, file.n - strlen("tests/shared.h")));
}

/** The path of a file of that folder ("data/id_test_vectors.csv"), or NULL: then the test is skipped. */
static inline const char *shared_path(struct arena *a, const char *name)
{
    static const char *const UP[] = {"../shared/", "../../shared/", "../../../shared/"};
    for (size_t i = 0; i < COUNT(UP); i++) {
        struct str path = arena_printf(a, "%s%s%s", source_root(a), UP[i], name);
        if (access(path.p, R_OK) == 0) return path.p;
    }
    return NULL;
}
#endif
