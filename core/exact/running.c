/* Running costs: made, checked and freed. */
#include "orthant/running.h"

#include <math.h>
#include <stdlib.h>

#include "base/double_text.h"
#include "base/plural.h"
#include "base/text.h"
#include "exact/convex.h"
#include "exact/ends.h"
#include "exact/rows.h"
#include "exact/running_cost.h"
#include "numeric/decimal.h"

orth_status orth_exact_running_create(orth_exact_running **out, size_t n, uint64_t steps,
                                      bool free_end, orth_error *error)
{
    *out = NULL;
    if (n < 2)
        return orth_fail(error, ORTH_DOMAIN, "%zu token%s: at least 2 are needed", n,
                         orth_plural(n, "", "s"));
    if (steps < 1 || steps > ORTH_STEPS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "%llu steps: permitted are 1 to %d",
                         (unsigned long long)steps, ORTH_STEPS_MAX);
    orth_exact_running *running = calloc(1, sizeof *running);
    if (running == NULL)
        return orth_fail_memory(error, sizeof *running);
    running->n = n;
    running->steps = steps;
    running->free_end = free_end;
    mpq_init(running->lambda);
    *out = running;
    return ORTH_OK;
}

void orth_exact_running_free(orth_exact_running *running)
{
    if (running == NULL)
        return;
    orth_rationals_free(running->forecast, running->n * (size_t)running->steps);
    orth_rationals_free(running->tracked, running->n);
    orth_rationals_free(running->covariance, running->n * running->n);
    mpq_clear(running->lambda);
    free(running);
}

/* ---------------------------------------------------------------- forecast */

static bool is_within(const mpq_t x, unsigned long most)
{
    return mpq_cmp_si(x, -(long)most, 1) >= 0 && mpq_cmp_ui(x, most, 1) <= 0;
}

static orth_status check_rows(const orth_exact_running *running, size_t rows, orth_error *error)
{
    size_t steps = (size_t)running->steps;
    if (rows == steps || (!running->free_end && rows + 1 == steps))
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN, "a forecast of %zu row%s for %zu step%s: permitted %s",
                     rows, orth_plural(rows, "", "s"), steps, orth_plural(steps, "", "s"),
                     running->free_end ? "is a row a step, as the end is free"
                                       : "are a row a step, or one less");
}

orth_status orth_exact_running_forecast(orth_exact_running *running, size_t rows, mpq_t *returns,
                                        orth_error *error)
{
    size_t n = running->n, cells = n * (size_t)running->steps;
    orth_status status = check_rows(running, rows, error);
    if (status == ORTH_OK)
        status = orth_exact_memory((double)cells * (sizeof(mpq_t) + 64.0), error);
    for (size_t j = 0; status == ORTH_OK && j < n * rows; j++)
        if (!is_within(returns[j], ORTH_FORECAST_MAX))
            status = orth_fail(error, ORTH_DOMAIN,
                               "step %zu, token %zu: a log-return of %g; permitted: from -%d to %d",
                               j / n + 1, j % n, orth_rational_to_double(returns[j]),
                               ORTH_FORECAST_MAX, ORTH_FORECAST_MAX);
    if (status != ORTH_OK)
        return status;
    mpq_t *forecast = orth_rationals_create(cells);
    if (forecast == NULL)
        return orth_fail_memory(error, (double)cells * sizeof *forecast);
    for (size_t j = 0; j < n * rows; j++)
        mpq_set(forecast[j], returns[j]);
    orth_rationals_free(running->forecast, cells);
    running->forecast = forecast;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- tracking */

static bool is_symmetric(const orth_exact_running *of)
{
    for (size_t i = 0; i < of->n; i++)
        for (size_t j = 0; j < i; j++)
            if (!mpq_equal(of->covariance[i * of->n + j], of->covariance[j * of->n + i]))
                return false;
    return true;
}

static orth_status check_lambda(const mpq_t lambda, orth_error *error)
{
    mpq_t most;
    mpq_init(most);
    mpq_set_d(most, ORTH_TRACKING_MAX);
    bool fits = mpq_sgn(lambda) > 0 && mpq_cmp(lambda, most) <= 0;
    mpq_clear(most);
    return fits ? ORTH_OK
                : orth_fail(error, ORTH_DOMAIN, "lambda is %g; permitted: above 0 up to %g",
                            orth_rational_to_double(lambda), ORTH_TRACKING_MAX);
}

orth_status orth_running_check_tracking(const orth_exact_running *of, bool *convex,
                                        orth_error *error)
{
    orth_status status = check_lambda(of->lambda, error);
    if (status == ORTH_OK)
        status = orth_exact_check_point(of->n, of->tracked, "what is tracked", error);
    if (status == ORTH_OK && !is_symmetric(of))
        status = orth_fail(error, ORTH_DOMAIN, "the covariance is not symmetric");
    return status == ORTH_OK ? orth_form_is_convex(convex, of->n, of->covariance, error) : status;
}

/* The decimal of 17 digits, times `blocks`. */
static orth_status set_covariance(mpq_t *out, size_t n, const double *covariance, uint64_t blocks,
                                  orth_error *error)
{
    mpq_t scale;
    mpq_init(scale);
    mpz_set_ui(mpq_numref(scale), (unsigned long)blocks);
    orth_status status = ORTH_OK;
    for (size_t j = 0; j < n * n && status == ORTH_OK; j++) {
        char text[ORTH_DOUBLE_TEXT_MAX];
        orth_error reason;
        if (!isfinite(covariance[j]) ||
            orth_decimal_parse(out[j], orth_double_text(text, covariance[j]), &reason) != ORTH_OK)
            status =
                orth_fail(error, ORTH_DOMAIN, "the covariance has an entry of %g", covariance[j]);
        mpq_mul(out[j], out[j], scale);
    }
    mpq_clear(scale);
    return status;
}

orth_status orth_exact_running_tracking(orth_exact_running *running, mpq_t lambda, mpq_t *tracked,
                                        const double *covariance, uint64_t blocks,
                                        orth_error *error)
{
    size_t n = running->n;
    if (n > ORTH_TRACKING_TOKENS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "%zu tokens are tracked; permitted: up to %d", n,
                         ORTH_TRACKING_TOKENS_MAX);
    orth_rationals_free(running->tracked, n);
    orth_rationals_free(running->covariance, n * n);
    mpq_set(running->lambda, lambda);
    running->tracked = orth_rationals_create(n);
    running->covariance = orth_rationals_create(n * n);
    orth_status status = ORTH_OK;
    if (running->tracked == NULL || running->covariance == NULL) {
        status = orth_fail_memory(error, (double)(n * n) * sizeof(mpq_t));
    } else {
        for (size_t i = 0; i < n; i++)
            mpq_set(running->tracked[i], tracked[i]);
        status = set_covariance(running->covariance, n, covariance, blocks, error);
        bool convex = false;
        if (status == ORTH_OK)
            status = orth_running_check_tracking(running, &convex, error);
        if (status == ORTH_OK && !convex)
            status = orth_fail(error, ORTH_DOMAIN, ORTH_NOT_CONVEX);
    }
    if (status != ORTH_OK) {
        orth_rationals_free(running->tracked, n);
        orth_rationals_free(running->covariance, n * n);
        running->tracked = running->covariance = NULL;
        mpq_set_ui(running->lambda, 0, 1);
    }
    return status;
}
