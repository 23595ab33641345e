/* Inside the room: intervals of the data's figures by a stationary bootstrap. */
#ifndef ORTH_SCORE_RESAMPLE_H
#define ORTH_SCORE_RESAMPLE_H

#include "score/shape.h"

typedef struct orth_score_resamples {
    const orth_score_shape *shape;
    const orth_score_reference *reference;
    uint64_t count, seed;
    unsigned threads;
    const volatile sig_atomic_t *stop; /* may be NULL */
} orth_score_resamples;

/* The 0.025 and 0.975 quantiles of values and of distances from the reference, over resamples of
 * the returns in room->base; mean_lengths [horizon] gets how long runs are. */
typedef struct orth_score_intervals {
    double *low, *high, *distance_low, *distance_high, *mean_lengths;
} orth_score_intervals;
orth_status orth_score_resample(const orth_score_resamples *all, orth_score_room *room,
                                const orth_score_intervals *out, orth_error *error);

/* Runs of successive returns, some resamples one after the other (core/score/runs.c). */
typedef struct orth_score_run {
    uint32_t first, length; /* going on with the first return after the last */
} orth_score_run;
typedef struct orth_score_runs {
    size_t returns;
    size_t resamples;
    size_t *begin; /* [resamples + 1], where each resample's runs are */
    orth_score_run *runs;
    size_t room;
} orth_score_runs;
/* Resamples first .. first + count - 1. `runs` begins as zero and is filled again and again. */
orth_status orth_score_runs_draw(orth_score_runs *runs, size_t returns, double mean_length,
                                 size_t horizon, uint64_t seed, uint64_t first, size_t count,
                                 orth_error *error);
void orth_score_runs_free(orth_score_runs *runs);
/* Sums over each resample's returns of what prefix [returns + 1] sums up, out[resample * step]. */
void orth_score_runs_sum(const orth_score_runs *runs, const double *prefix, double *out,
                         size_t step);
/* How often each return is in a resample. */
void orth_score_runs_count(const orth_score_runs *runs, size_t resample, uint32_t *counts);

/* Sums of one token over resamples, and the figures they make (core/score/drawn.c). */
#define ORTH_SCORE_SUMS ((size_t)(8 + 2 * ORTH_SCORE_LAGS_SHORT + 2 * ORTH_SCORE_LAGS))
/* Sum `which` of the series in room: its terms, summed up. */
void orth_score_drawn_prefix(const orth_score_room *room, size_t n, size_t which, double *prefix);
/* All values of the token but Hill's index. */
void orth_score_drawn_values(const double sums[ORTH_SCORE_SUMS], size_t n,
                             double values[ORTH_SCORE_OF_TOKEN]);
/* The correlation of two tokens by their sums and that of their products. */
double orth_score_drawn_correlation(const double *sums, const double *others, double products,
                                    size_t n);

#endif
