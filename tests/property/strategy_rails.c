/* The projection on rails is the nearest point, by its conditions: x - y is one number mu for all
 * weights between their rails, at most mu for those at the lower and at least mu for those at the
 * upper one. And the native index keeps its cap, and proportions below it. */
#include "strategies.h"

#include <math.h>
#include <stdlib.h>

#include "strategy/rails.h"

#define N_MAX 300

static double low[N_MAX], high[N_MAX], x[N_MAX], y[N_MAX], scratch[N_MAX];

/* Rails with room for a point: around a random point, some of them tight. */
static void draw_rails(test_random *random, size_t n)
{
    test_random_weights(random, n, y);
    for (size_t i = 0; i < n; i++) {
        low[i] = y[i] * (test_random_below(random, 4) == 0 ? 1 : test_random_unit(random));
        high[i] =
            y[i] + (test_random_below(random, 4) == 0 ? 0 : (1 - y[i]) * test_random_unit(random));
        low[i] = fmax(low[i], 1e-18);
        high[i] = fmax(high[i], low[i]);
    }
}

static void check_nearest(size_t n, double size)
{
    double sum = 0, above = -INFINITY, below = INFINITY, slack = 1e-15 * (double)n * (1 + size);
    for (size_t i = 0; i < n; i++) {
        double mu = x[i] - y[i];
        sum += y[i];
        ck_assert(y[i] >= low[i] && y[i] <= high[i]);
        if (y[i] > low[i])
            below = fmin(below, mu);
        if (y[i] < high[i])
            above = fmax(above, mu);
    }
    /* mu of those that may go down is not below mu of those that may go up. */
    ck_assert_msg(above <= below + slack, "%zu tokens: %.17g above %.17g", n, above, below);
    ck_assert_msg(fabs(sum - 1) <= 4 * (double)n * 0x1p-53, "%zu tokens: sum %.17g", n, sum);
}

START_TEST(the_nearest_point)
{
    test_random random = test_seeded(7);
    for (int k = 0; k < 3000; k++) {
        size_t n = 2 + test_random_below(&random, k % 10 == 0 ? N_MAX - 2 : 8);
        double size = pow(10, -6 + 8 * test_random_unit(&random));
        draw_rails(&random, n);
        for (size_t i = 0; i < n; i++)
            x[i] = y[i] + size * (test_random_unit(&random) - 0.5);
        for (size_t i = 0; i < n; i++)
            y[i] = x[i];
        orth_rails_project(n, y, low, high, scratch);
        check_nearest(n, size);
    }
}
END_TEST

START_TEST(the_cap_holds)
{
    static const char *const tokens[] = {"A", "B", "C", "D", "E", "F"};
    test_random random = test_seeded(9);
    for (int k = 0; k < 300; k++) {
        size_t n = 2 + test_random_below(&random, 5);
        double supply[6], prices[2 * 6], weights[3 * 6],
            cap = fmin(1, (1 + 2 * test_random_unit(&random)) / (double)n);
        for (size_t i = 0; i < n; i++) {
            supply[i] = pow(10, 4 * test_random_unit(&random));
            prices[i] = prices[n + i] = 1;
        }
        orth_strategy_spec spec = {
            .n = n,
            .tokens = tokens,
            .rule = {.kind = "index_market_cap", .parameters = {{"cap", 1, &cap}}},
            .update_every = 1,
            .supply_rows = 1,
            .supply = supply};
        orth_strategy *strategy = test_strategy_of(&spec);
        test_strategy_weights(strategy, 1, 2, 2, prices, weights);
        const double *w = weights + n;
        double ratio = 0, sum = 0;
        for (size_t i = 0; i < n; i++) {
            ck_assert_msg(w[i] <= cap, "%.17g above %.17g", w[i], cap);
            sum += w[i];
            if (w[i] < cap * (1 - 1e-12))
                ratio = fmax(ratio, w[i] / supply[i]);
        }
        ck_assert(fabs(sum - 1) <= 1e-14);
        for (size_t i = 0; i < n; i++)
            ck_assert(w[i] >= cap * (1 - 1e-12) || fabs(w[i] / supply[i] / ratio - 1) <= 1e-12);
        orth_strategy_free(strategy);
    }
}
END_TEST

ORTH_TEST_MAIN("strategy_rails", the_nearest_point, the_cap_holds)
