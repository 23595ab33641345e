#include "simulate/performance_reduce.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const orth_performance_benchmark_names[ORTH_PERFORMANCE_BENCHMARKS_MOST] = {
    "hold", "rebalanced", "exchange"};

orth_simulate_performance orth_simulate_performance_usual(void)
{
    return (orth_simulate_performance){
        .period_seconds = 86400, .riskless = 0, .tail = 0.05, .resamples = 1000};
}

orth_status orth_performance_make_slots(orth_slots *slots, uint64_t most, orth_error *error)
{
    size_t width = orth_slots_performance_width(slots->setup);
    if (width == 0)
        return ORTH_OK;
    double each = (double)width * (double)(sizeof(double) + sizeof(orth_undefined));
    bool fits = (double)most * each < 0.9 * (double)SIZE_MAX;
    slots->performance = fits ? malloc((size_t)most * width * sizeof(double)) : NULL;
    slots->why = fits ? malloc((size_t)most * width * sizeof(orth_undefined)) : NULL;
    slots->streams = calloc(slots->setup->schedules, sizeof(orth_performance *));
    if (slots->performance == NULL || slots->why == NULL || slots->streams == NULL)
        return orth_fail_memory(error, (double)most * each);
    return ORTH_OK;
}

void orth_performance_free_slots(orth_slots *slots)
{
    for (size_t s = 0; slots->streams != NULL && s < slots->setup->schedules; s++)
        orth_performance_free(slots->streams[s]);
    free(slots->streams);
    free(slots->performance);
    free(slots->why);
}

void orth_performance_free_result(orth_simulation_result *result)
{
    if (result->performance == NULL)
        return;
    free(result->performance->figures);
    free(result->performance->paired);
    free(result->performance);
}

/* ---------------------------------------------------------------- several price paths */

/* One figure of each slot, or what it is more than that of the first strategy. */
static void over_paths(orth_performance_estimate *out, const orth_slots *slots, size_t s, size_t f,
                       bool paired)
{
    size_t width = orth_slots_performance_width(slots->setup), m = 0;
    size_t count = width / slots->setup->schedules, own = s * count + f;
    *out = (orth_performance_estimate){0};
    for (size_t i = 0; i < slots->end; i++) {
        size_t at = i * width + own, first = i * width + f;
        double value = slots->performance[at] - (paired ? slots->performance[first] : 0);
        orth_undefined why =
            slots->why[at] != ORTH_DEFINED || !paired ? slots->why[at] : slots->why[first];
        slots->values[i] = why == ORTH_DEFINED ? value : NAN;
        if (why != ORTH_DEFINED && out->left_out++ == 0)
            out->why = why;
    }
    orth_slots_tell(slots, s, paired ? ORTH_SIMULATE_PERFORMANCE_PAIRED : ORTH_SIMULATE_PERFORMANCE,
                    f);
    for (size_t i = 0; i < slots->end; i++)
        if (!isnan(slots->values[i]))
            slots->values[m++] = slots->values[i];
    if (m > 0)
        out->estimate = orth_estimate_of(m, slots->values);
    else
        out->estimate.mean = NAN;
}

/* ---------------------------------------------------------------- one price path */

/* The figure, and how it spreads over resamples. */
static void over_resamples(orth_performance_estimate *out, double value, orth_undefined why,
                           size_t resamples, double *values)
{
    *out = (orth_performance_estimate){.why = why};
    orth_spread spread = {NAN, NAN, NAN, 0};
    if (resamples > 0)
        spread = orth_spread_of(resamples, values);
    out->estimate.mean = value;
    out->estimate.stderr_ = spread.stderr_;
    out->estimate.low = spread.low;
    out->estimate.high = spread.high;
    out->left_out = spread.left_out;
}

/* Figures [schedule][resample][count], and room for a column. */
typedef struct resampled {
    size_t resamples, count;
    double mean_length;
    double *figures, *column;
} resampled;

