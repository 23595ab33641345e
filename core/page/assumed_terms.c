/* The scenario's terms, given or by default. */
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/plural.h"
#include "base/time_text.h"
#include "orthant/decimal.h"
#include "page/amounts.h"
#include "page/assumed_parts.h"
#include "page/tried.h"
#include "page/words.h"

#define VALUE_MAX 200
#define WEI 1e-18

typedef struct terms {
    orth_page_work *work;
    json_t *table;
} terms;

__attribute__((format(printf, 5, 6))) static void
add(const terms *of, const char *what, const char *key, bool given, const char *format, ...)
{
    char value[VALUE_MAX];
    va_list values;
    va_start(values, format);
    vsnprintf(value, sizeof value, format, values);
    va_end(values);
    json_t *row = orth_table_row(of->work->facts, of->table);
    orth_row_text(of->work->facts, row, "what", what);
    orth_row_text(of->work->facts, row, "value", value);
    orth_row_text(of->work->facts, row, "status", given ? "given" : "default");
    orth_row_text(of->work->facts, row, "key", key);
}

static void add_pool(const terms *of, const orth_scenario *scenario)
{
    const orth_pool_rules *rules = &scenario->rules;
    char money[ORTH_PAGE_WORD_MAX];
    if (scenario->has_pool)
        add(of,
            scenario->launch != NULL ? "value of the pool at the start's price, which nobody pays"
                                     : "value of the pool",
            "/pool/value", true, "%s",
            orth_page_money(money, scenario, orth_rational_to_double(scenario->pool_value)));
    else if (scenario->launch == NULL)
        add(of, "value of the pool", "/pool/value", false,
            "not given: losses are in basis points only");
    if (scenario->has_fee_schedule)
        add(of, "swap fee", "/pool/swap_fee", true, "from %.6g to %.6g in %" PRIu64 " blocks",
            scenario->fee_schedule.from, scenario->fee_schedule.to, scenario->fee_schedule.blocks);
    else
        add(of, "swap fee", "/pool/swap_fee", rules->fee > 0, "%.6g %%", 100 * rules->fee);
    if (rules->protocol_share > 0)
        add(of, "of fees, the protocol's share", "/pool/protocol_share", true, "%.6g %%",
            100 * rules->protocol_share);
    if (rules->active_share > 0 && rules->active_share < 1)
        add(of, "active share of the reserves", "/pool/active_share", true, "%.6g %%",
            100 * rules->active_share);
}

static void add_arbitrage(const terms *of, const orth_scenario *scenario)
{
    const orth_pool_rules *rules = &scenario->rules;
    bool sized = rules->sizing > 0 && rules->sizing < 1;
    add(of, "an arbitrageur is there in", "/arbitrage/presence", scenario->presence < 1,
        "%.6g %% of blocks", 100 * scenario->presence);
    add(of, "of a gap he trades", "/arbitrage/sizing", sized, "%.6g %%",
        100 * (sized ? rules->sizing : 1));
    add(of, "gas of his trade", "/arbitrage/gas", rules->gate.gas > 0, "%.6g %s", rules->gate.gas,
        scenario->has_pool ? orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, scenario->pool_unit)
                           : "");
    add(of, "his cost elsewhere, of what he trades", "/arbitrage/cost", rules->gate.cost > 0,
        "%.6g %%", 100 * rules->gate.cost);
    add(of, "in a block prices and weights come", "/order", rules->order != ORTH_ORDER_TOGETHER,
        "%s", orth_order_name(rules->order));
    if (scenario->noise.rate > 0)
        add(of, "trades of others", "/noise", true, "%.6g a block of %.6g in the mean",
            scenario->noise.rate, scenario->noise.size);
    else
        add(of, "trades of others", "/noise", false, "none");
}

static void add_chain(const terms *of, const orth_scenario *scenario)
{
    char date[ORTH_DATE_TEXT_MAX];
    add(of, "a block of the chain", "/chain/block_time", scenario->has_block_time, "%.6g s",
        orth_scenario_chain_block(scenario));
    if (scenario->strategy_count > 0)
        return;
    add(of, "start", "/chain/start_time", scenario->has_start_time, "%s",
        orth_date_text(date, scenario->start_time));
    add(of, "blocks that are there", "/chain/block_present", scenario->block_present < 1, "%.6g %%",
        100 * scenario->block_present);
    add(of, "blocks a step", "/blocks_per_step", scenario->blocks_per_step > 1, "%" PRIu64,
        scenario->blocks_per_step);
}

