#include "compare/best_steps_gas.h"

#include "numeric/decimal.h"

orth_status orth_best_steps_add_gas(orth_best_steps *report, orth_error *error)
{
    const orth_scenario *scenario = report->simulation->scenario;
    double gas = scenario->rules.gate.gas; /* needs a pool, the reader sees to that */
    if (!(gas > 0))
        return ORTH_OK;
    report->gas_share = gas / orth_rational_to_double(scenario->pool_value);
    report->gas_steps = report->points[report->none ? report->count - 1 : report->best].steps;
    orth_move *move;
    orth_path *path = NULL;
    orth_status status = orth_scenario_move(&move, scenario, error);
    if (status != ORTH_OK)
        return status;
    status = orth_path_create(&path, scenario->paths[0], move, report->gas_steps,
                              (const char *const *)scenario->tokens, error);
    if (status == ORTH_OK)
        status = orth_cost_gas_of_path(&report->gas, path, report->gas_share, error);
    orth_path_free(path);
    orth_move_free(move);
    return status;
}
