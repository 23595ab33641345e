/* kl_drift, the sum of KL(weights || drifted weights): against long double with positive terms
 * only; and a fee-less pool, from a scenario to its last block, loses just that. */
#include "harness.h"
#include "scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/run.h"
#include "orthant/simulate.h"

#define MOST 64

/* x - log(1 + x) without cancellation. */
static long double excess(long double x)
{
    if (fabsl(x) > 1e-3L)
        return x - log1pl(x);
    long double sum = 0, power = x * x;
    for (int k = 2; k < 12; k++, power *= -x)
        sum += power / k;
    return sum;
}

/* One block: what it must be; *growth the log of what a holder gains by it. */
static long double drift(size_t n, const double *u, const double *w, const double *from,
                         const double *to, long double *growth)
{
    long double held = 0, loss = 0;
    for (size_t i = 0; i < n; i++)
        held += u[i] * (((long double)to[i] - from[i]) / from[i]);
    for (size_t i = 0; i < n; i++) {
        long double z = ((long double)to[i] - from[i]) / from[i];
        long double off = ((long double)u[i] - w[i]) + (u[i] * z - w[i] * held);
        loss += w[i] * excess(off / (w[i] * (1 + held)));
    }
    *growth = log1pl(held);
    return loss;
}

static orth_run *start(size_t n, orth_order order, const double *weights, const double *prices)
{
    orth_run *run;
    orth_pool_rules rules = {.order = order};
    ck_assert(orth_run_create(&run, n, &rules, NULL) == ORTH_OK);
    orth_run_start(run, weights, prices, 1);
    return run;
}

/* Numbers known to twenty digits. */
START_TEST(known_answers)
{
    const double u[] = {0.05, 0.55, 0.40}, v[] = {0.40, 0.50, 0.10}, one[] = {1, 1, 1};
    const double prices[] = {exp(0.02), exp(-0.03), 1};
    for (int order = 0; order < ORTH_ORDERS; order++) {
        orth_run *run = start(3, (orth_order)order, u, one);
        orth_run_blocks(run, 1, prices, v, NULL);
        orth_pool_outcome outcome = orth_run_outcome(run);
        double log_value =
            order == ORTH_ORDER_PRICE_THEN_WEIGHT
                ? -0.6524920906577828794 + (0.05 - 0.40) * 0.02 - (0.55 - 0.50) * 0.03
                : -0.6524920906577828794;
        ck_assert(fabs(outcome.kl_drift - 0.63712980310752602179) <= 1e-15);
        ck_assert(fabs(log(outcome.final_value) - log_value) <= 1e-15);
        double known = -0.015362287550256857602 - outcome.kl_drift; /* log Z less it */
        ck_assert(order == ORTH_ORDER_PRICE_THEN_WEIGHT ||
                  fabs(log(outcome.final_value) - known) <= 1e-15);
        orth_run_start(run, u, one, 1);
        orth_run_blocks(run, 1, prices, NULL, NULL);
        outcome = orth_run_outcome(run);
        ck_assert(fabs(outcome.kl_drift / 0.00013771244974314239805 - 1) <= 1e-13);
        orth_run_free(run);
    }
}
END_TEST

