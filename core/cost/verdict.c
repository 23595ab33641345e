#include "cost/verdict.h"

#include <math.h>

#include "cost/overshoot.h"
#include "numeric/elementary.h"

#define FAST 2.0 /* speed */

const char *orth_cost_regime_name(orth_cost_regime regime)
{
    static const char *const names[] = {"slow", "middle", "fast"};
    return names[regime];
}

void orth_cost_in_points(orth_cost *cost)
{
    cost->cost_bp = -1e4 * orth_expm1(-cost->cost);
    cost->rest_bp = -1e4 * orth_expm1(-cost->rest);
    cost->stderr_bp = 1e4 * orth_exp(-cost->cost) * cost->cost_stderr;
}

void orth_cost_judge(orth_cost *cost, double steps, double reach, double edge)
{
    double t = 2 * cost->speed * (cost->band + ORTH_COST_RHO);
    cost->regime = cost->speed > FAST ? ORTH_COST_FAST : t < 1 ? ORTH_COST_SLOW : ORTH_COST_MIDDLE;
    cost->valid = true;
    cost->why = "";
    if (reach < ORTH_COST_EDGES * edge) {
        cost->valid = false;
        cost->why = "the move is small beside the fee (the log of no two weights' ratio changes by "
                    "four times the fee), so that the pool may never trade at the edge of its band";
    } else if (steps < ORTH_COST_RELAXATIONS * cost->band * cost->band) {
        cost->valid = false;
        cost->why =
            "the move is short beside the time that the noise takes to cross the fee's band "
            "(fewer steps than ten times the square of fee over noise)";
    }
}

void orth_cost_hold_to_ideal(orth_cost *cost, double ideal, const char *why)
{
    bool holds = fabs(ideal - cost->ideal) <= ORTH_COST_IDEAL_ERROR * cost->ideal;
    if (cost->valid && !holds) {
        cost->valid = false;
        cost->why = why;
    }
}
