/* Whether a pool's ledger closes. */
#ifndef TESTS_LEDGER_H
#define TESTS_LEDGER_H

#include <math.h>

#include "orthant/run.h"

/* What a ledger misses, of the greater of the values at the start and at the end. */
static inline double test_ledger_miss(const orth_pool_outcome *outcome)
{
    return fabs(orth_ledger_miss(outcome)) / fmax(outcome->final_value, outcome->start_value);
}

#endif
