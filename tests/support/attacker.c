#include "attacker.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define MOST ATTACKER_TOKENS

/* ---- both legs */

/* sum v_i (log of the reserve that takes part, after less before), which grows with log L. */
static double miss(const attacker_pool *pool, const double *level, double band, double at)
{
    double sum = 0;
    for (size_t i = 0; i < pool->n; i++) {
        double down = at - level[i], up = at - band - level[i];
        sum += pool->to[i] * (down < 0 ? down : up > 0 ? up : 0);
    }
    return sum;
}

double attacker_profit(const attacker_pool *pool, const double *a)
{
    double held[MOST], level[MOST], low = INFINITY, high = -INFINITY, profit = 0;
    double band = -log1p(-pool->fee_back);
    for (size_t i = 0; i < pool->n; i++) {
        double in = pool->from[i] * expm1(a[i]) / (a[i] > 0 ? 1 - pool->fee : 1);
        held[i] = a[i] > 0 ? pool->from[i] + in : pool->from[i] * exp(a[i]);
        profit -= in;
        level[i] = log(held[i] / pool->to[i]);
        low = fmin(low, level[i] + band);
        high = fmax(high, level[i]);
    }
    if (low >= high)
        return profit;
    for (int k = 0; k < 55; k++) {
        double middle = (low + high) / 2;
        if (miss(pool, level, band, middle) > 0)
            high = middle;
        else
            low = middle;
    }
    for (size_t i = 0; i < pool->n; i++) {
        double down = high - level[i], up = down - band;
        if (down < 0)
            profit -= held[i] * expm1(down);
        else if (up > 0)
            profit -= held[i] * expm1(up) / (1 - pool->fee_back);
    }
    return profit;
}

/* ---- his means */

static double puts_in(const attacker_pool *pool, const double *a, double part)
{
    double sum = 0;
    for (size_t i = 0; i < pool->n; i++)
        if (a[i] > 0)
            sum += pool->from[i] * expm1(part * a[i]) / (1 - pool->fee);
    return sum;
}

/* Shifts a onto sum from_i a_i = 0 and shortens it until it is within his means; at the end of them
 * where `reach`. */
static void fit(const attacker_pool *pool, double *a, bool reach)
{
    double sum = 0, low = 0, high = 1, moved = 0;
    for (size_t i = 0; i < pool->n; i++)
        sum += pool->from[i] * a[i];
    for (size_t i = 0; i < pool->n; i++) {
        a[i] -= sum;
        moved = fmax(moved, fabs(a[i]));
    }
    if (moved == 0)
        return;
    for (int k = 0; reach && k < 60 && puts_in(pool, a, high) < pool->capital; k++)
        high *= 2;
    if (puts_in(pool, a, high) > pool->capital)
        for (int k = 0; k < 50; k++) {
            double middle = (low + high) / 2;
            if (puts_in(pool, a, middle) > pool->capital)
                high = middle;
            else
                low = middle;
        }
    else
        low = high;
    for (size_t i = 0; i < pool->n && pool->swap_limit > 0; i++) {
        double most = a[i] > 0 ? log1p(pool->swap_limit) : -log1p(-pool->swap_limit);
        low = fmin(low, a[i] == 0 ? low : most / fabs(a[i]));
    }
    for (size_t i = 0; i < pool->n; i++)
        a[i] *= low;
}

/* ---- the search */

static double normal(test_random *random)
{
    double radius = sqrt(-2 * log(1 - test_random_unit(random)));
    return radius * cos(6.283185307179586 * test_random_unit(random));
}

/* One token or some go out, the others come in, stay, or do as they like. */
static void start(const attacker_pool *pool, double *a, test_random *random)
{
    size_t out = test_random_below(random, pool->n);
    for (size_t i = 0; i < pool->n; i++) {
        size_t what = test_random_below(random, 4);
        a[i] = what == 0 ? 0 : what == 1 ? normal(random) : test_random_unit(random);
    }
    double sum = 0;
    for (size_t i = 0; i < pool->n; i++)
        sum += i == out ? 0 : pool->from[i] * a[i];
    a[out] = -sum / pool->from[out];
    fit(pool, a, true);
}

