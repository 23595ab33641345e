#include "page/run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "page/facts.h"

uint64_t orth_page_price_paths(uint64_t asked, double work_of_one, double most)
{
    double affordable = fmax(floor(most / fmax(work_of_one, 1)), ORTH_PAGE_RUN_PATHS_LEAST);
    if ((double)asked <= affordable)
        return asked;
    return (uint64_t)affordable / 8 * 8;
}

/* ---------------------------------------------------------------- what is recorded */

static void record(void *user, size_t result, uint64_t block, const orth_run *run)
{
    orth_page_run *of = user;
    size_t n = of->scenario.n, row = (size_t)((block + of->every - 1) / of->every);
    size_t at = result * of->rows + row;
    orth_pool_outcome outcome = orth_run_outcome(run);
    double value = outcome.final_value, *highest = &of->highest[result];
    of->blocks[row] = (double)block;
    of->values[at] = value;
    of->holds[at] = outcome.hold_value;
    of->rebalanced[at] = outcome.rebalance_value;
    *highest = fmax(*highest, value);
    of->drawdowns[at] = fmax(of->drawdowns[at], 1 - value / *highest);
    memcpy(of->weights + at * n, orth_run_weights(run), n * sizeof(double));
    if (of->period > 0 && block % of->period == 0 && block / of->period < of->periods)
        of->period_values[result * of->periods + block / of->period] = value;
}

static orth_status make_room(orth_page_run *run, const orth_simulation *first, orth_error *error)
{
    const orth_simulation_performance *performance = first->results[0].performance;
    size_t results = first->count, n = run->scenario.n;
    uint64_t blocks = first->blocks, most = ORTH_PAGE_RUN_ROWS - 1;
    run->every = (blocks + most - 1) / most;
    run->rows = (size_t)((blocks + run->every - 1) / run->every) + 1;
    if (performance != NULL && performance->periods > 0) {
        run->period = performance->terms.period;
        run->periods = (size_t)performance->periods + 1;
    }
    size_t count = run->rows * (1 + results * (4 + n)) + results * (run->periods + 1);
    run->blocks = calloc(count, sizeof(double));
    if (run->blocks == NULL)
        return orth_fail_memory(error, (double)(count * sizeof(double)));
    run->values = run->blocks + run->rows;
    run->holds = run->values + results * run->rows;
    run->rebalanced = run->holds + results * run->rows;
    run->drawdowns = run->rebalanced + results * run->rows;
    run->weights = run->drawdowns + results * run->rows;
    run->period_values = run->weights + results * run->rows * n;
    run->highest = run->period_values + results * run->periods;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- running it */

static orth_status look(orth_page_run *run, const orth_simulate_options *how, orth_error *error)
{
    orth_simulate_options once = *how;
    orth_simulate_performance performance = *how->performance;
    orth_simulation *first;
    performance.resamples = 0;
    once.performance = &performance;
    once.one_path = true;
    orth_status status = orth_simulation_run(&first, &run->scenario, &once, error);
    if (status != ORTH_OK)
        return status;
    status = make_room(run, first, error);
    if (first->random && run->asked > 1)
        run->scenario.price_paths =
            orth_page_price_paths(run->asked,
                                  (double)(first->blocks + first->warm_up) * (double)first->count *
                                      (double)run->scenario.n,
                                  ORTH_PAGE_RUN_MOST);
    orth_simulation_free(first);
    return status;
}

orth_status orth_page_run_create(orth_page_run **out, const orth_scenario *scenario,
                                 unsigned threads, orth_error *error)
{
    orth_page_run *run = calloc(1, sizeof *run);
    *out = NULL;
    if (run == NULL)
        return orth_fail_memory(error, sizeof *run);
    run->scenario = *scenario;
    run->asked = scenario->price_paths > 0 ? scenario->price_paths : 1;
    orth_simulate_performance performance = orth_simulate_performance_usual();
    orth_simulate_options how = {.threads = threads, .performance = &performance};
    orth_status status = look(run, &how, error);
    how.digest = true;
    how.record = record;
    how.record_every = 1;
    how.user = run;
    if (status == ORTH_OK)
        status = orth_simulation_run(&run->simulation, &run->scenario, &how, error);
    if (status != ORTH_OK) {
        orth_page_run_free(run);
        return status;
    }
    *out = run;
    return ORTH_OK;
}

void orth_page_run_free(orth_page_run *run)
{
    if (run == NULL)
        return;
    orth_simulation_free(run->simulation);
    free(run->blocks);
    free(run);
}

/* ---------------------------------------------------------------- its time */

double orth_page_run_time(const orth_page_run *run, size_t row)
{
    const orth_simulation *simulation = run->simulation;
    double block = run->blocks[row];
    if (simulation->times != NULL && simulation->dated)
        return (double)simulation->times[(size_t)block] * 1e-6;
    return simulation->block_seconds > 0 ? block * simulation->block_seconds / 86400 : block;
}

const char *orth_page_run_axis(const orth_page_run *run, const char **as)
{
    const orth_simulation *simulation = run->simulation;
    bool dated = simulation->times != NULL && simulation->dated;
    *as = dated ? ORTH_AS_DATE : simulation->block_seconds > 0 ? ORTH_AS_NUMBER : ORTH_AS_COUNT;
    return dated ? "date" : simulation->block_seconds > 0 ? "days since the start" : "block";
}
