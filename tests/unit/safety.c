/* Attacks on a window: the page's numbers, the legs against MPFR and against the pool's own
 * arbitrage, thresholds, and what is refused. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "attack.h"
#include "attacker.h"
#include "orthant/arbitrage.h"
#include "orthant/safety.h"

static void logit_move(double from[2], double to[2], double weight, double by)
{
    double odds = weight / (1 - weight) * exp(by);
    from[0] = weight;
    from[1] = 1 - weight;
    to[0] = odds / (1 + odds);
    to[1] = 1 / (1 + odds);
}

static void near(double got, double want, double tolerance)
{
    ck_assert_msg(fabs(got - want) <= tolerance, "%.17g, not %.17g (to %g)", got, want, tolerance);
}

/* w = 1/2, a move of 0.01, 30 bp, a push of 2: in 30 digits by another program. */
START_TEST(known_attack)
{
    double u[2], v[2], a[2] = {-1, 1};
    orth_safety_attack attack;
    logit_move(u, v, 0.5, 0.01);
    orth_safety_move move = {2, u, v, 0.003, 0.003};
    ck_assert_int_eq(orth_safety_attack_by(&attack, &move, a, NULL), ORTH_OK);
    near(attack.extraction, 0.003107524913824632, 1e-15);
    near(attack.honest, 6.126202075376781e-6, 1e-15);
    near(attack.excess, 0.003107524913824632 - 6.126202075376781e-6, 1e-15);
    near(attack.capital, orth_safety_capital(0.5, 2, 0.003), 1e-15);
    near(orth_safety_displacement(0.5, attack.capital, 0.003, 1), 2, 1e-14);
}
END_TEST

START_TEST(known_thresholds)
{
    near(orth_safety_threshold(0.5, 0), 2, 0);
    near(orth_safety_threshold(0.5, 0.5), 1.769593735428761, 1e-15);
    near(orth_safety_threshold(0.5, 1), 1.573877361149466, 1e-15);
    near(orth_safety_threshold(0.5, 2), 1.264241117657115, 1e-15);
    near(orth_safety_threshold(0.5, -4), 0.8646647167633873, 1e-15);
    near(orth_safety_threshold(0.8, 2), 1.323014561164242, 1e-15);
    static const double capitals[4][2] = {{0.5, 0.14}, {1, 0.33}, {2, 0.86}, {4, 3.2}};
    for (size_t i = 0; i < 4; i++)
        near(orth_safety_capital(0.5, capitals[i][0], 0.003), capitals[i][1], 0.006);
    near(orth_safety_probability(0.2, 3), 0.008, 1e-17);
}
END_TEST

/* The largest move, in bands, that the exact profit calls safe. */
static double exact_threshold(double weight, double q, double fee)
{
    double low = 0, high = 4, band = -log1p(-fee), u[2], v[2];
    orth_safety_attacker attacker = {orth_safety_capital(weight, q, fee), 0};
    for (int k = 0; k < 50; k++) {
        orth_safety_attack attack;
        double middle = (low + high) / 2;
        logit_move(u, v, weight, middle * band);
        orth_safety_move move = {2, u, v, fee, fee};
        ck_assert_int_eq(orth_safety_best_attack(&attack, NULL, &move, &attacker, NULL), ORTH_OK);
        if (attack.excess > ORTH_SAFETY_EXCESS)
            high = middle;
        else
            low = middle;
    }
    return low;
}

/* The first order's threshold is the exact one's to the fee's size, at each usual fee. */
START_TEST(first_order_against_exact)
{
    static const double fees[] = {0.0005, 0.003, 0.01}, pushes[] = {0.5, 1, 2, 4};
    static const double exact[] = {1.76, 1.574, 1.264, 0.865};
    for (size_t f = 0; f < 3; f++)
        for (size_t i = 0; i < 4; i++) {
            double found = exact_threshold(0.5, pushes[i], fees[f]);
            near(found, exact[i], 0.01);
            near(found, orth_safety_threshold(0.5, pushes[i]), 0.4 * fees[f]);
        }
    near(exact_threshold(0.8, 2, 0.003), orth_safety_threshold(0.8, 2), 0.003);
}
END_TEST

