/* Newton's method on the whole chain.
 *
 * With relative updates z_k (w_k -> w_k (1 + z_k)) the Hessian of the loss is, for each token, that
 * of a chain of resistors: sum_k w_k (z_k - z_{k-1})^2, conductance w_k between nodes k-1 and k.
 * With the currents I_k = w_k (z_k - z_{k-1}), the gradient g_k = log1p(y_k) - y_{k+1} and one
 * multiplier nu_k a node, Newton's equations read
 *   I_{k+1} = I_k + w_k g_k - w_k nu_k,   z_{k+1} = z_k + I_{k+1} / w_{k+1},   sum_i w_k z_k = 0,
 * and nu_k follows from the last at k+1: all is explicit once I_1 is known. So: shoot N - 1 basis
 * vectors of I_1 and one particular solution through the chain, choose I_1 so that z_f is what the
 * target still misses, shoot once more.
 *
 * Near the solution the steps y_k are updated from the currents themselves, so that a step of 1e-15
 * keeps its bits:
 *   y_k -> y_k + (1 + y_k) (z_k - z_{k-1}) / (1 + z_{k-1}). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "numeric/elementary.h"
#include "path/optimum.h"

#define ITERATIONS_MAX 100
/* Largest change of a weight's logarithm in one large step. */
#define STRETCH_MAX 2.0

typedef struct newton {
    orth_optimum *optimum;
    const orth_move *move;
    size_t n, steps;
    /* The token whose first current is what the others leave, and the one whose end follows from
     * the others': the heaviest at either end, as what is left is known relative to the sum. */
    size_t first_rest, last_rest;
    double *gradient, *update, *difference;         /* N steps doubles each: g, z, z_k - z_{k-1} */
    double *potential, *current, *matrix;           /* N x N */
    double *total, *resistance, *source, *solution; /* N */
} newton;

static orth_status allocate(newton *at, orth_error *error)
{
    size_t n = at->n, doubles = 3 * n * n + 4 * n;
    double *data = calloc(doubles, sizeof *data);
    if (data == NULL)
        return orth_fail_memory(error, (double)doubles * sizeof(double));
    at->potential = data;
    at->current = data + n * n;
    at->matrix = data + 2 * n * n;
    at->total = data + 3 * n * n;
    at->resistance = at->total + n;
    at->source = at->resistance + n;
    at->solution = at->source + n;
    return ORTH_OK;
}

/* Through nodes 1 .. f-1; afterwards the potentials are those of node f. */
static void shoot(newton *at, size_t columns)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t n = at->n;
    for (size_t k = 1; k < at->steps && orth_optimum_goes_on(k); k++) {
        const double *w = at->optimum->weights + k * n, *g = at->gradient + (k - 1) * n;
        for (size_t i = 0; i < n; i++) {
            at->resistance[i] = 1 / w[i];
            at->source[i] = w[i] * g[i];
        }
        kernels->chain_node(n, columns, at->potential, at->current, at->total, at->resistance, w,
                            w + n, at->source);
    }
    const double *last = at->optimum->weights + at->steps * n;
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < columns; c++)
            at->potential[i * columns + c] += at->current[i * columns + c] / last[i];
}

/* What each weight of the last row still misses of the target, relative. */
static double missing(const newton *at, size_t i)
{
    double reached = at->optimum->weights[at->steps * at->n + i];
    return (at->move->target[i] - reached) / reached;
}

/* Number c < N-1 of the tokens without `rest`. */
static size_t token_but(size_t rest, size_t c)
{
    return c < rest ? c : c + 1;
}

static bool find_first_current(newton *at)
{
    size_t n = at->n, m = n - 1;
    memset(at->potential, 0, n * n * sizeof(double));
    memset(at->current, 0, n * n * sizeof(double));
    const double *first = at->optimum->weights + n;
    for (size_t c = 0; c < m; c++) {
        size_t i = token_but(at->first_rest, c);
        at->current[i * n + c] = first[i];
        at->current[at->first_rest * n + c] = -first[i];
    }
    shoot(at, n);
    for (size_t r = 0; r < m; r++) {
        size_t i = token_but(at->last_rest, r);
        for (size_t c = 0; c < m; c++)
            at->matrix[r * m + c] = at->potential[i * n + c];
        at->solution[r] = missing(at, i) - at->potential[i * n + m];
    }
    return orth_solve_dense(m, at->matrix, at->solution);
}

/* The one column that solves Newton's equations, its z and differences kept. Returns the largest
 * size of z. */
static double trace(newton *at)
{
    size_t n = at->n;
    double *z = at->potential, *flow = at->current;
    memset(z, 0, n * sizeof(double));
    memset(flow, 0, n * sizeof(double));
    const double *first = at->optimum->weights + n;
    for (size_t c = 0; c + 1 < n; c++) {
        size_t i = token_but(at->first_rest, c);
        flow[i] = first[i] * at->solution[c];
        flow[at->first_rest] -= flow[i];
    }
    double largest = 0;
    for (size_t k = 1; k <= at->steps && orth_optimum_goes_on(k); k++) {
        const double *w = at->optimum->weights + k * n;
        double *update = at->update + (k - 1) * n, *difference = at->difference + (k - 1) * n;
        double total = 0;
        for (size_t i = 0; i < n; i++) {
            difference[i] = flow[i] / w[i];
            z[i] += difference[i];
            update[i] = z[i];
            if (fabs(z[i]) > largest || isnan(z[i])) /* and kept: nothing is above it */
                largest = fabs(z[i]);
        }
        if (k == at->steps)
            break;
        const double *g = at->gradient + (k - 1) * n;
        for (size_t i = 0; i < n; i++) {
            flow[i] += w[i] * g[i];
            total += flow[i] + w[n + i] * z[i];
        }
        for (size_t i = 0; i < n; i++)
            flow[i] -= w[i] * total;
    }
    return largest;
}

