/* Tuning on pure noise: 200 studies in which no values are better than any others, each with seeds
 * of its own. The 95 % interval of the difference to the default must hold 0 in 182 to 198 of them:
 * 190 are expected, and 182 to 198 is 2.6 standard deviations of a binomial number. The interval of
 * a study that looked at its training would hold 0 in nearly none; that is held against it here.
 *
 * What is tuned is the value of the pool's weights at market prices without cost, which on prices
 * that are martingales has the same mean whatever the weights do. Pools lose what their weights
 * move, and are not neutral: there the slowest strategy is truly the best.
 *
 * It takes some 40 s. Figures: tests/tuning/README.md. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "markets.h"
#include "orthant/tune.h"

#define SEEDS 200
#define LEAST 182
#define MOST 198
#define ROWS 511 /* days: 30 to learn from, 120 to train on, 12 windows of 30 */

static const char strategy[] =
    "\"strategy\": {\"rule\": {\"kind\": \"momentum\", \"k_per_day\": 1}, "
    "\"estimator\": {\"kind\": \"gradient\", \"memory_days\": 10}, \"update_every\": \"1d\", "
    "\"rails\": {\"minimum_weight\": \"0.05\"}, \"warm_up\": \"30d\"}, "
    "\"tokens\": [\"A\", \"B\", \"C\"], \"pool\": {\"value\": \"1000000\", \"unit\": \"USD\"}";
static const char search[] =
    "\"parameters\": {\"/strategy/rule/k_per_day\": {\"from\": 0.1, \"to\": 10, \"scale\": \"log\"}, "
    "\"/strategy/estimator/memory_days\": {\"from\": 2, \"to\": 60, \"scale\": \"log\"}}, "
    "\"objective\": \"/results/0/rebalance_value\", \"maximise\": true, \"budget\": 16";

/* Daily prices whose log-returns are normal, of 3 % a day, less half of their variance. */
static char *write_prices(uint64_t seed)
{
    test_random random = {seed};
    char *text = NULL, *path;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    double logs[2] = {0, 0};
    fputs("time,A,B\n", stream);
    for (int row = 0; row < ROWS; row++) {
        fprintf(stream, "%d", 1600000000 + 86400 * row);
        for (int i = 0; i < 2; i++) {
            fprintf(stream, ",%.12g", exp(logs[i]));
            double radius = sqrt(-2 * log(1 - test_random_unit(&random)));
            logs[i] += 0.03 * radius * cos(6.283185307179586 * test_random_unit(&random)) - 0.00045;
        }
        fputc('\n', stream);
    }
    fclose(stream);
    test_write(&path, text);
    free(text);
    return path;
}

/* How often an interval held 0, in training and out of it. */
typedef struct held {
    int unseen, seen, found, worse;
    double overfitting;
} held;

static void run_study(held *all, const char *text)
{
    orth_error error;
    orth_study *study;
    orth_tune_result *result;
    ck_assert_msg(orth_study_parse(&study, text, strlen(text), "noise.json", &error) == ORTH_OK,
                  "%s", error.text);
    orth_tune_options how = {0};
    ck_assert_msg(orth_tune_run(&result, study, &how, &error) == ORTH_OK, "%s", error.text);
    ck_assert(result->verdict != ORTH_TUNE_UNSAID);
    all->unseen += result->low <= 0 && result->high >= 0;
    all->found += result->verdict == ORTH_TUNE_FOUND;
    all->worse += result->verdict == ORTH_TUNE_WORSE;
    all->seen += result->train.better <= 0; /* the default was best everywhere */
    all->overfitting += result->pbo / SEEDS;
    orth_tune_free(result);
    orth_study_free(study);
}

static void judge(const held *all, const char *what)
{
    printf("%s: of %d, nothing found %d, found %d, worse %d; not better in training %d; "
           "probability of overfitting %.3f\n",
           what, SEEDS, all->unseen, all->found, all->worse, all->seen, all->overfitting);
    ck_assert_msg(all->unseen >= LEAST && all->unseen <= MOST, "%d of %d hold 0", all->unseen,
                  SEEDS);
    ck_assert_msg(all->seen <= SEEDS / 20, "%d of %d look no better in training", all->seen, SEEDS);
    ck_assert_msg(fabs(all->overfitting - 0.5) < 0.1, "overfitting %g", all->overfitting);
}

START_TEST(windows_of_noise)
{
    held all = {0};
    uint64_t first = test_seed(1);
    for (uint64_t seed = first; seed < first + SEEDS; seed++) {
        char text[4096], *prices = write_prices(seed);
        snprintf(text, sizeof text,
                 "{\"orthant\": 1, %s, \"validate\": {\"walk_forward\": {\"train\": \"120d\", "
                 "\"test\": \"30d\"}}, \"seed\": %d, \"scenario\": {\"orthant\": 1, %s, "
                 "\"market\": {\"model\": \"panel\", \"file\": \"%s\", \"numeraire\": \"C\"}}}",
                 search, (int)seed, strategy, prices);
        run_study(&all, text);
        unlink(prices);
        free(prices);
    }
    judge(&all, "walk-forward");
}
END_TEST

START_TEST(fresh_paths_of_noise)
{
    held all = {0};
    int first = (int)test_seed(1);
    for (int seed = first; seed < first + SEEDS; seed++) {
        char text[4096];
        snprintf(text, sizeof text,
                 "{\"orthant\": 1, %s, \"validate\": {\"fresh_paths\": 128}, \"seed\": %d, "
                 "\"scenario\": {\"orthant\": 1, %s, \"market\": {\"model\": \"gbm\", \"blocks\": "
                 "90, \"block_seconds\": 86400, \"volatility\": [0.6, 0.6, 0]}, "
                 "\"monte_carlo\": {\"paths\": 64, \"seed\": %d}}}",
                 search, seed, strategy, seed);
        run_study(&all, text);
    }
    judge(&all, "fresh price paths");
}
END_TEST

ORTH_TEST_MAIN("noise", windows_of_noise, fresh_paths_of_noise)
