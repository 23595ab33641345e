/* How many steps, as JSON, CSV and a table. */
#include <inttypes.h>
#include <math.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "base/plain_locale.h"
#include "base/plural.h"
#include "orthant/api.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/simulation_clock.h"

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

static void write_point(orth_json_out *json, const orth_best_steps *report,
                        const orth_best_steps_point *point)
{
    const orth_estimate *difference = &point->difference;
    orth_json_open_inline_object(json, NULL);
    orth_json_integer(json, "steps", (int64_t)point->steps);
    orth_json_double(json, "closed_form", point->closed_form);
    orth_json_double(json, "closed_form_bp", orth_loss_bp(point->closed_form));
    orth_json_double(json, "cost", point->cost);
    orth_json_double(json, "cost_bp", orth_loss_bp(point->cost));
    orth_json_double(json, "stderr", point->stderr_);
    orth_json_doubles(json, "ci95", 2, (const double[]){point->low, point->high});
    if (report->none) {
        orth_json_null(json, "difference");
    } else {
        orth_json_open_inline_object(json, "difference");
        orth_json_double(json, "mean", difference->mean);
        orth_json_double(json, "stderr", difference->stderr_);
        orth_json_doubles(json, "ci95", 2, (const double[]){difference->low, difference->high});
        orth_json_doubles(json, "joint95", 2,
                          (const double[]){point->joint_low, point->joint_high});
        orth_json_close_object(json);
    }
    orth_json_double(json, "target_distance", point->target_distance);
    orth_json_double(json, "move_made", point->move_made);
    orth_json_string(json, "verdict", orth_best_steps_verdict_name(point->verdict));
    orth_json_close_object(json);
}

/* null where there is no 1 % to speak of */
static void write_range(orth_json_out *json, const char *key, bool defined,
                        orth_best_steps_range range)
{
    if (!defined) {
        orth_json_null(json, key);
        return;
    }
    orth_json_open_inline_array(json, key);
    orth_json_integer(json, NULL, (int64_t)range.from);
    orth_json_integer(json, NULL, (int64_t)range.to);
    orth_json_close_array(json);
}

void orth_best_steps_write_json(const orth_best_steps *report, unsigned threads, FILE *stream)
{
    const orth_simulation *simulation = report->simulation;
    const orth_scenario *scenario = simulation->scenario;
    orth_json_out json;
    orth_json_begin_result(&json, stream, "steps");
    orth_json_string(&json, "version", ORTH_VERSION);
    orth_json_string(&json, "scenario", scenario->name);
    orth_json_string(&json, "scenario_sha256", scenario->sha256);
    orth_json_string(&json, "path", simulation->results[0].path);
    orth_json_integer(&json, "blocks", (int64_t)simulation->blocks);
    orth_simulation_write_clock(&json, simulation);
    orth_json_double(&json, "start_value", simulation->start_value);
    orth_json_integer(&json, "seed", (int64_t)scenario->seed);
    orth_json_integer(&json, "threads", (int64_t)threads);
    orth_json_integer(&json, "price_paths", (int64_t)simulation->price_paths);
    orth_json_bool(&json, "partial", simulation->partial);
    write_closed_form(&json, &report->exposure);
    orth_json_open_inline_object(&json, "at_target");
    orth_json_double(&json, "shortfall", report->at_target.mean);
    orth_json_double(&json, "stderr", report->at_target.stderr_);
    orth_json_doubles(&json, "ci95", 2,
                      (const double[]){report->at_target.low, report->at_target.high});
    orth_json_close_object(&json);
    orth_json_open_array(&json, "curve");
    for (size_t i = 0; i < report->count; i++)
        write_point(&json, report, &report->points[i]);
    orth_json_close_array(&json);
    if (report->none)
        orth_json_null(&json, "best_steps");
    else
        orth_json_integer(&json, "best_steps", (int64_t)report->points[report->best].steps);
    orth_json_bool(&json, "market_ends_range", report->ended);
    write_range(&json, "within_one_percent", report->defined, report->within);
    write_range(&json, "perhaps_within_one_percent", report->defined, report->perhaps);
    write_range(&json, "not_told_from_best", !report->none, report->tied);
    orth_json_end_result(&json);
}

