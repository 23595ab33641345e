/* The files that a page rests on, with their digests. */
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "page/assumed_parts.h"
#include "page/words.h"

#define LAYOUT_MAX 600

/* One of files; and one of how prices were read, NULL without any. */
typedef struct tables {
    orth_page_work *work;
    json_t *files, *prices;
} tables;

static void add_row(const tables *to, const char *what, const char *file, const char *sha256)
{
    json_t *row = orth_table_row(to->work->facts, to->files);
    orth_row_text(to->work->facts, row, "what", what);
    orth_row_text(to->work->facts, row, "file", file);
    orth_row_text(to->work->facts, row, "sha256", sha256);
}

/* ---------------------------------------------------------------- prices */

static const char *known_text(orth_known known)
{
    return known == ORTH_KNOWN_GIVEN     ? " (as given)"
           : known == ORTH_KNOWN_CERTAIN ? " (by the file)"
                                         : " (a guess, by what is usual)";
}

/* What the times of the rows are. */
static void add_times(char text[LAYOUT_MAX], const orth_price_source *source)
{
    char bar[ORTH_SPAN_TEXT_MAX] = "";
    size_t used = strlen(text);
    if (source->bar.micros > 0 || source->bar.months > 0)
        orth_span_text(bar, source->bar);
    if (!source->bars)
        snprintf(text + used, LAYOUT_MAX - used, "; times are moments%s",
                 known_text(source->stamp_known));
    else
        snprintf(text + used, LAYOUT_MAX - used, "; times are the %s of bars%s%s%s%s",
                 source->stamp == ORTH_STAMP_START ? "start" : "end", *bar != '\0' ? " of " : "",
                 bar, known_text(source->stamp_known),
                 source->moved ? ", moved on by a bar, at whose end its close is known" : "");
}

static const char *layout_of(char text[LAYOUT_MAX], const orth_price_source *source)
{
    char time[ORTH_PAGE_NAME_MAX], price[ORTH_PAGE_NAME_MAX];
    int used = snprintf(text, LAYOUT_MAX, "%s%s%s%s%s", source->layout,
                        source->packing != NULL ? ", " : "",
                        source->packing != NULL ? source->packing : "",
                        source->separator != NULL ? ", separated by " : "",
                        source->separator != NULL ? source->separator : "");
    snprintf(text + used, LAYOUT_MAX - (size_t)used, "; time in column %s (%s, zone %s)%s%s",
             orth_page_name(time, source->time_column), source->time_form, source->zone,
             source->price_column != NULL ? ", price in " : "",
             source->price_column != NULL ? orth_page_name(price, source->price_column) : "");
    add_times(text, source);
    return text;
}

static void add_source(const tables *to, const orth_price_source *source)
{
    orth_facts *facts = to->work->facts;
    char what[200], layout[LAYOUT_MAX], token[ORTH_PAGE_NAME_MAX];
    snprintf(what, sizeof what, "prices%s%s", source->token != NULL ? " of " : "",
             source->token != NULL ? orth_page_name(token, source->token) : "");
    add_row(to, what, source->file, source->sha256);
    json_t *row = orth_table_row(facts, to->prices);
    orth_row_text(facts, row, "what", what);
    orth_row_text(facts, row, "layout", layout_of(layout, source));
    orth_row_count(facts, row, "rows", source->rows);
    orth_row_count(facts, row, "without_price", source->without_price);
    if (source->dated) {
        orth_row_number(facts, row, "first", (double)source->first * 1e-6);
        orth_row_number(facts, row, "last", (double)source->last * 1e-6);
    }
}

/* Of a table in memory there is no file to read again: what is known of it is the digest of its
 * values. */
static void add_table(const tables *to, const orth_prices *prices)
{
    orth_facts *facts = to->work->facts;
    char sha256[65];
    orth_prices_sha256(sha256, prices);
    add_row(to, "prices", "in memory", sha256);
    json_t *row = orth_table_row(facts, to->prices);
    orth_row_text(facts, row, "what", "prices");
    orth_row_text(facts, row, "layout",
                  "numbers in memory, whose digest is that of 8 bytes a price, row by row");
    orth_row_count(facts, row, "rows", prices->rows);
    orth_row_count(facts, row, "without_price", 0);
    if (prices->dated) {
        orth_row_number(facts, row, "first", (double)prices->times[0] * 1e-6);
        orth_row_number(facts, row, "last", (double)prices->times[prices->rows - 1] * 1e-6);
    }
}

static const orth_prices *table_of(const orth_scenario *scenario)
{
    return scenario->market != NULL ? scenario->market->table : NULL;
}

