#include "market/draws.h"

#include <string.h>

#include "market/market.h"

orth_draws orth_market_draws(const orth_market_walk *walk, orth_draw_use use, size_t token)
{
    orth_draws draws = {
        .seed = walk->market->seed,
        .path = walk->first_path,
        .index = walk->chunk_end, /* block b + 1 has the draw b */
        .stream = orth_draw_stream(use, token),
        .lanes = walk->lanes,
    };
    return draws;
}

void orth_market_normals(orth_market_walk *walk, size_t token, double *out)
{
    size_t lanes = walk->lanes, pairs = ORTH_MARKET_CHUNK / 2;
    orth_draws draws = orth_market_draws(walk, ORTH_USE_NORMAL, token);
    draws.index /= 2;
    double *even = walk->scratch, *odd = even + pairs * lanes;
    orth_kernels_in_use()->normals(pairs * lanes, even, odd, &draws);
    if (lanes == 1) {
        for (size_t k = 0; k < pairs; k++) {
            out[2 * k] = even[k];
            out[2 * k + 1] = odd[k];
        }
        return;
    }
    for (size_t k = 0; k < pairs; k++) {
        memcpy(out + 2 * k * lanes, even + k * lanes, lanes * sizeof *out);
        memcpy(out + (2 * k + 1) * lanes, odd + k * lanes, lanes * sizeof *out);
    }
}
