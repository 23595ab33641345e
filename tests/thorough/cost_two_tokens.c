/* The cost of a move of two tokens, in closed form, against pools that really trade: 2,000 price
 * paths a case. Takes 16 s of one core. */
#include "harness.h"

#include <math.h>

#include "orthant/cost.h"
#include "traded_pool.h"

#define PATHS 2000
#define ERRORS 3.8 /* standard errors: 72 cases hold together at 99 % */

static double stated_error(double band)
{
    return band < ORTH_COST_LAW_BAND ? ORTH_COST_LAW_ERROR
           : band < 3                ? ORTH_COST_CLOSED_ERROR_2
           : band < 6                ? ORTH_COST_CLOSED_ERROR_3
                                     : ORTH_COST_CLOSED_ERROR_6;
}

static void every_speed(uint64_t usual_seed, double band)
{
    static const double speeds[] = {0.01, 0.1, 0.3, 1}, weights[] = {0.5, 0.8, 0.1};
    test_random random = test_seeded(usual_seed);
    orth_cost_law law = orth_cost_law_of(band);
    double worst = 0;
    for (size_t s = 0; s < 4; s++)
        for (size_t w = 0; w < 3; w++) {
            double y = law.rest + orth_cost_law_excess(&law, speeds[s]);
            test_mean mean = traded_overshoot(&random, band, speeds[s], weights[w], PATHS);
            double off = fabs(test_mean_value(&mean) - y) - stated_error(band) * y;
            ck_assert_double_lt(off, ERRORS * test_mean_error(&mean));
            worst = fmax(worst, off / test_mean_error(&mean));
        }
    test_worst("standard errors", worst);
}

START_TEST(narrow_bands)
{
    every_speed(1, 0.5);
    every_speed(2, 1);
    every_speed(3, 2);
}
END_TEST

START_TEST(a_band_of_6)
{
    every_speed(4, 6);
}
END_TEST

START_TEST(a_band_of_10)
{
    every_speed(5, 10);
}
END_TEST

START_TEST(a_band_of_20)
{
    every_speed(6, 20);
}
END_TEST

ORTH_TEST_MAIN("cost_two_tokens", narrow_bands, a_band_of_6, a_band_of_10, a_band_of_20)
