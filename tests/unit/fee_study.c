/* The best fee of a scenario's pool: its answers against those of the pool itself, what it assumes
 * and what it refuses. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/fee_study.h"
#include "orthant/market.h"

#define ENDS                                                                                       \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]}, "
#define MOVE ENDS "\"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": [720, 10], "
#define DEMAND "\"demand\": {\"flow\": \"0.288\", \"elasticity\": 300}, "
#define POOL "\"pool\": {\"value\": 1000, \"unit\": \"USD\", \"swap_fee\": \"0.002\""
#define MARKET                                                                                     \
    ", \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, \"volatility\": [0.5, 0.6], "       \
    "\"correlation\": [[1, 0.2], [0.2, 1]]}}"

static orth_scenario *scenario_of(const char *text)
{
    orth_scenario *scenario;
    orth_error error;
    orth_status status = orth_scenario_parse(&scenario, text, strlen(text), "x.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return scenario;
}

static double variance_of_market(void)
{
    return (0.25 + 0.36 - 2 * 0.2 * 0.5 * 0.6) * 12 / ORTH_YEAR_SECONDS;
}

static void same(const orth_fee_net *a, const orth_fee_net *b)
{
    ck_assert_double_eq_tol(a->fee / b->fee, 1, 1e-7);
    ck_assert_double_eq_tol(a->income / b->income, 1, 1e-7);
    ck_assert_double_eq_tol(a->net / b->net, 1, 1e-12);
}

START_TEST(its_answers_are_those_of_the_pool)
{
    orth_scenario *scenario =
        scenario_of(MOVE DEMAND "\"paths\": [\"geodesic\", \"linear\"], " POOL
                                ", \"protocol_share\": \"0.25\"}, \"order\": \"together\"" MARKET);
    orth_fee_study *study;
    ck_assert(orth_fee_study_create(&study, scenario, NULL) == ORTH_OK);
    double variance = variance_of_market();
    ck_assert_double_eq_tol(study->sigma / sqrt(variance), 1, 1e-14);
    ck_assert_double_eq(study->block_seconds, 12);
    ck_assert_double_eq(study->blocks_a_day, 7200);
    ck_assert_double_eq_tol(study->demand.flow, 4e-5, 1e-20);
    ck_assert(study->moves && study->has_present && study->present_fee == 0.002);
    ck_assert_uint_eq(study->steps, 720);
    ck_assert_uint_eq(study->blocks, 720);
    ck_assert_str_eq(study->path, "geodesic");
    ck_assert_uint_eq(study->note_count, 0);

    orth_demand demand = {4e-5, 300, 0.25};
    double first[] = {0.5, 0.9}, start[] = {0.5, 0.5}, target[] = {0.9, 0.1};
    orth_move *move;
    orth_path *path;
    ck_assert(orth_move_create(&move, 2, start, NULL, target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&path, "geodesic", move, 720, NULL, NULL) == ORTH_OK);
    for (int state = 0; state < ORTH_FEE_STATES; state++) {
        orth_fee_losses *losses;
        orth_best_fee best;
        if (state == ORTH_FEE_MOVING)
            ck_assert(orth_fee_losses_of_path(&losses, path, variance, 1, NULL) == ORTH_OK);
        else
            ck_assert(orth_fee_losses_at_rest(&losses, first[state], variance, NULL) == ORTH_OK);
        orth_best_fee_find(&best, losses, &demand);
        const orth_fee_answer *answer = &study->answers[state];
        orth_fee_net present = orth_fee_net_of(losses, &demand, 0.002);
        same(&answer->found.best, &best.best);
        same(&answer->present, &present);
        ck_assert_double_eq_tol(answer->given_up, best.best.net - present.net, 1e-20);
        ck_assert_double_gt(answer->given_up, 0);
        if (state == ORTH_FEE_MOVING)
            ck_assert_double_eq_tol(study->valid, orth_fee_losses_valid(losses), 1e-15);
        orth_fee_losses_free(losses);
    }
    ck_assert_str_eq(orth_fee_state_name(ORTH_FEE_AT_START), "at_start");
    ck_assert_str_eq(orth_fee_state_name(ORTH_FEE_MOVING), "moving");
    orth_path_free(path);
    orth_move_free(move);
    orth_fee_study_free(study);
    orth_scenario_free(scenario);
}
END_TEST

static bool has_note(const orth_fee_study *study, const char *text)
{
    for (size_t i = 0; i < study->note_count; i++)
        if (strstr(study->notes[i], text) != NULL)
            return true;
    return false;
}

START_TEST(what_is_assumed_is_told)
{
    char rows[] = "/tmp/orthant-fee-XXXXXX";
    FILE *file = fdopen(mkstemp(rows), "w");
    ck_assert_ptr_nonnull(file);
    orth_scenario *scenario = scenario_of(
        MOVE DEMAND "\"pool\": {\"value\": 1000, \"unit\": \"USD\", \"noise_ratio\": 1, "
                    "\"swap_fee\": {\"from\": 0.1, \"to\": 0, \"blocks\": 9}}, "
                    "\"arbitrage\": {\"gas\": 1, \"cost\": 0.1}, \"blocks_per_step\": 3, "
                    "\"noise\": {\"rate\": 1, \"size\": 1}, \"order\": \"weight-then-price\"}");
    orth_fee_study *study;
    ck_assert(orth_scenario_set_price_volatility(scenario, "0.8", NULL) == ORTH_OK);
    ck_assert(orth_fee_study_create(&study, scenario, NULL) == ORTH_OK);
    ck_assert(has_note(study, "a block lasts 12 s, since the scenario has no chain.block_time"));
    ck_assert(has_note(study, "the scenario has it: arbitrage.gas, arbitrage.cost, noise, "
                              "pool.noise_ratio, order (one arbitrage a block is counted)"));
    ck_assert(has_note(study, "spread evenly over its 3 blocks"));
    ck_assert(has_note(study, "pool.swap_fee is a schedule"));
    ck_assert_uint_eq(study->note_count, 4);
    ck_assert(!study->has_present);
    ck_assert_uint_eq(study->blocks, 2160);
    orth_fee_study_free(study);
    orth_scenario_free(scenario);
    /* Rows without dates. */
    fputs("time,A,B\n0,100,1\n1,101,1\n2,99,1\n3,100,1\n", file);
    fclose(file);
    char text[1000];
    snprintf(text, sizeof text,
             ENDS "\"target\": {\"weights\": [\"0.5\", \"0.5\"]}, \"steps\": 1, " DEMAND
                  "\"chain\": {\"block_time\": \"1/4\"}, \"market\": {\"model\": \"panel\", "
                  "\"file\": \"%s\"}}",
             rows);
    scenario = scenario_of(text);
    ck_assert(orth_fee_study_create(&study, scenario, NULL) == ORTH_OK);
    ck_assert(has_note(study, "a block lasts 0.25 s, as chain.block_time says: the market's prices "
                              "do not say how long"));
    ck_assert(!study->moves && !study->has_present);
    ck_assert_double_eq(study->blocks_a_day, 4 * 86400);
    orth_fee_study_free(study);
    orth_scenario_free(scenario);
    remove(rows);
}
END_TEST

