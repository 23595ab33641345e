/* Losses as a picture: curves over the step counts, or bars when there is one. */
#include "report/comparison_plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/plot_axes.h"

#define WIDTH ORTH_PLOT_WIDTH
#define HEIGHT 540
#define TOP ORTH_PLOT_HEAD

static const char *title_of(const orth_comparison_picture *p)
{
    const orth_scenario *scenario = p->comparison->scenario;
    return scenario->name != NULL && scenario->name[0] != '\0' ? scenario->name : scenario->file;
}

static void sort_counts(orth_comparison_picture *p)
{
    const uint64_t *steps = p->comparison->scenario->steps;
    for (size_t i = 0; i < p->counts; i++) {
        size_t at = i;
        for (; at > 0 && steps[p->order[at - 1]] > steps[i]; at--)
            p->order[at] = p->order[at - 1];
        p->order[at] = i;
    }
    for (size_t i = 0; i < p->counts; i++)
        p->steps[i] = steps[p->order[i]];
}

/* Frames of a panel, in pixels from the picture's top and bottom. */
static void put_panel(orth_plot *plot, int height, int top, int bottom)
{
    fprintf(plot->script, "set tmargin at screen %g\nset bmargin at screen %g\n",
            1 - (double)top / height, (double)bottom / height);
}

static size_t widest_name(const orth_comparison_picture *p)
{
    size_t widest = 4;
    for (size_t path = 0; path < p->paths; path++) {
        size_t columns =
            orth_plot_columns(p->comparison->scenario->paths[path], ORTH_PLOT_NAME_MAX);
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

/* Losses above, the excess over the best below, which differs where the losses look the same. */
static void put_both(orth_plot *plot, const orth_comparison_picture *p, bool bars, int height,
                     int upper)
{
    size_t entries = p->paths < ORTH_PLOT_LEGEND_MAX ? p->paths : ORTH_PLOT_LEGEND_MAX;
    orth_comparison_picture losses = *p, excess = *p;
    size_t legend = strlen("D2/2f, leading order"), names = widest_name(p);
    double left = bars ? (24 + 9.2 * (double)names) / WIDTH : 0.155;
    double right = bars ? 0.97 : orth_plot_right_end(WIDTH, names > legend ? names : legend);
    losses.upper = true;
    excess.excess = excess.lower = true;
    fprintf(plot->script, "set multiplot\nset lmargin at screen %g\nset rmargin at screen %g\n",
            left, right);
    if (!bars)
        fprintf(plot->script, "set key at screen %g, screen %g left top\n", right + 0.012,
                1 - (double)TOP / height);
    orth_plot_key_height(plot, entries + 2, upper - TOP);
    put_panel(plot, height, TOP, height - upper);
    (bars ? orth_comparison_bars : orth_comparison_curves)(plot, &losses);
    orth_plot_untitle(plot);
    fputs("unset label\nunset arrow\nset tics nomirror out scale 0.6\n", plot->script);
    put_panel(plot, height, upper + (bars ? 88 : 60), bars ? 76 : 104);
    (bars ? orth_comparison_bars : orth_comparison_curves)(plot, &excess);
    fputs("unset multiplot\n", plot->script);
}

static orth_status draw(const orth_comparison_picture *p, const char *file, bool keep_script,
                        orth_error *error)
{
    bool bars = p->steps[0] == p->steps[p->counts - 1];
    orth_comparison_picture excess = *p;
    excess.excess = true;
    bool both = !p->excess && orth_comparison_greatest(&excess) > 0;
    int rows = 46 * (int)fmin((double)p->paths, 100), upper = bars ? TOP + rows : 440;
    int height = !both  ? (bars ? TOP + 76 + 46 + rows : HEIGHT)
                 : bars ? upper + 164 + rows
                        : HEIGHT + 300;
    orth_plot plot;
    orth_status status = orth_plot_begin(&plot, file, WIDTH, height, title_of(p), error);
    if (status != ORTH_OK)
        return status;
    orth_plot_caption(&plot, title_of(p),
                      p->excess ? "excess of each path over the best"
                      : both    ? "loss of each path, and its excess over the best"
                                : "loss of each path");
    if (both)
        put_both(&plot, p, bars, height, upper);
    else
        (bars ? orth_comparison_bars : orth_comparison_curves)(&plot, p);
    return orth_plot_finish(&plot, keep_script, error);
}

orth_status orth_comparison_plot(const orth_comparison *comparison, const char *file, bool excess,
                                 bool keep_script, orth_error *error)
{
    const orth_scenario *scenario = comparison->scenario;
    orth_comparison_picture p = {.comparison = comparison,
                                 .paths = scenario->path_count,
                                 .counts = scenario->step_count,
                                 .excess = excess};
    p.order = malloc(p.counts * sizeof *p.order);
    p.steps = malloc(p.counts * sizeof *p.steps);
    orth_status status;
    if (p.order == NULL || p.steps == NULL) {
        status = orth_fail_memory(error, (double)p.counts * (sizeof *p.order + sizeof *p.steps));
    } else {
        sort_counts(&p);
        status = draw(&p, file, keep_script, error);
    }
    free(p.order);
    free(p.steps);
    return status;
}
