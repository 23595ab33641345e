/* What there is to choose from in a strategy: rules, estimators, links, paths, and their keys. */
#ifndef ORTHANT_STRATEGY_RULES_H
#define ORTHANT_STRATEGY_RULES_H

#include <stdbool.h>

#include "orthant/api.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A parameter of a kind: each number within [least, most], `most` itself not where `below`. */
typedef struct orth_strategy_key {
    const char *name;
    double least, most;
    bool below;
    const char *permitted; /* the range in words: "from 0, below 1" */
    bool one;              /* one number; else one for all tokens, or one a token */
    const char *summary;   /* one line */
} orth_strategy_key;

typedef struct orth_strategy_kind {
    const char *name;
    const char *summary;           /* one line */
    const orth_strategy_key *keys; /* the last has no name */
} orth_strategy_kind;

/* Tables in the order in which they are told; each ends with a NULL pointer.
 *
 *  rules  u: change of weights (scores); T: target weights. g is the estimate of each token, of the
 *         gradient estimator its relative slope a chunk; m its memory in days; k = k_per_day * m or
 *         `speed`; Z(x)_i = k_i (x_i - sum k x / sum k).
 *  hold                    w0; nobody trades
 *  fixed                   w0, rebalanced by trade
 *  momentum                u = Z(g)
 *  anti_momentum           u = -Z(g)
 *  power_channel           u = Z(x), x = sign(g) |g / (2 scale)|^max(1, exponent)
 *  mean_reversion_channel  u = Z(x), G = exp(-g^2 / (2 width^2)), y = pi g / (3 width),
 *                          x = -A G (y - y^3 / 6) / 0.5415
 *                              + (1 - G) sign(g) |g / (2 scale)|^exponent,
 *                          A = amplitude * m or `height`
 *  triple_threat_mean_reversion_channel
 *                          the same with slopes of decays 1 (y), 2 (the power) and 3 (G), over the
 *                          average of `lambda_average`, of which m is the memory too
 *  difference_momentum     u = Z(x), x = 1 - E_2 / E_1, averages of memories 1 and 2;
 *                          k = k_per_day * max(m_1, m_2)
 *  min_variance            T = 1 / v over their sum, v the variance of returns; smoothed
 *  index_market_cap        T = price * supply over their sum, none above `cap`; smoothed
 *  hodling_index_market_cap  the same; nobody trades but in the first K rows of each chunk
 *  natural_flow            T = w_i e^(rate g_i) over their sum (orthant/flow.h)
 *  sphere_flow             the same to first order in the rate
 *  logit_flow              T = softmax(a), a = log w + rate J g, J = diag(w) - w w'
 *  value_softmax           logit_flow of values V for g: V_i += value_rate w_i (r_i - V_i), r the
 *                          return since the last coarse price
 *  recentre                T = w_i e^(-share z_i) over their sum: without a fee z = s' - s, s the
 *                          log-price that is `lag` decisions old when the weights get there and
 *                          s' the one before it; with a `fee` z = log w - log R - s, R being what
 *                          a pool with that fee holds that is arbitraged once a decision
 *  file                    T as given
 *  ensemble                the mean of its members
 *
 * Smoothed: x = s w + (1 - s) T with s = smoothing_lambda.
 *
 *  estimators  p is the coarse price; the filters are those of orthant/estimator.h.
 *  gradient                g = slope a chunk over the average
 *  trend, trend+ar1        g = slope a chunk over the level, of a trend's filter
 *  level, level+ar1        g = p / level - 1, of a level's filter
 *                          (p in place of a level that is not above 0)
 *
 *  links  from scores u, or w + u, to weights.
 *  additive                w + u
 *  softmax                 q_i e^(u_i / scale) over their sum, q = `reference`
 *  tsallis                 orthant/link.h with alpha, for scores u / scale
 *
 *  paths  rows j = 1 .. K - 1 at t = j / K of the way from w to z; row K is z
 *  linear              w + j (z - w) / K
 *  geometric           w^(1 - t) z^t, divided by its sum
 *  amgm                (1 - t) w + t z + w^(1 - t) z^t, divided by its sum
 *  geodesic            the Fisher-Rao geodesic at constant speed
 *  bisection           midpoints of midpoints of amgm: the rows of the geodesic
 *  power:P             ((1 - t) w^P + t z^P)^(1 / P), divided by its sum; 0.01 <= |P| <= 4
 *  pursue:THETA        a share THETA of what is left of the geodesic each row, until the next
 *                      decision: 1 - (1 - THETA)^j of it after j rows, whatever K is;
 *                      1e-9 <= THETA <= 1
 *  approx_optimal      as quantammsim has it: amgm with t = j / (K + 1) in its last term */
ORTH_API const orth_strategy_kind *const *orth_strategy_rules(void);
ORTH_API const orth_strategy_kind *const *orth_strategy_estimators(void);
ORTH_API const orth_strategy_kind *const *orth_strategy_links(void);
ORTH_API const orth_strategy_kind *const *orth_strategy_paths(void);

#ifdef __cplusplus
}
#endif
#endif
