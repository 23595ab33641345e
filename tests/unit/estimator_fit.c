/* Estimators fitted to prices: planted parameters; ends that are open; a rule judged. */
#include "estimator_markets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit/estimator_likelihood.h"
#include "orthant/estimator.h"
#include "orthant/estimator_fit.h"
#include "orthant/estimator_tokens.h"
#include "orthant/strategy.h"

enum { MANY = 4000 };
static double made[MANY];

static void check_estimate(const orth_estimator_estimate *e, double planted)
{
    ck_assert(e->known && e->why == NULL);
    ck_assert(e->low < e->value && e->value < e->high);
    /* three halves of the interval: one of 1,000 seeds is beyond */
    ck_assert(planted > e->value - 1.7 * (e->value - e->low));
    ck_assert(planted < e->value + 1.7 * (e->high - e->value));
    const orth_estimator_curve *c = &e->curve;
    for (size_t i = 0; i < ORTH_ESTIMATOR_CURVE_POINTS; i++) {
        ck_assert(c->below[i] <= 0 && isfinite(c->below[i]));
        ck_assert(i == 0 || c->at[i] > c->at[i - 1]);
        bool in = c->at[i] > e->low && c->at[i] < e->high;
        ck_assert((c->below[i] > -1.9207295 - 1e-4) == in);
    }
}

START_TEST(planted_parameters_come_back)
{
    static orth_estimator_fit fit;
    test_random random = test_seeded(4);
    test_level_prices(&random, 0.02, 0.6, MANY, made);
    ck_assert(orth_estimator_fit_prices(&fit, MANY, made, 1, 0.5, NULL, NULL) == ORTH_OK);
    ck_assert(fit.why == ORTH_ESTIMATOR_FITTED && fit.best == ORTH_ESTIMATOR_LEVEL_AR1);
    ck_assert(fit.foretold == MANY - 2 && fit.rho_p < 1e-6);
    const orth_estimator_market_fit *of = &fit.markets[ORTH_ESTIMATOR_LEVEL_AR1];
    ck_assert(of->edge == ORTH_ESTIMATOR_INSIDE && of->parameters == 3);
    check_estimate(&of->values[ORTH_ESTIMATOR_RHO], 0.6);
    check_estimate(&of->values[ORTH_ESTIMATOR_Q], 0.02);
    check_estimate(&of->values[ORTH_ESTIMATOR_LAMBDA], orth_average_best(0.02, 0.6));
    ck_assert_double_eq_tol(of->noise, 1e-3, 2e-4);
    double lambda = of->values[ORTH_ESTIMATOR_LAMBDA].value;
    ck_assert_double_eq_tol(of->memory_days, orth_memory_days(lambda, 0.5), 1e-9);
    ck_assert_double_eq_tol(strtod(of->contract_lambda, NULL), lambda, 1e-15);
    ck_assert(of->white.p > 1e-3 && of->steady.p > 1e-3);
    ck_assert(of->white.degrees == ORTH_ESTIMATOR_LAGS - 2);
    /* the market without correlation is seen through */
    ck_assert(fit.markets[ORTH_ESTIMATOR_LEVEL].white.p < 1e-6);
    ck_assert(!fit.markets[ORTH_ESTIMATOR_LEVEL].values[ORTH_ESTIMATOR_RHO].known);

    test_trend_prices(&random, 0.9, MANY, made);
    ck_assert(orth_estimator_fit_prices(&fit, MANY, made, 1, 0.5, NULL, NULL) == ORTH_OK);
    of = &fit.markets[ORTH_ESTIMATOR_GRADIENT];
    ck_assert(fit.best == ORTH_ESTIMATOR_GRADIENT);
    check_estimate(&of->values[ORTH_ESTIMATOR_LAMBDA], 0.9);
    check_estimate(&of->values[ORTH_ESTIMATOR_Q], orth_trend_ratios_of(0.9).level);
    ck_assert(of->white.p > 1e-3);
}
END_TEST

