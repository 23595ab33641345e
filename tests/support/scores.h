/* What the tests of scorecards share: models with blocks of a year, so that parameters are those of
 * a block, paths of them, lines by their names, and correlations as they are defined. */
#ifndef TESTS_SCORES_H
#define TESTS_SCORES_H

#include "harness.h"

#include "orthant/market_score.h"

#define SCORE_TOKENS 3
extern const char *const score_tokens[SCORE_TOKENS];

/* Of 1, 2 or, correlated, 3 tokens. */
orth_market_spec score_market_spec(const char *model, size_t n, uint64_t seed);
orth_market *score_market(const orth_market_spec *spec);
orth_market *score_garch_with(size_t n, uint64_t seed, const double *alpha, const double *beta);
orth_market *score_garch(size_t n, uint64_t seed); /* 0.08 and 0.9 */
orth_market *score_gbm(size_t n, uint64_t seed);

/* The caller's to free. */
double *score_prices(const orth_market *market, uint64_t path, size_t rows);

/* On one thread, where the terms do not say how many. */
orth_score *score_make(const orth_score_data *data, const orth_market *model,
                       const orth_score_terms *terms);
const orth_score_line *score_line(const orth_score *score, size_t horizon, size_t token,
                                  orth_score_kind kind);

/* For qsort. */
int score_ascending(const void *a, const void *b);
typedef struct score_badness {
    long double sum;
    size_t time;
} score_badness;

int score_worst_first(const void *a, const void *b);

long double score_mean(size_t n, const long double *v);
/* sum (x_t - mean)(y_(t+k) - mean) / sqrt(...), over all of both below. */
double score_lagged(size_t n, const long double *x, const long double *y, size_t k);

#endif
