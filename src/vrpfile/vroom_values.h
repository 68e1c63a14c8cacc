/* vroom_values.h - what the readers of VROOM's JSON have in common: values, each checked where it stands.
 *
 * Each takes the value (not there = nothing is done), the path of its object and its name there; false: the failure is
 * told with that path. */
#ifndef VRPFILE_VROOM_VALUES_H
#define VRPFILE_VROOM_VALUES_H
#include "vrpfile/vroom_impl.h"

#define FAR_MAX (INT64_C(1) << 52) /* of every number of a file */

/** The path of an element of a list. */
struct str value_at(struct vroom_reader *r, struct str where, const char *name, int64_t index);
/** The members of an object that `names` lists; others are passed over, null counts as absent. */
bool value_members(struct vroom_reader *r, struct json_view v, struct str where, const char *const *names, size_t count,
                   struct json_view *out) MUST_USE;
bool value_whole(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int64_t least,
                 int64_t most, int64_t *out) MUST_USE;
/** 0..most. */
bool value_whole32(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int32_t most,
                   int32_t *out) MUST_USE;
/** A limit that may be 0 in a file.  0 is no limit in a problem, so that 1 stands for it there. */
bool value_limit(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int32_t most,
                 int32_t *out) MUST_USE;
/** A decimal number in millionths; the bounds are whole. */
bool value_decimal(struct vroom_reader *r, struct json_view v, struct str where, const char *name, int64_t least,
                   int64_t most, int64_t *micro) MUST_USE;
bool value_text(struct vroom_reader *r, struct json_view v, struct str where, const char *name,
                struct str *out) MUST_USE;
bool value_yes(struct vroom_reader *r, struct json_view v, struct str where, const char *name, bool *out) MUST_USE;
/** A name: a text, or a number as it stands. */
bool value_label(struct vroom_reader *r, struct json_view v, struct str where, const char *name,
                 struct str *out) MUST_USE;
bool value_is_list(struct vroom_reader *r, struct json_view v, struct str where, const char *name) MUST_USE;
bool value_span(struct vroom_reader *r, struct json_view v, struct str where, const char *name,
                struct span *out) MUST_USE;
/** Spans in order of time, apart from each other; appends struct span. */
bool value_spans(struct vroom_reader *r, struct json_view v, struct str where, const char *name,
                 struct list *out) MUST_USE;
/** Amounts by kind of load: all lists of a file are equally long. */
bool value_amounts(struct vroom_reader *r, struct json_view v, struct str where, const char *name,
                   int32_t *out) MUST_USE;
/** Skills become bits; those that no task asks for are numbered as well. */
bool value_skills(struct vroom_reader *r, struct json_view v, struct str where, uint64_t *out) MUST_USE;
/** `v` the coordinates, `index` in the matrices, `land` the terrain. */
bool value_place(struct vroom_reader *r, struct json_view v, struct json_view index, struct json_view land,
                 struct str where, const char *name, struct vroom_place *out) MUST_USE;
#endif
