/* feel_engine.c - */
#include "feel/feel_impl.h"
