/* Losses over several step counts: a curve a path. */
#include <inttypes.h>
#include <math.h>

#include "numeric/elementary.h"
#include "orthant/loss.h"
#include "report/comparison_plot.h"
#include "report/plot_axes.h"

#define LEADING_POINTS 64
#define UNDRAWN_NAMED 4

static size_t count_positive(const orth_comparison_picture *p, size_t path)
{
    size_t count = 0;
    for (size_t i = 0; i < p->counts; i++)
        count += orth_comparison_value(p, i, path) > 0;
    return count;
}

static void put_style(orth_plot *plot, const orth_comparison_picture *p, size_t path)
{
    orth_plot_look look = orth_comparison_look(p, path);
    fprintf(plot->script,
            " linewidth 1.6 linecolor '%s' dashtype %s pointtype %d pointsize %.2g pointinterval 1",
            look.colour, look.dash, look.point, 0.9);
}

static void put_curve_data(orth_plot *plot, const orth_comparison_picture *p, bool logarithmic)
{
    for (size_t path = 0; path < p->paths; path++) {
        fprintf(plot->script, "$path%zu << EOD\n", path + 1);
        for (size_t i = 0; i < p->counts; i++) {
            double value = orth_comparison_value(p, i, path);
            /* A gap in the curve where a logarithm has no place for the point. */
            if (value > 0 || !logarithmic)
                fprintf(plot->script, "%" PRIu64 " %.17g\n", p->steps[i], value);
            else
                fprintf(plot->script, "%" PRIu64 " NaN\n", p->steps[i]);
        }
        fputs("EOD\n", plot->script);
    }
}

static void put_leading_data(orth_plot *plot, const orth_comparison_picture *p)
{
    double first = (double)p->steps[0], last = (double)p->steps[p->counts - 1];
    fputs("$leading << EOD\n", plot->script);
    for (int i = 0; i <= LEADING_POINTS; i++) {
        double steps = first * orth_pow(last / first, (double)i / LEADING_POINTS);
        fprintf(plot->script, "%.17g %.17g\n", steps, orth_comparison_leading(p, steps));
    }
    fputs("EOD\n", plot->script);
}

static void put_value_axis(orth_plot *plot, const orth_comparison_picture *p, bool leading)
{
    double least = INFINITY, greatest = orth_comparison_greatest(p);
    for (size_t i = 0; i < p->counts; i++) {
        for (size_t path = 0; path < p->paths; path++)
            least = fmin(least, orth_comparison_value(p, i, path) > 0
                                    ? orth_comparison_value(p, i, path)
                                    : INFINITY);
    }
    if (leading) {
        least = fmin(least, orth_comparison_leading(p, (double)p->steps[p->counts - 1]));
        greatest = fmax(greatest, orth_comparison_leading(p, (double)p->steps[0]));
    }
    if (greatest > 0)
        orth_plot_logarithmic_axis(plot, least, greatest,
                                   p->excess ? INFINITY : 1.05 * orth_part_bp(1));
    else
        fprintf(plot->script,
                "unset grid\nset yrange [0:1]\nset ytics (0)\n"
                "set label 1 '%s' at graph 0.5,0.5 center noenhanced\n",
                p->excess ? "No path loses more than another."
                          : "Nothing moves: no path loses anything.");
}

static void put_curve(orth_plot *plot, const orth_comparison_picture *p, size_t path,
                      bool logarithmic)
{
    if (logarithmic && count_positive(p, path) == 0)
        return; /* no curve, no entry in the legend: put_undrawn names it */
    fprintf(plot->script, ", \\\n  $path%zu using 1:2 with linespoints", path + 1);
    put_style(plot, p, path);
    if (path >= ORTH_PLOT_LEGEND_MAX || p->lower) {
        fputs(" notitle", plot->script);
        return;
    }
    fputs(" title ", plot->script);
    orth_plot_text(plot, p->comparison->scenario->paths[path], ORTH_PLOT_NAME_MAX);
}

/* What a logarithm has no place for, under the axis. */
static void put_undrawn(orth_plot *plot, const orth_comparison_picture *p)
{
    size_t undrawn = 0;
    for (size_t path = 0; path < p->paths; path++) {
        if (count_positive(p, path) > 0 || undrawn++ >= UNDRAWN_NAMED)
            continue;
        fputs(undrawn > 1 ? ".', '."
                          : ".\"\\n\".'loses least everywhere, so that it has no excess: '.",
              plot->script);
        orth_plot_text(plot, p->comparison->scenario->paths[path], ORTH_PLOT_NAME_MAX);
    }
    if (undrawn > UNDRAWN_NAMED)
        fprintf(plot->script, ".' and %zu more'", undrawn - UNDRAWN_NAMED);
}

void orth_comparison_curves(orth_plot *plot, const orth_comparison_picture *p)
{
    bool logarithmic = orth_comparison_greatest(p) > 0;
    bool leading = logarithmic && !p->excess && p->comparison->distance > 0;
    FILE *script = plot->script;
    put_curve_data(plot, p, logarithmic);
    fprintf(script, "set ylabel '%s%s'\nset xlabel %s", orth_comparison_axis(p),
            logarithmic ? ", log scale" : "", p->upper ? "''" : "'steps (log scale)'");
    if (logarithmic && p->excess)
        put_undrawn(plot, p);
    fputc('\n', script);
    orth_plot_step_axis(plot, p->counts, p->steps);
    put_value_axis(plot, p, leading);
    if (leading)
        put_leading_data(plot, p);
    fputs(leading ? "plot $leading using 1:2 with lines linewidth 1.6 linecolor '#555555' "
                    "dashtype (8,5) title '" ORTH_COMPARISON_LEADING "'"
                  : "plot NaN notitle",
          script);
    for (size_t path = ORTH_PLOT_LEGEND_MAX; path < p->paths; path++)
        put_curve(plot, p, path, logarithmic);
    for (size_t path = 0; path < p->paths && path < ORTH_PLOT_LEGEND_MAX; path++)
        put_curve(plot, p, path, logarithmic);
    if (!p->lower)
        orth_plot_rest(plot, p->paths);
    fputc('\n', script);
}
