/* The move: from which weights to which, what changes hands, how long it takes, by which path. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "numeric/decimal.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "page/move.h"
#include "page/tried.h"
#include "page/words.h"

#define ROWS_MOST 32
#define CHANGE_MAX 80
#define WORDS_MOST 4 /* tokens in a sentence */

static double nearest(const mpq_t value)
{
    double high, low;
    orth_rational_to_dd(&high, &low, value);
    return high;
}

static void write_table(orth_page_work *work, json_t *part, const orth_move *move)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    size_t order[ROWS_MOST], count = orth_page_most_moved(order, ROWS_MOST, move);
    double value = orth_page_value(scenario);
    json_t *table = orth_part_table(facts, part, "weights", "Weights at the start and at the end");
    orth_table_column(facts, table, "token", "token", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "start", "start", ORTH_AS_WEIGHT, NULL);
    orth_table_column(facts, table, "target", "target", ORTH_AS_WEIGHT, NULL);
    orth_table_column(facts, table, "change", "change", ORTH_AS_WEIGHT, NULL);
    if (value > 0)
        orth_table_column(facts, table, "money", "changes hands", ORTH_AS_MONEY,
                          scenario->pool_unit);
    for (size_t j = 0; j < count; j++) {
        size_t i = order[j];
        json_t *row = orth_table_row(facts, table);
        orth_row_text(facts, row, "token", scenario->tokens[i]);
        orth_row_number(facts, row, "start", nearest(scenario->start[i]));
        orth_row_number(facts, row, "target", nearest(scenario->target[i]));
        orth_row_number(facts, row, "change", move->delta[i]);
        if (value > 0)
            orth_row_number(facts, row, "money", value * move->delta[i]);
    }
    if (count < scenario->n)
        orth_part_say(facts, part, "The table has the %zu of %zu tokens that move most.", count,
                      scenario->n);
}

/* "50 to 90 %", in as many digits as tell them apart. */
static void put_change(char out[CHANGE_MAX], double from, double to)
{
    char low[32], high[32];
    for (int digits = 4; digits <= 17; digits++) {
        snprintf(low, sizeof low, "%.*g", digits, 100 * from);
        snprintf(high, sizeof high, "%.*g", digits, 100 * to);
        if (strcmp(low, high) != 0)
            break;
    }
    snprintf(out, CHANGE_MAX, "%s to %s %%", low, high);
}

/* "BTC from 50 to 90 %, USDC from 50 to 10 %" of those that move most. */
static void put_changes(char *out, size_t room, const orth_scenario *scenario,
                        const orth_move *move)
{
    size_t order[WORDS_MOST], count = orth_page_most_moved(order, WORDS_MOST, move), at = 0;
    size_t left = 0;
    char change[CHANGE_MAX], name[ORTH_PAGE_NAME_MAX];
    out[0] = '\0';
    for (size_t i = 0; i < scenario->n; i++)
        left += move->delta[i] != 0;
    for (size_t j = 0; j < count && at < room; j++) {
        size_t i = order[j];
        if (move->delta[i] == 0)
            continue;
        put_change(change, nearest(scenario->start[i]), nearest(scenario->target[i]));
        at += (size_t)snprintf(out + at, room - at, "%s%s from %s", at > 0 ? ", " : "",
                               orth_page_name(name, scenario->tokens[i]), change);
        left--;
    }
    if (left > 0 && at < room)
        snprintf(out + at, room - at, ", and %zu more", left);
}

static void say_turnover(orth_page_work *work, json_t *part, const orth_move *move)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    char share[ORTH_PAGE_WORD_MAX], money[ORTH_PAGE_WORD_MAX];
    double value = orth_page_value(scenario), turnover = orth_page_turnover(move);
    orth_part_number(facts, part, "turnover", turnover);
    snprintf(share, sizeof share, "%.4g", 100 * turnover);
    if (value > 0) {
        orth_part_number(facts, part, "turnover_value", turnover * value);
        orth_part_say(facts, part,
                      "%s %% of the pool's value changes hands, %s of %s %s: nobody places an "
                      "order, the pool changes its weights and arbitrageurs trade with it until "
                      "its prices are the market's again.",
                      share, orth_page_number(money, turnover * value),
                      orth_page_number((char[ORTH_PAGE_WORD_MAX]){0}, value), scenario->pool_unit);
    } else {
        orth_part_say(facts, part,
                      "%s %% of the pool's value changes hands: nobody places an order, the pool "
                      "changes its weights and arbitrageurs trade with it until its prices are the "
                      "market's again.",
                      share);
        orth_part_missing(facts, part, "/pool/value", "all costs in money");
    }
}

static void say_time(orth_page_work *work, json_t *part, uint64_t steps)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    char count[ORTH_PAGE_WORD_MAX], time[ORTH_PAGE_WORD_MAX];
    double block = orth_scenario_chain_block(scenario);
    uint64_t each = scenario->blocks_per_step;
    orth_part_count(facts, part, "steps", steps);
    orth_part_number(facts, part, "seconds", orth_page_seconds(scenario, steps));
    orth_part_flag(facts, part, "block_time_assumed", !scenario->has_block_time);
    orth_part_say(facts, part,
                  "A step is one change of the weights. The scenario's %s step%s of %" PRIu64
                  " block%s, at %.6g s a block, %s %s.",
                  orth_page_count(count, steps), orth_plural(steps, "", "s"), each,
                  orth_plural(each, "", "s"), block, orth_plural(steps, "takes", "take"),
                  orth_page_time(time, orth_page_seconds(scenario, steps)));
    if (!scenario->has_block_time)
        orth_part_missing(facts, part, "/chain/block_time",
                          "how long a block really takes; 12 s are assumed");
    if (scenario->market != NULL && scenario->market->block_seconds > 0 &&
        scenario->market->block_seconds != block)
        orth_part_say(facts, part,
                      "The blocks of the scenario's market last %.6g s: costs are those of such "
                      "blocks, times those of the chain.",
                      scenario->market->block_seconds);
    if (scenario->step_count > 1)
        orth_part_say(facts, part,
                      "The scenario names %zu numbers of steps; what is said here is of %s, which "
                      "costs least of them.",
                      scenario->step_count, count);
}