/* Moves from a billionth to a half, of prices, weights or both; weights that nearly follow. */
START_TEST(of_blocks_of_any_size)
{
    test_random random = test_seeded(21);
    double worst = 0;
    for (int k = 0; k < 6000; k++) {
        size_t n = 2 + test_random_below(&random, k % 3 == 0 ? MOST - 1 : 7);
        double u[MOST], w[MOST], from[MOST], to[MOST], sum = 0;
        double by_prices = pow(10, -9 * test_random_unit(&random)) / 2,
               by_weights = pow(10, -9 * test_random_unit(&random)) / 2;
        double common = k % 4 == 0 ? by_prices * test_random_unit(&random) : 0;
        test_random_weights(&random, n, u);
        for (size_t i = 0; i < n; i++) {
            double drawn = 2 * test_random_unit(&random) - 1;
            from[i] = pow(10, 8 * test_random_unit(&random) - 4);
            to[i] = from[i] * (1 + common + by_prices * (1 - fabs(common)) * drawn);
            drawn = 2 * test_random_unit(&random) - 1;
            w[i] = u[i] * (1 + (k % 5 == 0 ? 0 : by_weights * drawn));
            w[i] *= k % 7 == 0 ? to[i] / from[i] : 1; /* as the drift, and a little more */
            sum += w[i];
        }
        for (size_t i = 0; i < n; i++)
            w[i] /= sum;
        long double unused, expected = drift(n, u, w, from, to, &unused);
        double move = 0; /* the greatest, beside what is left of it */
        for (size_t i = 0; i < n; i++)
            move = fmax(move, fmax(fabs(to[i] / from[i] - 1), fabs(w[i] / u[i] - 1)));
        orth_run *run = start(n, (orth_order)(k % ORTH_ORDERS), u, from);
        orth_run_blocks(run, 1, to, w, NULL);
        double found = orth_run_outcome(run).kl_drift;
        double allowed = ORTH_KL_DRIFT_ERROR * (double)expected +
                         8 * 0x1p-53 * move * sqrt(2 * (double)expected) + 1e-31 * move * move;
        worst = fmax(worst, fabs(found - (double)expected) / allowed);
        ck_assert(found >= 0);
        orth_run_free(run);
    }
    test_worst("kl_drift, of what is allowed", worst);
    ck_assert(worst <= 1);
}
END_TEST

/* Prices that move too far for sums: logarithms, to 1e-14 of the greatest of them. */
START_TEST(of_far_blocks)
{
    static const double factors[] = {0.49, 0.51, 1.99, 2.01, 0.3, 1e3, 1e6, 1e20, 1e-10, 1e-60};
    double worst = 0;
    for (size_t f = 0; f < 100; f++) {
        double a = factors[f / 10], b = factors[f % 10], one[] = {1, 1, 1};
        double u[] = {0.2, 0.5, 0.3}, w[] = {0.2 + 1e-5, 0.5, 0.3 - 1e-5}, to[] = {a, b, a};
        long double high = fmaxl(logl(a), logl(b)), z = 0, loss = 0;
        for (int i = 0; i < 3; i++)
            z += u[i] * expl(logl(to[i]) - high);
        for (int i = 0; i < 3; i++)
            loss += w[i] * (logl((long double)w[i] / u[i]) - logl(to[i]) + high + logl(z));
        orth_run *run = start(3, (orth_order)(f % ORTH_ORDERS), u, one);
        orth_run_blocks(run, 1, to, w, NULL);
        double scale = 1e-14 * (1 + (double)fabsl(logl(a)) + (double)fabsl(logl(b)));
        double off = fabs(orth_run_outcome(run).kl_drift - (double)loss);
        worst = fmax(worst, off / scale);
        orth_run_free(run);
    }
    test_worst("kl_drift of far blocks, of what is allowed", worst);
    ck_assert(worst <= 1);
}
END_TEST

/* What a recording sees of a simulation. */
typedef struct seen {
    size_t n;
    double weights[MOST], prices[MOST];
    long double drift, growth, size, cross;
} seen;

static void look(void *user, size_t result, uint64_t block, const orth_run *run)
{
    seen *s = user;
    const double *w = orth_run_weights(run), *p = orth_run_prices(run);
    ck_assert_uint_eq(result, 0);
    if (block > 0) {
        long double growth, loss = drift(s->n, s->weights, w, s->prices, p, &growth);
        s->drift += loss;
        s->growth += growth;
        s->size += fabsl(growth) + loss;
        for (size_t i = 0; i < s->n; i++)
            s->cross +=
                ((long double)w[i] - s->weights[i]) * logl((long double)p[i] / s->prices[i]);
    }
    memcpy(s->weights, w, s->n * sizeof *w);
    memcpy(s->prices, p, s->n * sizeof *p);
}

static void put_weights(FILE *out, const char *key, size_t n, bool up)
{
    fprintf(out, ", \"%s\": {\"weights\": [", key);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s\"%zu/%zu\"", i > 0 ? ", " : "", up ? i + 1 : n - i, n * (n + 1) / 2);
    fputs("]}", out);
}

