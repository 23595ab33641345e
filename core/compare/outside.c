#include "compare/outside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/stop.h"
#include "numeric/decimal.h"
#include "numeric/elementary.h"

static double sold(size_t n, const double *from, const double *to)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += fabs(to[i] - from[i]);
    return sum / 2;
}

orth_outside_way orth_outside_at_once(size_t n, const double *from, const double *to,
                                      const orth_benchmark_terms *terms, double gas_share)
{
    orth_outside_way way = {.turnover = sold(n, from, to)};
    way.trades = way.turnover > 0;
    way.cost = orth_benchmark_rate(terms) * way.turnover + (double)way.trades * gas_share;
    return way;
}

orth_status orth_outside_along(orth_outside_way *way, orth_path *path,
                               const orth_benchmark_terms *terms, double gas_share,
                               orth_error *error)
{
    size_t n = orth_path_tokens(path), count;
    uint64_t steps = orth_path_steps(path);
    double rate = orth_benchmark_rate(terms), left = 1;
    *way = (orth_outside_way){0};
    double *held = malloc(n * sizeof *held);
    if (held == NULL)
        return orth_fail_memory(error, (double)n * sizeof *held);
    orth_path_fill(path, 0, 1, held, NULL);
    for (uint64_t first = 1; first <= steps && !orth_stopped(); first += count) {
        const double *rows = orth_path_block(path, first, &count);
        for (size_t k = 0; k < count; k++) {
            const double *row = rows + k * n;
            double part = sold(n, held, row);
            if (part == 0 || (part < terms->min_trade && first + k < steps))
                continue;
            double paid = rate * part * left;
            left -= paid;
            way->cost += paid + gas_share;
            way->turnover += part;
            way->trades++;
            memcpy(held, row, n * sizeof *held);
        }
    }
    free(held);
    return orth_go_on(error);
}

const char *orth_outside_basis_name(orth_outside_basis basis)
{
    switch (basis) {
    case ORTH_OUTSIDE_LOSS:
        return "loss";
    case ORTH_OUTSIDE_GAS:
        return "gas";
    case ORTH_OUTSIDE_WITH_FEE:
        break;
    }
    return "with_fee";
}

orth_outside_basis orth_comparison_known_cost(double *cost, const orth_comparison_result *result)
{
    *cost = result->log_loss;
    if (result->has_cost && result->cost.valid) {
        *cost = result->cost.cost;
        return ORTH_OUTSIDE_WITH_FEE;
    }
    if (result->has_cost || !result->has_gas)
        return ORTH_OUTSIDE_LOSS;
    *cost = result->gas.loss;
    return ORTH_OUTSIDE_GAS;
}

static void choose_best(orth_outside *outside, const orth_comparison *comparison)
{
    double least = 0;
    for (size_t r = 0; r < comparison->count; r++) {
        double cost;
        orth_outside_basis basis = orth_comparison_known_cost(&cost, &comparison->results[r]);
        if (r > 0 && (basis < outside->basis || (basis == outside->basis && cost >= least)))
            continue;
        outside->best = r;
        outside->basis = basis;
        least = cost;
    }
    outside->pool_cost = -orth_expm1(-least);
}

orth_status orth_comparison_fill_outside(orth_comparison *comparison, const orth_move *move,
                                         orth_error *error)
{
    const orth_scenario *scenario = comparison->scenario;
    const orth_benchmark_terms *terms = &scenario->benchmark;
    orth_outside *outside = &comparison->outside;
    comparison->has_outside = scenario->has_benchmark;
    if (!comparison->has_outside)
        return ORTH_OK;
    double gas = scenario->rules.gate.gas; /* needs a pool, the reader sees to that */
    gas = gas > 0 ? gas / orth_rational_to_double(scenario->pool_value) : 0;
    choose_best(outside, comparison);
    const orth_comparison_result *best = &comparison->results[outside->best];
    outside->once = orth_outside_at_once(move->n, move->start, move->target, terms, gas);
    bool alike = gas == 0 || outside->basis == ORTH_OUTSIDE_GAS;
    outside->difference = alike ? outside->once.cost - outside->pool_cost : NAN;
    outside->along_path = strcmp(best->path, "optimum") == 0 ? "geodesic" : best->path;
    outside->along_steps = best->steps;
    orth_path *path;
    orth_status status = orth_path_create(&path, outside->along_path, move, best->steps,
                                          (const char *const *)scenario->tokens, error);
    if (status != ORTH_OK)
        return status;
    status = orth_outside_along(&outside->along, path, terms, gas, error);
    orth_path_free(path);
    return status;
}
