/* How many price paths tell two schedules apart by plain values. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/simplex.h"
#include "orthant/simulate.h"

static const char *const tokens[] = {"A", "B"};

static orth_path *path_of(const char *name, const orth_move *move, uint64_t steps)
{
    orth_path *path;
    ck_assert(orth_path_create(&path, name, move, steps, tokens, NULL) == ORTH_OK);
    return path;
}

static double needed(const char *one, uint64_t steps, const char *other, uint64_t other_steps,
                     double from, double to, double sigma, uint64_t each)
{
    double covariance[] = {sigma * sigma, 0, 0, 0}, paths;
    double start[] = {from, 1 - from}, target[] = {to, 1 - to};
    orth_move *move;
    ck_assert(orth_move_create(&move, 2, start, NULL, target, NULL, NULL) == ORTH_OK);
    orth_path *first = path_of(one, move, steps), *second = path_of(other, move, other_steps);
    ck_assert(orth_paths_needed(&paths, first, second, each, covariance, NULL) == ORTH_OK);
    orth_path_free(first);
    orth_path_free(second);
    orth_move_free(move);
    return paths;
}

/* The same from the formulas of the two paths: weights, losses and all. */
static double plainly(uint64_t f, uint64_t g, double from, double to, double sigma)
{
    double one = 0, other = 0, sum = 0, arc = asin(sqrt(from)), reach = asin(sqrt(to)) - arc;
    double w = from, u = from;
    for (uint64_t k = 1; k <= (f > g ? f : g); k++) {
        double t = fmin((double)k / (double)f, 1), s = fmin((double)k / (double)g, 1);
        double next = from + (to - from) * t, after = pow(sin(arc + reach * s), 2);
        one += next * log(next / w) + (1 - next) * log((1 - next) / (1 - w));
        other += after * log(after / u) + (1 - after) * log((1 - after) / (1 - u));
        sum += (next - after) * (next - after);
        w = next;
        u = after;
    }
    return sum * pow(1.96 * sigma / (one - other), 2);
}

START_TEST(linear_against_geodesic)
{
    static const struct {
        double from, to;
        uint64_t steps;
        double sigma, known; /* to three digits */
    } cases[] = {
        {0.5, 0.9, 7200, 5e-4, 1.19e6}, {0.99, 0.5, 7200, 5e-4, 27900}, {0.5, 0.9, 100, 5e-3, 334}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        double from = cases[c].from, to = cases[c].to, sigma = cases[c].sigma;
        uint64_t f = cases[c].steps;
        double paths = needed("linear", f, "geodesic", f, from, to, sigma, 1);
        test_worst("price paths needed", paths);
        ck_assert(fabs(paths / cases[c].known - 1) <= 2e-3);
        /* the plain losses lose digits to their differences */
        ck_assert(fabs(paths / plainly(f, f, from, to, sigma) - 1) <= 1e-6);
        double swapped = needed("geodesic", f, "linear", f, from, to, sigma, 1);
        ck_assert(fabs(swapped / paths - 1) <= 1e-12);
        /* rows that last three blocks: as if the variance were three times as great */
        double thrice = needed("linear", f, "geodesic", f, from, to, sigma, 3);
        ck_assert(fabs(thrice / paths / 3 - 1) <= 1e-12);
    }
    double paths = needed("linear", 100, "geodesic", 250, 0.5, 0.9, 5e-4, 1);
    ck_assert(fabs(paths / plainly(100, 250, 0.5, 0.9, 5e-4) - 1) <= 1e-9);
}
END_TEST

START_TEST(nothing_to_tell)
{
    ck_assert(isnan(needed("linear", 50, "linear", 50, 0.5, 0.9, 5e-4, 1)));
    ck_assert(isnan(needed("linear", 50, "geodesic", 70, 0.5, 0.5, 5e-4, 1)));
    ck_assert(isnan(needed("linear", 1, "geodesic", 1, 0.5, 0.9, 5e-4, 1)));
    ck_assert(needed("linear", 50, "geodesic", 50, 0.5, 0.9, 0, 1) == 0);
}
END_TEST

#define SCENARIO                                                                                   \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"   \
    "\"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": [10],"                              \
    "\"paths\": [\"linear\", \"geodesic\", \"linear\"],"                                           \
    "\"monte_carlo\": {\"paths\": 4000, \"seed\": 1},"

/* In a simulation: by the market's covariance; and as many price paths as it says show it. */
START_TEST(of_a_simulation)
{
    orth_scenario *scenario =
        test_scenario(SCENARIO "\"market\": {\"model\": \"gbm\", \"block_seconds\": 31557600,"
                               "\"volatility\": [\"0.01\", \"0\"]}}");
    orth_simulation *simulation = test_simulation(scenario, &(orth_simulate_options){.threads = 1});
    const orth_simulation_result *results = simulation->results;
    double paths = needed("linear", 10, "geodesic", 10, 0.5, 0.9, 0.01, 1);
    ck_assert(isnan(results[0].paths_needed) && isnan(results[2].paths_needed));
    ck_assert(fabs(results[1].paths_needed / paths - 1) <= 1e-12);
    /* the interval of 4000 price paths is narrower than the difference by the root of that */
    const orth_estimate *paired = &results[1].paired;
    double shown = 4000 * pow(1.96 * paired->stderr_ / paired->mean, 2);
    test_worst("price paths needed, measured over computed", shown / paths);
    ck_assert(fabs(shown / paths - 1) <= 0.15);
    orth_simulation_free(simulation);
    simulation =
        test_simulation(scenario, &(orth_simulate_options){.threads = 1, .one_path = true});
    ck_assert(isnan(simulation->results[1].paths_needed));
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("paths_needed", linear_against_geodesic, nothing_to_tell, of_a_simulation)
