/* linear: row j is from + j step, as contracts interpolate. */
#include "kernel/kernel.h"
#include "strategy/strategy.h"

static void rows(orth_weight_move *move, uint64_t first, size_t count, double *weights)
{
    orth_kernels_in_use()->weight_line(count, move->n * move->lanes, weights, move->from,
                                       move->step, (double)first);
}

static const orth_strategy_key no_keys[] = {{.name = NULL}};

const orth_mover orth_mover_linear = {
    .listed = {"linear", "weights linear in time, as contracts interpolate", no_keys},
    .rows = rows,
};
