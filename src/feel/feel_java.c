/* feel_java.c - */
#include "feel/feel_impl.h"
