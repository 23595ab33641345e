/* The schedules of a launch: settings outermost, then steps, then paths. */
#include <stdlib.h>

#include "launch/setup.h"

/* The longest schedule that is kept whole, in blocks: 4 MB. */
#define KEEP_BLOCKS ((uint64_t)1 << 19)

static orth_status create_path(orth_path **path, const orth_launch_setup *setup,
                               const orth_launch_schedule *schedule, orth_error *error)
{
    return orth_path_create(path, schedule->path, schedule->setting->move, schedule->steps,
                            (const char *const *)setup->scenario->tokens, error);
}

orth_status orth_launch_path_create(orth_path **path, const orth_launch_setup *setup,
                                    const orth_launch_schedule *schedule, orth_error *error)
{
    *path = NULL;
    return schedule->weights != NULL ? ORTH_OK : create_path(path, setup, schedule, error);
}

/* Block k has row k / blocks_per_step. */
static void fill(const orth_launch_setup *setup, orth_path *path, uint64_t first, size_t count,
                 double *weights)
{
    uint64_t each = setup->scenario->blocks_per_step;
    size_t project = setup->scenario->launch->project;
    double row[2], *reserve = weights + count;
    for (size_t k = 0; k < count; k++) {
        if (k == 0 || (first + k) % each == 0)
            orth_path_fill(path, (first + k) / each, 1, row, NULL);
        weights[k] = row[project];
        reserve[k] = row[1 - project];
    }
}

orth_launch_weights orth_launch_weights_of(const orth_launch_setup *setup,
                                           const orth_launch_schedule *schedule, orth_path *path,
                                           uint64_t first, size_t count, double *buffer)
{
    if (schedule->weights != NULL) {
        const double *project = schedule->weights + first;
        return (orth_launch_weights){project, project + schedule->blocks + 1};
    }
    fill(setup, path, first, count, buffer);
    return (orth_launch_weights){buffer, buffer + count};
}

static orth_status keep(orth_launch_schedule *schedule, const orth_launch_setup *setup,
                        orth_error *error)
{
    if (schedule->blocks >= KEEP_BLOCKS)
        return ORTH_OK;
    orth_path *path;
    orth_status status = create_path(&path, setup, schedule, error);
    if (status != ORTH_OK)
        return status;
    size_t count = (size_t)schedule->blocks + 1;
    schedule->weights = malloc(2 * count * sizeof *schedule->weights);
    if (schedule->weights == NULL)
        status = orth_fail_memory(error, 2.0 * (double)count * sizeof *schedule->weights);
    else
        fill(setup, path, 0, count, schedule->weights);
    orth_path_free(path);
    return status;
}

static size_t steps_of(const orth_launch_setup *setup, const orth_launch_setting *setting)
{
    return setting->own_steps > 0 ? 1 : setup->scenario->step_count;
}

orth_status orth_launch_make_schedules(orth_launch_setup *setup, orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    size_t count = 0;
    for (size_t s = 0; s < setup->setting_count; s++)
        count += steps_of(setup, &setup->settings[s]) * scenario->path_count;
    setup->schedules = calloc(count, sizeof *setup->schedules);
    if (setup->schedules == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *setup->schedules));
    orth_status status = ORTH_OK;
    for (size_t s = 0; s < setup->setting_count; s++) {
        const orth_launch_setting *setting = &setup->settings[s];
        for (size_t f = 0; f < steps_of(setup, setting); f++)
            for (size_t p = 0; status == ORTH_OK && p < scenario->path_count; p++) {
                orth_launch_schedule *made = &setup->schedules[setup->count++];
                made->setting = setting;
                made->path = scenario->paths[p];
                made->steps = setting->own_steps > 0 ? setting->own_steps : scenario->steps[f];
                made->blocks = made->steps * scenario->blocks_per_step;
                if (made->blocks > setup->blocks)
                    setup->blocks = made->blocks;
                status = keep(made, setup, error);
            }
    }
    return status;
}

void orth_launch_setup_clear(orth_launch_setup *setup)
{
    for (size_t s = 0; s < setup->count; s++)
        free(setup->schedules[s].weights);
    for (size_t s = 0; setup->settings != NULL && s < setup->setting_count; s++)
        orth_move_free(setup->settings[s].move);
    free(setup->schedules);
    free(setup->settings);
    orth_reserve_prices_free(setup->reserve_prices);
    orth_sale_records_free(setup->records);
    orth_market_free(setup->market);
}
