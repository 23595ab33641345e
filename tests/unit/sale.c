/* A sale by falling weights: known values, trades by hand, and what the edges do. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/limits.h"
#include "orthant/sale.h"

#define PROJECT 9e6
#define RESERVE 1e5
#define VALUE 0.05

static const orth_sale_terms usual = {.project = PROJECT, .reserve = RESERVE};

static orth_sale *sale_of(const orth_sale_terms *terms)
{
    orth_sale *sale;
    ck_assert_int_eq(orth_sale_create(&sale, terms, NULL), ORTH_OK);
    return sale;
}

static void block(orth_sale *sale, double weight, double fee)
{
    orth_fee of = orth_fee_of(fee);
    orth_sale_block(sale, weight, &of);
}

static void near(double x, double expected, double within)
{
    if (!(fabs(x - expected) <= within * fabs(expected)))
        ck_abort_msg("%.17g instead of %.17g: %.3g", x, expected, x / expected - 1);
}

static void closes(const orth_sale_state *now, const orth_sale_terms *terms)
{
    const orth_sale_ledger *of = &now->ledger;
    double project = terms->project + of->returned - now->project - of->sold - of->project_protocol;
    double reserve = terms->reserve + of->paid - now->reserve - of->taken - of->reserve_protocol;
    ck_assert_double_le(fabs(project), ORTH_SALE_CLOSES * (terms->project + of->returned));
    ck_assert_double_le(fabs(reserve),
                        ORTH_SALE_CLOSES * (terms->reserve + terms->virtual_reserve + of->paid));
}

/* Of 9,000,000 T and 100,000 R, 96/4 to 50/50 linearly, whose T is worth 0.05, computed in 50
 * digits. */
START_TEST(known_sales)
{
    static const struct {
        uint64_t blocks, first;
        double fee, raised, sold, average;
    } known[] = {
        {10, 4, 0, 165662.1644870699, 3686756.7102586003, .04493439017174797},
        {100, 31, 0, 174051.75477315046, 3518964.904536994, .04946106582328965},
        {1000, 309, 0, 174904.91144558135, 3501901.7710883785, .04994569319150878},
        {21600, 6660, 0, 174995.59579231963, 3500088.0841536336, .04999748337323225},
        {21600, 6730, .01, 173613.84079730944, 3472450.026767648, .049997505927801354},
    };
    orth_sale_terms terms = usual;
    for (int blocked = 0; blocked < 2; blocked++) {
        terms.sales_blocked = blocked;
        orth_sale *sale = sale_of(&terms);
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
            orth_sale_restart(sale);
            for (uint64_t k = 1; k <= known[i].blocks; k++) {
                block(sale, 0.96 + (0.5 - 0.96) * ((double)k / (double)known[i].blocks),
                      known[i].fee);
                if (orth_sale_price(sale) < VALUE) /* nobody sells at the start */
                    orth_sale_arbitrage(sale, VALUE);
            }
            orth_sale_state now = orth_sale_now(sale);
            ck_assert_uint_eq(now.ledger.first_block, known[i].first);
            ck_assert_uint_eq(now.ledger.blocks, known[i].blocks);
            ck_assert_uint_eq(now.ledger.sales, 0);
            near(now.ledger.paid, known[i].raised, 1e-12);
            near(now.ledger.sold, known[i].sold, 1e-12);
            near(now.ledger.paid / now.ledger.sold, known[i].average, 1e-12);
            closes(&now, &terms);
        }
        orth_sale_free(sale);
    }
}
END_TEST

START_TEST(the_limit)
{
    orth_sale_limit limit = orth_sale_limit_of(&usual, 0.5, VALUE);
    near(limit.reserve_weight, 2.0 / 11, 1e-15);
    near(limit.raised, 175000, 1e-14);
    near(limit.sold, 3500000, 1e-14);
    orth_sale_terms seedless = {.project = PROJECT, .virtual_reserve = RESERVE};
    near(orth_sale_limit_of(&seedless, 0.5, VALUE).raised, 175000, 1e-14);
    limit = orth_sale_limit_of(&usual, 0.9, VALUE); /* r of the end is below 2/11 */
    ck_assert(limit.raised == 0 && limit.sold == 0);
}
END_TEST

/* 100 T and 50 R at 80/20: r/w = 1/4. A buyer of 750 R without a fee multiplies B_R by 16, so he
 * gets half of T; one who may pay up to 32 times the price, q = 32, does B_R 32^0.8 = 16 as well.
 */
