/* Running a sweep: threads over the points of one shard, each finished point a line of a file in a
 * folder, so that whatever ends a run loses at most the points in flight. A second run does what is
 * missing.
 *
 * The folder holds sweep.json, which says the whole sweep (orth_sweep_text), and a file of lines a
 * shard, points-3-of-16.jsonl. Point p is of shard (p mod shards) + 1. Shards may run at once, in
 * any order, on any machines that share the folder. */
#ifndef ORTHANT_SWEEP_RUN_H
#define ORTHANT_SWEEP_RUN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/status.h"
#include "orthant/sweep.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORTH_SWEEP_NOTES_MAX 16

typedef struct orth_sweep_run_options {
    const char *folder;     /* made where it is not there; what it lies in must be */
    uint64_t shard, shards; /* 1 .. shards, 1 .. ORTH_SWEEP_SHARDS_MAX; both 0: one of one */
    unsigned threads;       /* 0: one a processor */
    bool fresh;             /* begin anew: see orth_sweep_run */
    /* May be NULL; where it becomes other than 0 the run ends with what is finished. */
    const volatile sig_atomic_t *stop;
    /* May be NULL: called once, when the files are read and the first point is about to run. */
    void (*prepared)(void *user);
    /* May be NULL: called after each point, from any thread, one at a time: `done` of the `most`
     * points that this run runs. */
    void (*progress)(void *user, uint64_t done, uint64_t most);
    /* May be NULL: what a point's command says beside its result, and at which pointers that has
     * nothing, each text once; beyond ORTH_SWEEP_NOTES_MAX texts no more. Called as progress is. */
    void (*note)(void *user, uint64_t point, const char *text);
    void *user;
} orth_sweep_run_options;

typedef struct orth_sweep_outcome {
    uint64_t shard, shards;
    uint64_t points;       /* of the shard */
    uint64_t found;        /* of them, finished by earlier runs */
    uint64_t ran;          /* finished by this one; found + ran = points unless it is partial */
    uint64_t failed;       /* of found and ran, those that have no result but a message */
    uint64_t dropped;      /* lines found torn or damaged: their points are not among those found */
    uint64_t notes;        /* texts of points that options->note was not called with */
    bool partial;          /* stopped before all were finished */
    uint64_t first_failed; /* where failed > 0: the failed point of least number */
    char first_message[ORTH_ERROR_TEXT_MAX]; /* and what it says */
} orth_sweep_outcome;

/* Runs the points of the shard that no file of the folder has. A point is finished when its line
 * has been written, by one write(2); lines are synced once a second and at the end. A killed
 * process loses no finished point, a power cut those of the last second. The shard is locked for
 * as long as the process lives: a second one is ORTH_IO.
 *
 * A folder of another sweep, program (its version and its SHA-256) or input file is ORTH_BAD_INPUT,
 * which says what changed, unless `fresh`: then what the folder has of this shard, files of other
 * numbers of shards, and merged results are removed first.
 *
 * A point that the scenario format refuses, or whose command fails on it, is finished too: its
 * message is its line. Out of memory and failed input or output are no property of a point: they
 * end the run with that status, and what is finished stays. Where *options->stop ends it, the
 * status is ORTH_OK and the outcome partial. *outcome is set in any case, as far as the run
 * came. */
ORTH_API orth_status orth_sweep_run(const orth_sweep *sweep, const orth_sweep_run_options *options,
                                    orth_sweep_outcome *outcome, orth_error *error);

/* {"orthant": 1, "kind": "sweep-run", ...}: the outcome as orthant-sweep(1) says it. */
ORTH_API void orth_sweep_outcome_write_json(const orth_sweep *sweep,
                                            const orth_sweep_outcome *outcome, FILE *stream);
/* The same for people. */
ORTH_API void orth_sweep_outcome_write_table(const orth_sweep *sweep,
                                             const orth_sweep_outcome *outcome, FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
