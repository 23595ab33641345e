/* Value, drawdown and weights of strategies over time. */
#include <math.h>

#include "report/plot_axes.h"
#include "report/strategies_plot.h"

/* At most so many points are drawn of a line: values and weights at the last row of each group, the
 * deepest drawdown within it. */
#define POINTS_MOST 1000

static size_t points_of(const orth_strategies_picture *of)
{
    return of->rows < POINTS_MOST ? of->rows : POINTS_MOST;
}

/* The row after those of point k. */
static size_t point_end(const orth_strategies_picture *of, size_t k)
{
    double each = (double)of->rows / (double)points_of(of);
    size_t end = (size_t)ceil((double)(k + 1) * each - 1e-9);
    return end < of->rows ? end : of->rows;
}

#define LINEAR_MOST 20 /* values that grow more are read on a logarithmic axis */

/* ---------------------------------------------------------------- lines */

static void put_benchmark_line(orth_plot *plot, const orth_strategies_picture *of, size_t b,
                               size_t column)
{
    orth_plot_look look = orth_plot_look_of_benchmark(b);
    fprintf(plot->script,
            "$values using 1:%zu with lines linewidth 1.3 linecolor '%s' dashtype %s title ",
            column, look.colour, look.dash);
    orth_plot_text(plot, of->benchmark_names[b], ORTH_PLOT_NAME_MAX);
    fputs(", \\\n  ", plot->script);
}

/* A line a strategy, the last first: the first one lies on top. */
static void put_lines(orth_plot *plot, const orth_strategies_picture *of, const char *data,
                      bool titles)
{
    for (size_t k = of->strategies; k-- > ORTH_PLOT_LEGEND_MAX;)
        fprintf(plot->script,
                "%s using 1:%zu with lines linewidth 1.2 linecolor '%s' notitle, \\\n  ", data,
                k + 2, orth_plot_colour(k));
    for (size_t k = 0; k < of->strategies && k < ORTH_PLOT_LEGEND_MAX; k++) {
        orth_plot_look look = orth_plot_look_of_series(k);
        fprintf(plot->script,
                "%s%s using 1:%zu with lines linewidth 1.8 linecolor '%s' dashtype %s ",
                k > 0 ? ", \\\n  " : "", data, k + 2, look.colour, look.dash);
        if (titles) {
            fputs("title ", plot->script);
            orth_plot_text(plot, of->names[k], ORTH_PLOT_NAME_MAX);
        } else {
            fputs("notitle", plot->script);
        }
    }
    if (titles)
        orth_plot_rest(plot, of->strategies);
    fputc('\n', plot->script);
}

static const double *values_of(const orth_strategies_picture *of, size_t s)
{
    return s < of->strategies ? of->values + s * of->rows
                              : of->benchmark_values + (s - of->strategies) * of->rows;
}

orth_plot_span orth_strategies_value_span(const orth_strategies_picture *of)
{
    orth_plot_span span = {0};
    for (size_t s = 0; of->values != NULL && s < of->strategies + of->benchmarks; s++)
        for (size_t row = 0; row < of->rows; row++)
            orth_plot_span_note(&span, values_of(of, s)[row]);
    return span;
}

void orth_strategies_put_values(orth_plot *plot, const orth_strategies_picture *of)
{
    FILE *script = plot->script;
    orth_plot_span span = orth_strategies_value_span(of);
    fputs("$values << EOD\n", script);
    for (size_t k = 0; k < points_of(of); k++) {
        size_t row = k == 0 ? 0 : point_end(of, k) - 1;
        fprintf(script, "%.17g", of->blocks[row]);
        for (size_t s = 0; s < of->strategies + of->benchmarks; s++)
            fprintf(script, " %.17g", values_of(of, s)[row]);
        fputc('\n', script);
    }
    fputs("EOD\nset ylabel 'value", script);
    if (of->unit != NULL) {
        fputs(" ('.", script);
        orth_plot_text(plot, of->unit, ORTH_PLOT_NAME_MAX);
        fputs(".')", script);
    }
    fputs("'\n", script);
    if (span.low > 0 && span.high > LINEAR_MOST * span.low)
        orth_plot_logarithmic_axis(plot, span.low, span.high, ORTH_MONEY_MAX);
    else
        orth_plot_span_axis(plot, 'y', &span, ORTH_STRATEGIES_TICS);
    fputs("plot ", script);
    for (size_t b = 0; b < of->benchmarks; b++)
        put_benchmark_line(plot, of, b, of->strategies + b + 2);
    put_lines(plot, of, "$values", true);
}

/* ---------------------------------------------------------------- drawdowns */

