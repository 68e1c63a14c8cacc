/* feel_regex_pattern.c - */
#include "feel/feel_impl.h"
