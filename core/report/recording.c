/* Recorded series of a simulation. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_out.h"
#include "base/stop.h"
#include "report/recording.h"
#include "report/result_name.h"

static const char *const names[ORTH_RECORDED_FIXED] = {
    "block",       "value", "hold_value", "rebalance_value", "trades", "price_move", "lvr",
    "weight_loss", "fees",  "flow"};

typedef struct row_list {
    size_t count, room;
    double *data;
} row_list;

struct orth_recording {
    const orth_scenario *scenario;
    const orth_simulation *simulation; /* for the times; or NULL */
    size_t width;
    double failed; /* bytes that could not be had */
    size_t schedules;
    row_list rows[];
};

orth_status orth_recording_create(orth_recording **series, const orth_scenario *scenario,
                                  orth_error *error)
{
    size_t schedules = scenario->strategy_count > 0 ? scenario->strategy_count
                                                    : scenario->step_count * scenario->path_count;
    size_t bytes = sizeof **series + schedules * sizeof(row_list);
    *series = calloc(1, bytes);
    if (*series == NULL)
        return orth_fail_memory(error, (double)bytes);
    (*series)->scenario = scenario;
    (*series)->width = ORTH_RECORDED_FIXED + 3 * scenario->n;
    (*series)->schedules = schedules;
    return ORTH_OK;
}

void orth_recording_free(orth_recording *series)
{
    for (size_t s = 0; series != NULL && s < series->schedules; s++)
        free(series->rows[s].data);
    free(series);
}

orth_status orth_recording_check(const orth_recording *series, orth_error *error)
{
    return series->failed == 0 ? ORTH_OK : orth_fail_memory(error, series->failed);
}

static double *new_row(orth_recording *series, row_list *rows)
{
    if (rows->count == rows->room) {
        size_t room = rows->room == 0 ? 64 : 2 * rows->room;
        double *data = realloc(rows->data, room * series->width * sizeof *data);
        if (data == NULL) {
            series->failed = (double)room * (double)series->width * sizeof *data;
            return NULL;
        }
        rows->data = data;
        rows->room = room;
    }
    return rows->data + rows->count++ * series->width;
}

void orth_recording_record(void *user, size_t result, uint64_t block, const orth_run *run)
{
    orth_recording *series = user;
    size_t n = series->scenario->n;
    double *row = new_row(series, &series->rows[result]);
    if (row == NULL)
        return;
    orth_pool_outcome outcome = orth_run_outcome(run);
    const orth_ledger *ledger = &outcome.ledger;
    row[ORTH_RECORDED_BLOCK] = (double)block;
    row[ORTH_RECORDED_VALUE] = outcome.final_value;
    row[ORTH_RECORDED_HOLD] = outcome.hold_value;
    row[ORTH_RECORDED_REBALANCE] = outcome.rebalance_value;
    row[ORTH_RECORDED_TRADES] = (double)outcome.trades;
    row[ORTH_RECORDED_PRICE_MOVE] = ledger->price_move;
    row[ORTH_RECORDED_LVR] = ledger->lvr;
    row[ORTH_RECORDED_WEIGHT_LOSS] = ledger->weight_loss;
    row[ORTH_RECORDED_FEES] = ledger->arbitrage_fees + ledger->noise_fees - ledger->protocol;
    row[ORTH_RECORDED_FLOW] = ledger->noise_impact - ledger->noise_reversal;
    memcpy(row + ORTH_RECORDED_FIXED, orth_run_weights(run), n * sizeof *row);
    memcpy(row + ORTH_RECORDED_FIXED + n, orth_run_prices(run), n * sizeof *row);
    memcpy(row + ORTH_RECORDED_FIXED + 2 * n, orth_run_reserves(run), n * sizeof *row);
}

static void write_head(const orth_recording *series, FILE *stream)
{
    static const char *const kinds[] = {"weight", "price", "reserve"};
    fputs(orth_result_csv_title(series->scenario), stream);
    for (size_t c = 0; c < ORTH_RECORDED_FIXED; c++)
        fprintf(stream, ",%s", names[c]);
    for (size_t kind = 0; kind < 3; kind++)
        for (size_t i = 0; i < series->scenario->n; i++) {
            char text[256];
            snprintf(text, sizeof text, "%s %s", kinds[kind], series->scenario->tokens[i]);
            fputc(',', stream);
            orth_csv_text(stream, text);
        }
    fputs(",fee,time\n", stream);
}

/* The swap fee of a block, which a log is read back with. */
static double fee_of(const orth_scenario *scenario, uint64_t block)
{
    return scenario->has_fee_schedule ? orth_fee_schedule_at(&scenario->fee_schedule, block)
                                      : scenario->rules.fee;
}

/* Of a block: a date of the prices, or seconds since block 0. */
static void write_time(const orth_recording *series, uint64_t block, FILE *stream)
{
    const orth_simulation *simulation = series->simulation;
    const orth_scenario *scenario = series->scenario;
    char text[ORTH_PRICE_TIME_TEXT_MAX];
    fputc(',', stream);
    if (simulation != NULL && simulation->times != NULL && block <= simulation->blocks) {
        if (simulation->dated)
            fputs(orth_price_time_text(text, simulation->times[block]), stream);
        else
            orth_csv_double(stream, (double)simulation->times[block] * 1e-6);
        return;
    }
    double seconds = orth_scenario_chain_block(scenario);
    if (scenario->market != NULL && scenario->market->block_seconds > 0)
        seconds = scenario->market->block_seconds;
    orth_csv_double(stream, (double)block * seconds);
}

void orth_recording_set_times(orth_recording *series, const orth_simulation *simulation)
{
    series->simulation = simulation;
}

static void write_name(const orth_scenario *scenario, size_t s, FILE *stream)
{
    orth_simulation_result result = {.path = NULL};
    if (scenario->strategy_count > 0) {
        const orth_strategy_spec *spec = &scenario->strategies[s].spec;
        result.path = spec->name != NULL ? spec->name : spec->rule.kind;
    } else {
        result.path = scenario->paths[s % scenario->path_count];
        result.steps = scenario->steps[s / scenario->path_count];
    }
    orth_result_write_csv(&result, stream);
}

void orth_recording_write_csv(const orth_recording *series, FILE *stream)
{
    const orth_scenario *scenario = series->scenario;
    write_head(series, stream);
    for (size_t s = 0; s < series->schedules; s++) {
        const row_list *rows = &series->rows[s];
        for (size_t k = 0; k < rows->count && !ferror(stream) && !orth_stopped(); k++) {
            const double *row = rows->data + k * series->width;
            write_name(scenario, s, stream);
            for (size_t c = 0; c < series->width; c++) {
                fputc(',', stream);
                if (c == ORTH_RECORDED_BLOCK || c == ORTH_RECORDED_TRADES)
                    fprintf(stream, "%.0f", row[c]);
                else
                    orth_csv_double(stream, row[c]);
            }
            fputc(',', stream);
            orth_csv_double(stream, fee_of(scenario, (uint64_t)row[ORTH_RECORDED_BLOCK]));
            write_time(series, (uint64_t)row[ORTH_RECORDED_BLOCK], stream);
            fputc('\n', stream);
        }
    }
}

size_t orth_recording_tokens(const orth_recording *recording)
{
    return recording->scenario->n;
}

size_t orth_recording_width(const orth_recording *recording)
{
    return recording->width;
}

const double *orth_recording_rows(const orth_recording *recording, size_t schedule, size_t *count)
{
    *count = recording->rows[schedule].count;
    return recording->rows[schedule].data;
}
