/* What the parts of a fit of order flow share. */
#ifndef ORTH_FIT_HAWKES_FIT_H
#define ORTH_FIT_HAWKES_FIT_H

#include "orthant/hawkes_fit.h"

/* Half a 95 % interval, in standard errors. */
#define ORTH_FIT_WIDTH 1.959963984540054

/* Estimates by the standard error of their logarithm, or logit. */
orth_hawkes_estimate orth_hawkes_by_log(double value, double log_error);
orth_hawkes_estimate orth_hawkes_by_logit(double value, double logit_error);
orth_hawkes_estimate orth_hawkes_unbounded(double value, const char *why);
orth_hawkes_estimate orth_hawkes_unknown(const char *why);
/* What had an interval has none; what had none keeps its own reason. */
void orth_hawkes_take_bounds(orth_hawkes_estimate *estimate, const char *why);

void orth_hawkes_note(orth_hawkes_fit *fit, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The largest distance of the fit's residuals from an exponential's; `work` has room for `count`
 * and may be `times`, which are then lost. */
double orth_hawkes_residuals(double mu, double branching, double decay, size_t count,
                             const double *times, double *work);

/* Where the log-likelihood of times in (0, end] is greatest for that decay, over mu and n >= 0; for
 * a start n. The value of n, of mu and of the likelihood there. */
typedef struct orth_hawkes_top {
    double mu, branching, decay, value;
} orth_hawkes_top;
orth_hawkes_top orth_hawkes_profile(double decay, double start, size_t count, const double *times,
                                    double end);
/* The greatest of all, of times whose mean gap is about 1. */
orth_hawkes_top orth_hawkes_greatest(size_t count, const double *times, double end);

#endif
