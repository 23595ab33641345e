#include "simulate/market_record.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/time_text.h"
#include "market/market.h"
#include "orthant/limits.h"

static orth_status add_note(orth_simulation *simulation, const char *text, orth_error *error)
{
    char *note = strdup(text);
    if (note == NULL)
        return orth_fail_memory(error, ORTH_ERROR_TEXT_MAX);
    simulation->notes[simulation->note_count++] = note;
    return ORTH_OK;
}

static bool weights_move(const orth_scenario *scenario)
{
    for (size_t i = 0; i < scenario->n; i++)
        if (!mpq_equal(scenario->start[i], scenario->target[i]))
            return true;
    return false;
}

/* Lengths that are one within a third: price files have gaps. */
static bool longer(double a, double b)
{
    return a > 1.5 * b;
}

/* A contract moves the weights at every block of the chain; here they move at rows of prices. */
static orth_status tell_spacing(orth_simulation *simulation, const orth_market *market,
                                orth_error *error)
{
    const orth_scenario *scenario = simulation->scenario;
    double block = orth_scenario_chain_block(scenario);
    bool most, all;
    double apart = orth_market_common_seconds(market, simulation->blocks, &most, &all);
    if (scenario->market->block_seconds > 0 || apart == 0 || !weights_move(scenario))
        return ORTH_OK; /* a model's blocks are compared as the scenario is read */
    double step = apart * (double)scenario->blocks_per_step, steps = (double)scenario->steps[0];
    bool asked = scenario->has_block_time && (longer(step, block) || longer(block, step));
    if (!longer(apart, block) && !asked)
        return ORTH_OK;
    uint64_t now = scenario->market->blocks_per_row > 1 ? scenario->market->blocks_per_row : 1;
    double wanted = round(apart * (double)now / block);
    char text[ORTH_ERROR_TEXT_MAX], here[ORTH_DURATION_TEXT_MAX], planned[ORTH_DURATION_TEXT_MAX];
    int used = snprintf(text, sizeof text,
                        "blocks lie %.6g s apart in the prices%s, and %.6g s on the chain "
                        "(chain.block_time): ",
                        apart,
                        all    ? ""
                        : most ? " in most steps"
                               : " in the mean",
                        block);
    if (longer(apart, block))
        used += snprintf(text + used, sizeof text - (size_t)used,
                         "the weights jump %.6g times as far at once as the contract's, and that "
                         "costs more; ",
                         step / block);
    if (longer(apart, block) && simulation->times != NULL) /* a key of panels and files */
        used += snprintf(text + used, sizeof text - (size_t)used,
                         "market.blocks_per_row: %.0f, with %.6g times the steps, moves them at "
                         "each block of the chain; ",
                         wanted, wanted / (double)now);
    used += snprintf(
        text + used, sizeof text - (size_t)used, "%ju step%s %s %s here and %s in a plan",
        (uintmax_t)scenario->steps[0], orth_plural(scenario->steps[0], "", "s"),
        orth_plural(scenario->steps[0], "lasts", "last"), orth_duration_text(here, steps * step),
        orth_duration_text(planned, steps * block));
    if (longer(block, apart))
        snprintf(text + used, sizeof text - (size_t)used,
                 "; blocks_per_step: %.0f makes a step a block of the chain", round(block / apart));
    return add_note(simulation, text, error);
}

/* Others' trades know one limit, that of Balancer's Vault. */
static orth_status tell_limit(orth_simulation *simulation, orth_error *error)
{
    const orth_scenario *scenario = simulation->scenario;
    double limit = (double)scenario->trade_limit * 1e-18;
    char text[ORTH_ERROR_TEXT_MAX];
    if (!(scenario->noise.rate > 0) || scenario->trade_limit == 0 || !(limit < ORTH_NOISE_LIMIT))
        return ORTH_OK;
    snprintf(text, sizeof text,
             "others' trades are made up to %.6g %% of a reserve; chain.trade_limit, %.6g %%, is "
             "kept by plans alone",
             100 * ORTH_NOISE_LIMIT, 100 * limit);
    return add_note(simulation, text, error);
}

