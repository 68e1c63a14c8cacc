/* feel_eval.c - */
#include "feel/feel_impl.h"
