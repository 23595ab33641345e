/* Studies: what is refused, where windows lie, that a default is what the simulation of a cut file
 * gives, that results depend on neither threads nor breaks, and the words of a verdict. */
#include <math.h>
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "markets.h"
#include "orthant/simulate.h"
#include "orthant/tune.h"

#define DAY 86400
#define BEGIN 1600000000 /* 2020-09-13T12:26:40Z */
#define HOURS 6
#define ROWS 800 /* of six hours: 200 days */

static const char strategy[] =
    "\"tokens\": [\"A\", \"B\"], \"strategy\": {\"rule\": {\"kind\": \"momentum\", \"k_per_day\": 1}, "
    "\"estimator\": {\"kind\": \"gradient\", \"memory_days\": 10}, \"update_every\": \"1d\", "
    "\"rails\": {\"minimum_weight\": \"0.05\"}, \"warm_up\": \"20d\"}, "
    "\"pool\": {\"value\": \"1000\", \"unit\": \"USD\", \"swap_fee\": \"0.001\"}";
#define MEMORY "\"/strategy/estimator/memory_days\": {\"from\": 2, \"to\": 60, \"scale\": \"log\"}"
#define WALK "\"validate\": {\"walk_forward\": {\"train\": \"40d\", \"test\": \"20d\"}}"

/* Rows first .. end - 1 of a walk of prices. */
static char *write_prices(int first, int end)
{
    test_random random = {7};
    char *text = NULL, *path;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    double level = 0;
    fputs("time,A\n", stream);
    for (int row = 0; row < end; row++) {
        if (row >= first)
            fprintf(stream, "%d,%.12g\n", BEGIN + 3600 * HOURS * row, exp(level));
        level += 0.04 * (test_random_unit(&random) - 0.5);
    }
    fclose(stream);
    test_write(&path, text);
    free(text);
    return path;
}

static char *walk_study(const char *prices, const char *rest)
{
    char *text = malloc(4096);
    snprintf(text, 4096,
             "{\"orthant\": 1, \"parameters\": {" MEMORY
             "}, %s, \"scenario\": {\"orthant\": 1, %s, "
             "\"market\": {\"model\": \"panel\", \"file\": \"%s\", \"numeraire\": \"B\"}}}",
             rest, strategy, prices);
    return text;
}

static orth_study *study_of(const char *text)
{
    orth_error error;
    orth_study *study;
    ck_assert_msg(orth_study_parse(&study, text, strlen(text), "s.json", &error) == ORTH_OK, "%s",
                  error.text);
    return study;
}

static orth_tune_result *run(const orth_study *study, const orth_tune_options *how)
{
    orth_error error;
    orth_tune_result *result;
    ck_assert_msg(orth_tune_run(&result, study, how, &error) == ORTH_OK, "%s", error.text);
    return result;
}

static char *json_of(const orth_tune_result *result)
{
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    orth_tune_write_json(result, stream);
    fclose(stream);
    return text;
}

/* ---------------------------------------------------------------- refusals */

