/* orthant sweep best: the points of a folder ranked by one figure. */
#include "sweep_results.h"

#include <inttypes.h>
#include <stdint.h>

#include "base/file_out.h"
#include "base/plural.h"
#include "cli.h"
#include "files.h"
#include "options.h"
#include "orthant/limits.h"
#include "orthant/sweep_results.h"

#define TOP 10
#define OVER_MAX 2

enum { KEY_BY = 0x500, KEY_MAXIMISE, KEY_MINIMISE, KEY_TOP, KEY_OVER };

typedef struct arguments {
    cli_file_argument folder;
    cli_output_options output;
    cli_plot_options plot;
    const char *by, *over[OVER_MAX];
    orth_sweep_direction direction;
    size_t top, over_count;
} arguments;

static const struct argp_option options[] = {
    {"by", KEY_BY, "FIGURE", 0,
     "The figure: a pointer that the sweep collects, or a name in just one of them; the only one, "
     "where it collects no other",
     0},
    {"maximise", KEY_MAXIMISE, NULL, 0, "Greatest first, whatever the figure's name", 0},
    {"minimise", KEY_MINIMISE, NULL, 0, "Least first", 0},
    {"top", KEY_TOP, "COUNT", 0, "Show so many points (default 10)", 0},
    {"over", KEY_OVER, "POINTER", CLI_SEVERAL,
     "With --plot: draw over this parameter; given twice, over two", 1},
    {0},
};

static const char doc[] =
    "Ranks the points that runs of a sweep have left in FOLDER by one figure, and says which are not "
    "told from the best: points that share their random numbers are compared price path by price "
    "path. Points that are missing are counted, and need not be there."
    "\vWhether more is better follows from the figure's name, where that says it: shortfalls, "
    "losses and risks are minimised, values and returns maximised.\n\n"
    "Examples:\n"
    "  orthant sweep best runs/ --by shortfall\n"
    "  orthant sweep best runs/ --by /results/0/performance/sharpe --top 20 --json\n"
    "  orthant sweep best runs/ --by shortfall --plot curve.svg --over steps\n";

static void set_direction(struct argp_state *state, arguments *given,
                          orth_sweep_direction direction)
{
    if (given->direction != ORTH_SWEEP_USUAL)
        argp_error(state, "--maximise or --minimise, once");
    given->direction = direction;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->folder;
        state->child_inputs[1] = &given->plot;
        state->child_inputs[2] = &given->output;
        return 0;
    case KEY_BY:
        given->by = argument;
        return 0;
    case KEY_MAXIMISE:
        set_direction(state, given, ORTH_SWEEP_MAXIMISE);
        return 0;
    case KEY_MINIMISE:
        set_direction(state, given, ORTH_SWEEP_MINIMISE);
        return 0;
    case KEY_TOP:
        given->top = cli_parse_whole(state, "top", argument, 1, ORTH_SWEEP_MAX);
        return 0;
    case KEY_OVER:
        if (given->over_count == OVER_MAX)
            argp_error(state, "--over may be given twice: a picture is over one parameter or two");
        given->over[given->over_count++] = argument;
        return 0;
    case ARGP_KEY_END:
        if (given->over_count > 0 && given->plot.file == NULL)
            argp_error(state, "--over says what --plot is drawn over; --plot is missing");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static orth_status rank(orth_sweep_ranking **ranking, const arguments *given, size_t top,
                        orth_error *error)
{
    bool asked = false;
    orth_sweep_best_options how = {
        .by = given->by, .direction = given->direction, .top = top, .asked = &asked};
    orth_status status = orth_sweep_best(ranking, given->folder.name, &how, error);
    return asked ? cli_of_command_line(status) : status;
}

/* Of all points, not only of those that are shown. */
static orth_status draw(const arguments *given, orth_error *error)
{
    orth_sweep_ranking *all;
    orth_status status = rank(&all, given, 0, error);
    if (status == ORTH_OK)
        status = cli_of_command_line(orth_sweep_ranking_plot(
            all, given->over_count, given->over, given->plot.file, given->plot.keep_script, error));
    orth_sweep_ranking_free(all);
    return status;
}

static orth_status write_all(const orth_sweep_ranking *ranking, const arguments *given,
                             orth_error *error)
{
    orth_status status = ORTH_OK;
    if (given->output.file != NULL) {
        orth_output output;
        status = orth_output_open(&output, given->output.file, error);
        if (status == ORTH_OK) {
            orth_sweep_ranking_write_json(ranking, output.stream);
            status = orth_output_commit(&output, error);
        }
    }
    if (status == ORTH_OK && given->plot.file != NULL)
        status = draw(given, error);
    if (status != ORTH_OK)
        return status;
    if (given->output.format == CLI_JSON)
        orth_sweep_ranking_write_json(ranking, stdout);
    else if (given->output.format == CLI_CSV)
        orth_sweep_ranking_write_csv(ranking, stdout);
    else
        orth_sweep_ranking_write_table(ranking, stdout);
    return ORTH_OK;
}

static void note_tally(const orth_sweep_ranking *ranking)
{
    const orth_sweep_tally *tally = &ranking->tally;
    cli_note_dropped(tally->dropped);
    if (tally->missing > 0)
        cli_note("%" PRIu64 " of %" PRIu64 " points %s missing: the ranking is of the others",
                 tally->missing, tally->points, orth_plural(tally->missing, "is", "are"));
}

int cli_sweep_best(int argc, char **argv)
{
    static const struct argp_child children[] = {{&cli_file_argp, 0, NULL, 0},
                                                 {&cli_plot_argp, 0, NULL, 0},
                                                 {&cli_output_argp, 0, NULL, 0},
                                                 {0}};
    static const struct argp argp = {options, parse, "FOLDER", doc, children, NULL, NULL};
    arguments given = {
        .folder.what = "folder",
        .top = TOP,
        .plot.help = "Draw all points to FILE.svg or FILE.png: over one parameter a curve, over "
                     "two a heat map",
    };
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    orth_sweep_ranking *ranking = NULL;
    orth_status status = cli_check_files(&(cli_files){.outputs = {given.output.file},
                                                      .plots = {given.plot.file},
                                                      .scripts = given.plot.keep_script},
                                         &error);
    if (status == ORTH_OK)
        status = rank(&ranking, &given, given.top, &error);
    if (status == ORTH_OK)
        note_tally(ranking);
    if (status == ORTH_OK)
        status = write_all(ranking, &given, &error);
    orth_sweep_ranking_free(ranking);
    return cli_finish_stdout(status == ORTH_OK ? CLI_OK : cli_report_error(&error));
}
