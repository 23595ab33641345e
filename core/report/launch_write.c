/* A launch as JSON. */
#include <math.h>

#include "base/json_out.h"
#include "numeric/estimate_json.h"
#include "orthant/decimal.h"
#include "orthant/report.h"
#include "report/launch.h"
#include "report/result_head.h"

/* What an object of a result begins with. */
static void write_setting(orth_json_out *json, const orth_launch_result *result)
{
    orth_json_string(json, "path", result->path);
    orth_json_integer(json, "steps", (int64_t)result->steps);
    orth_json_double(json, "days", result->days);
    orth_json_double(json, "start_weight", result->start_weight);
    orth_json_double(json, "end_weight", result->end_weight);
    orth_json_double(json, "swap_fee", result->swap_fee);
}

/* null where no price path has the figure; "none" says how many have none, where some have. */
static void write_estimate(orth_json_out *json, const char *key, const orth_launch_estimate *of)
{
    if (isnan(of->estimate.mean)) {
        orth_json_null(json, key);
        return;
    }
    orth_json_open_inline_object(json, key);
    orth_json_estimate_keys(json, &of->estimate);
    if (of->none > 0)
        orth_json_integer(json, "none", (int64_t)of->none);
    orth_json_close_object(json);
}

static void write_number(orth_json_out *json, orth_launch_figure figure, double value)
{
    const char *key = orth_launch_figure_name(figure);
    if (orth_launch_figure_is_count(figure) && !isnan(value))
        orth_json_integer(json, key, (int64_t)value);
    else
        orth_json_known(json, key, !isnan(value), value);
}

static orth_status write_figures(orth_json_out *json, const orth_launch *launch, size_t r,
                                 orth_error *error)
{
    orth_status status = ORTH_OK;
    for (int f = 0; status == ORTH_OK && f < ORTH_LAUNCH_FIGURES; f++) {
        orth_launch_figure figure = (orth_launch_figure)f;
        orth_launch_estimate of;
        if (launch->price_paths == 1) {
            write_number(json, figure, launch->results[r].values[f][0]);
            continue;
        }
        status = orth_launch_estimate_of(&of, launch, r, figure, error);
        if (status == ORTH_OK)
            write_estimate(json, orth_launch_figure_name(figure), &of);
    }
    return status;
}

/* The figures in the contract's integers, and what they are more than in doubles, in the mean. */
static orth_status write_contract(orth_json_out *json, const orth_launch *launch,
                                  const orth_launch *contract, size_t r, orth_error *error)
{
    orth_json_open_object(json, "contract");
    orth_status status = write_figures(json, contract, r, error);
    orth_json_open_object(json, "more");
    for (int f = 0; status == ORTH_OK && f < ORTH_LAUNCH_FIGURES; f++) {
        double more;
        status = orth_launch_more(&more, launch, contract, r, (orth_launch_figure)f, error);
        if (status == ORTH_OK)
            orth_json_known(json, orth_launch_figure_name((orth_launch_figure)f), !isnan(more),
                            more);
    }
    orth_json_close_object(json);
    orth_json_close_object(json);
    return status;
}

static orth_status write_result(orth_json_out *json, const orth_launch *launch,
                                const orth_launch_in_contract *contract, size_t r,
                                orth_error *error)
{
    const orth_launch_result *result = &launch->results[r];
    orth_json_open_object(json, NULL);
    write_setting(json, result);
    orth_status status = write_figures(json, launch, r, error);
    orth_json_known(json, "limit_raised", !isnan(result->limit_raised), result->limit_raised);
    orth_json_known(json, "limit_sold", !isnan(result->limit_sold), result->limit_sold);
    if (status == ORTH_OK && contract != NULL)
        status = write_contract(json, launch, contract->launch, r, error);
    orth_json_close_object(json);
    return status;
}

/* Numbers on a line, null where there is none. */
static void write_row(orth_json_out *json, const char *key, size_t count, const double *values)
{
    orth_json_open_inline_array(json, key);
    for (size_t i = 0; i < count; i++)
        orth_json_known(json, NULL, isfinite(values[i]), values[i]);
    orth_json_close_array(json);
}

static void write_band(orth_json_out *json, const char *key, size_t count, double *const values[3])
{
    static const char *const names[] = {"mean", "p05", "p95"};
    orth_json_open_object(json, key);
    for (size_t i = 0; i < 3; i++)
        write_row(json, names[i], count, values[i]);
    orth_json_close_object(json);
}

