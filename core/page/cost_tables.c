/* The tables of the part "cost". */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "page/cost.h"
#include "page/words.h"

#define ROWS_MOST 48
#define TERMS_MAX 400
#define SAME 1e-9 /* of a loss */

static void add_cost_columns(orth_page_work *work, json_t *table)
{
    orth_facts *facts = work->facts;
    orth_table_column(facts, table, "cost_bp", "cost", ORTH_AS_BP, "bp");
    if (work->scenario->has_pool)
        orth_table_column(facts, table, "cost_value", "cost", ORTH_AS_MONEY,
                          work->scenario->pool_unit);
}

static void put_cost(orth_page_work *work, json_t *row, double part)
{
    orth_row_number(work->facts, row, "cost_bp", orth_part_bp(part));
    if (work->scenario->has_pool)
        orth_row_number(work->facts, row, "cost_value", orth_page_value(work->scenario) * part);
}

/* Paths that cost the same to the last digit look like a slip. */
static bool some_are_equal(const orth_comparison_result *results, size_t count)
{
    for (size_t r = 1; r < count; r++)
        for (size_t q = 0; q < r; q++)
            if (results[q].steps == results[r].steps &&
                fabs(results[q].log_loss - results[r].log_loss) <= SAME * results[r].log_loss)
                return true;
    return false;
}

void orth_page_cost_paths(orth_page_work *work, json_t *part, const orth_page_cost_facts *of)
{
    orth_facts *facts = work->facts;
    const orth_comparison *comparison = of->choice.comparison;
    const orth_comparison_result *results = comparison->results;
    size_t count = comparison->count;
    if (count > ROWS_MOST) {
        results = of->choice.first;
        count = work->scenario->path_count;
        orth_part_say(facts, part,
                      "The table of paths has the scenario's cheapest number of steps alone; "
                      "orthant compare shows all %zu.",
                      work->scenario->step_count);
    }
    if (some_are_equal(results, count))
        orth_part_say(facts, part,
                      "Some paths in the table cost the same to all digits: each was computed for "
                      "itself, and of this move they lose alike.");
    json_t *table = orth_part_table(facts, part, "paths",
                                    "Each path: the loss without a fee and at constant prices, "
                                    "exactly, and what else is known");
    orth_table_column(facts, table, "path", "path", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "steps", "steps", ORTH_AS_COUNT, NULL);
    add_cost_columns(work, table);
    orth_table_column(facts, table, "saves", "saves against linear", ORTH_AS_PART, NULL);
    if (results->has_cost)
        orth_table_column(facts, table, "fee_bp", "with the fee", ORTH_AS_BP, "bp");
    if (results->has_gas)
        orth_table_column(facts, table, "gas_bp", "with gas", ORTH_AS_BP, "bp");
    for (size_t r = 0; r < count; r++) {
        json_t *row = orth_table_row(facts, table);
        orth_row_text(facts, row, "path", results[r].path);
        orth_row_count(facts, row, "steps", results[r].steps);
        put_cost(work, row, orth_page_share(results[r].log_loss));
        orth_row_number(facts, row, "saves", results[r].saving_vs_linear);
        if (results->has_cost)
            orth_row_number(facts, row, "fee_bp",
                            results[r].cost.valid ? results[r].cost.cost_bp : NAN);
        if (results->has_gas)
            orth_row_number(facts, row, "gas_bp", orth_loss_bp(results[r].gas.loss));
    }
}

static json_t *add_counted(orth_page_work *work, json_t *table, const char *what, double part,
                           const char *rests)
{
    json_t *row = orth_table_row(work->facts, table);
    orth_row_text(work->facts, row, "what", what);
    put_cost(work, row, part);
    orth_row_text(work->facts, row, "rests", rests);
    return row;
}

static void add_simulated(orth_page_work *work, json_t *table, const orth_page_simulated *of)
{
    char rests[120];
    uint64_t paths = of->simulation->price_paths;
    snprintf(rests, sizeof rests, "simulation on %.0f price path%s", (double)paths,
             orth_plural(paths, "", "s"));
    json_t *row = add_counted(work, table, "all that the scenario has",
                              orth_page_share(of->cost.mean), rests);
    if (paths > 1) {
        orth_row_number(work->facts, row, "low_bp", orth_loss_bp(of->cost.low));
        orth_row_number(work->facts, row, "high_bp", orth_loss_bp(of->cost.high));
    }
}

/* How an exchange's cost is made up: what is traded times what is taken of it. */
static void put_terms(char out[TERMS_MAX], const orth_scenario *scenario,
                      const orth_outside_way *way)
{
    char turnover[ORTH_PAGE_WORD_MAX], fee[ORTH_PAGE_WORD_MAX], spread[ORTH_PAGE_WORD_MAX],
        gas[ORTH_PAGE_WORD_MAX] = "", trades[ORTH_PAGE_WORD_MAX];
    double value = orth_page_value(scenario);
    orth_page_number(turnover, way->turnover * (value > 0 ? value : 1));
    if (scenario->rules.gate.gas > 0)
        snprintf(gas, sizeof gas, " + gas of %.40s trade%s", orth_page_count(trades, way->trades),
                 orth_plural(way->trades, "", "s"));
    snprintf(out, TERMS_MAX, "%.40s %s x (fee %.30s bp + 2 x half-spread %.30s bp)%s", turnover,
             value > 0 ? "traded" : "of the value",
             orth_page_number(fee, orth_part_bp(scenario->benchmark.fee)),
             orth_page_number(spread, orth_part_bp(scenario->benchmark.half_spread)), gas);
}

