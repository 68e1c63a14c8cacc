/* feel_lib_sort.c - */
#include "feel/feel_impl.h"
