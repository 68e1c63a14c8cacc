/* dmn_batch_program.c - */
#include "dmn/dmn_batch_impl.h"
