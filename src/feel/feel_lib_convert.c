/* feel_lib_convert.c - */
#include "feel/feel_impl.h"
