/* Arguments to try a function on: mostly ordinary, a good part at its branch edges (0.9 and 1.1,
 * the factors e^(2^k), exponents 1, 2 and 4, the ends of the exponent's range, the 30 % limits, 0,
 * 1 wei, 2^255). A sample depends on (seed, index) alone, so that any one can be had again and any
 * number of threads draws the same. */
#ifndef ORTH_AUDIT_SAMPLE_H
#define ORTH_AUDIT_SAMPLE_H

#include "orthant/audit.h"

/* Whether the function has a sampler. */
bool orth_sample_known(const orth_contract_function *function);

/* Fills *arguments for the function's signature; it has a sampler. `calm` keeps to ordinary
 * arguments. */
void orth_sample(orth_contract_arguments *arguments, const orth_contract_function *function,
                 uint64_t seed, uint64_t index, bool calm);

/* Then keeps each to its range. */
void orth_sample_keep_to(orth_contract_arguments *arguments, const orth_audit_range *ranges,
                         size_t count, uint64_t seed, uint64_t index);

/* Sample `index` of an audit. */
static inline void orth_sample_of(orth_contract_arguments *arguments, const orth_audit *audit,
                                  uint64_t index)
{
    orth_sample(arguments, audit->function, audit->seed, index, audit->calm);
    orth_sample_keep_to(arguments, audit->ranges, audit->range_count, audit->seed, index);
}

#endif
