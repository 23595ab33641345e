/* Sales at random, held against a second program that shares no code with the library
 * (support/plain_sale.c): each trade, the balances, and what buyers, orders and flippers come to
 * after all blocks. Some 4 s of processor time. */
#include <math.h>
#include <stdlib.h>

#include "harness.h"
#include "orthant/sale.h"
#include "orthant/sale_buyers.h"
#include "plain_sale.h"

#define SALES 20000
#define BLOCKS 300
#define BUYERS 400

static double between(test_random *random, double low, double high) /* even in the logarithm */
{
    return low * exp(test_random_unit(random) * log(high / low));
}

static double apart(long double a, long double b, long double of)
{
    return a == b ? 0 : (double)(fabsl(a - b) / of);
}

typedef struct drawn_sale {
    orth_sale_terms terms;
    size_t blocks;
    double weights[BLOCKS], reserve_weights[BLOCKS], values[BLOCKS], units[BLOCKS];
    double fee;
    orth_fee fees[1];
} drawn_sale;

/* A weight of T that falls, mostly, in the middle of which the price is some of the values. */
static void draw(drawn_sale *drawn, bool sales, test_random *random)
{
    double project = between(random, 1e3, 1e9), reserve = between(random, 1e2, 1e8);
    double start = 1 - between(random, 0.01, 0.3), end = between(random, 0.05, 0.8);
    bool ghost = test_random_below(random, 3) == 0;
    *drawn = (drawn_sale){
        .terms = {.project = project,
                  .reserve = ghost ? reserve * (double)test_random_below(random, 2) : reserve,
                  .virtual_reserve = ghost ? reserve : 0,
                  .sales_blocked = !sales,
                  .protocol_share =
                      test_random_below(random, 2) == 0 ? 0 : test_random_unit(random)},
        .blocks = 1 + test_random_below(random, BLOCKS),
        .fee = test_random_below(random, 4) == 0 ? 0 : between(random, 1e-4, 0.3)};
    drawn->fees[0] = orth_fee_of(drawn->fee);
    double w = (start + end) / 2;
    double value = (drawn->terms.reserve + drawn->terms.virtual_reserve) / project * w / (1 - w);
    for (size_t k = 0; k < drawn->blocks; k++) {
        double way = (double)(k + 1) / (double)drawn->blocks;
        drawn->weights[k] = start + (end - start) * way;
        drawn->reserve_weights[k] = 1 - drawn->weights[k];
        value *= exp(0.02 * (test_random_unit(random) - 0.5));
        drawn->units[k] = (k == 0 ? between(random, 0.1, 3000) : drawn->units[k - 1]) *
                          exp(0.02 * (test_random_unit(random) - 0.5));
        drawn->values[k] = value * drawn->units[0];
    }
}

static plain_sale plain_of(const drawn_sale *drawn)
{
    return (plain_sale){.project = drawn->terms.project,
                        .reserve = (long double)drawn->terms.reserve + drawn->terms.virtual_reserve,
                        .ghost = drawn->terms.virtual_reserve,
                        .share = drawn->terms.protocol_share,
                        .blocked = drawn->terms.sales_blocked};
}

static orth_sale *sale_of(const drawn_sale *drawn)
{
    orth_sale *sale;
    ck_assert_int_eq(orth_sale_create(&sale, &drawn->terms, NULL), ORTH_OK);
    return sale;
}

/* By how much balances differ, of themselves. */
static double balances_apart(const orth_sale *sale, const plain_sale *plain, double ghost)
{
    orth_sale_state now = orth_sale_now(sale);
    return fmax(apart(now.project, plain->project, plain->project),
                apart((long double)now.reserve + ghost, plain->reserve, plain->reserve));
}

