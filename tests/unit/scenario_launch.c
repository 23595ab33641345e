/* The key "launch": what is read, what is assumed, and that it makes a sale. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/sale.h"
#include "orthant/scenario.h"

#define HEAD                                                                                       \
    "{\"orthant\": 1, \"tokens\": [\"R\", \"T\"], \"start\": {\"weights\": [\"0.04\", "            \
    "\"0.96\"]}, \"target\": {\"weights\": [\"0.5\", \"0.5\"]}, \"steps\": 21600, "                \
    "\"paths\": [\"linear\"], \"pool\": {\"unit\": \"USD\"}, "
#define LAUNCH                                                                                     \
    "\"launch\": {\"project\": \"T\", \"reserve\": \"R\", \"balances\": {\"project\": "            \
    "\"2400000\", \"reserve\": \"100000\"}, "
#define VALUE "\"demand\": {\"model\": \"value\", \"value\": \"0.001\"}"

static orth_scenario *parse(const char *text)
{
    orth_scenario *scenario;
    orth_error error;
    orth_status status = orth_scenario_parse(&scenario, text, strlen(text), "test.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return scenario;
}

START_TEST(least_launch_gets_defaults)
{
    orth_scenario *s = parse(HEAD LAUNCH VALUE "}}");
    const orth_scenario_launch *l = s->launch;
    ck_assert(l->project == 1 && l->reserve == 0);
    ck_assert(mpq_cmp_ui(l->project_balance, 2400000, 1) == 0);
    ck_assert(mpq_cmp_ui(l->reserve_balance, 100000, 1) == 0);
    ck_assert(mpq_sgn(l->virtual_reserve) == 0 && mpq_sgn(l->fixed_price) == 0);
    ck_assert(l->sales_blocked && !l->has_decimals && !l->has_sniper);
    ck_assert(l->project_decimals == 18 && l->reserve_decimals == 18);
    ck_assert(l->demand == ORTH_DEMAND_VALUE && l->has_value && l->value == 0.001);
    ck_assert(l->reserve_prices == NULL && l->trades_file == NULL);
    ck_assert(s->has_pool && mpq_cmp_ui(s->pool_value, 2500000, 1) == 0); /* 100000 / 0.04 */
    ck_assert_uint_eq(s->note_count, 1);
    ck_assert(strstr(s->notes[0], "nobody sells T to the pool") != NULL);
    ck_assert(strstr(l->value_note, "the pool is worth 2500000 USD") != NULL);
    orth_scenario_free(s);
}
END_TEST

START_TEST(everything_of_buyers_is_read)
{
    orth_scenario *s = parse(
        HEAD LAUNCH "\"virtual_reserve\": \"1/2\", \"sales_blocked\": false, \"decimals\": "
                    "{\"project\": 9, \"reserve\": 6}, \"fixed_price\": \"0.05\", "
                    "\"demand\": {\"model\": \"buyers\", \"value\": 0.05, \"rate\": [[0, 300],"
                    "[\"1.5\", 0]], \"budget\": {\"mean\": 500, \"deviation\": \"1.2\"}, "
                    "\"reservation\": {\"deviation\": 0.4, \"nu\": 5}, \"patient\": 0.3, "
                    "\"flippers\": {\"share\": 0.1, \"gain\": 0.5}}, \"sniper\": {\"capital\""
                    ": \"1e4\", \"exit\": \"6h\"}}}");
    const orth_scenario_launch *l = s->launch;
    const orth_launch_buyers *b = &l->buyers;
    ck_assert(mpq_cmp_ui(l->virtual_reserve, 1, 2) == 0 && mpq_cmp_ui(l->fixed_price, 1, 20) == 0);
    ck_assert(!l->sales_blocked && l->has_decimals);
    ck_assert(l->project_decimals == 9 && l->reserve_decimals == 6);
    ck_assert(l->demand == ORTH_DEMAND_BUYERS && l->value == 0.05);
    ck_assert(b->arrivals.count == 2 && b->arrivals.days[1] == 1.5);
    ck_assert(b->arrivals.rates[0] == 300 && b->arrivals.rates[1] == 0);
    ck_assert(b->budget == 500 && b->budget_deviation == 1.2 && b->deviation == 0.4);
    ck_assert(b->nu == 5 && b->patient == 0.3 && b->flippers == 0.1 && b->gain == 0.5);
    ck_assert(l->has_sniper && l->sniper.capital == 1e4);
    ck_assert(l->sniper.sells && l->sniper.exit_seconds == 21600);
    ck_assert(mpq_cmp_ui(s->pool_value, 5000025, 2) == 0); /* the virtual reserve counts */
    orth_scenario_free(s);
    s = parse(HEAD LAUNCH
              "\"demand\": {\"model\": \"buyers\", \"value\": 1, \"rate\": "
              "{\"at_start\": 1000, \"decay_days\": 0.5}, \"budget\": {\"mean\": 1}}}}");
    b = &s->launch->buyers;
    ck_assert(b->arrivals.count == 0 && b->arrivals.rate == 1000 && b->arrivals.decay_days == 0.5);
    ck_assert(b->budget_deviation == 0 && b->deviation == 0 && b->nu == 0 && b->patient == 0);
    orth_scenario_free(s);
}
END_TEST