static void refused(const char *text, const char *says)
{
    orth_scenario *scenario = scenario_of(text);
    orth_fee_study *study;
    orth_error error;
    ck_assert_int_eq(orth_fee_study_create(&study, scenario, &error), ORTH_BAD_INPUT);
    ck_assert_ptr_null(study);
    ck_assert_msg(strncmp(error.text, says, strlen(says)) == 0, "%s", error.text);
    orth_scenario_free(scenario);
}

START_TEST(what_is_refused)
{
    refused(MOVE POOL "}" MARKET, "x.json: /demand: this key is missing, and how much others");
    refused(MOVE DEMAND POOL "}}", "x.json: /market: this key is missing");
    refused(MOVE DEMAND "\"market\": {\"model\": \"constant\"}}",
            "x.json: /market: the price of the first token in the second stands still");
    refused(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"start\": {\"weights\": [\"1/3\", "
        "\"1/3\", \"1/3\"]}, \"target\": {\"weights\": [\"1/3\", \"1/3\", \"1/3\"]}, " DEMAND
        "\"steps\": 1}",
        "x.json: /tokens: 3 tokens; permitted: 2, since");
    refused(MOVE DEMAND POOL "}, \"arbitrage\": {\"presence\": 0.5}" MARKET,
            "x.json: /arbitrage/presence: 0.5, but what");
    refused(MOVE DEMAND POOL "}, \"arbitrage\": {\"sizing\": 0.6}" MARKET,
            "x.json: /arbitrage/sizing: 0.6, but what");
    refused(MOVE DEMAND POOL ", \"active_share\": 0.1}" MARKET,
            "x.json: /pool/active_share: 0.1, but what");
    orth_fee_study_free(NULL);
}
END_TEST

/* Options: both in place of the key, and one of them. */
START_TEST(the_demand_of_options)
{
    orth_scenario *scenario = scenario_of(MOVE POOL "}" MARKET);
    orth_fee_study *study;
    orth_error error;
    ck_assert(orth_scenario_set_flow(scenario, "1/4", NULL) == ORTH_OK);
    ck_assert_int_eq(orth_fee_study_create(&study, scenario, &error), ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text,
                     "x.json: /demand/elasticity: this key is missing, and so is --elasticity");
    ck_assert(orth_scenario_set_elasticity(scenario, "1e3", NULL) == ORTH_OK);
    ck_assert(orth_fee_study_create(&study, scenario, NULL) == ORTH_OK);
    ck_assert_double_eq_tol(study->demand.flow * 7200, 0.25, 1e-16);
    ck_assert_double_eq(study->demand.elasticity, 1000);
    orth_fee_study_free(study);
    ck_assert_int_eq(orth_scenario_set_flow(scenario, "1000001", &error), ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text, "--flow: \"1000001\"; permitted: numbers from 0 to 1000000");
    ck_assert_int_eq(orth_scenario_set_elasticity(scenario, "", &error), ORTH_BAD_INPUT);
    ck_assert_double_eq(scenario->demand.flow, 0.25);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("fee_study", its_answers_are_those_of_the_pool, what_is_assumed_is_told,
               what_is_refused, the_demand_of_options)
