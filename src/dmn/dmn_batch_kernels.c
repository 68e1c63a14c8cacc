/* dmn_batch_kernels.c - */
#include "dmn/dmn_impl.h"
