/* Pools and moves at random, around the threshold and beyond: nothing that is called safe pays an
 * attacker who searches by himself, and he finds no attack that is better than the best. 8,000 of
 * the pools of `make safety`, in some 45 s. */
#include <math.h>

#include "attacker.h"
#include "harness.h"

#define POOLS 4000 /* a test */
#define STARTS 10
#define TRIALS 350
#define ROUNDING 2e-15 /* the attacker's own */
/* The best attack is the best but for this part of what it gains. */
#define SHORT 1e-5

static void hold(uint64_t seed)
{
    test_random random = test_seeded(seed);
    double shortest = 0;
    for (uint64_t k = 0; k < test_setting("ORTH_TEST_POOLS", POOLS); k++) {
        attacker_pool pool;
        double a[ATTACKER_TOKENS];
        attacker_draw(&pool, &random);
        orth_safety *safety = attacker_ask(&pool);
        double said = safety->worst.attack.excess;
        double found = attacker_search(a, &pool, STARTS, TRIALS, NULL, &random);
        ck_assert_msg(!safety->safe || found <= ORTH_SAFETY_EXCESS + ROUNDING,
                      "pool %d, %zu tokens, fee %g: called safe, but %g can be taken", (int)k,
                      pool.n, pool.fee, found);
        ck_assert_msg(said >= found * (1 - SHORT) - ROUNDING,
                      "pool %d, %zu tokens, fee %g: %.15g is not the best, %.15g is", (int)k,
                      pool.n, pool.fee, said, found);
        ck_assert_int_eq(safety->safe, !(said > ORTH_SAFETY_EXCESS));
        shortest = fmax(shortest, found > 1e-9 ? (found - said) / found : 0);
        orth_safety_free(safety);
    }
    test_worst("part of the best attack that is not found", shortest);
}

START_TEST(first_pools)
{
    hold(1);
}
END_TEST

START_TEST(other_pools)
{
    hold(2);
}
END_TEST

ORTH_TEST_MAIN("drawn", first_pools, other_pools)
