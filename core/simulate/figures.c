#include "simulate/figures.h"

#include <math.h>

#include "orthant/simplex.h"

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
    case ORTH_FIGURE_TARGET_DISTANCE:
        return "target_distance";
    case ORTH_FIGURE_MOVE_MADE:
        return "move_made";
    case ORTH_FIGURE_KL_DRIFT:
        return "kl_drift";
    case ORTH_FIGURE_SHORTFALL_RVR:
        return "shortfall_rvr";
    case ORTH_FIGURE_BENCHMARK_VALUE:
        return "benchmark_value";
    case ORTH_FIGURE_BENCHMARK_COST:
        return "benchmark_cost";
    case ORTH_FIGURE_BENCHMARK_TURNOVER:
        return "benchmark_turnover";
    case ORTH_FIGURE_BENCHMARK_TRADES:
        return "benchmark_trades";
    case ORTH_FIGURE_RETURN:
        return "return";
    case ORTH_FIGURE_TURNOVER:
        return "turnover";
    case ORTH_FIGURE_MOVING_KL:
        return "moving_kl";
    case ORTH_FIGURE_EFFECTIVE_TOKENS:
        return "effective_tokens";
    case ORTH_FIGURE_EFFECTIVE_TOKENS_END:
        return "effective_tokens_end";
    case ORTH_FIGURE_ON_RAILS:
        return "on_rails";
    case ORTH_FIGURE_EXECUTION_BP:
        return "execution_bp";
    case ORTH_FIGURES:
        break;
    }
    return "";
}

bool orth_figure_is_count(orth_figure figure)
{
    return figure == ORTH_FIGURE_TRADES || figure == ORTH_FIGURE_NOISE_TRADES ||
           figure == ORTH_FIGURE_NOISE_REFUSED || figure == ORTH_FIGURE_BENCHMARK_TRADES;
}

static bool runs_contract(const orth_scenario *scenario)
{
    for (size_t s = 0; s < scenario->strategy_count; s++)
        if (scenario->strategies[s].contract)
            return true;
    return false;
}

bool orth_figure_is_there(orth_figure figure, const orth_scenario *scenario)
{
    switch (figure) {
    case ORTH_FIGURE_SHORTFALL_RVR:
    case ORTH_FIGURE_BENCHMARK_VALUE:
    case ORTH_FIGURE_BENCHMARK_COST:
    case ORTH_FIGURE_BENCHMARK_TURNOVER:
    case ORTH_FIGURE_BENCHMARK_TRADES:
        return scenario->has_benchmark;
    case ORTH_FIGURE_TARGET_DISTANCE:
    case ORTH_FIGURE_MOVE_MADE:
        return scenario->strategy_count == 0;
    case ORTH_FIGURE_RETURN:
    case ORTH_FIGURE_TURNOVER:
    case ORTH_FIGURE_MOVING_KL:
    case ORTH_FIGURE_EFFECTIVE_TOKENS:
    case ORTH_FIGURE_EFFECTIVE_TOKENS_END:
    case ORTH_FIGURE_ON_RAILS:
        return scenario->strategy_count > 0;
    case ORTH_FIGURE_EXECUTION_BP:
        return runs_contract(scenario);
    default:
        return true;
    }
}

/* A share of the move that is smaller is rounding of two distances. */
#define ROUNDING 1e-14

