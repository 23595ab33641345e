/* A launch as a picture: the price over time with the one if nobody buys, what was raised so far,
 * and who paid what. */
#include <math.h>

#include "orthant/report.h"
#include "report/launch.h"
#include "report/plot_axes.h"

#define WIDTH ORTH_PLOT_WIDTH
#define HEIGHT 1000
#define PANELS 3
#define TICS 6
#define BANDS_MOST 4    /* with more results none has a band: they would hide each other */
#define HOURS_BELOW 2.0 /* days; shorter sales have an axis in hours */
#define WIDE 4.0        /* prices that span this factor have a logarithmic axis */
/* Columns of the data: time, price without buyers, price and raised (mean, 5 %, 95 %). */
enum { TIME = 1, NO_BUYER, PRICE, RAISED = PRICE + 3 };

typedef struct spans {
    orth_plot_span price, raised, paid;
    double days;
} spans;

static bool in_hours(const spans *of)
{
    return of->days < HOURS_BELOW;
}

static double time_of(const orth_launch *launch, const orth_launch_result *result, size_t i,
                      const spans *of)
{
    double blocks = (double)orth_launch_blocks(launch, result);
    return (in_hours(of) ? 24 : 1) * result->days * (double)result->blocks[i] / blocks;
}

static void put_number(orth_plot *plot, double value)
{
    if (isfinite(value))
        fprintf(plot->script, " %.17g", value);
    else
        fputs(" NaN", plot->script);
}

static bool has_band(const orth_launch *launch, size_t r)
{
    return launch->price_paths > 1 && launch->count <= BANDS_MOST && r < launch->count;
}

static void note(spans *of, const orth_launch *launch, size_t r)
{
    const orth_launch_result *result = &launch->results[r];
    for (size_t i = 0; i < result->recorded; i++) {
        orth_plot_span_note(&of->price, result->no_buyer[i]);
        for (size_t c = 0; c < (has_band(launch, r) ? 3 : 1); c++) {
            orth_plot_span_note(&of->price, result->price[c][i]);
            orth_plot_span_note(&of->raised, result->raised[c][i]);
        }
    }
    for (size_t i = 0; i < ORTH_LAUNCH_SHARES; i++)
        orth_plot_span_note(&of->paid, result->paid[i]);
    of->days = fmax(of->days, result->days);
}

static void put_data(orth_plot *plot, const orth_launch *launch, size_t r, const spans *of)
{
    const orth_launch_result *result = &launch->results[r];
    fprintf(plot->script, "$sale%zu << EOD\n", r);
    for (size_t i = 0; i < result->recorded; i++) {
        put_number(plot, time_of(launch, result, i, of));
        put_number(plot, result->no_buyer[i]);
        for (size_t c = 0; c < 3; c++)
            put_number(plot, result->price[c][i]);
        for (size_t c = 0; c < 3; c++)
            put_number(plot, result->raised[c][i]);
        fputc('\n', plot->script);
    }
    fprintf(plot->script, "EOD\n$paid%zu << EOD\n", r);
    for (size_t i = 0; i < ORTH_LAUNCH_SHARES; i++) {
        fprintf(plot->script, "%.17g", 100 * (double)i / (ORTH_LAUNCH_SHARES - 1));
        put_number(plot, result->paid[i]);
        fputc('\n', plot->script);
    }
    fputs("EOD\n", plot->script);
}

/* ---------------------------------------------------------------- lines */

static const char *path_of(const void *of, size_t r)
{
    return ((const orth_launch *)of)->results[r].path;
}

static orth_plot_look look_of(const orth_launch *launch, size_t r)
{
    return orth_plot_look_of_path(path_of, launch, r);
}

static void put_style(orth_plot *plot, const orth_launch *launch, size_t r)
{
    orth_plot_look look = look_of(launch, r);
    fprintf(plot->script, " linewidth 1.8 linecolor '%s' dashtype %s", look.colour, look.dash);
}

/* Goes on with a plot command: between 5 and 95 % of three columns. */
static void put_bands(orth_plot *plot, const orth_launch *launch, int column)
{
    for (size_t r = 0; r < launch->count && has_band(launch, r); r++)
        fprintf(plot->script,
                ", \\\n$sale%zu using 1:%d:%d with filledcurves fillcolor rgb '%s' fillstyle "
                "transparent solid 0.18 noborder notitle",
                r, column + 1, column + 2, look_of(launch, r).colour);
}

