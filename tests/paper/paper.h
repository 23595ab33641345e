/* The laws of the paper (Willetts, arXiv 2603.05326), reproduced: one file a law. Each computes,
 * writes a table (CSV, and readable text) and a picture, and checks what it says. */
#ifndef TESTS_PAPER_H
#define TESTS_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/file_out.h"
#include "orthant/path.h"
#include "orthant/scenario.h"

/* Losses are right to a few units of 2^-53: an excess below this is left out of every fit. */
#define EXCESS_LEAST 1e-12

/* ---------------------------------------------------------------- the moves */

#define MOVES_MAX 16

typedef struct subject {
    orth_scenario *scenario;
    orth_move *move;
    char name[64]; /* the file's, without folder and ending */
    double distance;
} subject;

typedef struct paper {
    const char *folder; /* where tables and pictures go */
    bool pictures;
    size_t count;
    subject subjects[MOVES_MAX];
    orth_output text; /* laws.txt */
    FILE *checks;     /* what was checked while a table is open, to follow it; else NULL */
    char *checks_text;
    size_t checks_size;
    int passed, failed;
} paper;

/* Ends the program (exit code 4) unless the status is fine. */
void paper_must(orth_status status, const orth_error *error);
void *paper_allocate(size_t doubles);

/* A sentence in laws.txt. */
void paper_say(paper *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One thing that must hold, counted; said in laws.txt, and on standard output when it does not. */
void paper_check(paper *p, bool holds, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

orth_path *paper_path(const char *name, const orth_move *move, uint64_t steps);
/* What the path loses in the log of the pool's value. */
double paper_loss(const char *name, const orth_move *move, uint64_t steps);
orth_move *paper_move(size_t n, const double *start, const double *target);

/* Deterministic (splitmix64): a number in (0, 1); a point of the simplex, weights >= `least` / n;
 * with `corners`, one point in three has weights spread over twelve decades. */
double paper_random(uint64_t *state);
void paper_random_point(uint64_t *state, size_t n, double least, bool corners, double *weights);

/* |got - exact| in units in the last place of exact. */
double paper_ulps(double got, long double exact);

/* ---------------------------------------------------------------- tables and pictures */

typedef struct table {
    paper *paper;
    orth_output csv;
    size_t columns;
    bool csv_only;
} table;

/* `columns`: names of the label and of the numbers, separated by commas; unchanged in the CSV.
 * With t->csv_only set afterwards its rows are left out of laws.txt. */
void table_open(table *t, paper *p, const char *name, const char *columns);
void table_row(table *t, const char *label, const double *values);
void table_close(table *t);

typedef struct series {
    const char *name; /* NULL: not in the legend */
    size_t count;
    const double *x, *y; /* points that are not finite are gaps */
    bool line;           /* else points */
    size_t colour;
} series;

/* NAME.svg and NAME.png. */
void picture(const paper *p, const char *name, const char *title, const char *x_name,
             const char *y_name, bool log_y, size_t count, const series *lines);

/* ---------------------------------------------------------------- fits and predictions */

/* y = b_0 + sum over j of b_j x_j (count points, at most 2 regressors): b, and their standard
 * errors from the residuals. */
typedef struct fit {
    double value[3], error[3];
} fit;
fit fit_least_squares(size_t count, const double *y, size_t regressors, const double *const *x);

/* What the second-order expansion of the loss predicts for large f, from the geodesic alone:
 * L_opt / (D^2/2f) - 1 ~ leading / f, and L_geodesic / L_opt - 1 ~ excess / f^2 (theory.c). */
typedef struct prediction {
    double leading, excess;
} prediction;
prediction predict(const orth_move *move);

/* ---------------------------------------------------------------- the laws */

void law_trading(paper *p);
void law_midpoint(paper *p);
void law_dyadic(paper *p);
void law_excess(paper *p);
void law_size(paper *p);
void law_leading(paper *p);
void law_bound(paper *p);

#endif
