#include "launch/one_sale.h"

#include <math.h>
#include <stdlib.h>

#include "launch/arbitrage.h"
#include "launch/contract.h"
#include "launch/crowd.h"
#include "launch/sniper.h"
#include "launch/spread.h"
#include "launch/trades.h"

struct orth_one_sale {
    const orth_launch_setup *setup;
    const orth_launch_schedule *schedule;
    const orth_launch_result *result;
    orth_path *path; /* NULL where the schedule has its table */
    orth_sale *sale;
    orth_sale_contract *contract; /* that it stands on; NULL in doubles */
    orth_sale_terms terms;
    orth_sale_crowd *crowd;  /* NULL without buyers */
    orth_sale_replay replay; /* with recorded trades */
    orth_sniper sniper;
    orth_fee fee; /* where it stays */
    bool fee_falls;
    /* Of the price path at hand. */
    orth_tally tally; /* of all but the crowd */
    orth_price_spread spread;
    orth_purchases purchases;
    orth_one_slot slot;
    size_t next;                 /* of result->blocks */
    double value, reserve_price; /* of the last block */
    double weights[2 * ORTH_LAUNCH_CHUNK], prices[ORTH_LAUNCH_CHUNK], scratch[ORTH_LAUNCH_CHUNK];
    orth_fee fees[ORTH_LAUNCH_CHUNK];
};

void orth_one_sale_free(orth_one_sale *one)
{
    if (one == NULL)
        return;
    orth_sale_free(one->sale);
    orth_sale_contract_free(one->contract);
    orth_sale_crowd_free(one->crowd);
    orth_path_free(one->path);
    orth_purchases_free(&one->purchases);
    free(one);
}

static void set_fee(orth_one_sale *one)
{
    const orth_scenario *scenario = one->setup->scenario;
    one->fee_falls = scenario->has_fee_schedule && !one->schedule->setting->has_fee;
    one->fee = orth_fee_of(one->schedule->setting->fee);
}

static orth_status create_sale(orth_one_sale *one, orth_error *error)
{
    if (!one->setup->on_contract)
        return orth_sale_create(&one->sale, &one->terms, error);
    orth_status status =
        orth_launch_contract_create(&one->contract, one->setup, one->schedule, error);
    if (status != ORTH_OK)
        return status;
    orth_sale_pool pool = orth_sale_contract_pool(one->contract);
    return orth_sale_create_on(&one->sale, &pool, error);
}

orth_status orth_one_sale_create(orth_one_sale **out, const orth_launch_setup *setup,
                                 const orth_launch_schedule *schedule,
                                 const orth_launch_result *result, orth_error *error)
{
    const orth_scenario_launch *launch = setup->scenario->launch;
    orth_one_sale *one = *out = calloc(1, sizeof *one);
    if (one == NULL)
        return orth_fail_memory(error, sizeof *one);
    one->setup = setup;
    one->schedule = schedule;
    one->result = result;
    one->terms = orth_launch_terms(setup->scenario);
    set_fee(one);
    orth_sniper_set(&one->sniper, launch, orth_scenario_chain_block(setup->scenario),
                    schedule->blocks);
    orth_status status = create_sale(one, error);
    if (status == ORTH_OK)
        status = orth_launch_path_create(&one->path, setup, schedule, error);
    if (status == ORTH_OK && launch->demand == ORTH_DEMAND_BUYERS)
        status = orth_launch_crowd_create(&one->crowd, setup->scenario, schedule->blocks, error);
    if (status != ORTH_OK) {
        orth_one_sale_free(one);
        *out = NULL;
    }
    return status;
}

/* ---------------------------------------------------------------- a price path */

static double raised_so_far(const orth_one_sale *one)
{
    double raised = orth_dd_value(one->tally.raised);
    if (one->crowd == NULL)
        return raised;
    orth_sale_crowd_sums sums = orth_sale_crowd_now(one->crowd);
    return raised + (sums.paid - sums.taken);
}

static void record(orth_one_sale *one, uint64_t block, double p)
{
    if (one->next == one->result->recorded || one->result->blocks[one->next] != block)
        return;
    one->slot.price[one->next] = p * one->reserve_price;
    one->slot.raised[one->next] = raised_so_far(one);
    one->next++;
}

void orth_one_sale_text(char text[ORTH_SALE_REPLAY_TEXT_MAX], const orth_one_sale *one)
{
    text[0] = '\0';
    if (one->setup->records != NULL)
        orth_sale_replay_text(text, &one->replay);
    else if (one->contract != NULL)
        orth_launch_contract_text(text, one->contract);
}