/* Those beyond the legend's end lie under the others. */
static void put_lines(orth_plot *plot, const orth_launch *launch, const char *data, int column)
{
    for (size_t r = launch->count; r-- > 0;) {
        fprintf(plot->script, ", \\\n$%s%zu using 1:%d with lines", data, r, column);
        put_style(plot, launch, r);
        fputs(" notitle", plot->script);
    }
}

static void put_legend(orth_plot *plot, const orth_launch *launch)
{
    char name[ORTH_LAUNCH_TEXT_MAX];
    for (size_t r = 0; r < launch->count && r < ORTH_PLOT_LEGEND_MAX; r++) {
        fputs(", \\\nkeyentry with lines", plot->script);
        put_style(plot, launch, r);
        fputs(" title ", plot->script);
        orth_plot_text(plot, orth_launch_name(name, launch, r), ORTH_PLOT_NAME_MAX);
    }
    orth_plot_rest(plot, launch->count);
    if (has_band(launch, 0))
        fprintf(plot->script,
                ", \\\nkeyentry with boxes fillcolor rgb '%s' fillstyle solid 0.3 noborder title "
                "'5 to 95 %% of them'",
                launch->count > 1 ? "#888888" : look_of(launch, 0).colour);
    fputs(", \\\nkeyentry with lines linewidth 1.4 linecolor '#666666' dashtype (6,5) title "
          "'if nobody buys'",
          plot->script);
}

/* ---------------------------------------------------------------- panels */

/* A constant value that all know, or that buyers are around; 0 without one. */
static double value_of(const orth_launch *launch)
{
    const orth_scenario *scenario = launch->scenario;
    return scenario->launch->has_value && scenario->market == NULL ? scenario->launch->value : 0;
}

static void put_price(orth_plot *plot, const orth_launch *launch, const spans *of)
{
    double value = value_of(launch);
    bool wide = of->price.any && of->price.low > 0 && of->price.high > WIDE * of->price.low;
    if (wide)
        orth_plot_logarithmic_axis(plot, of->price.low, of->price.high, INFINITY);
    else
        orth_plot_span_axis(plot, 'y', &of->price, TICS);
    fputs("set ylabel 'price of '.", plot->script);
    orth_plot_text(plot, orth_launch_project(launch), ORTH_PLOT_NAME_MAX);
    fputs(".' ('.", plot->script);
    orth_plot_text(plot, launch->scenario->pool_unit, ORTH_PLOT_NAME_MAX);
    fprintf(plot->script, ".'%s)'\nplot ", wide ? ", log scale" : "");
    if (value > 0)
        fprintf(plot->script,
                "%.17g with lines linewidth 1 linecolor '#222222' title 'value, %.6g'", value,
                value);
    else
        fputs("NaN notitle", plot->script);
    put_bands(plot, launch, PRICE);
    for (size_t r = 0; r < launch->count && r < ORTH_PLOT_LEGEND_MAX; r++)
        fprintf(plot->script,
                ", \\\n$sale%zu using 1:%d with lines linewidth 1.4 linecolor '%s' dashtype (6,5) "
                "notitle",
                r, NO_BUYER, launch->count > 1 ? look_of(launch, r).colour : "#666666");
    put_lines(plot, launch, "sale", PRICE);
    put_legend(plot, launch);
    fputs("\nunset logscale y\n", plot->script);
    orth_plot_untitle(plot);
}

static void put_raised(orth_plot *plot, const orth_launch *launch, const spans *of)
{
    orth_plot_span_axis(plot, 'y', &of->raised, TICS);
    fprintf(plot->script, "set xlabel '%s since the start'\nset ylabel 'raised so far ('.",
            in_hours(of) ? "hours" : "days");
    orth_plot_text(plot, launch->scenario->pool_unit, ORTH_PLOT_NAME_MAX);
    fputs(".')'\nplot NaN notitle", plot->script);
    put_bands(plot, launch, RAISED);
    put_lines(plot, launch, "sale", RAISED);
    fputc('\n', plot->script);
}

