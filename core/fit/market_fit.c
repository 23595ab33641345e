/* A model of prices fitted to data. */
#include "orthant/market_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "fit/market_made.h"
#include "fit/market_parts.h"
#include "numeric/elementary.h"

#define LOG_TWO_PI 1.8378770664093454836
#define ROWS_FIRST 50000

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

static orth_status alike(const orth_fit_made *made, orth_error *error)
{
    return orth_fail(error, ORTH_DOMAIN,
                     "market fit: a price moves exactly with the others' (%s is among them); "
                     "permitted: tokens whose correlations have an inverse",
                     made->fit->tokens[made->token[made->problem.n - 1]]);
}

/* Correlations of x, each cut at three deviations, as wild values would decide alone where the
 * search starts (`cut`), or as they are. */
static void correlate(const orth_fit_problem *problem, bool cut, double *out)
{
    size_t n = problem->n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = 0, a2 = 0, b2 = 0;
            for (size_t r = 0; r < problem->rows; r++) {
                double a = problem->x[i][r], b = problem->x[j][r];
                if (cut) {
                    a = fmin(fmax(a, -3), 3);
                    b = fmin(fmax(b, -3), 3);
                }
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
        made->token[i] = before.token[order[i]];
    }
}

/* The scaled log-likelihood of the closed form, and its place; x has mean `shift` and deviation 1.
 */
static orth_status closed_form(orth_fit_made *made, double *value, orth_error *error)
{
    orth_fit_problem *problem = &made->problem;
    size_t n = problem->n;
    double correlation[ORTH_FIT_TOKENS * ORTH_FIT_TOKENS],
        centre[ORTH_FIT_TOKENS * ORTH_FIT_TOKENS];
    double determinant = 0;
    orth_fit_centred(made, correlation);
    if (!orth_fit_factor_back(n, correlation, made->place + problem->pairs_at))
        return alike(made, error);
    orth_fit_factor(n, made->place + problem->pairs_at, centre);
    for (size_t i = 0; i < n; i++) {
        determinant += 2 * orth_log(centre[i * n + i]);
        made->place[problem->at[i]] = made->mean[i];
        made->place[problem->at[i] + 1] = 0;
    }
    *value = -0.5 * (double)problem->rows * ((double)n * (LOG_TWO_PI + 1) + determinant);
    return ORTH_OK;
}

/* Of a normal law mean and log variance of a token are independent; correlations have errors of
 * their own (market_estimates.c). */
static void closed_errors(orth_fit_made *made)
{
    orth_fit_problem *problem = &made->problem;
    size_t d = problem->dimensions;
    memset(made->covariance, 0, d * d * sizeof *made->covariance);
    for (size_t i = 0; i < d; i++)
        made->covariance[i * d + i] = 1 / (double)problem->rows;
    for (size_t i = 0; i < problem->n; i++) {
        size_t v = problem->at[i] + 1;
        made->covariance[v * d + v] = 2 / (double)problem->rows;
    }
}

static orth_status fit_tokens(orth_fit_made *made, bool normal,
                              double (*places)[ORTH_FIT_DIMENSIONS], orth_error *error)
{
    orth_fit_problem *whole = &made->problem;
    for (size_t i = 0; i < whole->n; i++) {
        orth_fit_problem alone = {.model = whole->model, .n = 1, .rows = whole->rows};
        alone.x[0] = whole->x[i];
        alone.scale[0] = whole->scale[i];
        orth_status status = orth_fit_token(&alone, normal, places[i], error);
        if (status != ORTH_OK)
            return status;
        whole->plain[i] = alone.plain[0];
        whole->normal[i] = alone.normal[0];
    }
    return ORTH_OK;
}

