/* The points of a sweep's folder, whatever files they are in, by their numbers. What is kept of a
 * point is where its line is. */
#ifndef ORTH_SWEEP_COLLECTION_H
#define ORTH_SWEEP_COLLECTION_H

#include "orthant/sweep.h"
#include "orthant/sweep_results.h"
#include "sweep/points_file.h"

typedef struct orth_collection {
    orth_sweep *sweep;
    size_t parameters, figures;
    orth_sweep_tally tally;
    const orth_kept_header *header; /* of the first file; NULL: no file has points */
    int *kinds;                     /* [parameter] ORTH_CELL_... of all its values, or-ed */
    bool *intervals;                /* [figure] some point has one */

    orth_kept_name *names; /* files, `tally.files` of them with a header */
    size_t name_count;
    orth_kept_reader *first;    /* whose header it is */
    orth_kept_reader **readers; /* a few that stay open, file f at f mod their number */
    size_t *opened;             /* which file each is of */
    uint64_t *places;           /* [point] in its file */
    uint32_t *files;            /* [point] 0: missing; else number of the file + 1 */
    unsigned char *failed;      /* [point] */
} orth_collection;

/* Reads every line once. ORTH_BAD_INPUT: no sweep in that folder, files of different sweeps,
 * programs or inputs. *collection is NULL on failure. */
orth_status orth_collection_open(orth_collection **collection, const char *folder,
                                 orth_error *error);
void orth_collection_close(orth_collection *collection); /* NULL is fine */

/* The line of a point that is there, until the next call. */
orth_status orth_collection_read(orth_collection *collection, uint64_t point,
                                 const orth_kept_point **line, orth_error *error);

#endif
