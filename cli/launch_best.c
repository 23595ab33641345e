/* orthant launch --best: the settings ranked by what a seller wants. */
#include "launch_best.h"

#include <inttypes.h>

#include "base/file_out.h"
#include "base/plural.h"
#include "cli.h"
#include "orthant/limits.h"

/* Settings that are shown when nobody says how many, as of sweeps. */
#define TOP 10
/* A picture is over so many parameters at most. */
#define OVER_MAX 2

enum { KEY_BEST = 0x600, KEY_TOP };

static const struct argp_option options[] = {
    {"best", KEY_BEST, "raise|price-stability|dispersion", 0,
     "Rank paths, lengths and settings in place of telling them: by raise (most is raised), "
     "price-stability (the price stays nearest to the average that buyers paid) or dispersion "
     "(buyers pay alike, the least Gini coefficient); says which are not told from the best",
     3},
    {"top", KEY_TOP, "COUNT", 0, "With --best: show so many settings (default 10)", 3},
    {0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
    cli_launch_best_options *best = state->input;
    orth_error error;
    switch (key) {
    case KEY_BEST:
        if (orth_launch_goal_find(&best->goal, argument, &error) != ORTH_OK)
            argp_error(state, "--best: %s", error.text);
        best->given = true;
        return 0;
    case KEY_TOP:
        best->top = (size_t)cli_parse_whole(state, "top", argument, 1, ORTH_SWEEP_MAX);
        return 0;
    case ARGP_KEY_END:
        if (best->top > 0 && !best->given)
            argp_error(state, "--top says how many of --best are shown; --best is missing");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp cli_launch_best_argp = {options, parse, NULL, NULL, NULL, NULL, NULL};

/* Of all settings, not only of those that are shown. */
static orth_status draw(const orth_launch *launch, const cli_launch_best_options *best,
                        const cli_plot_options *plot, orth_error *error)
{
    orth_sweep_ranking *all;
    uint64_t left_out;
    orth_status status = orth_launch_best(&all, &left_out, launch, best->goal, 0, error);
    if (status != ORTH_OK)
        return status;
    size_t over = all->parameters < OVER_MAX ? all->parameters : OVER_MAX;
    status = orth_sweep_ranking_plot(all, over, (const char *const *)all->names, plot->file,
                                     plot->keep_script, error);
    orth_sweep_ranking_free(all);
    return status;
}

static orth_status write_file(const orth_sweep_ranking *ranking, const char *file,
                              orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    orth_sweep_ranking_write_json(ranking, output.stream);
    return orth_output_commit(&output, error);
}

static void note(const orth_launch *launch, uint64_t left_out, uint64_t undefined)
{
    if (undefined > 0)
        cli_note("%" PRIu64 " setting%s without a buyer on any price path: not ranked", undefined,
                 orth_plural(undefined, "", "s"));
    if (left_out > 0)
        cli_note("%" PRIu64 " of %" PRIu64 " price paths are left out: under some setting nobody "
                 "buys on them",
                 left_out, launch->price_paths);
}

orth_status cli_launch_best_write(const orth_launch *launch, const cli_launch_best_options *best,
                                  const cli_output_options *output, const cli_plot_options *plot,
                                  orth_error *error)
{
    orth_sweep_ranking *ranking;
    uint64_t left_out;
    size_t top = best->top > 0 ? best->top : TOP;
    orth_status status = orth_launch_best(&ranking, &left_out, launch, best->goal, top, error);
    if (status != ORTH_OK)
        return status;
    note(launch, left_out, ranking->undefined);
    if (output->file != NULL)
        status = write_file(ranking, output->file, error);
    if (status == ORTH_OK && plot->file != NULL)
        status = draw(launch, best, plot, error);
    if (status == ORTH_OK && output->format == CLI_JSON)
        orth_sweep_ranking_write_json(ranking, stdout);
    else if (status == ORTH_OK && output->format == CLI_CSV)
        orth_sweep_ranking_write_csv(ranking, stdout);
    else if (status == ORTH_OK)
        orth_sweep_ranking_write_table(ranking, stdout);
    orth_sweep_ranking_free(ranking);
    return status;
}
