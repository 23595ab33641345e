/* What the fits of models of prices share: the likelihood of a model at several places at once, the
 * search for its maximum, and the turning of its parameters into those of a market. */
#ifndef ORTH_FIT_MARKET_PARTS_H
#define ORTH_FIT_MARKET_PARTS_H

#include "orthant/market_fit.h"

#define ORTH_FIT_TOKENS ORTH_MARKET_FIT_TOKENS_MAX
#define ORTH_FIT_OWN 5 /* parameters of a token at most */
#define ORTH_FIT_PAIRS (ORTH_FIT_TOKENS * (ORTH_FIT_TOKENS - 1) / 2)
#define ORTH_FIT_DIMENSIONS (ORTH_FIT_TOKENS * ORTH_FIT_OWN + ORTH_FIT_PAIRS)
#define ORTH_FIT_LANES 8 /* places at which a likelihood is computed at once */

/* Who may stop a fit, and who is told how far it is. */
typedef struct orth_fit_watch {
    const orth_market_fit_terms *terms;
    double done, most;            /* rows of a likelihood; most is an estimate */
    uint64_t told, piece, pieces; /* of `pieces` fits this is number `piece` */
} orth_fit_watch;
#define ORTH_FIT_PARTS 1000 /* of a fit, as they are told */

/* Why a parameter of a place is not free. */
typedef enum orth_fit_held {
    ORTH_FIT_FREE,
    ORTH_FIT_FIXED, /* by who asks for the fit */
    ORTH_FIT_LOW,   /* at its lower bound, where the likelihood would have it lower still */
    ORTH_FIT_HIGH,
    ORTH_FIT_FLAT /* the likelihood has no curvature there */
} orth_fit_held;

/* Numbers of jumps in a block, by token, that the density of merton adds up. */
typedef struct orth_fit_counts {
    size_t count;
    unsigned char (*jumps)[ORTH_FIT_TOKENS];
} orth_fit_counts;

/* The tokens that move, in the order in which the correlation's factor has them. Returns x are
 * less `centre`, their mean, and divided by `scale`, their deviation about it, so that all
 * parameters are of order 1. Without drift the centre is 0.
 *
 * A place theta has, from at[i] on for each token i,
 *   shift      the mean return of a block without what the model takes off, over scale, less
 *              centre; without drift it is fixed, and merton's follows from the others
 *   log v      garch: of the mean variance over scale^2; merton, gbm: of the diffusion's
 * and then
 *   garch      logit alpha and logit(beta / (1 - alpha)) unless it is plain (no clustering),
 *              log(nu - 2) unless it is normal
 *   merton     unless it is plain (no jumps) log of jumps a block, mean jump over scale,
 *              log(deviation / scale)
 * then artanh of the partial correlations of each token with those before it, row by row: any such
 * numbers make a correlation matrix that is positive definite. */
typedef struct orth_fit_problem {
    orth_market_fit_model model;
    size_t n, rows;
    const double *x[ORTH_FIT_TOKENS];
    /* Ascending: before this row there is a gap; one that stands twice has two gaps, with no return
     * between them. */
    const size_t *breaks;
    size_t break_count;
    double scale[ORTH_FIT_TOKENS], centre[ORTH_FIT_TOKENS];
    double largest[ORTH_FIT_TOKENS]; /* of |x| */
    bool no_drift;
    bool plain[ORTH_FIT_TOKENS], normal[ORTH_FIT_TOKENS];
    size_t at[ORTH_FIT_TOKENS], pairs_at, dimensions;
    double low[ORTH_FIT_DIMENSIONS], high[ORTH_FIT_DIMENSIONS]; /* where a maximum is looked for */
    bool fixed[ORTH_FIT_DIMENSIONS];
    orth_fit_counts counts;
    double *scratch;       /* of merton: what its likelihood needs */
    orth_fit_watch *watch; /* NULL: nobody */
} orth_fit_problem;

