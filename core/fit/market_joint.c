/* The fit of all tokens together: each alone first, then Newton's method in everything. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit/market_made.h"
#include "numeric/elementary.h"

#define ROWS_FIRST 50000
#define LEFT_OUT_FIRST 1e-4

/* A factor of the order in which a market draws its innovations: the token that is left least by
 * those before it comes last (core/market/correlation.c). With tails the order matters. */
static void order_tokens(size_t n, const double *correlation, size_t *order)
{
    double rest[ORTH_FIT_TOKENS * ORTH_FIT_TOKENS];
    memcpy(rest, correlation, n * n * sizeof *rest);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    for (size_t k = 0; k < n; k++) {
        size_t best = k;
        for (size_t i = k + 1; i < n; i++)
            if (rest[order[i] * n + order[i]] > rest[order[best] * n + order[best]])
                best = i;
        size_t p = order[best];
        order[best] = order[k];
        order[k] = p;
        double pivot = rest[p * n + p];
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; i != p && j < n; j++)
                if (j != p)
                    rest[i * n + j] -= rest[i * n + p] * rest[p * n + j] / pivot;
    }
}

/* Correlations of x, each cut at three deviations, as wild values would decide alone where the
 * search starts. */
static void correlate(const orth_fit_problem *problem, double *out)
{
    size_t n = problem->n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = 0, a2 = 0, b2 = 0;
            for (size_t r = 0; r < problem->rows; r++) {
                double a = fmin(fmax(problem->x[i][r], -3), 3);
                double b = fmin(fmax(problem->x[j][r], -3), 3);
                sum += a * b;
                a2 += a * a;
                b2 += b * b;
            }
            out[i * n + j] = out[j * n + i] = i == j ? 1 : sum / sqrt(a2 * b2);
        }
}

static void permute(orth_fit_made *made, const size_t *order)
{
    orth_fit_made before = *made;
    for (size_t i = 0; i < made->problem.n; i++) {
        made->problem.x[i] = before.problem.x[order[i]];
        made->problem.scale[i] = before.problem.scale[order[i]];
        made->problem.centre[i] = before.problem.centre[order[i]];
        made->problem.largest[i] = before.problem.largest[order[i]];
        made->token[i] = before.token[order[i]];
    }
}

static orth_status fit_tokens(orth_fit_made *made, bool normal,
                              double (*places)[ORTH_FIT_DIMENSIONS], orth_error *error)
{
    orth_fit_problem *whole = &made->problem;
    for (size_t i = 0; i < whole->n; i++) {
        orth_fit_problem alone = {.model = whole->model,
                                  .n = 1,
                                  .rows = whole->rows,
                                  .x = {whole->x[i]},
                                  .breaks = whole->breaks,
                                  .break_count = whole->break_count,
                                  .scale = {whole->scale[i]},
                                  .centre = {whole->centre[i]},
                                  .largest = {whole->largest[i]},
                                  .no_drift = whole->no_drift,
                                  .watch = whole->watch};
        orth_status status = orth_fit_token(&alone, normal, places[i], error);
        if (status != ORTH_OK)
            return status;
        whole->plain[i] = alone.plain[0];
        whole->normal[i] = alone.normal[0];
    }
    return ORTH_OK;
}

/* What the fits of tokens alone cost at most, and the joint one where its terms are known, in rows
 * of a likelihood. Guesses: of evaluations that a search takes. */
static void expect_work(const orth_fit_problem *problem)
{
    orth_fit_watch *watch = problem->watch;
    double d = (double)problem->dimensions, rows = (double)(problem->rows * problem->n);
    if (problem->model != ORTH_MARKET_FIT_MERTON) {
        double alone = 500 * fmin((double)problem->rows, 20000) * (double)problem->n + 35 * rows;
        watch->most = ORTH_FIT_LANES * alone + rows * (d * d + 12 * d + 40);
        if (problem->rows > 2 * ROWS_FIRST)
            watch->most += ROWS_FIRST * (double)problem->n * 4 * (d * d + 12 * d);
    } else if (problem->counts.count == 0) {
        watch->most = 2 * rows * (600 * 6 + 10 * 5 * 50); /* half of it the joint search */
    } else {
        double first = problem->rows > 2 * ROWS_FIRST ? ROWS_FIRST * (double)problem->n : rows;
        double own = (double)problem->counts.count * (d * d + 10 * d);
        watch->most = watch->done + own * (4 * first + 2 * rows);
    }
}

