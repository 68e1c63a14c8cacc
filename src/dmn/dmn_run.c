/* dmn_run.c - */
#include "dmn/dmn_impl.h"