static void put_paid(orth_plot *plot, const orth_launch *launch, const spans *of)
{
    orth_plot_linear_axis(plot, 'x', 0, 100, 10);
    orth_plot_span_axis(plot, 'y', &of->paid, TICS);
    fputs("set xlabel 'tokens sold, the cheapest first (%)'\nset ylabel 'price "
          "paid ('.",
          plot->script);
    orth_plot_text(plot, launch->scenario->pool_unit, ORTH_PLOT_NAME_MAX);
    fputs(".')'", plot->script);
    if (!of->paid.any)
        fputs("\nunset grid\nset label 1 'Nobody buys.' at graph 0.5,0.5 center noenhanced",
              plot->script);
    fputs("\nplot NaN notitle", plot->script);
    if (of->paid.any)
        put_lines(plot, launch, "paid", 2);
    fputc('\n', plot->script);
}

/* ---------------------------------------------------------------- the picture */

static size_t legend_width(const orth_launch *launch)
{
    char name[ORTH_LAUNCH_TEXT_MAX];
    size_t most = has_band(launch, 0) ? sizeof "5 to 95 % of them" : 16;
    for (size_t r = 0; r < launch->count; r++) {
        size_t columns = orth_plot_columns(orth_launch_name(name, launch, r), ORTH_PLOT_NAME_MAX);
        most = columns > most ? columns : most;
    }
    return most;
}

/* The results, what is beyond the legend's end, and at most three entries more. */
static size_t entries_of(const orth_launch *launch)
{
    return (launch->count > ORTH_PLOT_LEGEND_MAX ? ORTH_PLOT_LEGEND_MAX + 1 : launch->count) + 3;
}

static void put_margins(orth_plot *plot, const orth_launch *launch, const spans *of)
{
    const orth_plot_span *const all[] = {&of->price, &of->raised, &of->paid};
    size_t letters = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        size_t width = orth_plot_span_width(all[i], TICS);
        letters = width > letters ? width : letters;
    }
    fprintf(plot->script, "set lmargin at screen %g\nset rmargin at screen %g\n",
            orth_plot_left_end(WIDTH, letters), orth_plot_right_end(WIDTH, legend_width(launch)));
}

static void put_caption(orth_plot *plot, const orth_launch *launch)
{
    const orth_scenario *scenario = launch->scenario;
    char what[2 * ORTH_PLOT_TITLE_MAX], paths[ORTH_PLOT_NUMBER_MAX];
    orth_plot_number(paths, (double)launch->price_paths, 0);
    if (launch->price_paths > 1)
        snprintf(what, sizeof what, "the sale in the mean of %.20s price paths", paths);
    else
        snprintf(what, sizeof what, "price, money raised and prices paid in the sale");
    orth_plot_caption(plot, scenario->name[0] != '\0' ? scenario->name : scenario->file, what);
}

orth_status orth_launch_plot(const orth_launch *launch, const char *file, bool keep_script,
                             orth_error *error)
{
    const orth_scenario *scenario = launch->scenario;
    orth_plot plot;
    spans of = {0};
    if (launch->results[0].recorded == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: a picture of a launch needs curves, and none were recorded", file);
    orth_status status =
        orth_plot_begin(&plot, file, WIDTH, HEIGHT,
                        scenario->name[0] != '\0' ? scenario->name : scenario->file, error);
    if (status != ORTH_OK)
        return status;
    put_caption(&plot, launch);
    for (size_t r = 0; r < launch->count; r++)
        note(&of, launch, r);
    for (size_t r = 0; r < launch->count; r++)
        put_data(&plot, launch, r, &of);
    fprintf(plot.script, "set multiplot layout %d,1\n", PANELS);
    put_margins(&plot, launch, &of);
    orth_plot_key_height(&plot, entries_of(launch), (double)HEIGHT / PANELS - 170);
    orth_plot_linear_axis(&plot, 'x', 0, (in_hours(&of) ? 24 : 1) * of.days, 10);
    put_price(&plot, launch, &of);
    put_raised(&plot, launch, &of);
    put_paid(&plot, launch, &of);
    fputs("unset multiplot\n", plot.script);
    return orth_plot_finish(&plot, keep_script, error);
}
