/* Strategies: what is refused, and the weights of rules whose answer is known. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/strategy.h"

static const char *const tokens[] = {"A", "B", "C"};

static orth_strategy *made(const orth_strategy_spec *spec)
{
    orth_strategy *strategy;
    orth_error error;
    ck_assert_msg(orth_strategy_create(&strategy, spec, &error) == ORTH_OK, "%s", error.text);
    return strategy;
}

START_TEST(weights_that_stay)
{
    const double initial[] = {0.5, 0.3, 0.2}, prices[8 * 3] = {1};
    const char *const kinds[] = {"hold", "fixed"};
    for (size_t k = 0; k < 2; k++) {
        orth_strategy_spec spec = {.n = 3,
                                   .tokens = tokens,
                                   .rule.kind = kinds[k],
                                   .update_every = 3,
                                   .initial_weights = initial};
        orth_strategy *strategy = made(&spec);
        orth_strategy_walk *walk;
        double weights[8 * 3];
        ck_assert(orth_strategy_walk_create(&walk, strategy, 1, NULL) == ORTH_OK);
        orth_strategy_walk_next(walk, 8, prices, weights);
        for (size_t e = 0; e < 8 * 3; e++)
            ck_assert(weights[e] == initial[e % 3]);
        ck_assert(orth_strategy_frozen(strategy, 5) == (k == 0));
        ck_assert(orth_strategy_ahead(strategy) == 0);
        orth_strategy_walk_free(walk);
        orth_strategy_free(strategy);
    }
}
END_TEST

ORTH_TEST_MAIN("strategy", weights_that_stay)