void orth_best_steps_write_csv(const orth_best_steps *report, FILE *stream)
{
    fputs("steps,closed_form,cost,stderr,ci95_low,ci95_high,difference,difference_stderr,"
          "difference_ci95_low,difference_ci95_high,difference_joint95_low,"
          "difference_joint95_high,verdict,target_distance,move_made\n",
          stream);
    for (size_t i = 0; i < report->count; i++) {
        const orth_best_steps_point *point = &report->points[i];
        const orth_estimate *difference = &point->difference;
        const double numbers[] = {point->closed_form,  point->cost,      point->stderr_,
                                  point->low,          point->high,      difference->mean,
                                  difference->stderr_, difference->low,  difference->high,
                                  point->joint_low,    point->joint_high};
        fprintf(stream, "%" PRIu64, point->steps);
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
            fputc(',', stream);
            if (!report->none || k < 5)
                orth_csv_double(stream, numbers[k]);
        }
        fprintf(stream, ",%s,", orth_best_steps_verdict_name(point->verdict));
        orth_csv_double(stream, point->target_distance);
        fputc(',', stream);
        orth_csv_double(stream, point->move_made);
        fputc('\n', stream);
    }
}

/* ---------------------------------------------------------------- for people */

static void write_name(const orth_best_steps *report, FILE *stream)
{
    const char *name = report->simulation->scenario->name;
    if (*name != '\0')
        fprintf(stream, "%s\n", name);
}

static void write_closed_form_text(const orth_exposure *exposure, FILE *stream)
{
    if (!(exposure->best_steps > 0)) {
        fprintf(stream,
                "Closed form without fees: a step on the way %s, so more steps are always "
                "better\n",
                exposure->total < 0 ? "gains" : "costs nothing of its own");
        return;
    }
    fprintf(stream, "Closed form without fees: %.4g step%s, %.4g bp\n", exposure->best_steps,
            exposure->best_steps == 1 ? "" : "s", orth_loss_bp(exposure->best_cost));
    if (exposure->best_steps > (double)exposure->most)
        fprintf(stream, "That is more than the market has room for: %" PRIu64 " step%s\n",
                exposure->most, orth_plural(exposure->most, "", "s"));
}

static void write_at_target_text(const orth_best_steps *report, FILE *stream)
{
    const orth_estimate *rest = &report->at_target;
    fprintf(stream, "The pool at its target from the start: shortfall %.5g bp",
            orth_loss_bp(rest->mean));
    if (report->simulation->price_paths > 1)
        fprintf(stream, " +- %.2g", (orth_loss_bp(rest->high) - orth_loss_bp(rest->low)) / 2);
    fputs("; what follows is beyond that\n\n", stream);
}

static void write_head(const orth_best_steps *report, FILE *stream)
{
    const orth_simulation *simulation = report->simulation;
    const orth_exposure *exposure = &report->exposure;
    char clock[ORTH_CLOCK_TEXT_MAX];
    write_name(report, stream);
    fprintf(stream, "path %s, %" PRIu64 " block%s%s, %" PRIu64 " price path%s%s\n",
            simulation->results[0].path, simulation->blocks,
            orth_plural(simulation->blocks, "", "s"), orth_simulation_clock_text(clock, simulation),
            simulation->price_paths, orth_plural(simulation->price_paths, "", "s"),
            simulation->partial ? " (interrupted: partial)" : "");
    fprintf(stream,
            "Fisher-Rao distance %.6g; exposure a step, bp: excess LVR %.4g, updates %.4g, "
            "tracking %.4g\n",
            exposure->distance, orth_loss_bp(exposure->lvr), orth_loss_bp(exposure->update),
            orth_loss_bp(exposure->tracking));
    write_closed_form_text(exposure, stream);
    write_at_target_text(report, stream);
}

/* An interval's half-width in bp; one price path has none. */
static void write_half(const orth_simulation *simulation, double low, double high, FILE *stream)
{
    if (simulation->price_paths > 1)
        fprintf(stream, "  %9.2g", (high - low) / 2);
}

/* To two places, never up: what misses 99 % is not written as that. */
static double percent_down(double part)
{
    double percent = floor(1e4 * part + 1e-8) / 100;
    return percent == 0 ? 0 : percent; /* no -0 */
}

