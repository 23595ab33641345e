#include "orthant/simulate.h"

const char *orth_figure_name(orth_figure figure)
{
    switch (figure) {
    case ORTH_FIGURE_FINAL_VALUE:
        return "final_value";
    case ORTH_FIGURE_HOLD_VALUE:
        return "hold_value";
    case ORTH_FIGURE_REBALANCE_VALUE:
        return "rebalance_value";
    case ORTH_FIGURE_SHORTFALL:
        return "shortfall";
    case ORTH_FIGURE_TRADES:
        return "trades";
    case ORTH_FIGURE_NOISE_REFUSED:
        return "noise_refused";
    case ORTH_FIGURE_PENDING:
        return "pending";
    case ORTH_FIGURE_NOISE_TRADES:
        return "noise_trades";
    case ORTH_FIGURE_PRICE_MOVE:
        return "price_move";
    case ORTH_FIGURE_LVR:
        return "lvr";
    case ORTH_FIGURE_WEIGHT_LOSS:
        return "weight_loss";
    case ORTH_FIGURE_ARBITRAGE_FEES:
        return "arbitrage_fees";
    case ORTH_FIGURE_NOISE_FEES:
        return "noise_fees";
    case ORTH_FIGURE_NOISE_IMPACT:
        return "noise_impact";
    case ORTH_FIGURE_NOISE_REVERSAL:
        return "noise_reversal";
    case ORTH_FIGURE_PROTOCOL:
        return "protocol";
    case ORTH_FIGURE_PROFIT:
        return "profit";
    case ORTH_FIGURE_GAS:
        return "gas";
    case ORTH_FIGURE_COST:
        return "cost";
    case ORTH_FIGURES:
        break;
    }
    return "";
}

bool orth_figure_is_count(orth_figure figure)
{
    return figure == ORTH_FIGURE_TRADES || figure == ORTH_FIGURE_NOISE_TRADES ||
           figure == ORTH_FIGURE_NOISE_REFUSED;
}
