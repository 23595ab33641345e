/* What is said of the cost with a fee and noise, and of gas. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "orthant/loss.h"
#include "orthant/report.h"

#define WIDTH 100

typedef struct extent {
    double low, high;
} extent;

static extent add(extent of, double value)
{
    return (extent){fmin(of.low, value), fmax(of.high, value)};
}

static const extent nothing = {INFINITY, -INFINITY};

/* "1.35", or "1.34 to 1.35" where both do not look alike. */
static void write_extent(FILE *stream, extent of, int digits)
{
    char low[32], high[32];
    snprintf(low, sizeof low, "%.*g", digits, of.low);
    snprintf(high, sizeof high, "%.*g", digits, of.high);
    fputs(low, stream);
    if (strcmp(low, high) != 0)
        fprintf(stream, " to %s", high);
}

/* Whole numbers likewise. */
static void write_whole(FILE *stream, extent of)
{
    fprintf(stream, "%.0f", of.low);
    if (round(of.low) != round(of.high))
        fprintf(stream, " to %.0f", of.high);
}

/* To two digits. */
static double about(double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.2g", value);
    return strtod(text, NULL);
}

/* The deviations of a block's relative prices, in basis points. */
static extent noise_of(const orth_priced *of)
{
    size_t n = of->scenario->n;
    const double *covariance = of->pricing->noise.covariance;
    extent noise = nothing;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            double variance =
                covariance[i * n + i] + covariance[j * n + j] - 2 * covariance[i * n + j];
            noise = add(noise, 1e4 * sqrt(fmax(variance, 0)));
        }
    return noise;
}

static const char *regime_says(orth_cost_regime regime)
{
    static const char *const says[] = {
        [ORTH_COST_SLOW] = "the cost falls with the number of steps, as without a fee",
        [ORTH_COST_MIDDLE] = "a part of the cost falls no more with the number of steps",
        [ORTH_COST_FAST] = "fee and noise hardly matter beside the speed of the move",
    };
    return says[regime];
}

/* The paths' names that `same` holds for, unless it holds for all. */
static void write_names(FILE *stream, const orth_comparison_result *results, size_t count,
                        const orth_comparison_result *like,
                        bool (*same)(const orth_comparison_result *,
                                     const orth_comparison_result *))
{
    size_t alike = 0, written = 0;
    for (size_t p = 0; p < count; p++)
        alike += same(&results[p], like);
    for (size_t p = 0; p < count && alike < count; p++)
        if (same(&results[p], like))
            fprintf(stream, "%s%s", written++ > 0 ? ", " : " (", results[p].path);
    if (written > 0)
        fputc(')', stream);
}

/* Words, in lines of WIDTH at most; `column` is where the first begins. */
static void write_words(FILE *stream, const char *text, int indent, int column)
{
    while (*text != '\0') {
        int length = (int)strcspn(text, " ");
        if (column + 1 + length > WIDTH) {
            fprintf(stream, "\n%*s", indent, "");
            column = indent;
        } else {
            fputc(' ', stream);
            column++;
        }
        column += fprintf(stream, "%.*s", length, text);
        text += length + (text[length] == ' ');
    }
}

static bool same_regime(const orth_comparison_result *a, const orth_comparison_result *b)
{
    return a->cost.regime == b->cost.regime;
}

static bool same_reason(const orth_comparison_result *a, const orth_comparison_result *b)
{
    return strcmp(a->cost.why, b->cost.why) == 0;
}

/* One line for each kind of path; the first of a kind stands for it. */
static void write_kinds(FILE *stream, const orth_comparison_result *results, size_t count,
                        int indent, bool reasons)
{
    bool (*same)(const orth_comparison_result *, const orth_comparison_result *) =
        reasons ? same_reason : same_regime;
    for (size_t p = 0; p < count; p++) {
        const orth_cost *cost = &results[p].cost;
        bool first = !reasons || !cost->valid;
        for (size_t q = 0; q < p && first; q++)
            first = !same(&results[q], &results[p]);
        if (!first)
            continue;
        fprintf(stream, "%*s%s", indent, "",
                reasons ? "* not to be relied on" : orth_cost_regime_name(cost->regime));
        write_names(stream, results, count, &results[p], same);
        fputc(':', stream);
        write_words(stream, reasons ? cost->why : regime_says(cost->regime), indent, indent + 24);
        fputs(".\n", stream);
    }
}

static void write_best(FILE *stream, const orth_comparison_result *results, size_t count,
                       int indent)
{
    extent best = nothing;
    for (size_t p = 0; p < count; p++)
        if (results[p].cost.steps_best > 0)
            best = add(best, about((double)results[p].cost.steps_best));
    if (best.low > best.high)
        return;
    fprintf(stream, "%*sCost and LVR together, less the target's LVR, are least in some ", indent,
            "");
    write_whole(stream, best);
    fputs(" steps.\n", stream);
}

static void write_fee(const orth_priced *of, int indent, FILE *stream)
{
    const orth_comparison_result *results = of->results;
    size_t count = of->count;
    extent rest = nothing, uncertain = nothing;
    for (size_t p = 0; p < count; p++) {
        rest = add(rest, results[p].cost.rest_bp);
        uncertain = add(uncertain, results[p].cost.stderr_bp);
    }
    fprintf(stream, "%*sWith a fee of %.6g %% and noise of ", indent, "", 100 * of->pricing->fee);
    write_extent(stream, noise_of(of), 3);
    fputs(" bp a block", stream);
    if (uncertain.high > 0)
        fprintf(stream, ", standard error at most %.2g bp", uncertain.high);
    fputs(":\n", stream);
    write_kinds(stream, results, count, indent, false);
    fprintf(stream, "%*sLVR meanwhile, as of a pool at rest: ", indent, "");
    write_extent(stream, rest, 4);
    fputs(" bp.\n", stream);
    write_best(stream, results, count, indent);
    write_kinds(stream, results, count, indent, true);
}

static void write_gas(const orth_priced *of, int indent, FILE *stream)
{
    const orth_scenario *scenario = of->scenario;
    const orth_comparison_result *results = of->results;
    extent loss = nothing, trades = nothing, ends = nothing;
    for (size_t p = 0; p < of->count; p++) {
        loss = add(loss, orth_loss_bp(results[p].gas.loss));
        trades = add(trades, (double)results[p].gas.trades);
        ends = add(ends, results[p].gas.steps_ends);
    }
    if (isinf(ends.low))
        return; /* nothing moves */
    fprintf(stream, "%*sWith gas of %.6g %s a trade, but no fee and no noise: ", indent, "",
            scenario->rules.gate.gas, scenario->pool_unit);
    write_extent(stream, loss, 4);
    fputs(" bp in ", stream);
    write_whole(stream, trades);
    fprintf(stream, " trade%s.\n%*sWith that gas more than ", trades.high == 1 ? "" : "s", indent,
            "");
    write_whole(stream, ends);
    fputs(" steps buy nothing.\n", stream);
}

void orth_priced_write(const orth_priced *of, int indent, FILE *stream)
{
    orth_locale entered = orth_locale_enter();
    if (of->results[0].has_cost)
        write_fee(of, indent, stream);
    if (of->results[0].has_gas)
        write_gas(of, indent, stream);
    orth_locale_leave(entered);
}
