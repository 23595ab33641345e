/* The block loop: against the closed forms, against a simulator of its own, and its ledger. */
#include "harness.h"
#include "ledger.h"
#include "own_allocator.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/run.h"
#include "orthant/simplex.h"

/* Counts allocations, where no sanitizer has an allocator of its own. */
#if OWN_ALLOCATOR
extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t bytes);
extern void *__libc_realloc(void *block, size_t bytes);
static unsigned long allocations;
void *malloc(size_t bytes)
{
    allocations++;
    return __libc_malloc(bytes);
}
void *calloc(size_t count, size_t bytes)
{
    allocations++;
    return __libc_calloc(count, bytes);
}
void *realloc(void *block, size_t bytes)
{
    allocations++;
    return __libc_realloc(block, bytes);
}
#else
static unsigned long allocations;
#endif

#define MOST 8
#define BLOCKS 2000

typedef struct market {
    size_t n, blocks;
    double prices[(BLOCKS + 1) * MOST], weights[(BLOCKS + 1) * MOST];
} market;

static market *draw(test_random *random, size_t n, size_t blocks, double volatility, double move)
{
    market *m = malloc(sizeof *m);
    m->n = n;
    m->blocks = blocks;
    double target[MOST];
    test_random_weights(random, n, m->weights);
    test_random_weights(random, n, target);
    for (size_t i = 0; i < n; i++) {
        m->weights[i] = 0.9 * m->weights[i] + 0.1 / (double)n;
        target[i] = 0.9 * target[i] + 0.1 / (double)n;
        m->prices[i] = pow(10, 6 * test_random_unit(random) - 3);
    }
    for (size_t k = 1; k <= blocks; k++)
        for (size_t i = 0; i < n; i++) {
            double t = fmin(1, move * (double)k / (double)blocks);
            m->weights[k * n + i] = (1 - t) * m->weights[i] + t * target[i];
            m->prices[k * n + i] =
                m->prices[(k - 1) * n + i] * exp(volatility * (2 * test_random_unit(random) - 1));
        }
    return m;
}

static orth_run *start(const market *m, const orth_pool_rules *rules, double value)
{
    orth_run *run;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_run_create(&run, m->n, rules, &error) == ORTH_OK, "%s", error.text);
    orth_run_start(run, m->weights, m->prices, value);
    return run;
}

/* log V_T/V_0 by the formulas, in long double. */
static double closed_form(const market *m, orth_order order)
{
    long double sum = 0;
    for (size_t k = 1; k <= m->blocks; k++)
        for (size_t i = 0; i < m->n; i++) {
            const double *w = m->weights + k * m->n, *old = w - m->n;
            const double *p = m->prices + k * m->n, *before = p - m->n;
            long double held = order == ORTH_ORDER_PRICE_THEN_WEIGHT ? old[i] : w[i];
            sum += held * logl((long double)p[i] / before[i]);
            sum -= w[i] * logl((long double)w[i] / old[i]);
        }
    return (double)sum;
}

START_TEST(without_fee_the_closed_form_in_three_orders)
{
    test_random random = test_seeded(11);
    double worst = 0;
    for (int k = 0; k < 60; k++) {
        static const double volatilities[] = {0, 1e-6, 1e-3, 0.05};
        market *m = draw(&random, 2 + test_random_below(&random, MOST - 1), BLOCKS,
                         volatilities[k % 4], k % 5 == 0 ? 0 : 1.5);
        for (int order = 0; order < ORTH_ORDERS; order++) {
            orth_pool_rules rules = {.order = (orth_order)order};
            orth_run *run = start(m, &rules, 1e7);
            orth_run_blocks(run, m->blocks, m->prices + m->n, m->weights + m->n, NULL);
            orth_pool_outcome outcome = orth_run_outcome(run);
            double expected = 1e7 * exp(closed_form(m, rules.order));
            worst = fmax(worst, fabs(outcome.final_value / expected - 1));
            for (size_t i = 0; i < m->n; i++) /* at rest: R p = w V */
                ck_assert(fabs(orth_run_reserves(run)[i] * m->prices[m->blocks * m->n + i] /
                                   (m->weights[m->blocks * m->n + i] * outcome.final_value) -
                               1) <= 1e-13);
            double greater = fmax(outcome.final_value, outcome.start_value);
            ck_assert(fabs(orth_ledger_miss(&outcome)) <= 1e-13 * greater);
            ck_assert(outcome.ledger.arbitrage_fees == 0 && outcome.ledger.protocol == 0);
            orth_run_free(run);
        }
        free(m);
    }
    test_worst("against the closed form", worst);
    ck_assert(worst <= 1e-12);
}
END_TEST

