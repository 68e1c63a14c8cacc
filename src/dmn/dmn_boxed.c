/* dmn_boxed.c - */
#include "dmn/dmn_impl.h"
