#include "simulate/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "market/draws.h"
#include "numeric/elementary.h"
#include "numeric/poisson.h"
#include "orthant/hawkes.h"

_Static_assert(ORTH_NOISE_RATE_MAX <= ORTH_POISSON_EXPECTED, "no table holds so many trades");

#define IN_BLOCK_MAX (1u << 24) /* trades: what a stream of draws can tell apart */

struct orth_flow {
    const orth_scenario_noise *noise;
    uint64_t seed, path;
    size_t n;
    double log_size, deviation; /* size = e^(log_size + deviation Z) */
    size_t most;                /* of the table */
    double cumulative[ORTH_POISSON_MAX];
    double level[ORTH_FLOW_BLOCKS], unused[ORTH_FLOW_BLOCKS];
    /* of Hawkes' process: block k is the time from k - 1 to k */
    orth_hawkes_walk walk;
    uint64_t next; /* block */
    bool sold;     /* the side of the last trade: the earlier token of the two came in */
    bool any;      /* there was one */
    double move;
    double *prices, *change;            /* n each: of the last block; NULL where no prices count */
    size_t begin[ORTH_FLOW_BLOCKS + 1]; /* in trades */
    size_t room;
    orth_noise_trade *trades;
};

static orth_status make_room(orth_flow *flow, size_t trades, orth_error *error)
{
    if (trades <= flow->room)
        return ORTH_OK;
    size_t room = flow->room > 0 ? flow->room : 64;
    while (room < trades)
        room *= 2;
    orth_noise_trade *more = realloc(flow->trades, room * sizeof *more);
    if (more == NULL)
        return orth_fail_memory(error, (double)(room * sizeof *more));
    flow->trades = more;
    flow->room = room;
    return ORTH_OK;
}

orth_status orth_flow_create(orth_flow **flow, const orth_scenario *scenario, double move,
                             orth_error *error)
{
    const orth_scenario_noise *noise = &scenario->noise;
    *flow = NULL;
    if (noise->rate == 0)
        return ORTH_OK;
    orth_flow *made = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    made->noise = noise;
    made->seed = scenario->seed;
    made->n = scenario->n;
    made->log_size = orth_log(noise->size) - noise->deviation * noise->deviation / 2;
    made->deviation = noise->deviation;
    made->move = move;
    orth_status status = ORTH_OK;
    if (!noise->hawkes) {
        made->most = orth_poisson_fill(made->cumulative, noise->rate);
        status = make_room(made, ORTH_FLOW_BLOCKS * made->most, error);
    } else if (noise->coupling > 0) {
        ORTH_CHECK(move > 0);
        made->prices = malloc(2 * made->n * sizeof(double));
        if (made->prices == NULL)
            status = orth_fail_memory(error, 2 * (double)made->n * sizeof(double));
        else
            made->change = made->prices + made->n;
    }
    if (status == ORTH_OK)
        *flow = made;
    else
        orth_flow_free(made);
    return status;
}

void orth_flow_free(orth_flow *flow)
{
    if (flow == NULL)
        return;
    free(flow->prices);
    free(flow->trades);
    free(flow);
}

void orth_flow_begin(orth_flow *flow, uint64_t price_path, const double *prices)
{
    const orth_scenario_noise *noise = flow->noise;
    flow->path = price_path;
    flow->next = 1;
    flow->any = false;
    if (flow->prices != NULL)
        memcpy(flow->prices, prices, flow->n * sizeof *prices);
    if (!noise->hawkes)
        return;
    orth_hawkes process = {noise->rate, noise->branching, noise->decay};
    orth_hawkes_start(&flow->walk, &process, flow->seed, price_path);
}

static orth_draws draws_of(const orth_flow *flow, orth_draw_use use, uint64_t block, size_t j)
{
    return (orth_draws){.seed = flow->seed,
                        .path = flow->path,
                        .index = block,
                        .stream = orth_draw_stream(use, j),
                        .lanes = 1};
}

static orth_noise_trade draw_trade(const orth_flow *flow, uint64_t block, size_t j)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    double normal, unused, u, v;
    orth_draws draws = draws_of(flow, ORTH_USE_FLOW_SIZE, block, j);
    kernels->normals(1, &normal, &unused, &draws);
    draws = draws_of(flow, ORTH_USE_FLOW_TOKENS, block, j);
    kernels->uniforms(1, &u, &v, &draws);
    orth_noise_trade trade = {.in = (size_t)(u * (double)flow->n),
                              .out = (size_t)(v * (double)(flow->n - 1)),
                              .money = orth_exp(flow->log_size + flow->deviation * normal)};
    trade.out += trade.out >= trade.in;
    return trade;
}