orth_status orth_simulation_coupling_note(orth_simulation *simulation, double move,
                                          orth_error *error)
{
    char text[ORTH_ERROR_TEXT_MAX];
    snprintf(text, sizeof text,
             "noise.coupling: a price's move in a block is measured by its mean, %.4g (%s)", move,
             simulation->source_count > 0 || simulation->times != NULL
                 ? "of the rows of prices"
                 : "that of normal returns with the market's volatility; of others it is less, and "
                   "so is the flow");
    return add_note(simulation, text, error);
}

static orth_status take_notes(orth_simulation *simulation, const orth_market *market,
                              orth_error *error)
{
    size_t count = orth_market_note_count(market);
    simulation->notes = calloc(count + 4, sizeof *simulation->notes);
    if (simulation->notes == NULL)
        return orth_fail_memory(error, (double)count * sizeof(char *));
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = add_note(simulation, orth_market_note(market, i), error);
    if (status == ORTH_OK)
        status = tell_limit(simulation, error);
    if (status != ORTH_OK || simulation->scenario->strategy_count > 0)
        return status;
    return tell_spacing(simulation, market, error);
}

static char *copy(const char *text)
{
    return text == NULL ? NULL : strdup(text);
}

static orth_status take_sources(orth_simulation *simulation, const orth_market *market,
                                orth_error *error)
{
    size_t count = orth_market_source_count(market);
    simulation->sources = calloc(count + 1, sizeof *simulation->sources);
    if (simulation->sources == NULL)
        return orth_fail_memory(error, (double)count * sizeof *simulation->sources);
    for (; simulation->source_count < count; simulation->source_count++) {
        const orth_price_source *from = orth_market_source(market, simulation->source_count);
        orth_price_source *to = &simulation->sources[simulation->source_count];
        *to = *from;
        to->file = copy(from->file);
        to->token = copy(from->token);
        to->time_column = copy(from->time_column);
        to->price_column = copy(from->price_column);
        if (to->file == NULL || (from->token != NULL && to->token == NULL) ||
            to->time_column == NULL || (from->price_column != NULL && to->price_column == NULL)) {
            simulation->source_count++; /* it is freed with the rest */
            return orth_fail_memory(error, (double)strlen(from->file));
        }
    }
    return ORTH_OK;
}

static orth_status take_times(orth_simulation *simulation, const orth_market *market,
                              orth_error *error)
{
    const int64_t *times = orth_market_times(market);
    uint64_t blocks = simulation->blocks;
    size_t bytes = (size_t)(blocks + 1) * sizeof *times;
    char note[ORTH_SCENARIO_CLOCK_NOTE_MAX]; /* told where the strategies are made */
    simulation->block_seconds = orth_market_block_seconds(market);
    bool told = simulation->block_seconds == 0 && simulation->scenario->strategy_count > 0;
    if (told)
        simulation->block_seconds = orth_scenario_block_seconds(simulation->scenario, market, note);
    if (times == NULL)
        return ORTH_OK;
    simulation->times = malloc(bytes);
    if (simulation->times == NULL)
        return orth_fail_memory(error, (double)bytes);
    times += simulation->warm_up;
    simulation->dated = orth_market_dated(market);
    told = told && !simulation->dated && simulation->block_seconds > 0;
    for (uint64_t k = 0; k <= blocks; k++) /* numbers in a file may be rows, not seconds */
        simulation->times[k] = told ? (int64_t)((double)k * simulation->block_seconds * 1e6)
                                    : times[k] - (simulation->dated ? 0 : times[0]);
    if (simulation->dated && blocks > 0) /* of those that are run */
        simulation->block_seconds = (double)(times[blocks] - times[0]) * 1e-6 / (double)blocks;
    return ORTH_OK;
}

orth_status orth_simulation_take_market(orth_simulation *simulation, const orth_market *market,
                                        orth_error *error)
{
    orth_status status = take_times(simulation, market, error);
    if (status == ORTH_OK)
        status = take_sources(simulation, market, error);
    return status == ORTH_OK ? take_notes(simulation, market, error) : status;
}

void orth_simulation_free_market(orth_simulation *simulation)
{
    for (size_t i = 0; i < simulation->note_count; i++)
        free(simulation->notes[i]);
    for (size_t i = 0; i < simulation->source_count; i++) {
        free(simulation->sources[i].file);
        free(simulation->sources[i].token);
        free(simulation->sources[i].time_column);
        free(simulation->sources[i].price_column);
    }
    free(simulation->notes);
    free(simulation->sources);
    free(simulation->times);
}
