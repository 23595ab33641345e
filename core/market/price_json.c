/* CoinGecko's JSON: {"prices": [[milliseconds, price], ...], ...}; and lists of bars. */
#include <jansson.h>
#include <string.h>

#include "base/json_in.h"
#include "market/price_json.h"
#include "market/price_text.h"

static orth_status fail_row(const orth_series *series, size_t row, const char *what,
                            const json_t *value, const char *permitted, orth_error *error)
{
    char text[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT, "%s: /prices/%zu: the %s is %s; permitted: %s",
                     series->label, row, what, orth_json_describe(text, value), permitted);
}

/* A number since 1970, whole or not. */
static bool json_time(const json_t *value, int64_t *time)
{
    if (json_is_integer(value)) {
        *time = orth_time_from_number((uint64_t)json_integer_value(value));
        return json_integer_value(value) >= 0;
    }
    double number = json_number_value(value);
    if (!json_is_real(value) || !(number >= 0 && number < 1e18))
        return false;
    *time =
        number >= 1e11 ? orth_time_from_number((uint64_t)number) : (int64_t)(number * 1e6 + 0.5);
    return true;
}

static orth_status read_row(orth_series *series, const json_t *pair, size_t row, orth_error *error)
{
    if (!json_is_array(pair))
        return fail_row(series, row, "row", pair, "[time, price]", error);
    if (json_array_size(pair) != 2)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /prices/%zu: the row is a list of %zu; permitted: [time, price]",
                         series->label, row, json_array_size(pair));
    const json_t *when = json_array_get(pair, 0), *value = json_array_get(pair, 1);
    int64_t time;
    if (!json_time(when, &time))
        return fail_row(series, row, "time", when, "a number since 1970", error);
    if (time < ORTH_YEAR_2000)
        return fail_row(series, row, "time", when, "a number since 1970, of 2000 or later", error);
    double price = json_number_value(value), *place;
    bool none = json_is_null(value);
    if (!none && (!json_is_number(value) || !(price >= ORTH_PRICE_MIN && price <= ORTH_PRICE_MAX)))
        return fail_row(
            series, row, "price", value,
            "a number from " ORTH_LIMIT_TEXT(ORTH_PRICE_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX),
            error);
    orth_status status = orth_series_append(series, time, row + 1, &place, error);
    if (status == ORTH_OK)
        *place = none ? 0 : price;
    series->source.without_price += none;
    series->empty += none;
    return status;
}

/* By the size of the first row's number. */
static const char *time_form(const json_t *rows)
{
    const json_t *when = json_array_get(json_array_get(rows, 0), 0);
    double number = json_number_value(when);
    return number > 0 && number < 1e18 ? orth_time_number_form((uint64_t)number)
                                       : "numbers since 1970"; /* refused where it is read */
}

/* CoinGecko's pairs are prices of moments. */
static orth_status tell_layout(orth_series *series, const json_t *rows, const orth_price_file *file,
                               orth_error *error)
{
    orth_price_source *source = &series->source;
    source->layout = "CoinGecko JSON";
    source->time_form = time_form(rows);
    source->zone = "UTC";
    source->dated = true;
    source->bars = file->stamp == ORTH_STAMP_START;
    source->stamp = source->bars ? ORTH_STAMP_START : ORTH_STAMP_END;
    source->stamp_known = file->stamp == ORTH_STAMP_UNSAID ? ORTH_KNOWN_CERTAIN : ORTH_KNOWN_GIVEN;
    source->bar = file->bar;
    source->bar_known = ORTH_KNOWN_GIVEN;
    source->time_column = strdup("prices/0");
    source->price_column = strdup("prices/1");
    return source->time_column != NULL && source->price_column != NULL
               ? ORTH_OK
               : orth_fail_memory(error, 16);
}

static orth_status read_rows(orth_series *series, const json_t *json, const orth_wanted *wanted,
                             orth_error *error)
{
    const json_t *rows = json_object_get(json, "prices");
    if (!json_is_array(rows))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /prices: this key is missing or no list; permitted: {\"prices\": "
                         "[[time, price], ...]}, or bars as [[time, open, high, low, close, ...], "
                         "...]; other answers are read once they are CSV",
                         series->label);
    if (wanted->panel || wanted->count != 1 || wanted->file->time_column != NULL ||
        wanted->file->price_column != NULL || wanted->file->where_count > 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: JSON with the prices of one token; permitted: TOKEN=FILE, without "
                         "names of columns",
                         series->label);
    orth_status status = tell_layout(series, rows, wanted->file, error);
    for (size_t row = 0; status == ORTH_OK && row < json_array_size(rows); row++)
        status = read_row(series, json_array_get(rows, row), row, error);
    return status;
}

orth_status orth_series_read_json(orth_series *series, const char *text, size_t length,
                                  const orth_wanted *wanted, orth_error *error)
{
    json_t *json;
    orth_status status = orth_json_parse(&json, text, length, series->label, error);
    if (status == ORTH_OK)
        status = orth_json_is_bars(json) ? orth_series_read_json_bars(series, json, wanted, error)
                                         : read_rows(series, json, wanted, error);
    json_decref(json);
    return status;
}
