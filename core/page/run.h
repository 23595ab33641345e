/* The simulation of a scenario's strategies that the page rests on. */
#ifndef ORTH_PAGE_RUN_H
#define ORTH_PAGE_RUN_H

#include "orthant/simulate.h"

/* A page is for reading at once: so much work at most, in blocks x results x tokens x price paths,
 * some 0.5 s of a processor; but so many price paths at least. `orthant simulate` runs all that the
 * scenario asks for. */
#define ORTH_PAGE_RUN_MOST 1.2e7
#define ORTH_PAGE_RUN_PATHS_LEAST 16

/* How many of `asked` price paths are run where one of them is so much work: in whole eights, which
 * run side by side. */
uint64_t orth_page_price_paths(uint64_t asked, double work_of_one, double most);

/* Rows of a picture, at most, with the start. */
#define ORTH_PAGE_RUN_ROWS 301

typedef struct orth_page_run {
    orth_scenario scenario; /* the page's, but for its price paths; what it points to is shared */
    uint64_t asked;         /* price paths of the scenario */
    orth_simulation *simulation;
    /* Of the first price path: row 0 is block 0, and row i stands for the blocks behind those of
     * row i - 1; [result][row]. */
    size_t rows;
    double *blocks; /* [row], the last one of each */
    double *values, *holds, *rebalanced;
    double *drawdowns; /* the deepest within the row, a part of 1 */
    double *weights;   /* [result][row][token] */
    /* Values at the ends of whole periods of performance, from block 0 on; [result][period]. */
    uint64_t period; /* blocks; 0 where performance is not measured */
    size_t periods;
    double *period_values;
    double *highest; /* [result], so far */
    uint64_t every;  /* blocks of a row */
} orth_page_run;

/* Runs it: one price path to learn how many blocks there are, then as many as are affordable.
 * Errors of orth_simulation_run. *run is NULL on failure. */
orth_status orth_page_run_create(orth_page_run **run, const orth_scenario *scenario,
                                 unsigned threads, orth_error *error);
void orth_page_run_free(orth_page_run *run); /* NULL is fine */

/* Where a row lies on the axis of time that orth_page_run_axis names. */
double orth_page_run_time(const orth_page_run *run, size_t row);
/* Dates where the prices have some, else days since the start, else blocks; *as gets how such
 * numbers are shown. */
const char *orth_page_run_axis(const orth_page_run *run, const char **as);

#endif
