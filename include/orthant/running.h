/* The optimum with a running cost: a schedule that minimises
 *
 *   J = sum_{k=1..f} KL(w_k || w_{k-1}) + sum_{k=1..f} c_k(w_k),
 *   c_k(w) = - sum_i nu_{k,i} w_i + (lambda / 2) (w - w*)' S (w - w*),
 *
 * with either term of c_k or both. nu_k is a forecast of the log-returns of step k: the log value
 * of a pool without a fee grows by sum_i nu_{k,i} w_{k,i} - KL(w_k || w_{k-1}) where prices do as
 * forecast, so -J is what the schedule gains. S is the covariance of a step's log-returns: the
 * second term is lambda / 2 times the variance of what the pool's return misses of that of a
 * portfolio with the weights w*. Neither term counts the loss to arbitrage of a pool at rest
 * (LVR): that is concave in the weights.
 *
 * The end may be given, w_f = target, or free: then w_f is chosen as the inner rows are. With a
 * given end c_f is a constant of J.
 *
 * c_k is convex where S is positive semidefinite on the plane of differences of weights (they sum
 * to 0); that is tested in exact arithmetic, and nothing else is accepted. J is then jointly
 * convex, and the proof of orthant/exact.h holds with
 *   g_k = log(w_k / w_{k-1}) + 1 - w_{k+1} / w_k - nu_k + lambda S (w_k - w*)
 * (without the quotient at a free end): no schedule has a J below
 * J(w) - sum_k sum_i w_{k,i} (g_{k,i} - min_j g_{k,j}). */
#ifndef ORTHANT_RUNNING_H
#define ORTHANT_RUNNING_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/exact.h"
#include "orthant/limits.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* To be read; what is NULL is no part of the cost. */
typedef struct orth_exact_running {
    size_t n;
    uint64_t steps;
    bool free_end;
    mpq_t *forecast;   /* nu_k at row k - 1: steps rows of n */
    mpq_t *tracked;    /* w*: n, each above 0, sum 1 */
    mpq_t *covariance; /* S: n x n, of a step */
    mpq_t lambda;      /* 0 without tracking */
} orth_exact_running;

/* For n >= 2 tokens and 1 .. ORTH_STEPS_MAX steps, without any cost: at least one of the functions
 * below must follow. ORTH_DOMAIN, ORTH_NO_MEMORY; *running is NULL on failure. */
ORTH_API orth_status orth_exact_running_create(orth_exact_running **running, size_t n,
                                               uint64_t steps, bool free_end, orth_error *error);
ORTH_API void orth_exact_running_free(orth_exact_running *running); /* NULL is fine */

/* The forecast: `rows` rows of n log-returns, each within -ORTH_FORECAST_MAX and
 * ORTH_FORECAST_MAX, else ORTH_DOMAIN. One row a step; with a given end the last step's may be
 * left out, which counts as 0: it is a constant. ORTH_DOMAIN for another number of rows. */
ORTH_API orth_status orth_exact_running_forecast(orth_exact_running *running, size_t rows,
                                                 mpq_t *returns, orth_error *error);

/* The same from a CSV file ("-" for standard input): a header of "step" and the names of the
 * tokens in any order, then a row a step, numbered from 1, in order; each number a decimal, read
 * exactly. Empty lines and lines that begin with # are passed over. *rows, unless NULL, is how many
 * there were. ORTH_BAD_INPUT with file, line and what is permitted; ORTH_IO. */
ORTH_API orth_status orth_exact_running_read_forecast(orth_exact_running *running, const char *file,
                                                      const char *const *tokens, uint64_t *rows,
                                                      orth_error *error);

/* Tracking of `tracked` (n weights, each > 0, their sum exactly 1) with lambda > 0 up to
 * ORTH_TRACKING_MAX and the covariance [n][n] of a block's log-returns, of which a step takes
 * `blocks`. Each entry of the covariance is taken as the decimal number of 17 digits that reads as
 * that double, so that it can be written to a file and read back as the same problem. n at most
 * ORTH_TRACKING_TOKENS_MAX. ORTH_DOMAIN for anything else, and where the covariance is not
 * symmetric, or not positive semidefinite on differences of weights: by its own digits, exactly. */
ORTH_API orth_status orth_exact_running_tracking(orth_exact_running *running, mpq_t lambda,
                                                 mpq_t *tracked, const double *covariance,
                                                 uint64_t blocks, orth_error *error);

/* orth_exact_optimum_create with a running cost, which must be for the same n and steps, and live
 * as long as the optimum does. `target` is NULL with a free end. Where J is small by cancellation,
 * its enclosure has the digits asked for relative to the loss, which J contains (or to 1e-100,
 * where even that is less). ORTH_DOMAIN also where there is no cost, and where a weight falls
 * below 10^-ORTH_RUNNING_DECIMALS_MAX on the way. Time and memory as without; where the cost
 * tracks, of numbers that have about f sqrt(lambda max S) / 2.3 digits more. */
ORTH_API orth_status orth_exact_optimum_create_running(orth_exact_optimum *optimum, size_t n,
                                                       mpq_t *start, mpq_t *target, uint64_t steps,
                                                       const orth_exact_running *running,
                                                       unsigned digits, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
