/* How many steps, as JSON and CSV. */
#include <inttypes.h>
#include <math.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/cost_gas.h"
#include "report/result_head.h"
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
    const orth_cost_factors *factors = &exposure->factors;
    orth_json_known(json, "move_factor", factors->valid, factors->move);
    orth_json_known(json, "lvr_factor", factors->valid, factors->lvr);
    orth_json_bool(json, "valid", factors->valid);
    orth_json_string(json, "why", factors->why);
    if (exposure->best_steps > 0) {
        orth_json_double(json, "best_steps", exposure->best_steps);
        orth_json_double(json, "best_cost", exposure->best_cost);
    } else {
        orth_json_null(json, "best_steps");
        orth_json_null(json, "best_cost");
    }
    orth_json_close_object(json);
}

/* null where there is no least, or none that it says */
static void write_fee_best(orth_json_out *json, const orth_steps_curve *curve)
{
    const orth_steps_point *best = &curve->best;
    if (best->steps > 0) {
        orth_json_integer(json, "best_steps", (int64_t)best->steps);
        orth_json_double(json, "best_cost", best->cost);
        orth_json_double(json, "best_cost_bp", orth_loss_bp(best->cost));
        orth_json_double(json, "stderr", best->stderr_);
        return;
    }
    static const char *const keys[] = {"best_steps", "best_cost", "best_cost_bp", "stderr"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
        orth_json_null(json, keys[k]);
}

static void write_with_fee(orth_json_out *json, const orth_best_steps *report)
{
    const orth_steps_curve *curve = report->steps_curve;
    const orth_steps_difference *difference = &report->steps_difference;
    if (curve == NULL || !curve->there) {
        orth_json_null(json, "closed_form_with_fee");
        return;
    }
    orth_json_open_object(json, "closed_form_with_fee");
    orth_json_bool(json, "holds", curve->holds);
    orth_json_double(json, "fee", curve->fee);
    write_fee_best(json, curve);
    orth_json_bool(json, "market_ends_range", curve->ended);
    if (difference->known) {
        orth_json_open_inline_object(json, "difference");
        orth_json_double(json, "mean", difference->mean);
        orth_json_double(json, "stderr", difference->stderr_);
        orth_json_doubles(json, "ci95", 2, (const double[]){difference->low, difference->high});
        orth_json_close_object(json);
    } else {
        orth_json_null(json, "difference");
    }
    if (difference->judged)
        orth_json_bool(json, "agrees", difference->agrees);
    else
        orth_json_null(json, "agrees");
    orth_json_string(json, "why", difference->why);
    orth_json_close_object(json);
}

static void write_point_with_fee(orth_json_out *json, const orth_best_steps *report,
                                 const orth_steps_point *point)
{
    if (report->steps_curve == NULL || !report->steps_curve->holds) {
        orth_json_null(json, "closed_form_with_fee");
        return;
    }
    orth_json_open_inline_object(json, "closed_form_with_fee");
    orth_json_double(json, "cost", point->cost);
    orth_json_double(json, "cost_bp", orth_loss_bp(point->cost));
    orth_json_double(json, "stderr", point->stderr_);
    orth_json_bool(json, "valid", point->valid);
    orth_json_close_object(json);
}

static void write_gas(orth_json_out *json, const orth_best_steps *report)
{
    if (!(report->gas_share > 0)) {
        orth_json_null(json, "gas");
        return;
    }
    orth_json_open_inline_object(json, "gas");
    orth_json_double(json, "share", report->gas_share);
    orth_cost_gas_write_json(json, &report->gas);
    orth_json_close_object(json);
}

static void write_point(orth_json_out *json, const orth_best_steps *report,
                        const orth_best_steps_point *point)
{
    const orth_estimate *difference = &point->difference;
    orth_json_open_inline_object(json, NULL);
    orth_json_integer(json, "steps", (int64_t)point->steps);
    bool known = report->exposure.factors.valid;
    orth_json_known(json, "closed_form", known, point->closed_form);
    orth_json_known(json, "closed_form_bp", known, orth_loss_bp(point->closed_form));
    write_point_with_fee(json, report, &point->with_fee);
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

/* What the least of those tried costs, at a place that does not depend on which one it is. */
static void write_best_cost(orth_json_out *json, const orth_best_steps *report)
{
    if (report->none) {
        orth_json_null(json, "best_cost");
        return;
    }
    const orth_best_steps_point *best = &report->points[report->best];
    orth_json_open_inline_object(json, "best_cost");
    orth_json_double(json, "mean", best->cost);
    orth_json_double(json, "bp", orth_loss_bp(best->cost));
    orth_json_double(json, "stderr", best->stderr_);
    orth_json_doubles(json, "ci95", 2, (const double[]){best->low, best->high});
    orth_json_close_object(json);
}

void orth_best_steps_write_json(const orth_best_steps *report, unsigned threads, FILE *stream)
{
    const orth_simulation *simulation = report->simulation;
    const orth_scenario *scenario = simulation->scenario;
    orth_json_out json;
    orth_result_begin(&json, stream, "steps", scenario);
    orth_json_string(&json, "path", simulation->results[0].path);
    orth_json_integer(&json, "blocks", (int64_t)simulation->blocks);
    orth_simulation_write_clock(&json, simulation);
    orth_json_double(&json, "start_value", simulation->start_value);
    orth_json_integer(&json, "seed", (int64_t)scenario->seed);
    orth_json_integer(&json, "threads", (int64_t)threads);
    orth_json_integer(&json, "price_paths", (int64_t)simulation->price_paths);
    orth_json_bool(&json, "partial", simulation->partial);
    write_closed_form(&json, &report->exposure);
    write_with_fee(&json, report);
    write_gas(&json, report);
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
    write_best_cost(&json, report);
    orth_json_bool(&json, "market_ends_range", report->ended);
    write_range(&json, "within_one_percent", report->defined, report->within);
    write_range(&json, "perhaps_within_one_percent", report->defined, report->perhaps);
    write_range(&json, "not_told_from_best", !report->none, report->tied);
    orth_json_end_result(&json);
}

/* Empty where the closed form with the fee does not hold. */
static void write_csv_with_fee(const orth_best_steps *report, const orth_steps_point *point,
                               FILE *stream)
{
    if (report->steps_curve == NULL || !report->steps_curve->holds) {
        fputs(",,,", stream);
        return;
    }
    fputc(',', stream);
    orth_csv_double(stream, point->cost);
    fputc(',', stream);
    orth_csv_double(stream, point->stderr_);
    fputs(point->valid ? ",true" : ",false", stream);
}

void orth_best_steps_write_csv(const orth_best_steps *report, FILE *stream)
{
    fputs("steps,closed_form,cost,stderr,ci95_low,ci95_high,difference,difference_stderr,"
          "difference_ci95_low,difference_ci95_high,difference_joint95_low,"
          "difference_joint95_high,verdict,target_distance,move_made,closed_form_with_fee,"
          "closed_form_with_fee_stderr,closed_form_with_fee_valid\n",
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
            if ((!report->none || k < 5) && (report->exposure.factors.valid || k > 0))
                orth_csv_double(stream, numbers[k]);
        }
        fprintf(stream, ",%s,", orth_best_steps_verdict_name(point->verdict));
        orth_csv_double(stream, point->target_distance);
        fputc(',', stream);
        orth_csv_double(stream, point->move_made);
        write_csv_with_fee(report, &point->with_fee, stream);
        fputc('\n', stream);
    }
}
