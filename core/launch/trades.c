#include "launch/trades.h"

orth_sale_clock orth_launch_clock(const orth_scenario *scenario,
                                  const orth_launch_schedule *schedule)
{
    return (orth_sale_clock){.start = scenario->start_time,
                             .block_seconds = scenario->block_seconds,
                             .block_per = scenario->block_per,
                             .blocks = schedule->blocks};
}

orth_status orth_launch_read_records(orth_launch_setup *setup, orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    const orth_scenario_launch *launch = scenario->launch;
    if (launch->demand != ORTH_DEMAND_TRADES)
        return ORTH_OK;
    orth_status status =
        orth_sale_records_read(&setup->records, launch->trades_file, launch->project_decimals,
                               launch->reserve_decimals, error);
    for (size_t s = 0; status == ORTH_OK && s < setup->count; s++) {
        orth_sale_clock clock = orth_launch_clock(scenario, &setup->schedules[s]);
        status = orth_sale_records_check(setup->records, &clock, launch->sales_blocked, error);
    }
    return status;
}

/* One trade in block k of the piece. */
static orth_status make(orth_sale *sale, orth_sale_replay *replay, const orth_launch_piece *piece,
                        size_t k, orth_tally *tally, orth_purchases *purchases, orth_error *error)
{
    bool sells = replay->records->records[replay->next].sells;
    double money = piece->reserve[k];
    const orth_fee *fee = piece->fees + k * piece->fee_stride;
    orth_sale_trade trade = orth_sale_replay_trade(replay, sale);
    double p = orth_sale_price(sale);
    if (sells)
        orth_tally_sale(tally, &trade, fee, money);
    else
        orth_tally_buy(tally, &trade, p, fee, money);
    return sells || !(trade.got > 0)
               ? ORTH_OK
               : orth_purchases_add(purchases, trade.paid * money, trade.got, error);
}

orth_status orth_launch_replay(orth_sale *sale, orth_sale_replay *replay,
                               const orth_launch_piece *piece, orth_tally *tally,
                               orth_purchases *purchases, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t k = 0; status == ORTH_OK && k < piece->count; k++) {
        const double weights[] = {piece->weights.project[k], piece->weights.reserve[k]};
        if (k > 0 || !piece->begun)
            orth_sale_block_weights(sale, weights, piece->fees + k * piece->fee_stride);
        while (status == ORTH_OK && orth_sale_replay_next_block(replay) == piece->first + k)
            status = make(sale, replay, piece, k, tally, purchases, error);
        piece->prices[k] = orth_sale_price(sale);
    }
    return status;
}
