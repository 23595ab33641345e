/* A study of a model: its parts, what it refuses, and every allocation failing in turn. */
#include "failing_malloc.h"
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/score_study.h"

enum { ROWS = 801, MINUTE = 60000000 };
static const char *const tokens[] = {"ONE", "TWO"};
static const uint64_t horizons[] = {1};
static double values[2 * ROWS];
static int64_t times[ROWS];

/* Prices of a walk, a row a minute. */
static orth_prices *minutes(void)
{
    static const double volatility[] = {0.8, 0.5};
    const orth_market_spec spec = {.model = "gbm",
                                   .n = 2,
                                   .tokens = tokens,
                                   .block_seconds = 60,
                                   .parameters = {{"volatility", volatility}}};
    orth_market *market;
    orth_market_walk *walk;
    orth_prices *prices;
    ck_assert(orth_market_create(&market, &spec, NULL) == ORTH_OK);
    ck_assert(orth_market_walk_create(&walk, market, 1, NULL) == ORTH_OK);
    orth_market_walk_start(walk, 7);
    ck_assert(orth_market_walk_fill(walk, ROWS, values, NULL, NULL) == ORTH_OK);
    for (size_t t = 0; t < ROWS; t++)
        times[t] = 1700000040000000 + (int64_t)t * MINUTE;
    ck_assert(orth_prices_borrow(&prices, "walk", 2, tokens, ROWS, values, times, NULL) == ORTH_OK);
    orth_market_walk_free(walk);
    orth_market_free(market);
    return prices;
}

static orth_score_study_terms terms_of(const char *model)
{
    return (orth_score_study_terms){
        .model = model, .train = 0.5, .horizon_count = 1, .horizons = horizons, .threads = 1};
}

static void count_note(void *user, const char *note)
{
    ck_assert(note[0] != '\0');
    ++*(size_t *)user;
}

/* A bootstrap of the first part is one of a table that has no other rows. */
START_TEST(the_parts)
{
    orth_prices *prices = minutes(), *first;
    orth_score_study *study;
    orth_score_study_terms terms = terms_of("bootstrap");
    size_t told = 0;
    terms.note = count_note;
    terms.user = &told;
    ck_assert(orth_score_study_make(&study, prices, tokens, &terms, NULL) == ORTH_OK);
    ck_assert(study->part_count == 2 && study->rows == ROWS && study->note_count == told);
    ck_assert(told == 1 && strstr(study->notes[0], "100 rows together") != NULL);
    ck_assert_str_eq(study->parts[0].name, "train");
    ck_assert(study->parts[0].rows == 401 && study->parts[1].first == 400 &&
              study->parts[1].rows == 401);
    ck_assert(orth_prices_borrow(&first, "first", 2, tokens, 401, values, times, NULL) == ORTH_OK);
    orth_score_study *alone;
    terms.train = 1;
    ck_assert(orth_score_study_make(&alone, first, tokens, &terms, NULL) == ORTH_OK);
    ck_assert(alone->part_count == 1 && strcmp(alone->parts[0].name, "all") == 0);
    size_t count = orth_score_line_count(alone->parts[0].score);
    ck_assert(count > 0 && orth_score_line_count(study->parts[0].score) == count);
    for (size_t i = 0; i < count; i++)
        ck_assert(orth_score_line_at(alone->parts[0].score, i)->distance ==
                  orth_score_line_at(study->parts[0].score, i)->distance);
    orth_score_study_free(alone);
    orth_score_study_free(study);
    orth_prices_free(first);
    orth_prices_free(prices);
}
END_TEST

static void refuses(const orth_prices *prices, const orth_score_study_terms *terms,
                    orth_status status, const char *text)
{
    orth_score_study *study;
    orth_error error;
    ck_assert_int_eq(orth_score_study_make(&study, prices, tokens, terms, &error), status);
    ck_assert(study == NULL);
    ck_assert_msg(strstr(error.text, text) != NULL, "%s", error.text);
}

START_TEST(what_is_refused)
{
    static const char plain[] = "{\"orthant\": 1, \"tokens\": [\"ONE\", \"TWO\"], \"start\": "
                                "{\"weights\": [\"0.5\", \"0.5\"]}, \"target\": "
                                "{\"weights\": [\"0.4\", \"0.6\"]}, \"steps\": 10}";
    orth_prices *prices = minutes();
    orth_score_study_terms terms = terms_of("gbm");
    for (int i = 0; i < 3; i++) {
        const double shares[] = {0, 1.5, NAN};
        terms.train = shares[i];
        refuses(prices, &terms, ORTH_DOMAIN, "permitted: above 0, at most 1");
    }
    terms.train = 0.1;
    refuses(prices, &terms, ORTH_DOMAIN, "part train has 81 of the 801 rows (train share 0.1)");
    terms = terms_of("garhc");
    refuses(prices, &terms, ORTH_BAD_INPUT, "permitted: gbm, merton, garch, bootstrap");
    ck_assert(orth_scenario_parse((orth_scenario **)&terms.scenario, plain, sizeof plain - 1,
                                  "mine", NULL) == ORTH_OK);
    terms.model = "mine";
    refuses(prices, &terms, ORTH_BAD_INPUT, "mine: there is no market in it");
    orth_scenario_free((orth_scenario *)terms.scenario);
    const volatile sig_atomic_t stop = 1;
    terms = terms_of("bootstrap");
    terms.stop = &stop;
    refuses(prices, &terms, ORTH_INTERRUPTED, "part train: ");
    orth_score_study_free(NULL);
    orth_prices_free(prices);
}
END_TEST

static long seen_by(const orth_prices *prices, const orth_score_study_terms *terms, long k,
                    orth_status *status, long *left)
{
    orth_score_study *study;
    *left = -held;
    seen = 0;
    fail_rest = false;
    fail_at = k;
    *status = orth_score_study_make(&study, prices, tokens, terms, NULL);
    orth_score_study_free(study);
    fail_at = 0;
    *left += held;
    return seen;
}

START_TEST(every_allocation)
{
    orth_prices *prices = minutes();
    const char *const models[] = {"gbm", "bootstrap"};
    for (int m = 0; OWN_ALLOCATOR && m < 2; m++) {
        orth_score_study_terms terms = terms_of(models[m]);
        orth_status status;
        long left;
        terms.train = 1;
        seen_by(prices, &terms, 0, &status, &left); /* what a library keeps for good */
        ck_assert(status == ORTH_OK);
        for (long k = 1; seen_by(prices, &terms, k, &status, &left) >= k; k++)
            ck_assert_msg(left == 0 && (status == ORTH_OK || status == ORTH_NO_MEMORY),
                          "allocation %ld: %ld blocks left", k, left);
    }
    orth_prices_free(prices);
}
END_TEST

ORTH_TEST_MAIN("score_study", the_parts, what_is_refused, every_allocation)
