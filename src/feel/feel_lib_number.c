/* feel_lib_number.c - */
#include "feel/feel_impl.h"
