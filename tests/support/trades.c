#include "trades.h"

#include <math.h>
#include <stdio.h>

test_trade test_solve(const test_pool *p)
{
    test_trade o;
    double scratch[ORTH_ARBITRAGE_SCRATCH(TEST_TOKENS_MOST)];
    orth_fee fee = orth_fee_of(p->fee);
    o.trade = orth_arbitrage_exact(o.after, o.change, scratch, p->n, p->reserves, p->weights,
                                   p->prices, &fee);
    return o;
}

double test_pool_value(const test_pool *p)
{
    double sum = 0;
    for (size_t i = 0; i < p->n; i++)
        sum += p->reserves[i] * p->prices[i];
    return sum;
}

/* What takes part of a change. */
static long double part(const test_pool *p, double change)
{
    return change > 0 ? (1 - (long double)p->fee) * change : change;
}

double test_invariant_miss(const test_pool *p, const test_trade *o)
{
    long double sum = 0, total = 0;
    for (size_t i = 0; i < p->n; i++) {
        long double x = o->change[i] > 0 ? p->reserves[i] + part(p, o->change[i]) : o->after[i];
        sum += p->weights[i] * logl(x / p->reserves[i]);
        total += p->weights[i];
    }
    return (double)fabsl(sum / total);
}

double test_kkt_miss(const test_pool *p, const test_trade *o)
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

long double test_dual_profit(const test_pool *p)
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

void test_pool_print(const test_pool *p)
{
    printf("n %zu fee %a\n", p->n, p->fee);
    for (size_t i = 0; i < p->n; i++)
        printf("  R %a w %a p %a\n", p->reserves[i], p->weights[i], p->prices[i]);
    fflush(stdout);
}
