/* Models of prices fitted to data by maximum likelihood: gbm, merton and garch as orthant/market.h
 * has them, so that what is fitted is what is simulated.
 *
 * The data are log-returns r of each block, of all tokens together. Where times are known, those
 * that span a gap, a step of rows more than half as long again as their median, are left out, as a
 * scorecard leaves them out (orthant/market_score.h): what happens over a gap would be taken for
 * the move of one block, and tails be too heavy. The joint density is that of the model:
 *   gbm     r is normal: the closed form
 *   merton  with the numbers of a block's jumps given, r is normal, its covariance the diffusion's
 *           and the jumps' variances beside it; the sum over all such numbers, until what is left
 *           out has probability 1e-9 at most
 *   garch   r = drift h - s / 2 + sqrt(s) A t, variances s by the recursion from volatility^2 h on,
 *           t of Student or normal: density of A^-1 z, over the determinant of A, over sqrt(s).
 *           A gap is one block whose return is not known: s goes on with s itself, which is what
 *           is expected, in the place of the square, to volatility^2 h (1 - alpha - beta) +
 *           (alpha + beta) s
 *
 * A boundary is told and not given an interval: alpha = 0 (no clustering), nu = infinity (normal),
 * jump rate 0; and where the likelihood rises until a value can go no further: alpha + beta = 1,
 * beta = 0, nu = 2.01, ORTH_MARKET_FIT_JUMPS_MOST jumps a block, jumps all of one size, a
 * volatility drawn to 0 by returns that are exactly 0. A value in which the likelihood is flat is
 * told as well. Each of these is held where it is, and the intervals of the others are with it
 * given. A token whose price does not move has volatility 0, correlations 0, and no interval.
 */
#ifndef ORTHANT_MARKET_FIT_H
#define ORTHANT_MARKET_FIT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/market.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum orth_market_fit_model {
    ORTH_MARKET_FIT_GBM,
    ORTH_MARKET_FIT_MERTON,
    ORTH_MARKET_FIT_GARCH,
    ORTH_MARKET_FIT_MODELS
} orth_market_fit_model;
/* "gbm", "merton", "garch". */
ORTH_API const char *orth_market_fit_model_name(orth_market_fit_model model);
/* False where there is none of the name. */
ORTH_API bool orth_market_fit_model_find(orth_market_fit_model *model, const char *name);

/* A parameter of each token, in the units of orthant/market.h (drift, volatility and jump rate a
 * year of ORTH_YEAR_SECONDS). */
typedef enum orth_market_fit_value {
    ORTH_MARKET_FIT_DRIFT,
    ORTH_MARKET_FIT_VOLATILITY,
    ORTH_MARKET_FIT_JUMP_RATE,
    ORTH_MARKET_FIT_JUMP_MEAN,
    ORTH_MARKET_FIT_JUMP_DEVIATION,
    ORTH_MARKET_FIT_ALPHA,
    ORTH_MARKET_FIT_BETA,
    ORTH_MARKET_FIT_NU,
    ORTH_MARKET_FIT_VALUES
} orth_market_fit_value;
/* The key of a scenario's market: "drift", "volatility", .., "garch_alpha", "garch_beta",
 * "garch_nu". */
ORTH_API const char *orth_market_fit_value_name(orth_market_fit_value value);
/* Whether the model has it. */
ORTH_API bool orth_market_fit_has(orth_market_fit_model model, orth_market_fit_value value);

/* Errors are those of the observed information, minus the second derivatives of the log-likelihood
 * at its maximum, by the delta method. The interval is the value +- 1.96 errors, taken in log
 * volatility, log jump rate, log jump deviation, logit alpha, logit beta, log(nu - 2) and artanh
 * correlation, and then back: it is not symmetric, and stays within what is permitted. Drift and
 * jump mean are taken as they are. */
typedef struct orth_market_estimate {
    bool known;       /* false: the model has no such value; all others are 0 */
    bool bounded;     /* whether there is an error, and the interval; else they are 0 */
    double value;     /* INFINITY of nu alone: normal */
    double error;     /* standard error */
    double low, high; /* 95 % */
    const char *why;  /* why not bounded; NULL where it is */
} orth_market_estimate;

/* Prices; arrays are the caller's and must outlive the call only. */
typedef struct orth_market_fit_data {
    size_t n; /* 1 to ORTH_MARKET_FIT_TOKENS_MAX */
    const char *const *tokens;
    size_t rows;
    const double *prices; /* [row][token], in ORTH_PRICE_MIN .. ORTH_PRICE_MAX */
    const int64_t *times; /* microseconds, rising, as orth_prices has them; NULL: not known */
} orth_market_fit_data;
#define ORTH_MARKET_FIT_TOKENS_MAX 16

