/* Merton's jump diffusion: geometric Brownian motion, and in each token Poisson many normal jumps.
 */
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "market/diffusion.h"
#include "market/draws.h"
#include "market/price_table.h"
#include "numeric/elementary.h"
#include "numeric/poisson.h"

_Static_assert(ORTH_JUMPS_PER_BLOCK_MAX <= ORTH_POISSON_EXPECTED, "no table holds so many jumps");

/* Jump counts of a block: P(count <= i) up to the last that doubles can tell from 1. */
typedef struct jumps {
    double rate; /* a year */
    double mean, deviation;
    size_t count; /* 0: this token does not jump */
    double *cumulative;
} jumps;

typedef struct merton {
    orth_diffusion diffusion; /* the first member */
    jumps *jumps;             /* n */
} merton;

static orth_status prepare_jump(merton *made, const orth_market *market, size_t token,
                                orth_error *error)
{
    jumps *own = &made->jumps[token];
    double expected = own->rate * made->diffusion.block_years;
    if (expected > ORTH_JUMPS_PER_BLOCK_MAX)
        return orth_market_fail(error, "the number of jumps a block", market->tokens[token],
                                expected, "at most " ORTH_LIMIT_TEXT(ORTH_JUMPS_PER_BLOCK_MAX));
    if (expected == 0)
        return ORTH_OK;
    made->diffusion.shift[token] -=
        expected * orth_expm1(own->mean + own->deviation * own->deviation / 2);
    own->cumulative = malloc(ORTH_POISSON_MAX * sizeof *own->cumulative);
    if (own->cumulative == NULL)
        return orth_fail_memory(error, ORTH_POISSON_MAX * sizeof *own->cumulative);
    own->count = orth_poisson_fill(own->cumulative, expected);
    return ORTH_OK;
}

static orth_status prepare_jumps(merton *made, const orth_market *market,
                                 const orth_market_spec *spec, const double *rate,
                                 const double *mean, const double *deviation, orth_error *error)
{
    made->jumps = calloc(market->n, sizeof *made->jumps);
    if (made->jumps == NULL)
        return orth_fail_memory(error, (double)market->n * sizeof *made->jumps);
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < market->n; i++) {
        if (rate[i] != 0 && orth_is_numeraire(market->tokens[i], spec->numeraire))
            return orth_market_fail(error, "the jump rate of the numeraire", market->tokens[i],
                                    rate[i], "0");
        made->jumps[i] = (jumps){.rate = rate[i], .mean = mean[i], .deviation = deviation[i]};
        status = prepare_jump(made, market, i, error);
    }
    return status;
}

static orth_status prepare(orth_market *market, const orth_market_spec *spec, orth_error *error)
{
    double *rate = NULL, *mean = NULL, *deviation = NULL;
    orth_status status = orth_diffusion_create(market, sizeof(merton), error);
    if (status == ORTH_OK)
        status = orth_diffusion_prepare(market, spec, true, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&rate, market, orth_market_values(spec, "jump_rate"), 0,
                                     "the jump rate a year", 0, ORTH_JUMP_RATE_MAX, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&mean, market, orth_market_values(spec, "jump_mean"), 0,
                                     "the mean jump", -ORTH_JUMP_MAX, ORTH_JUMP_MAX, error);
    if (status == ORTH_OK)
        status = orth_market_numbers(&deviation, market, orth_market_values(spec, "jump_deviation"),
                                     0, "the deviation of a jump", 0, ORTH_JUMP_MAX, error);
    if (status == ORTH_OK)
        status = prepare_jumps(market->state, market, spec, rate, mean, deviation, error);
    free(rate);
    free(mean);
    free(deviation);
    return status;
}

static void destroy(orth_market *market)
{
    merton *own = market->state;
    for (size_t i = 0; own->jumps != NULL && i < market->n; i++)
        free(own->jumps[i].cumulative);
    free(own->jumps);
    orth_diffusion_clear(&own->diffusion);
    free(own);
}