static void put_paths(char *out, size_t room, const orth_scenario *scenario)
{
    char name[ORTH_PAGE_NAME_MAX];
    size_t at = 0, p = 0;
    out[0] = '\0';
    for (; p < scenario->path_count && at + 2 * ORTH_PAGE_NAME_MAX < room; p++)
        at += (size_t)snprintf(out + at, room - at, "%s%s", p > 0 ? ", " : "",
                               orth_page_name(name, scenario->paths[p]));
    if (p < scenario->path_count)
        snprintf(out + at, room - at, ", and %zu more", scenario->path_count - p);
}

static void say_path(orth_page_work *work, json_t *part, const orth_page_choice *choice)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    char all[500], more[ORTH_PAGE_WORD_MAX];
    const char *path = choice->best->path;
    orth_part_text(facts, part, "path", path);
    put_paths(all, sizeof all, scenario);
    if (scenario->path_count == 1)
        orth_part_say(facts, part,
                      "A path is the way the weights take. The scenario names one, %s.", path);
    else
        orth_part_say(
            facts, part,
            "A path is the way the weights take: linear goes straight, the others bend so "
            "that each step costs about as much (the geodesic, a great circle, nearly "
            "least in all). Of those compared (%s) %s is %s.",
            all, path, choice->best == choice->linear ? "as cheap as any" : "cheapest");
    if (choice->linear == NULL || choice->linear == choice->best)
        return;
    orth_page_cost(more, scenario, choice->linear_more);
    orth_part_number(facts, part, "linear_more_bp", orth_part_bp(choice->linear_more));
    orth_part_flag(facts, part, "path_matters", choice->matters);
    orth_part_say(facts, part,
                  choice->matters
                      ? "The straight line between the weights (linear) costs %s more. A bp is a "
                        "ten-thousandth of the pool's value."
                      : "The straight line between the weights (linear) costs %s more, and a bp is "
                        "a ten-thousandth of the pool's value: which path it is does not matter.",
                  more);
}

/* What to do, of one number of steps. */
static void decide(orth_page_work *work, const orth_page_choice *choice, const char *changes)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    char count[ORTH_PAGE_WORD_MAX], time[ORTH_PAGE_WORD_MAX], more[ORTH_PAGE_WORD_MAX];
    uint64_t steps = choice->best->steps;
    orth_page_count(count, steps);
    orth_facts_decide(facts, ORTH_DECISION_DO,
                      "Move the weights of the pool, %s, along the %s path, in %s step%s (%s).",
                      changes, choice->best->path, count, orth_plural(steps, "", "s"),
                      orth_page_time(time, orth_page_seconds(scenario, steps)));
    if (choice->linear != NULL && choice->linear != choice->best && !choice->matters)
        orth_facts_decide(facts, ORTH_DECISION_DO,
                          "The linear path does as well: it costs %s more.",
                          orth_page_cost(more, scenario, choice->linear_more));
}

static orth_status write_moving(orth_page_work *work, json_t *part, const orth_move *move,
                                const char *changes, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_page_choice choice;
    if (scenario->launch != NULL) {
        say_time(work, part, scenario->steps[0]);
        return orth_page_draw_weights(work, part, move, scenario->paths[0], scenario->steps[0],
                                      error);
    }
    say_turnover(work, part, move);
    orth_status status = orth_page_choose(&choice, work, error);
    if (status != ORTH_OK)
        return status;
    say_time(work, part, choice.best->steps);
    say_path(work, part, &choice);
    decide(work, &choice, changes);
    if (choice.comparison->warning[0] != '\0')
        orth_part_note(work->facts, part, choice.comparison->warning);
    return orth_page_draw_weights(work, part, move, choice.best->path, choice.best->steps, error);
}

static orth_status write_move(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    char changes[800];
    orth_move *move;
    orth_status status = orth_scenario_move(&move, scenario, error);
    if (status != ORTH_OK)
        return status;
    double distance = orth_move_distance(move);
    orth_part_number(facts, part, "distance", distance);
    write_table(work, part, move);
    put_changes(changes, sizeof changes, scenario, move);
    if (distance > 0) {
        orth_part_say(facts, part, "The weights move: %s.", changes);
        status = write_moving(work, part, move, changes, error);
    } else {
        orth_part_flag(facts, part, "nothing_moves", true);
        orth_part_say(facts, part, "Nothing moves: the weights at the start are those at the end.");
        orth_facts_decide(facts, ORTH_DECISION_DO,
                          "Nothing is to be done: the weights are those of the target already.");
    }
    orth_move_free(move);
    return status;
}

const orth_page_part orth_part_move = {"move", "The move", orth_part_of_moves, write_move};
