/* feel_lib_string.c - */
#include "feel/feel_impl.h"
