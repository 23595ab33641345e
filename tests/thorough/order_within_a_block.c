/* What the order within a block does to the cost of a move with a fee and noise: the table of the
 * manual page of simulate, by fewer price paths. Takes 4 s of one core. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>

#include "orthant/simulate.h"
#include "traded_pool.h"

#define PATHS 384
#define ERRORS 3.5 /* standard errors, of both: six numbers hold together at 99.7 % */

/* In bp of the value; standard errors of the table are its intervals over 1.96. */
typedef struct row {
    orth_order order;
    double cost[3], error[3];
} row;
static const row table[] = {
    {ORTH_ORDER_TOGETHER, {6.264, 1.4223, 1.1653}, {0.0019, 0.0051, 0.0071}},
    {ORTH_ORDER_PRICE_THEN_WEIGHT, {5.4719, 0.83161, 1.0311}, {0.0012, 0.0049, 0.0071}},
};

static void check_order(const row *expected, test_mean *costs)
{
    orth_scenario *scenario;
    ck_assert(orth_scenario_load(&scenario, "scenarios/market/fee-and-noise.json", NULL) ==
              ORTH_OK);
    orth_simulate_options options = {0};
    orth_simulation *simulation, *at_target;
    ck_assert(orth_scenario_set_paths(scenario, "linear", NULL) == ORTH_OK);
    ck_assert(orth_scenario_set_steps(scenario, "720,7200,72000", NULL) == ORTH_OK);
    scenario->price_paths = PATHS;
    scenario->seed = test_seed(3);
    scenario->rules.order = expected->order;
    simulation = test_simulation(scenario, &options);
    ck_assert(orth_simulation_at_target(&at_target, simulation, &options, NULL) == ORTH_OK);
    for (size_t s = 0; s < 3; s++) {
        costs[s] = (test_mean){0};
        for (size_t path = 0; path < PATHS; path++)
            test_mean_add(&costs[s], 1e4 *
                                         (simulation->results[s].shortfalls[path] -
                                          at_target->results[0].shortfalls[path]) /
                                         simulation->start_value);
        double off = fabs(test_mean_value(&costs[s]) - expected->cost[s]);
        double error = hypot(test_mean_error(&costs[s]), expected->error[s]);
        test_worst("standard errors", off / error);
        ck_assert_double_lt(off, ERRORS * error);
    }
    orth_simulation_free(at_target);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}

START_TEST(the_table)
{
    test_mean joint[3], two_legs[3];
    check_order(&table[0], joint);
    check_order(&table[1], two_legs);
    /* the two orders do not agree on the best number of steps */
    ck_assert(test_mean_value(&joint[1]) - test_mean_value(&joint[2]) >
              3 * test_mean_error(&joint[2]));
    ck_assert(test_mean_value(&two_legs[2]) - test_mean_value(&two_legs[1]) >
              3 * test_mean_error(&two_legs[2]));
}
END_TEST

ORTH_TEST_MAIN("order_within_a_block", the_table)
