/* The arbitrage against known trades, its own optimality conditions, and three other solvers. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/arbitrage.h"
#include "orthant/numeric.h"

#define MOST 64

typedef struct problem {
    size_t n;
    double reserves[MOST], weights[MOST], prices[MOST], fee;
} problem;

typedef struct outcome {
    orth_arbitrage trade;
    double after[MOST], change[MOST];
} outcome;

static outcome solve(const problem *p)
{
    outcome o;
    double scratch[ORTH_ARBITRAGE_SCRATCH(MOST)];
    orth_fee fee = orth_fee_of(p->fee);
    o.trade = orth_arbitrage_exact(o.after, o.change, scratch, p->n, p->reserves, p->weights,
                                   p->prices, &fee);
    return o;
}

static double value_of(const problem *p)
{
    double sum = 0;
    for (size_t i = 0; i < p->n; i++)
        sum += p->reserves[i] * p->prices[i];
    return sum;
}

static double pick(test_random *random, const double *list, size_t n)
{
    return list[test_random_below(random, n)];
}

/* A pool near or far from the market; prices and reserves over many scales. */
static problem draw(test_random *random, size_t most)
{
    static const double fees[] = {0, 1e-12, 1e-6, 1e-4, 0.0005, 0.003, 0.01, 0.05};
    static const double shocks[] = {1e-6, 1e-4, 1e-2, 0.1, 1};
    problem p = {.n = 2 + test_random_below(random, most - 1)};
    p.fee = pick(random, fees, 8);
    double shock = pick(random, shocks, 5), value = pow(10, 12 * test_random_unit(random) - 3);
    bool ties = test_random_below(random, 8) == 0;
    test_random_weights(random, p.n, p.weights);
    for (size_t i = 0; i < p.n; i++)
        p.weights[i] = ties ? 1.0 / (double)p.n : fmax(p.weights[i], 1e-6);
    for (size_t i = 0; i < p.n; i++) {
        double price = pow(10, 8 * test_random_unit(random) - 4);
        double move = ties ? shock * (double)test_random_below(random, 3)
                           : shock * (2 * test_random_unit(random) - 1);
        p.reserves[i] = p.weights[i] * value / price;
        p.prices[i] = price * exp(move);
    }
    return p;
}

/* What takes part of a change. */
static long double part(const problem *p, double change)
{
    return change > 0 ? (1 - (long double)p->fee) * change : change;
}

static double invariant_miss(const problem *p, const outcome *o)
{
    long double sum = 0, total = 0;
    for (size_t i = 0; i < p->n; i++) {
        long double x = o->change[i] > 0 ? p->reserves[i] + part(p, o->change[i]) : o->after[i];
        sum += p->weights[i] * logl(x / p->reserves[i]);
        total += p->weights[i];
    }
    return (double)fabsl(sum / total);
}

/* With the levels after the trade: those left at L, those entered at keep L, others between. */
static double kkt_miss(const problem *p, const outcome *o)
{
    long double keep = 1 - (long double)p->fee, low = INFINITY, high = 0, worst = 0;
    for (size_t i = 0; i < p->n; i++) { /* L in [low, high] as each token sees it */
        long double x = o->change[i] > 0 ? p->reserves[i] + part(p, o->change[i]) : o->after[i];
        long double level = x * p->prices[i] / p->weights[i];
        if (o->change[i] < 0) {
            low = fminl(low, level);
            high = fmaxl(high, level);
        } else if (o->change[i] > 0) {
            low = fminl(low, level / keep);
            high = fmaxl(high, level / keep);
        }
    }
    if (o->trade.tokens == 0) { /* none may be worth it */
        for (size_t i = 0; i < p->n; i++) {
            long double level = p->reserves[i] * (long double)p->prices[i] / p->weights[i];
            low = fminl(low, level);
            high = fmaxl(high, level);
        }
        return (double)fmaxl(0, keep * high / low - 1);
    }
    worst = high / low - 1;
    for (size_t i = 0; i < p->n; i++) {
        if (o->change[i] != 0)
            continue;
        long double level = p->reserves[i] * (long double)p->prices[i] / p->weights[i];
        worst = fmaxl(worst, fmaxl(level / low - 1, keep * low / level - 1));
    }
    return (double)worst;
}

