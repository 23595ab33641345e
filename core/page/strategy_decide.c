/* Whether a strategy is worth running, in sentences for the box. */
#include <inttypes.h>
#include <math.h>
#include <stdint.h>

#include "page/amounts.h"
#include "page/strategy_parts.h"

#define RAILS_MATTER 0.25 /* of blocks */

static bool is_recorded(const orth_page_run *run)
{
    return run->simulation->sources != NULL && run->simulation->source_count > 0;
}

/* "on 100 price paths of the model gbm", "on the prices given". */
static const char *on_prices(char out[ORTH_PAGE_WORD_MAX], const orth_page_run *run)
{
    const orth_simulation *simulation = run->simulation;
    if (simulation->price_paths > 1)
        snprintf(out, ORTH_PAGE_WORD_MAX, "on %" PRIu64 " price paths of the model %.60s",
                 simulation->price_paths, run->scenario.market->model);
    else
        snprintf(out, ORTH_PAGE_WORD_MAX,
                 simulation->random ? "on one price path drawn at random" : "on the prices given");
    return out;
}

static double against_hold(const orth_page_run *run, size_t s)
{
    return orth_page_strategy_against_hold(run, s)->estimate.mean;
}

/* ---------------------------------------------------------------- between two */

static orth_status decide_second(orth_page_work *work, const orth_page_run *run, size_t best,
                                 orth_error *error)
{
    orth_estimate more;
    size_t second = orth_page_strategy_best_but(run, best);
    char percent[ORTH_PAGE_WORD_MAX], range[ORTH_PAGE_WORD_MAX], money[ORTH_PAGE_WORD_MAX];
    if (second == SIZE_MAX)
        return ORTH_OK;
    orth_status status = orth_page_strategy_ended_more(&more, run, best, second, error);
    if (status != ORTH_OK)
        return status;
    const char *first = run->simulation->results[best].path;
    const char *next = run->simulation->results[second].path;
    orth_page_money(money, &run->scenario, fabs(more.mean) * run->simulation->start_value);
    orth_page_percent(percent, fabs(more.mean));
    if (run->simulation->price_paths < 2)
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "Second is %s: there %s ended %s (%s of the start's value) %s it.", next,
                          first, money, percent, more.mean < 0 ? "below" : "above");
    else
        orth_facts_decide(
            work->facts, ORTH_DECISION_SURE,
            "Second is %s. On the same price paths %s ended %s (%s of the start's value) %s "
            "it, 95 %% interval %s: %s.",
            next, first, money, percent, more.mean < 0 ? "below" : "above",
            orth_page_percents(range, more.low, more.high),
            orth_page_told(&more) != 0 ? "on such prices that is no matter of luck"
                                       : "which of the two is better is not known");
    return ORTH_OK;
}

/* ---------------------------------------------------------------- what to do */

/* Prices of a model go up or down by chance alone, whatever went before. */
static void decide_without_trends(orth_page_work *work, const orth_page_run *run, size_t best)
{
    bool many = run->simulation->count > 1;
    orth_facts_decide(
        work->facts, ORTH_DECISION_DO,
        "These prices have no trends (model %.60s), so this page cannot say whether %s any good: "
        "it says what running %s costs, and %s must earn that on real prices first. Give a file "
        "of prices to judge %s.",
        run->scenario.market->model, many ? "these rules are" : "the rule is", many ? "each" : "it",
        many ? "each" : "the rule", many ? "them" : "the rule");
    if (many)
        orth_facts_decide(work->facts, ORTH_DECISION_DO,
                          "Of the %zu strategies %s kept most against holding.",
                          run->simulation->count, run->simulation->results[best].path);
}