/* Of one row on: the deepest until below `end`, in per cent, and the highest value so far. */
static double deepest(const double *values, size_t from, size_t end, double *highest)
{
    double lowest = 0;
    for (size_t row = from; row < end; row++) {
        *highest = fmax(*highest, values[row]);
        lowest = fmin(lowest, 100 * (values[row] / *highest - 1));
    }
    return lowest;
}

/* A block of data a strategy: the rows are gone through one strategy after the other. */
void orth_strategies_put_drawdowns(orth_plot *plot, const orth_strategies_picture *of)
{
    FILE *script = plot->script;
    orth_plot_span span = {0};
    orth_plot_span_note(&span, 0);
    for (size_t s = 0; s < of->strategies; s++) {
        double highest = 0;
        size_t from = 0;
        fprintf(script, "$drawdown%zu << EOD\n", s + 1);
        for (size_t k = 0; k < points_of(of); k++) {
            size_t end = point_end(of, k);
            double down = deepest(values_of(of, s), from, end, &highest);
            fprintf(script, "%.17g %.17g\n", of->blocks[k == 0 ? 0 : end - 1], down);
            orth_plot_span_note(&span, down);
            from = end;
        }
        fputs("EOD\n", script);
    }
    fputs("set ylabel 'drawdown (%)'\n", script);
    double low = span.low < 0 ? span.low : -1;
    orth_plot_linear_axis(plot, 'y', 1.06 * low, 0, 4);
    fputs("plot ", script);
    if (of->strategies == 1)
        fprintf(script,
                "$drawdown1 using 1:2 with filledcurves y1=0 linecolor '%s' fillstyle transparent "
                "solid 0.25 noborder notitle, \\\n  ",
                orth_plot_colour(0));
    for (size_t k = of->strategies; k-- > 0;) {
        orth_plot_look look = orth_plot_look_of_series(k);
        fprintf(script,
                "$drawdown%zu using 1:2 with lines linewidth 1.4 linecolor '%s' dashtype %s "
                "notitle%s",
                k + 1, look.colour, look.dash, k > 0 ? ", \\\n  " : "\n");
    }
}

/* ---------------------------------------------------------------- weights */

#define EDGED 8 /* more areas have no white lines between them: they would be all there is */

/* Stacked, the first token on top, as the legend has them. Lighter the second time that a colour
 * comes. */
static void put_areas(orth_plot *plot, const orth_strategies_picture *of, size_t s)
{
    FILE *script = plot->script;
    for (size_t i = 0; i < of->n; i++) {
        fprintf(script,
                "%s$weights%zu using 1:%zu:%zu with filledcurves linecolor '%s' fillstyle solid "
                "%g noborder ",
                i > 0 ? ", \\\n  " : "plot ", s + 1, i + 2, i + 3, orth_plot_colour(i),
                i < 8 || i >= ORTH_PLOT_LEGEND_MAX ? 0.85 : 0.45);
        if (i < ORTH_PLOT_LEGEND_MAX) {
            fputs("title ", script);
            orth_plot_text(plot, of->tokens[i], ORTH_PLOT_NAME_MAX);
        } else {
            fputs("notitle", script);
        }
    }
    for (size_t i = 1; i < of->n && of->n <= EDGED; i++)
        fprintf(
            script,
            ", \\\n  $weights%zu using 1:%zu with lines linewidth 0.8 linecolor '#FFFFFF' notitle",
            s + 1, i + 2);
    orth_plot_rest(plot, of->n);
    fputc('\n', script);
}

void orth_strategies_put_weights(orth_plot *plot, const orth_strategies_picture *of, size_t s)
{
    FILE *script = plot->script;
    const double *weights = of->weights + s * of->rows * of->n;
    fprintf(script, "$weights%zu << EOD\n", s + 1);
    for (size_t k = 0; k < points_of(of); k++) {
        size_t row = k == 0 ? 0 : point_end(of, k) - 1;
        double edge = 1;
        fprintf(script, "%.17g 1", of->blocks[row]);
        for (size_t i = 0; i < of->n; i++) {
            edge = i + 1 < of->n ? edge - weights[row * of->n + i] : 0;
            fprintf(script, " %.17g", edge);
        }
        fputc('\n', script);
    }
    fputs("EOD\nset yrange [0:1]\nset ytics ('0' 0, '0.25' 0.25, '0.5' 0.5, '0.75' 0.75, '1' 1)\n"
          "set ylabel 'weight'\n",
          script);
    if (of->strategies > 1) {
        size_t left_out = of->strategies - s - 1;
        fputs("set title ", script);
        orth_plot_text(plot, of->names[s], ORTH_PLOT_TITLE_MAX);
        if (s + 1 == ORTH_STRATEGIES_WEIGHTS_MOST && left_out > 0)
            fprintf(script, ".'; weights of %zu more are not drawn'", left_out);
        fputs(" noenhanced offset 0,-0.6\n", script);
    }
    put_areas(plot, of, s);
}
