/* The pool at rest by pairs of tokens. Q_ij is the volume that is traded of i for j and back, h_ij
 * the mean overshoot of such a trade; the second moment of l_i - l_j, which noise raises and trades
 * lower, has to stay as it is: one equation a pair. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cost/overshoot.h"
#include "cost/terms.h"
#include "numeric/elementary.h"
#include "numeric/linear.h"

#define N_MAX ORTH_COST_PAIRS_TOKENS
#define PAIRS_MAX (N_MAX * (N_MAX - 1) / 2)

/* Fitted: how much higher the overshoot is where three tokens trade at once; and the power that
 * tells how wide a token spreads on the faces of the others. */
#define CORNER 0.085
#define CORNER_SHIFT 0.09
#define SPREAD 0.4

typedef struct pairs {
    const orth_cost_terms *terms;
    const double *w;
    size_t n;
    double overshoot[N_MAX][N_MAX]; /* h_ij */
    double spread[N_MAX][N_MAX];    /* C_ij */
    double flow[N_MAX][N_MAX];      /* w_i w_j / (w_i + w_j) */
    double volume[N_MAX][N_MAX];    /* Q_ij */
} pairs;

static size_t number_of(size_t i, size_t j)
{
    return i > j ? i * (i - 1) / 2 + j : j * (j - 1) / 2 + i;
}

static void set_up(pairs *p)
{
    double greatest = 0;
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < p->n; j++)
            if (i != j) {
                p->flow[i][j] = p->w[i] * p->w[j] / (p->w[i] + p->w[j]);
                p->spread[i][j] = sqrt(orth_cost_pair_variance(p->terms, i, j) * p->flow[i][j]);
                greatest = fmax(greatest, p->spread[i][j]);
            }
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < p->n; j++)
            if (i != j)
                p->spread[i][j] = orth_pow(fmax(p->spread[i][j] / greatest, 1e-9), 2 * SPREAD);
}

/* Where l_i - l_j is, on the average, while i and m trade, as a part of the band. */
static double share_of(const pairs *p, size_t i, size_t m, size_t j)
{
    double share = (1 + (p->spread[i][j] - p->spread[j][m]) / p->spread[i][m]) / 2;
    return fmin(fmax(share, 0), 1);
}

static double width_of(const pairs *p, size_t i, size_t j)
{
    return p->terms->band + p->overshoot[i][j];
}

static void fill_equation(const pairs *p, size_t i, size_t j, double *row)
{
    row[number_of(i, j)] = width_of(p, i, j) / p->flow[i][j];
    for (size_t m = 0; m < p->n; m++) {
        if (m == i || m == j)
            continue;
        row[number_of(i, m)] = width_of(p, i, m) * share_of(p, i, m, j) / p->w[i];
        row[number_of(j, m)] = width_of(p, j, m) * share_of(p, j, m, i) / p->w[j];
    }
}

/* The volumes for overshoots `factor` rho sigma_ij. `matrix` has room for the system. */
static bool solve(pairs *p, double factor, double *matrix)
{
    size_t count = p->n * (p->n - 1) / 2;
    double right[PAIRS_MAX], sum = 0;
    memset(matrix, 0, count * count * sizeof *matrix);
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < i; j++) {
            double variance = orth_cost_pair_variance(p->terms, i, j);
            p->overshoot[i][j] = p->overshoot[j][i] = factor * ORTH_COST_RHO * sqrt(variance);
            right[number_of(i, j)] = variance / 2;
        }
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < i; j++)
            fill_equation(p, i, j, matrix + number_of(i, j) * count);
    if (!orth_linear_solve(count, matrix, right))
        return false;
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < i; j++) {
            double volume = fmax(right[number_of(i, j)], 0);
            p->volume[i][j] = p->volume[j][i] = volume;
            sum += width_of(p, i, j) * volume;
        }
    double scale = orth_cost_variance(p->terms, p->w) / 2 / sum;
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < p->n; j++)
            p->volume[i][j] *= scale;
    return isfinite(scale);
}

/* What three tokens at once add to the overshoot, from the volumes without it. */
static double corner_factor(const pairs *p)
{
    double deviation = 0, volume = 0, roots = 0, others = (double)p->n - 2;
    for (size_t i = 0; i < p->n; i++) {
        roots += sqrt(p->w[i]);
        for (size_t j = 0; j < i; j++) {
            deviation += sqrt(orth_cost_pair_variance(p->terms, i, j)) * p->volume[i][j];
            volume += p->volume[i][j];
        }
    }
    double even = (roots * roots - 1) / ((double)p->n - 1);
    double band = p->terms->band / (deviation / volume);
    return 1 + CORNER * others * even / (band + ORTH_COST_RHO + CORNER_SHIFT * others);
}

orth_status orth_cost_rest_by_pairs(double *loss, const orth_cost_terms *terms,
                                    const double *weights, orth_error *error)
{
    size_t n = terms->n, count = n * (n - 1) / 2;
    if (n > N_MAX)
        return orth_fail(error, ORTH_DOMAIN, "tokens: %zu, must be from 2 to %d", n, N_MAX);
    pairs p = {.terms = terms, .w = weights, .n = n};
    double *matrix = malloc(count * count * sizeof *matrix), sum = 0;
    if (matrix == NULL)
        return orth_fail_memory(error, (double)(count * count * sizeof *matrix));
    set_up(&p);
    bool solved = solve(&p, 1, matrix) && solve(&p, corner_factor(&p), matrix);
    free(matrix);
    if (!solved)
        return orth_fail(error, ORTH_DOMAIN, "the pairs' balance has no solution");
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            sum += p.overshoot[i][j] * p.volume[i][j];
    *loss = sum;
    return ORTH_OK;
}
