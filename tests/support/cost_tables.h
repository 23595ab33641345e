/* Long Monte Carlo runs of another program, of pools with three and more tokens: what a block
 * costs, in squares of the noise's unit (2e7 blocks at rest, 1e7 moving). */
#ifndef TESTS_COST_TABLES_H
#define TESTS_COST_TABLES_H

#include <stddef.h>

#include "orthant/cost.h"

#define COST_UNIT 1e-4 /* of noise and band, so that fees are small */
#define COST_AT_REST 11
#define COST_MOVING 6

extern const double cost_weights[9][8];
extern const double cost_bands[4];

typedef struct cost_rest_row {
    size_t n, weights;
    const char *kind;
    double loss[4], error[4]; /* at each of cost_bands; error 1e-6 */
} cost_rest_row;
extern const cost_rest_row cost_at_rest[COST_AT_REST];

/* A band of 6. */
typedef struct cost_moving_row {
    size_t n, weights;
    const char *kind;
    double total[4], error[4];       /* A .1, B .1, A .5, B .5; error 1e-6 */
    double extra[2], extra_error[2]; /* over rest, A, B at .02; error 1e-6 */
} cost_moving_row;
extern const cost_moving_row cost_moving[COST_MOVING];

/* "unc": independent, "stb": the last one a stable coin, "cor": and the others correlated. */
orth_cost_terms *cost_table_terms(size_t n, const char *kind, double band, double unit);

/* A: token 1 against all others; B: token 1 against the last one; x in units of the noise. */
void cost_table_drift(double *drift, size_t n, const double *w, char kind, double x);

#endif
