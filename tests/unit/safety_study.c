/* Studies of safety: what is found in a schedule against its windows taken one by one, what rows a
 * scenario, a plan and a strategy give, what is assumed and what is refused. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/safety_study.h"
#include "orthant/weights.h"
#include "plans.h"
#include "scenarios.h"

#define HEAD "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], "
#define ENDS                                                                                       \
    "\"start\": {\"weights\": [\"0.2\", \"0.5\", \"0.3\"]}, \"target\": {\"weights\": "            \
    "[\"0.4\", \"0.2\", \"0.4\"]}, "
#define POOL "\"pool\": {\"value\": 1000, \"unit\": \"USD\", \"swap_fee\": \"0.01\"}"

static orth_safety_study *study_of(const orth_scenario *scenario,
                                   const orth_safety_options *options)
{
    orth_safety_study *study;
    orth_error error;
    orth_status status = orth_safety_study_of_scenario(&study, scenario, options, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return study;
}

static orth_safety_options asked(uint64_t window, double capital)
{
    orth_safety_options options = orth_safety_options_usual();
    options.window = window;
    options.capital = capital;
    return options;
}

static bool has_note(const orth_safety_study *study, const char *text)
{
    for (size_t i = 0; i < study->note_count; i++)
        if (strstr(study->notes[i], text) != NULL)
            return true;
    return false;
}

/* The worst of all windows of so many blocks, each asked for by itself. */
static orth_safety_window worst_of(const double *rows, size_t n, size_t blocks, size_t window,
                                   double fee, double capital)
{
    orth_safety_window worst = {0};
    orth_safety_attacker attacker = {.capital = capital};
    for (size_t k = 0; k < blocks; k++)
        for (size_t b = 1; b <= window && k + b <= blocks; b++) {
            orth_safety_move move = {n, rows + k * n, rows + (k + b) * n, fee, fee};
            orth_safety_attack attack;
            ck_assert(orth_safety_best_attack(&attack, NULL, &move, &attacker, NULL) == ORTH_OK);
            if (attack.excess > worst.attack.excess)
                worst = (orth_safety_window){.first_block = k, .blocks = b, .attack = attack};
        }
    return worst;
}

static void agrees(const orth_safety_schedule *schedule, const orth_safety_window *worst)
{
    ck_assert(worst->attack.excess > ORTH_SAFETY_EXCESS);
    ck_assert(!schedule->safe);
    ck_assert_uint_eq(schedule->worst.first_block, worst->first_block);
    ck_assert_uint_eq(schedule->worst.blocks, worst->blocks);
    ck_assert_double_eq_tol(schedule->worst.attack.extraction, worst->attack.extraction, 1e-12);
    ck_assert_double_eq_tol(schedule->worst.attack.capital, worst->attack.capital, 1e-6);
}

START_TEST(each_path_is_looked_at_block_by_block)
{
    orth_scenario *scenario = test_scenario(
        HEAD ENDS "\"steps\": [4, 9], \"blocks_per_step\": 3, \"paths\": [\"linear\", "
                  "\"geodesic\"], " POOL "}");
    orth_safety_options options = asked(5, 0.3);
    orth_safety_study *study = study_of(scenario, &options);
    orth_move *move;
    ck_assert_uint_eq(study->schedule_count, 4);
    ck_assert_uint_eq(study->note_count, 0);
    ck_assert(orth_scenario_move(&move, scenario, NULL) == ORTH_OK);
    for (size_t s = 0; s < 4; s++) {
        const orth_safety_schedule *schedule = &study->schedules[s];
        const char *name = s % 2 == 0 ? "linear" : "geodesic";
        double rows[28 * 3];
        uint64_t steps = s < 2 ? 4 : 9, blocks = 3 * steps;
        orth_path *path;
        ck_assert(orth_path_create(&path, name, move, steps, NULL, NULL) == ORTH_OK);
        for (uint64_t k = 0; k <= blocks; k++)
            orth_path_fill(path, k / 3, 1, rows + 3 * k, NULL);
        ck_assert_str_eq(schedule->name, name);
        ck_assert_uint_eq(schedule->blocks, blocks);
        ck_assert_double_eq(schedule->log_loss, orth_path_log_loss(path));
        orth_safety_window worst = worst_of(rows, 3, blocks, 5, 0.01, 0.3);
        agrees(schedule, &worst);
        double extraction = schedule->worst.attack.extraction;
        ck_assert_double_eq_tol(schedule->value, 1000 * extraction, 1e-12);
        ck_assert_double_eq_tol(schedule->multiple, extraction / -expm1(-schedule->log_loss),
                                1e-10);
        ck_assert_double_eq_tol(schedule->curve[ORTH_SAFETY_CURVE / 2].extraction, extraction,
                                1e-12);
        ck_assert_double_eq(schedule->curve[ORTH_SAFETY_CURVE / 2].capital, 0.3);
        ck_assert(isnan(schedule->pair_displacement) && isnan(schedule->probability));
        /* The step is in its third block: none is safe. */
        ck_assert_uint_eq(schedule->least_safe_blocks, 0);
        ck_assert_uint_eq(schedule->largest_at % 3, 0);
        orth_path_free(path);
    }
    ck_assert(!study->safe && study->worst < 2); /* in 4 steps */
    orth_move_free(move);
    orth_safety_study_free(study);
    orth_scenario_free(scenario);
}
END_TEST