void orth_one_sale_start(orth_one_sale *one, uint64_t price_path, const orth_launch_values *values,
                         const orth_one_slot *slot)
{
    orth_sale_restart(one->sale);
    if (one->crowd != NULL)
        orth_sale_crowd_start(one->crowd, price_path);
    if (one->setup->records != NULL) {
        orth_sale_clock clock = orth_launch_clock(one->setup->scenario, one->schedule);
        orth_sale_replay_start(&one->replay, one->setup->records, &clock);
    }
    orth_sniper_start(&one->sniper);
    one->tally = (orth_tally){.highest_price = 0};
    one->spread = (orth_price_spread){.first = 0};
    one->purchases.count = 0;
    one->purchases.made = 0;
    one->slot = *slot;
    one->next = 0;
    one->value = values->value[0];
    one->reserve_price = values->reserve[0];
    orth_launch_weights weights =
        orth_launch_weights_of(one->setup, one->schedule, one->path, 0, 1, one->weights);
    record(one, 0, orth_launch_no_buyer_price(&one->terms, *weights.project, *weights.reserve));
}

/* ---------------------------------------------------------------- some blocks */

static orth_status run_crowd(orth_one_sale *one, const orth_launch_piece *of, orth_error *error)
{
    orth_sale_blocks blocks = {.count = of->count,
                               .weights = of->weights.project,
                               .reserve_weights = of->weights.reserve,
                               .weight_stride = 1,
                               .fees = of->fees,
                               .fee_stride = of->fee_stride,
                               .values = of->value,
                               .value_stride = 1,
                               .reserve_prices = of->reserve,
                               .reserve_stride = 1,
                               .begun = of->begun};
    return orth_sale_crowd_run(one->crowd, one->sale, &blocks, of->prices, error);
}

/* How many of the blocks from `first` on are before anybody bought. */
static size_t skipped_of(const orth_one_sale *one, uint64_t first, size_t count)
{
    uint64_t from = orth_sale_now(one->sale).ledger.first_block;
    if (from == 0 || from >= first + count)
        return count;
    return from > first ? (size_t)(from - first) : 0;
}

/* In the money's unit. */
static void set_prices(orth_one_sale *one, const orth_launch_piece *of)
{
    bool fixed = one->setup->on_contract && one->setup->contract == ORTH_SALE_FIXED_PRICE;
    for (size_t k = skipped_of(one, of->first, of->count); k < of->count; k++)
        of->prices[k] = (fixed ? orth_sale_price(one->sale) : of->prices[k]) * of->reserve[k];
}

/* How many blocks from `first` on run together: up to the next that is recorded, and up to where
 * the sniper leaves. */
static size_t piece_of(const orth_one_sale *one, uint64_t first, size_t count)
{
    uint64_t end = first + count, exit = one->sniper.exit_block;
    if (one->next < one->result->recorded && one->result->blocks[one->next] + 1 < end)
        end = one->result->blocks[one->next] + 1;
    if (exit > first && exit < end)
        end = exit;
    return (size_t)(end - first);
}

static orth_status run_demand(orth_one_sale *one, const orth_launch_piece *of, orth_error *error)
{
    if (one->crowd != NULL)
        return run_crowd(one, of, error);
    if (one->setup->records != NULL)
        return orth_launch_replay(one->sale, &one->replay, of, &one->tally, &one->purchases, error);
    return orth_launch_arbitrage(one->sale, one->terms.sales_blocked, of, &one->tally,
                                 &one->purchases, error);
}

static orth_status run_piece(orth_one_sale *one, orth_launch_piece *of, orth_error *error)
{
    bool sniped = one->sniper.there && (of->first == 1 || of->first == one->sniper.exit_block);
    if (sniped) {
        const double weights[] = {of->weights.project[0], of->weights.reserve[0]};
        orth_sale_block_weights(one->sale, weights, of->fees);
        orth_sniper_act(&one->sniper, one->sale, of->first, of->fees, of->reserve[0], &one->tally);
        of->begun = true;
    }
    orth_status status = run_demand(one, of, error);
    one->value = of->value[of->count - 1];
    one->reserve_price = of->reserve[of->count - 1];
    if (status == ORTH_OK) {
        set_prices(one, of);
        record(one, of->first + of->count - 1, orth_sale_price(one->sale));
    }
    return status;
}

