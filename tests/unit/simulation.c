/* Simulations whose answer is known. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/report.h"
#include "orthant/simulate.h"

START_TEST(estimates)
{
    double values[] = {4, 1, 3, 2, 5};
    orth_estimate e = orth_estimate_of(5, values);
    ck_assert(e.mean == 3 && fabs(e.stderr_ - sqrt(2.5 / 5)) <= 1e-15);
    /* t of 4 degrees: 2.776445105 */
    ck_assert(fabs(e.high - 3 - 2.776445105 * e.stderr_) <= 1e-9);
    ck_assert(fabs(e.low + e.high - 6) <= 1e-15);
    ck_assert(e.quantiles[0] == 1.2 && e.quantiles[1] == 2 && e.quantiles[2] == 3);
    ck_assert(e.quantiles[3] == 4 && fabs(e.quantiles[4] - 4.8) <= 1e-15);
    double one[] = {7};
    e = orth_estimate_of(1, one);
    ck_assert(e.mean == 7 && e.stderr_ == 0 && e.low == 7 && e.high == 7 && e.quantiles[4] == 7);
    double zeros[31] = {1};
    e = orth_estimate_of(31, zeros);
    ck_assert(fabs((e.high - e.mean) / e.stderr_ / 2.0422724563 - 1) <= 1e-10);
}
END_TEST

/* Student's P(|T| > t) by the finite sums for whole degrees (Abramowitz and Stegun 26.7.3 and 4).
 */
static double outside_of(size_t degrees, double t)
{
    double theta = atan(t / sqrt((double)degrees)), c = cos(theta), term, sum;
    if (degrees % 2 == 1) {
        sum = 0;
        term = c;
        for (size_t k = 1; k < degrees; k += 2) {
            sum += term;
            term *= c * c * (double)(k + 1) / (double)(k + 2);
        }
        return 1 - 2 / acos(-1) * (theta + sin(theta) * sum);
    }
    sum = term = 1;
    for (size_t k = 1; k + 1 < degrees; k += 2) {
        term *= c * c * (double)k / (double)(k + 1);
        sum += term;
    }
    return 1 - sin(theta) * sum;
}

START_TEST(student)
{
    /* from tables */
    ck_assert(fabs(orth_student(1, 0.05) / 12.7062047362 - 1) <= 1e-11);
    ck_assert(fabs(orth_student(4, 0.05) / 2.7764451052 - 1) <= 1e-10);
    ck_assert(fabs(orth_student(10, 0.05) / 2.2281388520 - 1) <= 1e-10);
    ck_assert(fabs(orth_student(1000, 0.05) / 1.9623390808 - 1) <= 1e-10);
    ck_assert(fabs(orth_student(10, 0.001) / 4.5868938587 - 1) <= 1e-10);
    ck_assert(fabs(orth_student(100000000, 0.05) / 1.9599639845 - 1) <= 1e-7);
    static const double levels[] = {0.9, 0.5, 0.05, 1e-3, 2.4e-4, 1e-5, 1e-6};
    static const size_t degrees[] = {1,   2,   3,   4,   5,   9,   30,    63,
                                     198, 199, 200, 201, 255, 999, 100001};
    double worst = 0;
    for (size_t i = 0; i < sizeof degrees / sizeof degrees[0]; i++)
        for (size_t k = 0; k < sizeof levels / sizeof levels[0]; k++) {
            double t = orth_student(degrees[i], levels[k]), step = 1e-4 * t;
            double miss = outside_of(degrees[i], t) - levels[k];
            double slope =
                (outside_of(degrees[i], t + step) - outside_of(degrees[i], t - step)) / (2 * step);
            worst = fmax(worst, fabs(miss / slope / t));
        }
    test_worst("Student's t, relative", worst);
    ck_assert(worst <= ORTH_STUDENT_ERROR);
}
END_TEST

#define MOVE                                                                                       \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.3\", \"0.7\"]},"   \
    "\"target\": {\"weights\": [\"0.7\", \"0.3\"]}, \"paths\": [\"linear\"],"                      \
    "\"pool\": {\"value\": \"1000\", \"unit\": \"USD\"},"

/* Without fee, two kinds of order differ by the cross term sum (w_k - w_{k-1}) r_k, whose mean for
 * martingale prices is -1/2 sum (w_f - w_0)_i S_ii, S the covariance a step. */
