/* How many steps: the curve of costs, its least point, and how flat it is there. */
#include <math.h>
#include <stdlib.h>

#include "orthant/report.h"

const char *orth_steps_verdict_name(orth_steps_verdict verdict)
{
    switch (verdict) {
    case ORTH_STEPS_LEAST:
        return "least";
    case ORTH_STEPS_WITHIN:
        return "within";
    case ORTH_STEPS_OPEN:
        return "open";
    case ORTH_STEPS_BEYOND:
        break;
    }
    return "beyond";
}

static double exposed(const orth_steps_report *report, uint64_t steps)
{
    return (double)steps * (report->exposure.update + report->exposure.tracking);
}

static orth_steps_point make_point(const orth_steps_report *report, const orth_simulated *result)
{
    const orth_exposure *exposure = &report->exposure;
    const orth_estimate *shortfall = &result->figures[ORTH_SHORTFALL];
    double steps = (double)result->steps, value = report->simulation->start_value;
    double apart = exposed(report, result->steps);
    return (orth_steps_point){
        .steps = result->steps,
        .closed_form = exposure->distance * exposure->distance / (2 * steps) +
                       fmax(exposure->total, 0) * steps,
        .cost = shortfall->mean / value + apart,
        .stderr_ = shortfall->stderr_ / value,
        .low = shortfall->low / value + apart,
        .high = shortfall->high / value + apart,
    };
}

static const orth_simulated *least_of(const orth_steps_report *report)
{
    const orth_simulation *simulation = report->simulation;
    const orth_simulated *least = &simulation->results[0];
    for (size_t i = 1; i < simulation->count; i++) {
        const orth_simulated *other = &simulation->results[i];
        if (make_point(report, other).cost < make_point(report, least).cost)
            least = other;
    }
    return least;
}

/* cost - factor * least cost over the price paths. */
static orth_estimate compare(const orth_steps_report *report, const orth_simulated *result,
                             const orth_simulated *least, double factor, double *values)
{
    uint64_t m = report->simulation->price_paths;
    double value = report->simulation->start_value;
    double apart = exposed(report, result->steps) - factor * exposed(report, least->steps);
    for (uint64_t i = 0; i < m; i++)
        values[i] = (result->shortfalls[i] - factor * least->shortfalls[i]) / value + apart;
    return orth_estimate_of((size_t)m, values);
}

static void judge(const orth_steps_report *report, orth_steps_point *point,
                  const orth_simulated *result, const orth_simulated *least, double *values)
{
    point->difference = compare(report, result, least, 1, values);
    point->joint_low = point->difference.mean - report->joint * point->difference.stderr_;
    point->joint_high = point->difference.mean + report->joint * point->difference.stderr_;
    point->verdict = ORTH_STEPS_LEAST;
    if (result == least)
        return;
    double sign = make_point(report, least).cost < 0 ? -1 : 1;
    orth_estimate more = compare(report, result, least, 1 + sign * ORTH_STEPS_FLAT, values);
    double half = report->joint * more.stderr_;
    point->verdict = more.mean + half <= 0   ? ORTH_STEPS_WITHIN
                     : more.mean - half <= 0 ? ORTH_STEPS_OPEN
                                             : ORTH_STEPS_BEYOND;
}

static int by_steps(const void *a, const void *b)
{
    const orth_steps_point *left = a, *right = b;
    if (left->steps == right->steps)
        return (left->verdict > right->verdict) - (left->verdict < right->verdict);
    return left->steps > right->steps ? 1 : -1;
}

static bool is_within(const orth_steps_point *point)
{
    return point->verdict <= ORTH_STEPS_WITHIN;
}

static void find_ranges(orth_steps_report *report)
{
    const orth_steps_point *points = report->points;
    while (points[report->best].verdict != ORTH_STEPS_LEAST)
        report->best++;
    size_t from = report->best, to = report->best;
    while (from > 0 && is_within(&points[from - 1]))
        from--;
    while (to + 1 < report->count && is_within(&points[to + 1]))
        to++;
    report->within = (orth_steps_range){points[from].steps, points[to].steps};
    orth_steps_range here = {points[report->best].steps, points[report->best].steps};
    report->perhaps = report->tied = here;
    for (size_t i = 0; i < report->count; i++) {
        orth_steps_range *ranges[] = {&report->perhaps, &report->tied};
        bool inside[] = {points[i].verdict != ORTH_STEPS_BEYOND, points[i].joint_low <= 0};
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

orth_status orth_steps_report_create(orth_steps_report **out, const orth_simulation *simulation,
                                     const orth_exposure *exposure, orth_error *error)
{
    *out = NULL;
    if (simulation->scenario->path_count != 1)
        return orth_fail(error, ORTH_BAD_INPUT, "the best number of steps: one path at a time");
    double bytes = (double)simulation->price_paths * sizeof(double);
    orth_steps_report *report = calloc(1, sizeof *report);
    orth_steps_point *points = calloc(simulation->count, sizeof *points);
    double *values = malloc((size_t)simulation->price_paths * sizeof *values);
    if (report == NULL || points == NULL || values == NULL) {
        free(report);
        free(points);
        free(values);
        return orth_fail_memory(error, bytes + (double)(simulation->count * sizeof *points));
    }
    *report = (orth_steps_report){.simulation = simulation,
                                  .exposure = *exposure,
                                  .count = simulation->count,
                                  .points = points};
    if (simulation->price_paths > 1)
        report->joint = joint_of(simulation);
    const orth_simulated *least = least_of(report);
    for (size_t i = 0; i < report->count; i++) {
        points[i] = make_point(report, &simulation->results[i]);
        judge(report, &points[i], &simulation->results[i], least, values);
    }
    qsort(points, report->count, sizeof *points, by_steps);
    find_ranges(report);
    free(values);
    *out = report;
    return ORTH_OK;
}

void orth_steps_report_free(orth_steps_report *report)
{
    if (report != NULL)
        free(report->points);
    free(report);
}
