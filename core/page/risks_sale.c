/* What could go wrong in a sale: fewer buyers, a lesser value, nobody. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page/amounts.h"
#include "page/risks.h"
#include "report/launch.h"

#define PATHS_MOST                                                                                 \
    48 /* of each sale that is tried, beside the first price paths of the page's own */
#define HALF 0.5

typedef struct sold {
    orth_page_risks risks;
    const orth_page_sale *sale;
    double raised;         /* by the first schedule */
    double fewer, cheaper; /* what it raises with half the buyers, at half the value; else NaN */
} sold;

/* `less` is what it raises less. */
static void add(sold *of, const char *risk, const char *does, double less, const char *known)
{
    orth_page_risks_add(&of->risks, &(orth_page_risk){.risk = risk,
                                                      .does = does,
                                                      .part = NAN,
                                                      .money = less,
                                                      .total = of->raised - less,
                                                      .known = known});
}

/* The first schedule with another demand: what it raises more, price path by price path. */
static orth_status difference(double *more, const sold *of, const orth_scenario_launch *other,
                              orth_error *error)
{
    const orth_page_work *work = of->risks.work;
    orth_scenario scenario = of->sale->scenario;
    orth_scenario_launch terms = *other;
    orth_launch *launch;
    orth_launch_estimate between;
    scenario.launch = &terms;
    scenario.path_count = scenario.step_count = 1;
    if (scenario.price_paths > PATHS_MOST)
        scenario.price_paths = PATHS_MOST;
    orth_launch_options how = {.threads = work->options->threads};
    orth_status status = orth_launch_run(&launch, &scenario, NULL, &how, error);
    if (status != ORTH_OK)
        return status;
    status =
        orth_launch_between(&between, launch, 0, of->sale->launch, 0, ORTH_LAUNCH_RAISED, error);
    *more = between.estimate.mean;
    orth_launch_free(launch);
    return status;
}

static orth_status add_value(sold *of, orth_error *error)
{
    orth_scenario_launch other = *of->risks.work->scenario->launch;
    double more;
    if (!other.has_value)
        return ORTH_OK;
    other.value *= HALF;
    orth_status status = difference(&more, of, &other, error);
    if (status == ORTH_OK)
        add(of, "a token is worth half as much to buyers",
            "they wait until the price has fallen further, or do not buy", -more, "simulation");
    if (status == ORTH_OK)
        of->cheaper = of->raised + more;
    return status;
}

static orth_status add_fewer(sold *of, orth_error *error)
{
    orth_scenario_launch other = *of->risks.work->scenario->launch;
    orth_arrival_rate *rate = &other.buyers.arrivals;
    double more;
    if (other.demand != ORTH_DEMAND_BUYERS || rate->count > 0)
        return ORTH_OK;
    rate->rate *= HALF;
    orth_status status = difference(&more, of, &other, error);
    if (status == ORTH_OK)
        add(of, "half as many buyers come",
            "more tokens are left, and the price falls further before somebody buys", -more,
            "simulation");
    if (status == ORTH_OK)
        of->fewer = of->raised + more;
    return status;
}

static void add_bad_path(sold *of, const orth_launch_estimate *raised)
{
    if (of->sale->launch->price_paths > 1)
        add(of, "the worst of twenty draws of the demand", "it raises so much, or less still",
            raised->estimate.mean - raised->estimate.quantiles[0], "simulation");
}

static void add_nobody(sold *of)
{
    const orth_launch *launch = of->sale->launch;
    const orth_launch_result *first = &launch->results[0];
    char does[200], price[ORTH_PAGE_WORD_MAX];
    snprintf(does, sizeof does,
             "it raises nothing, the tokens stay in the pool, and the price shown falls to %s",
             orth_page_money(price, launch->scenario, first->no_buyer[first->recorded - 1]));
    add(of, "nobody buys", does, of->raised, "exact");
}

static void add_others(sold *of)
{
    const orth_scenario_launch *sale = of->risks.work->scenario->launch;
    if (!sale->has_sniper)
        add(of, "a sniper buys in the first block",
            "he pays the highest price there is, which helps the seller; the key launch.sniper has "
            "his figures",
            NAN, "no figure");
    if (!sale->sales_blocked)
        add(of, "buyers sell their tokens back to the pool", "the reserve that was raised leaves",
            NAN, "counted as far as the demand says so");
    add(of, "the owner of the pool can stop or change it",
        "what the contract permits is for you to check", NAN, "no figure");
}

static void decide(const sold *of)
{
    const orth_page_work *work = of->risks.work;
    char few[ORTH_PAGE_WORD_MAX], cheap[ORTH_PAGE_WORD_MAX];
    orth_page_money(few, work->scenario, of->fewer);
    orth_page_money(cheap, work->scenario, of->cheaper);
    if (!isnan(of->fewer) && !isnan(of->cheaper))
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "Bad cases: if half as many buyers come it raises %s, if a token is "
                          "worth half as much to them %s, and if nobody comes nothing.",
                          few, cheap);
    else if (!isnan(of->cheaper))
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "Bad cases: if a token is worth half as much to buyers it raises %s, and "
                          "if nobody comes nothing.",
                          cheap);
    else
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "The bad case: if nobody comes it raises nothing.");
}

orth_status orth_page_risks_of_sale(orth_page_work *work, json_t *part, orth_error *error)
{
    sold of = {.fewer = NAN, .cheaper = NAN};
    orth_launch_estimate raised;
    orth_status status = orth_work_sale(work, &of.sale, error);
    if (status == ORTH_OK)
        status = orth_launch_estimate_of(&raised, of.sale->launch, 0, ORTH_LAUNCH_RAISED, error);
    if (status != ORTH_OK)
        return status;
    of.raised = raised.estimate.mean;
    char name[ORTH_LAUNCH_TEXT_MAX], money[ORTH_PAGE_WORD_MAX],
        caption[ORTH_LAUNCH_TEXT_MAX + ORTH_PAGE_WORD_MAX + 100];
    snprintf(caption, sizeof caption,
             "What the sale along %s would raise, one thing at a time; as assumed it raises %s",
             orth_launch_name(name, of.sale->launch, 0),
             orth_page_money(money, work->scenario, of.raised));
    orth_page_risks_begin(&of.risks, work, part, caption,
                          &(orth_page_risks_columns){.money = "raises less", .total = "raises"});
    add_bad_path(&of, &raised);
    status = add_value(&of, error);
    if (status == ORTH_OK)
        status = add_fewer(&of, error);
    if (status != ORTH_OK)
        return status;
    add_nobody(&of);
    add_others(&of);
    decide(&of);
    return ORTH_OK;
}
