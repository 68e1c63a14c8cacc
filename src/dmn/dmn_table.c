/* dmn_table.c - */
#include "dmn/dmn_impl.h"
