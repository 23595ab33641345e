/* Markets by hand, and the specifications that are refused. */
#include "markets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

START_TEST(models_are_listed)
{
    static const char *const names[] = {"constant", "panel", "files",    "gbm",
                                        "merton",   "garch", "bootstrap"};
    size_t count = 0;
    for (; orth_market_models()[count] != NULL; count++) {
        ck_assert(count < 7);
        ck_assert_str_eq(orth_market_models()[count]->name, names[count]);
        ck_assert(strlen(orth_market_models()[count]->summary) > 10);
    }
    ck_assert_uint_eq(count, 7);
}
END_TEST

START_TEST(constant_prices)
{
    orth_market_spec spec = test_market_spec("constant", NULL);
    orth_market *market = test_market(&spec);
    ck_assert(!orth_market_is_random(market));
    ck_assert_uint_eq(orth_market_tokens(market), 3);
    ck_assert_uint_eq(orth_market_blocks(market), ORTH_MARKET_ENDLESS);
    ck_assert_ptr_null(orth_market_times(market));
    ck_assert_uint_eq(orth_market_note_count(market), 0);
    double prices[200 * 3 * 2], returns[200 * 3 * 2];
    orth_market_walk *walk = test_walk(market, 2);
    for (int again = 0; again < 2; again++) {
        orth_market_walk_start(walk, 5);
        ck_assert(orth_market_walk_fill(walk, 200, prices, returns, NULL) == ORTH_OK);
        for (size_t e = 0; e < 200 * 3 * 2; e++)
            ck_assert(prices[e] == spec.prices[e / 2 % 3] && returns[e] == 0);
    }
    orth_market_walk_free(walk);
    orth_market_free(market);
    spec.prices = NULL;
    market = test_market(&spec);
    walk = test_walk(market, 1);
    ck_assert(orth_market_walk_fill(walk, 2, prices, NULL, NULL) == ORTH_OK);
    ck_assert(prices[0] == 1 && prices[5] == 1);
    orth_market_walk_free(walk);
    orth_market_free(market);
    orth_market_free(NULL);
    orth_market_walk_free(NULL);
}
END_TEST

START_TEST(a_panel_is_its_rows)
{
    char *panel;
    test_write_panel(&panel);
    orth_market_spec spec = test_market_spec("panel", panel);
    spec.prices = NULL;
    orth_market *market = test_market(&spec);
    orth_prices *data;
    ck_assert(orth_prices_load_panel(&data, panel, 3, spec.tokens, NULL, NULL) == ORTH_OK);
    ck_assert_uint_eq(orth_market_blocks(market), 199);
    ck_assert_int_eq(orth_market_times(market)[7], 7000000);
    ck_assert(!orth_market_is_random(market));
    for (size_t lanes = 1; lanes <= 4; lanes += 3) {
        orth_market_walk *walk = test_walk(market, lanes);
        size_t block = 0, count;
        const double *prices, *returns;
        orth_error error;
        while (orth_market_walk_next(walk, 13, &count, &prices, lanes == 1 ? NULL : &returns,
                                     &error) == ORTH_OK) {
            ck_assert(count >= 1 && count <= 13);
            for (size_t e = 0; e < count * 3 * lanes; e++) {
                const double *at = data->prices + block * 3 + e / lanes;
                ck_assert(prices[e] == *at);
                if (lanes > 1)
                    ck_assert(fabs(returns[e] - (at < data->prices + 3 ? 0 : log(*at / at[-3]))) <=
                              1e-15);
            }
            block += count;
        }
        ck_assert_uint_eq(block, 200);
        ck_assert_str_eq(error.text,
                         "market: block 200; permitted: up to 199, the last row of the prices");
        orth_market_walk_free(walk);
    }
    orth_prices_free(data);
    orth_market_free(market);
    unlink(panel);
    free(panel);
}
END_TEST

/* Which token is priced 1 is told, whatever the data are used for. */
START_TEST(the_numeraire_is_named)
{
    static const char *const models[] = {"panel", "files", "bootstrap"};
    char *path;
    test_write(&path, "time,A,B\n1714521600,1,2\n1714521601,2,3\n1714521602,2,4\n");
    orth_price_file files[] = {{.token = "A", .file = path}, {.token = "B", .file = path}};
    for (size_t i = 0; i < 3; i++) {
        orth_market_spec spec = test_market_spec(models[i], i == 1 ? NULL : path);
        spec.prices = NULL;
        spec.numeraire = "C";
        spec.file_count = i == 1 ? 2 : 0;
        spec.files = i == 1 ? files : NULL;
        orth_market *market = test_market(&spec);
        size_t notes = i == 1 ? 3 : 2; /* one for each file */
        ck_assert_uint_eq(orth_market_note_count(market), notes);
        ck_assert_str_eq(orth_market_note(market, notes - 1), "numeraire C, priced 1");
        orth_market_free(market);
    }
    unlink(path);
    free(path);
}
END_TEST