static bool has_market_files(const orth_scenario *scenario)
{
    const orth_market_spec *market = scenario->market;
    return market != NULL && market->table == NULL &&
           (market->file != NULL || market->file_count > 0);
}

static bool has_reserve_prices(const orth_scenario *scenario)
{
    return scenario->launch != NULL && scenario->launch->reserve_prices != NULL;
}

/* The strategies' simulation has read them; else they are read for their records. */
static orth_status add_market(const tables *to, orth_error *error)
{
    const orth_scenario *scenario = to->work->scenario;
    if (table_of(scenario) != NULL)
        add_table(to, table_of(scenario));
    if (!has_market_files(scenario))
        return ORTH_OK;
    if (scenario->strategy_count > 0) {
        const orth_page_run *run;
        orth_status status = orth_work_simulation(to->work, &run, error);
        for (size_t i = 0; status == ORTH_OK && i < run->simulation->source_count; i++)
            add_source(to, &run->simulation->sources[i]);
        return status;
    }
    orth_market_spec spec = *scenario->market;
    orth_market *market;
    spec.digest = true;
    orth_status status = orth_market_create(&market, &spec, error);
    for (size_t i = 0; status == ORTH_OK && i < orth_market_source_count(market); i++)
        add_source(to, orth_market_source(market, i));
    orth_market_free(market);
    return status;
}

static orth_status add_reserve_prices(const tables *to, orth_error *error)
{
    const orth_scenario *scenario = to->work->scenario;
    const orth_scenario_launch *sale = scenario->launch;
    orth_prices *prices;
    if (!has_reserve_prices(scenario))
        return ORTH_OK;
    const char *token = scenario->tokens[sale->reserve];
    orth_price_file file = *sale->reserve_prices;
    file.token = token;
    orth_price_request request = {
        .n = 1, .tokens = &token, .count = 1, .files = &file, .digest = true};
    orth_status status = orth_prices_load(&prices, &request, error);
    for (size_t i = 0; status == ORTH_OK && i < prices->source_count; i++)
        add_source(to, &prices->sources[i]);
    orth_prices_free(prices);
    return status;
}

/* ---------------------------------------------------------------- others */

static orth_status add_file(const tables *to, const char *what, const char *file, orth_error *error)
{
    char sha256[65];
    if (file == NULL)
        return ORTH_OK;
    orth_status status = orth_digest_file(sha256, file, error);
    if (status == ORTH_OK)
        add_row(to, what, file, sha256);
    return status;
}

static orth_status add_others(const tables *to, orth_error *error)
{
    const orth_scenario *scenario = to->work->scenario;
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < scenario->strategy_count; s++) {
        const orth_scenario_strategy *strategy = &scenario->strategies[s];
        status = add_file(to, "supply", strategy->supply_file, error);
        if (status == ORTH_OK)
            status = add_file(to, "weights", strategy->targets_file, error);
    }
    for (size_t p = 0; status == ORTH_OK && p < scenario->path_count; p++)
        if (strncmp(scenario->paths[p], "file:", 5) == 0)
            status = add_file(to, "schedule", scenario->paths[p] + 5, error);
    if (status == ORTH_OK && scenario->launch != NULL)
        status = add_file(to, "trades", scenario->launch->trades_file, error);
    return status;
}

static json_t *begin_prices(orth_facts *facts, json_t *part)
{
    json_t *table = orth_part_table(facts, part, "prices", "How prices were read");
    orth_table_column(facts, table, "what", "what", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "rows", "rows used", ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "without_price", "left out", ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "first", "first", ORTH_AS_DATE, NULL);
    orth_table_column(facts, table, "last", "last", ORTH_AS_DATE, NULL);
    orth_table_column(facts, table, "layout", "read as", ORTH_AS_TEXT, NULL);
    return table;
}

orth_status orth_page_assumed_files(orth_page_work *work, json_t *part, orth_error *error)
{
    orth_facts *facts = work->facts;
    const orth_scenario *scenario = work->scenario;
    tables to = {.work = work};
    to.files = orth_part_table(facts, part, "files", "Files that this page rests on");
    orth_table_column(facts, to.files, "what", "what", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, to.files, "file", "file", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, to.files, "sha256", "SHA-256", ORTH_AS_CODE, NULL);
    if (table_of(scenario) != NULL || has_market_files(scenario) || has_reserve_prices(scenario))
        to.prices = begin_prices(facts, part);
    add_row(&to, "the scenario", scenario->file, scenario->sha256);
    orth_status status = add_market(&to, error);
    if (status == ORTH_OK)
        status = add_reserve_prices(&to, error);
    return status == ORTH_OK ? add_others(&to, error) : status;
}
