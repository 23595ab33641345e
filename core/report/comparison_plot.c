/* Losses as a picture: curves over the step counts, or bars when there is one. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "numeric/elementary.h"
#include "orthant/report.h"
#include "report/plot.h"

#define WIDTH 900
#define HEIGHT 540
#define LEADING_POINTS 64
#define TICS_MAX 14
#define WHOLE_POOL_BP 1e4
/* Two losses, each right to 1e-14, differ by this much where they are equal. */
#define EXCESS_LEAST 2e-14

static const char leading_name[] = "D\xc2\xb2/2f, leading order";

/* What is drawn, in the order of the steps. */
typedef struct picture {
    const orth_comparison *comparison;
    size_t paths, counts;
    size_t *order; /* step counts ascending: indices into the scenario's */
    bool excess;   /* percent over the best instead of basis points */
} picture;

static const orth_result *result_at(const picture *p, size_t rank, size_t path)
{
    return &p->comparison->results[p->order[rank] * p->paths + path];
}

static double excess_of(const orth_result *result)
{
    return result->excess_over_best > EXCESS_LEAST ? result->excess_over_best : 0;
}

static double value_at(const picture *p, size_t rank, size_t path)
{
    const orth_result *result = result_at(p, rank, path);
    return p->excess ? 100 * excess_of(result) : result->loss_bp;
}

static uint64_t steps_at(const picture *p, size_t rank)
{
    return p->comparison->scenario->steps[p->order[rank]];
}

static const char *path_name(const picture *p, size_t path)
{
    return p->comparison->scenario->paths[path];
}

static const char *title_of(const picture *p)
{
    const orth_scenario *scenario = p->comparison->scenario;
    return scenario->name != NULL && scenario->name[0] != '\0' ? scenario->name : scenario->file;
}

static double greatest_value(const picture *p)
{
    double greatest = 0;
    for (size_t i = 0; i < p->counts; i++) {
        for (size_t path = 0; path < p->paths; path++)
            greatest = fmax(greatest, value_at(p, i, path));
    }
    return greatest;
}

static size_t count_positive(const picture *p, size_t path)
{
    size_t count = 0;
    for (size_t i = 0; i < p->counts; i++)
        count += value_at(p, i, path) > 0;
    return count;
}

/* 1e4 (1 - e^(-D^2/2f)), so that it can be laid beside losses however large. */
static double leading_bp(const picture *p, double steps)
{
    double distance = p->comparison->distance;
    return -WHOLE_POOL_BP * orth_expm1(-0.5 * distance * distance / steps);
}

static const char *axis_name(const picture *p)
{
    return p->excess ? "excess over the best path (%)" : "loss (basis points of pool value)";
}

static void put_style(orth_plot *plot, size_t path)
{
    fprintf(plot->script,
            " linewidth 1.6 linecolor '%s' dashtype %s pointtype %d pointsize %.2g pointinterval 1",
            orth_plot_colour(path), orth_plot_dash(path), orth_plot_point(path), 0.9);
}

/* ---------------------------------------------------------------- curves */

static void put_curve_data(orth_plot *plot, const picture *p, bool logarithmic)
{
    for (size_t path = 0; path < p->paths; path++) {
        fprintf(plot->script, "$path%zu << EOD\n", path + 1);
        for (size_t i = 0; i < p->counts; i++) {
            double value = value_at(p, i, path);
            /* A gap in the curve where a logarithm has no place for the point. */
            if (value > 0 || !logarithmic)
                fprintf(plot->script, "%" PRIu64 " %.17g\n", steps_at(p, i), value);
            else
                fprintf(plot->script, "%" PRIu64 " NaN\n", steps_at(p, i));
        }
        fputs("EOD\n", plot->script);
    }
}

static void put_leading_data(orth_plot *plot, const picture *p)
{
    double first = (double)steps_at(p, 0), last = (double)steps_at(p, p->counts - 1);
    fputs("$leading << EOD\n", plot->script);
    for (int i = 0; i <= LEADING_POINTS; i++) {
        double steps = first * orth_pow(last / first, (double)i / LEADING_POINTS);
        fprintf(plot->script, "%.17g %.17g\n", steps, leading_bp(p, steps));
    }
    fputs("EOD\n", plot->script);
}

/* A tic at the asked step counts, but for those that would stand too close. */
static void put_step_tics(orth_plot *plot, const picture *p)
{
    double range = (double)steps_at(p, p->counts - 1) / (double)steps_at(p, 0);
    double apart = orth_pow(range, 1.0 / TICS_MAX), last = 0;
    double end = (double)steps_at(p, p->counts - 1);
    fputs("set xtics (", plot->script);
    for (size_t i = 0; i < p->counts; i++) {
        double steps = (double)steps_at(p, i);
        if (steps < end && (steps < last * apart || steps * apart > end))
            continue;
        fprintf(plot->script, "%s'%" PRIu64 "' %" PRIu64, last > 0 ? ", " : "", steps_at(p, i),
                steps_at(p, i));
        last = steps;
    }
    fputs(")\n", plot->script);
    double margin = orth_pow(range, 0.03);
    fprintf(plot->script, "set xrange [%.6g:%.6g]\n", (double)steps_at(p, 0) / margin,
            end * margin);
}

