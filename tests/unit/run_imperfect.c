/* Arbitrage that is absent, undersized or against a part of the reserves: known losses, a simulator
 * of its own, the ledger. What it costs in the long run is in tests/property/imperfect.c. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "ledger.h"
#include "orthant/path.h"
#include "orthant/run.h"

#define MOST 9
#define VALUE 1e6

static orth_run *start(const orth_pool_rules *rules, size_t n, const double *w, const double *p)
{
    orth_run *run;
    orth_error error;
    ck_assert(orth_run_create(&run, n, rules, &error) == ORTH_OK);
    orth_run_start(run, w, p, VALUE);
    return run;
}

/* Log loss of the geodesic from .5 to .9 in eight steps at prices that stand still. */
static double loss_of(const orth_pool_rules *rules)
{
    double prices[2 * 9], rows[2 * 9];
    orth_move *move;
    orth_path *path;
    orth_error error;
    for (size_t i = 0; i < 18; i++)
        prices[i] = i % 2 == 0 ? 60000 : 1;
    ck_assert(orth_move_create(&move, 2, (double[]){0.5, 0.5}, NULL, (double[]){0.9, 0.1}, NULL,
                               &error) == ORTH_OK);
    ck_assert(orth_path_create(&path, "geodesic", move, 8, NULL, &error) == ORTH_OK);
    orth_path_fill(path, 0, 9, rows, NULL);
    orth_run *run = start(rules, 2, rows, prices);
    orth_run_blocks(run, 8, prices + 2, rows + 2, NULL);
    orth_pool_outcome outcome = orth_run_outcome(run);
    ck_assert(fabs(orth_ledger_miss(&outcome)) <= 1e-15 * VALUE);
    ck_assert(outcome.trades == 8 && outcome.ledger.lvr == 0);
    orth_run_free(run);
    orth_path_free(path);
    orth_move_free(move);
    return -log(outcome.final_value / outcome.start_value);
}

START_TEST(known_losses)
{
    orth_order order = ORTH_ORDER_TOGETHER;
    ck_assert_double_eq_tol(loss_of(&(orth_pool_rules){.order = order}), 0.05262492053750171,
                            4e-16);
    ck_assert_double_eq_tol(loss_of(&(orth_pool_rules){.order = order, .sizing = 0.6}),
                            0.1021016829815895, 4e-16);
    ck_assert_double_eq_tol(loss_of(&(orth_pool_rules){.order = order, .active_share = 0.5}),
                            0.08536464345832471, 4e-16);
    ck_assert_double_eq_tol(
        loss_of(&(orth_pool_rules){.order = order, .sizing = 0.6, .active_share = 0.5}),
        0.13650073478951277, 4e-16);
}
END_TEST

/* ---- a simulator of its own: reserves and active reserves, in logs */

typedef struct twin {
    size_t n;
    double reserves[MOST], active[MOST];
} twin;

/* The trade's logs x_i by bisection on the level; of what takes part. */
static bool twin_logs(double *x, size_t n, const double *r, const double *w, const double *p,
                      double band)
{
    double level[MOST], low = INFINITY, high = -INFINITY, sum;
    for (size_t i = 0; i < n; i++) {
        level[i] = log(r[i] * p[i] / w[i]);
        low = fmin(low, level[i]);
        high = fmax(high, level[i]);
    }
    if (high - low <= band)
        return false;
    for (int round = 0; round < 200; round++) {
        double at = (low + high) / 2;
        sum = 0;
        for (size_t i = 0; i < n; i++) {
            x[i] = level[i] > at ? at - level[i] : fmax(at - band - level[i], 0);
            sum += w[i] * x[i];
        }
        *(sum > 0 ? &high : &low) = at;
    }
    return true;
}

static void twin_trade(twin *t, const orth_pool_rules *rules, const double *w, const double *p,
                       const orth_fee *fee)
{
    double x[MOST];
    if (!twin_logs(x, t->n, t->active, w, p, fee->band))
        return;
    for (size_t i = 0; i < t->n; i++) {
        double change = t->active[i] * (exp(rules->sizing * x[i]) - 1);
        if (change > 0)
            change = change / fee->keep * (1 - rules->protocol_share * fee->fee);
        t->active[i] += change;
        t->reserves[i] += change;
    }
}

static void twin_share(twin *t, double share)
{
    for (size_t i = 0; i < t->n; i++)
        t->active[i] = share * t->reserves[i];
}

static void twin_block(twin *t, const orth_pool_rules *rules, const double *w, const double *old_w,
                       const double *p, const double *old_p, bool there, const orth_fee *fee)
{
    twin_share(t, rules->active_share);
    if (!there)
        return;
    bool moved = memcmp(w, old_w, t->n * sizeof *w) != 0;
    if (moved && rules->order == ORTH_ORDER_PRICE_THEN_WEIGHT)
        twin_trade(t, rules, old_w, p, fee);
    if (moved && rules->order == ORTH_ORDER_WEIGHT_THEN_PRICE)
        twin_trade(t, rules, w, old_p, fee);
    twin_trade(t, rules, w, p, fee);
}

