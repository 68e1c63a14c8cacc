/* cmd_dmn.h - what the commands over decision models share. */
#ifndef CLI_CMD_DMN_H
#define CLI_CMD_DMN_H
#include "cli/cli.h"
#include "dmn/dmn.h"

/** The language of the engine's sentences: the option's (0 = not given), which then holds for the command too. */
enum feel_language dmn_command_language(struct cli *c, int32_t language);
/** A model from a file.  NULL: c->err says why, and `d` what is wrong in the file. */
struct dmn_model *dmn_command_load(struct cli *c, struct str path, struct feel_diags *d);
/** The decision or service of that name, or the only decision of the model itself; SIZE_MAX with c->err. */
size_t dmn_command_decision(struct cli *c, const struct dmn_model *m, struct str name);
/** Diagnostics on standard error, one a line. */
void dmn_command_diags(struct cli *c, enum feel_language language, const struct feel_diags *d);
#endif
