/* Figures of a stream of values: known by hand, by a second program that keeps every value, and
 * their intervals against the law of the bootstrap's mean. */
#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/performance.h"

#define DAY 86400.0
#define NEAR(a, b, most) ck_assert_double_le(fabs((a) - (b)), (most)*fmax(1, fabs(b)))

enum { FIGURES_MAX = ORTH_PERFORMANCE_FIGURES + 2 * ORTH_AGAINST_FIGURES };

typedef struct outcome {
    double figure[FIGURES_MAX];
    orth_undefined why[FIGURES_MAX];
    uint64_t periods;
} outcome;

/* values[blocks + 1], benchmarks[blocks + 1][B]; fed in pieces of at most `piece` blocks. */
static orth_performance *feed(const orth_performance_terms *terms, size_t blocks,
                              const double *values, const double *benchmarks, size_t piece)
{
    orth_performance *p;
    ck_assert(orth_performance_create(&p, terms, blocks, NULL) == ORTH_OK);
    orth_performance_start(p, values[0], benchmarks);
    for (size_t at = 0, count; at < blocks; at += count) {
        uint64_t left = orth_performance_to_period_end(p);
        count = blocks - at < piece ? blocks - at : piece;
        count = left < count ? (size_t)left : count;
        orth_performance_see(p, count, values + at + 1, 1);
        bool ended = orth_performance_to_period_end(p) == terms->period;
        if (benchmarks != NULL && (ended || at + count == blocks))
            orth_performance_benchmarks(p, benchmarks + (at + count) * terms->benchmarks);
    }
    return p;
}

static outcome figures_of(const orth_performance_terms *terms, size_t blocks, const double *values,
                          const double *benchmarks)
{
    outcome made;
    orth_performance *p = feed(terms, blocks, values, benchmarks, 7);
    orth_performance_figures(p, made.figure, made.why);
    made.periods = orth_performance_periods(p);
    orth_performance_free(p);
    size_t count = orth_performance_count(terms->benchmarks);
    for (size_t f = 0; f < count; f++)
        ck_assert(isnan(made.figure[f]) == (made.why[f] != ORTH_DEFINED));
    return made;
}

/* Returns + 10 %, - 10 %, + 20 %, - 5 %; a block is a day, and a period has two. */
START_TEST(known_by_hand)
{
    const orth_performance_terms terms = {2, DAY, 0, 0.25, 1};
    const double values[] = {100, 105, 110, 88, 99, 120, 118.8, 112, 112.86};
    const double hold[] = {50, 51, 52, 53, 54, 55, 52, 52, 56};
    outcome o = figures_of(&terms, 8, values, hold);
    double year = 365.25 / 2, mean = 0.15 / 4;
    double sd = sqrt((0.0625 * 0.0625 + 0.1375 * 0.1375 + 0.1625 * 0.1625 + 0.0875 * 0.0875) / 3);
    ck_assert_uint_eq(o.periods, 4);
    NEAR(o.figure[ORTH_PERFORMANCE_RETURN], 0.1286, 1e-15);
    NEAR(o.figure[ORTH_PERFORMANCE_ANNUAL_RETURN], pow(1.1286, year / 4) - 1, 1e-12);
    NEAR(o.figure[ORTH_PERFORMANCE_VOLATILITY], sqrt(year) * sd, 1e-14);
    NEAR(o.figure[ORTH_PERFORMANCE_SHARPE], sqrt(year) * mean / sd, 1e-14);
    NEAR(o.figure[ORTH_PERFORMANCE_SORTINO], sqrt(year) * mean / sqrt((0.01 + 0.0025) / 4), 1e-13);
    NEAR(o.figure[ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN], 0.2, 1e-15); /* 88 after 110 */
    NEAR(o.figure[ORTH_PERFORMANCE_AVERAGE_DRAWDOWN],
         (0.1 + (1 - 118.8 / 120) + (1 - 112.86 / 120)) / 4, 1e-15);
    NEAR(o.figure[ORTH_PERFORMANCE_CALMAR], (pow(1.1286, year / 4) - 1) / 0.2, 1e-12);
    NEAR(o.figure[ORTH_PERFORMANCE_VALUE_AT_RISK], 0.05, 1e-15); /* one of four is below */
    NEAR(o.figure[ORTH_PERFORMANCE_EXPECTED_SHORTFALL], 0.1, 1e-15);
    const double *against = o.figure + ORTH_PERFORMANCE_FIGURES;
    double b[] = {0.04, 2 / 52.0, -2 / 54.0, 4 / 52.0}, r[] = {0.1, -0.1, 0.2, -0.05}, d = 0, q = 0;
    for (int k = 0; k < 4; k++)
        d += (r[k] - b[k]) / 4;
    for (int k = 0; k < 4; k++)
        q += (r[k] - b[k] - d) * (r[k] - b[k] - d) / 3;
    NEAR(against[ORTH_AGAINST_RELATIVE_RETURN], 1.1286 / 1.12 - 1, 1e-14);
    NEAR(against[ORTH_AGAINST_TRACKING_DIFFERENCE], pow(1.1286, year / 4) - pow(1.12, year / 4),
         1e-12);
    NEAR(against[ORTH_AGAINST_TRACKING_ERROR], sqrt(year * q), 1e-14);
    NEAR(against[ORTH_AGAINST_INFORMATION_RATIO], sqrt(year) * d / sqrt(q), 1e-13);
}
END_TEST

