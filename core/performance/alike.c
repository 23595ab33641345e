/* How alike strategies are, and how concentrated each is. */
#include "orthant/alike.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "numeric/elementary.h"
#include "orthant/simplex.h"
#include "performance/stream.h"

struct orth_alike {
    size_t strategies, n;
    uint64_t times;
    double *roots;          /* [strategy][token], of the time that is seen */
    orth_dd *distances;     /* [strategy][strategy], above the diagonal: sums over times */
    double *greatest;       /* likewise */
    orth_dd order, squares; /* of orth_alike_result: sums, of squares over the pairs a < b */
    double least, last;
};

orth_status orth_alike_create(orth_alike **alike, size_t strategies, size_t n, orth_error *error)
{
    *alike = NULL;
    if (strategies < 1 || n < 2)
        return orth_fail(error, ORTH_DOMAIN,
                         "%zu strategies over %zu tokens; permitted: at least 1 and 2", strategies,
                         n);
    double pairs = (double)strategies * (double)strategies;
    double bytes = pairs * (sizeof(orth_dd) + sizeof(double)) +
                   (double)strategies * (double)n * sizeof(double) + sizeof(orth_alike);
    orth_alike *made = calloc(1, sizeof *made);
    if (made == NULL || bytes > (double)SIZE_MAX / 2) {
        free(made);
        return orth_fail_memory(error, bytes);
    }
    made->strategies = strategies;
    made->n = n;
    made->roots = calloc(strategies * n, sizeof *made->roots);
    made->distances = calloc(strategies * strategies, sizeof *made->distances);
    made->greatest = calloc(strategies * strategies, sizeof *made->greatest);
    if (made->roots == NULL || made->distances == NULL || made->greatest == NULL) {
        orth_alike_free(made);
        return orth_fail_memory(error, bytes);
    }
    *alike = made;
    return ORTH_OK;
}

void orth_alike_free(orth_alike *alike)
{
    if (alike == NULL)
        return;
    free(alike->roots);
    free(alike->distances);
    free(alike->greatest);
    free(alike);
}

/* |mean of h|: its square is the mean of all cosines, those with itself too. */
static double order_now(const orth_alike *alike)
{
    orth_dd square = {0, 0};
    for (size_t i = 0; i < alike->n; i++) {
        double mean = 0;
        for (size_t a = 0; a < alike->strategies; a++)
            mean += alike->roots[a * alike->n + i];
        mean /= (double)alike->strategies;
        orth_sum_add(&square, mean * mean);
    }
    return fmin(sqrt(orth_dd_value(square)), 1);
}

static double cosine(const orth_alike *alike, size_t a, size_t b)
{
    const double *left = alike->roots + a * alike->n, *right = alike->roots + b * alike->n;
    orth_dd sum = {0, 0};
    for (size_t i = 0; i < alike->n; i++)
        orth_sum_add(&sum, left[i] * right[i]);
    return fmin(orth_dd_value(sum), 1);
}

void orth_alike_see(orth_alike *alike, const double *weights)
{
    size_t n = alike->n, m = alike->strategies;
    orth_hellinger(alike->roots, m * n, weights);
    for (size_t a = 0; a < m; a++)
        for (size_t b = a + 1; b < m; b++) {
            double distance = orth_simplex_distance(n, weights + a * n, weights + b * n);
            double along = cosine(alike, a, b);
            size_t pair = a * m + b;
            orth_sum_add(&alike->distances[pair], distance);
            alike->greatest[pair] = fmax(alike->greatest[pair], distance);
            orth_sum_add(&alike->squares, along * along);
        }
    alike->last = order_now(alike);
    alike->least = alike->times == 0 ? alike->last : fmin(alike->least, alike->last);
    orth_sum_add(&alike->order, alike->last);
    alike->times++;
}

orth_alike_result orth_alike_now(const orth_alike *alike)
{
    if (alike->times == 0)
        return (orth_alike_result){0, NAN, NAN, NAN, NAN};
    double m = (double)alike->strategies, times = (double)alike->times;
    double squares = (m + 2 * orth_dd_value(alike->squares) / times) / (m * m);
    return (orth_alike_result){alike->times, orth_dd_value(alike->order) / times, alike->least,
                               alike->last, 1 / squares};
}

void orth_alike_distances(const orth_alike *alike, double *mean, double *greatest)
{
    size_t m = alike->strategies;
    double times = (double)alike->times;
    for (size_t a = 0; a < m; a++)
        for (size_t b = 0; b < m; b++) {
            size_t pair = a < b ? a * m + b : b * m + a;
            if (mean != NULL)
                mean[a * m + b] = orth_dd_value(alike->distances[pair]) / times;
            if (greatest != NULL)
                greatest[a * m + b] = alike->times == 0 ? NAN : alike->greatest[pair];
        }
}

/* What is joined takes the lesser number, until nothing changes: M is small. */
size_t orth_alike_clusters(size_t strategies, const double *distances, double within,
                           size_t *cluster)
{
    size_t count = 0;
    for (size_t a = 0; a < strategies; a++)
        cluster[a] = a;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t a = 0; a < strategies; a++)
            for (size_t b = 0; b < strategies; b++)
                if (distances[a * strategies + b] <= within && cluster[b] < cluster[a]) {
                    cluster[a] = cluster[b];
                    changed = true;
                }
    }
    for (size_t a = 0; a < strategies; a++)
        cluster[a] = cluster[a] == a ? count++ : cluster[cluster[a]];
    return count;
}

/* ---------------------------------------------------------------- one strategy */

void orth_concentration_see(orth_concentration *concentration, size_t n, const double *weights,
                            const double *lowest, const double *highest)
{
    bool on_rail = false;
    for (size_t i = 0; i < n; i++)
        on_rail |= (lowest != NULL && weights[i] <= lowest[i] + ORTH_ON_RAIL) ||
                   (highest != NULL && weights[i] >= highest[i] - ORTH_ON_RAIL);
    double tokens = orth_exp(orth_simplex_entropy(n, weights));
    orth_dd sum = {concentration->sum, concentration->sum_low};
    orth_sum_add(&sum, tokens);
    concentration->sum = sum.high;
    concentration->sum_low = sum.low;
    concentration->least = concentration->times == 0 ? tokens : fmin(concentration->least, tokens);
    concentration->last = tokens;
    concentration->on_rails += on_rail;
    concentration->times++;
}

double orth_concentration_mean(const orth_concentration *concentration)
{
    return (concentration->sum + concentration->sum_low) / (double)concentration->times;
}

double orth_concentration_on_rails(const orth_concentration *concentration)
{
    return (double)concentration->on_rails / (double)concentration->times;
}
