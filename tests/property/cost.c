/* What a move costs: laws on drawn inputs, and a Monte Carlo of two tokens that shares no code with
 * the closed form (in thorough/cost_two_tokens.c with many more price paths). */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "orthant/cost.h"
#include "orthant/kernel.h"
#include "traded_pool.h"

#define N_MAX 10
#define LANES ORTH_CLAMPED_LANES
#define BLOCKS 200

static double normal(test_random *random)
{
    double u = 1 - test_random_unit(random), v = test_random_unit(random);
    return sqrt(-2 * log(u)) * cos(2 * M_PI * v);
}

/* ---- the kernel: each walk's own balance */

typedef struct walks {
    orth_clamped walk;
    double weights[N_MAX * LANES], drift[N_MAX * LANES];
    double levels[3 * N_MAX * LANES], tops[3 * LANES], sums[9 * LANES];
    double noise[N_MAX * BLOCKS * LANES];
} walks;

static void draw_walks(walks *w, test_random *random, size_t n)
{
    double one[N_MAX];
    memset(w, 0, sizeof *w);
    w->walk = (orth_clamped){
        n, 0.5 + 5 * test_random_unit(random), w->weights, w->drift, w->levels, w->tops, w->sums};
    for (size_t l = 0; l < LANES; l++) {
        double mean = 0, speed = test_random_unit(random);
        test_random_weights(random, n, one);
        for (size_t i = 0; i < n; i++) {
            w->weights[i * LANES + l] = one[i];
            w->drift[i * LANES + l] = speed * (2 * test_random_unit(random) - 1);
            mean += one[i] * w->drift[i * LANES + l];
        }
        for (size_t i = 0; i < n; i++)
            w->drift[i * LANES + l] -= mean;
    }
    for (size_t e = 0; e < n * BLOCKS * LANES; e++)
        w->noise[e] = normal(random);
}

static double variance(const walks *w, size_t pool, size_t lane)
{
    double sum = 0;
    for (size_t i = 0; i < w->walk.n; i++) {
        double level = w->levels[(pool * w->walk.n + i) * LANES + lane];
        sum += w->weights[i * LANES + lane] * level * level;
    }
    return sum;
}

/* One block by the definition: what each token adds, the mean taken out by the weights. */
static void block_steps(double *steps, const walks *w, size_t block, size_t pool, size_t lane)
{
    double mean = 0, sign = pool == 0 ? 0 : pool == 1 ? 1 : -1;
    for (size_t i = 0; i < w->walk.n; i++) {
        steps[i] = w->noise[(i * BLOCKS + block) * LANES + lane];
        mean += w->weights[i * LANES + lane] * steps[i];
    }
    for (size_t i = 0; i < w->walk.n; i++)
        steps[i] += sign * w->drift[i * LANES + lane] - mean;
}

/* Sum of [loss + b volume - sum w l e - sum w e^2 / 2] = (Var(l before) - Var(l after)) / 2, block
 * by block; levels stay within the band and keep their mean; sum w l d is as said. */
START_TEST(the_balance_of_every_path)
{
    test_random random = test_seeded(1);
    static walks w;
    double worst = 0;
    for (size_t n = 2; n <= N_MAX; n++) {
        draw_walks(&w, &random, n);
        for (size_t k = 0; k < BLOCKS; k++) {
            double left[3 * LANES], pull[3 * LANES];
            for (size_t e = 0; e < 3 * LANES; e++) {
                double steps[N_MAX];
                size_t pool = e / LANES, lane = e % LANES;
                block_steps(steps, &w, k, pool, lane);
                left[e] = variance(&w, pool, lane) / 2;
                pull[e] = 0;
                for (size_t i = 0; i < n; i++) {
                    double level = w.levels[(pool * n + i) * LANES + lane];
                    double weight = w.weights[i * LANES + lane];
                    double sign = pool == 0 ? 0 : pool == 1 ? 1 : -1;
                    left[e] += weight * steps[i] * (level + steps[i] / 2);
                    pull[e] += sign * weight * level * w.drift[i * LANES + lane];
                }
            }
            orth_kernels_in_use()->clamped(&w.walk, 1, w.noise + k * LANES, BLOCKS * LANES);
            for (size_t e = 0; e < 3 * LANES; e++) {
                size_t pool = e / LANES, lane = e % LANES;
                double low = INFINITY, high = -INFINITY, mean = 0;
                for (size_t i = 0; i < n; i++) {
                    double level = w.levels[(pool * n + i) * LANES + lane];
                    low = fmin(low, level);
                    high = fmax(high, level);
                    mean += w.weights[i * LANES + lane] * level;
                }
                ck_assert_double_le(high - low, w.walk.band * (1 + 1e-14) + 1e-14);
                ck_assert_double_eq_tol(mean, 0, 1e-12);
                const double *sums = w.sums + pool * 3 * LANES + lane;
                double right = sums[0] + w.walk.band * sums[LANES] + variance(&w, pool, lane) / 2;
                worst = fmax(worst, fabs(left[e] - right) / (1 + fabs(left[e])));
                ck_assert_double_eq_tol(sums[2 * LANES], pull[e], 1e-13 * (1 + fabs(pull[e])));
            }
        }
    }
    test_worst("imbalance", worst);
    ck_assert_double_lt(worst, 2e-13);
}
END_TEST

