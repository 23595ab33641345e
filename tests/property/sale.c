/* Laws of a sale by falling weights over drawn settings: the closed form of what a value that all
 * know raises, orthant/run.h to the bit, and ledgers that close whatever is traded. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>

#include "orthant/run.h"
#include "orthant/sale.h"

static orth_sale *sale_of(const orth_sale_terms *terms)
{
    orth_sale *sale;
    ck_assert_int_eq(orth_sale_create(&sale, terms, NULL), ORTH_OK);
    return sale;
}

static double draw(test_random *random, double low, double high)
{
    return low + (high - low) * test_random_unit(random);
}

static double draw_log(test_random *random, double low, double high)
{
    return exp(draw(random, log(low), log(high)));
}

static orth_sale_terms draw_terms(test_random *random)
{
    orth_sale_terms terms = {.project = draw_log(random, 1, 1e12),
                             .reserve = draw_log(random, 1, 1e9)};
    if (test_random_below(random, 3) == 0)
        terms.virtual_reserve = draw_log(random, 1, 1e9);
    if (terms.virtual_reserve > 0 && test_random_below(random, 2) == 0)
        terms.reserve = 0;
    if (test_random_below(random, 2) == 0)
        terms.protocol_share = draw(random, 0, 1);
    terms.sales_blocked = test_random_below(random, 2) == 0;
    return terms;
}

/* Falling weights of any shape, [block 0 .. count]. */
static void draw_path(test_random *random, size_t count, double *weights, double start, double end)
{
    double sum = 0;
    for (size_t k = 1; k <= count; k++)
        sum += weights[k] = pow(test_random_unit(random), 3);
    double at = weights[0] = start;
    for (size_t k = 1; k < count; k++)
        weights[k] = at += (end - start) * (weights[k] / sum);
    weights[count] = end;
}

static long double kl(double w, double before)
{
    long double u = before, v = w;
    return v * logl(v / u) + (1 - v) * logl((1 - v) / (1 - u));
}

/* Without a fee: nobody trades until a block's price is below the value V; from there the pool is
 * at rest after each block, worth W, of which a step of the weights takes KL:
 *   W = (B_R / r)^r (V B_T / w)^w e^(- sum of KL from there on), raised = r_end W - B_R,
 *   V (B_T - sold) = w_end W,
 * whatever the path; and it is less than the limit by less than B_R + V B_T times the sum of KL. */
START_TEST(what_a_value_raises_without_a_fee)
{
    test_random random = test_seeded(1);
    enum { MOST = 400 };
    double weights[MOST + 1], worst = 0;
    for (int i = 0; i < 2000; i++) {
        orth_sale_terms terms = draw_terms(&random);
        orth_fee none = orth_fee_of(0);
        size_t count = 1 + test_random_below(&random, MOST);
        double start = draw(&random, 0.6, 0.99), end = draw(&random, 0.05, 0.55);
        double reserve = terms.reserve + terms.virtual_reserve;
        double high = reserve / terms.project * start / (1 - start);
        double low = reserve / terms.project * end / (1 - end);
        double value = draw(&random, low, high);
        draw_path(&random, count, weights, start, end);
        orth_sale *sale = sale_of(&terms);
        size_t first = 0;
        long double worth = 0, lost = 0;
        for (size_t k = 1; k <= count; k++) {
            orth_sale_block(sale, weights[k], &none);
            if (first == 0 && orth_sale_price(sale) < value) {
                long double w = weights[k], r = 1 - w;
                first = k;
                worth =
                    expl(r * logl(reserve / r) + w * logl((long double)value * terms.project / w));
            } else if (first != 0) {
                lost += kl(weights[k], weights[k - 1]);
            }
            if (first != 0) /* before, arbitrage would sell */
                orth_sale_arbitrage(sale, value);
            else
                ck_assert(orth_sale_price(sale) == orth_sale_no_buyer_price(sale));
        }
        orth_sale_state now = orth_sale_now(sale);
        ck_assert(first != 0 && now.ledger.first_block == first);
        worth *= expl(-lost);
        double raised = (double)((1 - (long double)end) * worth - reserve);
        double sold = (double)(terms.project - end * worth / value);
        double all = reserve + value * terms.project;
        double miss = fabs(now.ledger.paid - raised) / all;
        miss = fmax(miss, fabs(now.ledger.sold - sold) / terms.project);
        worst = fmax(worst, miss);
        ck_assert_double_le(miss, 1e-13);
        /* The limit is what the same pool raises when no step costs anything. */
        orth_sale_limit limit = orth_sale_limit_of(&terms, end, value);
        double jump = (double)kl(weights[first], 1 - limit.reserve_weight);
        ck_assert_double_le(now.ledger.paid, limit.raised + 1e-13 * all);
        ck_assert_double_ge(now.ledger.paid,
                            limit.raised - all * ((double)lost + jump) - 1e-13 * all);
        orth_sale_free(sale);
    }
    test_worst("raised, without a fee", worst);
}
END_TEST

