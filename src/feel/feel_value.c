/* feel_value.c - */
#include "feel/feel_impl.h"
