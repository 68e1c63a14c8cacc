/* compose.h - the program put together: every slice's endpoints and jobs, who may call, the dispatcher on a store. */
#ifndef CLI_COMPOSE_H
#define CLI_COMPOSE_H
#include "app/app.h"
#include "http/api.h"

struct program {
    struct app app;
    struct api_service *api;
    void (*log)(void *arg, const struct api_log *line);
    void *log_arg;
};
struct program_options {
    struct str data_dir, store_url; /* as in app_options */
    bool create, migrate;
    bool serving; /* jobs that are due start by themselves */
    void (*log)(void *arg, const struct api_log *line); /* NULL = silent */
    void *log_arg;
};
/** Every slice's endpoints.  The list lives in the arena. */
const struct api_set *compose_sets(struct arena *a, size_t *count);
/** Opens data directory, store, job worker and dispatcher.  program must be zeroed and outlive everything.
 *  @error what app_open and api_open say */
bool program_open(struct program *p, struct arena *a, struct err *e, const struct program_options *o) MUST_USE;
void program_close(struct program *p);
#endif
