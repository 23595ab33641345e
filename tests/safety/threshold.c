/* Pools that are safe by a hair: the move of each is the largest that is called safe, less a part
 * of SHORT. Nobody may find a profit there, not even from the attack that pays at a move as much
 * larger. 2,000 of the pools of `make safety`, in some 25 s. */
#include <math.h>
#include <string.h>

#include "attacker.h"
#include "harness.h"

#define POOLS 2000
#define STARTS 8
#define TRIALS 600
#define ROUNDING 2e-15 /* the attacker's own */
#define SHORT 2e-6

/* The pool with its move multiplied. */
static attacker_pool scaled(const attacker_pool *pool, double by)
{
    attacker_pool other = *pool;
    for (size_t i = 0; i < pool->n; i++)
        other.to[i] = pool->from[i] + by * (pool->to[i] - pool->from[i]);
    return other;
}

static bool is_safe(const attacker_pool *pool, double by, double *displacement)
{
    attacker_pool other = scaled(pool, by);
    orth_safety *safety = attacker_ask(&other);
    bool safe = safety->safe;
    if (displacement != NULL)
        memcpy(displacement, safety->displacement, pool->n * sizeof *displacement);
    orth_safety_free(safety);
    return safe;
}

/* The largest factor of the move that is called safe, to half of SHORT. */
static double threshold(const attacker_pool *pool)
{
    double low = 0, high = 0.125;
    while (is_safe(pool, high, NULL) && high < 8) {
        low = high;
        high *= 2;
    }
    while (high - low > 0.1 * SHORT * high) {
        double middle = 0.5 * (low + high);
        if (is_safe(pool, middle, NULL))
            low = middle;
        else
            high = middle;
    }
    return low;
}

START_TEST(nothing_pays_below)
{
    test_random random = test_seeded(3);
    double most = 0;
    for (uint64_t k = 0; k < test_setting("ORTH_TEST_POOLS", POOLS); k++) {
        attacker_pool pool;
        double hint[ATTACKER_TOKENS], a[ATTACKER_TOKENS];
        attacker_draw(&pool, &random);
        double factor = threshold(&pool);
        is_safe(&pool, factor * (1 + SHORT), hint);
        attacker_pool below = scaled(&pool, factor * (1 - SHORT));
        double found = attacker_search(a, &below, STARTS, TRIALS, hint, &random);
        most = fmax(most, found);
        ck_assert_msg(found <= ORTH_SAFETY_EXCESS + ROUNDING,
                      "pool %d, %zu tokens, fee %g: %.9g of the move is called safe, but %g can be "
                      "taken",
                      (int)k, pool.n, pool.fee, factor, found);
    }
    test_worst("profit from what is safe", most);
}
END_TEST

ORTH_TEST_MAIN("threshold", nothing_pays_below)
