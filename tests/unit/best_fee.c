/* The best fee: known values, each against a scan by brute force whose loss is another formula. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/best_fee.h"
#include "orthant/cost.h"

#define FLOW 4e-5 /* a block */
#define HALF_BP 5e-5

static const orth_demand demand = {FLOW, 300, 0};

/* Y of the stationary law, and where the closed form is within 1e-8 of it at rest that one. */
static double square_of(double band, double speed)
{
    if (speed == 0 && band > 3)
        return 0.58259715793901067 / (band + 0.58259715793901067);
    if (band > 10)
        return orth_cost_overshoot(band, speed);
    orth_cost_edges edges = orth_cost_stationary(band, speed);
    return edges.forward.square + edges.backward.square;
}

static double net_of(double fee, double kappa, double sigma, double speed)
{
    double loss = 0.25 * sigma * sigma * square_of(-log1p(-fee) / sigma, speed) / 2;
    return FLOW * fee * exp(-kappa * fee) - loss;
}

/* The best of fees a half basis point apart, then of fees a hundredth apart around it. */
static double scan(double kappa, double sigma, double speed)
{
    double best = 0, most = -INFINITY;
    for (int k = 1; k <= 400; k++) {
        double net = net_of(k * HALF_BP, kappa, sigma, speed);
        if (net > most) {
            most = net;
            best = k * HALF_BP;
        }
    }
    double middle = best;
    for (int k = -50; k <= 50; k++) {
        double fee = middle + k * HALF_BP / 50, net = net_of(fee, kappa, sigma, speed);
        if (net > most) {
            most = net;
            best = fee;
        }
    }
    return best;
}

static orth_best_fee best_at_rest(double weight, double sigma, const orth_demand *of)
{
    orth_fee_losses *losses;
    orth_best_fee best;
    ck_assert(orth_fee_losses_at_rest(&losses, weight, sigma * sigma, NULL) == ORTH_OK);
    ck_assert(isinf(orth_fee_losses_valid(losses)));
    orth_best_fee_find(&best, losses, of);
    orth_fee_losses_free(losses);
    return best;
}

START_TEST(the_best_fee_of_a_pool_at_rest)
{
    static const struct {
        double sigma, kappa, fee, digit;
    } known[] = {{1e-4, 300, 33.3e-4, 5e-6},   {2.5e-4, 300, 33.5e-4, 7e-6},
                 {5e-4, 300, 34.8e-4, 7e-6},   {1e-3, 300, 42.6e-4, 5e-6},
                 {5e-4, 300, 0.0034847, 6e-8}, {5e-4, 1000, 0.0013276, 6e-8}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        orth_best_fee best =
            best_at_rest(0.5, known[i].sigma, &(orth_demand){FLOW, known[i].kappa, 0});
        ck_assert_double_eq_tol(best.best.fee, known[i].fee, known[i].digit);
        ck_assert_double_eq_tol(best.best.fee, scan(known[i].kappa, known[i].sigma, 0), 6e-7);
        ck_assert_int_eq(best.end, ORTH_FEE_INSIDE);
        ck_assert_uint_eq(best.maxima, 1);
        ck_assert_double_eq_tol(
            best.best.net / net_of(best.best.fee, known[i].kappa, known[i].sigma, 0), 1, 1e-6);
    }
    orth_best_fee best = best_at_rest(0.5, 5e-4, &demand);
    ck_assert_double_eq_tol(best.best.net, 4.6595e-8, 6e-13);
    best = best_at_rest(0.5, 5e-4, &(orth_demand){FLOW, 1000, 0});
    ck_assert_double_eq_tol(best.best.net, 8.4586e-9, 6e-14);
}
END_TEST

