/* Who comes to a sale: times by rates, marks by their distributions, the book of orders, and the
 * spread of prices that they paid. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/kernel.h"
#include "orthant/sale_buyers.h"
#include "sale/orders.h"

static bool close_to(double got, double expected, double error)
{
    return fabs(got - expected) <= error * fmax(fabs(expected), 1e-300);
}

static const double days[] = {0, 1.5, 2, 4}, rates[] = {300, 50, 0, 10};
static const orth_sale_rate steps = {.count = 4, .days = days, .rates = rates};

START_TEST(rates_in_closed_form)
{
    orth_sale_rate constant = {.rate = 300}, falling = {.rate = 1000, .decay_days = 0.5};
    ck_assert(orth_sale_rate_expected(&constant, 2.5) == 750);
    ck_assert(orth_sale_rate_time(&constant, 750) == 2.5);
    ck_assert(close_to(orth_sale_rate_expected(&falling, 0.5), 500 * (1 - exp(-1)), 1e-15));
    ck_assert(close_to(orth_sale_rate_time(&falling, 250), 0.5 * log(2), 1e-15));
    ck_assert(orth_sale_rate_time(&falling, 500) == INFINITY);
    ck_assert(orth_sale_rate_expected(&steps, 1) == 300);
    ck_assert(orth_sale_rate_expected(&steps, 1.75) == 450 + 12.5);
    ck_assert(orth_sale_rate_expected(&steps, 3) == 475);
    ck_assert(orth_sale_rate_expected(&steps, 5) == 485);
    ck_assert(orth_sale_rate_time(&steps, 475) == 2);
    ck_assert(orth_sale_rate_time(&steps, 480) == 4.5);
    orth_sale_rate ends = {.count = 3, .days = days, .rates = rates};
    ck_assert(orth_sale_rate_time(&ends, 475) == 2);
    ck_assert(orth_sale_rate_time(&ends, 475.5) == INFINITY);
    orth_sale_rate nobody = {.rate = 0};
    ck_assert(orth_sale_rate_time(&nobody, 1) == INFINITY);
}
END_TEST

START_TEST(times_and_expectations_are_inverse)
{
    test_random random = test_seeded(1);
    for (int t = 0; t < 2000; t++) {
        orth_sale_rate rate = {.rate = exp(8 * test_random_unit(&random)),
                               .decay_days = t % 2 ? 0.1 + test_random_unit(&random) : 0};
        double own_days[8] = {0}, own_rates[8];
        for (size_t i = 0; i < 8; i++) {
            own_rates[i] = 1 + 100 * test_random_unit(&random);
            own_days[i] = i == 0 ? 0 : own_days[i - 1] + 0.01 + test_random_unit(&random);
        }
        if (t % 3 == 0)
            rate = (orth_sale_rate){.count = 8, .days = own_days, .rates = own_rates};
        double at = 3 * test_random_unit(&random) + 1e-3;
        double expected = orth_sale_rate_expected(&rate, at);
        /* What is still to come decides, and it is a difference of those expected. */
        double lost = rate.decay_days > 0 ? rate.decay_days / at * exp(at / rate.decay_days) : 0;
        ck_assert(close_to(orth_sale_rate_time(&rate, expected), at, 1e-14 * (100 + lost)));
    }
}
END_TEST

#define PATHS 400

static orth_sale_buyers usual(void)
{
    return (orth_sale_buyers){.arrivals = {.rate = 100},
                              .budget = 500,
                              .budget_deviation = 1.2,
                              .deviation = 0.4,
                              .patient = 0.3,
                              .flippers = 0.1,
                              .gain = 0.5,
                              .block_seconds = 12,
                              .seed = 11};
}

/* Within 4.5 standard errors: of some 20 of them that is 1 in 7,000, and the seed is fixed. */
static void mean_is(double sum, double squares, double count, double expected)
{
    double mean = sum / count, error = sqrt((squares / count - mean * mean) / count);
    ck_assert_msg(fabs(mean - expected) <= 4.5 * error, "%g, not %g +- %g", mean, expected, error);
}

