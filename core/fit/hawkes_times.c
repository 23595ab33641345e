/* A Hawkes process fitted to times. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/plain_locale.h"
#include "base/stop.h"
#include "fit/hawkes_fit.h"
#include "numeric/elementary.h"
#include "numeric/linear.h"

#define KS_CRITICAL 1.358 /* 5 %, times 1 / sqrt(m) */
#define NEWTON_STEPS 20

const char *orth_hawkes_value_name(orth_hawkes_value value)
{
    static const char *const names[ORTH_HAWKES_VALUES] = {
        "rate", "branching", "decay", "outside", "excitation", "size", "deviation", "persistence"};
    ORTH_CHECK(value < ORTH_HAWKES_VALUES);
    return names[value];
}

orth_hawkes_estimate orth_hawkes_by_log(double value, double log_error)
{
    double reach = orth_exp(ORTH_FIT_WIDTH * log_error);
    if (!isfinite(value * reach))
        return orth_hawkes_unbounded(value, "the record says next to nothing of it");
    return (orth_hawkes_estimate){true,          true,          value, value * log_error,
                                  value / reach, value * reach, NULL};
}

orth_hawkes_estimate orth_hawkes_by_logit(double value, double logit_error)
{
    double odds = value / (1 - value), reach = orth_exp(ORTH_FIT_WIDTH * logit_error);
    if (!isfinite(odds * reach))
        return orth_hawkes_unbounded(value, "the record says next to nothing of it");
    return (orth_hawkes_estimate){true,
                                  true,
                                  value,
                                  value * (1 - value) * logit_error,
                                  odds / reach / (1 + odds / reach),
                                  odds * reach / (1 + odds * reach),
                                  NULL};
}

orth_hawkes_estimate orth_hawkes_unbounded(double value, const char *why)
{
    return (orth_hawkes_estimate){.known = true, .value = value, .why = why};
}

void orth_hawkes_take_bounds(orth_hawkes_estimate *estimate, const char *why)
{
    if (estimate->bounded)
        *estimate = orth_hawkes_unbounded(estimate->value, why);
}

orth_hawkes_estimate orth_hawkes_unknown(const char *why)
{
    return (orth_hawkes_estimate){.why = why};
}

