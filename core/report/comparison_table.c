/* A comparison for people: rounded, aligned, and plain about its size. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/money_text.h"
#include "base/plain_locale.h"
#include "base/plural.h"
#include "numeric/decimal.h"
#include "numeric/elementary.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/comparison_outside.h"

#define TOKENS_SHOWN 8
#define MONEY_WIDTH 16
#define FEE_WIDTH 12

static double nearest_double(const mpq_t value)
{
    double high, low;
    orth_rational_to_dd(&high, &low, value);
    return high;
}

static void write_head(const orth_comparison *comparison, FILE *stream)
{
    const orth_scenario *scenario = comparison->scenario;
    if (*scenario->name != '\0')
        fprintf(stream, "%s\n", scenario->name);
    for (size_t i = 0; i < scenario->n && i < TOKENS_SHOWN; i++)
        fprintf(stream, "%s%s %.6g -> %.6g", i == 0 ? "" : ", ", scenario->tokens[i],
                nearest_double(scenario->start[i]), nearest_double(scenario->target[i]));
    if (scenario->n > TOKENS_SHOWN)
        fprintf(stream, ", and %zu more", scenario->n - TOKENS_SHOWN);
    fprintf(stream, "\nFisher-Rao distance %.6g", comparison->distance);
    if (scenario->has_pool)
        fprintf(stream, "; pool of %.12g %s", nearest_double(scenario->pool_value),
                scenario->pool_unit);
    fputs("\n\n", stream);
}

static size_t widest_path(const orth_scenario *scenario)
{
    size_t widest = strlen("D^2/2f");
    for (size_t p = 0; p < scenario->path_count; p++)
        if (strlen(scenario->paths[p]) > widest)
            widest = strlen(scenario->paths[p]);
    return widest;
}

/* A table's columns. */
typedef struct columns {
    int path, money; /* widths */
    bool fee;        /* a column of the cost with a fee */
    double value;    /* the pool's; 0 without one, and then no column of money */
    orth_money_format format;
} columns;

static double money_lost(const columns *c, double log_loss)
{
    return c->value * -orth_expm1(-log_loss);
}

/* The losses of all paths and of the leading order, as they stand in the table. */
static double loss_at(const void *of, size_t i)
{
    const orth_comparison *comparison = of;
    size_t lines = comparison->scenario->path_count + 1, s = i / lines, p = i % lines;
    columns c = {.value = nearest_double(comparison->scenario->pool_value)};
    return money_lost(&c, p + 1 < lines ? comparison->results[s * (lines - 1) + p].log_loss
                                        : comparison->leading_loss[s]);
}

static columns columns_of(const orth_comparison *comparison)
{
    const orth_scenario *scenario = comparison->scenario;
    columns c = {.path = (int)widest_path(scenario), .fee = comparison->pricing->terms != NULL};
    if (!scenario->has_pool)
        return c;
    c.value = nearest_double(scenario->pool_value);
    c.format = orth_money_format_of(scenario->step_count * (scenario->path_count + 1), loss_at,
                                    comparison);
    c.money = c.format.width > MONEY_WIDTH ? c.format.width : MONEY_WIDTH;
    return c;
}

static void write_line(FILE *stream, const columns *c, const char *path, uint64_t steps,
                       double log_loss, const orth_cost *cost)
{
    char text[ORTH_MONEY_TEXT_MAX];
    fprintf(stream, "%10" PRIu64 "  %-*s  %12.6g  %10.5g", steps, c->path, path, log_loss,
            orth_loss_bp(log_loss));
    if (c->fee && cost != NULL)
        fprintf(stream, "  %*.5g%s", FEE_WIDTH - 2, cost->cost_bp, cost->valid ? "  " : " *");
    else if (c->fee)
        fprintf(stream, "  %*s", FEE_WIDTH, "");
    if (c->value > 0)
        fprintf(stream, "  %*s", c->money,
                orth_money_text(text, &c->format, money_lost(c, log_loss)));
}

/* Over the optimum where it is known, else over the best of the table. */
static void write_excess(const orth_comparison_result *result, FILE *stream)
{
    char text[ORTH_MONEY_TEXT_MAX];
    bool known = !isnan(result->excess_over_optimum);
    double excess = known ? result->excess_over_optimum : result->excess_over_best;
    fprintf(stream, "  %12s %%%s\n", orth_figure_text(text, 100 * excess, 4),
            known ? "" : " of best");
}

static void write_step_count(const orth_comparison *comparison, size_t s, const columns *c,
                             FILE *stream)
{
    const orth_scenario *scenario = comparison->scenario;
    const orth_comparison_result *results = comparison->results + s * scenario->path_count;
    uint64_t steps = scenario->steps[s];
    char text[ORTH_MONEY_TEXT_MAX];
    double least = results[0].loss_bp, most = results[0].loss_bp;
    for (size_t p = 0; p < scenario->path_count; p++) {
        const orth_comparison_result *result = &results[p];
        write_line(stream, c, result->path, steps, result->log_loss, &result->cost);
        fprintf(stream, "  %9s %%", orth_figure_text(text, 100 * result->saving_vs_linear, 3));
        write_excess(result, stream);
        least = fmin(least, result->loss_bp);
        most = fmax(most, result->loss_bp);
    }
    write_line(stream, c, "D^2/2f", steps, comparison->leading_loss[s], NULL);
    fputc('\n', stream);
    if (scenario->path_count > 1 && most - least < ORTH_REPORT_MATTERS_BP &&
        comparison->warning[0] == '\0')
        fprintf(stream,
                "%10s  These paths differ by %.2g bp: at %" PRIu64
                " step%s the choice does not matter.\n",
                "", most - least, steps, orth_plural(steps, "", "s"));
    orth_priced_write(&(orth_priced){scenario, comparison->pricing, scenario->path_count, results},
                      12, stream);
    if (s + 1 < scenario->step_count)
        fputc('\n', stream);
}

static void write_foot(bool fee, FILE *stream)
{
    if (fee)
        fputs(
            "with fee: what the move costs beyond a pool at rest, with fee, noisy prices and one "
            "arbitrage a\n"
            "block, but no gas and no trades of others. All else is exact without a fee, at constant "
            "prices.\n",
            stream);
    else
        fputs("All is exact for a fee-less pool at constant prices. With a fee the same move costs "
              "more, and the\n"
              "more so the more prices move (--price-volatility, where the pool has a swap fee); "
              "gas adds to it.\n",
              stream);
}

void orth_comparison_write_table(const orth_comparison *comparison, FILE *stream)
{
    const orth_scenario *scenario = comparison->scenario;
    orth_locale entered = orth_locale_enter();
    columns c = columns_of(comparison);
    write_head(comparison, stream);
    fprintf(stream, "%10s  %-*s  %12s  %10s", "steps", c.path, "path", "log loss", "loss, bp");
    if (c.fee)
        fprintf(stream, "  %*s", FEE_WIDTH, "with fee, bp");
    if (scenario->has_pool) {
        char title[MONEY_WIDTH + 1];
        snprintf(title, sizeof title, "loss, %s", scenario->pool_unit);
        fprintf(stream, "  %*s", c.money, title);
    }
    fprintf(stream, "  %11s  %14s\n", "saves", "over optimum");
    for (size_t s = 0; s < scenario->step_count; s++)
        write_step_count(comparison, s, &c, stream);
    orth_comparison_write_outside(comparison, stream);
    fputs(
        "\nsaves: against linear. over optimum: against the least loss possible in as many steps.\n"
        "D^2/2f: the leading order of that least loss.\n",
        stream);
    write_foot(c.fee, stream);
    orth_locale_leave(entered);
}