/* Any fee, protocol's share, weights that fall or not, a value that walks: the reserves of a sale
 * where all may trade are those of a run with the same prices, those of one where nobody may sell
 * those of a run whose arbitrageur is away when he would. */
START_TEST(the_reserves_of_a_run_to_the_bit)
{
    test_random random = test_seeded(2);
    for (int i = 0; i < 600; i++) {
        bool blocked = i % 2 == 1;
        double weight = draw(&random, 0.05, 0.95);
        double prices[] = {draw_log(&random, 1e-6, 1e3), 1}, weights[] = {weight, 1 - weight};
        orth_pool_rules rules = {.fee = i % 3 == 0 ? 0.0001 : draw(&random, 0, 0.1)};
        rules.protocol_share = i % 5 == 0 ? 0 : draw(&random, 0, 1);
        orth_run *run;
        ck_assert_int_eq(orth_run_create(&run, 2, &rules, NULL), ORTH_OK);
        orth_run_start(run, weights, prices, draw_log(&random, 1, 1e9));
        const double *reserves = orth_run_reserves(run);
        orth_sale_terms terms = {.project = reserves[0],
                                 .reserve = reserves[1],
                                 .sales_blocked = blocked,
                                 .protocol_share = rules.protocol_share};
        orth_sale *sale = sale_of(&terms);
        double sigma = draw_log(&random, 1e-5, 0.1), drift = draw(&random, -0.004, 0.001);
        uint64_t trades = 0;
        for (int k = 0; k < 200; k++) {
            prices[0] *= exp(sigma * draw(&random, -1, 1));
            double next = weights[0] + drift * test_random_unit(&random);
            weights[0] = next > 0.03 && next < 0.97 ? next : weights[0];
            weights[1] = 1 - weights[0];
            orth_fee fee = orth_fee_of(k % 7 == 0 ? rules.fee / 2 : rules.fee);
            orth_sale_block_weights(sale, weights, &fee);
            orth_sale_trade trade = orth_sale_arbitrage(sale, prices[0]);
            bool there = !blocked || trade.paid > 0;
            trades += trade.paid > 0;
            orth_run_blocks_present(run, 1, prices, weights, &fee, blocked ? &there : NULL);
            orth_sale_state now = orth_sale_now(sale);
            reserves = orth_run_reserves(run);
            if (now.project != reserves[0] || now.reserve != reserves[1])
                ck_abort_msg("pool %d, block %d: %a and %a instead of %a and %a", i, k, now.project,
                             now.reserve, reserves[0], reserves[1]);
        }
        orth_sale_state now = orth_sale_now(sale);
        ck_assert_uint_eq(orth_run_outcome(run).trades, trades);
        ck_assert_uint_eq(now.ledger.buys + now.ledger.sales, trades);
        ck_assert(!blocked || now.ledger.sales == 0);
        orth_run_free(run);
        orth_sale_free(sale);
    }
}
END_TEST

static void closes(const orth_sale *sale, const orth_sale_terms *terms)
{
    orth_sale_state now = orth_sale_now(sale);
    const orth_sale_ledger *of = &now.ledger;
    double project = terms->project + of->returned, reserve = terms->reserve + of->paid;
    double project_after = now.project + of->sold + of->project_protocol;
    double reserve_after = now.reserve + of->taken + of->reserve_protocol;
    ck_assert_double_le(fabs(project - project_after), ORTH_SALE_CLOSES * project);
    ck_assert_double_le(fabs(reserve - reserve_after),
                        ORTH_SALE_CLOSES * (reserve + terms->virtual_reserve));
    ck_assert(now.project > 0 && now.reserve >= 0);
    ck_assert(isfinite(orth_sale_price(sale)) && orth_sale_price(sale) > 0);
    ck_assert_double_le(of->reserve_protocol, of->reserve_fees);
    ck_assert_double_le(of->project_protocol, of->project_fees);
}

/* One buy or sale of any size and limit; it spends no more than it may, at no worse a price, and
 * the weighted product of what takes part stays. */
