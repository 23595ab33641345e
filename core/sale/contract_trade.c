/* Trades in a contract's sale: a trader knows the pool and decides in doubles what he pays. */
#include <math.h>

#include "contract/fixed_point.h"
#include "numeric/elementary.h"
#include "sale/contract.h"
#include "sale/raw.h"

#define MOST_IN 0.3         /* of a balance, in one swap */
#define BELOW (1 - 0x1p-40) /* of what a trader must not pass by rounding */
#define SWAPS_MAX 4096      /* of one trade: each adds 30 % to a balance */

/* The pool in doubles. */
typedef struct view {
    double project, reserve, real; /* reserve with the virtual one */
    double w, r;                   /* which sum to 1 */
    double keep, price;
} view;

static double share(orth_word word)
{
    return orth_raw_tokens(word, 18);
}

static view view_of(const orth_sale_contract *contract)
{
    const orth_sale_contract_state *now = &contract->now;
    unsigned decimals = contract->decimals[ORTH_SALE_RESERVE];
    double w = share(contract->weights[0]), r = share(contract->weights[1]);
    view of = {.project = orth_raw_tokens(now->project, contract->decimals[ORTH_SALE_PROJECT]),
               .real = orth_raw_tokens(now->reserve, decimals),
               .w = w / (w + r),
               .r = r / (w + r),
               .keep = 1 - share(now->fee)};
    of.reserve = of.real + orth_raw_tokens(contract->virtual_reserve, decimals);
    of.price = contract->kind == ORTH_SALE_FIXED_PRICE ? share(contract->fixed_price)
                                                       : of.reserve / r / (of.project / w);
    return of;
}

double orth_sale_contract_price(const orth_sale_contract *contract)
{
    return view_of(contract).price;
}

double orth_sale_contract_no_buyer_price(const orth_sale_contract *contract)
{
    orth_sale_contract start = *contract;
    start.now.project = contract->start[ORTH_SALE_PROJECT];
    start.now.reserve = contract->start[ORTH_SALE_RESERVE];
    return view_of(&start).price;
}

/* One swap of an exact amount in; false where it reverts. */
static bool swap_in(orth_sale_contract *contract, bool sells, orth_word raw, orth_sale_swap *sum)
{
    orth_evm evm;
    orth_sale_swap swap = orth_sale_contract_swap(contract, sells, false, raw, &evm);
    sum->in = orth_word_add(sum->in, swap.in);
    sum->out = orth_word_add(sum->out, swap.out);
    return !evm.reverted;
}

/* `amount` raw units in, in swaps that the contract takes. */
static orth_sale_swap swap_all(orth_sale_contract *contract, bool sells, orth_word amount)
{
    size_t token = sells ? ORTH_SALE_PROJECT : ORTH_SALE_RESERVE;
    orth_sale_swap sum = {orth_word_of(0), orth_word_of(0)};
    for (int i = 0; i < SWAPS_MAX && !orth_word_is_zero(amount); i++) {
        view of = view_of(contract);
        double most = MOST_IN * BELOW * (sells ? of.project : of.reserve) / of.keep;
        orth_word part = orth_raw_of_tokens(most, contract->decimals[token]);
        if (orth_word_below(amount, part) || contract->kind == ORTH_SALE_FIXED_PRICE)
            part = amount;
        if (!swap_in(contract, sells, part, &sum))
            break;
        amount = orth_word_sub(amount, part);
    }
    return sum;
}

/* The fixed price: all that is left where the budget is enough for it. */
static orth_sale_swap buy_fixed(orth_sale_contract *contract, orth_word budget)
{
    orth_evm evm = {false, 0, {0}};
    orth_sale_swap all =
        orth_sale_contract_quote(contract, false, true, contract->now.project, &evm);
    if (evm.reverted || orth_word_below(budget, all.in))
        return swap_all(contract, false, budget);
    return orth_sale_contract_swap(contract, false, true, contract->now.project, &evm);
}

orth_sale_swap orth_sale_contract_buy(orth_sale_contract *contract, double budget, double limit)
{
    const orth_sale_swap none = {orth_word_of(0), orth_word_of(0)};
    view of = view_of(contract);
    unsigned decimals = contract->decimals[ORTH_SALE_RESERVE];
    double q = limit * of.keep / of.price;
    if (!(q > 1) || !(budget > 0))
        return none;
    if (contract->kind == ORTH_SALE_FIXED_PRICE)
        return buy_fixed(contract, orth_raw_of_tokens(budget, decimals));
    if (q < INFINITY)
        budget = fmin(budget, of.reserve * orth_expm1(of.w * orth_log(q)) / of.keep);
    return swap_all(contract, false, orth_raw_of_tokens(budget, decimals));
}

orth_sale_swap orth_sale_contract_sell(orth_sale_contract *contract, double amount, double limit)
{
    const orth_sale_swap none = {orth_word_of(0), orth_word_of(0)};
    view of = view_of(contract);
    double q = of.price * of.keep / limit;
    if (contract->sales_blocked || !(q > 1) || !(amount > 0))
        return none;
    if (q < INFINITY)
        amount = fmin(amount, of.project * orth_expm1(of.r * orth_log(q)) / of.keep);
    if (of.real < of.reserve) { /* pays out the real reserve at most */
        double growth = -orth_log1p(-of.real / of.reserve) * of.r / of.w;
        amount = fmin(amount, of.project * orth_expm1(growth) / of.keep * BELOW);
    }
    return swap_all(contract, true,
                    orth_raw_of_tokens(amount, contract->decimals[ORTH_SALE_PROJECT]));
}
