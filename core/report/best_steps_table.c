/* How many steps, as a table for people. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "numeric/elementary.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/simulation_clock.h"

static void write_name(const orth_best_steps *report, FILE *stream)
{
    const char *name = report->simulation->scenario->name;
    if (*name != '\0')
        fprintf(stream, "%s\n", name);
}

/* Sentences, in lines of at most so many characters. */
#define LINE 115
static void write_lines(const char *text, FILE *stream)
{
    size_t column = 0;
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        if (column > 0 && column + 1 + word > LINE) {
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

/* What arbitrage that is not perfect makes of the closed form. */
static void write_factors_text(const orth_best_steps *report, FILE *stream)
{
    const orth_cost_factors *factors = &report->exposure.factors;
    if (!factors->valid || factors->blocks == 1)
        return;
    fprintf(stream,
            "Arbitrage that is not perfect: a move costs %.4g times as much, LVR %.4g times; "
            "for moves of many times %.3g blocks\n",
            factors->move, factors->lvr, factors->blocks);
    if (report->simulation->scenario->rules.active_share < 1)
        fputs("A share of the reserves that is active is no help to a move: at its best number of "
              "steps it costs least\nwith all of them active, always\n",
              stream);
}

static void write_closed_form_text(const orth_exposure *exposure, FILE *stream)
{
    if (!exposure->factors.valid) {
        char text[400];
        snprintf(text, sizeof text, "Closed form without fees: none, as %s", exposure->factors.why);
        write_lines(text, stream);
        return;
    }
    if (!(exposure->best_steps > 0)) {
        fprintf(stream,
                "Closed form without fees: a step on the way %s, so more steps are always "
                "better\n",
                exposure->total < 0 ? "gains" : "costs nothing of its own");
        return;
    }
    fprintf(stream, "Closed form without fees: %.4g step%s, %.4g bp\n", exposure->best_steps,
            exposure->best_steps == 1 ? "" : "s", orth_loss_bp(exposure->best_cost));
    if (exposure->best_steps > (double)exposure->most)
        fprintf(stream, "That is more than the market has room for: %" PRIu64 " step%s\n",
                exposure->most, orth_plural(exposure->most, "", "s"));
}

static void write_with_fee_text(const orth_best_steps *report, FILE *stream)
{
    const orth_fee_curve *curve = report->fee_curve;
    if (curve == NULL || !curve->there)
        return;
    fprintf(stream, "Closed form with the fee of %.4g and the prices' noise: ", curve->fee);
    const orth_fee_point *best = &curve->best;
    if (!curve->holds)
        fputs("does not hold here (see below)\n", stream);
    else if (!curve->searched)
        fputs("see below\n", stream);
    else if (best->steps == 0)
        fputs("more steps are always better\n", stream);
    else
        fprintf(stream, "%" PRIu64 " step%s, %.4g bp%s\n", best->steps,
                orth_plural(best->steps, "", "s"), orth_loss_bp(best->cost),
                curve->ended ? "; the market has no blocks for more" : "");
}

static void write_gas_text(const orth_best_steps *report, FILE *stream)
{
    const orth_cost_gas *gas = &report->gas;
    if (!(report->gas_share > 0))
        return;
    fprintf(stream,
            "Gas of %.4g of the pool's value alone, without fees and noise: more than %.4g steps "
            "buy nothing, %.4g bp remain;\n",
            report->gas_share, gas->steps_ends, orth_loss_bp(gas->limit));
    uint64_t steps = report->gas_steps;
    fprintf(stream, "in %" PRIu64 " step%s ", steps, orth_plural(steps, "", "s"));
    if (gas->trades == 0)
        fputs("nothing is traded\n", stream);
    else if (gas->trades == steps)
        fprintf(stream, "each is traded, and the move costs %.4g bp\n", orth_loss_bp(gas->loss));
    else
        fprintf(stream, "there are %" PRIu64 " trades, and the move costs %.4g bp\n", gas->trades,
                orth_loss_bp(gas->loss));
}

static void write_at_target_text(const orth_best_steps *report, FILE *stream)
{
    const orth_estimate *rest = &report->at_target;
    fprintf(stream, "The pool at its target from the start: shortfall %.5g bp",
            orth_loss_bp(rest->mean));
    if (report->simulation->price_paths > 1)
        fprintf(stream, " +- %.2g", (orth_loss_bp(rest->high) - orth_loss_bp(rest->low)) / 2);
    fputs("; what follows is beyond that\n\n", stream);
}

static void write_head(const orth_best_steps *report, FILE *stream)
{
    const orth_simulation *simulation = report->simulation;
    const orth_exposure *exposure = &report->exposure;
    char clock[ORTH_CLOCK_TEXT_MAX];
    write_name(report, stream);
    fprintf(stream, "path %s, %" PRIu64 " block%s%s, %" PRIu64 " price path%s%s\n",
            simulation->results[0].path, simulation->blocks,
            orth_plural(simulation->blocks, "", "s"), orth_simulation_clock_text(clock, simulation),
            simulation->price_paths, orth_plural(simulation->price_paths, "", "s"),
            simulation->partial ? " (interrupted: partial)" : "");
    fprintf(stream,
            "Fisher-Rao distance %.6g; exposure a step, bp: excess LVR %.4g, updates %.4g, "
            "tracking %.4g\n",
            exposure->distance, orth_loss_bp(exposure->lvr), orth_loss_bp(exposure->update),
            orth_loss_bp(exposure->tracking));
    write_factors_text(report, stream);
    write_closed_form_text(exposure, stream);
    write_with_fee_text(report, stream);
    write_gas_text(report, stream);
    write_at_target_text(report, stream);
}

/* An interval's half-width in bp; one price path has none. */
static void write_half(const orth_simulation *simulation, double low, double high, FILE *stream)
{
    if (simulation->price_paths > 1)
        fprintf(stream, "  %9.2g", (high - low) / 2);
}

/* To two places, never up: what misses 99 % is not written as that. */
static double percent_down(double part)
{
    double percent = floor(1e4 * part + 1e-8) / 100;
    return percent == 0 ? 0 : percent; /* no -0 */
}

static void write_rows(const orth_best_steps *report, FILE *stream)
{
    static const char *const words[] = {"least", "within 1 %", "within 1 % or not",
                                        "",      "",           "not made"};
    const orth_simulation *simulation = report->simulation;
    bool many = simulation->price_paths > 1;
    bool with_fee = report->fee_curve != NULL && report->fee_curve->holds;
    fprintf(stream, "%10s  %14s%s  %14s%s", "steps", "closed form,bp",
            with_fee ? "  with fee, bp" : "", "simulated, bp", many ? "  +- (95 %)" : "");
    if (!report->none)
        fprintf(stream, "  %15s%s", "more than least", many ? "  +- (joint)" : "");
    fprintf(stream, "  %9s\n", "made");
    for (size_t i = 0; i < report->count; i++) {
        const orth_best_steps_point *point = &report->points[i];
        const orth_estimate *difference = &point->difference;
        fprintf(stream, "%10" PRIu64, point->steps);
        if (report->exposure.factors.valid)
            fprintf(stream, "  %14.5g", orth_loss_bp(point->closed_form));
        else
            fprintf(stream, "  %14s", "-");
        if (with_fee)
            fprintf(stream, " %c%12.5g", point->with_fee.valid ? ' ' : '~',
                    orth_loss_bp(point->with_fee.cost));
        fprintf(stream, "  %14.5g", orth_loss_bp(point->cost));
        write_half(simulation, orth_loss_bp(point->low), orth_loss_bp(point->high), stream);
        if (!report->none) {
            fprintf(stream, "  %15.4g", orth_best_steps_more_bp(report, difference->mean));
            write_half(simulation, orth_best_steps_more_bp(report, point->joint_low),
                       orth_best_steps_more_bp(report, point->joint_high), stream);
        }
        bool told = !many || report->none || point->verdict == ORTH_BEST_STEPS_LEAST ||
                    point->joint_low > 0 || point->joint_high < 0;
        fprintf(stream, "  %7.2f %% %s %s\n", percent_down(point->move_made), told ? " " : "?",
                words[point->verdict]);
    }
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
    const orth_fee_difference *difference = &report->fee_difference;
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
    for (size_t i = 0; report->fee_curve->holds && i < report->count; i++)
        if (!report->points[i].with_fee.valid) {
            fputs("~: so few steps that the closed form with the fee may be off by more.\n",
                  stream);
            break;
        }
    write_lines(difference->why, stream);
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

static void write_verdict(const orth_best_steps *report, FILE *stream)
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

void orth_best_steps_write_table(const orth_best_steps *report, FILE *stream)
{
    orth_locale outer = orth_locale_enter();
    if (report->exposure.distance == 0) {
        write_name(report, stream);
        fputs("Nothing moves: the start is the target, and no step is needed.\n", stream);
    } else {
        write_head(report, stream);
        write_rows(report, stream);
        write_verdict(report, stream);
    }
    orth_locale_leave(outer);
}
