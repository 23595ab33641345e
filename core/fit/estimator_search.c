/* lambda = 1 / (1 + e^-z), rho = tanh t: on these scales likelihoods are smooth, and neither leaves
 * its range. */
#include "fit/estimator_search.h"

#include <math.h>
#include <string.h>

#include "base/progress.h"
#include "fit/estimator_profile.h"
#include "numeric/elementary.h"
#include "orthant/estimator.h"

/* Decays from 1e-6 to 1 - 1e-8 for averages, where q is from some 1e-16 to 1e6, as a strategy's
 * keys are; from 1e-3 to 1 - 1e-6 for the gradient; |rho| to 1 - 1e-6. */
#define Z_LOW (-13.815509557963773)
#define Z_HIGH 18.420680733952367
#define GRADIENT_LOW (-6.906754778648554)
#define GRADIENT_HIGH 13.815509557963773
#define LOG_Q_LOW (-36.841361487904734)
#define LOG_Q_HIGH 13.815509557963773
#define T_END 7.254328619

/* A greatest likelihood that gains less over that at an end is at the end. */
#define EDGE_GAIN 1e-4

typedef struct search {
    const orth_estimator_data *data;
    const volatile sig_atomic_t *stop;
    double fixed;        /* the parameter whose profile it is */
    orth_profile *inner; /* over the other one; NULL: there is none */
    size_t nodes;        /* of the profile that are still to be filled */
    double hint; /* where over the inner one the last was greatest; while nodes are filled, */
    double best; /* the best of them, and its value */
} search;

static double lambda_of(double z)
{
    return 1 / (1 + orth_exp(-z));
}

static double rest_of(double z)
{
    return 1 / (1 + orth_exp(z));
}

/* Of level alone. */
static double q_of(double z)
{
    return rest_of(z) * orth_exp(-z);
}

static double q_level_of(double z)
{
    return 2 * q_of(z);
}

static double rho_of(double t)
{
    double e = orth_expm1(2 * t);
    return e / (e + 2);
}

static bool stopped(const search *s)
{
    return s->stop != NULL && *s->stop != 0;
}

static double level_at(const void *of, double z)
{
    const search *s = of;
    return stopped(s) ? 0 : orth_likelihood_level(s->data, q_of(z), 0, NULL).log;
}

static double gradient_at(const void *of, double z)
{
    const search *s = of;
    return stopped(s) ? 0 : orth_likelihood_gradient(s->data, lambda_of(z), NULL).log;
}

static double ar1_log(const search *s, double z, double t)
{
    double rho = rho_of(t), q = orth_average_ratio(lambda_of(z), rest_of(z), rho);
    return stopped(s) ? 0 : orth_likelihood_level(s->data, q, rho, NULL).log;
}

static double ar1_at_z(const void *of, double z)
{
    const search *s = of;
    return ar1_log(s, z, s->fixed);
}

static double ar1_at_t(const void *of, double t)
{
    const search *s = of;
    return ar1_log(s, s->fixed, t);
}

/* `fixed` is log q. */
static double ar1_of_q_at_t(const void *of, double t)
{
    const search *s = of;
    return stopped(s) ? 0 : orth_likelihood_level(s->data, orth_exp(s->fixed), rho_of(t), NULL).log;
}

/* A profile: the greatest over the inner parameter. While nodes are filled, which
 * orth_profile_greatest asks for first, the whole range is gone through, later what is near the
 * last place. */
static double ar1_profile(const void *of, double x)
{
    search *s = *(search *const *)of;
    double value, at;
    s->fixed = x;
    if (s->nodes == 0) {
        s->hint = orth_profile_greatest_near(s->inner, s->hint, 1, &value);
        return value;
    }
    at = orth_profile_greatest(s->inner, &value);
    if (s->nodes == ORTH_PROFILE_NODES || value > s->best) {
        s->hint = at;
        s->best = value;
    }
    s->nodes--;
    return value;
}

static orth_profile profile_of(double low, double high, const orth_estimator_data *data,
                               orth_function *f, const void *of)
{
    return (orth_profile){
        .low = low, .high = high, .tolerance = 1e-3 / sqrt((double)data->count), .f = f, .of = of};
}

static void unknown(orth_estimator_estimate *estimate, const char *why)
{
    *estimate = (orth_estimator_estimate){
        .why = why, .value = NAN, .low = NAN, .high = NAN, .low_open = true, .high_open = true};
    for (size_t i = 0; i < ORTH_ESTIMATOR_CURVE_POINTS; i++)
        estimate->curve.at[i] = estimate->curve.below[i] = NAN;
}

static orth_estimator_edge edge_of(double greatest, double at_low, double at_high)
{
    if (greatest - at_low < EDGE_GAIN)
        return ORTH_ESTIMATOR_NO_NOISE;
    return greatest - at_high < EDGE_GAIN ? ORTH_ESTIMATOR_NO_MOVE : ORTH_ESTIMATOR_INSIDE;
}

