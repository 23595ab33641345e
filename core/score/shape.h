/* Inside the room: what is scored, where its values stand, and the figures of one set of paths.
 *
 * The values of a series (the data, or a path) are an array: for each horizon ORTH_SCORE_OF_TOKEN
 * for each token, then the correlations of the pairs of tokens that move, then those in the tails
 * less those. Distances are an array by line. What is not defined is NaN. */
#ifndef ORTH_SCORE_SHAPE_H
#define ORTH_SCORE_SHAPE_H

#include "orthant/market_score.h"

#define ORTH_SCORE_TAIL 0.05
/* A series whose returns are apart by less than this part of their size does not move: it is what
 * rounding makes of one rate in every block. */
#define ORTH_SCORE_APART 1e-9
#define ORTH_SCORE_PAD 64 /* zeros behind a series that is multiplied with itself */
/* Kinds of one token, and values of them. */
#define ORTH_SCORE_TOKEN_KINDS ((size_t)ORTH_SCORE_CORRELATION)
#define ORTH_SCORE_OF_TOKEN ((size_t)(2 + 2 * ORTH_SCORE_LAGS_SHORT + 2 * ORTH_SCORE_LAGS))

typedef struct orth_score_shape {
    size_t n, rows, horizon_count;
    uint64_t horizons[ORTH_SCORE_HORIZONS_MAX];
    size_t returns[ORTH_SCORE_HORIZONS_MAX]; /* with those left out; 0 where too few are kept */
    size_t kept[ORTH_SCORE_HORIZONS_MAX];    /* how many of them are not */
    bool *left_out[ORTH_SCORE_HORIZONS_MAX]; /* [return] over a gap; NULL where none is */
    bool *gaps;                              /* all of these, in one piece */
    size_t moving_count, *moving;            /* tokens that move in the data */
    size_t pairs;
    bool *by_mean; /* [horizon][token] */
} orth_score_shape;

/* Places within the arrays. */
typedef struct orth_score_place {
    size_t at, count;
} orth_score_place;
/* Of a kind's values; `token` plays no part for correlations. */
orth_score_place orth_score_place_of(const orth_score_shape *shape, size_t horizon, size_t token,
                                     orth_score_kind kind);
size_t orth_score_values(const orth_score_shape *shape); /* of a series */
size_t orth_score_lines(const orth_score_shape *shape);
size_t orth_score_line_of(const orth_score_shape *shape, size_t horizon, size_t token,
                          orth_score_kind kind);
/* Samples [horizon][token][kept] of one series: where they begin, and how many all are. */
size_t orth_score_sample_at(const orth_score_shape *shape, size_t horizon, size_t token);
size_t orth_score_sample_size(const orth_score_shape *shape);

/* What a market's paths are compared with: `series` of them, their samples together, sorted, each
 * at `series` times its place, and the medians of their values. */
typedef struct orth_score_reference {
    size_t series;
    double *samples, *values;
} orth_score_reference;

static inline bool orth_score_is_left_out(const orth_score_shape *shape, size_t horizon, size_t t)
{
    return shape->left_out[horizon] != NULL && shape->left_out[horizon][t];
}

/* Scratch of one thread. */
typedef struct orth_score_room {
    double *base;           /* [token][rows - 1]: log-returns of a block */
    double *sums;           /* the same at a horizon, packed: [token][returns] */
    double *y, *a, *q;      /* [rows + PAD]: returns, sizes and squares without their means; 0 where
                               a return is left out */
    double *sorted, *spare; /* [rows] */
    double *scales;         /* [token] */
    size_t *tail;           /* [rows] */
} orth_score_room;
orth_status orth_score_room_create(orth_score_room *room, const orth_score_shape *shape,
                                   orth_error *error);
void orth_score_room_free(orth_score_room *room);

/* Fills room->sums from room->base, or gives the latter where the horizon is one block. */
const double *orth_score_returns(orth_score_room *room, const orth_score_shape *shape,
                                 size_t horizon);

/* Figures of one series of n returns (core/score/series.c), of which some may be left out. */
typedef struct orth_score_series {
    size_t n, kept;
    const double *returns;
    const bool *left_out; /* NULL: none is */
    bool by_mean;
} orth_score_series;
/* The token's, of the returns at the horizon. */
orth_score_series orth_score_series_of(const orth_score_shape *shape, size_t horizon, size_t token,
                                       const double *returns);
/* Fills room->y, a, q (padded) and room->sorted with x in order; returns the scale, NaN where the
 * series does not move. */
double orth_score_series_prepare(orth_score_room *room, const orth_score_series *series);
void orth_score_series_figures(const orth_score_room *room, const orth_score_series *series,
                               double scale, double values[ORTH_SCORE_OF_TOKEN]);
/* Of a sorted sample: the median of its sizes, or their mean; and Hill's index, NaN where sizes in
 * the tails are alike. */
double orth_score_scale(size_t n, const double *sorted, bool by_mean);
double orth_score_hill(size_t n, const double *sorted);
/* The mean of n numbers, compensated. */
double orth_score_mean(size_t n, const double *values);
/* sums[k] = sum over t of x_t y_(t+k), t = 0 .. n - 1: both are padded with zeros. */
void orth_score_lagged(size_t n, size_t lags, double *sums, const double *x, const double *y);

/* Correlations (core/score/together.c) of the tokens that move, [token][returns]. */
void orth_score_together(orth_score_room *room, const orth_score_shape *shape, size_t horizon,
                         const double *returns, double *correlations, double *in_tails);

/* All of a series: of the room's base. What is NULL is not wanted; `samples` are of `series`
 * series, as in a reference, of which this is `number`. */
typedef struct orth_score_wanted {
    double *values; /* never NULL */
    double *samples;
    size_t series, number;
    const orth_score_reference *reference;
    double *distances; /* from it, by line */
} orth_score_wanted;
void orth_score_evaluate(orth_score_room *room, const orth_score_shape *shape,
                         const orth_score_wanted *wanted);
/* Distances of the lines of values, those of samples left as they are. */
void orth_score_distances(const orth_score_shape *shape, const double *values,
                          const orth_score_reference *reference, double *distances);

/* ORTH_INTERRUPTED once *stop, if there is one, is not 0. */
orth_status orth_score_go_on(const volatile sig_atomic_t *stop, orth_error *error);

#endif
