/* Kalman's filter of a linear market: the markets, one step of Riccati's equation, and its fixed
 * point. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/check.h"
#include "orthant/estimator.h"

#define MAX ORTH_STATE_MAX
#define DOUBLINGS_MAX 40

orth_state_model orth_state_model_level(double q, double rho)
{
    ORTH_CHECK(q >= 0 && rho > -1 && rho < 1);
    if (rho == 0)
        return (orth_state_model){1, {1}, {q}, {1}, 1};
    return (orth_state_model){2, {1, 0, 0, rho}, {q, 0, 0, (1 - rho) * (1 + rho)}, {1, 1}, 0};
}

orth_state_model orth_state_model_trend(double q_level, double q_slope, double rho)
{
    ORTH_CHECK(q_level >= 0 && q_slope >= 0 && rho > -1 && rho < 1);
    if (rho == 0)
        return (orth_state_model){2, {1, 1, 0, 1}, {q_level, 0, 0, q_slope}, {1, 0}, 1};
    return (orth_state_model){3,
                              {1, 1, 0, 0, 1, 0, 0, 0, rho},
                              {q_level, 0, 0, 0, q_slope, 0, 0, 0, (1 - rho) * (1 + rho)},
                              {1, 0, 1},
                              0};
}

orth_state_model orth_state_model_acceleration(double tracking_index)
{
    double v = tracking_index * tracking_index;
    return (orth_state_model){2, {1, 1, 0, 1}, {v / 4, v / 2, v / 2, v}, {1, 0}, 1};
}

/* out = a b, or a b' */
static void multiply(size_t n, double *out, const double *a, const double *b, bool transposed)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++)
                sum += a[i * n + k] * (transposed ? b[j * n + k] : b[k * n + j]);
            out[i * n + j] = sum;
        }
}

static void transpose(size_t n, double *out, const double *a)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            out[i * n + j] = a[j * n + i];
}

/* By cofactors, which are right at any scale of the rows and columns: a slope is a small number
 * beside a level. */
static void invert(size_t n, double *out, const double *a)
{
    if (n == 1) {
        out[0] = 1 / a[0];
    } else if (n == 2) {
        double det = a[0] * a[3] - a[1] * a[2];
        double inverse[4] = {a[3] / det, -a[1] / det, -a[2] / det, a[0] / det};
        memcpy(out, inverse, sizeof inverse);
    } else {
        double cofactors[9];
        for (size_t i = 0; i < 3; i++)
            for (size_t j = 0; j < 3; j++) {
                size_t r = (i + 1) % 3, s = (i + 2) % 3, c = (j + 1) % 3, d = (j + 2) % 3;
                cofactors[j * 3 + i] = a[r * 3 + c] * a[s * 3 + d] - a[r * 3 + d] * a[s * 3 + c];
            }
        double det = a[0] * cofactors[0] + a[1] * cofactors[3] + a[2] * cofactors[6];
        for (size_t e = 0; e < 9; e++)
            out[e] = cofactors[e] / det;
    }
}

/* a += b, and both halves alike. */
static void add_symmetric(size_t n, double *a, const double *b)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j < n; j++)
            a[i * n + j] = a[j * n + i] =
                a[i * n + j] + (i == j ? b[i * n + j] : 0.5 * (b[i * n + j] + b[j * n + i]));
}

/* p = p - x x' / s with x = p C', s = C p C' + r; the gain is x / s. */
static double observe(const orth_state_model *model, double *p, double *gain)
{
    size_t n = model->size;
    double x[MAX], s = model->observation_noise;
    for (size_t i = 0; i < n; i++) {
        x[i] = 0;
        for (size_t j = 0; j < n; j++)
            x[i] += p[i * n + j] * model->observation[j];
    }
    for (size_t i = 0; i < n; i++)
        s += model->observation[i] * x[i];
    for (size_t i = 0; i < n; i++) {
        gain[i] = x[i] / s;
        for (size_t j = i; j < n; j++)
            p[i * n + j] = p[j * n + i] = p[i * n + j] - x[i] * x[j] / s;
    }
    return s;
}

