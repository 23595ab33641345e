#include "traded_pool.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

traded_pool traded_pool_start(size_t n, double band, const double *log_weights)
{
    traded_pool pool = {.n = n, .band = band, .fee = -expm1(-band)};
    for (size_t i = 0; i < n; i++)
        pool.reserves[i] = log_weights[i];
    return pool;
}

/* The level down to which tokens leave the pool; others enter up to band below it. Which tokens
 * those are is found by trying: first the two furthest apart, then all that the level so found
 * leaves outside. False where the pool is in balance. */
static bool best_level(double *level, const traded_pool *pool, const double *levels,
                       const double *weights)
{
    bool out[TRADED_TOKENS] = {false}, in[TRADED_TOKENS] = {false}, changed = true;
    size_t high = 0, low = 0;
    for (size_t i = 1; i < pool->n; i++) {
        high = levels[i] > levels[high] ? i : high;
        low = levels[i] < levels[low] ? i : low;
    }
    if (!(levels[high] - levels[low] > pool->band))
        return false;
    out[high] = in[low] = true;
    while (changed) {
        double sum = 0, mass = 0;
        for (size_t i = 0; i < pool->n; i++) {
            sum += out[i] ? weights[i] * levels[i] : 0;
            sum += in[i] ? weights[i] * (levels[i] + pool->band) : 0;
            mass += out[i] || in[i] ? weights[i] : 0;
        }
        *level = sum / mass;
        changed = false;
        for (size_t i = 0; i < pool->n; i++) {
            bool above = i == high || levels[i] > *level;
            bool below = i == low || levels[i] < *level - pool->band;
            changed = changed || above != out[i] || below != in[i];
            out[i] = above;
            in[i] = below;
        }
    }
    return true;
}

double traded_pool_block(traded_pool *pool, const double *log_prices, const double *weights,
                         const double *log_weights)
{
    double levels[TRADED_TOKENS] = {0}, level, value = 0, taken = 0;
    for (size_t i = 0; i < pool->n; i++)
        levels[i] = pool->reserves[i] + log_prices[i] - log_weights[i];
    if (!best_level(&level, pool, levels, weights))
        return 0;
    for (size_t i = 0; i < pool->n; i++) {
        double worth = weights[i] * exp(levels[i] - level);
        value += worth;
        if (levels[i] > level) {
            taken -= worth * expm1(level - levels[i]);
            pool->reserves[i] += level - levels[i];
        } else if (levels[i] < level - pool->band) {
            /* Only 1 - fee of what comes in counts for the invariant; all of it stays. */
            double paid = expm1(level - pool->band - levels[i]) / (1 - pool->fee);
            taken -= worth * paid;
            pool->reserves[i] += log1p(paid);
        }
    }
    return taken / value;
}

void test_random_normals(test_random *random, double *two)
{
    double x, y, square;
    do {
        x = 2 * test_random_unit(random) - 1;
        y = 2 * test_random_unit(random) - 1;
        square = x * x + y * y;
    } while (!(square > 0 && square < 1));
    double scale = sqrt(-2 * log(square) / square);
    two[0] = x * scale;
    two[1] = y * scale;
}

void test_mean_add(test_mean *mean, double value)
{
    mean->count += 1;
    mean->sum += value;
    mean->squares += value * value;
}

void test_mean_shift(test_mean *mean, double by)
{
    mean->squares += 2 * by * mean->sum + mean->count * by * by;
    mean->sum += mean->count * by;
}

double test_mean_value(const test_mean *mean)
{
    return mean->sum / mean->count;
}

double test_mean_error(const test_mean *mean)
{
    double m = test_mean_value(mean);
    return sqrt((mean->squares / mean->count - m * m) / (mean->count - 1));
}

#define NOISE 2e-6 /* of a block */

/* Rows of a schedule whose log(w_1 / w_2) grows by the same amount each block and is as said where
 * what is measured begins. */
typedef struct weights_row {
    double weights[2], logs[2];
} weights_row;

static weights_row *rows_of(double weight, double step, int warm, int count)
{
    weights_row *rows = malloc((size_t)(warm + count) * sizeof *rows);
    ck_assert_ptr_nonnull(rows);
    for (int k = 0; k < warm + count; k++) {
        double logit = log(weight / (1 - weight)) + (k - warm) * step;
        rows[k].logs[0] = -log1p(exp(-logit));
        rows[k].logs[1] = -log1p(exp(logit));
        rows[k].weights[0] = exp(rows[k].logs[0]);
        rows[k].weights[1] = exp(rows[k].logs[1]);
    }
    return rows;
}

test_mean traded_overshoot(test_random *random, double band, double speed, double weight, int paths)
{
    int warm = (int)(5 * band * band) + 20, count = 1000 + (int)(10 * band * band);
    weights_row *rows = rows_of(weight, speed * NOISE, warm, count);
    test_mean mean = {0};
    for (int path = 0; path < paths; path++) {
        traded_pool pool = traded_pool_start(2, band * NOISE, rows[0].logs);
        double total = 0, prices[2] = {0}, draws[2];
        for (int k = 0; k < warm + count; k++) {
            if (k % 2 == 0)
                test_random_normals(random, draws);
            prices[0] += NOISE * draws[k % 2];
            double loss = traded_pool_block(&pool, prices, rows[k].weights, rows[k].logs);
            if (k >= warm)
                total += loss / (rows[k].weights[0] * rows[k].weights[1] * NOISE * NOISE / 2);
        }
        test_mean_add(&mean, total / count);
    }
    free(rows);
    return mean;
}
