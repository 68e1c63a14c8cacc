/* feel_lib_context.c - */
#include "feel/feel_impl.h"
