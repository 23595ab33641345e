/* The best number of steps: what its verdicts say of costs whose differences are known, and the
 * closed form against a simulated market. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/report.h"
#include "orthant/simulate.h"

#define VALUE 1000.0
#define PRICE_PATHS 400
#define COUNT 7

/* Costs of about 1 % of the value: common to all steps and wide (1 in 10), but for a difference and
 * a little of their own. */
typedef struct made {
    orth_scenario scenario;
    char *paths[1];
    uint64_t steps[COUNT];
    orth_simulation simulation;
    orth_simulated results[COUNT];
    orth_estimate figures[COUNT][ORTH_FIGURES + 2];
    double shortfalls[COUNT][PRICE_PATHS];
} made;

static void make_seeded(made *m, uint64_t seed, size_t price_paths, double sign,
                        const uint64_t *steps, const double *differences)
{
    test_random random = {.state = seed};
    static double common[PRICE_PATHS];
    for (size_t i = 0; i < price_paths; i++)
        common[i] = sign * 0.01 * VALUE * (0.9 + 0.2 * test_random_unit(&random));
    *m = (made){.paths = {(char *)"linear"}};
    m->scenario = (orth_scenario){.name = (char *)"made",
                                  .n = 2,
                                  .path_count = 1,
                                  .paths = m->paths,
                                  .step_count = COUNT,
                                  .steps = m->steps};
    m->simulation = (orth_simulation){.scenario = &m->scenario,
                                      .start_value = VALUE,
                                      .price_paths = price_paths,
                                      .random = true,
                                      .count = COUNT,
                                      .results = m->results};
    for (size_t s = 0; s < COUNT; s++) {
        m->steps[s] = steps[s];
        for (size_t i = 0; i < price_paths; i++)
            m->shortfalls[s][i] =
                common[i] +
                0.01 * VALUE * (differences[s] + 0.002 * (test_random_unit(&random) - 0.5));
        double copy[PRICE_PATHS];
        memcpy(copy, m->shortfalls[s], price_paths * sizeof *copy);
        m->figures[s][ORTH_SHORTFALL] = orth_estimate_of(price_paths, copy);
        m->results[s] = (orth_simulated){.path = "linear",
                                         .steps = steps[s],
                                         .figures = m->figures[s],
                                         .shortfalls = m->shortfalls[s]};
    }
}

static void make(made *m, size_t price_paths, double sign, const uint64_t *steps,
                 const double *differences)
{
    make_seeded(m, 7, price_paths, sign, steps, differences);
}

static orth_steps_report *report_of(const made *m, const orth_exposure *exposure)
{
    orth_steps_report *report;
    ck_assert(orth_steps_report_create(&report, &m->simulation, exposure, NULL) == ORTH_OK);
    return report;
}

/* In the order asked, which is not that of the steps; parts of the least cost. */
static const uint64_t asked[COUNT] = {64, 4, 8, 128, 16, 32, 2};
static const double more[COUNT] = {0.01, 0.012, 0.005, 0.05, 0, 0.00001, 0.3};

