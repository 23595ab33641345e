#include "orthant/steps_curve.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "orthant/arbitrage.h"

/* Of a whole move's cost by the walk, beside that of small fees. */
#define MORE_TOKENS_ERROR 3e-3

/* What stands against the closed form; NULL where nothing does. */
static const char *obstacle(const orth_scenario *scenario, const orth_scenario_cost *cost)
{
    const orth_pool_rules *rules = &scenario->rules;
    if (cost->unfit[0] != '\0')
        return cost->unfit;
    if (rules->gate.gas > 0)
        return "the arbitrageur pays gas, and waits until a trade is worth it";
    if (rules->noise_ratio > 0 || scenario->noise.rate > 0)
        return "others trade with the pool, pay it fees and move its prices";
    return NULL;
}

/* What a block costs the pool that rests at the target. */
static orth_status find_rest(orth_steps_curve *curve, orth_error *error)
{
    const orth_move *move = curve->move;
    orth_move *still;
    orth_path *path = NULL;
    orth_cost cost;
    orth_status status = orth_move_create(&still, move->n, move->target, move->target_low,
                                          move->target, move->target_low, error);
    if (status != ORTH_OK)
        return status;
    status = orth_path_create(&path, "linear", still, 1, NULL, error);
    if (status == ORTH_OK)
        status = orth_cost_of_path(&cost, path, curve->cost->terms, &curve->options, error);
    if (status == ORTH_OK) {
        curve->rest = cost.rest;
        curve->rest_stderr = cost.rest_stderr;
    }
    orth_path_free(path);
    orth_move_free(still);
    return status;
}

/* A part of the way's cost without updates and tracking, and of the start. `step` is one of
 * log w_1 / w_2, as a root mean square. */
static double error_of(const orth_steps_curve *curve, double way, double step)
{
    const orth_move *move = curve->move;
    double band = orth_fee_of(curve->fee).band;
    double part = move->n == 2 ? ORTH_COST_CLOSED_ERROR_2 : MORE_TOKENS_ERROR;
    double share = move->n == 2 ? move->start[0] * move->start[1] : 0.25;
    return (band + step + part) * way + share * band * band / 2;
}

orth_status orth_steps_curve_at(orth_steps_point *point, const orth_steps_curve *curve,
                                uint64_t steps, orth_error *error)
{
    const orth_scenario *scenario = curve->scenario;
    double f = (double)steps;
    orth_path *path;
    orth_cost cost;
    ORTH_CHECK(curve->holds);
    orth_status status = orth_path_create(&path, scenario->paths[0], curve->move, steps,
                                          (const char *const *)scenario->tokens, error);
    if (status == ORTH_OK)
        status = orth_cost_of_path(&cost, path, curve->cost->terms, &curve->options, error);
    orth_path_free(path);
    if (status != ORTH_OK)
        return status;
    double above = cost.rest - f * curve->rest; /* what resting on the way costs more */
    *point = (orth_steps_point){
        .steps = steps,
        .cost = cost.cost + above + f * curve->apart,
        .error = error_of(curve, cost.cost + fabs(above),
                          cost.speed * orth_fee_of(curve->fee).band / cost.band),
        .stderr_ = hypot(cost.loss_stderr, f * curve->rest_stderr),
        .valid = cost.valid,
        .why = cost.why,
    };
    return ORTH_OK;
}

/* Two tokens to the step, more to what their error leaves of a flat least. */
static uint64_t width(const orth_steps_curve *curve, uint64_t steps)
{
    return curve->scenario->n == 2 ? 2 : 2 + steps / 32;
}

/* The search's state: the cheapest number of steps so far where the closed form holds, and those
 * around it. `low` is cheaper than `best` only where it does not hold, and then `edge` is what was
 * found there. */
typedef struct search_state {
    orth_steps_point best, edge;
    uint64_t low, high; /* high 0: none was dearer */
    bool found, at_edge;
} search_state;

/* Golden section; the middle one of three points in order costs no more than the others. */
static orth_status narrow(search_state *state, const orth_steps_curve *curve, orth_error *error)
{
    const double part = 0.3819660112501051;
    orth_steps_point *best = &state->best;
    orth_status status = ORTH_OK;
    while (status == ORTH_OK && state->high - state->low > width(curve, best->steps)) {
        uint64_t middle = best->steps, next;
        if (state->high - middle > middle - state->low)
            next = middle + (uint64_t)fmax(round(part * (double)(state->high - middle)), 1);
        else
            next = middle - (uint64_t)fmax(round(part * (double)(middle - state->low)), 1);
        orth_steps_point point;
        status = orth_steps_curve_at(&point, curve, next, error);
        bool less = status == ORTH_OK && point.valid && point.cost < best->cost;
        if (next > middle && !less) {
            state->high = next;
        } else if (next > middle) {
            state->low = middle;
            state->at_edge = false;
        } else if (less) {
            state->high = middle;
        } else {
            state->low = next;
            state->at_edge = !point.valid;
            state->edge = point;
        }
        if (less)
            *best = point;
    }
    return status;
}

