/* Shooting backwards from the target.
 *
 * The optimum's recurrence y_{k+1} = log1p(y_k) - KL_k read from right to left is
 *   y_k = expm1(y_{k+1} + c_k),  w_{k-1} = w_k / (1 + y_k),  c_k = log sum_i w_k exp(-y_{k+1}),
 * which never leaves the simplex whatever the last step x = log(w_f / w_{f-1}) is (c_k is KL_k).
 * x is then chosen so that w_0 is the start: Newton with the sensitivities of log w_k and y_k to x,
 * carried along the same recurrence, or, for many tokens, with the sensitivities that a geodesic of
 * the sphere would have (Jacobi fields), which are right to leading order in 1/f. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "numeric/dd.h"
#include "numeric/elementary.h"
#include "path/optimum.h"
#include "path/path.h"

#define ITERATIONS_MAX 60
#define ANALYTIC_TOKENS_MAX 64

typedef struct shot {
    orth_optimum *optimum;
    const orth_move *move;
    size_t n, steps;
    size_t last_rest, first_rest; /* left out of x and of the misses: the heaviest at either end */
    bool analytic;
    double *last;              /* x, normalised so that the row before the target sums to 1 */
    double *held;              /* x of the best shot so far */
    double *high, *low;        /* w_k */
    double *first;             /* log(w_0 / start), w_0 as reached */
    double *work, *correction; /* N */
    double *logs, *steepness;  /* N x (N-1): d log w_k / dx, d y_{k+1} / dx */
    double *matrix, *total;
} shot;

static orth_status allocate(shot *at, orth_error *error)
{
    size_t n = at->n, square = at->analytic ? n * n : 0;
    size_t doubles = 8 * n + 3 * square;
    double *data = calloc(doubles, sizeof *data);
    if (data == NULL)
        return orth_fail_memory(error, (double)doubles * sizeof(double));
    at->last = data;
    at->held = data + n;
    at->high = data + 2 * n;
    at->low = data + 3 * n;
    at->first = data + 4 * n;
    at->work = data + 5 * n;
    at->total = data + 6 * n;
    at->correction = data + 7 * n;
    at->logs = data + 8 * n;
    at->steepness = at->logs + square;
    at->matrix = at->steepness + square;
    return ORTH_OK;
}

static void begin_sensitivities(shot *at, const double *y, const double *w_before)
{
    size_t n = at->n, m = n - 1;
    for (size_t c = 0; c < m; c++) {
        size_t token = c < at->last_rest ? c : c + 1;
        for (size_t i = 0; i < n; i++) {
            double dx = (i == token ? 1.0 : 0.0) - w_before[token];
            at->logs[i * m + c] = -dx;
            at->steepness[i * m + c] = (1 + y[i]) * dx;
        }
    }
}

/* From (log w_k, y_{k+1}) to (log w_{k-1}, y_k). */
static void carry_sensitivities(shot *at, const double *y, const double *w_before)
{
    size_t n = at->n, m = n - 1;
    double *total = at->total;
    memset(total, 0, m * sizeof *total);
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < m; c++)
            total[c] += w_before[i] * (at->logs[i * m + c] - at->steepness[i * m + c]);
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < m; c++) {
            double change = at->steepness[i * m + c] + total[c];
            at->logs[i * m + c] -= change;
            at->steepness[i * m + c] = (1 + y[i]) * change;
        }
}

/* x shifted so that the row before the target, target exp(-x), sums to 1; that row, and y_f. */
static void last_step(shot *at, double *y)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    const orth_move *move = at->move;
    size_t n = at->n;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        at->work[i] = -at->last[i];
    kernels->expm1(n, at->work, at->work);
    for (size_t i = 0; i < n; i++)
        sum += move->target[i] * at->work[i];
    kernels->log1p(1, &sum, &sum);
    for (size_t i = 0; i < n; i++) {
        at->last[i] += sum;
        at->work[i] = -at->last[i];
    }
    kernels->expm1(n, y, at->last);
    kernels->expm1(n, at->work, at->work);
    for (size_t i = 0; i < n; i++) {
        /* expm1 serves steps down to the last bit, and nearly vanishing ends too */
        orth_dd w = orth_dd_fast_sum(move->target[i], 0);
        if (at->last[i] > 0.5)
            w.high *= orth_exp(-at->last[i]);
        else
            w = orth_dd_sum(w.high, w.high * at->work[i]);
        w = orth_dd_fast_sum(w.high, w.low + move->target_low[i] * (1 + at->work[i]));
        at->high[i] = w.high;
        at->low[i] = w.low;
    }
}

/* The start as missed by the shot: log(w_0 / start), to the last bits. Returns the largest. */
static double measure_miss(shot *at)
{
    double miss = 0;
    for (size_t i = 0; i < at->n; i++) {
        double start = at->move->start[i];
        at->first[i] = ((at->high[i] - start) + (at->low[i] - at->move->start_low[i])) / start;
    }
    orth_kernels_in_use()->log1p(at->n, at->first, at->first);
    for (size_t i = 0; i < at->n; i++)
        if (fabs(at->first[i]) > miss || isnan(at->first[i])) /* and kept: nothing is above it */
            miss = fabs(at->first[i]);
    return isfinite(miss) ? miss : INFINITY;
}