/* Beyond the window, n_safe is found up to `reach`. */
START_TEST(safe_blocks_are_looked_for_beyond_the_window)
{
    orth_scenario *scenario =
        test_scenario(HEAD ENDS "\"steps\": 2000, \"paths\": [\"geometric\"], " POOL "}");
    orth_safety_options options = asked(3, 0.3);
    options.stake = 0.25;
    orth_safety_study *study = study_of(scenario, &options);
    const orth_safety_schedule *schedule = &study->schedules[0];
    ck_assert(study->safe && schedule->safe);
    ck_assert_uint_eq(schedule->reach, 32);
    size_t most = schedule->least_safe_blocks, at = schedule->least_safe_at;
    ck_assert(most > 3 && most < 32);
    ck_assert_double_eq(schedule->probability, pow(0.25, (double)schedule->worst.blocks));
    ck_assert_double_eq_tol(schedule->probability_unsafe / pow(0.25, (double)most + 1), 1, 1e-14);
    ck_assert_uint_eq(schedule->beyond->safe_blocks[at], most);
    orth_safety_options longer = asked(most + 1, 0.3), as_long = asked(most, 0.3);
    orth_safety_study *not_safe = study_of(scenario, &longer), *safe = study_of(scenario, &as_long);
    ck_assert(!not_safe->safe && safe->safe);
    orth_safety_study_free(not_safe);
    orth_safety_study_free(safe);
    orth_safety_study_free(study);
    orth_scenario_free(scenario);
}
END_TEST

