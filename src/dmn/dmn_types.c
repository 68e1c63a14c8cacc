/* dmn_types.c - */
#include "dmn/dmn_impl.h"
