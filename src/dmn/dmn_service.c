/* dmn_service.c - */
#include "dmn/dmn_impl.h"
