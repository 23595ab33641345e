/* Kalman's filter reduced to what the likelihood asks for.
 *
 * level+ar1: once the price is seen, level and noise add up to it, so that the noise v alone is
 * left, a number with a variance V. The next change of the price is d = w + v' - v. With
 * s = 1 - rho^2 = var e, all in units of var v:
 *   foretold (rho - 1) v, S = (1 - rho)^2 V + s + q, gain K = (s - rho (1 - rho) V) / S,
 *   v' = rho v + K e, V' = (V (s + rho^2 q) + s q) / S,
 * and in the long run (1 - rho) V^2 + (1 + rho) q V = (1 + rho) q. Nothing is subtracted from
 * something like it. The first price tells nothing but the level: v = 0, V = 1. */
#include "fit/estimator_likelihood.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/check.h"
#include "numeric/elementary.h"
#include "orthant/estimator.h"

#define TWO_PI 6.283185307179586
#define NEAR 0x1p-48 /* of V to its limit: from there on V stays */

orth_status orth_estimator_changes(double **changes, size_t n, const double *prices, size_t stride,
                                   orth_error *error)
{
    *changes = malloc((n - 1) * sizeof **changes);
    if (*changes == NULL)
        return orth_fail_memory(error, (double)(n - 1) * sizeof **changes);
    double last = orth_log(prices[0]);
    for (size_t i = 1; i < n; i++) {
        double next = orth_log(prices[i * stride]);
        (*changes)[i - 1] = next - last;
        last = next;
    }
    return ORTH_OK;
}

/* sum e^2 / S and sum log S so far; logs are taken of products. */
typedef struct sums {
    double squares, logs, product;
} sums;

static void add(sums *s, double innovation, double foretold)
{
    s->squares += innovation * innovation / foretold;
    s->product *= foretold;
    if (!(s->product > 1e-100 && s->product < 1e100)) {
        s->logs += orth_log(s->product);
        s->product = 1;
    }
}

static orth_likelihood finish(const sums *s, size_t m, double foretold, double *innovations)
{
    /* Prices that are foretold to the last digit: the log stays a number. */
    double count = (double)m, noise = fmax(s->squares / count, 1e-40);
    double logs = s->logs + orth_log(s->product);
    if (innovations != NULL)
        for (size_t i = 0; i < m; i++)
            innovations[i] /= sqrt(noise);
    return (orth_likelihood){-0.5 * (count * (orth_log(TWO_PI * noise) + 1) + logs), noise,
                             foretold};
}

/* The filter's fixed part. */
typedef struct level {
    double q, rho, s, rest; /* rest = 1 - rho */
    double limit;           /* of V */
} level;

static level level_of(double q, double rho)
{
    level l = {.q = q, .rho = rho, .s = (1 - rho) * (1 + rho), .rest = 1 - rho};
    l.limit = 2 / (1 + sqrt(1 + 4 * l.rest / ((1 + rho) * q)));
    return l;
}

/* From here on with V at its limit: the sum of e^2. Sums of 256 each are added up, which keeps the
 * rounding of a year of minutes at 1e-13. */
static double level_settled(const level *l, double v, size_t count, const double *changes,
                            double foretold, double *innovations)
{
    double gain = l->rest * (1 + l->rho - l->rho * l->limit) / foretold;
    double keep = l->rho + gain * l->rest, rest = l->rest, total = 0, root = sqrt(foretold);
    for (size_t from = 0; from < count; from += 256) {
        size_t end = count - from < 256 ? count : from + 256;
        double sum = 0;
        for (size_t i = from; i < end; i++) {
            double e = changes[i] + rest * v;
            v = keep * v + gain * changes[i];
            sum += e * e;
            if (innovations != NULL)
                innovations[i] = e / root;
        }
        total += sum;
    }
    return total;
}

