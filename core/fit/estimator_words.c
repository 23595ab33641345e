/* A rule's decay held against a fit, and both in words. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/plain_locale.h"
#include "fit/estimator_costs.h"
#include "fit/estimator_likelihood.h"
#include "orthant/estimator.h"
#include "orthant/strategy.h"

orth_status orth_estimator_rule_judge(orth_estimator_rule *rule, const orth_estimator_fit *fit,
                                      orth_estimator_market market, double lambda,
                                      const double *prices, size_t stride, orth_error *error)
{
    ORTH_CHECK(fit->why == ORTH_ESTIMATOR_FITTED && lambda > 0 && lambda < 1);
    ORTH_CHECK(market == ORTH_ESTIMATOR_LEVEL || market == ORTH_ESTIMATOR_GRADIENT);
    double *changes;
    orth_status status = orth_estimator_changes(&changes, fit->prices, prices, stride, error);
    if (status != ORTH_OK)
        return status;
    bool gradient = market == ORTH_ESTIMATOR_GRADIENT;
    orth_estimator_data data = {fit->prices - 1, changes};
    orth_likelihood l = gradient ? orth_likelihood_gradient(&data, lambda, NULL)
                                 : orth_likelihood_level(&data, orth_level_ratio(lambda), 0, NULL);
    free(changes);
    const orth_estimator_market_fit *of = &fit->markets[market];
    const orth_estimator_estimate *best = &of->values[ORTH_ESTIMATOR_LAMBDA];
    orth_trend_ratios ratios = orth_trend_ratios_of(lambda);
    *rule = (orth_estimator_rule){
        .market = market,
        .lambda = lambda,
        .memory_days = orth_memory_days(lambda, fit->chunk_days),
        .q = gradient ? ratios.level : orth_level_ratio(lambda),
        .q_slope = gradient ? ratios.slope : 0,
        .below = fmin(l.log - of->log_likelihood, 0),
        .cost = NAN,
    };
    rule->inside =
        (best->low_open || lambda >= best->low) && (best->high_open || lambda <= best->high);
    /* Of the least decays 1 - lambda is 1: the last price, to the last bit. */
    if (!isnan(of->costs.half)) /* a decay is chosen */
        rule->cost = orth_estimator_cost(market, fmin(1 - lambda, 1 - 0x1p-53), 1 - best->value,
                                         of->values[ORTH_ESTIMATOR_Q].value, 0);
    return ORTH_OK;
}

/* Three digits. */
#define NUMBER_TEXT 32
static const char *number(char text[NUMBER_TEXT], double value)
{
    snprintf(text, NUMBER_TEXT, "%.3g", value);
    return text;
}

/* More digits where lambda is nearer to 1: 1 - lambda to three of them. */
static const char *decay(char text[NUMBER_TEXT], double lambda)
{
    int digits = 3;
    for (double rest = 1 - lambda; rest < 0.1 && digits < 12; rest *= 10)
        digits++;
    snprintf(text, NUMBER_TEXT, "%.*f", digits, lambda);
    return text;
}

static const char *percent(char text[NUMBER_TEXT], double share)
{
    snprintf(text, NUMBER_TEXT, share < 0.0995 ? "%.1f %%" : "%.0f %%", 100 * share);
    return text;
}

/* A factor from ten on: whole, with commas between thousands. */
static void put_times(char text[NUMBER_TEXT], double factor)
{
    char digits[NUMBER_TEXT];
    if (!(factor < 1e12)) {
        number(text, factor);
        return;
    }
    size_t length = (size_t)snprintf(digits, sizeof digits, "%.0f", factor), to = 0;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            text[to++] = ',';
        text[to++] = digits[i];
    }
    text[to] = '\0';
}

/* By how much an error is above another: a factor is easier to read than thousands of percent. */
#define MORE_TEXT 64
static const char *more(char text[MORE_TEXT], double share, const char *above, const char *times)
{
    char figure[NUMBER_TEXT];
    if (share > 10) {
        put_times(figure, 1 + share);
        snprintf(text, MORE_TEXT, "%s times%s", figure, times);
    } else {
        snprintf(text, MORE_TEXT, "%s%s", percent(figure, share), above);
    }
    return text;
}

/* "A to B", "at most B", .. */
#define RANGE_TEXT 80
static void interval(char text[RANGE_TEXT], const orth_estimator_estimate *e)
{
    char low[NUMBER_TEXT], high[NUMBER_TEXT];
    decay(low, e->low), decay(high, e->high);
    if (e->low_open && e->high_open)
        snprintf(text, RANGE_TEXT, "any decay");
    else if (e->low_open)
        snprintf(text, RANGE_TEXT, "at most %s", high);
    else if (e->high_open)
        snprintf(text, RANGE_TEXT, "at least %s", low);
    else
        snprintf(text, RANGE_TEXT, "%s to %s", low, high);
}