void orth_hawkes_note(orth_hawkes_fit *fit, const char *format, ...)
{
    va_list arguments;
    ORTH_CHECK(fit->note_count < ORTH_HAWKES_NOTES);
    va_start(arguments, format);
    orth_locale outer = orth_locale_enter();
    vsnprintf(fit->notes[fit->note_count++], ORTH_HAWKES_NOTE_MAX, format, arguments);
    orth_locale_leave(outer);
    va_end(arguments);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double orth_hawkes_residuals(double mu, double branching, double decay, size_t count,
                             const double *times, double *work)
{
    double last = 0, excess = 0, distance = 0;
    for (size_t i = 0; i < count; i++) {
        double gap = times[i] - last, forgotten = -orth_expm1(-decay * gap);
        last = times[i];
        work[i] = -orth_expm1(-mu * gap - branching * excess * forgotten);
        excess = excess * (1 - forgotten) + 1;
    }
    qsort(work, count, sizeof *work, compare);
    for (size_t i = 0; i < count; i++) {
        double above = (double)(i + 1) / (double)count - work[i];
        double below = work[i] - (double)i / (double)count;
        distance = fmax(distance, fmax(above, below));
    }
    return distance;
}

/* Log-likelihood and its derivatives in (log mu, logit n, log beta). */
typedef struct bent {
    double value, gradient[3], hessian[3][3];
} bent;

static bent bend(const orth_hawkes_top *at, size_t count, const double *times, double end)
{
    double n = at->branching;
    const double once[3] = {at->mu, n * (1 - n), at->decay};
    const double twice[3] = {at->mu, n * (1 - n) * (1 - 2 * n), at->decay};
    orth_hawkes_likelihood of = orth_hawkes_likelihood_of(at->mu, n, at->decay, count, times, end);
    bent result = {.value = of.value};
    for (int i = 0; i < 3; i++) {
        result.gradient[i] = of.gradient[i] * once[i];
        for (int j = 0; j < 3; j++)
            result.hessian[i][j] = of.hessian[i][j] * once[i] * once[j];
        result.hessian[i][i] += of.gradient[i] * twice[i];
    }
    return result;
}

/* Solves -hessian x = right; false where it is no maximum. */
static bool solve(const bent *at, double right[3])
{
    double matrix[9];
    const double(*h)[3] = at->hessian;
    double second = h[0][0] * h[1][1] - h[0][1] * h[0][1];
    double third = h[0][0] * (h[1][1] * h[2][2] - h[1][2] * h[1][2]) -
                   h[0][1] * (h[0][1] * h[2][2] - h[1][2] * h[0][2]) +
                   h[0][2] * (h[0][1] * h[1][2] - h[1][1] * h[0][2]);
    if (!(h[0][0] < 0 && second > 0 && third < 0))
        return false;
    for (int i = 0; i < 9; i++)
        matrix[i] = -h[i / 3][i % 3];
    return orth_linear_solve(3, matrix, right);
}

/* Newton's method on all three, from close by: it only goes up. */
static bent polish(orth_hawkes_top *top, size_t count, const double *times, double end)
{
    bent at = bend(top, count, times, end);
    for (int step = 0; step < NEWTON_STEPS; step++) {
        double move[3] = {at.gradient[0], at.gradient[1], at.gradient[2]};
        if (!solve(&at, move))
            break;
        double odds = top->branching / (1 - top->branching) * orth_exp(move[1]);
        orth_hawkes_top next = {top->mu * orth_exp(move[0]), odds / (1 + odds),
                                top->decay * orth_exp(move[2]), 0};
        bent there = bend(&next, count, times, end);
        if (!(there.value >= at.value))
            break;
        bool done = fabs(move[0]) + fabs(move[1]) + fabs(move[2]) < 1e-9;
        next.value = there.value;
        *top = next;
        at = there;
        if (done)
            break;
    }
    return at;
}

static void no_interval(orth_hawkes_fit *fit, const orth_hawkes_top *top, const char *why)
{
    double n = top->branching;
    orth_hawkes_estimate *values = fit->values;
    values[ORTH_HAWKES_RATE] =
        n < 1 ? orth_hawkes_unbounded(top->mu / (1 - n), why) : orth_hawkes_unknown(why);
    values[ORTH_HAWKES_BRANCHING] = orth_hawkes_unbounded(n, why);
    values[ORTH_HAWKES_DECAY] = orth_hawkes_unbounded(top->decay, why);
    values[ORTH_HAWKES_OUTSIDE] = orth_hawkes_unbounded(top->mu, why);
    values[ORTH_HAWKES_EXCITATION] = orth_hawkes_unbounded(n * top->decay, why);
    orth_hawkes_note(fit, "no intervals: %s", why);
}

static void no_clustering(orth_hawkes_fit *fit, double rate)
{
    static const char why[] = "the likelihood is greatest without clustering, at branching 0";
    orth_hawkes_estimate *values = fit->values;
    values[ORTH_HAWKES_RATE] = orth_hawkes_by_log(rate, 1 / sqrt((double)fit->events));
    values[ORTH_HAWKES_OUTSIDE] = values[ORTH_HAWKES_RATE];
    values[ORTH_HAWKES_BRANCHING] = orth_hawkes_unbounded(0, why);
    values[ORTH_HAWKES_DECAY] = orth_hawkes_unknown(why);
    values[ORTH_HAWKES_EXCITATION] = orth_hawkes_unbounded(0, why);
    orth_hawkes_note(fit, "%s: the flow is Poisson's", why);
}

/* An interval in logit n never holds 0, and that of a decay needs something that decays. */
static void not_shown(orth_hawkes_fit *fit)
{
    static const char why[] = "the record does not show that trades come in crowds: by BIC "
                              "Poisson's process is the better model";
    const orth_hawkes_value those[] = {ORTH_HAWKES_BRANCHING, ORTH_HAWKES_DECAY,
                                       ORTH_HAWKES_EXCITATION};
    for (size_t i = 0; i < sizeof those / sizeof those[0]; i++)
        orth_hawkes_take_bounds(&fit->values[those[i]], why);
    orth_hawkes_note(fit, "%s", why);
}

/* log(c x) has the variance c' V c of its parts. */
static double error_of(double covariance[3][3], double a, double b, double c)
{
    const double by[3] = {a, b, c};
    double sum = 0;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            sum += by[i] * covariance[i][j] * by[j];
    return sqrt(sum);
}

static bool with_intervals(orth_hawkes_fit *fit, const orth_hawkes_top *top, const bent *at)
{
    double covariance[3][3], n = top->branching;
    orth_hawkes_estimate *values = fit->values;
    for (int i = 0; i < 3; i++) {
        double unit[3] = {i == 0, i == 1, i == 2};
        if (!solve(at, unit))
            return false;
        memcpy(covariance[i], unit, sizeof unit);
    }
    values[ORTH_HAWKES_RATE] = orth_hawkes_by_log(top->mu / (1 - n), error_of(covariance, 1, n, 0));
    values[ORTH_HAWKES_BRANCHING] = orth_hawkes_by_logit(n, error_of(covariance, 0, 1, 0));
    values[ORTH_HAWKES_DECAY] = orth_hawkes_by_log(top->decay, error_of(covariance, 0, 0, 1));
    values[ORTH_HAWKES_OUTSIDE] = orth_hawkes_by_log(top->mu, error_of(covariance, 1, 0, 0));
    values[ORTH_HAWKES_EXCITATION] =
        orth_hawkes_by_log(n * top->decay, error_of(covariance, 0, 1 - n, 1));
    return true;
}

/* `unit` of the record's time is one of `scaled`, whose mean gap is 1. */
static void take(orth_hawkes_fit *fit, double *scaled, double end, double unit)
{
    size_t count = fit->events;
    double events = (double)count, shift = -events * orth_log(unit);
    orth_hawkes_top top = orth_hawkes_greatest(count, scaled, end);
    bool inside = top.branching > 0 && top.branching < ORTH_BRANCHING_MAX;
    bent at = {.value = 0};
    if (inside)
        at = polish(&top, count, scaled, end);
    double slowest = 1.001 / end;
    orth_hawkes_top real = {top.mu / unit, top.branching, top.decay / unit, top.value};
    if (top.branching == 0)
        no_clustering(fit, events / fit->duration);
    else if (!inside || top.branching >= ORTH_BRANCHING_MAX)
        no_interval(fit, &real, "the branching is 0.99 or more: the flow does not come to rest");
    else if (top.decay <= slowest || top.decay >= 99)
        no_interval(fit, &real, "the decay is at the end of what the record can tell");
    else if (!with_intervals(fit, &real, &at))
        no_interval(fit, &real, "the likelihood is flat where it is greatest");
    fit->process.rate = fit->values[ORTH_HAWKES_RATE].value;
    fit->process.branching = top.branching;
    fit->process.decay = top.branching > 0 ? real.decay : 0;
    fit->log_likelihood = top.value + shift;
    fit->aic = 6 - 2 * fit->log_likelihood;
    fit->bic = 3 * orth_log(events) - 2 * fit->log_likelihood;
    fit->poisson_log_likelihood = events * (orth_log(events / fit->duration) - 1);
    fit->poisson_aic = 2 - 2 * fit->poisson_log_likelihood;
    fit->poisson_bic = orth_log(events) - 2 * fit->poisson_log_likelihood;
    if (top.branching > 0 && fit->poisson_bic < fit->bic)
        not_shown(fit);
    fit->residual_distance =
        orth_hawkes_residuals(top.mu, top.branching, top.decay, count, scaled, scaled);
    fit->residual_critical = KS_CRITICAL / sqrt(events);
}

orth_status orth_hawkes_fit_times(orth_hawkes_fit *fit, size_t count, const double *times,
                                  double end, orth_error *error)
{
    memset(fit, 0, sizeof *fit);
    if (count < ORTH_HAWKES_EVENTS_MIN)
        return orth_fail(error, ORTH_BAD_INPUT, "flow: %zu trades; a fit needs %d or more", count,
                         ORTH_HAWKES_EVENTS_MIN);
    for (size_t i = 0; i < count; i++)
        if (!(times[i] > (i == 0 ? 0 : times[i - 1]) && times[i] <= end && isfinite(end)))
            return orth_fail(error, ORTH_BAD_INPUT,
                             "flow: the time of trade %zu is %.17g; permitted: above that of the "
                             "one before, from 0 to the end, %.17g",
                             i + 1, times[i], end);
    double *scaled = malloc(count * sizeof *scaled), unit = end / (double)count;
    if (scaled == NULL)
        return orth_fail_memory(error, (double)count * sizeof *scaled);
    for (size_t i = 0; i < count; i++)
        scaled[i] = times[i] / unit;
    fit->events = count;
    fit->duration = end;
    for (int v = ORTH_HAWKES_SIZE; v < ORTH_HAWKES_VALUES; v++)
        fit->values[v] = orth_hawkes_unknown("the record does not say it");
    take(fit, scaled, end / unit, unit);
    free(scaled);
    return orth_go_on(error);
}
