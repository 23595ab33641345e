/* What a move costs with a fee and noise: known values of two tokens and of gas. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/cost.h"
#include "orthant/limits.h"

#define FEE 0.003
#define SIGMA 5e-4

static const double bands[] = {0.5, 1, 2, 6, 10};
static const double speeds[] = {0, 0.01, 0.1, 0.3, 0.6, 1};
/* E[y^2] / sigma^2, many digits from the stationary law in higher precision. */
static const double squares[5][6] = {
    {0.5382379243681, 0.5383764980062, 0.5520742332057, 0.6612999121616, 1.0136728819438,
     1.7821808328489},
    {0.3680711169604, 0.3682470085530, 0.3855872814732, 0.5208453050635, 0.9302257498240,
     1.7519615266597},
    {0.2255854438357, 0.2258377512824, 0.2504846375412, 0.4300693699625, 0.8999198456406,
     1.7473406556688},
    {0.0885056678938, 0.0890670637493, 0.1396589313051, 0.3970570330107, 0.8969640018726,
     1.7472547306358},
    {0.0550523797934, 0.0559223921131, 0.1250357487550, 0.3967976159328, 0.8969638020870,
     1.7472547306262},
};

static double twin(double band, double speed)
{
    orth_cost_edges edges = orth_cost_stationary(band, speed);
    return edges.forward.square + edges.backward.square;
}

START_TEST(the_stationary_law_gives_the_table)
{
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 6; j++) {
            ck_assert_double_eq_tol(twin(bands[i], speeds[j]), squares[i][j], 6e-14);
            orth_cost_edges edges = orth_cost_stationary(bands[i], speeds[j]);
            ck_assert_double_eq_tol(edges.forward.mean - edges.backward.mean, speeds[j], 1e-14);
        }
    ck_assert(isnan(twin(0, 0.1)));
    ck_assert(isnan(twin(ORTH_COST_STATIONARY_BAND + 0.1, 0.1)));
    ck_assert(isnan(twin(6, -0.1)));
}
END_TEST

/* Of the square, and of what it is above that at rest: that is what a move costs. */
START_TEST(the_closed_form_is_as_near_as_it_says)
{
    static const struct {
        double band, limit;
    } cases[] = {{0.5, 4e-4},
                 {1, 2e-4},
                 {2, ORTH_COST_CLOSED_ERROR_2},
                 {2.5, ORTH_COST_CLOSED_ERROR_2},
                 {3, ORTH_COST_CLOSED_ERROR_3},
                 {4, ORTH_COST_CLOSED_ERROR_3},
                 {6, ORTH_COST_CLOSED_ERROR_6},
                 {8, ORTH_COST_CLOSED_ERROR_6},
                 {12, ORTH_COST_CLOSED_ERROR_6}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double band = cases[i].band, rest = twin(band, 0), still = orth_cost_overshoot(band, 0);
        double worst = fabs(still / rest - 1), worst_excess = 0;
        for (double x = 0.001; x < 12; x *= 1.07) {
            double here = orth_cost_overshoot(band, x), known = twin(band, x);
            worst = fmax(worst, fabs(here / known - 1));
            double excess = known - rest, noise = 4e-13 * known; /* of the twin's difference */
            double off = fabs(here - still - excess) - noise;
            worst_excess = fmax(worst_excess, off / excess);
        }
        ck_assert_msg(worst <= cases[i].limit, "%g: %g", band, worst);
        ck_assert_msg(worst_excess <= cases[i].limit, "%g: excess %g", band, worst_excess);
        if (band <= 3 && band != 2.5) /* the limits mean something */
            ck_assert_msg(fmax(worst, worst_excess) >= cases[i].limit / 2.5, "%g: %g", band, worst);
    }
}
END_TEST