/* ---------------------------------------------------------------- a second program */

static int ascending(const void *a, const void *b)
{
    long double left = *(const long double *)a, right = *(const long double *)b;
    return (left > right) - (left < right);
}

static long double mean_of(size_t n, const long double *x)
{
    long double sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += x[k];
    return sum / n;
}

static long double deviation_of(size_t n, const long double *x)
{
    long double sum = 0, mean = mean_of(n, x);
    for (size_t k = 0; k < n; k++)
        sum += (x[k] - mean) * (x[k] - mean);
    return sqrtl(sum / (n - 1));
}

/* Every drawdown from its definition, by two loops; the tail by sorting. */
static void second_program(const orth_performance_terms *terms, size_t blocks, const double *v,
                           const double *bench, long double *out)
{
    size_t n = blocks / terms->period, p = terms->period;
    long double a = 31557600.0L / (p * (long double)terms->block_seconds);
    long double years = blocks * (long double)terms->block_seconds / 31557600.0L;
    long double f = powl(1 + (long double)terms->riskless, 1 / a) - 1;
    long double *r = malloc(3 * n * sizeof *r), *d = r + n, *sorted = d + n, below = 0;
    long double deepest = 0, average = 0;
    for (size_t k = 0; k < n; k++) {
        r[k] = (long double)v[(k + 1) * p] / v[k * p] - 1;
        d[k] = r[k] - ((long double)bench[(k + 1) * p] / bench[k * p] - 1);
        below += r[k] < f ? (r[k] - f) * (r[k] - f) / n : 0;
    }
    for (size_t t = 0; t <= blocks; t++) {
        long double worst = 0;
        for (size_t s = 0; s < t; s++)
            worst = fmaxl(worst, 1 - (long double)v[t] / v[s]);
        deepest = fmaxl(deepest, worst);
        average += t % p == 0 && t > 0 ? worst / n : 0;
    }
    memcpy(sorted, r, n * sizeof *r);
    qsort(sorted, n, sizeof *r, ascending);
    long double q = n * (long double)terms->tail, sum = 0;
    size_t j = (size_t)floorl(q + 1e-9L);
    for (size_t k = 0; k < j; k++)
        sum += sorted[k];
    out[ORTH_PERFORMANCE_RETURN] = (long double)v[blocks] / v[0] - 1;
    out[ORTH_PERFORMANCE_ANNUAL_RETURN] = powl((long double)v[blocks] / v[0], 1 / years) - 1;
    out[ORTH_PERFORMANCE_VOLATILITY] = sqrtl(a) * deviation_of(n, r);
    out[ORTH_PERFORMANCE_SHARPE] = sqrtl(a) * (mean_of(n, r) - f) / deviation_of(n, r);
    out[ORTH_PERFORMANCE_SORTINO] = sqrtl(a) * (mean_of(n, r) - f) / sqrtl(below);
    out[ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN] = deepest;
    out[ORTH_PERFORMANCE_AVERAGE_DRAWDOWN] = average;
    out[ORTH_PERFORMANCE_CALMAR] = out[ORTH_PERFORMANCE_ANNUAL_RETURN] / deepest;
    out[ORTH_PERFORMANCE_VALUE_AT_RISK] = -sorted[j];
    out[ORTH_PERFORMANCE_EXPECTED_SHORTFALL] = -(sum + (q - j) * sorted[j]) / q;
    long double *against = out + ORTH_PERFORMANCE_FIGURES;
    long double grown = (long double)bench[blocks] / bench[0];
    against[ORTH_AGAINST_RELATIVE_RETURN] = (long double)v[blocks] / v[0] / grown - 1;
    against[ORTH_AGAINST_TRACKING_DIFFERENCE] =
        powl((long double)v[blocks] / v[0], 1 / years) - powl(grown, 1 / years);
    against[ORTH_AGAINST_TRACKING_ERROR] = sqrtl(a) * deviation_of(n, d);
    against[ORTH_AGAINST_INFORMATION_RATIO] = sqrtl(a) * mean_of(n, d) / deviation_of(n, d);
    free(r);
}

