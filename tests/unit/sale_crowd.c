/* A crowd in a sale: against a second program that goes block by block and buyer by buyer, in the
 * formulas of the header and the C library's functions; laws in closed form; cuts. */
#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/kernel.h"
#include "orthant/sale.h"
#include "orthant/sale_buyers.h"

#define BLOCKS 1500
#define MOST 2000 /* buyers */

static bool close_to(double got, double expected, double error)
{
    return fabs(got - expected) <= error * fmax(fabs(expected), 1e-300);
}

/* ---------------------------------------------------------------- a setting */

typedef struct setting {
    orth_sale_terms pool;
    orth_sale_buyers terms;
    double weights[2 * BLOCKS]; /* R's first */
    orth_fee fees[BLOCKS];
    double values[BLOCKS], reserve_prices[BLOCKS];
} setting;

static orth_sale_blocks blocks_of(const setting *set, size_t first, size_t count)
{
    return (orth_sale_blocks){.count = count,
                              .weights = set->weights + 2 * first + 1,
                              .reserve_weights = set->weights + 2 * first,
                              .weight_stride = 2,
                              .fees = set->fees + first,
                              .fee_stride = 1,
                              .values = set->values + first,
                              .value_stride = 1,
                              .reserve_prices = set->reserve_prices + first,
                              .reserve_stride = 1};
}

/* Prices of T and R that move, a fee that falls, a part of the reserve virtual. */
static void draw_setting(setting *set, test_random *random)
{
    double from = 0.9 + 0.09 * test_random_unit(random), to = 0.2 + 0.6 * test_random_unit(random);
    double start = 0.1 * test_random_unit(random), value = 0.05, reserve_price = 1;
    bool moves = test_random_below(random, 3) > 0;
    for (size_t k = 0; k < BLOCKS; k++) {
        double t = (double)(k + 1) / BLOCKS, w = from + t * (to - from);
        set->weights[2 * k] = 1 - w;
        set->weights[2 * k + 1] = w;
        set->fees[k] = orth_fee_of(start * (1 - t));
        if (moves) {
            value *= exp(0.05 * (test_random_unit(random) - 0.5));
            reserve_price *= exp(0.01 * (test_random_unit(random) - 0.5));
        }
        set->values[k] = value;
        set->reserve_prices[k] = reserve_price;
    }
    set->pool = (orth_sale_terms){.project = 9e6,
                                  .reserve = 1e5 * test_random_unit(random),
                                  .virtual_reserve = test_random_below(random, 2) * 5e4};
    set->terms = (orth_sale_buyers){
        .arrivals = {.rate = 3000, .decay_days = test_random_below(random, 2) * 0.1},
        .budget = 20 + 3000 * test_random_unit(random),
        .budget_deviation = 1.2 * test_random_unit(random),
        .deviation = 0.6 * test_random_unit(random),
        .nu = test_random_below(random, 2) * 5.0,
        .patient = test_random_unit(random),
        .flippers = 0.5 * test_random_unit(random),
        .gain = 0.15 * test_random_unit(random),
        .block_seconds = 12,
        .seed = test_random_below(random, 1000)};
}

/* ---------------------------------------------------------------- the second program */

typedef struct person {
    double v, budget, paid, tokens, holds; /* holds: what is on offer */
    double ask;
    bool patient, flips, came, waits, offers;
} person;

typedef struct second {
    const setting *set;
    double project, reserve; /* with the virtual part */
    double taken, fees, highest;
    size_t first_block, came;
    person people[MOST];
} second;

static double price_at(const second *own, size_t k)
{
    const double *w = own->set->weights + 2 * k;
    return own->reserve * w[1] / (own->project * w[0]);
}

static void person_buys(second *own, size_t k, person *one)
{
    const double *w = own->set->weights + 2 * k;
    double keep = 1 - own->set->fees[k].fee, money = own->set->reserve_prices[k];
    double q = one->v / money * keep / price_at(own, k);
    if (q <= 1 || one->budget <= 0)
        return;
    double most = own->reserve * (pow(q, w[1]) - 1) / keep, paid = one->budget / money;
    bool all = paid <= most;
    if (!all)
        paid = most;
    double got = own->project * (1 - pow(own->reserve / (own->reserve + paid * keep), w[0] / w[1]));
    own->reserve += paid;
    own->project -= got;
    one->budget = all ? 0 : one->budget - paid * money;
    one->paid += paid * money;
    one->tokens += got;
    own->fees += paid * money * (1 - keep);
    own->highest = fmax(own->highest, price_at(own, k) / keep * money);
    if (own->first_block == 0)
        own->first_block = k + 1;
}