/* Far from the other edge, and across the place where the series ends. */
START_TEST(one_edge)
{
    static const double known[][2] = {{0.01, 0.0117020260933001}, {0.1, 0.121602357717025},
                                      {0.3, 0.396795464080059},   {0.6, 0.896963802073439},
                                      {1, 1.74725473062617},      {2, 4.96390956682496},
                                      {3, 9.9976969449856739972}, {40, 1601}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        ck_assert_double_eq_tol(orth_cost_overshoot(1e6, known[i][0]) / known[i][1], 1, 4e-15);
    double below = orth_cost_overshoot(6, nextafter(2, 0)), from = orth_cost_overshoot(6, 2);
    ck_assert_double_eq_tol(below, from, 1e-14);
}
END_TEST

START_TEST(the_excess_does_not_cancel)
{
    /* to leading order in x^2, with c = -zeta(-1/2) / sqrt(2 pi) */
    orth_cost_law law = orth_cost_law_of(6);
    double rho = 0.58259715793901067021, beta = 6 + rho, c = 0.08293460465651112;
    double square = 4.0 / 3 * rho * beta + 0.5 + c * (1 / (2 * beta) + rho / (6 * beta * beta));
    for (double x = 1e-9; x < 1e-5; x *= 10)
        ck_assert_double_eq_tol(orth_cost_law_excess(&law, x) / (square * x * x), 1,
                                1e-8 + 20 * x * x);
    ck_assert_double_eq(orth_cost_law_excess(&law, 0), 0);
    ck_assert_double_eq(law.rest, rho / beta);
    for (double x = 0.01; x < 20; x *= 1.4)
        ck_assert_double_eq_tol(law.rest + orth_cost_law_excess(&law, x), orth_cost_overshoot(6, x),
                                1e-13 * (1 + x * x));
}
END_TEST

START_TEST(the_interpolant_follows_the_twin)
{
    static const double small[] = {1e-3, 0.05, 0.3, 0.5, 1, 1.5, 1.999};
    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++) {
        orth_cost_law law = orth_cost_law_of(small[i]);
        double rest = twin(small[i], 0);
        ck_assert_double_eq_tol(law.rest, rest, 1e-13);
        for (double x = 0.02; x < 15; x *= 1.09) {
            double excess = twin(small[i], x) - rest;
            ck_assert_double_eq_tol(orth_cost_law_excess(&law, x), excess,
                                    ORTH_COST_LAW_ERROR * excess + 4e-15);
        }
    }
}
END_TEST

typedef struct schedule {
    double from, to;
    uint64_t steps;
    const char *name;
} schedule;

static orth_cost cost_of(const schedule *of, double fee, double sigma)
{
    double start[2] = {of->from, 1 - of->from}, target[2] = {of->to, 1 - of->to};
    double covariance[4] = {sigma * sigma, 0, 0, 0};
    orth_move *move;
    orth_path *path;
    orth_cost_terms *terms;
    orth_cost cost;
    ck_assert(orth_move_create(&move, 2, start, NULL, target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&path, of->name, move, of->steps, NULL, NULL) == ORTH_OK);
    ck_assert(orth_cost_terms_create(&terms, 2, fee, covariance, NULL) == ORTH_OK);
    ck_assert(orth_cost_of_path(&cost, path, terms, NULL, NULL) == ORTH_OK);
    ck_assert_double_eq(cost.ideal, orth_path_log_loss(path));
    ck_assert_double_eq_tol(cost.ideal_cv, orth_path_losses_of(path).step_cv, 1e-12);
    orth_cost_terms_free(terms);
    orth_path_free(path);
    orth_move_free(move);
    return cost;
}

