/* A model of prices against data as a picture: quantiles against quantiles, and autocorrelations
 * with bands, a panel each, of the part that the model was not fitted to. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/check.h"
#include "numeric/normal.h"
#include "orthant/report.h"
#include "report/plot_axes.h"
#include "report/plot_panels.h"

#define TOKENS_MAX ORTH_SCORE_PLOT_TOKENS
#define FEW_TOKENS 2 /* up to so many have two rows of larger panels each */
#define DATA ORTH_COLOUR_FIRST
#define BAND ORTH_COLOUR_FIRST_PALE
#define MODEL ORTH_COLOUR_SECOND
#define GBM ORTH_COLOUR_HOLD
#define MARGIN 1.06

static const orth_score_kind kinds[] = {ORTH_SCORE_ACF, ORTH_SCORE_ACF_ABSOLUTE,
                                        ORTH_SCORE_ACF_SQUARE};
#define KINDS (sizeof kinds / sizeof kinds[0])

typedef struct picture {
    const orth_score_report *report;
    const orth_score_part *part;
    orth_score_facts facts;
    size_t tokens;             /* that are drawn */
    size_t horizons[2], count; /* of the quantiles: the first, and the last that is defined */
    orth_plot_span spans[KINDS];
} picture;

static const orth_score_line *line_of(const picture *p, size_t horizon, size_t token,
                                      orth_score_kind kind)
{
    for (size_t i = 0; i < orth_score_line_count(p->part->score); i++) {
        const orth_score_line *line = orth_score_line_at(p->part->score, i);
        if (line->horizon == horizon && line->token == token && line->kind == kind)
            return line;
    }
    return NULL;
}

/* What independent returns keep to in 95 of 100 lags. */
static double independent(const picture *p)
{
    return 1.96 / sqrt((double)p->facts.returns[p->horizons[0]]);
}

static void choose_horizons(picture *p)
{
    size_t last = 0;
    for (size_t h = 0; h < p->facts.horizon_count; h++)
        for (size_t i = 0; i < p->tokens; i++)
            if (orth_score_quantiles_of(p->part->score, h, i).data != NULL)
                last = h;
    p->horizons[1] = last;
    p->count = last > 0 ? 2 : 1;
}

/* One scale for all tokens, so that they can be compared. */
static void measure(picture *p)
{
    for (size_t k = 0; k < KINDS; k++) {
        orth_plot_span_note(&p->spans[k], -independent(p));
        orth_plot_span_note(&p->spans[k], independent(p));
        for (size_t i = 0; i < p->tokens; i++) {
            const orth_score_line *line = line_of(p, p->horizons[0], i, kinds[k]);
            for (size_t v = 0; v < line->count; v++) {
                orth_plot_span_note(&p->spans[k], line->data[v]);
                orth_plot_span_note(&p->spans[k], line->model[v]);
                orth_plot_span_note(&p->spans[k], line->gbm[v]);
                if (line->data_low != NULL) {
                    orth_plot_span_note(&p->spans[k], line->data_low[v]);
                    orth_plot_span_note(&p->spans[k], line->data_high[v]);
                }
            }
        }
    }
}

static const char *blocks_text(char text[64], uint64_t blocks, const char *before)
{
    snprintf(text, 64, "%s%" PRIu64 " block%s", before, blocks, blocks == 1 ? "" : "s");
    return text;
}

/* Where the sample of the data reaches: beyond, a quantile is its least or greatest value. */
static bool reaches(const picture *p, size_t horizon, double level)
{
    double half = 0.5 / (double)p->facts.returns[horizon];
    return level >= half && level <= 1 - half;
}

static void put_quantiles(orth_plot *plot, const picture *p, size_t token, size_t horizon)
{
    char rest[64];
    orth_score_quantiles of = orth_score_quantiles_of(p->part->score, horizon, token);
    orth_plot_panels_title(plot, p->report->tokens[token],
                           blocks_text(rest, p->facts.horizons[horizon], ", quantiles of "));
    if (of.data == NULL) {
        const orth_score_line *line = line_of(p, horizon, token, ORTH_SCORE_KS);
        orth_plot_panels_empty(plot, orth_score_why_text(line->why));
        return;
    }
    double most = 0;
    fputs("$pairs << EOD\n", plot->script);
    for (size_t q = 0; q < ORTH_SCORE_QUANTILES; q++) {
        if (!reaches(p, horizon, 1 - orth_normal_above(of.normal[q])))
            continue;
        fprintf(plot->script, "%.9g %.9g %.9g\n", of.data[q], of.model[q], of.gbm[q]);
        most = fmax(most, fmax(fabs(of.data[q]), fmax(fabs(of.model[q]), fabs(of.gbm[q]))));
    }
    fputs("EOD\n", plot->script);
    most = most > 0 ? MARGIN * most : 1;
    orth_plot_linear_axis(plot, 'x', -most, most, 4);
    orth_plot_linear_axis(plot, 'y', -most, most, 5);
    fprintf(plot->script,
            "set xlabel 'of the model' offset 0,1\nset ylabel 'of the data' offset 1\n"
            "plot x with lines linewidth 1.2 linecolor '#333333' dashtype (6,4), \\\n"
            "  $pairs using 3:1 with points pointtype 7 pointsize 0.3 linecolor '" GBM "', \\\n"
            "  $pairs using 2:1 with points pointtype 7 pointsize 0.4 linecolor '" MODEL "'\n");
}

