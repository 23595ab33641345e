/* Entropy and KL divergence: thin contracts over the kernels. */
#include "orthant/simplex.h"

#include "numeric/elementary.h"

#include "base/check.h"
#include "kernel/kernel.h"
#include "numeric/dd.h"

double orth_simplex_entropy(size_t n, const double *weights)
{
    /* Near 1 the logarithm's argument is better as 1 - w, exact from one half on. */
    orth_dd sum = {0, 0};
    for (size_t i = 0; i < n; i++) {
        double w = weights[i];
        double log_w = w > 0.5 ? orth_log1p(w - 1) : orth_log(w);
        sum = orth_dd_add(sum, orth_dd_from(-w * log_w));
    }
    return orth_dd_value(sum);
}

double orth_simplex_kl(size_t n, const double *to, const double *from)
{
    orth_total total;
    orth_total_clear(&total);
    orth_kernels_in_use()->kl(&total, n, from, to);
    return orth_total_value(&total);
}

double orth_simplex_kl_displaced(size_t n, const double *from, const double *displacement)
{
    orth_total total;
    orth_total_clear(&total);
    orth_kernels_in_use()->kl_displaced(&total, n, from, displacement);
    return orth_total_value(&total);
}

double orth_simplex_kl_sum(size_t steps, size_t n, const double *trajectory)
{
    /* A row and the next one are the same array, n elements apart: one flat pass. */
    return orth_simplex_kl(steps * n, trajectory + n, trajectory);
}
