/* What can be said of a schedule: how far from optimal it is, and what it loses. */
#include "kernel/kernel.h"
#include "numeric/dd.h"
#include "path/optimum.h"

size_t orth_heaviest(size_t n, const double *weights)
{
    size_t heaviest = 0;
    for (size_t i = 1; i < n; i++)
        heaviest = weights[i] > weights[heaviest] ? i : heaviest;
    return heaviest;
}

void orth_optimum_residual(const orth_optimum *optimum, double *logs, double *residual,
                           double *largest)
{
    size_t n = optimum->n, steps = (size_t)optimum->steps;
    const double *y = optimum->relative;
    orth_kernels_in_use()->log1p(n * steps, logs, y);
    double worst = 0, most = 0;
    for (size_t j = 0; j < n * steps; j++)
        most = fabs(y[j]) > most ? fabs(y[j]) : most;
    for (size_t k = 1; k < steps; k++) {
        const double *w = optimum->weights + k * n, *log_y = logs + (k - 1) * n, *next = y + k * n;
        double kl = 0;
        for (size_t i = 0; i < n; i++)
            kl += w[i] * log_y[i];
        for (size_t i = 0; i < n; i++) {
            double miss = fabs(log_y[i] - next[i] - kl);
            if (miss > worst || isnan(miss)) /* and kept: nothing is above it */
                worst = miss;
        }
    }
    *residual = worst;
    *largest = most;
}

double orth_optimum_gap(const orth_optimum *optimum, double *logs)
{
    size_t n = optimum->n, steps = (size_t)optimum->steps;
    orth_kernels_in_use()->log1p(n * steps, logs, optimum->relative);
    orth_dd gap = {0, 0};
    for (size_t k = 1; k < steps; k++) {
        const double *w = optimum->weights + k * n;
        double mean = 0, least = INFINITY;
        for (size_t i = 0; i < n; i++) {
            double g = logs[(k - 1) * n + i] - optimum->relative[k * n + i];
            mean += w[i] * g;
            least = g < least ? g : least;
        }
        gap = orth_dd_add(gap, orth_dd_from(fmax(mean - least, 0)));
    }
    return orth_dd_value(gap);
}

double orth_optimum_loss(const orth_optimum *optimum, double *displacements)
{
    size_t n = optimum->n, count = n * (size_t)optimum->steps;
    for (size_t j = 0; j < count; j++)
        displacements[j] = optimum->weights[j] * optimum->relative[j];
    orth_total total;
    orth_total_clear(&total);
    orth_kernels_in_use()->kl_displaced(&total, count, optimum->weights, displacements);
    return orth_total_value(&total);
}