/* Prices that jump about, weights to and fro. */
static void next_block(test_random *random, size_t n, int block, const double *w, double *next,
                       double *p)
{
    double t = fabs((double)(block % 400) / 200 - 1);
    for (size_t i = 0; i < n; i++) {
        p[i] *= exp(1e-2 * (2 * test_random_unit(random) - 1));
        next[i] = t * w[i] + (1 - t) / (double)n;
    }
}

static void draw_pool(test_random *random, size_t n, double *w, double *p)
{
    test_random_weights(random, n, w);
    for (size_t i = 0; i < n; i++) {
        w[i] = 0.9 * w[i] + 0.1 / (double)n;
        p[i] = pow(10, 4 * test_random_unit(random) - 2);
    }
}

START_TEST(a_simulator_of_its_own)
{
    test_random random = test_seeded(12);
    double worst = 0;
    for (int k = 0; k < 54; k++) {
        size_t n = (size_t[]){2, 3, MOST}[k % 3];
        orth_pool_rules rules = {.order = (orth_order)(k / 3 % ORTH_ORDERS),
                                 .fee = k % 2 == 0 ? 0 : 0.003,
                                 .protocol_share = 0.1,
                                 .sizing = k / 9 % 2 == 0 ? 0.6 : 1,
                                 .active_share = k / 18 == 0 ? 1 : 0.4};
        double w[MOST], p[MOST], old_p[MOST], next[MOST], old_w[MOST];
        draw_pool(&random, n, w, p);
        orth_fee fee = orth_fee_of(rules.fee);
        orth_run *run = start(&rules, n, w, p);
        twin t = {.n = n};
        memcpy(t.reserves, orth_run_reserves(run), n * sizeof *w);
        memcpy(next, w, sizeof w);
        for (int block = 0; block < 60; block++) {
            bool there = test_random_unit(&random) < 0.7;
            memcpy(old_p, p, sizeof p);
            memcpy(old_w, next, sizeof w);
            next_block(&random, n, block, w, next, p);
            orth_run_blocks_present(run, 1, p, next, block % 2 == 0 ? NULL : &fee, &there);
            twin_block(&t, &rules, next, old_w, p, old_p, there, &fee);
        }
        for (size_t i = 0; i < n; i++)
            worst = fmax(worst, fabs(orth_run_reserves(run)[i] / t.reserves[i] - 1));
        orth_run_free(run);
    }
    test_worst("reserves against the twin", worst);
    ck_assert_double_le(worst, 1e-12);
}
END_TEST

/* Others' trades and everything else at once. */
START_TEST(the_ledger_closes)
{
    test_random random = test_seeded(13);
    double worst = 0;
    for (int k = 0; k < 36; k++) {
        size_t n = 2 + (size_t)k % 4;
        double w[MOST], p[MOST], next[MOST];
        orth_pool_rules rules = {.order = (orth_order)(k % ORTH_ORDERS),
                                 .fee = k % 4 == 0 ? 0 : 0.003,
                                 .protocol_share = 0.1 * (k % 5),
                                 .gate = {k % 2, k % 2 * 1e-4},
                                 .noise_ratio = 0.3 * (k % 3),
                                 .sizing = k % 5 == 0 ? 0 : 0.4,
                                 .active_share = k % 7 == 0 ? 0 : 0.3};
        draw_pool(&random, n, w, p);
        orth_run *run = start(&rules, n, w, p);
        for (int block = 0; block < 1500; block++) {
            bool there = test_random_unit(&random) < 0.5;
            next_block(&random, n, block, w, next, p);
            orth_run_blocks_present(run, 1, p, next, NULL, &there);
            orth_noise_trade trade = {.in = (size_t)block % n,
                                      .out = ((size_t)block + 1) % n,
                                      .money = VALUE * pow(10, -5 * test_random_unit(&random))};
            orth_run_noise(run, (size_t)(block % 2), &trade, NULL);
        }
        orth_pool_outcome outcome = orth_run_outcome(run);
        worst = fmax(worst, test_ledger_miss(&outcome));
        ck_assert(outcome.noise_trades > 100 && outcome.noise_refused > 0);
        ck_assert(outcome.trades > 100 && outcome.blocks == 1500);
        ck_assert(outcome.ledger.weight_loss > 0 && outcome.ledger.lvr > 0);
        ck_assert(outcome.ledger.profit > 0 && outcome.ledger.noise_reversal > 0);
        orth_run_free(run);
    }
    test_worst("ledger", worst);
    ck_assert(worst <= ORTH_LEDGER_CLOSES);
}
END_TEST