const char *orth_estimator_rule_sentence(char text[ORTH_ESTIMATOR_SENTENCE_MAX],
                                         const orth_estimator_rule *rule,
                                         const orth_estimator_fit *fit)
{
    orth_locale locale = orth_locale_enter();
    const orth_estimator_market_fit *of = &fit->markets[rule->market];
    char lambda[NUMBER_TEXT], days[NUMBER_TEXT], level[NUMBER_TEXT], slope[NUMBER_TEXT],
        cost[MORE_TEXT], range[RANGE_TEXT], market[200];
    decay(lambda, rule->lambda), number(days, rule->memory_days);
    number(level, sqrt(rule->q)), number(slope, sqrt(rule->q_slope)),
        more(cost, rule->cost, " above", "");
    interval(range, &of->values[ORTH_ESTIMATOR_LAMBDA]);
    if (rule->market == ORTH_ESTIMATOR_GRADIENT)
        snprintf(market, sizeof market,
                 "a trend whose level moves by %s and whose slope by %s times the prices' noise a "
                 "chunk",
                 level, slope);
    else
        snprintf(market, sizeof market, "a level that moves by %s times the prices' noise a chunk",
                 level);
    int length =
        snprintf(text, ORTH_ESTIMATOR_SENTENCE_MAX,
                 "lambda %s (a memory of %s days) is right for %s; %s these prices: they "
                 "say %s",
                 lambda, days, market,
                 rule->inside ? "that may be the market of" : "that is not the market of", range);
    if (isfinite(rule->cost))
        snprintf(text + length, ORTH_ESTIMATOR_SENTENCE_MAX - (size_t)length,
                 ", and its mean square error is %s the best decay's", cost);
    orth_locale_leave(locale);
    return text;
}

static void say_best(char text[ORTH_ESTIMATOR_SENTENCE_MAX], const orth_estimator_market_fit *of,
                     orth_estimator_market market)
{
    const orth_estimator_estimate *values = of->values;
    char lambda[NUMBER_TEXT], days[NUMBER_TEXT], level[NUMBER_TEXT], rho[NUMBER_TEXT],
        cost[MORE_TEXT], range[RANGE_TEXT], noise[80] = "";
    decay(lambda, values[ORTH_ESTIMATOR_LAMBDA].value), number(days, of->memory_days);
    number(level, sqrt(values[ORTH_ESTIMATOR_Q].value)),
        more(cost, of->costs.half, " more", " the");
    interval(range, &values[ORTH_ESTIMATOR_LAMBDA]);
    if (market == ORTH_ESTIMATOR_LEVEL_AR1)
        snprintf(noise, sizeof noise, ", correlated by %s from chunk to chunk",
                 number(rho, values[ORTH_ESTIMATOR_RHO].value));
    int length = snprintf(text, ORTH_ESTIMATOR_SENTENCE_MAX,
                          "these prices are those of a %s moves by %s times their noise a "
                          "chunk%s: the best %s has lambda %s (95 %%: %s), a memory of %s days; "
                          "half of 1 - lambda costs %s mean square error",
                          market == ORTH_ESTIMATOR_GRADIENT ? "trend whose level" : "level that",
                          level, noise, market == ORTH_ESTIMATOR_GRADIENT ? "gradient" : "average",
                          lambda, range, days, cost);
    if (isfinite(of->costs.twice))
        snprintf(text + length, ORTH_ESTIMATOR_SENTENCE_MAX - (size_t)length, ", twice of it %s",
                 more(cost, of->costs.twice, "", ""));
}

const char *orth_estimator_fit_sentence(char text[ORTH_ESTIMATOR_SENTENCE_MAX],
                                        const orth_estimator_fit *fit, orth_estimator_market market)
{
    ORTH_CHECK(fit->why == ORTH_ESTIMATOR_FITTED && market < ORTH_ESTIMATOR_MARKETS);
    const orth_estimator_market_fit *of = &fit->markets[market];
    const orth_estimator_estimate *best = &of->values[ORTH_ESTIMATOR_LAMBDA];
    orth_locale locale = orth_locale_enter();
    char range[RANGE_TEXT];
    interval(range, best);
    if (best->low_open && best->high_open)
        snprintf(
            text, ORTH_ESTIMATOR_SENTENCE_MAX,
            "these prices do not tell one decay from another: no lambda can be chosen by them");
    else if (of->edge == ORTH_ESTIMATOR_NO_NOISE)
        snprintf(text, ORTH_ESTIMATOR_SENTENCE_MAX,
                 market == ORTH_ESTIMATOR_GRADIENT
                     ? "these prices want the shortest gradient, their last change: lambda is %s"
                     : "the last price is the best estimate of what these prices will be, and no "
                       "average knows more: lambda is %s",
                 range);
    else if (of->edge == ORTH_ESTIMATOR_NO_MOVE)
        snprintf(text, ORTH_ESTIMATOR_SENTENCE_MAX,
                 "these prices are noise around a %s that does not move: the longer the memory the "
                 "better, lambda is %s",
                 market == ORTH_ESTIMATOR_GRADIENT ? "trend" : "level", range);
    else if (of->edge == ORTH_ESTIMATOR_RHO_END)
        snprintf(text, ORTH_ESTIMATOR_SENTENCE_MAX,
                 "the noise of these prices cannot be told from their level: it is correlated as "
                 "far as can be searched, rho %s",
                 of->values[ORTH_ESTIMATOR_RHO].value > 0 ? "near 1" : "near -1");
    else
        say_best(text, of, market);
    orth_locale_leave(locale);
    return text;
}
