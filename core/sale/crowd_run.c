/* What a crowd does, block by block. Blocks in which nobody arrives and no order trades are passed
 * over without a call of the sale's trades. */
#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "sale/crowd.h"
#include "sale/sale.h"

#define ROOM 256 /* for purchases, at first */

/* One block, and who is in it. */
typedef struct place {
    orth_sale_crowd *crowd;
    orth_sale *sale;
    const orth_fee *fee;
    double reserve_price; /* Q */
} place;

static void add(orth_dd *sum, double term)
{
    *sum = orth_dd_add(*sum, orth_dd_from(term));
}

static double reserve_price_of(const orth_sale_blocks *blocks, size_t k)
{
    return blocks->reserve_prices == NULL ? 1 : blocks->reserve_prices[k * blocks->reserve_stride];
}

static bool reserve_purchase(orth_sale_crowd *crowd)
{
    if (crowd->count < crowd->room)
        return true;
    size_t room = crowd->room == 0 ? ROOM : 2 * crowd->room;
    orth_sale_purchase *larger = realloc(crowd->purchases, 2 * room * sizeof *larger);
    if (larger == NULL)
        return false;
    crowd->purchases = larger;
    crowd->room = room;
    return true;
}

static void enter(orth_order *order, orth_sale_crowd *crowd, double paid, double tokens)
{
    if (order->purchase == ORTH_ORDER_NOTHING) {
        order->purchase = crowd->count++;
        crowd->purchases[order->purchase] = (orth_sale_purchase){.buyer = order->buyer};
    }
    orth_sale_purchase *own = &crowd->purchases[order->purchase];
    own->paid += paid;
    own->tokens += tokens;
    own->price = own->paid / own->tokens;
}

/* Whether the order got some T; its amount is what is left, 0 where the budget was spent. */
static bool buy(const place *at, orth_order *order)
{
    orth_sale_crowd *crowd = at->crowd;
    double budget = order->amount / at->reserve_price, limit = -order->key / at->reserve_price;
    orth_sale_trade trade = orth_sale_buy(at->sale, budget, limit);
    if (!(trade.got > 0))
        return false;
    double paid = trade.paid * at->reserve_price;
    if (trade.paid >= budget || paid > order->amount)
        paid = order->amount;
    order->amount -= paid;
    add(&crowd->paid, paid);
    add(&crowd->fees, at->fee->fee * paid);
    enter(order, crowd, paid, trade.got);
    double price = orth_sale_price(at->sale) * at->fee->gross * at->reserve_price;
    if (price > crowd->highest_price)
        crowd->highest_price = price;
    if (crowd->first_block == 0)
        crowd->first_block = crowd->block;
    return true;
}

/* All that he got is on offer from the next block on. */
static void offer(orth_sale_crowd *crowd, const orth_order *order)
{
    const orth_sale_purchase *own = &crowd->purchases[order->purchase];
    orth_orders_add(&crowd->offers, (orth_order){.key = own->price * (1 + crowd->terms.gain),
                                                 .buyer = order->buyer,
                                                 .amount = own->tokens,
                                                 .purchase = order->purchase});
}

/* A contract rounds what is paid, and takes no trade below its least: what is left of an order at
 * the head of the book, though the price is clearly on its side, is too little to be traded ever,
 * and must not keep others waiting. `gain` is how far the price is on its side, as a ratio. */
#define CLEARLY 1e-6
static bool is_dust(const place *at, double gain)
{
    return orth_sale_stands_on(at->sale) != NULL && gain > 1 + CLEARLY;
}

static void sell_offers(const place *at)
{
    orth_sale_crowd *crowd = at->crowd;
    while (crowd->offers.count > 0) {
        orth_order *best = &crowd->offers.heap[0];
        double limit = best->key / at->reserve_price;
        orth_sale_trade trade = orth_sale_sell(at->sale, best->amount, limit);
        double gain = orth_sale_price(at->sale) * at->fee->keep / limit;
        if (!(trade.got > 0) && !is_dust(at, gain))
            return;
        double taken = trade.got * at->reserve_price;
        add(&crowd->taken, taken);
        add(&crowd->fees, taken * at->fee->fee * at->fee->gross);
        best->amount -= trade.paid;
        if (best->amount > 0 && !is_dust(at, gain))
            return;
        orth_orders_drop(&crowd->offers);
    }
}

static bool fill_bids(const place *at)
{
    orth_sale_crowd *crowd = at->crowd;
    while (crowd->bids.count > 0) {
        if (!reserve_purchase(crowd) || !orth_orders_reserve(&crowd->offers))
            return false;
        orth_order *best = &crowd->bids.heap[0];
        bool bought = buy(at, best);
        double price = orth_sale_price(at->sale) * at->fee->gross * at->reserve_price;
        if ((!bought || best->amount > 0) && !is_dust(at, -best->key / price))
            return true;
        if (best->amount > 0)
            add(best->purchase == ORTH_ORDER_NOTHING ? &crowd->priced_out : &crowd->unfilled,
                best->amount);
        if (best->flips && best->purchase != ORTH_ORDER_NOTHING)
            offer(crowd, best);
        orth_orders_drop(&crowd->bids);
    }
    return true;
}

