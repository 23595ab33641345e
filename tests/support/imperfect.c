#include "imperfect.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "orthant/path.h"

#define CHUNK 256

orth_cost_factors imperfect_factors(const imperfect_setting *s)
{
    orth_cost_arbitrage arbitrage = {.presence = s->presence,
                                     .sizing = s->sizing,
                                     .active_share = s->active_share,
                                     .blocks_per_step = s->blocks_per_step};
    return orth_cost_factors_of(&arbitrage);
}

static double normal(test_random *random)
{
    double u = 1 - test_random_unit(random), v = test_random_unit(random);
    return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

static orth_path *geodesic(size_t n, uint64_t steps, orth_move **move)
{
    static const double from[] = {0.5, 0.3, 0.2}, to[] = {0.1, 0.6, 0.3};
    static const double from2[] = {0.5, 0.5}, to2[] = {0.9, 0.1};
    orth_path *path;
    orth_error error;
    ck_assert(orth_move_create(move, n, n == 2 ? from2 : from, NULL, n == 2 ? to2 : to, NULL,
                               &error) == ORTH_OK);
    ck_assert(orth_path_create(&path, "geodesic", *move, steps, NULL, &error) == ORTH_OK);
    return path;
}

orth_pool_outcome imperfect_move(const imperfect_setting *s, uint64_t steps, double sigma,
                                 test_random *random, double *distance)
{
    double rows[CHUNK * 3], prices[CHUNK * 3], row[3], p[] = {1, 1, 1};
    bool present[CHUNK];
    size_t n = s->n, filled = 0;
    orth_pool_rules rules = {
        .order = ORTH_ORDER_TOGETHER, .sizing = s->sizing, .active_share = s->active_share};
    orth_move *move;
    orth_path *path = geodesic(n, steps, &move);
    orth_run *run;
    orth_error error;
    ck_assert(orth_run_create(&run, n, &rules, &error) == ORTH_OK);
    orth_path_fill(path, 0, 1, row, NULL);
    orth_run_start(run, row, p, 1);
    for (uint64_t block = 0; block < steps * s->blocks_per_step; block++) {
        if (block % s->blocks_per_step == 0)
            orth_path_fill(path, block / s->blocks_per_step + 1, 1, row, NULL);
        for (size_t i = 0; i < n; i++) {
            if (sigma > 0 && i + 1 < n)
                p[i] *= exp(sigma * normal(random));
            prices[filled * n + i] = p[i];
            rows[filled * n + i] = row[i];
        }
        present[filled++] = s->presence == 1 || test_random_unit(random) < s->presence;
        if (filled == CHUNK || block + 1 == steps * s->blocks_per_step) {
            orth_run_blocks_present(run, filled, prices, rows, NULL, present);
            filled = 0;
        }
    }
    orth_pool_outcome outcome = orth_run_outcome(run);
    *distance = orth_move_distance(move);
    orth_run_free(run);
    orth_path_free(path);
    orth_move_free(move);
    return outcome;
}

typedef struct sample {
    double sum, squares;
} sample;

static void add(sample *to, double value)
{
    to->sum += value;
    to->squares += value * value;
}

/* The mean of `m` against `expected`, of which a part `end` at most is not yet there. */
static void check_mean(const char *what, const sample *of, double m, double expected, double end)
{
    double mean = of->sum / m, error = sqrt(fmax(of->squares / m - mean * mean, 0) / (m - 1));
    if (getenv("ORTH_TEST_VERBOSE") != NULL)
        printf("%s: %.4f +- %.4f, %.4f expected\n", what, mean, error, expected);
    ck_assert_double_le(mean - expected, 3.8 * error + 2e-3 * expected);
    ck_assert_double_ge(mean - expected, -(3.8 * error + (2e-3 + end) * expected));
}

/* LVR of perfect arbitrage at rest, a block's mean along the geodesic of two tokens. */
static double lvr_on_the_way(double sigma)
{
    double from = asin(sqrt(0.5)), to = asin(sqrt(0.9)), sum = 0;
    for (int k = 0; k < 1000; k++) {
        double w = pow(sin(from + (to - from) * (k + 0.5) / 1000), 2);
        sum += w * (1 - w) / 1000;
    }
    return sum * sigma * sigma / 2;
}

void imperfect_hold_against(const imperfect_setting *s, double sigma, size_t moves,
                            test_random *random)
{
    uint64_t steps = IMPERFECT_STEPS;
    double distance, blocks = (double)(steps * s->blocks_per_step);
    orth_cost_factors factors = imperfect_factors(s);
    sample move = {0, 0}, lvr = {0, 0};
    for (size_t k = 0; k < moves; k++) {
        orth_pool_outcome outcome = imperfect_move(s, steps, sigma, random, &distance);
        add(&move, outcome.ledger.weight_loss / (distance * distance / (2 * (double)steps)));
        add(&lvr, sigma == 0 ? 0 : outcome.ledger.lvr / (lvr_on_the_way(sigma) * blocks));
    }
    double end = 2.1 * factors.blocks / blocks;
    check_mean("move", &move, (double)moves, factors.move, end);
    if (sigma > 0)
        check_mean("lvr", &lvr, (double)moves, factors.lvr, end);
}
