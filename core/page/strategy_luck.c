/* How much of a strategy's result is luck. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/plural.h"
#include "orthant/luck.h"
#include "page/amounts.h"
#include "page/strategy_parts.h"

#define SURE 0.95
#define PERIODS_MOST ((size_t)1 << 40)

/* The least number of periods in which a Sharpe ratio such as this one, above 0, is told from 0:
 * the minimum track record; 0 where it never is. */
static size_t periods_needed(const orth_luck_sharpe *of)
{
    size_t low = 1, high = 2;
    while (high < PERIODS_MOST && !(orth_luck_sharpe_probability(of->sharpe, 0, high, of->skewness,
                                                                 of->kurtosis) >= SURE)) {
        low = high;
        high *= 2;
    }
    if (high >= PERIODS_MOST)
        return 0;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        bool told =
            orth_luck_sharpe_probability(of->sharpe, 0, middle, of->skewness, of->kurtosis) >= SURE;
        high = told ? middle : high;
        low = told ? low : middle;
    }
    return high;
}

static orth_status sharpe_of(orth_luck_sharpe *sharpe, const orth_page_run *run, size_t s,
                             orth_error *error)
{
    size_t count = run->periods - 1;
    const double *values = run->period_values + s * run->periods;
    double *returns = malloc(count * sizeof *returns);
    if (returns == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *returns));
    for (size_t k = 0; k < count; k++)
        returns[k] = values[k + 1] / values[k] - 1;
    *sharpe = orth_luck_sharpe_of(count, returns, 1);
    free(returns);
    return ORTH_OK;
}

static void write_row(orth_page_work *work, json_t *table, const orth_page_run *run, size_t s,
                      const orth_luck_sharpe *sharpe)
{
    orth_facts *facts = work->facts;
    /* of a ratio below 0 no record, however long, will tell that it is above */
    size_t count = run->periods - 1, needed = sharpe->sharpe > 0 ? periods_needed(sharpe) : 0;
    double seconds = (double)run->period * run->simulation->block_seconds;
    json_t *row = orth_table_row(facts, table);
    orth_row_text(facts, row, "strategy", run->simulation->results[s].path);
    orth_row_number(facts, row, "sharpe",
                    sharpe->sharpe * sqrt(run->simulation->results[s].performance->periods_a_year));
    orth_row_number(
        facts, row, "probability",
        orth_luck_sharpe_probability(sharpe->sharpe, 0, count, sharpe->skewness, sharpe->kurtosis));
    orth_row_number(facts, row, "there", (double)count * seconds / ORTH_YEAR_SECONDS);
    orth_row_number(facts, row, "needed",
                    needed > 0 ? (double)needed * seconds / ORTH_YEAR_SECONDS : NAN);
}

/* The best of several on the first price path, held against the best of as many without skill. */
static orth_status say_best(orth_page_work *work, json_t *part, const orth_page_run *run,
                            orth_error *error)
{
    size_t trials = run->simulation->count, rows = run->periods - 1;
    orth_luck_deflated found;
    double *returns = malloc(rows * trials * sizeof *returns);
    if (returns == NULL)
        return orth_fail_memory(error, (double)(rows * trials * sizeof *returns));
    for (size_t s = 0; s < trials; s++)
        for (size_t k = 0; k < rows; k++) {
            const double *values = run->period_values + s * run->periods + k;
            returns[k * trials + s] = values[1] / values[0] - 1;
        }
    orth_status status = orth_luck_deflated_of(&found, trials, rows, returns, error);
    free(returns);
    if (status != ORTH_OK || isnan(found.probability))
        return status;
    char probability[ORTH_PAGE_WORD_MAX];
    orth_part_number(work->facts, part, "deflated_sharpe", found.probability);
    orth_part_say(
        work->facts, part,
        "On the first price path %s has the best Sharpe ratio of the %zu. The probability "
        "that it is more than the best of %zu without any skill would show is %s (the "
        "deflated Sharpe ratio).",
        run->simulation->results[found.best].path, trials, trials,
        orth_page_percent(probability, found.probability));
    return ORTH_OK;
}

static json_t *begin_record(orth_facts *facts, json_t *part)
{
    json_t *table = orth_part_table(
        facts, part, "luck",
        "The first price path as if it were a backtest: how probable it is that the Sharpe ratio "
        "is above 0 at all, when one strategy was tried (the deflated Sharpe ratio of one trial), "
        "and how long a record it takes until that is 95 % (the minimum track record; none will do "
        "for a ratio below 0)");
    orth_table_column(facts, table, "strategy", "strategy", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "sharpe", "Sharpe ratio a year", ORTH_AS_NUMBER, NULL);
    orth_table_column(facts, table, "probability", "above 0", ORTH_AS_PART, NULL);
    orth_table_column(facts, table, "there", "record, years", ORTH_AS_NUMBER, NULL);
    orth_table_column(facts, table, "needed", "it takes, years", ORTH_AS_NUMBER, NULL);
    return table;
}

/* Of the first price path, as if it were all that is known: a backtest. */
static orth_status write_record(orth_page_work *work, json_t *part, const orth_page_run *run,
                                orth_error *error)
{
    json_t *table = NULL;
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < run->simulation->count; s++) {
        orth_luck_sharpe sharpe = {NAN, NAN, NAN};
        status = sharpe_of(&sharpe, run, s, error);
        if (status != ORTH_OK || isnan(sharpe.sharpe) || sharpe.sharpe == 0)
            continue;
        if (table == NULL)
            table = begin_record(work->facts, part);
        write_row(work, table, run, s, &sharpe);
    }
    return status;
}

/* Price paths until the interval against holding leaves out 0, if its middle stays. */
static void say_paths_needed(orth_page_work *work, json_t *part, const orth_page_run *run, size_t s)
{
    const orth_performance_estimate *against = orth_page_strategy_against_hold(run, s);
    uint64_t paths = run->simulation->price_paths;
    if (against == NULL || paths < 2 || orth_page_told(&against->estimate) != 0 ||
        !(against->estimate.stderr_ > 0) || against->estimate.mean == 0)
        return;
    double ratio = (against->estimate.high - against->estimate.mean) / against->estimate.mean;
    char needed[ORTH_PAGE_WORD_MAX];
    orth_part_say(work->facts, part,
                  "%" PRIu64 " price paths do not tell %s from holding; if the difference is what "
                  "it looks, some %s would.",
                  paths, orth_page_strategy_name(run, s),
                  orth_page_signed(needed, ceil((double)paths * ratio * ratio)));
}

orth_status orth_page_strategy_luck(orth_page_work *work, json_t *part, const orth_page_run *run,
                                    orth_error *error)
{
    for (size_t s = 0; s < run->simulation->count; s++)
        say_paths_needed(work, part, run, s);
    orth_part_say(
        work->facts, part,
        "How much is luck: where the values of the rule were tuned, or the rule was chosen among "
        "others, this page does not know how many were tried, and the best of many looks good "
        "by luck alone. orthant tune searches and says what the values found are worth on prices "
        "that they were not tuned on.");
    orth_status status = ORTH_OK;
    if (run->periods > 3 && run->simulation->count > 1)
        status = say_best(work, part, run, error);
    return status == ORTH_OK && run->periods > 2 ? write_record(work, part, run, error) : status;
}
