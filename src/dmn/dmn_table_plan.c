/* dmn_table_plan.c - a table prepared for speed. */
#include "dmn/dmn_impl.h"
