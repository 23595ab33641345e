/* A stream of values, period by period. */
#include "performance/stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

static orth_status check(const orth_performance_terms *terms, orth_error *error)
{
    if (terms->period < 1)
        return orth_fail(error, ORTH_DOMAIN,
                         "performance: a period of 0 blocks; permitted: from 1");
    if (!(terms->block_seconds >= 0 && isfinite(terms->block_seconds)))
        return orth_fail(error, ORTH_DOMAIN,
                         "performance: a block of %.17g seconds; permitted: above 0, or 0 where it "
                         "is not known",
                         terms->block_seconds);
    if (!(terms->riskless > -1 && isfinite(terms->riskless)))
        return orth_fail(error, ORTH_DOMAIN,
                         "performance: a riskless return of %.17g a year; permitted: above -1",
                         terms->riskless);
    if (!(terms->tail > 0 && terms->tail < 1))
        return orth_fail(error, ORTH_DOMAIN,
                         "performance: a tail of %.17g; permitted: between 0 and 1", terms->tail);
    return ORTH_OK;
}

orth_status orth_performance_create(orth_performance **performance,
                                    const orth_performance_terms *terms, uint64_t blocks,
                                    orth_error *error)
{
    *performance = NULL;
    orth_status status = check(terms, error);
    if (status != ORTH_OK)
        return status;
    orth_performance *made = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, sizeof *made);
    made->terms = *terms;
    made->most = blocks / terms->period;
    made->width = ORTH_PERIOD_BENCHMARKS + terms->benchmarks;
    double each = (double)(made->width * sizeof(double) + sizeof(orth_ranked) + 2 * sizeof(size_t));
    double bytes = ((double)made->most + 1) * each;
    size_t most = (size_t)made->most + 1, four = 4 * terms->benchmarks + 1;
    bool fits = bytes < (double)SIZE_MAX / 2;
    made->rows = fits ? calloc(most, made->width * sizeof(double)) : NULL;
    made->ascending = fits ? calloc(most, sizeof *made->ascending) : NULL;
    made->rank = fits ? calloc(most, sizeof(size_t)) : NULL;
    made->counts = fits ? calloc(most, sizeof(size_t)) : NULL;
    made->start_benchmarks = calloc(four, sizeof(double));
    made->moments = calloc(1 + terms->benchmarks, sizeof *made->moments);
    if (made->rows == NULL || made->ascending == NULL || made->rank == NULL ||
        made->counts == NULL || made->start_benchmarks == NULL || made->moments == NULL) {
        orth_performance_free(made);
        return orth_fail_memory(error, bytes);
    }
    made->begin_benchmarks = made->start_benchmarks + terms->benchmarks;
    made->benchmarks = made->begin_benchmarks + terms->benchmarks;
    made->gains = made->benchmarks + terms->benchmarks;
    *performance = made;
    return ORTH_OK;
}

void orth_performance_free(orth_performance *performance)
{
    if (performance == NULL)
        return;
    free(performance->rows);
    free(performance->ascending);
    free(performance->rank);
    free(performance->counts);
    free(performance->start_benchmarks);
    free(performance->moments);
    free(performance);
}

/* A period begins at the value that is now. */
static void begin(orth_performance *of)
{
    of->begin = of->low = of->high = of->now;
    of->kept = 1;
}

void orth_performance_start(orth_performance *performance, double value, const double *benchmarks)
{
    ORTH_CHECK(value > 0 && isfinite(value));
    size_t bytes = performance->terms.benchmarks * sizeof(double);
    performance->periods = performance->blocks = 0;
    performance->start = performance->now = value;
    performance->was_zero = performance->wants_benchmarks = false;
    if (bytes > 0) {
        memcpy(performance->start_benchmarks, benchmarks, bytes);
        memcpy(performance->begin_benchmarks, benchmarks, bytes);
        memcpy(performance->benchmarks, benchmarks, bytes);
    }
    begin(performance);
}

/* What is 0 once stays so. */
static double growth(double to, double from)
{
    return from > 0 ? to / from : 0;
}

void orth_performance_put_row(orth_performance *performance)
{
    double *row = performance->rows + performance->periods * performance->width;
    row[ORTH_PERIOD_GROWTH] = growth(performance->now, performance->begin);
    row[ORTH_PERIOD_LOW] = growth(performance->low, performance->begin);
    row[ORTH_PERIOD_HIGH] = growth(performance->high, performance->begin);
    row[ORTH_PERIOD_KEPT] = performance->kept;
    for (size_t b = 0; b < performance->terms.benchmarks; b++)
        row[ORTH_PERIOD_BENCHMARKS + b] =
            growth(performance->benchmarks[b], performance->begin_benchmarks[b]);
}

uint64_t orth_performance_to_period_end(const orth_performance *performance)
{
    return performance->terms.period - performance->blocks % performance->terms.period;
}

void orth_performance_see(orth_performance *performance, size_t count, const double *values,
                          size_t step)
{
    if (count == 0)
        return;
    ORTH_CHECK(count <= orth_performance_to_period_end(performance));
    ORTH_CHECK(performance->blocks / performance->terms.period < performance->most ||
               performance->blocks % performance->terms.period + count < performance->terms.period);
    double low = performance->low, high = performance->high, kept = performance->kept;
    for (size_t k = 0; k < count; k++) {
        double value = values[k * step];
        low = value < low ? value : low;
        high = value > high ? value : high;
        double part = value / high;
        kept = part < kept ? part : kept;
    }
    performance->low = low;
    performance->high = high;
    performance->kept = high > 0 ? kept : 0;
    performance->now = values[(count - 1) * step];
    performance->was_zero |= !(low > 0);
    performance->blocks += count;
    if (performance->blocks % performance->terms.period > 0)
        return;
    orth_performance_put_row(performance);
    performance->periods++;
    performance->wants_benchmarks = true;
    begin(performance);
}

/* Where a period has just ended its row waits for them, and the next one begins with them. */
void orth_performance_benchmarks(orth_performance *performance, const double *values)
{
    size_t count = performance->terms.benchmarks;
    memcpy(performance->benchmarks, values, count * sizeof *values);
    if (!performance->wants_benchmarks)
        return;
    performance->wants_benchmarks = false;
    double *row = performance->rows + (performance->periods - 1) * performance->width;
    for (size_t b = 0; b < count; b++) {
        row[ORTH_PERIOD_BENCHMARKS + b] = growth(values[b], performance->begin_benchmarks[b]);
        performance->begin_benchmarks[b] = values[b];
    }
}

uint64_t orth_performance_periods(const orth_performance *performance)
{
    return performance->periods;
}

double orth_performance_periods_a_year(const orth_performance *performance)
{
    double seconds = (double)performance->terms.period * performance->terms.block_seconds;
    return seconds > 0 ? ORTH_PERFORMANCE_YEAR / seconds : 0;
}

double orth_performance_years(const orth_performance *performance)
{
    return (double)performance->blocks * performance->terms.block_seconds / ORTH_PERFORMANCE_YEAR;
}
