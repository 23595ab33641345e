/* A scenario's key "strategy": what is read of it, what quantammsim's stored forms mean, lengths of
 * time and files on a market's rows; and its weights by two routes. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/scenario.h"
#include "orthant/weights.h"

#define HEAD "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], "
#define MARKET(seconds)                                                                            \
    "\"market\": {\"model\": \"gbm\", \"block_seconds\": " #seconds                                \
    ", \"blocks\": 500, \"volatility\": [1, 2]}"

static const orth_strategy_parameter *parameter(const orth_strategy_part *part, const char *name)
{
    for (size_t i = 0; i < ORTH_STRATEGY_PARAMETERS_MAX && part->parameters[i].name != NULL; i++)
        if (strcmp(part->parameters[i].name, name) == 0)
            return &part->parameters[i];
    return NULL;
}

static bool has_note(const orth_scenario *scenario, const char *text)
{
    for (size_t i = 0; i < scenario->note_count; i++)
        if (strstr(scenario->notes[i], text) != NULL)
            return true;
    return false;
}

/* ---------------------------------------------------------------- what is read */

START_TEST(everything_is_read)
{
    orth_scenario *s = test_scenario(
        HEAD "\"strategy\": [{\"name\": \"mine\", \"rule\": {\"kind\": \"power_channel\", "
             "\"k_per_day\": [1, \"1/4\"], \"exponent\": 2}, \"estimator\": {\"memory_days\": 7}, "
             "\"link\": \"additive\", \"update_every\": \"1d\", \"move\": {\"path\": \"geodesic\", "
             "\"over\": 30}, \"rails\": {\"minimum_weight\": \"0.1\", \"maximum_weight\": [0.8, "
             "0.7], \"largest_change_a_block\": 0.01}, \"warm_up\": 5, \"initial_weights\": "
             "[\"1/4\", \"3/4\"], \"execute\": \"contract\"}, {\"rule\": \"file:targets.csv\"}]}");
    ck_assert_uint_eq(s->strategy_count, 2);
    ck_assert(s->strategies_listed && s->start == NULL && s->paths == NULL && s->step_count == 0);
    const orth_scenario_strategy *one = &s->strategies[0];
    ck_assert_str_eq(one->spec.name, "mine");
    ck_assert_str_eq(one->spec.rule.kind, "power_channel");
    const orth_strategy_parameter *speed = parameter(&one->spec.rule, "k_per_day");
    ck_assert(speed->count == 2 && speed->values[0] == 1 && speed->values[1] == 0.25);
    const orth_strategy_parameter *exponent = parameter(&one->spec.rule, "exponent");
    ck_assert(exponent->count == 1 && exponent->values[0] == 2);
    ck_assert_str_eq(one->spec.estimator.kind, "gradient");
    ck_assert_str_eq(one->spec.link.kind, "additive");
    ck_assert(one->update_every.span.micros == INT64_C(86400000000) && one->over.blocks == 30);
    ck_assert(one->warm_up.blocks == 5 && one->contract && !one->lvr);
    ck_assert_str_eq(one->spec.path, "geodesic");
    ck_assert(one->spec.minimum_weight[0] == 0.1 && one->spec.minimum_weight[1] == 0.1);
    ck_assert(one->spec.maximum_weight[1] == 0.7 && one->spec.largest_change_a_block == 0.01);
    ck_assert(one->spec.initial_weights[0] == 0.25 && one->spec.initial_weights[1] == 0.75);
    ck_assert_str_eq(s->strategies[1].targets_file, "targets.csv");
    ck_assert_str_eq(s->strategies[1].spec.rule.kind, "file");
    orth_error error;
    orth_move *move;
    ck_assert_int_eq(orth_scenario_move(&move, s, &error), ORTH_BAD_INPUT);
    orth_scenario_free(s);
}
END_TEST