static void person_offers(person *one, double gain)
{
    one->offers = true;
    one->holds = one->tokens;
    one->ask = one->paid / one->tokens * (1 + gain);
}

static void person_sells(second *own, size_t k, person *one)
{
    const double *w = own->set->weights + 2 * k;
    double keep = 1 - own->set->fees[k].fee, money = own->set->reserve_prices[k];
    double q = price_at(own, k) * keep / (one->ask / money);
    if (q <= 1)
        return;
    double most = own->project * (pow(q, w[0]) - 1) / keep;
    double sold = fmin(one->holds, most);
    double got = own->reserve * (1 - pow(own->project / (own->project + sold * keep), w[1] / w[0]));
    double real = own->reserve - own->set->pool.virtual_reserve;
    if (got > real) {
        got = real;
        double power = pow(1 - got / own->reserve, -w[0] / w[1]);
        sold = own->project * (power - 1) / keep;
    }
    own->project += sold;
    own->reserve -= got;
    own->taken += got * money;
    own->fees += got * money * (1 - keep) / keep;
    one->holds = sold == one->holds ? 0 : one->holds - sold;
}

static void second_block(second *own, size_t k, const orth_sale_buyer *buyers)
{
    const setting *set = own->set;
    for (person *best = NULL;; best = NULL) {
        for (size_t j = 0; j < own->came; j++) {
            person *one = &own->people[j];
            if (one->offers && one->holds > 0 && (best == NULL || one->ask < best->ask))
                best = one;
        }
        if (best == NULL)
            break;
        person_sells(own, k, best);
        if (best->holds > 0)
            break;
    }
    for (person *best = NULL;; best = NULL) {
        for (size_t j = 0; j < own->came; j++) {
            person *one = &own->people[j];
            if (one->waits && one->budget > 0 && (best == NULL || one->v > best->v))
                best = one;
        }
        if (best == NULL)
            break;
        person_buys(own, k, best);
        if (best->budget > 0)
            break;
        if (best->flips)
            person_offers(best, set->terms.gain);
    }
    for (; buyers[own->came].days * 86400 <= (double)(k + 1) * set->terms.block_seconds;
         own->came++) {
        const orth_sale_buyer *buyer = &buyers[own->came];
        person *one = &own->people[own->came];
        *one = (person){.v = set->values[k] * buyer->taste,
                        .budget = buyer->budget,
                        .patient = buyer->patient,
                        .flips = buyer->flips};
        person_buys(own, k, one);
        one->waits = one->patient && one->budget > 0;
        if (one->flips && !one->waits && one->tokens > 0)
            person_offers(one, set->terms.gain);
    }
}

/* ---------------------------------------------------------------- the tests */

typedef struct outcome {
    orth_sale *sale;
    orth_sale_crowd *crowd;
    double prices[BLOCKS];
} outcome;

/* In calls of `cut` blocks. */
static void run_crowd(outcome *out, const setting *set, uint64_t path, size_t cut)
{
    orth_error error;
    ck_assert(orth_sale_create(&out->sale, &set->pool, &error) == ORTH_OK);
    ck_assert(orth_sale_crowd_create(&out->crowd, &set->terms, BLOCKS, &error) == ORTH_OK);
    orth_sale_crowd_start(out->crowd, path);
    for (size_t k = 0; k < BLOCKS; k += cut) {
        orth_sale_blocks blocks = blocks_of(set, k, k + cut < BLOCKS ? cut : BLOCKS - k);
        ck_assert(orth_sale_crowd_run(out->crowd, out->sale, &blocks, out->prices + k, &error) ==
                  ORTH_OK);
    }
}

static void free_outcome(outcome *out)
{
    orth_sale_free(out->sale);
    orth_sale_crowd_free(out->crowd);
}