/* A maximum. */
typedef struct orth_fit_peak {
    double value;
    bool converged; /* what is free has a gradient of 0 and a positive information */
    orth_fit_held held[ORTH_FIT_DIMENSIONS];
} orth_fit_peak;

/* Whether the fit is to stop. */
bool orth_fit_stopped(const orth_fit_problem *problem);
orth_status orth_fit_fail_stopped(orth_error *error);

/* Fills at, pairs_at, dimensions, bounds and fixed by the model and what is plain and normal. */
void orth_fit_lay_out(orth_fit_problem *problem);

/* Log-likelihoods of x at 1 .. ORTH_FIT_LANES places; -HUGE_VAL where a place is beyond what can
 * be computed. */
void orth_fit_values(const orth_fit_problem *problem, size_t count,
                     const double (*places)[ORTH_FIT_DIMENSIONS], double *values);
void orth_fit_garch_values(const orth_fit_problem *problem, size_t count,
                           const double (*places)[ORTH_FIT_DIMENSIONS], double *values);
void orth_fit_merton_values(const orth_fit_problem *problem, size_t count,
                            const double (*places)[ORTH_FIT_DIMENSIONS], double *values);

/* What merton takes off the mean return of a block, so that the price keeps its mean. */
double orth_fit_merton_fall(const orth_fit_problem *problem, size_t i, const double *at);

/* Chooses the numbers of jumps, so that with expected[i] jumps a block of token i all others have a
 * probability of left_out at most, and makes room. ORTH_DOMAIN where they are too many. */
orth_status orth_fit_count_jumps(orth_fit_problem *problem, const double expected[ORTH_FIT_TOKENS],
                                 double left_out, orth_error *error);
#define ORTH_FIT_LEFT_OUT 1e-9
void orth_fit_forget_jumps(orth_fit_problem *problem);

/* The factor A [n][n], lower triangular with rows of length 1, of the partial correlations'
 * artanh; and back from a correlation matrix. False where that is not positive definite. */
void orth_fit_factor(size_t n, const double *pairs, double *factor);
bool orth_fit_factor_back(size_t n, const double *correlation, double *pairs);

/* By Nelder and Mead from `place` on, as far as it gets in `most` evaluations. ORTH_NO_MEMORY,
 * ORTH_INTERRUPTED. */
orth_status orth_fit_simplex(const orth_fit_problem *problem, size_t most, double *place,
                             double *value, orth_error *error);

/* By Newton's method from `place` on, within the bounds. *covariance [d][d], the caller's, gets the
 * inverse of the observed information of what is free, and 0 elsewhere. Where it does not converge
 * the place is the best seen. ORTH_NO_MEMORY, ORTH_INTERRUPTED. */
orth_status orth_fit_newton(const orth_fit_problem *problem, double *place, orth_fit_peak *peak,
                            double *covariance, orth_error *error);

/* A token alone: from several starts by the simplex on the first rows, by Newton's method on all.
 * `alone` has n = 1; it gets what is found plain and normal (`normal`: as given), and is laid out
 * so. Clustering, jumps or tails that raise the likelihood no more than chance count as none. */
orth_status orth_fit_token(orth_fit_problem *alone, bool normal, double *place, orth_error *error);

/* All that is told of a place, in the scales in which intervals are symmetric: for each token
 * ORTH_MARKET_FIT_VALUES numbers (0 where there is none), then the correlations of pairs. */
#define ORTH_FIT_TOLD (ORTH_FIT_TOKENS * ORTH_MARKET_FIT_VALUES + ORTH_FIT_PAIRS)
void orth_fit_tell(const orth_fit_problem *problem, double block_years, const double *place,
                   double *told);
/* Such a number as it is told, and the derivative of that. */
double orth_fit_untold(orth_market_fit_value value, double told, double *slope);
double orth_fit_tanh(double x);
double orth_fit_artanh(double x);
double orth_fit_logistic(double x);

/* log Gamma(x), x > 0, within some 1e-14 (1 + |log Gamma|). */
double orth_fit_log_gamma(double x);

#endif
