#include "sweep/ranking_map.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "numeric/elementary.h"
#include "sweep/ranking_words.h"

#define POINTS_MAX 20000 /* points that are no grid */
#define NUMBERED 12      /* cells each way that have their numbers in them */
#define GRID_FILL 4      /* cells a point, above which points are no grid */
#define DARK 0.55        /* cells beyond that part of the colours have light letters */

/* printf's conversion for numbers of that range, with as many decimals as tell a fiftieth of it. */
#define FORMAT_MAX 16
static const char *number_format(char format[FORMAT_MAX], const double range[2])
{
    double size = fmax(fabs(range[0]), fabs(range[1]));
    int decimals = (int)ceil(-orth_log((range[1] - range[0]) / 50) / orth_log(10));
    if (size < 1e-3 || size >= 1e9 || decimals > 9)
        return "%.4g";
    snprintf(format, FORMAT_MAX, "%%.%df", decimals > 0 ? decimals : 0);
    return format;
}

/* The range of colours: of the values, not empty. */
static void put_colours(orth_plot *plot, const orth_sweep_ranking *ranking, double range[2])
{
    char format[FORMAT_MAX];
    range[0] = range[1] = ranking->rows[0].value;
    for (size_t i = 1; i < ranking->count; i++) {
        range[0] = fmin(range[0], ranking->rows[i].value);
        range[1] = fmax(range[1], ranking->rows[i].value);
    }
    if (!(range[1] > range[0])) {
        double half = range[0] != 0 ? 0.05 * fabs(range[0]) : 0.5;
        range[0] -= half;
        range[1] += half;
    }
    fprintf(plot->script,
            "set palette defined (0 '%s', 0.5 '%s', 1 '%s')\nset cbrange [%.17g:%.17g]\n"
            "set cbtics format '%s'\nset colorbox user origin graph 1.03, graph 0 size graph "
            "0.025, graph 1\nset rmargin at screen 0.82\nset lmargin at screen 0.14\n",
            ranking->maximise ? "#DCE9F4" : "#08306B", "#4F9BCB",
            ranking->maximise ? "#08306B" : "#DCE9F4", range[0], range[1],
            number_format(format, range));
}

bool orth_ranking_is_grid(const orth_ranking_axis axes[2])
{
    return (double)axes[0].count * (double)axes[1].count <=
           GRID_FILL * (double)axes[0].ranking->count;
}

orth_status orth_ranking_cells(size_t **cells, const orth_ranking_axis axes[2], orth_error *error)
{
    size_t width = axes[0].count, count = width * axes[1].count;
    *cells = malloc(count * sizeof **cells);
    if (*cells == NULL)
        return orth_fail_memory(error, (double)count * sizeof **cells);
    for (size_t i = 0; i < count; i++)
        (*cells)[i] = SIZE_MAX;
    for (size_t row = 0; row < axes[0].ranking->count; row++) {
        size_t *cell = &(*cells)[axes[1].of_row[row] * width + axes[0].of_row[row]];
        *cell = *cell == SIZE_MAX ? row : *cell;
    }
    return ORTH_OK;
}

static void put_cells(orth_plot *plot, const orth_ranking_axis axes[2], const size_t *cells)
{
    const orth_sweep_ranking *ranking = axes[0].ranking;
    fputs("$cells << EOD\n", plot->script);
    for (size_t y = 0; y < axes[1].count; y++)
        for (size_t x = 0; x < axes[0].count; x++) {
            size_t row = cells[y * axes[0].count + x];
            if (row == SIZE_MAX)
                fprintf(plot->script, "%zu %zu NaN 0\n", x, y);
            else
                fprintf(plot->script, "%zu %zu %.17g %d\n", x, y, ranking->rows[row].value,
                        orth_ranking_mark(&ranking->rows[row]));
        }
    fprintf(plot->script, "EOD\n$best << EOD\n%zu %zu\nEOD\n", axes[0].of_row[0],
            axes[1].of_row[0]);
}

#define ON_DARK "#FFB000" /* the best values have the darkest cells */

/* The cells that are not told from the best have a frame, the best a thick one, unmade ones a cross
 * above the number. */
