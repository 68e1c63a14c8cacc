/* dmn_trace.c - what an evaluation keeps for its explanation. */
#include "dmn/dmn_impl.h"
