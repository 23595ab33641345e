/* How a pool did as an investment: return, risk and drawdown of a stream of values at equal times,
 * by itself and against benchmarks, with intervals.
 *
 * One pass over the values of the blocks; what is kept is a row for each whole period (a day, say),
 * never one for each block. With V_0 the value at block 0, V_T the last one, a period of P blocks
 * and n = floor(T / P) whole periods:
 *   r_k = V_kP / V_(k-1)P - 1    the returns of the periods (simple ones); what is left of the
 *                                stream behind the last whole period is not among them
 *   mean, sd                     of the r_k, the latter with n - 1
 *   A                            periods in a year of 365.25 days: 31557600 s / (P block_seconds)
 *   Y                            years, T block_seconds / 31557600 s
 *   f                            the riskless return of a period, (1 + riskless)^(1/A) - 1
 *   M_t                          max of V_0 .. V_t, of all blocks
 *
 * Sums are compensated, and there is no function of the C library in them: the same bits on every
 * machine and with any number of threads. A figure that is not defined is NaN, and says why. */
#ifndef ORTHANT_PERFORMANCE_H
#define ORTHANT_PERFORMANCE_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The square root of A makes a year's figure of a period's as if returns of different periods were
 * not correlated (Lo, The Statistics of Sharpe Ratios, 2002, says what else it would be). */
typedef enum orth_performance_figure {
    ORTH_PERFORMANCE_RETURN, /* V_T / V_0 - 1 */
    /* Compound: (V_T / V_0)^(1/Y) - 1, of streams of at least ORTH_PERFORMANCE_DAYS_LEAST days */
    ORTH_PERFORMANCE_ANNUAL_RETURN,
    ORTH_PERFORMANCE_VOLATILITY, /* sqrt(A) sd */
    ORTH_PERFORMANCE_SHARPE,     /* sqrt(A) (mean - f) / sd. Sharpe, The Sharpe Ratio, 1994 */
    /* sqrt(A) (mean - f) / sqrt(sum_k min(r_k - f, 0)^2 / n). Sortino and Price, Performance
     * Measurement in a Downside Risk Framework, 1994; the least acceptable return is f */
    ORTH_PERFORMANCE_SORTINO,
    ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN, /* max over all blocks t of 1 - V_t / M_t */
    /* The mean of 1 - V_t / M_t over the ends of the periods, t = P, 2P, .. nP: the pain index of
     * Zephyr Associates (Becker, 2006) */
    ORTH_PERFORMANCE_AVERAGE_DRAWDOWN,
    /* annual return / maximum drawdown, of the whole stream. Young, Calmar Ratio, 1991, takes the
     * last 36 months */
    ORTH_PERFORMANCE_CALMAR,
    /* Historical, of the return of one period, with probability q = `tail`; r_(1) <= r_(2) <= ..
     * ascending and j = floor(n q):
     *   value at risk       - r_(j+1), the upper q-quantile
     *   expected shortfall  - (r_(1) + .. + r_(j) + (n q - j) r_(j+1)) / (n q)
     * (Acerbi and Tasche, On the Coherence of Expected Shortfall, 2002), so that the latter is
     * never less; n q is taken as whole where it is within 1e-9. Positive is a loss; not
     * annualised. With n q < 1 both are the worst period's. */
    ORTH_PERFORMANCE_VALUE_AT_RISK,
    ORTH_PERFORMANCE_EXPECTED_SHORTFALL,
    ORTH_PERFORMANCE_FIGURES
} orth_performance_figure;

/* Against a benchmark of values B_t, with returns b_k of the periods. */
typedef enum orth_against_figure {
    ORTH_AGAINST_RELATIVE_RETURN, /* (V_T / V_0) / (B_T / B_0) - 1 */
    /* The difference of both annual returns, and the deviation of r_k - b_k in a year, sqrt(A) sd:
     * ESMA/2014/937, Guidelines on ETFs and other UCITS issues */
    ORTH_AGAINST_TRACKING_DIFFERENCE,
    ORTH_AGAINST_TRACKING_ERROR,
    ORTH_AGAINST_INFORMATION_RATIO, /* sqrt(A) mean(r - b) / sd(r - b): Sharpe, 1994, again */
    ORTH_AGAINST_FIGURES
} orth_against_figure;

/* "annual_return" and so on, as in the results. */
ORTH_API const char *orth_performance_name(orth_performance_figure figure);
ORTH_API const char *orth_against_name(orth_against_figure figure);

/* Why a figure is NaN. A deviation or a drawdown is none where it is at most ORTH_PERFORMANCE_STILL
 * of the value: that is what rounding makes of values that move by the same rate in each period. */
#define ORTH_PERFORMANCE_STILL 1e-12
/* Of a shorter stream annual returns, and what is made of them (Calmar, the tracking difference),
 * are not defined: 3 % in a day would be 4,900,000 % in a year. */
#define ORTH_PERFORMANCE_DAYS_LEAST 7
typedef enum orth_undefined {
    ORTH_DEFINED,
    ORTH_UNDEFINED_PERIODS,   /* too few whole periods: one, for deviations and ratios two */
    ORTH_UNDEFINED_TIME,      /* block_seconds is not known */
    ORTH_UNDEFINED_VALUE,     /* a value was 0 */
    ORTH_UNDEFINED_DEVIATION, /* of a ratio: returns, or differences to the benchmark, are alike */
    ORTH_UNDEFINED_NO_LOSS,   /* of Sortino: no period below f */
    ORTH_UNDEFINED_NO_DRAWDOWN, /* of Calmar */
    ORTH_UNDEFINED_RANGE, /* beyond the doubles: a year of a stream that grows beyond measure */
    ORTH_UNDEFINED_SHORT  /* fewer than ORTH_PERFORMANCE_DAYS_LEAST days */
} orth_undefined;
/* "no drawdown" and so on; "" of ORTH_DEFINED. */
ORTH_API const char *orth_undefined_text(orth_undefined why);