/* The pair stays, its direction is that of the chain of sides. */
static void give_side(orth_flow *flow, orth_noise_trade *trade, uint64_t block, size_t j)
{
    orth_draws draws = draws_of(flow, ORTH_USE_FLOW_SIDE, block, j);
    double u, unused;
    orth_kernels_in_use()->uniforms(1, &u, &unused, &draws);
    flow->sold = flow->any ? flow->sold == (u < flow->noise->persistence) : u < 0.5;
    flow->any = true;
    if (flow->sold != (trade->in < trade->out)) {
        size_t in = trade->in;
        trade->in = trade->out;
        trade->out = in;
    }
}

static void fill_poisson(orth_flow *flow, uint64_t first, size_t count)
{
    orth_draws draws = draws_of(flow, ORTH_USE_FLOW_COUNT, first, 0);
    orth_kernels_in_use()->uniforms(count, flow->level, flow->unused, &draws);
    size_t filled = 0;
    for (size_t k = 0; k < count; k++) {
        size_t trades = orth_poisson_count(flow->most, flow->cumulative, flow->level[k]);
        flow->begin[k] = filled;
        for (size_t j = 0; j < trades; j++, filled++)
            flow->trades[filled] = draw_trade(flow, first + k, j);
    }
    flow->begin[count] = filled;
}

/* How many times mu comes from outside in a block with these prices. */
static double scale_of(orth_flow *flow, uint64_t block, const double *prices)
{
    const orth_scenario_noise *noise = flow->noise;
    double factor = block >= noise->flow_from_block ? noise->flow_factor : 1, sum = 0;
    if (flow->prices == NULL)
        return factor;
    for (size_t i = 0; i < flow->n; i++)
        flow->change[i] = prices[i] / flow->prices[i];
    orth_kernels_in_use()->log(flow->n, flow->change, flow->change);
    for (size_t i = 0; i < flow->n; i++)
        sum += fabs(flow->change[i]);
    memcpy(flow->prices, prices, flow->n * sizeof *prices);
    return factor * (1 - noise->coupling + noise->coupling * sum / (double)flow->n / flow->move);
}

static orth_status fill_block(orth_flow *flow, uint64_t block, size_t *filled, orth_error *error)
{
    for (size_t j = 0; orth_hawkes_next(&flow->walk, (double)block); j++, ++*filled) {
        if (j >= IN_BLOCK_MAX)
            return orth_fail(error, ORTH_DOMAIN, "noise: path %ju, block %ju: more than %u trades",
                             (uintmax_t)flow->path, (uintmax_t)block, IN_BLOCK_MAX);
        orth_status status = make_room(flow, *filled + 1, error);
        if (status != ORTH_OK)
            return status;
        flow->trades[*filled] = draw_trade(flow, block, j);
        give_side(flow, &flow->trades[*filled], block, j);
    }
    return ORTH_OK;
}

orth_status orth_flow_fill(orth_flow *flow, uint64_t first, size_t count, const double *prices,
                           orth_error *error)
{
    ORTH_CHECK(count <= ORTH_FLOW_BLOCKS && (flow->prices == NULL || prices != NULL));
    orth_status status = ORTH_OK;
    size_t filled = 0;
    if (!flow->noise->hawkes) {
        fill_poisson(flow, first, count);
        return ORTH_OK;
    }
    ORTH_CHECK(first == flow->next);
    flow->next = first + count;
    for (size_t k = 0; status == ORTH_OK && k < count; k++) {
        flow->begin[k] = filled;
        const double *row = flow->prices == NULL ? NULL : prices + k * flow->n;
        orth_hawkes_scale(&flow->walk, (double)(first + k - 1), scale_of(flow, first + k, row));
        status = fill_block(flow, first + k, &filled, error);
    }
    flow->begin[count] = filled;
    return status;
}

size_t orth_flow_trades(const orth_flow *flow, size_t k, const orth_noise_trade **trades)
{
    *trades = flow->trades + flow->begin[k];
    return flow->begin[k + 1] - flow->begin[k];
}
