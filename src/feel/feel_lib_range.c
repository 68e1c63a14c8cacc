/* feel_lib_range.c - */
#include "feel/feel_impl.h"
