#include "launch/tally.h"

#include <math.h>

static void add(orth_dd *sum, double x)
{
    *sum = orth_dd_add(*sum, orth_dd_from(x));
}

void orth_tally_buy(orth_tally *tally, const orth_sale_trade *trade, double p, const orth_fee *fee,
                    double reserve_price)
{
    if (!(trade->got > 0))
        return;
    double money = trade->paid * reserve_price;
    add(&tally->raised, money);
    add(&tally->fees, fee->fee * money);
    tally->highest_price = fmax(tally->highest_price, p * reserve_price * fee->gross);
}

void orth_tally_sale(orth_tally *tally, const orth_sale_trade *trade, const orth_fee *fee,
                     double reserve_price)
{
    if (!(trade->got > 0))
        return;
    double money = trade->got * reserve_price;
    add(&tally->raised, -money);
    add(&tally->fees, fee->fee * fee->gross * money);
}
