/* The joint band: how far from the reference all lines of a path of the model are together. */
#include <math.h>
#include <stdlib.h>

#include "numeric/elementary.h"
#include "score/score.h"
#include "score/sort.h"

#define LEVEL 0.95
#define NEVER (-1e300) /* the logarithm of a distance of 0 */

/* How a line's distances lie: median and 0.95 quantile. False where they tell nothing: one is not
 * defined, or most are alike. */
static bool look_at(size_t series, size_t lines, const double *distances, size_t line,
                    double *scratch, double *median, double *width)
{
    for (size_t i = 0; i < series; i++) {
        scratch[i] = distances[i * lines + line];
        if (!isfinite(scratch[i]))
            return false;
    }
    orth_score_sort(series, scratch, scratch + series);
    *median = orth_score_quantile(series, scratch, 0.5);
    double high = orth_score_quantile(series, scratch, LEVEL);
    if (!(*median > 0 && high > *median))
        return false;
    *width = orth_log(high / *median);
    return *width > 0;
}

orth_status orth_score_band(size_t series, size_t lines, const double *distances, double *band,
                            orth_error *error)
{
    size_t numbers = 3 * series + 2 * lines;
    double *greatest = malloc(numbers * sizeof *greatest);
    if (greatest == NULL)
        return orth_fail_memory(error, (double)numbers * sizeof *greatest);
    double *scratch = greatest + series, *median = scratch + 2 * series, *width = median + lines;
    for (size_t i = 0; i < series; i++)
        greatest[i] = NEVER;
    for (size_t l = 0; l < lines; l++) {
        band[l] = NAN;
        if (!look_at(series, lines, distances, l, scratch, &median[l], &width[l]))
            continue;
        band[l] = 0;
        for (size_t i = 0; i < series; i++) {
            double distance = distances[i * lines + l];
            double u = distance > 0 ? orth_log(distance / median[l]) / width[l] : NEVER;
            greatest[i] = u > greatest[i] ? u : greatest[i];
        }
    }
    orth_score_sort(series, greatest, scratch);
    size_t rank = (size_t)ceil(LEVEL * (double)series - 1e-9);
    double edge = greatest[rank - 1];
    for (size_t l = 0; l < lines; l++)
        if (!isnan(band[l])) /* a hair more, for what rounding makes of the very distance */
            band[l] = median[l] * orth_exp(edge * width[l]) * (1 + 1e-12);
    free(greatest);
    return ORTH_OK;
}
