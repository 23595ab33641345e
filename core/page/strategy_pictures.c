/* Weights, value and drawdown of strategies on the first price path. */
#include <math.h>
#include <stdio.h>

#include "page/amounts.h"
#include "page/strategy_parts.h"

#define WEIGHTS_MOST 4 /* pictures of weights */
#define LINEAR_MOST 20 /* values that grow more are read on a logarithmic axis */

static void put_time_axis(orth_page_work *work, json_t *picture, const orth_page_run *run)
{
    const char *as, *title = orth_page_run_axis(run, &as);
    orth_picture_axis(work->facts, picture, false, title, as, false);
}

static const char *place(char out[32], const char *kind, size_t i)
{
    snprintf(out, 32, "%s:%zu", kind, i);
    return out;
}

static void put_line(orth_page_work *work, json_t *series, const orth_page_run *run,
                     const double *values)
{
    for (size_t k = 0; k < run->rows; k++)
        orth_series_point(work->facts, series, orth_page_run_time(run, k), values[k]);
}

/* A picture of weights that all stand still shows nothing. */
static bool is_still(const orth_page_run *run, size_t s)
{
    size_t n = run->scenario.n;
    const double *weights = run->weights + s * run->rows * n;
    for (size_t k = n; k < run->rows * n; k++)
        if (fabs(weights[k] - weights[k - n]) > ORTH_PERFORMANCE_STILL)
            return false;
    return true;
}

static void draw_weights(orth_page_work *work, json_t *part, const orth_page_run *run, size_t s)
{
    orth_facts *facts = work->facts;
    size_t n = run->scenario.n;
    const double *weights = run->weights + s * run->rows * n;
    char id[32], colour[32], title[ORTH_PAGE_WORD_MAX];
    snprintf(id, sizeof id, s == 0 ? "weights" : "weights-%zu", s + 1);
    snprintf(title, sizeof title, "Weights of %s, first price path",
             orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, orth_page_strategy_name(run, s)));
    json_t *picture = orth_part_picture(facts, part, id, title,
                                        "The weight of each token over time, as the rule moves "
                                        "them by the prices of one price path.");
    put_time_axis(work, picture, run);
    orth_picture_axis(facts, picture, true, "weight", ORTH_AS_WEIGHT, false);
    for (size_t i = 0; i < n; i++) {
        json_t *series = orth_picture_series(facts, picture, run->scenario.tokens[i],
                                             place(colour, "token", i), "line");
        for (size_t k = 0; k < run->rows; k++)
            orth_series_point(facts, series, orth_page_run_time(run, k), weights[k * n + i]);
    }
}

static bool is_wide(const orth_page_run *run)
{
    size_t count = run->simulation->count * run->rows;
    double low = run->values[0], high = low;
    for (size_t k = 0; k < count; k++) {
        low = run->values[k] < low ? run->values[k] : low;
        high = run->values[k] > high ? run->values[k] : high;
    }
    return low > 0 && high > LINEAR_MOST * low;
}

static void draw_values(orth_page_work *work, json_t *part, const orth_page_run *run)
{
    orth_facts *facts = work->facts;
    const orth_simulation *simulation = run->simulation;
    char colour[32], title[ORTH_PAGE_WORD_MAX], last[ORTH_PAGE_WORD_MAX], hold[ORTH_PAGE_WORD_MAX],
        describes[3 * ORTH_PAGE_WORD_MAX];
    const char *unit = run->scenario.pool_unit;
    snprintf(title, sizeof title, "value%s%s", unit != NULL ? ", " : "",
             unit != NULL ? orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, unit) : "");
    char name[ORTH_PAGE_NAME_MAX];
    size_t best = orth_page_strategy_best(run);
    snprintf(
        describes, sizeof describes,
        "What the pool is worth over time, beside the tokens of the start held%s. On this path "
        "%s ends at %.60s and holding at %.60s; one path is no evidence, and may show the "
        "opposite of the mean.",
        simulation->count > 1 ? ""
                              : ", and beside the same weights traded at market prices "
                                "without cost",
        orth_page_name(name, orth_page_strategy_name(run, best)),
        orth_page_money(last, &run->scenario, run->values[(best + 1) * run->rows - 1]),
        orth_page_money(hold, &run->scenario, run->holds[(best + 1) * run->rows - 1]));
    json_t *picture =
        orth_part_picture(facts, part, "value", "Value of the pool, first price path", describes);
    put_time_axis(work, picture, run);
    orth_picture_axis(facts, picture, true, title, ORTH_AS_MONEY, is_wide(run));
    for (size_t s = 0; s < simulation->count; s++)
        put_line(work,
                 orth_picture_series(facts, picture, simulation->results[s].path,
                                     place(colour, "series", s), "line"),
                 run, run->values + s * run->rows);
    put_line(work,
             orth_picture_series(facts, picture, simulation->count > 1 ? "hold (first)" : "hold",
                                 "hold", "line"),
             run, run->holds);
    if (simulation->count == 1)
        put_line(
            work,
            orth_picture_series(facts, picture, "rebalanced without cost", "benchmark:1", "line"),
            run, run->rebalanced);
}

static void draw_drawdowns(orth_page_work *work, json_t *part, const orth_page_run *run)
{
    orth_facts *facts = work->facts;
    const orth_simulation *simulation = run->simulation;
    char colour[32];
    json_t *picture = orth_part_picture(
        facts, part, "drawdown", "Drawdown, first price path",
        "How far the pool's value lies below its highest value so far: 0 at a new high.");
    put_time_axis(work, picture, run);
    orth_picture_axis(facts, picture, true, "below the highest value so far", ORTH_AS_PART, false);
    for (size_t s = 0; s < simulation->count; s++) {
        json_t *series = orth_picture_series(facts, picture, simulation->results[s].path,
                                             place(colour, "series", s), "line");
        for (size_t k = 0; k < run->rows; k++)
            orth_series_point(facts, series, orth_page_run_time(run, k),
                              0 - run->drawdowns[s * run->rows + k]);
    }
}

void orth_page_strategy_pictures(orth_page_work *work, json_t *part, const orth_page_run *run)
{
    size_t count = run->simulation->count;
    for (size_t s = 0; s < count && s < WEIGHTS_MOST; s++)
        if (is_still(run, s))
            orth_part_say(work->facts, part, "The weights of %s stand still: no picture.",
                          orth_page_strategy_name(run, s));
        else
            draw_weights(work, part, run, s);
    if (count > WEIGHTS_MOST)
        orth_part_say(work->facts, part,
                      "Weights of %d of the %zu strategies are drawn; orthant weights --plot draws "
                      "more.",
                      WEIGHTS_MOST, count);
    draw_values(work, part, run);
    draw_drawdowns(work, part, run);
}
