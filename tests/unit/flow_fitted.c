/* Others' trades of a scenario, recorded and fitted: what the scenario says comes back. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/hawkes_fit.h"
#include "orthant/scenario.h"
#include "simulate/flow.h"

#define BLOCKS 12000

static const char text[] =
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"
    " \"target\": {\"weights\": [\"0.6\", \"0.4\"]}, \"steps\": 1,"
    " \"pool\": {\"value\": 1000000, \"unit\": \"USD\"},"
    " \"market\": {\"model\": \"constant\", \"blocks\": 12000},"
    " \"monte_carlo\": {\"paths\": 1, \"seed\": 3},"
    " \"noise\": {\"model\": \"hawkes\", \"rate\": 0.4, \"size\": 2000, \"deviation\": 1.2,"
    " \"branching\": 0.6, \"decay\": 0.15, \"persistence\": 0.7}}";

/* A line a trade, as whoever reads a chain would write it. */
static char *record_of(const orth_scenario *scenario)
{
    static const double prices[2 * ORTH_FLOW_BLOCKS];
    const size_t room = 4000000;
    char *csv = malloc(room), *at = csv + sprintf(csv, "block,size,side\n");
    orth_flow *flow;
    ck_assert(orth_flow_create(&flow, scenario, 0, NULL) == ORTH_OK);
    orth_flow_begin(flow, 0, prices);
    for (uint64_t first = 1; first <= BLOCKS; first += ORTH_FLOW_BLOCKS) {
        ck_assert(orth_flow_fill(flow, first, ORTH_FLOW_BLOCKS, prices, NULL) == ORTH_OK);
        for (size_t k = 0; k < ORTH_FLOW_BLOCKS; k++) {
            const orth_noise_trade *trades;
            size_t count = orth_flow_trades(flow, k, &trades);
            for (size_t i = 0; i < count; i++)
                at += sprintf(at, "%zu,%.17g,%s\n", (size_t)first + k, trades[i].money,
                              trades[i].in == 0 ? "sell" : "buy");
        }
    }
    ck_assert(at < csv + room);
    orth_flow_free(flow);
    return csv;
}

/* Each planted value is in its interval, here and for this seed; that as many are as should be is
 * what make fits counts. */
START_TEST(what_was_planted)
{
    orth_scenario *scenario;
    orth_flow_record *record;
    orth_hawkes_fit fit;
    ck_assert(orth_scenario_parse(&scenario, text, strlen(text), "s.json", NULL) == ORTH_OK);
    char *csv = record_of(scenario);
    ck_assert(orth_flow_record_parse(&record, csv, "trades.csv", NULL) == ORTH_OK);
    ck_assert(record->in_blocks && record->count > 4000 && record->ties > 500);
    ck_assert(orth_hawkes_fit_record(&fit, record, 0, NULL) == ORTH_OK);
    const orth_scenario_noise *planted = &scenario->noise;
    const double truth[ORTH_HAWKES_VALUES] = {
        planted->rate,
        planted->branching,
        planted->decay,
        planted->rate * (1 - planted->branching),
        planted->branching * planted->decay,
        planted->size,
        planted->deviation,
        planted->persistence,
    };
    for (orth_hawkes_value v = 0; v < ORTH_HAWKES_VALUES; v++) {
        const orth_hawkes_estimate *of = &fit.values[v];
        ck_assert_msg(of->bounded && of->low < truth[v] && truth[v] < of->high,
                      "%s: %.6g is not in %.6g to %.6g", orth_hawkes_value_name(v), truth[v],
                      of->low, of->high);
        ck_assert(of->error < 0.12 * of->value);
    }
    ck_assert(fit.bic < fit.poisson_bic && fit.residual_distance < fit.residual_critical);
    orth_flow_record_free(record);
    free(csv);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("flow_fitted", what_was_planted)