START_TEST(schedules)
{
    static const struct {
        schedule of;
        double points; /* 1e4 times the cost in logs */
        orth_cost_regime regime;
    } known[] = {
        {{0.5, 0.9, 720, "linear"}, 6.259, ORTH_COST_FAST},
        {{0.5, 0.9, 720, "geodesic"}, 6.123, ORTH_COST_FAST},
        {{0.5, 0.9, 7200, "linear"}, 1.348, ORTH_COST_MIDDLE},
        {{0.5, 0.9, 7200, "geodesic"}, 1.343, ORTH_COST_MIDDLE},
        {{0.5, 0.9, 72000, "linear"}, 0.327, ORTH_COST_SLOW},
        {{0.5, 0.9, 72000, "geodesic"}, 0.323, ORTH_COST_SLOW},
        {{0.99, 0.5, 72000, "linear"}, 0.626, ORTH_COST_MIDDLE},
        /* summed by the stationary law, with numpy: 0.6355693539766 */
        {{0.99, 0.5, 72000, "geodesic"}, 0.63556935, ORTH_COST_MIDDLE},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        orth_cost cost = cost_of(&known[i].of, FEE, SIGMA);
        double tolerance = i == 7 ? 1e-8 : 5e-4;
        ck_assert_double_eq_tol(1e4 * cost.cost, known[i].points, tolerance);
        ck_assert_double_eq_tol(cost.cost_bp, -1e4 * expm1(-cost.cost), 1e-12);
        ck_assert_double_eq(cost.loss, cost.cost + cost.rest);
        ck_assert_double_eq(cost.cost_stderr + cost.rest_stderr + cost.stderr_bp, 0);
        ck_assert_int_eq(cost.regime, known[i].regime);
        ck_assert(cost.valid && strcmp(cost.why, "") == 0);
    }
    ck_assert_str_eq(orth_cost_regime_name(ORTH_COST_SLOW), "slow");
    ck_assert_str_eq(orth_cost_regime_name(ORTH_COST_MIDDLE), "middle");
    ck_assert_str_eq(orth_cost_regime_name(ORTH_COST_FAST), "fast");
}
END_TEST

/* Against a pool that rests at the target for as long. */
START_TEST(less_the_pool_at_its_target)
{
    schedule of = {0.5, 0.9, 7200, "linear"};
    orth_cost cost = cost_of(&of, FEE, SIGMA);
    orth_cost_law law = orth_cost_law_of(-log1p(-FEE) / SIGMA);
    double at_target = 7200 * 0.09 * SIGMA * SIGMA / 2 * law.rest;
    ck_assert_double_eq_tol(1e4 * (cost.loss - at_target), 1.4325, 5e-4);
}
END_TEST

START_TEST(the_best_number_of_steps_is_best)
{
    schedule of = {0.5, 0.9, 7200, "linear"};
    orth_cost_law law = orth_cost_law_of(-log1p(-FEE) / SIGMA);
    uint64_t best = cost_of(&of, FEE, SIGMA).steps_best;
    double at[3];
    for (int i = 0; i < 3; i++) {
        of.steps = i == 0 ? best : i == 1 ? best * 9 / 10 : best * 11 / 10;
        orth_cost cost = cost_of(&of, FEE, SIGMA);
        at[i] = cost.loss - (double)of.steps * 0.09 * SIGMA * SIGMA / 2 * law.rest;
        /* the same, whichever schedule it is found from */
        ck_assert_double_eq_tol((double)cost.steps_best / (double)best, 1, 0.02);
    }
    ck_assert_double_lt(at[0], at[1]);
    ck_assert_double_lt(at[0], at[2]);
    /* The target rests at a higher loss than the way: the slower the better. */
    of = (schedule){0.9, 0.5, 7200, "linear"};
    ck_assert_uint_eq(cost_of(&of, FEE, SIGMA).steps_best, 0);
}
END_TEST

START_TEST(where_it_does_not_hold)
{
    schedule small = {0.5, 0.502, 7200, "linear"}, brief = {0.5, 0.9, 300, "linear"};
    orth_cost cost = cost_of(&small, FEE, SIGMA);
    ck_assert(!cost.valid && strstr(cost.why, "small beside the fee") != NULL);
    cost = cost_of(&brief, FEE, SIGMA);
    ck_assert(!cost.valid && strstr(cost.why, "short") != NULL);
    schedule none = {0.5, 0.5, 10, "linear"};
    cost = cost_of(&none, FEE, SIGMA);
    ck_assert(!cost.valid && cost.cost == 0 && cost.rest > 0 && cost.steps_best == 0);
}
END_TEST

