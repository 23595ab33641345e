/* Who trades in a contract's sale gets what he gets in doubles, but for the contract's rounding. */
#include "harness.h"

#include <math.h>

#include "contract/fixed_point.h"
#include "orthant/sale.h"
#include "sale_cases.h"

#define BLOCKS 1000
#define VALUE 0.05

static double weight_at(uint64_t block)
{
    return 0.96 - 0.46 * (double)block / BLOCKS;
}

static orth_sale *doubles(double reserve, double virtual_reserve, bool sales_blocked)
{
    orth_sale *sale;
    orth_sale_terms terms = {9e6, reserve, virtual_reserve, sales_blocked, 0};
    ck_assert_int_eq(orth_sale_create(&sale, &terms, NULL), ORTH_OK);
    return sale;
}

static void assert_near(double got, double want, double tolerance)
{
    ck_assert_msg(fabs(got - want) <= tolerance * fabs(want), "%.17g, not %.17g", got, want);
}

/* Arbitrage against a value that moves up and down, both ways where sales are allowed. */
static void run_value(orth_sale_contract_kind kind, const char *virtual_reserve, bool sales_blocked,
                      double tolerance)
{
    sale_case of;
    orth_fee fee = orth_fee_of(0.003);
    bool seeds = kind != ORTH_SALE_V4;
    sale_case_make(&of, kind, virtual_reserve);
    of.terms.sales_blocked = sales_blocked;
    orth_sale_contract *contract = sale_case_created(&of);
    orth_sale_pool pool = orth_sale_contract_pool(contract);
    orth_sale *sale = doubles(seeds ? 1e5 : 0, seeds ? 0 : 1e5, sales_blocked);
    for (uint64_t k = 1; k <= BLOCKS; k++) {
        double value = VALUE * (1 + 0.2 * (double)(k / 50 % 2));
        orth_sale_block(sale, weight_at(k), &fee);
        pool.block(contract, k, weight_at(k), &fee);
        assert_near(pool.price(contract), orth_sale_price(sale), tolerance);
        assert_near(pool.no_buyer_price(contract), orth_sale_no_buyer_price(sale), tolerance);
        orth_sale_arbitrage(sale, value);
        pool.arbitrage(contract, value);
    }
    orth_sale_ledger want = orth_sale_now(sale).ledger, got = pool.now(contract).ledger;
    assert_near(got.paid, want.paid, tolerance);
    assert_near(got.sold, want.sold, tolerance);
    assert_near(got.reserve_fees, want.reserve_fees, tolerance);
    assert_near(got.highest_price, want.highest_price, tolerance);
    ck_assert(sales_blocked ? got.sales == 0 : got.sales >= 5);
    assert_near(got.taken, want.taken, 10 * tolerance);
    ck_assert_uint_eq(got.first_block, want.first_block);
    ck_assert_uint_eq(orth_sale_contract_now(contract).refused, 0);
    pool.restart(contract);
    ck_assert(orth_word_is_zero(orth_sale_contract_now(contract).paid));
    ck_assert_double_eq(pool.now(contract).project, 9e6);
    orth_sale_free(sale);
    orth_sale_contract_free(contract);
    sale_case_clear(&of);
}

START_TEST(arbitrage_is_that_of_doubles)
{
    run_value(ORTH_SALE_V3, "0", true, 1e-6);
    run_value(ORTH_SALE_V3, "0", false, 1e-6);
    run_value(ORTH_SALE_V4, "100000", true, 1e-6);
    run_value(ORTH_SALE_V4, "100000", false, 1e-6);
    run_value(ORTH_SALE_V2, "0", true, 2e-3);
}
END_TEST

START_TEST(a_large_budget_takes_several_swaps)
{
    static const orth_sale_contract_kind kinds[] = {ORTH_SALE_V2, ORTH_SALE_V3, ORTH_SALE_V4};
    for (size_t i = 0; i < 3; i++) {
        sale_case of;
        orth_fee fee =
            orth_fee_of(0); /* of a fee, what earlier swaps left makes later ones dearer */
        sale_case_make(&of, kinds[i], "0");
        orth_sale_contract *contract = sale_case_created(&of);
        orth_sale_pool pool = orth_sale_contract_pool(contract);
        orth_sale *sale = doubles(1e5, 0, false);
        orth_sale_block(sale, weight_at(1), &fee);
        pool.block(contract, 1, weight_at(1), &fee);
        orth_sale_trade want = orth_sale_buy(sale, 1e6, INFINITY);
        orth_sale_trade got = pool.buy(contract, 1e6, INFINITY);
        ck_assert_double_eq(got.paid, 1e6); /* to the last raw unit */
        ck_assert_uint_gt(orth_sale_contract_now(contract).swaps, 5);
        assert_near(got.got, want.got, i == 0 ? 2e-3 : 1e-6);
        orth_sale_contract_free(contract);
        orth_sale_free(sale);
        sale_case_clear(&of);
    }
}
END_TEST

START_TEST(no_more_than_the_real_reserve_is_paid_out)
{
    sale_case of;
    orth_fee fee = orth_fee_of(0);
    sale_case_make(&of, ORTH_SALE_V4, "100000");
    orth_sale_contract *contract = sale_case_created(&of);
    orth_sale_pool pool = orth_sale_contract_pool(contract);
    for (uint64_t k = 1; k <= 20; k++) {
        pool.block(contract, k, 0, &fee);
        double bought = pool.buy(contract, 20000, INFINITY).got;
        ck_assert(bought > 0);
        pool.block(contract, 50 * k, 0, &fee);
        pool.sell(contract, 9e6, 0);
        orth_sale_contract_state now = orth_sale_contract_now(contract);
        ck_assert_uint_eq(now.refused, 0);
        ck_assert_msg(pool.now(contract).reserve < 1, "%g are left", pool.now(contract).reserve);
    }
    orth_sale_contract_free(contract);
    sale_case_clear(&of);
}
END_TEST

START_TEST(the_fixed_price_sells_out_where_the_value_is_above)
{
    sale_case of;
    orth_fee fee = orth_fee_of(0.01);
    sale_case_make(&of, ORTH_SALE_FIXED_PRICE, "0");
    orth_sale_contract *contract = sale_case_created(&of);
    orth_sale_pool pool = orth_sale_contract_pool(contract);
    pool.block(contract, 1, 0, &fee);
    ck_assert_double_eq(pool.arbitrage(contract, 0.0505).got, 0); /* .05 / .99 is more */
    ck_assert_double_eq(pool.sell(contract, 1, 0).got, 0);
    orth_sale_trade some = pool.buy(contract, 1000, 0.06);
    ck_assert_double_eq(some.paid, 1000);
    assert_near(some.got, 19800, 1e-15);
    orth_sale_trade all = pool.arbitrage(contract, 0.06);
    assert_near(all.got, 9e6 - 19800, 1e-15);
    assert_near(all.paid, (9e6 - 19800) * 0.05 / 0.99, 1e-10);
    ck_assert(orth_word_is_zero(orth_sale_contract_now(contract).project));
    ck_assert_double_eq(pool.arbitrage(contract, 0.06).got, 0);
    orth_sale_contract_free(contract);
    sale_case_clear(&of);
}
END_TEST

ORTH_TEST_MAIN("sale contract pool", arbitrage_is_that_of_doubles,
               a_large_budget_takes_several_swaps, no_more_than_the_real_reserve_is_paid_out,
               the_fixed_price_sells_out_where_the_value_is_above)
