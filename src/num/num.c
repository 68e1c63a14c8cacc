/* num.c - */
#include "num/num.h"