/* A singular correlation, a volatility of zero, and a numeraire. */
START_TEST(degenerate_diffusions)
{
    static const double all[] = {1, 1, 1, 1, 1, 1, 1, 1, 1}, volatility[] = {0.6, 0.3, 0.6},
                        still[] = {0, 0.5, 0};
    orth_market_spec spec = test_market_spec("gbm", NULL);
    double returns[100 * 3], prices[100 * 3];
    test_set(&spec, "correlation", all);
    test_set(&spec, "volatility", volatility);
    test_set(&spec, "drift", NULL);
    orth_market *market = test_market(&spec);
    orth_market_walk *walk = test_walk(market, 1);
    ck_assert(orth_market_walk_fill(walk, 100, prices, returns, NULL) == ORTH_OK);
    double h = 3600 / ORTH_YEAR_SECONDS;
    for (size_t k = 1; k < 100; k++) {
        double z = (returns[3 * k] + 0.18 * h) / 0.6;
        ck_assert(returns[3 * k] == returns[3 * k + 2] && z != 0);
        ck_assert(fabs((returns[3 * k + 1] + 0.045 * h) / 0.3 - z) <= 1e-15);
    }
    orth_market_walk_free(walk);
    orth_market_free(market);
    test_set(&spec, "volatility", still);
    test_set(&spec, "correlation", NULL);
    spec.numeraire = "C";
    market = test_market(&spec);
    walk = test_walk(market, 1);
    ck_assert(orth_market_walk_fill(walk, 100, prices, returns, NULL) == ORTH_OK);
    for (size_t k = 1; k < 100; k++)
        ck_assert(prices[3 * k] == 60000 && prices[3 * k + 2] == 1 && returns[3 * k + 1] != 0);
    orth_market_walk_free(walk);
    orth_market_free(market);
}
END_TEST

START_TEST(a_price_that_leaves_the_range)
{
    static const double drift[] = {0, 90, 0};
    orth_market_spec spec = test_market_spec("gbm", NULL);
    test_set(&spec, "drift", drift);
    spec.block_seconds = ORTH_YEAR_SECONDS / 10; /* exp(9) a block */
    orth_market *market = test_market(&spec);
    orth_market_walk *walk = test_walk(market, 2);
    orth_market_walk_start(walk, 40);
    double prices[64 * 3 * 2];
    orth_error error;
    ck_assert(orth_market_walk_fill(walk, 10, prices, NULL, &error) == ORTH_OK);
    ck_assert(orth_market_walk_fill(walk, 30, prices, NULL, &error) == ORTH_DOMAIN);
    ck_assert_msg(strncmp(error.text, "market: path 40, block 15: the price of B is ", 45) == 0 ||
                      strncmp(error.text, "market: path 41, block 15: the price of B is ", 45) == 0,
                  "%s", error.text);
    orth_market_walk_free(walk);
    orth_market_free(market);
}
END_TEST

static void refused(const orth_market_spec *spec, const char *text)
{
    orth_market *market;
    orth_error error = {.text = "accepted"};
    orth_status status = orth_market_create(&market, spec, &error);
    ck_assert_msg(status != ORTH_OK && status == error.status && market == NULL &&
                      strcmp(error.text, text) == 0,
                  "%s", error.text);
}

START_TEST(refusals)
{
    orth_market_spec spec = test_market_spec("gmb", NULL), s;
    refused(&spec, "market: no model \"gmb\"; the nearest is \"gbm\"; permitted: constant, panel, "
                   "files, gbm, merton, garch, bootstrap");
    s = spec = test_market_spec("gbm", NULL);
    s.block_seconds = 0;
    refused(&s, "market: the number of seconds of a block is 0; permitted: above 0, to 31557600");
    s.block_seconds = NAN;
    refused(&s, "market: the number of seconds of a block is nan; permitted: above 0, to 31557600");
    s = spec;
    test_set(&s, "volatility", (const double[]){0.5, -1, 0});
    refused(&s, "market: the volatility a year of B is -1; permitted: from 0 to 100");
    test_set(&s, "volatility", (const double[]){0.5, 1, INFINITY});
    refused(&s, "market: the volatility a year of C is inf; permitted: from 0 to 100");
    s = spec;
    test_set(&s, "drift", (const double[]){NAN, -1, 0});
    refused(&s, "market: the drift a year of A is nan; permitted: from -1000000 to 1000000");
    s = spec;
    s.prices = (const double[]){1, 0, 1};
    refused(&s, "market: the start price of B is 0; permitted: from 1e-60 to 1e+60");
    s = spec;
    s.numeraire = "D";
    refused(&s, "market: the numeraire \"D\" is none of the tokens");
    s.numeraire = "B";
    refused(&s, "market: the price of the numeraire of B is 3000; permitted: 1");
    s.numeraire = "C";
    refused(&s, "market: the drift or volatility of the numeraire of C is 0.3; permitted: 0");
    s = spec = test_market_spec("merton", NULL);
    test_set(&s, "jump_rate", (const double[]){1e6, 0, 0});
    refused(&s, "market: the number of jumps a block of A is 114.077116131; permitted: at most 50");
    test_set(&s, "jump_rate", (const double[]){-1, 0, 0});
    refused(&s, "market: the jump rate a year of A is -1; permitted: from 0 to 1000000000");
    s = spec = test_market_spec("garch", NULL);
    test_set(&s, "garch_alpha", (const double[]){0.5, 0, 0});
    test_set(&s, "garch_beta", (const double[]){0.5, 0, 0});
    refused(&s, "market: alpha + beta of A is 1; permitted: below 1");
    s = spec;
    test_set(&s, "garch_nu", (const double[]){2, 5, 5});
    refused(&s, "market: the degrees of freedom of A is 2; permitted: above 2");
    spec = test_market_spec("panel", NULL);
    refused(&spec, "market: panel: the file is missing");
    spec.model = "files";
    refused(&spec, "market: files: the files are missing");
    spec = test_market_spec("bootstrap", NULL);
    test_set(&spec, "mean_length", (const double[]){0.5});
    refused(&spec, "market: the mean length is 0.5; permitted: from 1 to 1e9");
    char *path;
    test_write(&path, "time,A,B,C\n0,1,2,3\n1,1,2,3\n");
    test_set(&spec, "mean_length", (const double[]){2});
    spec.file = path;
    refused(&spec, "market: a bootstrap of 2 rows of prices; permitted: at least 3");
    spec = test_market_spec("panel", path);
    refused(&spec, "market: prices are given beside a file; permitted: the first row of the file "
                   "is the start");
    unlink(path);
    free(path);
}
END_TEST

