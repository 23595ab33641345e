#include "plain_sale.h"

#include <math.h>

void plain_block(plain_sale *sale, double w, double r, double fee)
{
    sale->w = w / ((long double)w + r);
    sale->r = r / ((long double)w + r);
    sale->fee = fee;
}

long double plain_price(const plain_sale *sale)
{
    return (sale->reserve / sale->r) / (sale->project / sale->w);
}

plain_trade plain_buy(plain_sale *sale, long double budget, long double limit)
{
    long double g = 1 - sale->fee;
    long double q = limit * g / plain_price(sale);
    if (!(q > 1) || !(budget > 0))
        return (plain_trade){0};
    long double most = sale->reserve * expm1l(sale->w * logl(q)) / g;
    plain_trade trade = {.paid = fminl(budget, most), .all = budget <= most};
    trade.got =
        -sale->project * expm1l(-sale->r / sale->w * log1pl(trade.paid * g / sale->reserve));
    sale->project -= trade.got;
    sale->reserve += trade.paid * (1 - sale->fee * sale->share);
    return trade;
}

plain_trade plain_sell(plain_sale *sale, long double amount, long double limit)
{
    long double g = 1 - sale->fee;
    long double q = plain_price(sale) * g / limit;
    if (sale->blocked || !(q > 1) || !(amount > 0) || !(sale->reserve > sale->ghost))
        return (plain_trade){0};
    long double most = sale->project * expm1l(sale->r * logl(q)) / g;
    /* All of the real reserve goes for so much. */
    long double drained =
        sale->ghost > 0
            ? sale->project * expm1l(sale->r / sale->w * logl(sale->reserve / sale->ghost)) / g
            : INFINITY;
    plain_trade trade = {.paid = fminl(amount, fminl(most, drained))};
    trade.all = trade.paid == amount;
    trade.got =
        -sale->reserve * expm1l(-sale->w / sale->r * log1pl(trade.paid * g / sale->project));
    sale->reserve -= trade.got;
    sale->project += trade.paid * (1 - sale->fee * sale->share);
    return trade;
}

/* ---------------------------------------------------------------- buyers */

static void buy(plain_crowd *crowd, plain_sale *sale, plain_buyer *buyer, unsigned long block,
                long double unit)
{
    plain_trade trade = plain_buy(sale, buyer->left / unit, buyer->limit / unit);
    bool first = buyer->got == 0;
    if (trade.got > 0) {
        buyer->paid += trade.paid * unit;
        buyer->got += trade.got;
        buyer->left = trade.all ? 0 : buyer->left - trade.paid * unit;
        crowd->paid += trade.paid * unit;
        crowd->bought += first;
        crowd->highest = fmaxl(crowd->highest, plain_price(sale) * unit / (1 - sale->fee));
        if (crowd->first_block == 0)
            crowd->first_block = block;
    }
    if (buyer->patient && buyer->left > 0)
        return;
    buyer->gone = true; /* as a buyer */
    if (buyer->flips && buyer->got > 0) {
        buyer->offers = true; /* from the next block on */
        buyer->tokens = buyer->got;
    }
}

static long double asked(const plain_crowd *crowd, const plain_buyer *buyer)
{
    return (1 + crowd->gain) * buyer->paid / buyer->got;
}

static void offers(plain_crowd *crowd, plain_sale *sale, long double unit)
{
    long double asks[crowd->count + 1];
    bool done[crowd->count + 1];
    for (size_t i = 0; i < crowd->count; i++)
        done[i] = !crowd->buyers[i].offers;
    for (;;) {
        size_t next = crowd->count;
        for (size_t i = 0; i < crowd->count; i++) {
            if (done[i])
                continue;
            asks[i] = asked(crowd, &crowd->buyers[i]);
            if (next == crowd->count || asks[i] < asks[next])
                next = i;
        }
        if (next == crowd->count)
            return;
        done[next] = true;
        plain_buyer *seller = &crowd->buyers[next];
        plain_trade trade = plain_sell(sale, seller->tokens, asks[next] / unit);
        crowd->taken += trade.got * unit;
        seller->tokens -= trade.paid;
        seller->offers = !trade.all;
    }
}

void plain_crowd_block(plain_crowd *crowd, plain_sale *sale, unsigned long block, long double unit)
{
    bool done[crowd->count + 1];
    offers(crowd, sale, unit);
    for (size_t i = 0; i < crowd->count; i++)
        done[i] = crowd->buyers[i].gone || crowd->buyers[i].block >= block;
    for (;;) { /* who waits, the highest first */
        size_t next = crowd->count;
        for (size_t i = 0; i < crowd->count; i++)
            if (!done[i] &&
                (next == crowd->count || crowd->buyers[i].limit > crowd->buyers[next].limit))
                next = i;
        if (next == crowd->count)
            break;
        done[next] = true;
        buy(crowd, sale, &crowd->buyers[next], block, unit);
    }
    for (size_t i = 0; i < crowd->count; i++)
        if (crowd->buyers[i].block == block)
            buy(crowd, sale, &crowd->buyers[i], block, unit);
}
