/* One trial: the objective of a study with some values, on the prices of one part. */
#ifndef ORTH_TUNE_TRIAL_H
#define ORTH_TUNE_TRIAL_H

#include "tune/windows.h"

typedef struct orth_trial {
    double value; /* NaN: not defined there */
    /* What the value is a mean of, as far as that is known:
     *   several price paths    means of groups of them, path p in group p mod 32 (growth, shortfall
     *                          and the Sharpe ratio in the objective's units)
     *   one, of walk-forward   periods of a day: returns V_k / V_(k-1) - 1 (growth, Sharpe), or
     *                          1e4 times the change of log(rebalance value / value) (shortfall) */
    size_t count;
    double *observations;
} orth_trial;

#define ORTH_TRIAL_GROUPS 32
#define ORTH_TRIAL_PERIOD_SECONDS 86400.0

typedef struct orth_trial_how {
    unsigned threads;
    const volatile sig_atomic_t *stop;
} orth_trial_how;

/* values: one an axis, or NULL for the scenario as it stands. What the values make of the scenario
 * is no error where it cannot be run (bad input, outside the domain): the value is NaN, and `why`
 * has the message. All other errors are. *trial is to be freed in any case. */
orth_status orth_trial_run(orth_trial *trial, const orth_tune_windows *windows, size_t part,
                           const char *const *values, const orth_trial_how *how, orth_error *why,
                           orth_error *error);
void orth_trial_free(orth_trial *trial);

#endif
