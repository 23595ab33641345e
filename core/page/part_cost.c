/* What the move costs: ideal and real, beside selling outside, and what does not matter. */
#include <math.h>
#include <string.h>

#include "base/plural.h"
#include "orthant/decimal.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "page/cost.h"
#include "page/move.h"
#include "page/words.h"

#define DEAR_BP 10        /* from here on the page says loudly that slower is cheaper */
#define LARGE 0.01        /* of the pool's value */
#define HALF_MOST 1000000 /* steps; more are too long to add up once more */

static void say_ideal(orth_page_work *work, json_t *part, const orth_page_cost_facts *of)
{
    char cost[ORTH_PAGE_WORD_MAX], count[ORTH_PAGE_WORD_MAX];
    const orth_comparison_result *best = of->choice.best;
    double ideal = orth_page_share(best->log_loss);
    orth_part_number(work->facts, part, "ideal_bp", best->loss_bp);
    orth_part_number(work->facts, part, "ideal_value",
                     work->scenario->has_pool ? best->loss_value : NAN);
    orth_part_say(
        work->facts, part,
        "While weights change, arbitrageurs trade with the pool at prices a little better "
        "than the market's; what they gain, the pool loses. Without a fee and at constant "
        "prices that is %s along %s in %s step%s, exactly. A bp is a ten-thousandth of "
        "the pool's value.",
        orth_page_cost(cost, work->scenario, ideal), best->path,
        orth_page_count(count, best->steps), orth_plural(best->steps, "", "s"));
}

static void say_fee(orth_page_work *work, json_t *part, const orth_page_cost_facts *of)
{
    orth_facts *facts = work->facts;
    const orth_comparison_result *best = of->choice.best;
    const orth_scenario_cost *pricing = of->choice.comparison->pricing;
    char cost[ORTH_PAGE_WORD_MAX], rest[ORTH_PAGE_WORD_MAX], fee[ORTH_PAGE_WORD_MAX];
    snprintf(fee, sizeof fee, "%.6g", 100 * pricing->fee);
    if (!(pricing->fee > 0)) {
        orth_part_missing(facts, part, "/pool/swap_fee", "what a fee does to the cost");
        return;
    }
    if (!best->has_cost) {
        orth_part_say(facts, part,
                      "The pool has a fee of %s %%. With it the move costs more, and the more so "
                      "the more prices move%s.",
                      fee,
                      work->scenario->market == NULL ? "; nothing here says how much they do"
                                                     : "; those of the scenario stand still");
        if (work->scenario->market == NULL)
            orth_part_missing(
                facts, part, "/market",
                "what the move costs with the fee and noisy prices (--price-volatility "
                "gives them too)");
        return;
    }
    if (!best->cost.valid) {
        orth_part_say(facts, part,
                      "For the fee of %s %% with noisy prices there is a closed form, which does "
                      "not hold here: %s.",
                      fee, best->cost.why);
        return;
    }
    orth_part_number(facts, part, "fee_bp", best->cost.cost_bp);
    orth_part_number(facts, part, "fee_stderr_bp", best->cost.stderr_bp);
    orth_part_say(
        facts, part,
        "With the fee of %s %% and prices that move it is %s, by %s. That is beyond what a "
        "pool at rest loses to the prices meanwhile (LVR), %s bp.",
        fee, orth_page_cost(cost, work->scenario, orth_page_share(best->cost.cost)),
        work->scenario->n == 2 ? "a formula (a closed form)" : "random walks",
        orth_page_number(rest, best->cost.rest_bp));
}

static void say_gas(orth_page_work *work, json_t *part, const orth_page_cost_facts *of)
{
    orth_facts *facts = work->facts;
    const orth_comparison_result *best = of->choice.best;
    char cost[ORTH_PAGE_WORD_MAX], trades[ORTH_PAGE_WORD_MAX], ends[ORTH_PAGE_WORD_MAX];
    if (!best->has_gas) {
        orth_part_missing(facts, part, "/arbitrage/gas", "what the arbitrageurs' gas adds");
        return;
    }
    orth_part_number(facts, part, "gas_bp", orth_loss_bp(best->gas.loss));
    orth_part_count(facts, part, "gas_trades", best->gas.trades);
    orth_part_say(facts, part,
                  "An arbitrageur who pays gas of %.6g %s a trade waits until a trade is worth it: "
                  "without a fee and at constant prices the move then costs %s, in %s trade%s%s%s.",
                  work->scenario->rules.gate.gas, work->scenario->pool_unit,
                  orth_page_cost(cost, work->scenario, orth_page_share(best->gas.loss)),
                  orth_page_count(trades, best->gas.trades), orth_plural(best->gas.trades, "", "s"),
                  best->has_cost ? "" : ", and steps buy nothing beyond some ",
                  best->has_cost ? "" : orth_page_number(ends, best->gas.steps_ends));
}

