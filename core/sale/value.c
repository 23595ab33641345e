/* Arbitrage against a value that all know, and what it raises in the limit. */
#include "orthant/limits.h"
#include "sale/sale.h"

/* Whether nobody would trade, by the levels of orth_arbitrage_exact, rounded as its kernel rounds
 * them: most blocks end here, and without a logarithm. */
static bool is_idle(const orth_sale *sale, const double balances[2], double value)
{
    double project = balances[0] * value * (1 / sale->weight);
    double reserve = balances[1] * (1 / sale->reserve_weight);
    double high = project > reserve ? project : reserve,
           low = project > reserve ? reserve : project;
    return sale->fee.keep * high * (1 - ORTH_ARBITRAGE_IDLE) <= low ||
           (sale->terms.sales_blocked && project < reserve);
}

/* The reserves become those that orth_arbitrage_exact stores, to the bit; what the trader paid and
 * got is their difference. */
orth_sale_trade orth_sale_arbitrage(orth_sale *sale, double value)
{
    if (sale->stands)
        return sale->on.arbitrage(sale->on.pool, value);
    double before[] = {orth_dd_value(sale->project), orth_sale_reserve_inside(sale)};
    double weights[] = {sale->weight, sale->reserve_weight}, prices[] = {value, 1};
    double after[2], change[2], scratch[ORTH_ARBITRAGE_SCRATCH(2)];
    if (is_idle(sale, before, value))
        return (orth_sale_trade){0};
    orth_arbitrage trade =
        orth_arbitrage_exact(after, change, scratch, 2, before, weights, prices, &sale->fee);
    if (trade.tokens < 2)
        return (orth_sale_trade){0};
    bool buys = change[0] < 0;
    if (!buys && -change[1] > orth_dd_value(sale->reserve))
        return orth_sale_sell(sale, INFINITY, value);
    double protocol = sale->terms.protocol_share * sale->fee.fee;
    orth_sale_trade made = buys ? orth_sale_make_buy(sale, change[1], -change[0])
                                : orth_sale_make_sale(sale, change[0], -change[1]);
    if (sale->terms.virtual_reserve == 0) {
        after[buys] -= protocol * change[buys];
        sale->project = orth_dd_from(after[0]);
        sale->reserve = orth_dd_from(after[1]);
    }
    return made;
}

orth_sale_limit orth_sale_limit_of(const orth_sale_terms *terms, double end_weight, double value)
{
    double reserve = terms->reserve + terms->virtual_reserve, worth = value * terms->project;
    orth_sale_limit limit = {.reserve_weight = reserve / (reserve + worth)};
    double raised = (1 - end_weight) * worth - end_weight * reserve;
    if (raised > 0) {
        limit.raised = raised;
        limit.sold = raised / value;
    }
    return limit;
}
