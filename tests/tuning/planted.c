/* Tuning on planted optima: it must find what is known to be best.
 *
 * The trend: hourly log-returns r are m + e, with e independent and m a drift that decays by R an
 * hour. A rule `momentum` tilts the weight of one token of two by (k / 4) g, to first order, where
 * g is the slope of prices by the estimator `gradient`, a filter h_j of past log-returns. What is
 * decided on the price of an hour moves the weights of the next one, which earn the return of the
 * hour after. A pool without a fee thus grows each hour, to second order in the tilt, by
 *     F(lambda) = (k / 4) sum_j h_j cov(r_0, r_(j + 2)) - 2 (k / 4)^2 E (g' - g)^2,
 * the second being KL of the move at weights of one half. A short memory sees the drift, and pays
 * for moves. The filter is what the formula of orthant-strategy(5) makes of one step of the price,
 * and the greatest F is found by going through lambdas: no search and no simulation.
 *
 * It takes some 15 s. Figures: tests/tuning/README.md. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "markets.h"
#include "orthant/tune.h"

#define DECAY 0.97
#define DRIFT 0.006 /* deviation of m, an hour */
#define NOISE 0.02  /* of e */
#define K 100.0
#define HOURS 14000 /* 19 months */
#define TAPS 1500

/* h_0 .. of the estimator, by the response to one small step. */
static void find_filter(double *taps, double lambda)
{
    double step = 1e-7, average = 1, a = 0;
    for (int j = 0; j < TAPS; j++) {
        double price = 1 + step;
        average += (1 - lambda) * (price - average);
        a = lambda * a + (price - average) / (1 - lambda);
        taps[j] = a * pow(1 - lambda, 3) / (lambda * average) / step;
    }
}

static double covariance(int lag)
{
    return DRIFT * DRIFT * pow(DECAY, lag) + (lag == 0 ? NOISE * NOISE : 0);
}

static double growth_an_hour(double lambda)
{
    static double taps[TAPS], by_lag[TAPS];
    double tilt = K / 4, earned = 0, moved = 0;
    find_filter(taps, lambda);
    for (int j = 0; j < TAPS; j++) {
        by_lag[j] = covariance(j);
        earned += taps[j] * covariance(j + 2);
    }
    for (int j = TAPS - 1; j > 0; j--)
        taps[j] -= taps[j - 1];
    for (int i = 0; i < TAPS; i++)
        for (int j = 0; j < TAPS; j++)
            moved += taps[i] * taps[j] * by_lag[abs(i - j)];
    return tilt * earned - 2 * tilt * tilt * moved;
}

static double normal(test_random *random)
{
    double radius = sqrt(-2 * log(1 - test_random_unit(random)));
    return radius * cos(6.283185307179586 * test_random_unit(random));
}

static char *write_trend(void)
{
    test_random random = test_seeded(1);
    char *text = NULL, *path;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    double level = 0, drift = 0;
    fputs("time,A\n", stream);
    for (int hour = 0; hour < HOURS; hour++) {
        fprintf(stream, "%d,%.12g\n", 1600000000 + 3600 * hour, exp(level));
        drift = DECAY * drift + sqrt(1 - DECAY * DECAY) * DRIFT * normal(&random);
        level += drift + NOISE * normal(&random);
    }
    fclose(stream);
    test_write(&path, text);
    free(text);
    return path;
}

static orth_tune_result *run(orth_study **study, const char *text)
{
    orth_error error;
    orth_tune_result *result;
    ck_assert_msg(orth_study_parse(study, text, strlen(text), "planted.json", &error) == ORTH_OK,
                  "%s", error.text);
    orth_tune_options how = {0};
    ck_assert_msg(orth_tune_run(&result, *study, &how, &error) == ORTH_OK, "%s", error.text);
    return result;
}

