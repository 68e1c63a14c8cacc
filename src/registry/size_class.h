/* size_class.h - large, medium, small or micro by the statistics office's rule of 2017, as a table.  Pure. */
#ifndef REGISTRY_SIZE_CLASS_H
#define REGISTRY_SIZE_CLASS_H
#include "base/date.h"
#include "base/err.h"
#include "base/record.h"

enum size_class {
    SIZE_NONE,
    SIZE_LARGE,
    SIZE_MEDIUM,
    SIZE_SMALL,
    SIZE_MICRO,
    SIZE_UNCLASSED
};
extern const struct enum_names SIZE_CLASS_NAMES;

/** The figures of one year; absent is not 0. */
struct size_facts {
    struct str industry;              /* GB/T 4754-2017 code, e.g. "C26", "G592", "K701" */
    struct opt_i64 headcount;         /* persons */
    struct opt_money revenue, assets; /* fen */
};
struct size_result {
    int32_t size_class;            /* enum size_class; SIZE_UNCLASSED with a reason */
    struct str group_zh, group_en; /* the row of the rule that was used; absent when none */
    struct msg_text reason; /* why this class, or which figure is missing, or that the sector is not in the rule */
};
/** Classes by the lower bounds of the industry group: large, medium and small need every bound of the row, otherwise
 *  the next lower class holds; micro needs one.  Texts live in the arena.
 *  @source National Bureau of Statistics, 统计上大中小微型企业划分办法（2017）, table and notes */
void size_class_of(struct arena *a, const struct size_facts *in, struct size_result *out);
#endif