/* The profit of the best trade, by bisection on the multiplier in long double. */
static long double dual_profit(const problem *p)
{
    long double keep = 1 - (long double)p->fee, low = INFINITY, high = 0, profit = 0;
    for (size_t i = 0; i < p->n; i++) {
        long double level = p->reserves[i] * (long double)p->prices[i] / p->weights[i];
        low = fminl(low, level / 2);
        high = fmaxl(high, level * 2 / keep);
    }
    for (int round = 0; round < 150; round++) {
        long double middle = sqrtl(low) * sqrtl(high), sum = 0;
        for (size_t i = 0; i < p->n; i++) {
            long double level = p->reserves[i] * (long double)p->prices[i] / p->weights[i];
            if (middle < level)
                sum += p->weights[i] * logl(middle / level);
            else if (keep * middle > level)
                sum += p->weights[i] * logl(keep * middle / level);
        }
        *(sum < 0 ? &low : &high) = middle;
    }
    for (size_t i = 0; i < p->n; i++) {
        long double money = p->reserves[i] * (long double)p->prices[i];
        if (low < money / p->weights[i])
            profit += money - low * p->weights[i];
        else if (keep * low > money / p->weights[i])
            profit -= (keep * low * p->weights[i] - money) / keep;
    }
    return profit;
}

/* A general solver that knows no multiplier: over log changes z with sum w z = 0, pairs of tokens
 * in turn, each by golden section. The cost is convex, and where no pair can gain nothing can. */
static double cost_of(const problem *p, size_t i, double z)
{
    double grown = p->reserves[i] * p->prices[i] * expm1(z);
    return grown > 0 ? grown / (1 - p->fee) : grown;
}

static double search_pair(const problem *p, double *z, size_t a, size_t b)
{
    const double golden = 0.5 * (sqrt(5) - 1);
    double wa = p->weights[a], wb = p->weights[b], reach = 3 * fmin(wa, wb), low = -reach,
           high = reach;
#define COST(s) (cost_of(p, a, z[a] + (s) / wa) + cost_of(p, b, z[b] - (s) / wb))
    double before = COST(0), x = high - golden * (high - low), y = low + golden * (high - low);
    double cx = COST(x), cy = COST(y);
    for (int round = 0; round < 60; round++) {
        if (cx < cy) {
            high = y;
            y = x;
            cy = cx;
            x = high - golden * (high - low);
            cx = COST(x);
        } else {
            low = x;
            x = y;
            cx = cy;
            y = low + golden * (high - low);
            cy = COST(y);
        }
    }
    if (!(COST(x) < before))
        return 0;
    double gain = before - COST(x);
#undef COST
    z[a] += x / wa;
    z[b] -= x / wb;
    return gain;
}

static double general_profit(const problem *p)
{
    double z[MOST] = {0}, cost = 0, value = value_of(p);
    for (int sweep = 0; sweep < 400; sweep++) {
        double gain = 0;
        for (size_t a = 0; a < p->n; a++)
            for (size_t b = a + 1; b < p->n; b++)
                gain += search_pair(p, z, a, b);
        if (gain < 1e-14 * value)
            break;
    }
    for (size_t i = 0; i < p->n; i++)
        cost += cost_of(p, i, z[i]);
    return -cost;
}

static void explain(const problem *p)
{
    printf("n %zu fee %a\n", p->n, p->fee);
    for (size_t i = 0; i < p->n; i++)
        printf("  R %a w %a p %a\n", p->reserves[i], p->weights[i], p->prices[i]);
    fflush(stdout);
}

#define HOLDS(p, condition)                                                                        \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            explain(p);                                                                            \
            ck_abort_msg("%s", #condition);                                                        \
        }                                                                                          \
    } while (0)

