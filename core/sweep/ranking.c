#include "sweep/ranking.h"

#include <math.h>
#include <stdlib.h>

#include "numeric/statistics.h"

static int compare(const orth_standing *a, const orth_standing *b)
{
    return a->point < b->point ? -1 : a->point > b->point;
}

static int rising(const void *a, const void *b)
{
    const orth_standing *one = a, *other = b;
    if (one->unmade != other->unmade)
        return one->unmade ? 1 : -1;
    if (one->value != other->value)
        return one->value < other->value ? -1 : 1;
    return compare(one, other);
}

static int falling(const void *a, const void *b)
{
    const orth_standing *one = a, *other = b;
    if (one->unmade != other->unmade)
        return one->unmade ? 1 : -1;
    if (one->value != other->value)
        return one->value > other->value ? -1 : 1;
    return compare(one, other);
}

uint64_t orth_standings_best(const orth_standing *standings, uint64_t count, bool maximise)
{
    uint64_t best = 0;
    for (uint64_t i = 1; i < count; i++) {
        const orth_standing *one = &standings[i], *other = &standings[best];
        if ((maximise ? falling(one, other) : rising(one, other)) < 0)
            best = i;
    }
    return best;
}

void orth_standings_sort(orth_standing *standings, uint64_t count, bool maximise)
{
    qsort(standings, count, sizeof *standings, maximise ? falling : rising);
}

void orth_standing_pair(orth_standing *standing, double best, size_t groups, const double *means,
                        const double *best_means)
{
    double apart[ORTH_RANKING_GROUPS_MAX];
    for (size_t g = 0; g < groups; g++)
        apart[g] = means[g] - best_means[g];
    standing->difference = standing->value - best;
    standing->error = orth_interval_of(groups, apart).stderr_;
}

double orth_joint_quantile(size_t groups, uint64_t count)
{
    double outside = count > 1 ? 2 * ORTH_RANKING_RISK / (double)(count - 1) : 1;
    return orth_student(groups - 1, fmin(fmax(outside, 1e-9), 1));
}

/* By how much it lies behind the best. */
static double behind(const orth_standing *standing, const orth_standing *best, bool maximise)
{
    return maximise ? best->value - standing->value : standing->value - best->value;
}

static double end_of(double end, double value)
{
    return isnan(end) ? value : end;
}

void orth_standings_tell(orth_standing *standings, uint64_t count, bool maximise, bool paired,
                         bool intervals, double quantile)
{
    const orth_standing *best = &standings[0];
    double low = end_of(best->low, best->value), high = end_of(best->high, best->value);
    for (uint64_t i = 0; i < count; i++) {
        orth_standing *standing = &standings[i];
        double gap = behind(standing, best, maximise);
        if (standing->unmade && !best->unmade)
            standing->told = true;
        else if (paired)
            standing->told = gap > quantile * standing->error;
        else if (intervals)
            standing->told = end_of(standing->low, standing->value) > high ||
                             end_of(standing->high, standing->value) < low;
        else
            standing->told = gap > 0;
    }
}