static void put_band(orth_plot *plot, const picture *p, const orth_score_line *line)
{
    double beyond = independent(p);
    fputs("$band << EOD\n", plot->script);
    for (size_t v = 0; v < line->count && line->data_low != NULL; v++)
        fprintf(plot->script, "%zu %.9g %.9g\n", v + 1, line->data_low[v], line->data_high[v]);
    if (p->facts.resamples == 0)
        fprintf(plot->script, "0 %.9g %.9g\n%zu %.9g %.9g\n", -beyond, beyond, line->count + 1,
                -beyond, beyond);
    else if (line->data_low == NULL)
        fputs("0 NaN NaN\n", plot->script);
    fputs("EOD\n", plot->script);
}

static void put_autocorrelations(orth_plot *plot, const picture *p, size_t token, size_t k)
{
    static const char *const names[KINDS] = {", r of ", ", |r| of ", ", r\302\262 of "};
    char rest[64];
    const orth_score_line *line = line_of(p, p->horizons[0], token, kinds[k]);
    orth_plot_panels_title(plot, p->report->tokens[token],
                           blocks_text(rest, p->facts.horizons[p->horizons[0]], names[k]));
    if (line->why != ORTH_SCORE_DEFINED) {
        orth_plot_panels_empty(plot, orth_score_why_text(line->why));
        return;
    }
    put_band(plot, p, line);
    fputs("$lags << EOD\n", plot->script);
    for (size_t v = 0; v < line->count; v++)
        fprintf(plot->script, "%zu %.9g %.9g %.9g\n", v + 1, line->data[v], line->model[v],
                line->gbm[v]);
    fputs("EOD\n", plot->script);
    orth_plot_linear_axis(plot, 'x', 0, (double)line->count + 1, 5);
    orth_plot_span_axis(plot, 'y', &p->spans[k], 5);
    fprintf(plot->script,
            "set xlabel 'lag' offset 0,1\nset ylabel 'autocorrelation' offset 1\n"
            "plot $band using 1:2:3 with filledcurves fillcolor '%s' fillstyle solid 1 noborder, "
            "\\\n  0 with lines linewidth 0.8 linecolor '#444444', \\\n"
            "  $lags using 1:4 with lines linewidth 1.2 linecolor '" GBM "', \\\n"
            "  $lags using 1:2 with lines linewidth 1.8 linecolor '" DATA "', \\\n"
            "  $lags using 1:3 with lines linewidth 1.8 linecolor '" MODEL "'\n",
            p->facts.resamples > 0 ? BAND : "#E9E9E9");
}

static void put_legend(orth_plot *plot, const picture *p, const orth_plot_panels *panels)
{
    orth_plot_panels_legend(plot, panels);
    orth_plot_panels_entry(plot, "with lines linewidth 1.8 linecolor '" DATA "'", "data");
    if (p->facts.resamples > 0)
        orth_plot_panels_entry(plot, "with boxes fillcolor '" BAND "' fillstyle solid 1",
                               "data, 95 % (bootstrap)");
    else
        orth_plot_panels_entry(plot, "with boxes fillcolor '#E9E9E9' fillstyle solid 1",
                               "independent, 1.96 / \342\210\232n");
    orth_plot_panels_entry(plot,
                           "with linespoints linewidth 1.8 pointtype 7 pointsize 0.4 "
                           "linecolor '" MODEL "'",
                           "the model");
    orth_plot_panels_entry(plot,
                           "with linespoints linewidth 1.2 pointtype 7 pointsize 0.3 "
                           "linecolor '" GBM "'",
                           "GBM");
    orth_plot_panels_entry(plot, "with lines linewidth 1.2 linecolor '#333333' dashtype (6,4)",
                           "equal quantiles");
    orth_plot_panels_legend_end(plot);
}

static const char *title_of(char title[240], const picture *p)
{
    char some[80] = "";
    if (p->tokens < p->report->n)
        snprintf(some, sizeof some, ", the first %zu of %zu tokens", p->tokens, p->report->n);
    snprintf(title, 240, "%.80s and the data, part %s, rows %zu to %zu%s", p->report->model,
             p->part->name, p->part->first + 1, p->part->first + p->part->rows, some);
    return title;
}

orth_status orth_score_plot(const orth_score_report *report, const char *file, bool keep_script,
                            orth_error *error)
{
    ORTH_CHECK(report->part_count > 0);
    char title[240];
    picture p = {.report = report, .part = &report->parts[report->part_count - 1]};
    p.facts = orth_score_facts_of(p.part->score);
    p.tokens = report->n < TOKENS_MAX ? report->n : TOKENS_MAX;
    choose_horizons(&p);
    measure(&p);
    size_t each = p.count + KINDS;
    bool few = p.tokens <= FEW_TOKENS;
    int columns = few ? (each == 4 ? 2 : 3) : (int)each;
    const orth_plot_panels panels = {.columns = columns,
                                     .rows = (int)p.tokens * (few ? 2 : 1),
                                     .width = few ? 262 : 240,
                                     .height = few ? 262 : 240,
                                     .entries = 5,
                                     .abreast = few ? 2 : 4};
    orth_plot plot;
    orth_status status = orth_plot_panels_begin(&plot, &panels, file, title_of(title, &p), error);
    if (status != ORTH_OK)
        return status;
    put_legend(&plot, &p, &panels);
    size_t room = few ? 2 * (size_t)columns : (size_t)columns;
    for (size_t i = 0; i < p.tokens; i++) {
        for (size_t h = 0; h < p.count; h++) {
            orth_plot_panels_place(&plot, &panels, i * room + h);
            put_quantiles(&plot, &p, i, p.horizons[h]);
        }
        for (size_t k = 0; k < KINDS; k++) {
            orth_plot_panels_place(&plot, &panels, i * room + p.count + k);
            put_autocorrelations(&plot, &p, i, k);
        }
    }
    fputs("unset multiplot\n", plot.script);
    return orth_plot_finish(&plot, keep_script, error);
}
