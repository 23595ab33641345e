/* A contract's sale from inside. The project token T is token 0 of the pool. */
#ifndef ORTH_SALE_CONTRACT_H
#define ORTH_SALE_CONTRACT_H

#include "contract/word.h"
#include "orthant/sale_contract.h"

enum { ORTH_SALE_PROJECT, ORTH_SALE_RESERVE, ORTH_SALE_TOKENS };
#define ORTH_SALE_NOTES_MAX 8
#define ORTH_SALE_NOTE_MAX 240

struct orth_sale_contract {
    orth_sale_contract_kind kind;
    orth_sale_clock clock;
    bool sales_blocked;
    unsigned decimals[ORTH_SALE_TOKENS];
    orth_word scaling[ORTH_SALE_TOKENS]; /* 10^(18 - decimals) */
    orth_word start[ORTH_SALE_TOKENS];   /* raw balances */
    orth_word virtual_reserve;           /* raw */
    orth_word start_weight, end_weight;  /* of T */
    orth_word slot;                      /* V2's weights and times, as its pool stores them */
    orth_word fixed_price, protocol_share;
    uint64_t time;
    orth_word weights[ORTH_SALE_TOKENS]; /* at that time */
    orth_sale_contract_state now;
    /* As a sale: */
    uint64_t block, first_block, buys, sales;
    double highest_price;
    size_t note_count;
    char notes[ORTH_SALE_NOTES_MAX][ORTH_SALE_NOTE_MAX];
};

/* contract_terms.c: all that does not change. */
orth_status orth_sale_contract_set(orth_sale_contract *contract,
                                   const orth_sale_contract_terms *terms, orth_error *error);
/* contract_swap.c: what such a swap would give and take, without making it. */
orth_sale_swap orth_sale_contract_quote(const orth_sale_contract *contract, bool sells,
                                        bool exact_out, orth_word raw, orth_evm *evm);
/* contract_trade.c: what a trader pays and gets, as orth_sale_buy and orth_sale_sell have it;
 * prices of one T in R. */
orth_sale_swap orth_sale_contract_buy(orth_sale_contract *contract, double budget, double limit);
orth_sale_swap orth_sale_contract_sell(orth_sale_contract *contract, double amount, double limit);
double orth_sale_contract_price(const orth_sale_contract *contract);
double orth_sale_contract_no_buyer_price(const orth_sale_contract *contract);
/* Whether a revert says that the trade is too small. */
bool orth_sale_contract_too_small(const orth_evm *evm);

#endif
