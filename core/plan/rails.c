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

/* A weight in wei, rounded up or down. */
static uint64_t to_wei(double weight, bool up)
{
    mpq_t value, one;
    mpz_t wei;
    mpq_inits(value, one, NULL);
    mpz_init(wei);
    mpq_set_d(value, weight);
    mpq_set_ui(one, ORTH_FP_UNIT, 1);
    mpq_mul(value, value, one);
    if (up)
        mpz_cdiv_q(wei, mpq_numref(value), mpq_denref(value));
    else
        mpz_fdiv_q(wei, mpq_numref(value), mpq_denref(value));
    uint64_t result = mpz_get_ui(wei);
    mpq_clears(value, one, NULL);
    mpz_clear(wei);
    return result;
}

/* A rail that was written as a plain number, 0.005, is a double, which is rounded to the strict
 * side to be a wei: 5000000000000001 of them. This is the double again, where it has at most 15
 * digits. */
static double as_written(uint64_t wei, bool up)
{
    uint64_t digit = 1;
    while (wei / digit >= UINT64_C(1000000000000000))
        digit *= 10;
    double plain = orth_plan_weight((wei + digit / 2) / digit * digit);
    return to_wei(plain, up) == wei ? plain : orth_plan_weight(wei);
}

orth_setpoint_options orth_plan_setpoint_options(const orth_plan_rails *rails,
                                                 bool optimise_weights, bool free_times)
{
    return (orth_setpoint_options){optimise_weights, free_times,
                                   as_written(rails->minimum_weight, true),
                                   as_written(rails->largest_move, false)};
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
