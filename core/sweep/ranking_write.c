/* A ranking as JSON and as CSV. */
#include <inttypes.h>
#include <math.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "base/plain_locale.h"
#include "orthant/sweep.h"
#include "orthant/sweep_results.h"
#include "sweep/cell.h"

/* ---------------------------------------------------------------- JSON */

static void write_interval(orth_json_out *json, double low, double high)
{
    if (isnan(low) || isnan(high))
        orth_json_null(json, "ci95");
    else
        orth_json_doubles(json, "ci95", 2, (const double[]){low, high});
}

static void write_row(orth_json_out *json, const orth_sweep_ranking *ranking, size_t i)
{
    const orth_sweep_ranked *row = &ranking->rows[i];
    orth_json_open_object(json, NULL);
    orth_json_integer(json, "rank", (int64_t)i + 1);
    orth_json_integer(json, "point", (int64_t)row->point);
    orth_json_open_inline_object(json, "values");
    for (size_t p = 0; p < ranking->parameters; p++)
        orth_json_raw(json, ranking->names[p], row->values[p]);
    orth_json_close_object(json);
    orth_json_double(json, "value", row->value);
    write_interval(json, row->low, row->high);
    if (isnan(row->difference)) {
        orth_json_null(json, "difference");
    } else {
        orth_json_open_inline_object(json, "difference");
        orth_json_double(json, "value", row->difference);
        write_interval(json, row->difference_low, row->difference_high);
        orth_json_close_object(json);
    }
    orth_json_bool(json, "unmade", row->unmade);
    orth_json_bool(json, "told_from_best", row->told);
    orth_json_close_object(json);
}

void orth_sweep_ranking_write_json(const orth_sweep_ranking *ranking, FILE *stream)
{
    orth_json_out json;
    orth_json_begin_result(&json, stream, "sweep-best");
    orth_json_string(&json, "version", ORTH_VERSION);
    orth_json_string(&json, "by", ranking->by);
    orth_json_string(&json, "direction", ranking->maximise ? "maximise" : "minimise");
    orth_json_bool(&json, "direction_by_name", ranking->usual);
    orth_json_integer(&json, "points", (int64_t)ranking->tally.points);
    orth_json_integer(&json, "missing", (int64_t)ranking->tally.missing);
    orth_json_integer(&json, "failed", (int64_t)ranking->tally.failed);
    orth_json_integer(&json, "undefined", (int64_t)ranking->undefined);
    orth_json_integer(&json, "ranked", (int64_t)ranking->ranked);
    orth_json_integer(&json, "unmade", (int64_t)ranking->unmade);
    orth_json_string(&json, "basis", orth_sweep_basis_name(ranking->basis));
    orth_json_integer(&json, "groups", (int64_t)ranking->groups);
    orth_json_known(&json, "joint_quantile", !isnan(ranking->joint), ranking->joint);
    orth_json_integer(&json, "not_told_from_best", (int64_t)ranking->not_told);
    orth_json_open_array(&json, "rows");
    for (size_t i = 0; i < ranking->count; i++)
        write_row(&json, ranking, i);
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}

/* ---------------------------------------------------------------- CSV */

static void put_known(FILE *stream, double value)
{
    fputc(',', stream);
    if (!isnan(value))
        orth_csv_double(stream, value);
}

void orth_sweep_ranking_write_csv(const orth_sweep_ranking *ranking, FILE *stream)
{
    orth_locale entered = orth_locale_enter();
    fputs("rank,point", stream);
    for (size_t p = 0; p < ranking->parameters; p++) {
        fputc(',', stream);
        orth_csv_text(stream, ranking->names[p]);
    }
    fputs(",value,low,high,difference,difference_low,difference_high,unmade,told_from_best\n",
          stream);
    for (size_t i = 0; i < ranking->count; i++) {
        const orth_sweep_ranked *row = &ranking->rows[i];
        fprintf(stream, "%zu,%" PRIu64, i + 1, row->point);
        for (size_t p = 0; p < ranking->parameters; p++) {
            char text[ORTH_SWEEP_VALUE_MAX];
            double number;
            fputc(',', stream);
            orth_cell_text(text, sizeof text, row->values[p]);
            if (orth_cell_number(&number, row->values[p]))
                fputs(text, stream);
            else
                orth_csv_text(stream, text);
        }
        put_known(stream, row->value);
        put_known(stream, row->low);
        put_known(stream, row->high);
        put_known(stream, row->difference);
        put_known(stream, row->difference_low);
        put_known(stream, row->difference_high);
        fprintf(stream, ",%s,%s\n", row->unmade ? "true" : "false", row->told ? "true" : "false");
    }
    orth_locale_leave(entered);
}