START_TEST(verdicts)
{
    made *m = calloc(1, sizeof *m);
    make(m, PRICE_PATHS, 1, asked, more);
    orth_exposure exposure = {0};
    orth_steps_report *report = report_of(m, &exposure);
    static const struct {
        uint64_t steps;
        double more;
        orth_steps_verdict verdict;
    } expected[COUNT] = {{2, 0.3, ORTH_STEPS_BEYOND},      {4, 0.012, ORTH_STEPS_BEYOND},
                         {8, 0.005, ORTH_STEPS_WITHIN},    {16, 0, ORTH_STEPS_LEAST},
                         {32, 0.00001, ORTH_STEPS_WITHIN}, {64, 0.01, ORTH_STEPS_OPEN},
                         {128, 0.05, ORTH_STEPS_BEYOND}};
    for (size_t i = 0; i < COUNT; i++) {
        const orth_steps_point *point = &report->points[i];
        const orth_estimate *difference = &point->difference;
        ck_assert_uint_eq(point->steps, expected[i].steps);
        ck_assert_msg(point->verdict == expected[i].verdict, "%d steps: %s", (int)point->steps,
                      orth_steps_verdict_name(point->verdict));
        ck_assert(fabs(difference->mean - 0.01 * expected[i].more) <= 5 * difference->stderr_);
        /* the common part is gone: noise of two uniforms of 2e-5 */
        if (i != report->best)
            ck_assert(fabs(difference->stderr_ / (2e-5 / sqrt(6 * PRICE_PATHS)) - 1) < 0.15);
        ck_assert(point->stderr_ > 20 * difference->stderr_);
        ck_assert((point->joint_low > 0) == (expected[i].more > 0.0001));
    }
    ck_assert_uint_eq(report->best, 3);
    ck_assert(report->within.from == 8 && report->within.to == 32);
    ck_assert(report->perhaps.from == 8 && report->perhaps.to == 64);
    ck_assert(report->tied.from == 16 && report->tied.to == 32);
    orth_steps_report_free(report);

    /* Updates and tracking, which no simulation sees, count for each step: now 8 is the least. */
    exposure = (orth_exposure){.update = 7e-6, .tracking = 3e-6, .total = 1e-5};
    report = report_of(m, &exposure);
    ck_assert_uint_eq(report->points[report->best].steps, 8);
    const orth_estimate *difference = &report->points[3].difference;
    ck_assert(fabs(difference->mean - (8e-5 - 5e-5)) <= 5 * difference->stderr_);
    ck_assert(report->points[3].verdict == ORTH_STEPS_WITHIN && report->points[3].joint_low > 0);
    orth_steps_report_free(report);
    free(m);
}
END_TEST

/* Candidates that cost the same: of 200 reports at most 5 in 100 tell any from the chosen least, or
 * put one beyond what it is (here 1 % more than the least would cost). By plain 95 % intervals most
 * reports would. */
START_TEST(equal_costs_are_not_told_apart)
{
    static const double same[COUNT] = {0};
    int told = 0, plainly = 0;
    made *m = calloc(1, sizeof *m);
    orth_exposure exposure = {0};
    for (uint64_t seed = 1; seed <= 200; seed++) {
        make_seeded(m, seed, 40, 1, asked, same);
        orth_steps_report *report = report_of(m, &exposure);
        bool any = false, by_plain = false;
        for (size_t i = 0; i < COUNT; i++) {
            any = any || report->points[i].joint_low > 0;
            by_plain = by_plain || report->points[i].difference.low > 0;
            ck_assert(report->points[i].verdict <= ORTH_STEPS_WITHIN);
        }
        told += any;
        plainly += by_plain;
        orth_steps_report_free(report);
    }
    free(m);
    test_worst("reports of 200 that tell equal costs apart, jointly", told);
    test_worst("and by plain intervals", plainly);
    ck_assert(told <= 10);
    ck_assert(plainly > 40); /* else this says nothing */
}
END_TEST

/* A pool that gains: 1 % more is 1 % less of a gain. */
START_TEST(gains)
{
    made *m = calloc(1, sizeof *m);
    make(m, PRICE_PATHS, -1, asked, more);
    orth_exposure exposure = {0};
    orth_steps_report *report = report_of(m, &exposure);
    ck_assert(report->points[report->best].cost < 0);
    ck_assert(report->within.from == 8 && report->within.to == 32);
    ck_assert(report->points[1].verdict == ORTH_STEPS_BEYOND);
    ck_assert(report->points[5].verdict == ORTH_STEPS_OPEN);
    orth_steps_report_free(report);
    free(m);
}
END_TEST

/* One price path: values without intervals, and a simulation of several paths is refused. */
START_TEST(one_price_path_and_several_paths)
{
    made *m = calloc(1, sizeof *m);
    make(m, 1, 1, asked, more);
    orth_exposure exposure = {0};
    orth_steps_report *report = report_of(m, &exposure);
    ck_assert(report->within.from == report->perhaps.from &&
              report->within.to == report->perhaps.to);
    for (size_t i = 0; i < COUNT; i++)
        ck_assert(report->points[i].verdict != ORTH_STEPS_OPEN);
    orth_steps_report_free(report);
    m->scenario.path_count = 2;
    orth_error error;
    ck_assert(orth_steps_report_create(&report, &m->simulation, &exposure, &error) ==
              ORTH_BAD_INPUT);
    ck_assert_ptr_null(report);
    free(m);
}
END_TEST

/* A fee-less pool in a market without drift: cost(f) - cost(f*) = D^2 / 2 (1/f - 1/f*) + l (f -
 * f*), with l the excess LVR alone, as measured path by path. 3 % of each term for what is beyond
 * the leading order, and four standard errors. */
