/* The move in several numbers of steps. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/decimal.h"
#include "orthant/loss.h"
#include "page/tried.h"
#include "page/words.h"

#define CANDIDATES_LEAST 4
#define EDGE_HALVES 12

/* The scenario's own number of steps among those to be tried. */
static orth_status insert(orth_scenario *scenario, uint64_t own, orth_error *error)
{
    size_t count = scenario->step_count, at = 0;
    while (at < count && scenario->steps[at] < own)
        at++;
    if (at < count && scenario->steps[at] == own)
        return ORTH_OK;
    uint64_t *steps = realloc(scenario->steps, (count + 1) * sizeof *steps);
    if (steps == NULL)
        return orth_fail_memory(error, (double)(count + 1) * sizeof *steps);
    memmove(steps + at + 1, steps + at, (count - at) * sizeof *steps);
    steps[at] = own;
    scenario->steps = steps;
    scenario->step_count++;
    return ORTH_OK;
}

/* All schedules run over the blocks of the longest, so the longest go where there is not the time
 * for many price paths; those around the least stay. */
static orth_status limit(orth_page_steps *steps, orth_error *error)
{
    orth_scenario *scenario = &steps->variant.scenario;
    double near = steps->curve != NULL && steps->curve->searched ? (double)steps->curve->best.steps
                                                                 : steps->exposure.near_steps;
    double kept = fmax(2 * near, 2 * (double)steps->own);
    orth_page_variant_limit(&steps->variant, scenario->steps[scenario->step_count - 1]);
    while ((double)scenario->price_paths <
               fmin(2 * ORTH_PAGE_PRICE_PATHS_LEAST, (double)steps->variant.asked) &&
           scenario->step_count > CANDIDATES_LEAST &&
           (double)scenario->steps[scenario->step_count - 1] > kept) {
        scenario->step_count--;
        orth_page_variant_limit(&steps->variant, scenario->steps[scenario->step_count - 1]);
    }
    if (steps->own > steps->exposure.most ||
        (double)steps->own > 4 * (double)scenario->steps[scenario->step_count - 1])
        return ORTH_OK;
    return insert(scenario, steps->own, error);
}

static void take_report(orth_page_steps *steps)
{
    const orth_best_steps *report = steps->report;
    if (report->none)
        return;
    const orth_best_steps_point *least = &report->points[report->best];
    steps->by = ORTH_PAGE_BY_SIMULATION;
    steps->best = least->steps;
    steps->best_cost = least->cost;
    steps->ended = report->ended && report->best + 1 == report->count;
    steps->last = !report->ended && report->best + 1 == report->count;
    steps->from = report->defined ? report->within.from : 0;
    steps->to = report->defined ? report->within.to : 0;
    for (size_t i = 0; i < report->count; i++) {
        const orth_best_steps_point *point = &report->points[i];
        if (point->steps != steps->own)
            continue;
        steps->own_known = true;
        steps->own_more = point->difference;
        steps->own_as_good = point->verdict != ORTH_BEST_STEPS_BEYOND &&
                             point->verdict != ORTH_BEST_STEPS_UNMADE &&
                             !(point->joint_low > 0 && point->verdict != ORTH_BEST_STEPS_WITHIN);
    }
}

static orth_estimate exactly(double value)
{
    return (orth_estimate){.mean = value, .low = value, .high = value};
}

/* a / f + l f: within 1 % from f* (1.01 - r) to f* (1.01 + r), r^2 = 1.01^2 - 1. */
static void take_closed(orth_page_steps *steps)
{
    const orth_exposure *exposure = &steps->exposure;
    double flat = 1 + ORTH_BEST_STEPS_FLAT, r = sqrt(flat * flat - 1);
    if (!(exposure->best_steps > 0))
        return;
    steps->by = ORTH_PAGE_BY_CLOSED;
    steps->best = (uint64_t)fmin(fmax(round(exposure->best_steps), 1), (double)ORTH_STEPS_MAX);
    steps->best_cost = exposure->best_cost;
    steps->from =
        (uint64_t)fmin(fmax(ceil(exposure->best_steps * (flat - r)), 1), (double)ORTH_STEPS_MAX);
    steps->to = (uint64_t)fmin(floor(exposure->best_steps * (flat + r)), (double)ORTH_STEPS_MAX);
    double more = orth_exposure_cost(exposure, (double)steps->own) - steps->best_cost;
    steps->own_known = true;
    steps->own_more = exactly(fmax(more, 0));
    steps->own_as_good = more <= ORTH_BEST_STEPS_FLAT * steps->best_cost;
}

