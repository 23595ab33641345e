/* A sale: what it raises, at which price, from whom. */
#include <inttypes.h>
#include <math.h>

#include "base/plural.h"
#include "orthant/decimal.h"
#include "orthant/sale_buyers.h"
#include "page/amounts.h"
#include "page/launch_parts.h"
#include "report/launch.h"

static void say_pool(orth_page_work *work, json_t *part, const orth_launch *launch)
{
    const orth_scenario_launch *sale = work->scenario->launch;
    char project[ORTH_PAGE_WORD_MAX], reserve[ORTH_PAGE_WORD_MAX],
        virtual_reserve[ORTH_PAGE_WORD_MAX];
    double ghost = orth_rational_to_double(sale->virtual_reserve);
    orth_part_say(work->facts, part,
                  "The pool begins with %s %s and %s %s. As the weight of %s falls, so does its "
                  "price, until somebody buys.",
                  orth_page_signed(project, orth_rational_to_double(sale->project_balance)),
                  orth_launch_project(launch),
                  orth_page_signed(reserve, orth_rational_to_double(sale->reserve_balance)),
                  orth_launch_reserve(launch), orth_launch_project(launch));
    if (ghost > 0)
        orth_part_say(work->facts, part,
                      "A reserve of %s %s more is virtual: it makes the price, and nobody can take "
                      "it out.",
                      orth_page_signed(virtual_reserve, ghost), orth_launch_reserve(launch));
    orth_part_say(work->facts, part,
                  sale->sales_blocked
                      ? "%s cannot be sold back to the pool: what was raised stays in it."
                      : "%s can be sold back to the pool, which takes out what buyers paid.",
                  orth_launch_project(launch));
}

static void say_demand(orth_page_work *work, json_t *part, const orth_launch *launch)
{
    const orth_scenario_launch *sale = work->scenario->launch;
    const char *unit = work->scenario->pool_unit, *project = orth_launch_project(launch);
    char value[ORTH_PAGE_WORD_MAX], budget[ORTH_PAGE_WORD_MAX], capital[ORTH_PAGE_WORD_MAX];
    if (sale->demand == ORTH_DEMAND_TRADES)
        orth_part_say(work->facts, part, "Who buys: the trades of a recorded list.");
    else if (sale->demand == ORTH_DEMAND_BUYERS)
        orth_part_say(work->facts, part,
                      "Who buys: people who come at random, each with a budget (%s %s in the mean) "
                      "and a price above which they do not buy.",
                      orth_page_signed(budget, sale->buyers.budget), unit);
    else
        orth_part_say(work->facts, part,
                      "Who buys: one price is known to all, and arbitrage buys whatever the pool "
                      "sells for less.");
    if (sale->has_value)
        orth_part_say(work->facts, part, "One %s is taken to be worth %s%s.", project,
                      orth_page_money(value, work->scenario, sale->value),
                      work->scenario->market != NULL ? " at the start" : "");
    if (sale->has_sniper)
        orth_part_say(work->facts, part,
                      "A sniper, who buys in the first block whatever the price, comes with %s %s.",
                      orth_page_signed(capital, sale->sniper.capital), unit);
}

/* Where the money of those goes who come: what is raised, what the price keeps away of those who
 * buy, and the rest of those who never find a price that they would pay. */
static orth_status say_budgets(orth_page_work *work, json_t *part, const orth_launch *launch,
                               orth_error *error)
{
    const orth_scenario_launch *sale = work->scenario->launch;
    const orth_launch_buyers *buyers = &sale->buyers;
    orth_launch_estimate raised, unfilled, first;
    if (sale->demand != ORTH_DEMAND_BUYERS || sale->has_sniper || buyers->flippers > 0)
        return ORTH_OK;
    orth_status status = orth_launch_estimate_of(&raised, launch, 0, ORTH_LAUNCH_RAISED, error);
    if (status == ORTH_OK)
        status = orth_launch_estimate_of(&unfilled, launch, 0, ORTH_LAUNCH_UNFILLED, error);
    if (status == ORTH_OK)
        status = orth_launch_estimate_of(&first, launch, 0, ORTH_LAUNCH_FIRST_BLOCK, error);
    if (status != ORTH_OK)
        return status;
    const orth_sale_rate rate = {buyers->arrivals.rate, buyers->arrivals.decay_days,
                                 buyers->arrivals.count, buyers->arrivals.days,
                                 buyers->arrivals.rates};
    double come = orth_sale_rate_expected(&rate, launch->results[0].days),
           all = come * buyers->budget;
    char count[ORTH_PAGE_WORD_MAX], money[ORTH_PAGE_WORD_MAX], spent[ORTH_PAGE_WORD_MAX],
        kept[ORTH_PAGE_WORD_MAX], never[ORTH_PAGE_WORD_MAX], name[ORTH_LAUNCH_TEXT_MAX],
        time[ORTH_PAGE_WORD_MAX];
    orth_part_number(work->facts, part, "budgets", all);
    orth_part_say(
        work->facts, part,
        "Some %s of them come, with %s in all. Along %s they spend %s of that; the price keeps %s "
        "away from those who buy; the rest, some %s, is of people who see no price that they "
        "would pay.",
        orth_page_signed(count, come), orth_page_money(money, work->scenario, all),
        orth_launch_name(name, launch, 0),
        orth_page_money(spent, work->scenario, raised.estimate.mean),
        orth_page_money(kept, work->scenario, unfilled.estimate.mean),
        orth_page_money(never, work->scenario,
                        fmax(all - raised.estimate.mean - unfilled.estimate.mean, 0)));
    if (first.estimate.mean > 1)
        orth_part_say(work->facts, part,
                      "At the start the price is higher than anybody would pay: in the mean the "
                      "first one buys %s after the start.",
                      orth_page_time(time, orth_page_seconds(work->scenario, 1) /
                                               (double)work->scenario->blocks_per_step *
                                               first.estimate.mean));
    return ORTH_OK;
}

