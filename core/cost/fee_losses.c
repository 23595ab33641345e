/* What arbitrage takes, as a function of the fee: the schedule in short, so that hundreds of fees
 * can be tried on one of a thousand million steps. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/stop.h"
#include "cost/law.h"
#include "cost/overshoot.h"
#include "cost/pair_rows.h"
#include "cost/verdict.h"
#include "numeric/elementary.h"
#include "orthant/best_fee.h"

/* Speeds from 2^LOWEST to 2^HIGHEST; beyond, the first and the last bin, where Y is constant or
 * quadratic, so that nothing is lost. */
#define LOWEST (-40)
#define HIGHEST 24
#define PARTS 128 /* of an octave */
#define BINS ((size_t)(HIGHEST - LOWEST) * PARTS)
#define SPEEDS 128 /* at a time */

struct orth_fee_losses {
    double sigma, blocks, valid;
    bool resting; /* one share, speed 0 */
    size_t count;
    double *share; /* sums of w (1 - w) over the blocks of that speed */
    double *speed; /* their root mean square */
};

static orth_status check(double variance, orth_error *error)
{
    if (variance >= ORTH_FEE_VARIANCE_MIN && variance <= ORTH_FEE_VARIANCE_MAX)
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN, "variance: %g, must be from %g to %g", variance,
                     ORTH_FEE_VARIANCE_MIN, ORTH_FEE_VARIANCE_MAX);
}

static orth_status create(orth_fee_losses **losses, size_t count, orth_error *error)
{
    orth_fee_losses *made = calloc(1, sizeof *made);
    double *values = calloc(2 * count, sizeof *values);
    if (made == NULL || values == NULL) {
        free(made);
        free(values);
        return orth_fail_memory(error, (double)(2 * count * sizeof *values));
    }
    *made = (orth_fee_losses){
        .blocks = 1, .valid = INFINITY, .count = count, .share = values, .speed = values + count};
    *losses = made;
    return ORTH_OK;
}

void orth_fee_losses_free(orth_fee_losses *losses)
{
    if (losses != NULL)
        free(losses->share);
    free(losses);
}

orth_status orth_fee_losses_at_rest(orth_fee_losses **losses, double weight, double variance,
                                    orth_error *error)
{
    *losses = NULL;
    if (!(weight > 0 && weight < 1))
        return orth_fail(error, ORTH_DOMAIN, "weight: %g, must be above 0 and below 1", weight);
    orth_status status = check(variance, error);
    if (status == ORTH_OK)
        status = create(losses, 1, error);
    if (status != ORTH_OK)
        return status;
    (*losses)->sigma = sqrt(variance);
    (*losses)->resting = true;
    (*losses)->share[0] = weight * (1 - weight);
    return ORTH_OK;
}

static size_t bin_of(double speed)
{
    int exponent;
    double part = frexp(speed, &exponent);
    if (speed == 0 || exponent <= LOWEST)
        return 0;
    if (exponent > HIGHEST)
        return BINS - 1;
    return (size_t)(exponent - 1 - LOWEST) * PARTS + (size_t)((2 * part - 1) * PARTS);
}

/* bins[i]: the share and the share times the square of the speed, a block. Returns the sum of the
 * steps of log(w_1 / w_2). */
static double gather(double (*bins)[2], orth_path *path, double sigma, double blocks_per_step)
{
    uint64_t steps = orth_path_steps(path);
    double reach = 0;
    orth_pair_rows rows;
    for (uint64_t first = 0; first < steps && !orth_stopped(); first += ORTH_PAIR_ROWS) {
        size_t count = steps - first < ORTH_PAIR_ROWS ? (size_t)(steps - first) : ORTH_PAIR_ROWS;
        orth_pair_rows_fill(&rows, path, first, count, sigma * blocks_per_step);
        for (size_t k = 0; k < count; k++) {
            size_t bin = bin_of(rows.speed[k]);
            bins[bin][0] += rows.share[k];
            bins[bin][1] += rows.share[k] * rows.speed[k] * rows.speed[k];
            reach += rows.steps[2 * k] - rows.steps[2 * k + 1];
        }
    }
    return fabs(reach);
}

/* Whether a formula of small steps will do, each step being cut into so many. */
static bool are_small(const double (*bins)[2], orth_path *path, double sigma, double cut)
{
    double ideal = orth_path_losses_of(path).log_loss, square = 0;
    for (size_t i = 0; i < BINS; i++)
        square += bins[i][1];
    double formula = sigma * cut * sigma * cut * square / 2;
    return fabs(formula - ideal) <= cut * ORTH_COST_IDEAL_ERROR * ideal;
}

