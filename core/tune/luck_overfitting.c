/* Combinatorially symmetric cross-validation. */
#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/stop.h"
#include "numeric/dd.h"
#include "numeric/elementary.h"
#include "orthant/luck.h"
#include "tune/luck_parts.h"

/* Sums of each segment, once, so that a half is a sum of segments. Trials are kept about their
 * means: squares of what is left do not cancel. */
typedef struct segments {
    size_t trials, rows, count;
    orth_luck_measure measure;
    size_t *lengths;        /* [count] */
    double *means, *still;  /* [trials]; a deviation up to `still` is none */
    double *sums, *squares; /* [count][trials] */
    double *first, *second; /* [trials], measures of a half and of the other */
    double *in, *out;       /* [splits] */
} segments;

uint64_t orth_luck_splits(size_t count)
{
    uint64_t splits = 1;
    for (size_t i = 1; i <= count / 2; i++)
        splits = splits * (count - count / 2 + i) / i;
    return splits;
}

static void fill_trial(segments *all, const double *values, size_t trial)
{
    orth_dd total = {0, 0};
    double largest = 0;
    for (size_t t = 0; t < all->rows; t++) {
        double value = values[t * all->trials + trial];
        total = orth_dd_add(total, orth_dd_from(value));
        largest = fmax(largest, fabs(value));
    }
    double mean = orth_dd_value(total) / (double)all->rows;
    all->means[trial] = mean;
    all->still[trial] = ORTH_LUCK_STILL * largest;
    size_t t = 0;
    for (size_t s = 0; s < all->count; s++) {
        orth_dd sum = {0, 0}, square = {0, 0};
        for (size_t end = t + all->lengths[s]; t < end; t++) {
            double x = values[t * all->trials + trial] - mean;
            sum = orth_dd_add(sum, orth_dd_from(x));
            square = orth_dd_add(square, orth_dd_product(x, x));
        }
        all->sums[s * all->trials + trial] = orth_dd_value(sum);
        all->squares[s * all->trials + trial] = orth_dd_value(square);
    }
}

static double measure_of(const segments *all, size_t trial, double n, double sum, double square)
{
    double mean = all->means[trial] + sum / n;
    if (all->measure == ORTH_LUCK_MEAN)
        return mean;
    double deviation = sqrt(fmax(square - sum * sum / n, 0) / (n - 1));
    if (deviation > all->still[trial])
        return mean / deviation;
    return fabs(mean) <= all->still[trial] ? 0 : copysign(INFINITY, mean);
}

/* The measures of the segments in `chosen`. */
static void measure_half(const segments *all, uint32_t chosen, double *measures)
{
    size_t members[ORTH_LUCK_SEGMENTS_MAX], count = 0, n = 0;
    for (size_t s = 0; s < all->count; s++)
        if (chosen >> s & 1) {
            members[count++] = s * all->trials;
            n += all->lengths[s];
        }
    for (size_t k = 0; k < all->trials; k++) {
        double sum = 0, square = 0;
        for (size_t i = 0; i < count; i++) {
            sum += all->sums[members[i] + k];
            square += all->squares[members[i] + k];
        }
        measures[k] = measure_of(all, k, (double)n, sum, square);
    }
}

/* w of the trial that is best by `here`, and its measures here and there. */
static double rank_of_best(size_t trials, const double *here, const double *there, double *in,
                           double *out)
{
    size_t best = 0, below = 0, equal = 0;
    for (size_t k = 1; k < trials; k++)
        if (here[k] > here[best])
            best = k;
    for (size_t k = 0; k < trials; k++) {
        below += there[k] < there[best];
        equal += there[k] == there[best];
    }
    *in = here[best];
    *out = there[best];
    return ((double)below + (double)(equal + 1) / 2) / (double)(trials + 1);
}