/* No place on a grid of (q, rho) is better than what was found. */
START_TEST(nothing_is_better)
{
    static orth_estimator_fit fit;
    test_random random = test_seeded(5);
    for (int run = 0; run < 3; run++) {
        const size_t n = 300;
        test_level_prices(&random, run == 1 ? 1 : 0.03, run == 2 ? -0.7 : 0.2, n, made);
        ck_assert(orth_estimator_fit_prices(&fit, n, made, 1, 1, NULL, NULL) == ORTH_OK);
        double *changes;
        ck_assert(orth_estimator_changes(&changes, n, made, 1, NULL) == ORTH_OK);
        orth_estimator_data data = {n - 1, changes};
        for (double log_q = -30; log_q < 13; log_q += 0.7)
            for (double rho = -0.98; rho < 1; rho += 0.04) {
                double l = orth_likelihood_level(&data, exp(log_q), rho, NULL).log;
                ck_assert(l <= fit.markets[ORTH_ESTIMATOR_LEVEL_AR1].log_likelihood + 1e-6);
            }
        ck_assert(fit.markets[ORTH_ESTIMATOR_LEVEL_AR1].log_likelihood >
                  fit.markets[ORTH_ESTIMATOR_LEVEL].log_likelihood - 1e-6);
        free(changes);
    }
}
END_TEST

START_TEST(ends_are_told)
{
    static orth_estimator_fit fit;
    test_random random = test_seeded(6);
    double level = 0, last = 0;
    for (size_t i = 0; i < 1000; i++) { /* changes that go on: no average helps */
        last = 0.5 * last + test_normal(&random);
        made[i] = exp(1e-3 * (level += last));
    }
    ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, NULL, NULL) == ORTH_OK);
    const orth_estimator_market_fit *of = &fit.markets[ORTH_ESTIMATOR_LEVEL];
    const orth_estimator_estimate *lambda = &of->values[ORTH_ESTIMATOR_LAMBDA];
    ck_assert(of->edge == ORTH_ESTIMATOR_NO_NOISE && of->contract_lambda[0] == '\0');
    ck_assert(lambda->low_open && !lambda->high_open && lambda->high < 0.1);
    ck_assert(of->values[ORTH_ESTIMATOR_Q].high_open && !of->values[ORTH_ESTIMATOR_Q].low_open);
    ck_assert(isnan(of->memory_days) && of->memory_low == 0 && isnan(of->costs.half));
    char text[ORTH_ESTIMATOR_SENTENCE_MAX];
    ck_assert_ptr_nonnull(strstr(orth_estimator_fit_sentence(text, &fit, ORTH_ESTIMATOR_LEVEL),
                                 "last price is the best"));

    for (size_t i = 0; i < 1000; i++) /* noise around a level that stays */
        made[i] = exp(1e-3 * test_normal(&random));
    ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, NULL, NULL) == ORTH_OK);
    ck_assert(fit.markets[ORTH_ESTIMATOR_LEVEL].values[ORTH_ESTIMATOR_LAMBDA].high_open);
    ck_assert(fit.markets[ORTH_ESTIMATOR_LEVEL].memory_high == INFINITY);

    for (size_t i = 0; i < 1000; i++)
        made[i] = 7;
    ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, NULL, NULL) == ORTH_OK);
    ck_assert(fit.why == ORTH_ESTIMATOR_STILL && fit.unmoved == 999);

    for (double step = 1e-9; step < 1e-1; step *= 30) { /* a straight line: rounding is no noise */
        for (size_t i = 0; i < 1000; i++)
            made[i] = 1e5 * exp(-step * (double)i);
        ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, NULL, NULL) == ORTH_OK);
        ck_assert(fit.why == ORTH_ESTIMATOR_STRAIGHT);
        ck_assert_ptr_nonnull(strstr(orth_estimator_why_text(fit.why), "below the rounding"));
    }
    for (size_t i = 0; i < 1000; i++) /* what is above rounding is noise */
        made[i] = 1e5 * exp(1e-4 * (double)i + 1e-12 * test_normal(&random));
    ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, NULL, NULL) == ORTH_OK);
    ck_assert(fit.why == ORTH_ESTIMATOR_FITTED);

    for (size_t i = 0; i < 1000; i++) /* foretold to the last digit */
        made[i] = exp(1e-3 * (double)(i % 2));
    ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, NULL, NULL) == ORTH_OK);
    for (int market = 0; market < ORTH_ESTIMATOR_MARKETS; market++)
        ck_assert(isfinite(fit.markets[market].log_likelihood));

    orth_error error;
    ck_assert(orth_estimator_fit_prices(&fit, 99, made, 1, 1, NULL, &error) == ORTH_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(error.text, "99 prices"));
    ck_assert_ptr_nonnull(strstr(error.text, "100 or more"));
    volatile sig_atomic_t stop = 1;
    made[5] = 2;
    ck_assert(orth_estimator_fit_prices(&fit, 1000, made, 1, 1, &stop, &error) == ORTH_INTERRUPTED);
}
END_TEST