START_TEST(trades_and_a_sniper_who_waits)
{
    orth_scenario *s = parse(HEAD LAUNCH "\"sales_blocked\": false, \"demand\": {\"model\": "
                                         "\"trades\", \"file\": \"t.csv\"}, \"sniper\": {\"capital"
                                         "\": 5, \"exit\": \"end\"}}}");
    ck_assert(s->launch->demand == ORTH_DEMAND_TRADES && !s->launch->has_value);
    ck_assert_str_eq(s->launch->trades_file, "t.csv");
    ck_assert(s->launch->sniper.sells && isinf(s->launch->sniper.exit_seconds));
    orth_scenario_free(s);
}
END_TEST

/* What the pool is worth for other commands, by each way that its reserve may have a price. */
START_TEST(reserve_is_priced_by_the_market_or_a_file)
{
    orth_scenario *s =
        parse(HEAD "\"market\": {\"model\": \"constant\", \"prices\": [3000, 2]}, " LAUNCH
                   "\"demand\": {\"model\": \"value\"}}}");
    ck_assert(s->has_pool && mpq_cmp_ui(s->pool_value, 7500000000, 1) == 0 &&
              !s->launch->has_value);
    orth_scenario_free(s);
    s = parse(HEAD LAUNCH VALUE ", \"reserve_prices\": {\"file\": \"r.csv\", \"price_column\": "
                                "\"close\", \"stamp\": \"end\"}}}");
    const orth_price_file *prices = s->launch->reserve_prices;
    ck_assert_str_eq(prices->token, "R");
    ck_assert_str_eq(prices->file, "r.csv");
    ck_assert_str_eq(prices->price_column, "close");
    ck_assert(prices->stamp == ORTH_STAMP_END && prices->time_column == NULL && !s->has_pool);
    ck_assert(strstr(s->launch->value_note, "say no amounts of money") != NULL);
    orth_error error;
    ck_assert(orth_scenario_set_reserve_prices(s, "other.csv", &error) == ORTH_OK);
    ck_assert_str_eq(s->launch->reserve_prices->file, "other.csv");
    ck_assert_str_eq(s->launch->reserve_prices->token, "R");
    ck_assert(s->launch->reserve_prices->price_column == NULL);
    orth_scenario_free(s);
}
END_TEST

/* --price-file gives the reserve a price that the scenario's own pool value did not know. */
START_TEST(price_file_takes_the_pools_value_away)
{
    orth_error error;
    orth_scenario *s = parse(HEAD LAUNCH VALUE "}}");
    ck_assert(orth_scenario_set_reserve_prices(s, "r.csv", &error) == ORTH_OK && !s->has_pool);
    ck_assert(mpq_sgn(s->pool_value) == 0);
    orth_scenario_free(s);
    s = parse("{\"orthant\": 1, \"tokens\": [\"R\", \"T\"], \"start\": {\"weights\": [\"0.5\", "
              "\"0.5\"]}, \"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": 2}");
    ck_assert(orth_scenario_set_reserve_prices(s, "r.csv", &error) == ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text, "test.json: /launch: this key is missing; prices of a reserve are "
                                 "those of a sale's");
    orth_scenario_free(s);
}
END_TEST

/* A value that nobody reaches: the price falls from 1 to 1/24 by the weights alone. */
START_TEST(sale_without_buyers_falls_by_its_weights)
{
    orth_scenario *s = parse(HEAD LAUNCH VALUE "}}");
    const orth_scenario_launch *l = s->launch;
    const orth_sale_terms terms = {.project = mpq_get_d(l->project_balance),
                                   .reserve = mpq_get_d(l->reserve_balance),
                                   .sales_blocked = l->sales_blocked};
    const orth_fee fee = orth_fee_of(s->rules.fee);
    orth_move *move;
    orth_path *path;
    orth_sale *sale;
    orth_error error;
    ck_assert(orth_scenario_move(&move, s, &error) == ORTH_OK);
    ck_assert(orth_path_create(&path, s->paths[0], move, s->steps[0], NULL, &error) == ORTH_OK);
    ck_assert(orth_sale_create(&sale, &terms, &error) == ORTH_OK);
    for (uint64_t k = 0; k <= s->steps[0]; k++) {
        double row[2], w = 0.96 - 0.46 * (double)k / (double)s->steps[0];
        orth_path_fill(path, k, 1, row, NULL);
        if (k == 0)
            ck_assert_double_eq_tol(row[l->project] / row[l->reserve] / 24, 1, 1e-14);
        else {
            orth_sale_block(sale, row[l->project], &fee);
            ck_assert(orth_sale_arbitrage(sale, l->value).got == 0);
            ck_assert_double_eq_tol(orth_sale_price(sale) * 24 / (w / (1 - w)), 1, 1e-13);
            ck_assert(orth_sale_no_buyer_price(sale) == orth_sale_price(sale));
        }
    }
    ck_assert_double_eq_tol(orth_sale_price(sale), 1.0 / 24, 1e-16);
    ck_assert(orth_sale_now(sale).ledger.buys == 0 && orth_sale_now(sale).project == 2400000);
    orth_sale_free(sale);
    orth_path_free(path);
    orth_move_free(move);
    orth_scenario_free(s);
}
END_TEST

ORTH_TEST_MAIN("launches of scenarios", least_launch_gets_defaults, everything_of_buyers_is_read,
               trades_and_a_sniper_who_waits, reserve_is_priced_by_the_market_or_a_file,
               price_file_takes_the_pools_value_away, sale_without_buyers_falls_by_its_weights)
