/* GARCH(1,1) with Student-t innovations. */
#include <math.h>
#include <stdlib.h>

#include "market/market.h"

static orth_status check_token(const orth_market *market, size_t i, const orth_garch *garch,
                               orth_error *error)
{
    if (!(garch->alpha + garch->beta < 1))
        return orth_market_fail(error, "alpha + beta", market->tokens[i],
                                garch->alpha + garch->beta, "below 1");
    if (!(garch->nu > 2))
        return orth_market_fail(error, "the degrees of freedom", market->tokens[i], garch->nu,
                                "above 2");
    return ORTH_OK;
}

static orth_status prepare_tokens(orth_market *market, const double *volatility,
                                  const double *alpha, const double *beta, const double *nu,
                                  orth_error *error)
{
    market->garch = calloc(market->n, sizeof *market->garch);
    if (market->garch == NULL)
        return orth_fail_memory(error, (double)market->n * sizeof *market->garch);
    for (size_t i = 0; i < market->n; i++) {
        orth_garch *garch = &market->garch[i];
        garch->alpha = alpha[i];
        garch->beta = beta[i];
        garch->nu = nu == NULL ? INFINITY : nu[i];
        garch->variance = volatility[i] * volatility[i];
        garch->omega = (1 - (garch->alpha + garch->beta)) * garch->variance;
        garch->scale = isinf(garch->nu) ? 1 : sqrt((garch->nu - 2) / garch->nu);
        orth_status status = check_token(market, i, garch, error);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

static orth_status prepare_garch(orth_market *market, const orth_market_spec *spec,
                                 orth_error *error)
{
    double *volatility, *alpha = NULL, *beta = NULL;
    orth_status status = orth_market_prepare_diffusion(market, spec, false, &volatility, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&alpha, market, spec->garch_alpha, 0, "alpha", 0, 1, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&beta, market, spec->garch_beta, 0, "beta", 0, 1, error);
    if (status == ORTH_OK)
        status = prepare_tokens(market, volatility, alpha, beta, spec->garch_nu, error);
    free(volatility);
    free(alpha);
    free(beta);
    return status;
}

static void garch_start(orth_market_walk *walk)
{
    for (size_t i = 0; i < walk->market->n; i++)
        for (size_t l = 0; l < walk->lanes; l++)
            walk->state[i * walk->lanes + l] = walk->market->garch[i].variance;
}

static void draw(orth_market_walk *walk, size_t token, double *out)
{
    const orth_garch *garch = &walk->market->garch[token];
    if (isinf(garch->nu)) {
        orth_market_normals(walk, token, out);
        return;
    }
    orth_draws draws = orth_market_draws(walk, ORTH_USE_STUDENT, token);
    orth_kernels_in_use()->students(ORTH_MARKET_CHUNK * walk->lanes, out, &draws, garch->nu,
                                    garch->scale);
}

/* Innovations z to returns in place, row by row: the variance of one needs the one before. Half of
 * it is taken off, as E exp(sqrt(v) z - v / 2) = 1 for a normal z. */
static void recur(const orth_garch *garch, size_t lanes, double shift, double *variance, double *z)
{
    for (size_t row = 0; row < ORTH_MARKET_CHUNK; row++)
        for (size_t l = 0; l < lanes; l++) {
            double *at = &z[row * lanes + l], step = sqrt(variance[l]) * *at;
            *at = shift - variance[l] / 2 + step;
            variance[l] = garch->omega + garch->alpha * (step * step) + garch->beta * variance[l];
        }
}

static void garch_returns(orth_market_walk *walk)
{
    const orth_market *market = walk->market;
    size_t lanes = walk->lanes, m = ORTH_MARKET_CHUNK * lanes;
    for (size_t j = 0; j < market->n; j++)
        draw(walk, j, walk->innovations + j * m);
    for (size_t i = 0; i < market->n; i++)
        walk->log_returns[i] = 0; /* innovations have no drift */
    orth_kernels_in_use()->mix(m, market->n, walk->returns, market->matrix, walk->innovations,
                               walk->log_returns);
    for (size_t i = 0; i < market->n; i++)
        recur(&market->garch[i], lanes, market->shift[i], walk->state + i * lanes,
              walk->returns + i * m);
}

const orth_model orth_model_garch = {
    .public = {"garch", "GARCH(1,1) with Student-t innovations"},
    .prepare = prepare_garch,
    .state = 1,
    .start = garch_start,
    .returns = garch_returns,
};