static void trade_once(test_random *random, orth_sale *sale, const orth_sale_terms *terms,
                       const orth_fee *fee)
{
    orth_sale_state before = orth_sale_now(sale);
    double price = orth_sale_price(sale), limit = price * draw_log(random, 0.1, 10);
    double w = before.weight, inside = before.reserve + terms->virtual_reserve;
    bool buys = test_random_below(random, 2) == 0;
    double most = (buys ? inside : before.project) * draw_log(random, 1e-18, 10);
    orth_sale_trade trade =
        buys ? orth_sale_buy(sale, most, limit) : orth_sale_sell(sale, most, limit);
    if (trade.paid == 0) {
        double best = buys ? price * fee->gross : price * fee->keep;
        bool none = buys ? !(best < limit * (1 - 1e-15)) : !(best > limit * (1 + 1e-15));
        ck_assert(none || (!buys && (terms->sales_blocked || before.reserve == 0)));
        return;
    }
    ck_assert(trade.paid > 0 && trade.paid <= most && trade.got > 0);
    ck_assert(buys || !terms->sales_blocked);
    double least = buys ? price * fee->gross : limit, worst = buys ? limit : price * fee->keep;
    ck_assert_double_ge(trade.price, least * (1 - 1e-12));
    ck_assert_double_le(trade.price, worst * (1 + 1e-12));
    double in = buys ? inside : before.project, out = buys ? before.project : inside;
    double own = buys ? 1 - w : w, other = buys ? w : 1 - w;
    double grown = own * log1p(trade.paid * fee->keep / in), fell = other * log1p(-trade.got / out);
    ck_assert_double_le(fabs(grown + fell),
                        1e-12 * (grown + 1e-3) * fmax(1, trade.got / (out - trade.got)));
    bool left = trade.paid < most; /* it ends at the limit, or with the real reserve */
    double at = (in + trade.paid * fee->keep) / own / ((out - trade.got) / other);
    double end = buys ? at * fee->gross : 1 / at * fee->keep;
    if (left && (buys || orth_sale_now(sale).reserve > 0))
        ck_assert_double_le(fabs(end / limit - 1), 1e-10);
}

START_TEST(any_trades_close)
{
    test_random random = test_seeded(3);
    for (int i = 0; i < 600; i++) {
        orth_sale_terms terms = draw_terms(&random);
        orth_sale *sale = sale_of(&terms);
        for (int k = 0; k < 60; k++) {
            orth_fee fee =
                orth_fee_of(test_random_below(&random, 3) == 0 ? 0 : draw(&random, 0, 0.3));
            orth_sale_block(sale, draw(&random, 0.1, 0.9), &fee);
            if (test_random_below(&random, 3) == 0)
                orth_sale_arbitrage(sale, orth_sale_price(sale) * draw_log(&random, 0.2, 5));
            for (size_t j = test_random_below(&random, 4); j > 0; j--)
                trade_once(&random, sale, &terms, &fee);
            closes(sale, &terms);
        }
        orth_sale_free(sale);
    }
}
END_TEST

/* Without a fee a budget in parts is the budget at once, and who sells all again has it back; with
 * one he has less. Arbitrage is a buy up to the value without an end of money. */
START_TEST(parts_and_ways_back)
{
    test_random random = test_seeded(4);
    for (int i = 0; i < 3000; i++) {
        orth_sale_terms terms = draw_terms(&random);
        terms.sales_blocked = false;
        double weight = draw(&random, 0.1, 0.9), inside = terms.reserve + terms.virtual_reserve;
        double budget = inside * draw_log(&random, 1e-15, 3);
        orth_fee fee = orth_fee_of(i % 2 == 0 ? 0 : draw_log(&random, 1e-6, 0.5));
        orth_sale *sale = sale_of(&terms);
        orth_sale_block(sale, weight, &fee);
        double price = orth_sale_price(sale);
        orth_sale_trade all = orth_sale_buy(sale, budget, INFINITY);
        orth_sale_trade back = orth_sale_sell(sale, all.got, 0);
        if (i % 2 == 0) {
            ck_assert_double_le(fabs(back.got / budget - 1), 1e-11);
            orth_sale_restart(sale);
            orth_sale_block(sale, weight, &fee);
            double got = 0;
            for (int k = 0; k < 8; k++)
                got += orth_sale_buy(sale, budget / 8, INFINITY).got;
            ck_assert_double_le(fabs(got / all.got - 1), 1e-12);
        } else {
            ck_assert_double_lt(back.got, budget);
        }
        orth_sale_restart(sale);
        orth_sale_block(sale, weight, &fee);
        double value = price * fee.gross * (1 + draw_log(&random, 1e-3, 10));
        orth_sale_trade bought = orth_sale_buy(sale, INFINITY, value);
        double highest = orth_sale_now(sale).ledger.highest_price;
        orth_sale_restart(sale);
        orth_sale_block(sale, weight, &fee);
        orth_sale_trade same = orth_sale_arbitrage(sale, value);
        ck_assert_double_le(fabs(bought.paid / same.paid - 1), 1e-11);
        ck_assert_double_le(fabs(bought.got / same.got - 1), 1e-11);
        ck_assert_double_ge(highest, value * (1 - 1e-12)); /* the fee that stays lifts it */
        orth_sale_free(sale);
    }
}
END_TEST

ORTH_TEST_MAIN("sale", what_a_value_raises_without_a_fee, the_reserves_of_a_run_to_the_bit,
               any_trades_close, parts_and_ways_back)
