/* dmn_batch_table.c - */
#include "dmn/dmn_batch_impl.h"
