#include "sweep_job.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_out.h"
#include "base/plural.h"
#include "cli.h"
#include "options.h"
#include "orthant/limits.h"
#include "orthant/sweep_job.h"

#define CPUS_MAX 1024

enum { KEY_SLURM = 0x240, KEY_SHARDS, KEY_CPUS, KEY_TIME, KEY_PARTITION };

static const struct argp_option job_options[] = {
    {"slurm", KEY_SLURM, NULL, 0,
     "Run nothing: print the script of a Slurm array, a task a shard, for sbatch", 20},
    {"shards", KEY_SHARDS, "N", 0,
     "Tasks, each of 30 seconds of work or more (default 16, or the points where fewer)", 21},
    {"cpus", KEY_CPUS, "N", 0, "Processors, and threads, of a task (default 1)", 21},
    {"time", KEY_TIME, "TIME", 0,
     "A task's most, as Slurm reads it: 90 (minutes), 1:30:00, 2-0 (days-hours)", 21},
    {"partition", KEY_PARTITION, "NAME", 0, "Where tasks run; several with commas", 21},
    {0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
    cli_sweep_job_options *options = state->input;
    switch (key) {
    case KEY_SLURM:
        options->given = true;
        return 0;
    case KEY_SHARDS:
        options->shards = cli_parse_whole(state, "shards", argument, 1, ORTH_SWEEP_SHARDS_MAX);
        return 0;
    case KEY_CPUS:
        options->cpus = (unsigned)cli_parse_whole(state, "cpus", argument, 1, CPUS_MAX);
        return 0;
    case KEY_TIME:
        options->time = argument;
        return 0;
    case KEY_PARTITION:
        options->partition = argument;
        return 0;
    case ARGP_KEY_END:
        if (!options->given && (options->shards > 0 || options->cpus > 0 || options->time != NULL ||
                                options->partition != NULL))
            argp_error(state, "--shards, --cpus, --time and --partition are for --slurm");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp cli_sweep_job_argp = {job_options, parse, NULL, NULL, NULL, NULL, NULL};

/* This program and this directory, by the paths that the tasks take. */
typedef struct here {
    char program[ORTH_PATH_MAX], directory[ORTH_PATH_MAX];
} here;

static orth_status find_here(here *found, orth_error *error)
{
    ssize_t length = readlink("/proc/self/exe", found->program, sizeof found->program - 1);
    if (length < 0)
        return orth_fail(error, ORTH_IO, "cannot find this program's own path: %s",
                         strerror(errno));
    found->program[length] = '\0';
    if (getcwd(found->directory, sizeof found->directory) == NULL)
        return orth_fail(error, ORTH_IO, "cannot find the current directory: %s", strerror(errno));
    return ORTH_OK;
}

static orth_status make_folder(const char *folder, orth_error *error)
{
    if (mkdir(folder, 0777) == 0)
        return ORTH_OK;
    int why = errno;
    struct stat found;
    if (why == EEXIST && stat(folder, &found) == 0 && S_ISDIR(found.st_mode))
        return ORTH_OK;
    return orth_fail(error, ORTH_IO, "%.300s: cannot make this folder: %s", folder, strerror(why));
}

/* What was chosen here, and what Slurm may refuse. */
static void note_tasks(const orth_sweep_job *job)
{
    uint64_t tasks = orth_sweep_job_shards(job), most = (job->points + tasks - 1) / tasks;
    if (job->shards == 0)
        cli_note("%" PRIu64 " task%s of up to %" PRIu64
                 " point%s; a task should work for %d seconds or more: --shards chooses",
                 tasks, orth_plural(tasks, "", "s"), most, orth_plural(most, "", "s"),
                 ORTH_SWEEP_TASK_SECONDS);
    if (tasks > ORTH_SWEEP_TASKS_USUAL)
        cli_note("a Slurm as it is shipped takes arrays of up to %d tasks (MaxArraySize)",
                 ORTH_SWEEP_TASKS_USUAL);
}

int cli_sweep_job(const orth_sweep *sweep, const char *file, const char *folder,
                  const cli_sweep_job_options *options)
{
    orth_error error;
    here paths;
    char *script = NULL;
    orth_status status = find_here(&paths, &error);
    orth_sweep_job job = {
        .program = paths.program,
        .directory = paths.directory,
        .file = file,
        .folder = folder,
        .points = orth_sweep_count(sweep),
        .shards = options->shards,
        .cpus = options->cpus,
        .time = options->time,
        .partition = options->partition,
    };
    if (status == ORTH_OK)
        status = cli_of_command_line(orth_sweep_job_script(&script, &job, &error));
    if (status == ORTH_OK)
        status = make_folder(folder, &error);
    if (status != ORTH_OK) {
        free(script);
        return cli_report_error(&error);
    }
    note_tasks(&job);
    fputs(script, stdout);
    free(script);
    return cli_finish_stdout(CLI_OK);
}