orth_likelihood orth_likelihood_level(const orth_estimator_data *data, double q, double rho,
                                      double *innovations)
{
    ORTH_CHECK(data->count >= 3 && q > 0 && rho > -1 && rho < 1);
    level l = level_of(q, rho);
    sums s = {0, 0, 1};
    double v = 0, variance = 1, foretold = 0;
    size_t i = 0;
    for (; i < data->count && !(i > 0 && fabs(variance - l.limit) <= NEAR * l.limit); i++) {
        foretold = l.rest * l.rest * variance + l.s + q;
        double e = data->changes[i] + l.rest * v;
        double gain = l.rest * (1 + rho - rho * variance) / foretold;
        v = rho * v + gain * e;
        variance = (variance * (l.s + rho * rho * q) + l.s * q) / foretold;
        if (i == 0)
            continue; /* the second price only starts the filter */
        add(&s, e, foretold);
        if (innovations != NULL)
            innovations[i - 1] = e / sqrt(foretold);
    }
    size_t left = data->count - i;
    if (left > 0) {
        foretold = l.rest * l.rest * l.limit + l.s + q;
        double squares = level_settled(&l, v, left, data->changes + i, foretold,
                                       innovations != NULL ? innovations + i - 1 : NULL);
        s.squares += squares / foretold;
        s.logs += (double)left * orth_log(foretold);
    }
    return finish(&s, data->count - 1, foretold, innovations);
}

/* Whether the covariance of a filter of the trend is its limit. The limit itself is known to
 * 2^-50 / (1 - pole). */
static bool trend_settled(const orth_filter *filter, const double *kept, double rest)
{
    const double *limit = filter->steady.covariance, *at = kept + ORTH_FILTER_COVARIANCE;
    double near = fmax(0x1p-42, 0x1p-46 / rest);
    for (size_t e = 0; e < 4; e++)
        if (!(fabs(at[e] - limit[e]) <= near * limit[e]))
            return false;
    return true;
}

/* The same as level_settled, of level and slope. */
static double trend_go_on(const orth_filter *filter, const double *kept, double price, size_t count,
                          const double *changes, double foretold, double *innovations)
{
    /* Levels are taken from the price of the time, so that no digits are lost far away from the
     * first one. */
    double above = kept[ORTH_FILTER_LEVEL] - price, slope = kept[ORTH_FILTER_SLOPE], total = 0;
    double gain = filter->steady.gain[0], turn = filter->steady.gain[1], root = sqrt(foretold);
    for (size_t from = 0; from < count; from += 256) {
        size_t end = count - from < 256 ? count : from + 256;
        double sum = 0;
        for (size_t i = from; i < end; i++) {
            double e = changes[i] - (above + slope);
            above = (gain - 1) * e;
            slope += turn * e;
            sum += e * e;
            if (innovations != NULL)
                innovations[i] = e / root;
        }
        total += sum;
    }
    return total;
}

orth_likelihood orth_likelihood_gradient(const orth_estimator_data *data, double lambda,
                                         double *innovations)
{
    ORTH_CHECK(data->count >= 3 && lambda > 0 && lambda < 1);
    orth_filter filter;
    orth_error error;
    if (orth_filter_trend_of(&filter, lambda, true, &error) != ORTH_OK)
        return (orth_likelihood){-1e300, 1, 1};
    sums s = {0, 0, 1};
    double kept[ORTH_FILTER_SLOTS], price = 0, foretold = 0;
    orth_filter_see(&filter, 1, 1, 0, &price, kept);
    size_t i = 0;
    for (; i < data->count && !(i > 1 && trend_settled(&filter, kept, 1 - lambda)); i++) {
        price += data->changes[i];
        orth_filter_see(&filter, 1, 1, i + 1, &price, kept);
        if (i == 0)
            continue;
        foretold = kept[ORTH_FILTER_FORETOLD];
        add(&s, kept[ORTH_FILTER_INNOVATION], foretold);
        if (innovations != NULL)
            innovations[i - 1] = kept[ORTH_FILTER_INNOVATION] / sqrt(foretold);
    }
    size_t left = data->count - i;
    if (left > 0) {
        foretold = 1 / (lambda * lambda);
        double squares = trend_go_on(&filter, kept, price, left, data->changes + i, foretold,
                                     innovations != NULL ? innovations + i - 1 : NULL);
        s.squares += squares / foretold;
        s.logs += (double)left * orth_log(foretold);
    }
    return finish(&s, data->count - 1, foretold, innovations);
}

double orth_average_ratio(double lambda, double rest, double rho)
{
    double d = rest + lambda * (1 - rho); /* 1 - lambda rho */
    return rest * rest * (1 - rho) * (1 + lambda * lambda * rho) / (lambda * d * d);
}
