/* Normal numbers and the deflated Sharpe ratio against routes of their own: published numbers,
 * plain sums in long double, experiments. */
#include "orthant/luck.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../support/luck_tables.h"
#include "numeric/normal.h"

/* Quantiles and maxima to 18 digits by another program's quadrature in 30 digits. */
START_TEST(normal_numbers)
{
    static const double quantiles[][2] = {{0.025, 1.95996398454005424},
                                          {0.975, -1.95996398454005424},
                                          {0.3, 0.524400512708040784},
                                          {1e-10, 6.36134090240405620},
                                          {1e-300, 37.0470962993611992}};
    for (size_t i = 0; i < sizeof quantiles / sizeof quantiles[0]; i++) {
        is_near(orth_normal_exceeded(quantiles[i][0]), quantiles[i][1], 2e-15);
        is_near(orth_normal_above(quantiles[i][1]), quantiles[i][0], 1e-12);
    }
    ck_assert(orth_normal_exceeded(0.5) == 0);
    static const double maxima[][2] = {{1.5, 0.344050661339170853}, {2, 0.564189583547756287},
                                       {3, 0.846284375321634430},   {4, 1.02937537300396413},
                                       {5, 1.16296447364051961},    {10, 1.53875273083517286},
                                       {100, 2.50759363644168437},  {1000, 3.24143576913344086},
                                       {1e6, 4.86289748619646272},  {1e9, 6.08768458444595867}};
    ck_assert(fabs(orth_luck_expected_maximum(1)) < 1e-15);
    for (size_t i = 0; i < sizeof maxima / sizeof maxima[0]; i++)
        is_near(orth_luck_expected_maximum(maxima[i][0]), maxima[i][1], 1e-12);
    is_near(orth_luck_expected_maximum_published(10), 1.57459830134575003, 1e-13);
    is_near(orth_luck_expected_maximum_published(1000), 3.25512151365272560, 1e-13);
}
END_TEST

/* The example of the paper: a yearly ratio of 2.5 in 1250 days, the best of 100 trials whose yearly
 * ratios have the variance 1/2, skewness -3 and kurtosis 10, is 0.9004. With normal returns it
 * takes 88 trials for 0.9505, with these returns 46. */
START_TEST(published_sharpe)
{
    double sharpe = 2.5 / sqrt(250), deviation = sqrt(0.5 / 250);
    double threshold = deviation * orth_luck_expected_maximum_published(100);
    ck_assert(fabs(threshold - 0.1132) < 5e-5);
    double probability = orth_luck_sharpe_probability(sharpe, threshold, 1250, -3, 10);
    ck_assert(fabs(probability - 0.9004) < 5e-5);
    threshold = deviation * orth_luck_expected_maximum_published(46);
    probability = orth_luck_sharpe_probability(sharpe, threshold, 1250, -3, 10);
    ck_assert(fabs(probability - 0.9505) < 5e-5);
    threshold = deviation * orth_luck_expected_maximum_published(88);
    probability = orth_luck_sharpe_probability(sharpe, threshold, 1250, 0, 3);
    ck_assert(fabs(probability - 0.9505) < 5e-5);
    ck_assert(isnan(orth_luck_sharpe_probability(3, 0, 100, 2, 1)));
    ck_assert(isnan(orth_luck_sharpe_probability(1, 0, 1, 0, 3)));
}
END_TEST

/* Moments by another way: from sums of powers, in long double. */
static void plain_moments(size_t n, const double *returns, size_t stride, long double out[3])
{
    long double s[5] = {0};
    for (size_t i = 0; i < n; i++) {
        long double power = 1;
        for (int p = 0; p < 5; p++, power *= returns[i * stride])
            s[p] += power / n;
    }
    long double m = s[1], square = s[2] - m * m;
    long double third = s[3] - 3 * m * s[2] + 2 * m * m * m;
    long double fourth = s[4] - 4 * m * s[3] + 6 * m * m * s[2] - 3 * m * m * m * m;
    out[0] = m / sqrtl(square * n / (n - 1));
    out[1] = third / powl(square, 1.5L);
    out[2] = fourth / (square * square);
}

static long double plain_correlation(size_t n, const double *a, const double *b, size_t stride)
{
    long double sa = 0, sb = 0, aa = 0, bb = 0, ab = 0;
    for (size_t i = 0; i < n; i++) {
        long double x = a[i * stride], y = b[i * stride];
        sa += x, sb += y, aa += x * x, bb += y * y, ab += x * y;
    }
    return (ab - sa * sb / n) / sqrtl((aa - sa * sa / n) * (bb - sb * sb / n));
}