START_TEST(a_pool_that_loses_at_any_fee)
{
    orth_best_fee best = best_at_rest(0.5, 2e-3, &demand);
    ck_assert_double_lt(best.best.net, 0);
    ck_assert_int_eq(best.end, ORTH_FEE_AT_MOST);
    ck_assert_double_eq(best.best.fee, ORTH_FEE_MOST);
    ck_assert(isnan(best.flat_low) && isnan(best.flat_high));
    for (size_t i = 0; i < ORTH_FEE_POINTS; i++)
        ck_assert_double_le(best.curve[i].net, best.best.net);
    /* A maximum below 0 is no better than a fee that keeps everybody away. */
    best = best_at_rest(0.5, 1.6e-3, &demand);
    ck_assert_uint_eq(best.maxima, 1);
    ck_assert_int_eq(best.end, ORTH_FEE_AT_MOST);
    /* Without flow too; and flow that no fee drives away wants the highest. */
    best = best_at_rest(0.5, 5e-4, &(orth_demand){0, 300, 0});
    ck_assert_int_eq(best.end, ORTH_FEE_AT_MOST);
    ck_assert_double_lt(best.best.net, 0);
    best = best_at_rest(0.5, 5e-4, &(orth_demand){FLOW, 0, 0});
    ck_assert_int_eq(best.end, ORTH_FEE_AT_MOST);
    ck_assert_double_gt(best.best.net, 0);
    ck_assert_double_eq(best.flat_high, ORTH_FEE_MOST);
    best = best_at_rest(0.5, 1e-9, &(orth_demand){FLOW, 1e7, 0});
    ck_assert_int_eq(best.end, ORTH_FEE_AT_LEAST);
    ck_assert_double_eq(best.flat_low, ORTH_FEE_LEAST);
}
END_TEST

START_TEST(the_flat_part_has_ends_at_99_percent)
{
    orth_best_fee best = best_at_rest(0.2, 5e-4, &demand);
    orth_fee_losses *losses;
    ck_assert(orth_fee_losses_at_rest(&losses, 0.2, 25e-8, NULL) == ORTH_OK);
    double low = orth_fee_net_of(losses, &demand, best.flat_low).net;
    double high = orth_fee_net_of(losses, &demand, best.flat_high).net;
    ck_assert_double_eq_tol(low / best.best.net, 0.99, 1e-8);
    ck_assert_double_eq_tol(high / best.best.net, 0.99, 1e-8);
    ck_assert(best.flat_low < best.best.fee && best.best.fee < best.flat_high);
    orth_fee_losses_free(losses);
}
END_TEST

static orth_path *path_of(orth_move **move, const char *name, double start, double target,
                          uint64_t steps)
{
    orth_path *path;
    double from[2] = {start, 1 - start}, to[2] = {target, 1 - target};
    ck_assert(orth_move_create(move, 2, from, NULL, to, NULL, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&path, name, *move, steps, NULL, NULL) == ORTH_OK);
    return path;
}

/* Steps of 3e-4 in the log of the weights' ratio, all near 1/2. */
START_TEST(the_best_fee_of_a_move)
{
    double sigma = 5e-4, reach = 0.3, to = 1 / (1 + exp(-reach / 2));
    orth_move *move;
    orth_path *path = path_of(&move, "geometric", 1 - to, to, 1000);
    orth_fee_losses *losses;
    orth_best_fee best;
    ck_assert(orth_fee_losses_of_path(&losses, path, sigma * sigma, 1, NULL) == ORTH_OK);
    orth_best_fee_find(&best, losses, &demand);
    ck_assert_double_eq_tol(best.best.fee, 33.3e-4, 5e-6);
    ck_assert_double_eq_tol(best.best.fee, scan(300, sigma, 0.6), 6e-7);
    ck_assert_double_eq_tol(best.best.net, net_of(best.best.fee, 300, sigma, 0.6), 2e-10);
    /* 4 b is the whole move there, or 1000 steps are 10 (b / sigma)^2. */
    ck_assert_double_eq_tol(orth_fee_losses_valid(losses), -expm1(-10 * sigma), 1e-15);
    orth_fee_losses_free(losses);
    ck_assert(orth_fee_losses_of_path(&losses, path, 1, 1, NULL) == ORTH_OK);
    ck_assert_double_eq_tol(orth_fee_losses_valid(losses), -expm1(-reach / 4), 1e-14);
    orth_fee_losses_free(losses);
    orth_path_free(path);
    orth_move_free(move);
}
END_TEST

/* In 8 steps the formula of small ones is off the exact loss by 1.9 %; cut into 4, by a fourth. */
START_TEST(large_steps_do_not_hold)
{
    static const struct {
        uint64_t steps, blocks;
        bool valid;
    } known[] = {{8, 1, false}, {8, 2, false}, {8, 4, true}, {50, 1, true}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        orth_move *move;
        orth_path *path = path_of(&move, "linear", 0.8, 0.5, known[i].steps);
        orth_fee_losses *losses;
        ck_assert(orth_fee_losses_of_path(&losses, path, 7e-6, known[i].blocks, NULL) == ORTH_OK);
        ck_assert((orth_fee_losses_valid(losses) > 0) == known[i].valid);
        orth_fee_losses_free(losses);
        orth_path_free(path);
        orth_move_free(move);
    }
}
END_TEST

