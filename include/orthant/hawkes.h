/* Order flow that clusters: a Hawkes process whose events excite one another.
 *
 * The intensity of events at time t is
 *   lambda(t) = mu + sum over earlier events of alpha e^(-beta (t - t_k)),
 *   alpha = n beta,   mu = L (1 - n):
 * L is the mean rate, the branching n in [0, 1) the mean number of events that an event causes by
 * itself (so 1 / (1 - n) are due to one that comes from outside), and 1 / beta how long that takes
 * in the mean. n = 0 is Poisson's process. kappa = beta - alpha is how fast the intensity forgets.
 * Time has any unit, blocks for one; rates are a unit of time.
 */
#ifndef ORTHANT_HAWKES_H
#define ORTHANT_HAWKES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/limits.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* (1 - branching) decay is at least ORTH_FORGETTING_MIN. */
typedef struct orth_hawkes {
    double rate;      /* L > 0 */
    double branching; /* n, from 0 to ORTH_BRANCHING_MAX */
    double decay;     /* beta, above 0 */
} orth_hawkes;

/* ---------------------------------------------------------------- moments */

/* Of the number N of events in windows of length T >= 0, in the long run, each within 1e-14
 * (relative), with C = alpha L (2 beta - alpha) / (2 kappa):
 *   mean        L T
 *   variance    L T + 2 C (T / kappa - (1 - e^(-kappa T)) / kappa^2)
 *   covariance  of windows that begin `apart` >= 1 window lengths after one another:
 *               C (1 - e^(-kappa T))^2 / kappa^2 e^(-kappa T (apart - 1))
 * The Fano factor, variance / mean, goes from 1 to 1 / (1 - n)^2 as T grows. */
ORTH_API double orth_hawkes_variance(const orth_hawkes *process, double window);
ORTH_API double orth_hawkes_covariance(const orth_hawkes *process, double window, uint64_t apart);
ORTH_API double orth_hawkes_fano(const orth_hawkes *process, double window);

/* ---------------------------------------------------------------- simulation */

/* A place along one path of events. Exact and without rejections: with x the excess of the
 * intensity over mu after an event, the next one is the first of one that comes from outside, at
 * rate mu, and one that the excess brings, which is a Poisson process of rate x e^(-beta s) and may
 * bring none. Each event has two uniforms of Philox4x32-10, counted from the path's first event,
 * so that a path depends on (seed, path) alone. All of it is private but `time`. */
#define ORTH_HAWKES_DRAWN 32 /* at a time; shows in no bit */
typedef struct orth_hawkes_walk {
    double time; /* of the last event that was given */
    double mu, alpha, beta, factor;
    uint64_t seed, path, drawn; /* events with draws so far */
    double excess;              /* right after `time` */
    double by_excess;           /* when the excess brings the next event; INFINITY: never */
    double outside, since;      /* expected from outside until the next, counted from `since` */
    size_t used;                /* of those that are drawn */
    double first[ORTH_HAWKES_DRAWN], second[ORTH_HAWKES_DRAWN];
} orth_hawkes_walk;

/* At time 0 of a path of the process in its long run: it has run before time 0 for 10 / kappa, from
 * an excess of its mean. So the mean is right from 0 on and variances to 2e-9 of themselves. */
ORTH_API void orth_hawkes_start(orth_hawkes_walk *walk, const orth_hawkes *process, uint64_t seed,
                                uint64_t path);
/* At time 0 of a path with nothing before. */
ORTH_API void orth_hawkes_start_empty(orth_hawkes_walk *walk, const orth_hawkes *process,
                                      uint64_t seed, uint64_t path);
/* Goes to the next event, if that is before `until`, which does not fall: walk->time is when. The
 * bits of the events depend on no `until`. */
ORTH_API bool orth_hawkes_next(orth_hawkes_walk *walk, double until);
/* From time `from` on, events come from outside `factor` >= 0 times mu; `from` is not before an
 * event that was given, nor after the next one (that is, orth_hawkes_next(walk, from) was false).
 * The process, without another factor, then has mean intensity f L + (f_0 - f) n L e^(-kappa t) for
 * one that was in its long run at f_0. */
ORTH_API void orth_hawkes_scale(orth_hawkes_walk *walk, double from, double factor);

/* ---------------------------------------------------------------- likelihood */

/* log-likelihood of events at t_1 <= t_2 <= ..., all in (0, T], with nothing before 0:
 *   sum log lambda(t_i-) - mu T - n sum (1 - e^(-beta (T - t_i)))
 * in one pass, and its first and second derivatives by (mu, n, beta). */
typedef struct orth_hawkes_likelihood {
    double value;
    double gradient[3]; /* by mu, n, beta */
    double hessian[3][3];
} orth_hawkes_likelihood;

/* mu > 0, branching >= 0 (1 and more too), decay > 0. Sums are compensated: relative error of the
 * value about 2^-48 of the sum of its terms' sizes. */
ORTH_API orth_hawkes_likelihood orth_hawkes_likelihood_of(double mu, double branching, double decay,
                                                          size_t count, const double *times,
                                                          double end);

#ifdef __cplusplus
}
#endif
#endif
