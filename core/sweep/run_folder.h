/* The folder of a run: whose it is, and what earlier runs left in it. */
#ifndef ORTH_SWEEP_RUN_FOLDER_H
#define ORTH_SWEEP_RUN_FOLDER_H

#include "orthant/sweep.h"
#include "sweep/points_file.h"

#define ORTH_SWEEP_REMEDY "another folder (-o); or to begin anew (--fresh)"

/* Makes the folder where it is not there. ORTH_IO. */
orth_status orth_folder_make(const char *folder, orth_error *error);

/* ORTH_BAD_INPUT where the folder's sweep.json is another sweep, with what changed, unless `fresh`;
 * and in any case where it is the very file that somebody wrote and that was read. */
orth_status orth_folder_check(const orth_sweep *sweep, const char *folder, bool fresh,
                              orth_error *error);
/* Writes sweep.json where it is not this sweep's already. */
orth_status orth_folder_claim(const orth_sweep *sweep, const char *folder, orth_error *error);

/* Removes files of other numbers of shards, and merged results; ORTH_IO, and none removed, where
 * one of them or `file`, which stays, is being written. */
orth_status orth_folder_clear(const char *folder, const char *file, uint64_t shards,
                              orth_error *error);

/* Shows `visit` the points in the files of other numbers of shards than the header's, and adds up
 * bad lines. Headers are compared as by orth_kept_header_compare. */
orth_status orth_folder_visit(const char *folder, const orth_kept_header *header,
                              orth_status (*visit)(void *user, const orth_kept_point *point,
                                                   orth_error *error),
                              void *user, uint64_t *dropped, orth_error *error);

#endif