START_TEST(a_rule_is_judged)
{
    static orth_estimator_fit fit;
    static double strided[3 * 1000];
    test_random random = test_seeded(8);
    test_level_prices(&random, orth_level_ratio(0.9), 0, 1000, made);
    for (size_t i = 0; i < 1000; i++)
        strided[3 * i + 1] = made[i];
    ck_assert(orth_estimator_fit_prices(&fit, 1000, strided + 1, 3, 1, NULL, NULL) == ORTH_OK);
    const orth_estimator_estimate *lambda =
        &fit.markets[ORTH_ESTIMATOR_LEVEL].values[ORTH_ESTIMATOR_LAMBDA];
    const double decays[] = {lambda->value, lambda->low, 0.99};
    for (size_t i = 0; i < 3; i++) {
        orth_estimator_rule rule;
        char text[ORTH_ESTIMATOR_SENTENCE_MAX];
        ck_assert(orth_estimator_rule_judge(&rule, &fit, ORTH_ESTIMATOR_LEVEL, decays[i], made, 1,
                                            NULL) == ORTH_OK);
        ck_assert(rule.inside == (i < 2) && rule.cost >= -1e-12);
        ck_assert_double_eq_tol(rule.q, orth_level_ratio(decays[i]), 1e-15);
        if (i < 2)
            ck_assert_double_eq_tol(rule.below, i == 0 ? 0 : -1.920729410347062, 1e-3);
        orth_estimator_rule_sentence(text, &rule, &fit);
        ck_assert_ptr_nonnull(strstr(text, i < 2 ? "may be the market of" : "is not the market"));
    }

    /* Up to ten times as much more in percent, above that as a factor. */
    const struct {
        double cost;
        const char *words;
    } costs[] = {{0.0312, "is 3.1 % above the best"},  {0.75, "is 75 % above the best"},
                 {9.99, "is 999 % above the best"},    {10.6, "is 12 times the best"},
                 {6240.59, "is 6,242 times the best"}, {1234566.7, "is 1,234,568 times the best"},
                 {1e15, "is 1e+15 times the best"}};
    for (size_t i = 0; i < sizeof costs / sizeof costs[0]; i++) {
        orth_estimator_rule rule = {.market = ORTH_ESTIMATOR_LEVEL,
                                    .lambda = 0.9,
                                    .memory_days = 1,
                                    .q = 0.01,
                                    .cost = costs[i].cost};
        char text[ORTH_ESTIMATOR_SENTENCE_MAX];
        orth_estimator_rule_sentence(text, &rule, &fit);
        ck_assert_msg(strstr(text, costs[i].words) != NULL, "%s", text);
    }

    /* The last price alone is off by the noise, whose variance is the unit. */
    orth_estimator_rule last;
    ck_assert(orth_estimator_rule_judge(&last, &fit, ORTH_ESTIMATOR_LEVEL, ORTH_RULE_LAMBDA_MIN,
                                        made, 1, NULL) == ORTH_OK);
    double q = fit.markets[ORTH_ESTIMATOR_LEVEL].values[ORTH_ESTIMATOR_Q].value;
    ck_assert_double_eq_tol(last.cost, 1 / orth_average_error(lambda->value, q, 0) - 1, 1e-12);
    ck_assert(orth_estimator_rule_judge(&last, &fit, ORTH_ESTIMATOR_GRADIENT, ORTH_RULE_LAMBDA_MIN,
                                        made, 1, NULL) == ORTH_OK);
    ck_assert(last.cost > 0 && last.cost < INFINITY);
}
END_TEST

