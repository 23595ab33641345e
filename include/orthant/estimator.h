/* Estimators of one token's price: which filter is right for which market, and the filters
 * themselves, price by price.
 *
 * Every market here is a linear one, x' = A x + w, y = C x + v: y is the price, x what is behind it
 * and v the noise of the observation, whose variance is the unit of all others (only ratios of
 * variances play a part). Its best filter is Kalman's.
 *
 *   level       x' = x + w                              q = var w
 *   trend       x' = x + b + w,  b' = b + z             q_level = var w, q_slope = var z
 *   + ar1       v' = rho v + e: the noise is correlated (a stale oracle, the bounce between bid and
 *               ask), and v is a part of the state; rho = 0 is the market without it
 *
 * Two averages that are in use are such filters. The exponential average with decay lambda is the
 * filter of the level for q = (1 - lambda)^2 / lambda. The contracts' gradient, a doubly smoothed
 * one, is the slope of the filter of the trend for q_level = 2 (1 - lambda)^2 / lambda and
 * q_slope = (1 - lambda)^4 / lambda^2. So a lambda says for which market it is right.
 */
#ifndef ORTHANT_ESTIMATOR_H
#define ORTHANT_ESTIMATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- which market a decay is for */

/* The steady gain K in (0, 1) of the level's filter, for q > 0: the average with lambda = 1 - K.
 * Its filtered error is K, the variance with which it foretells the next price 1 / (1 - K). Within
 * 4 ulp. */
ORTH_API double orth_level_gain(double q);
/* The q for which lambda in (0, 1) is right. */
ORTH_API double orth_level_ratio(double lambda);

/* The ratios for which the gradient of decay lambda in (0, 1) is right. */
typedef struct orth_trend_ratios {
    double level, slope;
} orth_trend_ratios;
ORTH_API orth_trend_ratios orth_trend_ratios_of(double lambda);

/* Gains of the level and of the slope. */
typedef struct orth_trend_gains {
    double level, slope;
} orth_trend_gains;
/* The gradient's: 1 - lambda^2 and (1 - lambda)^2. */
ORTH_API orth_trend_gains orth_trend_gains_of(double lambda);
/* Steady gains of the trend's filter for q_level >= 0, q_slope > 0, in closed form, within 16 ulp:
 *   level = 1 - r^2,  slope = r sqrt(q_slope),  r + 1/r = T / 2,
 *   T = sqrt(q_slope) + sqrt(16 + 4 q_level + q_slope);
 * r is the geometric mean of the filter's two poles. */
ORTH_API orth_trend_gains orth_trend_gains_steady(double q_level, double q_slope);
/* Kalata's, for a random acceleration of tracking index Lambda = sigma_a T^2 / sigma_v > 0, which
 * is held for a step: r = (4 + Lambda - sqrt(8 Lambda + Lambda^2)) / 4, level = 1 - r^2,
 * slope = 2 (2 - level) - 4 sqrt(1 - level). */
ORTH_API orth_trend_gains orth_trend_gains_kalata(double tracking_index);

/* Mean square error of the exponential average of decay lambda in [0, 1) as an estimate of the
 * level of the market `level + ar1`, in the long run; q >= 0, |rho| < 1. */
ORTH_API double orth_average_error(double lambda, double q, double rho);
/* The lambda in (0, 1) where that is least, to 1e-14; q > 0. */
ORTH_API double orth_average_best(double q, double rho);

/* ---------------------------------------------------------------- Kalman's filter */

/* A linear market; matrices are [row][column], `size` each way and without gaps. */
#define ORTH_STATE_MAX 3
typedef struct orth_state_model {
    size_t size;                                        /* of the state, 1 to ORTH_STATE_MAX */
    double transition[ORTH_STATE_MAX * ORTH_STATE_MAX]; /* A */
    double noise[ORTH_STATE_MAX * ORTH_STATE_MAX];      /* covariance of w */
    double observation[ORTH_STATE_MAX];                 /* C */
    double observation_noise;                           /* variance of v where it is white, or 0 */
} orth_state_model;

/* The markets above. The state is the level, then the slope where there is a trend, then v where
 * rho is not 0. */