/* Others trade with the active part, and nobody undoes it where nobody is there. */
START_TEST(others_trade_with_what_is_active)
{
    double w[] = {0.5, 0.5}, p[] = {1, 1};
    bool nobody = false, somebody = true;
    orth_pool_rules rules = {.order = ORTH_ORDER_TOGETHER, .active_share = 0.5};
    orth_run *run = start(&rules, 2, w, p);
    orth_noise_trade trade = {0, 1, 0.1 * 0.25 * VALUE}; /* a tenth of what is active */
    orth_run_blocks_present(run, 1, p, NULL, NULL, &nobody);
    orth_run_noise(run, 1, &trade, NULL);
    ck_assert_double_eq_tol(orth_run_reserves(run)[0], 0.525 * VALUE, 1e-9);
    ck_assert_double_eq_tol(orth_run_reserves(run)[1], (0.5 - 0.25 / 11) * VALUE, 1e-9);
    orth_pool_outcome outcome = orth_run_outcome(run);
    ck_assert(outcome.trades == 0 && outcome.ledger.noise_reversal == 0 && outcome.pending > 0);
    trade.money = 0.32 * 0.25 * VALUE; /* beyond the limit of what is active */
    orth_run_blocks_present(run, 1, p, NULL, NULL, &nobody);
    orth_run_noise(run, 1, &trade, NULL);
    ck_assert(orth_run_outcome(run).noise_refused == 1);
    /* and where somebody is, the active part comes to rest in the block */
    orth_run_start(run, w, p, VALUE);
    trade.money = 0.1 * 0.25 * VALUE;
    orth_run_blocks_present(run, 1, p, NULL, NULL, &somebody);
    orth_run_noise(run, 1, &trade, NULL);
    outcome = orth_run_outcome(run);
    ck_assert(outcome.trades == 1 && outcome.ledger.noise_reversal > 0);
    ck_assert_double_eq_tol(orth_run_reserves(run)[0], 0.5 * VALUE, 1e-9);
    orth_run_free(run);
}
END_TEST

/* What is 1 by default changes no bit, and a run comes back to its own way. */
START_TEST(perfect_arbitrage_is_as_it_was)
{
    test_random random = test_seeded(14);
    for (int k = 0; k < 12; k++) {
        size_t n = 2 + (size_t)k % 3;
        double w[MOST], p[MOST], next[MOST];
        orth_pool_rules none = {.order = (orth_order)(k % ORTH_ORDERS), .fee = k < 6 ? 0 : 0.003};
        orth_pool_rules one = none;
        one.sizing = one.active_share = 1;
        draw_pool(&random, n, w, p);
        orth_run *runs[] = {start(&none, n, w, p), start(&one, n, w, p), start(&one, n, w, p)};
        bool present[] = {true};
        for (int block = 0; block < 100; block++) {
            next_block(&random, n, block, w, next, p);
            orth_run_blocks(runs[0], 1, p, next, NULL);
            orth_run_blocks(runs[1], 1, p, next, NULL);
            orth_run_blocks_present(runs[2], 1, p, next, NULL, block % 30 < 20 ? present : NULL);
        }
        orth_pool_outcome a = orth_run_outcome(runs[0]), b = orth_run_outcome(runs[1]);
        orth_pool_outcome c = orth_run_outcome(runs[2]);
        ck_assert(memcmp(&a, &b, sizeof a) == 0);
        ck_assert_double_eq_tol(c.final_value, a.final_value, 1e-13 * a.final_value);
        ck_assert_double_eq_tol(c.ledger.lvr, a.ledger.lvr, 1e-9 * a.ledger.lvr);
        ck_assert_double_eq_tol(c.ledger.weight_loss, a.ledger.weight_loss,
                                1e-9 * a.ledger.weight_loss);
        for (size_t r = 0; r < 3; r++)
            orth_run_free(runs[r]);
    }
}
END_TEST

START_TEST(bad_rules)
{
    static const orth_pool_rules bad[] = {{.sizing = -0.1},
                                          {.sizing = 1.01},
                                          {.sizing = NAN},
                                          {.active_share = -1},
                                          {.active_share = 1.5},
                                          {.active_share = INFINITY},
                                          {.sizing = 0.5, .pairs = true},
                                          {.active_share = 0.5, .pairs = true}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        orth_run *run;
        orth_error error;
        ck_assert(orth_run_create(&run, 2, &bad[i], &error) == ORTH_DOMAIN);
        ck_assert(run == NULL && strstr(error.text, "permitted") != NULL);
    }
}
END_TEST

ORTH_TEST_MAIN("run_imperfect", known_losses, a_simulator_of_its_own, the_ledger_closes,
               others_trade_with_what_is_active, perfect_arbitrage_is_as_it_was, bad_rules)
