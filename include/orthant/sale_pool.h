/* The pool of a sale as demand sees it, whatever it is made of: the doubles of orthant/sale.h or
 * the integers of a contract (orthant/sale_contract.h). A sale that stands on such a table hands
 * its calls on to it, so that buyers, snipers and studies act on either alike. Amounts are in whole
 * tokens; what a member does is stated at the function of orthant/sale.h that has its name. */
#ifndef ORTHANT_SALE_POOL_H
#define ORTHANT_SALE_POOL_H

#include <stdbool.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/arbitrage.h"

#ifdef __cplusplus
extern "C" {
#endif

struct orth_word;
struct orth_sale_trade;
struct orth_sale_state;
struct orth_sale_record;

typedef struct orth_sale_pool {
    void *pool; /* first argument of all others */
    /* Back to the start, ledger cleared. */
    void (*restart)(void *pool);
    /* On to that block, from 0 and never back; weight of T and fee are those of the path. Doubles
     * have both as they are given, a contract makes its weight of the block's timestamp and rounds
     * the fee. */
    void (*block)(void *pool, uint64_t block, double weight, const orth_fee *fee);
    struct orth_sale_trade (*buy)(void *pool, double budget, double limit);
    struct orth_sale_trade (*sell)(void *pool, double amount, double limit);
    struct orth_sale_trade (*arbitrage)(void *pool, double value);
    /* A recorded trade (orthant/sale_trades.h) at its own second, to the raw unit, whole or not at
     * all; *small, where it is not made, is whether it was too small. */
    struct orth_sale_trade (*record)(void *pool, const struct orth_sale_record *record,
                                     bool *small);
    /* Real balances in raw units: of T, of R. */
    void (*raw)(const void *pool, struct orth_word *balances);
    double (*price)(const void *pool); /* inside, p; a buyer pays p / (1 - fee) */
    double (*no_buyer_price)(const void *pool);
    struct orth_sale_state (*now)(const void *pool);
} orth_sale_pool;

#ifdef __cplusplus
}
#endif
#endif
