/* feel_value_test.c - */
#include "check.h"

int main(void)
{
    return check_end();
}
