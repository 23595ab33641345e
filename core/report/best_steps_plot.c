/* How many steps, as a picture: the curve of costs above, the differences to the least below. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/plot_axes.h"

#define WIDTH ORTH_PLOT_WIDTH
#define HEIGHT 760

/* The looks of a verdict's points: the least and what is within filled, what is open open, all in
 * the path's colour (NULL); what costs more in grey. */
static const struct {
    const char *colour, *name;
    int point;
} looks[] = {{NULL, "the least", 11},       {NULL, "at most 1 % more", 7},
             {NULL, "not decided", 6},      {ORTH_COLOUR_HOLD, "more than 1 % more", 4},
             {ORTH_COLOUR_HOLD, "more", 4}, {"#AA0000", "move not made", 2}};

/* It is one path's, in several numbers of steps. */
static const char *colour_of(const orth_best_steps *report)
{
    return orth_colour_of_path(report->simulation->results[0].path);
}

static bool with_fee(const orth_best_steps *report)
{
    return report->steps_curve != NULL && report->steps_curve->holds;
}

static void put_data(orth_plot *plot, const orth_best_steps *report, orth_plot_span *costs)
{
    fputs("$curve << EOD\n", plot->script);
    bool feeless = report->exposure.factors.valid;
    for (size_t i = 0; i < report->count; i++) {
        const orth_best_steps_point *point = &report->points[i];
        fprintf(plot->script, "%" PRIu64 " %.17g %.17g %.17g %.17g %d %.17g %.17g %.17g ",
                point->steps, orth_loss_bp(point->cost), orth_loss_bp(point->low),
                orth_loss_bp(point->high), feeless ? orth_loss_bp(point->closed_form) : 0.0,
                (int)point->verdict, orth_best_steps_more_bp(report, point->difference.mean),
                orth_best_steps_more_bp(report, point->joint_low),
                orth_best_steps_more_bp(report, point->joint_high));
        /* a fee-less curve far above the one with the fee leaves the frame */
        const double drawn[] = {point->closed_form, point->cost, point->low, point->high};
        for (size_t k = with_fee(report) || !feeless ? 1 : 0; k < sizeof drawn / sizeof drawn[0];
             k++)
            orth_plot_span_note(costs, orth_loss_bp(drawn[k]));
        if (with_fee(report) && point->with_fee.valid) {
            fprintf(plot->script, "%.17g\n", orth_loss_bp(point->with_fee.cost));
            orth_plot_span_note(costs, orth_loss_bp(point->with_fee.cost));
        } else {
            fputs("NaN\n", plot->script);
        }
    }
    fputs("EOD\n", plot->script);
}

static bool has(const orth_best_steps *report, orth_best_steps_verdict verdict)
{
    for (size_t i = 0; i < report->count; i++)
        if (report->points[i].verdict == verdict)
            return true;
    return false;
}

/* Continues a plot command: the points of each verdict that there is, with their intervals in the
 * three columns from `column` on. */
static void put_points(orth_plot *plot, const orth_best_steps *report, int column, bool titles)
{
    for (int v = ORTH_BEST_STEPS_UNMADE; v >= ORTH_BEST_STEPS_LEAST; v--) {
        if (!has(report, (orth_best_steps_verdict)v))
            continue;
        fprintf(plot->script,
                ", \\\n$curve using 1:($6==%d ? $%d : NaN):%d:%d with yerrorbars linewidth 1.6 "
                "linecolor '%s' pointtype %d pointsize %s ",
                v, column, column + 1, column + 2,
                looks[v].colour != NULL ? looks[v].colour : colour_of(report), looks[v].point,
                v == ORTH_BEST_STEPS_LEAST ? "1.2" : "0.8");
        if (titles)
            fprintf(plot->script, "title '%s'", looks[v].name);
        else
            fputs("notitle", plot->script);
    }
}

