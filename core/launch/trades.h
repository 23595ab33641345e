/* Recorded trades, made again in the blocks of a sale. */
#ifndef ORTH_LAUNCH_TRADES_H
#define ORTH_LAUNCH_TRADES_H

#include "launch/arbitrage.h"
#include "orthant/sale_trades.h"

/* When the sale of a schedule takes place. */
orth_sale_clock orth_launch_clock(const orth_scenario *scenario,
                                  const orth_launch_schedule *schedule);

/* setup->records from the scenario's file, where its demand is `trades`; the schedules are there.
 * Errors of orth_sale_records_read and, for each schedule, of orth_sale_records_check. */
orth_status orth_launch_read_records(orth_launch_setup *setup, orth_error *error);

/* All trades of these blocks. ORTH_NO_MEMORY. */
orth_status orth_launch_replay(orth_sale *sale, orth_sale_replay *replay,
                               const orth_launch_piece *piece, orth_tally *tally,
                               orth_purchases *purchases, orth_error *error);

#endif
