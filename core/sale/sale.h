/* What a sale holds, and what a trade does to it. */
#ifndef ORTH_SALE_SALE_H
#define ORTH_SALE_SALE_H

#include "numeric/dd.h"
#include "orthant/sale.h"

/* Balances and sums are double-doubles: a buyer of a billionth of the pool is still told how much
 * he got, and after a million of them the pool has lost what they hold. */
struct orth_sale {
    /* Where `stands`, every call goes on to this pool, and of what follows only the blocks are
     * counted. */
    bool stands;
    orth_sale_pool on;
    orth_sale_terms terms;
    orth_dd project, reserve; /* real balances */
    double weight, reserve_weight;
    orth_fee fee;
    orth_dd paid, sold, returned, taken;
    orth_dd reserve_fees, project_fees, reserve_protocol, project_protocol;
    orth_sale_ledger counts; /* what is counted, and the highest price; its sums are not used */
};

/* What the formula takes for the reserve. */
static inline double orth_sale_reserve_inside(const orth_sale *sale)
{
    return orth_dd_value(sale->reserve) + sale->terms.virtual_reserve;
}

/* The pool that the sale stands on; NULL: doubles of its own. */
static inline const orth_sale_pool *orth_sale_stands_on(const orth_sale *sale)
{
    return sale->stands ? &sale->on : NULL;
}

/* Of R `paid` comes in and of T `got` goes out, and the other way round; both go into balances and
 * ledger. No trade where one of them is 0. */
orth_sale_trade orth_sale_make_buy(orth_sale *sale, double paid, double got);
orth_sale_trade orth_sale_make_sale(orth_sale *sale, double paid, double got);

/* B_R / B_T as the formula takes them, a virtual reserve included: p = depth w / r. */
double orth_sale_depth(const orth_sale *sale);
/* The next `count` blocks, >= 1, without a trade; the last one has these weights and this fee. */
void orth_sale_pass(orth_sale *sale, uint64_t count, const double weights[2], const orth_fee *fee);

#endif
