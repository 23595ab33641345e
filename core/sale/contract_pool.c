/* A contract's sale as a pool of orthant/sale_pool.h. */
#include "sale/contract.h"

#include <math.h>

#include "orthant/sale.h"
#include "sale/raw.h"

static void restart(void *pool)
{
    orth_sale_contract *contract = pool;
    contract->now = (orth_sale_contract_state){.project = contract->start[ORTH_SALE_PROJECT],
                                               .reserve = contract->start[ORTH_SALE_RESERVE]};
    contract->block = contract->first_block = contract->buys = contract->sales = 0;
    contract->highest_price = 0;
    orth_sale_contract_at(contract, contract->clock.start, 0);
}

static void go_to_block(void *pool, uint64_t block, double weight, const orth_fee *fee)
{
    orth_sale_contract *contract = pool;
    (void)weight;
    contract->block = block;
    orth_sale_contract_at(contract, orth_sale_clock_time(&contract->clock, block), fee->fee);
}

static double tokens(const orth_sale_contract *contract, orth_word raw, size_t token)
{
    return orth_raw_tokens(raw, contract->decimals[token]);
}

static orth_sale_trade booked(orth_sale_contract *contract, const orth_sale_swap *swap, bool sells)
{
    orth_sale_trade trade = {tokens(contract, swap->in, sells ? 0 : 1),
                             tokens(contract, swap->out, sells ? 1 : 0), 0};
    if (!(trade.paid > 0 && trade.got > 0))
        return trade;
    trade.price = sells ? trade.got / trade.paid : trade.paid / trade.got;
    if (sells) {
        contract->sales++;
        return trade;
    }
    double price =
        orth_sale_contract_price(contract) / (1 - orth_raw_tokens(contract->now.fee, 18));
    contract->buys++;
    contract->highest_price = fmax(contract->highest_price, price);
    if (contract->first_block == 0)
        contract->first_block = contract->block;
    return trade;
}

/* What is less than a raw unit cannot be spent: nothing is left of such an amount. */
static orth_sale_trade of_amount(const orth_sale_contract *contract, orth_sale_trade trade,
                                 double amount, size_t token)
{
    double unit = 1 / (double)orth_raw_unit(contract->decimals[token]);
    if (trade.paid > 0 && amount - trade.paid < unit + amount * 0x1p-51)
        trade.paid = amount;
    return trade;
}

static orth_sale_trade buy(void *pool, double budget, double limit)
{
    orth_sale_contract *contract = pool;
    orth_sale_swap swap = orth_sale_contract_buy(contract, budget, limit);
    return of_amount(contract, booked(contract, &swap, false), budget, ORTH_SALE_RESERVE);
}

static orth_sale_trade sell(void *pool, double amount, double limit)
{
    orth_sale_contract *contract = pool;
    orth_sale_swap swap = orth_sale_contract_sell(contract, amount, limit);
    return of_amount(contract, booked(contract, &swap, true), amount, ORTH_SALE_PROJECT);
}

static orth_sale_trade arbitrage(void *pool, double value)
{
    orth_sale_contract *contract = pool;
    double price = orth_sale_contract_price(contract);
    return price < value ? buy(pool, INFINITY, value) : sell(pool, INFINITY, value);
}

static orth_sale_trade record(void *pool, const orth_sale_record *of, bool *small)
{
    orth_sale_contract *contract = pool;
    orth_evm evm;
    orth_sale_contract_at(contract, of->time, orth_raw_tokens(contract->now.fee, 18));
    orth_sale_swap swap =
        orth_sale_contract_swap(contract, of->sells, of->exact_out, of->amount.raw, &evm);
    *small = orth_sale_contract_too_small(&evm);
    return booked(contract, &swap, of->sells);
}

static void raw(const void *pool, orth_word *balances)
{
    const orth_sale_contract *contract = pool;
    balances[ORTH_SALE_PROJECT] = contract->now.project;
    balances[ORTH_SALE_RESERVE] = contract->now.reserve;
}

static double price(const void *pool)
{
    return orth_sale_contract_price(pool);
}

static double no_buyer_price(const void *pool)
{
    return orth_sale_contract_no_buyer_price(pool);
}

static orth_sale_state now(const void *pool)
{
    const orth_sale_contract *contract = pool;
    const orth_sale_contract_state *of = &contract->now;
    const size_t t = ORTH_SALE_PROJECT, r = ORTH_SALE_RESERVE;
    return (orth_sale_state){
        .project = tokens(contract, of->project, t),
        .reserve = tokens(contract, of->reserve, r),
        .weight = orth_raw_tokens(of->weight, 18),
        .ledger = {.paid = tokens(contract, of->paid, r),
                   .sold = tokens(contract, of->sold, t),
                   .returned = tokens(contract, of->returned, t),
                   .taken = tokens(contract, of->taken, r),
                   .reserve_fees = tokens(contract, of->reserve_fees, r),
                   .project_fees = tokens(contract, of->project_fees, t),
                   .reserve_protocol = tokens(contract, of->reserve_protocol, r),
                   .project_protocol = tokens(contract, of->project_protocol, t),
                   .buys = contract->buys,
                   .sales = contract->sales,
                   .blocks = contract->block,
                   .first_block = contract->first_block,
                   .highest_price = contract->highest_price}};
}

orth_sale_pool orth_sale_contract_pool(orth_sale_contract *contract)
{
    return (orth_sale_pool){contract, restart, go_to_block,    buy, sell, arbitrage, record,
                            raw,      price,   no_buyer_price, now};
}
