#include "fitted.h"

#include <math.h>
#include <stdlib.h>

#include "harness.h"

const char *const fitted_tokens[3] = {"BTC", "ETH", "USDC"};
static const double correlation[] = {1, 0.6, 0.6, 1}, lone[] = {1};

double *fitted_walk(orth_market_fit_model model, size_t n, size_t rows)
{
    static const double volatility[] = {0.5, 0.8}, alpha[] = {0.1, 0.12}, beta[] = {0.85, 0.8};
    static const double nu[] = {5, 7}, rate[] = {10000, 16000}, deviation[] = {0.004, 0.006};
    orth_market_spec spec = {
        .model = orth_market_fit_model_name(model),
        .n = n,
        .tokens = fitted_tokens,
        .seed = 11,
        .block_seconds = FITTED_SECONDS,
        .parameters = {{"volatility", volatility}, {"correlation", n == 1 ? lone : correlation}}};
    if (model == ORTH_MARKET_FIT_GARCH) {
        spec.parameters[2] = (orth_market_parameter){"garch_alpha", alpha};
        spec.parameters[3] = (orth_market_parameter){"garch_beta", beta};
        spec.parameters[4] = (orth_market_parameter){"garch_nu", nu};
    } else if (model == ORTH_MARKET_FIT_MERTON) {
        spec.parameters[2] = (orth_market_parameter){"jump_rate", rate};
        spec.parameters[3] = (orth_market_parameter){"jump_deviation", deviation};
    }
    orth_market *market;
    orth_market_walk *path;
    double *prices = malloc(rows * n * sizeof *prices);
    ck_assert_int_eq(orth_market_create(&market, &spec, NULL), ORTH_OK);
    ck_assert_int_eq(orth_market_walk_create(&path, market, 1, NULL), ORTH_OK);
    orth_market_walk_start(path, 0);
    ck_assert_int_eq(orth_market_walk_fill(path, rows, prices, NULL, NULL), ORTH_OK);
    orth_market_walk_free(path);
    orth_market_free(market);
    return prices;
}

orth_market_fit *fitted_of(orth_market_fit_model model, size_t n, size_t rows, const double *prices)
{
    orth_market_fit_data data = {n, fitted_tokens, rows, prices, NULL};
    orth_market_fit_terms terms = {.model = model, .block_seconds = FITTED_SECONDS};
    orth_market_fit *fit;
    orth_error error;
    ck_assert_msg(orth_market_fit_make(&fit, &data, &terms, &error) == ORTH_OK, "%s", error.text);
    return fit;
}

double fitted_value(const orth_market_fit *fit, orth_market_fit_value v, size_t i)
{
    return fit->values[v][i].value;
}

double fitted_garch_by_hand(const orth_market_fit *fit, const double *prices, const bool *is_gap,
                            const double *by)
{
    size_t n = fit->n;
    double c = n == 2 ? fit->correlations[1].value : 0, variance[2] = {0}, total = 0;
    double values[ORTH_MARKET_FIT_VALUES][2];
    for (size_t v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
        for (size_t i = 0; i < n; i++)
            values[v][i] = fitted_value(fit, (orth_market_fit_value)v, i) * (i == 0 ? by[v] : 1);
    for (size_t i = 0; i < n; i++)
        variance[i] = pow(values[ORTH_MARKET_FIT_VOLATILITY][i], 2) * FITTED_YEARS;
    for (size_t r = 0; r + 1 < fit->rows; r++) {
        double t[2];
        for (size_t i = 0; i < n; i++) {
            double s = variance[i], a = values[ORTH_MARKET_FIT_ALPHA][i];
            double b = values[ORTH_MARKET_FIT_BETA][i], nu = values[ORTH_MARKET_FIT_NU][i];
            double mean = pow(values[ORTH_MARKET_FIT_VOLATILITY][i], 2) * FITTED_YEARS;
            if (is_gap != NULL && is_gap[r]) {
                variance[i] = (1 - a - b) * mean + (a + b) * s;
                continue;
            }
            double e = log(prices[(r + 1) * n + i] / prices[r * n + i]) -
                       values[ORTH_MARKET_FIT_DRIFT][i] * FITTED_YEARS + s / 2;
            t[i] = e / sqrt(s);
            total -= 0.5 * log(s);
            if (i == 1) {
                t[1] = (t[1] - c * t[0]) / sqrt(1 - c * c);
                total -= 0.5 * log(1 - c * c);
            }
            total += lgamma((nu + 1) / 2) - lgamma(nu / 2) - 0.5 * log(acos(-1) * (nu - 2)) -
                     (nu + 1) / 2 * log1p(t[i] * t[i] / (nu - 2));
            variance[i] = (1 - a - b) * mean + a * e * e + b * s;
        }
    }
    return total;
}

double fitted_merton_by_hand(const orth_market_fit *fit, const double *prices, const bool *is_gap,
                             const double *by)
{
    double of[ORTH_MARKET_FIT_VALUES], total = 0;
    for (size_t v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
        of[v] = fitted_value(fit, (orth_market_fit_value)v, 0) * by[v];
    double sigma = of[ORTH_MARKET_FIT_VOLATILITY], mean = of[ORTH_MARKET_FIT_JUMP_MEAN];
    double deviation = of[ORTH_MARKET_FIT_JUMP_DEVIATION];
    double rate = of[ORTH_MARKET_FIT_JUMP_RATE] * FITTED_YEARS;
    double shift = (of[ORTH_MARKET_FIT_DRIFT] - sigma * sigma / 2) * FITTED_YEARS -
                   rate * expm1(mean + deviation * deviation / 2);
    for (size_t r = 0; r + 1 < fit->rows; r++) {
        if (is_gap != NULL && is_gap[r])
            continue;
        double x = log(prices[r + 1] / prices[r]), sum = 0;
        for (int k = 0; k < 12; k++) {
            double s = sigma * sigma * FITTED_YEARS + k * deviation * deviation;
            sum +=
                exp(k * log(rate) - rate - lgamma(k + 1) - pow(x - shift - k * mean, 2) / (2 * s)) /
                sqrt(2 * acos(-1) * s);
        }
        total += log(sum);
    }
    return total;
}
