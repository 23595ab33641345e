#include "report/performance.h"

#include <math.h>
#include <string.h>

#include "base/plural.h"
#include "numeric/estimate_json.h"

/* ---------------------------------------------------------------- JSON */

/* On one price path {"value", "stderr", "ci95"}, over several the estimate; {"value": null,
 * "reason"} where it is not defined. */
static void write_figure(orth_json_out *json, const char *key, bool many,
                         const orth_performance_estimate *figure)
{
    const orth_estimate *estimate = &figure->estimate;
    if (many && !isnan(estimate->mean) && figure->left_out == 0) {
        orth_json_estimate(json, key, estimate);
        return;
    }
    orth_json_open_inline_object(json, key);
    if (isnan(estimate->mean)) {
        orth_json_null(json, "value");
        orth_json_string(json, "reason", orth_undefined_text(figure->why));
    } else if (many) {
        orth_json_estimate(json, "estimate", estimate);
    } else {
        orth_json_double(json, "value", estimate->mean);
        if (!isnan(estimate->stderr_)) {
            orth_json_double(json, "stderr", estimate->stderr_);
            orth_json_doubles(json, "ci95", 2, (const double[]){estimate->low, estimate->high});
        }
    }
    if (figure->left_out > 0 && !isnan(estimate->mean)) {
        orth_json_integer(json, "left_out", (int64_t)figure->left_out);
        if (many)
            orth_json_string(json, "reason", orth_undefined_text(figure->why));
    }
    orth_json_close_object(json);
}

static void write_figures(orth_json_out *json, bool many, const orth_simulation_performance *of,
                          const orth_performance_estimate *figures)
{
    for (int f = 0; f < ORTH_PERFORMANCE_FIGURES; f++)
        write_figure(json, orth_performance_name((orth_performance_figure)f), many, &figures[f]);
    orth_json_open_object(json, "against");
    for (size_t b = 0; b < of->terms.benchmarks; b++) {
        const orth_performance_estimate *against =
            figures + ORTH_PERFORMANCE_FIGURES + ORTH_AGAINST_FIGURES * b;
        orth_json_open_object(json, of->benchmarks[b]);
        for (int f = 0; f < ORTH_AGAINST_FIGURES; f++)
            write_figure(json, orth_against_name((orth_against_figure)f), many, &against[f]);
        orth_json_close_object(json);
    }
    orth_json_close_object(json);
}

void orth_performance_write_json(orth_json_out *json, const orth_simulation *simulation,
                                 const orth_simulation_result *result)
{
    const orth_simulation_performance *of = result->performance;
    bool many = simulation->price_paths > 1;
    if (of == NULL) {
        orth_json_null(json, "performance");
        return;
    }
    orth_json_open_object(json, "performance");
    orth_json_integer(json, "period_blocks", (int64_t)of->terms.period);
    orth_json_integer(json, "periods", (int64_t)of->periods);
    orth_json_double(json, "periods_a_year", of->periods_a_year);
    orth_json_double(json, "years", of->years);
    orth_json_double(json, "riskless", of->terms.riskless);
    orth_json_double(json, "tail", of->terms.tail);
    if (of->resamples > 0) {
        orth_json_open_inline_object(json, "bootstrap");
        orth_json_integer(json, "resamples", (int64_t)of->resamples);
        orth_json_double(json, "mean_length", of->mean_length);
        orth_json_close_object(json);
    } else {
        orth_json_null(json, "bootstrap");
    }
    write_figures(json, many, of, of->figures);
    if (of->paired != NULL) {
        orth_json_open_object(json, "paired");
        write_figures(json, many, of, of->paired);
        orth_json_close_object(json);
    }
    orth_json_close_object(json);
}

static void write_matrix(orth_json_out *json, const char *key, size_t m, const double *values)
{
    orth_json_open_array(json, key);
    for (size_t s = 0; s < m; s++)
        orth_json_doubles(json, NULL, m, values + s * m);
    orth_json_close_array(json);
}

void orth_alike_write_json(orth_json_out *json, const orth_simulation *simulation)
{
    const orth_simulation_alike *alike = simulation->alike;
    if (alike == NULL)
        return;
    orth_json_open_object(json, "alike");
    orth_json_integer(json, "times", (int64_t)alike->result.times);
    orth_json_double(json, "different", alike->result.different);
    orth_json_open_inline_object(json, "order");
    orth_json_double(json, "mean", alike->result.order);
    orth_json_double(json, "least", alike->result.order_least);
    orth_json_double(json, "last", alike->result.order_last);
    orth_json_close_object(json);
    write_matrix(json, "distances", simulation->count, alike->distances);
    write_matrix(json, "greatest_distances", simulation->count, alike->greatest);
    orth_json_open_inline_object(json, "clusters");
    orth_json_double(json, "within", ORTH_SIMULATION_ALIKE_WITHIN);
    orth_json_integer(json, "count", (int64_t)alike->clusters);
    orth_json_open_inline_array(json, "of");
    for (size_t s = 0; s < simulation->count; s++)
        orth_json_integer(json, NULL, (int64_t)alike->cluster[s]);
    orth_json_close_array(json);
    orth_json_close_object(json);
    orth_json_close_object(json);
}

/* ---------------------------------------------------------------- for people */

