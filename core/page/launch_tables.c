/* What each schedule of a sale raises, against the first, who bought, and the contract's integers.
 */
#include <stdio.h>

#include "page/amounts.h"
#include "page/launch_parts.h"
#include "report/launch.h"

typedef struct column {
    orth_launch_figure figure;
    const char *key, *title, *as;
    bool in_unit; /* money, with the pool's unit */
} column;

static void put_name(orth_page_work *work, json_t *row, const orth_launch *launch, size_t r)
{
    char name[ORTH_LAUNCH_TEXT_MAX];
    orth_row_text(work->facts, row, "sale", orth_launch_name(name, launch, r));
}

static orth_status put_raised(orth_page_work *work, json_t *row, const orth_launch *launch,
                              size_t r, orth_error *error)
{
    orth_launch_estimate of;
    orth_status status = orth_launch_estimate_of(&of, launch, r, ORTH_LAUNCH_RAISED, error);
    if (status != ORTH_OK)
        return status;
    orth_row_number(work->facts, row, "raised", of.estimate.mean);
    if (launch->price_paths > 1) {
        orth_row_number(work->facts, row, "low", of.estimate.low);
        orth_row_number(work->facts, row, "high", of.estimate.high);
        orth_row_number(work->facts, row, "worst", of.estimate.quantiles[0]);
        orth_row_number(work->facts, row, "best", of.estimate.quantiles[ORTH_QUANTILES - 1]);
    }
    return ORTH_OK;
}

/* A row a result, of means. */
static orth_status put_columns(orth_page_work *work, json_t *table, const orth_launch *launch,
                               const column *columns, size_t count, bool raised, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t r = 0; status == ORTH_OK && r < launch->count; r++) {
        json_t *row = orth_table_row(work->facts, table);
        put_name(work, row, launch, r);
        if (raised)
            status = put_raised(work, row, launch, r, error);
        for (size_t c = 0; status == ORTH_OK && c < count; c++) {
            orth_launch_estimate of;
            if (!orth_launch_figure_is_there(columns[c].figure, launch->scenario))
                continue;
            status = orth_launch_estimate_of(&of, launch, r, columns[c].figure, error);
            if (status == ORTH_OK)
                orth_row_number(work->facts, row, columns[c].key, of.estimate.mean);
        }
    }
    return status;
}

static void title_columns(orth_page_work *work, json_t *table, const orth_launch *launch,
                          const column *columns, size_t count)
{
    for (size_t c = 0; c < count; c++)
        if (orth_launch_figure_is_there(columns[c].figure, launch->scenario))
            orth_table_column(work->facts, table, columns[c].key, columns[c].title, columns[c].as,
                              columns[c].in_unit ? launch->scenario->pool_unit : NULL);
}

static json_t *begin_table(orth_page_work *work, json_t *part, const char *id, const char *caption)
{
    json_t *table = orth_part_table(work->facts, part, id, caption);
    orth_table_column(work->facts, table, "sale", "sale", ORTH_AS_TEXT, NULL);
    return table;
}

static orth_status write_raised(orth_page_work *work, json_t *part, const orth_launch *launch,
                                orth_error *error)
{
    orth_facts *facts = work->facts;
    const char *unit = launch->scenario->pool_unit;
    json_t *table = begin_table(
        work, part, "sales",
        launch->price_paths > 1
            ? "What the sale raises: the mean of the draws of the demand, the 95 % interval of that "
              "mean, and what one draw of twenty is below, and one of twenty above"
            : "What the sale raises");
    orth_table_column(facts, table, "raised", "raised", ORTH_AS_MONEY, unit);
    if (launch->price_paths > 1) {
        orth_table_column(facts, table, "low", "mean at least, 95 %", ORTH_AS_MONEY, NULL);
        orth_table_column(facts, table, "high", "at most", ORTH_AS_MONEY, NULL);
        orth_table_column(facts, table, "worst", "1 of 20 below", ORTH_AS_MONEY, NULL);
        orth_table_column(facts, table, "best", "1 of 20 above", ORTH_AS_MONEY, NULL);
    }
    return put_columns(work, table, launch, NULL, 0, true, error);
}

static orth_status write_means(orth_page_work *work, json_t *part, const orth_launch *launch,
                               const char *id, const char *caption, const column *columns,
                               size_t count, orth_error *error)
{
    json_t *table = begin_table(work, part, id, caption);
    title_columns(work, table, launch, columns, count);
    return put_columns(work, table, launch, columns, count, false, error);
}

static orth_status write_sales(orth_page_work *work, json_t *part, const orth_launch *launch,
                               orth_error *error)
{
    static const column prices[] = {
        {ORTH_LAUNCH_SOLD, "sold", "sold", ORTH_AS_MONEY, false},
        {ORTH_LAUNCH_SHARE_LEFT, "share_left", "left", ORTH_AS_PART, false},
        {ORTH_LAUNCH_AVERAGE_PRICE, "average_price", "average price", ORTH_AS_NUMBER, false},
        {ORTH_LAUNCH_LAST_PRICE, "last_price", "last price", ORTH_AS_NUMBER, false},
        {ORTH_LAUNCH_HIGHEST_PRICE, "highest_price", "highest price", ORTH_AS_NUMBER, false}};
    orth_status status = write_raised(work, part, launch, error);
    return status == ORTH_OK
               ? write_means(work, part, launch, "prices",
                             "Tokens sold and left in the pool, and the prices of one, in the mean",
                             prices, sizeof prices / sizeof prices[0], error)
               : status;
}

