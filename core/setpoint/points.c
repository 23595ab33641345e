/* A plan's set points: on the geodesic or optimised, at equal times or at the best. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "orthant/setpoint.h"
#include "setpoint/grow.h"

void orth_setpoints_free(orth_setpoints *points)
{
    if (points == NULL)
        return;
    free(points->times);
    free(points->weights);
    free(points);
}

static orth_status allocate(orth_setpoints **out, size_t n, size_t calls, orth_error *error)
{
    orth_setpoints *points = calloc(1, sizeof *points);
    *out = points;
    if (points != NULL) {
        points->n = n;
        points->calls = calls;
        points->times = calloc(calls + 1, sizeof *points->times);
        points->weights = calloc((calls + 1) * n, sizeof *points->weights);
        if (points->times != NULL && points->weights != NULL)
            return ORTH_OK;
    }
    orth_setpoints_free(points);
    *out = NULL;
    return orth_fail_memory(error, (double)((calls + 1) * (n + 1)) * sizeof(double));
}

orth_status orth_setpoints_copy(orth_setpoints **copy, const orth_setpoints *points,
                                orth_error *error)
{
    size_t rows = points->calls + 1;
    orth_status status = allocate(copy, points->n, points->calls, error);
    if (status != ORTH_OK)
        return status;
    memcpy((*copy)->times, points->times, rows * sizeof *points->times);
    memcpy((*copy)->weights, points->weights, rows * points->n * sizeof *points->weights);
    (*copy)->log_loss = points->log_loss;
    (*copy)->settled = points->settled;
    return ORTH_OK;
}

/* s steps / calls to the nearest, without overflow. */
static uint64_t equal_time(uint64_t steps, size_t calls, size_t s)
{
    return (2 * (uint64_t)s * steps + calls) / (2 * (uint64_t)calls);
}

static orth_status start_geodesic(orth_setpoints *points, const orth_move *move, orth_error *error)
{
    orth_path *path;
    orth_status status = orth_path_create(&path, "geodesic", move, points->calls, NULL, error);
    if (status != ORTH_OK)
        return status;
    orth_path_fill(path, 0, points->calls + 1, points->weights, NULL);
    orth_path_free(path);
    return ORTH_OK;
}

/* Linear points keep every rail that can be kept. */
static void start_linear(orth_setpoints *points, const orth_move *move)
{
    for (size_t s = 0; s <= points->calls; s++)
        for (size_t i = 0; i < points->n; i++)
            points->weights[s * points->n + i] =
                s == points->calls
                    ? move->target[i]
                    : move->start[i] + move->delta[i] * ((double)s / (double)points->calls);
}

size_t orth_setpoint_calls_least(const orth_move *move, const orth_setpoint_options *options)
{
    double most = 0;
    for (size_t i = 0; i < move->n; i++)
        most = fmax(most, fabs(move->delta[i]));
    double calls = options->largest_move > 0 ? ceil(most / options->largest_move * (1 - 1e-12)) : 1;
    return calls > 1 ? (size_t)fmin(calls, 1e9) : 1;
}

static orth_status check_rails(const orth_move *move, size_t calls,
                               const orth_setpoint_options *options, bool *tight, orth_error *error)
{
    double most = 0, least = 1, between = 1;
    size_t calls_least = orth_setpoint_calls_least(move, options);
    for (size_t i = 0; i < move->n; i++) {
        most = fmax(most, fabs(move->delta[i]));
        least = fmin(least, fmin(move->start[i], move->target[i]));
        between = fmin(between, fmax(move->start[i], move->target[i]));
    }
    if (options->minimum_weight > 0 && least < options->minimum_weight - 0x1p-55)
        return orth_fail(error, ORTH_DOMAIN,
                         "a weight of %.15g at an end of the move is below minimum_weight, %.15g",
                         least, options->minimum_weight);
    double needed = options->largest_move > 0 ? most / options->largest_move : 0;
    if (calls_least > calls)
        return orth_fail(error, ORTH_DOMAIN,
                         "a weight moves by %.15g, which takes at least %zu set point%s of at most "
                         "largest_move, %.15g; there are %zu",
                         most, calls_least, orth_plural(calls_least, "", "s"),
                         options->largest_move, calls);
    /* no room at all: the linear points are the only ones */
    *tight = needed > (double)calls * (1 - 1e-9) || between <= options->minimum_weight * (1 + 1e-9);
    return ORTH_OK;
}

