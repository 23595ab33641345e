/* Inside the optimum: what both routes work on. */
#ifndef ORTH_PATH_OPTIMUM_H
#define ORTH_PATH_OPTIMUM_H

#include "base/stop.h"
#include "orthant/optimum.h"

/* Both routes start from what `optimum` holds (a feasible schedule, its relative steps) and replace
 * it. `scratch` has room for 3 N steps doubles. They set iterations, and return whether they
 * think they converged; the schedule may be unusable when not. ORTH_NO_MEMORY is the only error. */
orth_status orth_optimum_newton(orth_optimum *optimum, const orth_move *move, double *scratch,
                                bool *converged, orth_error *error);
orth_status orth_optimum_backward(orth_optimum *optimum, const orth_move *move, double *scratch,
                                  bool *converged, orth_error *error);

/* Whether a loop over rows is to go on: it looks at every 64th. */
static inline bool orth_optimum_goes_on(size_t k)
{
    return k % 64 != 0 || !orth_stopped();
}

/* max over k, i of |log1p(y_k) - y_{k+1} - KL_k| and of |y|; logs (N steps doubles) is left with
 * log1p(y). */
void orth_optimum_residual(const orth_optimum *optimum, double *logs, double *residual,
                           double *largest);

/* The Frank-Wolfe gap, sum over k of [sum_i g w - min_i g] with g_k = log1p(y_k) - y_{k+1}, and the
 * loss of the schedule; scratch as above. */
double orth_optimum_gap(const orth_optimum *optimum, double *logs);
double orth_optimum_loss(const orth_optimum *optimum, double *displacements);

/* The index of the greatest weight. */
size_t orth_heaviest(size_t n, const double *weights);

/* Solves the n x n system in place (row-major), partial pivoting with scaled rows; the result in
 * b. False when it is singular to working precision. */
bool orth_solve_dense(size_t n, double *matrix, double *b);

#endif