/* Few, large steps: the formula of small ones is held to the exact loss, from the same weights. */
START_TEST(large_steps_do_not_hold)
{
    static const struct {
        int steps;
        bool valid;
    } known[] = {{2, false}, {8, false}, {16, false}, {25, false}, {50, true}, {100, true}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        schedule of = {0.8, 0.5, (uint64_t)known[i].steps, "linear"};
        orth_cost cost = cost_of(&of, 5e-4, 2.7e-3);
        double small = 0, exact = 0, u = 0.8;
        for (int k = 1; k <= known[i].steps; k++) {
            double w = 0.8 - 0.3 * k / known[i].steps;
            double m = log(w / (1 - w)) - log(u / (1 - u));
            small += w * (1 - w) * m * m / 2;
            exact += w * log(w / u) + (1 - w) * log((1 - w) / (1 - u));
            u = w;
        }
        ck_assert((fabs(small / exact - 1) <= 0.005) == known[i].valid);
        ck_assert(cost.valid == known[i].valid);
        ck_assert(cost.valid || strstr(cost.why, "steps are too large") != NULL);
    }
}
END_TEST

/* Small fee, or great speed: what a pool without either loses. */
START_TEST(the_limit_without_a_fee)
{
    schedule of = {0.5, 0.6, 100, "linear"};
    orth_cost tiny = cost_of(&of, 1e-12, SIGMA), fast = cost_of(&of, FEE, 1e-9);
    double sum = 0, last = 0;
    for (int k = 1; k <= 100; k++) {
        double w = 0.5 + 0.001 * k, logit = log(w / (1 - w));
        sum += w * (1 - w) * (logit - last) * (logit - last) / 2;
        last = logit;
    }
    ck_assert_double_eq_tol(tiny.cost / sum, 1, 1e-9);
    ck_assert_double_eq_tol(fast.cost / sum, 1, 1e-9);
}
END_TEST

/* The formula knows a path by its length alone. */
START_TEST(gas_on_a_longer_path)
{
    double start[3] = {0.05, 0.55, 0.4}, target[3] = {0.4, 0.5, 0.1};
    orth_move *move;
    ck_assert(orth_move_create(&move, 3, start, NULL, target, NULL, NULL) == ORTH_OK);
    static const char *const names[] = {"geodesic", "linear", "power:0"};
    for (size_t i = 0; i < 3; i++) {
        orth_path *path;
        orth_cost_gas cost;
        ck_assert(orth_path_create(&path, names[i], move, 200000, NULL, NULL) == ORTH_OK);
        ck_assert(orth_cost_gas_of_path(&cost, path, 1e-7, NULL) == ORTH_OK);
        ck_assert_double_eq_tol(cost.loss / cost.limit, 1, 1.3e-2);
        ck_assert_double_eq_tol(cost.limit, orth_path_length(path) * sqrt(1e-7 / 2), 1e-18);
        double longer = orth_path_length(path) / orth_move_distance(move) - 1;
        ck_assert(i == 0 ? fabs(longer) < 1e-13 : longer > 1e-3);
        orth_path_free(path);
    }
    orth_move_free(move);
}
END_TEST