/* The block as design notes state it, in long double and by its formulas alone: best pair or, for
 * `exact`, bisection on the multiplier. */
typedef struct twin {
    size_t n;
    long double reserves[MOST], fees, noise, protocol, lvr, weights;
    unsigned long trades;
} twin;

static void twin_pair(const twin *t, long double *delta, const double *w, const double *p,
                      long double keep)
{
    long double best = 0;
    memset(delta, 0, sizeof(long double) * MOST);
    for (size_t i = 0; i < t->n; i++)
        for (size_t o = 0; o < t->n; o++) {
            if (i == o)
                continue;
            long double a = w[i] / ((long double)w[i] + w[o]),
                        b = w[o] / ((long double)w[i] + w[o]);
            long double k = powl(t->reserves[i], a) * powl(t->reserves[o], b);
            long double rho = (a * keep / p[i]) / (b / p[o]);
            long double in = (k * powl(rho, b) - t->reserves[i]) / keep;
            long double out = k * powl(rho, -a) - t->reserves[o];
            long double profit = -(p[i] * in + p[o] * out);
            if (in <= 1e-15L * t->reserves[i] || profit <= best)
                continue;
            best = profit;
            memset(delta, 0, sizeof(long double) * MOST);
            delta[i] = in;
            delta[o] = out;
        }
}

static void twin_exact(const twin *t, long double *delta, const double *w, const double *p,
                       long double keep)
{
    long double low = INFINITY, high = 0, least = INFINITY, most = 0;
    memset(delta, 0, sizeof(long double) * MOST);
    for (size_t i = 0; i < t->n; i++) {
        long double level = t->reserves[i] * p[i] / w[i];
        least = fminl(least, level);
        most = fmaxl(most, level);
    }
    if (keep * most * (1 - 1e-15L) <= least)
        return;
    low = least / 2;
    high = 2 * most / keep;
    for (int round = 0; round < 90; round++) {
        long double middle = 0.5L * (low + high), sum = 0;
        for (size_t i = 0; i < t->n; i++) {
            long double level = t->reserves[i] * p[i] / w[i];
            sum += w[i] * (middle < level          ? logl(middle / level)
                           : keep * middle > level ? logl(keep * middle / level)
                                                   : 0);
        }
        *(sum < 0 ? &low : &high) = middle;
    }
    for (size_t i = 0; i < t->n; i++) {
        long double level = t->reserves[i] * p[i] / w[i];
        if (low < level)
            delta[i] = low * w[i] / p[i] - t->reserves[i];
        else if (keep * low > level)
            delta[i] = (keep * low * w[i] / p[i] - t->reserves[i]) / keep;
    }
}

static void twin_leg(twin *t, const orth_pool_rules *rules, const double *w, const double *p,
                     int by_price)
{
    long double delta[MOST], in = 0, out = 0, keep = 1 - (long double)rules->fee, worth = 0;
    (rules->pairs ? twin_pair : twin_exact)(t, delta, w, p, keep);
    for (size_t i = 0; i < t->n; i++)
        *(delta[i] > 0 ? &in : &out) += fabsl(delta[i]) * p[i];
    if (in == 0)
        return;
    if ((rules->gate.gas > 0 || rules->gate.cost > 0) &&
        out - in - rules->gate.gas < rules->gate.cost / 2 * (in + out))
        return;
    t->trades++;
    t->fees += (1 - keep) * in;
    *(by_price ? &t->lvr : &t->weights) += out - keep * in;
    for (size_t i = 0; i < t->n; i++) {
        t->reserves[i] += delta[i];
        worth += t->reserves[i] * p[i];
    }
    long double net = 1 - (1 - (1 - keep) * (1 - (long double)rules->protocol_share));
    for (size_t i = 0; i < t->n; i++) {
        t->reserves[i] *= 1 + rules->noise_ratio * net * in / worth;
        if (delta[i] > 0)
            t->reserves[i] -= delta[i] * (1 - keep) * rules->protocol_share;
    }
    t->noise += rules->noise_ratio * (1 - keep) * in;
    t->protocol += rules->protocol_share * (1 - keep) * in * (1 + rules->noise_ratio);
}