START_TEST(a_buy_by_hand)
{
    orth_sale_terms terms = {.project = 100, .reserve = 50};
    orth_sale *sale = sale_of(&terms);
    block(sale, 0.8, 0);
    double price = orth_sale_price(sale);
    near(price, 2, 1e-15);
    for (int way = 0; way < 4; way++) {
        orth_sale_restart(sale);
        block(sale, 0.8, 0);
        double budget[] = {750, INFINITY, 750, 1e9}, most[] = {INFINITY, 64, 65, 64};
        orth_sale_trade trade = orth_sale_buy(sale, budget[way], most[way]);
        near(trade.paid, 750, 1e-15);
        near(trade.got, 50, 1e-15);
        near(trade.price, 15, 1e-15);
        near(orth_sale_price(sale), 64, 1e-15);
        near(orth_sale_no_buyer_price(sale), 2, 1e-15);
        orth_sale_state now = orth_sale_now(sale);
        near(now.ledger.highest_price, 64, 1e-15);
        ck_assert_uint_eq(now.ledger.first_block, 1);
    }
    /* With half as fee, half of it the protocol's: 1,500 for the same, of which 375 leave. */
    orth_sale_terms shared = terms;
    shared.protocol_share = 0.5;
    orth_sale_free(sale);
    sale = sale_of(&shared);
    block(sale, 0.8, 0.5);
    orth_sale_trade trade = orth_sale_buy(sale, 1500, INFINITY);
    near(trade.got, 50, 1e-15);
    orth_sale_state now = orth_sale_now(sale);
    near(now.reserve, 50 + 1500 - 375, 1e-15);
    near(now.ledger.reserve_fees, 750, 1e-15);
    near(now.ledger.reserve_protocol, 375, 1e-15);
    closes(&now, &shared);
    orth_sale_free(sale);
}
END_TEST

/* At 20/80, w/r = 1/4: who sells 1,500 T to 100 has B_T times 16 and gets half of R. */
START_TEST(a_sale_by_hand)
{
    orth_sale_terms terms = {.project = 100, .reserve = 50};
    orth_sale *sale = sale_of(&terms);
    for (int way = 0; way < 3; way++) {
        double amount[] = {1500, INFINITY, 1e9};
        orth_sale_restart(sale);
        block(sale, 0.2, 0);
        double least[] = {0, orth_sale_price(sale) / 32, orth_sale_price(sale) / 32};
        orth_sale_trade trade = orth_sale_sell(sale, amount[way], least[way]);
        near(trade.paid, 1500, 1e-14);
        near(trade.got, 25, 1e-14);
        near(trade.price, 25.0 / 1500, 1e-14);
        ck_assert_uint_eq(orth_sale_now(sale).ledger.sales, 1);
        ck_assert_uint_eq(orth_sale_now(sale).ledger.first_block, 0);
    }
    orth_sale_free(sale);
    terms.sales_blocked = true;
    sale = sale_of(&terms);
    block(sale, 0.2, 0);
    ck_assert(orth_sale_sell(sale, 1500, 0).got == 0);
    ck_assert(orth_sale_arbitrage(sale, orth_sale_price(sale) / 2).paid == 0);
    orth_sale_state now = orth_sale_now(sale);
    ck_assert(now.project == 100 && now.reserve == 50 && now.ledger.sales == 0);
    orth_sale_free(sale);
}
END_TEST

/* A pool without a seed pays no more than buyers brought, whoever sells. */
START_TEST(a_virtual_reserve_is_not_paid_out)
{
    orth_sale_terms terms = {.project = PROJECT, .virtual_reserve = RESERVE};
    orth_sale *sale = sale_of(&terms);
    block(sale, 0.5, 0.01);
    near(orth_sale_price(sale), RESERVE / PROJECT, 1e-15);
    ck_assert(orth_sale_sell(sale, 1000, 0).got == 0);
    ck_assert(orth_sale_arbitrage(sale, 1e-6).got == 0);
    orth_sale_trade bought = orth_sale_buy(sale, 1000, INFINITY);
    ck_assert(bought.got > 0);
    near(orth_sale_now(sale).reserve, 1000, 1e-15);
    orth_sale_trade sold = orth_sale_sell(sale, 1e6, 0);
    near(sold.got, 1000, 1e-15);
    ck_assert(sold.paid < 1e6 && sold.paid > bought.got);
    orth_sale_state now = orth_sale_now(sale);
    ck_assert(now.reserve == 0);
    closes(&now, &terms);
    near(orth_sale_buy(sale, 500, INFINITY).paid, 500, 1e-15);
    orth_sale_trade part = orth_sale_arbitrage(sale, 1e-6);
    near(part.got, 500, 1e-15);
    ck_assert(orth_sale_now(sale).reserve == 0);
    orth_sale_free(sale);
}
END_TEST

/* A part in 10^17 of the pool: its price is still the pool's, and a million of them add up. */
START_TEST(the_smallest_trades)
{
    orth_sale *sale = sale_of(&usual);
    block(sale, 0.5, 0);
    double price = orth_sale_price(sale), got = 0;
    for (int i = 0; i < 100000; i++) {
        orth_sale_trade trade = orth_sale_buy(sale, 1e-12, INFINITY);
        near(trade.price, price, 1e-11);
        got += trade.got;
    }
    orth_sale_state now = orth_sale_now(sale);
    near(now.ledger.sold, got, 1e-11);
    near(now.ledger.paid, 1e-7, 1e-12);
    near(PROJECT - now.project, got, 0.02); /* as far as a double shows it */
    orth_sale_free(sale);
}
END_TEST

