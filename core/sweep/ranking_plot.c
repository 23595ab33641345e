/* A ranking as a picture: a curve over one parameter, a heat map over two. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/plot_axes.h"
#include "sweep/ranking_map.h"
#include "sweep/ranking_words.h"

#define WIDTH ORTH_PLOT_WIDTH
#define HEIGHT 560
#define HEIGHT_MAP 640
#define CURVE_MAX 2000 /* values that a curve shows */

/* ---------------------------------------------------------------- what is drawn over what */

static orth_status fail_over(const orth_sweep_ranking *ranking, const char *what, orth_error *error)
{
    char list[600] = "";
    size_t used = 0;
    for (size_t p = 0; p < ranking->parameters && used < sizeof list; p++) {
        int more =
            snprintf(list + used, sizeof list - used, "%s%s", p > 0 ? ", " : "", ranking->names[p]);
        used += more > 0 ? (size_t)more : 0;
    }
    return orth_fail(error, ORTH_BAD_INPUT, "%s; the sweep varies %s", what, list);
}

static orth_status find_parameter(size_t *parameter, const orth_sweep_ranking *ranking,
                                  const char *name, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX], what[ORTH_QUOTE_MAX + 60], text[ORTH_PARAMETER_TEXT_MAX];
    for (*parameter = 0; *parameter < ranking->parameters; ++*parameter)
        if (strcmp(ranking->names[*parameter], name) == 0 ||
            strcmp(orth_parameter_text(text, ranking, *parameter), name) == 0)
            return ORTH_OK;
    snprintf(what, sizeof what, "%s: no parameter of the sweep",
             orth_quote(quoted, sizeof quoted, name));
    return fail_over(ranking, what, error);
}

static orth_status choose(size_t chosen[2], size_t *count, const orth_sweep_ranking *ranking,
                          const char *const *over, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (*count == 0 && ranking->parameters > 2)
        return fail_over(ranking, "say over which one or two parameters to draw", error);
    if (*count > 2)
        return fail_over(ranking, "a picture is over one parameter or two", error);
    if (*count == 0) {
        *count = ranking->parameters;
        chosen[0] = 0;
        chosen[1] = 1;
        return ORTH_OK;
    }
    for (size_t i = 0; i < *count && status == ORTH_OK; i++)
        status = find_parameter(&chosen[i], ranking, over[i], error);
    if (status == ORTH_OK && *count == 2 && chosen[0] == chosen[1])
        status = fail_over(ranking, "the two parameters are the same", error);
    return status;
}

/* The figure, and what else varies. */
static void put_title(orth_plot *plot, const orth_sweep_ranking *ranking, size_t count,
                      const size_t chosen[2])
{
    char title[400], name[ORTH_PARAMETER_TEXT_MAX];
    size_t used = (size_t)snprintf(title, sizeof title, "%.120s", ranking->by), others = 0;
    for (size_t p = 0; p < ranking->parameters && used + 1 < sizeof title; p++) {
        if (p == chosen[0] || (count == 2 && p == chosen[1]))
            continue;
        int more = snprintf(title + used, sizeof title - used, "%s%s",
                            others == 0 ? ", each at the best " : ", ",
                            orth_parameter_text(name, ranking, p));
        used += more > 0 ? (size_t)more : 0;
        others++;
    }
    fputs("set title ", plot->script);
    orth_plot_text(plot, title, 110);
    fputs(" noenhanced\n", plot->script);
}

/* ---------------------------------------------------------------- one parameter */

static void put_curve_data(orth_plot *plot, const orth_ranking_axis *axis, orth_plot_span *span)
{
    const orth_sweep_ranking *ranking = axis->ranking;
    size_t stride = (axis->count + CURVE_MAX - 1) / CURVE_MAX;
    fputs("$curve << EOD\n", plot->script);
    for (size_t i = 0; i < axis->count; i += stride) {
        const orth_sweep_ranked *row = &ranking->rows[axis->row_of[i]];
        bool known = !isnan(row->low) && !isnan(row->high);
        double low = known ? row->low : row->value, high = known ? row->high : row->value;
        fprintf(plot->script, "%.17g %.17g %.17g %.17g %d\n", axis->places[i], row->value, low,
                high, orth_ranking_mark(row));
        orth_plot_span_note(span, low);
        orth_plot_span_note(span, high);
    }
    fprintf(plot->script, "EOD\n$best << EOD\n%.17g %.17g\nEOD\n", axis->places[axis->of_row[0]],
            ranking->rows[0].value);
}

