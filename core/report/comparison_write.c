/* A comparison as JSON and as CSV. */
#include <inttypes.h>
#include <math.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/comparison_outside.h"
#include "report/cost_gas.h"
#include "report/result_head.h"

static void write_cost(orth_json_out *json, const orth_cost *cost)
{
    if (cost == NULL) {
        orth_json_null(json, "with_fee");
        return;
    }
    orth_json_open_object(json, "with_fee");
    orth_json_double(json, "cost_bp", cost->cost_bp);
    orth_json_double(json, "rest_bp", cost->rest_bp);
    orth_json_double(json, "stderr_bp", cost->stderr_bp);
    orth_json_string(json, "regime", orth_cost_regime_name(cost->regime));
    if (cost->steps_best > 0)
        orth_json_integer(json, "steps_best", (int64_t)cost->steps_best);
    else
        orth_json_null(json, "steps_best");
    orth_json_bool(json, "valid", cost->valid);
    if (cost->valid)
        orth_json_null(json, "why");
    else
        orth_json_string(json, "why", cost->why);
    orth_json_close_object(json);
}

static void write_gas(orth_json_out *json, const orth_cost_gas *gas)
{
    if (gas == NULL) {
        orth_json_null(json, "gas");
        return;
    }
    orth_json_open_object(json, "gas");
    orth_cost_gas_write_json(json, gas);
    orth_json_close_object(json);
}

static void write_result(orth_json_out *json, const orth_comparison_result *result, bool has_pool)
{
    orth_json_open_object(json, NULL);
    orth_json_string(json, "path", result->path);
    orth_json_integer(json, "steps", (int64_t)result->steps);
    orth_json_double(json, "log_loss", result->log_loss);
    orth_json_double(json, "loss_bp", result->loss_bp);
    orth_json_known(json, "loss_value", has_pool, result->loss_value);
    orth_json_double(json, "saving_vs_linear", result->saving_vs_linear);
    orth_json_double(json, "excess_over_best", result->excess_over_best);
    orth_json_known(json, "excess_over_optimum", !isnan(result->excess_over_optimum),
                    result->excess_over_optimum);
    orth_json_double(json, "step_loss_cv", result->step_loss_cv);
    write_cost(json, result->has_cost ? &result->cost : NULL);
    write_gas(json, result->has_gas ? &result->gas : NULL);
    orth_json_close_object(json);
}

static void write_noise(orth_json_out *json, const orth_price_noise *noise, size_t n)
{
    if (noise->covariance == NULL) {
        orth_json_null(json, "price_noise");
        return;
    }
    double deviations[ORTH_COST_TOKENS_MAX];
    for (size_t i = 0; i < n; i++)
        deviations[i] = sqrt(noise->covariance[i * n + i]);
    orth_json_open_object(json, "price_noise");
    orth_json_known(json, "block_seconds", noise->block_seconds > 0, noise->block_seconds);
    orth_json_doubles(json, "deviations", n, deviations);
    orth_json_open_array(json, "notes");
    for (size_t i = 0; i < noise->note_count; i++)
        orth_json_string(json, NULL, noise->notes[i]);
    orth_json_close_array(json);
    orth_json_close_object(json);
}

void orth_comparison_write_json(const orth_comparison *comparison, FILE *stream)
{
    const orth_scenario *scenario = comparison->scenario;
    orth_json_out json;
    orth_result_begin(&json, stream, "comparison", scenario);
    orth_json_double(&json, "fisher_rao_distance", comparison->distance);
    orth_json_doubles(&json, "leading_order_loss", scenario->step_count, comparison->leading_loss);
    write_noise(&json, &comparison->pricing->noise, scenario->n);
    orth_json_open_array(&json, "results");
    for (size_t r = 0; r < comparison->count; r++)
        write_result(&json, &comparison->results[r], scenario->has_pool);
    orth_json_close_array(&json);
    orth_comparison_write_outside_json(&json, comparison);
    orth_json_end_result(&json);
}

/* A cell that is empty where there is no number. */
static void write_cell(FILE *stream, double value)
{
    fputc(',', stream);
    if (isfinite(value))
        orth_csv_double(stream, value);
}

static void write_cost_cells(FILE *stream, const orth_cost *cost)
{
    if (cost == NULL) {
        fputs(",,,,,,", stream);
        return;
    }
    write_cell(stream, cost->cost_bp);
    write_cell(stream, cost->rest_bp);
    write_cell(stream, cost->stderr_bp);
    fprintf(stream, ",%s,", orth_cost_regime_name(cost->regime));
    if (cost->steps_best > 0)
        fprintf(stream, "%" PRIu64, cost->steps_best);
    fprintf(stream, ",%s", cost->valid ? "true" : "false");
}

static void write_gas_cells(FILE *stream, const orth_cost_gas *gas)
{
    if (gas == NULL) {
        fputs(",,,,,", stream);
        return;
    }
    write_cell(stream, orth_loss_bp(gas->loss));
    write_cell(stream, orth_loss_bp(gas->limit));
    write_cell(stream, gas->steps_ends);
    write_cell(stream, gas->blocks_a_trade);
    fprintf(stream, ",%" PRIu64, gas->trades);
}

void orth_comparison_write_csv(const orth_comparison *comparison, FILE *stream)
{
    fputs("path,steps,log_loss,loss_bp,loss_value,saving_vs_linear,excess_over_best,"
          "excess_over_optimum,step_loss_cv,with_fee_cost_bp,with_fee_rest_bp,with_fee_stderr_bp,"
          "with_fee_regime,with_fee_steps_best,with_fee_valid,gas_loss_bp,gas_limit_bp,"
          "gas_steps_ends,gas_blocks_a_trade,gas_trades\n",
          stream);
    for (size_t r = 0; r < comparison->count; r++) {
        const orth_comparison_result *result = &comparison->results[r];
        orth_csv_text(stream, result->path);
        fprintf(stream, ",%" PRIu64 ",", result->steps);
        orth_csv_double(stream, result->log_loss);
        fputc(',', stream);
        orth_csv_double(stream, result->loss_bp);
        fputc(',', stream);
        if (comparison->scenario->has_pool)
            orth_csv_double(stream, result->loss_value);
        fputc(',', stream);
        orth_csv_double(stream, result->saving_vs_linear);
        fputc(',', stream);
        orth_csv_double(stream, result->excess_over_best);
        fputc(',', stream);
        if (!isnan(result->excess_over_optimum))
            orth_csv_double(stream, result->excess_over_optimum);
        fputc(',', stream);
        orth_csv_double(stream, result->step_loss_cv);
        write_cost_cells(stream, result->has_cost ? &result->cost : NULL);
        write_gas_cells(stream, result->has_gas ? &result->gas : NULL);
        fputc('\n', stream);
    }
}
