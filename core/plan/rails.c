#include "plan/rails.h"

#include "numeric/decimal.h"

double orth_plan_weight(uint64_t wei)
{
    mpq_t value;
    mpq_init(value);
    mpq_set_ui(value, wei, ORTH_FP_UNIT);
    mpq_canonicalize(value);
    double weight = orth_rational_to_double(value);
    mpq_clear(value);
    return weight;
}

orth_setpoint_options orth_plan_setpoint_options(const orth_plan_rails *rails,
                                                 bool optimise_weights, bool free_times)
{
    return (orth_setpoint_options){optimise_weights, free_times,
                                   orth_plan_weight(rails->minimum_weight),
                                   orth_plan_weight(rails->largest_move)};
}

uint64_t orth_rails_of_pool(const orth_target *target, const orth_plan_rails *rails)
{
    if (!target->facts.railed)
        return 0;
    return rails->minimum_weight > 0 ? rails->minimum_weight : rails->pool;
}

static uint64_t limits(const orth_target *target, size_t n, const orth_plan_rails *rails,
                       uint64_t *most)
{
    uint64_t least;
    target->limits(n, orth_rails_of_pool(target, rails), &least, most);
    return rails->minimum_weight > least ? rails->minimum_weight : least;
}

uint64_t orth_rails_least(const orth_target *target, size_t n, const orth_plan_rails *rails)
{
    uint64_t most;
    return limits(target, n, rails, &most);
}

void orth_rails_box(orth_box *box, const orth_target *target, size_t n,
                    const orth_plan_rails *rails, uint64_t unit)
{
    uint64_t most, least = limits(target, n, rails, &most);
    box->n = n;
    box->whole = (int64_t)(ORTH_FP_UNIT / unit);
    for (size_t i = 0; i < n; i++) {
        box->low[i] = (int64_t)((least + unit - 1) / unit);
        box->high[i] = (int64_t)(most / unit);
    }
}

void orth_rails_reach(orth_box *box, const orth_plan_rails *rails, uint64_t unit, size_t calls,
                      const int64_t *there)
{
    int64_t reach = (int64_t)(rails->largest_move / unit) * (int64_t)calls;
    for (size_t i = 0; i < box->n && rails->largest_move > 0; i++)
        orth_box_narrow(box, i, there[i] - reach, there[i] + reach);
}
