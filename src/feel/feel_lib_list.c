/* feel_lib_list.c - */
#include "feel/feel_impl.h"
