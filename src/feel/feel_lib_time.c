/* feel_lib_time.c - */
#include "feel/feel_impl.h"
