/* --prices TOKEN=FILE: a market of files in place of the scenario's. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/read.h"

static size_t find_token(const orth_scenario *scenario, const char *text, size_t length)
{
    size_t i = 0;
    for (; i < scenario->n; i++)
        if (strlen(scenario->tokens[i]) == length &&
            strncmp(scenario->tokens[i], text, length) == 0)
            break;
    return i;
}

static orth_status add_file(orth_market_spec *market, const orth_scenario *scenario, bool *priced,
                            const char *given, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    const char *equals = strchr(given, '=');
    if (equals == NULL || equals[1] == '\0')
        return orth_fail(error, ORTH_BAD_INPUT, "--prices: %s; permitted: TOKEN=FILE",
                         orth_quote(quoted, sizeof quoted, given));
    size_t token = find_token(scenario, given, (size_t)(equals - given));
    if (token == scenario->n || priced[token])
        return orth_fail(error, ORTH_BAD_INPUT, "--prices: %s: %s",
                         orth_quote(quoted, sizeof quoted, given),
                         token < scenario->n ? "this token has a file already"
                                             : "no such token in the scenario");
    priced[token] = true;
    orth_price_file *added = (orth_price_file *)&market->files[market->file_count++]; /* our own */
    added->token = strdup(scenario->tokens[token]);
    added->file = strdup(equals + 1);
    if (added->token == NULL || added->file == NULL)
        return orth_fail_memory(error, (double)strlen(given));
    return ORTH_OK;
}

/* The one token without a file. */
static orth_status name_numeraire(orth_market_spec *market, const orth_scenario *scenario,
                                  const bool *priced, orth_error *error)
{
    for (size_t i = 0; i < scenario->n; i++) {
        if (priced[i])
            continue;
        if (market->numeraire != NULL) {
            char first[ORTH_QUOTE_MAX], second[ORTH_QUOTE_MAX];
            return orth_fail(error, ORTH_BAD_INPUT,
                             "--prices: neither %s nor %s has a file; permitted: one token without",
                             orth_quote(first, sizeof first, market->numeraire),
                             orth_quote(second, sizeof second, scenario->tokens[i]));
        }
        market->numeraire = strdup(scenario->tokens[i]);
        if (market->numeraire == NULL)
            return orth_fail_memory(error, (double)strlen(scenario->tokens[i]));
    }
    return ORTH_OK;
}

orth_status orth_scenario_set_prices(orth_scenario *scenario, size_t count,
                                     const char *const *files, orth_error *error)
{
    orth_market_spec *market;
    orth_status status = orth_scenario_market_create(&market, scenario, error);
    if (status != ORTH_OK)
        return status;
    bool *priced = calloc(scenario->n, sizeof *priced);
    market->model = strdup("files");
    if (priced == NULL || market->model == NULL)
        status = orth_fail_memory(error, (double)(scenario->n * sizeof *priced));
    if (status == ORTH_OK)
        status = orth_scenario_market_room(market, count, error);
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = add_file(market, scenario, priced, files[i], error);
    if (status == ORTH_OK)
        status = name_numeraire(market, scenario, priced, error);
    free(priced);
    if (status != ORTH_OK) {
        orth_scenario_market_free(market);
        return status;
    }
    orth_scenario_market_keep_rows(scenario, market);
    orth_scenario_market_free(scenario->market);
    scenario->market = market;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- --stamp, --every */

static orth_status fail_no_files(const char *option, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: the market of the scenario has no price files; permitted: beside "
                     "--prices, or a market of files",
                     option);
}

static orth_status set_stamp(orth_market_spec *market, const char *given, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    const char *equals = strchr(given, '=');
    bool start = equals != NULL && strcmp(equals + 1, "start") == 0;
    orth_quote(quoted, sizeof quoted, given);
    if (equals == NULL || (!start && strcmp(equals + 1, "end") != 0))
        return orth_fail(error, ORTH_BAD_INPUT, "--stamp: %s; permitted: TOKEN=start or TOKEN=end",
                         quoted);
    size_t length = (size_t)(equals - given);
    for (size_t i = 0; i < market->file_count; i++) {
        orth_price_file *file = (orth_price_file *)&market->files[i]; /* our own */
        if (strlen(file->token) != length || strncmp(file->token, given, length) != 0)
            continue;
        file->stamp = start ? ORTH_STAMP_START : ORTH_STAMP_END;
        return ORTH_OK;
    }
    return orth_fail(error, ORTH_BAD_INPUT, "--stamp: %s: no file has the prices of this token",
                     quoted);
}

orth_status orth_scenario_set_stamps(orth_scenario *scenario, size_t count,
                                     const char *const *stamps, orth_error *error)
{
    if (count > 0 && (scenario->market == NULL || scenario->market->file_count == 0))
        return fail_no_files("--stamp", error);
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = set_stamp(scenario->market, stamps[i], error);
    return status;
}

orth_status orth_scenario_set_every(orth_scenario *scenario, const char *every, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    orth_span span;
    if (!orth_span_parse(&span, every))
        return orth_fail(error, ORTH_BAD_INPUT, "--every: %s; permitted: %s",
                         orth_quote(quoted, sizeof quoted, every), ORTH_SPAN_PERMITTED);
    if (scenario->market == NULL ||
        (scenario->market->file_count == 0 && scenario->market->file == NULL))
        return fail_no_files("--every", error);
    scenario->market->every = span;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- --from, --to */

static orth_status set_time(int64_t *time, const char *option, const char *given, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    if (given == NULL || orth_price_time_parse(time, given))
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: %s; permitted: times of 2000 or later such as 2024-05-01T12:00:00Z",
                     option, orth_quote(quoted, sizeof quoted, given));
}

orth_status orth_scenario_set_window(orth_scenario *scenario, const char *from, const char *to,
                                     orth_error *error)
{
    orth_market_spec *market = scenario->market;
    if (from == NULL && to == NULL)
        return ORTH_OK;
    if (market == NULL || (market->file_count == 0 && market->file == NULL))
        return fail_no_files(from != NULL ? "--from" : "--to", error);
    orth_status status = set_time(&market->from, "--from", from, error);
    return status == ORTH_OK ? set_time(&market->to, "--to", to, error) : status;
}