/* The cases of a trade that were worked out by hand. */
START_TEST(trades_by_hand)
{
    static const double weights[3] = {0.6, 0.3, 0.1}, band = 0.003;
    static const struct {
        double levels[3], after[3], loss, volume;
    } known[] = {
        {{0.0040, 0.0002, -0.0010}, {0.00356, 0.00056, 0.00056}, 1.992e-7, 2.64e-4},
        {{0.0040, 0.0038, -0.0010}, {0.00374, 0.00374, 0.00074}, 1.722e-7, 1.74e-4},
        {{0.0005, -0.0060, 0.0004}, {-0.00056, -0.00356, -0.00056}, 1.2762e-6, 7.32e-4},
    };
    for (size_t c = 0; c < 3; c++) {
        static walks w;
        memset(&w, 0, sizeof w);
        w.walk = (orth_clamped){3, band, w.weights, w.drift, w.levels, w.tops, w.sums};
        double mean = 0;
        for (size_t i = 0; i < 3; i++)
            mean += weights[i] * known[c].levels[i];
        for (size_t i = 0; i < 3; i++)
            for (size_t l = 0; l < LANES; l++) {
                w.weights[i * LANES + l] = weights[i];
                w.noise[i * LANES + l] = known[c].levels[i];
            }
        orth_kernels_in_use()->clamped(&w.walk, 1, w.noise, LANES);
        for (size_t i = 0; i < 3; i++)
            ck_assert_double_eq_tol(w.levels[i * LANES], known[c].after[i] - mean, 1e-15);
        ck_assert_double_eq_tol(w.sums[0], known[c].loss, 1e-18);
        ck_assert_double_eq_tol(w.sums[LANES], known[c].volume, 1e-16);
    }
}
END_TEST

/* ---- the walk's laws */

typedef struct pool_case {
    size_t n;
    double weights[N_MAX], drift[N_MAX], covariance[N_MAX * N_MAX], fee;
} pool_case;

static pool_case draw_case(test_random *random, size_t n)
{
    pool_case c = {.n = n, .fee = 1e-3 * (0.2 + test_random_unit(random))};
    double factors[N_MAX][3], sum = 0;
    for (size_t i = 0; i < n; i++) {
        c.weights[i] = 0.1 + test_random_unit(random);
        sum += c.weights[i];
        c.drift[i] = 3e-5 * normal(random);
        for (size_t f = 0; f < 3; f++)
            factors[i][f] = 1e-4 * normal(random);
    }
    for (size_t i = 0; i < n; i++) {
        c.weights[i] /= sum;
        for (size_t j = 0; j < n; j++) {
            c.covariance[i * n + j] = i == j ? 2e-9 : 0;
            for (size_t f = 0; f < 3; f++)
                c.covariance[i * n + j] += factors[i][f] * factors[j][f];
        }
    }
    return c;
}

static orth_cost_frozen run(const pool_case *c, uint64_t seed)
{
    orth_cost_terms *terms;
    orth_cost_frozen walk;
    ck_assert(orth_cost_terms_create(&terms, c->n, c->fee, c->covariance, NULL) == ORTH_OK);
    ck_assert(orth_cost_frozen_walk(&walk, terms, c->weights, c->drift, seed, NULL) == ORTH_OK);
    orth_cost_terms_free(terms);
    return walk;
}

static double by_pairs(const pool_case *c)
{
    orth_cost_terms *terms;
    double loss;
    ck_assert(orth_cost_terms_create(&terms, c->n, c->fee, c->covariance, NULL) == ORTH_OK);
    ck_assert(orth_cost_rest_by_pairs(&loss, terms, c->weights, NULL) == ORTH_OK);
    orth_cost_terms_free(terms);
    return loss;
}

static void agree(double a, double a_error, double b, double b_error)
{
    ck_assert_double_eq_tol(a, b, 4.2 * sqrt(a_error * a_error + b_error * b_error));
}

