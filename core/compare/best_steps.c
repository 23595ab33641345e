/* How many steps: the curve of costs, its least point, and how flat it is there. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "compare/best_steps_gas.h"
#include "compare/steps_difference.h"
#include "numeric/elementary.h"
#include "orthant/compare.h"
#include "orthant/loss.h"

const char *orth_best_steps_verdict_name(orth_best_steps_verdict verdict)
{
    switch (verdict) {
    case ORTH_BEST_STEPS_LEAST:
        return "least";
    case ORTH_BEST_STEPS_WITHIN:
        return "within";
    case ORTH_BEST_STEPS_OPEN:
        return "open";
    case ORTH_BEST_STEPS_BEYOND:
        return "beyond";
    case ORTH_BEST_STEPS_UNMADE:
        return "unmade";
    case ORTH_BEST_STEPS_UNDEFINED:
        break;
    }
    return "undefined";
}

static double exposed(const orth_best_steps *report, uint64_t steps)
{
    return (double)steps * (report->exposure.update + report->exposure.tracking);
}

/* What costs are made from; `values` has room for one a price path. */
typedef struct costs {
    const orth_best_steps *report;
    const double *at_target;
    double *values;
} costs;

/* cost - factor * least cost over the price paths; `least` may be NULL for none. */
static orth_estimate estimate(const costs *of, const orth_simulation_result *result,
                              const orth_simulation_result *least, double factor)
{
    uint64_t m = of->report->simulation->price_paths;
    double apart = exposed(of->report, result->steps);
    if (least != NULL)
        apart -= factor * exposed(of->report, least->steps);
    for (uint64_t i = 0; i < m; i++) {
        double cost = result->log_shortfalls[i];
        if (least == NULL)
            cost -= of->at_target[i];
        else if (factor == 1)
            cost -= least->log_shortfalls[i];
        else
            cost -= of->at_target[i] + factor * (least->log_shortfalls[i] - of->at_target[i]);
        of->values[i] = cost + apart;
    }
    return orth_estimate_of((size_t)m, of->values);
}

static orth_best_steps_point make_point(const costs *of, const orth_simulation_result *result)
{
    orth_estimate cost = estimate(of, result, NULL, 0);
    return (orth_best_steps_point){
        .steps = result->steps,
        .closed_form = orth_exposure_cost(&of->report->exposure, (double)result->steps),
        .cost = cost.mean,
        .stderr_ = cost.stderr_,
        .low = cost.low,
        .high = cost.high,
        .target_distance = result->figures[ORTH_FIGURE_TARGET_DISTANCE].mean,
        .move_made = result->figures[ORTH_FIGURE_MOVE_MADE].mean,
    };
}

/* Where nothing is to be moved there is nothing to be made. */
static bool is_made(const costs *of, size_t i)
{
    const orth_estimate *figures = of->report->simulation->results[i].figures;
    return of->report->exposure.distance == 0 ||
           (figures[ORTH_FIGURE_TRADES].mean > 0 &&
            figures[ORTH_FIGURE_MOVE_MADE].mean >= ORTH_MOVE_MADE_LEAST);
}

/* Fills the points, in the order asked; the least of those that make the move, or `count`. */
static size_t find_least(const costs *of)
{
    const orth_best_steps *report = of->report;
    size_t least = report->count;
    for (size_t i = 0; i < report->count; i++) {
        report->points[i] = make_point(of, &report->simulation->results[i]);
        if (is_made(of, i) &&
            (least == report->count || report->points[i].cost < report->points[least].cost))
            least = i;
    }
    return least;
}

static orth_best_steps_verdict verdict_of(const costs *of, const orth_estimate *difference,
                                          const orth_simulation_result *result,
                                          const orth_simulation_result *least)
{
    if (result == least)
        return ORTH_BEST_STEPS_LEAST;
    if (difference->mean == 0 && difference->stderr_ == 0)
        return ORTH_BEST_STEPS_WITHIN;
    if (!of->report->defined)
        return ORTH_BEST_STEPS_UNDEFINED;
    orth_estimate more = estimate(of, result, least, 1 + ORTH_BEST_STEPS_FLAT);
    double half = of->report->joint * more.stderr_;
    return more.mean + half <= 0   ? ORTH_BEST_STEPS_WITHIN
           : more.mean - half <= 0 ? ORTH_BEST_STEPS_OPEN
                                   : ORTH_BEST_STEPS_BEYOND;
}

