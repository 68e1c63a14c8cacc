/* feel_lib_boolean.c - */
#include "feel/feel_impl.h"
