/* How many steps, as a table for people. */
#include <inttypes.h>
#include <math.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/best_steps_words.h"
#include "report/simulation_clock.h"

static void write_name(const orth_best_steps *report, FILE *stream)
{
    const char *name = report->simulation->scenario->name;
    if (*name != '\0')
        fprintf(stream, "%s\n", name);
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
        orth_best_steps_write_lines(text, stream);
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
    const orth_steps_curve *curve = report->steps_curve;
    if (curve == NULL || !curve->there)
        return;
    fprintf(stream,
            "Closed form with the fee of %.6g %% and the prices' noise: ", 100 * curve->fee);
    const orth_steps_point *best = &curve->best;
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
    const orth_scenario *scenario = report->simulation->scenario;
    if (!(report->gas_share > 0))
        return;
    fprintf(
        stream,
        "With gas of %.6g %s a trade, but no fee and no noise, more than %.0f steps buy nothing, "
        "%.4g bp remain;\n",
        scenario->rules.gate.gas, scenario->pool_unit, gas->steps_ends, orth_loss_bp(gas->limit));
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
    bool with_fee = report->steps_curve != NULL && report->steps_curve->holds;
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

void orth_best_steps_write_table(const orth_best_steps *report, FILE *stream)
{
    orth_locale outer = orth_locale_enter();
    if (report->exposure.distance == 0) {
        write_name(report, stream);
        fputs("Nothing moves: the start is the target, and no step is needed.\n", stream);
    } else {
        write_head(report, stream);
        write_rows(report, stream);
        orth_best_steps_write_words(report, stream);
    }
    orth_locale_leave(outer);
}
