/* In how many steps, and how much that matters. */
#include <math.h>
#include <string.h>

#include "base/plural.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "page/steps.h"
#include "page/words.h"

#define KNOWN_MAX 500

/* A difference of logs between two costs, of which `least` is the lower. */
static double more(double least, double difference)
{
    return orth_page_share(least + difference) - orth_page_share(least);
}

static void say_nothing_known(orth_page_work *work, json_t *part, const orth_page_steps *steps)
{
    orth_facts *facts = work->facts;
    const orth_scenario *scenario = work->scenario;
    orth_part_say(
        facts, part,
        "More steps are always better as far as the scenario says: twice as many cost half "
        "as much, and nothing in it makes waiting on the way cost anything. In truth "
        "something does: prices that move, a strategy whose signal ages, calls that are "
        "paid for.");
    if (scenario->market == NULL)
        orth_part_missing(facts, part, "/market",
                          "the number of steps from which waiting costs more than it saves "
                          "(--price-volatility brings prices too)");
    if (scenario->update_cost == 0 && scenario->tracking_bp == 0)
        orth_part_missing(facts, part, "/exposure",
                          "the same with what an update and a step away from the target cost you");
    if (steps->has_exposure && steps->exposure.total < 0)
        orth_part_say(
            facts, part,
            "With the scenario's prices the pool loses less on its way than at its target, "
            "so that a slow move gains.");
    orth_facts_decide(facts, ORTH_DECISION_SURE,
                      "That more steps are cheaper holds as long as waiting costs nothing, and the "
                      "scenario names no cost of it.");
}

static const char *known_by(char out[KNOWN_MAX], const orth_page_steps *steps)
{
    char range[ORTH_PAGE_INTERVAL_MAX];
    const orth_simulation *simulation = steps->report != NULL ? steps->report->simulation : NULL;
    uint64_t paths = simulation != NULL ? simulation->price_paths : 0;
    const orth_steps_difference *difference =
        simulation != NULL ? &steps->report->steps_difference : NULL;
    const orth_best_steps_point *least =
        simulation != NULL ? &steps->report->points[steps->report->best] : NULL;
    switch (steps->by) {
    case ORTH_PAGE_BY_SIMULATION:
        if (paths > 1)
            snprintf(
                out, KNOWN_MAX,
                "by simulation on %.0f price paths (95 %% interval of the cost %s bp)",
                (double)paths,
                orth_page_interval(range, orth_loss_bp(least->low), orth_loss_bp(least->high)));
        else
            snprintf(out, KNOWN_MAX, "by simulation on one price path");
        return out;
    case ORTH_PAGE_BY_WITH_FEE:
        if (difference != NULL && difference->judged)
            snprintf(out, KNOWN_MAX,
                     "by a closed form with the fee and noisy prices; a simulation on %.0f price "
                     "paths %s it",
                     (double)paths, difference->agrees ? "agrees with" : "differs from");
        else
            snprintf(out, KNOWN_MAX, "by a closed form with the fee and noisy prices");
        return out;
    case ORTH_PAGE_BY_CLOSED:
        return "by a closed form without a fee";
    case ORTH_PAGE_BY_NOTHING:
        break;
    }
    return "";
}

static void say_range(orth_page_work *work, json_t *part, const orth_page_steps *steps)
{
    char from[ORTH_PAGE_WORD_MAX], to[ORTH_PAGE_WORD_MAX];
    const orth_best_steps *report = steps->report;
    if (steps->from > 0 && steps->from < steps->to) {
        orth_part_count(work->facts, part, "within_from", steps->from);
        orth_part_count(work->facts, part, "within_to", steps->to);
        orth_part_say(work->facts, part, "From %s to %s steps it costs at most 1 %% more.",
                      orth_page_number(from, (double)steps->from),
                      orth_page_number(to, (double)steps->to));
    }
    if (steps->by == ORTH_PAGE_BY_SIMULATION && report->simulation->price_paths > 1 &&
        report->tied.from < report->tied.to)
        orth_part_say(work->facts, part, "So few price paths do not tell %s to %s steps apart.%s",
                      orth_page_number(from, (double)report->tied.from),
                      orth_page_number(to, (double)report->tied.to),
                      report->simulation->price_paths < steps->variant.asked
                          ? " orthant steps runs all price paths of the scenario."
                          : " More of them would (--price-paths).");
    if (steps->last)
        orth_part_say(
            work->facts, part,
            "That is the most that was tried here; orthant steps tries more, which may be "
            "cheaper still.");
    if (steps->ended)
        orth_part_say(work->facts, part,
                      "The scenario's market has no blocks for more steps, which may be cheaper "
                      "still.");
}

