/* Simulations as JSON and CSV. */
#include <math.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "numeric/decimal.h"
#include "numeric/estimate_json.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/performance.h"
#include "report/result_head.h"
#include "report/result_name.h"
#include "report/simulation_clock.h"
#include "report/simulation_prices.h"

static bool is_many(const orth_simulation *simulation)
{
    return simulation->price_paths > 1;
}

static void write_figure(orth_json_out *json, const orth_simulation *simulation, const char *key,
                         const orth_estimate *estimate, bool whole)
{
    if (is_many(simulation))
        orth_json_estimate(json, key, estimate);
    else if (whole)
        orth_json_integer(json, key, (int64_t)estimate->mean);
    else
        orth_json_double(json, key, estimate->mean);
}

static void write_result(orth_json_out *json, const orth_simulation *simulation, size_t r,
                         const orth_simulation *exact)
{
    const orth_simulation_result *result = &simulation->results[r];
    orth_json_open_object(json, NULL);
    orth_result_write_json(json, result);
    for (int f = ORTH_FIGURE_FINAL_VALUE; f < ORTH_FIGURE_PRICE_MOVE; f++)
        write_figure(json, simulation, orth_figure_name((orth_figure)f), &result->figures[f],
                     orth_figure_is_count((orth_figure)f));
    for (int f = ORTH_FIGURE_TARGET_DISTANCE; f < ORTH_FIGURES; f++)
        if (orth_figure_is_there((orth_figure)f, simulation->scenario))
            write_figure(json, simulation, orth_figure_name((orth_figure)f), &result->figures[f],
                         orth_figure_is_count((orth_figure)f));
    if (simulation->scenario->strategy_count > 0)
        orth_json_integer(json, "undecided", (int64_t)result->undecided);
    orth_json_open_object(json, "ledger");
    for (int f = ORTH_FIGURE_PRICE_MOVE; f <= ORTH_FIGURE_COST; f++)
        write_figure(json, simulation, orth_figure_name((orth_figure)f), &result->figures[f],
                     false);
    orth_json_double(json, "miss", result->ledger_miss);
    orth_json_close_object(json);
    orth_json_open_array(json, "final_reserves");
    for (size_t i = 0; i < simulation->scenario->n; i++)
        write_figure(json, simulation, NULL, &result->figures[ORTH_FIGURES + i], false);
    orth_json_close_array(json);
    if (simulation->scenario->strategy_count > 0)
        orth_performance_write_json(json, simulation, result);
    if (exact != NULL) {
        double value = exact->results[r].figures[ORTH_FIGURE_FINAL_VALUE].mean;
        orth_json_open_object(json, "exact");
        orth_json_double(json, "final_value", value);
        orth_json_double(json, "difference_bp",
                         orth_part_bp(result->figures[ORTH_FIGURE_FINAL_VALUE].mean - value) /
                             simulation->start_value);
        orth_json_close_object(json);
    }
    orth_json_close_object(json);
}

/* Each schedule's final value and shortfall less the first one's. */
static void write_paired(orth_json_out *json, const orth_simulation *simulation)
{
    const orth_simulation_result *first = &simulation->results[0];
    orth_json_open_array(json, "paired");
    for (size_t r = 1; r < simulation->count; r++) {
        orth_json_open_object(json, NULL);
        orth_result_write_json(json, &simulation->results[r]);
        orth_json_open_inline_object(json, "against");
        orth_result_write_json(json, first);
        orth_json_close_object(json);
        orth_json_estimate(json, "final_value", &simulation->results[r].paired);
        orth_json_estimate(json, "shortfall", &simulation->results[r].paired_shortfall);
        if (simulation->scenario->strategy_count > 0)
            ; /* their weights are no schedule to say it from */
        else
            orth_json_known(json, "paths_needed", !isnan(simulation->results[r].paths_needed),
                            simulation->results[r].paths_needed);
        orth_json_close_object(json);
    }
    orth_json_close_array(json);
}

static void write_rules(orth_json_out *json, const orth_scenario *scenario)
{
    if (scenario->pool_unit == NULL)
        orth_json_null(json, "unit");
    else
        orth_json_string(json, "unit", scenario->pool_unit);
    if (scenario->has_fee_schedule) {
        orth_json_open_inline_object(json, "swap_fee");
        orth_json_double(json, "from", scenario->fee_schedule.from);
        orth_json_double(json, "to", scenario->fee_schedule.to);
        orth_json_integer(json, "blocks", (int64_t)scenario->fee_schedule.blocks);
        orth_json_string(json, "shape", scenario->fee_schedule.geometric ? "geometric" : "linear");
        orth_json_close_object(json);
    } else {
        orth_json_double(json, "swap_fee", scenario->rules.fee);
    }
    orth_json_double(json, "gas", scenario->rules.gate.gas);
    orth_json_double(json, "cost", scenario->rules.gate.cost);
    orth_json_double(json, "presence", scenario->presence);
    orth_json_double(json, "sizing", scenario->rules.sizing);
    orth_json_double(json, "active_share", scenario->rules.active_share);
    if (scenario->has_benchmark) {
        orth_json_open_inline_object(json, "benchmark");
        orth_json_double(json, "fee", scenario->benchmark.fee);
        orth_json_double(json, "half_spread", scenario->benchmark.half_spread);
        orth_json_double(json, "min_trade", scenario->benchmark.min_trade);
        orth_json_close_object(json);
    }
}

