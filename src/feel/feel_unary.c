/* feel_unary.c - */
#include "feel/feel_impl.h"