static void random_walk(test_random *random, size_t blocks, double size, double *values)
{
    values[0] = 1e6;
    for (size_t t = 1; t <= blocks; t++)
        values[t] = values[t - 1] * (1 + size * (test_random_unit(random) - 0.5));
}

START_TEST(against_a_second_program)
{
    test_random random = test_seeded(7);
    double values[1001], bench[1001];
    for (int trial = 0; trial < 60; trial++) {
        size_t blocks = 30 + test_random_below(&random, 970);
        orth_performance_terms terms = {1 + test_random_below(&random, blocks / 3), 3600,
                                        0.1 * test_random_unit(&random),
                                        0.02 + 0.9 * test_random_unit(&random), 1};
        random_walk(&random, blocks, trial % 2 ? 0.3 : 0.01, values);
        random_walk(&random, blocks, 0.1, bench);
        outcome o = figures_of(&terms, blocks, values, bench);
        long double expected[FIGURES_MAX];
        second_program(&terms, blocks, values, bench, expected);
        for (size_t f = 0; f < orth_performance_count(1); f++) {
            if (o.why[f] == ORTH_UNDEFINED_SHORT)
                ck_assert_uint_lt(blocks, 7 * 24);
            if (o.why[f] == ORTH_UNDEFINED_NO_LOSS || o.why[f] == ORTH_UNDEFINED_SHORT)
                continue;
            ck_assert_msg(fabs(o.figure[f] - (double)expected[f]) <=
                              2e-12 * fmax(1, fabs((double)expected[f])),
                          "trial %d, figure %zu: %.17g, expected %.17Lg", trial, f, o.figure[f],
                          expected[f]);
        }
    }
}
END_TEST

/* The same figures, bit for bit, however the stream is cut. */
START_TEST(pieces_do_not_matter)
{
    test_random random = test_seeded(8);
    double values[501], bench[501], whole[FIGURES_MAX], cut[FIGURES_MAX];
    orth_performance_terms terms = {37, 60, 0.02, 0.1, 1};
    random_walk(&random, 500, 0.05, values);
    random_walk(&random, 500, 0.05, bench);
    orth_performance *p = feed(&terms, 500, values, bench, 500);
    orth_performance_figures(p, whole, NULL);
    orth_performance_free(p);
    for (size_t piece = 1; piece < 40; piece += 6) {
        p = feed(&terms, 500, values, bench, piece);
        orth_performance_figures(p, cut, NULL);
        orth_performance_figures(p, cut, NULL); /* may be asked twice */
        orth_performance_free(p);
        ck_assert(memcmp(whole, cut, orth_performance_count(1) * sizeof *cut) == 0);
    }
}
END_TEST

