/* orthant sweep --slurm: the sweep as a job of a cluster. */
#ifndef CLI_SWEEP_JOB_H
#define CLI_SWEEP_JOB_H

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

#include "orthant/sweep.h"

/* --slurm, --shards, --cpus, --time and --partition; the last four without the first are a usage
 * error. The command itself refuses what a job's script has no use for. */
typedef struct cli_sweep_job_options {
    bool given; /* --slurm */
    uint64_t shards;
    unsigned cpus;
    const char *time, *partition;
} cli_sweep_job_options;
extern const struct argp cli_sweep_job_argp;

/* Makes `folder` where it is not there (the tasks' messages go to it) and prints the script that
 * runs `sweep`, which is that of `file`, from the current directory. Returns an exit code. */
int cli_sweep_job(const orth_sweep *sweep, const char *file, const char *folder,
                  const cli_sweep_job_options *options);

#endif
