/* Set points of a plan that must be safe from whoever builds several blocks in a row.
 *
 * To first order an attack on a window is paid for by the fee where its band is at most the fee's
 * (orthant/safety.h), and the band grows with what the window moves. So a segment of the plan takes
 * at least so many steps that no `blocks` of them move too much anywhere in it, and what is left of
 * the steps is shared as the points have it: their steps are max(needed, g own), g such that they
 * fill the move. The exact attack on the weights of the emulated contract decides; what it refuses
 * gets longer segments. */
#include "plan/study_safe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "orthant/safety.h"
#include "orthant/simplex.h"

/* Of a segment, what its speed is measured by. */
#define PART 1e-5
/* Where on it: an end moves fastest where weights are small, the middle where capital decides. */
static const double places[] = {0, 0.5, 1 - PART};
/* Halvings of g: to the last bit that matters for whole steps. */
#define HALVINGS 60

/* The band of the segment from a to b as a whole, at its fastest. */
static orth_status band_of(double *band, size_t n, const double *a, const double *b,
                           const orth_plan_safe *safe, orth_error *error)
{
    double from[ORTH_PLAN_TOKENS_MAX], to[ORTH_PLAN_TOKENS_MAX];
    const orth_safety_attacker attacker = {.capital = safe->capital};
    const orth_safety_move move = {n, from, to, safe->fee, safe->fee};
    orth_status status = ORTH_OK;
    *band = 0;
    for (size_t p = 0; status == ORTH_OK && p < sizeof places / sizeof places[0]; p++) {
        orth_safety_first_order first;
        for (size_t i = 0; i < n; i++) {
            from[i] = a[i] + places[p] * (b[i] - a[i]);
            to[i] = a[i] + (places[p] + PART) * (b[i] - a[i]);
        }
        status = orth_safety_first_order_of(&first, &move, &attacker, error);
        if (status == ORTH_OK)
            *band = fmax(*band, first.band / PART);
    }
    return status;
}

/* The steps that each segment needs, and their sum. */
static orth_status find_needs(double *needs, double *sum, const orth_plan_study *s,
                              const orth_setpoints *points, orth_error *error)
{
    const orth_plan_safe *safe = &s->options.rails.safe;
    double ticks_a_block = (double)s->ticks / (double)s->options.steps;
    double most = -orth_log1p(-safe->fee) / ((double)safe->blocks * ticks_a_block);
    orth_status status = ORTH_OK;
    *sum = 0;
    for (size_t c = 0; status == ORTH_OK && c < points->calls; c++) {
        const double *from = points->weights + c * points->n;
        status = band_of(&needs[c], points->n, from, from + points->n, safe, error);
        needs[c] = fmax(needs[c] / most, 1);
        *sum += needs[c];
    }
    return status;
}

/* Of steps that are max(needed, g own); sets them, too. */
static double fill(double *steps, const double *needs, const double *own, size_t count, double g)
{
    double sum = 0;
    for (size_t c = 0; c < count; c++) {
        steps[c] = fmax(needs[c], g * own[c]);
        sum += steps[c];
    }
    return sum;
}

/* Whole steps: arrivals are the sums, rounded, but that a segment which takes just what it needs
 * keeps it where another can give. */
static void set_times(uint64_t *times, const double *steps, size_t count, uint64_t ticks)
{
    double at = 0;
    for (size_t c = 0; c + 1 < count; c++) {
        at += steps[c];
        uint64_t left = count - 1 - c, time = (uint64_t)(at + 0.5);
        time = time > times[c] ? time : times[c] + 1;
        times[c + 1] = time < ticks - left ? time : ticks - left;
    }
    times[count] = ticks;
}

orth_status orth_study_slow_down(orth_setpoints *points, double *least, const orth_plan_study *s,
                                 double slower, orth_error *error)
{
    double needs[ORTH_PLAN_CALLS_MAX], own[ORTH_PLAN_CALLS_MAX], steps[ORTH_PLAN_CALLS_MAX];
    double ticks = (double)s->ticks, sum, low = 0, high = ticks, shortest = INFINITY;
    size_t count = points->calls;
    orth_status status = find_needs(needs, &sum, s, points, error);
    if (status != ORTH_OK)
        return status;
    *least = fmin(*least, sum * (double)s->options.steps / ticks);
    for (size_t c = 0; c < count; c++) {
        needs[c] *= slower;
        own[c] = (double)(points->times[c + 1] - points->times[c]);
        shortest = fmin(shortest, own[c]);
    }
    if (sum * slower > ticks)
        return orth_fail(error, ORTH_DOMAIN, "too few blocks");
    high /= shortest;
    for (int k = 0; k < HALVINGS; k++) {
        double g = low + (high - low) / 2;
        *(fill(steps, needs, own, count, g) > ticks ? &high : &low) = g;
    }
    fill(steps, needs, own, count, low);
    set_times(points->times, steps, count, s->ticks);
    return ORTH_OK;
}

/* R of the path's curve of candidate k, the first of which are the points themselves. */
static const char *const curves[] = {NULL, "safe:1.5", "safe:1.2", "safe:1.05", "safe:1"};
_Static_assert(sizeof curves / sizeof curves[0] == ORTH_STUDY_CURVES, "candidates");

orth_status orth_study_points(orth_setpoints *points, const orth_plan_study *s, size_t candidate,
                              orth_error *error)
{
    size_t n = points->n, count = points->calls;
    double own[ORTH_PLAN_CALLS_MAX], sum = 0;
    orth_path *path;
    if (curves[candidate] == NULL)
        return ORTH_OK;
    orth_status status = orth_path_create(&path, curves[candidate], s->move, count, NULL, error);
    if (status != ORTH_OK)
        return status;
    orth_path_fill(path, 0, count + 1, points->weights, NULL);
    orth_path_free(path);
    for (size_t c = 0; c < count; c++) { /* cheapest where each is as fast as the others */
        const double *from = points->weights + c * n;
        own[c] = orth_simplex_distance(n, from, from + n);
        sum += own[c];
    }
    for (size_t c = 0; c < count && sum > 0; c++)
        own[c] *= (double)s->ticks / sum;
    if (sum > 0)
        set_times(points->times, own, count, s->ticks);
    return ORTH_OK;
}