START_TEST(gas)
{
    double start[2] = {0.5, 0.5}, target[2] = {0.9, 0.1}, loss;
    orth_move *move;
    orth_path *path;
    uint64_t trades;
    ck_assert(orth_move_create(&move, 2, start, NULL, target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_path_create(&path, "geodesic", move, 7200, NULL, NULL) == ORTH_OK);
    ck_assert(orth_cost_gas_walk(&loss, &trades, path, 1e-6, NULL) == ORTH_OK);
    ck_assert_uint_eq(trades, 654);
    ck_assert_double_eq_tol(loss, 0.000656132186628086, 1e-16);
    double length = orth_move_distance(move);
    orth_cost_gas cost = orth_cost_of_gas(length, 7200, 1e-6);
    ck_assert_double_eq_tol(1e4 * cost.loss, 6.5685, 5e-5);
    ck_assert_double_eq(cost.blocks_a_trade, 11);
    ck_assert_uint_eq(cost.trades, 654);
    ck_assert(orth_cost_gas_of_path(&cost, path, 1e-6, NULL) == ORTH_OK);
    ck_assert_double_eq(cost.loss, loss);
    ck_assert_uint_eq(cost.trades, 654);
    ck_assert_double_eq_tol(cost.blocks_a_trade, 7200.0 / 654, 1e-14);
    ck_assert_double_eq_tol(cost.steps_ends / orth_cost_of_gas(length, 1, 1e-6).steps_ends, 1,
                            1e-13);
    ck_assert_double_eq_tol(cost.limit / orth_cost_of_gas(length, 1, 1e-6).limit, 1, 1e-13);
    ck_assert(orth_cost_gas_of_path(&cost, path, 0.5, NULL) == ORTH_OK); /* more than the move */
    ck_assert(cost.trades == 0 && cost.loss == 0 && isinf(cost.blocks_a_trade));
    ck_assert_double_eq_tol(1e4 * orth_cost_of_gas(length, 100000, 1e-7).loss, 2.1067, 5e-5);
    cost = orth_cost_of_gas(length, 7200, 1e-7); /* $1 on $10M */
    ck_assert_double_eq_tol(cost.steps_ends, 2073, 1);
    ck_assert_double_eq_tol(1e4 * cost.limit, 2.07, 5e-3);
    cost = orth_cost_of_gas(length, 7200, 0);
    ck_assert(isinf(cost.steps_ends) && cost.limit == 0 && cost.blocks_a_trade == 1);
    ck_assert_double_eq_tol(cost.loss, orth_move_leading_loss(move, 7200), 1e-18);
    ck_assert(orth_cost_gas_walk(&loss, NULL, path, 0, NULL) == ORTH_OK);
    ck_assert_double_eq_tol(loss / orth_path_stored_log_loss(path), 1, 1e-12);
    ck_assert_double_eq(orth_cost_of_gas(0, 10, 1e-6).loss, 0);
    orth_path_free(path);
    orth_move_free(move);
}
END_TEST

static void refused(size_t n, double fee, const double *covariance, const char *says)
{
    orth_cost_terms *terms;
    orth_error error;
    ck_assert_int_eq(orth_cost_terms_create(&terms, n, fee, covariance, &error), ORTH_DOMAIN);
    ck_assert_ptr_null(terms);
    ck_assert_msg(strstr(error.text, says) != NULL, "%s", error.text);
}

START_TEST(terms_that_are_refused)
{
    static const double noisy[4] = {1e-6, 0, 0, 1e-6}, still[4] = {1e-6, 1e-6, 1e-6, 1e-6};
    static const double none[4] = {0};
    static const double missing[4] = {1e-6, 0, NAN, 1e-6};
    refused(2, 0, noisy, "fee: 0,");
    refused(2, 1, noisy, "fee: 1,");
    refused(2, NAN, noisy, "fee: ");
    refused(1, FEE, noisy, "tokens: 1,");
    refused(ORTH_COST_TOKENS_MAX + 1, FEE, noisy, "from 2 to 64");
    refused(2, FEE, still, "no two tokens");
    refused(2, FEE, none, "no two tokens");
    refused(2, FEE, (double[4]){1e-6, 0, -2e-6, 1e-6}, "negative direction");
    refused(2, FEE, missing, "must be finite");
    orth_cost_terms_free(NULL);
}
END_TEST

ORTH_TEST_MAIN("cost", the_stationary_law_gives_the_table, the_closed_form_is_as_near_as_it_says,
               one_edge, the_excess_does_not_cancel, the_interpolant_follows_the_twin, schedules,
               less_the_pool_at_its_target, the_best_number_of_steps_is_best,
               where_it_does_not_hold, large_steps_do_not_hold, the_limit_without_a_fee,
               gas_on_a_longer_path, gas, terms_that_are_refused)