START_TEST(what_does_not_fit_is_refused)
{
    static const char gbm[] =
        "\"market\": {\"model\": \"gbm\", \"blocks\": 100, \"block_seconds\": "
        "86400, \"volatility\": [0.5, 0]}";
    const struct {
        const char *parameters, *rest, *market, *message;
    } cases[] = {
        {MEMORY, "\"objective\": \"growth\", \"budget\": 4", gbm, "s.json: /validate: this key"},
        {MEMORY, "\"objective\": \"growth\", \"budget\": 4, " WALK, gbm,
         "s.json: /validate/walk_forward: permitted where"},
        {MEMORY, "\"objective\": \"/results/0/lvr\", \"budget\": 4", gbm,
         "s.json: /maximise: this"},
        {MEMORY, "\"objective\": \"shortfall\", \"maximise\": true, \"budget\": 4", gbm,
         "s.json: /maximise: true, but of shortfall less is better"},
        {MEMORY, "\"objective\": \"grow\", \"budget\": 4", gbm,
         "s.json: /objective: \"grow\" is unknown; the nearest is \"growth\""},
        {MEMORY, "\"objective\": \"growth\", \"budget\": 1", gbm, "s.json: /budget: 1 is out of"},
        {MEMORY,
         "\"objective\": \"growth\", \"budget\": 4, \"validate\": {\"walk_forward\": {\"train\": "
         "\"40d\", \"test\": \"20d\", \"step\": \"10d\"}}",
         gbm, "s.json: /validate/walk_forward/step: \"10d\" is out of range; permitted: at least"},
        {MEMORY,
         "\"objective\": \"growth\", \"budget\": 4, \"validate\": {\"walk_forward\": {\"train\": "
         "\"1mo\", \"test\": \"20d\"}}",
         gbm,
         "s.json: /validate/walk_forward/train: \"1mo\" is out of range; permitted: 1 to 1000 of s, m, "
         "h, d or w (months"},
        {MEMORY, "\"objective\": \"growth\", \"budget\": 4, \"validate\": {\"fresh_paths\": 8}",
         gbm, "s.json: /validate/fresh_paths: 8 is out of range"},
        {"\"/strategy/estimator/memory_day\": {\"from\": 2, \"to\": 60}",
         "\"objective\": \"growth\", \"budget\": 4, \"validate\": {\"fresh_paths\": 64}", gbm,
         "s.json: /parameters: /strategy/estimator/memory_day: from: s.json: "
         "/strategy/estimator/memory_day: unknown key"},
        {"\"/strategy/estimator/memory_days\": {\"from\": 2, \"to\": -60}",
         "\"objective\": \"growth\", \"budget\": 4, \"validate\": {\"fresh_paths\": 64}", gbm,
         "s.json: /parameters/~1strategy~1estimator~1memory_days/to: -60 is out of range"},
        {"\"/strategy/estimator/memory_days\": {\"from\": -2, \"to\": 60}",
         "\"objective\": \"growth\", \"budget\": 4, \"validate\": {\"fresh_paths\": 64}", gbm,
         "s.json: /parameters: /strategy/estimator/memory_days: from: s.json: "},
        {MEMORY, "\"objective\": \"growth\", \"budget\": 4, \"validate\": {\"fresh_paths\": 64}",
         "\"market\": {\"model\": \"constant\", \"blocks\": 100}",
         "s.json: /validate/fresh_paths: the scenario has one price path"},
        {"\"/monte_carlo/seed\": {\"from\": 1, \"to\": 60, \"whole\": true}",
         "\"objective\": \"growth\", \"budget\": 4, \"validate\": {\"fresh_paths\": 64}",
         "\"monte_carlo\": {\"paths\": 64}, \"market\": {\"model\": \"gbm\", \"blocks\": 100, "
         "\"block_seconds\": 86400, \"volatility\": [0.5, 0]}",
         "s.json: /parameters: /monte_carlo/seed: fresh_paths says itself"},
        {"\"/market/blocks\": {\"from\": 100, \"to\": 600, \"whole\": true}",
         "\"objective\": \"growth\", \"budget\": 4, " WALK,
         "\"market\": {\"model\": \"panel\", \"file\": \"p.csv\", \"numeraire\": \"B\"}",
         "s.json: /parameters: /market/blocks: walk_forward says itself"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[4096];
        orth_error error;
        orth_study *study;
        snprintf(
            text, sizeof text,
            "{\"orthant\": 1, \"parameters\": {%s}, %s, \"scenario\": {\"orthant\": 1, %s, %s}}",
            cases[i].parameters, cases[i].rest, strategy, cases[i].market);
        ck_assert_int_eq(orth_study_parse(&study, text, strlen(text), "s.json", &error),
                         ORTH_BAD_INPUT);
        ck_assert_ptr_null(study);
        ck_assert_msg(strncmp(error.text, cases[i].message, strlen(cases[i].message)) == 0,
                      "%zu: %s, not %s", i, error.text, cases[i].message);
    }
}
END_TEST

START_TEST(too_few_prices_are_refused)
{
    char *prices = write_prices(0, 4 * (20 + 40 + 20 + 19)); /* a day less than two windows need */
    char *text = walk_study(prices, "\"objective\": \"growth\", \"budget\": 2, " WALK);
    orth_error error;
    orth_study *study = study_of(text);
    orth_tune_result *result;
    ck_assert_int_eq(orth_tune_run(&result, study, &(orth_tune_options){0}, &error),
                     ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "makes 1 window; permitted: 2 to 1000") != NULL, "%s",
                  error.text);
    orth_study_free(study);
    unlink(prices);
    free(prices);
    free(text);
}
END_TEST

/* ---------------------------------------------------------------- windows */

