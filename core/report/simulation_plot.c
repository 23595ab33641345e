/* A simulation as a picture: what was recorded over the blocks, then how the losses are distributed
 * over the price paths. */
#include "report/simulation_plot.h"

#include <stdlib.h>
#include <string.h>

#include "report/plot_axes.h"

#include "orthant/loss.h"

#define PANEL_HEIGHT 320

/* Where the panels' frames end, so that the legend's longest entry has room beside them. */
static double right_end(const orth_simulation *simulation)
{
    const orth_scenario *scenario = simulation->scenario;
    size_t widest = 8;
    for (size_t p = 0; p < scenario->path_count; p++) {
        size_t columns = orth_plot_columns(scenario->paths[p], ORTH_PLOT_NAME_MAX);
        columns += scenario->step_count > 1 ? 16 : 0;
        widest = columns > widest ? columns : widest;
    }
    for (size_t r = 0; scenario->strategy_count > 0 && r < simulation->count; r++) {
        size_t columns = orth_plot_columns(simulation->results[r].path, ORTH_PLOT_NAME_MAX);
        widest = columns > widest ? columns : widest;
    }
    for (size_t i = 0; i < scenario->n; i++) {
        size_t columns = orth_plot_columns(scenario->tokens[i], ORTH_PLOT_NAME_MAX);
        widest = columns > widest ? columns : widest;
    }
    return orth_plot_right_end(ORTH_SIMULATION_WIDTH, widest);
}

/* The longest legend: the schedules, what is beyond them, holding or the mean; or tokens, and four
 * schedules. */
static size_t entries_of(const orth_simulation *simulation, bool recorded)
{
    size_t schedules = simulation->count, tokens = simulation->scenario->n;
    schedules = schedules > ORTH_PLOT_LEGEND_MAX ? ORTH_PLOT_LEGEND_MAX + 1 : schedules;
    tokens = recorded ? (tokens > 8 ? 8 : tokens) + (schedules > 4 ? 4 : schedules) : 0;
    return schedules + 1 > tokens ? schedules + 1 : tokens;
}

/* Shortfalls schedule by schedule in bp, or those of all but the first less the first's. */
static double *gather(const orth_simulation *simulation, bool differences, orth_error *error)
{
    size_t m = (size_t)simulation->price_paths, first = differences;
    double bytes = (double)m * (double)(simulation->count - first) * sizeof(double);
    double *values = malloc((size_t)bytes), bp = orth_part_bp(1) / simulation->start_value;
    if (values == NULL) {
        orth_fail_memory(error, bytes);
        return NULL;
    }
    for (size_t s = first; s < simulation->count; s++)
        for (size_t i = 0; i < m; i++) {
            const double *less = differences ? simulation->results[0].shortfalls : NULL;
            double value = simulation->results[s].shortfalls[i] - (differences ? less[i] : 0);
            values[(s - first) * m + i] = bp * value;
        }
    return values;
}

static orth_status distribute(orth_distribution *distribution, const orth_simulation *simulation,
                              bool differences, orth_error *error)
{
    *distribution = (orth_distribution){0};
    if (simulation->price_paths < 2 || (differences && simulation->count < 2))
        return ORTH_OK;
    double *values = gather(simulation, differences, error);
    if (values == NULL)
        return ORTH_NO_MEMORY;
    orth_status status = orth_distribution_of(distribution, simulation->count - differences,
                                              (size_t)simulation->price_paths, values, error);
    free(values);
    return status;
}

static void put_caption(orth_plot *plot, const orth_simulation *simulation, bool recorded)
{
    char what[ORTH_PLOT_TITLE_MAX + ORTH_PLOT_NUMBER_MAX], paths[ORTH_PLOT_NUMBER_MAX];
    orth_plot_number(paths, (double)simulation->price_paths, 0);
    if (simulation->price_paths < 2)
        snprintf(what, sizeof what, "value, shortfall and weights over time");
    else if (recorded)
        snprintf(what, sizeof what, "the first price path over time, then all %s", paths);
    else
        snprintf(what, sizeof what, "how the shortfall is distributed over %s price paths", paths);
    orth_plot_caption(plot, simulation->scenario->name, what);
}

static orth_status draw(const orth_simulation *simulation, const orth_recording *recording,
                        const orth_distribution distributions[2], const char *file,
                        bool keep_script, orth_error *error)
{
    int panels = (recording != NULL ? orth_simulation_series_panels(simulation) : 0) +
                 (distributions[0].m > 0) + (distributions[1].m > 0);
    orth_plot plot;
    orth_status status = orth_plot_begin(&plot, file, ORTH_SIMULATION_WIDTH,
                                         PANEL_HEIGHT * panels + (panels == 1 ? 80 : 20),
                                         simulation->scenario->name, error);
    if (status != ORTH_OK)
        return status;
    put_caption(&plot, simulation, recording != NULL);
    fprintf(plot.script,
            "set multiplot layout %d,1\nset lmargin at screen %g\nset rmargin at screen %g\n",
            panels, orth_plot_left_end(ORTH_SIMULATION_WIDTH, 4), right_end(simulation));
    orth_plot_key_height(&plot, entries_of(simulation, recording != NULL), PANEL_HEIGHT - 160);
    if (recording != NULL)
        orth_simulation_put_series(&plot, simulation, recording);
    for (int differences = 0; differences < 2; differences++)
        if (distributions[differences].m > 0)
            orth_simulation_put_distribution(&plot, simulation, &distributions[differences],
                                             differences == 1);
    fputs("unset multiplot\n", plot.script);
    return orth_plot_finish(&plot, keep_script, error);
}

orth_status orth_simulation_plot(const orth_simulation *simulation, const orth_recording *recording,
                                 const char *file, bool keep_script, orth_error *error)
{
    if (recording == NULL && simulation->price_paths < 2)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: nothing to draw: one price path has no distribution, and nothing was "
                         "recorded",
                         file);
    if (recording != NULL && simulation->scenario->strategy_count > 0)
        return orth_simulation_plot_strategies(simulation, recording, file, keep_script, error);
    orth_distribution distributions[2];
    orth_status status = distribute(&distributions[0], simulation, false, error);
    if (status != ORTH_OK)
        return status;
    status = distribute(&distributions[1], simulation, true, error);
    if (status == ORTH_OK)
        status = draw(simulation, recording, distributions, file, keep_script, error);
    orth_distribution_free(&distributions[0]);
    orth_distribution_free(&distributions[1]);
    return status;
}
