/* Studies of prices in memory: what their file gives, what tells one study from another, and what
 * is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "markets.h"
#include "orthant/tune.h"

#define BEGIN INT64_C(1600000000) /* 2020-09-13T12:26:40Z */
#define STEP 21600                /* six hours */
#define ROWS 800

static const char *const tokens[] = {"A", "B"};

/* A walk of prices of A, B priced 1, in memory and as a file. */
typedef struct walk {
    double values[2 * ROWS];
    int64_t times[ROWS];
    char *file;
} walk;

static walk *new_walk(void)
{
    walk *made = calloc(1, sizeof *made);
    test_random random = {7};
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    double level = 0;
    fputs("time,A\n", stream);
    for (int row = 0; row < ROWS; row++) {
        made->values[2 * row] = exp(level);
        made->values[2 * row + 1] = 1;
        made->times[row] = 1000000 * (BEGIN + STEP * row);
        fprintf(stream, "%lld,%.17g\n", (long long)(BEGIN + STEP * row), exp(level));
        level += 0.04 * (test_random_unit(&random) - 0.5);
    }
    fclose(stream);
    test_write(&made->file, text);
    free(text);
    return made;
}

static void end_walk(walk *of)
{
    unlink(of->file);
    free(of->file);
    free(of);
}

static orth_prices *table_of(const walk *of, bool dated)
{
    orth_prices *table;
    orth_error error;
    ck_assert_msg(orth_prices_borrow(&table, "prices", 2, tokens, ROWS, of->values,
                                     dated ? of->times : NULL, &error) == ORTH_OK,
                  "%s", error.text);
    return table;
}

static const char *study_text(char text[4096], const char *market)
{
    snprintf(text, 4096,
             "{\"orthant\": 1, \"parameters\": {\"/strategy/estimator/memory_days\": "
             "{\"from\": 2, \"to\": 60, \"scale\": \"log\"}}, \"objective\": \"growth\", "
             "\"budget\": 3, \"validate\": {\"walk_forward\": {\"train\": \"40d\", \"test\": "
             "\"20d\"}}, \"scenario\": {\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"strategy\": "
             "{\"rule\": {\"kind\": \"momentum\", \"k_per_day\": 1}, \"estimator\": {\"kind\": "
             "\"gradient\", \"memory_days\": 10}, \"update_every\": \"1d\", \"rails\": "
             "{\"minimum_weight\": \"0.05\"}, \"warm_up\": \"20d\"}, \"pool\": {\"value\": "
             "\"1000\", \"unit\": \"USD\", \"swap_fee\": \"0.001\"}%s}}",
             market);
    return text;
}

static orth_study *study_on(const char *text, const orth_prices *table)
{
    orth_error error;
    orth_study *study;
    ck_assert_msg(orth_study_parse_with_prices(&study, text, strlen(text), "s.json", table,
                                               &error) == ORTH_OK,
                  "%s", error.text);
    return study;
}

/* A result's JSON from the parameters on: what is before says which study it is. */
static char *figures_of(const orth_study *study)
{
    orth_error error;
    orth_tune_result *result;
    ck_assert_msg(orth_tune_run(&result, study, &(orth_tune_options){0}, &error) == ORTH_OK, "%s",
                  error.text);
    char *json = NULL;
    size_t length;
    FILE *stream = open_memstream(&json, &length);
    orth_tune_write_json(result, stream);
    fclose(stream);
    orth_tune_free(result);
    char *from = strdup(strstr(json, "\"parameters\""));
    free(json);
    return from;
}

/* With a market that they replace, and with none. */
START_TEST(prices_in_memory_give_what_their_file_gives)
{
    walk *of = new_walk();
    orth_prices *table = table_of(of, true);
    char market[2048], with[4096], without[4096], *written;
    snprintf(market, sizeof market,
             ", \"market\": {\"model\": \"panel\", \"file\": \"%s\", \"numeraire\": \"B\"}",
             of->file);
    study_text(with, market);
    study_text(without, "");
    orth_study *of_file = study_on(with, NULL);
    char *expected = figures_of(of_file);
    orth_study *studies[] = {study_on(with, table), study_on(without, table), NULL};
    test_write(&written, without);
    ck_assert_int_eq(orth_study_load_with_prices(&studies[2], written, table, NULL), ORTH_OK);
    for (size_t i = 0; i < 3; i++) {
        char *got = figures_of(studies[i]);
        ck_assert_str_eq(got, expected);
        free(got);
        ck_assert_uint_eq(orth_study_input_count(studies[i]), 0);
        ck_assert_str_ne(orth_study_sha256(studies[i]), orth_study_sha256(of_file));
        orth_study_free(studies[i]);
    }
    orth_study_free(of_file);
    orth_prices_free(table);
    free(expected);
    unlink(written);
    free(written);
    end_walk(of);
}
END_TEST

static void expect_another(const char *text, const walk *of, const char *than)
{
    orth_prices *table = table_of(of, true);
    orth_study *study = study_on(text, table);
    ck_assert_str_ne(orth_study_sha256(study), than);
    orth_study_free(study);
    orth_prices_free(table);
}

START_TEST(a_study_is_another_where_a_price_or_a_time_is)
{
    walk *of = new_walk(), *same = new_walk();
    char text[4096];
    study_text(text, "");
    orth_prices *table = table_of(of, true), *again = table_of(same, true);
    orth_study *study = study_on(text, table), *equal = study_on(text, again);
    ck_assert_str_eq(orth_study_text(study), orth_study_text(equal));
    same->values[0] = nextafter(same->values[0], 2);
    expect_another(text, same, orth_study_sha256(study));
    same->values[0] = of->values[0];
    same->times[ROWS - 1]++;
    expect_another(text, same, orth_study_sha256(study));
    orth_study_free(study);
    orth_study_free(equal);
    orth_prices_free(table);
    orth_prices_free(again);
    end_walk(of);
    end_walk(same);
}
END_TEST

START_TEST(prices_that_do_not_fit_are_refused)
{
    walk *of = new_walk();
    char text[4096];
    study_text(text, "");
    orth_prices *undated = table_of(of, false), *narrow;
    orth_error error;
    orth_study *study = study_on(text, undated);
    orth_tune_result *result;
    ck_assert_int_eq(orth_tune_run(&result, study, &(orth_tune_options){0}, &error),
                     ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "the rows of the prices have no dates") != NULL, "%s",
                  error.text);
    orth_study_free(study);
    ck_assert_int_eq(
        orth_prices_borrow(&narrow, "prices", 1, tokens, ROWS, of->values, of->times, &error),
        ORTH_OK);
    ck_assert_int_eq(
        orth_study_parse_with_prices(&study, text, strlen(text), "s.json", narrow, &error),
        ORTH_BAD_INPUT);
    ck_assert_ptr_null(study);
    ck_assert_msg(strstr(error.text, "the prices are of 1 token") != NULL, "%s", error.text);
    orth_prices_free(narrow);
    orth_prices_free(undated);
    end_walk(of);
}
END_TEST

ORTH_TEST_MAIN("tune_prices", prices_in_memory_give_what_their_file_gives,
               a_study_is_another_where_a_price_or_a_time_is, prices_that_do_not_fit_are_refused)