typedef struct orth_performance_terms {
    uint64_t period;      /* P, >= 1 */
    double block_seconds; /* > 0; 0 where it is not known */
    double riskless;      /* return of a year, above -1 */
    double tail;          /* q, in (0, 1) */
    size_t benchmarks;    /* how many, B >= 0 */
} orth_performance_terms;

/* Figures of a stream: ORTH_PERFORMANCE_FIGURES, then ORTH_AGAINST_FIGURES of each benchmark. */
ORTH_API size_t orth_performance_count(size_t benchmarks);

typedef struct orth_performance orth_performance;

/* For streams of up to `blocks` blocks behind block 0: 64 + 8 B bytes for each period. ORTH_DOMAIN
 * for terms out of range, with the value; ORTH_NO_MEMORY. */
ORTH_API orth_status orth_performance_create(orth_performance **performance,
                                             const orth_performance_terms *terms, uint64_t blocks,
                                             orth_error *error);
ORTH_API void orth_performance_free(orth_performance *performance); /* NULL is fine */

/* A stream. All values are finite and at least 0, those at the start above 0.
 *   start       block 0: the value, and those of the benchmarks (NULL without any)
 *   see         the values of the next `count` blocks, values[0], values[step], ..; no more of them
 *               than `to_period_end` says
 *   benchmarks  their values now. It is called where a period has just ended (to_period_end is P
 *               again) and at the last block; without benchmarks not at all. */
ORTH_API void orth_performance_start(orth_performance *performance, double value,
                                     const double *benchmarks);
ORTH_API void orth_performance_see(orth_performance *performance, size_t count,
                                   const double *values, size_t step);
ORTH_API uint64_t orth_performance_to_period_end(const orth_performance *performance);
ORTH_API void orth_performance_benchmarks(orth_performance *performance, const double *values);

/* n, and A and Y (0 where block_seconds is not known). */
ORTH_API uint64_t orth_performance_periods(const orth_performance *performance);
ORTH_API double orth_performance_periods_a_year(const orth_performance *performance);
ORTH_API double orth_performance_years(const orth_performance *performance);

/* The figures so far, and why those are NaN that are; `why` may be NULL. Relative to the value, an
 * error of (n + 4) 2^-53 at most. */
ORTH_API void orth_performance_figures(orth_performance *performance, double *figures,
                                       orth_undefined *why);

/* Intervals from one stream: the stationary bootstrap (Politis and Romano, The Stationary
 * Bootstrap, 1994) of its whole periods. A resample is n periods: runs of successive ones, each
 * from a period drawn alike among all, of a length that is geometric with the mean `mean_length`,
 * going on with the first period after the last. A period brings all that is kept of it: its
 * return, its benchmarks' and how far the value went up and down within it, so that the maximum
 * drawdown is that of all blocks. Its years are n / A.
 * Resample i draws from numbers (Philox) of its own, by seed and i: two streams of as many periods
 * that are resampled alike (seed and mean length) have the same periods in each, so that
 * differences of their figures are paired. */
#define ORTH_RESAMPLE_PERIODS_LEAST 10
typedef struct orth_resample_terms {
    uint64_t resamples; /* >= 1 */
    uint64_t seed;
    double mean_length; /* of a run, in periods, >= 1 */
    unsigned threads;   /* 0: as many as processors */
} orth_resample_terms;

/* figures: [resample][orth_performance_count], the same for any number of threads. ORTH_DOMAIN
 * where there are fewer periods than ORTH_RESAMPLE_PERIODS_LEAST; ORTH_NO_MEMORY. */
ORTH_API orth_status orth_performance_resample(double *figures, orth_performance *performance,
                                               const orth_resample_terms *terms, orth_error *error);

/* The mean length of runs for a series of n values: Politis and White, Automatic Block-Length
 * Selection for the Dependent Bootstrap, 2004, as corrected by Patton, Politis and White, 2009.
 * With R(k) the autocovariances (divided by n), K = max(5, ceil(sqrt(log10 n))): m is the least
 * positive whole number such that |R(m+j) / R(0)| < 2 sqrt(log10(n) / n) for j = 1 .. K, and
 * W = min(2 m, ceil(sqrt(n)) + K), the latter too where there is no such m below it. Then, with
 * l(x) = min(1, 2 (1 - x)),
 *   G = 2 sum_(k=1..W) l(k/W) k R(k),   g = R(0) + 2 sum_(k=1..W) l(k/W) R(k),
 *   the length (n G^2 / g^2)^(1/3), at least 1 and at most ceil(min(3 sqrt(n), n/3)).
 * 1 for n < 4 and for a series that does not move. */
ORTH_API double orth_resample_mean_length(size_t n, const double *series);

/* The greater one of those for the r_k and for their squared deviations (r_k - mean)^2: returns
 * that are hardly correlated come in times of great and of small ones, which is what the errors of
 * volatility and value at risk depend on. */
ORTH_API double orth_performance_mean_length(const orth_performance *performance);

/* Of m values of a figure: resamples of a stream, or price paths. Those that are NaN are left out.
 *   low, high  the quantiles 0.025 and 0.975, by linear interpolation between order statistics
 * Of resamples they are the percentile interval (95 %). NaN without a value; stderr_ is the
 * deviation of the values, NaN of fewer than two. `values` is sorted in place, NaN last. */
typedef struct orth_spread {
    double stderr_, low, high;
    size_t left_out;
} orth_spread;
ORTH_API orth_spread orth_spread_of(size_t m, double *values);

#ifdef __cplusplus
}
#endif
#endif
