/* What is kept of a sale's purchases does not grow with its blocks. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>

#include "launch/by_price.h"
#include "launch/purchases.h"
#include "sale/gini.h"

#define PURCHASES 1000000

/* A price that falls and trembles, now and then a purchase that is a thousand times as large. */
static orth_sale_purchase purchase(test_random *random, size_t i)
{
    double price = 2 - (double)i / PURCHASES + 0.2 * (2 * test_random_unit(random) - 1);
    double tokens = test_random_unit(random);
    if (test_random_unit(random) < 1e-3)
        tokens *= 1000;
    return (orth_sale_purchase){
        .buyer = i, .paid = tokens * price, .tokens = tokens, .price = price};
}

START_TEST(bounded)
{
    test_random random = test_seeded(1);
    orth_purchases purchases = {0};
    orth_sale_purchase *all = malloc(PURCHASES * sizeof *all);
    orth_error error;
    double paid = 0, tokens = 0;
    ck_assert_ptr_nonnull(all);
    for (size_t i = 0; i < PURCHASES; i++) {
        all[i] = purchase(&random, i);
        paid += all[i].paid;
        tokens += all[i].tokens;
        ck_assert_int_eq(orth_purchases_add(&purchases, all[i].paid, all[i].tokens, &error),
                         ORTH_OK);
        ck_assert_uint_le(purchases.count, ORTH_PURCHASES_MOST);
    }
    ck_assert_uint_eq(purchases.made, PURCHASES);
    ck_assert_uint_lt(purchases.room, 2 * ORTH_PURCHASES_MOST + 64);
    double average = orth_purchases_average(&purchases);
    ck_assert_double_eq_tol(average, paid / tokens, 1e-9);
    double gini = orth_purchases_gini(&purchases), exact = orth_sale_gini(PURCHASES, all);
    ck_assert_double_le(gini, exact + 1e-12);
    ck_assert_double_gt(gini, exact - 16 * (2.4 / average) * 4 / ORTH_PURCHASES_MOST);
    ck_assert_double_gt(gini, 0.05);
    orth_purchases_free(&purchases);
    free(all);
}
END_TEST

/* Prices of every size, of one binade, of few values, and all the same: as qsort has them, with
 * equal ones in the order in which they came. */
static double drawn_price(test_random *random, int kind)
{
    double u = test_random_unit(random);
    if (kind == 0)
        return exp(1200 * u - 600);
    return kind == 1 ? 1 + u : kind == 2 ? ceil(5 * u + 0.5) : 0.05;
}

START_TEST(sorted)
{
    enum { MOST = 3000 };
    static orth_sale_purchase list[MOST], scratch[MOST], expected[MOST];
    test_random random = test_seeded(2);
    for (int t = 0; t < 80; t++) {
        size_t count = t < 8 ? (size_t)t / 4 : test_random_below(&random, MOST + 1);
        for (size_t i = 0; i < count; i++) {
            double price = drawn_price(&random, t % 4);
            list[i] = expected[i] = (orth_sale_purchase){i, 2 * price, 2, price};
        }
        orth_purchases_by_price(count, list, scratch);
        qsort(expected, count, sizeof *expected, orth_sale_purchase_by_price);
        for (size_t i = 0; i < count; i++) {
            ck_assert_uint_eq(list[i].buyer, expected[i].buyer);
            ck_assert(list[i].price == expected[i].price && list[i].paid == expected[i].paid);
        }
    }
}
END_TEST

ORTH_TEST_MAIN("launch_purchases", bounded, sorted)