static void compare(const second *own, const outcome *out, double error)
{
    orth_sale_crowd_sums sums = orth_sale_crowd_now(out->crowd);
    size_t count, bought = 0;
    const orth_sale_purchase *purchases = orth_sale_crowd_purchases(out->crowd, &count);
    double paid = 0, unfilled = 0, priced_out = 0;
    for (size_t j = 0; j < own->came; j++) {
        const person *one = &own->people[j];
        bought += one->tokens > 0;
        paid += one->paid;
        *(one->tokens > 0 ? &unfilled : &priced_out) += one->budget;
    }
    ck_assert(sums.came == own->came && sums.bought == bought && count == bought);
    for (size_t i = 0; i < count; i++) {
        const person *one = &own->people[purchases[i].buyer];
        ck_assert(close_to(purchases[i].paid, one->paid, error));
        ck_assert(close_to(purchases[i].tokens, one->tokens, error));
        ck_assert(purchases[i].price == purchases[i].paid / purchases[i].tokens);
    }
    ck_assert(close_to(sums.paid, paid, error) && close_to(sums.taken, own->taken, error));
    ck_assert(close_to(sums.fees, own->fees, error));
    ck_assert(sums.first_block == own->first_block);
    ck_assert(close_to(sums.highest_price, own->highest, error));
    ck_assert(fabs(sums.unfilled - unfilled) <= error * (unfilled + paid));
    ck_assert(close_to(sums.priced_out, priced_out, error));
    orth_sale_state state = orth_sale_now(out->sale);
    ck_assert(close_to(state.project, own->project, error));
    ck_assert(fabs(state.reserve + own->set->pool.virtual_reserve - own->reserve) <=
              error * own->reserve);
    ck_assert(state.ledger.blocks == BLOCKS);
    ck_assert(close_to(out->prices[BLOCKS - 1], orth_sale_price(out->sale), 1e-15));
}

START_TEST(equals_a_second_program)
{
    test_random random = test_seeded(1);
    static setting set;
    static second own;
    static outcome out;
    static orth_sale_buyer buyers[MOST];
    size_t sold_again = 0, waited = 0, virtual = 0;
    for (int t = 0; t < 60; t++) {
        draw_setting(&set, &random);
        own = (second){.set = &set,
                       .project = set.pool.project,
                       .reserve = set.pool.reserve + set.pool.virtual_reserve};
        orth_sale_buyers_of(&set.terms, (uint64_t)t, 0, MOST, buyers);
        run_crowd(&out, &set, (uint64_t)t, 256);
        for (size_t k = 0; k < BLOCKS; k++) {
            second_block(&own, k, buyers);
            ck_assert(close_to(out.prices[k], price_at(&own, k), 1e-9));
        }
        compare(&own, &out, 1e-9);
        sold_again += own.taken > 0;
        virtual += own.taken > 0 && set.pool.virtual_reserve > 0;
        for (size_t j = 0; j < own.came; j++)
            waited += own.people[j].waits && own.people[j].tokens > 0;
        free_outcome(&out);
    }
    ck_assert(sold_again > 10 && virtual > 4 && waited > 1000);
}
END_TEST

static void expect_same(outcome *a, outcome *b)
{
    orth_sale_crowd_sums one = orth_sale_crowd_now(a->crowd), two = orth_sale_crowd_now(b->crowd);
    ck_assert(one.paid == two.paid && one.taken == two.taken && one.fees == two.fees);
    ck_assert(one.unfilled == two.unfilled && one.priced_out == two.priced_out);
    ck_assert(one.highest_price == two.highest_price && one.bought == two.bought);
    orth_sale_state here = orth_sale_now(a->sale), there = orth_sale_now(b->sale);
    ck_assert(here.project == there.project && here.reserve == there.reserve);
    ck_assert(memcmp(a->prices, b->prices, sizeof a->prices) == 0);
    ck_assert(orth_sale_crowd_gini(a->crowd) == orth_sale_crowd_gini(b->crowd));
}

START_TEST(the_same_bits_for_any_cut_and_kernel)
{
    test_random random = test_seeded(2);
    static setting set;
    static outcome whole, cut;
    for (int t = 0; t < 20; t++) {
        draw_setting(&set, &random);
        ck_assert(orth_kernel_select("scalar"));
        run_crowd(&whole, &set, 5, BLOCKS);
        orth_kernel_select(t % 2 ? "avx2" : "avx512");
        run_crowd(&cut, &set, 5, t % 2 ? 1 : 7);
        expect_same(&whole, &cut);
        orth_error error;
        orth_sale_restart(cut.sale);
        orth_sale_crowd_start(cut.crowd, 5);
        orth_sale_blocks blocks = blocks_of(&set, 0, BLOCKS);
        orth_sale_block_weights(cut.sale, (double[]){set.weights[1], set.weights[0]}, set.fees);
        blocks.begun = true;
        ck_assert(orth_sale_crowd_run(cut.crowd, cut.sale, &blocks, cut.prices, &error) == 0);
        expect_same(&whole, &cut);
        ck_assert(orth_sale_now(cut.sale).ledger.blocks == BLOCKS);
        free_outcome(&whole);
        free_outcome(&cut);
    }
}
END_TEST

