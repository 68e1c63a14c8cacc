/* feel_regex.c - */
#include "feel/feel_impl.h"
