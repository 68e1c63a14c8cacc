/* feel_zone.c - */
#include "feel/feel_impl.h"
