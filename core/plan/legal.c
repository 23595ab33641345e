/* The legal target nearest to a wanted one.
 *
 * Legal are the points with low_i <= v_i <= high_i. Whether near is least KL(v || w), least
 * KL(w || v) or the shortest Fisher-Rao distance, the conditions of Karush, Kuhn and Tucker are the
 * same: v_i / w_i is one number c for all i that are inside their bounds, and the others are at the
 * bound that c w_i lies beyond. So v_i = c w_i clamped, with the c that makes the sum 1. */
#include <math.h>

#include "orthant/simplex.h"
#include "plan/target.h"

/* Weights here are whole multiples of 10^-15, or of the target's last digit where that is coarser.
 */
#define FINEST UINT64_C(1000)

typedef struct box {
    size_t n;
    int64_t whole; /* 1, in units */
    int64_t low[ORTH_PLAN_TOKENS_MAX], high[ORTH_PLAN_TOKENS_MAX];
} box;

/* A bound to whole units, inwards but for the rounding of `slack` units that it has itself. */
static int64_t at_least(double weight, int64_t whole, double slack)
{
    return (int64_t)ceil(weight * (double)whole - slack);
}

static int64_t at_most(double weight, int64_t whole, double slack)
{
    return (int64_t)floor(weight * (double)whole + slack);
}

static void set_bounds(box *b, const orth_move *move, uint64_t least, uint64_t most, uint64_t unit,
                       size_t calls, const orth_setpoint_options *options)
{
    double reach = options->largest_move * (double)calls;
    b->n = move->n;
    b->whole = (int64_t)(ORTH_FP_UNIT / unit);
    for (size_t i = 0; i < move->n; i++) {
        b->low[i] = (int64_t)((least + unit - 1) / unit);
        b->high[i] = (int64_t)(most / unit);
        int64_t rail = at_least(options->minimum_weight, b->whole, 0.02);
        b->low[i] = rail > b->low[i] ? rail : b->low[i];
        if (!(reach > 0 && reach < 1))
            continue;
        int64_t down = at_least(move->start[i] - reach, b->whole, 0.3);
        int64_t up = at_most(move->start[i] + reach, b->whole, 0.3);
        b->low[i] = down > b->low[i] ? down : b->low[i];
        b->high[i] = up < b->high[i] ? up : b->high[i];
    }
}

static bool has_points(const box *b)
{
    int64_t low = 0, high = 0;
    for (size_t i = 0; i < b->n; i++) {
        if (b->low[i] > b->high[i])
            return false;
        low += b->low[i], high += b->high[i];
    }
    return low <= b->whole && b->whole <= high;
}

static bool holds(const box *b, const double *weights)
{
    for (size_t i = 0; i < b->n; i++) {
        double units = weights[i] * (double)b->whole;
        /* what the target's own rounding may move is no breach */
        if (units < (double)b->low[i] - 0.5 || units > (double)b->high[i] + 0.5)
            return false;
    }
    return true;
}

static int64_t clamped(const box *b, const double *weights, size_t i, double scale)
{
    double units = scale * weights[i] * (double)b->whole;
    if (!(units > (double)b->low[i]))
        return b->low[i];
    return units < (double)b->high[i] ? llrint(units) : b->high[i];
}

static int64_t fill(int64_t *out, const box *b, const double *weights, double scale)
{
    int64_t sum = 0;
    for (size_t i = 0; i < b->n; i++)
        sum += out[i] = clamped(b, weights, i, scale);
    return sum;
}

/* The scale by bisection; what whole units leave over goes to those that have room. */
static void project(int64_t *out, const box *b, const double *weights)
{
    double low = 0, high = 1;
    while (fill(out, b, weights, high) < b->whole)
        high *= 2;
    for (int k = 0; k < 100; k++) {
        double middle = low + (high - low) / 2;
        if (fill(out, b, weights, middle) < b->whole)
            low = middle;
        else
            high = middle;
    }
    int64_t over = fill(out, b, weights, high) - b->whole;
    for (int pass = 0; over > 0; pass = 1) /* from those inside their bounds first */
        for (size_t i = 0; i < b->n && over > 0; i++)
            if (out[i] > b->low[i] && (pass > 0 || out[i] < b->high[i]))
                out[i]--, over--;
}

static orth_status make_move(orth_move **legal, const orth_move *move, const int64_t *units,
                             int64_t whole, orth_error *error)
{
    double high[ORTH_PLAN_TOKENS_MAX], low[ORTH_PLAN_TOKENS_MAX], one = (double)whole;
    for (size_t i = 0; i < move->n; i++) {
        high[i] = (double)units[i] / one;
        low[i] = -fma(high[i], one, -(double)units[i]) / one;
    }
    return orth_move_create(legal, move->n, move->start, move->start_low, high, low, error);
}

size_t orth_setpoint_calls_least(const orth_move *move, const orth_setpoint_options *options)
{
    double most = 0;
    for (size_t i = 0; i < move->n; i++)
        most = fmax(most, fabs(move->delta[i]));
    double calls = options->largest_move > 0 ? ceil(most / options->largest_move * (1 - 1e-12)) : 1;
    return calls > 1 ? (size_t)fmin(calls, 1e9) : 1;
}

orth_status orth_plan_nearest_legal(orth_move **legal, const orth_move *move, const char *name,
                                    size_t calls, double rail, const orth_setpoint_options *options,
                                    orth_error *error)
{
    *legal = NULL;
    const orth_target *target = orth_target_find(name, error);
    if (target == NULL)
        return ORTH_BAD_INPUT;
    if (move->n > target->tokens_max)
        return orth_fail(error, ORTH_DOMAIN, "target %s takes at most %zu tokens, not %zu", name,
                         target->tokens_max, move->n);
    box b;
    uint64_t least, most;
    int64_t units[ORTH_PLAN_TOKENS_MAX];
    target->limits(move->n, (uint64_t)(rail * 1e18 + 0.5), &least, &most);
    set_bounds(&b, move, least, most, target->unit > FINEST ? target->unit : FINEST, calls,
               options);
    if (!has_points(&b))
        return orth_fail(
            error, ORTH_DOMAIN,
            "no target keeps the rails: from this start, in %zu set points of largest_move "
            "%.15g, with %zu weights of at least %.15g each",
            calls, options->largest_move > 0 ? options->largest_move : 1, move->n,
            fmax(options->minimum_weight, (double)least * 1e-18));
    if (holds(&b, move->target))
        return ORTH_OK;
    project(units, &b, move->target);
    return make_move(legal, move, units, b.whole, error);
}
