/* How much of a tuned result is luck. Pure mathematics over values that the caller has; nothing
 * here runs a scenario. Greater values are better throughout: who minimises hands in negatives.
 *
 * Sums are compensated or in double-double, and there is no function of the C library in them: the
 * same bits on every machine. What is not defined is NaN. */
#ifndef ORTHANT_LUCK_H
#define ORTHANT_LUCK_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* -- Optimism: how much better parameters look on what they were tuned on --
 *
 * The objective is the mean of n independent observations f_p(theta) (the growth of price path p;
 * observations that follow one another are to be summed over blocks so long that the blocks are as
 * good as independent). At its maximum, with
 *   C  the covariance over p of the gradients of f_p      (divided by n - 1)
 *   H  minus the Hessian of the mean, positive definite
 * the tuned parameters look tr(H^-1 C) / n better on their own observations than on new ones, and
 * are worth half of that less than the best parameters (Takeuchi, 1976), to first order in 1 / n.
 *
 * Derivatives are finite differences at 1 + d + d^2 points, with common random numbers: all f_p of
 * all points. The stencil, points[1 + d + d^2][d]:
 *   0                       theta
 *   1 + 2 i, 2 + 2 i        theta + s_i e_i, theta - s_i e_i
 *   then for i < j, by i    theta + s_i e_i + s_j e_j, theta - s_i e_i - s_j e_j
 * f is taken as quadratic over it: exact where it is, an error of s^2 elsewhere. A step that is
 * short against kinks of f (a fee's, a rail's) measures the kinks. */
#define ORTH_LUCK_DIMENSIONS_MAX 40
ORTH_API size_t orth_luck_stencil_points(size_t d);
ORTH_API void orth_luck_stencil(double *points, size_t d, const double *theta, const double *steps);

typedef enum orth_luck_why {
    ORTH_LUCK_DEFINED,
    ORTH_LUCK_FEW,    /* fewer observations than 2, or no more than d */
    ORTH_LUCK_VALUES, /* a value of the stencil is not finite */
    /* H is not positive definite: with units of the parameters that make each H_ii 1, its least
     * eigenvalue is at most 1e-10 of the greatest. theta is no maximum but at the border of a
     * range, or in a direction that the objective does not depend on */
    ORTH_LUCK_NOT_A_MAXIMUM
} orth_luck_why;
/* "too few observations for the parameters" and so on; "" of ORTH_LUCK_DEFINED. */
ORTH_API const char *orth_luck_why_text(orth_luck_why why);

/* The slope of log C_ii on log H_ii over the d parameters, by least squares, with its standard
 * error and interval (Student, d - 2 degrees). Descriptive only: C and H have the units of the
 * parameters, and so has the slope. NaN with fewer than 2 parameters (the error: 3), and where an
 * H_ii or C_ii is not positive. */
typedef struct orth_luck_slope {
    double slope, stderr_, low, high;
} orth_luck_slope;

typedef struct orth_luck_optimism {
    orth_luck_why why;
    size_t dimensions, observations;
    double optimism;           /* tr(H^-1 C) / n, in units of f */
    double optimism_error;     /* its standard error: jackknife over min(n, 32) groups, p mod 32 */
    double loss;               /* half of the optimism */
    double *gradient;          /* [d], of the mean: 0 at a maximum, but for d steps */
    double *gradient_error;    /* [d], its standard error, sqrt(C_ii / n) */
    double *c, *h;             /* [d][d] */
    double *c_eigen, *h_eigen; /* [d], greatest first */
    orth_luck_slope slope;
} orth_luck_optimism;

/* values[1 + d + d^2][n] of the stencil with these steps, all > 0. ORTH_BAD_INPUT for d or steps
 * out of range; ORTH_NO_MEMORY. What is not defined is not an error: `why` says it, and all figures
 * that need it are NaN. *result is NULL on failure. */
ORTH_API orth_status orth_luck_optimism_of(orth_luck_optimism **result, size_t d,
                                           const double *steps, size_t observations,
                                           const double *values, orth_error *error);
ORTH_API void orth_luck_optimism_free(orth_luck_optimism *optimism); /* NULL is fine */

/* Eigenvalues of a symmetric matrix [d][d], greatest first, by Jacobi's rotations: each to some
 * d 2^-52 of the greatest in size. Only the upper triangle is read. `matrix` is used up. */
ORTH_API void orth_luck_eigenvalues(double *values, size_t d, double *matrix);

/* -- Probability of backtest overfitting --
 *
 * Combinatorially symmetric cross-validation (Bailey, Borwein, Lopez de Prado, Zhu, The Probability
 * of Backtest Overfitting, 2015). Rows (times) of K trials are cut into S segments of equal length
 * (the first rows mod S of them have a row more). For each of the C(S, S/2) choices of half of the
 * segments: the trial that is best there (the first of equal ones) has rank r among the K on the
 * other half, worst first, the mean of their ranks for equal ones; w = r / (K + 1), and the logit
 * is log(w / (1 - w)). A trial's measure is the mean of its rows or, of returns, mean / deviation
 * (n - 1); a deviation of at most 1e-12 of the trial's largest return counts as none, and gives
 * +-infinity, or 0 with a mean of 0. */
