/* How long the runs of a stationary bootstrap should be. */
#include <math.h>
#include <stdlib.h>

#include "numeric/dd.h"
#include "numeric/elementary.h"
#include "performance/stream.h"

/* A series without its mean, made on the fly: of the periods' growths, or their squared deviations.
 */
typedef struct centred {
    size_t n, width;
    const double *at;
    double mean; /* of what is at `at` */
    bool squares;
    double mean_square;
} centred;

static double term(const centred *c, size_t k)
{
    double apart = c->at[k * c->width] - c->mean;
    return c->squares ? apart * apart - c->mean_square : apart;
}

static centred centre(size_t n, size_t width, const double *at, bool squares)
{
    centred c = {n, width, at, 0, false, 0};
    orth_dd sum = {0, 0}, square = {0, 0};
    for (size_t k = 0; k < n; k++)
        orth_sum_add(&sum, at[k * width]);
    c.mean = orth_dd_value(sum) / (double)n;
    for (size_t k = 0; k < n && squares; k++)
        orth_sum_add(&square, term(&c, k) * term(&c, k));
    c.mean_square = orth_dd_value(square) / (double)n;
    c.squares = squares;
    return c;
}

static double autocovariance(const centred *c, size_t lag)
{
    orth_dd sum = {0, 0};
    for (size_t k = 0; k + lag < c->n; k++)
        orth_sum_add(&sum, term(c, k) * term(c, k + lag));
    return orth_dd_value(sum) / (double)c->n;
}

/* G and g of the header, with autocovariances up to lag W. */
static double length_of(const centred *c, size_t width_of_window)
{
    double w = (double)width_of_window, n = (double)c->n;
    orth_dd weighted = {0, 0}, sum = {0, 0};
    orth_sum_add(&sum, autocovariance(c, 0));
    for (size_t k = 1; k <= width_of_window; k++) {
        double part = fmin(1, 2 * (1 - (double)k / w)), r = 2 * part * autocovariance(c, k);
        orth_sum_add(&sum, r);
        orth_sum_add(&weighted, (double)k * r);
    }
    double ratio = orth_dd_value(weighted) / orth_dd_value(sum);
    double most = ceil(fmin(3 * sqrt(n), n / 3));
    double length = orth_pow(n * ratio * ratio, 1.0 / 3);
    return length < most ? fmax(length, 1) : fmax(most, 1); /* most too where the sum is 0 */
}

static double choose(const centred *c)
{
    double n = (double)c->n, variance = autocovariance(c, 0);
    if (c->n < 4 || !(variance > 0))
        return 1;
    double decades = orth_log(n) / 2.3025850929940457;
    size_t in_a_row = (size_t)fmax(5, ceil(sqrt(decades)));
    size_t most = (size_t)ceil(sqrt(n)) + in_a_row, m = 1, small = 0;
    double bound = 2 * sqrt(decades / n) * variance;
    for (size_t lag = 2; m < most && small < in_a_row; lag++) {
        small = fabs(autocovariance(c, lag)) < bound ? small + 1 : 0;
        if (small == 0)
            m = lag;
    }
    return length_of(c, 2 * m < most && small == in_a_row ? 2 * m : most);
}

double orth_resample_mean_length(size_t n, const double *series)
{
    centred c = centre(n, 1, series, false);
    return choose(&c);
}

double orth_performance_mean_length(const orth_performance *performance)
{
    const double *at = performance->rows + ORTH_PERIOD_GROWTH;
    centred plain = centre(performance->periods, performance->width, at, false);
    centred squares = centre(performance->periods, performance->width, at, true);
    if (!(sqrt(squares.mean_square) > ORTH_PERFORMANCE_STILL))
        return 1;
    return fmax(choose(&plain), choose(&squares));
}
