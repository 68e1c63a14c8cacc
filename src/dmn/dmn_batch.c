/* dmn_batch.c - */
#include "dmn/dmn_impl.h"