/* Growth of the scenario on a file of its own rows: those that it learns from, and the part's. */
static double growth_on(int first, int end)
{
    char text[2048], *prices = write_prices(first, end);
    orth_error error;
    orth_scenario *scenario;
    orth_simulation *simulation;
    snprintf(text, sizeof text,
             "{\"orthant\": 1, %s, \"market\": {\"model\": \"panel\", \"file\": \"%s\", "
             "\"numeraire\": \"B\"}}",
             strategy, prices);
    ck_assert_int_eq(orth_scenario_parse(&scenario, text, strlen(text), "c.json", &error), ORTH_OK);
    orth_simulate_options how = {.threads = 1};
    ck_assert_msg(orth_simulation_run(&simulation, scenario, &how, &error) == ORTH_OK, "%s",
                  error.text);
    double years = (double)simulation->blocks * 3600 * HOURS / 31557600;
    double growth = log(simulation->results[0].final_values[0] / simulation->start_value) / years;
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
    unlink(prices);
    free(prices);
    return growth;
}

/* What a study says of itself. */
static void check_asked(const orth_study *study, const char *prices)
{
    char sha256[SHA256_DIGEST_STRING_LENGTH];
    const char *text = orth_study_text(study);
    ck_assert_uint_eq(orth_study_parameter_count(study), 1);
    ck_assert_str_eq(orth_study_parameter(study, 0), "/strategy/estimator/memory_days");
    ck_assert_uint_eq(orth_study_input_count(study), 1);
    ck_assert_str_eq(orth_study_input(study, 0), prices);
    ck_assert_ptr_nonnull(strstr(text, "\"budget\":3"));
    ck_assert_ptr_nonnull(strstr(text, "\"method\":\"sobol\""));
    ck_assert_str_eq(SHA256Data((const uint8_t *)text, strlen(text), sha256),
                     orth_study_sha256(study));
}

START_TEST(windows_follow_each_other_and_are_what_a_cut_file_gives)
{
    char *prices = write_prices(0, ROWS);
    char *text = walk_study(prices, "\"objective\": \"growth\", \"budget\": 3, " WALK);
    orth_study *study = study_of(text);
    check_asked(study, prices);
    orth_tune_result *result = run(study, &(orth_tune_options){0});
    /* 199.75 days less 20 to learn from, 40 to train on and 20 to test: five more steps fit. */
    ck_assert_uint_eq(result->window_count, 6);
    for (size_t w = 0; w < result->window_count; w++) {
        const orth_tune_window *window = &result->windows[w];
        int row = 4 * (20 + 20 * (int)w);
        ck_assert_int_eq(window->train_first, 1000000LL * (BEGIN + 3600LL * HOURS * row));
        ck_assert_int_eq(window->train_last, window->train_first + 40LL * DAY * 1000000);
        ck_assert_int_eq(window->test_first, window->train_last);
        ck_assert_int_eq(window->test_last, window->test_first + 20LL * DAY * 1000000);
        if (w > 0)
            ck_assert_int_eq(window->test_first, result->windows[w - 1].test_last);
        ck_assert_double_eq_tol(window->train.usual, growth_on(row - 80, row + 161), 1e-12);
        ck_assert_double_eq_tol(window->test.usual, growth_on(row + 80, row + 241), 1e-12);
        ck_assert(window->train.better >= 0);
        if (window->stayed)
            ck_assert_double_eq(window->test.better, 0);
    }
    orth_tune_free(result);
    orth_study_free(study);
    unlink(prices);
    free(prices);
    free(text);
}
END_TEST

/* Rows that /market/blocks keeps out of the scenario are kept out of the study. */
START_TEST(blocks_of_the_scenario_end_the_prices)
{
    char *prices = write_prices(0, ROWS), text[2][4096];
    static const char *const blocks[] = {", \"blocks\": 400", ", \"blocks\": 4000"};
    for (int i = 0; i < 2; i++)
        snprintf(text[i], sizeof text[i],
                 "{\"orthant\": 1, \"parameters\": {" MEMORY
                 "}, \"objective\": \"growth\", \"budget\": 3, " WALK
                 ", \"scenario\": {\"orthant\": 1, %s, \"market\": {\"model\": \"panel\", "
                 "\"file\": \"%s\", \"numeraire\": \"B\"%s}}}",
                 strategy, prices, blocks[i]);
    orth_study *study = study_of(text[0]);
    orth_tune_result *result = run(study, &(orth_tune_options){0});
    ck_assert_uint_eq(result->window_count, 3); /* in 100 days: 40 + 20, and two more of 20 */
    ck_assert_int_le(result->windows[2].test_last,
                     1000000LL * (BEGIN + 3600LL * HOURS * (4 * 20 + 400)));
    orth_tune_free(result);
    orth_study_free(study);
    orth_error error;
    study = study_of(text[1]);
    ck_assert_int_eq(orth_tune_run(&result, study, &(orth_tune_options){0}, &error),
                     ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "/market/blocks: 4000, but the prices have") != NULL, "%s",
                  error.text);
    orth_study_free(study);
    unlink(prices);
    free(prices);
}
END_TEST