static void fill_covariance(const orth_market *market, bool with_jumps, double *out)
{
    const merton *own = market->state;
    size_t n = market->n;
    for (size_t e = 0; e < n * n; e++) {
        size_t i = e / n, j = e % n;
        double sum = orth_diffusion_covariance(&own->diffusion, n, i, j);
        const jumps *its = &own->jumps[i];
        if (with_jumps && i == j)
            sum += its->rate * (its->mean * its->mean + its->deviation * its->deviation);
        out[e] = sum * own->diffusion.block_years;
    }
}

static orth_status covariance(const orth_market *market, uint64_t blocks, double *out,
                              orth_error *error)
{
    (void)blocks, (void)error;
    fill_covariance(market, true, out);
    return ORTH_OK;
}

static bool diffusion(const orth_market *market, double *out)
{
    const merton *own = market->state;
    bool any = false;
    for (size_t i = 0; i < market->n; i++)
        any = any || own->jumps[i].count > 0;
    fill_covariance(market, false, out);
    return any;
}

/* The sum of the jumps of one block: `count` normals are one of `count` times the variance. */
static double jump(const jumps *own, double u, orth_draws draws)
{
    size_t count = orth_poisson_count(own->count, own->cumulative, u);
    double normal, unused;
    orth_kernels_in_use()->normals(1, &normal, &unused, &draws);
    return (double)count * own->mean + sqrt((double)count) * own->deviation * normal;
}

static void add_jumps(orth_market_walk *walk, const jumps *own, size_t token, double *returns)
{
    size_t lanes = walk->lanes, pairs = ORTH_MARKET_CHUNK / 2;
    orth_draws draws = orth_market_draws(walk, ORTH_USE_JUMP_COUNT, token);
    draws.index /= 2;
    double *even = walk->scratch, *odd = even + pairs * lanes, none = own->cumulative[0];
    orth_kernels_in_use()->uniforms(pairs * lanes, even, odd, &draws);
    for (size_t row = 0; row < ORTH_MARKET_CHUNK; row++) {
        const double *u = (row % 2 == 0 ? even : odd) + row / 2 * lanes;
        for (size_t lane = 0; lane < lanes; lane++) {
            if (u[lane] <= none)
                continue;
            orth_draws size = orth_market_draws(walk, ORTH_USE_JUMP_SIZE, token);
            size.index += row;
            size.path += lane;
            size.lanes = 1;
            returns[row * lanes + lane] += jump(own, u[lane], size);
        }
    }
}

static void returns(orth_market_walk *walk)
{
    const merton *own = walk->market->state;
    orth_diffusion_returns(walk);
    for (size_t i = 0; i < walk->market->n; i++)
        if (own->jumps[i].count > 0)
            add_jumps(walk, &own->jumps[i], i, walk->returns + i * ORTH_MARKET_CHUNK * walk->lanes);
}

static const orth_model_key jump_rate = {
    .name = "jump_rate",
    .kind = ORTH_MODEL_KEY_LIST,
    .required = true,
    .range = {0, ORTH_JUMP_RATE_MAX, false, "from 0 to " ORTH_LIMIT_TEXT(ORTH_JUMP_RATE_MAX)}};
static const orth_model_key jump_mean = {
    .name = "jump_mean",
    .kind = ORTH_MODEL_KEY_LIST,
    .range = {-ORTH_JUMP_MAX, ORTH_JUMP_MAX, false,
              "from -" ORTH_LIMIT_TEXT(ORTH_JUMP_MAX) " to " ORTH_LIMIT_TEXT(ORTH_JUMP_MAX)}};
static const orth_model_key jump_deviation = {
    .name = "jump_deviation",
    .kind = ORTH_MODEL_KEY_LIST,
    .range = {0, ORTH_JUMP_MAX, false, "from 0 to " ORTH_LIMIT_TEXT(ORTH_JUMP_MAX)}};
static const orth_model_key *const keys[] = {ORTH_DIFFUSION_KEYS, &jump_rate, &jump_mean,
                                             &jump_deviation, NULL};

const orth_model orth_model_merton = {
    ORTH_MODEL("merton", "geometric Brownian motion and, in each token, jumps", keys, prepare,
               covariance),
    .diffusion = diffusion,
    .destroy = destroy,
    .returns = returns,
};