static void put_frames(orth_plot *plot, const orth_sweep_ranking *ranking)
{
    if (ranking->not_told > 1)
        fprintf(plot->script,
                ", \\\n  $cells using 1:2:($4 > 0 ? 0.46 : NaN):(0.46) with boxxyerror linecolor "
                "'%s' linewidth 1.2 fillstyle empty title 'not told from the best'",
                ON_DARK);
    if (ranking->unmade > 0)
        fprintf(
            plot->script,
            ", \\\n  $cells using 1:($4 < 0 ? $2 + 0.3 : NaN) with points pointtype 2 pointsize "
            "1 linewidth 2 linecolor '%s' title '" ORTH_RANKING_UNMADE "'",
            ON_DARK);
    fprintf(plot->script,
            ", \\\n  $best using 1:2:(0.46):(0.46) with boxxyerror linecolor '%s' linewidth 3 "
            "fillstyle empty title 'best'",
            ON_DARK);
}

static void put_numbers(orth_plot *plot, const double range[2], bool maximise)
{
    double at = maximise ? range[0] + DARK * (range[1] - range[0])
                         : range[1] - DARK * (range[1] - range[0]);
    static const char *const colours[] = {"#222222", "#FFFFFF"};
    char format[FORMAT_MAX];
    for (int dark = 0; dark < 2; dark++)
        fprintf(plot->script,
                ", \\\n  $cells using 1:($3 %s %.17g ? $2 : NaN):(sprintf('%s', $3)) with "
                "labels textcolor '%s' font ',%d' notitle",
                (dark == 1) == maximise ? ">" : "<=", at, number_format(format, range),
                colours[dark], plot->png ? 9 : 11);
}

void orth_ranking_put_map(orth_plot *plot, const orth_ranking_axis axes[2], const size_t *cells)
{
    const orth_sweep_ranking *ranking = axes[0].ranking;
    double range[2];
    put_cells(plot, axes, cells);
    put_colours(plot, ranking, range);
    orth_ranking_axis_put(&axes[0], plot, 'x', true);
    orth_ranking_axis_put(&axes[1], plot, 'y', true);
    fputs("unset grid\n" ORTH_RANKING_KEY
          "set object 1 rectangle from graph 0, graph 0 to graph 1, graph 1 behind fillcolor rgb "
          "'#E4E4E4' fillstyle solid noborder\n"
          "plot $cells using 1:2:3 with image pixels notitle",
          plot->script);
    put_frames(plot, ranking);
    if (axes[0].count <= NUMBERED && axes[1].count <= NUMBERED)
        put_numbers(plot, range, ranking->maximise);
    fputc('\n', plot->script);
}

void orth_ranking_put_points(orth_plot *plot, const orth_ranking_axis axes[2])
{
    const orth_sweep_ranking *ranking = axes[0].ranking;
    size_t stride = (ranking->count + POINTS_MAX - 1) / POINTS_MAX;
    double range[2];
    fputs("$points << EOD\n", plot->script);
    for (size_t left = ranking->count; left > 0; left--) {
        const orth_sweep_ranked *row = &ranking->rows[left - 1];
        if ((left - 1) % stride == 0)
            fprintf(plot->script, "%.17g %.17g %.17g %d\n",
                    axes[0].places[axes[0].of_row[left - 1]],
                    axes[1].places[axes[1].of_row[left - 1]], row->value, orth_ranking_mark(row));
    }
    fprintf(plot->script, "EOD\n$best << EOD\n%.17g %.17g\nEOD\n",
            axes[0].places[axes[0].of_row[0]], axes[1].places[axes[1].of_row[0]]);
    put_colours(plot, ranking, range);
    orth_ranking_axis_put(&axes[0], plot, 'x', false);
    orth_ranking_axis_put(&axes[1], plot, 'y', false);
    double size = ranking->count > 2000 ? 0.4 : ranking->count > 200 ? 0.7 : 1.1;
    fprintf(plot->script,
            ORTH_RANKING_KEY
            "plot $points using 1:2:3 with points pointtype 7 pointsize %.2g linecolor palette "
            "notitle",
            size);
    if (ranking->not_told > 1)
        fprintf(plot->script,
                ", \\\n  $points using 1:($4 > 0 ? $2 : NaN) with points pointtype 6 pointsize "
                "%.2g linecolor '%s' linewidth 1.2 title 'not told from the best'",
                size + 0.3, orth_plot_colour(1));
    if (ranking->unmade > 0)
        fprintf(
            plot->script,
            ", \\\n  $points using 1:($4 < 0 ? $2 : NaN) with points pointtype 2 pointsize %.2g "
            "linecolor '%s' title '" ORTH_RANKING_UNMADE "'",
            size + 0.3, orth_plot_colour(1));
    fprintf(plot->script,
            ", \\\n  $best using 1:2 with points pointtype 6 pointsize %.2g linecolor '%s' "
            "linewidth 3 title 'best'\n",
            size + 0.5, orth_plot_colour(1));
}
