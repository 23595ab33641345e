/* Value, shortfall and weights over the blocks that were recorded. */
#include <inttypes.h>

#include "orthant/loss.h"
#include "report/simulation_clock.h"
#include "report/simulation_plot.h"

#define TOKENS_DRAWN 8
/* Columns of the data: block, value, hold, shortfall in bp, weights. */
#define WEIGHT_COLUMN 5

static void put_data(orth_plot *plot, const orth_simulation *simulation,
                     const orth_recording *recording, size_t schedule)
{
    size_t n = orth_recording_tokens(recording), count;
    const double *rows = orth_recording_rows(recording, schedule, &count);
    fprintf(plot->script, "$schedule%zu << EOD\n", schedule + 1);
    for (size_t k = 0; k < count; k++) {
        const double *row = rows + k * orth_recording_width(recording);
        double shortfall = row[ORTH_RECORDED_REBALANCE] - row[ORTH_RECORDED_VALUE];
        fprintf(plot->script, "%.0f %.17g %.17g %.17g", row[ORTH_RECORDED_BLOCK],
                row[ORTH_RECORDED_VALUE], row[ORTH_RECORDED_HOLD],
                orth_part_bp(shortfall) / simulation->start_value);
        for (size_t i = 0; i < n && i < TOKENS_DRAWN; i++)
            fprintf(plot->script, " %.17g", row[ORTH_RECORDED_FIXED + i]);
        fputc('\n', plot->script);
    }
    fputs("EOD\n", plot->script);
}

static void put_title(orth_plot *plot, const orth_simulation *simulation, size_t s)
{
    if (s >= ORTH_PLOT_LEGEND_MAX) {
        fputs("notitle", plot->script);
        return;
    }
    fputs("title ", plot->script);
    orth_simulation_plot_name(plot, simulation, s);
}

/* A line a schedule from one column of its data. */
static void put_lines(orth_plot *plot, const orth_simulation *simulation, int column)
{
    for (size_t s = 0; s < simulation->count; s++) {
        fprintf(plot->script,
                "%s$schedule%zu using 1:%d with lines linewidth 1.6 linecolor '%s' dashtype %s ",
                s == 0 ? "" : ", \\\n", s + 1, column, orth_plot_colour(s), orth_plot_dash(s));
        put_title(plot, simulation, s);
    }
    orth_plot_rest(plot, simulation->count);
}

/* Stairs where every block was recorded, else lines. Colours tell the tokens, dashes the
 * schedules. */
static void put_weights(orth_plot *plot, const orth_simulation *simulation, bool stairs)
{
    static const char *const dashes[] = {"solid", "(9,4)", "(3,3)", "(9,3,2,3)"};
    const orth_scenario *scenario = simulation->scenario;
    for (size_t s = 0; s < simulation->count; s++)
        for (size_t i = 0; i < scenario->n && i < TOKENS_DRAWN; i++) {
            fprintf(plot->script,
                    "%s$schedule%zu using 1:%zu with %s linewidth 1.4 linecolor '%s' dashtype %s ",
                    s + i == 0 ? "" : ", \\\n", s + 1, i + WEIGHT_COLUMN,
                    stairs ? "steps" : "lines", orth_plot_colour(i), dashes[s % 4]);
            if (s == 0) {
                fputs("title ", plot->script);
                orth_plot_text(plot, scenario->tokens[i], ORTH_PLOT_NAME_MAX);
            } else {
                fputs("notitle", plot->script);
            }
        }
    for (size_t s = 0; simulation->count > 1 && s < simulation->count && s < 4; s++) {
        fprintf(plot->script,
                ", \\\nkeyentry with lines linewidth 1.4 linecolor '#444444' dashtype %s ",
                dashes[s]);
        put_title(plot, simulation, s);
    }
}

void orth_simulation_put_series(orth_plot *plot, const orth_simulation *simulation,
                                const orth_recording *recording)
{
    size_t count;
    const double *rows = orth_recording_rows(recording, 0, &count);
    bool stairs = count < 2 || rows[orth_recording_width(recording) + ORTH_RECORDED_BLOCK] == 1;
    FILE *script = plot->script;
    for (size_t s = 0; s < simulation->count; s++)
        put_data(plot, simulation, recording, s);
    fprintf(script, "set xrange [0:%" PRIu64 "]\nset format y '%%.8g'\nset ylabel 'value",
            simulation->blocks);
    if (simulation->scenario->has_pool) {
        fputs(" ('.", script);
        orth_plot_text(plot, simulation->scenario->pool_unit, ORTH_PLOT_NAME_MAX);
        fputs(".')", script);
    }
    fputs("'", script);
    fputs("\nplot $schedule1 using 1:3 with lines linewidth 1.2 linecolor '#888888' dashtype (8,5) "
          "title 'hold', \\\n",
          script);
    put_lines(plot, simulation, 2);
    fputs("\nunset title\nset ylabel 'shortfall so far (bp)'\nplot ", script);
    put_lines(plot, simulation, 4);
    char clock[ORTH_CLOCK_TEXT_MAX];
    fprintf(script, "\nset xlabel 'block%s%s'\nset ylabel 'weight'\nplot ",
            orth_simulation_clock_text(clock, simulation),
            simulation->price_paths > 1 ? ", first price path" : "");
    put_weights(plot, simulation, stairs);
    fputc('\n', script);
}
