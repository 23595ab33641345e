#include "simulate/likeness.h"

#include <stdlib.h>

#include "pool/run.h"

orth_status orth_likeness_create(orth_simulation_setup *setup, orth_likeness *likeness,
                                 orth_error *error)
{
    *likeness = (orth_likeness){0};
    if (setup->performance == NULL || setup->schedules < 2)
        return ORTH_OK;
    setup->likeness = likeness;
    likeness->weights = malloc(setup->schedules * setup->n * sizeof *likeness->weights);
    if (likeness->weights == NULL)
        return orth_fail_memory(error, (double)(setup->schedules * setup->n * sizeof(double)));
    return orth_alike_create(&likeness->alike, setup->schedules, setup->n, error);
}

void orth_likeness_free(orth_simulation_setup *setup)
{
    if (setup->likeness == NULL)
        return;
    orth_alike_free(setup->likeness->alike);
    free(setup->likeness->weights);
    setup->likeness = NULL;
}

void orth_likeness_see(orth_likeness *likeness, const orth_simulation_setup *setup,
                       const orth_follower *schedules, size_t w)
{
    for (size_t s = 0; s < setup->schedules; s++) {
        const orth_pools *pools = &schedules[s].runs[w]->pools;
        for (size_t i = 0; i < setup->n; i++)
            likeness->weights[s * setup->n + i] = pools->weights[orth_run_weight_at(pools, i, 0)];
    }
    orth_alike_see(likeness->alike, likeness->weights);
}

/* One piece of memory: the numbers stand behind the struct. */
orth_status orth_likeness_take(orth_simulation *simulation, const orth_simulation_setup *setup,
                               orth_error *error)
{
    if (setup->likeness == NULL)
        return ORTH_OK;
    size_t m = setup->schedules;
    size_t bytes = sizeof *simulation->alike + 2 * m * m * sizeof(double) + m * sizeof(size_t);
    orth_simulation_alike *made = simulation->alike = calloc(1, bytes);
    if (made == NULL)
        return orth_fail_memory(error, (double)bytes);
    made->distances = (double *)(made + 1);
    made->greatest = made->distances + m * m;
    made->cluster = (size_t *)(made->greatest + m * m);
    made->result = orth_alike_now(setup->likeness->alike);
    orth_alike_distances(setup->likeness->alike, made->distances, made->greatest);
    made->clusters =
        orth_alike_clusters(m, made->distances, ORTH_SIMULATION_ALIKE_WITHIN, made->cluster);
    return ORTH_OK;
}
