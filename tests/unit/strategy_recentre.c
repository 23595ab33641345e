/* The rule recentre: weights that follow what the pool holds. What it leaves to an arbitrageur is
 * measured on a pool of two tokens that is kept here, by itself. */
#include <math.h>
#include <string.h>

#include "orthant/strategy_rules.h"
#include "strategies.h"

#define LANES ORTH_STRATEGY_LANES
#define ROWS 20000
#define SIGMA 5e-4

static const char *const tokens[] = {"A", "B", "C"};
static double prices[ROWS * 2 * LANES], weights[ROWS * 2 * LANES];

static orth_strategy_spec spec_of(size_t n, const double *share, const double *lag,
                                  const double *fee)
{
    orth_strategy_spec spec = {.n = n, .tokens = tokens, .rule.kind = "recentre", .over = 1};
    size_t at = 0;
    if (share != NULL)
        spec.rule.parameters[at++] = (orth_strategy_parameter){"share", 1, share};
    if (lag != NULL)
        spec.rule.parameters[at++] = (orth_strategy_parameter){"lag", 1, lag};
    if (fee != NULL)
        spec.rule.parameters[at++] = (orth_strategy_parameter){"fee", 1, fee};
    return spec;
}

static void walk(double share, double lag, double fee)
{
    orth_strategy_spec spec = spec_of(2, &share, &lag, &fee);
    orth_strategy *strategy = test_strategy_of(&spec);
    test_strategy_weights(strategy, LANES, ROWS, ROWS, prices, weights);
    orth_strategy_free(strategy);
}

/* The first token's log-price in the second walks. */
static void draw_prices(void)
{
    test_random random = test_seeded(5);
    for (size_t t = 0; t < ROWS; t++)
        for (size_t l = 0; l < LANES; l++) {
            double step = -6;
            for (int k = 0; k < 12; k++) /* nearly normal, of variance 1 */
                step += test_random_unit(&random);
            double *row = prices + t * 2 * LANES;
            row[l] = t == 0 ? 1 : row[l - 2 * LANES] * exp(SIGMA * step);
            row[LANES + l] = 1;
        }
}

/* sum w (1 - w) y^2 over sum w (1 - w) r^2: y is how far prices and weights of a block take the
 * pool's price beyond b from the market's, r what prices did. */
static double taken(double b)
{
    double lost = 0, lvr = 0;
    for (size_t l = 0; l < LANES; l++) {
        double held = 0; /* log (R_A / R_B), less where it began */
        for (size_t t = 1; t < ROWS; t++) {
            const double *p = prices + t * 2 * LANES, *w = weights + t * 2 * LANES;
            double first = weights[l] / weights[LANES + l];
            double gap = log(w[l] / w[LANES + l] / first) - held - log(p[l]);
            double beyond = fmax(fabs(gap) - b, 0), r = log(p[l] / p[l - 2 * LANES]);
            held += copysign(beyond, gap);
            lost += w[l] * w[LANES + l] * beyond * beyond;
            lvr += w[l] * w[LANES + l] * r * r;
        }
    }
    return lost / lvr;
}

static void check_taken(double share, double lag, double fee, double wanted, double off)
{
    walk(share, lag, fee);
    double is = taken(-log1p(-fee));
    ck_assert_msg(fabs(is - wanted) <= off, "share %g, lag %g, fee %g: %.5f, not %.5f", share, lag,
                  fee, is, wanted);
}

START_TEST(a_late_oracle_without_a_fee)
{
    draw_prices();
    check_taken(0, 1, 0, 1, 1e-12);
    check_taken(1, 1, 0, 2, 0.02);
    check_taken(0.5, 1, 0, 1.25, 0.01);
    check_taken(1, 4, 0, 2, 0.02);
}
END_TEST

START_TEST(with_a_fee_it_works_late_too)
{
    draw_prices();
    check_taken(0, 1, 0.003, 0.0885, 0.004);
    check_taken(0.1, 1, 0.003, 0.0025, 0.0006);
    check_taken(0.1, 5, 0.003, 0.018, 0.004);
}
END_TEST

/* Within the fee nothing is traded, and with share 1 the weights are the values of what is held, a
 * block late. */
START_TEST(three_tokens_that_hold)
{
    enum { N = 3, SOME = 60 };
    static double p[SOME * N], w[SOME * N];
    double share = 1, fee = 0.1, initial[N] = {0.2, 0.5, 0.3};
    test_random random = test_seeded(6);
    for (size_t e = 0; e < SOME * N; e++)
        p[e] = e < N ? 1 + (double)e : p[e - N] * exp(0.01 * (test_random_unit(&random) - 0.5));
    orth_strategy_spec spec = spec_of(N, &share, NULL, &fee);
    spec.initial_weights = initial;
    orth_strategy *strategy = test_strategy_of(&spec);
    ck_assert(orth_strategy_note_count(strategy) == 0);
    test_strategy_weights(strategy, 1, SOME, SOME, p, w);
    for (size_t t = 1; t < SOME; t++) {
        double value[N], sum = 0;
        for (size_t i = 0; i < N; i++)
            sum += value[i] = initial[i] * p[(t - 1) * N + i] / p[i];
        for (size_t i = 0; i < N; i++)
            ck_assert_msg(fabs(w[t * N + i] - value[i] / sum) < 1e-14, "row %zu", t);
    }
    orth_strategy_free(strategy);
}
END_TEST

START_TEST(what_is_said_and_refused)
{
    double one = 1, half = 1.5;
    orth_error error;
    orth_strategy *strategy;
    orth_strategy_spec spec = spec_of(2, &one, &one, NULL);
    strategy = test_strategy_of(&spec);
    ck_assert(orth_strategy_note_count(strategy) == 1);
    ck_assert_ptr_nonnull(strstr(orth_strategy_note(strategy, 0), "twice with share 1"));
    orth_strategy_free(strategy);
    spec = spec_of(2, &one, &half, NULL);
    ck_assert(orth_strategy_create(&strategy, &spec, &error) == ORTH_DOMAIN);
    ck_assert_ptr_nonnull(strstr(error.text, "lag is 1.5; permitted: a whole number from 1 to 16"));
    spec = spec_of(2, NULL, &one, NULL);
    ck_assert(orth_strategy_create(&strategy, &spec, &error) == ORTH_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(error.text, "share is missing"));
}
END_TEST

ORTH_TEST_MAIN("strategy_recentre", a_late_oracle_without_a_fee, with_a_fee_it_works_late_too,
               three_tokens_that_hold, what_is_said_and_refused)
