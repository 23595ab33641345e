/* What could go wrong in a move: the fee, noise, gas and arbitrage otherwise than assumed. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/plural.h"
#include "orthant/decimal.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "page/risks_move.h"
#include "page/words.h"

#define MORE_NOISE 1.5 /* times the volatility */
#define LESS_NOISE 0.5

static double part_of(double bp)
{
    return bp / orth_part_bp(1);
}

/* ---------------------------------------------------------------- fee and noise */

/* The choice with another fee and other noise. */
static orth_status measure(orth_comparison_result *result, const orth_page_moved *of, double fee,
                           double volatility, orth_error *error)
{
    const orth_scenario *scenario = of->risks.work->scenario;
    const orth_scenario_cost *pricing = of->choice.comparison->pricing;
    orth_scenario_cost other = *pricing;
    size_t n = scenario->n;
    double *covariance = malloc(n * n * sizeof *covariance);
    if (covariance == NULL)
        return orth_fail_memory(error, (double)(n * n * sizeof *covariance));
    for (size_t i = 0; i < n * n; i++)
        covariance[i] = volatility * volatility * pricing->noise.covariance[i];
    other.fee = fee;
    *result = *of->choice.best;
    orth_status status = orth_cost_terms_create(&other.terms, n, fee, covariance, error);
    if (status == ORTH_OK) {
        status = orth_comparison_measure(result, of->path, scenario, &other, error);
        orth_cost_terms_free(other.terms);
    }
    free(covariance);
    return status;
}

/* What it costs more than the choice by the same formula; NaN where that does not hold. */
static double more(const orth_page_moved *of, const orth_comparison_result *result)
{
    const orth_cost *own = &of->choice.best->cost, *other = &result->cost;
    return own->valid && other->valid ? other->cost_bp - own->cost_bp : NAN;
}

static orth_status add_priced(orth_page_moved *of, orth_error *error)
{
    static const struct {
        double fee, volatility;
        const char *risk, *does;
    } all[] = {
        {2, 1, "the swap fee is twice as high",
         "arbitrage waits until prices are further off, and each wait costs"},
        {0.5, 1, "the swap fee is half as high",
         "arbitrage comes sooner; but the pool earns less from it, and at rest loses more"},
        {1, MORE_NOISE, "prices move half as much again",
         "gaps are larger, and arbitrage comes over the fee more often"},
        {1, LESS_NOISE, "prices move half as much", "likewise"},
    };
    double fee = of->choice.comparison->pricing->fee;
    if (orth_page_walks_are_long(&of->choice)) {
        orth_page_moved_add(
            of, "the swap fee, or how much prices move, is another", "the move costs more or less",
            NAN, "takes too long for a page; orthant compare has it for such a scenario");
        return ORTH_OK;
    }
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        orth_comparison_result result;
        if (!(all[i].fee * fee < 1))
            continue;
        orth_status status = measure(&result, of, all[i].fee * fee, all[i].volatility, error);
        if (status != ORTH_OK)
            return status;
        double costs = more(of, &result);
        orth_page_moved_add(of, all[i].risk, all[i].does, costs,
                            isnan(costs) ? "not known: the closed form does not hold here"
                                         : "closed form");
    }
    return ORTH_OK;
}

/* ---------------------------------------------------------------- gas */

static orth_status add_gas(orth_page_moved *of, orth_error *error)
{
    const orth_comparison_result *best = of->choice.best;
    const orth_scenario *scenario = of->risks.work->scenario;
    orth_cost_gas gas;
    if (!best->has_gas)
        return ORTH_OK;
    double share = scenario->rules.gate.gas / orth_page_value(scenario);
    orth_status status = orth_cost_gas_of_path(&gas, of->path, 2 * share, error);
    if (status == ORTH_OK)
        orth_page_moved_add(of, "an arbitrageur's gas is twice as dear",
                            "he comes less often, and takes more each time",
                            orth_loss_bp(gas.loss) - orth_loss_bp(best->gas.loss),
                            "exact, without a fee and with prices at rest");
    return status;
}

/* ---------------------------------------------------------------- in words */

static void say_base(orth_page_moved *of, json_t *part)
{
    orth_page_work *work = of->risks.work;
    const orth_comparison_result *best = of->choice.best;
    char cost[ORTH_PAGE_WORD_MAX], count[ORTH_PAGE_WORD_MAX], rest[ORTH_PAGE_WORD_MAX];
    orth_part_number(work->facts, part, "base_bp", orth_part_bp(of->risks.base));
    orth_part_text(work->facts, part, "path", best->path);
    orth_part_count(work->facts, part, "steps", best->steps);
    if (isnan(of->risks.base))
        orth_part_say(
            work->facts, part,
            "All rows are of the move in the scenario's %s step%s along the path %s. What "
            "that costs as assumed is not known, so that rows say only what is added to "
            "it. One bp is 1/10,000 of the pool's value.",
            orth_page_count(count, best->steps), orth_plural(best->steps, "", "s"), best->path);
    else
        orth_part_say(
            work->facts, part,
            "All rows are of the move in the scenario's %s step%s along the path %s, which costs %s as "
            "assumed (%s). One bp is 1/10,000 of the pool's value.",
            orth_page_count(count, best->steps), orth_plural(best->steps, "", "s"), best->path,
            orth_page_cost(cost, work->scenario, of->risks.base), of->base_known);
    if (!best->has_cost || !best->cost.valid)
        return;
    orth_part_number(work->facts, part, "lvr_meanwhile_bp", best->cost.rest_bp);
    orth_part_say(work->facts, part,
                  "Meanwhile it loses %s to prices that move, as any pool of its weights does that "
                  "rests (LVR, loss versus rebalancing, with the fee counted): this is no cost of "
                  "the move, but it goes on as long as the pool is there.",
                  orth_page_cost(rest, work->scenario, part_of(best->cost.rest_bp)));
}