START_TEST(parameters_by_name)
{
    static const double ones[] = {1, 1, 1};
    orth_market_spec spec = test_market_spec("gbm", NULL), s = spec;
    test_set(&s, "volatilty", ones);
    refused(&s,
            "market: gbm has no parameter \"volatilty\"; the nearest is \"volatility\"; permitted: "
            "drift, volatility, correlation");
    s = spec;
    test_set(&s, "jump_rate", ones);
    refused(&s, "market: gbm has no parameter \"jump_rate\"; permitted: "
                "drift, volatility, correlation");
    s = spec;
    test_set(&s, "block_seconds", ones); /* a key, but no parameter */
    refused(&s, "market: gbm has no parameter \"block_seconds\"; permitted: drift, volatility, "
                "correlation");
    s = spec;
    for (size_t i = 0; i < ORTH_MARKET_PARAMETERS_MAX; i++)
        s.parameters[i] = (orth_market_parameter){"drift", ones};
    refused(&s, "market: the parameter drift is given twice; permitted: once");
    s = test_market_spec("constant", NULL);
    test_set(&s, "drift", ones);
    refused(&s, "market: constant has no parameter \"drift\"; permitted: none");
}
END_TEST

START_TEST(correlations)
{
    orth_market_spec spec = test_market_spec("gbm", NULL);
    test_set(&spec, "correlation", (const double[]){1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1});
    refused(&spec, "market: the correlation matrix is not positive semi-definite: given the other "
                   "tokens, C would have the variance -15.2");
    test_set(&spec, "correlation", (const double[]){1, 1, 0.5, 1, 1, 0.4, 0.5, 0.4, 1});
    refused(&spec, "market: the correlation matrix is not positive semi-definite: given the other "
                   "tokens, B would have the variance -0.0133333");
    test_set(&spec, "correlation", (const double[]){1, 1, 1, 1, 1, 0.5, 1, 0.5, 1});
    refused(&spec, "market: the correlation matrix is not positive semi-definite: given the other "
                   "tokens, B and C would have the variances 0 and the covariance -0.5");
    test_set(&spec, "correlation", (const double[]){1, 0.1, 0, 0.2, 1, 0, 0, 0, 1});
    refused(&spec, "market: the correlation of B and A is 0.2 and 0.1; permitted: a symmetric "
                   "matrix");
    test_set(&spec, "correlation", (const double[]){1, 1.1, 0, 1.1, 1, 0, 0, 0, 1});
    refused(&spec, "market: the correlation of B and A is 1.1; permitted: from -1 to 1");
    test_set(&spec, "correlation", (const double[]){1, 0, 0, 0, 2, 0, 0, 0, 1});
    refused(&spec, "market: the correlation of B and B is 2; permitted: 1");
    test_set(&spec, "correlation", (const double[]){1, NAN, 0, NAN, 1, 0, 0, 0, 1});
    refused(&spec, "market: the correlation of B and A is nan; permitted: from -1 to 1");
    /* just semi-definite: -1/2 between three */
    test_set(&spec, "correlation", (const double[]){1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1});
    orth_market_free(test_market(&spec));
}
END_TEST

ORTH_TEST_MAIN("market", models_are_listed, constant_prices, a_panel_is_its_rows,
               the_numeraire_is_named, degenerate_diffusions, a_price_that_leaves_the_range,
               refusals, parameters_by_name, correlations)
