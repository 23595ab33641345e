/* Damped Newton steps on a plan's set points, with a logarithmic barrier at its rails. */
#include "setpoint/newton.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/stop.h"
#include "numeric/elementary.h"
#include "setpoint/newton_system.h"
#include "setpoint/segment.h"

#define ITERATIONS_MAX 60
#define HALVINGS_MAX 30
/* With the lengths free: so little gained, so many times in a row, is the end. */
#define SLOW 1e-7
#define SLOW_MOST 3

double orth_polygon_loss(const orth_polygon *p)
{
    double sum = 0, rest = 0;
    for (size_t s = 0; s < p->m; s++)
        for (size_t i = 0; i < p->n; i++) {
            orth_segment segment;
            const double *w = p->weights + s * p->n + i;
            orth_segment_token(&segment, w[0], w[p->n], p->lengths[s]);
            double before = sum;
            sum += segment.loss;
            rest += segment.loss - (sum - before);
        }
    return sum + rest;
}

/* The barrier's terms, in the units of loss. */
static double barrier_value(const orth_polygon *p, double barrier)
{
    double sum = 0;
    for (size_t s = 0; s < p->m && barrier > 0; s++)
        for (size_t i = 0; i < p->n; i++) {
            double a = p->weights[s * p->n + i], b = p->weights[(s + 1) * p->n + i];
            if (p->largest_move > 0)
                sum -= orth_log1p(-(b - a) * (b - a) / (p->largest_move * p->largest_move));
            if (p->minimum_weight > 0 && s > 0)
                sum -= orth_log(a - p->minimum_weight);
        }
    return barrier * sum;
}

/* The largest part of the step, at most 1, that keeps a fifth of every margin. */
static double reach(const orth_newton *w, const orth_polygon *p)
{
    double part = 1;
    size_t n = p->n;
    for (size_t s = 0; s < p->m; s++) {
        double k = w->step[w->inner * n + s];
        if (k < 0 && p->lengths[s] + part * k < 1)
            part = fmax(0, (1 - p->lengths[s]) / k);
        for (size_t i = 0; i < n; i++) {
            double from = s > 0 ? w->step[(s - 1) * n + i] : 0;
            double to = s < w->inner ? w->step[s * n + i] : 0;
            double b = p->weights[(s + 1) * n + i], move = b - p->weights[s * n + i];
            double room = b - p->minimum_weight;
            if (to < 0 && part * -to > 0.8 * room)
                part = 0.8 * room / -to;
            double change = to - from;
            double left = change > 0 ? p->largest_move - move : p->largest_move + move;
            if (p->largest_move > 0 && part * fabs(change) > 0.8 * left)
                part = 0.8 * left / fabs(change);
        }
    }
    return part;
}

static void go(orth_newton *w, orth_polygon *p, double part)
{
    for (size_t s = 1; s < p->m; s++) {
        double sum = 0;
        double *to = p->weights + s * p->n;
        for (size_t i = 0; i < p->n; i++) {
            to[i] = w->trial_weights[s * p->n + i] + part * w->step[(s - 1) * p->n + i];
            sum += to[i];
        }
        size_t largest = 0;
        for (size_t i = 1; i < p->n; i++)
            largest = to[i] > to[largest] ? i : largest;
        to[largest] -= sum - 1;
    }
    for (size_t s = 0; s < p->m; s++)
        p->lengths[s] = w->trial_lengths[s] + part * w->step[w->inner * p->n + s];
}

/* One damped step. Returns whether the value fell by more than its rounding. */
static bool descend(orth_newton *w, orth_polygon *p)
{
    size_t rows = w->inner * p->n;
    double slope = 0;
    for (size_t j = 0; j < rows + p->m; j++)
        slope += w->gradient[j] * w->step[j];
    double before = orth_polygon_loss(p) + barrier_value(p, w->barrier);
    if (!(slope < 0) || -slope < (w->unknowns > w->inner ? 1e-12 : 1e-15) * fabs(before))
        return false;
    memcpy(w->trial_weights, p->weights, (p->m + 1) * p->n * sizeof(double));
    memcpy(w->trial_lengths, p->lengths, p->m * sizeof(double));
    double part = reach(w, p);
    for (int h = 0; h < HALVINGS_MAX; h++, part /= 2) {
        go(w, p, part);
        double after = orth_polygon_loss(p) + barrier_value(p, w->barrier);
        if (after < before + 1e-4 * part * slope)
            return true;
    }
    go(w, p, 0);
    return false;
}

/* Where Newton's step does not descend: the lengths that would be best at leading order, in
 * proportion to sqrt(loss length). */
static bool rebalance(orth_newton *w, orth_polygon *p)
{
    double before = orth_polygon_loss(p), whole = 0, sum = 0;
    memcpy(w->trial_lengths, p->lengths, p->m * sizeof(double));
    memcpy(w->trial_weights, p->weights, (p->m + 1) * p->n * sizeof(double));
    memset(w->step, 0, (w->inner * p->n + p->m) * sizeof(double));
    double *wanted = w->step + w->inner * p->n;
    for (size_t s = 0; s < p->m; s++) {
        orth_polygon one = {p->n, 1, p->weights + s * p->n, p->lengths + s, 0, 0};
        wanted[s] = sqrt(orth_polygon_loss(&one) * p->lengths[s]);
        sum += wanted[s];
        whole += p->lengths[s];
    }
    if (!(sum > 0) || w->barrier > 0)
        return false;
    for (size_t s = 0; s < p->m; s++)
        wanted[s] = wanted[s] * whole / sum - p->lengths[s];
    double part = reach(w, p);
    for (int h = 0; h < 10; h++, part /= 2) {
        go(w, p, part);
        if (orth_polygon_loss(p) < before * (1 - 1e-9))
            return true;
    }
    go(w, p, 0);
    return false;
}

/* At one strength of the barrier. */
static bool settle(orth_newton *w, orth_polygon *p)
{
    bool times = w->times;
    size_t unknowns = w->unknowns;
    double loss = orth_polygon_loss(p);
    for (int k = 0, slow = 0; k < ITERATIONS_MAX; k++) {
        double before = loss;
        if (orth_stopped())
            return true;
        loss = orth_polygon_loss(p);
        slow = k > 0 && loss > before * (1 - SLOW) ? slow + 1 : 0;
        if (times && slow == SLOW_MOST) /* a flat valley: the rest is not worth it */
            return true;
        orth_newton_derive(w, p);
        if (orth_newton_solve(w, p) && descend(w, p))
            continue;
        if (!times)
            return true;
        /* with the lengths held: convex; then the lengths alone */
        w->times = false, w->unknowns = w->inner;
        orth_newton_derive(w, p);
        bool fell = orth_newton_solve(w, p) && descend(w, p);
        w->times = true, w->unknowns = unknowns;
        if (!rebalance(w, p) && !fell)
            return true;
    }
    return false;
}

orth_status orth_polygon_minimise(orth_polygon *p, bool times, bool *settled, orth_error *error)
{
    orth_newton w;
    *settled = true;
    if (p->m < 2)
        return ORTH_OK;
    orth_status status = orth_newton_create(&w, p, times, error);
    if (status != ORTH_OK)
        return status;
    bool rails = p->minimum_weight > 0 || p->largest_move > 0;
    double loss = orth_polygon_loss(p);
    for (double strength = rails ? 1e-1 : 0; *settled; strength /= 10) {
        w.barrier = strength * loss / (double)(p->m * p->n);
        *settled = settle(&w, p);
        if (!rails || strength < 1e-10)
            break;
    }
    free(w.block);
    return orth_go_on(error);
}