/* The difference below shows what is near 1 %, and lets the far points leave the frame. */
static void put_difference_range(orth_plot *plot, const orth_best_steps *report)
{
    double percent = ORTH_BEST_STEPS_FLAT * report->points[report->best].cost;
    double one = report->defined ? orth_best_steps_more_bp(report, percent) : 0;
    double low = 0, high = one;
    for (size_t i = 0; i < report->count; i++) {
        const orth_best_steps_point *point = &report->points[i];
        double mean = orth_best_steps_more_bp(report, point->difference.mean);
        if (point->verdict >= ORTH_BEST_STEPS_BEYOND && fabs(mean) > 4 * one && one > 0)
            continue;
        low = fmin(low, orth_best_steps_more_bp(report, point->joint_low));
        high = fmax(high, orth_best_steps_more_bp(report, point->joint_high));
    }
    double margin = 0.12 * (high - low);
    if (margin > 0)
        orth_plot_linear_axis(plot, 'y', low - margin, high + margin, 8);
    if (one > 0)
        fprintf(
            plot->script,
            "set object 1 rectangle from graph 0, first 0 to graph 1, first %.17g behind fillcolor "
            "rgb '#DDEBF7' fillstyle solid 1 noborder\n",
            one);
}

static void put_differences(orth_plot *plot, const orth_best_steps *report)
{
    orth_plot_untitle(plot);
    fputs("set xlabel 'steps (log scale)'\n"
          "set ylabel 'more than the least (bp),'.\"\\n\".'95 % jointly'\n",
          plot->script);
    put_difference_range(plot, report);
    fputs("plot 0 with lines linewidth 1 linecolor '#444444' notitle", plot->script);
    if (report->defined)
        fputs(", \\\nkeyentry with boxes linecolor rgb '#DDEBF7' title 'up to 1 % more'",
              plot->script);
    put_points(plot, report, 7, false);
    fputc('\n', plot->script);
}

/* So that the labels of both parts have room. */
static double left_end(const orth_best_steps *report, const orth_plot_span *costs)
{
    size_t letters = orth_plot_span_width(costs, 8);
    return orth_plot_left_end(WIDTH, (letters > 6 ? letters : 6) + (report->none ? 0 : 2));
}

static void put_picture(orth_plot *plot, const orth_best_steps *report, const uint64_t *steps)
{
    FILE *script = plot->script;
    orth_plot_span costs = {0};
    put_data(plot, report, &costs);
    orth_plot_step_axis(plot, report->count, steps);
    orth_plot_span_axis(plot, 'y', &costs, 8);
    fprintf(script,
            "set multiplot layout %d,1\nset lmargin at screen %g\nset rmargin at screen %g\n"
            "set ylabel 'cost (bp of pool value)'\n",
            report->none ? 1 : 2, left_end(report, &costs),
            orth_plot_right_end(WIDTH, sizeof "closed form with fee"));
    if (report->none)
        fputs("set xlabel 'steps (log scale)'\n", script);
    fputs("plot ", script);
    if (report->exposure.factors.valid)
        fputs("$curve using 1:5 with lines linewidth 1.2 linecolor '" ORTH_COLOUR_HOLD
              "' dashtype (9,4) "
              "title 'closed form, no fees', \\\n",
              script);
    if (with_fee(report))
        fputs("$curve using 1:10 with lines linewidth 3.5 linecolor '#5E9C86' "
              "title 'closed form with fee', \\\n",
              script);
    fprintf(script,
            "$curve using 1:2 with lines linewidth 1.2 linecolor '%s' title 'simulated, 95 %%'",
            colour_of(report));
    put_points(plot, report, 2, true);
    fputc('\n', script);
    if (!report->none)
        put_differences(plot, report);
    fputs("unset multiplot\n", script);
}

static void put_caption(orth_plot *plot, const orth_best_steps *report)
{
    char what[ORTH_PLOT_TITLE_MAX], paths[ORTH_PLOT_NUMBER_MAX];
    orth_plot_number(paths, (double)report->simulation->price_paths, 0);
    snprintf(what, sizeof what, "cost by the number of steps, %.20s price paths", paths);
    orth_plot_caption(plot, report->simulation->scenario->name, what);
}

orth_status orth_best_steps_plot(const orth_best_steps *report, const char *file, bool keep_script,
                                 orth_error *error)
{
    uint64_t *steps = malloc(report->count * sizeof *steps);
    if (steps == NULL)
        return orth_fail_memory(error, (double)report->count * sizeof *steps);
    for (size_t i = 0; i < report->count; i++)
        steps[i] = report->points[i].steps;
    orth_plot plot;
    orth_status status =
        orth_plot_begin(&plot, file, WIDTH, report->none ? HEIGHT / 2 + 60 : HEIGHT,
                        report->simulation->scenario->name, error);
    if (status == ORTH_OK) {
        put_caption(&plot, report);
        put_picture(&plot, report, steps);
        status = orth_plot_finish(&plot, keep_script, error);
    }
    free(steps);
    return status;
}