START_TEST(the_closed_form_in_a_market)
{
    static const char text[] =
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"
        "\"target\": {\"weights\": [\"0.95\", \"0.05\"]}, \"paths\": [\"geodesic\"], \"steps\": 1,"
        "\"pool\": {\"value\": \"1000\", \"unit\": \"USD\"},"
        "\"market\": {\"model\": \"gbm\", \"block_seconds\": 86400, \"volatility\": [\"0.9\", "
        "\"0\"]}, \"monte_carlo\": {\"paths\": 3000, \"seed\": 11}}";
    orth_scenario *scenario;
    orth_error error = {.text = ""};
    orth_status status = orth_scenario_parse(&scenario, text, strlen(text), "s.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    orth_exposure exposure;
    ck_assert(orth_exposure_of(&exposure, scenario, "geodesic", 0, 0, NULL) == ORTH_OK);
    ck_assert(exposure.lvr > 0 && exposure.best_steps > 40 && exposure.best_steps < 100);
    char steps[64];
    double best = round(exposure.best_steps);
    snprintf(steps, sizeof steps, "%.0f,%.0f,%.0f,%.0f,%.0f", best, best / 2, best / 1.4,
             1.4 * best, 2 * best);
    ck_assert(orth_scenario_set_steps(scenario, steps, &error) == ORTH_OK);
    orth_simulation *simulation;
    orth_simulate_options options = {0};
    ck_assert(orth_simulation_run(&simulation, scenario, &options, &error) == ORTH_OK);
    double reach = 0;
    for (size_t s = 1; s < simulation->count; s++) {
        const orth_estimate *paired = &simulation->results[s].paired_shortfall;
        double f = (double)simulation->results[s].steps, d = exposure.distance;
        double loss = d * d / 2 * (1 / f - 1 / best), lvr = exposure.total * (f - best);
        double miss = paired->mean / 1000 - (loss + lvr), error_of = paired->stderr_ / 1000;
        char what[160];
        snprintf(what, sizeof what, "%g steps: %g against %g, standard error %g, off by", f,
                 paired->mean / 1000, loss + lvr, error_of);
        test_worst(what, miss);
        ck_assert_msg(fabs(miss) <= 4 * error_of + 0.03 * (fabs(loss) + fabs(lvr)), "%s %g", what,
                      miss);
        reach = fmax(reach, fabs(lvr) / error_of);
    }
    ck_assert(reach > 20); /* else this says nothing of l */
    orth_steps_report *report;
    ck_assert(orth_steps_report_create(&report, simulation, &exposure, NULL) == ORTH_OK);
    ck_assert(report->points[report->best].steps == (uint64_t)best);
    orth_steps_report_free(report);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}
END_TEST

/* Candidates rise, and none is beyond what the market has; that itself is tried in their place. */
START_TEST(candidates)
{
    static const struct {
        double best;
        uint64_t most;
        size_t count;
        uint64_t first, last;
    } cases[] = {{580, 100000, 15, 73, 4640}, {580, 620, 9, 73, 620},        {580, 50, 1, 50, 50},
                 {580, 1, 1, 1, 1},           {0, 100000, 11, 1, 1024},      {0, 10, 5, 1, 10},
                 {0.3, 100000, 2, 1, 2},      {1e9, 100000, 1, 16384, 16384}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        orth_scenario scenario = {0};
        orth_exposure exposure = {.best_steps = cases[k].best};
        ck_assert(orth_exposure_candidates(&scenario, &exposure, cases[k].most, NULL) == ORTH_OK);
        ck_assert_msg(scenario.step_count == cases[k].count, "case %d: %d candidates", (int)k,
                      (int)scenario.step_count);
        ck_assert_uint_eq(scenario.steps[0], cases[k].first);
        ck_assert_uint_eq(scenario.steps[scenario.step_count - 1], cases[k].last);
        for (size_t i = 1; i < scenario.step_count; i++)
            ck_assert(scenario.steps[i] > scenario.steps[i - 1]);
        free(scenario.steps);
    }
}
END_TEST

ORTH_TEST_MAIN("steps", candidates, verdicts, equal_costs_are_not_told_apart, gains,
               one_price_path_and_several_paths, the_closed_form_in_a_market)