/* The cost that the page goes by. */
static orth_status find_base(orth_page_moved *of, orth_error *error)
{
    orth_page_work *work = of->risks.work;
    orth_page_known_cost known;
    bool priced = of->choice.best->has_cost && of->choice.best->cost.valid;
    orth_status status = orth_work_known_cost(&known, work, error);
    if (status != ORTH_OK)
        return status;
    of->risks.base = known.blind ? NAN : known.cost;
    of->base_known = known.by_simulation ? "by simulation"
                     : priced ? "by the closed form, a formula with fee and moving prices"
                              : "exact";
    return ORTH_OK;
}

static void begin(orth_page_moved *of, orth_page_work *work, json_t *part)
{
    bool money = orth_page_value(work->scenario) > 0;
    orth_page_risks_begin(&of->risks, work, part, "What the move would cost, one thing at a time",
                          &(orth_page_risks_columns){.bp = "costs more",
                                                     .money = money ? "costs more" : NULL,
                                                     .total_bp = money ? NULL : "in all",
                                                     .total = money ? "in all" : NULL});
}

static void add_known_to_none(orth_page_moved *of)
{
    bool jumps = of->risks.work->scenario->market != NULL;
    orth_page_moved_add(
        of, "prices jump during the move",
        "arbitrage takes what a jump leaves it, as from any pool that rests; the move adds next to "
        "nothing to that",
        NAN, jumps ? "no closed form; simulated where the market's model has jumps" : "no figure");
    orth_page_moved_add(
        of, "the move stops half-way",
        "the pool rests at the weights that it has reached; what was done is not lost", NAN,
        "the losses of single steps add up");
}

static void decide(orth_page_moved *of)
{
    char cost[ORTH_PAGE_WORD_MAX], own[ORTH_PAGE_WORD_MAX];
    if (isfinite(of->risks.base) && of->risks.words[0] != '\0' &&
        of->risks.greatest > part_of(ORTH_REPORT_MATTERS_BP))
        orth_facts_decide(
            of->risks.work->facts, ORTH_DECISION_SURE,
            "What would hurt most of what was tried: if %s, the move costs %s and not "
            "%s.",
            of->risks.words,
            orth_page_cost(cost, of->risks.work->scenario, of->risks.base + of->risks.greatest),
            orth_page_cost(own, of->risks.work->scenario, of->risks.base));
}

static orth_status write_rows(orth_page_moved *of, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (of->choice.best->has_cost)
        status = add_priced(of, error);
    if (status == ORTH_OK)
        status = add_gas(of, error);
    if (status == ORTH_OK)
        status = orth_page_moved_arbitrage(of, error);
    if (status == ORTH_OK)
        status = orth_page_moved_plan(of, error);
    if (status == ORTH_OK)
        add_known_to_none(of);
    return status;
}

static void say_missing(orth_page_moved *of, json_t *part)
{
    orth_page_work *work = of->risks.work;
    const orth_scenario *scenario = work->scenario;
    if (of->choice.best->has_cost)
        return;
    if (scenario->rules.fee == 0 && !scenario->has_fee_schedule)
        orth_part_missing(work->facts, part, "/pool/swap_fee",
                          "what a higher or a lower fee would change");
    if (scenario->market == NULL && scenario->price_volatility == NULL)
        orth_part_missing(work->facts, part, "/market",
                          "what it would change if prices moved more or less than assumed "
                          "(--price-volatility is enough)");
}

orth_status orth_page_risks_of_move(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_page_moved of = {.path = NULL};
    orth_move *move = NULL;
    orth_status status = orth_page_choose(&of.choice, work, error);
    if (status == ORTH_OK)
        status = orth_scenario_move(&move, scenario, error);
    if (status == ORTH_OK)
        status = orth_path_create(&of.path, of.choice.best->path, move, of.choice.best->steps,
                                  (const char *const *)scenario->tokens, error);
    if (status == ORTH_OK) {
        begin(&of, work, part);
        status = find_base(&of, error);
    }
    if (status == ORTH_OK) {
        say_base(&of, part);
        status = write_rows(&of, error);
    }
    if (status == ORTH_OK) {
        say_missing(&of, part);
        decide(&of);
    }
    orth_path_free(of.path);
    orth_move_free(move);
    return status;
}
