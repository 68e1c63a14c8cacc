/* dmn_batch_compile.c - */
#include "dmn/dmn_impl.h"
