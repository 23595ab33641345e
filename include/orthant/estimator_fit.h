/* Which estimator is right for the prices of a token: lambda, q and rho of orthant/estimator.h from
 * data, by maximum likelihood.
 *
 * Three markets are fitted to y, the logarithms of the token's prices, one a chunk (a chunk is so
 * many rows):
 *   level      x' = x + w, y = x + v                       q = var w / var v
 *   level+ar1  the same with v' = rho v + e                q, rho
 *   gradient   the trend for which the contracts' gradient with decay lambda is the best filter:
 *              q_level = 2 (1 - lambda)^2 / lambda, q_slope = (1 - lambda)^4 / lambda^2
 * In the first two lambda is the decay of the exponential average that knows the level best
 * (orth_level_gain, orth_average_best), in the third the gradient's. var v is the unit, and is
 * estimated too.
 *
 * The likelihood is that of normal noise. With e_k the errors with which Kalman's filter foretells
 * the prices and S_k their variances in units of var v, over all m prices but the first two, of
 * which and of nothing else the filter starts (so that the markets' likelihoods are of the same
 * prices),
 *   var v = (sum e_k^2 / S_k) / m,
 *   log L = -(m log(2 pi var v) + sum log S_k + m) / 2,
 * to 1e-12 m or better. Intervals are those of the profile likelihood: all values of a parameter
 * where the greatest log L over the others is at most 1.9207 (half the 0.95 quantile of chi^2 of
 * one degree) below the greatest of all. They are not symmetric.
 *
 * Normal noise is not needed for them, but innovations that are alike all along are: where the
 * second test for white innovations fails (volatility that clusters), intervals are too narrow.
 */
#ifndef ORTHANT_ESTIMATOR_FIT_H
#define ORTHANT_ESTIMATOR_FIT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum orth_estimator_market {
    ORTH_ESTIMATOR_LEVEL,
    ORTH_ESTIMATOR_LEVEL_AR1,
    ORTH_ESTIMATOR_GRADIENT,
    ORTH_ESTIMATOR_MARKETS
} orth_estimator_market;
/* "level", "level+ar1", "gradient". */
ORTH_API const char *orth_estimator_market_name(orth_estimator_market market);

typedef enum orth_estimator_value {
    ORTH_ESTIMATOR_LAMBDA,
    ORTH_ESTIMATOR_Q,   /* of the gradient's market q_level */
    ORTH_ESTIMATOR_RHO, /* of level+ar1 */
    ORTH_ESTIMATOR_VALUES
} orth_estimator_value;
/* "lambda", "q", "rho". */
ORTH_API const char *orth_estimator_value_name(orth_estimator_value value);

/* The profile of a parameter: from a value outside the interval to one on its other side. */
#define ORTH_ESTIMATOR_CURVE_POINTS 41
typedef struct orth_estimator_curve {
    double at[ORTH_ESTIMATOR_CURVE_POINTS];    /* rising */
    double below[ORTH_ESTIMATOR_CURVE_POINTS]; /* log L less its greatest value, <= 0 */
} orth_estimator_curve;

/* An estimate with its 95 % interval. Where the likelihood does not fall by 1.9207 before the end
 * of what is searched, the interval has no end there: `low_open`, `high_open`, and low or high is
 * that end. */
typedef struct orth_estimator_estimate {
    bool known;      /* false: `why` says why; the rest is NaN */
    const char *why; /* constant text; NULL where known */
    double value;
    double low, high;
    bool low_open, high_open;
    orth_estimator_curve curve;
} orth_estimator_estimate;

/* Where the greatest likelihood is at an end of what is searched, and q and lambda are bounds. */
typedef enum orth_estimator_edge {
    ORTH_ESTIMATOR_INSIDE,
    ORTH_ESTIMATOR_NO_NOISE, /* q -> infinity, lambda -> 0: the last price is the best estimate, no
                                average of prices knows more */
    ORTH_ESTIMATOR_NO_MOVE,  /* q -> 0, lambda -> 1: the level does not move in these rows */
    ORTH_ESTIMATOR_RHO_END   /* rho -> -1 or 1: noise and level cannot be told apart */
} orth_estimator_edge;
/* "inside", "no noise", "no move", "rho at its end". */
ORTH_API const char *orth_estimator_edge_name(orth_estimator_edge edge);

/* Ljung and Box: n (n + 2) sum_k r_k^2 / (n - k) of the autocorrelations r_k, k = 1 .. lags, of the
 * n innovations e / sqrt(S), or of their squares; p is the probability of a larger one of
 * independent innovations, by chi^2 of `degrees`: lags less the parameters (q, rho) for the
 * innovations, lags for their squares. */
#define ORTH_ESTIMATOR_LAGS 20
typedef struct orth_whiteness {
    double statistic, p;
    size_t lags, degrees;
} orth_whiteness;

/* What a decay that is not the best one costs in the fitted market: the mean square error of the
 * estimate in the long run (of the level; of the slope for the gradient) over that of the best
 * lambda, less 1. 0.3 is 30 % more. NaN where there is no such decay, 2 (1 - lambda) >= 1. */