/* By name, not by place, so that a figure without a value is one that the compiler misses. */
static double figure_of(const orth_pool_outcome *outcome, orth_figure figure)
{
    const orth_ledger *ledger = &outcome->ledger;
    switch (figure) {
    case ORTH_FIGURE_FINAL_VALUE:
        return outcome->final_value;
    case ORTH_FIGURE_HOLD_VALUE:
        return outcome->hold_value;
    case ORTH_FIGURE_REBALANCE_VALUE:
        return outcome->rebalance_value;
    case ORTH_FIGURE_SHORTFALL:
        return outcome->rebalance_value - outcome->final_value;
    case ORTH_FIGURE_PENDING:
        return outcome->pending;
    case ORTH_FIGURE_TRADES:
        return (double)outcome->trades;
    case ORTH_FIGURE_NOISE_TRADES:
        return (double)outcome->noise_trades;
    case ORTH_FIGURE_NOISE_REFUSED:
        return (double)outcome->noise_refused;
    case ORTH_FIGURE_PRICE_MOVE:
        return ledger->price_move;
    case ORTH_FIGURE_LVR:
        return ledger->lvr;
    case ORTH_FIGURE_WEIGHT_LOSS:
        return ledger->weight_loss;
    case ORTH_FIGURE_ARBITRAGE_FEES:
        return ledger->arbitrage_fees;
    case ORTH_FIGURE_NOISE_FEES:
        return ledger->noise_fees;
    case ORTH_FIGURE_NOISE_IMPACT:
        return ledger->noise_impact;
    case ORTH_FIGURE_NOISE_REVERSAL:
        return ledger->noise_reversal;
    case ORTH_FIGURE_PROTOCOL:
        return ledger->protocol;
    case ORTH_FIGURE_PROFIT:
        return ledger->profit;
    case ORTH_FIGURE_GAS:
        return ledger->gas;
    case ORTH_FIGURE_COST:
        return ledger->cost;
    case ORTH_FIGURE_KL_DRIFT:
        return outcome->kl_drift;
    case ORTH_FIGURE_RETURN:
        return (outcome->final_value - outcome->start_value) / outcome->start_value;
    case ORTH_FIGURE_TURNOVER:
    case ORTH_FIGURE_MOVING_KL:
    case ORTH_FIGURE_EFFECTIVE_TOKENS:
    case ORTH_FIGURE_EFFECTIVE_TOKENS_END:
    case ORTH_FIGURE_ON_RAILS:
    case ORTH_FIGURE_EXECUTION_BP:
    case ORTH_FIGURE_TARGET_DISTANCE:
    case ORTH_FIGURE_MOVE_MADE:
    case ORTH_FIGURE_SHORTFALL_RVR:
    case ORTH_FIGURE_BENCHMARK_VALUE:
    case ORTH_FIGURE_BENCHMARK_COST:
    case ORTH_FIGURE_BENCHMARK_TURNOVER:
    case ORTH_FIGURE_BENCHMARK_TRADES:
    case ORTH_FIGURES:
        break;
    }
    return NAN;
}

/* From the shares of the pool's value to the target. */
static double target_distance(const orth_pools *pools, size_t lane, const double *target,
                              double *shares)
{
    double value = 0;
    for (size_t i = 0; i < pools->n; i++) {
        size_t at = i * pools->lanes + lane;
        shares[i] = pools->reserves[at] * pools->prices[at];
        value += shares[i];
    }
    for (size_t i = 0; i < pools->n; i++)
        shares[i] /= value;
    return orth_simplex_distance(pools->n, shares, target);
}

static void fill_move(double *figures, const orth_pools *pools, size_t lane, const orth_move *move,
                      double *shares)
{
    figures[ORTH_FIGURE_TARGET_DISTANCE] = figures[ORTH_FIGURE_MOVE_MADE] = 0;
    if (move == NULL)
        return;
    double all = orth_move_distance(move);
    double left = target_distance(pools, lane, move->target, shares);
    figures[ORTH_FIGURE_TARGET_DISTANCE] = left;
    double made = all > 0 ? 1 - left / all : 1;
    figures[ORTH_FIGURE_MOVE_MADE] = fabs(made) < ROUNDING ? 0 : made;
}

void orth_figures_take(double *figures, double *miss, const orth_run *run, size_t lane,
                       const orth_move *move, double *shares)
{
    orth_pool_outcome outcome = orth_run_lane_outcome(run, lane);
    const orth_pools *pools = &run->pools;
    for (int f = 0; f < ORTH_FIGURES; f++)
        figures[f] = figure_of(&outcome, (orth_figure)f);
    fill_move(figures, pools, lane, move, shares);
    for (size_t i = 0; i < pools->n; i++)
        figures[ORTH_FIGURES + i] = pools->reserves[i * pools->lanes + lane];
    *miss = fabs(orth_ledger_miss(&outcome)) / fmax(outcome.start_value, outcome.final_value);
}
