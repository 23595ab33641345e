/* What is proven about a given schedule: an enclosure of its loss, and the Frank-Wolfe bound on how
 * far it is from the best one between its own ends. */
#ifndef ORTH_EXACT_ENCLOSURE_H
#define ORTH_EXACT_ENCLOSURE_H

#include "exact/interval.h"
#include "exact/rows.h"
#include "orthant/running.h"

/* loss encloses sum_k KL(row k || row k-1); *gap (NULL: not wanted), rounded up, is at least
 * loss(rows) - loss(best). Both in `precision` bits, which must be the intervals' own. With
 * g_k = log(w_k/w_{k-1}) + 1 - w_{k+1}/w_k, the gradient up to a constant per row, convexity gives
 *   loss(rows) - loss(best) <= sum_{k=1..f-1} sum_i w_{k,i} (g_{k,i} - min_j g_{k,j}). */
orth_status orth_rows_enclose(orth_iv *loss, mpfr_t gap, const orth_rows *rows,
                              mpfr_prec_t precision, orth_error *error);

/* The same with a running cost (NULL: none): *cost (NULL: not wanted) encloses sum_k c_k(w_k), and
 * *gap is at least J(rows) - J(best), J = loss + cost. To g_k the gradient of c_k is added, and at
 * a free end the sum has a term of the last row too, whose g has no quotient. J must be convex:
 * orth_running_check_tracking. */
orth_status orth_rows_enclose_running(orth_iv *loss, orth_iv *cost, mpfr_t gap,
                                      const orth_rows *rows, const orth_exact_running *running,
                                      mpfr_prec_t precision, orth_error *error);

/* J, with the precision raised until orth_objective_settled. The intervals' precision is changed to
 * what was needed. */
orth_status orth_rows_objective(orth_iv *objective, const orth_rows *rows,
                                const orth_exact_running *running, unsigned digits,
                                orth_error *error);

/* Whether the width is at most 10^-digits of the greatest of |objective|, the loss and
 * 2^-ORTH_OBJECTIVE_BITS: an objective can be 0. */
#define ORTH_OBJECTIVE_BITS 333
bool orth_objective_settled(const orth_iv *objective, const orth_iv *loss, unsigned digits);

/* The loss alone, with the precision raised until its width is 10^-digits relative. The interval's
 * precision is changed to what was needed. */
orth_status orth_rows_loss(orth_iv *loss, const orth_rows *rows, unsigned digits,
                           orth_error *error);

/* How uneven the steps' losses l_k are: their standard deviation over their mean,
 * sqrt(sum_k (f l_k - L)^2 / f) / L with f steps and L = sum l_k; 0 where nothing moves. `loss`
 * encloses L as orth_rows_loss does; the interval gets its precision. */
orth_status orth_rows_step_cv(orth_iv *cv, const orth_rows *rows, const orth_iv *loss,
                              orth_error *error);

/* (upper - bound) / bound, rounded up at the precision of `excess`; 0 < bound <= upper. */
void orth_excess_up(mpfr_t excess, const mpfr_t upper, const mpfr_t bound);

/* Bits that hold `digits` decimal digits, rounded up. */
mpfr_prec_t orth_exact_bits(unsigned digits);

#endif
