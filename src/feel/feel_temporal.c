/* feel_temporal.c - */
#include "feel/feel_impl.h"
