/* dmn_batch_date.c - */
#include "dmn/dmn_batch_impl.h"
