/* feel_coerce.c - */
#include "feel/feel_impl.h"
