/* dmn_batch_number.c - */
#include "dmn/dmn_batch_impl.h"