START_TEST(random_pools)
{
    test_random random = {5};
    double worst_invariant = 0, worst_kkt = 0, worst_excess = 0, share[3] = {0};
    for (int k = 0; k < 10000; k++) {
        problem p = draw(&random, 16);
        outcome o = solve(&p);
        double value = value_of(&p), profit = orth_arbitrage_profit(&o.trade);
        double after[MOST], change[MOST], scratch[ORTH_ARBITRAGE_SCRATCH(MOST)];
        orth_fee fee = orth_fee_of(p.fee);
        orth_arbitrage pair =
            orth_arbitrage_pair(after, change, scratch, p.n, p.reserves, p.weights, p.prices, &fee);
        double miss = invariant_miss(&p, &o), kkt = kkt_miss(&p, &o);
        double excess = (double)(dual_profit(&p) - profit) / value;
        worst_invariant = fmax(worst_invariant, miss);
        worst_kkt = fmax(worst_kkt, kkt);
        worst_excess = fmax(worst_excess, fabs(excess));
        HOLDS(&p, miss <= ORTH_ARBITRAGE_INVARIANT);
        HOLDS(&p, kkt <= ORTH_ARBITRAGE_KKT);
        HOLDS(&p, fabs(excess) <= 1e-14);
        HOLDS(&p, orth_arbitrage_profit(&pair) <= profit + 1e-15 * value);
        HOLDS(&p, profit >= -1e-15 * value);
        for (size_t i = 0; i < p.n; i++)
            HOLDS(&p, o.after[i] > 0 && o.change[i] == o.after[i] - p.reserves[i]);
        share[profit > 0 ? p.n == 2 ? 0 : 1 : 2]++;
    }
    ck_assert(share[0] > 100 && share[1] > 3000 && share[2] > 500); /* each kind was seen */
    test_worst("invariant", worst_invariant);
    test_worst("KKT", worst_kkt);
    test_worst("profit against the dual, of value", worst_excess);
}
END_TEST

START_TEST(never_worse_than_a_general_solver)
{
    test_random random = {6};
    double worst = 0, nearest = INFINITY;
    for (int k = 0; k < 600; k++) {
        problem p = draw(&random, k < 500 ? 4 : 9);
        double value = value_of(&p);
        outcome o = solve(&p);
        double excess = (general_profit(&p) - orth_arbitrage_profit(&o.trade)) / value;
        worst = fmax(worst, excess);
        nearest = fmin(nearest, excess);
        HOLDS(&p, excess <= 1e-14);
    }
    test_worst("the general solver's best excess", worst);
    test_worst("and its worst shortfall", -nearest);
    ck_assert(nearest > -1e-3); /* it is a solver */
}
END_TEST

/* Two tokens by the textbook: x y = k at 1:1, the price of the first goes to 4; fee 20 %. */
START_TEST(a_known_trade)
{
    problem p = {2, {100, 100}, {0.5, 0.5}, {4, 1}, 0.2};
    outcome o = solve(&p);
    /* (100 - out) / (100 + 0.8 in) is to be 1 / (0.8 x 4): x = 100 / sqrt 3.2. */
    double out = 100 - 100 / sqrt(3.2), in = (100 * sqrt(3.2) - 100) / 0.8;
    ck_assert(o.trade.tokens == 2);
    ck_assert(fabs(o.change[0] + out) <= 1e-12 && fabs(o.change[1] - in) <= 1e-12);
    ck_assert(fabs(o.trade.taken - 4 * out) <= 1e-12 && fabs(o.trade.paid - in) <= 1e-12);
    ck_assert(fabs(o.trade.fee - 0.2 * in) <= 1e-12 && fabs(o.trade.kept - 0.8 * in) <= 1e-12);
}
END_TEST