/* One trade of either side; its amounts are told from the balances, not from the trade. */
static double trade(orth_sale *sale, plain_sale *plain, double value, test_random *random)
{
    double limit = value * between(random, 0.5, 2);
    const plain_sale was = *plain;
    orth_sale_trade got;
    plain_trade want;
    bool buys = true;
    switch (test_random_below(random, 4)) {
    case 0: {
        double budget = (double)plain->reserve * between(random, 1e-6, 1);
        double any = test_random_below(random, 4) == 0 ? INFINITY : limit;
        got = orth_sale_buy(sale, budget, any);
        want = plain_buy(plain, budget, any);
        break;
    }
    case 1: {
        double amount = (double)plain->project * between(random, 1e-6, 0.3);
        double any = test_random_below(random, 4) == 0 ? 0 : limit;
        buys = false;
        got = orth_sale_sell(sale, amount, any);
        want = plain_sell(plain, amount, any);
        break;
    }
    default:
        got = orth_sale_arbitrage(sale, value);
        want = plain_buy(plain, INFINITY, value);
        buys = want.paid > 0;
        if (!buys)
            want = plain_sell(plain, INFINITY, value);
    }
    /* A trade that ends where a price is a limit is a difference of two places of the pool. */
    long double paid = fmaxl(want.paid, 1e-3L * (buys ? was.reserve : was.project));
    long double taken = fmaxl(want.got, 1e-3L * (buys ? was.project : was.reserve));
    return fmax(apart(got.paid, want.paid, paid), apart(got.got, want.got, taken));
}

START_TEST(trades)
{
    test_random random = test_seeded(1);
    double worst = 0, worst_trade = 0;
    for (uint64_t s = 0; s < test_setting("ORTH_TEST_SALES", SALES); s++) {
        drawn_sale drawn;
        draw(&drawn, test_random_below(&random, 2) == 0, &random);
        orth_sale *sale = sale_of(&drawn);
        plain_sale plain = plain_of(&drawn);
        for (size_t k = 0; k < drawn.blocks; k++) {
            orth_sale_block(sale, drawn.weights[k], drawn.fees);
            plain_block(&plain, drawn.weights[k], 1 - drawn.weights[k], drawn.fee);
            for (size_t t = test_random_below(&random, 3); t > 0; t--)
                worst_trade = fmax(worst_trade,
                                   trade(sale, &plain, drawn.values[k] / drawn.units[0], &random));
            worst = fmax(worst, balances_apart(sale, &plain, drawn.terms.virtual_reserve));
            ck_assert_msg(worst < 1e-10 && worst_trade < 1e-10,
                          "sale %d, block %d: balances differ by %g, a trade by %g", (int)s, (int)k,
                          worst, worst_trade);
        }
        orth_sale_free(sale);
    }
    test_worst("balances, of themselves", worst);
    test_worst("trades, of themselves or a thousandth of the pool", worst_trade);
}
END_TEST

/* ---------------------------------------------------------------- buyers */

static orth_sale_buyers draw_buyers(const drawn_sale *drawn, bool flip, test_random *random)
{
    double days = (double)drawn->blocks * 12 / 86400;
    double pool = (drawn->terms.reserve + drawn->terms.virtual_reserve) * drawn->units[0];
    return (orth_sale_buyers){.arrivals = {.rate = between(random, 1, 100) / days,
                                           .decay_days = test_random_below(random, 2) == 0
                                                             ? 0
                                                             : days * between(random, 0.1, 2)},
                              .budget = pool * between(random, 1e-4, 0.3),
                              .budget_deviation = 2 * test_random_unit(random),
                              .deviation = test_random_unit(random),
                              .nu = test_random_below(random, 2) == 0 ? 0 : 3,
                              .patient = test_random_unit(random),
                              .flippers = flip ? test_random_unit(random) : 0,
                              .gain = test_random_unit(random) / 4,
                              .block_seconds = 12,
                              .seed = test_random_bits(random) >> 12};
}