static void add_rails(const terms *of, const orth_scenario *scenario)
{
    if (scenario->strategy_count > 0)
        return;
    if (scenario->minimum_weight > 0)
        add(of, "least weight", "/guard_rails/minimum_weight", true, "%.6g",
            WEI * (double)scenario->minimum_weight);
    else
        add(of, "least weight", "/guard_rails/minimum_weight", false, "none of the scenario's own");
    if (scenario->largest_move > 0)
        add(of, "largest move of a weight in a call", "/guard_rails/largest_move", true, "%.6g",
            WEI * (double)scenario->largest_move);
    if (scenario->trade_limit > 0)
        add(of, "largest trade of a reserve", "/chain/trade_limit", true, "%.6g %%",
            100 * WEI * (double)scenario->trade_limit);
}

static void add_command(const terms *of, const orth_page_work *work)
{
    const orth_page_options *options = work->options;
    if (work->scenario->strategy_count > 0)
        return;
    if (isfinite(options->gas))
        add(of, "gas of one call", "--gas", true, "%.6g %s", options->gas,
            work->scenario->pool_unit != NULL
                ? orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, work->scenario->pool_unit)
                : "");
    else
        add(of, "gas of one call", "--gas", false, "not given: calls count as free");
    add(of, "the contract of the calls", "--target", options->target != NULL, "%s",
        options->target != NULL ? orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, options->target)
        : work->scenario->launch != NULL ? "the sale's"
                                         : "generic");
}

/* Price paths that the page ran, fewer than the scenario asks for where those take long. */
static uint64_t paths_run(orth_page_work *work, uint64_t asked)
{
    if (work->sale != NULL)
        return work->sale->launch->price_paths;
    if (work->run != NULL)
        return work->run->simulation->price_paths;
    if (work->study != NULL && work->study->has_simulated &&
        work->study->simulated.simulation != NULL)
        return work->study->simulated.simulation->price_paths;
    return asked;
}

static void add_draws(const terms *of, const orth_scenario *scenario)
{
    uint64_t asked = scenario->price_paths > 0 ? scenario->price_paths : 1;
    uint64_t run = paths_run(of->work, asked);
    const char *what =
        scenario->launch != NULL ? "draws of the demand (price paths)" : "price paths";
    if (run < asked)
        add(of, what, "/monte_carlo/paths", true, "%" PRIu64 " of the %" PRIu64 " asked for", run,
            asked);
    else
        add(of, what, "/monte_carlo/paths", scenario->price_paths > 0, "%" PRIu64, run);
    add(of, "seed of all that is random", "/monte_carlo/seed", scenario->seed != 0, "%" PRIu64,
        scenario->seed);
}

static void add_others(const terms *of, const orth_scenario *scenario)
{
    if (scenario->update_cost > 0)
        add(of, "cost of an update", "/exposure/update_cost", true, "%.6g", scenario->update_cost);
    if (scenario->tracking_bp != 0)
        add(of, "tracking, bp a step", "/exposure/tracking", true, "%.6g", scenario->tracking_bp);
    if (scenario->has_benchmark)
        add(of, "an exchange's fee, and half its spread", "/benchmark", true, "%.6g %% and %.6g %%",
            100 * scenario->benchmark.fee, 100 * scenario->benchmark.half_spread);
    if (scenario->demand.has_flow)
        add(of, "others trade, of the pool's value a day", "/demand/flow", true, "%.6g",
            scenario->demand.flow);
    if (scenario->launch != NULL)
        add(of, "who buys", "/launch/demand", true, "%s",
            orth_demand_model_name(scenario->launch->demand));
}

void orth_page_assumed_terms(orth_page_work *work, json_t *part)
{
    orth_facts *facts = work->facts;
    const orth_scenario *scenario = work->scenario;
    json_t *table = orth_part_table(facts, part, "terms",
                                    "What the page counts with; a value that is the default may "
                                    "have been given too");
    orth_table_column(facts, table, "what", "what", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "value", "value", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "status", "given or default", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "key", "key or option", ORTH_AS_CODE, NULL);
    const terms of = {work, table};
    add_pool(&of, scenario);
    if (scenario->launch == NULL)
        add_arbitrage(&of, scenario);
    add_chain(&of, scenario);
    add_rails(&of, scenario);
    add_command(&of, work);
    if (scenario->market != NULL || scenario->launch != NULL)
        add_draws(&of, scenario);
    add_others(&of, scenario);
}
