/* What a sweep found: its points merged into one table and one database, ranked, drawn. All of it
 * is read from the folder that orth_sweep_run (orthant/sweep_run.h) wrote: neither the scenario nor
 * its price files are needed.
 *
 * Lines that are cut or damaged count as points that are not there. A point that stands in several
 * files counts once; where it failed in one and did not in another, it did not fail. */
#ifndef ORTHANT_SWEEP_RESULTS_H
#define ORTHANT_SWEEP_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is there of a sweep's points. */
typedef struct orth_sweep_tally {
    uint64_t points;        /* of the sweep */
    uint64_t missing;       /* neither finished nor failed */
    uint64_t first_missing; /* the least of them, where there are any */
    uint64_t failed;
    uint64_t dropped; /* lines that were cut or damaged */
    size_t files;     /* of points */
} orth_sweep_tally;

/* Writes FOLDER/results.csv and FOLDER/results.sqlite, each whole or not at all: the same bytes
 * whatever the shards, the threads, the order and the interruptions of the runs. With points
 * missing it writes nothing, and *tally says so; the status is ORTH_OK then.
 *
 * CSV: a column "point" (from 0), one a varied pointer, one a collected pointer and, where that is
 * an estimate's mean, two more for its 95 % interval ("... low" and "... high"). Cells of points
 * that failed, and of figures that a result does not have, are empty.
 *
 * SQLite: points (point, a column each varied pointer), figures (point, figure, value, low, high),
 * failures (point, message), exact (point, pointer, text), meta (name, value). A number and a text
 * that is a decimal are numbers there; where that is another number than was written, the text
 * stands in `exact`. Lists and objects are JSON. Columns whose names differ by capitals alone get
 * " (2)", " (3)", ... The bytes depend on the version of libsqlite3.
 *
 * Memory: 16 bytes a point. ORTH_BAD_INPUT: no sweep in that folder, or files of different sweeps,
 * programs or inputs; ORTH_IO. */
ORTH_API orth_status orth_sweep_merge(const char *folder, orth_sweep_tally *tally,
                                      orth_error *error);

typedef enum orth_sweep_direction {
    ORTH_SWEEP_USUAL, /* by the figure's name: growth is maximised, a loss minimised */
    ORTH_SWEEP_MAXIMISE,
    ORTH_SWEEP_MINIMISE
} orth_sweep_direction;

/* What the difference of a point to the best is judged by. */
typedef enum orth_sweep_basis {
    ORTH_SWEEP_EXACT,     /* figures without chance: any difference is one */
    ORTH_SWEEP_PAIRED,    /* differences of the means of groups of price paths */
    ORTH_SWEEP_INTERVALS, /* no groups: whether the points' own intervals overlap */
} orth_sweep_basis;
ORTH_API const char *orth_sweep_basis_name(orth_sweep_basis basis); /* "exact", ... */

typedef struct orth_sweep_ranked {
    uint64_t point;
    double value;
    double low, high; /* its own 95 % interval, NAN without one */
    /* Its value less the best's, and the paired 95 % interval of that alone; NAN without groups. */
    double difference, difference_low, difference_high;
    bool unmade;   /* less than ORTH_MOVE_MADE_LEAST of its move was made */
    bool told;     /* from the best, all points judged together */
    char **values; /* [parameter], JSON text */
} orth_sweep_ranked;

typedef struct orth_sweep_ranking {
    char *by; /* the figure's pointer */
    bool maximise;
    bool usual; /* nobody said which way: it is the name's */
    orth_sweep_basis basis;
    orth_sweep_tally tally;
    uint64_t undefined; /* finished, without a number there */
    uint64_t ranked;
    uint64_t unmade;   /* of those */
    uint64_t not_told; /* of those, the best included */
    size_t groups;     /* of price paths, paired; 0 else */
    double joint;      /* the quantile of t that they were judged by, paired; NAN else */
    size_t parameters;
    char **names;            /* of the parameters: pointers */
    size_t count;            /* rows: those asked for, or as many as there are */
    orth_sweep_ranked *rows; /* best first; of equal values the lower point first */
} orth_sweep_ranking;

typedef struct orth_sweep_best_options {
    /* A collected pointer, or a name that stands between the strokes of just one of them. NULL: the
     * only one there is. */
    const char *by;
    orth_sweep_direction direction;
    size_t top; /* rows to keep; 0: all */
    /* NULL, or set where ORTH_BAD_INPUT is of `by` or the direction, not of the folder. */
    bool *asked;
} orth_sweep_best_options;

