/* The parts "calls" and "certificate" of a page: the plan is the one that the library makes, its
 * bytes are those of its file, and commands are words of a shell whatever a file is called. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "harness.h"
#include "orthant/plan_file.h"
#include "page/shell.h"
#include "page_parts.h"

#define MOVE(more)                                                                                 \
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]}, "  \
    "\"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"paths\": [\"linear\", \"geodesic\"], " more  \
    "}"
#define POOL ", \"pool\": {\"value\": \"10000000\", \"unit\": \"USD\", \"swap_fee\": \"0.003\"}"

/* The library's own study of the same. */
static orth_plan_study *study(const test_page *m, orth_move **move, const char *target, double gas)
{
    orth_plan_study *s;
    orth_error error = {.text = ""};
    orth_plan_study_options options = orth_plan_study_options_of(m->scenario);
    options.target = target;
    options.gas = gas;
    ck_assert(orth_scenario_move(move, m->scenario, &error) == ORTH_OK);
    ck_assert_msg(orth_plan_study_create(&s, *move, &options, &error) == ORTH_OK, "%s", error.text);
    return s;
}

static void digest_of(char out[65], const orth_plan_study *s)
{
    char *text = NULL;
    size_t length = 0;
    orth_digest digest;
    orth_error error = {.text = ""};
    FILE *stream = open_memstream(&text, &length);
    ck_assert(orth_plan_study_write_json(s, stream, &error) == ORTH_OK);
    fclose(stream);
    orth_digest_begin(&digest);
    orth_digest_add(&digest, text, length);
    orth_digest_end(&digest, out);
    free(text);
}

START_TEST(the_calls_are_those_of_the_library)
{
    test_page m = test_page_with(MOVE("\"steps\": 600" POOL), 2.5, NULL, "calls");
    orth_move *move;
    orth_plan_study *s = study(&m, &move, "generic", 2.5);
    const json_t *list = test_page_rows(&m, "calls"), *bytes = test_page_rows(&m, "calldata");
    char sha256[65];
    digest_of(sha256, s);
    ck_assert_uint_eq(json_array_size(list), s->plan->call_count);
    for (size_t c = 0; c < s->plan->call_count; c++) {
        char *calldata = orth_plan_calldata(&s->plan->calls[c]);
        const json_t *row = json_array_get(list, c);
        ck_assert_str_eq(json_string_value(json_object_get(json_array_get(bytes, c), "calldata")),
                         calldata);
        ck_assert(json_integer_value(json_object_get(row, "date")) ==
                  (json_int_t)s->plan->calls[c].at);
        free(calldata);
    }
    ck_assert(json_real_value(test_page_value(&m, "log_loss")) == s->replay->log_loss);
    ck_assert(json_real_value(test_page_value(&m, "gas")) == 2.5 * (double)s->plan->call_count);
    ck_assert_uint_eq(json_array_size(test_page_rows(&m, "numbers")), s->row_count);
    test_page_turn(&m, "certificate");
    ck_assert_str_eq(json_string_value(test_page_value(&m, "plan_sha256")), sha256);
    ck_assert_str_eq(json_string_value(test_page_value(&m, "bound")), s->bound);
    ck_assert(json_is_true(test_page_value(&m, "holds")));
    ck_assert(json_real_value(test_page_value(&m, "loss_lower")) <= s->replay->log_loss);
    ck_assert(test_page_decides(&m, "do", "the first at 2026-01-01T00:00:00Z (assumed"));
    ck_assert(test_page_decides(&m, "do", "NOT READY TO SEND. Missing: your start"));
    ck_assert(test_page_decides(&m, "cost", "gas of"));
    ck_assert(test_page_decides(&m, "sure", "Proven"));
    orth_plan_study_free(s);
    orth_move_free(move);
    test_page_clear(&m);
}
END_TEST

START_TEST(what_is_missing_is_named)
{
    test_page m = test_page_with(MOVE("\"steps\": 60"), NAN, NULL, "calls");
    ck_assert(test_page_misses(&m, "--gas"));
    ck_assert(test_page_misses(&m, "--target"));
    ck_assert(test_page_misses(&m, "/chain/start_time"));
    test_page_clear(&m);
    m = test_page_with(MOVE("\"steps\": 60, \"chain\": {\"start_time\": 1772323200}" POOL), 1,
                       "quantamm", "calls");
    ck_assert_uint_eq(json_array_size(json_object_get(m.part, "missing")), 0);
    ck_assert(test_page_decides(&m, "do", "at 2026-03-01T00:00:00Z. The bytes"));
    ck_assert(
        test_page_decides(&m, "do", "NOT READY TO SEND. Missing: the pool's address (--pool). "));
    ck_assert(!json_is_true(test_page_value(&m, "ready")));
    ck_assert(test_page_says(&m, "must not be sent so")); /* no address */
    test_page_clear(&m);
}
END_TEST

/* What an update costs is known to the scenario. */
START_TEST(the_scenarios_own_gas)
{
    test_page m = test_page_with(MOVE("\"steps\": 60, \"exposure\": {\"update_cost\": \"3\"}" POOL),
                                 NAN, NULL, "calls");
    ck_assert(json_real_value(test_page_value(&m, "gas_per_call")) == 3);
    ck_assert(!test_page_misses(&m, "--gas"));
    test_page_clear(&m);
}
END_TEST