/* The share that a running cost asks for, whatever the order of the keys. */
START_TEST(a_running_cost_is_a_share)
{
    orth_scenario *s = test_scenario(HEAD "\"strategy\": {\"rule\": \"momentum\", \"move\": "
                                          "{\"running_cost\": \"1e-4\", \"path\": \"pursue\"}}}");
    const char *path = s->strategies[0].spec.path;
    ck_assert(strncmp(path, "pursue:", 7) == 0);
    ck_assert_msg(fabs(strtod(path + 7, NULL) - 0.00995012499922) < 1e-14, "%s", path);
    orth_scenario_free(s);
}
END_TEST

/* Each name of quantammsim's, as it is stored, and what it means; inverse squareplus of y is
 * y - 1 / y. */
static const struct form {
    const char *rule, *given, *key; /* "=KEY" of the estimator */
    double first, second;
} forms[] = {
    {"momentum", "\"logit_lamb\": [0, 1.3862943611198906]", "=lambda", 0.5, 0.8},
    {"momentum", "\"memory_days\": [3, 5]", "=memory_days", 3, 5},
    {"momentum", "\"initial_memory_length\": 7", "=memory_days", 7, 7},
    {"momentum", "\"unknown\": 1", "=memory_days", 10, 10},
    {"momentum", "\"k\": [0.15, 20]", "k_per_day", 0.15, 20},
    {"momentum", "\"log_k\": [3, -1]", "k_per_day", 8, 0.5},
    {"momentum", "\"sp_k\": [1.5, -3.75]", "k_per_day", 2, 0.25},
    {"momentum", "\"absolute_k\": [40, 50]", "speed", 40, 50},
    {"momentum", "\"k_per_day\": 4", "k_per_day", 4, 4},
    {"momentum", "\"initial_k_per_day\": 4", "k_per_day", 4, 4},
    {"momentum", "\"unknown\": 1", "k_per_day", 20, 20},
    {"power_channel", "\"sp_exponents\": [0, 1.5]", "exponent", 1, 2},
    {"power_channel", "\"raw_exponents\": [0, 1.5]", "exponent", 1, 2},
    {"power_channel", "\"exponent\": [3, 1.5]", "exponent", 3, 1.5},
    {"power_channel", "\"initial_raw_exponents\": 0", "exponent", 1, 1},
    {"power_channel", "\"sp_pre_exp_scaling\": [-3.75, 0]", "scale", 0.25, 1},
    {"power_channel", "\"logit_pre_exp_scaling\": [0, 1.3862943611198906]", "scale", 0.5, 0.8},
    {"power_channel", "\"raw_pre_exp_scaling\": [-1, 2]", "scale", 0.5, 4},
    {"power_channel", "\"pre_exp_scaling\": 0.3", "scale", 0.3, 0.3},
    {"power_channel", "\"initial_pre_exp_scaling\": 0.3", "scale", 0.3, 0.3},
    {"power_channel", "\"raw_pre_exp_scaling\": 2, \"use_pre_exp_scaling\": false", "scale", 0.5,
     0.5},
    {"mean_reversion_channel", "\"sp_width\": [1.5, 0]", "width", 2, 1},
    {"mean_reversion_channel", "\"raw_width\": [1, -1]", "width", 2, 0.5},
    {"mean_reversion_channel", "\"width\": [0.02, 0.01]", "width", 0.02, 0.01},
    {"mean_reversion_channel", "\"initial_raw_width\": -2", "width", 0.25, 0.25},
    {"mean_reversion_channel", "\"sp_amplitude\": [1.5, 0]", "amplitude", 2, 1},
    {"mean_reversion_channel", "\"log_amplitude\": [1, -1]", "amplitude", 2, 0.5},
    {"mean_reversion_channel", "\"initial_log_amplitude\": 3", "amplitude", 8, 8},
    {"mean_reversion_channel", "\"amplitude\": [3, 4]", "height", 3, 4},
    {"mean_reversion_channel", "\"unknown\": 1", "amplitude", 1, 1},
    {"difference_momentum", "\"memory_days_2\": [3, 4]", "memory_days_2", 3, 4},
    {"difference_momentum", "\"memory_days_1\": [3, 4]", "memory_days_2", 3, 4},
    {"difference_momentum", "\"memory_days_1\": 3, \"initial_memory_length_delta\": 2",
     "memory_days_2", 5, 5},
    {"difference_momentum", "\"logit_lamb\": 1, \"logit_delta_lamb\": [-1, 0.3862943611198906]",
     "lambda_2", 0.5, 0.8},
    {"min_variance", "\"memory_days_1\": 3, \"memory_days_2\": 2", "smoothing_memory_days", 2, 2},
    {"index_market_cap", "\"logit_lamb\": 0, \"logit_delta_lamb\": [0, 1.3862943611198906]",
     "smoothing_lambda", 0.5, 0.8},
    {"triple_threat_mean_reversion_channel",
     "\"logit_lamb\": [[1, 1], [0, 1.3862943611198906], "
     "[2, 2]], \"logit_lamb_for_ewma\": 0.5",
     "lambda_2", 0.5, 0.8},
    {"triple_threat_mean_reversion_channel",
     "\"logit_lamb\": 1, \"logit_lamb_for_ewma\": "
     "[0, 1.3862943611198906]",
     "lambda_average", 0.5, 0.8},
};

