/* industry.h - sections and divisions of GB/T 4754-2017 (industrial classification) as a table.  Pure. */
#ifndef REGISTRY_INDUSTRY_H
#define REGISTRY_INDUSTRY_H
#include "base/record.h"

struct industry_row {
    const char *code; /* "C" or "C26" */
    const char *zh, *en;
};
extern const struct industry_row INDUSTRIES[];
extern const size_t INDUSTRY_COUNT; /* 20 sections + 97 divisions */

/** Normalises a code: section letter + 0, 2, 3 or 4 digits ("c2614", "2614", "C26" -> "C2614", "C2614", "C26").
 *  Section and division must be in the table and belong together; deeper digits are taken as given.
 *  Also accepts the exact Chinese name of a section or division.  @return absent when it is none of these */
struct str industry_normal(struct arena *a, struct str raw);
/** The row of the code's division, or of its section; NULL when unknown. */
const struct industry_row *industry_find(struct str code);
#endif