START_TEST(the_wrong_end_of_a_figure_is_said)
{
    static const struct {
        const char *objective, *note;
    } cases[] = {
        {"\"/results/0/shortfall\", \"maximise\": true",
         "by its name less of /results/0/shortfall"},
        {"\"/results/0/shortfall\", \"maximise\": false", NULL},
        {"\"/results/0/return\", \"maximise\": false", "by its name more of /results/0/return"},
        {"\"/results/0/turnover\", \"maximise\": true", NULL},
    };
    char *prices = write_prices(0, ROWS);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char rest[512];
        snprintf(rest, sizeof rest, "\"objective\": %s, \"budget\": 2, " WALK, cases[i].objective);
        char *text = walk_study(prices, rest);
        orth_study *study = study_of(text);
        orth_tune_result *result = run(study, &(orth_tune_options){0});
        char *json = json_of(result);
        ck_assert_msg(cases[i].note == NULL ? strstr(json, "by its name") == NULL
                                            : strstr(json, cases[i].note) != NULL,
                      "%s", json);
        free(json);
        orth_tune_free(result);
        orth_study_free(study);
        free(text);
    }
    unlink(prices);
    free(prices);
}
END_TEST

/* Prices that lack 26 of 200 days in one place: windows there say what they lack; others do not. */
START_TEST(gaps_in_the_prices_are_said)
{
    char *prices = write_prices(0, ROWS), line[256];
    FILE *all = fopen(prices, "r");
    char *text = NULL, *cut;
    size_t length;
    FILE *some = open_memstream(&text, &length);
    for (int row = -1; fgets(line, sizeof line, all) != NULL; row++)
        if (row < 4 * 90 || row >= 4 * 116)
            fputs(line, some);
    fclose(all);
    fclose(some);
    test_write(&cut, text);
    free(text);
    const char *const files[] = {prices, cut};
    for (int gap = 0; gap < 2; gap++) {
        text = walk_study(files[gap], "\"objective\": \"growth\", \"budget\": 2, " WALK);
        orth_study *study = study_of(text);
        orth_tune_result *result = run(study, &(orth_tune_options){0});
        char *json = json_of(result);
        ck_assert_int_eq(strstr(json, "the prices have gaps: in the test of window 3 they leave "
                                      "out 26.2 of 30.2 days; 5 of 12 such parts") != NULL,
                         gap);
        ck_assert_int_eq(strstr(json, "the prices have gaps") != NULL, gap);
        free(json);
        orth_tune_free(result);
        orth_study_free(study);
        free(text);
    }
    unlink(prices);
    unlink(cut);
    free(prices);
    free(cut);
}
END_TEST

/* ---------------------------------------------------------------- records */

static void remove_folder(const char *folder)
{
    static const char *const names[] = {"trials.jsonl", "study.json"};
    char name[256];
    for (size_t i = 0; i < 2; i++) {
        snprintf(name, sizeof name, "%s/%s", folder, names[i]);
        unlink(name);
    }
    rmdir(folder);
}