static void decide_by_record(orth_page_work *work, const orth_page_run *run, size_t best, int told)
{
    static const char *const advice[] = {
        "%s ended with less than holding the tokens of the start: do not run it for its return.",
        "%s did no better and no worse on these prices, as far as they show, than holding the "
        "tokens of the start: run it only for another reason than its return.",
        "%s ended with more than holding the tokens of the start. That speaks for it as far as "
        "you trust these prices; nothing is known of the future's."};
    size_t count = run->simulation->count;
    const char *path = run->simulation->results[best].path;
    char name[ORTH_PAGE_WORD_MAX] = "The strategy", cut[ORTH_PAGE_NAME_MAX];
    if (count > 1) {
        snprintf(name, sizeof name, told > 0 ? "It" : "Even %s", orth_page_name(cut, path));
        orth_facts_decide(work->facts, ORTH_DECISION_DO,
                          "Of %zu strategies %s ended highest against holding.", count, path);
    }
    orth_facts_decide(work->facts, ORTH_DECISION_DO, advice[told + 1], name);
}

/* ---------------------------------------------------------------- what it returns and costs */

static void decide_return(orth_page_work *work, const orth_page_run *run, size_t best)
{
    const orth_simulation *simulation = run->simulation;
    const orth_simulation_result *result = &simulation->results[best];
    double more = against_hold(run, best);
    double gained = result->performance->figures[ORTH_PERFORMANCE_RETURN].estimate.mean;
    char on[ORTH_PAGE_WORD_MAX], gain[ORTH_PAGE_WORD_MAX], less[ORTH_PAGE_WORD_MAX],
        value[ORTH_PAGE_WORD_MAX], than[2 * ORTH_PAGE_WORD_MAX];
    const char *mean = simulation->price_paths > 1 ? " in the mean" : "";
    if (fabs(more) > ORTH_PERFORMANCE_STILL)
        snprintf(than, sizeof than, "%.60s %s than holding the tokens of the start%s",
                 orth_page_percent(less, fabs(more)), more < 0 ? "less" : "more",
                 simulation->price_paths > 1 ? " (the mean of each path's own comparison)" : "");
    else
        snprintf(than, sizeof than, "as much as holding the tokens of the start");
    orth_facts_decide(
        work->facts, ORTH_DECISION_COST, "Return%s%s: %s the pool %s %s%s, to %s; that is %s.",
        simulation->count > 1 ? " of " : "", simulation->count > 1 ? result->path : "",
        on_prices(on, run), gained < 0 ? "loses" : "gains", orth_page_percent(gain, fabs(gained)),
        mean, orth_page_money(value, &run->scenario, result->figures[ORTH_FIGURE_FINAL_VALUE].mean),
        than);
}

static void decide_bad_case(orth_page_work *work, const orth_page_run *run, size_t best)
{
    const orth_simulation *simulation = run->simulation;
    const orth_simulation_result *result = &simulation->results[best];
    const orth_estimate *fall =
        &result->performance->figures[ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN].estimate;
    char value[ORTH_PAGE_WORD_MAX], start[ORTH_PAGE_WORD_MAX], down[ORTH_PAGE_WORD_MAX];
    if (simulation->price_paths < 2) {
        orth_facts_decide(work->facts, ORTH_DECISION_COST,
                          "On the way its value fell %s below its highest.",
                          orth_page_percent(down, fall->mean));
        return;
    }
    orth_facts_decide(
        work->facts, ORTH_DECISION_COST,
        "The bad case, one price path of twenty: of %s at the start %s or less is left at the end; "
        "likewise one of twenty falls %s or more below its highest on the way.",
        orth_page_money(start, &run->scenario, simulation->start_value),
        orth_page_money(value, &run->scenario,
                        result->figures[ORTH_FIGURE_FINAL_VALUE].quantiles[0]),
        orth_page_percent(down, fall->quantiles[ORTH_QUANTILES - 1]));
}

/* The cost of weights that move is that of the market's blocks. */
static void decide_grid(orth_page_work *work, const orth_page_run *run, size_t best)
{
    const orth_simulation *simulation = run->simulation;
    char block[ORTH_PAGE_WORD_MAX];
    if (simulation->block_seconds > 0 &&
        simulation->results[best].figures[ORTH_FIGURE_WEIGHT_LOSS].mean > 0)
        orth_facts_decide(work->facts, ORTH_DECISION_COST,
                          "This counts weights that move once in each block of the market (%s): "
                          "where they move more often, by less each time, it costs less.",
                          orth_page_time(block, simulation->block_seconds));
}

