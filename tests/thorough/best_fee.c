/* What the search for the best fee says that arbitrage takes, against pools that really trade: at
 * rest and moving, with a protocol that takes a part of each fee. Takes 7 s of one core. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "orthant/fee_study.h"
#include "orthant/statistics.h"
#include "scenarios.h"

#define PATHS 4000
#define ERRORS 3.5  /* standard errors: all six cases hold together at 99.7 % */
#define MODEL 0.003 /* relative: small fee and noise, and the start in mid-band */

/* Log of value that 7200 blocks take, by simulation and by the formula. */
static void compare(const char *target, const char *protocol_share, const char *fee)
{
    char text[1000];
    snprintf(text, sizeof text,
             "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", "
             "\"0.5\"]}, \"target\": {\"weights\": %s}, \"steps\": 7200, \"paths\": [\"linear\"], "
             "\"pool\": {\"value\": 1000, \"unit\": \"USD\", \"swap_fee\": \"%s\", "
             "\"protocol_share\": \"%s\"}, \"order\": \"together\", \"demand\": {\"flow\": 0, "
             "\"elasticity\": 0}, \"market\": {\"model\": \"gbm\", \"block_seconds\": 12, "
             "\"volatility\": [\"0.8108\", 0]}, \"monte_carlo\": {\"paths\": %d, \"seed\": 3}}",
             target, fee, protocol_share, PATHS);
    orth_scenario *scenario = test_scenario(text);
    orth_simulation *simulation = test_simulation(scenario, &(orth_simulate_options){.threads = 1});
    orth_fee_study *study;
    ck_assert(orth_fee_study_create(&study, scenario, NULL) == ORTH_OK);
    const orth_fee_answer *answer =
        &study->answers[study->moves ? ORTH_FEE_MOVING : ORTH_FEE_AT_START];
    double formula = 7200 * answer->present.loss;
    double losses[PATHS];
    memcpy(losses, simulation->results[0].log_shortfalls, sizeof losses);
    orth_estimate traded = orth_estimate_of(PATHS, losses);
    double apart = fabs(traded.mean - formula);
    ck_assert_msg(apart < ERRORS * traded.stderr_ + MODEL * formula,
                  "%s, %s: %.6g +- %.2g traded, %.6g by the formula", target, protocol_share,
                  traded.mean, traded.stderr_, formula);
    ck_assert_double_lt(traded.stderr_, 0.02 * formula); /* the test can fail */
    orth_fee_study_free(study);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}

START_TEST(what_arbitrage_takes)
{
    compare("[\"0.9\", \"0.1\"]", "0", "0.003");
    compare("[\"0.9\", \"0.1\"]", "0.5", "0.003");
    compare("[\"0.9\", \"0.1\"]", "1", "0.003");
    compare("[\"0.9\", \"0.1\"]", "0.5", "0.0005");
    compare("[\"0.5\", \"0.5\"]", "0", "0.003");
    compare("[\"0.5\", \"0.5\"]", "0.5", "0.003");
}
END_TEST

ORTH_TEST_MAIN("best_fee", what_arbitrage_takes)
