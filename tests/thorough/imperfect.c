/* Imperfect arbitrage in the long run, as in property/imperfect.c but 400 moves each. Takes 7 s. */
#include "imperfect.h"

#define SIGMA 5e-4
#define MOVES 400

static void hold_all(const imperfect_setting *settings, size_t count, uint64_t seed)
{
    test_random random = test_seeded(seed);
    for (size_t i = 0; i < count; i++) {
        imperfect_hold_against(&settings[i], SIGMA, MOVES, &random);
        imperfect_setting three = settings[i];
        three.n = 3;
        imperfect_hold_against(&three, 0, MOVES / 4, &random);
    }
}

START_TEST(one_imperfection_alone)
{
    static const imperfect_setting settings[] = {
        {2, 0.9, 1, 1, 1}, {2, 0.5, 1, 1, 1},  {2, 0.2, 1, 1, 1},
        {2, 1, 0.8, 1, 1}, {2, 1, 0.6, 1, 1},  {2, 1, 0.3, 1, 1},
        {2, 1, 1, 0.5, 1}, {2, 1, 1, 0.25, 1}, {2, 1, 1, 0.1, 1},
    };
    hold_all(settings, sizeof settings / sizeof settings[0], 16);
}
END_TEST

START_TEST(several_at_once)
{
    static const imperfect_setting settings[] = {
        {2, 0.5, 0.6, 1, 1},   {2, 0.5, 1, 0.25, 1},  {2, 1, 0.6, 0.25, 1},
        {2, 0.5, 0.6, 0.5, 1}, {2, 0.5, 0.6, 0.5, 4}, {2, 0.3, 1, 1, 3},
    };
    hold_all(settings, sizeof settings / sizeof settings[0], 17);
}
END_TEST

ORTH_TEST_MAIN("imperfect", one_imperfection_alone, several_at_once)