static const char *interval(char out[ORTH_PAGE_INTERVAL_MAX], const orth_estimate *of)
{
    return orth_page_interval(out, orth_loss_bp(of->low), orth_loss_bp(of->high));
}

static void say_simulated(orth_page_work *work, json_t *part, const orth_page_cost_facts *of)
{
    orth_facts *facts = work->facts;
    const orth_page_simulated *simulated = of->simulated;
    char cost[ORTH_PAGE_WORD_MAX], range[ORTH_PAGE_INTERVAL_MAX];
    if (simulated->error.text[0] != '\0')
        orth_part_say(facts, part, "The move could not be simulated: %s.", simulated->error.text);
    if (work->scenario->market == NULL && of->choice.comparison->pricing->fee == 0)
        orth_part_missing(facts, part, "/market", "what the move costs while prices move");
    if (simulated->simulation == NULL)
        return;
    uint64_t paths = simulated->simulation->price_paths;
    orth_part_number(facts, part, "simulated_bp", orth_loss_bp(simulated->cost.mean));
    orth_part_number(facts, part, "simulated_low_bp", orth_loss_bp(simulated->cost.low));
    orth_part_number(facts, part, "simulated_high_bp", orth_loss_bp(simulated->cost.high));
    orth_part_count(facts, part, "price_paths", paths);
    orth_page_cost(cost, work->scenario, orth_page_share(simulated->cost.mean));
    if (paths == 1) {
        orth_part_say(facts, part,
                      "Simulated with all that the scenario has, on one price path, the move costs "
                      "%s beyond the pool that is at its target from the start.",
                      cost);
        return;
    }
    orth_part_say(
        facts, part,
        "Simulated with all that the scenario has, on %.0f price paths, the move costs %s "
        "beyond the pool that is at its target from the start, in the mean; its 95 %% "
        "interval is %s bp.%s",
        (double)paths, cost, interval(range, &simulated->cost),
        paths < simulated->variant.asked ? " orthant simulate runs all price paths of the scenario."
                                         : "");
    if (simulated->has_linear)
        orth_part_say(
            facts, part,
            "Linear costs %s more on the same prices; the 95 %% interval of that is %s bp.",
            orth_page_cost(cost, work->scenario, orth_page_share(simulated->linear.mean)),
            interval(range, &simulated->linear));
}

static void decide_cost(orth_page_work *work, const orth_page_cost_facts *of)
{
    orth_facts *facts = work->facts;
    char cost[ORTH_PAGE_WORD_MAX];
    orth_page_cost(cost, work->scenario, of->known.cost);
    if (of->known.blind) {
        orth_facts_decide(
            facts, ORTH_DECISION_COST,
            "What it costs is not known: %s without a fee and at constant prices, and "
            "with the pool's fee and prices that move more, often twice as much. How "
            "much prices move is missing (--price-volatility, or /market). A bp is a "
            "ten-thousandth of the pool's value.",
            cost);
        return;
    }
    orth_facts_decide(facts, ORTH_DECISION_COST,
                      "It costs %s%s. A bp is a ten-thousandth of the pool's value.", cost,
                      of->known.by_simulation ? ", with all that the scenario counts"
                      : of->choice.basis == ORTH_OUTSIDE_LOSS
                          ? " at least: that is without a fee and at constant prices"
                      : of->choice.basis == ORTH_OUTSIDE_GAS
                          ? " with gas, at constant prices"
                          : ", with the fee and prices that move");
    if (of->known.cost >= LARGE)
        orth_facts_decide(facts, ORTH_DECISION_COST, "That is %.3g %% of the whole pool.",
                          100 * of->known.cost);
    if (orth_part_bp(of->known.cost) >= DEAR_BP && of->steps->best == 0)
        orth_facts_decide(facts, ORTH_DECISION_DO,
                          "Take longer if you can: in twice the time it costs about half.");
}

