/* A simulation for people. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/money_text.h"
#include "base/plain_locale.h"
#include "orthant/report.h"
#include "report/performance.h"
#include "report/result_name.h"
#include "report/simulation_beside.h"
#include "report/simulation_head.h"

#define VALUE_WIDTH 16

static int widest_path(const orth_simulation *simulation)
{
    size_t widest = strlen(simulation->scenario->strategy_count > 0 ? "strategy" : "path");
    for (size_t r = 0; r < simulation->count; r++)
        if (strlen(simulation->results[r].path) > widest)
            widest = strlen(simulation->results[r].path);
    return (int)widest;
}

/* The column of final values: these, those of exact arbitrage if any, and what they began as. */
typedef struct value_column {
    const orth_simulation *simulation, *exact;
    orth_money_format format;
    int width, path;
} value_column;

static double value_at(const void *of, size_t i)
{
    const value_column *c = of;
    size_t count = c->simulation->count;
    if (i == 2 * count || (i >= count && c->exact == NULL))
        return c->simulation->start_value;
    return (i < count ? c->simulation : c->exact)
        ->results[i % count]
        .figures[ORTH_FIGURE_FINAL_VALUE]
        .mean;
}

static void put_value(FILE *stream, const value_column *c, double value)
{
    char text[ORTH_MONEY_TEXT_MAX];
    fprintf(stream, "  %*s", c->width, orth_money_text(text, &c->format, value));
}

static double mean_bp(const orth_simulation *simulation, const orth_simulation_result *result,
                      orth_figure figure)
{
    return orth_simulation_bp(simulation, result->figures[figure].mean);
}

/* Rounding of nothing is nothing. */
static double small(double distance)
{
    return distance < 1e-13 ? 0 : distance;
}

/* To two places, never up: what misses 100 % or 99 % is not written as that. */
static double percent_down(double part)
{
    double percent = floor(1e4 * part + 1e-8) / 100;
    return percent == 0 ? 0 : percent; /* no -0 */
}

static bool has_flow(const orth_simulation *simulation)
{
    return simulation->scenario->noise.rate > 0;
}

static bool has_target(const orth_simulation *simulation)
{
    return orth_figure_is_there(ORTH_FIGURE_MOVE_MADE, simulation->scenario);
}

static void write_result(const orth_simulation *simulation, const orth_simulation_result *result,
                         const value_column *c, FILE *stream)
{
    const orth_estimate *figures = result->figures;
    bool one = simulation->price_paths == 1;
    double value = figures[ORTH_FIGURE_FINAL_VALUE].mean;
    double shortfall = mean_bp(simulation, result, ORTH_FIGURE_SHORTFALL);
    orth_result_put(simulation, result, c->path, stream);
    if (one)
        orth_simulation_put_bp(stream, 9, 4, shortfall);
    put_value(stream, c, value);
    orth_simulation_put_bp(
        stream, 9, 3, orth_simulation_bp(simulation, value - figures[ORTH_FIGURE_HOLD_VALUE].mean));
    if (!one)
        orth_simulation_put_bp(stream, 9, 4, shortfall);
    orth_simulation_put_bp(stream, 10, 3, mean_bp(simulation, result, ORTH_FIGURE_PRICE_MOVE));
    orth_simulation_put_bp(stream, 9, 4, mean_bp(simulation, result, ORTH_FIGURE_LVR));
    orth_simulation_put_bp(stream, 9, 4, mean_bp(simulation, result, ORTH_FIGURE_WEIGHT_LOSS));
    orth_simulation_put_bp(stream, 9, 4,
                           mean_bp(simulation, result, ORTH_FIGURE_ARBITRAGE_FEES) +
                               mean_bp(simulation, result, ORTH_FIGURE_NOISE_FEES) -
                               mean_bp(simulation, result, ORTH_FIGURE_PROTOCOL));
    if (has_flow(simulation))
        orth_simulation_put_bp(stream, 9, 4,
                               mean_bp(simulation, result, ORTH_FIGURE_NOISE_IMPACT) -
                                   mean_bp(simulation, result, ORTH_FIGURE_NOISE_REVERSAL));
    fprintf(stream, "  %9.0f", figures[ORTH_FIGURE_TRADES].mean);
    if (has_flow(simulation))
        fprintf(stream, "  %9.0f", figures[ORTH_FIGURE_NOISE_TRADES].mean);
    if (has_target(simulation))
        fprintf(stream, "  %9.3g  %7.2f %%", small(figures[ORTH_FIGURE_TARGET_DISTANCE].mean),
                percent_down(figures[ORTH_FIGURE_MOVE_MADE].mean));
    fputc('\n', stream);
}

static void write_exact(const value_column *c, FILE *stream)
{
    fputs("\nAgainst exact arbitrage, bp of the start's value:\n", stream);
    for (size_t r = 0; r < c->exact->count; r++) {
        const orth_simulation_result *exact = &c->exact->results[r];
        double value = exact->figures[ORTH_FIGURE_FINAL_VALUE].mean;
        orth_result_put(c->simulation, exact, c->path, stream);
        put_value(stream, c, value);
        orth_simulation_put_bp(stream, 12, 5,
                               orth_simulation_bp(c->simulation, value_at(c, r) - value));
        fputc('\n', stream);
    }
}

/* What the columns cannot show: trades that others could not make, and one that is still to make.
 */
