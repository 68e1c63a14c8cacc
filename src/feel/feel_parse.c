/* feel_parse.c - */
#include "feel/feel_impl.h"
