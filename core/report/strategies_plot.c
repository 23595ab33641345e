/* Strategies as a picture: what stands where. */
#include "report/strategies_plot.h"

#include <math.h>

#include "report/plot_axes.h"

/* Heights in pixels: frames, what is between them for tics and labels, and the picture's ends. */
#define VALUE_HEIGHT 250
#define DRAWDOWN_HEIGHT 130
#define WEIGHTS_HEIGHT 150
#define LONE_WEIGHTS_HEIGHT 230 /* of one strategy */
#define CELL_HEIGHT 34
#define GAP 56
#define TITLE_HEIGHT 34
#define HEAD_HEIGHT ORTH_PLOT_HEAD
#define LABEL_HEIGHT 36 /* the title of the axis of time, under the last panel of it */
#define NAME_COLUMN 9.2 /* a letter of a name beside the heat map */

/* ---------------------------------------------------------------- the axis of time */

/* The first row at or after that time. */
static double place(const void *context, uint64_t seconds)
{
    const orth_strategies_picture *of = context;
    int64_t at = (int64_t)seconds * 1000000;
    size_t low = 0, high = of->rows - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (of->times[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return of->blocks[low];
}

static bool is_dated(const orth_strategies_picture *of)
{
    return of->times != NULL && of->times[0] >= 0 && of->times[of->rows - 1] > of->times[0];
}

static int put_time_axis(orth_plot *plot, const orth_strategies_picture *of)
{
    double first = of->blocks[0], last = of->blocks[of->rows - 1];
    if (first == 0)
        orth_plot_count_axis(plot, (uint64_t)last);
    else
        orth_plot_linear_axis(plot, 'x', first, last, 8);
    return !is_dated(of) ? 1
                         : orth_plot_time_tics(plot, (uint64_t)(of->times[0] / 1000000),
                                               (uint64_t)(of->times[of->rows - 1] / 1000000), place,
                                               of, true);
}

/* ---------------------------------------------------------------- the panels */

static size_t widest_entry(const orth_strategies_picture *of)
{
    size_t widest = 8;
    for (size_t s = 0; of->values != NULL && s < of->strategies; s++) {
        size_t columns = orth_plot_columns(of->names[s], ORTH_PLOT_NAME_MAX);
        widest = columns > widest ? columns : widest;
    }
    for (size_t b = 0; of->values != NULL && b < of->benchmarks; b++) {
        size_t columns = orth_plot_columns(of->benchmark_names[b], ORTH_PLOT_NAME_MAX);
        widest = columns > widest ? columns : widest;
    }
    for (size_t i = 0; of->weights != NULL && i < of->n && i < ORTH_PLOT_LEGEND_MAX; i++) {
        size_t columns = orth_plot_columns(of->tokens[i], ORTH_PLOT_NAME_MAX);
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

static size_t weights_drawn(const orth_strategies_picture *of)
{
    if (of->weights == NULL)
        return 0;
    return of->strategies < ORTH_STRATEGIES_WEIGHTS_MOST ? of->strategies
                                                         : ORTH_STRATEGIES_WEIGHTS_MOST;
}

static bool has_distances(const orth_strategies_picture *of)
{
    return of->distances != NULL && of->strategies > 1 &&
           of->strategies <= ORTH_STRATEGIES_DISTANCES_MOST;
}

/* Whether the weights' panels have the strategies' names above them. */
static int title_height(const orth_strategies_picture *of)
{
    return of->strategies > 1 ? TITLE_HEIGHT - 8 : 0;
}

static int weights_height(const orth_strategies_picture *of)
{
    return weights_drawn(of) > 1 ? WEIGHTS_HEIGHT : LONE_WEIGHTS_HEIGHT;
}

static int height_of(const orth_strategies_picture *of)
{
    int height = HEAD_HEIGHT + LABEL_HEIGHT;
    if (of->values != NULL)
        height += VALUE_HEIGHT + DRAWDOWN_HEIGHT + 2 * GAP;
    height += (int)weights_drawn(of) * (title_height(of) + weights_height(of) + GAP);
    if (has_distances(of))
        height += TITLE_HEIGHT + CELL_HEIGHT * (int)of->strategies + GAP;
    return height;
}

/* Goes down the picture, in pixels; left and right are parts of it. */
typedef struct pen {
    orth_plot *plot;
    double height, left, right, at;
    int lines; /* of the tics of time */
} pen;

/* The next frame, with the legend beside it. */
static void put_frame(pen *at, double above, double height)
{
    double top = 1 - (at->at + above) / at->height;
    fprintf(at->plot->script,
            "set lmargin at screen %.6g\nset rmargin at screen %.6g\nset tmargin at screen %.6g\n"
            "set bmargin at screen %.6g\nset key at screen %.6g, screen %.6g left top\n",
            at->left, at->right, top, top - height / at->height, at->right + 0.012,
            top + 4 / at->height);
    at->at += above + height + GAP;
}

/* Of the last panel of time, which stands for all. */
static void put_time_title(pen *at, const orth_strategies_picture *of)
{
    orth_plot_time_title(at->plot, is_dated(of) ? "time (UTC)" : "block", at->lines, false);
    at->at += LABEL_HEIGHT;
}

static double left_end(const orth_strategies_picture *of)
{
    orth_plot_span span = orth_strategies_value_span(of);
    return orth_plot_left_end(ORTH_STRATEGIES_WIDTH,
                              orth_plot_span_width(&span, ORTH_STRATEGIES_TICS));
}

/* Beside the heat map stand names. */
static double map_left(const orth_strategies_picture *of)
{
    size_t widest = 0;
    for (size_t s = 0; s < of->strategies; s++) {
        size_t columns = orth_plot_columns(of->names[s], ORTH_PLOT_NAME_MAX);
        widest = columns > widest ? columns : widest;
    }
    return fmax(left_end(of), (26 + NAME_COLUMN * (double)widest) / ORTH_STRATEGIES_WIDTH);
}

static void put_panels(orth_plot *plot, const orth_strategies_picture *of)
{
    FILE *script = plot->script;
    pen at = {plot,         height_of(of),
              left_end(of), orth_plot_right_end(ORTH_STRATEGIES_WIDTH, widest_entry(of)),
              HEAD_HEIGHT,  1};
    size_t drawn = weights_drawn(of), entries = of->n < 12 ? of->n : 12; /* then two columns */
    orth_plot_caption(plot, of->title,
                      of->values != NULL ? "value, drawdown and weights over time"
                                         : "weights over time");
    at.lines = put_time_axis(plot, of);
    if (of->values != NULL) {
        put_frame(&at, 0, VALUE_HEIGHT);
        orth_plot_key_height(plot, of->strategies + of->benchmarks + 1, VALUE_HEIGHT);
        orth_strategies_put_values(plot, of);
        fputs("unset label\nunset logscale\n", script);
        put_frame(&at, 0, DRAWDOWN_HEIGHT);
        if (drawn == 0)
            put_time_title(&at, of);
        orth_strategies_put_drawdowns(plot, of);
    }
    for (size_t s = 0; s < drawn; s++) {
        put_frame(&at, title_height(of), weights_height(of));
        if (s + 1 == drawn)
            put_time_title(&at, of);
        orth_plot_key_height(plot, entries, weights_height(of)); /* one legend for all */
        if (s > 0)
            fputs("unset key\n", script);
        orth_strategies_put_weights(plot, of, s);
        fputs("unset label\nunset title\n", script);
    }
    if (has_distances(of)) {
        at.left = map_left(of);
        put_frame(&at, TITLE_HEIGHT, CELL_HEIGHT * (double)of->strategies);
        orth_strategies_put_distances(plot, of);
    }
}

orth_status orth_strategies_plot(const orth_strategies_picture *of, const char *file,
                                 bool keep_script, orth_error *error)
{
    if (of->rows < 2 || (of->values == NULL && of->weights == NULL))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: nothing to draw: %zu rows of values or weights; at least 2 are "
                         "needed",
                         file, of->values == NULL && of->weights == NULL ? 0 : of->rows);
    orth_plot plot;
    orth_status status =
        orth_plot_begin(&plot, file, ORTH_STRATEGIES_WIDTH, height_of(of), NULL, error);
    if (status != ORTH_OK)
        return status;
    fputs("set multiplot\n", plot.script);
    put_panels(&plot, of);
    fputs("unset multiplot\n", plot.script);
    return orth_plot_finish(&plot, keep_script, error);
}
