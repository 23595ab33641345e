/* orthant sweep: runs a sweep, or one of its shards. The sub-commands that read what it wrote are
 * in files of their own. */
#include "cli.h"
#include "complete.h"
#include "options.h"
#include "screen.h"
#include "sweep_job.h"
#include "sweep_results.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "orthant/limits.h"
#include "orthant/sweep.h"
#include "orthant/sweep_run.h"

#define DRY_ROWS 10 /* points that --dry-run shows */

enum { KEY_SHARD = 0x200, KEY_THREADS, KEY_FRESH, KEY_DRY_RUN, KEY_JSON, KEY_FORMAT };

typedef struct arguments {
    cli_file_argument file;
    cli_sweep_job_options job;
    const char *folder, *shard_text;
    uint64_t shard, shards;
    unsigned threads;
    bool fresh, dry_run, json;
} arguments;

/* The first word after `sweep`, where it is one of these. */
const cli_command cli_sweep_commands[] = {
    {"merge", "all points as one CSV table and one SQLite database", cli_sweep_merge},
    {"best", "the points ranked by one figure", cli_sweep_best},
    {NULL, NULL, NULL},
};

static const struct argp_option options[] = {
    {"output", 'o', "FOLDER", 0, "Where the points go, made where it is not there; needed", 0},
    {"shard", KEY_SHARD, "I/N", 0, "Only share I of N of the points: 3/16", 0},
    {"threads", KEY_THREADS, "T", 0, "Threads, over points (default: one a processor)", 0},
    {"fresh", KEY_FRESH, NULL, 0,
     "Begin anew: remove what the folder has of these points, also of another sweep or program", 0},
    {"dry-run", KEY_DRY_RUN, NULL, 0,
     "Run nothing: check the file, and print its points' number, what varies and the first", 0},
    {"format", KEY_FORMAT, "table|json", 0, "What standard output carries (default table)", 10},
    {"json", KEY_JSON, NULL, 0, "Short for --format json", 10},
    {0},
};

static const char doc[] =
    "Runs a command at all points of the sweep SWEEP (a JSON file, - for standard input), by "
    "threads over points, each finished point a line of a file in FOLDER. Whatever ends a run, a "
    "second one does what is missing only.\n"
    "Sub-commands: 'orthant sweep merge FOLDER' writes one CSV table and one SQLite database; "
    "'orthant sweep best FOLDER' ranks the points. (A sweep in a file called merge or best is "
    "./merge or ./best.)"
    "\vPoints that fail are recorded with their message; the exit code is 1 then. A folder of "
    "another sweep, program or price file is refused, with what changed, unless --fresh is "
    "given.\n\n"
    "Examples:\n"
    "  orthant sweep scenarios/sweeps/fee-and-steps.json -o runs/\n"
    "  orthant sweep scenarios/sweeps/momentum.json --dry-run\n"
    "  orthant sweep my-sweep.json -o runs/ --shard 3/16\n"
    "  orthant sweep my-sweep.json -o runs/ --slurm > job.sh\n"
    "  orthant sweep merge runs/\n";

/* "3/16": both whole numbers, the first from 1 to the second. */
static void parse_shard(struct argp_state *state, const char *text, arguments *given)
{
    const char *slash = strchr(text, '/');
    char first[32];
    size_t length = slash == NULL ? 0 : (size_t)(slash - text);
    if (length == 0 || length >= sizeof first)
        argp_error(state, "--shard: '%s' is no share; permitted: I/N, as 3/16", text);
    memcpy(first, text, length);
    first[length] = '\0';
    given->shards = cli_parse_whole(state, "shard", slash + 1, 1, ORTH_SWEEP_SHARDS_MAX);
    given->shard = cli_parse_whole(state, "shard", first, 1, given->shards);
    given->shard_text = text;
}

