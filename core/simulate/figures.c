#include "orthant/simulate.h"

const char *orth_figure_name(orth_figure figure)
{
    switch (figure) {
    case ORTH_FINAL_VALUE:
        return "final_value";
    case ORTH_HOLD_VALUE:
        return "hold_value";
    case ORTH_REBALANCE_VALUE:
        return "rebalance_value";
    case ORTH_SHORTFALL:
        return "shortfall";
    case ORTH_TRADES:
        return "trades";
    case ORTH_NOISE_REFUSED:
        return "noise_refused";
    case ORTH_PENDING:
        return "pending";
    case ORTH_NOISE_TRADES:
        return "noise_trades";
    case ORTH_PRICE_MOVE:
        return "price_move";
    case ORTH_LVR:
        return "lvr";
    case ORTH_WEIGHT_LOSS:
        return "weight_loss";
    case ORTH_ARBITRAGE_FEES:
        return "arbitrage_fees";
    case ORTH_NOISE_FEES:
        return "noise_fees";
    case ORTH_NOISE_IMPACT:
        return "noise_impact";
    case ORTH_NOISE_REVERSAL:
        return "noise_reversal";
    case ORTH_PROTOCOL:
        return "protocol";
    case ORTH_PROFIT:
        return "profit";
    case ORTH_GAS:
        return "gas";
    case ORTH_COST:
        return "cost";
    case ORTH_FIGURES:
        break;
    }
    return "";
}

bool orth_figure_is_count(orth_figure figure)
{
    return figure == ORTH_TRADES || figure == ORTH_NOISE_TRADES || figure == ORTH_NOISE_REFUSED;
}