static orth_status write_buyers(orth_page_work *work, json_t *part, const orth_launch *launch,
                                orth_error *error)
{
    static const column buyers[] = {
        {ORTH_LAUNCH_BUYERS, "buyers", "buyers", ORTH_AS_COUNT, false},
        {ORTH_LAUNCH_FIRST_BLOCK, "first_block", "first block", ORTH_AS_COUNT, false},
        {ORTH_LAUNCH_GINI, "gini", "Gini", ORTH_AS_NUMBER, false},
        {ORTH_LAUNCH_FEES, "fees", "fees", ORTH_AS_MONEY, true},
        {ORTH_LAUNCH_UNFILLED, "unfilled", "kept away", ORTH_AS_MONEY, true}};
    static const column sniper[] = {
        {ORTH_LAUNCH_SNIPER_SPENT, "spent", "spends", ORTH_AS_MONEY, true},
        {ORTH_LAUNCH_SNIPER_TOKENS, "tokens", "gets, tokens", ORTH_AS_MONEY, false},
        {ORTH_LAUNCH_SNIPER_PROFIT, "profit", "profit", ORTH_AS_MONEY, true}};
    orth_status status = write_means(
        work, part, launch, "buyers",
        "Who buys, in the mean: how many; the block in which the first one buys; how unequal their "
        "prices were (Gini: 0 where all paid the same, which is best, near 1 where few paid "
        "most); fees that the pool keeps; what the price kept away of the budgets of those who "
        "bought",
        buyers, sizeof buyers / sizeof buyers[0], error);
    if (status == ORTH_OK && launch->scenario->launch->has_sniper)
        status = write_means(work, part, launch, "sniper",
                             "The sniper, who buys in the first block whatever the price", sniper,
                             sizeof sniper / sizeof sniper[0], error);
    return status;
}

static void put_difference(orth_page_work *work, json_t *row, const orth_launch_estimate *of,
                           bool many)
{
    orth_row_number(work->facts, row, "raised", of->estimate.mean);
    if (many) {
        orth_row_number(work->facts, row, "low", of->estimate.low);
        orth_row_number(work->facts, row, "high", of->estimate.high);
    }
}

static json_t *difference_table(orth_page_work *work, json_t *part, const orth_launch *launch,
                                const char *id, const char *caption)
{
    const char *unit = launch->scenario->pool_unit;
    json_t *table = orth_part_table(work->facts, part, id, caption);
    orth_table_column(work->facts, table, "sale", "sale", ORTH_AS_TEXT, NULL);
    orth_table_column(work->facts, table, "raised", "raises more by", ORTH_AS_MONEY, unit);
    if (launch->price_paths > 1) {
        orth_table_column(work->facts, table, "low", "95 % interval from", ORTH_AS_MONEY, unit);
        orth_table_column(work->facts, table, "high", "to", ORTH_AS_MONEY, unit);
    }
    return table;
}

static orth_status write_differences(orth_page_work *work, json_t *part, const orth_launch *launch,
                                     orth_error *error)
{
    json_t *table = difference_table(work, part, launch, "paired",
                                     "Against the first of them, with the same buyers and prices");
    orth_status status = ORTH_OK;
    for (size_t r = 1; status == ORTH_OK && r < launch->count; r++) {
        orth_launch_estimate of;
        status = orth_launch_difference(&of, launch, r, 0, ORTH_LAUNCH_RAISED, error);
        if (status != ORTH_OK)
            return status;
        json_t *row = orth_table_row(work->facts, table);
        put_name(work, row, launch, r);
        put_difference(work, row, &of, launch->price_paths > 1);
    }
    return status;
}

static orth_status write_contract(orth_page_work *work, json_t *part, const orth_page_sale *sale,
                                  orth_error *error)
{
    orth_launch_estimate of;
    orth_status status = orth_launch_between(&of, sale->in_contract, 0, sale->in_doubles, 0,
                                             ORTH_LAUNCH_RAISED, error);
    if (status != ORTH_OK)
        return status;
    char caption[2 * ORTH_PAGE_WORD_MAX];
    snprintf(caption, sizeof caption,
             "In the contract's own integers (%.20s) against exact numbers, on %llu price path%s",
             sale->contract, (unsigned long long)sale->in_contract->price_paths,
             sale->in_contract->price_paths == 1 ? "" : "s");
    json_t *table = difference_table(work, part, sale->in_contract, "contract", caption);
    json_t *row = orth_table_row(work->facts, table);
    put_name(work, row, sale->in_contract, 0);
    put_difference(work, row, &of, sale->in_contract->price_paths > 1);
    return ORTH_OK;
}

orth_status orth_page_launch_tables(orth_page_work *work, json_t *part, const orth_page_sale *sale,
                                    orth_error *error)
{
    orth_status status = write_sales(work, part, sale->launch, error);
    if (status == ORTH_OK && sale->launch->count > 1)
        status = write_differences(work, part, sale->launch, error);
    if (status == ORTH_OK)
        status = write_buyers(work, part, sale->launch, error);
    if (status == ORTH_OK && sale->in_contract != NULL)
        status = write_contract(work, part, sale, error);
    return status;
}
