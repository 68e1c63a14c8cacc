/* feel_time_text.c - */
#include "feel/feel_impl.h"
