#include "simulate/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "market/draws.h"
#include "numeric/elementary.h"
#include "numeric/poisson.h"

_Static_assert(ORTH_NOISE_RATE_MAX <= ORTH_POISSON_EXPECTED, "no table holds so many trades");

struct orth_flow {
    uint64_t seed;
    size_t n;
    double log_size, deviation; /* size = e^(log_size + deviation Z) */
    size_t most;                /* trades a block */
    double cumulative[ORTH_POISSON_MAX];
    double level[ORTH_FLOW_BLOCKS], unused[ORTH_FLOW_BLOCKS];
    size_t begin[ORTH_FLOW_BLOCKS + 1]; /* in trades */
    orth_noise_trade trades[];          /* ORTH_FLOW_BLOCKS times most */
};

orth_status orth_flow_create(orth_flow **flow, const orth_scenario *scenario, orth_error *error)
{
    const orth_scenario_noise *noise = &scenario->noise;
    *flow = NULL;
    if (noise->rate == 0)
        return ORTH_OK;
    double cumulative[ORTH_POISSON_MAX];
    size_t most = orth_poisson_fill(cumulative, noise->rate);
    size_t bytes = sizeof(orth_flow) + ORTH_FLOW_BLOCKS * most * sizeof(orth_noise_trade);
    orth_flow *made = calloc(1, bytes);
    if (made == NULL)
        return orth_fail_memory(error, (double)bytes);
    made->seed = scenario->seed;
    made->n = scenario->n;
    made->log_size = orth_log(noise->size) - noise->deviation * noise->deviation / 2;
    made->deviation = noise->deviation;
    made->most = most;
    memcpy(made->cumulative, cumulative, most * sizeof *cumulative);
    *flow = made;
    return ORTH_OK;
}

void orth_flow_free(orth_flow *flow)
{
    free(flow);
}

static orth_noise_trade draw_trade(const orth_flow *flow, orth_draws draws, size_t j)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    double normal, unused, u, v;
    draws.stream = orth_draw_stream(ORTH_USE_FLOW_SIZE, j);
    kernels->normals(1, &normal, &unused, &draws);
    draws.stream = orth_draw_stream(ORTH_USE_FLOW_TOKENS, j);
    kernels->uniforms(1, &u, &v, &draws);
    orth_noise_trade trade = {.in = (size_t)(u * (double)flow->n),
                              .out = (size_t)(v * (double)(flow->n - 1)),
                              .money = orth_exp(flow->log_size + flow->deviation * normal)};
    trade.out += trade.out >= trade.in;
    return trade;
}

void orth_flow_fill(orth_flow *flow, uint64_t price_path, uint64_t first, size_t count)
{
    orth_draws draws = {.seed = flow->seed,
                        .path = price_path,
                        .index = first,
                        .stream = orth_draw_stream(ORTH_USE_FLOW_COUNT, 0),
                        .lanes = 1};
    orth_kernels_in_use()->uniforms(count, flow->level, flow->unused, &draws);
    size_t filled = 0;
    for (size_t k = 0; k < count; k++) {
        size_t trades = orth_poisson_count(flow->most, flow->cumulative, flow->level[k]);
        flow->begin[k] = filled;
        for (size_t j = 0; j < trades; j++, filled++) {
            draws.index = first + k;
            flow->trades[filled] = draw_trade(flow, draws, j);
        }
    }
    flow->begin[count] = filled;
}

size_t orth_flow_trades(const orth_flow *flow, size_t k, const orth_noise_trade **trades)
{
    *trades = flow->trades + flow->begin[k];
    return flow->begin[k + 1] - flow->begin[k];
}