typedef struct orth_market_fit_terms {
    orth_market_fit_model model;
    double block_seconds; /* of a row; 0: the median step of rows, where times are known */
    bool normal;          /* garch: innovations are normal, nu is not fitted */
    bool no_drift;        /* drift is 0, not fitted: a short window tells little of it */
    bool compare;         /* the other models too, for `against` */
    const volatile sig_atomic_t *stop; /* may be NULL; where it is not 0, ORTH_INTERRUPTED soon */
    /* May be NULL. How far the fit is, in parts of which there are about `most`; never less than
     * before. From the calling thread. */
    void (*progress)(void *user, uint64_t done, uint64_t most);
    void *user;
} orth_market_fit_terms;
/* In a block, in the mean, of all tokens together: each has at most its even part. */
#define ORTH_MARKET_FIT_JUMPS_MOST 1

/* How well a model describes the data. AIC = 2 k - 2 l, BIC = k log(returns) - 2 l with k
 * parameters that are free and the log-likelihood l, that of log-returns: the model whose number is
 * less is the better one. */
typedef struct orth_market_fit_likelihood {
    bool known;
    size_t parameters;
    double log_likelihood, aic, bic;
} orth_market_fit_likelihood;

#define ORTH_MARKET_FIT_NOTES (ORTH_MARKET_FIT_TOKENS_MAX + 10) /* one of each token, and more */
#define ORTH_MARKET_FIT_NOTE_MAX 300
typedef struct orth_market_fit {
    orth_market_fit_model model;
    size_t n;
    char **tokens;        /* n */
    size_t rows, returns; /* returns = rows - 1 - gaps */
    double block_seconds;
    double blocks_per_year; /* ORTH_YEAR_SECONDS / block_seconds: what annualises */
    size_t gaps;            /* steps that are gaps, whose returns are left out */
    size_t still;           /* tokens whose price does not move */
    double *prices;         /* n, of the last row: where a scenario goes on */
    orth_market_estimate *values[ORTH_MARKET_FIT_VALUES]; /* [n] each */
    orth_market_estimate *correlations; /* [n][n]; the diagonal is 1, not bounded */
    size_t parameters;
    double log_likelihood, aic, bic;
    size_t gbm_parameters; /* of GBM, fitted to the same data */
    double gbm_log_likelihood, gbm_aic, gbm_bic;
    /* Of each model; where it was not asked to `compare` this one and GBM are known alone. One that
     * cannot be fitted is not known, and a note says why. */
    orth_market_fit_likelihood against[ORTH_MARKET_FIT_MODELS];
    orth_market_fit_model least_aic, least_bic; /* of those that are known */
    bool converged; /* false: the search ended without a maximum; then nothing is bounded, and a
                       note says so */
    size_t note_count;
    char notes[ORTH_MARKET_FIT_NOTES][ORTH_MARKET_FIT_NOTE_MAX]; /* what was assumed */
} orth_market_fit;

/* Rows that a fit needs at least: so many returns that each parameter has 20, and not below 101. */
ORTH_API size_t orth_market_fit_rows_least(orth_market_fit_model model, size_t n);

/* Fits; one thread. ORTH_DOMAIN for too few rows, or too few returns that span no gap, with how
 * many are needed; where no price moves; where the block length is neither given nor known; for a
 * value out of range; of merton, where the sets of jumps that a block may have are too many to add
 * up (more than ORTH_MARKET_FIT_TERMS_MAX, or too many for so many rows), or so wide that the mean
 * price after one is beyond a double. ORTH_NO_MEMORY. ORTH_INTERRUPTED. *fit is NULL on failure.
 * Ends after a bounded number of evaluations, whatever the prices are: a year of minutes and three
 * tokens take garch some 6 s, and merton some 50 s, where jumps are rare as well as where they are
 * so frequent that their sets are found to be too many. */
#define ORTH_MARKET_FIT_TERMS_MAX 4096
ORTH_API orth_status orth_market_fit_make(orth_market_fit **fit, const orth_market_fit_data *data,
                                          const orth_market_fit_terms *terms, orth_error *error);
ORTH_API void orth_market_fit_free(orth_market_fit *fit); /* NULL is fine */

/* What a market of the fit is made from: numbers[] has room for what `spec` points to, and both,
 * and the fit, must outlive the making. The seed is the caller's. */
#define ORTH_MARKET_FIT_NUMBERS                                                                    \
    (ORTH_MARKET_FIT_TOKENS_MAX * (ORTH_MARKET_FIT_VALUES + ORTH_MARKET_FIT_TOKENS_MAX))
ORTH_API void orth_market_fit_spec(orth_market_spec *spec, const orth_market_fit *fit,
                                   double numbers[ORTH_MARKET_FIT_NUMBERS]);

/* A small scenario whose `market` is the fit, which runs as it is (what is not fitted, the pool and
 * its move, is an example, as its description says; a lone token gets a numeraire USD beside it),
 * written whole or not at all; "-" is standard output. ORTH_IO; ORTH_DOMAIN where a value is beyond
 * what a scenario may have. */
ORTH_API orth_status orth_market_fit_write(const orth_market_fit *fit, const char *file,
                                           orth_error *error);
/* The same to a stream, in which errors of writing stay (ferror); nothing is written where it
 * fails. */
ORTH_API orth_status orth_market_fit_write_to(const orth_market_fit *fit, FILE *stream,
                                              orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