/* More than a double's digits of the pool: what stays is positive, and the rest closes. */
START_TEST(the_largest_trades)
{
    orth_sale *sale = sale_of(&usual);
    for (double weight = 0.01; weight < 1; weight += 0.098) {
        orth_sale_restart(sale);
        block(sale, weight, 0.003);
        orth_sale_buy(sale, 1e12, INFINITY);
        orth_sale_state now = orth_sale_now(sale);
        ck_assert(now.project >= ORTH_PRICE_MIN);
        ck_assert(isfinite(orth_sale_price(sale)));
        closes(&now, &usual);
        orth_sale_restart(sale);
        block(sale, weight, 0.003);
        orth_sale_sell(sale, 1e14, 0);
        now = orth_sale_now(sale);
        ck_assert(now.reserve >= ORTH_PRICE_MIN && orth_sale_price(sale) > 0);
        double left = RESERVE * pow(1 + 1e14 * 0.997 / PROJECT, -weight / (1 - weight));
        near(now.reserve, left > ORTH_PRICE_MIN ? left : ORTH_PRICE_MIN, 1e-9);
        closes(&now, &usual);
    }
    orth_sale_free(sale);
}
END_TEST

/* Nobody buys above what he pays, or for nothing. */
START_TEST(no_trade)
{
    orth_sale *sale = sale_of(&usual);
    block(sale, 0.5, 0.01);
    double price = orth_sale_price(sale);
    ck_assert(orth_sale_buy(sale, 1000, price).paid == 0);
    ck_assert(orth_sale_buy(sale, 1000, price / 0.9901).paid == 0);
    ck_assert(orth_sale_buy(sale, 0, INFINITY).paid == 0);
    ck_assert(orth_sale_sell(sale, 1000, price).paid == 0);
    ck_assert(orth_sale_sell(sale, 0, 0).paid == 0);
    ck_assert(orth_sale_arbitrage(sale, price).paid == 0);
    ck_assert(orth_sale_arbitrage(sale, price / 0.9901).paid == 0);
    ck_assert(orth_sale_arbitrage(sale, price * 0.9901).paid == 0);
    orth_sale_state now = orth_sale_now(sale);
    ck_assert_uint_eq(now.ledger.buys + now.ledger.sales + now.ledger.first_block, 0);
    ck_assert(now.ledger.highest_price == 0 && now.weight == 0.5);
    ck_assert(orth_sale_buy(sale, 1000, price / 0.9899).paid > 0);
    ck_assert(orth_sale_sell(sale, 10, price * 0.9899).paid > 0);
    orth_sale_restart(sale);
    now = orth_sale_now(sale);
    ck_assert(now.project == PROJECT && now.reserve == RESERVE && now.ledger.paid == 0);
    ck_assert_uint_eq(now.ledger.blocks, 0);
    orth_sale_free(sale);
}
END_TEST

START_TEST(terms_out_of_range)
{
    static const orth_sale_terms wrong[] = {
        {.project = 0, .reserve = 1},
        {.project = -1, .reserve = 1},
        {.project = NAN, .reserve = 1},
        {.project = INFINITY, .reserve = 1},
        {.project = 1},
        {.project = 1, .reserve = -1, .virtual_reserve = 2},
        {.project = 1, .reserve = 2, .virtual_reserve = -1},
        {.project = 1, .reserve = NAN},
        {.project = 1, .reserve = 1, .protocol_share = 1.1},
        {.project = 1, .reserve = 1, .protocol_share = -0.1},
        {.project = 1, .reserve = 1, .protocol_share = NAN},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        orth_error error;
        orth_sale *sale = (orth_sale *)&error;
        ck_assert_int_eq(orth_sale_create(&sale, &wrong[i], &error), ORTH_DOMAIN);
        ck_assert(sale == NULL);
        ck_assert(strstr(error.text, "permitted: ") != NULL);
    }
    orth_sale_free(NULL);
}
END_TEST

/* One who pays no more than the last buyer did gets nothing: rounding is no price. */
START_TEST(rounding_is_no_price)
{
    for (int t = 0; t < 1000; t++) {
        orth_sale *sale = sale_of(&usual);
        block(sale, 0.9 - 4e-4 * t, t % 2 == 0 ? 0 : 0.01);
        double limit = orth_sale_price(sale) * (1.02 + 1e-4 * t);
        ck_assert(orth_sale_buy(sale, INFINITY, limit).got > 0);
        ck_assert(orth_sale_buy(sale, 500, limit).got == 0);
        limit = orth_sale_price(sale) / (1.02 + 1e-4 * t);
        ck_assert(orth_sale_sell(sale, INFINITY, limit).got > 0);
        ck_assert(orth_sale_sell(sale, 500, limit).got == 0);
        orth_sale_free(sale);
    }
}
END_TEST

ORTH_TEST_MAIN("sale", rounding_is_no_price, known_sales, the_limit, a_buy_by_hand, a_sale_by_hand,
               a_virtual_reserve_is_not_paid_out, the_smallest_trades, the_largest_trades, no_trade,
               terms_out_of_range)
