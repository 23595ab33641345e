/* Losses at one step count: a bar a path. */
#include <inttypes.h>
#include <math.h>

#include "base/plural.h"
#include "report/comparison_plot.h"
#include "report/plot_axes.h"

#define DIGITS_ROOM 1.3 /* of a bar's length: what its numbers may take beyond its end */

static bool has_leading(const orth_comparison_picture *p)
{
    return !p->excess && p->comparison->distance > 0;
}

/* At a bar's end, or at the dashed line where that would go through the numbers. */
static double label_place(const orth_comparison_picture *p, size_t path)
{
    double value = orth_comparison_value(p, 0, path);
    double line = has_leading(p) ? orth_comparison_leading(p, (double)p->steps[0]) : 0;
    return line > value && line < DIGITS_ROOM * value ? line : value;
}

/* Bars start at zero, so that their lengths can be compared; what lengths cannot show, the numbers
 * beside them say. */
static void put_bar_label(orth_plot *plot, const orth_comparison_picture *p, size_t path)
{
    const orth_comparison_result *result = orth_comparison_at(p, 0, path);
    double excess = 100 * orth_comparison_excess(result);
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
            label_place(p, path), path);
}

static void put_leading_bar(orth_plot *plot, const orth_comparison_picture *p)
{
    double value = orth_comparison_leading(p, (double)p->steps[0]);
    fprintf(plot->script,
            "set arrow 1 from %.17g, graph 0 to %.17g, graph 1 nohead front linewidth 1.4 "
            "linecolor '#333333' dashtype (6,4)\n",
            value, value);
}

void orth_comparison_bars(orth_plot *plot, const orth_comparison_picture *p)
{
    FILE *script = plot->script;
    double greatest = orth_comparison_greatest(p);
    bool leading = has_leading(p);
    if (leading)
        greatest = fmax(greatest, orth_comparison_leading(p, (double)p->steps[0]));
    char count[ORTH_PLOT_NUMBER_MAX];
    fprintf(script, "set xlabel '%s, %s step%s", orth_comparison_axis(p),
            orth_plot_number(count, (double)p->steps[0], 0), orth_plural(p->steps[0], "", "s"));
    if (leading)
        fprintf(script, "; dashed: %s, %.7g bp", ORTH_COMPARISON_LEADING,
                orth_comparison_leading(p, (double)p->steps[0]));
    fputs("'\n", script);
    fprintf(script, "set yrange [%zu.6:-0.6]\n", p->paths - 1);
    fputs("unset grid\nunset key\n", script);
    orth_plot_linear_axis(plot, 'x', 0, greatest > 0 ? 1.55 * greatest : 1, 7);
    if (greatest <= 0)
        fputs("set xtics (0)\n", script);
    fputs("set ytics scale 0 (", script);
    for (size_t path = 0; path < p->paths; path++) {
        fputs(path > 0 ? ", " : "", script);
        orth_plot_tic(plot, p->comparison->scenario->paths[path], ORTH_PLOT_NAME_MAX);
        fprintf(script, " %zu", path);
    }
    fputs(")\n", script);
    for (size_t path = 0; path < p->paths; path++)
        put_bar_label(plot, p, path);
    fputs("$bars << EOD\n", script);
    for (size_t path = 0; path < p->paths; path++)
        fprintf(script, "%zu %.17g\n", path, orth_comparison_value(p, 0, path));
    fputs("EOD\n", script);
    if (leading)
        put_leading_bar(plot, p);
    fputs("plot ", script);
    for (size_t path = 0; path < p->paths; path++)
        fprintf(script,
                "%s$bars every ::%zu::%zu using 2:1:(0):2:($1-0.3):($1+0.3) with boxxyerror "
                "linecolor '%s' notitle",
                path > 0 ? ", \\\n  " : "", path, path,
                orth_colour_of_path(p->comparison->scenario->paths[path]));
    fputc('\n', script);
}