START_TEST(breaks_and_threads_do_not_show)
{
    static const char *const methods[] = {"sobol", "crs", "direct", "sbplx"};
    char *prices = write_prices(0, ROWS), folder[] = "/tmp/orthant-tune-XXXXXX", name[256];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(name, sizeof name, "%s/trials.jsonl", folder);
    for (size_t m = 0; m < 4; m++) {
        char rest[256];
        snprintf(rest, sizeof rest,
                 "\"objective\": \"%s\", \"budget\": 9, \"method\": \"%s\", " WALK,
                 m % 2 == 0 ? "growth" : "shortfall", methods[m]);
        char *text = walk_study(prices, rest);
        orth_study *study = study_of(text);
        orth_tune_result *alone = run(study, &(orth_tune_options){.threads = 1});
        orth_tune_result *first =
            run(study, &(orth_tune_options){.threads = 2, .folder = folder, .fresh = m > 0});
        struct stat whole;
        ck_assert_int_eq(stat(name, &whole), 0);
        ck_assert_int_eq(truncate(name, whole.st_size * 2 / 3), 0);
        orth_tune_result *again = run(study, &(orth_tune_options){.threads = 2, .folder = folder});
        ck_assert_uint_eq(alone->found, 0);
        ck_assert_uint_eq(first->found, 0);
        ck_assert(again->found > 0 && again->found < again->evaluations);
        char *texts[] = {json_of(alone), json_of(first), json_of(again)};
        ck_assert_str_eq(texts[0], texts[1]);
        ck_assert_str_eq(texts[0], texts[2]);
        for (size_t i = 0; i < 3; i++)
            free(texts[i]);
        orth_tune_free(alone);
        orth_tune_free(first);
        orth_tune_free(again);
        orth_study_free(study);
        free(text);
    }
    remove_folder(folder);
    unlink(prices);
    free(prices);
}
END_TEST

START_TEST(another_study_in_the_folder_is_refused)
{
    char *prices = write_prices(0, ROWS), folder[] = "/tmp/orthant-tune-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    char *one = walk_study(prices, "\"objective\": \"growth\", \"budget\": 2, " WALK);
    char *two = walk_study(prices, "\"objective\": \"growth\", \"budget\": 3, " WALK);
    orth_study *first = study_of(one), *second = study_of(two);
    orth_tune_options how = {.folder = folder};
    orth_tune_free(run(first, &how));
    orth_error error;
    orth_tune_result *result;
    ck_assert_int_eq(orth_tune_run(&result, second, &how, &error), ORTH_BAD_INPUT);
    ck_assert_ptr_null(result);
    ck_assert_msg(strstr(error.text, "--fresh begins anew") != NULL, "%s", error.text);
    how.fresh = true;
    orth_tune_free(run(second, &how));
    volatile sig_atomic_t stop = 1;
    how = (orth_tune_options){.stop = &stop};
    ck_assert_int_eq(orth_tune_run(&result, second, &how, &error), ORTH_INTERRUPTED);
    orth_study_free(first);
    orth_study_free(second);
    remove_folder(folder);
    unlink(prices);
    free(prices);
    free(one);
    free(two);
}
END_TEST

/* ---------------------------------------------------------------- words */

START_TEST(a_difference_that_is_not_told_from_0_is_nothing)
{
    char *prices = write_prices(0, ROWS), words[ORTH_TUNE_VERDICT_MAX];
    char *text = walk_study(prices, "\"objective\": \"growth\", \"budget\": 3, " WALK);
    orth_study *study = study_of(text);
    orth_tune_result *result = run(study, &(orth_tune_options){0});
    orth_tune_verdict by_ends = result->low > 0    ? ORTH_TUNE_FOUND
                                : result->high < 0 ? ORTH_TUNE_WORSE
                                                   : ORTH_TUNE_NOTHING;
    ck_assert_int_eq(result->verdict, by_ends);
    double sum = 0;
    for (size_t w = 0; w < result->window_count; w++)
        sum += result->windows[w].test.better;
    ck_assert_double_eq_tol(sum / (double)result->window_count, result->test.better, 1e-12);
    ck_assert_double_eq_tol((result->low + result->high) / 2, result->test.better, 1e-12);
    result->verdict = ORTH_TUNE_NOTHING;
    ck_assert_ptr_nonnull(strstr(orth_tune_verdict_text(result, words), "nothing was found: "));
    ck_assert_ptr_nonnull(strstr(words, "not told from 0"));
    result->verdict = ORTH_TUNE_WORSE;
    ck_assert_ptr_nonnull(strstr(orth_tune_verdict_text(result, words), "keep the default"));
    orth_tune_free(result);
    orth_study_free(study);
    unlink(prices);
    free(prices);
    free(text);
}
END_TEST

ORTH_TEST_MAIN("tune", what_does_not_fit_is_refused, too_few_prices_are_refused,
               windows_follow_each_other_and_are_what_a_cut_file_gives,
               blocks_of_the_scenario_end_the_prices, gaps_in_the_prices_are_said,
               the_wrong_end_of_a_figure_is_said, breaks_and_threads_do_not_show,
               another_study_in_the_folder_is_refused,
               a_difference_that_is_not_told_from_0_is_nothing)
