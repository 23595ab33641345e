#include "simulate/presence.h"

#include "market/draws.h"

void orth_presence_fill(bool *present, double *scratch, const orth_scenario *scenario,
                        uint64_t price_path, uint64_t first, size_t count)
{
    orth_draws draws = {.seed = scenario->seed,
                        .path = price_path,
                        .index = first,
                        .stream = orth_draw_stream(ORTH_USE_PRESENCE, 0),
                        .lanes = 1};
    orth_kernels_in_use()->uniforms(count, scratch, scratch + count, &draws);
    for (size_t k = 0; k < count; k++)
        present[k] = scratch[k] < scenario->presence;
}