START_TEST(calls_that_cannot_be_made)
{
    test_page m =
        test_page_with(MOVE("\"steps\": 60, \"guard_rails\": {\"minimum_weight\": \"0.2\"}" POOL),
                       NAN, NULL, "calls");
    ck_assert(json_is_true(test_page_value(&m, "failed")));
    ck_assert(test_page_says(&m, "minimum_weight"));
    ck_assert(test_page_notes(&m, "nearest legal target"));
    ck_assert(test_page_decides(&m, "do", "no calls can be made"));
    test_page_turn(&m, "certificate");
    ck_assert(test_page_says(&m, "no calls"));
    test_page_clear(&m);
    m = test_page_with(MOVE("\"steps\": 60"), NAN, "gnosis", "calls");
    ck_assert(json_is_true(test_page_value(&m, "failed")));
    test_page_clear(&m);
}
END_TEST

START_TEST(long_moves_are_left_to_the_command)
{
    test_page m = test_page_with(MOVE("\"steps\": 300000"), NAN, NULL, "calls");
    ck_assert(test_page_says(&m, "takes longer than a page may"));
    const char *command = json_string_value(
        json_object_get(json_array_get(test_page_rows(&m, "check"), 0), "command"));
    ck_assert(strstr(command, " --steps 300000 --target generic -o plan.json") != NULL);
    test_page_clear(&m);
    m = test_page_with(MOVE("\"steps\": [100, 3000, 200]"), NAN, NULL, "calls"); /* the cheapest */
    ck_assert_int_eq(json_integer_value(test_page_value(&m, "steps")), 3000);
    test_page_clear(&m);
}
END_TEST

START_TEST(nothing_moves)
{
    test_page m = test_page_with(
        "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", "
        "\"0.5\"]}, \"target\": {\"weights\": [\"1/2\", \"1/2\"]}, \"steps\": 10}",
        NAN, NULL, "calls");
    ck_assert(test_page_says(&m, "no call to send"));
    test_page_turn(&m, "certificate");
    ck_assert(test_page_says(&m, "nothing to prove"));
    ck_assert(!test_page_decides(&m, "do", "send"));
    test_page_clear(&m);
}
END_TEST

static const json_t *late_row(const test_page *m, const char *name)
{
    const json_t *rows = test_page_rows(m, "late"), *row;
    size_t k;
    json_array_foreach((json_t *)(uintptr_t)rows, k,
                       row) if (strcmp(json_string_value(json_object_get(row, "case")), name) ==
                                0) return row;
    return NULL;
}

static bool then_is(const json_t *row, const char *words)
{
    return row != NULL && strstr(json_string_value(json_object_get(row, "then")), words) != NULL;
}

/* 600 blocks are two hours: a call that comes a day late has its end behind it. */
START_TEST(calls_at_another_time)
{
    test_page m = test_page_with(MOVE("\"steps\": 600" POOL), 2.5, NULL, "calls");
    ck_assert(then_is(late_row(&m, "a day late"), "refused"));
    ck_assert(json_is_null(json_object_get(late_row(&m, "a day late"), "more")));
    const json_t *again = late_row(&m, "sent again, a block later");
    ck_assert(then_is(again, "nothing changes; the target is reached"));
    ck_assert(fabs(json_number_value(json_object_get(again, "more"))) < 1e-6);
    ck_assert(test_page_decides(&m, "sure", "Calls must come in their time"));
    test_page_clear(&m);
    m = test_page_with(MOVE("\"steps\": 600" POOL), NAN, "quantamm", "calls");
    ck_assert(then_is(late_row(&m, "a day late"), "the pool works no more"));
    test_page_clear(&m);
    m = test_page_with(MOVE("\"steps\": 600" POOL), NAN, "balancer-v3-lbp-v4", "calls");
    ck_assert(then_is(late_row(&m, "a day late"), "no pool is created"));
    ck_assert_uint_gt(json_array_size(test_page_rows(&m, "fields")), 5);
    test_page_clear(&m);
}
END_TEST

START_TEST(words_of_a_shell)
{
    static const char *const cases[][2] = {
        {"scenarios/a-b_c.json", "scenarios/a-b_c.json"},
        {"", "''"},
        {"a b", "'a b'"},
        {"$(rm -r x)", "'$(rm -r x)'"},
        {"it's", "'it'\\''s'"},
        {"<b>&\"", "'<b>&\"'"},
        {"a\nb", "$'a\\012b'"},
        {"a'\\\x1b[31m", "$'a\\'\\\\\\033[31m'"},
        {"\xff.json", "$'\\377.json'"},
        {"\xc3\xa9", "'\xc3\xa9'"},
        {"\xe2\x80\xae", "$'\\342\\200\\256'"}, /* turns the direction of writing */
        {"a  b", "$'a\\040 b'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = NULL;
        size_t length;
        FILE *stream = open_memstream(&text, &length);
        orth_shell_write(stream, cases[i][0]);
        fclose(stream);
        ck_assert_str_eq(text, cases[i][1]);
        free(text);
    }
    static const char *const files[][2] = {
        {"standard input", "-"}, {"-x", "./-x"}, {"a", "a"}, {"- x", "./'- x'"}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char *text = NULL;
        size_t length;
        FILE *stream = open_memstream(&text, &length);
        orth_shell_write_file(stream, files[i][0]);
        fclose(stream);
        ck_assert_str_eq(text, files[i][1]);
        free(text);
    }
}
END_TEST

ORTH_TEST_MAIN("page_calls", the_calls_are_those_of_the_library, what_is_missing_is_named,
               the_scenarios_own_gas, calls_that_cannot_be_made, long_moves_are_left_to_the_command,
               nothing_moves, calls_at_another_time, words_of_a_shell)
