/* The values behind a simulation's estimates: all of them told, each once, in the order of the
 * price paths, and the estimates are theirs. */
#include "harness.h"
#include "strategy_pools.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/simulate.h"

static const char *const pools[] = {STRATEGY_POOLS};
#define POOLS (sizeof pools / sizeof pools[0])
enum { COUNT = 2, PATHS = 19, TOKENS = 3, ESTIMATES = 5, MOST = 128 };

/* [result][estimate][index] */
typedef struct told {
    size_t calls, times[COUNT][ESTIMATES][MOST];
    double values[COUNT][ESTIMATES][MOST][PATHS];
} told;

static void tell(void *user, size_t result, orth_simulate_estimate estimate, size_t index,
                 uint64_t count, const double *values)
{
    told *all = user;
    ck_assert(count == PATHS && result < COUNT && (size_t)estimate < ESTIMATES && index < MOST);
    all->calls++;
    all->times[result][estimate][index]++;
    memcpy(all->values[result][estimate][index], values, sizeof(double) * PATHS);
}

/* Of the numbers among the values, bit for bit; returns how many are none. */
static size_t assert_is_of(const told *all, size_t result, orth_simulate_estimate estimate,
                           size_t index, const orth_estimate *found)
{
    double there[PATHS];
    size_t m = 0;
    ck_assert_uint_eq(all->times[result][estimate][index], 1);
    for (size_t i = 0; i < PATHS; i++)
        if (!isnan(all->values[result][estimate][index][i]))
            there[m++] = all->values[result][estimate][index][i];
    if (m > 0) {
        orth_estimate expected = orth_estimate_of(m, there);
        ck_assert(memcmp(&expected, found, sizeof expected) == 0);
    }
    return PATHS - m;
}

static void assert_told(const told *all, const orth_simulation *simulation)
{
    size_t expected = 0, left_out = 0;
    for (size_t s = 0; s < COUNT; s++) {
        const orth_simulation_result *result = &simulation->results[s];
        for (size_t f = 0; f < ORTH_FIGURES + TOKENS; f++) {
            if (f < ORTH_FIGURES && !orth_figure_is_there((orth_figure)f, simulation->scenario))
                continue;
            expected++;
            assert_is_of(all, s, ORTH_SIMULATE_FIGURE, f, &result->figures[f]);
        }
        assert_is_of(all, s, ORTH_SIMULATE_PAIRED, 0, &result->paired);
        assert_is_of(all, s, ORTH_SIMULATE_PAIRED_SHORTFALL, 0, &result->paired_shortfall);
        expected += 2;
        const orth_simulation_performance *performance = result->performance;
        for (size_t f = 0; f < performance->count; f++) {
            size_t none = assert_is_of(all, s, ORTH_SIMULATE_PERFORMANCE, f,
                                       &performance->figures[f].estimate);
            ck_assert_uint_eq(none, performance->figures[f].left_out);
            left_out += none;
            expected++;
            if (performance->paired == NULL)
                continue;
            none = assert_is_of(all, s, ORTH_SIMULATE_PERFORMANCE_PAIRED, f,
                                &performance->paired[f].estimate);
            ck_assert_uint_eq(none, performance->paired[f].left_out);
            expected++;
        }
        const double(*values)[PATHS] = all->values[s][ORTH_SIMULATE_FIGURE];
        ck_assert(memcmp(values[ORTH_FIGURE_FINAL_VALUE], result->final_values, sizeof values[0]) ==
                  0);
        ck_assert(memcmp(values[ORTH_FIGURE_SHORTFALL], result->shortfalls, sizeof values[0]) == 0);
    }
    ck_assert_uint_eq(all->calls, expected);
    ck_assert(left_out > 0); /* holding has no deviation from itself */
}

START_TEST(the_values_of_each_estimate)
{
    static const orth_simulate_performance asked = {25 * 3600, 0.03, 0.1, 200};
    orth_scenario_strategy strategies[COUNT];
    told *all = malloc(sizeof *all);
    for (size_t p = 0; p < POOLS; p++) {
        test_plain_strategies(COUNT, strategies);
        orth_scenario *scenario = test_scenario_with(pools[p], COUNT, strategies);
        orth_simulate_options how = {
            .threads = 2, .performance = &asked, .values = tell, .user = all};
        memset(all, 0, sizeof *all);
        orth_simulation *simulation = test_simulation(scenario, &how);
        assert_told(all, simulation);
        /* in the order of the price paths: the seventh is the one of that number */
        how.one_path = true;
        how.price_path = 7;
        all->calls = 0;
        orth_simulation *one = test_simulation(scenario, &how);
        ck_assert_uint_eq(all->calls, 0);
        for (size_t s = 0; s < COUNT; s++)
            ck_assert(simulation->results[s].final_values[7] == one->results[s].final_values[0]);
        orth_simulation_free(one);
        orth_simulation_free(simulation);
        test_scenario_free_but_strategies(scenario);
    }
    free(all);
}
END_TEST

ORTH_TEST_MAIN("values", the_values_of_each_estimate)
