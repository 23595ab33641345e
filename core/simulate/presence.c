#include "simulate/presence.h"

#include <stdlib.h>

#include "market/draws.h"

orth_status orth_presence_create(orth_presence **presence, const orth_scenario *scenario,
                                 orth_error *error)
{
    *presence = NULL;
    if (scenario->presence == 1)
        return ORTH_OK;
    *presence = malloc(sizeof **presence);
    if (*presence == NULL)
        return orth_fail_memory(error, (double)sizeof **presence);
    (*presence)->seed = scenario->seed;
    (*presence)->probability = scenario->presence;
    return ORTH_OK;
}

void orth_presence_fill(orth_presence *presence, uint64_t price_path, uint64_t first, size_t count)
{
    orth_draws draws = {.seed = presence->seed,
                        .path = price_path,
                        .index = first,
                        .stream = orth_draw_stream(ORTH_USE_PRESENCE, 0),
                        .lanes = 1};
    orth_kernels_in_use()->uniforms(count, presence->draws, presence->unused, &draws);
    for (size_t k = 0; k < count; k++)
        presence->there[k] = presence->draws[k] < presence->probability;
}
