/* How many steps: the curve of costs, its least point, and how flat it is there. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "numeric/plain_locale.h"
#include "orthant/numeric.h"
#include "orthant/report.h"
#include "report/csv_out.h"
#include "report/json_out.h"
#include "report/plot.h"

#define FLAT 0.01

static int by_steps(const void *a, const void *b)
{
    const orth_steps_point *left = a, *right = b;
    return (left->steps > right->steps) - (left->steps < right->steps);
}

static void find_best(orth_steps_report *report)
{
    const orth_steps_point *points = report->points;
    for (size_t i = 1; i < report->count; i++)
        if (points[i].cost < points[report->best].cost)
            report->best = i;
    double most = points[report->best].cost + FLAT * fabs(points[report->best].cost);
    size_t from = report->best, to = report->best;
    while (from > 0 && points[from - 1].cost <= most)
        from--;
    while (to + 1 < report->count && points[to + 1].cost <= most)
        to++;
    report->from = points[from].steps;
    report->to = points[to].steps;
}

orth_status orth_steps_report_create(orth_steps_report **out, const orth_simulation *simulation,
                                     const orth_exposure *exposure, orth_error *error)
{
    orth_steps_report *report = *out = calloc(1, sizeof *report);
    orth_steps_point *points = calloc(simulation->count, sizeof *points);
    if (report == NULL || points == NULL) {
        free(report);
        free(points);
        *out = NULL;
        return orth_fail_memory(error, (double)(simulation->count * sizeof *points));
    }
    *report = (orth_steps_report){.simulation = simulation,
                                  .exposure = *exposure,
                                  .count = simulation->count,
                                  .points = points};
    for (size_t i = 0; i < report->count; i++) {
        const orth_simulated *result = &simulation->results[i];
        const orth_estimate *shortfall = &result->figures[ORTH_SHORTFALL];
        double steps = (double)result->steps, value = simulation->start_value;
        double apart = steps * (exposure->update + exposure->tracking);
        points[i] = (orth_steps_point){
            .steps = result->steps,
            .closed_form = exposure->distance * exposure->distance / (2 * steps) +
                           fmax(exposure->total, 0) * steps,
            .cost = shortfall->mean / value + apart,
            .stderr_ = shortfall->stderr_ / value,
            .low = shortfall->low / value + apart,
            .high = shortfall->high / value + apart,
        };
    }
    qsort(points, report->count, sizeof *points, by_steps);
    find_best(report);
    return ORTH_OK;
}

void orth_steps_report_free(orth_steps_report *report)
{
    if (report != NULL)
        free(report->points);
    free(report);
}

static void write_closed_form(orth_json_out *json, const orth_exposure *exposure)
{
    orth_json_open_object(json, "closed_form");
    orth_json_double(json, "fisher_rao_distance", exposure->distance);
    orth_json_open_inline_object(json, "exposure");
    orth_json_double(json, "lvr", exposure->lvr);
    orth_json_double(json, "update", exposure->update);
    orth_json_double(json, "tracking", exposure->tracking);
    orth_json_double(json, "total", exposure->total);
    orth_json_close_object(json);
    if (exposure->best_steps > 0) {
        orth_json_double(json, "best_steps", exposure->best_steps);
        orth_json_double(json, "best_cost", exposure->best_cost);
    } else {
        orth_json_null(json, "best_steps");
        orth_json_null(json, "best_cost");
    }
    orth_json_close_object(json);
}

void orth_steps_report_write_json(const orth_steps_report *report, unsigned threads, FILE *stream)
{
    const orth_simulation *simulation = report->simulation;
    const orth_scenario *scenario = simulation->scenario;
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_open_object(&json, NULL);
    orth_json_integer(&json, "orthant", 1);
    orth_json_string(&json, "kind", "steps");
    orth_json_string(&json, "version", ORTH_VERSION);
    orth_json_string(&json, "scenario", scenario->name);
    orth_json_string(&json, "scenario_sha256", scenario->sha256);
    orth_json_string(&json, "path", simulation->results[0].path);
    orth_json_integer(&json, "blocks", (int64_t)simulation->blocks);
    orth_json_double(&json, "start_value", simulation->start_value);
    orth_json_integer(&json, "seed", (int64_t)scenario->seed);
    orth_json_integer(&json, "threads", (int64_t)threads);
    orth_json_integer(&json, "price_paths", (int64_t)simulation->price_paths);
    orth_json_bool(&json, "partial", simulation->partial);
    write_closed_form(&json, &report->exposure);
    orth_json_open_array(&json, "curve");
    for (size_t i = 0; i < report->count; i++) {
        const orth_steps_point *point = &report->points[i];
        orth_json_open_inline_object(&json, NULL);
        orth_json_integer(&json, "steps", (int64_t)point->steps);
        orth_json_double(&json, "closed_form", point->closed_form);
        orth_json_double(&json, "cost", point->cost);
        orth_json_double(&json, "stderr", point->stderr_);
        orth_json_doubles(&json, "ci95", 2, (const double[]){point->low, point->high});
        orth_json_close_object(&json);
    }
    orth_json_close_array(&json);
    orth_json_integer(&json, "best_steps", (int64_t)report->points[report->best].steps);
    orth_json_open_inline_array(&json, "within_one_percent");
    orth_json_integer(&json, NULL, (int64_t)report->from);
    orth_json_integer(&json, NULL, (int64_t)report->to);
    orth_json_close_array(&json);
    orth_json_close_object(&json);
    orth_json_end(&json);
}

void orth_steps_report_write_csv(const orth_steps_report *report, FILE *stream)
{
    fputs("steps,closed_form,cost,stderr,ci95_low,ci95_high\n", stream);
    for (size_t i = 0; i < report->count; i++) {
        const orth_steps_point *point = &report->points[i];
        const double numbers[] = {point->closed_form, point->cost, point->stderr_, point->low,
                                  point->high};
        fprintf(stream, "%" PRIu64, point->steps);
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
            fputc(',', stream);
            orth_csv_double(stream, numbers[k]);
        }
        fputc('\n', stream);
    }
}

void orth_steps_report_write_table(const orth_steps_report *report, FILE *stream)
{
    const orth_simulation *simulation = report->simulation;
    const orth_exposure *exposure = &report->exposure;
    orth_locale outer = orth_locale_enter();
    if (*simulation->scenario->name != '\0')
        fprintf(stream, "%s\n", simulation->scenario->name);
    fprintf(stream, "path %s, %" PRIu64 " blocks, %" PRIu64 " price path%s%s\n",
            simulation->results[0].path, simulation->blocks, simulation->price_paths,
            simulation->price_paths == 1 ? "" : "s",
            simulation->partial ? " (interrupted: partial)" : "");
    fprintf(stream,
            "Fisher-Rao distance %.6g; exposure a step, bp: excess LVR %.4g, updates %.4g, "
            "tracking %.4g\n",
            exposure->distance, 1e4 * exposure->lvr, 1e4 * exposure->update,
            1e4 * exposure->tracking);
    if (exposure->best_steps > 0)
        fprintf(stream, "Closed form without fees: %.4g steps, %.4g bp\n\n", exposure->best_steps,
                1e4 * exposure->best_cost);
    else
        fputs("Closed form without fees: no exposure is lost by taking longer, so more steps are "
              "always better\n\n",
              stream);
    fprintf(stream, "%10s  %14s  %14s  %12s\n", "steps", "closed form,bp", "simulated, bp",
            "+- (95 %)");
    for (size_t i = 0; i < report->count; i++) {
        const orth_steps_point *point = &report->points[i];
        fprintf(stream, "%10" PRIu64 "  %14.5g  %14.5g  %12.3g%s\n", point->steps,
                1e4 * point->closed_form, 1e4 * point->cost, 5e3 * (point->high - point->low),
                i == report->best ? "  least" : "");
    }
    fprintf(stream,
            "\nLeast at %" PRIu64 " steps of those tried; from %" PRIu64 " to %" PRIu64
            " it is at most 1 %% more.%s\n",
            report->points[report->best].steps, report->from, report->to,
            report->best == 0 || report->best + 1 == report->count
                ? " It is at the end of the range tried: --steps widens it."
                : "");
    fputs("simulated: the shortfall against rebalancing at market prices, with fees and gas of the "
          "scenario, over all blocks, and updates and tracking for each step.\n",
          stream);
    orth_locale_leave(outer);
}

orth_status orth_steps_report_plot(const orth_steps_report *report, const char *file,
                                   bool keep_script, orth_error *error)
{
    orth_plot plot;
    orth_status status =
        orth_plot_begin(&plot, file, 900, 540, report->simulation->scenario->name, error);
    if (status != ORTH_OK)
        return status;
    FILE *script = plot.script;
    fputs("$curve << EOD\n", script);
    for (size_t i = 0; i < report->count; i++) {
        const orth_steps_point *point = &report->points[i];
        fprintf(script, "%" PRIu64 " %.17g %.17g %.17g %.17g\n", point->steps, 1e4 * point->cost,
                1e4 * point->low, 1e4 * point->high, 1e4 * point->closed_form);
    }
    fputs(
        "EOD\nset logscale x\nset xlabel 'steps'\nset ylabel 'cost (basis points of pool value)'\n"
        "set key inside top center\n",
        script);
    fprintf(script,
            "plot $curve using 1:5 with lines linewidth 1.2 linecolor '#888888' dashtype 2 title "
            "'closed form, no fees', \\\n"
            "$curve using 1:2:3:4 with yerrorlines linewidth 1.6 linecolor '%s' pointtype 7 "
            "pointsize 0.6 title 'simulated, 95 %% intervals'\n",
            orth_plot_colour(0));
    return orth_plot_finish(&plot, keep_script, error);
}
