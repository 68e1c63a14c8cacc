/* static.h - the built web pages, held in memory. */
#ifndef HTTP_STATIC_H
#define HTTP_STATIC_H
#include "base/err.h"

struct static_file {
    struct str path;         /* "/assets/app-3f2a1c.js" */
    struct str content_type; /* with charset for texts */
    struct str bytes, gzip;  /* gzip absent: there is no .gz beside it */
    struct str etag;         /* quoted */
    bool immutable;          /* the name carries a hash of the content */
};
struct static_site;
/** Reads every file below dir (at most 4,000 files and 64 MiB).  The site lives in the arena.
 *  @error NOT_FOUND (MSG_WEB_MISSING) no index.html there, INTERNAL unreadable or too much */
struct static_site *static_open(struct arena *a, struct err *e, struct str dir);
/** The file of a decoded path; index.html for "/" and for a path whose last step has no dot (a page of the program);
 *  NULL when there is none. */
const struct static_file *static_find(const struct static_site *s, struct str path);
/** Does an Accept-Encoding header allow gzip? */
bool static_accepts_gzip(struct str accept_encoding);
/** Does an If-None-Match header name the file's current etag? */
bool static_unchanged(const struct static_file *f, struct str if_none_match);
#endif