static void say_own(orth_page_work *work, json_t *part, const orth_page_steps *steps)
{
    orth_facts *facts = work->facts;
    char own[ORTH_PAGE_WORD_MAX], cost[ORTH_PAGE_WORD_MAX];
    orth_page_count(own, steps->own);
    if (!steps->own_known || steps->own == steps->best)
        return;
    double extra = more(steps->best_cost, steps->own_more.mean);
    orth_part_number(facts, part, "own_more_bp", orth_part_bp(extra));
    orth_part_flag(facts, part, "own_as_good", steps->own_as_good);
    orth_page_cost(cost, work->scenario, extra);
    if (steps->own_as_good) {
        orth_part_say(facts, part,
                      "The scenario's %s step%s cost%s %s more, which is within 1 %% of the least, "
                      "or not told from it: they are as good.",
                      own, orth_plural(steps->own, "", "s"), orth_plural(steps->own, "s", ""),
                      cost);
        return;
    }
    orth_part_say(facts, part, "The scenario's %s step%s cost%s %s more, %s in all.", own,
                  orth_plural(steps->own, "", "s"), orth_plural(steps->own, "s", ""), cost,
                  orth_page_cost((char[ORTH_PAGE_WORD_MAX]){0}, work->scenario,
                                 orth_page_share(steps->best_cost + steps->own_more.mean)));
}

static orth_status say_best(orth_page_work *work, json_t *part, const orth_page_steps *steps,
                            orth_error *error)
{
    orth_facts *facts = work->facts;
    char best[ORTH_PAGE_WORD_MAX], time[ORTH_PAGE_WORD_MAX], cost[ORTH_PAGE_WORD_MAX],
        how[KNOWN_MAX];
    orth_part_count(facts, part, "best", steps->best);
    orth_part_number(facts, part, "best_cost_bp", orth_loss_bp(steps->best_cost));
    orth_part_flag(facts, part, "ended", steps->ended);
    orth_page_count(best, orth_page_about(steps->best));
    orth_page_cost(cost, work->scenario, orth_page_share(steps->best_cost));
    orth_part_say(facts, part, "The move is cheapest in about %s step%s (%s): %s, %s.", best,
                  orth_plural(steps->best, "", "s"),
                  orth_page_time(time, orth_page_seconds(work->scenario, steps->best)), cost,
                  known_by(how, steps));
    say_range(work, part, steps);
    say_own(work, part, steps);
    if (!steps->own_known || steps->own == steps->best || steps->own_as_good)
        return ORTH_OK;
    return orth_page_steps_decide(work, part, steps, more(steps->best_cost, steps->own_more.mean),
                                  how, error);
}

/* What "cost" counts otherwise. */
static void say_measure(orth_page_work *work, json_t *part, const orth_page_steps *steps)
{
    if (steps->by == ORTH_PAGE_BY_NOTHING)
        return;
    orth_part_say(
        work->facts, part,
        "Costs here are those beyond the pool that is at its target from the start: what "
        "noisy prices take from it on its way more than at the target is in them%s. That is why "
        "the scenario's own number of steps may cost a little more or less here than "
        "under What it costs, which counts what is lost beyond a pool that rests.",
        orth_page_apart(work->scenario) > 0 ? ", and so are updates and tracking" : "");
}

static void say_gas(orth_page_work *work, json_t *part, const orth_page_steps *steps)
{
    char ends[ORTH_PAGE_WORD_MAX];
    if (steps->report == NULL || !(steps->report->gas_share > 0) ||
        orth_page_walks_are_long(&work->study->choice) ||
        (steps->curve != NULL && steps->curve->there))
        return;
    orth_part_say(work->facts, part,
                  "With the arbitrageurs' gas, but no fee and no noise, more than %s steps would "
                  "buy nothing.",
                  orth_page_number(ends, steps->report->gas.steps_ends));
}

static orth_status write_steps(orth_page_work *work, json_t *part, orth_error *error)
{
    orth_facts *facts = work->facts;
    orth_page_choice choice;
    const orth_page_steps *steps;
    orth_status status = orth_page_choose(&choice, work, error);
    if (status == ORTH_OK)
        status = orth_work_steps(work, &steps, error);
    if (status != ORTH_OK)
        return status;
    orth_part_count(facts, part, "own", steps->own);
    if (orth_page_walks_are_long(&choice))
        orth_part_note(facts, part,
                       "with so high a fee beside so little noise the closed form with the fee "
                       "takes too long for a page in other numbers of steps; orthant steps has it");
    if (!(choice.comparison->distance > 0)) {
        orth_part_say(facts, part, "Nothing moves: one step is as good as many.");
        return ORTH_OK;
    }
    if (strncmp(choice.best->path, "file:", 5) == 0) {
        orth_part_say(facts, part,
                      "The cheapest path is a file's, which has its own number of steps.");
        return ORTH_OK;
    }
    orth_part_say(
        facts, part,
        "Few large steps lose more to arbitrageurs; many small ones keep the pool away "
        "from its target for longer, while prices move, updates are paid and the strategy "
        "waits. Somewhere between is the least.");
    if (steps->error.text[0] != '\0')
        orth_part_say(facts, part, "Other numbers of steps could not be simulated: %s.",
                      steps->error.text);
    if (steps->by == ORTH_PAGE_BY_NOTHING)
        say_nothing_known(work, part, steps);
    else
        status = say_best(work, part, steps, error);
    if (status != ORTH_OK)
        return status;
    say_measure(work, part, steps);
    say_gas(work, part, steps);
    orth_page_steps_table(work, part, steps);
    return orth_page_steps_draw(work, part, &choice, steps, error);
}

const orth_page_part orth_part_steps = {"steps", "How many steps", orth_part_of_moves_alone,
                                        write_steps};