typedef struct column {
    orth_performance_figure figure;
    const char *title;
    bool per_cent;
} column;
static const column columns[] = {{ORTH_PERFORMANCE_ANNUAL_RETURN, "a year", true},
                                 {ORTH_PERFORMANCE_VOLATILITY, "volatility", true},
                                 {ORTH_PERFORMANCE_SHARPE, "Sharpe", false},
                                 {ORTH_PERFORMANCE_SORTINO, "Sortino", false},
                                 {ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN, "drawdown", true},
                                 {ORTH_PERFORMANCE_CALMAR, "Calmar", false},
                                 {ORTH_PERFORMANCE_EXPECTED_SHORTFALL, "tail loss", true}};
#define COLUMNS (sizeof columns / sizeof columns[0])
#define WIDTH 10

/* `mark` stands behind the value. */
static void put_value(FILE *stream, const column *c, double value, const char *mark)
{
    char text[32], marked[34];
    if (isnan(value))
        snprintf(text, sizeof text, "-");
    else if (fabs(value) < 1000)
        snprintf(text, sizeof text, c->per_cent ? "%.2f %%" : "%.3f",
                 c->per_cent ? 100 * value : value);
    else
        snprintf(text, sizeof text, c->per_cent ? "%.3g %%" : "%.3g",
                 c->per_cent ? 100 * value : value);
    snprintf(marked, sizeof marked, "%s%s", text, isnan(value) ? "" : mark);
    fprintf(stream, "  %*s", WIDTH, marked);
}

/* The interval's ends below a figure, where there are any. */
static void put_ends(FILE *stream, int width, const orth_simulation_performance *of, bool high)
{
    fprintf(stream, "%*s", width, high ? "to" : "from");
    for (size_t c = 0; c < COLUMNS; c++) {
        const orth_estimate *estimate = &of->figures[columns[c].figure].estimate;
        put_value(stream, &columns[c],
                  isnan(estimate->mean) ? NAN
                  : high                ? estimate->high
                                        : estimate->low,
                  "");
    }
    fputc('\n', stream);
}

static void put_terms(FILE *stream, const orth_simulation *simulation,
                      const orth_simulation_performance *of)
{
    unsigned long long periods = of->periods, period = of->terms.period;
    fprintf(
        stream,
        "\nAs investments, by the returns of %llu period%s of %llu block%s (%.6g in a year; riskless "
        "%g %% a year);\n",
        periods, orth_plural(periods, "", "s"), period, orth_plural(period, "", "s"),
        of->periods_a_year, 100 * of->terms.riskless);
    if (simulation->price_paths > 1)
        fputs("the mean over price paths, with the 95 % interval of that mean:\n", stream);
    else if (of->resamples > 0)
        fprintf(stream,
                "from .. to: 95 %% of %llu resamples (stationary bootstrap, runs of %.3g periods "
                "in the mean):\n",
                (unsigned long long)of->resamples, of->mean_length);
    else
        fputs("too few periods for an interval:\n", stream);
}

void orth_performance_write_table(const orth_simulation *simulation, FILE *stream)
{
    int width = 10;
    bool marked = false;
    for (size_t r = 0; r < simulation->count; r++) {
        int length = (int)strlen(simulation->results[r].path);
        width = length > width ? length : width;
    }
    if (simulation->count == 0 || simulation->results[0].performance == NULL)
        return;
    const orth_simulation_performance *first = simulation->results[0].performance;
    put_terms(stream, simulation, first);
    fprintf(stream, "%-*s", width, "strategy");
    for (size_t c = 0; c < COLUMNS; c++)
        fprintf(stream, "  %*s", WIDTH, columns[c].title);
    fputc('\n', stream);
    for (size_t r = 0; r < simulation->count; r++) {
        const orth_simulation_performance *of = simulation->results[r].performance;
        fprintf(stream, "%-*s", width, simulation->results[r].path);
        for (size_t c = 0; c < COLUMNS; c++) {
            const orth_performance_estimate *figure = &of->figures[columns[c].figure];
            bool some = figure->left_out > 0 && !isnan(figure->estimate.mean);
            marked = marked || some;
            put_value(stream, &columns[c], figure->estimate.mean, some ? "*" : "");
        }
        fputc('\n', stream);
        if (simulation->price_paths > 1 || of->resamples > 0) {
            put_ends(stream, width, of, false);
            put_ends(stream, width, of, true);
        }
    }
    fprintf(
        stream,
        "drawdown: the deepest one. tail loss: the mean return of the worst %g %% of periods, as "
        "a loss.\n-: not defined (--json says why).\n",
        100 * first->terms.tail);
    if (marked)
        fprintf(stream, "*: not defined on some %s, which are left out (--json says how many).\n",
                simulation->price_paths > 1 ? "price paths" : "resamples");
    if (first->figures[ORTH_PERFORMANCE_ANNUAL_RETURN].why == ORTH_UNDEFINED_SHORT)
        fprintf(stream, "a year, Calmar: not defined of a study %s.\n",
                orth_undefined_text(ORTH_UNDEFINED_SHORT));
    if (simulation->alike != NULL)
        fprintf(stream,
                "By their weights these are %.2f different strategies (of %zu), in %zu cluster%s "
                "within a Fisher-Rao distance\nof %g in the mean; on the first price path.\n",
                simulation->alike->result.different, simulation->count, simulation->alike->clusters,
                orth_plural(simulation->alike->clusters, "", "s"), ORTH_SIMULATION_ALIKE_WITHIN);
}
