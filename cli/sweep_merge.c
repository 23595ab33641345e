/* orthant sweep merge: all points of a folder as one table and one database. */
#include "sweep_results.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file_out.h"
#include "base/plural.h"
#include "cli.h"
#include "options.h"
#include "orthant/sweep_results.h"

static const char doc[] =
    "Writes FOLDER/results.csv and FOLDER/results.sqlite from the points that runs of a sweep have left "
    "in FOLDER. The bytes are the same whatever the shards, the threads, the order and the "
    "interruptions. While points are missing nothing is written, and the exit code is 1."
    "\vThe CSV has a line a point: what varies, then the figures, and the ends of a 95 % interval "
    "behind a figure that has one. The database has tables points, figures, failures, exact and "
    "meta.\n\n"
    "Examples:\n"
    "  orthant sweep merge runs/\n"
    "  sqlite3 runs/results.sqlite 'select * from points natural join figures'\n";

static error_t parse(int key, char *argument, struct argp_state *state)
{
    (void)argument;
    if (key != ARGP_KEY_INIT)
        return ARGP_ERR_UNKNOWN;
    state->child_inputs[0] = state->input;
    return 0;
}

void cli_note_dropped(uint64_t dropped)
{
    if (dropped > 0)
        cli_note("%" PRIu64 " line%s of points %s cut or damaged: left out", dropped,
                 orth_plural(dropped, "", "s"), orth_plural(dropped, "was", "were"));
}

/* Results of an earlier merge stay while points are missing. */
static void note_older(const char *folder)
{
    char name[ORTH_PATH_MAX + 16];
    snprintf(name, sizeof name, "%.*s/results.csv", ORTH_PATH_MAX, folder);
    if (access(name, F_OK) == 0)
        cli_note("%s is of an earlier merge", name);
}

static int report(const char *folder, const orth_sweep_tally *tally)
{
    cli_note_dropped(tally->dropped);
    if (tally->missing > 0) {
        fprintf(stderr,
                "orthant: %s: %" PRIu64 " of %" PRIu64 " points %s missing (the first is point "
                "%" PRIu64 "): nothing is written; run the sweep again, it does what is missing\n",
                folder, tally->missing, tally->points, orth_plural(tally->missing, "is", "are"),
                tally->first_missing);
        note_older(folder);
        return CLI_CHECK_FAILED;
    }
    printf("%s: %" PRIu64 " point%s of %zu file%s in results.csv and results.sqlite\n", folder,
           tally->points, orth_plural(tally->points, "", "s"), tally->files,
           orth_plural(tally->files, "", "s"));
    if (tally->failed > 0)
        cli_note("%" PRIu64 " point%s failed: table failures says why, and the CSV has empty cells",
                 tally->failed, orth_plural(tally->failed, "", "s"));
    return CLI_OK;
}

int cli_sweep_merge(int argc, char **argv)
{
    static const struct argp_child children[] = {{&cli_file_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {NULL, parse, "FOLDER", doc, children, NULL, NULL};
    cli_file_argument folder = {.what = "folder"};
    cli_parse(&argp, argc, argv, &folder);

    orth_error error;
    orth_sweep_tally tally;
    if (orth_sweep_merge(folder.name, &tally, &error) != ORTH_OK)
        return cli_report_error(&error);
    return cli_finish_stdout(report(folder.name, &tally));
}
