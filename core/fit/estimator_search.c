/* lambda = 1 / (1 + e^-z), rho = tanh t: on these scales likelihoods are smooth, and neither leaves
 * its range. */
#include "fit/estimator_search.h"

#include <math.h>
#include <string.h>

#include "base/progress.h"
#include "base/stop.h"
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
#define FAR_BELOW 100.0
#define LAST_NODE (ORTH_PROFILE_NODES - 1)

typedef struct search {
    const orth_estimator_data *data;
    const volatile sig_atomic_t *stop;
    double fixed; /* the parameter whose profile it is */
} search;

/* A profile of level+ar1, over one parameter: its value is the greatest over the other one. That
 * may have two summits (noise that alternates, and noise that lasts, look alike where it is small),
 * of which now one and now the other is higher. */
typedef struct ridge {
    search of; /* of the inner one */
    struct ridge *self;
    orth_profile outer, inner;
    size_t filled;                         /* nodes of the outer one, which are asked for first */
    double summits[ORTH_PROFILE_NODES][2]; /* over the inner one, at each of them */
    double hint;                           /* where the last was greatest */
    /* Once the greatest is found, only what is near it is asked for: a summit that is far below
     * there once is not looked for again between the same nodes. */
    bool found, hopeless[ORTH_PROFILE_NODES][4];
} ridge;

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
    return orth_stopped_by(s->stop);
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

/* Information a price is at most about 1 of z, t and log q: within a distance d of a summit f falls
 * by n d^2 / 2. */
static orth_profile profile_of(double low, double high, const orth_estimator_data *data,
                               orth_function *f, const void *of)
{
    double count = (double)data->count;
    return (orth_profile){.low = low,
                          .high = high,
                          .tolerance = 1e-3 / sqrt(count),
                          .slack = 1 + count * ORTH_PROFILE_ROUGH * ORTH_PROFILE_ROUGH,
                          .f = f,
                          .of = of};
}

/* While nodes are filled the whole inner range is gone through. */
static double fill_node(ridge *r)
{
    double value, at = orth_profile_greatest(&r->inner, &value);
    r->summits[r->filled][0] = at;
    r->summits[r->filled][1] = r->inner.other;
    r->filled++;
    r->hint = at;
    return value;
}

/* Later what is near the last place, and near summits of the nodes beside x that it is not near. */
static double near_summits(ridge *r, double x)
{
    const orth_profile *outer = &r->outer;
    double place = (x - outer->low) / (outer->high - outer->low) * LAST_NODE;
    size_t left = (size_t)fmin(fmax(place, 0), ORTH_PROFILE_NODES - 2);
    double value, at;
    if (!orth_profile_greatest_near(&r->inner, r->hint, 1, &at, &value))
        at = orth_profile_greatest(&r->inner, &value);
    r->hint = at;
    for (size_t k = 0; k < 4; k++) {
        double summit = r->summits[left + k / 2][k % 2], found;
        if (!(fabs(summit - at) > 1 && fabs(summit - r->hint) > 1) || r->hopeless[left][k])
            continue;
        double there = orth_profile_rival(&r->inner, summit, 1, value, &found);
        r->hopeless[left][k] = r->found && there < value - FAR_BELOW - r->inner.slack;
        if (there > value)
            value = there, r->hint = found;
    }
    return value;
}

static double ar1_profile(const void *of, double x)
{
    ridge *r = *(ridge *const *)of;
    r->of.fixed = x;
    return r->filled < ORTH_PROFILE_NODES ? fill_node(r) : near_summits(r, x);
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
    double low = p.values[0], high = p.values[LAST_NODE];
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

/* One profile of level+ar1: the best place, about which interval and curve are then made, and where
 * the other parameter (r->hint) is there. */
static double search_ridge(ridge *r, const search *s, const orth_profile *outer,
                           const orth_profile *inner, double *greatest)
{
    r->of = *s;
    r->self = r;
    r->outer = *outer;
    r->outer.of = &r->self;
    r->inner = *inner;
    r->inner.of = &r->of;
    r->filled = 0;
    r->found = false;
    memset(r->hopeless, 0, sizeof r->hopeless);
    double best = orth_profile_greatest(&r->outer, greatest);
    *greatest = fmax(*greatest, r->outer.f(r->outer.of, best));
    r->found = true;
    return best;
}

static void search_ar1(search *s, orth_estimator_point *point, orth_estimator_estimate *values)
{
    const orth_estimator_data *data = s->data;
    orth_profile over_z = profile_of(Z_LOW, Z_HIGH, data, ar1_at_z, NULL);
    orth_profile over_t = profile_of(-T_END, T_END, data, ar1_at_t, NULL);
    orth_profile over_t_of_q = profile_of(-T_END, T_END, data, ar1_of_q_at_t, NULL);
    orth_profile of_t = profile_of(-T_END, T_END, data, ar1_profile, NULL);
    orth_profile of_z = profile_of(Z_LOW, Z_HIGH, data, ar1_profile, NULL);
    orth_profile of_q = profile_of(LOG_Q_LOW, LOG_Q_HIGH, data, ar1_profile, NULL);
    ridge by_t, by_z, by_q;
    double greatest, value;
    tell(1);
    double t = search_ridge(&by_t, s, &of_t, &over_z, &greatest), z = by_t.hint;
    double other = search_ridge(&by_z, s, &of_z, &over_t, &value);
    if (value > greatest)
        greatest = value, z = other, t = by_z.hint;
    *point = (orth_estimator_point){.lambda = lambda_of(z), .rest = rest_of(z), .rho = rho_of(t)};
    point->log_likelihood = greatest;
    point->q = orth_average_ratio(point->lambda, point->rest, point->rho);
    point->edge = edge_of(greatest, by_z.outer.values[0], by_z.outer.values[LAST_NODE]);
    orth_profile_estimate(&by_t.outer, t, greatest, rho_of, false, &values[ORTH_ESTIMATOR_RHO]);
    tell(2);
    orth_profile_estimate(&by_z.outer, z, greatest, lambda_of, false,
                          &values[ORTH_ESTIMATOR_LAMBDA]);
    tell(3);
    search_ridge(&by_q, s, &of_q, &over_t_of_q, &value);
    double log_q = fmin(fmax(orth_log(point->q), LOG_Q_LOW), LOG_Q_HIGH);
    orth_profile_estimate(&by_q.outer, log_q, greatest, orth_exp, false, &values[ORTH_ESTIMATOR_Q]);
    if (point->edge == ORTH_ESTIMATOR_NO_NOISE)
        unknown(&values[ORTH_ESTIMATOR_RHO], "there is no noise that could be correlated");
    else if (point->edge == ORTH_ESTIMATOR_INSIDE &&
             (greatest - by_t.outer.values[0] < EDGE_GAIN ||
              greatest - by_t.outer.values[LAST_NODE] < EDGE_GAIN))
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
