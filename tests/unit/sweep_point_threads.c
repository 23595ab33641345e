/* Groups of price paths of points, against price paths run alone; and points by several threads. */
#include "harness.h"
#include "strategy_pools.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/compare.h"
#include "orthant/sweep_point.h"

static const char *const pools[] = {STRATEGY_POOLS};
enum { COUNT = 2, PATHS = 70, FIGURES = 9, PLAIN = 4 };

static const char *const pointers[FIGURES + PLAIN] = {
    "/results/1/final_value",
    "/results/0/shortfall/mean",
    "/results/0/ledger/lvr",
    "/results/1/final_reserves/2/mean",
    "/results/0/performance/sharpe",
    "/results/0/performance/against/exchange/tracking_error",
    "/results/1/performance/paired/volatility/mean",
    "/paired/0/final_value",
    "/paired/0/shortfall/mean",
    /* no means over price paths, and one that leaves some out */
    "/results/0/strategy",
    "/results/0/ledger/miss",
    "/price_paths",
    "/results/1/performance/against/hold/information_ratio",
};

/* The same figures of one price path. */
static void figures_of(double figures[FIGURES], const orth_simulation *one)
{
    const orth_simulation_result *momentum = &one->results[0], *hold = &one->results[1];
    const orth_simulation_performance *performance = momentum->performance;
    const double all[FIGURES] = {
        hold->figures[ORTH_FIGURE_FINAL_VALUE].mean,
        momentum->figures[ORTH_FIGURE_SHORTFALL].mean,
        momentum->figures[ORTH_FIGURE_LVR].mean,
        hold->figures[ORTH_FIGURES + 2].mean,
        performance->figures[ORTH_PERFORMANCE_SHARPE].estimate.mean,
        performance
            ->figures[ORTH_PERFORMANCE_FIGURES + 2 * ORTH_AGAINST_FIGURES +
                      ORTH_AGAINST_TRACKING_ERROR]
            .estimate.mean,
        hold->performance->paired[ORTH_PERFORMANCE_VOLATILITY].estimate.mean,
        hold->final_values[0] - momentum->final_values[0],
        hold->shortfalls[0] - momentum->shortfalls[0]};
    memcpy(figures, all, sizeof all);
}

