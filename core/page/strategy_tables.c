/* Returns and risks of strategies with intervals, their differences, and where the value went. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "page/amounts.h"
#include "page/strategy_parts.h"

typedef struct line {
    int figure; /* of orth_performance_figure */
    const char *title;
    bool part; /* of 1, shown in percent */
} line;

static const line lines[] = {
    {ORTH_PERFORMANCE_RETURN, "return, from start to end", true},
    {ORTH_PERFORMANCE_ANNUAL_RETURN, "return a year", true},
    {ORTH_PERFORMANCE_VOLATILITY, "volatility a year", true},
    {ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN, "deepest fall below the highest value so far", true},
    {ORTH_PERFORMANCE_AVERAGE_DRAWDOWN, "that fall in the mean over time", true},
    {ORTH_PERFORMANCE_EXPECTED_SHORTFALL, "loss of the worst 5 % of periods, in the mean", true},
    {ORTH_PERFORMANCE_SHARPE, "Sharpe ratio", false},
    {ORTH_PERFORMANCE_SORTINO, "Sortino ratio", false},
    {ORTH_PERFORMANCE_CALMAR, "Calmar ratio", false},
};
#define LINES (sizeof lines / sizeof lines[0])

const char *orth_page_strategy_name(const orth_page_run *run, size_t result)
{
    return run->simulation->count > 1 ? run->simulation->results[result].path : "the strategy";
}

int orth_page_told(const orth_estimate *estimate)
{
    return estimate->low > 0 ? 1 : estimate->high < 0 ? -1 : 0;
}

const orth_performance_estimate *orth_page_strategy_against_hold(const orth_page_run *run,
                                                                 size_t result)
{
    const orth_simulation_performance *of = run->simulation->results[result].performance;
    return of == NULL || of->terms.benchmarks == 0
               ? NULL
               : &of->figures[ORTH_PERFORMANCE_FIGURES + ORTH_AGAINST_RELATIVE_RETURN];
}

static bool has_interval(const orth_page_run *run)
{
    const orth_simulation_performance *of = run->simulation->results[0].performance;
    return run->simulation->price_paths > 1 || (of != NULL && of->resamples > 0);
}

/* ---------------------------------------------------------------- rows */

static void put_columns(orth_page_work *work, json_t *table, const orth_page_run *run,
                        const char *as, const char *unit)
{
    orth_facts *facts = work->facts;
    orth_table_column(facts, table, "figure", "figure", ORTH_AS_TEXT, NULL);
    if (run->simulation->count > 1)
        orth_table_column(facts, table, "strategy", "strategy", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "mean", run->simulation->price_paths > 1 ? "mean" : "value", as,
                      unit);
    if (!has_interval(run))
        return;
    orth_table_column(facts, table, "low", "95 % interval from", as, unit);
    orth_table_column(facts, table, "high", "to", as, unit);
}

static void put_row(orth_page_work *work, json_t *table, const orth_page_run *run, size_t s,
                    const char *title, const orth_estimate *estimate)
{
    orth_facts *facts = work->facts;
    json_t *row = orth_table_row(facts, table);
    bool known = !isnan(estimate->mean);
    orth_row_text(facts, row, "figure", title);
    orth_row_text(facts, row, "strategy", run->simulation->results[s].path);
    orth_row_number(facts, row, "mean", estimate->mean);
    if (!has_interval(run))
        return;
    orth_row_number(facts, row, "low", known ? estimate->low : NAN);
    orth_row_number(facts, row, "high", known ? estimate->high : NAN);
}

/* Of all strategies, figure by figure. */
static void put_lines(orth_page_work *work, json_t *table, const orth_page_run *run, bool parts)
{
    for (size_t l = 0; l < LINES; l++)
        for (size_t s = 0; lines[l].part == parts && s < run->simulation->count; s++)
            put_row(work, table, run, s, lines[l].title,
                    &run->simulation->results[s].performance->figures[lines[l].figure].estimate);
}

#define TITLE_MAX 120
static const char *against_title(char out[TITLE_MAX], const char *benchmark)
{
    const char *means = strcmp(benchmark, "hold") == 0 ? "holding the start's tokens"
                        : strcmp(benchmark, "rebalanced") == 0
                            ? "the same weights traded without cost"
                            : "the same weights traded on an exchange";
    snprintf(out, TITLE_MAX, "against %s", means);
    return out;
}

