/* Weights of strategies, block by block, for other programs. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "base/plain_locale.h"
#include "orthant/report.h"

/* ---------------------------------------------------------------- CSV */

static orth_status put_rows(orth_weights *weights, size_t s, bool named, FILE *stream,
                            orth_error *error)
{
    size_t n = orth_weights_scenario(weights)->n, count;
    const double *rows;
    uint64_t block = 0;
    orth_weights_start(weights, s);
    orth_status status = orth_weights_next(weights, &count, &rows, error);
    while (status == ORTH_OK && count > 0 && !ferror(stream)) {
        for (size_t k = 0; k < count; k++, block++) {
            if (named) {
                orth_csv_text(stream, orth_strategy_name(orth_weights_strategy(weights, s)));
                fputc(',', stream);
            }
            fprintf(stream, "%" PRIu64, block);
            for (size_t i = 0; i < n; i++) {
                fputc(',', stream);
                orth_csv_double(stream, rows[k * n + i]);
            }
            fputc('\n', stream);
        }
        status = orth_weights_next(weights, &count, &rows, error);
    }
    return status;
}

orth_status orth_weights_write_csv(orth_weights *weights, FILE *stream, orth_error *error)
{
    const orth_scenario *scenario = orth_weights_scenario(weights);
    bool named = orth_weights_count(weights) > 1;
    orth_locale entered = orth_locale_enter();
    fputs(named ? "strategy,block" : "block", stream);
    for (size_t i = 0; i < scenario->n; i++) {
        fputc(',', stream);
        orth_csv_text(stream, scenario->tokens[i]);
    }
    fputc('\n', stream);
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < orth_weights_count(weights); s++)
        status = put_rows(weights, s, named, stream, error);
    orth_locale_leave(entered);
    return status;
}

/* ---------------------------------------------------------------- JSON */

static void put_sums(orth_json_out *json, const orth_weights_sums *sums,
                     const orth_scenario *scenario)
{
    orth_json_double(json, "turnover", sums->turnover);
    orth_json_double(json, "cost_of_moves", sums->cost_of_moves);
    orth_json_open_inline_object(json, "effective_tokens");
    orth_json_double(json, "mean", sums->effective_mean);
    orth_json_double(json, "least", sums->effective_least);
    orth_json_double(json, "most", sums->effective_most);
    orth_json_close_object(json);
    orth_json_open_inline_object(json, "least_weight");
    orth_json_string(json, "token", scenario->tokens[sums->least_token]);
    orth_json_double(json, "weight", sums->least_weight);
    orth_json_close_object(json);
    orth_json_open_inline_object(json, "largest_weight");
    orth_json_string(json, "token", scenario->tokens[sums->largest_token]);
    orth_json_double(json, "weight", sums->largest_weight);
    orth_json_close_object(json);
}

static orth_status put_strategy(orth_json_out *json, orth_weights *weights, size_t s,
                                double *previous, orth_error *error)
{
    const orth_strategy *strategy = orth_weights_strategy(weights, s);
    const orth_scenario *scenario = orth_weights_scenario(weights);
    orth_weights_sums sums = {.rows = 0};
    size_t count;
    const double *rows;
    orth_json_open_object(json, NULL);
    orth_json_string(json, "name", orth_strategy_name(strategy));
    orth_json_string(json, "rule", orth_strategy_rule(strategy));
    orth_json_integer(json, "update_every", (int64_t)orth_strategy_update_every(strategy));
    orth_json_integer(json, "over", (int64_t)orth_strategy_over(strategy));
    orth_json_integer(json, "warm_up", (int64_t)orth_strategy_warm_up(strategy));
    orth_json_integer(json, "ahead", (int64_t)orth_strategy_ahead(strategy));
    orth_json_open_array(json, "weights");
    orth_weights_start(weights, s);
    orth_status status = orth_weights_next(weights, &count, &rows, error);
    while (status == ORTH_OK && count > 0 && !ferror(json->stream)) {
        for (size_t k = 0; k < count; k++)
            orth_json_doubles(json, NULL, scenario->n, rows + k * scenario->n);
        orth_weights_sum(&sums, scenario->n, count, rows, previous);
        status = orth_weights_next(weights, &count, &rows, error);
    }
    orth_json_close_array(json);
    put_sums(json, &sums, scenario);
    orth_json_integer(json, "undecided", (int64_t)orth_weights_undecided(weights));
    orth_json_close_object(json);
    return status;
}

static void put_head(orth_json_out *json, const orth_weights *weights)
{
    const orth_scenario *scenario = orth_weights_scenario(weights);
    int64_t first;
    char text[ORTH_PRICE_TIME_TEXT_MAX];
    orth_json_string(json, "scenario", scenario->name);
    orth_json_strings(json, "tokens", scenario->n, (const char *const *)scenario->tokens);
    orth_json_integer(json, "blocks", (int64_t)orth_weights_blocks(weights));
    double seconds = orth_weights_block_seconds(weights);
    orth_json_known(json, "block_seconds", seconds > 0, seconds);
    if (orth_weights_time(weights, 0, &first))
        orth_json_string(json, "start_date", orth_price_time_text(text, first));
    else
        orth_json_null(json, "start_date");
    orth_json_integer(json, "price_path", (int64_t)orth_weights_price_path(weights));
    size_t notes = orth_weights_note_count(weights);
    orth_json_open_array(json, "notes");
    for (size_t i = 0; i < scenario->note_count; i++)
        orth_json_string(json, NULL, scenario->notes[i]);
    for (size_t i = 0; i < notes; i++)
        orth_json_string(json, NULL, orth_weights_note(weights, i));
    orth_json_close_array(json);
}

orth_status orth_weights_write_json(orth_weights *weights, FILE *stream, orth_error *error)
{
    size_t n = orth_weights_scenario(weights)->n;
    double *previous = malloc(n * sizeof *previous);
    if (previous == NULL)
        return orth_fail_memory(error, (double)n * sizeof *previous);
    orth_locale entered = orth_locale_enter();
    orth_json_out json;
    orth_json_begin_result(&json, stream, "weights");
    put_head(&json, weights);
    orth_json_open_array(&json, "strategies");
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < orth_weights_count(weights); s++)
        status = put_strategy(&json, weights, s, previous, error);
    if (status == ORTH_OK) {
        orth_json_close_array(&json);
        orth_json_end_result(&json);
    }
    orth_locale_leave(entered);
    free(previous);
    return status;
}