static void write_rows(const orth_best_steps *report, FILE *stream)
{
    static const char *const words[] = {"least", "within 1 %", "within 1 % or not",
                                        "",      "",           "not made"};
    const orth_simulation *simulation = report->simulation;
    bool many = simulation->price_paths > 1;
    fprintf(stream, "%10s  %14s  %14s%s", "steps", "closed form,bp", "simulated, bp",
            many ? "  +- (95 %)" : "");
    if (!report->none)
        fprintf(stream, "  %15s%s", "more than least", many ? "  +- (joint)" : "");
    fprintf(stream, "  %9s\n", "made");
    for (size_t i = 0; i < report->count; i++) {
        const orth_best_steps_point *point = &report->points[i];
        const orth_estimate *difference = &point->difference;
        fprintf(stream, "%10" PRIu64 "  %14.5g  %14.5g", point->steps,
                orth_loss_bp(point->closed_form), orth_loss_bp(point->cost));
        write_half(simulation, orth_loss_bp(point->low), orth_loss_bp(point->high), stream);
        if (!report->none) {
            fprintf(stream, "  %15.4g", orth_best_steps_more_bp(report, difference->mean));
            write_half(simulation, orth_best_steps_more_bp(report, point->joint_low),
                       orth_best_steps_more_bp(report, point->joint_high), stream);
        }
        bool told = !many || report->none || point->verdict == ORTH_BEST_STEPS_LEAST ||
                    point->joint_low > 0 || point->joint_high < 0;
        fprintf(stream, "  %7.2f %% %s %s\n", percent_down(point->move_made), told ? " " : "?",
                words[point->verdict]);
    }
}

static void write_range_text(const char *what, orth_best_steps_range range, FILE *stream)
{
    if (range.from == range.to)
        fprintf(stream, "%s%" PRIu64 " alone", what, range.from);
    else
        fprintf(stream, "%s%" PRIu64 " to %" PRIu64, what, range.from, range.to);
}

/* Where the least is the first or the last of those tried: whether others could be. */
static void write_end(const orth_best_steps *report, FILE *stream)
{
    const orth_scenario *scenario = report->simulation->scenario;
    if (report->best + 1 == report->count && report->ended) {
        bool asked = scenario->market_blocks != 0;
        fprintf(stream, " The market's %" PRIu64 " block%s the range; %s.",
                report->simulation->blocks,
                orth_plural(report->simulation->blocks, " ends", "s end"),
                asked ? "raise market.blocks" : "its prices have no more");
    } else if (report->best + 1 == report->count) {
        fputs(" It is the most that was tried; --steps tries more.", stream);
    } else if (report->best == 0 && report->points[0].steps > 1) {
        fputs(" It is the fewest that was tried; --steps tries fewer.", stream);
    }
}

static void write_ranges(const orth_best_steps *report, FILE *stream)
{
    bool many = report->simulation->price_paths > 1;
    if (report->defined)
        write_range_text("\nAt most 1 % more: ", report->within, stream);
    if (report->defined && many)
        write_range_text("; not excluded: ", report->perhaps, stream);
    if (!report->defined)
        fprintf(stream, "\nAt most 1 %% more: undefined, as the least cost is %s",
                report->points[report->best].high <= 0
                    ? "not above 0 (the way earns what it costs, or more)"
                    : "not told from 0");
    if (many)
        write_range_text("; not told from the least: ", report->tied, stream);
    fputs(".\n", stream);
}

static void write_explanation(FILE *stream)
{
    fputs(
        "simulated: the shortfall against rebalancing at market prices, with fees and gas of the "
        "scenario, less that of\nthe pool at its target over the same blocks, price path by price "
        "path; and updates and tracking for each step.\nmade: how much of the move's Fisher-Rao "
        "distance lies behind what the pool holds at the end; below 99 %, or\nwithout a trade, a "
        "number of steps is not made and never the least.\n",
        stream);
}

static void write_verdict(const orth_best_steps *report, FILE *stream)
{
    const orth_simulation *simulation = report->simulation;
    if (report->none) {
        fputs("\nNone is the least: no number of steps tried makes 99 % of the move and trades.\n",
              stream);
        write_explanation(stream);
        return;
    }
    fprintf(stream, "\nLeast at %" PRIu64 " step%s of those tried.",
            report->points[report->best].steps,
            orth_plural(report->points[report->best].steps, "", "s"));
    write_end(report, stream);
    write_ranges(report, stream);
    if (simulation->price_paths > 1)
        fputs("more than least: the difference to the least, price path by price path. joint: "
              "intervals that hold for all\npairs together with 95 %; they decide the ranges. ?: "
              "not told from 0. \"or not\": --price-paths narrows it.\n",
              stream);
    else if (simulation->random)
        fputs("One price path of a random market has no error bars: --price-paths runs more.\n",
              stream);
    write_explanation(stream);
}

void orth_best_steps_write_table(const orth_best_steps *report, FILE *stream)
{
    orth_locale outer = orth_locale_enter();
    if (report->exposure.distance == 0) {
        write_name(report, stream);
        fputs("Nothing moves: the start is the target, and no step is needed.\n", stream);
    } else {
        write_head(report, stream);
        write_rows(report, stream);
        write_verdict(report, stream);
    }
    orth_locale_leave(outer);
}
