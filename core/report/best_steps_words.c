#include "report/best_steps_words.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/plural.h"
#include "numeric/elementary.h"
#include "orthant/loss.h"

void orth_best_steps_write_lines(const char *text, FILE *stream)
{
    size_t column = 0;
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        if (column > 0 && column + 1 + word > ORTH_BEST_STEPS_LINE) {
            fputc('\n', stream);
            column = 0;
        } else if (column > 0) {
            fputc(' ', stream);
            column++;
        }
        fwrite(text, 1, word, stream);
        column += word;
        text += word + strspn(text + word, " ");
    }
    fputc('\n', stream);
}

static void write_range_text(const char *what, orth_best_steps_range range, FILE *stream)
{
    if (range.from == range.to)
        fprintf(stream, "%s%" PRIu64 " alone", what, range.from);
    else
        fprintf(stream, "%s%" PRIu64 " to %" PRIu64, what, range.from, range.to);
}

/* Where the least is the first or the last of those tried: whether others could be. */
static void write_end(const orth_best_steps *report, FILE *stream)
{
    const orth_scenario *scenario = report->simulation->scenario;
    if (report->best + 1 == report->count && report->ended) {
        bool asked = scenario->market_blocks != 0;
        fprintf(stream, " The market's %" PRIu64 " block%s the range; %s.",
                report->simulation->blocks,
                orth_plural(report->simulation->blocks, " ends", "s end"),
                asked ? "raise market.blocks" : "its prices have no more");
    } else if (report->best + 1 == report->count) {
        fputs(" It is the most that was tried; --steps tries more.", stream);
    } else if (report->best == 0 && report->points[0].steps > 1) {
        fputs(" It is the fewest that was tried; --steps tries fewer.", stream);
    }
}

static void write_ranges(const orth_best_steps *report, FILE *stream)
{
    bool many = report->simulation->price_paths > 1;
    if (report->defined)
        write_range_text("\nAt most 1 % more: ", report->within, stream);
    if (report->defined && many)
        write_range_text("; not excluded: ", report->perhaps, stream);
    if (!report->defined)
        fprintf(stream, "\nAt most 1 %% more: undefined, as the least cost is %s",
                report->points[report->best].high <= 0
                    ? "not above 0 (the way earns what it costs, or more)"
                    : "not told from 0");
    if (many)
        write_range_text("; not told from the least: ", report->tied, stream);
    fputs(".\n", stream);
}

/* By how much the two answers differ. */
static void write_difference_text(const orth_best_steps *report, FILE *stream)
{
    const orth_steps_difference *difference = &report->steps_difference;
    if (difference->why[0] == '\0')
        return;
    if (difference->known) {
        const orth_best_steps_point *least = &report->points[report->best];
        fprintf(stream,
                "In %" PRIu64 " step%s the simulation is %.2g bp %s the closed form with the fee",
                least->steps, orth_plural(least->steps, "", "s"),
                fabs(orth_loss_bp(least->cost) - orth_loss_bp(least->with_fee.cost)),
                difference->mean < 0 ? "below" : "above");
        if (report->simulation->price_paths > 1)
            fprintf(stream, " (+- %.2g)",
                    orth_exp(-least->cost) * (orth_loss_bp(difference->high - difference->low)) /
                        2);
        fputs(".\n", stream);
    }
    for (size_t i = 0; report->steps_curve->holds && i < report->count; i++)
        if (!report->points[i].with_fee.valid) {
            fputs("~: so few steps that the closed form with the fee may be off by more.\n",
                  stream);
            break;
        }
    orth_best_steps_write_lines(difference->why, stream);
}

static void write_explanation(FILE *stream)
{
    fputs(
        "simulated: the shortfall against rebalancing at market prices, with fees and gas of the "
        "scenario, less that of\nthe pool at its target over the same blocks, price path by price "
        "path; and updates and tracking for each step.\nmade: how much of the move's Fisher-Rao "
        "distance lies behind what the pool holds at the end; below 99 %, or\nwithout a trade, a "
        "number of steps is not made and never the least.\n",
        stream);
}

void orth_best_steps_write_words(const orth_best_steps *report, FILE *stream)
{
    const orth_simulation *simulation = report->simulation;
    if (report->none) {
        fputs("\nNone is the least: no number of steps tried makes 99 % of the move and trades.\n",
              stream);
        write_difference_text(report, stream);
        write_explanation(stream);
        return;
    }
    fprintf(stream, "\nLeast at %" PRIu64 " step%s of those tried.",
            report->points[report->best].steps,
            orth_plural(report->points[report->best].steps, "", "s"));
    write_end(report, stream);
    write_ranges(report, stream);
    if (simulation->price_paths > 1)
        fputs("more than least: the difference to the least, price path by price path. joint: "
              "intervals that hold for all\npairs together with 95 %; they decide the ranges. ?: "
              "not told from 0. \"or not\": --price-paths narrows it.\n",
              stream);
    else if (simulation->random)
        fputs("One price path of a random market has no error bars: --price-paths runs more.\n",
              stream);
    write_difference_text(report, stream);
    write_explanation(stream);
}