START_TEST(marks_have_their_distributions)
{
    orth_sale_buyers terms = usual();
    enum { EACH = 150 };
    orth_sale_buyer buyers[EACH];
    double sums[10] = {0}, squares[10] = {0};
    for (uint64_t path = 0; path < PATHS; path++) {
        orth_sale_buyers_of(&terms, path, 0, EACH, buyers);
        for (size_t j = 0; j < EACH; j++) {
            double before = j == 0 ? 0 : buyers[j - 1].days;
            ck_assert(buyers[j].days > before);
            double gap = 100 * (buyers[j].days - before), z = log(buyers[j].taste) / 0.4;
            double money = log(buyers[j].budget / 500), waits = buyers[j].patient;
            double flips = buyers[j].flips;
            const double marks[] = {gap,   money,     z,           z * z,       waits,
                                    flips, money * z, gap * waits, gap * flips, waits * flips};
            for (size_t m = 0; m < 10; m++) {
                sums[m] += marks[m];
                squares[m] += marks[m] * marks[m];
            }
        }
    }
    static const double expected[] = {1, -0.72, 0, 1, 0.3, 0.1, 0, 0.3, 0.1, 0.03};
    for (size_t m = 0; m < 10; m++)
        mean_is(sums[m], squares[m], PATHS * EACH, expected[m]);
    double deviation = sqrt(squares[1] / (PATHS * EACH) - 0.72 * 0.72);
    ck_assert(close_to(deviation, 1.2, 0.02));
}
END_TEST

START_TEST(student_reservations)
{
    orth_sale_buyers terms = usual();
    terms.nu = 5;
    orth_sale_buyer buyers[100];
    double above[3] = {0};
    static const double places[] = {1.4758840488244815, 2.570581835636197, 4.032142983555228};
    static const double tails[] = {0.1, 0.025, 0.005}; /* of Student's t with 5 degrees */
    for (uint64_t path = 0; path < PATHS; path++) {
        orth_sale_buyers_of(&terms, path, 0, 100, buyers);
        for (size_t j = 0; j < 100; j++)
            for (size_t p = 0; p < 3; p++)
                above[p] += log(buyers[j].taste) / 0.4 > places[p];
    }
    for (size_t p = 0; p < 3; p++)
        mean_is(above[p], above[p], PATHS * 100, tails[p]);
}
END_TEST

/* The number that came by a time is Poisson: its mean and its variance. */
START_TEST(counts_are_poisson)
{
    const orth_sale_rate kinds[] = {{.rate = 20}, {.rate = 60, .decay_days = 0.4}, steps};
    for (size_t kind = 0; kind < 3; kind++) {
        orth_sale_buyers terms = usual();
        terms.arrivals = kinds[kind];
        double at = kind == 2 ? 0.1 : 1.3, expected = orth_sale_rate_expected(&terms.arrivals, at);
        double sum = 0, squares = 0, fourth = 0;
        orth_sale_buyer buyers[150];
        for (uint64_t path = 0; path < 4000; path++) {
            orth_sale_buyers_of(&terms, path, 0, 150, buyers);
            size_t count = 0;
            while (count < 150 && buyers[count].days <= at)
                count++;
            ck_assert(count < 150 || buyers[149].days <= at);
            double off = (double)count - expected;
            sum += (double)count;
            squares += off * off;
            fourth += off * off * off * off;
        }
        mean_is(sum, squares + 4000 * expected * expected + 2 * expected * (sum - 4000 * expected),
                4000, expected);
        mean_is(squares, fourth, 4000, expected);
    }
}
END_TEST

START_TEST(the_same_buyers_for_every_rate_and_cut)
{
    orth_sale_buyers terms = usual(), twice = terms;
    twice.arrivals.rate = 200;
    orth_sale_buyer all[200], part[200], other[200], next[200];
    orth_sale_buyers_of(&terms, 7, 0, 200, all);
    orth_sale_buyers_of(&terms, 7, 63, 100, part);
    orth_sale_buyers_of(&twice, 7, 0, 200, other);
    orth_sale_buyers_of(&terms, 8, 0, 200, next);
    size_t same = 0;
    for (size_t j = 0; j < 100; j++) {
        ck_assert(part[j].days == all[63 + j].days && part[j].budget == all[63 + j].budget);
        ck_assert(part[j].taste == all[63 + j].taste && part[j].flips == all[63 + j].flips);
    }
    for (size_t j = 0; j < 200; j++) {
        ck_assert(2 * other[j].days == all[j].days && other[j].budget == all[j].budget);
        ck_assert(other[j].taste == all[j].taste && other[j].patient == all[j].patient);
        same += next[j].budget == all[j].budget || next[j].taste == all[j].taste;
        for (size_t i = 0; i < j; i++)
            same += all[i].budget == all[j].budget;
    }
    ck_assert(same == 0);
}
END_TEST

START_TEST(the_same_bits_on_all_kernels)
{
    orth_sale_buyers terms = usual();
    terms.arrivals.decay_days = 3;
    for (int round = 0; round < 2; round++, terms.nu = 4) {
        orth_sale_buyer first[130], again[130];
        memset(first, 0, sizeof first);
        memset(again, 0, sizeof again);
        ck_assert(orth_kernel_select("scalar"));
        orth_sale_buyers_of(&terms, 3, 0, 130, first);
        static const char *const names[] = {"avx2", "avx512"};
        for (size_t i = 0; i < 2; i++) {
            if (!orth_kernel_select(names[i]))
                continue;
            orth_sale_buyers_of(&terms, 3, 0, 130, again);
            for (size_t j = 0; j < 130; j++) {
                ck_assert(first[j].days == again[j].days || first[j].days == INFINITY);
                ck_assert(first[j].budget == again[j].budget && first[j].taste == again[j].taste);
                ck_assert(first[j].patient == again[j].patient && first[j].flips == again[j].flips);
            }
        }
    }
}
END_TEST