/* A change of some size: all tokens, two of them, three with the same put in, or one left alone. */
static void change(const attacker_pool *pool, double *a, double size, test_random *random)
{
    size_t i = test_random_below(random, pool->n), k = test_random_below(random, pool->n);
    size_t out = test_random_below(random, pool->n);
    double by = size * normal(random);
    switch (test_random_below(random, 4)) {
    case 0:
        for (size_t j = 0; j < pool->n; j++)
            a[j] += size * normal(random);
        break;
    case 1:
        a[i] += by / pool->from[i];
        a[k] -= by / pool->from[k];
        break;
    case 2: /* of what is put in of i, a part of k instead */
        a[i] = log1p(fmax(expm1(a[i]) - fabs(by) / pool->from[i], -0.9));
        a[k] = log1p(expm1(a[k]) + fabs(by) / pool->from[k]);
        break;
    default: {
        double was = a[i];
        a[i] = 0;
        if (i != out)
            a[out] += was * pool->from[i] / pool->from[out];
    }
    }
    /* What is missing to sum 0 is made up by one token, so that the others stay where they are. */
    double sum = 0;
    for (size_t j = 0; j < pool->n; j++)
        sum += pool->from[j] * a[j];
    a[out] -= sum / pool->from[out];
    fit(pool, a, test_random_below(random, 2) == 0);
}

/* Random changes of a displacement, longer while they gain and shorter while they do not. */
static double improve(const attacker_pool *pool, double *a, int trials, double size,
                      test_random *random)
{
    double next[MOST], profit = attacker_profit(pool, a);
    for (int k = 0; k < trials; k++) {
        memcpy(next, a, pool->n * sizeof *a);
        change(pool, next, size, random);
        double found = attacker_profit(pool, next);
        if (found > profit) {
            profit = found;
            memcpy(a, next, pool->n * sizeof *a);
            size = fmin(size * 1.6, 2);
        } else {
            size = fmax(size * 0.93, 1e-9);
        }
    }
    return profit;
}

double attacker_search(double *a, const attacker_pool *pool, int starts, int trials,
                       const double *hint, test_random *random)
{
    double here[MOST] = {0}, most = 0, honest = attacker_profit(pool, here);
    memcpy(a, here, pool->n * sizeof *a);
    for (int s = 0; s < starts; s++) {
        bool hinted = s == 0 && hint != NULL;
        if (hinted)
            memcpy(here, hint, pool->n * sizeof *a);
        else
            start(pool, here, random);
        double profit = improve(pool, here, trials, hinted ? 0.01 : 0.3, random);
        if (profit - honest > most) {
            most = profit - honest;
            memcpy(a, here, pool->n * sizeof *a);
        }
    }
    return most;
}

/* ---- pools */

void attacker_draw(attacker_pool *pool, test_random *random)
{
    static const double fees[] = {0.0005, 0.003, 0.01, 0.03};
    size_t which = test_random_below(random, 6);
    size_t n = pool->n = 2 + test_random_below(random, MOST - 1);
    pool->fee = which < 4 ? fees[which] : pow(10, -1 - 3 * test_random_unit(random));
    pool->fee_back = test_random_below(random, 8) == 0
                         ? pool->fee * (0.5 + test_random_unit(random))
                         : pool->fee;
    pool->capital = pow(10, 2 * test_random_unit(random) - 1.3);
    pool->swap_limit =
        test_random_below(random, 6) == 0 ? 0.05 + 0.5 * test_random_unit(random) : 0;
    double sum = 0, total = 0;
    for (size_t i = 0; i < n; i++)
        sum += pool->from[i] = 0.02 + pow(test_random_unit(random), 2);
    size_t alone = test_random_below(random, 3) == 0 ? test_random_below(random, n) : n;
    double size = 4 * test_random_unit(random) * -log1p(-pool->fee);
    for (size_t i = 0; i < n; i++) {
        pool->from[i] /= sum;
        bool moves = alone == n || i == alone || i == (alone + 1) % n;
        double by = moves ? size * (test_random_unit(random) - 0.5) : 0;
        total += pool->to[i] = pool->from[i] * exp(by);
    }
    for (size_t i = 0; i < n; i++)
        pool->to[i] /= total;
}

orth_safety *attacker_ask(const attacker_pool *pool)
{
    double rows[2 * MOST], fees[2] = {pool->fee, pool->fee_back};
    memcpy(rows, pool->from, pool->n * sizeof *rows);
    memcpy(rows + pool->n, pool->to, pool->n * sizeof *rows);
    orth_safety_question question = {.n = pool->n,
                                     .blocks = 1,
                                     .rows = rows,
                                     .fee = pool->fee,
                                     .fees = fees,
                                     .window = 1,
                                     .attacker = {pool->capital, pool->swap_limit},
                                     .threads = 1};
    orth_safety *safety;
    ck_assert_int_eq(orth_safety_of(&safety, &question, NULL), ORTH_OK);
    return safety;
}
