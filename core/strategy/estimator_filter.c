/* Filters, price by price, in lanes. */
#include <math.h>
#include <string.h>

#include "base/check.h"
#include "orthant/estimator.h"

orth_status orth_filter_level(orth_filter *filter, double q, double rho, bool varying,
                              orth_error *error)
{
    ORTH_CHECK(q > 0);
    *filter = (orth_filter){
        .model = orth_state_model_level(q, rho), .correlated = rho != 0, .varying = varying};
    return orth_steady_filter_find(&filter->steady, &filter->model, error);
}

orth_status orth_filter_trend(orth_filter *filter, double q_level, double q_slope, double rho,
                              bool varying, orth_error *error)
{
    ORTH_CHECK(q_slope > 0);
    *filter = (orth_filter){.model = orth_state_model_trend(q_level, q_slope, rho),
                            .trend = true,
                            .correlated = rho != 0,
                            .varying = varying};
    return orth_steady_filter_find(&filter->steady, &filter->model, error);
}

orth_status orth_filter_level_of(orth_filter *filter, double lambda, bool varying,
                                 orth_error *error)
{
    orth_status status = orth_filter_level(filter, orth_level_ratio(lambda), 0, varying, error);
    filter->steady.gain[0] = 1 - lambda;
    return status;
}

orth_status orth_filter_trend_of(orth_filter *filter, double lambda, bool varying,
                                 orth_error *error)
{
    orth_trend_ratios q = orth_trend_ratios_of(lambda);
    orth_trend_gains gains = orth_trend_gains_of(lambda);
    orth_status status = orth_filter_trend(filter, q.level, q.slope, 0, varying, error);
    filter->steady.gain[0] = gains.level;
    filter->steady.gain[1] = gains.slope;
    return status;
}

/* Where each part of the state is kept. */
static void slots_of(const orth_filter *filter, size_t *slots)
{
    size_t n = 0;
    slots[n++] = ORTH_FILTER_LEVEL;
    if (filter->trend)
        slots[n++] = ORTH_FILTER_SLOPE;
    if (filter->correlated)
        slots[n++] = ORTH_FILTER_NOISE;
}

/* What is known after the prices that it takes to know anything: the level is the last price y and
 * misses the market's by v, the slope is y' - y and misses the market's next by w + v' - v - z. The
 * noise is held for 0 and misses by -v'. */
static void covariance_at_first(const orth_filter *filter, double *p)
{
    size_t n = filter->model.size;
    double rho = filter->correlated ? filter->model.transition[n * n - 1] : 0;
    p[0] = 1;
    if (filter->trend) {
        p[1] = p[n] = 1 - rho;
        p[n + 1] = filter->model.noise[0] + filter->model.noise[n + 1] + 2 * (1 - rho);
    }
    if (filter->correlated) {
        p[n - 1] = p[(n - 1) * n] = -1;
        if (filter->trend)
            p[n + 2] = p[2 * n + 1] = rho - 1;
        p[n * n - 1] = 1;
    }
}

static void start(const orth_filter *filter, size_t stride, double price, double *kept)
{
    for (size_t s = 0; s < ORTH_FILTER_SLOTS; s++)
        kept[s * stride] = 0;
    kept[ORTH_FILTER_LEVEL * stride] = price;
    kept[ORTH_FILTER_FORETOLD * stride] = INFINITY;
    double p[ORTH_STATE_MAX * ORTH_STATE_MAX] = {0};
    if (filter->varying)
        covariance_at_first(filter, p);
    for (size_t e = 0; e < ORTH_STATE_MAX * ORTH_STATE_MAX; e++)
        kept[(ORTH_FILTER_COVARIANCE + e) * stride] = p[e];
}

/* The gain for the next price of a lane, and S. */
static double next_gain(const orth_filter *filter, size_t stride, double *kept, double *gain)
{
    if (!filter->varying) {
        memcpy(gain, filter->steady.gain, sizeof filter->steady.gain);
        return filter->steady.foretold;
    }
    double p[ORTH_STATE_MAX * ORTH_STATE_MAX];
    double *at = kept + ORTH_FILTER_COVARIANCE * stride;
    for (size_t e = 0; e < ORTH_STATE_MAX * ORTH_STATE_MAX; e++)
        p[e] = at[e * stride];
    double foretold = orth_filter_step(&filter->model, p, gain);
    for (size_t e = 0; e < ORTH_STATE_MAX * ORTH_STATE_MAX; e++)
        at[e * stride] = p[e];
    return foretold;
}

static void step(const orth_filter *filter, size_t stride, double price, double *kept)
{
    const orth_state_model *model = &filter->model;
    size_t n = model->size, slots[ORTH_STATE_MAX];
    double gain[ORTH_STATE_MAX], x[ORTH_STATE_MAX], innovation = price;
    slots_of(filter, slots);
    for (size_t i = 0; i < n; i++) {
        x[i] = 0;
        for (size_t j = 0; j < n; j++)
            x[i] += model->transition[i * n + j] * kept[slots[j] * stride];
        innovation -= model->observation[i] * x[i];
    }
    kept[ORTH_FILTER_FORETOLD * stride] = next_gain(filter, stride, kept, gain);
    kept[ORTH_FILTER_INNOVATION * stride] = innovation;
    for (size_t i = 0; i < n; i++)
        kept[slots[i] * stride] = x[i] + gain[i] * innovation;
}

void orth_filter_see(const orth_filter *filter, size_t lanes, size_t stride, uint64_t index,
                     const double *prices, double *kept)
{
    ORTH_CHECK(stride >= lanes);
    for (size_t lane = 0; lane < lanes; lane++) {
        double *of = kept + lane, before = of[ORTH_FILTER_LEVEL * stride];
        if (index == 0 || (index == 1 && filter->varying && filter->trend))
            start(filter, stride, prices[lane], of);
        else
            step(filter, stride, prices[lane], of);
        if (index == 1 && filter->varying && filter->trend)
            of[ORTH_FILTER_SLOPE * stride] = prices[lane] - before;
    }
}