START_TEST(stored_forms_mean_what_they_are)
{
    static const char *const places[] = {"\"parameters\": {%s}", "\"settings\": {%s}", "%s"};
    for (size_t f = 0; f < 3 * sizeof forms / sizeof forms[0]; f++) {
        const struct form *form = &forms[f / 3];
        char text[1024], where[512];
        snprintf(where, sizeof where, places[f % 3], form->given);
        snprintf(text, sizeof text, HEAD "\"strategy\": {\"quantammsim\": {\"rule\": \"%s\", %s}}}",
                 form->rule, where);
        orth_scenario *s = test_scenario(text);
        const orth_strategy_spec *spec = &s->strategies[0].spec;
        bool estimator = form->key[0] == '=';
        const orth_strategy_parameter *found =
            parameter(estimator ? &spec->estimator : &spec->rule, form->key + estimator);
        ck_assert_msg(found != NULL && found->count == 2, "%s: no %s", text, form->key);
        for (size_t i = 0; i < 2; i++) {
            double want = i == 0 ? form->first : form->second;
            ck_assert_msg(fabs(found->values[i] - want) <= 4e-16 * want, "%s: %.17g, not %.17g",
                          text, found->values[i], want);
        }
        orth_scenario_free(s);
    }
}
END_TEST

START_TEST(a_run_of_quantammsim_is_read)
{
    orth_scenario *s = test_scenario(
        "{\"orthant\": 1, \"tokens\": [\"B\", \"A\"], \"strategy\": {\"quantammsim\": {\"rule\": "
        "\"bounded__ensemble__lvr__momentum\", \"parameters\": {\"k\": [[1, 2], [3, 4]], "
        "\"logit_lamb\": [0, 0], \"min_weights_per_asset\": [0.1, 0.2], "
        "\"initial_weights_logits\": [0, 1.0986122886681098], \"sp_width\": 1, \"beta\": 1}, "
        "\"settings\": {\"chunk_period\": 60, \"weight_interpolation_method\": "
        "\"approx_optimal\", \"maximum_change\": 0.001, \"minimum_weight\": 0.05, "
        "\"max_memory_days\": 9, \"start_minute\": 120, \"n_ensemble_members\": 2}, "
        "\"initial_pool_value\": 5000, \"fees\": 0.003, \"gas_cost\": 1, \"arb_fees\": 0.0005, "
        "\"arb_frequency\": 5, \"noise_trader_ratio\": 0.5, \"protocol_fee_split\": 0.25, "
        "\"k\": [[1.0, 2], [3, 4.0]], \"logit_lamb\": null}}}"); /* the same, and none */
    const orth_scenario_strategy *one = &s->strategies[0];
    ck_assert(one->spec.as_peer.on && one->lvr && !one->contract);
    ck_assert_uint_eq(one->spec.member_count, 2);
    ck_assert(parameter(&one->spec.members[1].rule, "k_per_day")->values[1] == 4);
    ck_assert(parameter(&one->spec.members[1].estimator, "lambda")->values[1] == 0.5);
    ck_assert(one->spec.as_peer.bound_low[1] == 0.2 && one->spec.as_peer.bound_high == NULL);
    ck_assert(fabs(one->spec.initial_weights[1] - 0.75) < 1e-15);
    ck_assert(one->update_every.blocks == 60 && one->over.blocks == 60);
    ck_assert_str_eq(one->spec.path, "approx_optimal");
    ck_assert(one->spec.largest_change_a_block == 0.001 && one->warm_up.blocks == 120);
    ck_assert(one->spec.as_peer.minimum_weight == 0.05 && one->spec.max_memory_days == 9);
    ck_assert(s->has_pool && mpq_cmp_ui(s->pool_value, 5000, 1) == 0 && s->rules.fee == 0.003);
    ck_assert(s->rules.gate.gas == 1 && s->rules.gate.cost == 0.0005 && s->arbitrage_every == 5);
    ck_assert(s->rules.noise_ratio == 0.5 && s->rules.protocol_share == 0.25);
    ck_assert(has_note(s, "\"beta\" is not known here") && has_note(s, "sp_width plays no part"));
    ck_assert(has_note(s, "not alphabetical"));
    orth_scenario_free(s);
}
END_TEST

