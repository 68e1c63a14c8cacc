/* feel_infer.c - */
#include "feel/feel_impl.h"
