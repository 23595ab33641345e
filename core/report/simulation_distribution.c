/* How losses are distributed over the price paths: a histogram a schedule, and its mean. */
#include <math.h>

#include "base/plural.h"
#include "orthant/loss.h"
#include "report/plot_axes.h"
#include "report/simulation_plot.h"

/* The outline of each histogram, in percent of the price paths. */
static double put_data(orth_plot *plot, const orth_distribution *d)
{
    double highest = 0;
    for (size_t s = 0; s < d->series; s++) {
        fprintf(plot->script, "$part%zu << EOD\n%.17g 0\n", s + 1, d->low);
        for (size_t bin = 0; bin < d->bins; bin++) {
            double percent = 100 * (double)d->counts[s * d->bins + bin] / (double)d->m;
            highest = fmax(highest, percent);
            fprintf(plot->script, "%.17g %.17g\n", d->low + (double)bin * d->width, percent);
        }
        fprintf(plot->script, "%.17g 0\nEOD\n", d->high);
    }
    return highest;
}

static void put_labels(orth_plot *plot, const orth_simulation *simulation,
                       const orth_distribution *d, bool differences)
{
    FILE *script = plot->script;
    char steps[ORTH_PLOT_NUMBER_MAX];
    fputs("set ylabel 'price paths (%)'\nset xlabel ", script);
    if (differences) {
        fputs("'shortfall less that of '.", script);
        orth_plot_text(plot, simulation->results[0].path, ORTH_PLOT_NAME_MAX);
        fputs(".'", script);
        if (simulation->results[0].steps > 0)
            fprintf(script, ", %s step%s",
                    orth_plot_number(steps, (double)simulation->results[0].steps, 0),
                    orth_plural(simulation->results[0].steps, "", "s"));
        fputs(", path by path (bp)", script);
    } else {
        fputs("'shortfall against rebalancing (bp of the start''s value)", script);
    }
    if (d->below + d->above > 0)
        fprintf(script, "; not shown: %zu on the left, %zu on the right", d->below, d->above);
    fputs("'\n", script);
}

void orth_simulation_put_distribution(orth_plot *plot, const orth_simulation *simulation,
                                      const orth_distribution *d, bool differences)
{
    FILE *script = plot->script;
    double highest = put_data(plot, d), bp = orth_part_bp(1) / simulation->start_value;
    double margin = 0.03 * (d->high - d->low), low = d->low, high = d->high;
    size_t first = differences;
    if (differences) { /* 0 belongs to the picture of a difference */
        low = fmin(low, 0);
        high = fmax(high, 0);
    }
    put_labels(plot, simulation, d, differences);
    orth_plot_linear_axis(plot, 'x', low - margin, high + margin, 6);
    orth_plot_linear_axis(plot, 'y', 0, 1.08 * highest, 6);
    fputs("plot ", script);
    for (size_t s = 0; s < d->series; s++)
        fprintf(script,
                "%s$part%zu using 1:2 with fillsteps fillstyle transparent solid 0.15 noborder "
                "linecolor '%s' notitle",
                s == 0 ? "" : ", \\\n", s + 1, orth_simulation_look(simulation, s + first).colour);
    for (size_t s = 0; s < d->series; s++) {
        orth_plot_look look = orth_simulation_look(simulation, s + first);
        fprintf(script,
                ", \\\n$part%zu using 1:2 with steps linewidth 1.6 linecolor '%s' dashtype %s ",
                s + 1, look.colour, look.dash);
        if (s + first < ORTH_PLOT_LEGEND_MAX) {
            fputs("title ", script);
            orth_simulation_plot_name(plot, simulation, s + first);
        } else {
            fputs("notitle", script);
        }
    }
    for (size_t s = 0; s < d->series; s++) {
        const orth_simulation_result *result = &simulation->results[s + first];
        const orth_estimate *mean =
            differences ? &result->paired_shortfall : &result->figures[ORTH_FIGURE_SHORTFALL];
        fprintf(script,
                ", \\\n'+' using (%.17g):(0):(0):(%.17g) every ::0::0 with vectors nohead "
                "linewidth 1.4 linecolor '%s' dashtype (4,4) notitle",
                bp * mean->mean, 1.08 * highest,
                orth_simulation_look(simulation, s + first).colour);
    }
    if (differences)
        fprintf(script,
                ", \\\n'+' using (0):(0):(0):(%.17g) every ::0::0 with vectors nohead linewidth "
                "1.2 linecolor '#444444' notitle",
                1.08 * highest);
    orth_plot_rest(plot, d->series + first);
    fputs(", \\\nkeyentry with lines linewidth 1.4 linecolor '#444444' dashtype (4,4) title "
          "'mean'\nset yrange [*:*]\n",
          script);
    orth_plot_untitle(plot);
}
