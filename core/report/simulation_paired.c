/* How sure the figures of schedules or strategies are, and their differences to the first. */
#include <math.h>

#include "base/money_text.h"
#include "orthant/loss.h"
#include "report/result_name.h"
#include "report/simulation_beside.h"

/* The rounding of nothing is nothing. */
double orth_simulation_bp(const orth_simulation *simulation, double money)
{
    double points = orth_part_bp(money) / simulation->start_value;
    return fabs(points) < 5e-8 ? 0 : points;
}

void orth_simulation_put_bp(FILE *stream, int width, int places, double points)
{
    char text[ORTH_MONEY_TEXT_MAX];
    fprintf(stream, "  %*s", width, orth_figure_text(text, points, places));
}

/* Three digits of it: more is not in the formula. */
static void write_number(FILE *stream, double paths)
{
    double unit = 1;
    while (paths / unit >= 1000)
        unit *= 10;
    double rounded = ceil(paths / unit) * unit;
    fprintf(stream, rounded < 1e15 ? "%.0f" : "%.3g", fmax(rounded, 1));
}

static void write_needed(const orth_simulation *simulation, FILE *stream)
{
    bool begun = false;
    for (size_t r = 1; r < simulation->count; r++) {
        const orth_simulation_result *result = &simulation->results[r];
        if (isnan(result->paths_needed))
            continue;
        fputs(begun ? ", "
                    : "Price paths that it takes to tell a schedule from the first by final "
                      "values alone: ",
              stream);
        write_number(stream, result->paths_needed);
        char text[ORTH_RESULT_TEXT_MAX];
        fprintf(stream, " (%s)", orth_result_text(text, result));
        begun = true;
    }
    if (begun)
        fputs(".\n", stream);
}

static double half_bp(const orth_simulation *simulation, const orth_estimate *estimate)
{
    return orth_simulation_bp(simulation, (estimate->high - estimate->low) / 2);
}

static void write_difference(const orth_simulation *simulation, const orth_estimate *difference,
                             FILE *stream)
{
    orth_simulation_put_bp(stream, 11, 4, orth_simulation_bp(simulation, difference->mean));
    fprintf(stream, " +- %-7.3g%s", half_bp(simulation, difference),
            difference->low > 0 || difference->high < 0 ? " " : "?");
}

static void write_titles(const orth_simulation *simulation, int width, FILE *stream)
{
    char text[ORTH_RESULT_TEXT_MAX];
    bool several = simulation->count > 1;
    fputs("\nIn bp of the start's value, with 95 % intervals", stream);
    if (several)
        fprintf(stream, "; differences are path by path against %s",
                orth_result_text(text, &simulation->results[0]));
    fputs(":\n", stream);
    orth_result_title(simulation, width, stream);
    fprintf(stream, "  %-22s  %s", "  gain", "  shortfall");
    if (several)
        fprintf(stream, "%11s  %-22s %s", "", "  gain, difference", "  shortfall, difference");
    fputc('\n', stream);
}

void orth_simulation_write_paired(const orth_simulation *simulation, int width, FILE *stream)
{
    write_titles(simulation, width, stream);
    for (size_t r = 0; r < simulation->count; r++) {
        const orth_simulation_result *result = &simulation->results[r];
        orth_estimate gain = result->figures[ORTH_FIGURE_FINAL_VALUE];
        gain.mean -= simulation->start_value;
        orth_result_put(simulation, result, width, stream);
        orth_simulation_put_bp(stream, 10, 3, orth_simulation_bp(simulation, gain.mean));
        fprintf(stream, " +- %-8.3g", half_bp(simulation, &gain));
        const orth_estimate *shortfall = &result->figures[ORTH_FIGURE_SHORTFALL];
        orth_simulation_put_bp(stream, 10, 3, orth_simulation_bp(simulation, shortfall->mean));
        fprintf(stream, " +- %-8.3g", half_bp(simulation, shortfall));
        if (r > 0) {
            write_difference(simulation, &result->paired, stream);
            write_difference(simulation, &result->paired_shortfall, stream);
        }
        fputc('\n', stream);
    }
    if (simulation->count > 1)
        fputs("?: not told from 0 by this many price paths. The shortfall is without what "
              "different weights gain by\nthe prices' luck.\n",
              stream);
    write_needed(simulation, stream);
}
