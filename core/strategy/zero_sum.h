/* Speeds, and changes of weights that sum to zero. */
#ifndef ORTH_STRATEGY_ZERO_SUM_H
#define ORTH_STRATEGY_ZERO_SUM_H

#include "strategy/strategy.h"

#define ORTH_SPEED_KEYS                                                                            \
    {"k_per_day",                                                                                  \
     -1e6,                                                                                         \
     1e6,                                                                                          \
     false,                                                                                        \
     "from -1e6 to 1e6",                                                                           \
     false,                                                                                        \
     "the speed k, divided by the memory in days"},                                                \
    {                                                                                              \
        "speed", -1e9, 1e9, false, "from -1e9 to 1e9", false, "the speed k itself"                 \
    }

/* The speeds k of n tokens, `k_per_day` times the memory (n, or NULL where there is none) or
 * `speed`, of which one must be given. They must not sum to zero unless all are zero. */
orth_status orth_speeds(const orth_piece *piece, const double *memory, double *speeds,
                        orth_error *error);

/* Z(x) in place, x [token][lane]: x_i <- k_i (x_i - sum k x / sum k); 0 where all k are. */
void orth_zero_sum(size_t n, size_t lanes, const double *speeds, double *x);

#endif
