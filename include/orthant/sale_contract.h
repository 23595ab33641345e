/* A sale as the chain would run it: the pool's balances, weights, fee and amounts are the integers
 * of a contract, to the last wei, by the emulated functions of orthant/contract.h.
 *
 *   v2           LiquidityBootstrappingPool of Balancer V2: weights in 31 and 16 bits, powers with
 *                a margin, the fee taken off raw units; no virtual reserve, and no protocol's share
 *                at a swap; its pool takes T back, and where sales are blocked nobody is assumed to
 *                sell
 *   v3, v4       LBPool of December 2025 and of May 2026, through the Vault: virtual reserve, sales
 *                blocked by the pool, the protocol's share of a fee, the least trade
 *   fixed-price  FixedPriceLBPool: T at `fixed_price`, never taken back
 *
 * The weights move in a straight line from block 0 to the last block, by the block's timestamp. A
 * trader knows the pool and decides in doubles, as in orthant/sale.h; the amount that he pays is
 * rounded down to raw units and swapped as an exact amount in, in as many swaps as the contract's
 * largest ones (30 % of a balance) ask for, with the weights of the same second. What is left of a
 * budget below one raw unit he cannot spend: a trade says that it was paid, balances and sums do
 * not. What reverts changes nothing and is counted: a trade too small for the Vault is skipped (its
 * least is 1e6 wei of 18 decimals), anything else refused. */
#ifndef ORTHANT_SALE_CONTRACT_H
#define ORTHANT_SALE_CONTRACT_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/contract.h"
#include "orthant/sale_pool.h"
#include "orthant/sale_trades.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum orth_sale_contract_kind {
    ORTH_SALE_V2,
    ORTH_SALE_V3,
    ORTH_SALE_V4,
    ORTH_SALE_FIXED_PRICE
} orth_sale_contract_kind;
#define ORTH_SALE_CONTRACTS 4

/* "v2", "v3", "v4", "fixed-price". */
ORTH_API const char *orth_sale_contract_name(orth_sale_contract_kind kind);
/* ORTH_BAD_INPUT with the names where there is none such. */
ORTH_API orth_status orth_sale_contract_find(orth_sale_contract_kind *kind, const char *name,
                                             orth_error *error);

typedef struct orth_sale_contract_terms {
    orth_sale_contract_kind kind;
    mpq_srcptr project, reserve, virtual_reserve; /* tokens; rounded down to raw units */
    unsigned project_decimals, reserve_decimals;  /* at most 18 */
    mpq_srcptr start_weight, end_weight; /* of T, in (0, 1); rounded to the nearest wei, 1e-18 */
    mpq_srcptr fixed_price; /* R for one T, rounded to the nearest wei; fixed-price alone */
    bool sales_blocked;
    double protocol_share; /* of each fee, [0, 1]; rounded to 1e-7, as the contract has it */
    orth_sale_clock clock; /* block 0 is the pool's startTime, the last block its endTime */
} orth_sale_contract_terms;

typedef struct orth_sale_contract orth_sale_contract;

/* ORTH_BAD_INPUT for what the contract does not take, with the value and what is permitted: weights
 * below 1 %, more than 18 decimals, balances of nothing or of more than 112 bits (V2) or 127, a
 * virtual reserve or a protocol's share where there is none, sales that the fixed price could not
 * take, no time between start and end, V2's times of more than 32 bits. *contract is NULL on
 * failure. */
ORTH_API orth_status orth_sale_contract_create(orth_sale_contract **contract,
                                               const orth_sale_contract_terms *terms,
                                               orth_error *error);
ORTH_API void orth_sale_contract_free(orth_sale_contract *contract); /* NULL is fine */

/* What was assumed or rounded; one line each. */
ORTH_API size_t orth_sale_contract_note_count(const orth_sale_contract *contract);
ORTH_API const char *orth_sale_contract_note(const orth_sale_contract *contract, size_t index);

/* For orth_sale_create_on: a sale on this contract, which must outlive it. */
ORTH_API orth_sale_pool orth_sale_contract_pool(orth_sale_contract *contract);

/* On to a second, with a fee in [0, 1): rounded to the nearest 1e-7 (v3, v4, fixed-price, which
 * store no more) or 1e-15 (v2). */
ORTH_API void orth_sale_contract_at(orth_sale_contract *contract, uint64_t time, double fee);

/* One swap at that second, of T for R where it sells, of an exact amount out or in, raw. Nothing
 * changes where it reverts: *evm says how. Both raw amounts; 0 after a revert. */
typedef struct orth_sale_swap {
    orth_word in, out;
} orth_sale_swap;
ORTH_API orth_sale_swap orth_sale_contract_swap(orth_sale_contract *contract, bool sells,
                                                bool exact_out, orth_word raw, orth_evm *evm);

/* Raw units. To the unit, after any number of trades:
 *   project of the start = project + sold - returned + project_protocol,
 *   reserve = reserve of the start + paid - taken - reserve_protocol. */
typedef struct orth_sale_contract_state {
    orth_word project, reserve;                   /* real balances */
    orth_word weight;                             /* of T, 18 decimals */
    orth_word fee;                                /* 18 decimals */
    orth_word paid, sold;                         /* R in, fee and all; T out */
    orth_word returned, taken;                    /* T in, fee and all; R out */
    orth_word reserve_fees, project_fees;         /* rounded down to raw units each */
    orth_word reserve_protocol, project_protocol; /* what of them the protocol takes */
    uint64_t swaps;
    uint64_t skipped; /* too small */
    uint64_t refused; /* reverted for another reason, the first of which: */
    orth_evm first_refusal;
} orth_sale_contract_state;
ORTH_API orth_sale_contract_state orth_sale_contract_now(const orth_sale_contract *contract);

#ifdef __cplusplus
}
#endif
#endif