START_TEST(symmetries)
{
    test_random random = test_seeded(2);
    for (int i = 0; i < 6; i++) {
        pool_case c = draw_case(&random, 3 + test_random_below(&random, 4)), other = c;
        uint64_t seed = test_random_bits(&random);
        orth_cost_frozen walk = run(&c, seed);
        double pairs = by_pairs(&c);
        ck_assert_double_eq_tol(walk.rest, pairs,
                                0.06 * pairs + 4.2 * walk.rest_stderr); /* the twin, roughly */

        for (size_t k = 0; k < c.n; k++) /* the mirrored drift: the other two pools change places */
            other.drift[k] = -c.drift[k];
        orth_cost_frozen again = run(&other, seed);
        ck_assert_double_eq(again.total, walk.total);
        ck_assert_double_eq(again.rest, walk.rest);

        other = c; /* every price in another money: the same noise in all log-returns */
        for (size_t k = 0; k < c.n * c.n; k++)
            other.covariance[k] += 4e-8;
        for (size_t k = 0; k < c.n; k++)
            other.drift[k] += 1e-5; /* and a drift that no ratio sees */
        ck_assert_double_eq_tol(by_pairs(&other) / pairs, 1, 1e-7);
        again = run(&other, seed + 1);
        agree(again.total, again.total_stderr, walk.total, walk.total_stderr);

        other = c; /* the tokens in reverse order */
        for (size_t k = 0; k < c.n; k++) {
            other.weights[k] = c.weights[c.n - 1 - k];
            other.drift[k] = c.drift[c.n - 1 - k];
            for (size_t m = 0; m < c.n; m++)
                other.covariance[k * c.n + m] = c.covariance[(c.n - 1 - k) * c.n + c.n - 1 - m];
        }
        ck_assert_double_eq_tol(by_pairs(&other) / pairs, 1, 1e-10);
        again = run(&other, seed + 2);
        agree(again.total, again.total_stderr, walk.total, walk.total_stderr);
        agree(again.extra, again.extra_stderr, walk.extra, walk.extra_stderr);
    }
}
END_TEST

/* The walk of two tokens, and its pairs, against the closed form and the stationary law. */
START_TEST(two_tokens_three_ways)
{
    test_random random = test_seeded(3);
    double sigma = 1e-4;
    for (int i = 0; i < 12; i++) {
        double band =
            i % 3 == 0 ? 0.5 + 1.5 * test_random_unit(&random) : 2 + 18 * test_random_unit(&random);
        double w = 0.1 + 0.8 * test_random_unit(&random), x = 0.02 + test_random_unit(&random);
        pool_case c = {.n = 2,
                       .weights = {w, 1 - w},
                       .drift = {x * sigma, 0},
                       .covariance = {sigma * sigma, 0, 0, 0},
                       .fee = -expm1(-band * sigma)};
        orth_cost_law law = orth_cost_law_of(band);
        double scale = w * (1 - w) * sigma * sigma / 2;
        orth_cost_frozen walk = run(&c, test_random_bits(&random));
        agree(walk.rest, walk.rest_stderr, scale * law.rest, 0);
        agree(walk.extra, walk.extra_stderr, scale * orth_cost_law_excess(&law, x),
              ORTH_COST_CLOSED_ERROR_2 * scale * orth_cost_law_excess(&law, x));
        ck_assert_double_eq_tol(
            by_pairs(&c) / (scale * 0.58259715793901067 / (band + 0.58259715793901067)), 1, 1e-12);
    }
}
END_TEST

/* ---- two tokens that really trade */

START_TEST(a_pool_that_trades)
{
    static const double bands[] = {0.5, 1, 2, 6, 10, 20}, speeds[] = {0.01, 0.1, 0.3, 1};
    static const double weights[] = {0.5, 0.8, 0.1};
    test_random random = test_seeded(4);
    double worst = 0;
    for (size_t b = 0; b < 6; b++)
        for (size_t s = 0; s < 4; s++)
            for (size_t w = 0; w < 3; w++) {
                int paths = bands[b] > 15 ? 20 : 60; /* fewer where the warm-up is longest */
                orth_cost_law law = orth_cost_law_of(bands[b]);
                double y = law.rest + orth_cost_law_excess(&law, speeds[s]);
                test_mean got = traded_overshoot(&random, bands[b], speeds[s], weights[w], paths);
                double off = fabs(test_mean_value(&got) - y) - ORTH_COST_CLOSED_ERROR_2 * y;
                ck_assert_double_lt(off, 3.8 * test_mean_error(&got));
                worst = fmax(worst, off / test_mean_error(&got));
            }
    test_worst("standard errors", worst);
}
END_TEST

ORTH_TEST_MAIN("cost", the_balance_of_every_path, trades_by_hand, symmetries, two_tokens_three_ways,
               a_pool_that_trades)
