/* A recorded sale: its trades from a CSV file, and each of them made again against a pool.
 *
 * The file has a header and a line a trade, in order of time:
 *   time             Unix seconds, or a date and time of ISO 8601 (without a zone: UTC)
 *   side             buy (of the project token T, with the reserve R) or sell
 *   amount_in        what the trader paid, fee and all: R of a buy, T of a sale; or
 *   amount_out       what he got: T of a buy, R of a sale; one of the two on each line
 *   project_balance, reserve_balance   optional: the pool's real balances after the trade
 * in any order of columns; amounts are decimals in whole tokens, exact to the token's decimals.
 * Columns of other names are passed over and noted; empty cells of optional columns say nothing. */
#ifndef ORTHANT_SALE_TRADES_H
#define ORTHANT_SALE_TRADES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/contract.h"
#include "orthant/sale.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Tokens and raw units: 10^decimals raw units are a token. */
typedef struct orth_sale_amount {
    double tokens; /* nearest double of the decimal */
    orth_word raw;
} orth_sale_amount;

typedef struct orth_sale_record {
    uint64_t time; /* Unix seconds */
    size_t line;   /* of the file, from 1 */
    bool sells;
    bool exact_out; /* `amount` is what he got */
    orth_sale_amount amount;
    bool has_project, has_reserve;
    orth_sale_amount project, reserve; /* the pool's balances after it */
} orth_sale_record;

typedef struct orth_sale_records {
    char *file;
    unsigned project_decimals, reserve_decimals;
    size_t count; /* >= 1 */
    orth_sale_record *records;
    bool any_sells, any_balances;
    char *note; /* columns that were passed over; NULL: none */
} orth_sale_records;

/* ORTH_BAD_INPUT with file, line, column, value and what is permitted: a column that is missing or
 * stands twice, no trade at all, a time that is none or goes back, an amount that is not above 0,
 * has more digits than the token or does not fit in 128 bits. *records is NULL on failure. */
ORTH_API orth_status orth_sale_records_read(orth_sale_records **records, const char *file,
                                            unsigned project_decimals, unsigned reserve_decimals,
                                            orth_error *error);
/* The same of a text; `file` is its name in messages. */
ORTH_API orth_status orth_sale_records_parse(orth_sale_records **records, const char *text,
                                             const char *file, unsigned project_decimals,
                                             unsigned reserve_decimals, orth_error *error);
ORTH_API void orth_sale_records_free(orth_sale_records *records); /* NULL is fine */

/* When a sale takes place: block k is at start + floor(k block_seconds / block_per). */
typedef struct orth_sale_clock {
    uint64_t start; /* Unix seconds */
    uint64_t block_seconds, block_per;
    uint64_t blocks;
} orth_sale_clock;

/* The first block, from 1, that is not before that time, which is not before the start. */
ORTH_API uint64_t orth_sale_clock_block(const orth_sale_clock *clock, uint64_t time);
ORTH_API uint64_t orth_sale_clock_time(const orth_sale_clock *clock, uint64_t block);

/* ORTH_BAD_INPUT with the line where a trade is before the start of the sale or after its last
 * block, or sells where sales are blocked. */
ORTH_API orth_status orth_sale_records_check(const orth_sale_records *records,
                                             const orth_sale_clock *clock, bool sales_blocked,
                                             orth_error *error);

/* What a sale did with the trades so far. One that stands on a contract makes each at its own
 * second and to the raw unit; one in doubles in its block. */
typedef struct orth_sale_replay {
    const orth_sale_records *records;
    orth_sale_clock clock;
    size_t next;    /* the record that comes next; `count` after the last */
    size_t skipped; /* too small for the contract */
    size_t refused; /* more than the pool has, or for another reason; the first of them: */
    size_t first_refused;
    /* Balances that were recorded, and those that are not found: on a contract to the raw unit, in
     * doubles where they are more than ORTH_SALE_REPLAY_TOLERANCE off, relatively. */
    size_t compared, different;
    size_t first_different;
    bool project_differs; /* there, that of T; else of R */
    double found;         /* there, in tokens */
    double off;           /* the largest relative difference of all compared */
} orth_sale_replay;
#define ORTH_SALE_REPLAY_TOLERANCE 1e-6

/* From the first record on; `records` must live as long. */
ORTH_API void orth_sale_replay_start(orth_sale_replay *replay, const orth_sale_records *records,
                                     const orth_sale_clock *clock);
/* The block of the next record; UINT64_MAX after the last one. */
ORTH_API uint64_t orth_sale_replay_next_block(const orth_sale_replay *replay);
/* The next record, against a sale that stands in its block. No trade where it is not made. */
ORTH_API orth_sale_trade orth_sale_replay_trade(orth_sale_replay *replay, orth_sale *sale);
/* One line of what was skipped, refused or different; "" where there is nothing to say. Returns
 * text. */
#define ORTH_SALE_REPLAY_TEXT_MAX 600
ORTH_API const char *orth_sale_replay_text(char text[ORTH_SALE_REPLAY_TEXT_MAX],
                                           const orth_sale_replay *replay);

#ifdef __cplusplus
}
#endif
#endif
