/* Inside the room: what is kept of a stream, and the figures of any order of its periods. */
#ifndef ORTH_PERFORMANCE_STREAM_H
#define ORTH_PERFORMANCE_STREAM_H

#include <stdbool.h>

#include "numeric/dd.h"
#include "orthant/performance.h"

#define ORTH_PERFORMANCE_YEAR 31557600.0 /* seconds: 365.25 days */

/* A compensated sum of many terms: the error of each addition is kept apart. */
static inline void orth_sum_add(orth_dd *sum, double term)
{
    orth_dd next = orth_dd_sum(sum->high, term);
    sum->high = next.high;
    sum->low += next.low;
}

/* A period, relative to the value that it begins with; behind it the growth of each benchmark. */
typedef enum orth_period {
    ORTH_PERIOD_GROWTH,
    ORTH_PERIOD_LOW,
    ORTH_PERIOD_HIGH,
    ORTH_PERIOD_KEPT, /* min of V_t / max of the period's values so far: 1 - its own drawdown */
    ORTH_PERIOD_BENCHMARKS
} orth_period;

/* A period among those in the order of their growth, and of time. */
typedef struct orth_ranked {
    double growth;
    size_t period;
} orth_ranked;

struct orth_performance {
    orth_performance_terms terms;
    uint64_t most; /* periods */
    size_t width;  /* doubles of one */
    double *rows;  /* [most + 1][width]: the last is of what is left behind the whole ones */
    orth_ranked *ascending; /* scratch of the figures [most], as are the next two */
    size_t *rank;           /* of each period, among those */
    size_t *counts;
    uint64_t periods, blocks;
    double start, now, begin; /* the value at block 0, at the last and where its period began */
    double low, high, kept;   /* since then */
    bool was_zero, wants_benchmarks; /* of the period that has just ended */
    double *begin_benchmarks, *start_benchmarks, *benchmarks; /* likewise */
};

/* The row of the period that is running: relative to its begin, written into the last row. */
void orth_performance_put_row(orth_performance *performance);

/* What the figures of an order of periods are made from; order[k] is the k-th one's number, NULL in
 * the stream's own order, and then what is left behind the whole ones counts too. */
typedef struct orth_sequence {
    const orth_performance *of;
    const size_t *order;
    size_t *counts; /* scratch [periods] */
} orth_sequence;

/* After orth_performance_rank. */
void orth_sequence_figures(const orth_sequence *sequence, double *figures, orth_undefined *why);

/* Orders the periods by their growth. */
void orth_performance_rank(orth_performance *performance);

#endif
