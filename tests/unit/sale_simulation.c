/* A sale under a value that all know is a simulation with a constant price whose arbitrage only
 * buys: the same pool at the end, to the bit. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "orthant/path.h"
#include "orthant/sale.h"

#define START 0.9
#define TARGET 0.35
#define VALUE 0.05
#define POOL 1234567

static orth_scenario *scenario_of(const char *path, unsigned steps, double fee, double share)
{
    char text[1024];
    snprintf(text, sizeof text,
             "{\"orthant\": 1, \"tokens\": [\"PRJ\", \"USD\"],"
             "\"start\": {\"weights\": [\"%g\", \"%g\"]},"
             "\"target\": {\"weights\": [\"%g\", \"%g\"]}, \"paths\": [\"%s\"], \"steps\": %u,"
             "\"pool\": {\"value\": \"%d\", \"unit\": \"USD\", \"swap_fee\": \"%g\","
             "\"protocol_share\": \"%g\"},"
             "\"market\": {\"model\": \"constant\", \"prices\": [\"%g\", \"1\"]}}",
             START, 1 - START, TARGET, 1 - TARGET, path, steps, POOL, fee, share, VALUE);
    return test_scenario(text);
}

/* The rows of the scenario's schedule, both weights. */
static double *rows_of(const orth_scenario *scenario, const char *name, unsigned steps)
{
    orth_move *move;
    orth_path *path;
    ck_assert(orth_scenario_move(&move, scenario, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&path, name, move, steps, NULL, NULL) == ORTH_OK);
    double *rows = malloc((steps + 1) * 2 * sizeof *rows);
    ck_assert(rows != NULL);
    orth_path_fill(path, 0, steps + 1, rows, NULL);
    orth_path_free(path);
    orth_move_free(move);
    return rows;
}

START_TEST(the_pool_of_a_simulation)
{
    static const char *const names[] = {"linear", "geodesic", "power:0.5"};
    static const double fees[] = {0.01, 0.003, 0.0001};
    for (size_t i = 0; i < 9; i++) {
        const char *name = names[i % 3];
        unsigned steps = i % 2 == 0 ? 1000 : 7;
        double share = i % 4 == 0 ? 0 : 0.5;
        orth_scenario *scenario = scenario_of(name, steps, fees[i / 3], share);
        double *rows = rows_of(scenario, name, steps);
        orth_simulate_options options = {.threads = 1};
        orth_simulation *simulation = test_simulation(scenario, &options);
        const orth_estimate *figures = simulation->results[0].figures;
        orth_fee fee = orth_fee_of(fees[i / 3]);
        orth_sale_terms terms = {.project = rows[0] * POOL / VALUE,
                                 .reserve = rows[1] * POOL,
                                 .sales_blocked = true,
                                 .protocol_share = share};
        orth_sale *sale;
        ck_assert(orth_sale_create(&sale, &terms, NULL) == ORTH_OK);
        for (unsigned k = 1; k <= steps; k++) {
            orth_sale_block_weights(sale, rows + 2 * k, &fee);
            orth_sale_arbitrage(sale, VALUE);
        }
        orth_sale_state now = orth_sale_now(sale);
        const orth_sale_ledger *ledger = &now.ledger;
        ck_assert((double)ledger->buys == figures[ORTH_FIGURE_TRADES].mean && ledger->buys > 3);
        ck_assert(fma(now.project, VALUE, now.reserve) == figures[ORTH_FIGURE_FINAL_VALUE].mean);
        ck_assert(fabs(ledger->reserve_fees / figures[ORTH_FIGURE_ARBITRAGE_FEES].mean - 1) <
                  1e-15);
        double protocol = figures[ORTH_FIGURE_PROTOCOL].mean; /* of differences of reserves */
        ck_assert(fabs(ledger->reserve_protocol - protocol) <= 1e-10 * protocol);
        double profit = ledger->sold * VALUE - ledger->paid;
        ck_assert(fabs(profit - figures[ORTH_FIGURE_PROFIT].mean) < 1e-10 * ledger->paid);
        orth_sale_free(sale);
        orth_simulation_free(simulation);
        orth_scenario_free(scenario);
        free(rows);
    }
}
END_TEST

ORTH_TEST_MAIN("sale_simulation", the_pool_of_a_simulation)
