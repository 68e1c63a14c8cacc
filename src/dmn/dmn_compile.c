/* dmn_compile.c - */
#include "dmn/dmn_impl.h"
