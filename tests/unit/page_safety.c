/* The part "safety" of a page: it is the library's study of the page's own calls. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "orthant/loss.h"
#include "orthant/safety_study.h"
#include "page_parts.h"

#define MOVE(more)                                                                                 \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]}, "  \
    "\"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"paths\": [\"linear\"], " more "}"
#define POOL(fee)                                                                                  \
    ", \"pool\": {\"value\": \"10000000\", \"unit\": \"USD\", \"swap_fee\": \"" fee "\"}"

/* The plan's file, by the library alone. */
static orth_plan_file *plan_of(const orth_scenario *scenario)
{
    orth_error error = {.text = ""};
    orth_move *move;
    orth_plan_study *study;
    orth_plan_file *file;
    char *text = NULL;
    size_t length = 0;
    orth_plan_study_options options = orth_plan_study_options_of(scenario);
    ck_assert(orth_scenario_move(&move, scenario, &error) == ORTH_OK);
    ck_assert(orth_plan_study_create(&study, move, &options, &error) == ORTH_OK);
    FILE *stream = open_memstream(&text, &length);
    ck_assert(orth_plan_study_write_json(study, stream, &error) == ORTH_OK);
    fclose(stream);
    ck_assert(orth_plan_file_parse(&file, text, length, "plan.json", &error) == ORTH_OK);
    free(text);
    orth_plan_study_free(study);
    orth_move_free(move);
    return file;
}

START_TEST(safety_is_that_of_the_calls)
{
    test_page m = test_page_with(MOVE("\"steps\": 2000" POOL("0.003")), NAN, NULL, "safety");
    orth_plan_file *file = plan_of(m.scenario);
    orth_safety_options options = orth_safety_options_usual();
    orth_safety_study *study;
    orth_error error = {.text = ""};
    options.fee = 0.003;
    ck_assert(orth_safety_study_of_plan(&study, file, &options, &error) == ORTH_OK);
    const orth_safety_schedule *of = &study->schedules[0];
    const json_t *row = json_array_get(test_page_rows(&m, "schedules"), 0);
    ck_assert(!study->safe && json_is_false(test_page_value(&m, "safe")));
    ck_assert(json_real_value(test_page_value(&m, "takes_bp")) ==
              orth_part_bp(of->worst.attack.extraction));
    ck_assert(json_real_value(test_page_value(&m, "least_fee")) == of->least_fee);
    ck_assert(json_real_value(test_page_value(&m, "largest_speed")) == of->largest_speed);
    ck_assert_uint_eq((uint64_t)json_integer_value(test_page_value(&m, "safe_blocks")),
                      of->least_safe_blocks);
    ck_assert_double_eq_tol(json_real_value(json_object_get(row, "takes")),
                            1e7 * of->worst.attack.extraction, 1e-6);
    ck_assert(test_page_decides(&m, "sure", "UNSAFE"));
    orth_safety_study_free(study);
    orth_plan_file_free(file);
    test_page_clear(&m);
}
END_TEST

START_TEST(a_fee_makes_it_safe)
{
    test_page m = test_page_with(MOVE("\"steps\": 2000" POOL("0.2")), NAN, NULL, "safety");
    ck_assert(json_is_true(test_page_value(&m, "safe")));
    ck_assert(json_is_true(test_page_value(&m, "safe_at_one_block")));
    ck_assert(test_page_decides(&m, "sure", "Safe from who builds up to 32 blocks"));
    test_page_clear(&m);
}
END_TEST

START_TEST(without_a_fee_the_fee_is_missing)
{
    test_page m = test_page_with(MOVE("\"steps\": 50"), NAN, NULL, "safety");
    ck_assert(test_page_misses(&m, "/pool/swap_fee"));
    ck_assert(json_is_false(test_page_value(&m, "safe_at_one_block")));
    ck_assert(test_page_decides(&m, "sure", "gives no swap fee"));
    test_page_clear(&m);
}
END_TEST

/* Where no plan can be made the path is looked at. */
START_TEST(without_calls_it_is_the_paths)
{
    test_page m = test_page_with(
        MOVE("\"steps\": 60, \"guard_rails\": {\"minimum_weight\": \"0.2\"}" POOL("0.003")), NAN,
        NULL, "safety");
    const json_t *row = json_array_get(test_page_rows(&m, "schedules"), 0);
    ck_assert_str_eq(json_string_value(json_object_get(row, "schedule")), "linear");
    test_page_clear(&m);
}
END_TEST

/* What takes too long is left to the command, with the same fee. */
START_TEST(many_tokens_are_left_to_the_command)
{
    test_page m = test_page_with(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\", \"D\", \"E\", \"F\", \"G\", \"H\"], "
        "\"start\": {\"weights\": [\"0.125\", \"0.125\", \"0.125\", \"0.125\", \"0.125\", "
        "\"0.125\", \"0.125\", \"0.125\"]}, \"target\": {\"weights\": [\"0.1\", \"0.15\", "
        "\"0.125\", \"0.125\", \"0.125\", \"0.125\", \"0.125\", \"0.125\"]}, \"paths\": "
        "[\"linear\"], \"steps\": 1000" POOL("0.003") "}",
        NAN, NULL, "safety");
    const json_t *row = json_array_get(test_page_rows(&m, "check"), 0);
    ck_assert(test_page_says(&m, "takes longer than a page may"));
    ck_assert_str_eq(json_string_value(json_object_get(row, "command")),
                     "orthant safety plan.json --fee 0.003");
    ck_assert(test_page_decides(&m, "sure", "Not looked at"));
    test_page_clear(&m);
}
END_TEST

/* One price path, and its first blocks. */
START_TEST(strategies_are_looked_at_in_part)
{
    test_page m = test_page_with(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"pool\": {\"value\": \"1000\", \"unit\": "
        "\"USD\", \"swap_fee\": \"0.003\"}, \"strategy\": {\"rule\": \"hold\"}, \"market\": "
        "{\"model\": \"gbm\", \"block_seconds\": 60, \"blocks\": 30000, \"prices\": [1, 1], "
        "\"volatility\": [0.5, 0]}, \"monte_carlo\": {\"paths\": 8, \"seed\": 1}}",
        NAN, NULL, "safety");
    ck_assert(test_page_says(&m, "the first 18750 of 30000 blocks of one price path"));
    test_page_turn(&m, "certificate");
    ck_assert(test_page_says(&m, "cannot be proven"));
    test_page_clear(&m);
}
END_TEST

ORTH_TEST_MAIN("page_safety", safety_is_that_of_the_calls, a_fee_makes_it_safe,
               without_a_fee_the_fee_is_missing, without_calls_it_is_the_paths,
               many_tokens_are_left_to_the_command, strategies_are_looked_at_in_part)