void orth_page_cost_counted(orth_page_work *work, json_t *part, const orth_page_cost_facts *of)
{
    orth_facts *facts = work->facts;
    const orth_comparison *comparison = of->choice.comparison;
    const orth_comparison_result *best = of->choice.best;
    const orth_outside *outside = &comparison->outside;
    bool simulated = of->simulated->simulation != NULL;
    char caption[400], path[ORTH_PAGE_NAME_MAX], terms[TERMS_MAX];
    snprintf(caption, sizeof caption,
             "What the move costs by what is counted, along %s in %s "
             "step%s",
             orth_page_name(path, best->path),
             orth_page_count((char[ORTH_PAGE_WORD_MAX]){0}, best->steps),
             orth_plural(best->steps, "", "s"));
    json_t *table = orth_part_table(facts, part, "counted", caption);
    orth_table_column(facts, table, "what", "counted", ORTH_AS_TEXT, NULL);
    add_cost_columns(work, table);
    if (simulated && of->simulated->simulation->price_paths > 1) {
        orth_table_column(facts, table, "low_bp", "95 % from", ORTH_AS_BP, "bp");
        orth_table_column(facts, table, "high_bp", "to", ORTH_AS_BP, "bp");
    }
    orth_table_column(facts, table, "rests", "rests on", ORTH_AS_TEXT, NULL);
    add_counted(work, table, "weights alone: no fee, constant prices",
                orth_page_share(best->log_loss), "exact");
    if (best->has_cost && best->cost.valid)
        add_counted(work, table, "the fee and prices that move", orth_page_share(best->cost.cost),
                    work->scenario->n == 2 ? "formula (closed form)" : "random walks");
    if (best->has_gas)
        add_counted(work, table, "gas, no fee, constant prices", orth_page_share(best->gas.loss),
                    "added up trade by trade");
    if (simulated)
        add_simulated(work, table, of->simulated);
    if (comparison->has_outside) {
        put_terms(terms, work->scenario, &outside->once);
        add_counted(work, table, "on an exchange, at once", outside->once.cost, terms);
        put_terms(terms, work->scenario, &outside->along);
        if (outside->along_steps == best->steps)
            add_counted(work, table, "on an exchange, along the path", outside->along.cost, terms);
    }
}

typedef struct effect {
    char what[120];
    double part;
} effect;

static int by_size(const void *a, const void *b)
{
    double x = fabs(((const effect *)a)->part), y = fabs(((const effect *)b)->part);
    return (x < y) - (x > y);
}

#define EFFECTS_MOST 6

static void add_effect(effect *all, size_t *count, double part, const char *format, uint64_t steps)
{
    char number[ORTH_PAGE_WORD_MAX];
    effect *one = &all[(*count)++];
    snprintf(one->what, sizeof one->what, "%.70s%.40s", format,
             steps > 0 ? orth_page_count(number, steps) : "");
    one->part = part;
}

static size_t find_effects(effect all[EFFECTS_MOST], const orth_page_cost_facts *of)
{
    const orth_comparison_result *best = of->choice.best;
    size_t count = 0;
    uint64_t half = best->steps / 2;
    double ideal = orth_page_share(best->log_loss);
    if (of->half_more > 0)
        add_effect(all, &count, of->half_more, "half as many steps (counted without a fee), ",
                   half);
    if (of->choice.linear != NULL && of->choice.linear != best)
        add_effect(all, &count, of->choice.linear_more, "the path: linear in place of the best", 0);
    if (best->has_cost && best->cost.valid)
        add_effect(all, &count, orth_page_share(best->cost.cost) - ideal,
                   "the fee and prices that move", 0);
    if (best->has_gas)
        add_effect(all, &count, orth_page_share(best->gas.loss) - ideal, "gas of the arbitrageurs",
                   0);
    if (of->known.apart > 0)
        add_effect(all, &count, orth_page_share(of->known.apart), "updates and tracking on the way",
                   0);
    qsort(all, count, sizeof *all, by_size);
    return count;
}

void orth_page_cost_effects(orth_page_work *work, json_t *part, const orth_page_cost_facts *of)
{
    orth_facts *facts = work->facts;
    effect all[EFFECTS_MOST];
    size_t count = find_effects(all, of), last = count;
    if (count == 0)
        return;
    json_t *table = orth_part_table(facts, part, "effects",
                                    "What moves the cost, the greatest first: each adds so much");
    orth_table_column(facts, table, "what", "effect", ORTH_AS_TEXT, NULL);
    add_cost_columns(work, table);
    orth_table_column(facts, table, "matters", "matters", ORTH_AS_TEXT, NULL);
    for (size_t i = 0; i < count; i++) {
        bool matters = fabs(orth_part_bp(all[i].part)) >= ORTH_REPORT_MATTERS_BP;
        json_t *row = orth_table_row(facts, table);
        orth_row_text(facts, row, "what", all[i].what);
        put_cost(work, row, all[i].part);
        orth_row_text(facts, row, "matters", matters ? "yes" : "no: below 0.01 bp");
        if (!matters && last == count)
            last = i;
    }
    if (last > 0)
        orth_part_say(
            facts, part, "What changes the cost most, by %s %s: %s.",
            orth_page_cost((char[ORTH_PAGE_WORD_MAX]){0}, work->scenario, fabs(all[0].part)),
            all[0].part < 0 ? "less" : "more", all[0].what);
    if (last == 0)
        orth_part_say(facts, part, "Nothing here moves the cost by 0.01 bp: none of it matters.");
    else if (last < count)
        orth_part_say(facts, part, "What does not matter, as it is below 0.01 bp: %s.",
                      all[last].what);
}
