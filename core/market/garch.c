/* GARCH(1,1) with Student-t innovations. */
#include <math.h>
#include <stdlib.h>

#include "market/diffusion.h"
#include "market/draws.h"

typedef struct recursion {
    double omega, alpha, beta, variance; /* a block */
    double nu, scale;                    /* INFINITY: normal */
} recursion;

typedef struct garch {
    orth_diffusion diffusion; /* the first member */
    recursion *tokens;        /* n */
} garch;

static orth_status check_token(const orth_market *market, size_t i, const recursion *own,
                               orth_error *error)
{
    if (!(own->alpha + own->beta < 1))
        return orth_market_fail(error, "alpha + beta", market->tokens[i], own->alpha + own->beta,
                                "below 1");
    if (!(own->nu > 2))
        return orth_market_fail(error, "the degrees of freedom", market->tokens[i], own->nu,
                                "above 2");
    return ORTH_OK;
}

static orth_status prepare_tokens(garch *made, const orth_market *market, const double *alpha,
                                  const double *beta, const double *nu, orth_error *error)
{
    double root = sqrt(made->diffusion.block_years);
    made->tokens = calloc(market->n, sizeof *made->tokens);
    if (made->tokens == NULL)
        return orth_fail_memory(error, (double)market->n * sizeof *made->tokens);
    for (size_t i = 0; i < market->n; i++) {
        recursion *own = &made->tokens[i];
        double volatility = made->diffusion.volatility[i] * root;
        own->alpha = alpha[i];
        own->beta = beta[i];
        own->nu = nu == NULL ? INFINITY : nu[i];
        own->variance = volatility * volatility;
        own->omega = (1 - (own->alpha + own->beta)) * own->variance;
        own->scale = isinf(own->nu) ? 1 : sqrt((own->nu - 2) / own->nu);
        orth_status status = check_token(market, i, own, error);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

static orth_status prepare(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    double *alpha = NULL, *beta = NULL;
    orth_status status = orth_diffusion_create(market, sizeof(garch), error);
    if (status == ORTH_OK)
        status = orth_diffusion_prepare(market, spec, false, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&alpha, market, orth_market_values(spec, "garch_alpha"), 0,
                                     "alpha", 0, 1, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&beta, market, orth_market_values(spec, "garch_beta"), 0,
                                     "beta", 0, 1, error);
    if (status == ORTH_OK)
        status = prepare_tokens(market->state, market, alpha, beta,
                                orth_market_values(spec, "garch_nu"), error);
    free(alpha);
    free(beta);
    return status;
}

static void destroy(orth_market *market)
{
    garch *own = market->state;
    free(own->tokens);
    orth_diffusion_clear(&own->diffusion);
    free(own);
}

static void start(orth_market_walk *walk)
{
    const garch *own = walk->market->state;
    for (size_t i = 0; i < walk->market->n; i++)
        for (size_t l = 0; l < walk->lanes; l++)
            walk->state[i * walk->lanes + l] = own->tokens[i].variance;
}

static void draw(orth_market_walk *walk, const recursion *own, size_t token, double *out)
{
    if (isinf(own->nu)) {
        orth_market_normals(walk, token, out);
        return;
    }
    orth_draws draws = orth_market_draws(walk, ORTH_USE_STUDENT, token);
    orth_kernels_in_use()->students(ORTH_MARKET_CHUNK * walk->lanes, out, &draws, own->nu,
                                    own->scale);
}

/* Innovations z to returns in place, row by row: the variance of one needs the one before. Half of
 * it is taken off, as E exp(sqrt(v) z - v / 2) = 1 for a normal z. */
static void recur(const recursion *own, size_t lanes, double shift, double *variance, double *z)
{
    for (size_t row = 0; row < ORTH_MARKET_CHUNK; row++)
        for (size_t l = 0; l < lanes; l++) {
            double *at = &z[row * lanes + l], step = sqrt(variance[l]) * *at;
            *at = shift - variance[l] / 2 + step;
            variance[l] = own->omega + own->alpha * (step * step) + own->beta * variance[l];
        }
}

static void returns(orth_market_walk *walk)
{
    const garch *own = walk->market->state;
    size_t n = walk->market->n, lanes = walk->lanes, m = ORTH_MARKET_CHUNK * lanes;
    for (size_t j = 0; j < n; j++)
        draw(walk, &own->tokens[j], j, walk->innovations + j * m);
    for (size_t i = 0; i < n; i++)
        walk->log_returns[i] = 0; /* innovations have no drift */
    orth_diffusion_mix(walk, &own->diffusion, walk->log_returns);
    for (size_t i = 0; i < n; i++)
        recur(&own->tokens[i], lanes, own->diffusion.shift[i], walk->state + i * lanes,
              walk->returns + i * m);
}

static const orth_model_key garch_alpha = {.name = "garch_alpha",
                                           .kind = ORTH_MODEL_KEY_LIST,
                                           .required = true,
                                           .range = {0, 1, true, "from 0, below 1"}};
static const orth_model_key garch_beta = {.name = "garch_beta",
                                          .kind = ORTH_MODEL_KEY_LIST,
                                          .required = true,
                                          .range = {0, 1, true, "from 0, below 1"}};
static const orth_model_key garch_nu = {.name = "garch_nu",
                                        .kind = ORTH_MODEL_KEY_LIST,
                                        .range = {2.01, 1e6, false, "from 2.01 to 1e6"}};
static const orth_model_key *const keys[] = {ORTH_DIFFUSION_KEYS, &garch_alpha, &garch_beta,
                                             &garch_nu, NULL};

/* The variances of a block go up and down about their means, by which the covariance is: a product
 * of two tokens' returns is on average a little less. */
const orth_model orth_model_garch = {
    ORTH_MODEL("garch", "GARCH(1,1) with Student-t innovations", keys, prepare,
               orth_diffusion_block),
    .destroy = destroy,
    .walk_state = 1,
    .start = start,
    .returns = returns,
};