/* ---------------------------------------------------------------- where there is no figure */

/* Of six days there is no annual return, nor what is made of one; of seven there are. */
START_TEST(too_short_for_a_year)
{
    double values[] = {1, 0.9, 1, 1.02, 1, 1, 1.01, 1.02};
    size_t tracking = ORTH_PERFORMANCE_FIGURES + ORTH_AGAINST_TRACKING_DIFFERENCE;
    orth_performance_terms terms = {1, DAY, 0, 0.05, 1};
    for (size_t days = 6; days <= 7; days++) {
        orth_undefined why = days == 6 ? ORTH_UNDEFINED_SHORT : ORTH_DEFINED;
        outcome o = figures_of(&terms, days, values, values);
        ck_assert(o.why[ORTH_PERFORMANCE_ANNUAL_RETURN] == why);
        ck_assert(o.why[ORTH_PERFORMANCE_CALMAR] == why);
        ck_assert(o.why[tracking] == why);
        ck_assert(o.why[ORTH_PERFORMANCE_SHARPE] == ORTH_DEFINED);
    }
    outcome o = figures_of(&terms, 1, values, values); /* one period has no ratio */
    ck_assert(o.why[ORTH_PERFORMANCE_SORTINO] == ORTH_UNDEFINED_PERIODS);
}
END_TEST

START_TEST(what_is_not_defined_says_why)
{
    orth_performance_terms terms = {1, 3 * DAY, 0, 0.05, 1};
    double still[] = {1, 1, 1, 1}, up[] = {1, 1.1, 1.21, 1.331}, zero[] = {1, 0.5, 0, 0};
    double some[] = {1, 1.1, 0.9, 1};
    outcome o = figures_of(&terms, 3, still, still);
    ck_assert(o.figure[ORTH_PERFORMANCE_VOLATILITY] == 0);
    ck_assert(o.why[ORTH_PERFORMANCE_SHARPE] == ORTH_UNDEFINED_DEVIATION);
    ck_assert(o.why[ORTH_PERFORMANCE_SORTINO] == ORTH_UNDEFINED_NO_LOSS);
    ck_assert(o.why[ORTH_PERFORMANCE_CALMAR] == ORTH_UNDEFINED_NO_DRAWDOWN);
    size_t against = ORTH_PERFORMANCE_FIGURES;
    ck_assert(o.figure[against + ORTH_AGAINST_TRACKING_ERROR] == 0);
    ck_assert(o.why[against + ORTH_AGAINST_INFORMATION_RATIO] == ORTH_UNDEFINED_DEVIATION);
    o = figures_of(&terms, 3, up, some); /* the same return but for rounding */
    ck_assert(o.why[ORTH_PERFORMANCE_SHARPE] == ORTH_UNDEFINED_DEVIATION);
    ck_assert(o.figure[ORTH_PERFORMANCE_AVERAGE_DRAWDOWN] == 0);
    o = figures_of(&terms, 3, zero, some);
    ck_assert(o.figure[ORTH_PERFORMANCE_RETURN] == -1);
    ck_assert(o.figure[ORTH_PERFORMANCE_ANNUAL_RETURN] == -1);
    ck_assert(o.figure[ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN] == 1);
    NEAR(o.figure[ORTH_PERFORMANCE_AVERAGE_DRAWDOWN], 2.5 / 3, 1e-15);
    ck_assert(o.why[ORTH_PERFORMANCE_VOLATILITY] == ORTH_UNDEFINED_VALUE);
    ck_assert(o.why[ORTH_PERFORMANCE_VALUE_AT_RISK] == ORTH_UNDEFINED_VALUE);
    o = figures_of(&terms, 3, some, zero);
    ck_assert(o.why[against + ORTH_AGAINST_RELATIVE_RETURN] == ORTH_UNDEFINED_VALUE);
    o = figures_of(&terms, 1, some, up);
    ck_assert(o.why[ORTH_PERFORMANCE_VOLATILITY] == ORTH_UNDEFINED_PERIODS);
    NEAR(o.figure[ORTH_PERFORMANCE_VALUE_AT_RISK], -0.1, 1e-15); /* the only one, a gain */
    terms.period = 4;
    o = figures_of(&terms, 3, some, up);
    ck_assert_uint_eq(o.periods, 0);
    ck_assert(o.why[ORTH_PERFORMANCE_EXPECTED_SHORTFALL] == ORTH_UNDEFINED_PERIODS);
    ck_assert(o.why[ORTH_PERFORMANCE_AVERAGE_DRAWDOWN] == ORTH_UNDEFINED_PERIODS);
    NEAR(o.figure[ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN], 1 - 0.9 / 1.1, 1e-15);
    terms = (orth_performance_terms){1, 0, 0, 0.05, 1};
    o = figures_of(&terms, 3, some, up);
    ck_assert(o.why[ORTH_PERFORMANCE_ANNUAL_RETURN] == ORTH_UNDEFINED_TIME);
    ck_assert(o.why[ORTH_PERFORMANCE_SHARPE] == ORTH_UNDEFINED_TIME);
    ck_assert(o.why[against + ORTH_AGAINST_TRACKING_DIFFERENCE] == ORTH_UNDEFINED_TIME);
    NEAR(o.figure[ORTH_PERFORMANCE_VALUE_AT_RISK], 1 - 0.9 / 1.1, 1e-15);
    terms.block_seconds = 1;
    o = figures_of(&terms, 3, up, some);
    ck_assert(o.why[ORTH_PERFORMANCE_ANNUAL_RETURN] == ORTH_UNDEFINED_SHORT);
    terms.block_seconds = 7 * DAY;
    o = figures_of(&terms, 1, (double[]){1, 1e200}, some);
    ck_assert(o.why[ORTH_PERFORMANCE_ANNUAL_RETURN] == ORTH_UNDEFINED_RANGE);
    for (int why = 1; why <= ORTH_UNDEFINED_SHORT; why++)
        ck_assert(strlen(orth_undefined_text((orth_undefined)why)) > 0);
}
END_TEST

