/* feel_builtins.c - */
#include "feel/feel_impl.h"