static orth_status search(orth_fit_made *made, bool normal, double *value, orth_error *error)
{
    orth_fit_problem *problem = &made->problem;
    double correlation[ORTH_FIT_TOKENS * ORTH_FIT_TOKENS], expected = 0;
    size_t order[ORTH_FIT_TOKENS];
    double(*places)[ORTH_FIT_DIMENSIONS] = calloc(ORTH_FIT_TOKENS, sizeof *places);
    if (places == NULL)
        return orth_fail_memory(error, ORTH_FIT_TOKENS * (double)sizeof *places);
    correlate(problem, true, correlation);
    order_tokens(problem->n, correlation, order);
    permute(made, order);
    correlate(problem, true, correlation);
    orth_status status = fit_tokens(made, normal, places, error);
    if (status == ORTH_OK) {
        orth_fit_lay_out(problem);
        for (size_t i = 0; i < problem->n; i++) {
            size_t end = i + 1 < problem->n ? problem->at[i + 1] : problem->pairs_at;
            for (size_t k = problem->at[i]; k < end; k++)
                made->place[k] = places[i][k - problem->at[i]];
            if (problem->model == ORTH_MARKET_FIT_MERTON && !problem->plain[i])
                expected += orth_exp(places[i][2]);
        }
        if (!orth_fit_factor_back(problem->n, correlation, made->place + problem->pairs_at))
            status = alike(made, error);
    }
    free(places);
    if (status == ORTH_OK && problem->model == ORTH_MARKET_FIT_MERTON)
        status = orth_fit_count_jumps(problem, expected == 0 ? 0 : 1.5 * expected + 0.005, error);
    /* Of many rows the first take a search most of the way. */
    orth_fit_problem first = *problem;
    first.rows = ROWS_FIRST;
    if (status == ORTH_OK && problem->rows > 2 * ROWS_FIRST)
        status = orth_fit_newton(&first, made->place, value, made->covariance,
                                 &made->fit->converged, error);
    if (status == ORTH_OK)
        status = orth_fit_newton(problem, made->place, value, made->covariance,
                                 &made->fit->converged, error);
    return status;
}

static void sums(const orth_fit_made *made, size_t parameters, double scaled, double *value,
                 double *aic, double *bic)
{
    *value = scaled;
    for (size_t i = 0; i < made->problem.n; i++)
        *value -= (double)made->problem.rows * orth_log(made->problem.scale[i]);
    *aic = 2 * (double)parameters - 2 * *value;
    *bic = (double)parameters * orth_log((double)made->problem.rows) - 2 * *value;
}

static orth_status run(orth_fit_made *made, const orth_market_fit_terms *terms, orth_error *error)
{
    orth_market_fit *fit = made->fit;
    orth_fit_problem *problem = &made->problem;
    double gbm = 0, value = 0;
    problem->model = ORTH_MARKET_FIT_GBM;
    for (size_t i = 0; i < problem->n; i++)
        problem->plain[i] = problem->normal[i] = true;
    orth_fit_lay_out(problem);
    orth_status status = closed_form(made, &gbm, error);
    if (status != ORTH_OK)
        return status;
    fit->gbm_parameters = problem->dimensions;
    sums(made, fit->gbm_parameters, gbm, &fit->gbm_log_likelihood, &fit->gbm_aic, &fit->gbm_bic);
    problem->model = terms->model;
    fit->converged = true;
    value = gbm;
    if (terms->model == ORTH_MARKET_FIT_GBM)
        closed_errors(made);
    else
        status = search(made, terms->normal, &value, error);
    if (status != ORTH_OK)
        return status;
    fit->parameters = problem->dimensions;
    sums(made, fit->parameters, value, &fit->log_likelihood, &fit->aic, &fit->bic);
    return orth_fit_report(made, terms->normal, error);
}

orth_status orth_market_fit_make(orth_market_fit **fit, const orth_market_fit_data *data,
                                 const orth_market_fit_terms *terms, orth_error *error)
{
    ORTH_CHECK(terms->model < ORTH_MARKET_FIT_MODELS);
    orth_fit_made made = {0};
    *fit = NULL;
    orth_status status = orth_fit_take(&made, data, terms, error);
    if (status == ORTH_OK)
        status = run(&made, terms, error);
    orth_fit_forget_jumps(&made.problem);
    free(made.returns);
    free(made.place);
    free(made.covariance);
    if (status == ORTH_OK)
        *fit = made.fit;
    else
        orth_market_fit_free(made.fit);
    return status;
}
