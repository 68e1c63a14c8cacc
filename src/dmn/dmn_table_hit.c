/* dmn_table_hit.c - what the hit policies make of the rows that apply. */
#include "dmn/dmn_impl.h"
