/* dmn_batch_result.c - */
#include "dmn/dmn_batch_impl.h"
