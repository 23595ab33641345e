/* What is told of a fit: estimates with errors and intervals, and why there are none. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit/market_made.h"

#define Z95 1.9599639845400542
#define NUDGE 1e-4

static const char still[] = "the price does not move";
static const char lost[] = "the search found no maximum with a curvature";

/* Variances of all that is told: J V J', with J by differences. */
static orth_status variances(const orth_fit_made *made, double years, double *out,
                             orth_error *error)
{
    const orth_fit_problem *problem = &made->problem;
    size_t d = problem->dimensions;
    size_t count = problem->n * ORTH_MARKET_FIT_VALUES + problem->n * (problem->n - 1) / 2;
    double *slopes = malloc(count * d * sizeof *slopes), low[ORTH_FIT_TOLD], high[ORTH_FIT_TOLD];
    if (slopes == NULL)
        return orth_fail_memory(error, (double)(count * d) * sizeof *slopes);
    for (size_t k = 0; k < d; k++) {
        double at = made->place[k];
        made->place[k] = at + NUDGE;
        orth_fit_tell(problem, years, made->place, high);
        made->place[k] = at - NUDGE;
        orth_fit_tell(problem, years, made->place, low);
        made->place[k] = at;
        for (size_t e = 0; e < count; e++)
            slopes[e * d + k] = (high[e] - low[e]) / (2 * NUDGE);
    }
    for (size_t e = 0; e < count; e++) {
        out[e] = 0;
        for (size_t k = 0; k < d; k++)
            for (size_t l = 0; slopes[e * d + k] != 0 && l < d; l++)
                out[e] += slopes[e * d + k] * made->covariance[k * d + l] * slopes[e * d + l];
    }
    free(slopes);
    return ORTH_OK;
}

static orth_market_estimate bare(double value, const char *why)
{
    return (orth_market_estimate){.known = true, .value = value, .why = why};
}

static orth_market_estimate estimate(orth_market_fit_value value, double told, double variance)
{
    double slope, unused, error = sqrt(variance);
    orth_market_estimate out = {.known = true, .bounded = true};
    out.value = orth_fit_untold(value, told, &slope);
    out.error = slope * error;
    out.low = orth_fit_untold(value, told - Z95 * error, &unused);
    out.high = orth_fit_untold(value, told + Z95 * error, &unused);
    return isfinite(out.error) && isfinite(out.high) && isfinite(out.low) ? out
                                                                          : bare(out.value, lost);
}

static void report_token(orth_fit_made *made, size_t k, bool normal, const double *told,
                         const double *variance)
{
    orth_market_fit *fit = made->fit;
    for (orth_market_fit_value v = 0; v < ORTH_MARKET_FIT_VALUES; v++) {
        if (!orth_market_fit_has(fit->model, v))
            continue;
        const char *none = orth_fit_why_none(&made->problem, k, v, normal);
        const char *held = orth_fit_why_held(&made->problem, &made->peak, k, v);
        double slope;
        orth_market_estimate *to = &fit->values[v][made->token[k]];
        if (none != NULL)
            *to = bare(v == ORTH_MARKET_FIT_NU ? INFINITY : 0, none);
        else if (held != NULL || !fit->converged)
            *to = bare(orth_fit_untold(v, told[v], &slope), held != NULL ? held : lost);
        else
            *to = estimate(v, told[v], variance[v]);
    }
}

static void report_pairs(orth_fit_made *made, const double *told, const double *variance)
{
    orth_market_fit *fit = made->fit;
    for (size_t i = 0; i < made->problem.n; i++)
        for (size_t j = 0; j < i; j++, told++, variance++) {
            size_t pair = made->problem.pairs_at + i * (i - 1) / 2 + j;
            const char *held = orth_fit_why_pair_held(made->peak.held[pair]);
            orth_market_estimate out = bare(orth_fit_tanh(*told), held != NULL ? held : lost);
            double error = sqrt(*variance);
            if (fit->converged && held == NULL && isfinite(error)) {
                out = (orth_market_estimate){.known = true, .bounded = true, .value = out.value};
                out.error = (1 - out.value * out.value) * error;
                out.low = orth_fit_tanh(*told - Z95 * error);
                out.high = orth_fit_tanh(*told + Z95 * error);
            }
            size_t a = made->token[i], b = made->token[j];
            fit->correlations[a * fit->n + b] = fit->correlations[b * fit->n + a] = out;
        }
}

orth_status orth_fit_report(orth_fit_made *made, bool normal, orth_error *error)
{
    orth_market_fit *fit = made->fit;
    double years = fit->block_seconds / ORTH_YEAR_SECONDS;
    double told[ORTH_FIT_TOLD], variance[ORTH_FIT_TOLD] = {0};
    for (size_t i = 0; i < fit->n; i++) {
        for (orth_market_fit_value v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
            if (orth_market_fit_has(fit->model, v))
                fit->values[v][i] = bare(v == ORTH_MARKET_FIT_NU ? INFINITY : 0, still);
        for (size_t j = 0; j < fit->n; j++)
            fit->correlations[i * fit->n + j] =
                i == j ? bare(1, "of a token with itself") : bare(0, still);
    }
    orth_fit_tell(&made->problem, years, made->place, told);
    orth_status status = ORTH_OK;
    for (size_t k = 0; k < made->problem.n; k++)
        if (!isfinite(told[k * ORTH_MARKET_FIT_VALUES + ORTH_MARKET_FIT_DRIFT]))
            return orth_fail(error, ORTH_DOMAIN,
                             "market fit: a price jumps so far that the mean of what it becomes is "
                             "beyond 1e308; permitted: jumps whose growth has a mean");
    if (fit->converged)
        status = variances(made, years, variance, error);
    else
        orth_fit_note(fit, "%s: values are the best that were seen, without intervals", lost);
    for (size_t k = 0; k < made->problem.n; k++)
        report_token(made, k, normal, told + k * ORTH_MARKET_FIT_VALUES,
                     variance + k * ORTH_MARKET_FIT_VALUES);
    size_t at = made->problem.n * ORTH_MARKET_FIT_VALUES;
    /* Of normal returns Fisher's z has this variance, whatever the other pairs are. */
    bool closed = fit->model == ORTH_MARKET_FIT_GBM && !made->problem.no_drift;
    for (size_t e = at; closed && e < ORTH_FIT_TOLD; e++)
        variance[e] = 1 / (double)fit->returns;
    report_pairs(made, told + at, variance + at);
    orth_fit_note_drift(fit);
    orth_fit_note_held(made);
    return status;
}
