/* feel_diag.c - */
#include "feel/feel_impl.h"