/* What was paid is what the pool got, what was sold is what buyers have; each budget is spent, or
 * unfilled, or priced out. */
START_TEST(money_and_tokens_are_conserved)
{
    test_random random = test_seeded(3);
    static setting set;
    static outcome out;
    static orth_sale_buyer buyers[MOST];
    for (int t = 0; t < 100; t++) {
        draw_setting(&set, &random);
        for (size_t k = 0; k < BLOCKS; k++)
            set.reserve_prices[k] = 1;
        set.pool.protocol_share = t % 2 ? 0.5 : 0;
        run_crowd(&out, &set, (uint64_t)t, 100);
        orth_sale_crowd_sums sums = orth_sale_crowd_now(out.crowd);
        orth_sale_ledger ledger = orth_sale_now(out.sale).ledger;
        size_t count;
        const orth_sale_purchase *purchases = orth_sale_crowd_purchases(out.crowd, &count);
        double paid = 0, tokens = 0, budgets = 0;
        for (size_t i = 0; i < count; i++) {
            paid += purchases[i].paid;
            tokens += purchases[i].tokens;
        }
        orth_sale_buyers_of(&set.terms, (uint64_t)t, 0, MOST, buyers);
        for (size_t j = 0; j < sums.came; j++)
            budgets += buyers[j].budget;
        ck_assert(close_to(paid, ledger.paid, 1e-13) && close_to(sums.paid, paid, 1e-13));
        ck_assert(close_to(tokens, ledger.sold, 1e-13) &&
                  close_to(sums.taken, ledger.taken, 1e-13));
        ck_assert(close_to(sums.paid + sums.unfilled + sums.priced_out, budgets, 1e-12));
        ck_assert(sums.highest_price == ledger.highest_price);
        ck_assert(sums.first_block == ledger.first_block);
        ck_assert(close_to(sums.fees, ledger.reserve_fees, 1e-13) || sums.taken > 0);
        double gini = orth_sale_crowd_gini(out.crowd);
        ck_assert(gini >= 0 && gini < 1);
        free_outcome(&out);
    }
}
END_TEST

/* Impatient buyers who move no price: E[number that buys] = sum over blocks of the arrivals that
 * are expected times P(V e^(s Z) g > p), p the price if nobody buys. */
START_TEST(small_buyers_by_closed_form)
{
    test_random random = test_seeded(4);
    static setting set;
    static outcome out;
    for (int round = 0; round < 3; round++) {
        draw_setting(&set, &random);
        set.pool = (orth_sale_terms){.project = 9e6, .reserve = 1e5};
        set.terms.arrivals = (orth_sale_rate){.rate = 1000, .decay_days = round == 1 ? 0.1 : 0};
        set.terms.budget = 1e-6;
        set.terms.nu = set.terms.patient = set.terms.flippers = 0;
        set.terms.deviation = 0.8;
        double expected = 0, sum = 0, squares = 0;
        for (size_t k = 0; k < BLOCKS; k++) {
            const double *w = set.weights + 2 * k;
            double price = 1e5 / 9e6 * w[1] / w[0] * set.reserve_prices[k];
            double z = log(price / (1 - set.fees[k].fee) / set.values[k]) / 0.8;
            double from = (double)k * 12 / 86400, to = (double)(k + 1) * 12 / 86400;
            double arrivals = orth_sale_rate_expected(&set.terms.arrivals, to) -
                              orth_sale_rate_expected(&set.terms.arrivals, from);
            expected += arrivals * erfc(z / sqrt(2)) / 2;
        }
        enum { PATHS = 1000 };
        for (uint64_t path = 0; path < PATHS; path++) {
            run_crowd(&out, &set, path, BLOCKS);
            double bought = (double)orth_sale_crowd_now(out.crowd).bought;
            sum += bought / PATHS;
            squares += (bought - expected) * (bought - expected) / PATHS;
            free_outcome(&out);
        }
        ck_assert_msg(fabs(sum - expected) <= 4 * sqrt(expected / PATHS), "%g, not %g", sum,
                      expected);
        /* The number is Poisson too. */
        ck_assert(fabs(squares / expected - 1) <= 4 * sqrt((2 + 1 / expected) / PATHS));
    }
}
END_TEST

/* Patient buyers with endless budgets: from block to block the pool is where arbitrage that only
 * buys, against the largest v so far, takes it, where there is no fee. */