START_TEST(inside_the_band_nothing_happens)
{
    problem p = {3, {100, 50, 25}, {0.5, 0.25, 0.25}, {1, 1.001, 2.004}, 0.003};
    outcome o = solve(&p); /* levels 200, 200.2, 200.4: within 30 bp */
    ck_assert(o.trade.tokens == 0 && o.trade.taken == 0 && o.trade.paid == 0);
    ck_assert(memcmp(o.after, p.reserves, 3 * sizeof(double)) == 0);
    ck_assert(o.change[0] == 0 && o.change[1] == 0 && o.change[2] == 0);
    p.fee = 0.001; /* now the outer two are traded, or the middle one as well */
    o = solve(&p);
    ck_assert(o.change[0] > 0 && o.change[2] < 0);
    outcome again;
    memcpy(p.reserves, o.after, 3 * sizeof(double));
    again = solve(&p);
    ck_assert(again.trade.tokens == 0); /* and then no more */
}
END_TEST

/* Equal tokens trade alike, whatever their order. */
START_TEST(ties)
{
    for (size_t n = 2; n <= 16; n++) {
        problem p = {.n = n, .fee = 0.003};
        for (size_t i = 0; i < n; i++) {
            p.weights[i] = 1 / (double)n;
            p.reserves[i] = 100;
            p.prices[i] = i % 2 == 0 ? 1 : 1.05;
        }
        outcome o = solve(&p);
        for (size_t i = 2; i < n; i++)
            HOLDS(&p, o.after[i] == o.after[i - 2]);
        HOLDS(&p, o.trade.tokens == n && invariant_miss(&p, &o) <= 1e-15);
        HOLDS(&p, kkt_miss(&p, &o) <= 1e-14);
    }
}
END_TEST

START_TEST(fee_zero_is_the_limit)
{
    test_random random = {7};
    for (int k = 0; k < 1000; k++) {
        problem p = draw(&random, 12);
        double value = value_of(&p), closed[MOST], change[MOST],
               scratch[ORTH_ARBITRAGE_SCRATCH(MOST)];
        orth_arbitrage_feeless(closed, change, scratch, p.n, p.reserves, p.weights, p.prices);
        static const double fees[] = {0, 0x1p-60, 0x1p-53, 1e-15, 1e-13};
        for (size_t f = 0; f < 5; f++) {
            p.fee = fees[f];
            outcome o = solve(&p);
            for (size_t i = 0; i < p.n; i++)
                HOLDS(&p,
                      fabs(o.after[i] - closed[i]) * p.prices[i] <= (3e-15 + 2 * p.fee) * value);
        }
        for (size_t i = 0; i < p.n; i++) { /* R' p / w the same for all */
            double level = closed[i] * p.prices[i] / p.weights[i];
            HOLDS(&p, fabs(level / (closed[0] * p.prices[0] / p.weights[0]) - 1) <= 1e-14);
        }
    }
}
END_TEST

/* The same pool in other units of money and of tokens makes the same trade. */
START_TEST(scale)
{
    test_random random = {8};
    for (int k = 0; k < 500; k++) {
        problem p = draw(&random, 10), q = p;
        for (size_t i = 0; i < p.n; i++) {
            int shift = (int)test_random_below(&random, 300) - 150;
            q.prices[i] = ldexp(p.prices[i], 100 - shift);
            q.reserves[i] = ldexp(p.reserves[i], shift);
            q.weights[i] = ldexp(p.weights[i], -200);
        }
        outcome a = solve(&p), b = solve(&q);
        ck_assert(a.trade.tokens == b.trade.tokens);
        ck_assert(ldexp(a.trade.taken, 100) == b.trade.taken);
        for (size_t i = 0; i < p.n; i++)
            HOLDS(&p, a.after[i] / p.reserves[i] == b.after[i] / q.reserves[i]);
    }
}
END_TEST

/* A large pool by the same conditions. */
START_TEST(many_tokens)
{
    test_random random = {9};
    for (int k = 0; k < 300; k++) {
        problem p = draw(&random, MOST);
        outcome o = solve(&p);
        HOLDS(&p, invariant_miss(&p, &o) <= ORTH_ARBITRAGE_INVARIANT);
        HOLDS(&p, kkt_miss(&p, &o) <= ORTH_ARBITRAGE_KKT);
        HOLDS(&p, fabsl(dual_profit(&p) - orth_arbitrage_profit(&o.trade)) <= 1e-14 * value_of(&p));
    }
}
END_TEST

