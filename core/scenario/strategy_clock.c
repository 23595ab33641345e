/* Lengths of time of strategies as numbers of blocks. */
#include "scenario/strategy_clock.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/plural.h"
#include "market/market.h"

/* Numbers of blocks that differ from a whole one by less, in parts, are it: a third of a second is
 * no double. */
#define SAME 1e-9
#define PEER_SECONDS 60.0

static bool has_peer(const orth_scenario *scenario)
{
    for (size_t s = 0; s < scenario->strategy_count; s++)
        if (scenario->strategies[s].spec.as_peer.on)
            return true;
    return false;
}

double orth_scenario_block_seconds(const orth_scenario *scenario, const orth_market *market,
                                   char note[ORTH_SCENARIO_CLOCK_NOTE_MAX])
{
    bool most, all;
    double seconds = orth_market_common_seconds(market, 0, &most, &all);
    note[0] = '\0';
    if (seconds > 0) {
        if (orth_market_dated(market) && !all)
            snprintf(note, ORTH_SCENARIO_CLOCK_NOTE_MAX,
                     "rows of prices lie %.6g s apart %s, which is taken as the length of a block; "
                     "\"every\" of the market fills gaps",
                     seconds, most ? "in most steps, not in all" : "in the mean");
        return seconds;
    }
    if (scenario->has_block_time)
        return orth_scenario_chain_block(scenario);
    return has_peer(scenario) ? PEER_SECONDS : 0;
}

static orth_status fail(const orth_strategy_place *at, const char *key, orth_span span,
                        const char *what, orth_error *error)
{
    char text[ORTH_SPAN_TEXT_MAX];
    return orth_fail(error, ORTH_BAD_INPUT, "%s: %s/%s: %s %s", at->file, at->pointer, key,
                     orth_span_text(text, span), what);
}

orth_status orth_strategy_blocks_of(uint64_t *out, const orth_scenario_blocks *given,
                                    double block_seconds, const orth_strategy_place *at,
                                    const char *key, orth_error *error)
{
    char what[160];
    *out = given->blocks;
    if (given->span.micros == 0)
        return ORTH_OK;
    if (!(block_seconds > 0))
        return fail(at, key, given->span,
                    "is a length of time, and that of a block is not known; permitted: a number of "
                    "blocks, or /chain/block_time beside it",
                    error);
    double blocks = (double)given->span.micros * 1e-6 / block_seconds, whole = round(blocks);
    snprintf(what, sizeof what, "%s of %.12g s; permitted: whole numbers of blocks, from 1",
             whole < 1 || blocks < 1 - SAME ? "is shorter than a block"
                                            : "is not a whole number of blocks",
             block_seconds);
    if (!(whole >= 1 && fabs(blocks - whole) <= SAME * whole))
        return fail(at, key, given->span, what, error);
    *out = (uint64_t)whole;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- how long a run can be */

/* Rows that the strategies can be walked along on these prices. */
static uint64_t rows_there(const orth_market *market, size_t count,
                           orth_strategy *const *strategies)
{
    uint64_t rows = orth_market_blocks(market);
    rows = rows == ORTH_MARKET_ENDLESS ? UINT64_MAX : rows + 1;
    for (size_t s = 0; s < count; s++) {
        uint64_t own = orth_strategy_rows(strategies[s]),
                 ahead = orth_strategy_ahead(strategies[s]);
        uint64_t left = rows == UINT64_MAX ? rows : rows > ahead ? rows - ahead : 0;
        own = own < left ? own : left;
        rows = own == UINT64_MAX ? rows : own + ahead < rows ? own + ahead : rows;
    }
    return rows;
}

/* The scenario's number of the strategy: the names of a list differ. */
static size_t number_of(const orth_scenario *scenario, const orth_strategy *strategy)
{
    size_t s = scenario->strategy_count - 1;
    for (; s > 0; s--) {
        const orth_strategy_spec *spec = &scenario->strategies[s].spec;
        const char *name = spec->name != NULL ? spec->name : spec->rule.kind;
        if (strcmp(name, orth_strategy_name(strategy)) == 0)
            break;
    }
    return s;
}

/* A strategy that could decide within the run, and is asked too rarely to do it even once. */
static orth_status check_decides(const orth_scenario *scenario, const orth_strategy *strategy,
                                 uint64_t blocks, orth_error *error)
{
    uint64_t warm_up = orth_strategy_warm_up(strategy),
             every = orth_strategy_update_every(strategy),
             first = orth_strategy_first_decision(strategy), rows = warm_up + blocks + 1;
    size_t number = number_of(scenario, strategy);
    bool peer = scenario->strategies[number].spec.as_peer.on;
    char place[24] = "";
    if (scenario->strategies_listed)
        snprintf(place, sizeof place, "/%zu", number);
    uint64_t most = warm_up == 0 || peer ? blocks - 1 : blocks; /* that always decides */
    if (first == UINT64_MAX || first < warm_up + blocks || most == 0)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: /strategy%s/%s: a decision every %" PRIu64 " block%s, and none falls "
                     "within this run of %" PRIu64 " rows of prices (%" PRIu64
                     " to learn from, one to start at and %" PRIu64
                     " block%s); permitted: such as 1 to %" PRIu64,
                     scenario->file, place, peer ? "quantammsim/chunk_period" : "update_every",
                     every, orth_plural(every, "", "s"), rows, warm_up, blocks,
                     orth_plural(blocks, "", "s"), most);
}

orth_status orth_scenario_strategy_blocks(uint64_t *blocks, const orth_scenario *scenario,
                                          const orth_market *market, size_t count,
                                          orth_strategy *const *strategies, orth_error *error)
{
    uint64_t before = 0, ahead = 0, there = rows_there(market, count, strategies);
    for (size_t s = 0; s < count; s++) {
        uint64_t warm_up = orth_strategy_warm_up(strategies[s]);
        before = warm_up > before ? warm_up : before;
        ahead =
            orth_strategy_ahead(strategies[s]) > ahead ? orth_strategy_ahead(strategies[s]) : ahead;
    }
    uint64_t wanted = scenario->market_blocks > 0 ? scenario->market_blocks : 1;
    uint64_t needed = before + ahead + wanted + 1;
    if (there < needed)
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s: /market: prices have %" PRIu64 " row%s, and %" PRIu64 " %s needed (%" PRIu64
            " to learn from, %" PRIu64 " to look ahead, one to start at and %" PRIu64
            " block%s): %" PRIu64 " %s missing",
            scenario->file, there, orth_plural(there, "", "s"), needed,
            orth_plural(needed, "is", "are"), before, ahead, wanted, orth_plural(wanted, "", "s"),
            needed - there, orth_plural(needed - there, "is", "are"));
    if (scenario->market_blocks == 0 && there == UINT64_MAX)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /market/blocks: this key is missing; a strategy in a market without "
                         "an end needs to know how many blocks it runs",
                         scenario->file);
    *blocks = scenario->market_blocks > 0 ? scenario->market_blocks : there - before - ahead - 1;
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < count; s++)
        status = check_decides(scenario, strategies[s], *blocks, error);
    return status;
}
