/* A launch of 9,000,000 T and 100,000 R of 6 decimals, from 96/4 to 50/50 in 1,000 blocks of 12 s,
 * as a contract's sale. */
#ifndef TESTS_SALE_CASES_H
#define TESTS_SALE_CASES_H

#include "orthant/sale_contract.h"

#define SALE_START UINT64_C(1767225600)

/* Terms with room for their numbers. */
typedef struct sale_case {
    orth_sale_contract_terms terms;
    mpq_t project, reserve, virtual_reserve, start, end, price;
} sale_case;

/* Without a seed where the virtual reserve is not "0". The fixed price, .05, blocks sales. */
void sale_case_make(sale_case *of, orth_sale_contract_kind kind, const char *virtual_reserve);
void sale_case_clear(sale_case *of);
orth_sale_contract *sale_case_created(const sale_case *of);

#endif