static void write_curve(orth_json_out *json, const orth_launch_result *result)
{
    orth_json_open_object(json, NULL);
    write_setting(json, result);
    orth_json_open_inline_array(json, "blocks");
    for (size_t i = 0; i < result->recorded; i++)
        orth_json_integer(json, NULL, (int64_t)result->blocks[i]);
    orth_json_close_array(json);
    write_row(json, "no_buyer", result->recorded, result->no_buyer);
    write_band(json, "price", result->recorded, result->price);
    write_band(json, "raised", result->recorded, result->raised);
    write_row(json, "paid", result->paid != NULL ? ORTH_LAUNCH_SHARES : 0, result->paid);
    orth_json_close_object(json);
}

static orth_status write_difference(orth_json_out *json, const orth_launch *launch, size_t r,
                                    orth_error *error)
{
    orth_status status = ORTH_OK;
    orth_json_open_object(json, NULL);
    write_setting(json, &launch->results[r]);
    orth_json_open_inline_object(json, "against");
    write_setting(json, &launch->results[0]);
    orth_json_close_object(json);
    for (int f = 0; status == ORTH_OK && f < ORTH_LAUNCH_FIGURES; f++) {
        orth_launch_figure figure = (orth_launch_figure)f;
        orth_launch_estimate of;
        status = orth_launch_difference(&of, launch, r, 0, figure, error);
        if (status == ORTH_OK && launch->price_paths > 1)
            write_estimate(json, orth_launch_figure_name(figure), &of);
        else if (status == ORTH_OK)
            write_number(json, figure, of.estimate.mean);
    }
    orth_json_close_object(json);
    return status;
}

static void write_terms(orth_json_out *json, const orth_launch *launch)
{
    const orth_scenario *scenario = launch->scenario;
    const orth_scenario_launch *sale = scenario->launch;
    orth_json_string(json, "project", orth_launch_project(launch));
    orth_json_string(json, "reserve", orth_launch_reserve(launch));
    orth_json_string(json, "unit", scenario->pool_unit);
    orth_json_open_inline_object(json, "balances");
    orth_json_double(json, "project", orth_rational_to_double(sale->project_balance));
    orth_json_double(json, "reserve", orth_rational_to_double(sale->reserve_balance));
    orth_json_close_object(json);
    orth_json_double(json, "virtual_reserve", orth_rational_to_double(sale->virtual_reserve));
    orth_json_bool(json, "sales_blocked", sale->sales_blocked);
    orth_json_string(json, "demand", orth_demand_model_name(sale->demand));
    orth_json_known(json, "value", sale->has_value, sale->value);
    orth_json_known(json, "sniper_capital", sale->has_sniper, sale->sniper.capital);
    orth_json_double(json, "block_seconds", orth_scenario_chain_block(scenario));
}

orth_status orth_launch_write_json(const orth_launch *launch, unsigned threads,
                                   const orth_launch_in_contract *contract, FILE *stream,
                                   orth_error *error)
{
    const orth_scenario *scenario = launch->scenario;
    orth_status status = ORTH_OK;
    orth_json_out json;
    orth_result_begin(&json, stream, "launch", scenario);
    write_terms(&json, launch);
    if (contract != NULL)
        orth_json_string(&json, "contract", contract->name);
    else
        orth_json_null(&json, "contract");
    orth_json_integer(&json, "seed", (int64_t)scenario->seed);
    orth_json_integer(&json, "threads", (int64_t)threads);
    orth_json_integer(&json, "price_paths", (int64_t)launch->price_paths);
    orth_json_bool(&json, "random", launch->random);
    orth_json_bool(&json, "partial", launch->partial);
    orth_json_open_array(&json, "results");
    for (size_t r = 0; status == ORTH_OK && r < launch->count; r++)
        status = write_result(&json, launch, contract, r, error);
    orth_json_close_array(&json);
    orth_json_open_array(&json, "differences");
    for (size_t r = 1; status == ORTH_OK && r < launch->count; r++)
        status = write_difference(&json, launch, r, error);
    orth_json_close_array(&json);
    orth_json_open_array(&json, "curves");
    for (size_t r = 0; r < launch->count && launch->results[r].recorded > 0; r++)
        write_curve(&json, &launch->results[r]);
    orth_json_close_array(&json);
    orth_json_strings(&json, "notes", launch->note_count, (const char *const *)launch->notes);
    orth_json_end_result(&json);
    return status;
}
