/* The likelihood of garch, at several places at once: the recursion of one place waits for itself,
 * those of others fill the time. */
#include <math.h>

#include "fit/market_parts.h"
#include "kernel/kernel.h"
#include "numeric/elementary.h"

#define LANES ORTH_FIT_LANES
#define LOG_PI 1.1447298858494001741
#define FACTORS 12 /* are multiplied before a logarithm is taken */

typedef double lanes[LANES];

typedef struct state {
    lanes shift, half, omega, alpha, beta, variance, spread, power;
    lanes normal; /* 1 or 0 */
} state;

typedef struct sums {
    lanes low, high; /* a sum and what its roundings left */
} sums;

static void add(sums *to, size_t l, double term)
{
    double sum = to->high[l] + term, kept = sum - to->high[l];
    to->low[l] += (to->high[l] - (sum - kept)) + (term - kept);
    to->high[l] = sum;
}

/* The parameters of token i in lane l; returns what its density has for each row beside. */
static double prepare(const orth_fit_problem *problem, size_t i, size_t l, const double *place,
                      state *own)
{
    const double *at = place + problem->at[i];
    double v = orth_exp(at[1]), alpha = 0, beta = 0, rest = 1;
    if (!problem->plain[i]) {
        double not_alpha = orth_fit_logistic(-at[2]);
        alpha = orth_fit_logistic(at[2]);
        beta = not_alpha * orth_fit_logistic(at[3]);
        rest = not_alpha * orth_fit_logistic(-at[3]);
    }
    own->shift[l] = at[0];
    own->half[l] = problem->scale[i] / 2;
    own->alpha[l] = alpha;
    own->beta[l] = beta;
    own->omega[l] = rest * v;
    own->variance[l] = v;
    own->spread[l] = own->power[l] = 0;
    own->normal[l] = problem->normal[i];
    if (problem->normal[i])
        return -ORTH_LOG_2_PI / 2;
    double nu = 2 + orth_exp(at[problem->plain[i] ? 2 : 4]);
    own->spread[l] = 1 / (nu - 2);
    own->power[l] = -(nu + 1) / 2;
    return orth_fit_log_gamma((nu + 1) / 2) - orth_fit_log_gamma(nu / 2) -
           0.5 * (orth_log(nu - 2) + LOG_PI);
}

/* A row of token i: its innovation to t[i], its factors to the products. */
static void step(state *restrict own, double x, size_t i, const double *restrict factor,
                 double *restrict t, double *restrict scales, double *restrict tails,
                 double *restrict squares)
{
    lanes left;
    for (size_t l = 0; l < LANES; l++) {
        double variance = own->variance[l];
        double deviation = x - own->shift[l] + own->half[l] * variance;
        left[l] = deviation / sqrt(variance);
        scales[l] *= variance;
        own->variance[l] =
            own->omega[l] + own->alpha[l] * (deviation * deviation) + own->beta[l] * variance;
    }
    for (size_t j = 0; j < i; j++)
        for (size_t l = 0; l < LANES; l++)
            left[l] -= factor[j * LANES + l] * t[j * LANES + l];
    for (size_t l = 0; l < LANES; l++) {
        left[l] *= factor[i * LANES + l];
        t[i * LANES + l] = left[l];
        double square = left[l] * left[l];
        tails[l] *= 1 + own->spread[l] * square;
        squares[l] += own->normal[l] * square;
    }
}

/* A block whose return is not known: in the place of its square stands what is expected of it. */
static void pass_gap(state *own)
{
    for (size_t l = 0; l < LANES; l++)
        own->variance[l] = own->omega[l] + (own->alpha[l] + own->beta[l]) * own->variance[l];
}

/* products[0]: of variances; products[i + 1]: of token i's tails. */
static void flush(sums *total, size_t n, const state *tokens, lanes *products, lanes squares)
{
    lanes logs[ORTH_FIT_TOKENS + 1];
    orth_kernels_in_use()->log((n + 1) * LANES, logs[0], products[0]);
    for (size_t l = 0; l < LANES; l++) {
        double term = -0.5 * (logs[0][l] + squares[l]);
        for (size_t i = 0; i < n; i++)
            term += tokens[i].power[l] * logs[i + 1][l];
        add(total, l, term);
        squares[l] = 0;
    }
    for (size_t i = 0; i <= n; i++)
        for (size_t l = 0; l < LANES; l++)
            products[i][l] = 1;
}

void orth_fit_garch_values(const orth_fit_problem *problem, size_t count,
                           const double (*places)[ORTH_FIT_DIMENSIONS], double *values)
{
    size_t n = problem->n;
    state tokens[ORTH_FIT_TOKENS];
    lanes factors[ORTH_FIT_TOKENS][ORTH_FIT_TOKENS], t[ORTH_FIT_TOKENS];
    lanes constant = {0}, squares, products[ORTH_FIT_TOKENS + 1];
    sums total = {{0}, {0}};
    for (size_t l = 0; l < LANES; l++) {
        const double *place = places[l < count ? l : 0];
        double factor[ORTH_FIT_TOKENS * ORTH_FIT_TOKENS];
        orth_fit_factor(n, place + problem->pairs_at, factor);
        for (size_t i = 0; i < n; i++) {
            constant[l] += prepare(problem, i, l, place, &tokens[i]) - orth_log(factor[i * n + i]);
            for (size_t j = 0; j < i; j++)
                factors[i][j][l] = factor[i * n + j];
            factors[i][i][l] = 1 / factor[i * n + i];
            products[i + 1][l] = 1;
        }
        products[0][l] = 1;
        squares[l] = 0;
    }
    /* A product of more factors might leave the range of doubles. */
    size_t often = n < FACTORS ? FACTORS / n : 1, since = 0, gap = 0;
    for (size_t row = 0; row < problem->rows; row++) {
        for (; gap < problem->break_count && problem->breaks[gap] == row; gap++)
            for (size_t i = 0; i < n; i++)
                pass_gap(&tokens[i]);
        for (size_t i = 0; i < n; i++)
            step(&tokens[i], problem->x[i][row], i, factors[i][0], t[0], products[0],
                 products[i + 1], squares);
        if (++since < often)
            continue;
        flush(&total, n, tokens, products, squares);
        since = 0;
        if (orth_fit_stopped(problem))
            break;
    }
    flush(&total, n, tokens, products, squares);
    for (size_t l = 0; l < count; l++) {
        double sum = total.high[l] + total.low[l] + (double)problem->rows * constant[l];
        values[l] = isfinite(sum) ? sum : -HUGE_VAL;
    }
}
