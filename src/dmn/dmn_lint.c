/* dmn_lint.c - */
#include "dmn/dmn_impl.h"
