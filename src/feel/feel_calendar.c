/* feel_calendar.c - */
#include "feel/feel_impl.h"
