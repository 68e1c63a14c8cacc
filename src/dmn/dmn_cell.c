/* dmn_cell.c - cells of tables as sets. */
#include "dmn/dmn_impl.h"
