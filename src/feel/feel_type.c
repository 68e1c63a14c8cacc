/* feel_type.c - */
#include "feel/feel_impl.h"