/* A small step: w (1 + z) keeps each row's sum, and y follows from the differences of z. */
static void apply_small(newton *at)
{
    size_t n = at->n;
    double *w = at->optimum->weights, *y = at->optimum->relative;
    for (size_t j = 0; j < at->steps * n; j++) {
        double before = j < n ? 0 : at->update[j - n];
        y[j] += (1 + y[j]) * at->difference[j] / (1 + before);
        w[n + j] *= 1 + at->update[j];
    }
}

/* A share of a large step: w exp(share z), each row scaled to the sum 1, stays positive. */
static void apply_large(newton *at, double share)
{
    size_t n = at->n;
    double *w = at->optimum->weights, *y = at->optimum->relative;
    for (size_t k = 1; k <= at->steps && orth_optimum_goes_on(k); k++) {
        double *row = w + k * n, *before = row - n, sum = 0;
        for (size_t i = 0; i < n; i++) {
            row[i] *= orth_exp(share * at->update[(k - 1) * n + i]);
            sum += row[i];
        }
        for (size_t i = 0; i < n; i++) {
            row[i] /= sum;
            y[(k - 1) * n + i] = (row[i] - before[i]) / before[i];
        }
    }
}

static double loss(const newton *at)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t n = at->n;
    orth_total total;
    orth_total_clear(&total);
    for (size_t k = 0; k < at->steps; k += ORTH_LANES) {
        size_t rows = at->steps - k < ORTH_LANES ? at->steps - k : ORTH_LANES;
        const double *w = at->optimum->weights + k * n;
        kernels->kl(&total, rows * n, w, w + n);
    }
    return orth_total_value(&total);
}

/* A full step where it is small, else one of at most a factor e, halved until the loss falls.
 * False when no share of the step helps. */
static bool step(newton *at, double largest)
{
    if (largest < 0.05) {
        apply_small(at);
        return true;
    }
    double share = fmin(1, STRETCH_MAX / largest), before = loss(at);
    size_t count = at->steps * at->n;
    double *held = at->gradient; /* done with until the next iteration */
    memcpy(held, at->optimum->weights + at->n, count * sizeof *held);
    bool fell = false;
    for (; !fell && share > 1e-6 && !orth_stopped(); share /= 2) {
        memcpy(at->optimum->weights + at->n, held, count * sizeof *held);
        apply_large(at, share);
        fell = loss(at) < before;
    }
    return fell;
}

/* g_k = log1p(y_k) - y_{k+1} less its mean under w_k, for k = 1 .. f-1, from the logs that the
 * residual left there. The multipliers would take the mean out anyway; taken out here, all that is
 * shot through the chain shrinks with the residual, and its rounding errors with it. */
static void set_gradient(newton *at)
{
    size_t n = at->n;
    for (size_t k = 1; k < at->steps; k++) {
        double *g = at->gradient + (k - 1) * n, mean = 0;
        const double *w = at->optimum->weights + k * n, *next = at->optimum->relative + k * n;
        for (size_t i = 0; i < n; i++)
            g[i] -= next[i];
        for (size_t i = 0; i < n; i++)
            mean += w[i] * g[i];
        for (size_t i = 0; i < n; i++)
            g[i] -= mean;
    }
}

static orth_status iterate(newton *at, bool *converged)
{
    double last_update = INFINITY;
    *converged = false;
    for (int iteration = 0; iteration < ITERATIONS_MAX && !orth_stopped(); iteration++) {
        double residual, largest;
        orth_optimum_residual(at->optimum, at->gradient, &residual, &largest);
        if (!isfinite(residual))
            return ORTH_OK;
        /* The floor is a few roundings of log1p; the last update bounds the error by its square. */
        if (residual <= 1e-14 * largest && last_update < 1e-7) {
            *converged = true;
            return ORTH_OK;
        }
        set_gradient(at);
        if (!find_first_current(at))
            return ORTH_OK;
        double update = trace(at);
        if (!isfinite(update) || !step(at, update))
            return ORTH_OK;
        at->optimum->iterations = iteration + 1;
        last_update = update;
    }
    return ORTH_OK;
}

orth_status orth_optimum_newton(orth_optimum *optimum, const orth_move *move, double *scratch,
                                bool *converged, orth_error *error)
{
    size_t n = optimum->n, count = n * (size_t)optimum->steps;
    newton at = {.optimum = optimum,
                 .move = move,
                 .n = n,
                 .steps = (size_t)optimum->steps,
                 .first_rest = orth_heaviest(n, move->start),
                 .last_rest = orth_heaviest(n, move->target),
                 .gradient = scratch,
                 .update = scratch + count,
                 .difference = scratch + 2 * count};
    orth_status status = allocate(&at, error);
    if (status != ORTH_OK)
        return status;
    status = iterate(&at, converged);
    free(at.potential);
    return status;
}
