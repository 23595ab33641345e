#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/stop.h"
#include "numeric/elementary.h"
#include "orthant/cost.h"
#include "orthant/simplex.h"

orth_cost_gas orth_cost_of_gas(double length, uint64_t steps, double gas_share)
{
    double f = (double)steps, reach = sqrt(2 * gas_share);
    orth_cost_gas gas = {.steps_ends = INFINITY, .blocks_a_trade = 1};
    if (!(length > 0)) {
        gas.trades = steps;
        return gas;
    }
    if (gas_share > 0)
        gas.steps_ends = length / reach;
    gas.blocks_a_trade = floor(reach * f / length) + 1;
    gas.trades = (uint64_t)(f / gas.blocks_a_trade);
    gas.limit = length * sqrt(gas_share / 2);
    gas.loss = length * length * gas.blocks_a_trade / (2 * f);
    return gas;
}

orth_status orth_cost_gas_walk(double *loss, uint64_t *trades, orth_path *path, double gas_share,
                               orth_error *error)
{
    size_t n = orth_path_tokens(path), count;
    uint64_t steps = orth_path_steps(path), made = 0;
    double *last = malloc(n * sizeof *last), lost = 0, value = 1;
    if (last == NULL)
        return orth_fail_memory(error, (double)n * sizeof *last);
    for (uint64_t first = 0; first <= steps && !orth_stopped(); first += count) {
        const double *rows = orth_path_block(path, first, &count);
        if (first == 0)
            memcpy(last, rows, n * sizeof *last);
        for (size_t k = 0; k < count; k++) {
            double kl = orth_simplex_kl(n, rows + k * n, last);
            if (!(-value * orth_expm1(-kl) > gas_share))
                continue;
            lost += kl;
            value = orth_exp(-lost);
            made++;
            memcpy(last, rows + k * n, n * sizeof *last);
        }
    }
    free(last);
    *loss = lost;
    if (trades != NULL)
        *trades = made;
    return orth_go_on(error);
}

orth_status orth_cost_gas_of_path(orth_cost_gas *gas, orth_path *path, double gas_share,
                                  orth_error *error)
{
    uint64_t steps = orth_path_steps(path);
    *gas = orth_cost_of_gas(orth_path_length(path), steps, gas_share);
    orth_status status = orth_cost_gas_walk(&gas->loss, &gas->trades, path, gas_share, error);
    gas->blocks_a_trade = gas->trades > 0 ? (double)steps / (double)gas->trades : INFINITY;
    return status;
}