orth_status orth_one_sale_run(orth_one_sale *one, uint64_t first, size_t count,
                              const orth_launch_values *values, orth_error *error)
{
    if (first > one->schedule->blocks)
        return ORTH_OK;
    if (count > one->schedule->blocks - first + 1)
        count = (size_t)(one->schedule->blocks - first + 1);
    orth_launch_weights weights =
        orth_launch_weights_of(one->setup, one->schedule, one->path, first, count, one->weights);
    for (size_t k = 0; one->fee_falls && k < count; k++)
        one->fees[k] =
            orth_fee_of(orth_fee_schedule_at(&one->setup->scenario->fee_schedule, first + k));
    orth_status status = ORTH_OK;
    for (size_t done = 0, some; status == ORTH_OK && done < count; done += some) {
        some = piece_of(one, first + done, count - done);
        orth_launch_piece of = {.first = first + done,
                                .count = some,
                                .weights = {weights.project + done, weights.reserve + done},
                                .value = values->value + done,
                                .reserve = values->reserve + done,
                                .ratio = values->ratio + done,
                                .fees = one->fee_falls ? one->fees + done : &one->fee,
                                .fee_stride = one->fee_falls,
                                .prices = one->prices + done};
        status = run_piece(one, &of, error);
    }
    if (status != ORTH_OK)
        return status;
    /* All at once: in pieces the last bits would depend on which blocks are recorded. */
    size_t skipped = skipped_of(one, first, count);
    orth_price_spread_add(&one->spread, count - skipped, one->prices + skipped, one->scratch);
    return ORTH_OK;
}

/* ---------------------------------------------------------------- what is left of it */

/* Purchases of all buyers: the crowd's, the sniper's, and those that were added on the way. */
static orth_status gather_purchases(orth_one_sale *one, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (one->crowd != NULL) {
        size_t count;
        const orth_sale_purchase *of_crowd = orth_sale_crowd_purchases(one->crowd, &count);
        for (size_t i = 0; status == ORTH_OK && i < count; i++)
            status =
                orth_purchases_add(&one->purchases, of_crowd[i].paid, of_crowd[i].tokens, error);
    }
    if (status == ORTH_OK && one->sniper.tokens > 0)
        status = orth_purchases_add(&one->purchases, one->sniper.spent, one->sniper.tokens, error);
    return status;
}

/* Figures of the pool and of the money. */
static void finish_money(const orth_one_sale *one, double *figures)
{
    orth_sale_state now = orth_sale_now(one->sale);
    double price = orth_sale_price(one->sale) * one->reserve_price;
    double fees = orth_dd_value(one->tally.fees), highest = one->tally.highest_price;
    if (one->crowd != NULL) {
        orth_sale_crowd_sums sums = orth_sale_crowd_now(one->crowd);
        fees += sums.fees;
        highest = fmax(highest, sums.highest_price);
    }
    figures[ORTH_LAUNCH_RAISED] = raised_so_far(one);
    figures[ORTH_LAUNCH_SOLD] = now.ledger.sold - now.ledger.returned;
    figures[ORTH_LAUNCH_SHARE_LEFT] = now.project / one->terms.project;
    figures[ORTH_LAUNCH_LAST_PRICE] = price;
    figures[ORTH_LAUNCH_LAST_TO_VALUE] = price / one->value;
    figures[ORTH_LAUNCH_HIGHEST_PRICE] = now.ledger.buys > 0 ? highest : NAN;
    figures[ORTH_LAUNCH_FIRST_BLOCK] = now.ledger.buys > 0 ? (double)now.ledger.first_block : NAN;
    figures[ORTH_LAUNCH_FEES] = fees;
    figures[ORTH_LAUNCH_PROTOCOL] = one->terms.protocol_share * fees;
}

static void finish_buyers(orth_one_sale *one, double *figures)
{
    double average = orth_purchases_average(&one->purchases);
    figures[ORTH_LAUNCH_AVERAGE_PRICE] = average;
    figures[ORTH_LAUNCH_GINI] = orth_purchases_gini(&one->purchases);
    figures[ORTH_LAUNCH_PRICE_DEVIATION] = orth_price_spread_of(&one->spread, average);
    figures[ORTH_LAUNCH_BUYERS] = (double)one->purchases.made - (one->sniper.tokens > 0);
    figures[ORTH_LAUNCH_UNFILLED] =
        one->crowd != NULL ? orth_sale_crowd_now(one->crowd).unfilled : 0;
    figures[ORTH_LAUNCH_SNIPER_SPENT] = one->sniper.spent;
    figures[ORTH_LAUNCH_SNIPER_TOKENS] = one->sniper.tokens;
    figures[ORTH_LAUNCH_SNIPER_PROFIT] =
        orth_sniper_profit(&one->sniper, figures[ORTH_LAUNCH_LAST_PRICE]);
    if (one->slot.paid != NULL)
        orth_purchases_shares(one->slot.paid, ORTH_LAUNCH_SHARES, &one->purchases);
}

orth_status orth_one_sale_finish(orth_one_sale *one, orth_error *error)
{
    orth_status status = gather_purchases(one, error);
    if (status != ORTH_OK)
        return status;
    finish_money(one, one->slot.figures);
    finish_buyers(one, one->slot.figures);
    return ORTH_OK;
}