ORTH_API orth_state_model orth_state_model_level(double q, double rho);
ORTH_API orth_state_model orth_state_model_trend(double q_level, double q_slope, double rho);
/* Kalata's: noise Lambda^2 [1/4 1/2; 1/2 1] of (level, slope). */
ORTH_API orth_state_model orth_state_model_acceleration(double tracking_index);

/* A filter's fixed point. */
typedef struct orth_steady_filter {
    double gain[ORTH_STATE_MAX];                        /* of each part of the state */
    double covariance[ORTH_STATE_MAX * ORTH_STATE_MAX]; /* P of the filtered state; symmetric */
    double foretold; /* S, the variance with which the next price is foretold, v included */
    int doublings;   /* of the iteration */
} orth_steady_filter;

/* The fixed point of Riccati's equation for the filtered covariance, by the doubling algorithm,
 * which squares what is left at each step. Relative error of P and of the gains about
 * 2^-50 / (1 - pole) for the slowest pole. ORTH_DOMAIN where there is none: no noise at all, or a
 * part of the state that nothing drives or nothing shows. */
ORTH_API orth_status orth_steady_filter_find(orth_steady_filter *filter,
                                             const orth_state_model *model, orth_error *error);

/* One step of Riccati's equation: from the filtered covariance before to that after the next
 * price, in place, with the gain that the price is given. Returns S. It stays symmetric to the
 * bit. */
ORTH_API double orth_filter_step(const orth_state_model *model, double *covariance, double *gain);

/* ---------------------------------------------------------------- filters, price by price */

/* A filter of one of the markets above. */
typedef struct orth_filter {
    orth_state_model model;
    bool trend;      /* there is a slope */
    bool correlated; /* v is a part of the state */
    bool varying;    /* gains from the first price on; else the steady ones always */
    orth_steady_filter steady;
} orth_filter;

/* Fills it: of a level (q > 0, rho), of a trend (q_level >= 0, q_slope > 0, rho). ORTH_DOMAIN as
 * orth_steady_filter_find. */
ORTH_API orth_status orth_filter_level(orth_filter *filter, double q, double rho, bool varying,
                                       orth_error *error);
ORTH_API orth_status orth_filter_trend(orth_filter *filter, double q_level, double q_slope,
                                       double rho, bool varying, orth_error *error);
/* The same of the market for which a decay lambda in (0, 1) is right, rho = 0; its steady gains are
 * lambda's own to the bit, 1 - lambda and those of orth_trend_gains_of. */
ORTH_API orth_status orth_filter_level_of(orth_filter *filter, double lambda, bool varying,
                                          orth_error *error);
ORTH_API orth_status orth_filter_trend_of(orth_filter *filter, double lambda, bool varying,
                                          orth_error *error);

/* What a filter keeps: doubles, each of every lane. Slot s of lane l is kept[s * stride + l]. */
enum {
    ORTH_FILTER_LEVEL,      /* filtered */
    ORTH_FILTER_SLOPE,      /* a step; 0 without a trend */
    ORTH_FILTER_NOISE,      /* v; 0 where it is white */
    ORTH_FILTER_INNOVATION, /* the price less what was foretold of it; 0 for those it starts from */
    ORTH_FILTER_FORETOLD,   /* S of that, in units of var v; of one that starts INFINITY */
    ORTH_FILTER_COVARIANCE, /* ORTH_STATE_MAX^2 slots, of filters that vary */
    ORTH_FILTER_SLOTS = ORTH_FILTER_COVARIANCE + ORTH_STATE_MAX * ORTH_STATE_MAX
};

/* The price number `index`, 0, 1, ..., of `lanes` paths at once. The first sets the level (and
 * whatever `kept` held before is lost); with gains that vary the second sets the slope too, to the
 * difference, and nothing else was known before. A step is x = A x, e = y - C x, x = x + K e: with
 * K = 1 - lambda the level's filter is the average a + (1 - lambda) (y - a) to the bit. Lanes do
 * not touch one another. */
ORTH_API void orth_filter_see(const orth_filter *filter, size_t lanes, size_t stride,
                              uint64_t index, const double *prices, double *kept);

#ifdef __cplusplus
}
#endif
#endif
