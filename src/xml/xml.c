/* xml.c - */
#include "xml/xml.h"
