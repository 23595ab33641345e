/* What a move costs outside the pool: the same turnover sold on an exchange, at once or along a
 * schedule. A treasury that can take its tokens out of the pool has this other choice.
 *
 * Prices stand still. To move the composition from d to w it sells T = (1/2) sum |w_i - d_i| of
 * its value and buys as much; that takes (fee + 2 half_spread) T of it (orthant/benchmark.h), and
 * gas, money for each trade, which is paid from elsewhere. Any amount is sold at that half-spread:
 * what a large order does to the price is left out, and so is what it costs to leave the pool and
 * come back.
 */
#ifndef ORTHANT_OUTSIDE_H
#define ORTHANT_OUTSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/benchmark.h"
#include "orthant/path.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct orth_outside_way {
    double turnover; /* T, of all trades summed */
    uint64_t trades;
    double cost; /* of the value at the start: sum (fee + 2 half_spread) T V + trades gas, V what is
                    left by then */
} orth_outside_way;

/* At once, from one composition to another, n weights each; no trade where they are the same.
 * gas_share: gas over the value, >= 0. The terms must be in their ranges; min_trade does not
 * matter. */
ORTH_API orth_outside_way orth_outside_at_once(size_t n, const double *from, const double *to,
                                               const orth_benchmark_terms *terms, double gas_share);

/* Along the rows of a path: after each step it trades to the new weights if T >= min_trade, and
 * after the last one whatever is left. Never cheaper than at once, but by rounding. ORTH_NO_MEMORY.
 */
ORTH_API orth_status orth_outside_along(orth_outside_way *way, orth_path *path,
                                        const orth_benchmark_terms *terms, double gas_share,
                                        orth_error *error);

/* What of a comparison's result the pool's cost is. */
typedef enum orth_outside_basis {
    ORTH_OUTSIDE_LOSS,    /* its loss: no fee, no gas, prices that stand still */
    ORTH_OUTSIDE_GAS,     /* with gas, where there is any, and no fee */
    ORTH_OUTSIDE_WITH_FEE /* with the pool's fee and noisy prices, where that is valid */
} orth_outside_basis;
ORTH_API const char *orth_outside_basis_name(orth_outside_basis basis); /* "loss", ... */

/* A comparison's move outside, and the path that costs least beside it: the cheapest of the results
 * whose cost with the fee is valid, else of all. */
typedef struct orth_outside {
    orth_outside_way once, along;
    const char *along_path; /* of the schedule of `along`: the best result's; geodesic for optimum,
                               whose rows would be computed once more */
    uint64_t along_steps;
    size_t best; /* the result that costs least */
    orth_outside_basis basis;
    double pool_cost; /* of the value, by that result: 1 - e^-its cost or loss */
    /* once.cost - pool_cost: above 0 the pool is cheaper. NaN where there is gas and the pool's
     * cost
     * does not contain it (a basis other than ORTH_OUTSIDE_GAS): with a fee or noisy prices no
     * formula here knows what gas adds. It may be 20 bp, and neither the sum nor the greater of the
     * two costs is a bound: noise makes the gas of a slow move cheaper. Simulate it. */
    double difference;
} orth_outside;

#ifdef __cplusplus
}
#endif
#endif