static void decide_sure(orth_page_work *work, const orth_page_cost_facts *of)
{
    orth_facts *facts = work->facts;
    const orth_comparison_result *best = of->choice.best;
    const orth_page_simulated *simulated = of->simulated;
    char range[ORTH_PAGE_INTERVAL_MAX];
    if (of->known.by_simulation && simulated->simulation->price_paths > 1)
        orth_facts_decide(facts, ORTH_DECISION_SURE,
                          "The cost rests on a simulation of %.0f price paths of the scenario's "
                          "market: its 95 %% interval is %s bp.",
                          (double)simulated->simulation->price_paths,
                          interval(range, &simulated->cost));
    else if (of->known.by_simulation)
        orth_facts_decide(facts, ORTH_DECISION_SURE,
                          "The cost rests on the one price path of the scenario's market: nothing "
                          "says how it would be on another.");
    else if (of->choice.basis == ORTH_OUTSIDE_WITH_FEE)
        orth_facts_decide(
            facts, ORTH_DECISION_SURE,
            "The cost is by a formula, no simulation (a closed form): it holds for the fee and the "
            "volatility of prices that were given, with an arbitrageur in every block%s.",
            simulated->simulation != NULL && fabs(simulated->cost.mean - best->cost.cost) <=
                                                 simulated->cost.high - simulated->cost.mean
                ? "; a simulation agrees"
                : "");
    else
        orth_facts_decide(facts, ORTH_DECISION_SURE,
                          "The cost is exact for a pool without a fee at constant prices, which no "
                          "real pool is: fee, moving prices and gas make it more.");
}

/* The turnover, and what half as many steps cost more. */
static orth_status measure(orth_page_cost_facts *of, const orth_scenario *scenario,
                           orth_error *error)
{
    const orth_comparison_result *best = of->choice.best;
    uint64_t half = best->steps / 2;
    orth_move *move;
    orth_path *path = NULL;
    orth_status status = orth_scenario_move(&move, scenario, error);
    if (status != ORTH_OK)
        return status;
    of->turnover = orth_page_turnover(move);
    if (half > 0 && half <= HALF_MOST && strncmp(best->path, "file:", 5) != 0)
        status = orth_path_create(&path, best->path, move, half,
                                  (const char *const *)scenario->tokens, error);
    if (status == ORTH_OK && path != NULL)
        of->half_more = orth_page_share(orth_path_log_loss(path)) - orth_page_share(best->log_loss);
    orth_path_free(path);
    orth_move_free(move);
    return status;
}

static orth_status write_cost(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_page_cost_facts of = {0};
    orth_status status = orth_page_choose(&of.choice, work, error);
    if (status != ORTH_OK)
        return status;
    if (!(of.choice.comparison->distance > 0)) {
        orth_part_say(work->facts, part, "It costs nothing: nothing moves.");
        return ORTH_OK;
    }
    status = orth_work_simulated(work, &of.simulated, error);
    if (status == ORTH_OK)
        status = orth_work_steps(work, &of.steps, error);
    if (status == ORTH_OK)
        status = orth_work_known_cost(&of.known, work, error);
    if (status == ORTH_OK)
        status = measure(&of, scenario, error);
    if (status != ORTH_OK)
        return status;
    orth_part_number(work->facts, part, "cost_bp", orth_part_bp(of.known.cost));
    orth_part_number(work->facts, part, "cost_value",
                     scenario->has_pool ? orth_page_value(scenario) * of.known.cost : NAN);
    say_ideal(work, part, &of);
    say_fee(work, part, &of);
    say_gas(work, part, &of);
    say_simulated(work, part, &of);
    decide_cost(work, &of);
    decide_sure(work, &of);
    orth_page_cost_outside(work, part, &of);
    orth_page_cost_effects(work, part, &of);
    orth_page_cost_counted(work, part, &of);
    orth_page_cost_paths(work, part, &of);
    return orth_page_cost_draw(work, part, &of, error);
}

const orth_page_part orth_part_cost = {"cost", "What it costs", orth_part_of_moves_alone,
                                       write_cost};
