/* A launch as a Dutch auction: the price while nobody buys falls exponentially or linearly in
 * time. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "orthant/launch.h"

#define RECORDED 9
#define FIRST 0.2666666666666667 /* 24 times 100,000 / 9,000,000 */
#define LAST 0.0111111111111111

/* Nobody pays a millionth of a millionth. */
static orth_scenario *sale(const char *tokens, const char *start)
{
    char text[1000];
    snprintf(text, sizeof text,
             "{\"orthant\": 1, \"tokens\": [%s], \"start\": {\"weights\": [%s]},"
             " \"target\": {\"weights\": [\"0.5\", \"0.5\"]}, \"steps\": 800,"
             " \"paths\": [\"dutch\", \"dutch:linear\"], \"pool\": {\"unit\": \"USDC\"},"
             " \"launch\": {\"project\": \"PRJ\", \"reserve\": \"USDC\", \"sales_blocked\": true,"
             " \"balances\": {\"project\": \"9000000\", \"reserve\": \"100000\"},"
             " \"demand\": {\"model\": \"value\", \"value\": \"1e-12\"}}}",
             tokens, start);
    return test_scenario(text);
}

START_TEST(the_price_if_nobody_buys)
{
    orth_scenario *scenario = sale("\"PRJ\", \"USDC\"", "\"0.96\", \"0.04\"");
    orth_launch *launch;
    orth_error error = {.text = ""};
    const orth_launch_options how = {.recorded = RECORDED};
    ck_assert_msg(orth_launch_run(&launch, scenario, NULL, &how, &error) == ORTH_OK, "%s",
                  error.text);
    ck_assert_uint_eq(launch->count, 2);
    for (size_t k = 0; k < RECORDED; k++) {
        double t = (double)k / (RECORDED - 1);
        double prices[] = {FIRST * pow(LAST / FIRST, t), FIRST + t * (LAST - FIRST)};
        for (size_t r = 0; r < 2; r++) {
            const orth_launch_result *result = &launch->results[r];
            ck_assert_uint_eq(result->blocks[k], 100 * k);
            ck_assert_double_eq_tol(result->no_buyer[k] / prices[r], 1, 4e-15);
            ck_assert_double_eq_tol(result->price[0][k] / prices[r], 1, 4e-15);
        }
    }
    ck_assert_double_eq(launch->results[0].values[ORTH_LAUNCH_RAISED][0], 0);
    orth_launch_free(launch);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(the_reserve_must_be_last)
{
    orth_scenario *scenario = sale("\"USDC\", \"PRJ\"", "\"0.04\", \"0.96\"");
    orth_launch *launch;
    orth_error error = {.text = ""};
    ck_assert_int_eq(orth_launch_run(&launch, scenario, NULL, &(orth_launch_options){0}, &error),
                     ORTH_BAD_INPUT);
    ck_assert_ptr_null(launch);
    ck_assert_msg(strstr(error.text, "/paths/1: dutch:linear makes prices in the last of /tokens "
                                     "fall linearly, and the reserve USDC is the first") != NULL,
                  "%s", error.text);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("launch dutch", the_price_if_nobody_buys, the_reserve_must_be_last)
