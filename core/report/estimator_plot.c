/* Estimators fitted to prices as a picture: the profile likelihood of lambda in each market, with
 * the interval that it gives, a panel each. */
#include <math.h>
#include <stdio.h>

#include "orthant/report.h"
#include "report/plot_axes.h"
#include "report/plot_panels.h"

#define TOKENS_MAX ORTH_ESTIMATOR_PLOT_TOKENS
#define CURVE ORTH_COLOUR_FIRST
#define INSIDE ORTH_COLOUR_FIRST_PALE
#define RULE ORTH_COLOUR_SECOND
#define GREY "#333333"
#define FALL 1.9207 /* at an interval's ends */
#define LOW (-5.5)  /* of the upright axis: of a parabola, a third beyond the interval */
#define HIGH 0.4
#define MARGIN 0.03
#define TICS 5
#define LETTERS_MAX 22 /* of a panel's level axis */

static const orth_plot_panels layout = {
    .columns = ORTH_ESTIMATOR_MARKETS, .width = 262, .height = 250, .abreast = 3};

static void put_curve(orth_plot *plot, const orth_estimator_estimate *lambda, orth_plot_span *span)
{
    const orth_estimator_curve *curve = &lambda->curve;
    fputs("$curve << EOD\n", plot->script);
    for (size_t i = 0; i < ORTH_ESTIMATOR_CURVE_POINTS; i++)
        if (isfinite(curve->at[i]) && isfinite(curve->below[i])) {
            fprintf(plot->script, "%.17g %.9g\n", curve->at[i], curve->below[i]);
            if (curve->below[i] >= LOW)
                orth_plot_span_note(span, curve->at[i]);
        }
    fprintf(plot->script, "EOD\n$inside << EOD\n%.17g %g %g\n%.17g %g %g\nEOD\n", lambda->low, LOW,
            HIGH, lambda->high, LOW, HIGH);
    orth_plot_span_note(span, lambda->low);
    orth_plot_span_note(span, lambda->high);
    fprintf(plot->script, "$best << EOD\n%.17g 0\nEOD\n", lambda->value);
}

/* As many tics as labels stand side by side; decays near 1 have long ones. */
static void put_axis(orth_plot *plot, const orth_plot_span *span)
{
    double margin = span->high > span->low ? MARGIN * (span->high - span->low) : 1e-3;
    orth_plot_span axis = {span->low - margin, span->high + margin, true};
    int most = TICS;
    while (most > 1 && (orth_plot_span_width(&axis, most) + 2) * (size_t)most > LETTERS_MAX)
        most--;
    orth_plot_linear_axis(plot, 'x', axis.low, axis.high, most);
}

/* The rule's decay as a line, or at the side where it lies beyond the axis. */
static void put_rule(orth_plot *plot, double lambda, const orth_plot_span *span)
{
    double margin = MARGIN * (span->high - span->low);
    bool before = lambda < span->low - margin;
    if (!before && lambda <= span->high + margin) {
        fprintf(plot->script,
                "set arrow 1 from %.17g, graph 0 to %.17g, graph 1 nohead front linewidth 1.6 "
                "linecolor '" RULE "'\n",
                lambda, lambda);
        return;
    }
    fprintf(plot->script, "set label 2 '%srule, %.*g%s' at graph %s,0.06 %s front ",
            before ? "\342\206\220 " : "", lambda > 0.999 ? 12 : 4, lambda,
            before ? "" : " \342\206\222", before ? "0.02" : "0.98", before ? "left" : "right");
    fputs("textcolor '" RULE "' noenhanced\n", plot->script);
}

static void put_panel(orth_plot *plot, const orth_estimator_tokens *fits, size_t token,
                      orth_estimator_market market)
{
    const orth_estimator_token *of = &fits->of[token];
    bool fitted = of->fit.why == ORTH_ESTIMATOR_FITTED;
    char rest[64];
    snprintf(rest, sizeof rest, ", %s%s", orth_estimator_market_name(market),
             fitted && market == of->fit.best ? ", best by BIC" : "");
    orth_plot_panels_title(plot, of->token, rest);
    const orth_estimator_estimate *lambda = &of->fit.markets[market].values[ORTH_ESTIMATOR_LAMBDA];
    if (!fitted || !lambda->known) {
        orth_plot_panels_empty(plot, fitted ? lambda->why : orth_estimator_why_text(of->fit.why));
        return;
    }
    orth_plot_span span = {0};
    put_curve(plot, lambda, &span);
    put_axis(plot, &span);
    orth_plot_linear_axis(plot, 'y', LOW, HIGH, 6);
    if (fits->lambda > 0 && market != ORTH_ESTIMATOR_LEVEL_AR1)
        put_rule(plot, fits->lambda, &span);
    fprintf(plot->script,
            "set xlabel 'lambda' offset 0,1\nset ylabel 'log L, below its best' offset 1\n"
            "plot $inside using 1:2:3 with filledcurves fillcolor '" INSIDE
            "' fillstyle solid 1 noborder, \\\n"
            "  %.17g with lines linewidth 1.2 linecolor '" GREY "' dashtype (6,4), \\\n"
            "  $curve using 1:2 with lines linewidth 1.8 linecolor '" CURVE "', \\\n"
            "  $best using 1:2 with points pointtype 7 pointsize 0.6 linecolor '" CURVE "'\n"
            "unset label 2\nunset arrow 1\n",
            -FALL);
}

static void put_legend(orth_plot *plot, const orth_plot_panels *panels, bool rule)
{
    orth_plot_panels_legend(plot, panels);
    orth_plot_panels_entry(plot, "with lines linewidth 1.8 linecolor '" CURVE "'",
                           "profile likelihood");
    orth_plot_panels_entry(plot, "with points pointtype 7 pointsize 0.6 linecolor '" CURVE "'",
                           "best");
    orth_plot_panels_entry(plot, "with boxes fillcolor '" INSIDE "' fillstyle solid 1",
                           "95 % interval");
    orth_plot_panels_entry(plot, "with lines linewidth 1.2 linecolor '" GREY "' dashtype (6,4)",
                           "1.92 below");
    if (rule)
        orth_plot_panels_entry(plot, "with lines linewidth 1.6 linecolor '" RULE "'", "the rule");
    orth_plot_panels_legend_end(plot);
}

orth_status orth_estimator_plot(const orth_estimator_tokens *fits, const char *file,
                                bool keep_script, orth_error *error)
{
    size_t tokens = fits->n < TOKENS_MAX ? fits->n : TOKENS_MAX;
    orth_plot_panels panels = layout;
    panels.rows = (int)tokens;
    panels.entries = fits->lambda > 0 ? 5 : 4;
    char title[120], some[60] = "";
    if (tokens < fits->n)
        snprintf(some, sizeof some, ", the first %zu of %zu tokens", tokens, fits->n);
    snprintf(title, sizeof title, "lambda, from %zu prices%s", fits->rows, some);
    orth_plot plot;
    orth_status status = orth_plot_panels_begin(&plot, &panels, file, title, error);
    if (status != ORTH_OK)
        return status;
    put_legend(&plot, &panels, fits->lambda > 0);
    for (size_t i = 0; i < tokens; i++)
        for (orth_estimator_market m = 0; m < ORTH_ESTIMATOR_MARKETS; m++) {
            orth_plot_panels_place(&plot, &panels, i * ORTH_ESTIMATOR_MARKETS + m);
            put_panel(&plot, fits, i, m);
        }
    fputs("unset multiplot\n", plot.script);
    return orth_plot_finish(&plot, keep_script, error);
}