/* How many members there are is said by n_ensemble_members or by the values' own lists; a list of
 * one set of parameters is that set; null is nothing. */
static const struct nesting {
    const char *rule, *parameters;
    size_t members; /* 0: no ensemble */
    double last;    /* k of the last token, of the last member */
} nestings[] = {
    {"momentum", "\"k\": [[3, 4]], \"logit_lamb\": [[0, 0]]", 0, 4},
    {"momentum", "\"k\": null", 0, 20},
    {"momentum", "\"k\": [[5]]", 0, 5},
    {"ensemble__momentum", "\"k\": [[1, 2], [3, 4], [5, 6]]", 3, 6},
    {"ensemble__momentum", "\"k\": 7, \"logit_lamb\": [[0, 1], [1, 2]]", 2, 7},
    {"ensemble__momentum", "\"k\": 7, \"n_ensemble_members\": 2", 2, 7},
    {"ensemble__momentum", "\"k\": 7", 1, 7},
    {"momentum", "\"k\": 7, \"n_ensemble_members\": 2", 0, 7},
};

START_TEST(a_pool_beside_a_run_of_quantammsim_may_be_a_part)
{
    static const char *const pools[] = {"\"swap_fee\": \"0.003\"", "\"unit\": \"EUR\"",
                                        "\"value\": 5000", "\"noise_ratio\": 0"};
    for (size_t i = 0; i < sizeof pools / sizeof pools[0]; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 HEAD "\"pool\": {%s}, \"strategy\": [{\"quantammsim\": {\"rule\": \"hodl\", "
                      "\"settings\": {\"initial_pool_value\": 5000}}}]}",
                 pools[i]);
        orth_scenario *s = test_scenario(text);
        ck_assert(s->has_pool && mpq_cmp_ui(s->pool_value, 5000, 1) == 0);
        ck_assert_str_eq(s->pool_unit, i == 1 ? "EUR" : "USD");
        ck_assert(s->rules.fee == (i == 0 ? 0.003 : 0));
        orth_scenario_free(s);
    }
}
END_TEST