/* Weights (.2, .5, .3) that move by t (1, -.7, -.3), 30 bp, a capital of .9: the least t that pays,
 * to first order and exactly; an attacker who searches by himself finds nothing below and something
 * above. */
START_TEST(three_tokens)
{
    static const double way[3] = {1, -0.7, -0.3};
    attacker_pool pool = {3, {0.2, 0.5, 0.3}, {0}, 0.003, 0.003, 0.9, 0};
    orth_safety_attacker attacker = {0.9, 0};
    orth_safety_move move = {3, pool.from, pool.to, 0.003, 0.003};
    orth_safety_first_order first;
    test_random random = test_seeded(17);
    double low = 0, high = 0.01, a[3], unit = 1e-6;
    for (int k = 0; k < 50; k++) {
        orth_safety_attack attack;
        double middle = (low + high) / 2;
        for (size_t i = 0; i < 3; i++)
            pool.to[i] = pool.from[i] + middle * way[i];
        ck_assert_int_eq(orth_safety_best_attack(&attack, NULL, &move, &attacker, NULL), ORTH_OK);
        if (attack.excess > ORTH_SAFETY_EXCESS)
            high = middle;
        else
            low = middle;
    }
    for (int side = -1; side <= 1; side += 2) {
        for (size_t i = 0; i < 3; i++)
            pool.to[i] = pool.from[i] + low * (1 + side * 1e-4) * way[i];
        double found = attacker_search(a, &pool, 20, 2000, NULL, &random);
        ck_assert_msg((found > 2 * ORTH_SAFETY_EXCESS) == (side > 0), "%g", found);
    }
    for (size_t i = 0; i < 3; i++)
        pool.to[i] = pool.from[i] + unit * way[i];
    ck_assert_int_eq(orth_safety_first_order_of(&first, &move, &attacker, NULL), ORTH_OK);
    near(low, 4.622379588e-4, 1e-12);
    near(unit * -log1p(-0.003) / first.band, 4.620725585e-4, 1e-12);
}
END_TEST

typedef struct drawn {
    size_t n;
    double u[8], v[8], a[8], fee, fee_back;
} drawn;

static void draw(drawn *d, test_random *random)
{
    double sum = 0, mean = 0;
    double size = pow(10, -4 * test_random_unit(random));
    d->n = 2 + test_random_below(random, 7);
    test_random_weights(random, d->n, d->u);
    for (size_t i = 0; i < d->n; i++)
        sum += d->v[i] = d->u[i] * exp(size * (2 * test_random_unit(random) - 1));
    for (size_t i = 0; i < d->n; i++)
        d->v[i] /= sum;
    double reach = 4 * test_random_unit(random);
    for (size_t i = 0; i < d->n; i++)
        mean += d->u[i] * (d->a[i] = reach * (2 * test_random_unit(random) - 1));
    for (size_t i = 0; i < d->n; i++)
        d->a[i] -= mean;
    d->fee = test_random_below(random, 8) == 0 ? 0 : pow(10, -1 - 3 * test_random_unit(random));
    d->fee_back = test_random_below(random, 2) == 0 ? d->fee : 0.02 * test_random_unit(random);
}