/* What goes with what. */
static void check(struct argp_state *state, const arguments *given)
{
    if (given->folder == NULL && !given->dry_run)
        argp_error(state, "-o FOLDER says where the points go, and is missing");
    if (given->dry_run && (given->job.given || given->folder != NULL || given->shard_text != NULL ||
                           given->fresh || given->threads > 0 || given->json))
        argp_error(state,
                   "--dry-run prints a table and runs nothing: no other option goes with it");
    if (given->job.given && (given->shard_text != NULL || given->fresh || given->threads > 0))
        argp_error(state,
                   "--shard, --threads and --fresh are for a run, and with --slurm there is none");
    if (given->job.given && given->json)
        argp_error(state, "--slurm prints a script, which has no other format");
    if (given->job.given && strcmp(given->file.name, "-") == 0)
        argp_error(state, "--slurm needs a file that its tasks can read, not standard input");
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->file;
        state->child_inputs[1] = &given->job;
        return 0;
    case 'o':
        cli_check_output_name(state, "output", argument);
        given->folder = argument;
        return 0;
    case KEY_SHARD:
        parse_shard(state, argument, given);
        return 0;
    case KEY_THREADS:
        given->threads = (unsigned)cli_parse_whole(state, "threads", argument, 1, ORTH_THREADS_MAX);
        return 0;
    case KEY_FRESH:
        given->fresh = true;
        return 0;
    case KEY_DRY_RUN:
        given->dry_run = true;
        return 0;
    case KEY_FORMAT:
        if (strcmp(argument, "table") != 0 && strcmp(argument, "json") != 0)
            argp_error(state, "--format is table or json, not '%s'", argument);
        given->json = strcmp(argument, "json") == 0;
        return 0;
    case KEY_JSON:
        given->json = true;
        return 0;
    case ARGP_KEY_SUCCESS:
        check(state, given);
        cli_screen_results(!given->json && !given->job.given);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void say_note(void *user, uint64_t point, const char *text)
{
    (void)user;
    cli_note("point %" PRIu64 ": %s", point, text);
}

/* What was met on the way, beside the result. */
static void say_outcome(const orth_sweep_outcome *outcome)
{
    if (outcome->dropped > 0)
        cli_note("%" PRIu64 " line%s of earlier runs %s torn or damaged; %s points ran again",
                 outcome->dropped, orth_plural(outcome->dropped, "", "s"),
                 orth_plural(outcome->dropped, "was", "were"),
                 orth_plural(outcome->dropped, "its", "their"));
    if (outcome->notes > 0)
        cli_note("%" PRIu64 " more such note%s of points %s left out", outcome->notes,
                 orth_plural(outcome->notes, "", "s"), orth_plural(outcome->notes, "is", "are"));
}

static int run(const orth_sweep *sweep, const arguments *given)
{
    orth_error error;
    orth_sweep_outcome outcome;
    orth_sweep_run_options how = {.folder = given->folder,
                                  .shard = given->shard,
                                  .shards = given->shards,
                                  .threads = given->threads,
                                  .fresh = given->fresh,
                                  .stop = cli_watch_stop(),
                                  .prepared = cli_watch_begin,
                                  .note = say_note};
    orth_status status = orth_sweep_run(sweep, &how, &outcome, &error);
    cli_unwatch();
    say_outcome(&outcome);
    if (status != ORTH_OK) {
        if (outcome.ran > 0)
            cli_note("%" PRIu64 " of %" PRIu64 " points were finished", outcome.found + outcome.ran,
                     outcome.points);
        return cli_report_error(&error);
    }
    if (given->json)
        orth_sweep_outcome_write_json(sweep, &outcome, stdout);
    else
        orth_sweep_outcome_write_table(sweep, &outcome, stdout);
    return outcome.partial ? CLI_INTERRUPTED : outcome.failed > 0 ? CLI_CHECK_FAILED : CLI_OK;
}

static int run_sweep(int argc, char **argv)
{
    static const struct argp_child children[] = {
        {&cli_file_argp, 0, NULL, 0}, {&cli_sweep_job_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse, "SWEEP", doc, children, NULL, NULL};
    arguments given = {.file.what = "SWEEP"};
    cli_parse(&argp, argc, argv, &given);
    orth_error error;
    orth_sweep *sweep;
    if (orth_sweep_load(&sweep, given.file.name, &error) != ORTH_OK)
        return cli_finish_stdout(cli_report_error(&error));
    int code = CLI_OK;
    if (given.job.given)
        code = cli_sweep_job(sweep, given.file.name, given.folder, &given.job);
    else if (given.dry_run)
        orth_sweep_write_table(sweep, DRY_ROWS, stdout);
    else
        code = run(sweep, &given);
    orth_sweep_free(sweep);
    return cli_finish_stdout(code);
}

int cli_sweep(int argc, char **argv)
{
    static char name[64];
    const cli_command *command = cli_sweep_commands;
    if (cli_completing() && argc == 2) {
        cli_complete_commands(command, argv[1]);
        return run_sweep(argc, argv);
    }
    for (; argc > 1 && command->name != NULL; command++) {
        if (strcmp(argv[1], command->name) != 0)
            continue;
        snprintf(name, sizeof name, "orthant sweep %s", command->name);
        argv[1] = name;
        return command->run(argc - 1, argv + 1);
    }
    return run_sweep(argc, argv);
}