/* The greatest likelihood of level+ar1 with that q, or that rho, over all of the other one. */
static double profile_at(const orth_estimator_data *data, double q, double rho)
{
    double best = -INFINITY;
    for (int k = 0; k <= 400; k++) {
        double other_q = exp(-34 + 47.0 * k / 400), other_rho = tanh(-6 + 12.0 * k / 400);
        orth_likelihood l = isnan(q) ? orth_likelihood_level(data, other_q, rho, NULL)
                                     : orth_likelihood_level(data, q, other_rho, NULL);
        best = fmax(best, l.log);
    }
    return best;
}

/* Where noise is small the likelihood has a summit of noise that alternates and one of noise that
 * lasts, and a search that follows one of them goes wrong with these seeds. No interval stops at a
 * place where either is within 1.92 of the greatest: a grid of q and rho, which knows nothing of
 * summits, never finds that. */
START_TEST(two_summits)
{
    enum { ROWS = 150 };
    const unsigned seeds[] = {95, 125, 223, 239, 352, 360, 389, 406}; /* of 500 */
    static orth_estimator_fit fit;
    size_t ends = 0;
    for (size_t s = 0; s < sizeof seeds / sizeof seeds[0]; s++) {
        unsigned seed = seeds[s];
        const double ratios[] = {0.005, 1, 6, 10}, lags[] = {0, -0.3, 0.3, -0.99};
        test_random random = test_seeded(seed);
        test_level_prices(&random, ratios[seed % 4], lags[seed / 4 % 4], ROWS, made);
        for (size_t i = 0; i < ROWS; i++) /* a drift, which level+ar1 takes for lasting noise */
            made[i] *= exp(1e-3 * (double)(seed % 9) * (double)i);
        double *changes;
        ck_assert(orth_estimator_changes(&changes, ROWS, made, 1, NULL) == ORTH_OK);
        ck_assert(orth_estimator_fit_prices(&fit, ROWS, made, 1, 0.5, NULL, NULL) == ORTH_OK);
        const orth_estimator_market_fit *of = &fit.markets[ORTH_ESTIMATOR_LEVEL_AR1];
        orth_estimator_data data = {ROWS - 1, changes};
        for (int v = ORTH_ESTIMATOR_Q; v <= ORTH_ESTIMATOR_RHO; v++)
            for (int side = 0; side < 2; side++) {
                const orth_estimator_estimate *e = &of->values[v];
                if (!e->known || (side == 0 ? e->low_open : e->high_open))
                    continue;
                double end = side == 0 ? e->low : e->high;
                double there = v == ORTH_ESTIMATOR_Q ? profile_at(&data, end, NAN)
                                                     : profile_at(&data, NAN, end);
                ck_assert_double_le(there, of->log_likelihood - 1.9207295 + 0.02);
                ends++;
            }
        free(changes);
    }
    ck_assert_uint_ge(ends, 12);
}
END_TEST

ORTH_TEST_MAIN("estimator_fit", planted_parameters_come_back, nothing_is_better, ends_are_told,
               a_rule_is_judged, two_summits)
