/* dmn_files.h - decision models and their test files on disk: reading, walking folders, imports beside the model. */
#ifndef CLI_DMN_FILES_H
#define CLI_DMN_FILES_H
#include "dmn/dmn_tck.h"

/** Reads a whole file of at most `max` bytes; false when it cannot be read or is longer. */
bool file_read(struct arena *a, struct str path, size_t max, struct str *out) MUST_USE;
/** The files below a folder whose names end so, in order of their paths, as struct str; a file gives itself.  False
 *  when there is no such file or folder. */
bool file_walk(struct arena *a, struct str path, struct str suffix, struct list *out) MUST_USE;
/** The folder of a path, without the closing slash; "." when it has none. */
struct str file_folder(struct arena *a, struct str path);

/** Reads a model; what it imports is looked for among the *.dmn of its folder, by namespace.  Time zones come from the
 *  system, the clock is the machine's.  NULL with a diagnostic (or, when `*found` is false, no such file). */
struct dmn_model *dmn_files_load(struct arena *a, struct str path, struct feel_diags *d, bool *found);

/** What is called for every case of a test file: its outcomes, one per result.  A file that cannot be run is one call
 *  with c == NULL and the diagnostics in outcomes[0]. */
struct dmn_files_report {
    struct str path;
    const struct dmn_tck_case *c;
    const struct dmn_tck_outcome *outcomes;
    size_t count;
    bool passed;
};
struct dmn_files_tests {
    struct str only; /* run only cases whose "path#id" contains this; empty = all */
    void (*each)(void *data, const struct dmn_files_report *report);
    void *data;
    int64_t passed, failed; /* out */
};
/** Runs a test file with the model beside it; files whose root is not testCases are passed over unless they are broken.
 *  True when it was a test file. */
bool dmn_files_test(struct dmn_files_tests *t, struct str path);
#endif
