/* The pool that rests at the target's weights, through a simulation's price paths. */
#include "orthant/simulate.h"

orth_status orth_simulation_at_target(orth_simulation **at_target,
                                      const orth_simulation *simulation,
                                      const orth_simulate_options *options, orth_error *error)
{
    char path[] = "linear", *paths[] = {path};
    uint64_t one = 1;
    orth_scenario scenario = *simulation->scenario;
    scenario.market_blocks = simulation->blocks;
    scenario.start = scenario.target;
    scenario.steps = &one;
    scenario.paths = paths;
    scenario.step_count = scenario.path_count = 1;
    scenario.price_paths = simulation->price_paths;
    scenario.has_benchmark = false; /* nothing of it is asked */
    orth_simulate_options how = {.threads = options->threads,
                                 .pairs = simulation->pairs,
                                 .one_path = !simulation->random || simulation->price_paths == 1,
                                 .price_path = simulation->first_path,
                                 .prepared = options->prepared,
                                 .progress = options->progress,
                                 .user = options->user};
    orth_status status = orth_simulation_run(at_target, &scenario, &how, error);
    if (status != ORTH_OK)
        return status;
    if ((*at_target)->partial) { /* by the thread's flag: part of the price paths is no answer */
        orth_simulation_free(*at_target);
        *at_target = NULL;
        return orth_fail(error, ORTH_INTERRUPTED, "interrupted: there is no result");
    }
    (*at_target)->scenario = simulation->scenario;
    (*at_target)->results[0].path = "linear";
    return ORTH_OK;
}
