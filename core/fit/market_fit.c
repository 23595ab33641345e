/* A model of prices fitted to data. */
#include "orthant/market_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "fit/market_made.h"
#include "numeric/elementary.h"

/* GBM takes no time. */
#define MODELS_LONG (ORTH_MARKET_FIT_MODELS - 1)

static orth_status alike(const orth_fit_made *made, orth_error *error)
{
    return orth_fail(error, ORTH_DOMAIN,
                     "market fit: a price moves exactly with the others' (%s is among them); "
                     "permitted: tokens whose correlations have an inverse",
                     made->fit->tokens[made->token[made->problem.n - 1]]);
}

/* The scaled log-likelihood of the closed form, and its place; x has mean 0 and deviation 1. */
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
        made->place[problem->at[i]] = 0;
        made->place[problem->at[i] + 1] = 0;
    }
    *value = -0.5 * (double)problem->rows * ((double)n * (ORTH_LOG_2_PI + 1) + determinant);
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

static size_t free_parameters(const orth_fit_made *made)
{
    size_t count = 0;
    for (size_t k = 0; k < made->problem.dimensions; k++)
        count += made->peak.held[k] == ORTH_FIT_FREE;
    return count;
}

static void sums(const orth_fit_made *made, size_t parameters, double *value, double *aic,
                 double *bic)
{
    *value = made->peak.value;
    for (size_t i = 0; i < made->problem.n; i++)
        *value -= (double)made->problem.rows * orth_log(made->problem.scale[i]);
    *aic = 2 * (double)parameters - 2 * *value;
    *bic = (double)parameters * orth_log((double)made->problem.rows) - 2 * *value;
}

/* Drift 0 ties the mean to the variance: no closed form. GBM is garch without clustering and tails,
 * whose likelihood starts from the closed form's place. */
static orth_status without_drift(orth_fit_made *made, orth_error *error)
{
    orth_fit_problem *problem = &made->problem;
    problem->model = ORTH_MARKET_FIT_GARCH;
    orth_status status =
        orth_fit_newton(problem, made->place, &made->peak, made->covariance, error);
    problem->model = ORTH_MARKET_FIT_GBM;
    return status;
}

static orth_status fit_gbm(orth_fit_made *made, orth_error *error)
{
    orth_market_fit *fit = made->fit;
    orth_fit_problem *problem = &made->problem;
    problem->model = ORTH_MARKET_FIT_GBM;
    for (size_t i = 0; i < problem->n; i++)
        problem->plain[i] = problem->normal[i] = true;
    orth_fit_lay_out(problem);
    made->peak = (orth_fit_peak){.converged = true};
    made->watch.most = 100 * ORTH_FIT_LANES * (double)problem->rows;
    orth_status status = closed_form(made, &made->peak.value, error);
    if (status != ORTH_OK)
        return status;
    closed_errors(made);
    if (problem->no_drift)
        status = without_drift(made, error);
    fit->gbm_parameters = free_parameters(made);
    sums(made, fit->gbm_parameters, &fit->gbm_log_likelihood, &fit->gbm_aic, &fit->gbm_bic);
    return status;
}

/* What tokens have alone they may not have together: of prices that move as one, jumps of each
 * on its own are worse than none. Then the model is fitted as GBM, which it has in it. */
static orth_status better_than_gbm(orth_fit_made *made, bool normal, orth_error *error)
{
    orth_fit_problem *problem = &made->problem;
    double gbm = made->peak.value;
    orth_status status = orth_fit_joint(made, normal, error);
    if (status != ORTH_OK || made->peak.value >= gbm - 1e-3)
        return status;
    static const double none[ORTH_FIT_TOKENS];
    orth_market_fit_model model = problem->model;
    status = fit_gbm(made, error);
    problem->model = model;
    if (status == ORTH_OK && model == ORTH_MARKET_FIT_MERTON)
        status = orth_fit_count_jumps(problem, none, ORTH_FIT_LEFT_OUT, error);
    if (status == ORTH_OK)
        status = orth_fit_newton(problem, made->place, &made->peak, made->covariance, error);
    orth_fit_note(made->fit, "%s of all tokens together is no better than gbm, and fitted as that",
                  orth_market_fit_model_name(model));
    return status;
}

