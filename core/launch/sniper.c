#include "launch/sniper.h"

#include <math.h>

void orth_sniper_set(orth_sniper *sniper, const orth_scenario_launch *launch, double block_seconds,
                     uint64_t blocks)
{
    *sniper = (orth_sniper){.there = launch->has_sniper};
    if (!launch->has_sniper)
        return;
    sniper->capital = launch->sniper.capital;
    if (!launch->sniper.sells)
        return;
    double at = ceil(launch->sniper.exit_seconds / block_seconds);
    sniper->exit_block = at < (double)blocks ? (uint64_t)at : blocks;
    if (sniper->exit_block < 2)
        sniper->exit_block = 2;
}

void orth_sniper_start(orth_sniper *sniper)
{
    sniper->spent = sniper->tokens = sniper->left = sniper->taken = 0;
}

void orth_sniper_act(orth_sniper *sniper, orth_sale *sale, uint64_t block, const orth_fee *fee,
                     double reserve_price, orth_tally *tally)
{
    if (!sniper->there)
        return;
    if (block == 1) {
        orth_sale_trade trade = orth_sale_buy(sale, sniper->capital / reserve_price, INFINITY);
        orth_tally_buy(tally, &trade, orth_sale_price(sale), fee, reserve_price);
        sniper->spent = trade.paid * reserve_price;
        sniper->tokens = sniper->left = trade.got;
    } else if (block == sniper->exit_block) {
        orth_sale_trade trade = orth_sale_sell(sale, sniper->left, 0);
        orth_tally_sale(tally, &trade, fee, reserve_price);
        sniper->taken = trade.got * reserve_price;
        sniper->left -= trade.paid;
    }
}

double orth_sniper_profit(const orth_sniper *sniper, double price)
{
    return sniper->there ? sniper->taken + sniper->left * price - sniper->spent : 0;
}
