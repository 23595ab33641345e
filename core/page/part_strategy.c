/* Strategies: what they do, what they were worth, and how sure that is. */
#include <inttypes.h>
#include <math.h>

#include "page/amounts.h"
#include "page/strategy_parts.h"

/* ---------------------------------------------------------------- what the prices are */

static void say_prices(orth_page_work *work, json_t *part, const orth_page_run *run)
{
    const orth_simulation *simulation = run->simulation;
    orth_facts *facts = work->facts;
    orth_part_count(facts, part, "price_paths", simulation->price_paths);
    orth_part_count(facts, part, "price_paths_asked", run->asked);
    orth_part_count(facts, part, "blocks", simulation->blocks);
    if (simulation->price_paths > 1)
        orth_part_say(facts, part,
                      "Figures are means over %" PRIu64 " price paths of the model %s, with the "
                      "95 %% interval of the mean; pictures are of the first price path.",
                      simulation->price_paths, run->scenario.market->model);
    else if (simulation->random)
        orth_part_say(facts, part,
                      "Figures are of one price path drawn at random: whatever they show may be "
                      "luck. The key monte_carlo runs several.");
    else
        orth_part_say(facts, part,
                      "Figures are of the one record of prices that was given, with intervals by "
                      "drawing its days anew (bootstrap) where it is long enough.");
    if (simulation->price_paths < run->asked && simulation->random)
        orth_part_say(facts, part,
                      "The scenario asks for %" PRIu64 " price paths; so that the page is there "
                      "at once it has the first %" PRIu64 ". orthant simulate runs all.",
                      run->asked, simulation->price_paths);
}

/* ---------------------------------------------------------------- the part */

static void say_alike(orth_page_work *work, json_t *part, const orth_simulation *simulation)
{
    if (simulation->alike == NULL)
        return;
    orth_part_number(work->facts, part, "different", simulation->alike->result.different);
    orth_part_say(
        work->facts, part,
        "How different they are: by their weights on the first price path these %zu count "
        "as much as %.3g strategies would that never hold the same token (1: all are "
        "alike).",
        simulation->count, simulation->alike->result.different);
}

/* How often weights move decides what that costs. */
static void say_grid(orth_page_work *work, json_t *part, const orth_page_run *run)
{
    double seconds = run->simulation->block_seconds, lost = 0;
    char block[ORTH_PAGE_WORD_MAX];
    for (size_t s = 0; s < run->simulation->count; s++)
        lost = fmax(lost, run->simulation->results[s].figures[ORTH_FIGURE_WEIGHT_LOSS].mean);
    if (!(seconds > 0) || !(lost > 0))
        return;
    orth_part_say(
        work->facts, part,
        "Weights move once in each block of the market, every %s here. What is lost to "
        "weights that move depends on that: twice as many moves, each half as large, "
        "lose about half as much. A chain with shorter blocks loses less than is shown; a "
        "rule that decides more slowly, or moves over a longer time, does too.",
        orth_page_time(block, seconds));
}

static orth_status write_strategy(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_page_run *run;
    orth_page_strategy_rules(work, part);
    if (work->scenario->market == NULL) {
        orth_part_missing(work->facts, part, "/market",
                          "weights over time, value, drawdown and returns, on prices of a file or "
                          "of a model");
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "Nothing is known of what the strategy returns: the scenario has no "
                          "prices.");
        return ORTH_OK;
    }
    orth_status status = orth_work_simulation(work, &run, error);
    if (status != ORTH_OK)
        return status;
    if (!work->scenario->has_pool)
        orth_part_missing(work->facts, part, "/pool", "values in money: here the pool begins at 1");
    say_prices(work, part, run);
    say_alike(work, part, run->simulation);
    say_grid(work, part, run);
    status = orth_page_strategy_decide(work, run, error);
    if (status == ORTH_OK)
        status = orth_page_strategy_summary(work, part, run, error);
    if (status != ORTH_OK)
        return status;
    orth_page_strategy_pictures(work, part, run);
    orth_page_strategy_tables(work, part, run);
    return orth_page_strategy_luck(work, part, run, error);
}

const orth_page_part orth_part_strategy = {"strategy", "The strategy", orth_part_of_strategies,
                                           write_strategy};