/* One more number of steps, greater than all before. Where the closed form does not hold yet, what
 * was found of fewer steps is forgotten: few large steps look cheap, and may even look valid by
 * chance. */
static void take(search_state *state, const orth_steps_point *point)
{
    if (!point->valid) {
        *state = (search_state){.best = *point, .edge = *point, .low = point->steps};
        state->at_edge = true;
    } else if (!state->found) {
        state->best = *point;
        state->found = true;
    } else if (point->cost < state->best.cost) {
        state->low = state->best.steps;
        state->at_edge = false;
        state->best = *point;
    } else {
        state->high = point->steps;
    }
}

/* Twice as many until it holds and then while that costs less; where it holds the curve is convex,
 * so the least lies around there. */
static orth_status search(search_state *state, const orth_steps_curve *curve, uint64_t most,
                          orth_error *error)
{
    orth_steps_point next;
    orth_status status = ORTH_OK;
    *state = (search_state){.low = 1};
    for (uint64_t steps = 1; status == ORTH_OK && state->high == 0;
         steps = steps <= most / 2 ? 2 * steps : most) {
        status = orth_steps_curve_at(&next, curve, steps, error);
        if (status == ORTH_OK)
            take(state, &next);
        if (steps == most)
            break;
    }
    if (status == ORTH_OK && state->found && state->high == 0 && state->best.steps > 1) {
        /* The last is cheaper than the one before: but is it cheaper than its neighbour? */
        status = orth_steps_curve_at(&next, curve, most - 1, error);
        if (status == ORTH_OK && next.valid && next.cost < state->best.cost) {
            state->best = next;
            state->high = most;
        }
    }
    if (status == ORTH_OK && state->high != 0)
        status = narrow(state, curve, error);
    return status;
}

/* Where it is cheapest at the edge of where it holds, the least lies beyond. */
static void judge(orth_steps_curve *curve, const search_state *state, uint64_t most)
{
    bool inside = state->found && (state->high == 0 || !state->at_edge);
    curve->searched = curve->holds = inside;
    if (inside) {
        curve->best = state->best;
        curve->ended = state->high == 0;
    } else if (state->found) {
        snprintf(curve->why, sizeof curve->why, "the least lies in fewer than %llu steps, where %s",
                 (unsigned long long)state->best.steps, state->edge.why);
    } else {
        snprintf(curve->why, sizeof curve->why, "in up to %llu step%s %s", (unsigned long long)most,
                 most == 1 ? "" : "s", state->edge.why);
    }
}

static orth_status find_best(orth_steps_curve *curve, uint64_t most, orth_error *error)
{
    bool endless = most > ORTH_STEPS_CURVE_MOST;
    search_state state;
    if (endless)
        most = ORTH_STEPS_CURVE_MOST;
    most = most > 0 ? most : 1;
    orth_status status = search(&state, curve, most, error);
    if (status != ORTH_OK)
        return status;
    judge(curve, &state, most);
    if (curve->ended && endless) {
        curve->ended = false;
        curve->best = (orth_steps_point){.valid = true, .why = ""};
    }
    return ORTH_OK;
}

static orth_status fill(orth_steps_curve *curve, const orth_exposure *exposure, orth_error *error)
{
    const orth_scenario *scenario = curve->scenario;
    orth_status status = orth_scenario_cost_create(&curve->cost, scenario, error);
    if (status != ORTH_OK || curve->cost->terms == NULL || exposure->distance == 0)
        return status;
    curve->there = true;
    curve->fee = curve->cost->fee;
    const char *why = obstacle(scenario, curve->cost);
    snprintf(curve->why, sizeof curve->why, "%s", why == NULL ? "" : why);
    curve->holds = why == NULL;
    if (!curve->holds)
        return ORTH_OK;
    curve->apart = exposure->update + exposure->tracking;
    status = orth_scenario_move(&curve->move, scenario, error);
    if (status == ORTH_OK)
        status = find_rest(curve, error);
    if (status == ORTH_OK && strncmp(scenario->paths[0], "file:", 5) != 0)
        status = find_best(curve, exposure->most, error);
    return status;
}

orth_status orth_steps_curve_create(orth_steps_curve **out, const orth_scenario *scenario,
                                    const orth_exposure *exposure, const orth_cost_options *options,
                                    orth_error *error)
{
    *out = NULL;
    orth_steps_curve *curve = calloc(1, sizeof *curve);
    if (curve == NULL)
        return orth_fail_memory(error, sizeof *curve);
    curve->scenario = scenario;
    curve->best.why = "";
    if (options != NULL)
        curve->options = *options;
    orth_status status = fill(curve, exposure, error);
    if (status != ORTH_OK)
        orth_steps_curve_free(curve);
    else
        *out = curve;
    return status;
}

void orth_steps_curve_free(orth_steps_curve *curve)
{
    if (curve == NULL)
        return;
    orth_scenario_cost_free(curve->cost);
    orth_move_free(curve->move);
    free(curve);
}