START_TEST(refusals)
{
    orth_performance *p;
    orth_error error;
    const orth_performance_terms bad[] = {{0, 1, 0, 0.05, 0},   {1, -1, 0, 0.05, 0},
                                          {1, NAN, 0, 0.05, 0}, {1, 1, -1, 0.05, 0},
                                          {1, 1, 0, 0, 0},      {1, 1, 0, 1, 0}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ck_assert(orth_performance_create(&p, &bad[i], 10, &error) == ORTH_DOMAIN);
        ck_assert(p == NULL && strstr(error.text, "permitted") != NULL);
    }
    double values[10] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, figures[FIGURES_MAX];
    const orth_performance_terms terms = {1, 1, 0, 0.05, 0};
    p = feed(&terms, 9, values, NULL, 1);
    const orth_resample_terms resample = {1, 1, 2, 1};
    ck_assert(orth_performance_resample(figures, p, &resample, &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text,
                     "performance: a bootstrap of 9 whole periods; permitted: at least 10");
    orth_performance_free(p);
}
END_TEST

/* ---------------------------------------------------------------- the bootstrap */

static orth_performance *autoregressive(size_t n, double *r)
{
    test_random random = test_seeded(9);
    orth_performance_terms terms = {1, DAY, 0, 0.05, 0};
    double *values = malloc((n + 1) * sizeof *values), last = 0;
    values[0] = 1;
    for (size_t k = 0; k < n; k++) {
        last = 0.6 * last + 0.02 * (test_random_unit(&random) - 0.49);
        values[k + 1] = values[k] * (1 + last);
        r[k] = values[k + 1] / values[k] - 1;
    }
    orth_performance *p = feed(&terms, n, values, NULL, 50);
    free(values);
    return p;
}

/* The variance of a resample's mean is known in closed form (Politis and Romano, Lemma 1); the mean
 * is sharpe volatility / A. 4,000 resamples: a deviation of 2.2 % of the variance. */
START_TEST(the_mean_of_resamples_has_its_known_variance)
{
    enum { N = 600, M = 4000 }; /* more than the numbers that are drawn at once */
    static double r[N], figures[M][ORTH_PERFORMANCE_FIGURES];
    orth_performance *p = autoregressive(N, r);
    double mean = 0;
    for (int k = 0; k < N; k++)
        mean += r[k] / N;
    for (double length = 1; length < 20; length = 3 * length + 2) {
        orth_resample_terms terms = {M, 42, length, 2};
        ck_assert(orth_performance_resample(figures[0], p, &terms, NULL) == ORTH_OK);
        double got = 0, average = 0, go_on = 1 - 1 / length, expected = 0;
        for (int i = 0; i < M; i++) {
            double m = figures[i][ORTH_PERFORMANCE_SHARPE] *
                       figures[i][ORTH_PERFORMANCE_VOLATILITY] / 365.25;
            average += m / M;
            got += (m - mean) * (m - mean) / M;
        }
        for (int lag = 0; lag < N; lag++) {
            double covariance = 0, b = (1 - lag / (double)N) * pow(go_on, lag) +
                                       lag / (double)N * pow(go_on, N - lag);
            for (int k = 0; k + lag < N; k++)
                covariance += (r[k] - mean) * (r[k + lag] - mean) / N;
            expected += (lag == 0 ? 1 : 2 * b) * covariance / N;
        }
        ck_assert_double_le(fabs(average - mean), 4 * sqrt(expected / M));
        ck_assert_msg(fabs(got / expected - 1) < 4 * 0.0224, "length %g: %.4g", length,
                      got / expected);
    }
    orth_performance_free(p);
}
END_TEST

/* A resample's figures are those of a stream of its periods: with runs so long that there is one,
 * the stream itself, begun elsewhere. */
START_TEST(one_long_run_turns_the_stream)
{
    enum { N = 30, EACH = 5, M = 40 };
    test_random random = test_seeded(10);
    double values[N * EACH + 1], turned[N * EACH + 1], bench[N * EACH + 1], other[N * EACH + 1];
    static double figures[M * FIGURES_MAX];
    orth_performance_terms terms = {EACH, 1e5, 0.03, 0.1, 1};
    random_walk(&random, N * EACH, 0.2, values);
    random_walk(&random, N * EACH, 0.2, bench);
    orth_performance *p = feed(&terms, N * EACH, values, bench, 9);
    size_t count = orth_performance_count(1);
    ck_assert(orth_performance_resample(figures, p, &(orth_resample_terms){M, 3, 1e12, 1}, NULL) ==
              ORTH_OK);
    orth_performance_free(p);
    for (size_t i = 0; i < M; i++) {
        double nearest = INFINITY;
        for (size_t first = 0; first < N; first++) {
            turned[0] = other[0] = 1;
            for (size_t t = 0; t < N * EACH; t++) {
                size_t from = (first * EACH + t) % (N * EACH);
                turned[t + 1] = turned[t] * (values[from + 1] / values[from]);
                other[t + 1] = other[t] * (bench[from + 1] / bench[from]);
            }
            outcome o = figures_of(&terms, N * EACH, turned, other);
            double worst = 0;
            for (size_t f = 0; f < count; f++)
                worst = fmax(worst, fabs(o.figure[f] - figures[i * count + f]) /
                                        fmax(1, fabs(o.figure[f])));
            nearest = fmin(nearest, worst);
        }
        ck_assert_double_le(nearest, 1e-12);
    }
}
END_TEST

START_TEST(threads_do_not_matter)
{
    enum { N = 300, M = 100 };
    static double r[N], one[M][ORTH_PERFORMANCE_FIGURES], many[M][ORTH_PERFORMANCE_FIGURES];
    orth_performance *p = autoregressive(N, r);
    orth_resample_terms terms = {M, 1, 5, 1};
    ck_assert(orth_performance_resample(one[0], p, &terms, NULL) == ORTH_OK);
    terms.threads = 5;
    ck_assert(orth_performance_resample(many[0], p, &terms, NULL) == ORTH_OK);
    ck_assert(memcmp(one, many, sizeof one) == 0);
    terms.seed = 2;
    ck_assert(orth_performance_resample(many[0], p, &terms, NULL) == ORTH_OK);
    ck_assert(memcmp(one, many, sizeof one) != 0);
    orth_performance_free(p);
}
END_TEST

/* From a program of its own, in Python. */
START_TEST(mean_lengths)
{
    static const struct {
        size_t n;
        double rho, length;
    } known[] = {{100, 0, 1},
                 {100, 0.5, 2.90205794378387},
                 {400, 0.9, 22.9124269070116},
                 {1000, 0.3, 5.3176746589745},
                 {1000, -0.4, 7.68337131334173},
                 {30, 0.95, 4.65458989710422},
                 {12, 0.5, 1},
                 {5, 0.5, 1}};
    double x[1000];
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        uint64_t state = 12345;
        double last = 0;
        for (size_t k = 0; k < known[i].n; k++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            x[k] = last = known[i].rho * last + ((double)(state >> 11) * 0x1p-53 - 0.5);
        }
        NEAR(orth_resample_mean_length(known[i].n, x), known[i].length, 1e-12);
    }
    for (size_t k = 0; k < 100; k++)
        x[k] = 0.25;
    ck_assert(orth_resample_mean_length(100, x) == 1);
    ck_assert(orth_resample_mean_length(3, (double[]){1, 2, 3}) == 1);
}
END_TEST