static void twin_run(twin *t, const market *m, const orth_pool_rules *rules, double value)
{
    *t = (twin){.n = m->n};
    for (size_t i = 0; i < m->n; i++)
        t->reserves[i] = (long double)m->weights[i] * value / m->prices[i];
    for (size_t k = 1; k <= m->blocks; k++) {
        const double *w = m->weights + k * m->n, *old = w - m->n, *p = m->prices + k * m->n;
        if (rules->pairs || rules->order == ORTH_ORDER_PRICE_THEN_WEIGHT) {
            twin_leg(t, rules, old, p, 1);
            twin_leg(t, rules, w, p, 0);
        } else {
            twin_leg(t, rules, w, p - m->n, 0);
            twin_leg(t, rules, w, p, 1);
        }
    }
}

static double compare_twin(const market *m, const orth_pool_rules *rules)
{
    double value = 1e6, worst = 0;
    twin *t = malloc(sizeof *t);
    twin_run(t, m, rules, value);
    orth_run *run = start(m, rules, value);
    for (size_t k = 0; k < m->blocks; k += 7) /* in pieces */
        orth_run_blocks(run, m->blocks - k < 7 ? m->blocks - k : 7, m->prices + (k + 1) * m->n,
                        m->weights + (k + 1) * m->n, NULL);
    orth_pool_outcome outcome = orth_run_outcome(run);
    for (size_t i = 0; i < m->n; i++)
        worst = fmax(worst, (double)fabsl(orth_run_reserves(run)[i] / t->reserves[i] - 1));
    const orth_ledger *ledger = &outcome.ledger;
    worst = fmax(worst, (double)fabsl(ledger->arbitrage_fees - t->fees) / value);
    worst = fmax(worst, (double)fabsl(ledger->noise_fees - t->noise) / value);
    worst = fmax(worst, (double)fabsl(ledger->protocol - t->protocol) / value);
    worst = fmax(worst, (double)fabsl(ledger->lvr - t->lvr) / value);
    worst = fmax(worst, (double)fabsl(ledger->weight_loss - t->weights) / value);
    worst = fmax(worst, test_ledger_miss(&outcome));
    ck_assert_uint_eq(outcome.trades, t->trades);
    ck_assert(outcome.trades > 10);
    orth_run_free(run);
    free(t);
    return worst;
}

static const size_t counts[] = {2, 3, 5};

START_TEST(pairs_equal_the_stated_block)
{
    test_random random = test_seeded(12);
    double worst = 0;
    for (int k = 0; k < 15; k++) { /* 30,000 blocks; 10,000 a count of tokens */
        market *m = draw(&random, counts[k % 3], BLOCKS, 3e-3, 1.2);
        orth_pool_rules rules = {.fee = 0.003, .pairs = true};
        if (k >= 3)
            rules.gate = (orth_arbitrage_gate){3, 0};
        if (k >= 6)
            rules.gate.cost = 0.0005;
        if (k >= 9)
            rules.noise_ratio = 0.7;
        if (k >= 12)
            rules.protocol_share = 0.25;
        worst = fmax(worst, compare_twin(m, &rules));
        free(m);
    }
    test_worst("pairs", worst);
    ck_assert(worst <= 1e-11);
}
END_TEST

START_TEST(exact_equals_a_plain_simulator)
{
    test_random random = test_seeded(13);
    double worst = 0;
    for (int k = 0; k < 30; k++) {
        market *m = draw(&random, counts[k % 3], BLOCKS / 4, 3e-3, 1.2);
        orth_pool_rules rules = {.fee = k % 2 == 0 ? 0.003 : 0.0005,
                                 .order = k % 4 < 2 ? ORTH_ORDER_PRICE_THEN_WEIGHT
                                                    : ORTH_ORDER_WEIGHT_THEN_PRICE,
                                 .gate = {k % 5 == 1 ? 2 : 0, k % 5 == 2 ? 0.0004 : 0},
                                 .noise_ratio = k % 7 < 4 ? 0 : 0.5,
                                 .protocol_share = k % 3 == 0 ? 0 : 0.5};
        worst = fmax(worst, compare_twin(m, &rules));
        free(m);
    }
    test_worst("exact", worst);
    ck_assert(worst <= 1e-12);
}
END_TEST

