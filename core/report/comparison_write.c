/* A comparison as JSON and as CSV. */
#include <inttypes.h>
#include <math.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "orthant/api.h"
#include "orthant/report.h"
#include "report/comparison_outside.h"

static void write_result(orth_json_out *json, const orth_comparison_result *result, bool has_pool)
{
    orth_json_open_object(json, NULL);
    orth_json_string(json, "path", result->path);
    orth_json_integer(json, "steps", (int64_t)result->steps);
    orth_json_double(json, "log_loss", result->log_loss);
    orth_json_double(json, "loss_bp", result->loss_bp);
    if (has_pool)
        orth_json_double(json, "loss_value", result->loss_value);
    else
        orth_json_null(json, "loss_value");
    orth_json_double(json, "saving_vs_linear", result->saving_vs_linear);
    orth_json_double(json, "excess_over_best", result->excess_over_best);
    if (isnan(result->excess_over_optimum))
        orth_json_null(json, "excess_over_optimum");
    else
        orth_json_double(json, "excess_over_optimum", result->excess_over_optimum);
    orth_json_close_object(json);
}

void orth_comparison_write_json(const orth_comparison *comparison, FILE *stream)
{
    const orth_scenario *scenario = comparison->scenario;
    orth_json_out json;
    orth_json_begin_result(&json, stream, "comparison");
    orth_json_string(&json, "version", ORTH_VERSION);
    orth_json_string(&json, "scenario", scenario->name);
    orth_json_string(&json, "scenario_sha256", scenario->sha256);
    orth_json_double(&json, "fisher_rao_distance", comparison->distance);
    orth_json_doubles(&json, "leading_order_loss", scenario->step_count, comparison->leading_loss);
    orth_json_open_array(&json, "results");
    for (size_t r = 0; r < comparison->count; r++)
        write_result(&json, &comparison->results[r], scenario->has_pool);
    orth_json_close_array(&json);
    orth_comparison_write_outside_json(&json, comparison);
    orth_json_end_result(&json);
}

void orth_comparison_write_csv(const orth_comparison *comparison, FILE *stream)
{
    fputs("path,steps,log_loss,loss_bp,loss_value,saving_vs_linear,excess_over_best,"
          "excess_over_optimum\n",
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
        fputc('\n', stream);
    }
}
