/* Value, shortfall and weights over the blocks that were recorded. */
#include <inttypes.h>

#include "orthant/loss.h"
#include "report/plot_axes.h"
#include "report/simulation_clock.h"
#include "report/simulation_plot.h"

#define TOKENS_DRAWN 8
#define TICS 6 /* of an upright axis */
/* Columns of the data: block, value, hold, shortfall in bp, the same less the first schedule's,
 * weights. */
#define WEIGHT_COLUMN 6

/* What the panels span: value, shortfall, difference, weights. */
typedef struct panel_spans {
    orth_plot_span value, shortfall, difference, weight;
} panel_spans;

static double shortfall_of(const orth_simulation *simulation, const double *row)
{
    return orth_part_bp(row[ORTH_RECORDED_REBALANCE] - row[ORTH_RECORDED_VALUE]) /
           simulation->start_value;
}

static void put_data(orth_plot *plot, const orth_simulation *simulation,
                     const orth_recording *recording, size_t schedule, panel_spans *spans)
{
    size_t n = orth_recording_tokens(recording), count;
    const double *rows = orth_recording_rows(recording, schedule, &count);
    const double *first = orth_recording_rows(recording, 0, &count);
    fprintf(plot->script, "$schedule%zu << EOD\n", schedule + 1);
    for (size_t k = 0; k < count; k++) {
        const double *row = rows + k * orth_recording_width(recording);
        double shortfall = shortfall_of(simulation, row);
        double more = shortfall - shortfall_of(simulation, first + (row - rows));
        fprintf(plot->script, "%.0f %.17g %.17g %.17g %.17g", row[ORTH_RECORDED_BLOCK],
                row[ORTH_RECORDED_VALUE], row[ORTH_RECORDED_HOLD], shortfall, more);
        orth_plot_span_note(&spans->value, row[ORTH_RECORDED_VALUE]);
        orth_plot_span_note(&spans->value, row[ORTH_RECORDED_HOLD]);
        orth_plot_span_note(&spans->shortfall, shortfall);
        orth_plot_span_note(&spans->difference, more);
        for (size_t i = 0; i < n && i < TOKENS_DRAWN; i++) {
            fprintf(plot->script, " %.17g", row[ORTH_RECORDED_FIXED + i]);
            orth_plot_span_note(&spans->weight, row[ORTH_RECORDED_FIXED + i]);
        }
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
        orth_plot_look look = orth_simulation_look(simulation, s);
        fprintf(plot->script,
                "%s$schedule%zu using 1:%d with lines linewidth 1.6 linecolor '%s' dashtype %s ",
                s == 0 ? "" : ", \\\n", s + 1, column, look.colour, look.dash);
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

int orth_simulation_series_panels(const orth_simulation *simulation)
{
    return simulation->count > 1 ? 4 : 3;
}

/* The first block at or after a time of the prices. */
static double place(const void *of, uint64_t seconds)
{
    const orth_simulation *simulation = of;
    int64_t at = (int64_t)seconds * 1000000;
    uint64_t low = 0, high = simulation->blocks;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (simulation->times[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return (double)low;
}

static bool is_dated(const orth_simulation *simulation)
{
    return simulation->times != NULL && simulation->dated && simulation->times[0] >= 0 &&
           simulation->times[simulation->blocks] > simulation->times[0];
}

/* Dates where the prices have some, else blocks. */
static int put_block_axis(orth_plot *plot, const orth_simulation *simulation)
{
    int lines = 1;
    orth_plot_count_axis(plot, simulation->blocks);
    if (is_dated(simulation))
        lines = orth_plot_time_tics(plot, (uint64_t)(simulation->times[0] / 1000000),
                                    (uint64_t)(simulation->times[simulation->blocks] / 1000000),
                                    place, simulation, true);
    return lines;
}

/* Of the last panel, which stands for all. */
static void put_block_title(orth_plot *plot, const orth_simulation *simulation, int lines)
{
    char clock[ORTH_CLOCK_TEXT_MAX], title[ORTH_CLOCK_TEXT_MAX + ORTH_PLOT_NUMBER_MAX];
    char blocks[ORTH_PLOT_NUMBER_MAX];
    if (is_dated(simulation))
        snprintf(title, sizeof title, "time (UTC), %s blocks",
                 orth_plot_number(blocks, (double)simulation->blocks, 0));
    else
        snprintf(title, sizeof title, "block%s", orth_simulation_clock_text(clock, simulation));
    orth_plot_time_title(plot, title, lines, true);
}

/* So that the labels of all panels have room. */
static void put_left_end(orth_plot *plot, const panel_spans *spans)
{
    const orth_plot_span *const all[] = {&spans->value, &spans->shortfall, &spans->difference,
                                         &spans->weight};
    size_t letters = 0;
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        size_t width = orth_plot_span_width(all[k], TICS);
        letters = width > letters ? width : letters;
    }
    fprintf(plot->script, "set lmargin at screen %g\n",
            orth_plot_left_end(ORTH_SIMULATION_WIDTH, letters));
}

void orth_simulation_put_series(orth_plot *plot, const orth_simulation *simulation,
                                const orth_recording *recording)
{
    size_t count;
    const double *rows = orth_recording_rows(recording, 0, &count);
    bool stairs = count < 2 || rows[orth_recording_width(recording) + ORTH_RECORDED_BLOCK] == 1;
    FILE *script = plot->script;
    panel_spans spans = {0};
    for (size_t s = 0; s < simulation->count; s++)
        put_data(plot, simulation, recording, s, &spans);
    int lines = put_block_axis(plot, simulation);
    put_left_end(plot, &spans);
    orth_plot_span_axis(plot, 'y', &spans.value, TICS);
    fputs("set ylabel 'value", script);
    if (simulation->scenario->has_pool) {
        fputs(" ('.", script);
        orth_plot_text(plot, simulation->scenario->pool_unit, ORTH_PLOT_NAME_MAX);
        fputs(".')", script);
    }
    fputs("'", script);
    fputs("\nplot $schedule1 using 1:3 with lines linewidth 1.2 linecolor '" ORTH_COLOUR_HOLD
          "' dashtype (9,4) "
          "title 'hold', \\\n",
          script);
    put_lines(plot, simulation, 2);
    fputc('\n', script);
    orth_plot_untitle(plot);
    fputs("set ylabel 'shortfall so far (bp)'\n", script);
    orth_plot_span_axis(plot, 'y', &spans.shortfall, TICS);
    fputs("plot ", script);
    put_lines(plot, simulation, 4);
    if (orth_simulation_series_panels(simulation) > 3) {
        fputs("\nset ylabel 'shortfall less'.\"\\n\".'that of '.", script);
        orth_simulation_plot_name(plot, simulation, 0);
        fputs(".' (bp)'\n", script);
        orth_plot_span_axis(plot, 'y', &spans.difference, TICS);
        fputs("plot ", script);
        put_lines(plot, simulation, 5);
    }
    fputc('\n', script);
    put_block_title(plot, simulation, lines);
    orth_plot_span_axis(plot, 'y', &spans.weight, TICS);
    fputs("set ylabel 'weight'\nplot ", script);
    put_weights(plot, simulation, stairs);
    fputc('\n', script);
}
