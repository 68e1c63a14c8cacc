/* feel_call.c - */
#include "feel/feel_impl.h"
