/* dmn_read.c - */
#include "dmn/dmn_impl.h"