START_TEST(the_cross_term)
{
    double sum = 0, square = 0, volatility = 0.8;
    enum { PATHS = 3000 };
    orth_scenario *scenarios[ORTH_ORDERS];
    for (int o = 0; o < ORTH_ORDERS; o++) {
        char text[1024];
        snprintf(text, sizeof text,
                 MOVE "\"steps\": 32, \"order\": \"%s\", \"market\": {\"model\": \"gbm\","
                      "\"block_seconds\": 86400, \"volatility\": [\"0.8\", \"0\"]}}",
                 orth_order_name((orth_order)o));
        scenarios[o] = test_scenario(text);
    }
    for (uint64_t path = 0; path < PATHS; path++) {
        double logs[ORTH_ORDERS];
        for (int o = 0; o < ORTH_ORDERS; o++) {
            orth_simulate_options options = {.threads = 1, .one_path = true, .price_path = path};
            orth_simulation *simulation = test_simulation(scenarios[o], &options);
            logs[o] = log(simulation->results[0].figures[ORTH_FIGURE_FINAL_VALUE].mean / 1000);
            orth_simulation_free(simulation);
        }
        double cross = logs[ORTH_ORDER_WEIGHT_THEN_PRICE] - logs[ORTH_ORDER_PRICE_THEN_WEIGHT];
        sum += cross;
        square += cross * cross;
        ck_assert(fabs(logs[ORTH_ORDER_TOGETHER] - logs[ORTH_ORDER_WEIGHT_THEN_PRICE]) <= 1e-13);
    }
    double mean = sum / PATHS, error = sqrt(square / PATHS / PATHS);
    double expected = -0.5 * 0.4 * volatility * volatility / 365.25;
    test_worst("cross term over its expectation", mean / expected);
    ck_assert(fabs(mean - expected) <= 3.5 * error);
    ck_assert(fabs(expected) > 5 * error); /* else this says nothing */
    for (int o = 0; o < ORTH_ORDERS; o++)
        orth_scenario_free(scenarios[o]);
}
END_TEST

/* At constant prices with a cost for each step: D^2 / 2f + l f, where f* is right to 1 %. */
START_TEST(the_best_number_of_steps)
{
    orth_scenario *scenario =
        test_scenario(MOVE "\"steps\": 1, \"market\": {\"model\": \"constant\"}}");
    orth_exposure exposure;
    ck_assert(orth_exposure_of(&exposure, scenario, "linear", 0.002, 1e-6, NULL) == ORTH_OK);
    ck_assert(fabs(exposure.update - 2e-6) <= 1e-20 && exposure.lvr == 0);
    ck_assert(fabs(exposure.best_steps - exposure.distance / sqrt(6e-6)) <= 1e-9);
    ck_assert(orth_exposure_candidates(scenario, &exposure, NULL) == ORTH_OK);
    ck_assert(scenario->step_count == 15);
    orth_scenario_set_paths(scenario, "geodesic", NULL);
    orth_simulate_options options = {0};
    orth_simulation *simulation = test_simulation(scenario, &options);
    orth_simulation *at_target;
    ck_assert(orth_simulation_at_target(&at_target, simulation, &options, NULL) == ORTH_OK);
    ck_assert(at_target->results[0].log_shortfalls[0] == 0);
    orth_best_steps *report;
    ck_assert(orth_best_steps_create(&report, simulation, at_target, &exposure, NULL, NULL) ==
              ORTH_OK);
    double best = (double)report->points[report->best].steps;
    ck_assert(fabs(best / exposure.best_steps - 1) < 0.01);
    ck_assert(fabs(report->points[report->best].cost / exposure.best_cost - 1) < 0.01);
    /* cosh x = 1.01 at x = 0.141: of candidates 2^(1/8) = e^0.087 apart, one each side */
    ck_assert((double)report->within.from > exposure.best_steps * exp(-0.142) &&
              (double)report->within.from < 0.95 * best);
    ck_assert((double)report->within.to < exposure.best_steps * exp(0.142) &&
              (double)report->within.to > 1.05 * best);
    orth_best_steps_free(report);
    orth_simulation_free(at_target);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}
END_TEST

/* Excess LVR of a two-token pool: volatility^2 w (1 - w) / 2, averaged along the line less the
 * target's; and a pool at rest loses at that rate when it is simulated. */
START_TEST(the_rate_of_lvr)
{
    orth_scenario *scenario =
        test_scenario(MOVE "\"steps\": 1, \"market\": {\"model\": \"gbm\", \"block_seconds\": 3600,"
                           "\"volatility\": [\"0.8\", \"0\"]}}");
    orth_exposure exposure;
    ck_assert(orth_exposure_of(&exposure, scenario, "linear", 0, 0, NULL) == ORTH_OK);
    double s = 0.64 * 3600 / 31557600;
    /* the mean of w (1 - w) from 0.3 to 0.7 is 1/4 - 0.4^2/12 */
    ck_assert(fabs(exposure.lvr - s / 2 * (0.25 - 0.16 / 12 - 0.21)) <= 1e-4 * s);
    orth_scenario_free(scenario);
    scenario =
        test_scenario("{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": "
                      "[\"0.3\", \"0.7\"]}, \"target\": {\"weights\": [\"0.3\", \"0.7\"]}, "
                      "\"steps\": 1, \"market\": {\"model\": \"gbm\", \"blocks\": 500,"
                      "\"block_seconds\": 3600, \"volatility\": [\"0.8\", \"0\"]},"
                      "\"monte_carlo\": {\"paths\": 400, \"seed\": 3}}");
    orth_simulate_options options = {0};
    orth_simulation *simulation = test_simulation(scenario, &options);
    const orth_estimate *lvr = &simulation->results[0].figures[ORTH_FIGURE_LVR];
    double expected = 500 * s / 2 * 0.21;
    ck_assert(fabs(lvr->mean - expected) <= 4 * lvr->stderr_ + 2e-3 * expected);
    ck_assert(lvr->stderr_ < 0.01 * expected);
    ck_assert(simulation->results[0].figures[ORTH_FIGURE_WEIGHT_LOSS].mean == 0);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("simulation", estimates, student, the_cross_term, the_best_number_of_steps,
               the_rate_of_lvr)
