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
    if (rules->order != ORTH_ORDER_TOGETHER)
        return "it has one arbitrage a block that sees new prices and new weights at once (the "
               "order 'together'), and this scenario has another order";
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

/* Golden section; the middle one of three points in order costs no more than the others. */
static orth_status narrow(orth_steps_point *best, const orth_steps_curve *curve, uint64_t low,
                          uint64_t high, orth_error *error)
{
    const double part = 0.3819660112501051;
    orth_status status = ORTH_OK;
    while (status == ORTH_OK && high - low > width(curve, best->steps)) {
        uint64_t middle = best->steps, next;
        if (high - middle > middle - low)
            next = middle + (uint64_t)fmax(round(part * (double)(high - middle)), 1);
        else
            next = middle - (uint64_t)fmax(round(part * (double)(middle - low)), 1);
        orth_steps_point point;
        status = orth_steps_curve_at(&point, curve, next, error);
        bool less = status == ORTH_OK && point.cost < best->cost;
        if (next > middle && less)
            low = middle;
        else if (next > middle)
            high = next;
        else if (less)
            high = middle;
        else
            low = next;
        if (less)
            *best = point;
    }
    return status;
}

/* Twice as many while that costs less; the curve is convex, so the least lies around there. */
static orth_status search(orth_steps_curve *curve, uint64_t most, orth_error *error)
{
    uint64_t low = 1, high = 0;
    orth_steps_point best, next;
    orth_status status = orth_steps_curve_at(&best, curve, 1, error);
    while (status == ORTH_OK && high == 0 && best.steps < most) {
        uint64_t steps = best.steps <= most / 2 ? 2 * best.steps : most;
        status = orth_steps_curve_at(&next, curve, steps, error);
        if (status == ORTH_OK && next.cost < best.cost) {
            low = best.steps;
            best = next;
        } else {
            high = steps;
        }
    }
    if (status == ORTH_OK && high == 0 && most > 1) {
        /* The last is cheaper than the one before: but is it cheaper than its neighbour? */
        status = orth_steps_curve_at(&next, curve, most - 1, error);
        if (status == ORTH_OK && next.cost < best.cost) {
            best = next;
            high = most;
        }
    }
    if (status == ORTH_OK && high != 0)
        status = narrow(&best, curve, low, high, error);
    curve->best = best;
    curve->ended = high == 0;
    return status;
}

/* Where the least itself is where the closed form does not hold, it is not the least. */
static void judge_best(orth_steps_curve *curve)
{
    if (curve->best.valid)
        return;
    curve->holds = curve->searched = false;
    snprintf(curve->why, sizeof curve->why, "in the %llu step%s where it is least %s",
             (unsigned long long)curve->best.steps, curve->best.steps == 1 ? "" : "s",
             curve->best.why);
    curve->best = (orth_steps_point){.why = ""};
}

static orth_status find_best(orth_steps_curve *curve, uint64_t most, orth_error *error)
{
    bool endless = most > ORTH_STEPS_CURVE_MOST;
    orth_status status = search(curve,
                                endless    ? ORTH_STEPS_CURVE_MOST
                                : most > 0 ? most
                                           : 1,
                                error);
    if (status != ORTH_OK)
        return status;
    curve->searched = true;
    judge_best(curve);
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
