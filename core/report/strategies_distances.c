/* How far apart strategies are, as a heat map with the numbers in its cells. */
#include <math.h>

#include "report/plot_axes.h"
#include "report/strategies_plot.h"

#define NUMBERED 16 /* strategies; where there are more the colours have a scale instead */

#define DARKEST "#2A46B8"
/* Cells that are so dark have light letters. */
#define DARK 0.75

static void put_names(orth_plot *plot, const orth_strategies_picture *of, char axis)
{
    FILE *script = plot->script;
    size_t m = of->strategies;
    fprintf(script, "set %ctics scale 0 (", axis);
    for (size_t s = 0; s < m; s++) {
        fputs(s > 0 ? ", " : "", script);
        orth_plot_tic(plot, of->names[s], axis == 'x' ? 60 / m + 1 : ORTH_PLOT_NAME_MAX);
        fprintf(script, " %zu", s);
    }
    fputs(")\n", script);
}

static void put_numbers(orth_plot *plot, const char *colour, const char *where)
{
    fprintf(plot->script,
            ", \\\n  $distances using 1:(%s ? $2 : NaN):(sprintf('%%.3f', $3)) with labels "
            "textcolor '%s' notitle",
            where, colour);
}

void orth_strategies_put_distances(orth_plot *plot, const orth_strategies_picture *of)
{
    FILE *script = plot->script;
    size_t m = of->strategies;
    double greatest = 0;
    fputs("$distances << EOD\n", script);
    for (size_t a = 0; a < m; a++)
        for (size_t b = 0; b < m; b++) {
            fprintf(script, "%zu %zu %.17g\n", b, a, of->distances[a * m + b]);
            greatest = fmax(greatest, of->distances[a * m + b]);
        }
    greatest = greatest > 0 ? greatest : 1;
    fputs("EOD\nset title 'Fisher-Rao distance of weights, mean over time' noenhanced\n"
          "unset grid\nset border 0\nunset xlabel\nunset ylabel\n",
          script);
    fprintf(script,
            "set xrange [-0.5:%zu.5]\nset yrange [%zu.5:-0.5]\nset cbrange [0:%.17g]\n"
            "set palette defined (0 '#FFFFFF', 1 '%s')\nset cbtics format '%%.2g'\n"
            "set colorbox user origin graph 1.02, graph 0 size graph 0.02, graph 1\n",
            m - 1, m - 1, greatest, DARKEST);
    put_names(plot, of, 'x');
    put_names(plot, of, 'y');
    fputs(m <= NUMBERED ? "unset colorbox\n" : "", script);
    fputs("plot $distances using 1:2:3 with image pixels notitle", script);
    if (m <= NUMBERED) {
        char where[64];
        snprintf(where, sizeof where, "$3 <= %.17g", DARK * greatest);
        put_numbers(plot, "#222222", where);
        snprintf(where, sizeof where, "$3 > %.17g", DARK * greatest);
        put_numbers(plot, "#FFFFFF", where);
    }
    fputc('\n', script);
}