static void judge(const costs *of, size_t i, size_t least)
{
    const orth_simulation_result *results = of->report->simulation->results;
    orth_best_steps_point *point = &of->report->points[i];
    point->verdict = ORTH_BEST_STEPS_UNMADE;
    if (of->report->none)
        return;
    point->difference = estimate(of, &results[i], &results[least], 1);
    point->joint_low = point->difference.mean - of->report->joint * point->difference.stderr_;
    point->joint_high = point->difference.mean + of->report->joint * point->difference.stderr_;
    if (is_made(of, i))
        point->verdict = verdict_of(of, &point->difference, &results[i], &results[least]);
}

static int by_steps(const void *a, const void *b)
{
    const orth_best_steps_point *left = a, *right = b;
    if (left->steps == right->steps)
        return (left->verdict > right->verdict) - (left->verdict < right->verdict);
    return left->steps > right->steps ? 1 : -1;
}

static bool is_within(const orth_best_steps_point *point)
{
    return point->verdict <= ORTH_BEST_STEPS_WITHIN;
}

static void find_ranges(orth_best_steps *report)
{
    const orth_best_steps_point *points = report->points;
    if (report->none)
        return;
    while (points[report->best].verdict != ORTH_BEST_STEPS_LEAST)
        report->best++;
    size_t from = report->best, to = report->best;
    while (from > 0 && is_within(&points[from - 1]))
        from--;
    while (to + 1 < report->count && is_within(&points[to + 1]))
        to++;
    report->within = (orth_best_steps_range){points[from].steps, points[to].steps};
    orth_best_steps_range here = {points[report->best].steps, points[report->best].steps};
    report->perhaps = report->tied = here;
    for (size_t i = 0; i < report->count; i++) {
        orth_best_steps_range *ranges[] = {&report->perhaps, &report->tied};
        bool inside[] = {points[i].verdict < ORTH_BEST_STEPS_BEYOND,
                         points[i].joint_low <= 0 && points[i].verdict != ORTH_BEST_STEPS_UNMADE};
        for (size_t r = 0; r < 2; r++) {
            if (inside[r] && points[i].steps < ranges[r]->from)
                ranges[r]->from = points[i].steps;
            if (inside[r] && points[i].steps > ranges[r]->to)
                ranges[r]->to = points[i].steps;
        }
    }
}

/* Bonferroni over all ordered pairs. */
static double joint_of(const orth_simulation *simulation)
{
    double k = (double)simulation->count, pairs = k > 1 ? k * (k - 1) : 1;
    return orth_student((size_t)simulation->price_paths - 1, 0.05 / pairs);
}

/* After the points are in order. */
static void look_at_ends(orth_best_steps *report)
{
    uint64_t most = report->exposure.most;
    report->ended = most != UINT64_MAX && report->points[report->count - 1].steps >= most;
}

orth_status orth_best_steps_create(orth_best_steps **out, const orth_simulation *simulation,
                                   const orth_simulation *at_target, const orth_exposure *exposure,
                                   const orth_steps_curve *curve, orth_error *error)
{
    *out = NULL;
    if (simulation->scenario->path_count != 1)
        return orth_fail(error, ORTH_BAD_INPUT, "the best number of steps: one path at a time");
    ORTH_CHECK(at_target->price_paths == simulation->price_paths);
    size_t m = (size_t)simulation->price_paths, count = simulation->count;
    orth_best_steps *report = calloc(1, sizeof *report);
    orth_best_steps_point *points = calloc(count, sizeof *points);
    double *values = malloc(m * sizeof *values);
    if (report == NULL || points == NULL || values == NULL) {
        free(report);
        free(points);
        free(values);
        return orth_fail_memory(error, (double)(m * sizeof *values + count * sizeof *points));
    }
    *report = (orth_best_steps){.simulation = simulation,
                                .exposure = *exposure,
                                .count = count,
                                .points = points,
                                .steps_curve = curve};
    if (m > 1)
        report->joint = joint_of(simulation);
    costs of = {report, at_target->results[0].log_shortfalls, values};
    size_t least = find_least(&of);
    report->none = least == count;
    report->defined = !report->none && points[least].low > 0;
    for (size_t i = 0; i < count; i++)
        judge(&of, i, least);
    memcpy(values, of.at_target, m * sizeof *values);
    report->at_target = orth_estimate_of(m, values);
    qsort(points, count, sizeof *points, by_steps);
    find_ranges(report);
    look_at_ends(report);
    free(values);
    orth_status status = orth_best_steps_add_gas(report, error);
    if (status == ORTH_OK)
        status = orth_steps_difference_find(report, error);
    if (status != ORTH_OK)
        orth_best_steps_free(report);
    else
        *out = report;
    return status;
}

double orth_best_steps_more_bp(const orth_best_steps *report, double difference)
{
    return orth_exp(-report->points[report->best].cost) * orth_loss_bp(difference);
}

void orth_best_steps_free(orth_best_steps *report)
{
    if (report != NULL)
        free(report->points);
    free(report);
}
