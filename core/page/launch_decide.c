/* What a seller does with it, in sentences. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/plural.h"
#include "orthant/decimal.h"
#include "page/amounts.h"
#include "page/launch_parts.h"
#include "report/launch.h"

#define MATTERS 1e-3 /* of what is raised */

/* The result that raises most in the mean. */
static orth_status best_of(size_t *best, orth_launch_estimate *of, const orth_launch *launch,
                           orth_error *error)
{
    *best = 0;
    for (size_t r = 0; r < launch->count; r++) {
        orth_launch_estimate one;
        orth_status status = orth_launch_estimate_of(&one, launch, r, ORTH_LAUNCH_RAISED, error);
        if (status != ORTH_OK)
            return status;
        if (r == 0 || one.estimate.mean > of->estimate.mean) {
            *of = one;
            *best = r;
        }
    }
    return ORTH_OK;
}

/* How the others are to the best one by what they raise. */
typedef struct others {
    size_t alike; /* not told from it, all judged together (Bonferroni) */
    size_t next;
    double least; /* what the next one raises less, in the mean */
} others;

/* Of one price path only those that raise the same are alike. */
static orth_status compare(others *of, const orth_launch *launch, size_t best, orth_error *error)
{
    *of = (others){.least = INFINITY};
    for (size_t r = 0; r < launch->count; r++) {
        orth_launch_estimate less;
        if (r == best)
            continue;
        orth_status status =
            orth_launch_difference(&less, launch, best, r, ORTH_LAUNCH_RAISED, error);
        if (status != ORTH_OK)
            return status;
        double t = launch->price_paths > 1 ? orth_student((size_t)launch->price_paths - 1,
                                                          0.05 / (double)(launch->count - 1))
                                           : 0;
        of->alike += fabs(less.estimate.mean) <= t * less.estimate.stderr_;
        if (less.estimate.mean < of->least) {
            of->least = less.estimate.mean;
            of->next = r;
        }
    }
    return ORTH_OK;
}

/* Whether the contracts of sales can carry it out. */
static bool is_straight(const orth_launch_result *result)
{
    return strcmp(result->path, "linear") == 0;
}

static void decide_contract(orth_page_work *work, const orth_launch *launch, size_t best)
{
    char names[2 * ORTH_PAGE_WORD_MAX] = "";
    size_t at = 0;
    for (size_t r = 0; r < launch->count; r++) {
        const char *path = launch->results[r].path;
        if (!is_straight(&launch->results[r]) && strstr(names, path) == NULL &&
            at < ORTH_PAGE_WORD_MAX)
            at += (size_t)snprintf(names + at, sizeof names - at, "%s%s", at > 0 ? ", " : "",
                                   orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, path));
    }
    if (at > 0)
        orth_facts_decide(
            work->facts, ORTH_DECISION_DO,
            "A contract of such sales (LBP) moves weights in one straight line, "
            "linear: %s cannot be had there%s.",
            names, is_straight(&launch->results[best]) ? "" : ", though it raises more here");
}

static void decide_schedule(orth_page_work *work, const orth_launch *launch, size_t best,
                            double raised, const others *of)
{
    char name[ORTH_LAUNCH_TEXT_MAX], next[ORTH_LAUNCH_TEXT_MAX], less[ORTH_PAGE_WORD_MAX],
        part[ORTH_PAGE_WORD_MAX];
    orth_launch_name(name, launch, best);
    if (of->alike == launch->count - 1)
        orth_facts_decide(work->facts, ORTH_DECISION_DO,
                          "Which of the %zu schedules it follows does not matter as far as these "
                          "draws tell; %s raised most.",
                          launch->count, name);
    else if (of->alike > 0)
        orth_facts_decide(work->facts, ORTH_DECISION_DO,
                          "Of %zu schedules %s raises most, though %zu of the others %s not told "
                          "from it.",
                          launch->count, name, of->alike, orth_plural(of->alike, "is", "are"));
    else
        orth_facts_decide(work->facts, ORTH_DECISION_DO,
                          "Of %zu schedules %s raises most, %s (%s) more than %s, the next%s.",
                          launch->count, name, orth_page_money(less, work->scenario, of->least),
                          orth_page_percent(part, of->least / (raised - of->least)),
                          orth_launch_name(next, launch, of->next),
                          of->least < MATTERS * raised ? ", which hardly matters" : "");
    decide_contract(work, launch, best);
}

static void decide_what(orth_page_work *work, const orth_launch *launch, size_t best)
{
    const orth_launch_result *result = &launch->results[best];
    char time[ORTH_PAGE_WORD_MAX];
    orth_facts_decide(work->facts, ORTH_DECISION_DO,
                      "Sell %s by a pool whose weight of it falls from %.4g to %.4g in %s.",
                      orth_launch_project(launch), result->start_weight, result->end_weight,
                      orth_page_time(time, 86400 * result->days));
}