static void put_against(orth_page_work *work, json_t *table, const orth_page_run *run)
{
    const orth_simulation *simulation = run->simulation;
    char title[TITLE_MAX];
    for (size_t b = 0; b < simulation->results[0].performance->terms.benchmarks; b++)
        for (size_t s = 0; s < simulation->count; s++) {
            const orth_simulation_performance *of = simulation->results[s].performance;
            put_row(work, table, run, s, against_title(title, of->benchmarks[b]),
                    &of->figures[ORTH_PERFORMANCE_FIGURES + ORTH_AGAINST_FIGURES * b +
                                 ORTH_AGAINST_RELATIVE_RETURN]
                         .estimate);
        }
}

/* ---------------------------------------------------------------- tables */

static void write_returns(orth_page_work *work, json_t *part, const orth_page_run *run)
{
    orth_facts *facts = work->facts;
    json_t *table = orth_part_table(
        facts, part, "returns",
        "Returns and risks. 'Against' is the end value over that of the other, less 1, in the mean of "
        "each price path's own: not the comparison of two mean values");
    put_columns(work, table, run, ORTH_AS_PART, NULL);
    put_against(work, table, run);
    put_lines(work, table, run, true);
    table = orth_part_table(facts, part, "ratios", "Return for the risk taken");
    put_columns(work, table, run, ORTH_AS_NUMBER, NULL);
    put_lines(work, table, run, false);
}

static void write_paired(orth_page_work *work, json_t *part, const orth_page_run *run)
{
    const orth_simulation *simulation = run->simulation;
    char caption[TITLE_MAX * 2];
    snprintf(caption, sizeof caption,
             "Less those of %s, on the same price paths: what differs between strategies is "
             "known better than what each is",
             orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, simulation->results[0].path));
    json_t *table = orth_part_table(work->facts, part, "paired", caption);
    put_columns(work, table, run, ORTH_AS_PART, NULL);
    for (size_t l = 0; l < LINES; l++)
        for (size_t s = 1; lines[l].part && s < simulation->count; s++)
            put_row(work, table, run, s, lines[l].title,
                    &simulation->results[s].performance->paired[lines[l].figure].estimate);
}

/* Whether there is anything to be said of it. */
static bool is_told(const orth_page_run *run, orth_figure figure)
{
    bool any = false;
    for (size_t s = 0; s < run->simulation->count; s++)
        any = any || run->simulation->results[s].figures[figure].mean != 0;
    return any && orth_figure_is_there(figure, &run->scenario);
}

static void write_ledger(orth_page_work *work, json_t *part, const orth_page_run *run)
{
    static const struct {
        orth_figure figure;
        const char *title;
    } all[] = {
        {ORTH_FIGURE_FINAL_VALUE, "value at the end"},
        {ORTH_FIGURE_HOLD_VALUE, "of the start's tokens held"},
        {ORTH_FIGURE_REBALANCE_VALUE, "of the same weights traded without cost"},
        {ORTH_FIGURE_SHORTFALL, "shortfall: those weights without cost less the pool"},
        {ORTH_FIGURE_BENCHMARK_VALUE, "of the same weights traded on an exchange"},
        {ORTH_FIGURE_SHORTFALL_RVR, "that exchange less the pool"},
        {ORTH_FIGURE_LVR, "lost to arbitrage as prices move (LVR)"},
        {ORTH_FIGURE_WEIGHT_LOSS, "lost to arbitrage as weights move"},
        {ORTH_FIGURE_ARBITRAGE_FEES, "earned by the pool: fees of arbitrage"},
        {ORTH_FIGURE_NOISE_FEES, "earned by the pool: fees of others"},
        {ORTH_FIGURE_PROTOCOL, "of these fees, the protocol's"},
    };
    const orth_simulation *simulation = run->simulation;
    json_t *table = orth_part_table(
        work->facts, part, "money",
        "Where the value went. LVR, loss versus rebalancing, is what arbitrage takes as prices move. "
        "Losses less fees do not come to the shortfall exactly: they count when they are made, and "
        "the shortfall at the end, with what that money would have gained or lost by then");
    put_columns(work, table, run, ORTH_AS_MONEY, run->scenario.pool_unit);
    for (size_t f = 0; f < sizeof all / sizeof all[0]; f++)
        for (size_t s = 0; s < simulation->count; s++)
            if (is_told(run, all[f].figure))
                put_row(work, table, run, s, all[f].title,
                        &simulation->results[s].figures[all[f].figure]);
}

void orth_page_strategy_tables(orth_page_work *work, json_t *part, const orth_page_run *run)
{
    const orth_simulation *simulation = run->simulation;
    if (simulation->results[0].performance != NULL) {
        write_returns(work, part, run);
        if (simulation->count > 1)
            write_paired(work, part, run);
    }
    write_ledger(work, part, run);
}
