/* The emulated functions as table entries, one array a contract family, each ending with a NULL
 * name; and what their evaluators share.
 *
 * Two things are called v2: names that begin with v2_ (files v2*.c) are of Balancer's version 2,
 * the first generation of pools; those that end with _v2 (weighted_v2.c) are of version 3, whose
 * WeightedPool has a second version. */
#ifndef ORTH_CONTRACT_FUNCTIONS_H
#define ORTH_CONTRACT_FUNCTIONS_H

#include "contract/vault_pool.h"
#include "orthant/contract.h"

extern const orth_contract_function orth_functions_balancer[];
extern const orth_contract_function orth_functions_weighted_v2[];
extern const orth_contract_function orth_functions_lbp[];
extern const orth_contract_function orth_functions_prb[];
extern const orth_contract_function orth_functions_quantamm[];
extern const orth_contract_function orth_functions_quantamm_pool[];
extern const orth_contract_function orth_functions_v2[];

#define ORTH_FUNCTIONS_MAX 160 /* in all tables */

/* The entry of that name, or NULL with the nearest names in *error. */
const orth_contract_function *orth_functions_find(const orth_contract_function *functions,
                                                  size_t count, const char *name,
                                                  orth_error *error);

static inline orth_words orth_argument_words(const orth_contract_value *argument)
{
    return (orth_words){argument->count, argument->words};
}

static inline void orth_give_word(orth_contract_result *result, orth_word word)
{
    result->dimensions = 0;
    result->count = 1;
    result->words[0] = word;
}

/* `count` words already stand in result->words. */
static inline void orth_give_words(orth_contract_result *result, size_t count)
{
    result->dimensions = 1;
    result->count = count;
}

#endif
