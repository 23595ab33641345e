#include "launch/arbitrage.h"

#include "sale/sale.h"

/* Far more than the rounding of a price, far less than any trade is worth: what is within is looked
 * at by the arbitrage itself. */
#define MARGIN 1e-9

/* Whether nobody trades at this price and value, as can be told without the arbitrage. */
static bool is_quiet(double p, double value, const orth_fee *fee, bool sales_blocked)
{
    return value * fee->keep < p * (1 - MARGIN) &&
           (sales_blocked || value > p * fee->keep * (1 + MARGIN));
}

static void pass_to(orth_sale *sale, const orth_launch_piece *piece, size_t *passed, size_t k)
{
    const double weights[] = {piece->weights.project[k], piece->weights.reserve[k]};
    if (*passed <= k)
        orth_sale_pass(sale, k + 1 - *passed, weights, piece->fees + k * piece->fee_stride);
    *passed = k + 1;
}

orth_status orth_launch_arbitrage(orth_sale *sale, bool sales_blocked,
                                  const orth_launch_piece *piece, orth_tally *tally,
                                  orth_purchases *purchases, orth_error *error)
{
    size_t passed = piece->begun;
    /* A contract has weights of its own, and is asked in every block. */
    bool asks = orth_sale_stands_on(sale) != NULL;
    double depth = orth_sale_depth(sale);
    orth_status status = ORTH_OK;
    for (size_t k = 0; status == ORTH_OK && k < piece->count; k++) {
        const orth_fee *fee = piece->fees + k * piece->fee_stride;
        double p = piece->prices[k] =
            depth * (piece->weights.project[k] / piece->weights.reserve[k]);
        if (!asks && is_quiet(p, piece->ratio[k], fee, sales_blocked))
            continue;
        pass_to(sale, piece, &passed, k);
        if (asks)
            p = piece->prices[k] = orth_sale_price(sale);
        orth_sale_trade trade = orth_sale_arbitrage(sale, piece->ratio[k]);
        if (!(trade.got > 0))
            continue;
        double after = piece->prices[k] = orth_sale_price(sale);
        depth = orth_sale_depth(sale);
        if (after < p) {
            orth_tally_sale(tally, &trade, fee, piece->reserve[k]);
            continue;
        }
        orth_tally_buy(tally, &trade, after, fee, piece->reserve[k]);
        status = orth_purchases_add(purchases, trade.paid * piece->reserve[k], trade.got, error);
    }
    pass_to(sale, piece, &passed, piece->count - 1);
    return status;
}