/* The bins against the sum over all rows, and steps of several blocks against shorter ones. */
START_TEST(the_loss_of_a_schedule_is_that_of_its_rows)
{
    static const char *const names[] = {"linear", "geodesic", "geometric", "power:0.5"};
    static const double sigmas[] = {2e-5, 5e-4, 4e-3}, fees[] = {1e-4, 3e-3, 5e-2};
    static const double covariance[4] = {1, 0, 0, 0};
    for (size_t c = 0; c < 36; c++) {
        double variance = sigmas[c % 3] * sigmas[c % 3], fee = fees[c / 3 % 3];
        double matrix[4] = {covariance[0] * variance, 0, 0, 0};
        orth_move *move;
        orth_path *path = path_of(&move, names[c / 9], 0.99, 0.3, 3000);
        orth_cost_terms *terms;
        orth_cost cost;
        orth_fee_losses *losses, *slow;
        ck_assert(orth_cost_terms_create(&terms, 2, fee, matrix, NULL) == ORTH_OK);
        ck_assert(orth_cost_of_path(&cost, path, terms, NULL, NULL) == ORTH_OK);
        ck_assert(orth_fee_losses_of_path(&losses, path, variance, 1, NULL) == ORTH_OK);
        double loss = orth_fee_net_of(losses, &demand, fee).loss;
        ck_assert_double_eq_tol(3000 * loss / cost.loss, 1, ORTH_FEE_BINS_ERROR);
        ck_assert_int_eq(fee <= orth_fee_losses_valid(losses), cost.valid);
        /* Steps of four blocks are as fast as ones of a fourth of their size. */
        ck_assert(orth_fee_losses_of_path(&slow, path, variance, 4, NULL) == ORTH_OK);
        double slower = orth_fee_net_of(slow, &demand, fee).loss;
        orth_path_free(path);
        orth_move_free(move);
        path = path_of(&move, names[c / 9], 0.99, 0.3, 12000);
        ck_assert(orth_cost_of_path(&cost, path, terms, NULL, NULL) == ORTH_OK);
        ck_assert_double_eq_tol(12000 * slower / cost.loss, 1, 0.02);
        orth_fee_losses_free(losses);
        orth_fee_losses_free(slow);
        orth_cost_terms_free(terms);
        orth_path_free(path);
        orth_move_free(move);
    }
}
END_TEST

START_TEST(the_volume_of_arbitrage_is_that_of_the_stationary_law)
{
    static const double bands[] = {2, 3, 6, 10, 1.999, 1, 0.3, 0.01};
    double worst = 0;
    for (size_t i = 0; i < 8; i++)
        for (double speed = 1e-4; speed < 5; speed *= 1.3) {
            orth_cost_edges edges = orth_cost_stationary(bands[i], speed);
            double volume = edges.forward.mean + edges.backward.mean;
            worst = fmax(worst, fabs(orth_fee_arbitrage_volume(bands[i], speed) / volume - 1));
        }
    ck_assert_double_le(worst, ORTH_FEE_VOLUME_ERROR);
    ck_assert_double_ge(worst, ORTH_FEE_VOLUME_ERROR / 5); /* the bound means something */
    double beta = 6 + 0.58259715793901067;
    ck_assert_double_eq_tol(orth_fee_arbitrage_volume(6, 0), 1 / (2 * beta), 1e-16);
    for (double speed = 1e-8; speed < 1e-4; speed *= 1.1)
        ck_assert_double_eq_tol(
            orth_fee_arbitrage_volume(6, speed) * tanh(2 * speed * beta) / speed, 1, 1e-9);
}
END_TEST

/* The interpolant that a schedule has, against the law itself: a path of one speed. */
START_TEST(a_moving_protocol_that_takes_all)
{
    orth_move *move;
    orth_path *path = path_of(&move, "geometric", 0.3, 0.31, 100);
    double x = (log(0.31 / 0.69) - log(0.3 / 0.7)) / 100 / 5e-4;
    orth_fee_losses *losses;
    ck_assert(orth_fee_losses_of_path(&losses, path, 25e-8, 1, NULL) == ORTH_OK);
    for (double band = 0.1; band < 4; band *= 1.7) {
        double fee = -expm1(-band * 5e-4);
        double all = orth_fee_net_of(losses, &(orth_demand){FLOW, 300, 1}, fee).loss;
        double none = orth_fee_net_of(losses, &demand, fee).loss;
        double y = orth_cost_stationary(band, x).forward.square +
                   orth_cost_stationary(band, x).backward.square;
        double volume = orth_fee_arbitrage_volume(band, x);
        ck_assert_double_eq_tol((all - none) / none * y / (2 * band * volume), 1, 2e-5);
    }
    orth_fee_losses_free(losses);
    orth_path_free(path);
    orth_move_free(move);
}
END_TEST

