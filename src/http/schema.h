/* schema.h - what openapi.c and typescript.c share: the records that the rows use and their published names. */
#ifndef HTTP_SCHEMA_H
#define HTTP_SCHEMA_H
#include "http/api.h"

/** A record reachable from a row's input, its output, or both (then it is published in two shapes: an absent field may
 *  be left out of an input and is null in an output). */
struct schema_type {
    const struct record *record;
    struct str name, in_name; /* in_name: the input shape's; equal to name when there is only one shape */
    bool in, out;
};
struct schema {
    struct list types; /* of struct schema_type, in order of first use */
    struct list enums; /* of const struct enum_names * */
};
/** Walks all rows.  Names are PascalCase and unique: a clash gets "Input" or a number behind it. */
void schema_collect(struct arena *a, const struct api_set *sets, size_t count, struct schema *out);
/** The published name of a record as an input or an output. */
struct str schema_name(const struct schema *s, const struct record *r, bool in);
/** "size_class" -> "SizeClass". */
struct str schema_pascal(struct arena *a, const char *name);

/** Is the field filled from the path ("/users/{id}")? */
bool row_hole(const struct api *row, struct str name);
/** Does the row take a JSON body: POST or PUT, no upload, with a field that is not in the path? */
bool row_has_body(const struct api *row);
/** Does it change something (not GET)? */
bool row_is_safe(const struct api *row);
/** The status of success. */
int32_t row_status(const struct api *row);
/** May an output field be null? */
bool field_nullable(const struct field *f);
#endif