static orth_status fill(orth_fee_losses **losses, const double (*bins)[2], orth_error *error)
{
    size_t count = 0;
    for (size_t i = 0; i < BINS; i++)
        count += bins[i][0] > 0;
    orth_status status = create(losses, count, error);
    for (size_t i = 0, at = 0; status == ORTH_OK && i < BINS; i++) {
        if (!(bins[i][0] > 0))
            continue;
        (*losses)->share[at] = bins[i][0];
        (*losses)->speed[at++] = sqrt(bins[i][1] / bins[i][0]);
    }
    return status;
}

orth_status orth_fee_losses_of_path(orth_fee_losses **losses, orth_path *path, double variance,
                                    uint64_t blocks_per_step, orth_error *error)
{
    ORTH_CHECK(blocks_per_step >= 1);
    *losses = NULL;
    if (orth_path_tokens(path) != 2)
        return orth_fail(error, ORTH_DOMAIN, "path: of %zu tokens, must be of 2",
                         orth_path_tokens(path));
    orth_status status = check(variance, error);
    if (status != ORTH_OK)
        return status;
    double(*bins)[2] = calloc(BINS, sizeof *bins);
    if (bins == NULL)
        return orth_fail_memory(error, (double)(BINS * sizeof *bins));
    double sigma = sqrt(variance), each = (double)blocks_per_step;
    double reach = gather(bins, path, sigma, each), steps = (double)orth_path_steps(path);
    bool small = are_small((const double(*)[2])bins, path, sigma, each);
    status = orth_go_on(error);
    if (status == ORTH_OK)
        status = fill(losses, (const double(*)[2])bins, error);
    free(bins);
    if (status != ORTH_OK)
        return status;
    (*losses)->sigma = sigma;
    (*losses)->blocks = steps; /* the shares were summed over the steps */
    double settled = sigma * sqrt(steps * each / ORTH_COST_RELAXATIONS);
    (*losses)->valid = small ? -orth_expm1(-fmin(reach / ORTH_COST_EDGES, settled)) : 0;
    return ORTH_OK;
}

double orth_fee_losses_valid(const orth_fee_losses *losses)
{
    return losses->valid;
}

double orth_fee_arbitrage_volume(double band, double speed)
{
    if (band < ORTH_COST_LAW_BAND) { /* one at a time: without an interpolant */
        orth_cost_edges edges = orth_cost_stationary(band, speed);
        return edges.forward.mean + edges.backward.mean;
    }
    return orth_cost_law_volume(&(orth_cost_law){.band = band}, speed);
}

/* A block's Y and volume of arbitrage, times w (1 - w). */
typedef struct taken {
    double square, volume;
} taken;

static taken without_fee(const orth_fee_losses *losses)
{
    taken sum = {0, 0};
    for (size_t i = 0; i < losses->count; i++)
        sum.square += losses->share[i] * (1 + losses->speed[i] * losses->speed[i]);
    sum.square /= losses->blocks;
    return sum;
}

static taken at_rest(const orth_fee_losses *losses, double band)
{
    double share = losses->share[0];
    return (taken){share * orth_cost_law_rest(band), share * orth_fee_arbitrage_volume(band, 0)};
}

static taken moving(const orth_fee_losses *losses, double band, bool volume)
{
    orth_cost_law law = orth_cost_law_of(band), volumes = {.band = 0};
    double excess[SPEEDS];
    taken sum = {0, 0};
    if (volume)
        volumes = orth_cost_law_of_volume(band);
    for (size_t first = 0; first < losses->count; first += SPEEDS) {
        size_t count = losses->count - first < SPEEDS ? losses->count - first : SPEEDS;
        const double *speed = losses->speed + first, *share = losses->share + first;
        orth_cost_law_excesses(&law, count, excess, speed);
        for (size_t k = 0; k < count; k++) {
            sum.square += share[k] * (law.rest + excess[k]);
            if (volume)
                sum.volume += share[k] * orth_cost_law_volume(&volumes, speed[k]);
        }
    }
    sum.square /= losses->blocks;
    sum.volume /= losses->blocks;
    return sum;
}

orth_fee_net orth_fee_net_of(const orth_fee_losses *losses, const orth_demand *demand, double fee)
{
    ORTH_CHECK(fee >= 0 && fee < 1);
    double sigma = losses->sigma, b = -orth_log1p(-fee), share = demand->protocol_share;
    taken sum = fee == 0          ? without_fee(losses)
                : losses->resting ? at_rest(losses, b / sigma)
                                  : moving(losses, b / sigma, share > 0);
    orth_fee_net net = {
        .fee = fee,
        .income = (1 - share) * demand->flow * fee * orth_exp(-demand->elasticity * fee),
        .loss = sigma * sigma * sum.square / 2 + share * b * sigma * sum.volume,
    };
    net.net = net.income - net.loss;
    return net;
}