START_TEST(endless_budgets_equal_the_largest_value)
{
    test_random random = test_seeded(5);
    static setting set;
    static outcome out;
    static orth_sale_buyer buyers[MOST];
    for (int t = 0; t < 40; t++) {
        draw_setting(&set, &random);
        set.pool.sales_blocked = true;
        for (size_t k = 0; k < BLOCKS; k++) /* the fee stays in the pool, after each buyer */
            set.fees[k] = orth_fee_of(0);
        set.terms.budget = 1e30;
        set.terms.patient = 1;
        set.terms.flippers = 0;
        set.terms.arrivals = (orth_sale_rate){.rate = 500};
        run_crowd(&out, &set, (uint64_t)t, 128);
        orth_sale_buyers_of(&set.terms, (uint64_t)t, 0, MOST, buyers);
        orth_sale *sale;
        orth_error error;
        ck_assert(orth_sale_create(&sale, &set.pool, &error) == ORTH_OK);
        double largest = 0;
        for (size_t k = 0, j = 0; k < BLOCKS; k++) {
            for (; buyers[j].days * 86400 <= 12.0 * (double)(k + 1); j++)
                largest = fmax(largest, set.values[k] * buyers[j].taste);
            orth_sale_block_weights(sale, (double[]){set.weights[2 * k + 1], set.weights[2 * k]},
                                    &set.fees[k]);
            if (largest > 0)
                orth_sale_arbitrage(sale, largest / set.reserve_prices[k]);
            ck_assert(close_to(out.prices[k], orth_sale_price(sale), 1e-10));
        }
        orth_sale_state one = orth_sale_now(sale), two = orth_sale_now(out.sale);
        ck_assert(close_to(two.project, one.project, 1e-10));
        ck_assert(close_to(two.ledger.paid, one.ledger.paid, 1e-10));
        ck_assert(close_to(two.ledger.sold, one.ledger.sold, 1e-10));
        orth_sale_free(sale);
        free_outcome(&out);
    }
}
END_TEST

static void expect_refused(orth_sale_buyers terms, const char *text)
{
    orth_sale_crowd *crowd;
    orth_error error;
    ck_assert(orth_sale_crowd_create(&crowd, &terms, 21600, &error) == ORTH_DOMAIN);
    ck_assert(crowd == NULL);
    ck_assert_str_eq(error.text, text);
}

START_TEST(terms_out_of_range)
{
    static const double days[] = {0, 2, 1}, late[] = {1}, rates[] = {1, 2, 3};
    static const double below[] = {-3};
    const orth_sale_buyers fine = {.arrivals = {.rate = 300}, .budget = 500, .block_seconds = 12};
    orth_sale_crowd *crowd;
    orth_error error;
    ck_assert(orth_sale_crowd_create(&crowd, &fine, 21600, &error) == ORTH_OK);
    orth_sale_crowd_free(crowd);
    orth_sale_crowd_free(NULL);
    orth_sale_buyers terms = fine;
    terms.arrivals.rate = NAN;
    expect_refused(terms, "the rate of arrival of a sale's buyers is nan; permitted: from 0");
    terms.arrivals = (orth_sale_rate){.count = 3, .days = days, .rates = rates};
    expect_refused(terms, "a day of a rate of a sale's buyers is 1; permitted: 0, then increasing");
    terms.arrivals = (orth_sale_rate){.count = 1, .days = late, .rates = rates};
    expect_refused(terms, "a day of a rate of a sale's buyers is 1; permitted: 0, then increasing");
    terms.arrivals.days = days;
    terms.arrivals.rates = below;
    expect_refused(terms, "a rate of arrival of a sale's buyers is -3; permitted: from 0");
    terms.arrivals = (orth_sale_rate){.rate = 1e8};
    expect_refused(terms, "the expected number of a sale's buyers is 3e+08; permitted: at most "
                          "10000000");
    terms = fine;
    terms.nu = 2;
    expect_refused(terms, "nu of a sale's buyers is 2; permitted: 0, above 2");
    terms = fine;
    terms.patient = 1.1;
    expect_refused(terms, "patient of a sale's buyers is 1.1; permitted: from 0 to 1");
    terms = fine;
    terms.deviation = -1;
    expect_refused(terms, "deviation of a sale's buyers is -1; permitted: from 0 to 10");
}
END_TEST

ORTH_TEST_MAIN("sale crowd", equals_a_second_program, the_same_bits_for_any_cut_and_kernel,
               money_and_tokens_are_conserved, small_buyers_by_closed_form,
               endless_budgets_equal_the_largest_value, terms_out_of_range)