/* What the first and the last token cost. */
static void say_spread(orth_page_work *work, json_t *part, const orth_launch *launch)
{
    const double *paid = launch->results[0].paid;
    double low = paid[0], high = paid[ORTH_LAUNCH_SHARES - 1];
    char name[ORTH_LAUNCH_TEXT_MAX], first[ORTH_PAGE_WORD_MAX], last[ORTH_PAGE_WORD_MAX],
        factor[ORTH_PAGE_WORD_MAX];
    orth_part_number(work->facts, part, "cheapest_paid", low);
    orth_part_number(work->facts, part, "dearest_paid", high);
    if (!(low > 0) || isnan(high))
        return;
    orth_part_say(work->facts, part,
                  "Along %s the cheapest token sold for %s and the dearest for %s, %s times as "
                  "much.",
                  orth_launch_name(name, launch, 0), orth_page_money(first, work->scenario, low),
                  orth_page_money(last, work->scenario, high),
                  orth_page_signed(factor, high / low));
}

/* What the one who buys first makes of it. */
static orth_status say_sniper(orth_page_work *work, json_t *part, const orth_launch *launch,
                              orth_error *error)
{
    orth_launch_estimate spent, profit;
    char paid[ORTH_PAGE_WORD_MAX], made[ORTH_PAGE_WORD_MAX], name[ORTH_LAUNCH_TEXT_MAX];
    if (!work->scenario->launch->has_sniper)
        return ORTH_OK;
    orth_status status =
        orth_launch_estimate_of(&spent, launch, 0, ORTH_LAUNCH_SNIPER_SPENT, error);
    if (status == ORTH_OK)
        status = orth_launch_estimate_of(&profit, launch, 0, ORTH_LAUNCH_SNIPER_PROFIT, error);
    if (status != ORTH_OK)
        return status;
    double profits = profit.estimate.mean;
    orth_part_say(work->facts, part, "Along %s the sniper spends %s and %s %s.",
                  orth_launch_name(name, launch, 0),
                  orth_page_money(paid, work->scenario, spent.estimate.mean),
                  profits < 0 ? "loses" : "gains",
                  orth_page_money(made, work->scenario, fabs(profits)));
    return ORTH_OK;
}

static void say_price_paths(orth_page_work *work, json_t *part, const orth_page_sale *sale)
{
    const orth_launch *launch = sale->launch;
    orth_part_count(work->facts, part, "price_paths", launch->price_paths);
    orth_part_count(work->facts, part, "price_paths_asked", sale->asked);
    if (launch->price_paths < sale->asked && launch->random)
        orth_part_say(work->facts, part,
                      "The scenario asks for %" PRIu64
                      " draws of the demand (price paths); so that the page is "
                      "there at once it has the first %" PRIu64 ". orthant launch runs all.",
                      sale->asked, launch->price_paths);
    orth_part_say(work->facts, part,
                  "Other weights, lengths and fees may raise more: orthant launch --best ranks "
                  "them by what a seller wants.");
}

static orth_status write_launch(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_page_sale *sale;
    orth_status status = orth_work_sale(work, &sale, error);
    if (status != ORTH_OK)
        return status;
    say_pool(work, part, sale->launch);
    say_demand(work, part, sale->launch);
    status = say_budgets(work, part, sale->launch, error);
    if (status != ORTH_OK)
        return status;
    say_spread(work, part, sale->launch);
    status = say_sniper(work, part, sale->launch, error);
    say_price_paths(work, part, sale);
    if (status == ORTH_OK)
        status = orth_page_launch_decide(work, sale, error);
    if (status != ORTH_OK)
        return status;
    orth_page_launch_pictures(work, part, sale);
    return orth_page_launch_tables(work, part, sale, error);
}

const orth_page_part orth_part_launch = {"launch", "The sale", orth_part_of_launches, write_launch};
