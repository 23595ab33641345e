/* A sweep as a job of a cluster: the script of a Slurm array, a task a share of the points. */
#ifndef ORTHANT_SWEEP_JOB_H
#define ORTHANT_SWEEP_JOB_H

#include <stdint.h>

#include "orthant/api.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A task's start and end cost the cluster a second or so: one should work for 30 s or more. */
#define ORTH_SWEEP_TASK_SECONDS 30
/* As Slurm is shipped (MaxArraySize 1001), an array has tasks up to this number. */
#define ORTH_SWEEP_TASKS_USUAL 1000

typedef struct orth_sweep_job {
    const char *program; /* `orthant`, by a path that each node has */
    const char
        *directory;     /* absolute: where the tasks start, and what the next two are seen from */
    const char *file;   /* the sweep's, no "-" */
    const char *folder; /* of the results */
    uint64_t points;    /* of the sweep */
    uint64_t shards;    /* tasks, 1 .. points; 0: 16, or fewer where there are fewer points */
    unsigned cpus;      /* threads of a task; 0: 1 */
    const char
        *time; /* a task's most, as Slurm writes it (90, 1:30:00, 2-0); NULL: the cluster's */
    const char *partition; /* one or several with commas; NULL: the cluster's */
} orth_sweep_job;

/* The script, to be given to `sbatch` and freed. Each task is
 * `orthant sweep FILE -o FOLDER --shard I/N`, which does what its share's file does not hold yet:
 * so a task may be killed, requeued by Slurm and submitted again. The tasks' messages go to files
 * of `folder`, which must be there when the first one starts. The same job gives the same text.
 * ORTH_BAD_INPUT for a name that holds a control character or a backslash (Slurm reads it
 * otherwise), a time or partition that Slurm would not read, more shards than
 * points or than ORTH_SWEEP_SHARDS_MAX.
 * *text is NULL on failure. */
ORTH_API orth_status orth_sweep_job_script(char **text, const orth_sweep_job *job,
                                           orth_error *error);

/* The number of tasks that the script has: shards, or what stands for 0. */
ORTH_API uint64_t orth_sweep_job_shards(const orth_sweep_job *job);

#ifdef __cplusplus
}
#endif
#endif