static void decide_left(orth_page_work *work, const orth_launch *launch, double share)
{
    double balance = orth_rational_to_double(launch->scenario->launch->project_balance);
    char part[ORTH_PAGE_WORD_MAX], left[ORTH_PAGE_WORD_MAX];
    orth_facts_decide(work->facts, ORTH_DECISION_COST,
                      "%s of the tokens, %s %s, are not sold: they stay in the pool, with what was "
                      "raised and with the money that it began with.",
                      orth_page_percent(part, share), orth_page_signed(left, share * balance),
                      orth_launch_project(launch));
}

/* What buyers have at the end. */
static void decide_buyers(orth_page_work *work, double average, double last)
{
    char paid[ORTH_PAGE_WORD_MAX], price[ORTH_PAGE_WORD_MAX], part[ORTH_PAGE_WORD_MAX];
    if (isnan(average)) {
        orth_facts_decide(work->facts, ORTH_DECISION_COST, "Nobody buys.");
        return;
    }
    orth_facts_decide(work->facts, ORTH_DECISION_COST,
                      "Buyers pay %s for one in the mean; at the end the pool's price is %s, %s "
                      "%s than what they paid.",
                      orth_page_money(paid, work->scenario, average),
                      orth_page_money(price, work->scenario, last),
                      orth_page_percent(part, fabs(last / average - 1)),
                      last < average ? "less" : "more");
}

static orth_status decide_raised(orth_page_work *work, const orth_launch *launch, size_t best,
                                 const orth_launch_estimate *raised, orth_error *error)
{
    const orth_scenario *scenario = launch->scenario;
    char money[ORTH_PAGE_WORD_MAX], range[ORTH_PAGE_WORD_MAX], sold[ORTH_PAGE_WORD_MAX],
        between[2 * ORTH_PAGE_WORD_MAX] = "";
    orth_launch_estimate of[4];
    const orth_launch_figure figures[] = {ORTH_LAUNCH_SOLD, ORTH_LAUNCH_SHARE_LEFT,
                                          ORTH_LAUNCH_AVERAGE_PRICE, ORTH_LAUNCH_LAST_PRICE};
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        orth_status status = orth_launch_estimate_of(&of[i], launch, best, figures[i], error);
        if (status != ORTH_OK)
            return status;
    }
    const orth_estimate *estimate = &raised->estimate;
    if (launch->price_paths > 1)
        snprintf(between, sizeof between, " in the mean (nine of ten draws of buyers: %s)",
                 orth_page_moneys(range, scenario, estimate->quantiles[0],
                                  estimate->quantiles[ORTH_QUANTILES - 1]));
    orth_facts_decide(work->facts, ORTH_DECISION_COST,
                      "Nothing is paid but gas. The sale raises %s%s for %s %s.",
                      orth_page_money(money, scenario, estimate->mean), between,
                      orth_page_signed(sold, of[0].estimate.mean), orth_launch_project(launch));
    decide_left(work, launch, of[1].estimate.mean);
    decide_buyers(work, of[2].estimate.mean, of[3].estimate.mean);
    return ORTH_OK;
}

static void decide_sure(orth_page_work *work, const orth_launch *launch,
                        const orth_launch_estimate *raised)
{
    const orth_scenario *scenario = launch->scenario;
    char range[ORTH_PAGE_WORD_MAX];
    const char *demand = scenario->launch->demand == ORTH_DEMAND_TRADES
                             ? "who buys is a record of other trades"
                             : "who buys, and what a token is worth to them, is assumed";
    if (launch->price_paths > 1)
        orth_facts_decide(
            work->facts, ORTH_DECISION_SURE,
            "Simulated are %" PRIu64 " draws of the assumed demand. Were it so, the mean would be "
            "%s (95 %%): that is the error of drawing, and not how sure the sale is.",
            launch->price_paths,
            orth_page_moneys(range, scenario, raised->estimate.low, raised->estimate.high));
    else if (launch->random)
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "It is one draw of the demand, which is luck: monte_carlo runs "
                          "several.");
    else
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "For this demand the figures are exact but for rounding.");
    orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                      "Yet %s: real demand may be nothing like it, and the sale raises what it "
                      "finds.",
                      demand);
}

orth_status orth_page_launch_decide(orth_page_work *work, const orth_page_sale *sale,
                                    orth_error *error)
{
    const orth_launch *launch = sale->launch;
    orth_launch_estimate raised;
    size_t best;
    others of;
    orth_status status = best_of(&best, &raised, launch, error);
    if (status == ORTH_OK)
        status = compare(&of, launch, best, error);
    if (status != ORTH_OK)
        return status;
    decide_what(work, launch, best);
    if (launch->count > 1)
        decide_schedule(work, launch, best, raised.estimate.mean, &of);
    status = decide_raised(work, launch, best, &raised, error);
    if (status == ORTH_OK)
        decide_sure(work, launch, &raised);
    return status;
}