/* Tails beyond the doubles are 0 and infinity, never nothing at all. */
START_TEST(extreme_marks)
{
    orth_sale_buyers terms = usual();
    terms.deviation = terms.budget_deviation = ORTH_SALE_DEVIATION_MAX;
    terms.nu = 2 + 0x1p-51;
    terms.budget = ORTH_MONEY_MIN;
    double least = INFINITY, most = 0;
    for (uint64_t path = 0; path < PATHS; path++) {
        orth_sale_buyer buyers[100];
        orth_sale_buyers_of(&terms, path, 0, 100, buyers);
        for (size_t j = 0; j < 100; j++) {
            ck_assert(buyers[j].budget > 0 && buyers[j].budget < INFINITY);
            ck_assert(buyers[j].taste >= 0);
            least = fmin(least, buyers[j].taste);
            most = fmax(most, buyers[j].taste);
        }
    }
    ck_assert(least == 0 && most == INFINITY);
}
END_TEST

static int by_order(const void *left, const void *right)
{
    const orth_order *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->buyer > b->buyer) - (a->buyer < b->buyer);
}

START_TEST(the_best_order_comes_first)
{
    test_random random = test_seeded(2);
    orth_orders orders = {0};
    orth_order sorted[300];
    size_t count = 0;
    for (int t = 0; t < 20000; t++) {
        if (count < 300 && test_random_below(&random, 200) + 100 > count) {
            orth_order order = {.key = -(double)test_random_below(&random, 40),
                                .buyer = (uint64_t)t};
            ck_assert(orth_orders_reserve(&orders));
            orth_orders_add(&orders, order);
            sorted[count++] = order;
            qsort(sorted, count, sizeof *sorted, by_order);
        } else {
            orth_orders_drop(&orders);
            memmove(sorted, sorted + 1, --count * sizeof *sorted);
        }
        ck_assert(orders.count == count);
        ck_assert(count == 0 ||
                  (orders.heap[0].buyer == sorted[0].buyer && orders.heap[0].key == sorted[0].key));
    }
    free(orders.heap);
}
END_TEST

START_TEST(gini_of_prices)
{
    orth_sale_purchase two[] = {{0, 3, 1, 3}, {1, 1, 1, 1}};
    ck_assert(orth_sale_gini(2, two) == 0.25 && two[0].price == 1);
    ck_assert(orth_sale_gini(1, two) == 0 && orth_sale_gini(0, two) == 0);
    orth_sale_purchase quarter[] = {{0, 12, 3, 4}, {1, 1, 1, 1}};
    ck_assert(close_to(orth_sale_gini(2, quarter), 9.0 / 52, 1e-15));
    for (size_t i = 0; i < 2; i++) { /* of 1e-250 tokens */
        two[i].tokens *= 1e-250;
        two[i].paid *= 1e-250;
    }
    ck_assert(close_to(orth_sale_gini(2, two), 0.25, 1e-15));
    test_random random = test_seeded(3);
    for (int t = 0; t < 300; t++) {
        size_t count = 2 + test_random_below(&random, 40);
        orth_sale_purchase own[42];
        double spread = t % 3 == 0 ? 1e-9 : t % 3 == 1 ? 0 : 3, sum = 0, tokens = 0, paid = 0;
        for (size_t i = 0; i < count; i++) {
            double price = 0.05 * exp(spread * test_random_unit(&random));
            double t_i = exp(9 * test_random_unit(&random));
            own[i] = (orth_sale_purchase){i, price * t_i, t_i, price};
            tokens += t_i;
            paid += price * t_i;
            for (size_t j = 0; j < i; j++)
                sum += own[j].tokens * t_i * fabs(own[j].price - price);
        }
        double gini = orth_sale_gini(count, own);
        ck_assert(spread == 0 ? gini == 0 : close_to(gini, sum / (tokens * paid), 1e-11));
    }
}
END_TEST

ORTH_TEST_MAIN("sale buyers", rates_in_closed_form, times_and_expectations_are_inverse,
               marks_have_their_distributions, student_reservations, counts_are_poisson,
               the_same_buyers_for_every_rate_and_cut, the_same_bits_on_all_kernels, extreme_marks,
               the_best_order_comes_first, gini_of_prices)