typedef struct orth_estimator_costs {
    double half;  /* of 1 - lambda half as large, a memory twice as long */
    double twice; /* of 1 - lambda twice as large */
} orth_estimator_costs;

#define ORTH_CONTRACT_LAMBDA_TEXT 24
typedef struct orth_estimator_market_fit {
    orth_estimator_edge edge;
    orth_estimator_estimate values[ORTH_ESTIMATOR_VALUES];
    double noise;      /* standard deviation of v, in logs of the price */
    double innovation; /* of the next price about what is foretold, in the long run: sqrt(S) v */
    double log_likelihood, aic, bic; /* of parameters with var v: 2, 3, 2; BIC with m */
    size_t parameters;
    /* The nearest lambda that a contract can hold, 18 decimals: "0.904875078027496386"; "" where
     * the prices choose none: at an edge, or where lambda's interval has no end at all. */
    char contract_lambda[ORTH_CONTRACT_LAMBDA_TEXT];
    double memory_days;             /* of lambda, by orth_memory_days; NaN likewise */
    double memory_low, memory_high; /* of the interval; 0 and INFINITY where it is open */
    orth_estimator_costs costs;     /* NaN likewise */
    orth_whiteness white;           /* of the innovations */
    orth_whiteness steady;          /* of their squares: volatility that clusters fails here */
} orth_estimator_market_fit;

/* Why a token has no fit. */
typedef enum orth_estimator_why {
    ORTH_ESTIMATOR_FITTED,
    ORTH_ESTIMATOR_STILL,   /* its price does not move */
    ORTH_ESTIMATOR_STRAIGHT /* its price moves alike in every chunk, but for what a double rounds:
                               no noise is left to fit */
} orth_estimator_why;
/* NULL where it is fitted. */
ORTH_API const char *orth_estimator_why_text(orth_estimator_why why);

#define ORTH_ESTIMATOR_PRICES_LEAST 100
typedef struct orth_estimator_fit {
    orth_estimator_why why; /* what follows is not filled unless it is FITTED */
    size_t prices;          /* one a chunk */
    size_t foretold;        /* m: two less */
    size_t unmoved;         /* of them like the one before: rows that were filled up, or stale */
    double chunk_days;
    orth_estimator_market_fit markets[ORTH_ESTIMATOR_MARKETS];
    orth_estimator_market best; /* the least BIC */
    double rho_p;               /* of rho = 0: chi^2 of one degree of twice the gain of log L */
} orth_estimator_fit;

/* Fits n prices, each finite and above 0, price i at prices[i * stride], a chunk of `chunk_days`
 * days each, above 0 (what memory is told in). ORTH_BAD_INPUT for fewer than
 * ORTH_ESTIMATOR_PRICES_LEAST, which says how many there are and how many are needed. `stop` may be
 * NULL; where it is not 0, ORTH_INTERRUPTED soon. Time: some 10 to 40 seconds for 525,600 prices,
 * most of it where level+ar1 has several summits, as of prices without noise. */
ORTH_API orth_status orth_estimator_fit_prices(orth_estimator_fit *fit, size_t n,
                                               const double *prices, size_t stride,
                                               double chunk_days, const volatile sig_atomic_t *stop,
                                               orth_error *error);

/* A rule with decay lambda, held against a fit. */
typedef struct orth_estimator_rule {
    orth_estimator_market market; /* level for a rule of averages, gradient */
    double lambda;
    double memory_days;
    double q;       /* the market it is right for: of the level, q_level of the gradient */
    double q_slope; /* of the gradient; else 0 */
    bool inside;    /* lambda is in the interval of the fit */
    double below;   /* log L there less the greatest, <= 0 */
    double cost;    /* as orth_estimator_costs; NaN where the prices choose no decay */
} orth_estimator_rule;
/* market: ORTH_ESTIMATOR_LEVEL or _GRADIENT, fitted; lambda in (0, 1). prices as they were
 * fitted. */
ORTH_API orth_status orth_estimator_rule_judge(orth_estimator_rule *rule,
                                               const orth_estimator_fit *fit,
                                               orth_estimator_market market, double lambda,
                                               const double *prices, size_t stride,
                                               orth_error *error);

/* In one sentence, without a final full stop: which market a decay is right for, and whether it is
 * these prices'; what the prices say of the best decay. Returned is `text`. */
#define ORTH_ESTIMATOR_SENTENCE_MAX 600
ORTH_API const char *orth_estimator_rule_sentence(char text[ORTH_ESTIMATOR_SENTENCE_MAX],
                                                  const orth_estimator_rule *rule,
                                                  const orth_estimator_fit *fit);
ORTH_API const char *orth_estimator_fit_sentence(char text[ORTH_ESTIMATOR_SENTENCE_MAX],
                                                 const orth_estimator_fit *fit,
                                                 orth_estimator_market market);

#ifdef __cplusplus
}
#endif
#endif
