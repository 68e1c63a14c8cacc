/* dmn_explain.c - */
#include "dmn/dmn_impl.h"
