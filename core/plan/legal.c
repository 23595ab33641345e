/* The legal target nearest to a wanted one. */
#include <math.h>

#include "plan/rails.h"

/* Weights here are whole multiples of 10^-15, or of the target's last digit where that is coarser.
 */
#define FINEST UINT64_C(1000)

/* A bound to whole units, inwards but for `slack` units: a rail that was written as a plain number
 * has the digits of a double, and so has the start. */
static int64_t at_least(double weight, int64_t whole, double slack)
{
    return (int64_t)ceil(weight * (double)whole - slack);
}

static int64_t at_most(double weight, int64_t whole, double slack)
{
    return (int64_t)floor(weight * (double)whole + slack);
}

static void set_bounds(orth_box *box, const orth_move *move, const orth_target *target,
                       const orth_plan_rails *rails, uint64_t unit, size_t calls)
{
    const orth_setpoint_options written = orth_plan_setpoint_options(rails, true, true);
    double least = written.minimum_weight, reach = written.largest_move * (double)calls;
    orth_plan_rails pool = {.pool = rails->pool};
    if (least > 0)
        pool.pool = (uint64_t)(least * 1e18 + 0.5);
    orth_rails_box(box, target, move->n, &pool, unit);
    for (size_t i = 0; i < move->n; i++) {
        orth_box_narrow(box, i, at_least(least, box->whole, 0.02), box->whole);
        if (reach > 0 && reach < 1)
            orth_box_narrow(box, i, at_least(move->start[i] - reach, box->whole, 0.3),
                            at_most(move->start[i] + reach, box->whole, 0.3));
    }
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

orth_status orth_plan_nearest_legal(orth_move **legal, const orth_move *move, const char *name,
                                    size_t calls, const orth_plan_rails *rails, orth_error *error)
{
    *legal = NULL;
    const orth_plan_target *facts;
    orth_status status = orth_plan_target_find(&facts, name, error);
    if (status != ORTH_OK)
        return status;
    if (move->n > facts->tokens_max)
        return orth_fail(error, ORTH_DOMAIN, "target %s takes at most %zu tokens, not %zu", name,
                         facts->tokens_max, move->n);
    orth_box box;
    uint64_t unit = facts->unit > FINEST ? facts->unit : FINEST;
    int64_t units[ORTH_PLAN_TOKENS_MAX];
    const orth_target *target = orth_target_of(facts);
    set_bounds(&box, move, target, rails, unit, calls);
    if (!orth_box_has_points(&box))
        return orth_fail(
            error, ORTH_DOMAIN,
            "no target keeps the rails: from this start, in %zu set points of largest_move "
            "%.15g, with %zu weights of at least %.15g each",
            calls, rails->largest_move > 0 ? orth_plan_weight(rails->largest_move) : 1, move->n,
            orth_plan_weight(orth_rails_least(target, move->n, rails)));
    if (orth_box_holds(&box, move->target))
        return ORTH_OK;
    orth_box_nearest(units, &box, move->target);
    return make_move(legal, move, units, box.whole, error);
}
