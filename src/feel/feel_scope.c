/* feel_scope.c - */
#include "feel/feel_impl.h"
