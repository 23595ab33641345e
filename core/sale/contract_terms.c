/* What a contract's sale is created with: the integers of its terms, and what it does not take. */
#include <stdio.h>
#include <string.h>

#include "base/near_name.h"
#include "base/text.h"
#include "contract/lbp.h"
#include "contract/v2.h"
#include "numeric/decimal.h"
#include "sale/contract.h"
#include "sale/raw.h"

#define V2_BALANCE_BITS 112
#define V3_BALANCE_BITS 127
#define LEAST_WEIGHT (ORTH_FP_UNIT / 100)
#define FEE_UNIT UINT64_C(100000000000) /* 1e-7 of 1e18 */

static const char *const names[ORTH_SALE_CONTRACTS] = {"v2", "v3", "v4", "fixed-price"};

const char *orth_sale_contract_name(orth_sale_contract_kind kind)
{
    return names[kind];
}

orth_status orth_sale_contract_find(orth_sale_contract_kind *kind, const char *name,
                                    orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX], nearest[ORTH_NEAREST_MAX];
    for (size_t i = 0; i < ORTH_SALE_CONTRACTS; i++) {
        if (strcmp(name, names[i]) == 0) {
            *kind = (orth_sale_contract_kind)i;
            return ORTH_OK;
        }
    }
    return orth_fail(error, ORTH_BAD_INPUT,
                     "there is no contract %s; permitted: v2, v3, v4, fixed-price%s",
                     orth_quote(quoted, sizeof quoted, name),
                     orth_nearest_text(nearest, name, ORTH_SALE_CONTRACTS, names));
}

static void add_note(orth_sale_contract *contract, const char *text)
{
    snprintf(contract->notes[contract->note_count++], ORTH_SALE_NOTE_MAX, "contract %s: %s",
             orth_sale_contract_name(contract->kind), text);
}

/* "contract v3: ..., which is VALUE; permitted: ..." */
static orth_status refuse(const orth_sale_contract *contract, const char *what, double value,
                          const char *permitted, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "contract %s: %s is %.15g; permitted: %s",
                     orth_sale_contract_name(contract->kind), what, value, permitted);
}

static orth_status set_balance(orth_sale_contract *contract, orth_word *raw, const char *what,
                               mpq_srcptr value, size_t token, orth_error *error)
{
    unsigned bits = contract->kind == ORTH_SALE_V2 ? V2_BALANCE_BITS : V3_BALANCE_BITS;
    bool exact;
    /* The live balance, of 18 decimals, is what must fit. */
    orth_word live;
    if (!orth_raw_of_rational(raw, value, contract->decimals[token], false, bits, &exact) ||
        !orth_raw_of_rational(&live, value, 18, false, bits, NULL))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "contract %s: %s is %.15g, which is no balance of %u bits in wei; "
                         "permitted: from 0 to 2^%u - 1 wei of 18 decimals",
                         orth_sale_contract_name(contract->kind), what,
                         orth_rational_to_double(value), bits, bits);
    if (!exact) {
        char text[120];
        snprintf(text, sizeof text, "%s is rounded down to %u decimals", what,
                 contract->decimals[token]);
        add_note(contract, text);
    }
    return ORTH_OK;
}

static orth_status set_balances(orth_sale_contract *contract, const orth_sale_contract_terms *terms,
                                orth_error *error)
{
    bool has_virtual = contract->kind == ORTH_SALE_V3 || contract->kind == ORTH_SALE_V4;
    orth_word *start = contract->start;
    if (mpq_sgn(terms->virtual_reserve) != 0 && !has_virtual)
        return refuse(contract, "the virtual reserve",
                      orth_rational_to_double(terms->virtual_reserve),
                      "0, its pools have none; v3 and v4 do", error);
    orth_status status = set_balance(contract, &start[ORTH_SALE_PROJECT], "the project's balance",
                                     terms->project, ORTH_SALE_PROJECT, error);
    if (status == ORTH_OK)
        status = set_balance(contract, &start[ORTH_SALE_RESERVE], "the reserve's balance",
                             terms->reserve, ORTH_SALE_RESERVE, error);
    if (status == ORTH_OK)
        status = set_balance(contract, &contract->virtual_reserve, "the virtual reserve",
                             terms->virtual_reserve, ORTH_SALE_RESERVE, error);
    if (status != ORTH_OK)
        return status;
    if (orth_word_is_zero(start[ORTH_SALE_PROJECT]))
        return refuse(contract, "the project's balance", orth_rational_to_double(terms->project),
                      "one raw unit at least", error);
    if (contract->kind != ORTH_SALE_FIXED_PRICE && orth_word_is_zero(start[ORTH_SALE_RESERVE]) &&
        orth_word_is_zero(contract->virtual_reserve))
        return refuse(contract, "the reserve's balance, the virtual one included",
                      orth_rational_to_double(terms->reserve), "one raw unit at least", error);
    return ORTH_OK;
}

static orth_status set_weight(const orth_sale_contract *contract, orth_word *weight,
                              const char *what, mpq_srcptr value, orth_error *error)
{
    orth_word most = orth_word_of(ORTH_FP_UNIT - LEAST_WEIGHT);
    if (contract->kind == ORTH_SALE_FIXED_PRICE) {
        *weight = orth_word_of(ORTH_FP_UNIT / 2);
        return ORTH_OK;
    }
    if (!orth_raw_of_rational(weight, value, 18, true, 64, NULL) ||
        orth_word_below(*weight, orth_word_of(LEAST_WEIGHT)) || orth_word_below(most, *weight))
        return refuse(contract, what, orth_rational_to_double(value),
                      "from 0.01 to 0.99, as the contract has it", error);
    return ORTH_OK;
}