/* Fires with the last step x; the rows are left in the optimum. Returns the largest miss of the
 * start, infinite when the shot went out of range. */
static double fire(shot *at)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t n = at->n;
    double *y = at->optimum->relative + (at->steps - 1) * n;
    last_step(at, y);
    if (at->analytic)
        begin_sensitivities(at, y, at->high);
    for (size_t k = at->steps - 1; k > 0 && orth_optimum_goes_on(k); k--, y -= n) {
        double *w = at->optimum->weights + k * n;
        memcpy(w, at->high, n * sizeof(double));
        orth_total total;
        orth_total_clear(&total);
        kernels->backward_total(&total, n, w, y); /* sum w y is zero: what is left is positive */
        kernels->backward_step(n, y - n, at->high, at->low, y,
                               orth_log1p(orth_total_value(&total)));
        if (at->analytic)
            carry_sensitivities(at, y - n, at->high);
    }
    return measure_miss(at);
}

/* Newton's correction of x from the analytic sensitivities; false when they are singular. */
static bool analytic_correction(shot *at, double *correction)
{
    size_t n = at->n, m = n - 1;
    for (size_t r = 0; r < m; r++) {
        size_t i = r < at->first_rest ? r : r + 1;
        for (size_t c = 0; c < m; c++)
            at->matrix[r * m + c] = at->logs[i * m + c];
        at->total[r] = -at->first[i];
    }
    if (!orth_solve_dense(m, at->matrix, at->total))
        return false;
    for (size_t i = 0; i < n; i++)
        correction[i] = 0;
    for (size_t c = 0; c < m; c++)
        correction[c < at->last_rest ? c : c + 1] = at->total[c];
    return true;
}

/* The miss carried from the start to the target along the geodesic: its part along the way as it
 * is, the part across times omega / sin omega; 1/f of it is what the last step must take up. */
static bool sphere_correction(shot *at, double *correction)
{
    size_t n = at->n;
    const orth_move *move = at->move;
    orth_dd half_chord = orth_move_half_chord(move);
    double half = orth_dd_value(half_chord), cosine = 1 - 2 * half * half;
    double sine = 2 * half * sqrt(1 - half * half);
    double stretch = orth_move_distance(move) / 2 / sine, along = 0;
    for (size_t i = 0; i < n; i++) {
        double u = sqrt(move->start[i]), delta = orth_dd_value(orth_move_eta_delta(move, i));
        double tangent = (delta + (1 - cosine) * u) / sine;
        along += u * at->first[i] / 2 * tangent;
    }
    for (size_t i = 0; i < n; i++) {
        double u = sqrt(move->start[i]), v = sqrt(move->target[i]);
        double delta = orth_dd_value(orth_move_eta_delta(move, i));
        double tangent = (delta + (1 - cosine) * u) / sine;
        double tangent_end = (delta - (1 - cosine) * v) / sine;
        double across = u * at->first[i] / 2 - along * tangent;
        double eta = along * tangent_end + stretch * across;
        correction[i] = 2 * eta / v / (double)at->steps;
    }
    return true;
}

/* Corrects x, by less and less until the miss falls. */
static bool improve(shot *at, double *miss)
{
    size_t n = at->n;
    double *correction = at->correction;
    if (!(at->analytic ? analytic_correction(at, correction) : sphere_correction(at, correction)))
        return false;
    memcpy(at->held, at->last, n * sizeof(double));
    for (double share = 1; share > 1e-4 && !orth_stopped(); share /= 2) {
        for (size_t i = 0; i < n; i++)
            at->last[i] = at->held[i] + share * correction[i];
        double reached = fire(at);
        /* Near the goal the miss is rounding noise: one full correction, and enough; the sphere's
         * gains a factor at a time and goes on while it does. */
        bool near = *miss <= 1e-11 && reached <= 1e-11 && (at->analytic || reached > 0.7 * *miss);
        if (reached < *miss || near) {
            *miss = near ? 0 : reached;
            return true;
        }
    }
    return false;
}

orth_status orth_optimum_backward(orth_optimum *optimum, const orth_move *move, double *scratch,
                                  bool *converged, orth_error *error)
{
    (void)scratch;
    size_t n = optimum->n;
    shot at = {.optimum = optimum,
               .move = move,
               .n = n,
               .steps = (size_t)optimum->steps,
               .last_rest = orth_heaviest(n, move->target),
               .first_rest = orth_heaviest(n, move->start),
               .analytic = n <= ANALYTIC_TOKENS_MAX};
    orth_status status = allocate(&at, error);
    if (status != ORTH_OK)
        return status;
    orth_kernels_in_use()->log1p(n, at.last, optimum->relative + (at.steps - 1) * n);
    double miss = fire(&at);
    while (optimum->iterations < ITERATIONS_MAX && miss > 0 && !orth_stopped() &&
           improve(&at, &miss))
        optimum->iterations++;
    *converged = miss <= 1e-11;
    free(at.last);
    return ORTH_OK;
}