static bool arrive(const place *at, double value)
{
    orth_sale_crowd *crowd = at->crowd;
    if (!reserve_purchase(crowd) || !orth_orders_reserve(&crowd->offers) ||
        !orth_orders_reserve(&crowd->bids))
        return false;
    const orth_sale_buyer *buyer = &crowd->next;
    orth_order order = {.key = -(value * buyer->taste),
                        .buyer = crowd->came++,
                        .amount = buyer->budget,
                        .purchase = ORTH_ORDER_NOTHING,
                        .flips = buyer->flips};
    bool bought = buy(at, &order);
    if (buyer->patient && order.amount > 0) {
        orth_orders_add(&crowd->bids, order);
        return true;
    }
    if (bought && order.flips)
        offer(crowd, &order);
    add(bought ? &crowd->unfilled : &crowd->priced_out, order.amount);
    return true;
}

/* Block k from `k` on, at most `end`, in which an order trades: v g > p Q for the best bid, p Q g
 * above its price for the best offer, each multiplied by r; p = depth w / r. */
static size_t wake(const orth_sale_crowd *crowd, const orth_sale_blocks *blocks, size_t k,
                   size_t end, double depth)
{
    if (crowd->bids.count == 0 && crowd->offers.count == 0)
        return end;
    double most = crowd->bids.count > 0 ? -crowd->bids.heap[0].key : 0;
    double least = crowd->offers.count > 0 ? crowd->offers.heap[0].key : INFINITY;
    for (; k < end; k++) {
        double keep = blocks->fees[k * blocks->fee_stride].keep;
        double r = blocks->reserve_weights[k * blocks->weight_stride];
        double price =
            depth * blocks->weights[k * blocks->weight_stride] * reserve_price_of(blocks, k);
        if (most * keep * r > price || price * keep > least * r)
            break;
    }
    return k;
}

/* A contract has weights of its own: while there are orders it is asked in every block. */
static bool asks(const orth_sale_crowd *crowd, const orth_sale *sale)
{
    return orth_sale_stands_on(sale) != NULL && (crowd->bids.count > 0 || crowd->offers.count > 0);
}

/* p in blocks first .. end - 1, after all trades. */
static void note_prices(double *prices, const orth_sale_blocks *blocks, size_t first, size_t end,
                        double depth)
{
    for (size_t k = first; prices != NULL && k < end; k++)
        prices[k] = depth * blocks->weights[k * blocks->weight_stride] /
                    blocks->reserve_weights[k * blocks->weight_stride];
}

/* The sale is in block `end` - 1, its own being `first` - 1. */
static void pass(orth_sale_crowd *crowd, orth_sale *sale, const orth_sale_blocks *blocks,
                 size_t first, size_t end)
{
    size_t there = first == 0 && blocks->begun; /* the sale is in the first one already */
    size_t last = (end - 1) * blocks->weight_stride;
    const double weights[] = {blocks->weights[last], blocks->reserve_weights[last]};
    if (end - first > there)
        orth_sale_pass(sale, end - first - there, weights,
                       blocks->fees + (end - 1) * blocks->fee_stride);
    crowd->block += end - first;
}

static bool run_block(orth_sale_crowd *crowd, orth_sale *sale, const orth_sale_blocks *blocks,
                      size_t k)
{
    const place at = {.crowd = crowd,
                      .sale = sale,
                      .fee = blocks->fees + k * blocks->fee_stride,
                      .reserve_price = reserve_price_of(blocks, k)};
    sell_offers(&at);
    bool done = fill_bids(&at);
    while (done && crowd->next_block == crowd->block) {
        done = arrive(&at, blocks->values[k * blocks->value_stride]);
        orth_crowd_next(crowd);
    }
    return done;
}

orth_status orth_sale_crowd_run(orth_sale_crowd *crowd, orth_sale *sale,
                                const orth_sale_blocks *blocks, double *prices, orth_error *error)
{
    ORTH_CHECK(blocks->count <= crowd->blocks - crowd->block);
    for (size_t k = 0; k < blocks->count;) {
        uint64_t wait = crowd->next_block - crowd->block - 1; /* blocks before anybody arrives */
        size_t end = wait < blocks->count - k ? k + (size_t)wait : blocks->count;
        double depth = orth_sale_depth(sale);
        size_t busy = asks(crowd, sale) ? k : wake(crowd, blocks, k, end, depth);
        note_prices(prices, blocks, k, busy, depth);
        if (busy == blocks->count) {
            pass(crowd, sale, blocks, k, busy);
            break;
        }
        pass(crowd, sale, blocks, k, busy + 1);
        if (!run_block(crowd, sale, blocks, busy))
            return orth_fail_memory(error, 2 * (double)crowd->room * sizeof(orth_sale_purchase));
        note_prices(prices, blocks, busy, busy + 1, orth_sale_depth(sale));
        k = busy + 1;
    }
    return ORTH_OK;
}