/* Everything at once, long: the ledger still closes. */
START_TEST(the_ledger_closes)
{
    test_random random = test_seeded(14);
    double worst = 0;
    for (int k = 0; k < 24; k++) {
        market *m = draw(&random, 2 + (size_t)k % 7, BLOCKS, k % 2 == 0 ? 1e-3 : 0.05, 0.7);
        orth_pool_rules rules = {.order = (orth_order)(k % ORTH_ORDERS),
                                 .fee = k % 4 == 0 ? 0 : 0.003,
                                 .protocol_share = 0.1 * (k % 5),
                                 .gate = {k % 2, k % 2 * 1e-4},
                                 .noise_ratio = 0.3 * (k % 4)};
        orth_run *run = start(m, &rules, 1e6);
        for (int round = 0; round < 10; round++) /* again and again over the same data */
            orth_run_blocks(run, m->blocks, m->prices + m->n, m->weights + m->n, NULL);
        orth_pool_outcome outcome = orth_run_outcome(run);
        worst = fmax(worst, test_ledger_miss(&outcome));
        ck_assert(outcome.blocks == 10 * BLOCKS && outcome.trades > 0);
        ck_assert(outcome.ledger.lvr >= 0 && outcome.ledger.weight_loss >= 0);
        const orth_ledger *ledger = &outcome.ledger; /* the arbitrageur gained by each trade */
        ck_assert(k % 2 == 0 || ledger->profit >= ledger->gas + ledger->cost);
        orth_run_free(run);
        free(m);
    }
    test_worst("ledger", worst);
    ck_assert(worst <= ORTH_LEDGER_CLOSES);
}
END_TEST

/* Both at once: all of it to the one that moves, and halves where both move alike. */
START_TEST(the_split_of_a_joint_trade)
{
    orth_pool_rules rules = {.order = ORTH_ORDER_TOGETHER};
    double w[2][2] = {{0.5, 0.5}, {0.5, 0.5}}, p[2][2] = {{1, 1}, {1.2, 1}};
    orth_run *run;
    ck_assert(orth_run_create(&run, 2, &rules, NULL) == ORTH_OK);
    orth_run_start(run, w[0], p[0], 100);
    orth_run_blocks(run, 1, p[1], w[1], NULL);
    orth_pool_outcome outcome = orth_run_outcome(run);
    ck_assert(fabs(outcome.ledger.lvr - (110 - 100 * sqrt(1.2))) <= 1e-12);
    ck_assert(outcome.ledger.weight_loss == 0);
    w[1][0] = 0.6, w[1][1] = 0.4;
    orth_run_start(run, w[0], p[0], 100);
    orth_run_blocks(run, 1, p[0], w[1], NULL);
    outcome = orth_run_outcome(run);
    double kl = orth_simplex_kl(2, w[1], w[0]);
    ck_assert(outcome.ledger.lvr == 0);
    ck_assert(fabs(outcome.ledger.weight_loss - 100 * (1 - exp(-kl))) <= 1e-12);
    orth_run_start(run, w[0], p[0], 100);
    orth_run_blocks(run, 1, p[1], w[1], NULL);
    outcome = orth_run_outcome(run);
    double by_price = log(1.1) - 0.5 * log(1.2);
    double whole = outcome.ledger.lvr + outcome.ledger.weight_loss;
    ck_assert(fabs(outcome.ledger.lvr / whole - by_price / (by_price + kl)) <= 1e-12);
    ck_assert(fabs(110 - whole - outcome.final_value) <= 1e-12);
    orth_run_free(run);
}
END_TEST

/* The split of small moves, whose cost is far below the rounding of a value: against long double.
 */