START_TEST(legs_against_mpfr)
{
    test_random random = test_seeded(15);
    double worst = 0;
    for (int k = 0; k < 150; k++) {
        drawn d;
        double capital, none[8] = {0};
        orth_safety_attack attack;
        draw(&d, &random);
        orth_safety_move move = {d.n, d.u, d.v, d.fee, d.fee_back};
        attack_legs legs = {d.n, d.u, d.v, d.fee, d.fee_back};
        ck_assert_int_eq(orth_safety_attack_by(&attack, &move, d.a, NULL), ORTH_OK);
        double exact = attack_profit(&capital, &legs, d.a);
        worst = fmax(worst, fabs(attack.extraction - exact) / (1 + capital));
        near(attack.extraction, exact, ORTH_SAFETY_ERROR * (1 + capital));
        near(attack.capital, capital, 1e-14 * (1 + capital));
        near(attack.honest, attack_profit(&capital, &legs, none), ORTH_SAFETY_ERROR);
        near(attack.excess, attack.extraction - attack.honest, 1e-15);
    }
    test_worst("extraction / (1 + capital)", worst);
}
END_TEST

/* The pool's own arbitrage from the reserves that the first leg leaves. */
START_TEST(legs_against_arbitrage)
{
    static const double prices[8] = {1, 1, 1, 1, 1, 1, 1, 1};
    test_random random = test_seeded(16);
    for (int k = 0; k < 2000; k++) {
        drawn d;
        double held[8], after[8], change[8], scratch[ORTH_ARBITRAGE_SCRATCH(8)], puts = 0;
        orth_safety_attack attack;
        draw(&d, &random);
        orth_safety_move move = {d.n, d.u, d.v, d.fee, d.fee_back};
        ck_assert_int_eq(orth_safety_attack_by(&attack, &move, d.a, NULL), ORTH_OK);
        double profit = 0, sum = 0;
        for (size_t i = 0; i < d.n; i++)
            sum += d.u[i];
        for (size_t i = 0; i < d.n; i++) {
            double by = d.u[i] / sum * expm1(d.a[i]);
            by = by > 0 ? by / (1 - d.fee) : by;
            puts += by > 0 ? by : 0;
            held[i] = d.u[i] / sum + by;
            profit -= by;
        }
        orth_fee fee = orth_fee_of(d.fee_back);
        orth_arbitrage trade =
            orth_arbitrage_exact(after, change, scratch, d.n, held, d.v, prices, &fee);
        near(attack.extraction, profit + orth_arbitrage_profit(&trade), 1e-13 * (1 + puts));
    }
}
END_TEST

static void refused(const orth_safety_move *move, const orth_safety_attacker *attacker,
                    orth_status status, const char *says)
{
    orth_error error;
    orth_safety_attack attack;
    ck_assert_int_eq(orth_safety_best_attack(&attack, NULL, move, attacker, &error), status);
    ck_assert_msg(strstr(error.text, says) != NULL, "'%s' without '%s'", error.text, says);
}

START_TEST(bad_input_is_refused)
{
    double u[2] = {0.5, 0.5}, v[2] = {0.6, 0.4}, far[2] = {-1000, 1000};
    double short_of_one[2] = {0.5, 0.4};
    orth_safety_attacker usual = {1, 0}, none = {0, 0}, wide = {1, 1}, rich = {2e6, 0};
    orth_safety_move move = {2, u, v, 0.003, 0.003}, bad = move;
    orth_safety_attack attack;
    refused(&move, &none, ORTH_BAD_INPUT, "above 0, at most 1000000");
    refused(&move, &rich, ORTH_BAD_INPUT, "above 0, at most 1000000");
    refused(&move, &wide, ORTH_BAD_INPUT, "swap limit");
    bad.fee_back = 1;
    refused(&bad, &usual, ORTH_DOMAIN, "the second leg's fee is 1; permitted: from 0, below 1");
    bad = move;
    bad.n = 65;
    refused(&bad, &usual, ORTH_BAD_INPUT, "65 tokens; permitted: 2 to 64");
    bad = move;
    bad.to = short_of_one;
    refused(&bad, &usual, ORTH_DOMAIN, "");
    ck_assert_int_eq(orth_safety_attack_by(&attack, &move, far, NULL), ORTH_DOMAIN);
}
END_TEST

ORTH_TEST_MAIN("safety", known_attack, known_thresholds, three_tokens, first_order_against_exact,
               legs_against_mpfr, legs_against_arbitrage, bad_input_is_refused)
