/* marked.h - "the same sheet back": the rows of the stored original with result and reason behind them. */
#ifndef INTAKE_MARKED_H
#define INTAKE_MARKED_H
#include "intake/intake_impl.h"

struct marked;
/** Takes a row of the marked sheet. */
typedef bool marked_emit(void *arg, struct err *e, const struct cell *cells, size_t count, bool mark);
/** Opens the original of an import that is over; lives in the arena, which closes it.
 *  @error CONFLICT the import is not done, NOT_FOUND the original is gone */
struct marked *marked_open(struct ctx *c, struct str import_id) MUST_USE;
const struct import *marked_import(const struct marked *m);
/** Emits the next rows (about a hundred); *end behind the last.  c->db must be set. */
bool marked_next(struct ctx *c, struct marked *m, marked_emit *emit, void *arg, bool *end) MUST_USE;
#endif