/* V2's pool is born with the weights of the start, and changes from what it stored of them. */
static void set_slot(orth_sale_contract *contract, orth_evm *evm)
{
    orth_word one = orth_word_of(ORTH_FP_UNIT);
    orth_word first[] = {contract->start_weight, orth_word_sub(one, contract->start_weight)};
    orth_word last[] = {contract->end_weight, orth_word_sub(one, contract->end_weight)};
    orth_word begin = orth_word_of(contract->clock.start);
    orth_word end = orth_word_of(orth_sale_clock_time(&contract->clock, contract->clock.blocks));
    orth_word slot =
        orth_v2_lbp_state(evm, orth_word_of(0), ORTH_SALE_TOKENS, begin, begin, first, first);
    contract->slot = orth_v2_lbp_update(evm, slot, ORTH_SALE_TOKENS, begin, end, last, begin);
}

static orth_status set_weights(orth_sale_contract *contract, const orth_sale_contract_terms *terms,
                               orth_error *error)
{
    orth_evm evm = {false, 0, {0}};
    char text[ORTH_ERROR_TEXT_MAX / 4];
    orth_status status =
        set_weight(contract, &contract->start_weight, "the project's weight at the start",
                   terms->start_weight, error);
    if (status == ORTH_OK)
        status = set_weight(contract, &contract->end_weight, "the project's weight at the end",
                            terms->end_weight, error);
    if (status != ORTH_OK || contract->kind != ORTH_SALE_V2)
        return status;
    set_slot(contract, &evm);
    if (evm.reverted)
        return orth_fail(error, ORTH_BAD_INPUT, "contract v2: the weights are refused: %s",
                         orth_evm_describe(text, sizeof text, &evm));
    add_note(contract, "weights are stored in 31 and 16 bits, to about 1e-5");
    return ORTH_OK;
}

static orth_status set_clock(orth_sale_contract *contract, const orth_sale_clock *clock,
                             orth_error *error)
{
    contract->clock = *clock;
    uint64_t end = orth_sale_clock_time(clock, clock->blocks);
    if (end == clock->start)
        return refuse(contract, "the sale's length in seconds", 0, "1 at least", error);
    if (contract->kind == ORTH_SALE_V2 && end > UINT32_MAX)
        return refuse(contract, "the end of the sale in Unix seconds", (double)end,
                      "up to 2^32 - 1, as the contract stores it", error);
    return ORTH_OK;
}

static orth_status set_rest(orth_sale_contract *contract, const orth_sale_contract_terms *terms,
                            orth_error *error)
{
    double share = terms->protocol_share;
    contract->sales_blocked = terms->sales_blocked;
    if (share > 0 && contract->kind == ORTH_SALE_V2)
        return refuse(contract, "the protocol's share of a fee", share,
                      "0, its pools pay none at a swap", error);
    contract->protocol_share = orth_word_of((uint64_t)(share * 1e7 + 0.5) * FEE_UNIT);
    if (contract->kind == ORTH_SALE_V2 && contract->sales_blocked)
        add_note(contract, "its pool takes the project token back; it is assumed that nobody "
                           "sells it");
    if (contract->kind != ORTH_SALE_FIXED_PRICE)
        return ORTH_OK;
    if (!contract->sales_blocked)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "contract fixed-price: sales of the project token are not blocked; "
                         "permitted: blocked, its pool never takes it back");
    if (terms->fixed_price == NULL ||
        !orth_raw_of_rational(&contract->fixed_price, terms->fixed_price, 18, true, 128, NULL) ||
        orth_word_is_zero(contract->fixed_price))
        return refuse(contract, "the fixed price",
                      terms->fixed_price == NULL ? 0 : orth_rational_to_double(terms->fixed_price),
                      "from 1e-18 to 1e20", error);
    add_note(contract, "the price does not move, and the weights play no part");
    return ORTH_OK;
}

orth_status orth_sale_contract_set(orth_sale_contract *contract,
                                   const orth_sale_contract_terms *terms, orth_error *error)
{
    contract->kind = terms->kind;
    contract->decimals[ORTH_SALE_PROJECT] = terms->project_decimals;
    contract->decimals[ORTH_SALE_RESERVE] = terms->reserve_decimals;
    for (size_t i = 0; i < ORTH_SALE_TOKENS; i++) {
        if (contract->decimals[i] > ORTH_RAW_DECIMALS_MAX)
            return refuse(contract, i == 0 ? "the project's decimals" : "the reserve's decimals",
                          contract->decimals[i], "at most 18", error);
        contract->scaling[i] = orth_word_of(orth_raw_unit(18 - contract->decimals[i]));
    }
    orth_status status = set_clock(contract, &terms->clock, error);
    if (status == ORTH_OK)
        status = set_balances(contract, terms, error);
    if (status == ORTH_OK)
        status = set_weights(contract, terms, error);
    if (status == ORTH_OK)
        status = set_rest(contract, terms, error);
    return status;
}
