/* Moves of pools whose arbitrage is not perfect, against the closed form's factors. */
#ifndef TESTS_IMPERFECT_H
#define TESTS_IMPERFECT_H

#include "harness.h"

#include "orthant/cost.h"
#include "orthant/run.h"

#define IMPERFECT_STEPS 2000

typedef struct imperfect_setting {
    size_t n; /* 2 or 3 */
    double presence, sizing, active_share;
    uint64_t blocks_per_step;
} imperfect_setting;

orth_cost_factors imperfect_factors(const imperfect_setting *s);

/* A move in so many steps; prices of independent noise `sigma`, all but the last token's. */
orth_pool_outcome imperfect_move(const imperfect_setting *s, uint64_t steps, double sigma,
                                 test_random *random, double *distance);

/* Means over so many moves of IMPERFECT_STEPS, with drawn presence and, for two tokens, noise: the
 * ledger tells both parts. Within 3.8 standard errors, 0.2 %, and what is not yet traded. */
void imperfect_hold_against(const imperfect_setting *s, double sigma, size_t moves,
                            test_random *random);

#endif
