/* feel_lex.c - */
#include "feel/feel_impl.h"
