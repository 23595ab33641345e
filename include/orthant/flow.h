/* Flows: how weights learn from what was gained, a step at a time, and how long they take.
 *
 * G(w) is the gain of weights w, g = dG/dw its gradient (for a forecast of returns g is the
 * forecast), eta > 0 the rate of learning. J = diag(w) - w w'.
 *
 *   logit    w = softmax(a), a += eta J g      dw/dt = J^2 g: stalls near the boundary
 *   natural  a += eta g, that is w_i e^(eta g_i) over their sum: exponentiated gradient
 *            dw/dt = J g, the metric of Fisher and Rao
 *   sphere   h = sqrt w, h_i += (eta / 2) h_i (g_i - w.g), normalised, w = h^2: the same flow as
 *            `natural` to first order in eta, without exponentials
 *
 * So a pool that must be able to turn does not learn its logits by plain gradients: from a weight
 * of 2e-9 the way back takes 2.4e8 units of time, and 20 of the natural flow.
 */
#ifndef ORTHANT_FLOW_H
#define ORTHANT_FLOW_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum orth_flow { ORTH_FLOW_LOGIT, ORTH_FLOW_NATURAL, ORTH_FLOW_SPHERE } orth_flow;

/* One step from weights w (n, each > 0, summing to 1) to `out`, which may be w; it sums to 1 within
 * 2.5 * 2^-53, and no weight is below 0. Only differences of g count. */
ORTH_API void orth_flow_step(orth_flow flow, double *out, size_t n, const double *weights,
                             const double *gradient, double eta);

/* ---------------------------------------------------------------- two tokens, small steps */

/* With two tokens, x = log(w_1 / w_2) and g = (delta, 0), delta not 0, the flows have closed forms:
 *   logit    sinh x + x = sinh x_0 + x_0 + delta t
 *   natural, sphere  x = x_0 + delta t
 * The time from x_0 to x (below 0 where delta leads away), and the x at a time t. */
ORTH_API double orth_flow_pair_time(orth_flow flow, double from, double to, double delta);
ORTH_API double orth_flow_pair_at(orth_flow flow, double from, double delta, double time);

/* Two scores that are learnt by plain gradients behind the link of alpha (orthant/link.h, reference
 * 1/2 each; alpha = 1 is the flow `logit`): how long the weights take back to 1/2 each when the
 * signal of size 1 turns against a difference of scores X >= 0,
 *   T = integral from w_0 to 1/2 of dw / (2 h^2),
 *   1 / h = 2^(alpha - 1) (w^(alpha - 2) + (1 - w)^(alpha - 2)).
 * It grows like a power of X for alpha < 1, like e^X / 2 for alpha = 1. alpha from
 * ORTH_LINK_ALPHA_MIN to 1; to 1e-12. */
ORTH_API double orth_flow_turn_time(double alpha, double difference);

/* ---------------------------------------------------------------- a trip to the rail and back */

typedef struct orth_flow_leg {
    uint64_t steps;   /* that it took; UINT64_MAX: more than were permitted */
    double log_loss;  /* sum of KL, what a fee-less pool pays, in logs of value */
    double length;    /* sum of Fisher-Rao distances */
    double effective; /* tokens at the end of it, N_eff = e^H */
} orth_flow_leg;

/* From `start` (n weights) while the gradient is g, until a weight is at most `rail`; then while it
 * is -g, until the weight that was is as large again as at the start. Each leg takes at most
 * `steps_max` steps; where the first does not get there, the second has not begun, and is zero.
 * The last step of a leg is whole. `place` has room for two rows
 * of n; the first gets where it ended. */
ORTH_API void orth_flow_trip(orth_flow flow, size_t n, const double *start, const double *gradient,
                             double eta, double rail, uint64_t steps_max, orth_flow_leg *out,
                             orth_flow_leg *back, double *place);

/* ---------------------------------------------------------------- values and scores together */

/* A softmax s over scores a of values V, m = s.V, and any loss L(m), both learnt by gradients: with
 * dtau = -L'(m) dt,
 *   dV_i / dtau = s_i,  da_i / dtau = s_i (V_i - m).
 * The loss says only how fast and how far tau runs, not along which orbit. sum a stays, sum V grows
 * by tau, and s runs to one token: 1 - s is about const / tau^2. Moves V and a by tau, in `pieces`
 * steps of Runge and Kutta's order 4. work: 6 n doubles. */
ORTH_API void orth_flow_values(size_t n, double *values, double *scores, double tau,
                               uint64_t pieces, double *work);
/* softmax(scores) into `weights`, and m as its value. */
ORTH_API double orth_flow_mean(double *weights, size_t n, const double *values,
                               const double *scores);

#ifdef __cplusplus
}
#endif
#endif