static orth_plan_file *plan_of(test_plan *made)
{
    orth_plan_file *in;
    orth_error error;
    char *text = test_plan_written(made->study);
    orth_status status = orth_plan_file_parse(&in, text, strlen(text), "plan.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    free(text);
    return in;
}

/* Without missed blocks: the weights of its replay. With them: no safer, and the run that is worst
 * is a draw, whose blocks keep their numbers. */
START_TEST(a_plan_is_what_its_contract_does)
{
    test_plan made = test_plan_make(test_plan_scenario, "generic", 3, false);
    orth_plan_file *in = plan_of(&made);
    orth_safety_options options = asked(4, 0.2);
    options.fee = 0.002;
    orth_safety_study *study, *missed;
    orth_replay *replay;
    ck_assert(orth_safety_study_of_plan(&missed, in, &options, NULL) == ORTH_OK);
    in->missing.runs = 0;
    ck_assert(orth_safety_study_of_plan(&study, in, &options, NULL) == ORTH_OK);
    ck_assert(orth_plan_replay(&replay, in->plan, NULL) == ORTH_OK);
    size_t n = replay->n, rows = (size_t)replay->steps + 1;
    double *weights = malloc(rows * n * sizeof *weights);
    for (size_t i = 0; i < rows * n; i++)
        weights[i] = (double)replay->weights[i] / 1e18;
    orth_safety_window worst = worst_of(weights, n, rows - 1, 4, 0.002, 0.2);
    agrees(&study->schedules[0], &worst);
    ck_assert_uint_eq(study->schedules[0].runs, 1);
    ck_assert_double_eq(study->schedules[0].log_loss, replay->log_loss);
    const orth_safety_schedule *of_draws = &missed->schedules[0];
    ck_assert_uint_eq(of_draws->runs, 6);
    ck_assert(has_note(missed, "also along 5 draws"));
    ck_assert(of_draws->run > 0 && of_draws->block != NULL);
    ck_assert(of_draws->worst.attack.excess > worst.attack.excess);
    ck_assert(of_draws->least_fee > study->schedules[0].least_fee);
    size_t first = of_draws->found->worst.first_block, last = first + of_draws->worst.blocks;
    ck_assert_uint_eq(of_draws->worst.first_block, of_draws->block[first]);
    ck_assert(of_draws->block[last] - of_draws->block[first] > of_draws->worst.blocks);
    free(weights);
    orth_replay_free(replay);
    orth_safety_study_free(study);
    orth_safety_study_free(missed);
    orth_plan_file_free(in);
    test_plan_unmake(&made);
}
END_TEST

/* A plan that says that it is safe and is not: that is an answer, though a replay refuses it. */
START_TEST(a_plan_that_breaks_its_own_rail_is_unsafe)
{
    test_plan made = test_plan_make(test_plan_scenario, "generic", 3, false);
    orth_plan_file *in = plan_of(&made);
    orth_safety_options options = orth_safety_options_usual();
    orth_safety_study *study;
    orth_replay *replay;
    in->plan->rails.safe = (orth_plan_safe){.blocks = 6, .capital = 1, .fee = 1e-5};
    ck_assert(orth_plan_replay(&replay, in->plan, NULL) == ORTH_DOMAIN);
    ck_assert(orth_safety_study_of_plan(&study, in, &options, NULL) == ORTH_OK);
    ck_assert(!study->safe && study->window == 6 && study->fee == 1e-5);
    orth_safety_study_free(study);
    orth_plan_file_free(in);
    test_plan_unmake(&made);
}
END_TEST

/* The worst of its price paths, each taken by itself. */
START_TEST(a_strategy_is_looked_at_on_each_price_path)
{
    orth_scenario *scenario;
    orth_error error;
    orth_status status =
        orth_scenario_load(&scenario, "scenarios/strategies/momentum.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    scenario->price_paths = 2;
    scenario->market_blocks = 400;
    orth_safety_options options = asked(2, 0.5);
    options.fee = 0.003;
    orth_safety_study *study = study_of(scenario, &options);
    const orth_safety_schedule *schedule = &study->schedules[0];
    orth_safety_window worst = {0};
    uint64_t run = 0;
    for (uint64_t p = 0; p < 2; p++) {
        orth_weights *weights;
        orth_weights_options which = {.price_path = p};
        ck_assert(orth_weights_create(&weights, scenario, &which, NULL) == ORTH_OK);
        size_t count, done = 0, n = scenario->n, blocks = (size_t)orth_weights_blocks(weights);
        double *rows = malloc((blocks + 1) * n * sizeof *rows);
        const double *some;
        do {
            ck_assert(orth_weights_next(weights, &count, &some, NULL) == ORTH_OK);
            memcpy(rows + done * n, some, count * n * sizeof *rows);
            done += count;
        } while (count > 0);
        ck_assert_uint_eq(done, blocks + 1);
        orth_safety_window here = worst_of(rows, n, blocks, 2, 0.003, 0.5);
        if (here.attack.excess > worst.attack.excess)
            worst = here, run = p;
        free(rows);
        orth_weights_free(weights);
    }
    agrees(schedule, &worst);
    ck_assert_uint_eq(schedule->run, run);
    ck_assert_uint_eq(schedule->runs, 2);
    ck_assert(isnan(schedule->largest_speed));
    ck_assert(has_note(study, "price paths looked at, 2"));
    orth_safety_study_free(study);
    orth_scenario_free(scenario);
}
END_TEST

START_TEST(what_is_not_given_is_assumed_and_said)
{
    orth_scenario *scenario = test_scenario(HEAD ENDS "\"steps\": [900, 100], \"paths\": "
                                                      "[\"linear\"]}");
    orth_safety_options options = orth_safety_options_usual();
    orth_safety_study *study = study_of(scenario, &options);
    ck_assert_uint_eq(study->window, ORTH_SAFETY_WINDOW);
    ck_assert_double_eq(study->attacker.capital, ORTH_SAFETY_CAPITAL);
    ck_assert(study->fee == 0 && !study->safe && isnan(study->pool_value));
    ck_assert(has_note(study, "--blocks sets them") && has_note(study, "--capital sets it") &&
              has_note(study, "--fee sets it") && has_note(study, "without a fee no schedule"));
    ck_assert_uint_eq(study->note_count, 4);
    orth_safety_study_free(study);
    /* 900 S^n >= 1e-3: S = 0.1 for 5 blocks, S = 0.9 for 130, which 100 blocks do not have. */
    options.stake = 0.1;
    study = study_of(scenario, &options);
    ck_assert_uint_eq(study->window, 5);
    orth_safety_study_free(study);
    options.stake = 0.9;
    study = study_of(scenario, &options);
    ck_assert_uint_eq(study->window, 100);
    orth_safety_study_free(study);
    orth_scenario_free(scenario);
}
END_TEST

/* 32 blocks are an epoch where a block lasts 12 s; elsewhere it is said how long they last. */
START_TEST(how_long_the_blocks_in_a_row_last)
{
    static const struct {
        const char *chain, *says;
    } known[] = {
        {"", "taken as 32, an epoch of Ethereum;"},
        {", \"chain\": {\"block_time\": 12}", "taken as 32, an epoch of Ethereum;"},
        {", \"chain\": {\"block_time\": 3600}", "32, which last 115200 s here, 3600 s each;"},
        {", \"chain\": {\"block_time\": \"1/4\"}", "32, which last 8 s here, 0.25 s each;"}};
    for (size_t i = 0; i < 4; i++) {
        char text[600];
        snprintf(text, sizeof text, "%s\"steps\": 100, \"paths\": [\"linear\"]%s}", HEAD ENDS,
                 known[i].chain);
        orth_scenario *scenario = test_scenario(text);
        orth_safety_options options = orth_safety_options_usual();
        orth_safety_study *study = study_of(scenario, &options);
        ck_assert_msg(has_note(study, known[i].says), "%s", known[i].says);
        orth_safety_study_free(study);
        orth_scenario_free(scenario);
    }
}
END_TEST

START_TEST(what_does_not_fit_is_refused_with_its_range)
{
    orth_scenario *scenario =
        test_scenario(HEAD ENDS "\"steps\": [9, 7], \"paths\": [\"linear\"], " POOL "}");
    orth_safety_options options = asked(8, 0.5);
    orth_safety_study *study;
    orth_error error;
    ck_assert(orth_safety_study_of_scenario(&study, scenario, &options, &error) == ORTH_BAD_INPUT);
    ck_assert(study == NULL);
    ck_assert_str_eq(error.text, "--blocks: 8; permitted: whole numbers from 1 to 7, the blocks "
                                 "of the move");
    static const struct {
        const char *name, *text, *message;
    } bad[] = {
        {"capital", "0", "--capital: \"0\"; permitted: numbers above 0"},
        {"capital", "1000001", "to 1000000, in parts of the pool's value"},
        {"stake", "1.1", "to 1, a share of the blocks"},
        {"swap-limit", "1", "below 1, a part of a reserve"},
        {"fee", "1", "--fee: \"1\"; permitted: numbers from 0, below 1"},
        {"fee", "-0.1", "--fee: \"-0.1\""},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ck_assert(orth_safety_options_set(&options, bad[i].name, bad[i].text, &error) ==
                  ORTH_BAD_INPUT);
        ck_assert_msg(strstr(error.text, bad[i].message) != NULL, "%s", error.text);
    }
    ck_assert(orth_safety_options_set(&options, "fee", "1/3", &error) == ORTH_OK);
    ck_assert_double_eq(options.fee, 1.0 / 3);
    orth_scenario_free(scenario);
}
END_TEST

ORTH_TEST_MAIN("safety_study", each_path_is_looked_at_block_by_block,
               safe_blocks_are_looked_for_beyond_the_window, a_plan_is_what_its_contract_does,
               a_plan_that_breaks_its_own_rail_is_unsafe,
               a_strategy_is_looked_at_on_each_price_path, what_is_not_given_is_assumed_and_said,
               how_long_the_blocks_in_a_row_last, what_does_not_fit_is_refused_with_its_range)
