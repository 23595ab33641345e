/* The market's model and its parameters. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/plural.h"
#include "page/amounts.h"
#include "page/assumed_parts.h"

#define VALUES_MAX 400

static const char *summary_of(const char *model)
{
    for (size_t i = 0; orth_market_models()[i] != NULL; i++)
        if (strcmp(orth_market_models()[i]->name, model) == 0)
            return orth_market_models()[i]->summary;
    return "";
}

/* Rows of a table between semicolons. */
static const char *values_text(char out[VALUES_MAX], size_t rows, size_t columns,
                               const double *values)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < rows * columns && used + 30 < VALUES_MAX; i++)
        used += (size_t)snprintf(out + used, VALUES_MAX - used, "%s%.6g",
                                 i == 0             ? ""
                                 : i % columns == 0 ? "; "
                                                    : ", ",
                                 values[i]);
    if (used + 30 >= VALUES_MAX)
        snprintf(out + used, VALUES_MAX - used, ", ...");
    return out;
}

static void add_row(orth_page_work *work, json_t *table, const char *name, const char *value)
{
    json_t *row = orth_table_row(work->facts, table);
    orth_row_text(work->facts, row, "parameter", name);
    orth_row_text(work->facts, row, "value", value);
}

/* How many numbers a parameter has (orthant/market.h). */
static const char *parameter_text(char out[VALUES_MAX], const orth_market_parameter *parameter,
                                  size_t n)
{
    bool one = strcmp(parameter->name, "mean_length") == 0;
    bool square = strcmp(parameter->name, "correlation") == 0;
    return values_text(out, square ? n : 1, one ? 1 : n, parameter->values);
}

static void write_parameters(orth_page_work *work, json_t *part, const orth_market_spec *market)
{
    orth_facts *facts = work->facts;
    char text[VALUES_MAX];
    if (market->prices == NULL && market->parameters[0].name == NULL &&
        !(market->block_seconds > 0) && market->numeraire == NULL)
        return;
    json_t *table = orth_part_table(
        facts, part, "market",
        "The market's parameters, token by token; rates are a year. What is not here is 0");
    orth_table_column(facts, table, "parameter", "parameter", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "value", "value", ORTH_AS_TEXT, NULL);
    if (market->prices != NULL)
        add_row(work, table, "prices at block 0", values_text(text, 1, market->n, market->prices));
    for (size_t p = 0; p < ORTH_MARKET_PARAMETERS_MAX && market->parameters[p].name != NULL; p++)
        if (market->parameters[p].values != NULL)
            add_row(work, table, market->parameters[p].name,
                    parameter_text(text, &market->parameters[p], market->n));
    if (market->block_seconds > 0) {
        snprintf(text, sizeof text, "%.6g s", market->block_seconds);
        add_row(work, table, "a block of the market", text);
    }
    if (market->numeraire != NULL)
        add_row(work, table, "priced 1", market->numeraire);
}

/* The most that all costs with a fee rest on: "81.1 % a year for BTC, 0 % for USDC". */
static void say_volatility(orth_page_work *work, json_t *part)
{
    const orth_scenario *scenario = work->scenario;
    char all[VALUES_MAX] = "", one[ORTH_PAGE_WORD_MAX], token[ORTH_PAGE_NAME_MAX];
    size_t at = 0;
    for (size_t i = 0; i < scenario->n && at < sizeof all; i++)
        at += (size_t)snprintf(all + at, sizeof all - at, "%s%.60s%s for %s", i > 0 ? ", " : "",
                               orth_page_percent(one, scenario->price_volatility[i]),
                               i > 0 ? "" : " a year", orth_page_name(token, scenario->tokens[i]));
    orth_part_say(work->facts, part,
                  "How much prices move is the volatility that was given (--price-volatility): %s, "
                  "each token by itself, as if prices were independent; it is not measured here, "
                  "and what the move costs with its fee rests on it.",
                  all);
}

void orth_page_assumed_market(orth_page_work *work, json_t *part)
{
    const orth_scenario *scenario = work->scenario;
    const orth_market_spec *market = scenario->market;
    orth_facts *facts = work->facts;
    if (scenario->price_volatility != NULL)
        say_volatility(work, part);
    if (market == NULL) {
        if (scenario->price_volatility == NULL && scenario->launch == NULL)
            orth_part_say(facts, part, "Prices are taken as constant: nothing says how they move.");
        return;
    }
    bool files = market->file != NULL || market->file_count > 0 || market->table != NULL;
    orth_part_say(facts, part, "Prices: %s, that is: %s. %s", market->model,
                  summary_of(market->model),
                  strcmp(market->model, "constant") == 0 ? "They do not move."
                  : !files || strcmp(market->model, "bootstrap") == 0
                      ? "It is a model: real prices need not follow it, and none is a forecast."
                      : "What was is no promise of what will be.");
    if (market->table != NULL)
        orth_part_say(facts, part, "The prices were given in memory, without a file.");
    write_parameters(work, part, market);
}
