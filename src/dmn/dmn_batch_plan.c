/* dmn_batch_plan.c - */
#include "dmn/dmn_batch_impl.h"
