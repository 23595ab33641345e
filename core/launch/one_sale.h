/* One result's sale on one price path at a time: a thread has one of each. */
#ifndef ORTH_LAUNCH_ONE_SALE_H
#define ORTH_LAUNCH_ONE_SALE_H

#include "launch/setup.h"
#include "launch/values.h"
#include "orthant/sale_buyers.h"
#include "orthant/sale_trades.h"

typedef struct orth_one_sale orth_one_sale;

/* What a price path leaves: figures, and where curves are wanted price and money raised at each of
 * the result's recorded blocks, and what shares of the tokens cost. */
typedef struct orth_one_slot {
    double *figures;        /* ORTH_LAUNCH_FIGURES */
    double *price, *raised; /* result->recorded each */
    double *paid;           /* ORTH_LAUNCH_SHARES */
} orth_one_slot;

/* `result` says which blocks are recorded. */
orth_status orth_one_sale_create(orth_one_sale **one, const orth_launch_setup *setup,
                                 const orth_launch_schedule *schedule,
                                 const orth_launch_result *result, orth_error *error);
void orth_one_sale_free(orth_one_sale *one); /* NULL is fine */

/* At block 0, whose values are the first of `values`. */
void orth_one_sale_start(orth_one_sale *one, uint64_t price_path, const orth_launch_values *values,
                         const orth_one_slot *slot);
/* The next blocks, first .. first + count - 1; those beyond the sale's end change nothing. */
orth_status orth_one_sale_run(orth_one_sale *one, uint64_t first, size_t count,
                              const orth_launch_values *values, orth_error *error);
/* After the last one: fills the slot. ORTH_NO_MEMORY. */
orth_status orth_one_sale_finish(orth_one_sale *one, orth_error *error);
/* What recorded trades, or a contract, did not do, as a line; "" where there is nothing to say. */
void orth_one_sale_text(char text[ORTH_SALE_REPLAY_TEXT_MAX], const orth_one_sale *one);

#endif
