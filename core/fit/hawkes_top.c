/* The greatest likelihood of a Hawkes process. For each decay there is one maximum in mu and n.
 * Along mu T + n S = m, S = sum (1 - e^(-beta (T - t_i))), which holds at it, it is that of a
 * concave function of n alone. */
#include <math.h>

#include "fit/hawkes_fit.h"
#include "numeric/brent.h"
#include "numeric/elementary.h"

#define A_FACTOR_OF_TEN 5 /* decays of the grid */
#define FASTEST 100.0     /* of the grid, over the mean gap */
#define STEPS 60

static double compensated(double decay, size_t count, const double *times, double end)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double reach = decay * (end - times[i]);
        if (reach > 40)
            sum += 1;
        else
            sum -= orth_expm1(-reach);
    }
    return sum;
}

orth_hawkes_top orth_hawkes_profile(double decay, double start, size_t count, const double *times,
                                    double end)
{
    double events = (double)count, slope = compensated(decay, count, times, end) / end;
    double low = 0, high = events / (slope * end) * (1 - 0x1p-30), n = start < high ? start : high;
    orth_hawkes_likelihood of;
    double mu = events / end;
    if (!(n > 0)) {
        of = orth_hawkes_likelihood_of(mu, 0, decay, count, times, end);
        if (of.gradient[1] - slope * of.gradient[0] <= 0)
            return (orth_hawkes_top){mu, 0, decay, of.value};
        n = high < 0.5 ? high / 2 : 0.25;
    }
    for (int step = 0;; step++) {
        mu = events / end - slope * n;
        of = orth_hawkes_likelihood_of(mu, n, decay, count, times, end);
        double first = of.gradient[1] - slope * of.gradient[0];
        double second =
            of.hessian[1][1] - 2 * slope * of.hessian[1][0] + slope * slope * of.hessian[0][0];
        if (first > 0)
            low = n;
        else
            high = n;
        double next = second < 0 ? n - first / second : (low + high) / 2;
        if (!(next > low && next < high))
            next = (low + high) / 2;
        if (fabs(next - n) <= 1e-9 * n || next < 1e-9 || step == STEPS)
            break;
        n = next;
    }
    if (n < 1e-8) {
        of = orth_hawkes_likelihood_of(events / end, 0, decay, count, times, end);
        return (orth_hawkes_top){events / end, 0, decay, of.value};
    }
    return (orth_hawkes_top){mu, n, decay, of.value};
}

typedef struct record {
    size_t count;
    const double *times;
    double end, start;
} record;

static double at_log_decay(const void *of, double log_decay)
{
    const record *in = of;
    return orth_hawkes_profile(orth_exp(log_decay), in->start, in->count, in->times, in->end).value;
}

orth_hawkes_top orth_hawkes_greatest(size_t count, const double *times, double end)
{
    double slowest = -orth_log(end), range = orth_log(FASTEST) - slowest;
    size_t steps = (size_t)ceil(range / orth_log(10) * A_FACTOR_OF_TEN);
    double apart = range / (double)steps, best_log = slowest;
    orth_hawkes_top best = {.value = -INFINITY}, last = {.branching = 0};
    for (size_t k = 0; k <= steps; k++) {
        double log_decay = slowest + apart * (double)k;
        last = orth_hawkes_profile(orth_exp(log_decay), last.branching, count, times, end);
        if (last.value > best.value) {
            best = last;
            best_log = log_decay;
        }
    }
    if (best.branching == 0)
        return best;
    record of = {count, times, end, best.branching};
    double found = orth_brent_greatest(best_log - apart, best_log + apart, 1e-4, at_log_decay, &of);
    last = orth_hawkes_profile(orth_exp(found), best.branching, count, times, end);
    return last.value > best.value ? last : best;
}
