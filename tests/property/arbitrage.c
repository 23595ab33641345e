/* Ten thousand pools: the arbitrage keeps the invariant, meets its conditions of optimality, and is
 * not worse than a general solver, the dual problem or the best trade of any pair. */
#include "trades.h"

#include <math.h>

#define POOLS 10000
#define TOKENS 16

/* Money and prices over many scales, weights down to 1e-12, the market away from the pool by a
 * factor from exp(1e-6) to exp(1), fees from 0 to 5 %. */
static test_pool draw(test_random *random)
{
    test_pool p = {.n = 2 + test_random_below(random, TOKENS - 1)};
    double shock = pow(10, -6 * test_random_unit(random)),
           value = pow(10, 12 * test_random_unit(random) - 3);
    switch (test_random_below(random, 4)) {
    case 0:
        p.fee = 0;
        break;
    case 1: /* near the shock, where some tokens trade and some do not */
        p.fee = fmin(0.05, shock * test_random_unit(random));
        break;
    case 2:
        p.fee = pow(10, -12 * test_random_unit(random)) * 0.05;
        break;
    default:
        p.fee = 0.05 * test_random_unit(random);
    }
    bool ties = test_random_below(random, 8) == 0;
    test_random_weights(random, p.n, p.weights);
    for (size_t i = 0; i < p.n; i++) {
        double price = pow(10, 8 * test_random_unit(random) - 4);
        double move = ties ? shock * (double)test_random_below(random, 3)
                           : shock * (2 * test_random_unit(random) - 1);
        if (ties)
            p.weights[i] = 1.0 / (double)p.n;
        p.reserves[i] = p.weights[i] * value / price;
        p.prices[i] = price * exp(move);
    }
    return p;
}

/* ---------------------------------------------------------------- a general solver */

/* An interior-point method that knows neither levels nor which tokens trade. With z_i the change of
 * the log of reserve i that takes part, m_i the part of the pool's value in token i and s_i a bound
 * on its cost, least sum m s under s >= e(z), s >= e(z) / keep (e(z) = exp z - 1; the greater of
 * both is the cost) and sum w z = 0. By damped Newton on t sum m s - sum log(s - e) - sum log(s - e
 * / keep) for growing t, with the constraint linear and so kept. The duality gap is 2 n / t. */
typedef struct interior {
    size_t n;
    long double keep, money[TOKENS], weights[TOKENS];
    long double z[TOKENS], s[TOKENS];
    long double dz[TOKENS], ds[TOKENS];
} interior;

/* Against infinity where it is not inside. */
static long double barrier(const interior *in, long double t, long double step)
{
    long double sum = 0;
    for (size_t i = 0; i < in->n; i++) {
        long double e = expm1l(in->z[i] + step * in->dz[i]), s = in->s[i] + step * in->ds[i];
        if (!(s > e && s > e / in->keep))
            return INFINITY;
        sum += t * in->money[i] * s - logl(s - e) - logl(s - e / in->keep);
    }
    return sum;
}

/* Newton's direction; returns the decrement, half of which is the decrease to be hoped for. */
static long double find_direction(interior *in, long double t)
{
    long double across = 0, along = 0, slope = 0, raw_z[TOKENS], raw_s[TOKENS], con_z[TOKENS],
                con_s[TOKENS], grad_z[TOKENS], grad_s[TOKENS];
    for (size_t i = 0; i < in->n; i++) {
        long double grown = expl(in->z[i]), e = expm1l(in->z[i]), k = in->keep,
                    a = 1 / (in->s[i] - e), b = 1 / (in->s[i] - e / k);
        grad_z[i] = grown * (a + b / k);
        grad_s[i] = t * in->money[i] - a - b;
        long double zz = grad_z[i] + grown * grown * (a * a + b * b / (k * k)),
                    zs = -grown * (a * a + b * b / k), ss = a * a + b * b;
        /* zz ss - zs^2 without its cancellation */
        long double det =
            grad_z[i] * ss + grown * grown * a * a * b * b * (1 - 1 / k) * (1 - 1 / k);
        raw_z[i] = (-grad_z[i] * ss + grad_s[i] * zs) / det;
        raw_s[i] = (-grad_s[i] * zz + grad_z[i] * zs) / det;
        con_z[i] = -in->weights[i] * ss / det;
        con_s[i] = in->weights[i] * zs / det;
        across += in->weights[i] * raw_z[i];
        along += in->weights[i] * con_z[i];
    }
    for (size_t i = 0; i < in->n; i++) {
        in->dz[i] = raw_z[i] - across / along * con_z[i];
        in->ds[i] = raw_s[i] - across / along * con_s[i];
        slope += grad_z[i] * in->dz[i] + grad_s[i] * in->ds[i];
    }
    return -slope;
}

static void minimise(interior *in, long double t)
{
    for (int round = 0; round < 200; round++) {
        long double decrement = find_direction(in, t), step = 1, before = barrier(in, t, 0);
        if (!(decrement > 1e-8L))
            return;
        while (step > 1e-12L && !(barrier(in, t, step) <= before - 0.1L * step * decrement))
            step /= 2;
        if (step <= 1e-12L)
            return;
        for (size_t i = 0; i < in->n; i++) {
            in->z[i] += step * in->dz[i];
            in->s[i] += step * in->ds[i];
        }
    }
}