/* Returns of plus and minus the same size do not tell that great ones come together: their squares
 * do. */
START_TEST(the_mean_length_sees_calm_and_storm)
{
    enum { N = 400 };
    test_random random = test_seeded(11);
    double values[N + 1] = {1}, r[N];
    for (size_t k = 0; k < N; k++) {
        double size = k / 50 % 2 ? 0.05 : 0.005;
        values[k + 1] = values[k] * (1 + (test_random_below(&random, 2) ? size : -size));
        r[k] = values[k + 1] / values[k] - 1;
    }
    orth_performance *p = feed(&(orth_performance_terms){1, DAY, 0, 0.05, 0}, N, values, NULL, 9);
    double plain = orth_resample_mean_length(N, r), length = orth_performance_mean_length(p);
    ck_assert_msg(plain < 15 && length > 20, "%g %g", plain, length);
    orth_performance_free(p);
}
END_TEST

START_TEST(spreads)
{
    double values[41 + 2];
    for (int i = 0; i < 41; i++)
        values[i] = (i * 7) % 41;
    values[41] = values[42] = NAN;
    orth_spread s = orth_spread_of(43, values);
    ck_assert(s.low == 1 && s.high == 39 && s.left_out == 2);
    NEAR(s.stderr_, sqrt(41 * 42 / 12.0), 1e-14);
    ck_assert(isnan(values[42]) && values[0] == 0);
    s = orth_spread_of(2, values + 41);
    ck_assert(isnan(s.low) && isnan(s.high) && isnan(s.stderr_) && s.left_out == 2);
    s = orth_spread_of(1, values);
    ck_assert(s.low == 0 && s.high == 0 && isnan(s.stderr_));
}
END_TEST

ORTH_TEST_MAIN("performance", known_by_hand, against_a_second_program, pieces_do_not_matter,
               too_short_for_a_year, too_short_for_a_year, what_is_not_defined_says_why, refusals,
               the_mean_of_resamples_has_its_known_variance, one_long_run_turns_the_stream,
               threads_do_not_matter, mean_lengths, the_mean_length_sees_calm_and_storm, spreads)
