#include "launch/reserve_prices.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/time_text.h"

#define PLACE "/launch/reserve_prices"
#define MICROS 1000000
/* No price file has later times, in seconds: what the sale's end is cut at. */
#define LATEST (INT64_MAX / MICROS)

/* The timestamp of a block, in seconds, or LATEST where it is later. */
static int64_t block_time(const orth_scenario *scenario, uint64_t block)
{
    uint64_t whole = block / scenario->block_per, rest = block % scenario->block_per;
    uint64_t left = (uint64_t)LATEST - scenario->start_time - ORTH_BLOCK_TIME_MAX;
    if (whole > left / scenario->block_seconds)
        return LATEST;
    return (int64_t)(scenario->start_time + whole * scenario->block_seconds +
                     rest * scenario->block_seconds / scenario->block_per);
}

/* The first block whose timestamp is not before a time after the start, in microseconds. With c
 * whole seconds from the start on, floor(k s / per) >= c where k s >= c per. */
static uint64_t block_at(const orth_scenario *scenario, int64_t time)
{
    int64_t start = (int64_t)scenario->start_time * MICROS;
    uint64_t seconds = (uint64_t)(time - start + MICROS - 1) / MICROS;
    uint64_t s = scenario->block_seconds;
    return seconds / s * scenario->block_per + (seconds % s * scenario->block_per + s - 1) / s;
}

/* Rows [first, last] of the table that the sale needs. */
static orth_status find_rows(size_t *first, size_t *last, const orth_prices *table,
                             const orth_scenario *scenario, const char *file, uint64_t blocks,
                             orth_error *error)
{
    int64_t start = (int64_t)scenario->start_time * MICROS;
    int64_t end = block_time(scenario, blocks) * MICROS;
    if (table->times[0] > start || table->times[table->rows - 1] < end) {
        char from[ORTH_PRICE_TIME_TEXT_MAX], to[ORTH_PRICE_TIME_TEXT_MAX];
        char begins[ORTH_PRICE_TIME_TEXT_MAX], ends[ORTH_PRICE_TIME_TEXT_MAX];
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: " PLACE ": %s has prices from %s to %s, and the sale goes from %s to "
                         "%s; permitted: prices of the whole sale",
                         scenario->file, file, orth_price_time_text(from, table->times[0]),
                         orth_price_time_text(to, table->times[table->rows - 1]),
                         orth_price_time_text(begins, start),
                         end == LATEST * MICROS ? "a time that no file reaches"
                                                : orth_price_time_text(ends, end));
    }
    *first = *last = 0;
    while (*first + 1 < table->rows && table->times[*first + 1] <= start)
        ++*first;
    for (*last = *first; *last + 1 < table->rows && table->times[*last + 1] <= end;)
        ++*last;
    return ORTH_OK;
}

static orth_status keep_notes(orth_reserve_prices *own, const orth_prices *table, orth_error *error)
{
    own->notes = calloc(table->note_count + 1, sizeof *own->notes);
    if (own->notes == NULL)
        return orth_fail_memory(error, (double)table->note_count * sizeof *own->notes);
    for (size_t i = 0; i < table->note_count; i++) {
        own->notes[i] = strdup(table->notes[i]);
        if (own->notes[i] == NULL)
            return orth_fail_memory(error, (double)strlen(table->notes[i]) + 1);
        own->note_count++;
    }
    return ORTH_OK;
}

/* Of rows that are new at the same block the last counts. */
static orth_status keep(orth_reserve_prices *own, const orth_prices *table,
                        const orth_scenario *scenario, size_t first, size_t last, orth_error *error)
{
    size_t rows = last - first + 1;
    own->from = calloc(rows, sizeof *own->from);
    own->prices = calloc(rows, sizeof *own->prices);
    if (own->from == NULL || own->prices == NULL)
        return orth_fail_memory(error, 16.0 * (double)rows);
    for (size_t row = first; row <= last; row++) {
        uint64_t block = row == first ? 0 : block_at(scenario, table->times[row]);
        if (own->count > 0 && own->from[own->count - 1] == block)
            own->count--;
        own->from[own->count] = block;
        own->prices[own->count++] = table->prices[row];
    }
    return keep_notes(own, table, error);
}

static orth_status take(orth_reserve_prices *own, const orth_prices *table,
                        const orth_scenario *scenario, const char *file, uint64_t blocks,
                        orth_error *error)
{
    if (!table->dated)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: " PLACE ": %s counts its rows; permitted: rows with dates",
                         scenario->file, file);
    size_t first = 0, last = 0;
    orth_status status = find_rows(&first, &last, table, scenario, file, blocks, error);
    return status == ORTH_OK ? keep(own, table, scenario, first, last, error) : status;
}

static orth_status load(orth_reserve_prices *own, const orth_scenario *scenario,
                        const orth_price_request *request, uint64_t blocks, orth_price_store *store,
                        orth_error *error)
{
    const orth_prices *table;
    orth_prices *read = NULL;
    orth_error reason = {.text = ""};
    orth_status status = store != NULL ? orth_price_store_load(&table, store, request, &reason)
                                       : orth_prices_load(&read, request, &reason);
    if (status != ORTH_OK)
        return orth_fail(error, status, "%s: " PLACE ": %s", scenario->file, reason.text);
    if (store == NULL)
        table = read;
    status = take(own, table, scenario, request->files[0].file, blocks, error);
    if (store != NULL)
        orth_price_store_give_back(store, table);
    orth_prices_free(read);
    return status;
}

orth_status orth_reserve_prices_load(orth_reserve_prices **out, const orth_scenario *scenario,
                                     const char *token, const orth_price_file *file,
                                     uint64_t blocks, orth_price_store *store, orth_error *error)
{
    *out = NULL;
    if (!scenario->has_start_time)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /chain/start_time: missing beside " PLACE ", whose rows have dates; "
                         "permitted: when the sale starts",
                         scenario->file);
    orth_price_file named = *file;
    named.token = token;
    orth_price_request request = {.n = 1, .tokens = &token, .count = 1, .files = &named};
    orth_reserve_prices *own = calloc(1, sizeof *own);
    if (own == NULL)
        return orth_fail_memory(error, sizeof *own);
    orth_status status = load(own, scenario, &request, blocks, store, error);
    if (status != ORTH_OK)
        orth_reserve_prices_free(own);
    else
        *out = own;
    return status;
}

void orth_reserve_prices_free(orth_reserve_prices *prices)
{
    if (prices == NULL)
        return;
    for (size_t i = 0; i < prices->note_count; i++)
        free(prices->notes[i]);
    free(prices->notes);
    free(prices->from);
    free(prices->prices);
    free(prices);
}

double orth_reserve_price(const orth_reserve_prices *prices, uint64_t block, size_t *at)
{
    ORTH_CHECK(*at < prices->count);
    if (block < prices->from[*at])
        *at = 0;
    while (*at + 1 < prices->count && prices->from[*at + 1] <= block)
        ++*at;
    return prices->prices[*at];
}