/* A market of n tokens; the weights 1, 2, .. n over their sum go to the reverse, and rest. */
static orth_scenario *scenario_of(size_t n, orth_order order, const char *path, const char *more)
{
    static char text[1 << 14];
    FILE *out = fmemopen(text, sizeof text, "w");
    fputs("{\"orthant\": 1, \"tokens\": [", out);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s\"T%zu\"", i > 0 ? ", " : "", i);
    fputc(']', out);
    put_weights(out, "start", n, true);
    put_weights(out, "target", n, false);
    fprintf(out, ", \"steps\": 150, \"blocks_per_step\": 2, \"paths\": [\"%s\"], \"order\": \"%s\"",
            path, orth_order_name(order));
    fputs(", \"market\": {\"model\": \"gbm\", \"blocks\": 400, \"block_seconds\": 3600,"
          "\"volatility\": [",
          out);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s\"%g\"", i > 0 ? ", " : "", 0.02 + 0.9 * (double)i / (double)n);
    fprintf(out, "]}, \"pool\": {\"value\": \"1\", \"unit\": \"USD\"%s}}", more);
    fclose(out);
    return test_scenario(text);
}

#define CLOSES 1e-15

/* log V_T/V_0 = sum log Z - kl_drift, less what price-then-weight gains on the way by holding the
 * old weights; to 1e-15 of 1 + sum abs(log Z) + kl_drift. */
START_TEST(a_simulation_closes)
{
    static const size_t counts[] = {2, 3, 5, 8, 17, 64};
    static const char *const paths[] = {"linear", "geodesic"};
    double worst = 0, apart = 0;
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++)
        for (int k = 0; k < 2 * ORTH_ORDERS; k++) {
            orth_order order = (orth_order)(k % ORTH_ORDERS);
            orth_scenario *scenario = scenario_of(counts[c], order, paths[k % 2], "");
            seen s = {.n = counts[c]};
            orth_simulate_options options = {.threads = 1,
                                             .one_path = true,
                                             .price_path = (uint64_t)k,
                                             .record = look,
                                             .record_every = 1,
                                             .user = &s};
            orth_simulation *simulation = test_simulation(scenario, &options);
            const orth_estimate *figures = simulation->results[0].figures;
            double value = figures[ORTH_FIGURE_FINAL_VALUE].mean;
            double found = figures[ORTH_FIGURE_KL_DRIFT].mean;
            long double gain = s.growth - found;
            if (order == ORTH_ORDER_PRICE_THEN_WEIGHT)
                gain -= s.cross;
            ck_assert(s.drift > 1e-4 && s.size > 0.1 && fabsl(s.cross) > 1e-5);
            worst = fmax(worst, (double)(fabsl(logl(value) - gain) / (1 + s.size)));
            apart = fmax(apart, (double)fabsl(found / s.drift - 1));
            orth_simulation_free(simulation);
            orth_scenario_free(scenario);
        }
    test_worst("a simulation's log of value", worst);
    test_worst("a simulation's kl_drift", apart);
    ck_assert(worst <= CLOSES && apart <= 1e-14);
}
END_TEST

/* It is of prices and weights alone: a fee, and many price paths, change nothing. */
START_TEST(of_prices_and_weights_alone)
{
    double first = 0;
    for (int k = 0; k < 2 * ORTH_ORDERS; k++) {
        orth_scenario *scenario = scenario_of(3, (orth_order)(k / 2), "linear",
                                              k % 2 == 0 ? "" : ", \"swap_fee\": \"0.003\"");
        scenario->price_paths = 16;
        orth_simulation *simulation = test_simulation(scenario, &(orth_simulate_options){0});
        double mean = simulation->results[0].figures[ORTH_FIGURE_KL_DRIFT].mean;
        first = k == 0 ? mean : first;
        ck_assert(mean > 1e-4 && mean == first);
        orth_simulation_free(simulation);
        orth_scenario_free(scenario);
    }
}
END_TEST

ORTH_TEST_MAIN("drift", known_answers, of_blocks_of_any_size, of_far_blocks, a_simulation_closes,
               of_prices_and_weights_alone)