/* Where the joint search starts: each token as it is alone, correlations shrunk until they have a
 * factor. */
static orth_status start(orth_fit_made *made, bool normal, double *correlation,
                         double expected[ORTH_FIT_TOKENS], orth_error *error)
{
    orth_fit_problem *problem = &made->problem;
    double(*places)[ORTH_FIT_DIMENSIONS] = calloc(ORTH_FIT_TOKENS, sizeof *places);
    if (places == NULL)
        return orth_fail_memory(error, ORTH_FIT_TOKENS * (double)sizeof *places);
    orth_status status = fit_tokens(made, normal, places, error);
    orth_fit_lay_out(problem);
    for (size_t i = 0; i < problem->n; i++) {
        size_t end = i + 1 < problem->n ? problem->at[i + 1] : problem->pairs_at;
        for (size_t k = problem->at[i]; k < end; k++)
            made->place[k] = places[i][k - problem->at[i]];
        bool jumps = problem->model == ORTH_MARKET_FIT_MERTON && !problem->plain[i];
        expected[i] = jumps ? fmin(1.5 * orth_exp(places[i][2]) + 0.002,
                                   ORTH_MARKET_FIT_JUMPS_MOST / (double)problem->n)
                            : 0;
    }
    free(places);
    while (!orth_fit_factor_back(problem->n, correlation, made->place + problem->pairs_at))
        for (size_t e = 0; e < problem->n * problem->n; e++)
            correlation[e] *= e % (problem->n + 1) == 0 ? 1 : 0.99;
    return status;
}

/* By the first rows, and the likely sets of jumps alone. */
static orth_status most_of_the_way(orth_fit_made *made, const double expected[ORTH_FIT_TOKENS],
                                   orth_error *error)
{
    orth_fit_problem *problem = &made->problem, first;
    orth_status status = ORTH_OK;
    if (problem->model == ORTH_MARKET_FIT_MERTON)
        status = orth_fit_count_jumps(problem, expected, LEFT_OUT_FIRST, error);
    if (status != ORTH_OK)
        return status;
    first = *problem;
    first.rows = problem->rows < ROWS_FIRST ? problem->rows : ROWS_FIRST;
    return orth_fit_newton(&first, made->place, &made->peak, made->covariance, error);
}

orth_status orth_fit_joint(orth_fit_made *made, bool normal, orth_error *error)
{
    orth_fit_problem *problem = &made->problem;
    double correlation[ORTH_FIT_TOKENS * ORTH_FIT_TOKENS], expected[ORTH_FIT_TOKENS];
    size_t order[ORTH_FIT_TOKENS];
    correlate(problem, correlation);
    order_tokens(problem->n, correlation, order);
    permute(made, order);
    correlate(problem, correlation);
    expect_work(problem);
    orth_status status = start(made, normal, correlation, expected, error);
    if (status != ORTH_OK)
        return status;
    bool merton = problem->model == ORTH_MARKET_FIT_MERTON;
    if (merton || problem->rows > 2 * ROWS_FIRST)
        status = most_of_the_way(made, expected, error);
    if (status == ORTH_OK && merton)
        status = orth_fit_count_jumps(problem, expected, ORTH_FIT_LEFT_OUT, error);
    if (status != ORTH_OK)
        return status;
    if (merton)
        expect_work(problem);
    return orth_fit_newton(problem, made->place, &made->peak, made->covariance, error);
}