/* Least squares of out on in. */
static void fill_slope(orth_luck_overfitting *result, size_t splits, const double *in,
                       const double *out)
{
    orth_dd sum_in = {0, 0}, sum_out = {0, 0}, square = {0, 0}, product = {0, 0};
    result->in = result->out = result->slope = NAN;
    for (size_t i = 0; i < splits; i++) {
        if (!isfinite(in[i]) || !isfinite(out[i]))
            return;
        sum_in = orth_dd_add(sum_in, orth_dd_from(in[i]));
        sum_out = orth_dd_add(sum_out, orth_dd_from(out[i]));
    }
    result->in = orth_dd_value(sum_in) / (double)splits;
    result->out = orth_dd_value(sum_out) / (double)splits;
    double largest = 0;
    for (size_t i = 0; i < splits; i++) {
        double x = in[i] - result->in;
        largest = fmax(largest, fabs(in[i]));
        square = orth_dd_add(square, orth_dd_product(x, x));
        product = orth_dd_add(product, orth_dd_product(x, out[i] - result->out));
    }
    double deviation = sqrt(orth_dd_value(square) / (double)splits);
    if (deviation > ORTH_LUCK_STILL * largest)
        result->slope = orth_dd_value(product) / orth_dd_value(square);
}

/* A choice and its complement share their measures: what is here in one is there in the other. In
 * the order of binary numbers the complement of number i is number splits - 1 - i. */
static void go_through(orth_luck_overfitting *result, const segments *all, double *logits)
{
    size_t splits = (size_t)result->splits, low = 0, losses = 0, number = 0;
    uint32_t full = ((uint32_t)1 << all->count) - 1;
    orth_dd ranks = {0, 0};
    for (uint32_t chosen = 0; number < splits / 2 && !orth_stopped(); chosen++) {
        if ((size_t)__builtin_popcount(chosen) != all->count / 2)
            continue;
        measure_half(all, chosen, all->first);
        measure_half(all, full ^ chosen, all->second);
        for (int turned = 0; turned < 2; turned++) {
            size_t i = turned ? splits - 1 - number : number;
            double w = rank_of_best(all->trials, turned ? all->second : all->first,
                                    turned ? all->first : all->second, &all->in[i], &all->out[i]);
            low += w <= 0.5;
            losses += all->out[i] < 0;
            ranks = orth_dd_add(ranks, orth_dd_from(w));
            if (logits)
                logits[i] = w == 0.5 ? 0 : orth_log(w / (1 - w));
        }
        number++;
    }
    if (orth_stopped())
        return;
    result->probability = (double)low / (double)splits;
    result->loss = (double)losses / (double)splits;
    result->rank = orth_dd_value(ranks) / (double)splits;
    fill_slope(result, splits, all->in, all->out);
}

static orth_status check(size_t trials, size_t rows, const double *values, size_t count,
                         orth_luck_measure measure, orth_error *error)
{
    if (count < 2 || count > ORTH_LUCK_SEGMENTS_MAX || count % 2 != 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%zu segments: it takes an even number from 2 to %d", count,
                         ORTH_LUCK_SEGMENTS_MAX);
    size_t least = measure == ORTH_LUCK_SHARPE && count == 2 ? 4 : count;
    return orth_luck_check_table(trials, rows, least, values, error);
}

orth_status orth_luck_overfitting_of(orth_luck_overfitting *result, size_t trials, size_t rows,
                                     const double *values, size_t count, orth_luck_measure measure,
                                     double *logits, orth_error *error)
{
    *result = (orth_luck_overfitting){0};
    orth_status status = check(trials, rows, values, count, measure, error);
    if (status != ORTH_OK)
        return status;
    size_t splits = (size_t)orth_luck_splits(count), lengths[ORTH_LUCK_SEGMENTS_MAX];
    double *room = orth_luck_room((2 * count + 4) * trials + 2 * splits, error);
    if (!room)
        return ORTH_NO_MEMORY;
    segments all = {trials, rows, count, measure, lengths, room, room + trials,
                    NULL,   NULL, NULL,  NULL,    NULL,    NULL};
    all.first = all.still + trials;
    all.second = all.first + trials;
    all.sums = all.second + trials;
    all.squares = all.sums + count * trials;
    all.in = all.squares + count * trials;
    all.out = all.in + splits;
    for (size_t s = 0; s < count; s++)
        lengths[s] = rows / count + (s < rows % count);
    for (size_t k = 0; k < trials && !orth_stopped(); k++)
        fill_trial(&all, values, k);
    result->splits = splits;
    if (!orth_stopped())
        go_through(result, &all, logits);
    free(room);
    return orth_go_on(error);
}