START_TEST(the_split_of_small_moves)
{
    orth_pool_rules rules = {.order = ORTH_ORDER_TOGETHER};
    for (double size = 1e-2; size > 5e-8; size /= 10) {
        double w[2][2] = {{0.5, 0.5}, {0.5 * (1 + size), 1 - 0.5 * (1 + size)}};
        double p[2][2] = {{3, 7}, {3 * (1 + size), 7 * (1 - 0.3 * size)}};
        orth_run *run;
        ck_assert(orth_run_create(&run, 2, &rules, NULL) == ORTH_OK);
        orth_run_start(run, w[0], p[0], 1);
        orth_run_blocks(run, 1, p[1], w[1], NULL);
        orth_ledger ledger = orth_run_outcome(run).ledger;
        long double mean = 0, logs = 0, kl = 0;
        for (int i = 0; i < 2; i++) {
            long double z = ((long double)p[1][i] - p[0][i]) / p[0][i];
            mean += w[0][i] * z;
            logs += w[0][i] * log1pl(z);
            long double d = ((long double)w[1][i] - w[0][i]) / w[0][i];
            kl += w[1][i] * log1pl(d);
        }
        long double by_prices = log1pl(mean) - logs, share = by_prices / (by_prices + kl);
        double part = ledger.lvr / (ledger.lvr + ledger.weight_loss);
        test_worst("share of a small move", fabs(part / (double)share - 1));
        ck_assert(fabs(part / (double)share - 1) <= 1e-13 + 1e-19 / size);
        orth_run_free(run);
    }
}
END_TEST

/* Fees that change: the first block's alone would trade. */
START_TEST(a_fee_for_each_block)
{
    orth_pool_rules rules = {.fee = 0.5};
    orth_fee fees[2] = {orth_fee_of(0.01), orth_fee_of(0.5)};
    double w[2] = {0.5, 0.5}, p[3][2] = {{1, 1}, {1.1, 1}, {1.3, 1}};
    orth_run *run;
    ck_assert(orth_run_create(&run, 2, &rules, NULL) == ORTH_OK);
    orth_run_start(run, w, p[0], 100);
    orth_run_blocks(run, 2, p[1], NULL, fees);
    ck_assert(orth_run_outcome(run).trades == 1);
    orth_run_start(run, w, p[0], 100);
    orth_run_blocks(run, 2, p[1], NULL, NULL);
    orth_pool_outcome outcome = orth_run_outcome(run);
    ck_assert(outcome.trades == 0 && outcome.final_value == outcome.hold_value);
    ck_assert(fabs(outcome.hold_value - 115) <= 1e-13);
    ck_assert(fabs(outcome.rebalance_value - 100 * 1.05 * (1 + 0.1 / 1.1)) <= 1e-13);
    ck_assert(outcome.blocks == 2);
    orth_run_free(run);
}
END_TEST

START_TEST(the_loop_allocates_nothing)
{
    test_random random = test_seeded(16);
    market *m = draw(&random, MOST, BLOCKS, 3e-3, 1.2);
    orth_pool_rules rules = {.fee = 0.003, .noise_ratio = 0.5, .protocol_share = 0.1};
    for (int k = 0; k < 3; k++) {
        rules.pairs = k == 1;
        rules.fee = k == 2 ? 0 : 0.003;
        orth_run *run = start(m, &rules, 1e6);
        unsigned long before = allocations;
        orth_run_blocks(run, m->blocks, m->prices + m->n, m->weights + m->n, NULL);
        ck_assert_uint_eq(allocations, before);
        ck_assert(orth_run_outcome(run).trades > 1000);
        orth_run_free(run);
    }
    free(m);
}
END_TEST

START_TEST(refusals)
{
    orth_run *run;
    orth_error error;
    ck_assert(orth_run_create(&run, 2, &(orth_pool_rules){.fee = 1}, &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "the swap fee is 1; permitted: from 0, below 1");
    ck_assert(orth_run_create(&run, 2, &(orth_pool_rules){.fee = NAN}, &error) == ORTH_DOMAIN);
    ck_assert(orth_run_create(&run, 2, &(orth_pool_rules){.protocol_share = 1.5}, &error) ==
              ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "the protocol's share is 1.5; permitted: from 0 to 1");
    ck_assert(orth_run_create(&run, 2, &(orth_pool_rules){.gate = {-1, 0}}, &error) == ORTH_DOMAIN);
    ck_assert(orth_run_create(&run, 2, &(orth_pool_rules){.gate = {0, -1}}, &error) == ORTH_DOMAIN);
    ck_assert(orth_run_create(&run, 2, &(orth_pool_rules){.noise_ratio = INFINITY}, &error) ==
              ORTH_DOMAIN);
    ck_assert(run == NULL);
    orth_run_free(NULL);
}
END_TEST

ORTH_TEST_MAIN("run", without_fee_the_closed_form_in_three_orders, pairs_equal_the_stated_block,
               exact_equals_a_plain_simulator, the_ledger_closes, the_split_of_a_joint_trade,
               the_split_of_small_moves, a_fee_for_each_block, the_loop_allocates_nothing, refusals)