static void decide_cost(orth_page_work *work, const orth_page_run *run, size_t best)
{
    const orth_simulation *simulation = run->simulation;
    double cost = simulation->results[best].figures[ORTH_FIGURE_SHORTFALL].mean;
    char money[ORTH_PAGE_WORD_MAX], part[ORTH_PAGE_WORD_MAX], time[ORTH_PAGE_WORD_MAX],
        within[ORTH_PAGE_WORD_MAX] = "";
    if (simulation->block_seconds > 0)
        snprintf(within, sizeof within, " in %.100s",
                 orth_page_time(time, (double)simulation->blocks * simulation->block_seconds));
    orth_page_money(money, &run->scenario, fabs(cost));
    orth_page_percent(part, fabs(cost) / simulation->start_value);
    orth_facts_decide(work->facts, ORTH_DECISION_COST,
                      cost < 0 ? "Cost: none%s. By fees the pool ended %s, %s of what it started "
                                 "with, above the same weights traded at market prices for nothing."
                               : "Cost%s: trading by the pool, and not at market prices for "
                                 "nothing, took %s, %s of what it started with; it is in the "
                                 "return.",
                      within, money, part);
    if (cost > 0)
        decide_grid(work, run, best);
}

/* ---------------------------------------------------------------- how sure that is */

static void decide_sure(orth_page_work *work, const orth_page_run *run, size_t best, int told)
{
    const orth_estimate *of = &orth_page_strategy_against_hold(run, best)->estimate;
    const orth_simulation *simulation = run->simulation;
    const orth_simulation_performance *performance = simulation->results[best].performance;
    char on[ORTH_PAGE_WORD_MAX], parts[ORTH_PAGE_WORD_MAX];
    if (simulation->price_paths < 2 && performance->resamples == 0) {
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "Not sure at all: %s there is no interval, and it may be luck.",
                          on_prices(on, run));
        return;
    }
    orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                      "Against holding, %s, the 95 %% interval is %s: %s.", on_prices(on, run),
                      orth_page_percents(parts, of->low, of->high),
                      told == 0 ? "0 is in it, so that the strategy cannot be told from holding"
                                : "0 is not in it, so that on such prices it is no matter of luck");
}

/* Where the rails hold a rule back most of the time it is they that were tried. */
static void decide_rails(orth_page_work *work, const orth_page_run *run, size_t best)
{
    double share = run->simulation->results[best].figures[ORTH_FIGURE_ON_RAILS].mean;
    char part[ORTH_PAGE_WORD_MAX];
    if (share >= RAILS_MATTER)
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "In %s of blocks a rail holds the rule back (a weight is at its least or "
                          "its largest): the figures are of the rule with its rails, not of the "
                          "rule alone.",
                          orth_page_percent(part, share));
}

static void decide_prices(orth_page_work *work, const orth_page_run *run)
{
    orth_facts_decide(work->facts, ORTH_DECISION_SURE, "%s%s",
                      is_recorded(run) ? "Past prices are one draw of what might have been"
                                       : "The prices are a model's, not a forecast",
                      run->simulation->count > 1
                          ? ", and the best of several strategies looks better than it is."
                          : ".");
}

orth_status orth_page_strategy_decide(orth_page_work *work, const orth_page_run *run,
                                      orth_error *error)
{
    if (orth_page_strategy_against_hold(run, 0) == NULL) {
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "Returns are not measured: nothing says how long a block is.");
        return ORTH_OK;
    }
    size_t best = orth_page_strategy_best(run);
    int told = orth_page_told(&orth_page_strategy_against_hold(run, best)->estimate);
    if (run->simulation->price_paths < 2 &&
        run->simulation->results[best].performance->resamples == 0)
        told = 0;
    if (is_recorded(run))
        decide_by_record(work, run, best, told);
    else
        decide_without_trends(work, run, best);
    decide_return(work, run, best);
    decide_bad_case(work, run, best);
    decide_cost(work, run, best);
    decide_sure(work, run, best, told);
    orth_status status = decide_second(work, run, best, error);
    decide_rails(work, run, best);
    decide_prices(work, run);
    return status;
}