static orth_polygon polygon_of(orth_setpoints *points, double *lengths,
                               const orth_setpoint_options *options)
{
    for (size_t s = 0; s < points->calls; s++)
        lengths[s] = (double)(points->times[s + 1] - points->times[s]);
    return (orth_polygon){.n = points->n,
                          .m = points->calls,
                          .weights = points->weights,
                          .lengths = lengths,
                          .minimum_weight = options->minimum_weight,
                          .largest_move = options->largest_move};
}

/* Whole steps nearest the real lengths, each at least 1, by their running sums. */
static void round_times(orth_setpoints *points, const double *lengths, uint64_t steps)
{
    double sum = 0;
    size_t m = points->calls;
    for (size_t s = 1; s < m; s++) {
        sum += lengths[s - 1];
        uint64_t time = (uint64_t)floor(sum + 0.5);
        uint64_t least = points->times[s - 1] + 1, most = steps - (m - s);
        points->times[s] = time < least ? least : time > most ? most : time;
    }
    points->times[m] = steps;
}

/* Loss of one segment if it had `length` steps. */
static double segment_loss(const orth_setpoints *points, size_t s, double length)
{
    orth_polygon one = {points->n, 1, points->weights + s * points->n, &length, 0, 0};
    return orth_polygon_loss(&one);
}

/* Moves single steps from the segment that misses one least to the one that gains most by it, as
 * long as that lowers the loss; weights held. */
static bool exchange(orth_setpoints *points, double *lengths)
{
    size_t m = points->calls;
    bool moved = false;
    for (size_t round = 0; round < 4 * m; round++) {
        double cheapest = INFINITY, dearest = 0;
        size_t from = m, to = m;
        for (size_t s = 0; s < m; s++) {
            double now = segment_loss(points, s, lengths[s]);
            double gain = now - segment_loss(points, s, lengths[s] + 1);
            double cost = lengths[s] > 1 ? segment_loss(points, s, lengths[s] - 1) - now : INFINITY;
            if (cost < cheapest)
                cheapest = cost, from = s;
            if (gain > dearest)
                dearest = gain, to = s;
        }
        if (from == m || to == m || from == to || !(dearest > cheapest * (1 + 1e-9)))
            break;
        lengths[from]--, lengths[to]++;
        moved = true;
    }
    for (size_t s = 0; s < m && moved; s++)
        points->times[s + 1] = points->times[s] + (uint64_t)lengths[s];
    return moved;
}

/* Rounds the lengths, exchanges single steps, and settles the weights again. */
static orth_status round_points(orth_setpoints *points, double *lengths, uint64_t steps,
                                const orth_setpoint_options *options, orth_error *error)
{
    orth_polygon polygon;
    orth_status status = ORTH_OK;
    round_times(points, lengths, steps);
    for (int k = 0; k < 20; k++) {
        polygon = polygon_of(points, lengths, options);
        if (options->optimise_weights)
            status = orth_polygon_minimise(&polygon, false, &points->settled, error);
        if (status != ORTH_OK || !exchange(points, lengths))
            break;
    }
    polygon = polygon_of(points, lengths, options);
    points->log_loss = orth_polygon_loss(&polygon);
    return status;
}

/* Best times for points that stay: in proportion to sqrt(loss length) at leading order. */
static void balance(const orth_setpoints *points, double *lengths, uint64_t steps)
{
    size_t m = points->calls;
    for (int k = 0; k < 8; k++) {
        double sum = 0, wanted[ORTH_PLAN_CALLS_MAX];
        for (size_t s = 0; s < m; s++) {
            wanted[s] = sqrt(fmax(segment_loss(points, s, lengths[s]), 0) * lengths[s]);
            sum += wanted[s];
        }
        for (size_t s = 0; s < m && sum > 0; s++)
            lengths[s] = fmax(1, wanted[s] * (double)steps / sum);
    }
}

