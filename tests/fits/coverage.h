/* How often the 95 % intervals of a fit cover what was planted: a market of two tokens is walked,
 * fitted, and each interval asked. The environment variable ORTH_FITS_SEEDS says how many seeds
 * (usually few, so that the test takes seconds); with 1,000 and more each parameter must be covered
 * in 93 to 97 of a hundred, with fewer within four standard errors of 95. */
#ifndef TESTS_FITS_COVERAGE_H
#define TESTS_FITS_COVERAGE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "orthant/market_fit.h"

#define TOKENS 2
#define SECONDS 60.0

typedef struct planted {
    orth_market_fit_model model;
    bool normal;
    size_t rows;
    double correlation;
    double values[ORTH_MARKET_FIT_VALUES][TOKENS];
} planted;

typedef struct covered {
    size_t asked[ORTH_MARKET_FIT_VALUES + 1], held[ORTH_MARKET_FIT_VALUES + 1]; /* last: pairs */
    size_t bare; /* fits with a planted value at a boundary, or without a maximum */
} covered;

static const char *const coverage_tokens[TOKENS] = {"BTC", "ETH"};

static void walk(const planted *of, uint64_t seed, double *prices)
{
    double correlation[TOKENS * TOKENS] = {1, of->correlation, of->correlation, 1};
    orth_market_spec spec = {.model = orth_market_fit_model_name(of->model),
                             .n = TOKENS,
                             .tokens = coverage_tokens,
                             .seed = seed,
                             .block_seconds = SECONDS};
    size_t count = 0;
    for (orth_market_fit_value v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
        if (orth_market_fit_has(of->model, v) && !(v == ORTH_MARKET_FIT_NU && of->normal))
            spec.parameters[count++] =
                (orth_market_parameter){orth_market_fit_value_name(v), of->values[v]};
    spec.parameters[count] = (orth_market_parameter){"correlation", correlation};
    orth_error error;
    orth_market *market;
    orth_market_walk *path;
    ck_assert_msg(orth_market_create(&market, &spec, &error) == ORTH_OK, "%s", error.text);
    ck_assert_int_eq(orth_market_walk_create(&path, market, 1, &error), ORTH_OK);
    orth_market_walk_start(path, 0);
    ck_assert_int_eq(orth_market_walk_fill(path, of->rows, prices, NULL, &error), ORTH_OK);
    orth_market_walk_free(path);
    orth_market_free(market);
}

static void ask(covered *counts, size_t which, const orth_market_estimate *estimate, double truth)
{
    if (!estimate->bounded)
        return;
    counts->asked[which]++;
    counts->held[which] += estimate->low <= truth && truth <= estimate->high;
}

static void fit_one(const planted *of, uint64_t seed, double *prices, covered *counts)
{
    walk(of, seed, prices);
    orth_market_fit_data data = {TOKENS, coverage_tokens, of->rows, prices, NULL};
    orth_market_fit_terms terms = {
        .model = of->model, .block_seconds = SECONDS, .normal = of->normal};
    orth_market_fit *fit;
    orth_error error;
    ck_assert_msg(orth_market_fit_make(&fit, &data, &terms, &error) == ORTH_OK, "seed %d: %s",
                  (int)seed, error.text);
    bool bare = false;
    for (size_t v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
        for (size_t i = 0; i < TOKENS; i++)
            if (fit->values[v][i].known && !(v == ORTH_MARKET_FIT_NU && of->normal)) {
                ask(counts, v, &fit->values[v][i], of->values[v][i]);
                bare = bare || !fit->values[v][i].bounded;
            }
    ask(counts, ORTH_MARKET_FIT_VALUES, &fit->correlations[1], of->correlation);
    counts->bare += bare;
    orth_market_fit_free(fit);
}

static void check_coverage(const planted *of, size_t usual, size_t bare_most)
{
    const char *asked = getenv("ORTH_FITS_SEEDS");
    size_t seeds = asked != NULL ? (size_t)strtoul(asked, NULL, 10) : usual;
    double *prices = malloc(of->rows * TOKENS * sizeof *prices);
    covered counts = {.bare = 0};
    for (size_t seed = 1; seed <= seeds; seed++)
        fit_one(of, seed, prices, &counts);
    free(prices);
    for (size_t v = 0; v <= ORTH_MARKET_FIT_VALUES; v++) {
        const char *name =
            v < ORTH_MARKET_FIT_VALUES ? orth_market_fit_value_name(v) : "correlation";
        if (counts.asked[v] == 0)
            continue;
        double share = (double)counts.held[v] / (double)counts.asked[v];
        double luck = 4 * sqrt(0.95 * 0.05 / (double)counts.asked[v]);
        double off = seeds >= 1000 ? 0.02 : luck;
        printf("%s%s %s: %zu of %zu intervals, %.2f %%\n", orth_market_fit_model_name(of->model),
               of->normal ? " (normal)" : "", name, counts.held[v], counts.asked[v], 100 * share);
        fflush(stdout);
        ck_assert_msg(fabs(share - 0.95) <= off, "%s: %zu of %zu", name, counts.held[v],
                      counts.asked[v]);
    }
    printf("%s: %zu of %zu fits with a value at a boundary\n",
           orth_market_fit_model_name(of->model), counts.bare, seeds);
    ck_assert_uint_le(counts.bare * 1000, bare_most * seeds);
}

#endif
