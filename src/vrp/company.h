/* company.h - who may share a vehicle, and how many different places it may call at. */
#ifndef VRP_COMPANY_H
#define VRP_COMPANY_H
#include "vrp/instance.h"

/** Puts the rules about exclusion and stops_max into force where the problem has them. */
void company_add_rules(struct instance *in);
#endif