static void write_left(const orth_simulation *simulation, FILE *stream)
{
    for (size_t r = 0; r < simulation->count; r++) {
        const orth_simulation_result *result = &simulation->results[r];
        const orth_estimate *figures = result->figures;
        double pending = mean_bp(simulation, result, ORTH_FIGURE_PENDING);
        char text[ORTH_RESULT_TEXT_MAX];
        bool holds = simulation->scenario->strategy_count > 0 &&
                     strcmp(simulation->scenario->strategies[r].spec.rule.kind, "hold") == 0;
        if (pending >= 0.0005 && !holds) /* with whom nobody trades */
            fprintf(stream,
                    "%s: %.4f bp are left at the end to an arbitrageur without gas and cost.\n",
                    orth_result_text(text, result), pending);
        if (figures[ORTH_FIGURE_NOISE_REFUSED].mean > 0.01 * figures[ORTH_FIGURE_NOISE_TRADES].mean)
            fprintf(stream,
                    "%s: %.1f of others' trades are beyond 30 %% of a reserve and not made.\n",
                    orth_result_text(text, result), figures[ORTH_FIGURE_NOISE_REFUSED].mean);
    }
}

/* One price path: the shortfall before what carries the prices' luck. */
static void write_titles(const value_column *c, FILE *stream)
{
    bool one = c->simulation->price_paths == 1, flow = has_flow(c->simulation);
    orth_result_blank(c->simulation, c->path, stream);
    if (one)
        fprintf(stream, "  %9s  %*s  %9s", "bp", c->width, "", "bp");
    else
        fprintf(stream, "  %*s  %9s  %9s", c->width, "", "bp", "bp");
    fprintf(stream, "  %10s  %9s  %9s  %9s%s\n", "bp", "bp", "bp", "bp", flow ? "         bp" : "");
    orth_result_title(c->simulation, c->path, stream);
    if (one)
        fprintf(stream, "  %9s  %*s  %9s", "shortfall", c->width, "final value", "- hold");
    else
        fprintf(stream, "  %*s  %9s  %9s", c->width, "final value", "- hold", "shortfall");
    fprintf(stream, "  %10s  %9s  %9s  %9s%s  %9s%s%s\n", "prices", "- LVR", "- weights", "+ fees",
            flow ? "     + flow" : "", "trades", flow ? "     others" : "",
            has_target(c->simulation) ? "  to target       made" : "");
}

static bool is_made(const orth_simulation_result *result)
{
    return result->figures[ORTH_FIGURE_MOVE_MADE].mean >= ORTH_MOVE_MADE_LEAST &&
           result->figures[ORTH_FIGURE_TRADES].mean > 0;
}

/* How far the shortfalls of the paths of one number of steps may be apart, in bp: the greatest
 * difference to the first, with its interval. INFINITY where one of them does not make the move. */
static double apart_bp(const orth_simulation *simulation, const orth_simulation_result *results,
                       size_t count)
{
    double least = 0, most = 0;
    for (size_t p = 0; p < count; p++) {
        if (!is_made(&results[p]))
            return INFINITY;
        const orth_estimate *own = &results[p].paired_shortfall,
                            *first = &results[0].paired_shortfall;
        double half = p == 0 || simulation->price_paths == 1
                          ? 0
                          : (own->high - own->low + first->high - first->low) / 2;
        double difference = own->mean - first->mean;
        least = fmin(least, difference - half);
        most = fmax(most, difference + half);
    }
    return 1e4 * (most - least) / simulation->start_value;
}

static void write_verdict(const orth_simulation *simulation, FILE *stream)
{
    const orth_scenario *scenario = simulation->scenario;
    size_t paths = scenario->path_count;
    for (size_t s = 0; paths > 1 && s < scenario->step_count; s++) {
        double apart = apart_bp(simulation, simulation->results + s * paths, paths);
        uint64_t steps = scenario->steps[s];
        if (apart < ORTH_REPORT_MATTERS_BP)
            fprintf(stream,
                    "The shortfalls of these paths differ by %.2g bp: at %" PRIu64
                    " step%s the choice does not matter.\n",
                    orth_simulation_bp(simulation, apart * simulation->start_value / 1e4), steps,
                    steps == 1 ? "" : "s");
    }
}

void orth_simulation_write_table(const orth_simulation *simulation, const orth_simulation *exact,
                                 FILE *stream)
{
    orth_locale outer = orth_locale_enter();
    value_column c = {.simulation = simulation, .exact = exact, .path = widest_path(simulation)};
    c.format = orth_money_format_of(2 * simulation->count + 1, value_at, &c);
    c.width = c.format.width > VALUE_WIDTH ? c.format.width : VALUE_WIDTH;
    orth_simulation_write_head(simulation, stream);
    write_titles(&c, stream);
    for (size_t r = 0; r < simulation->count; r++)
        write_result(simulation, &simulation->results[r], &c, stream);
    if (simulation->price_paths > 1)
        orth_simulation_write_paired(simulation, c.path, stream);
    orth_simulation_write_strategies(simulation, c.path, stream);
    orth_simulation_write_execution(simulation, stream);
    orth_performance_write_table(simulation, stream);
    orth_simulation_write_benchmark(simulation, c.path, stream);
    if (exact != NULL)
        write_exact(&c, stream);
    fputs(
        "\nbp: of the start's value. prices: what the pool's holdings gained by prices; with the "
        "columns to its\nright it adds up to final value - start. weights: gross loss to the moves "
        "of the weights. fees: what\nthe pool keeps. shortfall: against a portfolio kept at the "
        "pool's weights at market prices.\n",
        stream);
    if (has_target(simulation))
        fputs("to target: the Fisher-Rao distance from what the pool holds at the end to the "
              "target. made: how much of\nthe move lies behind it.\n",
              stream);
    if (has_flow(simulation))
        fputs("flow: what others' trades lost by moving the pool's prices, less what the arbitrage "
              "after them took\nof it. others: their trades.\n",
              stream);
    write_verdict(simulation, stream);
    write_left(simulation, stream);
    orth_locale_leave(outer);
}
