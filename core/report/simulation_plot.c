/* Pictures of simulations: value and weights over time, and the spread of the shortfall. */
#include <inttypes.h>

#include "orthant/report.h"
#include "report/plot.h"
#include "report/recording.h"

#define TOKENS_DRAWN 8

static void put_series(orth_plot *plot, const orth_recording *recording, size_t schedule)
{
    size_t n = orth_recording_tokens(recording), count;
    const double *rows = orth_recording_rows(recording, schedule, &count);
    fprintf(plot->script, "$schedule%zu << EOD\n", schedule + 1);
    for (size_t k = 0; k < count; k++) {
        const double *row = rows + k * orth_recording_width(recording);
        fprintf(plot->script, "%.0f %.17g %.17g", row[ORTH_RECORDED_BLOCK],
                row[ORTH_RECORDED_VALUE], row[ORTH_RECORDED_HOLD]);
        for (size_t i = 0; i < n && i < TOKENS_DRAWN; i++)
            fprintf(plot->script, " %.17g", row[ORTH_RECORDED_FIXED + i]);
        fputc('\n', plot->script);
    }
    fputs("EOD\n", plot->script);
}

static void put_name(orth_plot *plot, const orth_simulated *result)
{
    char name[ORTH_PLOT_NAME_MAX + 24];
    snprintf(name, sizeof name, "%.*s, %" PRIu64 " steps", ORTH_PLOT_NAME_MAX - 2, result->path,
             result->steps);
    orth_plot_text(plot, name, sizeof name);
}

orth_status orth_simulation_plot_series(const orth_simulation *simulation,
                                        const orth_recording *recording, const char *file,
                                        bool keep_script, orth_error *error)
{
    const orth_scenario *scenario = simulation->scenario;
    orth_plot plot;
    orth_status status = orth_plot_begin(&plot, file, 900, 720, scenario->name, error);
    if (status != ORTH_OK)
        return status;
    for (size_t s = 0; s < simulation->count; s++)
        put_series(&plot, recording, s);
    fputs("set multiplot layout 2,1\nset xlabel 'block'\nset ylabel 'value'\nplot ", plot.script);
    fputs(
        "$schedule1 using 1:3 with lines linewidth 1.2 linecolor '#888888' dashtype 2 title 'hold'",
        plot.script);
    for (size_t s = 0; s < simulation->count; s++) {
        fprintf(plot.script,
                ", \\\n$schedule%zu using 1:2 with lines linewidth 1.6 linecolor '%s' "
                "dashtype %s title ",
                s + 1, orth_plot_colour(s), orth_plot_dash(s));
        put_name(&plot, &simulation->results[s]);
    }
    fputs("\nunset title\nset ylabel 'weight'\nplot ", plot.script);
    for (size_t s = 0; s < simulation->count; s++)
        for (size_t i = 0; i < scenario->n && i < TOKENS_DRAWN; i++) {
            fprintf(plot.script,
                    "%s$schedule%zu using 1:%zu with steps linewidth 1.4 linecolor '%s' "
                    "dashtype %s ",
                    s + i == 0 ? "" : ", \\\n", s + 1, i + 4, orth_plot_colour(i),
                    orth_plot_dash(8 * s));
            if (s == 0) {
                fputs("title ", plot.script);
                orth_plot_text(&plot, scenario->tokens[i], ORTH_PLOT_NAME_MAX);
            } else {
                fputs("notitle", plot.script);
            }
        }
    fputs("\nunset multiplot\n", plot.script);
    return orth_plot_finish(&plot, keep_script, error);
}

orth_status orth_simulation_plot_spread(const orth_simulation *simulation, const char *file,
                                        bool keep_script, orth_error *error)
{
    orth_plot plot;
    orth_status status = orth_plot_begin(&plot, file, 900, 540, simulation->scenario->name, error);
    if (status != ORTH_OK)
        return status;
    double bp = 1e4 / simulation->start_value;
    fputs("$spread << EOD\n", plot.script);
    for (size_t s = 0; s < simulation->count; s++) {
        const orth_estimate *shortfall = &simulation->results[s].figures[ORTH_SHORTFALL];
        fprintf(plot.script, "%zu", s + 1);
        for (size_t q = 0; q < ORTH_QUANTILES; q++)
            fprintf(plot.script, " %.17g", bp * shortfall->quantiles[q]);
        fprintf(plot.script, " %.17g\n", bp * shortfall->mean);
    }
    fprintf(plot.script,
            "EOD\nset xrange [0.4:%zu.6]\nset boxwidth 0.5\nset style fill empty\n"
            "set ylabel 'shortfall against rebalancing (basis points)'\nset xtics (",
            simulation->count);
    for (size_t s = 0; s < simulation->count; s++) {
        char name[ORTH_PLOT_NAME_MAX + 24];
        snprintf(name, sizeof name, "%.*s, %" PRIu64, ORTH_PLOT_NAME_MAX - 2,
                 simulation->results[s].path, simulation->results[s].steps);
        fputs(s == 0 ? "" : ", ", plot.script);
        orth_plot_tic(&plot, name, sizeof name);
        fprintf(plot.script, " %zu", s + 1);
    }
    fprintf(
        plot.script,
        ")%s\nplot $spread using 1:3:2:6:5 with candlesticks whiskerbars linewidth 1.4 linecolor "
        "'%s' "
        "title '5, 25, 75, 95 %% of price paths', \\\n"
        "$spread using 1:4:4:4:4 with candlesticks linewidth 2 linecolor '%s' title 'median', \\\n"
        "$spread using 1:7 with points pointtype 7 pointsize 0.7 linecolor '#444444' title "
        "'mean'\n",
        simulation->count > 4 ? " rotate by -30" : "", orth_plot_colour(0), orth_plot_colour(1));
    return orth_plot_finish(&plot, keep_script, error);
}