static long double general_profit(const test_pool *p)
{
    interior in = {.n = p->n, .keep = 1 - (long double)p->fee};
    long double value = test_pool_value(p), off = 0, total = 0, profit = 0;
    for (size_t i = 0; i < p->n; i++) {
        in.money[i] = p->reserves[i] * (long double)p->prices[i] / value;
        in.weights[i] = p->weights[i];
        in.s[i] = 1;
    }
    for (long double t = 10; t < 1e15L; t *= 30)
        minimise(&in, t);
    for (size_t i = 0; i < p->n; i++) {
        off += in.weights[i] * in.z[i];
        total += in.weights[i];
    }
    for (size_t i = 0; i < p->n; i++) {
        long double e = expm1l(in.z[i] - off / total);
        profit -= in.money[i] * (e > 0 ? e / in.keep : e);
    }
    return profit * value;
}

/* ---------------------------------------------------------------- any pair */

/* The best trade of token a in and b out in closed form: one constant product of weights. */
static long double pair_profit(const test_pool *p, size_t a, size_t b)
{
    long double keep = 1 - (long double)p->fee, wa = p->weights[a], wb = p->weights[b],
                ma = p->reserves[a] * (long double)p->prices[a],
                mb = p->reserves[b] * (long double)p->prices[b],
                gap = logl(keep) + logl(mb / wb) - logl(ma / wa);
    if (!(gap > 0))
        return 0;
    return -mb * expm1l(-gap * wa / (wa + wb)) - ma * expm1l(gap * wb / (wa + wb)) / keep;
}

static long double best_pair_profit(const test_pool *p)
{
    long double best = 0;
    for (size_t a = 0; a < p->n; a++)
        for (size_t b = 0; b < p->n; b++)
            best = a == b ? best : fmaxl(best, pair_profit(p, a, b));
    return best;
}

static double pair_rule(const test_pool *p)
{
    double after[TOKENS], change[TOKENS], scratch[ORTH_ARBITRAGE_SCRATCH(TOKENS)];
    orth_fee fee = orth_fee_of(p->fee);
    orth_arbitrage pair =
        orth_arbitrage_pair(after, change, scratch, p->n, p->reserves, p->weights, p->prices, &fee);
    return orth_arbitrage_profit(&pair);
}

START_TEST(ten_thousand_pools)
{
    enum { INVARIANT, KKT, DUAL, SOLVER, SHORT, PAIR, WORSTS };
    static const char *const names[WORSTS] = {
        "invariant",           "KKT",
        "dual, of value",      "the general solver's best excess, of value",
        "its worst shortfall", "product's pair rule against every pair's best, of value"};
    double worst[WORSTS] = {0};
    size_t two = 0, more = 0, none = 0, some = 0;
    test_random random = test_seeded(5);
    for (int k = 0; k < POOLS; k++) {
        test_pool p = draw(&random);
        test_trade o = test_solve(&p);
        double value = test_pool_value(&p), profit = orth_arbitrage_profit(&o.trade),
               pair = pair_rule(&p), best = (double)best_pair_profit(&p);
        double here[WORSTS] = {test_invariant_miss(&p, &o),
                               test_kkt_miss(&p, &o),
                               fabs((double)(test_dual_profit(&p) - profit)) / value,
                               (double)(general_profit(&p) - profit) / value,
                               0,
                               fabs(pair - best) / value};
        here[SHORT] = -here[SOLVER];
        for (int i = 0; i < WORSTS; i++)
            worst[i] = fmax(worst[i], here[i]);
        TEST_HOLDS(&p, here[INVARIANT] <= ORTH_ARBITRAGE_INVARIANT);
        TEST_HOLDS(&p, here[KKT] <= ORTH_ARBITRAGE_KKT);
        TEST_HOLDS(&p, here[DUAL] <= 1e-14);
        TEST_HOLDS(&p, here[SOLVER] <= 1e-14);
        TEST_HOLDS(&p, here[SHORT] <= 1e-12); /* so that it would see a trade that is worse */
        TEST_HOLDS(&p, here[PAIR] <= 1e-14);
        TEST_HOLDS(&p, pair <= profit + 1e-15 * value && best <= profit + 1e-15 * value);
        TEST_HOLDS(&p, profit >= -1e-15 * value);
        for (size_t i = 0; i < p.n; i++)
            TEST_HOLDS(&p, o.after[i] > 0 && o.change[i] == o.after[i] - p.reserves[i]);
        none += o.trade.tokens == 0;
        some += o.trade.tokens > 0 && o.trade.tokens < p.n;
        two += o.trade.tokens > 0 && p.n == 2;
        more += o.trade.tokens > 2;
    }
    ck_assert(two > 100 && more > 3000 && none > 500 && some > 1000); /* each kind was seen */
    for (int i = 0; i < WORSTS; i++)
        test_worst(names[i], worst[i]);
}
END_TEST

ORTH_TEST_MAIN("arbitrage", ten_thousand_pools)
