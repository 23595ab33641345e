/* An attacker who knows nothing of the criterion: random displacements within his means, improved
 * by random changes, each worth what both legs pay. Shares no code with the product. */
#ifndef TESTS_ATTACKER_H
#define TESTS_ATTACKER_H

#include "harness.h"
#include "orthant/safety.h"

#define ATTACKER_TOKENS 5

typedef struct attacker_pool {
    size_t n; /* 2 .. ATTACKER_TOKENS */
    double from[ATTACKER_TOKENS], to[ATTACKER_TOKENS];
    double fee, fee_back;
    double capital;    /* put in on the first leg, fee included */
    double swap_limit; /* 0: none */
} attacker_pool;

/* The profit of both legs by displacement a, sum from_i a_i = 0. */
double attacker_profit(const attacker_pool *pool, const double *a);

/* The most that he finds over honest arbitrage from so many starts, with so many trials each, the
 * first from `hint` unless that is NULL; a gets the displacement. */
double attacker_search(double *a, const attacker_pool *pool, int starts, int trials,
                       const double *hint, test_random *random);

/* A pool of 2 .. ATTACKER_TOKENS tokens with a fee, an attacker, and a move of some fraction of the
 * fee's band: of all tokens, or of two. */
void attacker_draw(attacker_pool *pool, test_random *random);

/* What the library says of it, as a schedule of one block. The caller frees it. */
orth_safety *attacker_ask(const attacker_pool *pool);

#endif
