/* Strategies: what they do, what they were worth, and how sure that is. */
#include <inttypes.h>
#include <math.h>

#include "base/plural.h"
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

/* ---------------------------------------------------------------- in short */

/* "on 100 price paths of the model gbm", "on the prices given". */
static const char *on_prices(char out[ORTH_WORDS_MAX], const orth_page_run *run)
{
    const orth_simulation *simulation = run->simulation;
    if (simulation->price_paths > 1)
        snprintf(out, ORTH_WORDS_MAX, "on %" PRIu64 " price paths of the model %s",
                 simulation->price_paths, run->scenario.market->model);
    else
        snprintf(out, ORTH_WORDS_MAX,
                 simulation->random ? "on one price path drawn at random" : "on the prices given");
    return out;
}

/* The strategy with the greatest mean return against holding. */
static size_t best_of(const orth_page_run *run)
{
    size_t best = 0;
    for (size_t s = 1; s < run->simulation->count; s++)
        if (orth_page_strategy_against_hold(run, s)->estimate.mean >
            orth_page_strategy_against_hold(run, best)->estimate.mean)
            best = s;
    return best;
}

static void decide_what(orth_page_work *work, const orth_page_run *run, size_t best, int told)
{
    static const char *const advice[] = {
        "%s ended with less than holding the tokens of the start: do not run it for its return.",
        "%s does, as far as these prices show, no better and no worse than holding the tokens of "
        "the start: run it only for another reason than its return.",
        "%s ended with more than holding the tokens of the start. That speaks for it as far as "
        "you trust these prices; nothing is known of the future's."};
    size_t count = run->simulation->count;
    const char *path = run->simulation->results[best].path;
    char name[ORTH_WORDS_MAX] = "The strategy";
    if (count > 1) {
        snprintf(name, sizeof name, told > 0 ? "It" : "Even %.100s", path);
        orth_facts_decide(work->facts, ORTH_DECISION_DO,
                          "Of %zu strategies %s ended highest against holding.", count, path);
    }
    orth_facts_decide(work->facts, ORTH_DECISION_DO, advice[told + 1], name);
}

static void decide_return(orth_page_work *work, const orth_page_run *run, size_t best)
{
    const orth_simulation *simulation = run->simulation;
    const orth_performance_estimate *figures = simulation->results[best].performance->figures;
    double more = orth_page_strategy_against_hold(run, best)->estimate.mean;
    char on[ORTH_WORDS_MAX], less[ORTH_WORDS_MAX], down[ORTH_WORDS_MAX], ended[2 * ORTH_WORDS_MAX];
    const char *mean = simulation->price_paths > 1 ? " in the mean" : "";
    if (fabs(more) > ORTH_PERFORMANCE_STILL)
        snprintf(ended, sizeof ended, "%.60s %s than holding would have",
                 orth_words_part(less, fabs(more)), more < 0 ? "lower" : "higher");
    else
        snprintf(ended, sizeof ended, "where holding would have");
    orth_facts_decide(
        work->facts, ORTH_DECISION_COST,
        "Return: %s the pool ended %s%s. On the way its value fell %s below its highest%s.",
        on_prices(on, run), ended, mean,
        orth_words_part(down, figures[ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN].estimate.mean), mean);
}

static void decide_cost(orth_page_work *work, const orth_page_run *run, size_t best)
{
    const orth_simulation *simulation = run->simulation;
    double cost = simulation->results[best].figures[ORTH_FIGURE_SHORTFALL].mean;
    char money[ORTH_WORDS_MAX], part[ORTH_WORDS_MAX];
    orth_words_money(money, &run->scenario, fabs(cost));
    orth_words_part(part, fabs(cost) / simulation->start_value);
    orth_facts_decide(work->facts, ORTH_DECISION_COST,
                      cost < 0 ? "Cost: none. By fees the pool ended %s, %s of what it started "
                                 "with, above the same weights traded at market prices for nothing."
                               : "Cost: trading by the pool, and not at market prices for nothing, "
                                 "took %s, %s of what it started with; it is in the return.",
                      money, part);
}

static void decide_sure(orth_page_work *work, const orth_page_run *run, size_t best, int told)
{
    const orth_estimate *of = &orth_page_strategy_against_hold(run, best)->estimate;
    const orth_simulation *simulation = run->simulation;
    const orth_simulation_performance *performance = simulation->results[best].performance;
    char on[ORTH_WORDS_MAX], parts[ORTH_WORDS_MAX];
    if (simulation->price_paths < 2 && performance->resamples == 0) {
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "Not sure at all: %s there is no interval, and it may be luck.",
                          on_prices(on, run));
        return;
    }
    orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                      "Against holding, %s, the 95 %% interval is %s: it %s.", on_prices(on, run),
                      orth_words_parts(parts, of->low, of->high),
                      told == 0 ? "includes 0, so that the strategy cannot be told from holding"
                                : "leaves out 0, as far as these prices go");
    orth_facts_decide(work->facts, ORTH_DECISION_SURE, "%s%s",
                      simulation->sources != NULL && simulation->source_count > 0
                          ? "Past prices are one draw of what might have been"
                          : "The prices are a model's, not a forecast",
                      simulation->count > 1
                          ? ", and the best of several strategies looks better than it is."
                          : ".");
}

static void decide(orth_page_work *work, const orth_page_run *run)
{
    if (orth_page_strategy_against_hold(run, 0) == NULL) {
        orth_facts_decide(work->facts, ORTH_DECISION_SURE,
                          "Returns are not measured: nothing says how long a block is.");
        return;
    }
    size_t best = best_of(run);
    int told = orth_page_told(&orth_page_strategy_against_hold(run, best)->estimate);
    if (run->simulation->price_paths < 2 &&
        run->simulation->results[best].performance->resamples == 0)
        told = 0;
    decide_what(work, run, best, told);
    decide_return(work, run, best);
    decide_cost(work, run, best);
    decide_sure(work, run, best, told);
}

/* ---------------------------------------------------------------- the part */

static void say_alike(orth_page_work *work, json_t *part, const orth_simulation *simulation)
{
    if (simulation->alike == NULL)
        return;
    orth_part_number(work->facts, part, "different", simulation->alike->result.different);
    orth_part_say(work->facts, part,
                  "By their weights on the first price path these %zu strategies are as different "
                  "as %.3g that have no token in common.",
                  simulation->count, simulation->alike->result.different);
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
    decide(work, run);
    orth_page_strategy_pictures(work, part, run);
    orth_page_strategy_tables(work, part, run);
    return orth_page_strategy_luck(work, part, run, error);
}

const orth_page_part orth_part_strategy = {"strategy", "The strategy", orth_part_of_strategies,
                                           write_strategy};
