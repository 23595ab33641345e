/* A contract's sale: its time, its swaps, and what they add up to. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "contract/lbp.h"
#include "contract/v2.h"
#include "contract/v2_math.h"
#include "sale/contract.h"

orth_status orth_sale_contract_create(orth_sale_contract **out,
                                      const orth_sale_contract_terms *terms, orth_error *error)
{
    orth_sale_contract *contract = *out = calloc(1, sizeof *contract);
    if (contract == NULL)
        return orth_fail_memory(error, sizeof *contract);
    orth_status status = orth_sale_contract_set(contract, terms, error);
    if (status != ORTH_OK) {
        free(contract);
        *out = NULL;
        return status;
    }
    contract->now.project = contract->start[ORTH_SALE_PROJECT];
    contract->now.reserve = contract->start[ORTH_SALE_RESERVE];
    orth_sale_contract_at(contract, contract->clock.start, 0);
    return ORTH_OK;
}

void orth_sale_contract_free(orth_sale_contract *contract)
{
    free(contract);
}

size_t orth_sale_contract_note_count(const orth_sale_contract *contract)
{
    return contract->note_count;
}

const char *orth_sale_contract_note(const orth_sale_contract *contract, size_t index)
{
    return contract->notes[index];
}

orth_sale_contract_state orth_sale_contract_now(const orth_sale_contract *contract)
{
    return contract->now;
}

void orth_sale_contract_at(orth_sale_contract *contract, uint64_t time, double fee)
{
    orth_evm evm = {false, 0, {0}};
    bool v2 = contract->kind == ORTH_SALE_V2;
    double steps = v2 ? 1e15 : 1e7;
    ORTH_CHECK(fee >= 0 && fee < 1);
    contract->time = time;
    contract->now.fee =
        orth_word_of((uint64_t)(fee * steps + 0.5) * (v2 ? 1000 : ORTH_FP_UNIT / 10000000));
    orth_word end = orth_word_of(orth_sale_clock_time(&contract->clock, contract->clock.blocks));
    if (v2)
        orth_v2_lbp_weights(&evm, contract->slot, ORTH_SALE_TOKENS, orth_word_of(time),
                            contract->weights);
    else
        orth_lbp_weights(&evm, contract->start_weight, contract->end_weight,
                         orth_word_of(contract->clock.start), end, orth_word_of(time),
                         contract->weights);
    ORTH_CHECK(!evm.reverted);
    contract->now.weight = contract->weights[ORTH_SALE_PROJECT];
}

/* ---------------------------------------------------------------- what a swap gives */

/* V2 takes its fee off raw units before they are scaled, and adds it after. */
static orth_word v2_swap(const orth_sale_contract *contract, size_t in, bool exact_out,
                         orth_word raw, orth_word fee, orth_evm *evm)
{
    size_t out = 1 - in;
    const orth_word *scaling = contract->scaling, *weights = contract->weights;
    orth_word balances[] = {contract->now.project, contract->now.reserve};
    for (size_t i = 0; i < ORTH_SALE_TOKENS; i++)
        balances[i] = orth_v2_mul(evm, balances[i], scaling[i]);
    if (orth_word_is_zero(raw))
        orth_evm_error(evm, "BAL#510");
    if (exact_out) {
        orth_word amount = orth_v2_mul(evm, raw, scaling[out]);
        amount = orth_v2_in_given_exact_out(evm, balances[in], weights[in], balances[out],
                                            weights[out], amount);
        amount =
            orth_v2_div_up(evm, amount, orth_v2_mul(evm, scaling[in], orth_word_of(ORTH_FP_UNIT)));
        return orth_v2_div_up(evm, amount, orth_fp_complement(fee));
    }
    orth_word amount = orth_v2_sub(evm, raw, orth_v2_mul_up(evm, raw, fee));
    amount = orth_v2_mul(evm, amount, scaling[in]);
    amount = orth_v2_out_given_exact_in(evm, balances[in], weights[in], balances[out], weights[out],
                                        amount);
    return orth_evm_div(evm, amount, scaling[out]);
}

/* In units of the scaling factors: raw ones with the contract's own, live ones with 1. */
static orth_word vault_swap(const orth_sale_contract *contract, size_t in, bool exact_out,
                            orth_word amount, orth_word fee, const orth_word *scaling,
                            orth_evm *evm)
{
    orth_word balances[] = {orth_word_mul(contract->now.project, contract->scaling[0]),
                            orth_word_mul(contract->now.reserve, contract->scaling[1])};
    orth_word end = orth_word_of(orth_sale_clock_time(&contract->clock, contract->clock.blocks));
    orth_word start = orth_word_of(contract->clock.start), now = orth_word_of(contract->time);
    orth_word virtual_balance =
        orth_word_mul(contract->virtual_reserve, contract->scaling[ORTH_SALE_RESERVE]);
    orth_word index_in = orth_word_of(in), index_out = orth_word_of(1 - in);
    if (contract->kind == ORTH_SALE_FIXED_PRICE) {
        orth_fixed_price_pool pool = {.project_index = orth_word_of(ORTH_SALE_PROJECT),
                                      .rate = contract->fixed_price,
                                      .start_time = start,
                                      .end_time = end,
                                      .now = now,
                                      .balances = {ORTH_SALE_TOKENS, balances},
                                      .scaling = {ORTH_SALE_TOKENS, scaling},
                                      .swap_fee = fee};
        return orth_fixed_price_swap(evm, &pool, exact_out, index_in, index_out, amount);
    }
    orth_lbp_pool pool = {.v4 = contract->kind == ORTH_SALE_V4,
                          .blocks_project_in = contract->sales_blocked,
                          .project_index = orth_word_of(ORTH_SALE_PROJECT),
                          .start_weight = contract->start_weight,
                          .end_weight = contract->end_weight,
                          .start_time = start,
                          .end_time = end,
                          .now = now,
                          .virtual_balance =
                              orth_word_div(virtual_balance, scaling[ORTH_SALE_RESERVE]),
                          .balances = {ORTH_SALE_TOKENS, balances},
                          .scaling = {ORTH_SALE_TOKENS, scaling},
                          .swap_fee = fee};
    return orth_lbp_swap(evm, &pool, exact_out, index_in, index_out, amount);
}