/* The number of steps next to `bound` that is within 1 % of the least, which is so itself. */
static orth_status find_edge(uint64_t *edge, const orth_steps_curve *curve, uint64_t bound,
                             orth_error *error)
{
    double inside = (double)curve->best.steps, outside = (double)bound;
    double most = (1 + ORTH_BEST_STEPS_FLAT) * curve->best.cost;
    orth_status status = ORTH_OK;
    for (int i = 0; status == ORTH_OK && i < EDGE_HALVES; i++) {
        double middle = i == 0 ? outside : round((inside + outside) / 2);
        orth_steps_point point;
        status = orth_steps_curve_at(&point, curve, (uint64_t)middle, error);
        if (status == ORTH_OK && point.valid && point.cost <= most)
            inside = middle;
        else
            outside = middle;
        if (i == 0 && inside == outside)
            break;
    }
    *edge = (uint64_t)inside;
    return status;
}

static orth_status find_edges(orth_page_steps *steps, orth_error *error)
{
    const orth_steps_curve *curve = steps->curve;
    uint64_t best = curve->best.steps;
    steps->from = steps->to = 0;
    if (steps->variant.scenario.n > 2) /* each cost is a walk */
        return ORTH_OK;
    uint64_t twice = 2 * best < steps->exposure.most ? 2 * best : steps->exposure.most;
    orth_status status = find_edge(&steps->from, curve, best / 2 > 0 ? best / 2 : 1, error);
    if (status == ORTH_OK)
        status = find_edge(&steps->to, curve, twice > best ? twice : best, error);
    return status;
}

static orth_status take_curve(orth_page_steps *steps, orth_error *error)
{
    const orth_steps_curve *curve = steps->curve;
    if (curve == NULL || !curve->searched || curve->best.steps == 0)
        return ORTH_OK;
    steps->by = ORTH_PAGE_BY_WITH_FEE;
    steps->best = curve->best.steps;
    steps->best_cost = curve->best.cost;
    steps->ended = curve->ended;
    steps->last = false;
    orth_steps_point own;
    orth_status status = find_edges(steps, error);
    if (status == ORTH_OK)
        status = orth_steps_curve_at(&own, curve, steps->own, error);
    if (status != ORTH_OK || !own.valid)
        return status;
    steps->own_known = true;
    steps->own_more = exactly(fmax(own.cost - steps->best_cost, 0));
    steps->own_as_good = own.cost <= (1 + ORTH_BEST_STEPS_FLAT) * steps->best_cost;
    return ORTH_OK;
}

static orth_status simulate(orth_page_steps *steps, const orth_page_work *work, orth_error *error)
{
    const orth_scenario *scenario = &steps->variant.scenario;
    orth_status status = limit(steps, error);
    if (status == ORTH_OK &&
        !orth_page_variant_limit(&steps->variant, scenario->steps[scenario->step_count - 1]))
        status = orth_fail(error, ORTH_DOMAIN,
                           "so many blocks are too long for a page; orthant steps runs them");
    if (status == ORTH_OK)
        status = orth_page_variant_run(&steps->simulation, &steps->at_target, &steps->variant,
                                       work->options, error);
    if (status == ORTH_OK)
        status = orth_best_steps_create(&steps->report, steps->simulation, steps->at_target,
                                        &steps->exposure, steps->curve, error);
    if (status == ORTH_OK)
        take_report(steps);
    return status;
}

orth_status orth_page_study_steps(orth_page_steps *steps, const orth_page_choice *choice,
                                  const orth_page_work *work, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    steps->own = choice->best->steps;
    if (!(choice->comparison->distance > 0) || strncmp(choice->best->path, "file:", 5) == 0)
        return ORTH_OK;
    orth_status status = orth_page_variant_make(&steps->variant, scenario, choice->best->path, NULL,
                                                1, &steps->own, error);
    if (status != ORTH_OK)
        return status;
    orth_scenario *variant = &steps->variant.scenario;
    steps->variant.asked =
        scenario->price_paths > 0 ? scenario->price_paths : ORTH_EXPOSURE_PRICE_PATHS;
    orth_cost_options how = {.seed = scenario->seed, .threads = work->options->threads};
    if (orth_page_walks_are_long(choice))
        status = orth_exposure_prepare(variant, &steps->exposure, false, error);
    else
        status =
            orth_best_steps_prepare(variant, &steps->exposure, &steps->curve, false, &how, error);
    if (status != ORTH_OK)
        return status;
    steps->has_exposure = true;
    take_closed(steps);
    if (variant->market != NULL)
        status = simulate(steps, work, error);
    /* Where the closed form with the fee holds it knows its least better than few price paths. */
    if (orth_page_ends(status))
        return status;
    orth_error other;
    orth_status known = take_curve(steps, &other);
    return status != ORTH_OK || known == ORTH_OK ? status
                                                 : orth_fail(error, known, "%s", other.text);
}

void orth_page_steps_clear(orth_page_steps *steps)
{
    orth_best_steps_free(steps->report);
    orth_simulation_free(steps->at_target);
    orth_simulation_free(steps->simulation);
    orth_steps_curve_free(steps->curve);
    orth_page_variant_clear(&steps->variant);
}
