#include "path/step_losses.h"

#include <math.h>

#include "base/progress.h"
#include "base/stop.h"
#include "kernel/kernel.h"
#include "numeric/elementary.h"
#include "orthant/simplex.h"
#include "path/path.h"

#define ELEMENTS 512
/* Relative changes up to which the series below has an error of 2e-16. */
#define SMALL 0.01

/* Joins the mean and the squares of `count` losses to those of all before (T. F. Chan, G. H. Golub,
 * R. J. LeVeque, 1983). */
static void take(orth_step_losses *of, size_t count, const double *losses)
{
    double mean = 0, squares = 0, all = (double)of->count + (double)count;
    for (size_t k = 0; k < count && of->unit == 0; k++)
        of->unit = losses[k]; /* those before it are 0, and so are mean and squares */
    if (of->unit > 0)
        for (size_t k = 0; k < count; k++)
            mean += losses[k] / of->unit / (double)count;
    for (size_t k = 0; k < count && of->unit > 0; k++) {
        double above = losses[k] / of->unit - mean;
        squares += above * above;
    }
    double above = mean - of->mean, share = (double)count / all;
    of->squares += squares + above * above * (double)of->count * share;
    of->mean += above * share;
    of->count += count;
}

/* w' log(w'/w) - (w' - w) over w, with x = w'/w - 1 small. */
static double series(double x)
{
    return x * x *
           (1.0 / 2 -
            x * (1.0 / 6 -
                 x * (1.0 / 12 -
                      x * (1.0 / 20 -
                           x * (1.0 / 30 - x * (1.0 / 42 - x * (1.0 / 56 - x * (1.0 / 72))))))));
}

/* Rows of n elements, at most ELEMENTS in all. */
static void take_rows(orth_step_losses *of, size_t rows, size_t n, const double *weights,
                      const double *displacements)
{
    double changes[ELEMENTS], parts[ELEMENTS], losses[ELEMENTS];
    for (size_t e = 0; e < rows * n; e++)
        changes[e] = displacements[e] / weights[e];
    for (size_t e = 0; e < rows * n; e++)
        parts[e] = weights[e] * series(changes[e]);
    for (size_t r = 0; r < rows; r++) {
        double loss = 0;
        bool small = true;
        for (size_t e = r * n; e < (r + 1) * n; e++) {
            small = small && fabs(changes[e]) <= SMALL;
            loss += parts[e];
        }
        losses[r] =
            small ? loss : orth_simplex_kl_displaced(n, weights + r * n, displacements + r * n);
    }
    take(of, rows, losses);
}

void orth_step_losses_take(orth_step_losses *of, size_t count, size_t n, const double *weights,
                           const double *displacements)
{
    size_t most = ELEMENTS / n;
    for (size_t r = 0, rows; r < count; r += rows) {
        rows = count - r < most ? count - r : most;
        if (most > 0) {
            take_rows(of, rows, n, weights + r * n, displacements + r * n);
            continue;
        }
        double loss = orth_simplex_kl_displaced(n, weights + r * n, displacements + r * n);
        take(of, 1, &loss);
        rows = 1;
    }
}

double orth_step_losses_cv(const orth_step_losses *of)
{
    return of->mean > 0 ? sqrt(of->squares / (double)of->count) / of->mean : 0;
}

/* The rows from step k on, one more, and their displacements; returns how many steps. */
static size_t fill_block(orth_path *path, uint64_t k, double *displacements)
{
    uint64_t left = path->steps - k;
    size_t count = left < path->block_rows ? (size_t)left : path->block_rows;
    orth_progress("steps", k, path->steps);
    orth_path_fill(path, k, count + 1, path->block, displacements);
    return count;
}

orth_path_losses orth_path_losses_of(orth_path *path)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t n = path->move->n, count;
    double *displacements = path->block + (path->block_rows + 1) * n;
    orth_step_losses of = {0};
    orth_total total;
    orth_total_clear(&total);
    for (uint64_t k = 0; k < path->steps; k += count) {
        if (orth_stopped())
            return (orth_path_losses){NAN, NAN};
        count = fill_block(path, k, displacements);
        kernels->kl_displaced(&total, count * n, path->block, displacements);
        orth_step_losses_take(&of, count, n, path->block, displacements);
    }
    return (orth_path_losses){orth_total_value(&total), orth_step_losses_cv(&of)};
}

/* The chord between the roots of both rows is 2 sin(D/4). What is left of a weight that falls far
 * is taken from the next row. */
static double step_length(size_t n, const double *weights, const double *displacement)
{
    double square = 0;
    for (size_t i = 0; i < n; i++) {
        bool falls = displacement[i] < -0.5 * weights[i];
        double next = falls ? weights[n + i] : weights[i] + displacement[i];
        double part = displacement[i] / (sqrt(weights[i]) + sqrt(next));
        square += part * part;
    }
    return 4 * orth_asin(fmin(sqrt(square) / 2, 1));
}

double orth_path_length(orth_path *path)
{
    size_t n = path->move->n, count;
    double *displacements = path->block + (path->block_rows + 1) * n, length = 0;
    for (uint64_t k = 0; k < path->steps; k += count) {
        double part = 0;
        if (orth_stopped())
            return NAN;
        count = fill_block(path, k, displacements);
        for (size_t r = 0; r < count; r++)
            part += step_length(n, path->block + r * n, displacements + r * n);
        length += part;
    }
    return length;
}