orth_sale_swap orth_sale_contract_quote(const orth_sale_contract *contract, bool sells,
                                        bool exact_out, orth_word raw, orth_evm *evm)
{
    size_t in = sells ? ORTH_SALE_PROJECT : ORTH_SALE_RESERVE;
    orth_word other =
        contract->kind == ORTH_SALE_V2
            ? v2_swap(contract, in, exact_out, raw, contract->now.fee, evm)
            : vault_swap(contract, in, exact_out, raw, contract->now.fee, contract->scaling, evm);
    if (evm->reverted)
        return (orth_sale_swap){orth_word_of(0), orth_word_of(0)};
    return exact_out ? (orth_sale_swap){other, raw} : (orth_sale_swap){raw, other};
}

bool orth_sale_contract_too_small(const orth_evm *evm)
{
    orth_evm known = {false, 0, {0}};
    static const uint32_t selectors[] = {ORTH_TRADE_TOO_SMALL, ORTH_AMOUNT_GIVEN_ZERO};
    for (size_t i = 0; i <= sizeof selectors / sizeof selectors[0]; i++) {
        known = (orth_evm){false, 0, {0}};
        if (i < sizeof selectors / sizeof selectors[0])
            orth_evm_revert(&known, selectors[i]);
        else
            orth_evm_error(&known, "BAL#510");
        if (evm->reverted && evm->length == known.length &&
            memcmp(evm->payload, known.payload, known.length) == 0)
            return true;
    }
    return false;
}

/* ---------------------------------------------------------------- and what is booked */

/* The fee of a swap in raw units, rounded down where the Vault does. */
static orth_word fee_of(const orth_sale_contract *contract, size_t in, bool exact_out,
                        const orth_sale_swap *swap)
{
    const orth_word ones[] = {orth_word_of(1), orth_word_of(1)};
    const orth_word *scaling = contract->scaling;
    orth_word fee = contract->now.fee;
    orth_evm evm = {false, 0, {0}};
    if (orth_word_is_zero(fee))
        return orth_word_of(0);
    if (contract->kind == ORTH_SALE_V2 && !exact_out)
        return orth_v2_mul_up(&evm, swap->in, fee);
    if (contract->kind == ORTH_SALE_V2) {
        orth_word without = v2_swap(contract, in, true, swap->out, orth_word_of(0), &evm);
        return orth_word_sub(swap->in, without);
    }
    if (!exact_out) {
        orth_word live = orth_fp_mul_up(&evm, orth_word_mul(swap->in, scaling[in]), fee);
        return orth_word_div(live, scaling[in]);
    }
    /* What comes in beside the fee is known in live units alone. */
    orth_word amount = orth_word_mul(swap->out, scaling[1 - in]);
    orth_word without = vault_swap(contract, in, true, amount, orth_word_of(0), ones, &evm);
    orth_word live = orth_fp_mul_div_up(&evm, without, fee, orth_fp_complement(fee));
    ORTH_CHECK(!evm.reverted);
    return orth_word_div(live, scaling[in]);
}

static void add(orth_word *sum, orth_word amount)
{
    *sum = orth_word_add(*sum, amount);
}

static void book(orth_sale_contract *contract, bool sells, const orth_sale_swap *swap,
                 orth_word fee)
{
    orth_sale_contract_state *now = &contract->now;
    orth_evm evm = {false, 0, {0}};
    orth_word protocol = orth_fp_mul_down(&evm, fee, contract->protocol_share);
    orth_word stays = orth_word_sub(swap->in, protocol);
    orth_word *in = sells ? &now->project : &now->reserve;
    orth_word *out = sells ? &now->reserve : &now->project;
    add(in, stays);
    *out = orth_word_sub(*out, swap->out);
    add(sells ? &now->returned : &now->paid, swap->in);
    add(sells ? &now->taken : &now->sold, swap->out);
    add(sells ? &now->project_fees : &now->reserve_fees, fee);
    add(sells ? &now->project_protocol : &now->reserve_protocol, protocol);
    now->swaps++;
}

orth_sale_swap orth_sale_contract_swap(orth_sale_contract *contract, bool sells, bool exact_out,
                                       orth_word raw, orth_evm *evm)
{
    *evm = (orth_evm){false, 0, {0}};
    orth_sale_swap swap = orth_sale_contract_quote(contract, sells, exact_out, raw, evm);
    if (!evm->reverted) {
        size_t in = sells ? ORTH_SALE_PROJECT : ORTH_SALE_RESERVE;
        book(contract, sells, &swap, fee_of(contract, in, exact_out, &swap));
    } else if (orth_sale_contract_too_small(evm)) {
        contract->now.skipped++;
    } else if (contract->now.refused++ == 0) {
        contract->now.first_refusal = *evm;
    }
    return swap;
}
