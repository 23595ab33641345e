/* Inside the room: what is kept of a stream, and the figures of any order of its periods. */
#ifndef ORTH_PERFORMANCE_STREAM_H
#define ORTH_PERFORMANCE_STREAM_H

#include <stdbool.h>

#include "kernel/kernel.h"
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

/* Mean and deviation of terms, and the root of the mean square of those below 0. */
typedef struct orth_moments {
    double mean, deviation, below;
} orth_moments;

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
    double *gains;         /* scratch of the figures, one a benchmark, */
    orth_moments *moments; /* and one more than there are */
};

/* The row of the period that is running: relative to its begin, written into the last row. */
void orth_performance_put_row(orth_performance *performance);

/* What the figures of periods are made from, in the stream's own order, where what is left behind
 * the whole periods counts too, or drawn. */
typedef struct orth_period_sums {
    bool drawn;
    double gain, deepest, average; /* what compounding makes of them; the drawdowns on the way */
    const orth_moments *moments; /* of growth less 1 and the riskless, and less each benchmark's */
    const double *gains;         /* of the benchmarks */
    const size_t *counts;        /* how often each period is there, by its rank */
} orth_period_sums;

/* The riskless return of a period. */
double orth_performance_riskless(const orth_performance *performance);
/* Of n terms, from the values of their compensated sums. */
orth_moments orth_moments_of(size_t n, double mean, double squares, double below);

/* After orth_performance_rank. */
void orth_performance_put_figures(const orth_performance *performance, const orth_period_sums *sums,
                                  double *figures, orth_undefined *why);

/* core/performance/drawn.c: ORTH_DRAWN_LANES draws of periods side by side. */
typedef struct
    orth_column_sums { /* of growth less 1, or less a benchmark's; and the latter's gain */
    orth_drawn_sum terms, squares, below, gain;
} orth_column_sums;
typedef struct orth_drawn_room {
    size_t *order;   /* [period][lane]: which period is there; the caller's to fill */
    size_t *counts;  /* [period] */
    double *columns; /* [double of a row][some periods][lane] */
    orth_drawn_course course;
    orth_column_sums *sums; /* 1 + benchmarks */
    orth_moments *moments;  /* the same of one lane, as orth_period_sums has them */
    double *gains;
} orth_drawn_room;
orth_status orth_drawn_room_create(orth_drawn_room *room, const orth_performance *performance,
                                   orth_error *error);
void orth_drawn_room_free(orth_drawn_room *room);
/* The figures of the first `lanes` draws, orth_performance_count each. */
void orth_drawn_figures(orth_drawn_room *room, const orth_performance *performance, size_t lanes,
                        double *figures);

/* Orders the periods by their growth. */
void orth_performance_rank(orth_performance *performance);

#endif
