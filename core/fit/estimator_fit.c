/* Estimators from prices (orthant/estimator_fit.h). */
#include "orthant/estimator_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/stop.h"
#include "fit/estimator_costs.h"
#include "fit/estimator_likelihood.h"
#include "fit/estimator_search.h"
#include "numeric/chi_square.h"
#include "numeric/elementary.h"
#include "orthant/strategy.h"

#define ROUNDING 0x1p-50

static const char *const market_names[ORTH_ESTIMATOR_MARKETS] = {"level", "level+ar1", "gradient"};
static const char *const value_names[ORTH_ESTIMATOR_VALUES] = {"lambda", "q", "rho"};

const char *orth_estimator_market_name(orth_estimator_market market)
{
    ORTH_CHECK(market < ORTH_ESTIMATOR_MARKETS);
    return market_names[market];
}

const char *orth_estimator_value_name(orth_estimator_value value)
{
    ORTH_CHECK(value < ORTH_ESTIMATOR_VALUES);
    return value_names[value];
}

const char *orth_estimator_edge_name(orth_estimator_edge edge)
{
    static const char *const names[] = {"inside", "no noise", "no move", "rho at its end"};
    ORTH_CHECK((size_t)edge < sizeof names / sizeof names[0]);
    return names[edge];
}

const char *orth_estimator_why_text(orth_estimator_why why)
{
    static const char *const texts[] = {
        NULL, "the price does not move",
        "the price moves by one and the same factor: the noise is below the rounding of its digits"};
    ORTH_CHECK((size_t)why < sizeof texts / sizeof texts[0]);
    return texts[why];
}

/* Whether changes of logs up to `most` differ by no more than prices and logs are rounded by. */
static bool straight(size_t count, const double *changes, double most)
{
    double low = changes[0], high = changes[0];
    for (size_t i = 1; i < count; i++) {
        low = fmin(low, changes[i]);
        high = fmax(high, changes[i]);
    }
    return high - low <= ROUNDING * (1 + most);
}

/* Whether the prices choose a decay at all. */
static bool chosen(const orth_estimator_market_fit *fit)
{
    const orth_estimator_estimate *e = &fit->values[ORTH_ESTIMATOR_LAMBDA];
    return fit->edge == ORTH_ESTIMATOR_INSIDE && !(e->low_open && e->high_open);
}

static void fill_memory(orth_estimator_market_fit *fit, double lambda, double chunk_days)
{
    const orth_estimator_estimate *e = &fit->values[ORTH_ESTIMATOR_LAMBDA];
    bool inside = chosen(fit);
    fit->memory_days = inside ? orth_memory_days(lambda, chunk_days) : NAN;
    fit->memory_low = e->low_open ? 0 : orth_memory_days(e->low, chunk_days);
    fit->memory_high = e->high_open ? INFINITY : orth_memory_days(e->high, chunk_days);
    fit->contract_lambda[0] = '\0';
    if (inside)
        orth_contract_lambda(fit->contract_lambda, lambda);
}

/* All that follows from the place of the greatest likelihood. `innovations` is room for m. */
static void fill_market(orth_estimator_market_fit *fit, orth_estimator_market market,
                        const orth_estimator_data *data, const orth_estimator_point *at,
                        double chunk_days, double *innovations)
{
    bool gradient = market == ORTH_ESTIMATOR_GRADIENT;
    size_t m = data->count - 1;
    orth_likelihood l = gradient ? orth_likelihood_gradient(data, at->lambda, innovations)
                                 : orth_likelihood_level(data, at->q, at->rho, innovations);
    fit->edge = at->edge;
    fit->noise = sqrt(l.noise);
    fit->innovation = sqrt(l.noise * l.foretold);
    fit->parameters = market == ORTH_ESTIMATOR_LEVEL_AR1 ? 3 : 2;
    fit->log_likelihood = l.log;
    fit->aic = 2 * (double)fit->parameters - 2 * l.log;
    fit->bic = (double)fit->parameters * orth_log((double)m) - 2 * l.log;
    fit->white = orth_whiteness_of(m, innovations, 0, fit->parameters - 1);
    fit->steady = orth_whiteness_of(m, innovations, 1, 0);
    fit->costs = (orth_estimator_costs){NAN, NAN};
    if (chosen(fit)) {
        fit->costs.half = orth_estimator_cost(market, at->rest / 2, at->rest, at->q, at->rho);
        fit->costs.twice = orth_estimator_cost(market, at->rest * 2, at->rest, at->q, at->rho);
    }
    fill_memory(fit, at->lambda, chunk_days);
}

static orth_status fit_changes(orth_estimator_fit *fit, const orth_estimator_data *data,
                               double *innovations, const volatile sig_atomic_t *stop,
                               orth_error *error)
{
    fit->best = ORTH_ESTIMATOR_LEVEL;
    for (int market = 0; market < ORTH_ESTIMATOR_MARKETS; market++) {
        orth_estimator_point point;
        orth_estimator_market_fit *of = &fit->markets[market];
        orth_estimator_search(data, (orth_estimator_market)market, stop, &point, of->values);
        if (orth_stopped_by(stop))
            return orth_fail(error, ORTH_INTERRUPTED, "stopped before the estimators were fitted");
        fill_market(of, (orth_estimator_market)market, data, &point, fit->chunk_days, innovations);
        if (of->bic < fit->markets[fit->best].bic)
            fit->best = (orth_estimator_market)market;
    }
    double gain = fit->markets[ORTH_ESTIMATOR_LEVEL_AR1].log_likelihood -
                  fit->markets[ORTH_ESTIMATOR_LEVEL].log_likelihood;
    fit->rho_p = orth_chi_square_above(1, 2 * gain);
    return ORTH_OK;
}

orth_status orth_estimator_fit_prices(orth_estimator_fit *fit, size_t n, const double *prices,
                                      size_t stride, double chunk_days,
                                      const volatile sig_atomic_t *stop, orth_error *error)
{
    ORTH_CHECK(stride >= 1 && chunk_days > 0);
    for (size_t i = 0; i < n; i++)
        ORTH_CHECK(isfinite(prices[i * stride]) && prices[i * stride] > 0);
    memset(fit, 0, sizeof *fit);
    if (n < ORTH_ESTIMATOR_PRICES_LEAST)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%zu prices, one a chunk, are too few to fit an estimator; needed: %d or "
                         "more",
                         n, ORTH_ESTIMATOR_PRICES_LEAST);
    double *changes;
    orth_status status = orth_estimator_changes(&changes, n, prices, stride, error);
    if (status != ORTH_OK)
        return status;
    *fit = (orth_estimator_fit){.prices = n, .foretold = n - 2, .chunk_days = chunk_days};
    double most = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        fit->unmoved += changes[i] == 0;
        most = fmax(most, fabs(orth_log(prices[i * stride])));
    }
    double *innovations = malloc((n - 2) * sizeof *innovations);
    if (fit->unmoved == n - 1)
        fit->why = ORTH_ESTIMATOR_STILL;
    else if (straight(n - 1, changes, most))
        fit->why = ORTH_ESTIMATOR_STRAIGHT;
    else if (innovations == NULL)
        status = orth_fail_memory(error, (double)(n - 2) * sizeof *innovations);
    else
        status = fit_changes(fit, &(orth_estimator_data){n - 1, changes}, innovations, stop, error);
    free(innovations);
    free(changes);
    return status;
}