static void foretell(const orth_state_model *model, double *p)
{
    size_t n = model->size;
    double part[MAX * MAX], moved[MAX * MAX];
    multiply(n, part, model->transition, p, false);
    multiply(n, moved, part, model->transition, true);
    memcpy(p, model->noise, n * n * sizeof *p);
    add_symmetric(n, p, moved);
}

double orth_filter_step(const orth_state_model *model, double *covariance, double *gain)
{
    foretell(model, covariance);
    return observe(model, covariance, gain);
}

/* What is iterated: P = h + a' P (I + g P)^-1 a, whose map is doubled. */
typedef struct doubling {
    size_t n;
    double a[MAX * MAX], g[MAX * MAX], h[MAX * MAX];
} doubling;

/* One step of the filter, from filtered to filtered covariance, as such a map. Seen from there the
 * price shows C A x with the noise s = C Q C' + r, which is correlated with w; freed of that, the
 * state moves by A - K C A and has the noise Q - K C Q, K = Q C' / s. So a market whose price has
 * no white noise of its own is no exception. */
static bool doubling_start(doubling *d, const orth_state_model *model)
{
    size_t n = d->n = model->size;
    double shown[MAX] = {0}, gain[MAX];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            shown[j] += model->observation[i] * model->transition[i * n + j];
    memcpy(d->h, model->noise, n * n * sizeof *d->h);
    double s = observe(model, d->h, gain);
    if (!(s > 0) || !isfinite(s))
        return false;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            d->a[j * n + i] = model->transition[i * n + j] - gain[i] * shown[j];
            d->g[i * n + j] = shown[i] * shown[j] / s;
        }
    return true;
}

/* Two steps of the map as one. `a` is what is left of the start; whether it and the change of h
 * play a part no more. */
static bool doubling_step(doubling *d)
{
    size_t n = d->n;
    double w[MAX * MAX], inverse[MAX * MAX], turned[MAX * MAX], left[MAX * MAX], part[MAX * MAX],
        more[MAX * MAX];
    multiply(n, w, d->g, d->h, false);
    for (size_t i = 0; i < n; i++)
        w[i * n + i] += 1;
    invert(n, inverse, w);
    transpose(n, turned, d->a);
    multiply(n, left, d->h, inverse, false); /* h W^-1 */
    multiply(n, part, turned, left, false);
    multiply(n, more, part, d->a, false);
    bool done = true;
    for (size_t i = 0; i < n; i++) {
        done = done && fabs(more[i * n + i]) <= 0x1p-54 * d->h[i * n + i];
        for (size_t j = 0; j < n; j++) /* a product has no units */
            done = done && fabs(d->a[i * n + j] * d->a[j * n + i]) <= 0x1p-40;
    }
    add_symmetric(n, d->h, more);
    multiply(n, left, d->a, inverse, false); /* a W^-1 */
    multiply(n, part, left, d->g, false);
    multiply(n, more, part, d->a, true);
    add_symmetric(n, d->g, more);
    multiply(n, part, left, d->a, false);
    memcpy(d->a, part, n * n * sizeof *part);
    return done;
}

orth_status orth_steady_filter_find(orth_steady_filter *filter, const orth_state_model *model,
                                    orth_error *error)
{
    ORTH_CHECK(model->size >= 1 && model->size <= MAX);
    doubling d;
    memset(filter, 0, sizeof *filter);
    bool found = doubling_start(&d, model);
    bool done = false;
    for (int i = 0; found && !done; i++) {
        if (i == DOUBLINGS_MAX)
            return orth_fail(error, ORTH_DOMAIN,
                             "the filter has no steady gains: after 2^%d prices a part of its "
                             "state still depends on the first one",
                             DOUBLINGS_MAX);
        done = doubling_step(&d);
        filter->doublings = i + 1;
    }
    if (!found)
        return orth_fail(error, ORTH_DOMAIN,
                         "the filter has no steady gains: the price has no noise at all");
    memcpy(filter->covariance, d.h, sizeof d.h);
    foretell(model, d.h);
    filter->foretold = observe(model, d.h, filter->gain);
    return ORTH_OK;
}