START_TEST(the_memory_of_a_trend_is_found)
{
    double best = 0.5, most = -1;
    for (double lambda = 0.5; lambda < 0.99; lambda += 0.01) {
        double growth = growth_an_hour(lambda);
        if (growth > most) {
            most = growth;
            best = lambda;
        }
    }
    char text[4096], *prices = write_trend();
    snprintf(text, sizeof text,
             "{\"orthant\": 1, \"parameters\": {\"/strategy/estimator/lambda\": {\"from\": 0.5, "
             "\"to\": 0.99}}, \"objective\": \"growth\", \"budget\": 40, \"method\": \"crs\", "
             "\"validate\": {\"walk_forward\": {\"train\": \"120d\", \"test\": \"15d\"}}, "
             "\"scenario\": {\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"strategy\": {\"rule\": "
             "{\"kind\": \"momentum\", \"speed\": %g}, \"estimator\": {\"kind\": \"gradient\", "
             "\"lambda\": 0.98}, \"link\": {\"softmax\": 1}, \"rails\": {\"minimum_weight\": "
             "\"0.02\"}, \"warm_up\": 400}, \"pool\": {\"value\": \"1000\", \"unit\": \"USD\"}, "
             "\"market\": {\"model\": \"panel\", \"file\": \"%s\", \"numeraire\": \"B\"}}}",
             K, prices);
    orth_study *study;
    orth_tune_result *result = run(&study, text);
    double mean = 0, kept = 0, luck = 0;
    for (size_t w = 0; w < result->window_count; w++) {
        double lambda = strtod(result->windows[w].values[0], NULL);
        mean += lambda / (double)result->window_count;
        kept += growth_an_hour(lambda) / most / (double)result->window_count;
        luck += result->windows[w].luck.penalty / (double)result->window_count;
    }
    printf("trend: lambda %.3f found in %zu windows, %.2f is best; of the best growth %.3f is "
           "kept; out of sample better by %.3f a year, %.3f to %.3f, expected %.3f; luck %.4f\n",
           mean, result->window_count, best, kept, result->test.better, result->low, result->high,
           8766 * (most - growth_an_hour(0.98)), luck);
    ck_assert_int_eq(result->verdict, ORTH_TUNE_FOUND);
    ck_assert_msg(fabs(mean - best) < 0.05, "lambda %g, not %g", mean, best);
    ck_assert_msg(kept > 0.95, "%g of the best growth", kept);
    orth_tune_free(result);
    orth_study_free(study);
    unlink(prices);
    free(prices);
}
END_TEST

/* The fee of a pool at rest with 5 bp of noise a block, a flow of 4e-5 a block at no fee and an
 * elasticity of 300: 0.0034847, by a closed form's maximum. */
START_TEST(the_fee_of_the_closed_form_is_found)
{
    static const char *const methods[] = {"crs", "direct", "sbplx"};
    for (size_t m = 0; m < 3; m++) {
        char text[2048];
        snprintf(text, sizeof text,
                 "{\"orthant\": 1, \"command\": \"fee\", \"parameters\": {\"/pool/swap_fee\": "
                 "{\"from\": 0.0001, \"to\": 0.1, \"scale\": \"log\"}}, \"objective\": "
                 "\"/at_start/present/net\", \"maximise\": true, \"budget\": 100, \"method\": "
                 "\"%s\", \"scenario\": {\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": "
                 "{\"weights\": [\"0.5\", \"0.5\"]}, \"target\": {\"weights\": [\"0.5\", "
                 "\"0.5\"]}, \"steps\": 7200, \"pool\": {\"value\": 1, \"unit\": \"USD\", "
                 "\"swap_fee\": 0.001}, \"demand\": {\"flow\": \"0.288\", \"elasticity\": 300}, "
                 "\"market\": {\"model\": \"gbm\", \"block_seconds\": 12, \"volatility\": "
                 "[0.810832596, 0]}}}",
                 methods[m]);
        orth_study *study;
        orth_tune_result *result = run(&study, text);
        double fee = strtod(result->windows[0].values[0], NULL);
        printf("fee by %s: %.7f after %d trials, net %.6g a block, default %.6g\n", methods[m], fee,
               (int)result->windows[0].trials, result->train.tuned, result->train.usual);
        ck_assert_int_eq(result->verdict, ORTH_TUNE_CERTAIN);
        ck_assert_msg(fabs(fee / 0.0034847 - 1) < 2e-3, "a fee of %.9g", fee);
        ck_assert_msg(fabs(result->train.tuned / 4.6595e-8 - 1) < 2e-5, "%g", result->train.tuned);
        ck_assert(result->train.usual < result->train.tuned);
        orth_tune_free(result);
        orth_study_free(study);
    }
}
END_TEST

ORTH_TEST_MAIN("planted", the_memory_of_a_trend_is_found, the_fee_of_the_closed_form_is_found)