/* The axis spans at least a factor of six, so that it has two tics or more (1, 2, 5, 10, ...). */
static void put_logarithmic_axis(orth_plot *plot, double least, double greatest, double highest)
{
    double margin = fmax(1.15, orth_pow(greatest / least, 0.04));
    least /= margin;
    greatest *= margin;
    if (greatest < 6 * least) {
        double middle = sqrt(least) * sqrt(greatest);
        least = middle / sqrt(6);
        greatest = middle * sqrt(6);
    }
    if (greatest > highest) {
        greatest = highest;
        least = fmin(least, highest / 6);
    }
    fprintf(plot->script, "set logscale y\nset format y '%%.6g'\nset yrange [%.6g:%.6g]\n", least,
            greatest);
    if (greatest > 100 * least)
        return;
    double power = orth_pow(10, floor(orth_log(least) / orth_log(10)));
    const char *comma = "";
    fputs("set ytics (", plot->script);
    for (; power < greatest; power *= 10) {
        static const int digits[] = {1, 2, 5};
        for (int i = 0; i < 3; i++, comma = ", ")
            fprintf(plot->script, "%s%.6g", comma, digits[i] * power);
    }
    fputs(")\n", plot->script);
}

static void put_value_axis(orth_plot *plot, const picture *p, bool leading)
{
    double least = INFINITY, greatest = greatest_value(p);
    for (size_t i = 0; i < p->counts; i++) {
        for (size_t path = 0; path < p->paths; path++)
            least = fmin(least, value_at(p, i, path) > 0 ? value_at(p, i, path) : INFINITY);
    }
    if (leading) {
        least = fmin(least, leading_bp(p, (double)steps_at(p, p->counts - 1)));
        greatest = fmax(greatest, leading_bp(p, (double)steps_at(p, 0)));
    }
    if (greatest > 0)
        put_logarithmic_axis(plot, least, greatest, p->excess ? INFINITY : 1.05 * WHOLE_POOL_BP);
    else
        fprintf(plot->script,
                "unset grid\nset yrange [0:1]\nset ytics (0)\n"
                "set label 1 '%s' at graph 0.5,0.5 center noenhanced\n",
                p->excess ? "No path loses more than another."
                          : "Nothing moves: no path loses anything.");
}

static void put_curve(orth_plot *plot, const picture *p, size_t path, bool logarithmic)
{
    bool drawn = !logarithmic || count_positive(p, path) > 0;
    if (drawn)
        fprintf(plot->script, "$path%zu using 1:2 with linespoints", path + 1);
    else
        fputs("keyentry with linespoints", plot->script);
    put_style(plot, path);
    if (path >= ORTH_PLOT_LEGEND_MAX) {
        fputs(" notitle", plot->script);
        return;
    }
    fputs(" title ", plot->script);
    orth_plot_text(plot, path_name(p, path), ORTH_PLOT_NAME_MAX);
    if (!drawn)
        fputs(p->excess ? ".' (the best)'" : ".' (no loss)'", plot->script);
}

static void put_curves(orth_plot *plot, const picture *p)
{
    bool logarithmic = greatest_value(p) > 0;
    bool leading = logarithmic && !p->excess && p->comparison->distance > 0;
    FILE *script = plot->script;
    put_curve_data(plot, p, logarithmic);
    fprintf(script, "set xlabel 'steps'\nset ylabel '%s'\nset logscale x\n", axis_name(p));
    put_step_tics(plot, p);
    put_value_axis(plot, p, leading);
    if (leading)
        put_leading_data(plot, p);
    fputs("plot ", script);
    if (leading)
        fprintf(script,
                "$leading using 1:2 with lines linewidth 1.6 linecolor '#555555' "
                "dashtype (8,5) title '%s', \\\n  ",
                leading_name);
    for (size_t path = ORTH_PLOT_LEGEND_MAX; path < p->paths; path++) {
        put_curve(plot, p, path, logarithmic);
        fputs(", \\\n  ", script);
    }
    for (size_t path = 0; path < p->paths && path < ORTH_PLOT_LEGEND_MAX; path++) {
        fputs(path > 0 ? ", \\\n  " : "", script);
        put_curve(plot, p, path, logarithmic);
    }
    orth_plot_rest(plot, p->paths);
    fputc('\n', script);
}

/* ---------------------------------------------------------------- bars */

/* Bars start at zero, so that their lengths can be compared; what lengths cannot show, the numbers
 * beside them say. */
