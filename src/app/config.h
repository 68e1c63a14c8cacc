/* config.h - how this host runs the program: host.conf, overridden by NQ_* variables of the environment. */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H
#include "base/record.h"

struct config {
    struct str listen;          /* address to listen on */
    int64_t port;               /* 0 = the kernel chooses */
    struct str data_dir;        /* where everything lives; the command line's --data wins */
    struct str store;           /* postgres://... ; absent = sqlite:DATA/nuanqiao.db */
    struct str public_url;      /* as people type it, e.g. https://park.example; decides whether cookies are Secure */
    bool secure_cookies;        /* true also without public_url, when a proxy in front speaks https */
    int64_t readers, loops;     /* threads */
    int64_t upload_max_mb;      /* one attachment */
    int64_t import_max_mb;      /* one spreadsheet */
    int64_t match_after_minutes; /* between a change that makes verdicts old and the match that it starts; 0 = never */
    int64_t sweep_minutes;      /* between two looks for stored files that nothing refers to */
};
extern const struct record CONFIG;

/** Defaults, then the lines `name = value` of the file (absent = none; `#` begins a comment), then NQ_NAME variables.
 *  Every bad line is reported.  @error INVALID with the fields, INTERNAL an unreadable file (a missing one is fine) */
bool config_load(struct arena *a, struct err *e, struct str path, struct config *out) MUST_USE;
/** Appends the configuration as a host.conf with one comment per line in the language. */
void config_print(struct buf *b, enum lang lang, const struct config *config);
/** Must cookies carry Secure? */
bool config_secure(const struct config *config);
#endif
