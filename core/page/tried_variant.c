/* A scenario with other steps and paths, of few enough price paths for a page. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "page/tried.h"

#define TOO_LONG 4

static orth_status copy_path(orth_scenario *scenario, const char *path, orth_error *error)
{
    if (path == NULL)
        return ORTH_OK;
    char *copy = strdup(path);
    if (copy == NULL)
        return orth_fail_memory(error, (double)strlen(path));
    scenario->paths[scenario->path_count++] = copy;
    return ORTH_OK;
}

orth_status orth_page_variant_make(orth_page_variant *variant, const orth_scenario *of,
                                   const char *path, const char *second, size_t count,
                                   const uint64_t *steps, orth_error *error)
{
    orth_scenario *scenario = &variant->scenario;
    *scenario = *of;
    scenario->path_count = 0;
    scenario->paths = calloc(2, sizeof *scenario->paths);
    scenario->steps = malloc(count * sizeof *steps);
    scenario->step_count = count;
    orth_status status = ORTH_OK;
    if (scenario->paths == NULL || scenario->steps == NULL)
        status = orth_fail_memory(error, (double)count * sizeof *steps);
    else
        memcpy(scenario->steps, steps, count * sizeof *steps);
    if (status == ORTH_OK)
        status = copy_path(scenario, path, error);
    if (status == ORTH_OK)
        status = copy_path(scenario, second, error);
    if (status != ORTH_OK)
        orth_page_variant_clear(variant);
    return status;
}

void orth_page_variant_clear(orth_page_variant *variant)
{
    orth_scenario *scenario = &variant->scenario;
    for (size_t p = 0; scenario->paths != NULL && p < scenario->path_count; p++)
        free(scenario->paths[p]);
    free(scenario->paths);
    free(scenario->steps);
    *variant = (orth_page_variant){.asked = 0};
}

bool orth_page_variant_limit(orth_page_variant *variant, uint64_t greatest)
{
    orth_scenario *scenario = &variant->scenario;
    double blocks = scenario->market_blocks != 0
                        ? (double)scenario->market_blocks
                        : (double)greatest * (double)scenario->blocks_per_step;
    double schedules = (double)(scenario->step_count * scenario->path_count + 1);
    double each = schedules * blocks * (double)scenario->n / 2 *
                  (scenario->noise.rate > 0 ? ORTH_PAGE_NOISE_WORK : 1);
    if (variant->asked == 0)
        variant->asked =
            scenario->price_paths > 0 ? scenario->price_paths : ORTH_EXPOSURE_PRICE_PATHS;
    double most = fmin((double)variant->asked, ORTH_PAGE_PRICE_PATHS);
    double least = fmin(2, most);
    scenario->price_paths = (uint64_t)fmax(fmin(floor(ORTH_PAGE_WORK_MOST / each), most), least);
    return each * least <= TOO_LONG * ORTH_PAGE_WORK_MOST;
}

orth_status orth_page_variant_run(orth_simulation **simulation, orth_simulation **at_target,
                                  const orth_page_variant *variant,
                                  const orth_page_options *options, orth_error *error)
{
    orth_simulate_options how = {.threads = options->threads};
    orth_status status = orth_simulation_run(simulation, &variant->scenario, &how, error);
    if (status == ORTH_OK)
        status = orth_simulation_at_target(at_target, *simulation, &how, error);
    return status;
}
