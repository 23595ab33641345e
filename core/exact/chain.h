/* Newton's method on a whole schedule at once, in MPFR with rounding to nearest: it proves
 * nothing, it only gets close; core/exact/enclosure.h proves.
 *
 * In relative variables y = delta / w the second derivative of the loss along y is sum_k sum_i
 * w_{k,i} (y_{k,i} - y_{k-1,i})^2: for each token a chain of resistors with conductances w_{k,i},
 * coupled by sum_i w_{k,i} y_{k,i} = 0. A running cost adds its gradient to the chain's, and (w_k
 * y_k)' lambda S (w_k y_k) to its second derivative. The step is solved by linear shooting along
 * the chain, O(f n^2) operations, and followed by w exp(y), renormalised. */
#ifndef ORTH_EXACT_CHAIN_H
#define ORTH_EXACT_CHAIN_H

#include "exact/interval.h"
#include "exact/rows.h"
#include "exact/running_cost.h"

typedef struct orth_chain {
    size_t n, steps;
    size_t last; /* the last row that is to be chosen: steps - 1, or steps with a free end */
    mpfr_prec_t precision;
    mpfr_t *w;       /* (steps + 1) n: the schedule */
    mpfr_t *trial;   /* the same, before the last step tried */
    mpfr_t *r;       /* gradient less its weighted mean, rows 1 .. last */
    mpfr_t *inverse; /* w_{k-1} / w_k, rows 1 .. steps */
    mpfr_t *y;       /* Newton's step, rows 1 .. last */
    mpfr_t loss;     /* J, with what the running cost adds */
    mpfr_t size; /* the greater of |J| and the loss by arbitrage: what digits are counted from */
    mpfr_t gap;
    mpfr_t slope; /* derivative of the loss along y, negative */
    mpfr_t reach; /* max |y| */
    orth_running_cost running;
    orth_iv *row, *gradient; /* of a row, for the running cost; NULL without */
    orth_iv value;
} orth_chain;

/* From the first row of `ends` to its last; inner rows are to be set by the caller, and with a free
 * end the last one may be. `running` may be NULL. */
orth_status orth_chain_create(orth_chain *chain, const orth_rows *ends, size_t steps,
                              const orth_exact_running *running, mpfr_prec_t precision,
                              orth_error *error);
void orth_chain_clear(orth_chain *chain); /* a zeroed struct is fine */

/* Goes to another precision: the ends are read anew, inner rows renormalised. */
void orth_chain_set_precision(orth_chain *chain, const orth_rows *ends, mpfr_prec_t precision);

/* loss, gap (Frank-Wolfe, unproven), r and inverse of the schedule. */
void orth_chain_evaluate(orth_chain *chain);

/* Newton's step y, its slope and reach; after orth_chain_evaluate. */
orth_status orth_chain_solve(orth_chain *chain, orth_error *error);

/* Goes to w exp(2^-halvings y), rows renormalised (w (1 + y) where all y are small), and evaluates
 * there. orth_chain_reject goes back, to the schedule only: another orth_chain_try must follow. */
void orth_chain_try(orth_chain *chain, unsigned halvings);
void orth_chain_reject(orth_chain *chain);

/* Divides n positive numbers by their sum. */
void orth_chain_normalise(mpfr_t *w, size_t n);

/* Helpers for arrays of numbers. NULL when there is no memory. */
mpfr_t *orth_mpfr_array(size_t n, mpfr_prec_t precision);
void orth_mpfr_array_free(mpfr_t *array, size_t n); /* NULL is fine */

#endif