static void copy(orth_setpoints *to, const orth_setpoints *from)
{
    memcpy(to->times, from->times, (from->calls + 1) * sizeof *to->times);
    memcpy(to->weights, from->weights, (from->calls + 1) * from->n * sizeof *to->weights);
    to->log_loss = from->log_loss;
    to->settled = from->settled;
}

static void keep_better(orth_setpoints *best, const orth_setpoints *trial)
{
    if (trial->log_loss < best->log_loss)
        copy(best, trial);
}

/* From the equal times' points to the best times, kept only where it is better; and once more from
 * a plan grown call by call. */
static orth_status free_times(orth_setpoints *best, orth_setpoints *trial, uint64_t steps,
                              const orth_setpoint_options *options, double *lengths,
                              orth_error *error)
{
    bool settled, rails = options->minimum_weight > 0 || options->largest_move > 0;
    orth_polygon polygon = polygon_of(trial, lengths, options);
    orth_status status = ORTH_OK;
    if (options->optimise_weights)
        status = orth_polygon_minimise(&polygon, true, &settled, error);
    else
        balance(trial, lengths, steps);
    if (status == ORTH_OK)
        status = round_points(trial, lengths, steps, options, error);
    if (status == ORTH_OK)
        keep_better(best, trial);
    if (status != ORTH_OK || rails || !options->optimise_weights)
        return status;
    polygon = polygon_of(trial, lengths, options);
    status = orth_polygon_grow(&polygon, error);
    if (status == ORTH_OK && polygon.m == trial->calls)
        status = round_points(trial, lengths, steps, options, error);
    else /* too few steps to cut any further */
        return status;
    if (status == ORTH_OK)
        keep_better(best, trial);
    return status;
}

static orth_status choose(orth_setpoints *points, const orth_move *move, uint64_t steps,
                          const orth_setpoint_options *options, double *lengths, orth_error *error)
{
    bool rails = options->minimum_weight > 0 || options->largest_move > 0, tight = false;
    orth_status status = check_rails(move, points->calls, options, &tight, error);
    if (status == ORTH_OK && rails)
        start_linear(points, move);
    else if (status == ORTH_OK)
        status = start_geodesic(points, move, error);
    if (status != ORTH_OK)
        return status;
    points->settled = true;
    for (size_t s = 0; s <= points->calls; s++)
        points->times[s] = equal_time(steps, points->calls, s);
    orth_polygon polygon = polygon_of(points, lengths, options);
    if (options->optimise_weights && !tight)
        status = orth_polygon_minimise(&polygon, false, &points->settled, error);
    points->log_loss = orth_polygon_loss(&polygon);
    if (status != ORTH_OK || !options->free_times || tight || points->calls == 1)
        return status;
    orth_setpoints *trial;
    status = allocate(&trial, points->n, points->calls, error);
    if (status != ORTH_OK)
        return status;
    copy(trial, points);
    status = free_times(points, trial, steps, options, lengths, error);
    orth_setpoints_free(trial);
    return status;
}

orth_status orth_setpoints_create(orth_setpoints **out, const orth_move *move, uint64_t steps,
                                  size_t calls, const orth_setpoint_options *options,
                                  orth_error *error)
{
    *out = NULL;
    if (calls < 1 || calls > ORTH_PLAN_CALLS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "%zu call%s; permitted: from 1 to %d", calls,
                         orth_plural(calls, "", "s"), ORTH_PLAN_CALLS_MAX);
    if (calls > steps)
        return orth_fail(error, ORTH_DOMAIN, "%zu call%s in %llu step%s; permitted: a call a step",
                         calls, orth_plural(calls, "", "s"), (unsigned long long)steps,
                         orth_plural(steps, "", "s"));
    orth_setpoints *points;
    orth_status status = allocate(&points, move->n, calls, error);
    if (status != ORTH_OK)
        return status;
    double lengths[ORTH_PLAN_CALLS_MAX];
    status = choose(points, move, steps, options, lengths, error);
    if (status != ORTH_OK)
        orth_setpoints_free(points);
    else
        *out = points;
    return status;
}