static orth_status resample(resampled *all, const orth_slots *slots, orth_error *error)
{
    const orth_simulation_setup *setup = slots->setup;
    uint64_t wanted = setup->options->performance->resamples;
    if (wanted == 0 || orth_performance_periods(slots->streams[0]) < ORTH_RESAMPLE_PERIODS_LEAST)
        return ORTH_OK;
    double bytes = (double)wanted * (double)(setup->schedules * all->count + 1) * sizeof(double);
    bool fits = bytes < 0.9 * (double)SIZE_MAX;
    all->figures = fits ? malloc((size_t)bytes) : NULL;
    if (all->figures == NULL)
        return orth_fail_memory(error, bytes);
    all->resamples = (size_t)wanted;
    all->column = all->figures + all->resamples * setup->schedules * all->count;
    for (size_t s = 0; s < setup->schedules; s++)
        all->mean_length = fmax(all->mean_length, orth_performance_mean_length(slots->streams[s]));
    orth_resample_terms terms = {wanted, setup->scenario->seed, all->mean_length,
                                 setup->options->threads};
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < setup->schedules; s++)
        status = orth_performance_resample(all->figures + s * all->resamples * all->count,
                                           slots->streams[s], &terms, error);
    return status;
}

static void over_one_path(orth_performance_estimate *out, const resampled *all,
                          const orth_slots *slots, size_t s, size_t f, bool paired)
{
    size_t at = s * all->count + f;
    const double *own = all->figures + s * all->resamples * all->count + f;
    for (size_t i = 0; i < all->resamples; i++)
        all->column[i] = own[i * all->count] - (paired ? all->figures[i * all->count + f] : 0);
    double value = slots->performance[at] - (paired ? slots->performance[f] : 0);
    orth_undefined why = slots->why[at] != ORTH_DEFINED || !paired ? slots->why[at] : slots->why[f];
    over_resamples(out, value, why, all->resamples, all->column);
}

/* ---------------------------------------------------------------- results */

static orth_status make_result(orth_simulation_result *result, const orth_slots *slots,
                               const resampled *all, bool first, orth_error *error)
{
    const orth_performance_terms *terms = slots->setup->performance;
    double bytes = (double)(all->count * sizeof *result->performance->figures);
    orth_simulation_performance *made = result->performance = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    made->terms = *terms;
    for (size_t b = 0; b < terms->benchmarks; b++)
        made->benchmarks[b] = orth_performance_benchmark_names[b];
    double seconds = (double)terms->period * terms->block_seconds;
    made->periods = slots->setup->blocks / terms->period;
    made->periods_a_year = ORTH_YEAR_SECONDS / seconds;
    made->years = (double)slots->setup->blocks * terms->block_seconds / ORTH_YEAR_SECONDS;
    made->resamples = all->resamples;
    made->mean_length = all->mean_length;
    made->count = all->count;
    made->figures = calloc(all->count, sizeof *made->figures);
    if (!first)
        made->paired = calloc(all->count, sizeof *made->paired);
    return made->figures == NULL || (!first && made->paired == NULL)
               ? orth_fail_memory(error, bytes)
               : ORTH_OK;
}

orth_status orth_performance_reduce(orth_simulation *simulation, orth_slots *slots,
                                    orth_error *error)
{
    const orth_simulation_setup *setup = slots->setup;
    if (setup->performance == NULL)
        return ORTH_OK;
    resampled all = {.count = orth_performance_count(setup->performance->benchmarks)};
    orth_status status = setup->one_path ? resample(&all, slots, error) : ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < setup->schedules; s++) {
        status = make_result(&simulation->results[s], slots, &all, s == 0, error);
        const orth_simulation_performance *made = simulation->results[s].performance;
        for (size_t f = 0; status == ORTH_OK && f < 2 * all.count; f++) {
            bool paired = f >= all.count;
            size_t of = paired ? f - all.count : f;
            orth_performance_estimate *out = paired ? made->paired : made->figures;
            if (out == NULL)
                continue;
            if (setup->one_path)
                over_one_path(&out[of], &all, slots, s, of, paired);
            else
                over_paths(&out[of], slots, s, of, paired);
        }
    }
    free(all.figures);
    return status;
}