/* Who comes is the library's draw (which tests/unit holds); what they do is not. */
static plain_crowd plain_crowd_of(const orth_sale_buyers *terms, const drawn_sale *drawn,
                                  uint64_t price_path, plain_buyer *buyers)
{
    orth_sale_buyer drawn_buyers[BUYERS];
    plain_crowd crowd = {.buyers = buyers, .gain = terms->gain};
    orth_sale_buyers_of(terms, price_path, 0, BUYERS, drawn_buyers);
    for (size_t j = 0; j < BUYERS; j++) {
        const orth_sale_buyer *buyer = &drawn_buyers[j];
        double block = ceil(buyer->days * 86400 / terms->block_seconds);
        if (!(block <= (double)drawn->blocks))
            break;
        size_t k = (size_t)block;
        buyers[crowd.count++] = (plain_buyer){.block = k,
                                              .left = buyer->budget,
                                              .limit = drawn->values[k - 1] * buyer->taste,
                                              .patient = buyer->patient,
                                              .flips = buyer->flips};
    }
    ck_assert_uint_lt(crowd.count, BUYERS);
    return crowd;
}

static void run_crowd(orth_sale_crowd_sums *sums, orth_sale *sale, const drawn_sale *drawn,
                      const orth_sale_buyers *terms, uint64_t price_path)
{
    orth_sale_crowd *crowd;
    ck_assert_int_eq(orth_sale_crowd_create(&crowd, terms, drawn->blocks, NULL), ORTH_OK);
    orth_sale_crowd_start(crowd, price_path);
    orth_sale_blocks blocks = {.count = drawn->blocks,
                               .weights = drawn->weights,
                               .reserve_weights = drawn->reserve_weights,
                               .weight_stride = 1,
                               .fees = drawn->fees,
                               .values = drawn->values,
                               .value_stride = 1,
                               .reserve_prices = drawn->units,
                               .reserve_stride = 1};
    ck_assert_int_eq(orth_sale_crowd_run(crowd, sale, &blocks, NULL, NULL), ORTH_OK);
    *sums = orth_sale_crowd_now(crowd);
    orth_sale_crowd_free(crowd);
}

static void hold(bool sales, uint64_t seed)
{
    test_random random = test_seeded(seed);
    double worst = 0;
    size_t came = 0, bought = 0;
    for (uint64_t s = 0; s < test_setting("ORTH_TEST_SALES", SALES); s++) {
        drawn_sale drawn;
        plain_buyer buyers[BUYERS];
        draw(&drawn, sales, &random);
        orth_sale_buyers terms = draw_buyers(&drawn, sales, &random);
        orth_sale *sale = sale_of(&drawn);
        plain_sale plain = plain_of(&drawn);
        orth_sale_crowd_sums sums;
        run_crowd(&sums, sale, &drawn, &terms, s);
        plain_crowd crowd = plain_crowd_of(&terms, &drawn, s, buyers);
        for (size_t k = 0; k < drawn.blocks; k++) {
            plain_block(&plain, drawn.weights[k], drawn.reserve_weights[k], drawn.fee);
            plain_crowd_block(&crowd, &plain, k + 1, drawn.units[k]);
        }
        long double money = fmaxl(crowd.paid, plain.reserve * drawn.units[0]);
        double differs =
            fmax(balances_apart(sale, &plain, drawn.terms.virtual_reserve),
                 fmax(apart(sums.paid, crowd.paid, money), apart(sums.taken, crowd.taken, money)));
        differs = fmax(differs, apart(sums.highest_price, crowd.highest, crowd.highest));
        ck_assert_msg(differs < 1e-10, "sale %d: differs by %g", (int)s, differs);
        ck_assert_uint_eq(sums.came, crowd.count);
        ck_assert_uint_eq(sums.bought, crowd.bought);
        ck_assert_uint_eq(sums.first_block, crowd.first_block);
        worst = fmax(worst, differs);
        came += crowd.count;
        bought += crowd.bought;
        orth_sale_free(sale);
    }
    ck_assert_uint_gt(bought, came / 10); /* or the drawn sales would show little */
    ck_assert_uint_lt(bought, came - came / 10);
    test_worst("balances and money", worst);
}

START_TEST(buyers)
{
    hold(false, 2);
}
END_TEST

START_TEST(flippers)
{
    hold(true, 3);
}
END_TEST

ORTH_TEST_MAIN("drawn sales", trades, buyers, flippers)