static void put_bar_label(orth_plot *plot, const picture *p, size_t path)
{
    const orth_result *result = result_at(p, 0, path);
    double excess = 100 * excess_of(result);
    fprintf(plot->script, "set label %zu '", path + 1);
    if (!p->excess)
        fprintf(plot->script, "%.7g bp", result->loss_bp);
    if (excess > 0)
        fprintf(plot->script, p->excess ? "+%.3g %%" : " (+%.3g %%)", excess);
    else if (result->loss_bp > 0 && p->paths > 1)
        fputs(p->excess ? "the best" : " (the best)", plot->script);
    else if (p->excess)
        fputs("0 %", plot->script);
    fprintf(plot->script, "' at %.17g,%zu left offset 0.8,0 front noenhanced\n",
            value_at(p, 0, path), path);
}

static void put_leading_bar(orth_plot *plot, const picture *p)
{
    double value = leading_bp(p, (double)steps_at(p, 0));
    fprintf(plot->script,
            "set arrow 1 from %.17g, graph 0 to %.17g, graph 1 nohead front linewidth 1.4 "
            "linecolor '#333333' dashtype (6,4)\n",
            value, value);
}

static void put_bars(orth_plot *plot, const picture *p)
{
    FILE *script = plot->script;
    double greatest = greatest_value(p);
    bool leading = !p->excess && p->comparison->distance > 0;
    if (leading)
        greatest = fmax(greatest, leading_bp(p, (double)steps_at(p, 0)));
    fprintf(script, "set xlabel '%s, %" PRIu64 " step%s'\n", axis_name(p), steps_at(p, 0),
            steps_at(p, 0) == 1 ? "" : "s");
    fprintf(script, "set xrange [0:%.17g]\nset yrange [%zu.6:-0.6]\n",
            greatest > 0 ? 1.38 * greatest : 1, p->paths - 1);
    fputs("set format x '%.6g'\nunset grid\nset key bmargin center horizontal\n", script);
    if (leading)
        fputs("set bmargin 5\n", script);
    if (greatest <= 0)
        fputs("set xtics (0)\n", script);
    fputs("set ytics scale 0 (", script);
    for (size_t path = 0; path < p->paths; path++) {
        fputs(path > 0 ? ", " : "", script);
        orth_plot_tic(plot, path_name(p, path), ORTH_PLOT_NAME_MAX);
        fprintf(script, " %zu", path);
    }
    fputs(")\n", script);
    for (size_t path = 0; path < p->paths; path++)
        put_bar_label(plot, p, path);
    fputs("$bars << EOD\n", script);
    for (size_t path = 0; path < p->paths; path++)
        fprintf(script, "%zu %.17g\n", path, value_at(p, 0, path));
    fputs("EOD\n", script);
    if (leading)
        put_leading_bar(plot, p);
    fputs("plot ", script);
    for (size_t path = 0; path < p->paths; path++)
        fprintf(script,
                "%s$bars every ::%zu::%zu using 2:1:(0):2:($1-0.3):($1+0.3) with boxxyerror "
                "linecolor '%s' notitle",
                path > 0 ? ", \\\n  " : "", path, path, orth_plot_colour(path));
    if (leading)
        fprintf(script,
                ", \\\n  keyentry with lines linewidth 1.4 linecolor '#333333' dashtype (6,4) "
                "title '%s: %.7g bp'",
                leading_name, leading_bp(p, (double)steps_at(p, 0)));
    fputc('\n', script);
}

/* ---------------------------------------------------------------- */

static void sort_counts(picture *p)
{
    const uint64_t *steps = p->comparison->scenario->steps;
    for (size_t i = 0; i < p->counts; i++) {
        size_t at = i;
        for (; at > 0 && steps[p->order[at - 1]] > steps[i]; at--)
            p->order[at] = p->order[at - 1];
        p->order[at] = i;
    }
}

orth_status orth_comparison_plot(const orth_comparison *comparison, const char *file, bool excess,
                                 bool keep_script, orth_error *error)
{
    const orth_scenario *scenario = comparison->scenario;
    picture p = {.comparison = comparison,
                 .paths = scenario->path_count,
                 .counts = scenario->step_count,
                 .excess = excess};
    p.order = malloc(p.counts * sizeof *p.order);
    if (p.order == NULL)
        return orth_fail_memory(error, (double)p.counts * sizeof *p.order);
    sort_counts(&p);
    bool bars = steps_at(&p, 0) == steps_at(&p, p.counts - 1);
    int height = bars ? 190 + 46 * (int)fmin((double)p.paths, 100) : HEIGHT;
    orth_plot plot;
    orth_status status = orth_plot_begin(&plot, file, WIDTH, height, title_of(&p), error);
    if (status == ORTH_OK) {
        if (bars)
            put_bars(&plot, &p);
        else
            put_curves(&plot, &p);
        status = orth_plot_finish(&plot, keep_script, error);
    }
    free(p.order);
    return status;
}
