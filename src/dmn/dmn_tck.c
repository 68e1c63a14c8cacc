/* dmn_tck.c - */
#include "dmn/dmn_impl.h"