/* Ranks the points that are there; missing ones are counted, and no error.
 *
 * Points that ran over the same price paths share their random numbers, so a difference is known
 * far better than either value. Price path p belongs to group p mod G (G = 32): with d_g the
 * difference of the means of group g, the difference's standard error is s(d) / sqrt(G), and its
 * interval has Student's t of G - 1 degrees. A point is not told from the best when it lies behind
 * it by at most t standard errors, t being exceeded with probability 0.05 / (N - 1) for N ranked
 * points (Bonferroni): were the groups' differences normal, the true best is among those with a
 * probability of at least 95 %, although the best was chosen by its luck. Without groups, points
 * whose own intervals overlap the best's are not told from it; without intervals, equal ones.
 *
 * Where the sweep collects move_made of the same result, points that made less than
 * ORTH_MOVE_MADE_LEAST (orthant/simulate.h) of their move are unmade: what they cost is not what
 * the move costs. They come behind all others, and are told from a best that is made.
 *
 * ORTH_BAD_INPUT: no such figure, several of that name, a name whose direction nobody knows, no
 * finished point that has it. Memory: 72 bytes a point while it works, and the rows. *ranking is
 * NULL on failure. */
ORTH_API orth_status orth_sweep_best(orth_sweep_ranking **ranking, const char *folder,
                                     const orth_sweep_best_options *options, orth_error *error);
ORTH_API void orth_sweep_ranking_free(orth_sweep_ranking *ranking); /* NULL is fine */

/* scenarios/schema/sweep-best.schema.json states the JSON; the CSV has a line a row. */
ORTH_API void orth_sweep_ranking_write_json(const orth_sweep_ranking *ranking, FILE *stream);
ORTH_API void orth_sweep_ranking_write_csv(const orth_sweep_ranking *ranking, FILE *stream);
ORTH_API void orth_sweep_ranking_write_table(const orth_sweep_ranking *ranking, FILE *stream);

/* A ranking of all points (top: 0) as a picture (orthant/report.h): over one parameter a curve with
 * the points' intervals, over two a heat map, or coloured points where they are no grid. `over` has
 * `count` pointers, 1 or 2 of the parameters; 0: all, where there are no more than 2
 * (ORTH_BAD_INPUT else, with their names). What else varies is at its best for each point drawn,
 * and the title says so. */
ORTH_API orth_status orth_sweep_ranking_plot(const orth_sweep_ranking *ranking, size_t count,
                                             const char *const *over, const char *file,
                                             bool keep_script, orth_error *error);

/* ---------------------------------------------------------------- columns */

/* What the cells of a column are, those that are not empty. */
typedef enum orth_sweep_kind {
    ORTH_SWEEP_REALS,  /* numbers, and texts that are decimals */
    ORTH_SWEEP_WHOLE,  /* whole ones, at most 2^53 beside 0, written without point and exponent */
    ORTH_SWEEP_TRUTHS, /* true and false */
    ORTH_SWEEP_TEXTS   /* something else, or several of these: all as text */
} orth_sweep_kind;

typedef struct orth_sweep_column {
    char *name; /* as in the CSV of orth_sweep_merge */
    orth_sweep_kind kind;
    bool full; /* no cell is empty */
    /* [row] the double nearest to what was written, 1 and 0 for true and false; NAN: an empty cell,
     * or a text. */
    double *numbers;
    /* [row] of texts: a string's own, of all else its JSON, NULL for an empty cell; NULL for other
     * kinds. */
    char **texts;
} orth_sweep_column;

typedef struct orth_sweep_columns {
    orth_sweep_tally tally;
    uint64_t rows;     /* points that are there: finished or failed */
    uint64_t *points;  /* [row] their numbers, ascending */
    char **failures;   /* [row] the message of one that failed, else NULL; NULL where none failed */
    size_t parameters; /* so many columns are of them, and the first */
    size_t count;
    orth_sweep_column *columns; /* in the order of the CSV, without its "point" */
} orth_sweep_columns;

/* What orth_sweep_merge makes a table of, in memory, and of those points that are there: missing
 * ones are counted, and no error. Memory: 8 bytes a cell, and the texts; 13 bytes a point while it
 * works. ORTH_BAD_INPUT, ORTH_IO as orth_sweep_merge. *columns is NULL on failure. */
ORTH_API orth_status orth_sweep_columns_read(orth_sweep_columns **columns, const char *folder,
                                             orth_error *error);
ORTH_API void orth_sweep_columns_free(orth_sweep_columns *columns); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
