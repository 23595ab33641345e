/* The figures of periods that are drawn, ORTH_DRAWN_LANES draws side by side: in each lane the sums
 * that figures.c takes of one order, rounded alike. */
#include <stdlib.h>
#include <string.h>

#include "performance/stream.h"

#define CHUNK 256 /* periods at a time */
#define LANES ORTH_DRAWN_LANES

void orth_drawn_room_free(orth_drawn_room *room)
{
    free(room->order);
    free(room->counts);
    free(room->columns);
    free(room->sums);
    free(room->moments);
    free(room->gains);
}

orth_status orth_drawn_room_create(orth_drawn_room *room, const orth_performance *performance,
                                   orth_error *error)
{
    size_t n = performance->periods, chunk = n < CHUNK ? n : CHUNK;
    size_t all = 1 + performance->terms.benchmarks;
    room->order = malloc(n * LANES * sizeof *room->order);
    room->counts = malloc(n * sizeof *room->counts);
    room->columns = malloc(performance->width * chunk * LANES * sizeof *room->columns);
    room->sums = malloc(all * sizeof *room->sums);
    room->moments = malloc(all * sizeof *room->moments);
    room->gains = malloc(all * sizeof *room->gains);
    if (room->order == NULL || room->counts == NULL || room->columns == NULL ||
        room->sums == NULL || room->moments == NULL || room->gains == NULL) {
        orth_drawn_room_free(room);
        *room = (orth_drawn_room){.order = NULL};
        return orth_fail_memory(error, (double)(n * (LANES + 1) * sizeof *room->order));
    }
    return ORTH_OK;
}

/* Column c of the periods first .. first + count - 1 is at columns + c * count * LANES. */
static void gather(const orth_drawn_room *room, const orth_performance *of, size_t first,
                   size_t count)
{
    size_t width = of->width, column = count * LANES;
    const size_t *order = room->order + first * LANES;
    for (size_t e = 0; e < column; e++) {
        const double *row = of->rows + order[e] * width;
        for (size_t c = 0; c < width; c++)
            room->columns[c * column + e] = row[c];
    }
}

static void start(orth_drawn_room *room, size_t benchmarks)
{
    memset(&room->course, 0, sizeof room->course);
    memset(room->sums, 0, (1 + benchmarks) * sizeof *room->sums);
    for (size_t lane = 0; lane < LANES; lane++) {
        room->course.value.high[lane] = room->course.peak[lane] = 1;
        for (size_t b = 0; b < benchmarks; b++)
            room->sums[1 + b].gain.high[lane] = 1;
    }
}

/* What needs no mean. */
static void add_terms(orth_drawn_room *room, const orth_performance *of, size_t count,
                      double riskless)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t column = count * LANES;
    const double *at = room->columns, *growth = at + ORTH_PERIOD_GROWTH * column;
    kernels->drawn_course(&room->course, count, growth, at + ORTH_PERIOD_LOW * column,
                          at + ORTH_PERIOD_HIGH * column, at + ORTH_PERIOD_KEPT * column);
    kernels->drawn_sum(&room->sums[0].terms, count, growth, NULL, riskless);
    for (size_t b = 0; b < of->terms.benchmarks; b++) {
        const double *less = at + (ORTH_PERIOD_BENCHMARKS + b) * column;
        kernels->drawn_sum(&room->sums[1 + b].terms, count, growth, less, 0);
        kernels->drawn_gain(&room->sums[1 + b].gain, count, less);
    }
}

static double value_of(const orth_drawn_sum *sum, size_t lane)
{
    return sum->high[lane] + sum->low[lane];
}

static void add_squares(orth_drawn_room *room, const orth_performance *of, size_t count,
                        double riskless)
{
    size_t column = count * LANES;
    const double *growth = room->columns + ORTH_PERIOD_GROWTH * column;
    for (size_t c = 0; c <= of->terms.benchmarks; c++) {
        orth_column_sums *sums = &room->sums[c];
        const double *benchmark = room->columns + (ORTH_PERIOD_BENCHMARKS + c - 1) * column;
        double means[LANES];
        for (size_t lane = 0; lane < LANES; lane++)
            means[lane] = value_of(&sums->terms, lane) / (double)of->periods;
        orth_kernels_in_use()->drawn_squares(&sums->squares, &sums->below, count, growth,
                                             c > 0 ? benchmark : NULL, c > 0 ? 0 : riskless, means);
    }
}

static double gain_of(const orth_drawn_sum *value, size_t lane)
{
    return (value->high[lane] - 1) + value->low[lane];
}

static void put_lane(orth_drawn_room *room, const orth_performance *of, size_t lane,
                     double *figures)
{
    size_t n = of->periods;
    orth_period_sums sums = {.drawn = true,
                             .gain = gain_of(&room->course.value, lane),
                             .deepest = room->course.deepest[lane],
                             .average = value_of(&room->course.drawdowns, lane) / (double)n,
                             .moments = room->moments,
                             .gains = room->gains,
                             .counts = room->counts};
    for (size_t c = 0; c <= of->terms.benchmarks; c++) {
        const orth_column_sums *of_column = &room->sums[c];
        room->moments[c] =
            orth_moments_of(n, value_of(&of_column->terms, lane) / (double)n,
                            value_of(&of_column->squares, lane), value_of(&of_column->below, lane));
        if (c > 0)
            room->gains[c - 1] = gain_of(&of_column->gain, lane);
    }
    memset(room->counts, 0, n * sizeof *room->counts);
    for (size_t k = 0; k < n; k++)
        room->counts[of->rank[room->order[k * LANES + lane]]]++;
    orth_performance_put_figures(of, &sums, figures, NULL);
}

void orth_drawn_figures(orth_drawn_room *room, const orth_performance *performance, size_t lanes,
                        double *figures)
{
    size_t n = performance->periods, each = orth_performance_count(performance->terms.benchmarks);
    double riskless = orth_performance_riskless(performance);
    start(room, performance->terms.benchmarks);
    for (size_t first = 0; first < n; first += CHUNK) {
        size_t count = n - first < CHUNK ? n - first : CHUNK;
        gather(room, performance, first, count);
        add_terms(room, performance, count, riskless);
    }
    for (size_t first = 0; first < n; first += CHUNK) {
        size_t count = n - first < CHUNK ? n - first : CHUNK;
        if (n > CHUNK)
            gather(room, performance, first, count);
        add_squares(room, performance, count, riskless);
    }
    for (size_t lane = 0; lane < lanes; lane++)
        put_lane(room, performance, lane, figures + lane * each);
}
