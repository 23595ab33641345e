/* What could go wrong with the calls of a move: missed blocks, limits of the contract, gas. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/plural.h"
#include "orthant/loss.h"
#include "page/amounts.h"
#include "page/planned.h"
#include "page/risks_move.h"

#define PRESENT 0.95 /* of blocks, where the scenario misses none */
#define SEED 1
#define RUNS 100
#define REPLAY_MOST 2e6 /* runs x blocks x tokens */
#define RUNS_LEAST 8

/* ---------------------------------------------------------------- missed blocks */

static void add_missed(orth_page_moved *of, const orth_page_plan *plan,
                       const orth_plan_missed_summary *missed)
{
    char risk[120], does[400], off[ORTH_PAGE_WORD_MAX], known[200],
        miss[120] = "", refused[120] = "no call is refused";
    const orth_estimate *loss = &missed->log_loss;
    uint64_t done = missed->missing.runs - missed->failed;
    snprintf(risk, sizeof risk, "%.3g %% of blocks are missed, at random",
             100 * (1 - missed->missing.present));
    if (missed->refused > 0 || missed->failed > 0)
        snprintf(refused, sizeof refused,
                 "%" PRIu64 " calls are refused, and %" PRIu64 " runs fail", missed->refused,
                 missed->failed);
    if (missed->miss.mean > 0)
        snprintf(miss, sizeof miss, "; at the end a weight is %s off its target in the mean",
                 orth_page_number(off, missed->miss.mean));
    snprintf(does, sizeof does, "calls are mined later, and weights move more at once; %s%s",
             refused, miss);
    snprintf(known, sizeof known, "replay of %" PRIu64 " runs on the emulated contract, no fee",
             missed->missing.runs);
    orth_page_moved_add(
        of, risk, does,
        done > 0 ? orth_loss_bp(loss->mean) - orth_loss_bp(plan->study->replay->log_loss) : NAN,
        known);
}

static orth_status try_missed(orth_page_moved *of, const orth_page_plan *plan, orth_error *error)
{
    const orth_plan_missed_summary *own = &plan->study->missed;
    const orth_plan *made = plan->study->plan;
    orth_plan_missed_summary missed;
    if (own->missing.runs > 0) {
        add_missed(of, plan, own);
        return ORTH_OK;
    }
    double runs = floor(REPLAY_MOST / ((double)made->steps * (double)made->n));
    orth_plan_missing missing = {
        .present = PRESENT, .seed = SEED, .runs = (uint64_t)fmin(fmax(runs, RUNS_LEAST), RUNS)};
    orth_status status = orth_plan_missed_summarise(&missed, made, &missing, error);
    if (status == ORTH_OK)
        add_missed(of, plan, &missed);
    return status;
}

/* ---------------------------------------------------------------- limits */

static void add_limits(orth_page_moved *of, const orth_page_plan *plan)
{
    const orth_replay_limits *limits = &plan->study->replay->limits;
    char does[400], part[ORTH_PAGE_WORD_MAX];
    double largest = fmax(limits->largest_in, limits->largest_out);
    if (limits->trade_blocks > 0) {
        snprintf(does, sizeof does,
                 "at %" PRIu64 " block%s one swap is not enough, and the pool stays behind its "
                 "weights: the largest trade is %s of a reserve",
                 limits->trade_blocks, orth_plural(limits->trade_blocks, "", "s"),
                 orth_page_percent(part, largest));
        orth_page_moved_add(of, "the contract's limit of one swap binds", does, NAN,
                            "replay on the emulated contract");
    } else {
        char most[ORTH_PAGE_WORD_MAX];
        snprintf(does, sizeof does,
                 "it does not: arbitrage trades at most %s of a reserve in a block, of %s that are "
                 "permitted",
                 orth_page_percent(part, largest), orth_page_percent(most, limits->trade_limit));
        orth_page_moved_add(of, "the contract's limit of one swap binds", does, 0,
                            "replay on the emulated contract");
    }
    if (limits->weight_blocks > 0) {
        snprintf(does, sizeof does, "at %" PRIu64 " block%s a weight is outside",
                 limits->weight_blocks, orth_plural(limits->weight_blocks, "", "s"));
        orth_page_moved_add(of, "a weight leaves the contract's guard rail", does, NAN,
                            "replay on the emulated contract");
    }
}

static void add_rails(orth_page_moved *of, const orth_page_plan *plan)
{
    char does[400], weight[ORTH_PAGE_WORD_MAX];
    const orth_plan_rails *rails = &plan->study->plan->rails;
    if (rails->minimum_weight > 0) {
        snprintf(does, sizeof does,
                 "the plan keeps every weight at %s or more at every block, to the last wei",
                 orth_page_number(weight, orth_plan_weight(rails->minimum_weight)));
        orth_page_moved_add(of, "the least weight of your guard rails", does, 0, "the plan");
    }
    if (rails->largest_move > 0) {
        snprintf(does, sizeof does, "no call moves a weight by more than %s",
                 orth_page_number(weight, orth_plan_weight(rails->largest_move)));
        orth_page_moved_add(of, "the largest move of your guard rails", does, 0, "the plan");
    }
    if (plan->study->replay->frozen)
        orth_page_moved_add(of, "the weights stop before their time",
                            "a rail of the contract, or a call's own end, stops them", NAN,
                            "replay on the emulated contract");
}

/* ---------------------------------------------------------------- gas */

static void add_gas(orth_page_moved *of, const orth_page_plan *plan)
{
    size_t calls = orth_plan_transactions(plan->study->plan);
    double value = orth_page_value(of->risks.work->scenario), gas = (double)calls * plan->gas;
    if (!(gas > 0) || !(value > 0))
        return;
    char does[200];
    snprintf(does, sizeof does,
             "%zu call%s %s twice as much; with fewer calls the move itself costs more", calls,
             orth_plural(calls, "", "s"), orth_plural(calls, "costs", "cost"));
    orth_page_moved_add(of, "gas is twice as dear", does, orth_part_bp(gas / value), "exact");
}

orth_status orth_page_moved_plan(orth_page_moved *of, orth_error *error)
{
    const orth_page_plan *plan;
    orth_status status = orth_work_plan(of->risks.work, &plan, error);
    if (status != ORTH_OK || plan->study == NULL)
        return status;
    status = try_missed(of, plan, error);
    if (status != ORTH_OK)
        return status;
    if (plan->study->plan->call_count > 0 && plan->study->plan->calls[0].function->selector != 0)
        orth_page_moved_add(of, "a call comes late, never, or twice",
                            "the part on calls has each of these, tried call by call", NAN,
                            "replay on the emulated contract");
    add_limits(of, plan);
    add_rails(of, plan);
    add_gas(of, plan);
    return ORTH_OK;
}