static orth_point_result *run(orth_scenario *scenario, const char *command, size_t count,
                              const char *const *of, unsigned threads)
{
    orth_error error;
    orth_point_result *result;
    orth_point_options how = {.threads = threads};
    orth_status status = orth_point_run(&result, command, scenario, count, of, &how, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return result;
}

static void assert_groups(const orth_point_result *result, uint64_t paths,
                          double (*figures)[FIGURES])
{
    for (size_t f = 0; f < FIGURES; f++) {
        const orth_point_figure *figure = &result->figures[f];
        size_t groups = paths < ORTH_POINT_GROUPS ? (size_t)paths : ORTH_POINT_GROUPS;
        ck_assert_uint_eq(figure->groups, groups);
        for (size_t g = 0; g < groups; g++) {
            double sum = 0, size = 0, members = 0;
            for (size_t p = g; p < paths; p += ORTH_POINT_GROUPS) {
                sum += figures[p][f];
                size += fabs(figures[p][f]);
                members++;
            }
            double miss = fabs(figure->group_means[g] - sum / members);
            ck_assert_msg(miss <= 1e-15 * size + 1e-300, "%s: group %zu", pointers[f], g);
        }
    }
    for (size_t f = FIGURES; f < FIGURES + PLAIN; f++)
        ck_assert(result->figures[f].groups == 0 && result->figures[f].group_means == NULL);
}

START_TEST(groups_are_means_of_price_paths_alone)
{
    static double figures[PATHS][FIGURES];
    orth_simulate_performance usual = orth_simulate_performance_usual();
    usual.resamples = 0;
    orth_scenario_strategy strategies[COUNT];
    test_plain_strategies(COUNT, strategies);
    orth_scenario *scenario = test_scenario_with(pools[_i], COUNT, strategies);
    for (uint64_t p = 0; p < PATHS; p++) {
        orth_simulation *one = test_simulation(
            scenario, &(orth_simulate_options){
                          .threads = 1, .one_path = true, .price_path = p, .performance = &usual});
        figures_of(figures[p], one);
        orth_simulation_free(one);
    }
    static const uint64_t paths[] = {PATHS, 32, 19, 2};
    for (size_t k = 0; k < sizeof paths / sizeof paths[0]; k++) {
        scenario->price_paths = paths[k];
        orth_point_result *result =
            run(scenario, "simulate", FIGURES + PLAIN, pointers, 1 + (unsigned)(k % 2));
        assert_groups(result, paths[k], figures);
        orth_point_result_free(result);
    }
    scenario->price_paths = 1;
    orth_point_result *result = run(scenario, "simulate", FIGURES + PLAIN, pointers, 1);
    for (size_t f = 0; f < FIGURES + PLAIN; f++)
        ck_assert(result->figures[f].groups == 0 && result->figures[f].group_means == NULL);
    orth_point_result_free(result);
    test_scenario_free_but_strategies(scenario);
}
END_TEST

/* ---------------------------------------------------------------- steps */

#define MOVE                                                                                       \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"   \
    "\"target\": {\"weights\": [\"0.6\", \"0.4\"]}, \"steps\": [4, 8],"                            \
    "\"paths\": [\"geodesic\"], \"monte_carlo\": {\"paths\": 70, \"seed\": 3},"                    \
    "\"market\": {\"model\": \"gbm\", \"block_seconds\": 60, \"volatility\": [\"0.9\", \"0\"]},"   \
    "\"pool\": {\"value\": \"1000\", \"unit\": \"USD\", \"swap_fee\": \"0.001\"},"                 \
    "\"exposure\": {\"update_cost\": \"0.005\"}}"

static const char *const of_steps[] = {"/best_cost/mean", "/curve/0/cost", "/curve/9/cost",
                                       "/at_target/shortfall", "/best_steps"};

/* The interval of so many values, of which only the means of groups of two or three are known: that
 * their mean is the figure, and that they spread as it says, about. */
static void assert_agrees(const orth_point_figure *figure)
{
    double mean = strtod(figure->text, NULL), sum = 0, square = 0, least = mean, most = mean;
    ck_assert(figure->interval && figure->groups == ORTH_POINT_GROUPS);
    for (size_t g = 0; g < ORTH_POINT_GROUPS; g++) {
        double members = g < PATHS - 2 * ORTH_POINT_GROUPS ? 3 : 2;
        sum += members * figure->group_means[g];
        square += members * (figure->group_means[g] - mean) * (figure->group_means[g] - mean);
        least = fmin(least, figure->group_means[g]);
        most = fmax(most, figure->group_means[g]);
    }
    ck_assert(fabs(sum / PATHS - mean) <= 1e-14 * (most - least + fabs(mean)));
    double deviation = sqrt(square / (ORTH_POINT_GROUPS - 1) / PATHS);
    double half = (strtod(figure->high, NULL) - strtod(figure->low, NULL)) / 2;
    ck_assert(deviation > 0.6 * half / 2 && deviation < 1.5 * half / 2);
}

START_TEST(groups_of_costs)
{
    orth_scenario *scenario = test_scenario(MOVE);
    orth_point_result *result = run(scenario, "steps", 5, of_steps, 1);
    for (size_t f = 0; f < 4; f++)
        assert_agrees(&result->figures[f]);
    ck_assert(result->figures[4].groups == 0 && result->figures[4].text != NULL);
    orth_scenario_free(scenario);
    /* on two threads, and what is best has the groups of its place in the curve */
    scenario = test_scenario(MOVE);
    orth_point_result *again = run(scenario, "steps", 5, of_steps, 2);
    for (size_t f = 0; f < 5; f++)
        ck_assert_str_eq(again->figures[f].text, result->figures[f].text);
    bool found = false;
    for (size_t i = 0; i < 15; i++) {
        char pointer[2][32];
        const char *const names[] = {pointer[0], pointer[1]};
        snprintf(pointer[0], sizeof pointer[0], "/curve/%zu/steps", i);
        snprintf(pointer[1], sizeof pointer[1], "/curve/%zu/cost", i);
        orth_scenario_free(scenario);
        scenario = test_scenario(MOVE);
        orth_point_result *one = run(scenario, "steps", 2, names, 1);
        bool best = one->figures[0].text != NULL &&
                    strcmp(one->figures[0].text, result->figures[4].text) == 0;
        found = found || best;
        if (best)
            ck_assert(memcmp(one->figures[1].group_means, result->figures[0].group_means,
                             ORTH_POINT_GROUPS * sizeof(double)) == 0);
        orth_point_result_free(one);
    }
    ck_assert(found);
    orth_point_result_free(again);
    orth_point_result_free(result);
    orth_scenario_free(scenario);
}
END_TEST

/* ---------------------------------------------------------------- points side by side */

enum { THREADS = 3, POINTS = 6 };

/* Points of different fees; the text of each figure, one behind the other. */
static void *some_points(void *out)
{
    static const char *const names[] = {"/results/0/shortfall", "/results/1/final_value/mean"};
    char *text = out;
    for (unsigned p = 0; p < POINTS; p++) {
        orth_error error;
        orth_point_result *result = NULL;
        orth_scenario *scenario = NULL;
        orth_point_options how = {.threads = 1};
        if (orth_scenario_parse(&scenario, MOVE, strlen(MOVE), "a point", &error) != ORTH_OK)
            return NULL;
        scenario->rules.fee = 1e-3 * p;
        if (orth_point_run(&result, p == 0 ? "compare" : "simulate", scenario, 2, names, &how,
                           &error) == ORTH_OK)
            text += sprintf(text, "%s %s\n",
                            result->figures[0].text == NULL ? "none" : result->figures[0].text,
                            result->figures[1].text == NULL ? "none" : result->figures[1].text);
        orth_point_result_free(result);
        orth_scenario_free(scenario);
    }
    return NULL;
}

START_TEST(points_side_by_side)
{
    static char expected[POINTS * 64], found[THREADS][POINTS * 64];
    pthread_t threads[THREADS];
    some_points(expected);
    for (size_t t = 0; t < THREADS; t++)
        ck_assert(pthread_create(&threads[t], NULL, some_points, found[t]) == 0);
    for (size_t t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    size_t lines = 0;
    for (const char *c = expected; *c != '\0'; c++)
        lines += *c == '\n';
    ck_assert_uint_eq(lines, POINTS);
    for (size_t t = 0; t < THREADS; t++)
        ck_assert_str_eq(found[t], expected);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sweep_point_threads");
    TCase *each = orth_test_case(suite, "groups");
    tcase_add_loop_test(each, groups_are_means_of_price_paths_alone, 0,
                        (int)(sizeof pools / sizeof pools[0]));
    tcase_add_test(each, groups_of_costs);
    tcase_add_test(each, points_side_by_side);
    return orth_test_run_suite(suite);
}