typedef enum orth_luck_measure { ORTH_LUCK_MEAN, ORTH_LUCK_SHARPE } orth_luck_measure;

#define ORTH_LUCK_SEGMENTS_MAX 20
typedef struct orth_luck_overfitting {
    uint64_t splits; /* C(S, S/2) */
    /* Share of the splits with a logit <= 0: no better than the median. Of trials that differ by
     * chance alone it is 1/2 in the mean, or (K + 1) / (2 K) of an odd number of them. */
    double probability;
    double rank;    /* the mean of w; 1/2 of trials without any difference */
    double loss;    /* share of the splits in which the best trial's other half is below 0 */
    double in, out; /* means over the splits of the best trial's measure here and there */
    double slope;   /* of there on here, by least squares: below 0 the better it looked, the
                           worse it was; NaN where nothing differs */
} orth_luck_overfitting;

/* values[rows][trials], all finite. S even, 2 .. ORTH_LUCK_SEGMENTS_MAX and at most rows, of which
 * ORTH_LUCK_SHARPE takes 4 or more, so that each half has two; trials >= 2. `logits`: NULL, or room
 * for C(S, S/2), in the order of the choices as binary numbers (segment i is bit i). `in`, `out`
 * and `slope` are NaN where a measure is infinite. ORTH_BAD_INPUT; ORTH_NO_MEMORY. */
ORTH_API uint64_t orth_luck_splits(size_t segments);
ORTH_API orth_status orth_luck_overfitting_of(orth_luck_overfitting *result, size_t trials,
                                              size_t rows, const double *values, size_t segments,
                                              orth_luck_measure measure, double *logits,
                                              orth_error *error);

/* -- Deflated Sharpe ratio --
 *
 * Bailey, Lopez de Prado, The Deflated Sharpe Ratio, 2014. Sharpe ratios are those of a row, not of
 * a year: mean / deviation (n - 1) of the n returns (less the riskless one, which is the caller's
 * to take off). The best of K trials without any skill is expected at S0 = sqrt(V) E(K), V the
 * variance of the trials' Sharpe ratios; the deflated ratio is the probability that the true Sharpe
 * ratio is above S0,
 *   Phi((S - S0) sqrt(n - 1) / sqrt(1 - g3 S + (g4 - 1) S^2 / 4)),
 * g3 the skewness and g4 the kurtosis (3 for the normal) of the best trial's returns. It is
 * stricter than a test of that level: of K trials without skill (independent and normal, n = 100)
 * it is above 0.95 in some 1.5 % of cases for K = 2, and in 0.1 % from K = 10 on. */

/* E(K), the expected maximum of K >= 1 independent standard normals: the integral, to 1e-12, for
 * any real K up to 1e9 (an effective number need not be whole). And the paper's formula, its limit
 * for large K, with Euler's constant g:
 *   (1 - g) Phi^-1(1 - 1/K) + g Phi^-1(1 - 1/(K e))      (K > 1),
 * which is above the integral from K = 3 on, by 0.036 at most, and below it for less. */
ORTH_API double orth_luck_expected_maximum(double k);
ORTH_API double orth_luck_expected_maximum_published(double k);

/* The probability above; NaN where the root's argument is not positive or n < 2. */
ORTH_API double orth_luck_sharpe_probability(double sharpe, double threshold, size_t n,
                                             double skewness, double kurtosis);

typedef struct orth_luck_sharpe {
    double sharpe, skewness, kurtosis; /* NaN where the n returns are alike (see above) */
} orth_luck_sharpe;
ORTH_API orth_luck_sharpe orth_luck_sharpe_of(size_t n, const double *returns, size_t stride);

typedef struct orth_luck_deflated {
    size_t trials; /* K: those with a Sharpe ratio; others were left out */
    size_t left_out;
    size_t best; /* the number of the trial with the greatest, the first of equal ones */
    orth_luck_sharpe of_best;
    double variance;    /* V, with K - 1 */
    double correlation; /* mean over pairs of trials of their returns' correlation */
    /* The effective number of trials, correlation + (1 - correlation) K (the paper's appendix),
     * from 1 to K. Where trials move together V is small already, which is the whole of the
     * correction for equally correlated ones: S0 of all K is then right, and S0 of the effective
     * number lenient. Both are given; a verdict goes by the first. */
    double effective;
    double threshold, probability;                     /* S0 by E(K), and the deflated ratio */
    double effective_threshold, effective_probability; /* by E(effective) */
    double published_threshold, published_probability; /* by the paper's formula of K */
} orth_luck_deflated;

/* returns[rows][trials], all finite; rows >= 3, trials >= 2. With fewer than two trials left all
 * but the counts is NaN, and `best` is trials + left_out where none is left. ORTH_BAD_INPUT;
 * ORTH_NO_MEMORY. */
ORTH_API orth_status orth_luck_deflated_of(orth_luck_deflated *result, size_t trials, size_t rows,
                                           const double *returns, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