static orth_status run(orth_fit_made *made, const orth_market_fit_terms *terms, orth_error *error)
{
    orth_market_fit *fit = made->fit;
    orth_status status = fit_gbm(made, error);
    made->watch.done = 0;
    made->problem.model = terms->model;
    if (status == ORTH_OK && terms->model != ORTH_MARKET_FIT_GBM)
        status = better_than_gbm(made, terms->normal, error);
    if (status != ORTH_OK)
        return status;
    fit->converged = made->peak.converged;
    fit->parameters = free_parameters(made);
    sums(made, fit->parameters, &fit->log_likelihood, &fit->aic, &fit->bic);
    return orth_fit_report(made, terms->normal, error);
}

static orth_status make(orth_market_fit **fit, const orth_market_fit_data *data,
                        const orth_market_fit_terms *terms, uint64_t piece, uint64_t pieces,
                        orth_error *error)
{
    orth_fit_made made = {.watch = {.terms = terms, .piece = piece, .pieces = pieces}};
    *fit = NULL;
    orth_status status = orth_fit_take(&made, data, terms, error);
    made.problem.watch = &made.watch;
    if (status == ORTH_OK)
        status = run(&made, terms, error);
    orth_fit_forget_jumps(&made.problem);
    free(made.returns);
    free(made.is_gap);
    free(made.breaks);
    free(made.place);
    free(made.covariance);
    if (status == ORTH_OK)
        *fit = made.fit;
    else
        orth_market_fit_free(made.fit);
    return status;
}

static void set_against(orth_market_fit *fit, const orth_market_fit *other)
{
    fit->against[other->model] = (orth_market_fit_likelihood){
        true, other->parameters, other->log_likelihood, other->aic, other->bic};
}

/* The other models of the same data; one that cannot be fitted is noted. */
static orth_status compare(orth_market_fit *fit, const orth_market_fit_data *data,
                           const orth_market_fit_terms *terms, orth_error *error)
{
    orth_market_fit_terms other_terms = *terms;
    uint64_t piece = 1;
    for (size_t m = 0; m < ORTH_MARKET_FIT_MODELS; m++) {
        orth_market_fit *other;
        orth_error why; /* the caller may want none */
        other_terms.model = (orth_market_fit_model)m;
        if (fit->against[m].known)
            continue;
        orth_status status = make(&other, data, &other_terms, piece++, MODELS_LONG, &why);
        if (status == ORTH_OK)
            set_against(fit, other);
        else if (status == ORTH_DOMAIN)
            orth_fit_note(fit, "%s is not compared: %.250s",
                          orth_market_fit_model_name(other_terms.model), why.text);
        else
            return orth_fail(error, status, "%s", why.text);
        orth_market_fit_free(other);
    }
    return ORTH_OK;
}

static void rank(orth_market_fit *fit)
{
    fit->least_aic = fit->least_bic = fit->model;
    for (size_t m = 0; m < ORTH_MARKET_FIT_MODELS; m++) {
        if (!fit->against[m].known)
            continue;
        if (fit->against[m].aic < fit->against[fit->least_aic].aic)
            fit->least_aic = (orth_market_fit_model)m;
        if (fit->against[m].bic < fit->against[fit->least_bic].bic)
            fit->least_bic = (orth_market_fit_model)m;
    }
}

orth_status orth_market_fit_make(orth_market_fit **fit, const orth_market_fit_data *data,
                                 const orth_market_fit_terms *terms, orth_error *error)
{
    ORTH_CHECK(terms->model < ORTH_MARKET_FIT_MODELS);
    orth_status status = make(fit, data, terms, 0, terms->compare ? MODELS_LONG : 1, error);
    if (status != ORTH_OK)
        return status;
    (*fit)->against[ORTH_MARKET_FIT_GBM] = (orth_market_fit_likelihood){
        true, (*fit)->gbm_parameters, (*fit)->gbm_log_likelihood, (*fit)->gbm_aic, (*fit)->gbm_bic};
    set_against(*fit, *fit);
    if (terms->compare)
        status = compare(*fit, data, terms, error);
    rank(*fit);
    if (status != ORTH_OK) {
        orth_market_fit_free(*fit);
        *fit = NULL;
    }
    return status;
}
