/* The legal target nearest to a wanted one. */
#include <math.h>

#include "base/plural.h"
#include "plan/rails.h"

/* Weights here are whole multiples of 10^-15, or of the target's last digit where that is coarser.
 */
#define FINEST UINT64_C(1000)

/* The least weight, as it was written: a plain number has the digits of a double, so that fiftieths
 * of a unit are not looked at. */
static void keep_minimum(orth_box *box, const orth_target *target, size_t n,
                         const orth_plan_rails *rails, uint64_t unit)
{
    double least = orth_plan_setpoint_options(rails, true, true).minimum_weight;
    orth_plan_rails pool = {.pool = rails->pool};
    if (least > 0)
        pool.pool = (uint64_t)(least * 1e18 + 0.5);
    orth_rails_box(box, target, n, &pool, unit);
    for (size_t i = 0; i < n; i++)
        orth_box_narrow(box, i, (int64_t)ceil(least * (double)box->whole - 0.02), box->whole);
}

/* What so many calls of largest_move reach, inwards but for the rounding of the start itself, which
 * may be three tenths of a unit. */
static void keep_reach(orth_box *box, const orth_move *move, const orth_plan_rails *rails,
                       uint64_t unit, size_t calls)
{
    orth_word start[ORTH_PLAN_TOKENS_MAX];
    orth_limb2 reach = (orth_limb2)rails->largest_move * calls;
    if (reach == 0 || reach >= ORTH_FP_UNIT)
        return;
    orth_plan_round(start, move->n, move->start, move->start_low, 1);
    int64_t most = (int64_t)reach + (int64_t)(unit / 10 * 3), step = (int64_t)unit;
    for (size_t i = 0; i < move->n; i++) {
        int64_t from = (int64_t)start[i].limb[0];
        int64_t low = from > most ? (from - most + step - 1) / step : 0;
        orth_box_narrow(box, i, low, (from + most) / step);
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
    keep_minimum(&box, target, move->n, rails, unit);
    keep_reach(&box, move, rails, unit, calls);
    if (!orth_box_has_points(&box))
        return orth_fail(
            error, ORTH_DOMAIN,
            "no target keeps the rails: from this start, in %zu set point%s of largest_move "
            "%.15g, with %zu weights of at least %.15g each",
            calls, orth_plural(calls, "", "s"),
            rails->largest_move > 0 ? orth_plan_weight(rails->largest_move) : 1, move->n,
            orth_plan_weight(orth_rails_least(target, move->n, rails)));
    if (orth_box_holds(&box, move->target))
        return ORTH_OK;
    orth_box_nearest(units, &box, move->target);
    return make_move(legal, move, units, box.whole, error);
}