/* All fees to the protocol, at rest: what arbitrage takes is what it takes without a fee, at every
 * fee, since all that the noise brings leaves the pool. */
START_TEST(a_protocol_that_takes_all)
{
    orth_fee_losses *losses;
    double variance = 25e-8, lvr = 0.21 * variance / 2;
    ck_assert(orth_fee_losses_at_rest(&losses, 0.3, variance, NULL) == ORTH_OK);
    for (double fee = 1e-6; fee < 5e-3; fee *= 1.3) {
        double loss = orth_fee_net_of(losses, &(orth_demand){FLOW, 300, 1}, fee).loss;
        ck_assert_double_eq_tol(loss / lvr, 1, 3e-6);
    }
    orth_fee_losses_free(losses);
}
END_TEST

/* All fees to the protocol: nothing comes in, and at rest arbitrage takes all the LVR, as it would
 * without a fee. */
START_TEST(the_share_of_the_protocol)
{
    orth_fee_losses *losses;
    double variance = 25e-8, lvr = 0.21 * variance / 2;
    ck_assert(orth_fee_losses_at_rest(&losses, 0.3, variance, NULL) == ORTH_OK);
    orth_fee_net all = orth_fee_net_of(losses, &(orth_demand){FLOW, 300, 1}, 0.003);
    ck_assert_double_eq(all.income, 0);
    ck_assert_double_eq_tol(all.loss / lvr, 1, 1e-13);
    orth_fee_net none = orth_fee_net_of(losses, &demand, 0.003);
    orth_fee_net half = orth_fee_net_of(losses, &(orth_demand){FLOW, 300, 0.5}, 0.003);
    ck_assert_double_eq_tol(half.loss / (none.loss / 2 + all.loss / 2), 1, 1e-13);
    ck_assert_double_eq(half.income, none.income / 2);
    orth_fee_net free_of = orth_fee_net_of(losses, &demand, 0);
    ck_assert_double_eq_tol(free_of.loss / lvr, 1, 1e-15);
    ck_assert_double_eq_tol(orth_fee_net_of(losses, &demand, 1e-12).loss / lvr, 1, 1e-8);
    orth_fee_losses_free(losses);
}
END_TEST

static void refused(double weight, double variance, const char *says)
{
    orth_fee_losses *losses;
    orth_error error;
    ck_assert_int_eq(orth_fee_losses_at_rest(&losses, weight, variance, &error), ORTH_DOMAIN);
    ck_assert_ptr_null(losses);
    ck_assert_msg(strstr(error.text, says) != NULL, "%s", error.text);
}

START_TEST(what_is_refused)
{
    refused(0, 1e-6, "weight: 0,");
    refused(1, 1e-6, "weight: 1,");
    refused(0.5, 0, "variance: 0,");
    refused(0.5, NAN, "variance: ");
    refused(0.5, INFINITY, "variance: ");
    refused(0.5, ORTH_FEE_VARIANCE_MIN / 2, "variance: 5e-281, must be from 1e-280 to 1e+10");
    orth_move *move;
    orth_path *path;
    orth_fee_losses *losses;
    orth_error error;
    double third[3] = {0.2, 0.3, 0.5};
    ck_assert(orth_move_create(&move, 3, third, NULL, third, NULL, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&path, "linear", move, 2, NULL, NULL) == ORTH_OK);
    ck_assert_int_eq(orth_fee_losses_of_path(&losses, path, 1e-6, 1, &error), ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "path: of 3 tokens, must be of 2");
    orth_path_free(path);
    orth_move_free(move);
    orth_fee_losses_free(NULL);
}
END_TEST

ORTH_TEST_MAIN("best_fee", the_best_fee_of_a_pool_at_rest, a_pool_that_loses_at_any_fee,
               the_flat_part_has_ends_at_99_percent, the_best_fee_of_a_move,
               large_steps_do_not_hold, the_loss_of_a_schedule_is_that_of_its_rows,
               the_volume_of_arbitrage_is_that_of_the_stationary_law, the_share_of_the_protocol,
               a_protocol_that_takes_all, a_moving_protocol_that_takes_all, what_is_refused)
