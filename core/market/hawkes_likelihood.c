/* How likely a Hawkes process makes the events of a record, and which way it would be more so. */
#include "base/check.h"
#include "base/stop.h"
#include "kernel/kernel.h"
#include "orthant/hawkes.h"

#define ROWS 128 /* events at once */

/* Sums over the earlier events j at one time t: of e^(-beta (t - t_j)), and of that times
 * (t - t_j) and (t - t_j)^2. */
typedef struct memory {
    double zeroth, first, second;
} memory;

/* `gap` later, decayed by `kept` = e^(-beta gap). */
static memory later(memory at, double gap, double kept)
{
    return (memory){kept * at.zeroth, kept * (at.first + gap * at.zeroth),
                    kept * (at.second + gap * (2 * at.first + gap * at.zeroth))};
}

typedef struct sum {
    double high, low;
} sum;

static void add(sum *to, double term)
{
    double total = to->high + term, part = total - to->high;
    to->low += (to->high - (total - part)) + (term - part);
    to->high = total;
}

/* One event's part of the derivatives of the sum of log lambda. */
static void add_derivatives(orth_hawkes_likelihood *of, memory at, double n, double beta,
                            double lambda)
{
    double by[3] = {1, beta * at.zeroth, n * (at.zeroth - beta * at.first)};
    double twice_n_beta = at.zeroth - beta * at.first;
    double twice_beta = n * (beta * at.second - 2 * at.first);
    for (int i = 0; i < 3; i++) {
        by[i] /= lambda;
        of->gradient[i] += by[i];
        for (int j = 0; j <= i; j++)
            of->hessian[i][j] -= by[i] * by[j];
    }
    of->hessian[2][1] += twice_n_beta / lambda;
    of->hessian[2][2] += twice_beta / lambda;
}

orth_hawkes_likelihood orth_hawkes_likelihood_of(double mu, double branching, double decay,
                                                 size_t count, const double *times, double end)
{
    ORTH_CHECK(mu > 0 && branching >= 0 && decay > 0 && end > 0);
    const orth_kernels *kernels = orth_kernels_in_use();
    orth_hawkes_likelihood of = {.value = 0};
    memory at = {0, 0, 0};
    sum value = {0, 0};
    double kept[ROWS], lambda[ROWS], last = 0;
    for (size_t begin = 0, rows; begin < count && !orth_stopped(); begin += rows) {
        rows = count - begin < ROWS ? count - begin : ROWS;
        for (size_t k = 0; k < rows; k++)
            kept[k] = -decay * (times[begin + k] - (k == 0 ? last : times[begin + k - 1]));
        kernels->exp(rows, kept, kept);
        for (size_t k = 0; k < rows; last = times[begin + k], k++) {
            at = later(at, times[begin + k] - last, kept[k]);
            lambda[k] = mu + branching * decay * at.zeroth;
            add_derivatives(&of, at, branching, decay, lambda[k]);
            at.zeroth += 1;
        }
        kernels->log(rows, lambda, lambda);
        for (size_t k = 0; k < rows; k++)
            add(&value, lambda[k]);
    }
    double gap = end - last;
    kept[0] = -decay * gap;
    kernels->exp(1, kept, kept);
    at = later(at, gap, kept[0]);
    add(&value, -mu * end);
    add(&value, -branching * ((double)count - at.zeroth));
    of.value = value.high + value.low;
    of.gradient[0] -= end;
    of.gradient[1] -= (double)count - at.zeroth;
    of.gradient[2] -= branching * at.first;
    of.hessian[2][1] -= at.first;
    of.hessian[2][2] += branching * at.second;
    for (int i = 0; i < 3; i++)
        for (int j = i + 1; j < 3; j++)
            of.hessian[i][j] = of.hessian[j][i];
    return of;
}