void orth_simulation_write_json(const orth_simulation *simulation, unsigned threads,
                                const orth_simulation *exact, FILE *stream)
{
    const orth_scenario *scenario = simulation->scenario;
    orth_json_out json;
    orth_result_begin(&json, stream, "simulation", scenario);
    orth_json_string(&json, "market", scenario->market->model);
    orth_json_string(&json, "arbitrage", simulation->pairs ? "quantammsim" : "exact");
    orth_json_string(
        &json, "order",
        orth_order_name(simulation->pairs ? ORTH_ORDER_PRICE_THEN_WEIGHT : scenario->rules.order));
    write_rules(&json, scenario);
    orth_json_integer(&json, "blocks", (int64_t)simulation->blocks);
    if (scenario->strategy_count > 0)
        orth_json_integer(&json, "warm_up", (int64_t)simulation->warm_up);
    orth_simulation_write_clock(&json, simulation);
    orth_json_double(&json, "start_value", simulation->start_value);
    orth_json_integer(&json, "seed", (int64_t)scenario->seed);
    orth_json_integer(&json, "threads", (int64_t)threads);
    orth_json_integer(&json, "first_price_path", (int64_t)simulation->first_path);
    orth_json_integer(&json, "price_paths", (int64_t)simulation->price_paths);
    orth_json_bool(&json, "partial", simulation->partial);
    if (simulation->until_bp > 0) {
        orth_json_open_inline_object(&json, "until");
        orth_json_double(&json, "bp", simulation->until_bp);
        orth_json_bool(&json, "reached", simulation->reached);
        orth_json_close_object(&json);
    }
    orth_simulation_write_prices(&json, simulation);
    orth_json_open_array(&json, "results");
    for (size_t r = 0; r < simulation->count; r++)
        write_result(&json, simulation, r, exact);
    orth_json_close_array(&json);
    orth_alike_write_json(&json, simulation);
    if (is_many(simulation))
        write_paired(&json, simulation);
    orth_json_end_result(&json);
}

static void write_number(FILE *stream, double value)
{
    fputc(',', stream);
    orth_csv_double(stream, value);
}

static void write_csv_figure(FILE *stream, const orth_simulation_result *result, const char *prefix,
                             const char *name, const orth_estimate *estimate)
{
    orth_result_write_csv(result, stream);
    char text[512];
    snprintf(text, sizeof text, "%s%s", prefix, name);
    fputc(',', stream);
    orth_csv_text(stream, text);
    write_number(stream, estimate->mean);
    write_number(stream, estimate->stderr_);
    write_number(stream, estimate->low);
    write_number(stream, estimate->high);
    for (size_t q = 0; q < ORTH_QUANTILES; q++)
        write_number(stream, estimate->quantiles[q]);
    fputc('\n', stream);
}

static void write_csv_many(const orth_simulation *simulation, FILE *stream)
{
    fprintf(stream, "%s,figure,mean,stderr,ci95_low,ci95_high,p05,p25,p50,p75,p95\n",
            orth_result_csv_title(simulation->scenario));
    for (size_t r = 0; r < simulation->count; r++) {
        const orth_simulation_result *result = &simulation->results[r];
        for (int f = 0; f < ORTH_FIGURES; f++)
            if (orth_figure_is_there((orth_figure)f, simulation->scenario))
                write_csv_figure(stream, result, "", orth_figure_name((orth_figure)f),
                                 &result->figures[f]);
        for (size_t i = 0; i < simulation->scenario->n; i++)
            write_csv_figure(stream, result, "reserve ", simulation->scenario->tokens[i],
                             &result->figures[ORTH_FIGURES + i]);
        write_csv_figure(stream, result, "paired ", "final_value", &result->paired);
        write_csv_figure(stream, result, "paired ", "shortfall", &result->paired_shortfall);
    }
}

void orth_simulation_write_csv(const orth_simulation *simulation, FILE *stream)
{
    if (is_many(simulation)) {
        write_csv_many(simulation, stream);
        return;
    }
    fputs(orth_result_csv_title(simulation->scenario), stream);
    for (int f = 0; f < ORTH_FIGURES; f++)
        if (orth_figure_is_there((orth_figure)f, simulation->scenario))
            fprintf(stream, ",%s", orth_figure_name((orth_figure)f));
    fputc('\n', stream);
    for (size_t r = 0; r < simulation->count; r++) {
        const orth_simulation_result *result = &simulation->results[r];
        orth_result_write_csv(result, stream);
        for (int f = 0; f < ORTH_FIGURES; f++) {
            if (!orth_figure_is_there((orth_figure)f, simulation->scenario))
                continue;
            if (orth_figure_is_count((orth_figure)f))
                fprintf(stream, ",%.0f", result->figures[f].mean);
            else
                write_number(stream, result->figures[f].mean);
        }
        fputc('\n', stream);
    }
}