/* Trials that share a common part; one that never trades is left out. */
START_TEST(deflated_table)
{
    enum { TRIALS = 7, ROWS = 90, STILL = 3 };
    test_random random = test_seeded(11);
    double returns[ROWS * TRIALS];
    for (size_t t = 0; t < ROWS; t++) {
        double common = normal(&random);
        for (size_t k = 0; k < TRIALS; k++)
            returns[t * TRIALS + k] =
                k == STILL ? 0.25 : 0.01 * (common + normal(&random) + 0.05 * (double)k);
    }
    orth_luck_deflated result;
    ck_assert_int_eq(orth_luck_deflated_of(&result, TRIALS, ROWS, returns, NULL), ORTH_OK);
    long double mean = 0, square = 0, correlation = 0, best[3] = {-1e9L, 0, 0};
    size_t which = 0;
    for (size_t k = 0; k < TRIALS; k++) {
        long double one[3];
        if (k == STILL)
            continue;
        plain_moments(ROWS, returns + k, TRIALS, one);
        mean += one[0] / 6;
        square += one[0] * one[0];
        if (one[0] > best[0]) {
            memcpy(best, one, sizeof best);
            which = k;
        }
        for (size_t j = 0; j < k; j++)
            if (j != STILL)
                correlation += plain_correlation(ROWS, returns + k, returns + j, TRIALS) / 15;
    }
    ck_assert_uint_eq(result.trials, 6);
    ck_assert_uint_eq(result.left_out, 1);
    ck_assert_uint_eq(result.best, which);
    is_near(result.of_best.sharpe, (double)best[0], 1e-13);
    is_near(result.of_best.skewness, (double)best[1], 1e-11);
    is_near(result.of_best.kurtosis, (double)best[2], 1e-12);
    is_near(result.variance, (double)((square - 6 * mean * mean) / 5), 1e-12);
    is_near(result.correlation, (double)correlation, 1e-12);
    is_near(result.effective, (double)(correlation + (1 - correlation) * 6), 1e-12);
    is_near(result.threshold, sqrt(result.variance) * 1.26720636061147, 1e-12);
    ck_assert(result.effective_threshold < result.threshold);
    ck_assert(result.effective_probability > result.probability);
    is_near(result.probability,
            orth_luck_sharpe_probability((double)best[0], result.threshold, ROWS, (double)best[1],
                                         (double)best[2]),
            1e-11);
}
END_TEST

/* Equally correlated trials without skill: the greatest Sharpe ratio is above the mean of the
 * trials' by sqrt(V) E(K) in the mean, K all trials, whatever the correlation. V here is the mean
 * over the repeats, since the root of one V of 20 trials is some 1 % low. */
START_TEST(correlated_trials_without_skill)
{
    enum { TRIALS = 20, ROWS = 100, REPEATS = 700 };
    test_random random = test_seeded(12);
    double *returns = table(ROWS * TRIALS), sum = 0, square = 0, variance = 0;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
        double mean = 0;
        for (size_t t = 0; t < ROWS; t++) {
            double common = normal(&random);
            for (size_t k = 0; k < TRIALS; k++)
                returns[t * TRIALS + k] = common + normal(&random);
        }
        orth_luck_deflated result;
        ck_assert_int_eq(orth_luck_deflated_of(&result, TRIALS, ROWS, returns, NULL), ORTH_OK);
        for (size_t k = 0; k < TRIALS; k++)
            mean += orth_luck_sharpe_of(ROWS, returns + k, TRIALS).sharpe / TRIALS;
        double over = result.of_best.sharpe - mean;
        sum += over / REPEATS;
        square += over * over / REPEATS;
        variance += result.variance / REPEATS;
    }
    double error = sqrt((square - sum * sum) / REPEATS);
    double expected = sqrt(variance) * orth_luck_expected_maximum(TRIALS);
    test_worst("greatest Sharpe ratio, standard errors", (sum - expected) / error);
    ck_assert(fabs(sum - expected) < 4 * error);
    ck_assert(error < 0.02 * expected);
    free(returns);
}
END_TEST

/* Two trials without skill: how often the deflated ratio is above 0.95, as luck.h says. */
START_TEST(stricter_than_its_level)
{
    enum { ROWS = 100, REPEATS = 3000 };
    test_random random = test_seeded(17);
    double returns[2 * ROWS], share = 0;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
        for (size_t i = 0; i < 2 * ROWS; i++)
            returns[i] = normal(&random);
        orth_luck_deflated result;
        ck_assert_int_eq(orth_luck_deflated_of(&result, 2, ROWS, returns, NULL), ORTH_OK);
        share += result.probability > 0.95 ? 1.0 / REPEATS : 0;
    }
    double error = sqrt(0.015 * 0.985 / REPEATS);
    test_worst("above 0.95, standard errors", (share - 0.015) / error);
    ck_assert(fabs(share - 0.015) < 4 * error);
}
END_TEST

START_TEST(refusals)
{
    double returns[] = {1, 2, 3, 4, 5, 6, INFINITY, 8};
    orth_luck_deflated result;
    orth_error error;
    ck_assert_int_eq(orth_luck_deflated_of(&result, 1, 4, returns, &error), ORTH_BAD_INPUT);
    ck_assert_int_eq(orth_luck_deflated_of(&result, 2, 2, returns, &error), ORTH_BAD_INPUT);
    ck_assert_int_eq(orth_luck_deflated_of(&result, 2, 4, returns, &error), ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text, "row 3 of trial 0 is not finite");
    static const double still[] = {1, 2, 1, 2, 1, 2, 1, 3};
    ck_assert_int_eq(orth_luck_deflated_of(&result, 2, 4, still, &error), ORTH_OK);
    ck_assert_uint_eq(result.trials, 1);
    ck_assert_uint_eq(result.left_out, 1);
    ck_assert_uint_eq(result.best, 1);
    ck_assert(isnan(result.variance) && isnan(result.probability) && isnan(result.threshold));
}
END_TEST

ORTH_TEST_MAIN("luck", normal_numbers, published_sharpe, deflated_table,
               correlated_trials_without_skill, stricter_than_its_level, refusals)
