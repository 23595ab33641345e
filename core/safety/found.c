#include "safety/found.h"

#include <math.h>
#include <string.h>

bool orth_found_try(orth_found *best, const double *a)
{
    double taken = orth_legs_take(best->legs, a, NULL);
    if (!(taken > best->taken))
        return false;
    best->taken = taken;
    memcpy(best->a, a, best->reach->n * sizeof *a);
    return true;
}

void orth_found_conclude(orth_safety_attack *attack, double *a, orth_found *best)
{
    attack->honest = orth_legs_honest(best->legs);
    if (!(best->taken > attack->honest)) {
        best->taken = attack->honest;
        memset(best->a, 0, best->reach->n * sizeof *best->a);
    }
    attack->extraction = best->taken;
    attack->excess = best->taken - attack->honest;
    attack->capital = orth_legs_capital(best->legs, best->a);
    if (a != NULL)
        memcpy(a, best->a, best->reach->n * sizeof *a);
}

void orth_found_begin(orth_found *best, const orth_reach *reach, const orth_legs *legs)
{
    best->reach = reach;
    best->legs = legs;
    best->bands.first = legs->first->band;
    best->bands.back = legs->back->band;
    best->taken = best->folded_taken = -INFINITY;
    best->split.count = 0;
    for (size_t i = 0; i < reach->n; i++)
        best->g[i] = (legs->to[i] - legs->from[i]) / legs->from[i];
}
