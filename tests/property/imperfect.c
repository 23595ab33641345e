/* Imperfect arbitrage in the long run: pools that trade, against the closed form's factors on a
 * move's cost and on LVR (in thorough/imperfect.c with many more moves). */
#include "imperfect.h"

#include <math.h>

#define SIGMA 5e-4

/* Without noise, and there always: what is left is the move's last steps and their size. */
START_TEST(a_share_of_the_gap_or_of_the_reserves)
{
    static const imperfect_setting settings[] = {
        {2, 1, 1, 1, 1},   {2, 1, 0.8, 1, 1},  {2, 1, 0.6, 1, 1},    {2, 1, 0.3, 1, 1},
        {2, 1, 1, 0.5, 1}, {2, 1, 1, 0.25, 1}, {2, 1, 1, 0.1, 1},    {2, 1, 0.6, 0.5, 1},
        {3, 1, 0.6, 1, 1}, {3, 1, 1, 0.25, 1}, {3, 1, 0.3, 0.25, 1}, {3, 1, 0.6, 0.5, 3},
    };
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        const imperfect_setting *s = &settings[i];
        uint64_t steps = 20000;
        double distance;
        orth_pool_outcome outcome = imperfect_move(s, steps, 0, NULL, &distance);
        orth_cost_factors factors = imperfect_factors(s);
        double ideal = distance * distance / (2 * (double)steps);
        double ratio = -log(outcome.final_value) / ideal / factors.move;
        double end = 2.1 * factors.blocks / (double)(steps * s->blocks_per_step);
        ck_assert_double_le(ratio, 1 + 1e-6);
        ck_assert_double_ge(ratio, 1 - end - 1e-6);
        ck_assert(outcome.ledger.lvr == 0);
    }
}
END_TEST

START_TEST(absent_in_some_blocks_and_in_noise)
{
    static const imperfect_setting settings[] = {
        {2, 0.9, 1, 1, 1},    {2, 0.5, 1, 1, 1},     {2, 0.2, 1, 1, 1},     {2, 1, 0.6, 1, 1},
        {2, 1, 0.3, 1, 1},    {2, 1, 1, 0.5, 1},     {2, 1, 1, 0.1, 1},     {2, 0.5, 0.6, 1, 1},
        {2, 0.5, 1, 0.25, 1}, {2, 0.5, 0.6, 0.5, 1}, {2, 0.5, 0.6, 0.5, 4},
    };
    test_random random = test_seeded(15);
    size_t moves = 20;
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        imperfect_hold_against(&settings[i], SIGMA, moves, &random);
    imperfect_hold_against(&(imperfect_setting){3, 0.5, 0.6, 1, 1}, 0, moves, &random);
    imperfect_hold_against(&(imperfect_setting){3, 0.2, 1, 1, 1}, 0, moves, &random);
}
END_TEST

ORTH_TEST_MAIN("imperfect", a_share_of_the_gap_or_of_the_reserves,
               absent_in_some_blocks_and_in_noise)
