/* orthant tune: which values of a scenario's keys are best, and how much of that is luck. */
#include "cli.h"
#include "files.h"
#include "options.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_out.h"
#include "base/plural.h"
#include "base/progress.h"
#include "orthant/tune.h"

enum { KEY_FORMAT = 0x200, KEY_JSON, KEY_CSV, KEY_FRESH, KEY_THREADS };

typedef struct arguments {
    const char *study, *folder;
    cli_plot_options plot;
    cli_format format;
    bool fresh;
    unsigned threads;
} arguments;

static const struct argp_option options[] = {
    {"output", 'o', "FOLDER", 0,
     "Record every trial in the folder FOLDER, go on with those that are recorded there, and write "
     "result.json to it",
     0},
    {"fresh", KEY_FRESH, NULL, 0, "Begin anew, whatever FOLDER holds", 0},
    {"threads", KEY_THREADS, "T", 0, "Threads (default: one a processor)", 1},
    {"format", KEY_FORMAT, "table|json|csv", 0, "What standard output carries (default table)", 10},
    {"json", KEY_JSON, NULL, 0, "Short for --format json", 10},
    {"csv", KEY_CSV, NULL, 0, "Short for --format csv", 10},
    {0},
};

static const char doc[] =
    "Searches the ranges that STUDY (a JSON file, - for standard input) gives for some keys of a "
    "scenario for the values at which its objective is best, on part of the prices, and says what "
    "they are worth on prices that the search has not seen: later windows of price files, or fresh "
    "price paths of a model."
    "\vThe untuned scenario stands beside every tuned figure. Where the difference out of sample "
    "is not told from 0, nothing was found, and the verdict says so. Ctrl-C keeps what is recorded; "
    "the same command goes on.\n\n"
    "Examples:\n"
    "  orthant tune scenarios/studies/momentum.json -o study/\n"
    "  orthant tune study.json -o study/ --json\n"
    "  orthant tune study.json -o study/ --fresh --threads 2\n"
    "  orthant tune study.json --plot windows.svg\n";

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->plot;
        return 0;
    case 'o':
        cli_check_output_name(state, "output", argument);
        given->folder = argument;
        return 0;
    case KEY_FRESH:
        given->fresh = true;
        return 0;
    case KEY_THREADS:
        given->threads = (unsigned)cli_parse_whole(state, "threads", argument, 1, ORTH_THREADS_MAX);
        return 0;
    case KEY_FORMAT:
        if (strcmp(argument, "table") != 0 && strcmp(argument, "json") != 0 &&
            strcmp(argument, "csv") != 0)
            argp_error(state, "--format is table, json or csv, not '%s'", argument);
        given->format = argument[0] == 't' ? CLI_TABLE : argument[0] == 'j' ? CLI_JSON : CLI_CSV;
        return 0;
    case KEY_JSON:
        given->format = CLI_JSON;
        return 0;
    case KEY_CSV:
        given->format = CLI_CSV;
        return 0;
    case ARGP_KEY_ARG:
        if (given->study != NULL)
            argp_error(state, "one STUDY at a time");
        given->study = argument;
        return 0;
    case ARGP_KEY_END:
        if (given->study == NULL)
            argp_error(state, "STUDY is missing");
        if (given->fresh && given->folder == NULL)
            argp_error(state, "--fresh needs --output");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void show_trials(void *user, uint64_t done, uint64_t most)
{
    (void)user;
    orth_progress("trials", done, most);
}

static orth_status write_result(const orth_tune_result *result, const char *folder,
                                orth_error *error)
{
    char *file = malloc(strlen(folder) + sizeof "/result.json");
    if (file == NULL)
        return orth_fail_memory(error, (double)strlen(folder));
    strcat(strcpy(file, folder), "/result.json");
    orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status == ORTH_OK) {
        orth_tune_write_json(result, output.stream);
        status = orth_output_commit(&output, error);
    }
    free(file);
    return status;
}

static orth_status run(orth_tune_result **result, const orth_study *study, const arguments *given,
                       orth_error *error)
{
    orth_simulate_options watch = {0};
    cli_watch(&watch);
    orth_tune_options how = {
        .folder = given->folder,
        .fresh = given->fresh,
        .threads = given->threads,
        .stop = watch.stop,
        .progress = show_trials,
    };
    watch.prepared(NULL);
    orth_status status = orth_tune_run(result, study, &how, error);
    cli_unwatch();
    if (status == ORTH_INTERRUPTED && given->folder != NULL)
        cli_note("what is done is in %s; the same command goes on", given->folder);
    if (status != ORTH_OK)
        return status;
    if ((*result)->dropped > 0)
        cli_note("%" PRIu64 " line%s of earlier runs in %s %s torn or damaged; %s ran again",
                 (*result)->dropped, orth_plural((*result)->dropped, "", "s"), given->folder,
                 orth_plural((*result)->dropped, "was", "were"),
                 orth_plural((*result)->dropped, "its trial", "their trials"));
    if ((*result)->found > 0)
        cli_note("%" PRIu64 " of %" PRIu64 " trials were recorded in %s", (*result)->found,
                 (*result)->evaluations, given->folder);
    for (size_t i = 0; i < (*result)->note_count && given->format != CLI_TABLE; i++)
        cli_note("%s", (*result)->notes[i]);
    if (given->folder != NULL)
        status = write_result(*result, given->folder, error);
    if (status == ORTH_OK && given->plot.file != NULL)
        status = orth_tune_plot(*result, given->plot.file, given->plot.keep_script, error);
    return status;
}

int cli_tune(int argc, char **argv)
{
    static const struct argp_child children[] = {{&cli_plot_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse, "STUDY", doc, children, NULL, NULL};
    arguments given = {
        .plot.help = "Draw the objective by window, tuned beside default, to FILE.svg or FILE.png",
    };
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_study *study = NULL;
    orth_tune_result *result = NULL;
    orth_status status = cli_check_files(&(cli_files){.plots = {given.plot.file},
                                                      .scripts = given.plot.keep_script,
                                                      .input = given.study},
                                         &error);
    if (status == ORTH_OK)
        status = orth_study_load(&study, given.study, &error);
    if (status == ORTH_OK)
        status = run(&result, study, &given, &error);
    if (status == ORTH_OK && given.format == CLI_JSON)
        orth_tune_write_json(result, stdout);
    else if (status == ORTH_OK && given.format == CLI_CSV)
        orth_tune_write_csv(result, stdout);
    else if (status == ORTH_OK)
        orth_tune_write_table(result, stdout);
    orth_tune_free(result);
    orth_study_free(study);
    return cli_finish_stdout(status == ORTH_OK ? CLI_OK : cli_report_error(&error));
}
