/* A launch pool of the Vault once more, in GMP's integers: for tests of the first program. Written
 * from the description of the contract, with no code of core/contract. */
#ifndef TESTS_SECOND_SALE_H
#define TESTS_SECOND_SALE_H

#include <gmp.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct second_sale {
    mpz_t balance[2];      /* raw: the project's, the reserve's */
    mpz_t virtual_reserve; /* raw */
    mpz_t unit[2];         /* 10^(18 - decimals) */
    mpz_t start_weight, end_weight, fee, share;
    uint64_t start, end;
} second_sale;

/* Balances of 0, decimals of 18, weights of nothing. */
void second_sale_init(second_sale *sale);
void second_sale_clear(second_sale *sale);

/* Swaps at a second: *other gets the raw amount of the other side, balances what they become. The
 * caller sees to it that nothing reverts. */
void second_sale_swap(second_sale *sale, mpz_t other, bool sells, bool exact_out, const mpz_t raw,
                      uint64_t now);

#endif