START_TEST(members_are_counted)
{
    for (size_t i = 0; i < sizeof nestings / sizeof nestings[0]; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 HEAD "\"strategy\": {\"quantammsim\": {\"rule\": \"%s\", \"parameters\": {%s}}}}",
                 nestings[i].rule, nestings[i].parameters);
        orth_scenario *s = test_scenario(text);
        const orth_strategy_spec *spec = &s->strategies[0].spec;
        ck_assert_uint_eq(spec->member_count, nestings[i].members);
        const orth_strategy_part *rule =
            spec->member_count > 0 ? &spec->members[spec->member_count - 1].rule : &spec->rule;
        ck_assert_msg(parameter(rule, "k_per_day")->values[1] == nestings[i].last, "%s", text);
        orth_scenario_free(s);
    }
}
END_TEST

/* ---------------------------------------------------------------- on a market */

static orth_market *market_of(const orth_scenario *s)
{
    orth_market *market;
    orth_error error;
    orth_status status = orth_market_create(&market, s->market, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return market;
}

START_TEST(lengths_of_time_are_blocks)
{
    orth_scenario *s = test_scenario(
        HEAD MARKET(0.25) ", \"strategy\": [{\"name\": \"a\", \"rule\": \"fixed\", "
                          "\"update_every\": \"1m\", \"move\": {\"over\": \"3s\"}, "
                          "\"warm_up\": \"2h\"}, {\"rule\": \"fixed\", \"warm_up\": 7}]}");
    orth_market *market = market_of(s);
    orth_strategy *both[2];
    orth_error error;
    uint64_t blocks;
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(orth_scenario_strategy_create(&both[i], s, i, market, &error), ORTH_OK);
    ck_assert_uint_eq(orth_strategy_update_every(both[0]), 240);
    ck_assert_uint_eq(orth_strategy_over(both[0]), 12);
    ck_assert_uint_eq(orth_strategy_warm_up(both[0]), 28800);
    ck_assert_uint_eq(orth_strategy_warm_up(both[1]), 28800); /* all begin at one block */
    ck_assert_int_eq(orth_scenario_strategy_blocks(&blocks, s, market, 2, both, &error), ORTH_OK);
    ck_assert_uint_eq(blocks, 500);
    orth_strategy_free(both[0]);
    orth_strategy_free(both[1]);
    orth_market_free(market);
    orth_scenario_free(s);
}
END_TEST

static void write_file(const char *name, const char *text)
{
    FILE *stream = fopen(name, "w");
    ck_assert_ptr_nonnull(stream);
    fputs(text, stream);
    ck_assert_int_eq(fclose(stream), 0);
}

/* Rows of a file stand by their times: a target counts from the first price at or after its own,
 * and supply is the last one known. */
START_TEST(files_are_laid_on_the_rows_of_prices)
{
    char folder[] = "/tmp/orthant-strategy-XXXXXX", text[1024];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    char prices[512] = "time,A,B\n";
    for (int h = 0; h < 8; h++)
        snprintf(prices + strlen(prices), sizeof prices - strlen(prices),
                 "2024-05-01T%02d:00:00Z,1,1\n", h);
    write_file("prices.csv", prices);
    write_file("targets.csv", "time,A,B\n2024-04-30T00:00:00Z,0.5,0.5\n"
                              "2024-05-01T01:30:00Z,0.25,0.75\n2024-05-01T04:00:00Z,0.75,0.25\n");
    write_file("supply.csv", "time,A,B\n2024-04-30T00:00:00Z,1,1\n2024-05-01T03:00:00Z,3,1\n");
    snprintf(text, sizeof text,
             HEAD "\"market\": {\"model\": \"panel\", \"file\": \"prices.csv\"}, \"strategy\": "
                  "[{\"rule\": \"file:targets.csv\"}, {\"rule\": {\"kind\": "
                  "\"index_market_cap\", \"supply\": \"supply.csv\"}}]}");
    orth_scenario *s = test_scenario(text);
    orth_weights *weights;
    orth_error error;
    orth_status status =
        orth_weights_create(&weights, s, &(orth_weights_options){.price_path = 0}, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    static const double want[2][8] = {{0.5, 0.5, 0.5, 0.25, 0.25, 0.75, 0.75, 0.75},
                                      {0.5, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75, 0.75}};
    for (size_t strategy = 0; strategy < 2; strategy++) {
        size_t count;
        const double *rows;
        orth_weights_start(weights, strategy);
        ck_assert_int_eq(orth_weights_next(weights, &count, &rows, &error), ORTH_OK);
        ck_assert_uint_eq(count, 8);
        for (size_t k = 0; k < count; k++)
            ck_assert_msg(fabs(rows[2 * k] - want[strategy][k]) < 1e-15, "%zu: row %zu is %.17g",
                          strategy, k, rows[2 * k]);
    }
    orth_weights_free(weights);
    orth_scenario_free(s);
    ck_assert(unlink("prices.csv") == 0 && unlink("targets.csv") == 0 && unlink("supply.csv") == 0);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

/* The same by hand, all rows at once; and what they come to, by sums of long doubles. */
START_TEST(weights_are_the_walk_s)
{
    orth_scenario *s = test_scenario(
        HEAD MARKET(3600) ", \"strategy\": {\"rule\": \"momentum:1\", \"estimator\": "
                          "{\"memory_days\": 5}, \"update_every\": \"1d\", \"warm_up\": "
                          "\"3d\"}}");
    enum { ROWS = 72 + 501 };
    orth_market *market = market_of(s);
    orth_market_walk *prices;
    orth_strategy *strategy;
    orth_strategy_walk *walk;
    orth_weights *weights;
    orth_error error;
    double seen[ROWS * 2], by_hand[ROWS * 2], previous[2];
    ck_assert_int_eq(orth_market_walk_create(&prices, market, 1, &error), ORTH_OK);
    orth_market_walk_start(prices, 3);
    ck_assert_int_eq(orth_market_walk_fill(prices, ROWS, seen, NULL, &error), ORTH_OK);
    ck_assert_int_eq(orth_scenario_strategy_create(&strategy, s, 0, market, &error), ORTH_OK);
    ck_assert_int_eq(orth_strategy_walk_create(&walk, strategy, 1, &error), ORTH_OK);
    orth_strategy_walk_next(walk, ROWS, seen, by_hand);
    ck_assert_int_eq(
        orth_weights_create(&weights, s, &(orth_weights_options){.price_path = 3}, &error),
        ORTH_OK);
    ck_assert_uint_eq(orth_weights_blocks(weights), 500);
    orth_weights_sums sums = {.rows = 0};
    size_t count, at = 72;
    const double *rows;
    do {
        ck_assert_int_eq(orth_weights_next(weights, &count, &rows, &error), ORTH_OK);
        ck_assert(memcmp(rows, by_hand + 2 * at, 2 * count * sizeof *rows) == 0);
        orth_weights_sum(&sums, 2, count, rows, previous);
        at += count;
    } while (count > 0);
    ck_assert_uint_eq(at, ROWS);
    long double turnover = 0, cost = 0;
    for (size_t k = 73; k < ROWS; k++)
        for (size_t i = 0; i < 2; i++) {
            long double now = by_hand[2 * k + i], then = by_hand[2 * k - 2 + i];
            turnover += fabsl(now - then) / 2;
            cost += now * logl(now / then);
        }
    ck_assert(turnover > 0.1L && fabsl(sums.turnover - turnover) < 1e-13L);
    ck_assert(fabsl(sums.cost_of_moves - cost) < 1e-13L);
    orth_weights_free(weights);
    orth_strategy_walk_free(walk);
    orth_strategy_free(strategy);
    orth_market_walk_free(prices);
    orth_market_free(market);
    orth_scenario_free(s);
}
END_TEST

ORTH_TEST_MAIN("scenario_strategy", everything_is_read, a_running_cost_is_a_share,
               stored_forms_mean_what_they_are, a_run_of_quantammsim_is_read,
               a_pool_beside_a_run_of_quantammsim_may_be_a_part, members_are_counted,
               members_are_counted, lengths_of_time_are_blocks,
               files_are_laid_on_the_rows_of_prices, weights_are_the_walk_s)