static void put_curve(orth_plot *plot, const orth_ranking_axis *axis)
{
    FILE *script = plot->script;
    const orth_sweep_ranking *ranking = axis->ranking;
    orth_plot_span span = {0};
    const char *colour = orth_plot_colour(0);
    put_curve_data(plot, axis, &span);
    orth_ranking_axis_put(axis, plot, 'x', false);
    orth_plot_span_axis(plot, 'y', &span, 8);
    fputs("unset ylabel\n" ORTH_RANKING_KEY "plot ", script);
    if (axis->numeric)
        fprintf(script, "$curve using 1:2 with lines linewidth 1.4 linecolor '%s' notitle, \\\n  ",
                colour);
    if (ranking->basis != ORTH_SWEEP_EXACT)
        fprintf(script,
                "$curve using 1:2:3:4 with yerrorbars linewidth 1.4 linecolor '%s' pointtype 7 "
                "pointsize 0.5 title 'value, 95 %%'",
                colour);
    else
        fprintf(script,
                "$curve using 1:2 with points linewidth 1.4 linecolor '%s' pointtype 7 pointsize "
                "0.5 title 'value'",
                colour);
    if (ranking->not_told > 1)
        fprintf(script,
                ", \\\n  $curve using 1:($5 > 0 ? $2 : NaN) with points linewidth 1.4 linecolor "
                "'%s' pointtype 6 pointsize 1.1 title 'not told from the best'",
                orth_plot_colour(1));
    if (ranking->unmade > 0)
        fprintf(
            script,
            ", \\\n  $curve using 1:($5 < 0 ? $2 : NaN) with points linewidth 1.4 linecolor '%s' "
            "pointtype 2 pointsize 1.1 title '" ORTH_RANKING_UNMADE "'",
            orth_plot_colour(1));
    fprintf(script,
            ", \\\n  $best using 1:2 with points linecolor '%s' pointtype 7 pointsize 0.9 title "
            "'best'\n",
            orth_plot_colour(1));
}

/* ---------------------------------------------------------------- the picture */

static orth_status draw(const orth_sweep_ranking *ranking, const orth_ranking_axis *axes,
                        size_t count, const size_t chosen[2], const char *file, bool keep_script,
                        orth_error *error)
{
    orth_plot plot;
    size_t *cells = NULL;
    orth_status status = ORTH_OK;
    if (count == 2 && orth_ranking_is_grid(axes))
        status = orth_ranking_cells(&cells, axes, error);
    if (status == ORTH_OK)
        status = orth_plot_begin(&plot, file, WIDTH, count == 2 ? HEIGHT_MAP : HEIGHT, NULL, error);
    if (status == ORTH_OK) {
        put_title(&plot, ranking, count, chosen);
        if (count == 1)
            put_curve(&plot, &axes[0]);
        else if (cells != NULL)
            orth_ranking_put_map(&plot, axes, cells);
        else
            orth_ranking_put_points(&plot, axes);
        status = orth_plot_finish(&plot, keep_script, error);
    }
    free(cells);
    return status;
}

orth_status orth_sweep_ranking_plot(const orth_sweep_ranking *ranking, size_t count,
                                    const char *const *over, const char *file, bool keep_script,
                                    orth_error *error)
{
    size_t chosen[2] = {0, 0};
    orth_ranking_axis axes[2] = {{0}, {0}};
    orth_locale entered = orth_locale_enter();
    orth_status status = choose(chosen, &count, ranking, over, error);
    for (size_t i = 0; i < count && status == ORTH_OK; i++)
        status = orth_ranking_axis_make(&axes[i], ranking, chosen[i], error);
    if (status == ORTH_OK)
        status = draw(ranking, axes, count, chosen, file, keep_script, error);
    orth_ranking_axis_free(&axes[0]);
    orth_ranking_axis_free(&axes[1]);
    orth_locale_leave(entered);
    return status;
}
