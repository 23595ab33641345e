/* What imperfect arbitrage makes of a move's cost: known values, and the moments of the gap taken
 * block by block until they stand still. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/cost.h"

static void check(orth_cost_arbitrage arbitrage, double move, double lvr)
{
    orth_cost_factors factors = orth_cost_factors_of(&arbitrage);
    ck_assert(factors.valid);
    ck_assert_str_eq(factors.why, "");
    ck_assert_double_eq_tol(factors.move, move, 4e-15 * move);
    ck_assert_double_eq_tol(factors.lvr, lvr, 4e-16);
}

START_TEST(one_imperfection_alone)
{
    check((orth_cost_arbitrage){.presence = 0.9}, 1.1 / 0.9, 1);
    check((orth_cost_arbitrage){.presence = 0.5}, 3, 1);
    check((orth_cost_arbitrage){.presence = 0.2}, 9, 1);
    check((orth_cost_arbitrage){.sizing = 0.8}, 1.5, 1);
    check((orth_cost_arbitrage){.sizing = 0.6}, 7.0 / 3, 1);
    check((orth_cost_arbitrage){.sizing = 0.3}, 17.0 / 3, 1);
    check((orth_cost_arbitrage){.active_share = 0.5}, 2, 1 / 1.5);
    check((orth_cost_arbitrage){.active_share = 0.25}, 4, 1 / 1.75);
    check((orth_cost_arbitrage){.active_share = 0.1}, 10, 1 / 1.9);
    check((orth_cost_arbitrage){.presence = 1e-18}, 2e18, 1);
}
END_TEST

/* E of what a block takes of the gap's square, in the long run: the gap grows by `step` every so
 * many blocks, and by a noise of variance `noise` in each. */
static double long_run(const orth_cost_arbitrage *a, double step, double noise)
{
    double mean = 0, square = 0, before = -1, taken = 0;
    double kept = a->sizing * a->active_share, q = a->presence;
    while (fabs(taken - before) > 1e-17 * taken) {
        before = taken;
        taken = 0;
        for (uint64_t k = 0; k < a->blocks_per_step; k++) {
            double by = k == 0 ? step : 0;
            square += 2 * by * mean + by * by + noise;
            mean += by;
            taken += q * a->active_share * (1 - (1 - a->sizing) * (1 - a->sizing)) * square;
            square = (1 - q) * square + q * (1 - kept) * (1 - kept) * square;
            mean = (1 - q) * mean + q * (1 - kept) * mean;
        }
    }
    return taken;
}

START_TEST(several_at_once_and_steps_of_several_blocks)
{
    static const double parts[] = {1, 0.7, 0.3};
    for (size_t i = 0; i < 81; i++) {
        orth_cost_arbitrage a = {.presence = parts[i % 3],
                                 .sizing = parts[i / 3 % 3],
                                 .active_share = parts[i / 9 % 3],
                                 .blocks_per_step = (uint64_t[]){1, 2, 7}[i / 27]};
        orth_cost_factors factors = orth_cost_factors_of(&a);
        double b = (double)a.blocks_per_step;
        ck_assert(factors.valid);
        ck_assert_double_eq_tol(factors.move, long_run(&a, 1, 0), 1e-12 * factors.move);
        ck_assert_double_eq_tol(factors.lvr, long_run(&a, 0, 1) / b, 1e-12);
        ck_assert_double_eq_tol(factors.blocks, 1 / (a.presence * a.sizing * a.active_share),
                                1e-14 * factors.blocks);
    }
}
END_TEST

START_TEST(what_is_not_known_is_not_said)
{
    orth_cost_factors fee =
        orth_cost_factors_of(&(orth_cost_arbitrage){.sizing = 0.5, .gated = true});
    ck_assert(!fee.valid && isnan(fee.move) && isnan(fee.lvr));
    ck_assert(strstr(fee.why, "fee") != NULL);
    orth_cost_factors legs =
        orth_cost_factors_of(&(orth_cost_arbitrage){.presence = 0.5, .two_legs = true});
    ck_assert(!legs.valid && isnan(legs.move));
    ck_assert(strstr(legs.why, "together") != NULL);
    /* perfect arbitrage is known always */
    check((orth_cost_arbitrage){.gated = true, .two_legs = true}, 1, 1);
    check(
        (orth_cost_arbitrage){.presence = 1, .sizing = 1, .active_share = 1, .blocks_per_step = 9},
        1, 1);
}
END_TEST

ORTH_TEST_MAIN("cost_factors", one_imperfection_alone, several_at_once_and_steps_of_several_blocks,
               what_is_not_known_is_not_said)