/* How many profiles are done: the first and the last market have one, the other three. */
static void tell(uint64_t done)
{
    orth_progress("profiles of estimators", done, 5);
}

/* level and gradient: one parameter. */
static void search_one(search *s, bool gradient, orth_estimator_point *point,
                       orth_estimator_estimate *values)
{
    orth_profile p = gradient ? profile_of(GRADIENT_LOW, GRADIENT_HIGH, s->data, gradient_at, s)
                              : profile_of(Z_LOW, Z_HIGH, s->data, level_at, s);
    tell(gradient ? 4 : 0);
    double greatest, z = orth_profile_greatest(&p, &greatest);
    double low = p.values[0], high = p.values[ORTH_PROFILE_NODES - 1];
    *point = (orth_estimator_point){.lambda = lambda_of(z),
                                    .rest = rest_of(z),
                                    .q = gradient ? q_level_of(z) : q_of(z),
                                    .log_likelihood = greatest,
                                    .edge = edge_of(greatest, low, high)};
    orth_profile_estimate(&p, z, greatest, lambda_of, false, &values[ORTH_ESTIMATOR_LAMBDA]);
    orth_profile_estimate(&p, z, greatest, gradient ? q_level_of : q_of, true,
                          &values[ORTH_ESTIMATOR_Q]);
    unknown(&values[ORTH_ESTIMATOR_RHO], "the market has no such parameter");
}

/* One profile of level+ar1: the best place, about which interval and curve are then made. */
static double search_profile(search *s, orth_profile *outer, orth_profile *inner, double *greatest)
{
    s->inner = inner;
    s->nodes = ORTH_PROFILE_NODES;
    double best = orth_profile_greatest(outer, greatest);
    outer->f(outer->of, best); /* so that the hint is the best place's */
    return best;
}

static void search_ar1(search *s, orth_estimator_point *point, orth_estimator_estimate *values)
{
    const orth_estimator_data *data = s->data;
    search *self = s;
    orth_profile over_z = profile_of(Z_LOW, Z_HIGH, data, ar1_at_z, s);
    orth_profile over_t = profile_of(-T_END, T_END, data, ar1_at_t, s);
    orth_profile over_t_of_q = profile_of(-T_END, T_END, data, ar1_of_q_at_t, s);
    orth_profile of_t = profile_of(-T_END, T_END, data, ar1_profile, &self);
    orth_profile of_z = profile_of(Z_LOW, Z_HIGH, data, ar1_profile, &self);
    orth_profile of_q = profile_of(LOG_Q_LOW, LOG_Q_HIGH, data, ar1_profile, &self);
    double greatest, value;
    tell(1);
    double t = search_profile(s, &of_t, &over_z, &greatest), z = s->hint;
    *point = (orth_estimator_point){.lambda = lambda_of(z), .rest = rest_of(z), .rho = rho_of(t)};
    point->log_likelihood = greatest;
    point->q = orth_average_ratio(point->lambda, point->rest, point->rho);
    orth_profile_estimate(&of_t, t, greatest, rho_of, false, &values[ORTH_ESTIMATOR_RHO]);
    tell(2);
    search_profile(s, &of_z, &over_t, &value);
    point->edge = edge_of(greatest, of_z.values[0], of_z.values[ORTH_PROFILE_NODES - 1]);
    orth_profile_estimate(&of_z, z, greatest, lambda_of, false, &values[ORTH_ESTIMATOR_LAMBDA]);
    tell(3);
    search_profile(s, &of_q, &over_t_of_q, &value);
    double log_q = fmin(fmax(orth_log(point->q), LOG_Q_LOW), LOG_Q_HIGH);
    orth_profile_estimate(&of_q, log_q, greatest, orth_exp, false, &values[ORTH_ESTIMATOR_Q]);
    if (point->edge == ORTH_ESTIMATOR_NO_NOISE)
        unknown(&values[ORTH_ESTIMATOR_RHO], "there is no noise that could be correlated");
    else if (point->edge == ORTH_ESTIMATOR_INSIDE &&
             (greatest - of_t.values[0] < EDGE_GAIN ||
              greatest - of_t.values[ORTH_PROFILE_NODES - 1] < EDGE_GAIN))
        point->edge = ORTH_ESTIMATOR_RHO_END;
}

void orth_estimator_search(const orth_estimator_data *data, orth_estimator_market market,
                           const volatile sig_atomic_t *stop, orth_estimator_point *point,
                           orth_estimator_estimate values[ORTH_ESTIMATOR_VALUES])
{
    search s = {.data = data, .stop = stop};
    if (market == ORTH_ESTIMATOR_LEVEL_AR1)
        search_ar1(&s, point, values);
    else
        search_one(&s, market == ORTH_ESTIMATOR_GRADIENT, point, values);
}