/* A million trades of a fee-less pool at random prices: the invariant does not drift. */
START_TEST(no_drift)
{
    test_random random = {10};
    double w[3] = {0.2, 0.5, 0.3}, p[3] = {1, 20, 300}, r[3], change[3],
           scratch[ORTH_ARBITRAGE_SCRATCH(3)];
    static const double fees[] = {0, 1e-5};
    for (int f = 0; f < 2; f++) {
        long double start = 0, end = 0, gained = 0;
        orth_fee fee = orth_fee_of(fees[f]);
        for (int i = 0; i < 3; i++) {
            r[i] = w[i] * 1e6 / p[i];
            start += w[i] * logl(r[i]);
        }
        for (int k = 0; k < 1000000; k++) {
            for (int i = 0; i < 3; i++)
                p[i] *= 1 + 1e-3 * (test_random_unit(&random) - 0.5);
            double before[3] = {r[0], r[1], r[2]};
            orth_arbitrage_exact(r, change, scratch, 3, r, w, p, &fee);
            for (int i = 0; fees[f] > 0 && i < 3; i++) /* the fee itself raises it */
                if (change[i] > 0)
                    gained += w[i] * log1pl(fee.fee * (long double)change[i] /
                                            (before[i] + fee.keep * (long double)change[i]));
        }
        for (int i = 0; i < 3; i++)
            end += w[i] * logl(r[i]);
        double drift = (double)fabsl(end - start - gained);
        test_worst("drift over 1e6 blocks", drift);
        ck_assert(drift <= 1e-12);
    }
}
END_TEST

/* Every instruction set that this machine has makes the same trade, bit by bit. */
START_TEST(the_same_bits_on_every_set)
{
    static const char *const names[] = {"scalar", "avx2", "avx512"};
    test_random random = {15};
    int sets = 0;
    for (int k = 0; k < 2000; k++) {
        problem p = draw(&random, k % 4 == 0 ? MOST : 9);
        if (k % 7 == 0) /* nearly all of a token is taken, or its reserve grows many times */
            p.prices[0] *= pow(10, 20 * test_random_unit(&random) - 10);
        ck_assert(orth_kernel_select("scalar"));
        outcome first = solve(&p);
        HOLDS(&p, invariant_miss(&p, &first) <= ORTH_ARBITRAGE_INVARIANT);
        for (int s = 1; s < 3; s++) {
            if (!orth_kernel_select(names[s]))
                continue;
            outcome o = solve(&p);
            sets++;
            HOLDS(&p, memcmp(&o.trade, &first.trade, sizeof o.trade) == 0);
            HOLDS(&p, memcmp(o.after, first.after, p.n * sizeof(double)) == 0);
            HOLDS(&p, memcmp(o.change, first.change, p.n * sizeof(double)) == 0);
        }
    }
    test_worst("comparisons of sets", sets);
}
END_TEST

START_TEST(gates)
{
    orth_arbitrage trade = {2, 105, 100, 99, 1}, none = {0};
    ck_assert(!orth_arbitrage_worth(&none, &(orth_gate){0, 0}));
    ck_assert(orth_arbitrage_worth(&trade, &(orth_gate){0, 0}));
    ck_assert(orth_arbitrage_worth(&trade, &(orth_gate){4.9, 0}));
    ck_assert(!orth_arbitrage_worth(&trade, &(orth_gate){5, 0})); /* it must beat it */
    ck_assert(orth_arbitrage_worth(&trade, &(orth_gate){0, 0.048}));
    ck_assert(!orth_arbitrage_worth(&trade, &(orth_gate){0, 0.049}));
    ck_assert(!orth_arbitrage_worth(&trade, &(orth_gate){3, 0.02}));
}
END_TEST

ORTH_TEST_MAIN("arbitrage", random_pools, never_worse_than_a_general_solver, a_known_trade,
               inside_the_band_nothing_happens, ties, fee_zero_is_the_limit, scale, many_tokens,
               no_drift, the_same_bits_on_every_set, gates)
