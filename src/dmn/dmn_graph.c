/* dmn_graph.c - */
#include "dmn/dmn_impl.h"
