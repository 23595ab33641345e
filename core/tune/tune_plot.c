/* A study's result as a picture: the objective by window, in training above and out of sample
 * below, the tuned values beside the default. */
#include <math.h>

#include "report/plot_axes.h"
#include "tune/study.h"
#include "tune/words.h"

#define WIDTH ORTH_PLOT_WIDTH
#define HEIGHT 700
#define MARGINS "set lmargin at screen 0.15\nset rmargin at screen 0.81\n"

static const orth_tune_pair *pair_of(const orth_tune_result *result, size_t w, bool test)
{
    return test ? &result->windows[w].test : &result->windows[w].train;
}

static void put_data(orth_plot *plot, const orth_tune_result *result, bool test)
{
    fprintf(plot->script, "$%s << EOD\n", test ? "test" : "train");
    for (size_t w = 0; w < result->window_count; w++) {
        const orth_tune_pair *pair = pair_of(result, w, test);
        if (isfinite(pair->tuned) && isfinite(pair->usual))
            fprintf(plot->script, "%zu %.17g %.17g\n", w + 1, pair->tuned, pair->usual);
    }
    fputs("EOD\n", plot->script);
}

static void put_part(orth_plot *plot, const orth_tune_result *result, bool test)
{
    orth_plot_span span = {0};
    for (size_t w = 0; w < result->window_count; w++) {
        orth_plot_span_note(&span, pair_of(result, w, test)->tuned);
        orth_plot_span_note(&span, pair_of(result, w, test)->usual);
    }
    orth_plot_span_axis(plot, 'y', &span, 8);
    const char *name = test ? "test" : "train";
    fprintf(
        plot->script,
        "set ylabel '%s'\nset xlabel '%s'\nplot $%s using 1:3:(0):($2-$3) with vectors nohead linewidth 1.2 "
        "linecolor '#999999' notitle, \\\n$%s using 1:3 with points pointtype 6 pointsize 1.1 "
        "linewidth 1.6 linecolor '#333333' title 'default', \\\n$%s using 1:2 with points "
        "pointtype 7 pointsize 0.9 linecolor '" ORTH_COLOUR_FIRST "' title 'tuned'\n",
        test ? "out of sample" : "in training", test ? "window" : "", name, name, name);
}

orth_status orth_tune_plot(const orth_tune_result *result, const char *file, bool keep_script,
                           orth_error *error)
{
    const orth_study *study = result->study;
    char title[ORTH_TUNE_OBJECTIVE_MAX];
    bool tested = result->validation != ORTH_TUNE_EXACT;
    orth_plot plot;
    orth_status status = orth_plot_begin(&plot, file, WIDTH, tested ? HEIGHT : HEIGHT / 2,
                                         orth_tune_objective_text(study, title), error);
    if (status != ORTH_OK)
        return status;
    orth_plot_caption(&plot, title, "objective of the tuned values and of the default, by window");
    put_data(&plot, result, false);
    put_data(&plot, result, true);
    fprintf(plot.script, "set xrange [0.5:%zu.5]\nset xtics 1,%zu\n", result->window_count,
            result->window_count / 20 + 1);
    if (tested)
        fputs("set multiplot layout 2,1\n", plot.script);
    fputs(MARGINS, plot.script);
    put_part(&plot, result, false);
    if (tested) {
        orth_plot_untitle(&plot);
        put_part(&plot, result, true);
        fputs("unset multiplot\n", plot.script);
    }
    return orth_plot_finish(&plot, keep_script, error);
}
