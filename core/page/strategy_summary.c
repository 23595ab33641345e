/* Strategies in one table: what each returns, costs and may lose, and what is between it and the
 * best. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "page/amounts.h"
#include "page/strategy_parts.h"

static double against_hold(const orth_page_run *run, size_t s)
{
    return orth_page_strategy_against_hold(run, s)->estimate.mean;
}

size_t orth_page_strategy_best_but(const orth_page_run *run, size_t but)
{
    size_t best = SIZE_MAX;
    for (size_t s = 0; s < run->simulation->count; s++)
        if (s != but && (best == SIZE_MAX || against_hold(run, s) > against_hold(run, best)))
            best = s;
    return best;
}

size_t orth_page_strategy_best(const orth_page_run *run)
{
    return orth_page_strategy_against_hold(run, 0) == NULL
               ? 0
               : orth_page_strategy_best_but(run, SIZE_MAX);
}

orth_status orth_page_strategy_ended_more(orth_estimate *out, const orth_page_run *run, size_t s,
                                          size_t than, orth_error *error)
{
    const orth_simulation *simulation = run->simulation;
    size_t paths = (size_t)simulation->price_paths;
    double *more = malloc(paths * sizeof *more);
    if (more == NULL)
        return orth_fail_memory(error, (double)(paths * sizeof *more));
    for (size_t p = 0; p < paths; p++)
        more[p] =
            (simulation->results[s].final_values[p] - simulation->results[than].final_values[p]) /
            simulation->start_value;
    *out = orth_estimate_of(paths, more);
    free(more);
    return ORTH_OK;
}

static json_t *begin_summary(orth_page_work *work, json_t *part, const orth_page_run *run,
                             size_t best)
{
    const char *unit = run->scenario.pool_unit;
    char caption[3 * ORTH_PAGE_WORD_MAX], than[ORTH_PAGE_WORD_MAX], name[ORTH_PAGE_NAME_MAX];
    bool many = run->simulation->price_paths > 1;
    snprintf(caption, sizeof caption,
             "The strategies at a glance%s. Against holding the start's tokens it is %s; against "
             "%s it is what the pool ended with more, of the start's value",
             many ? ", in the mean" : "",
             many ? "the mean of each price path's own comparison, which is not the comparison of "
                    "two mean values"
                  : "the end value over that of the tokens held, less 1",
             orth_page_name(name, run->simulation->results[best].path));
    json_t *table = orth_part_table(work->facts, part, "summary", caption);
    orth_table_column(work->facts, table, "strategy", "strategy", ORTH_AS_TEXT, NULL);
    orth_table_column(work->facts, table, "return", "return", ORTH_AS_PART, NULL);
    orth_table_column(work->facts, table, "hold", "against holding", ORTH_AS_PART, NULL);
    if (many)
        orth_table_column(work->facts, table, "worst", "one path of twenty ends below",
                          ORTH_AS_MONEY, unit);
    orth_table_column(work->facts, table, "cost", "cost", ORTH_AS_MONEY, unit);
    snprintf(than, sizeof than, "against %s", name);
    orth_table_column(work->facts, table, "best", than, ORTH_AS_PART, NULL);
    if (many) {
        orth_table_column(work->facts, table, "low", "95 % interval from", ORTH_AS_PART, NULL);
        orth_table_column(work->facts, table, "high", "to", ORTH_AS_PART, NULL);
    }
    return table;
}

orth_status orth_page_strategy_summary(orth_page_work *work, json_t *part, const orth_page_run *run,
                                       orth_error *error)
{
    orth_facts *facts = work->facts;
    const orth_simulation *simulation = run->simulation;
    if (simulation->count < 2 || orth_page_strategy_against_hold(run, 0) == NULL)
        return ORTH_OK;
    size_t best = orth_page_strategy_best(run);
    json_t *table = begin_summary(work, part, run, best);
    for (size_t s = 0; s < simulation->count; s++) {
        const orth_simulation_result *result = &simulation->results[s];
        orth_estimate more;
        orth_status status = orth_page_strategy_ended_more(&more, run, s, best, error);
        if (status != ORTH_OK)
            return status;
        json_t *row = orth_table_row(facts, table);
        orth_row_text(facts, row, "strategy", result->path);
        orth_row_number(facts, row, "return",
                        result->performance->figures[ORTH_PERFORMANCE_RETURN].estimate.mean);
        orth_row_number(facts, row, "hold", against_hold(run, s));
        orth_row_number(facts, row, "worst", result->figures[ORTH_FIGURE_FINAL_VALUE].quantiles[0]);
        orth_row_number(facts, row, "cost", result->figures[ORTH_FIGURE_SHORTFALL].mean);
        orth_row_number(facts, row, "best", s == best ? NAN : more.mean);
        orth_row_number(facts, row, "low", s == best ? NAN : more.low);
        orth_row_number(facts, row, "high", s == best ? NAN : more.high);
    }
    return ORTH_OK;
}
