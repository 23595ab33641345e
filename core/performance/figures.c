/* The figures of a sequence of periods. */
#include <math.h>
#include <stdlib.h>

#include "numeric/dd.h"
#include "numeric/elementary.h"
#include "performance/stream.h"

#define ALMOST_WHOLE 1e-9

const char *orth_performance_name(orth_performance_figure figure)
{
    static const char *const names[ORTH_PERFORMANCE_FIGURES] = {
        "return",        "annual_return",     "volatility",       "sharpe",
        "sortino",       "maximum_drawdown",  "average_drawdown", "calmar",
        "value_at_risk", "expected_shortfall"};
    return names[figure];
}

const char *orth_against_name(orth_against_figure figure)
{
    static const char *const names[ORTH_AGAINST_FIGURES] = {
        "relative_return", "tracking_difference", "tracking_error", "information_ratio"};
    return names[figure];
}

const char *orth_undefined_text(orth_undefined why)
{
    static const char *const texts[] = {
        [ORTH_DEFINED] = "",
        [ORTH_UNDEFINED_PERIODS] = "too few whole periods",
        [ORTH_UNDEFINED_TIME] = "it is not known how long a block is",
        [ORTH_UNDEFINED_VALUE] = "a value was 0",
        [ORTH_UNDEFINED_DEVIATION] = "no deviation to divide by",
        [ORTH_UNDEFINED_NO_LOSS] = "no period below the riskless return",
        [ORTH_UNDEFINED_NO_DRAWDOWN] = "no drawdown",
        [ORTH_UNDEFINED_RANGE] = "beyond the range of numbers",
        [ORTH_UNDEFINED_SHORT] = "shorter than 7 days: too short for an annual return"};
    return texts[why];
}

size_t orth_performance_count(size_t benchmarks)
{
    return ORTH_PERFORMANCE_FIGURES + ORTH_AGAINST_FIGURES * benchmarks;
}

/* ---------------------------------------------------------------- sums over the periods */

double orth_performance_riskless(const orth_performance *performance)
{
    double a_year = orth_performance_periods_a_year(performance);
    return a_year > 0 ? orth_expm1(orth_log1p(performance->terms.riskless) / a_year) : 0;
}

orth_moments orth_moments_of(size_t n, double mean, double squares, double below)
{
    return (orth_moments){mean, n > 1 ? sqrt(squares / (double)(n - 1)) : NAN,
                          sqrt(below / (double)n)};
}

/* Of growth less `less`, a column (or 0: none) and `shift`. */
static double term_of(const double *row, size_t less, double shift)
{
    return row[ORTH_PERIOD_GROWTH] - (less > 0 ? row[less] : 1) - shift;
}

static orth_moments moments_of(const orth_performance *of, size_t less, double shift)
{
    size_t n = of->periods;
    orth_dd sum = {0, 0}, squares = {0, 0}, below = {0, 0};
    for (size_t k = 0; k < n; k++)
        orth_sum_add(&sum, term_of(of->rows + k * of->width, less, shift));
    double mean = orth_dd_value(sum) / (double)n;
    for (size_t k = 0; k < n; k++) {
        double term = term_of(of->rows + k * of->width, less, shift), apart = term - mean;
        orth_sum_add(&squares, apart * apart);
        if (term < 0)
            orth_sum_add(&below, term * term);
    }
    return orth_moments_of(n, mean, orth_dd_value(squares), orth_dd_value(below));
}

/* In the stream's own order. */
static void follow_course(orth_period_sums *sums, const orth_performance *of)
{
    size_t n = of->periods, tail = of->blocks % of->terms.period > 0;
    orth_dd value = {1, 0}, drawdowns = {0, 0};
    double peak = 1;
    for (size_t k = 0; k < n + tail; k++) {
        const double *row = of->rows + k * of->width;
        double begin = value.high;
        double deepest = 1 - fmin(row[ORTH_PERIOD_KEPT], begin * row[ORTH_PERIOD_LOW] / peak);
        sums->deepest = fmax(sums->deepest, deepest);
        peak = fmax(peak, begin * row[ORTH_PERIOD_HIGH]);
        value = orth_dd_scale(value, row[ORTH_PERIOD_GROWTH]);
        if (k < n)
            orth_sum_add(&drawdowns, fmax(1 - value.high / peak, 0));
    }
    sums->average = orth_dd_value(drawdowns) / (double)n;
    sums->gain = (of->now - of->start) / of->start;
}

/* ---------------------------------------------------------------- figures */

typedef struct sink {
    const orth_performance *of;
    const orth_period_sums *sums;
    double *figures;
    orth_undefined *why;
    double root, years, annual; /* of A; Y; the return of a year */
} sink;

static void put(const sink *to, size_t figure, double value, orth_undefined why)
{
    if (why == ORTH_DEFINED && !isfinite(value))
        why = ORTH_UNDEFINED_RANGE;
    to->figures[figure] = why == ORTH_DEFINED ? value : NAN;
    if (to->why != NULL)
        to->why[figure] = why;
}

static double annual(const sink *to, double gain)
{
    return gain > -1 ? orth_expm1(orth_log1p(gain) / to->years) : -1;
}

static orth_undefined first_of(orth_undefined a, orth_undefined b)
{
    return a != ORTH_DEFINED ? a : b;
}

/* What figures of a year, of so many periods, lack. */
static orth_undefined lacks(const sink *to, size_t periods)
{
    const orth_performance *of = to->of;
    if (of->was_zero)
        return ORTH_UNDEFINED_VALUE;
    if (of->periods < periods || of->blocks == 0)
        return ORTH_UNDEFINED_PERIODS;
    return of->terms.block_seconds > 0 ? ORTH_DEFINED : ORTH_UNDEFINED_TIME;
}

/* What an annual return lacks; also a resample's goes by the length of the stream. */
static orth_undefined lacks_year(const sink *to)
{
    const orth_performance *of = to->of;
    if (of->blocks == 0)
        return ORTH_UNDEFINED_PERIODS;
    if (!(of->terms.block_seconds > 0))
        return ORTH_UNDEFINED_TIME;
    double days = (double)of->blocks * of->terms.block_seconds / 86400;
    return days < ORTH_PERFORMANCE_DAYS_LEAST * (1 - ALMOST_WHOLE) ? ORTH_UNDEFINED_SHORT
                                                                   : ORTH_DEFINED;
}

static void put_deviations(const sink *to)
{
    orth_moments m = to->sums->moments[0];
    orth_undefined two = lacks(to, 2);
    orth_undefined still =
        m.deviation > ORTH_PERFORMANCE_STILL ? ORTH_DEFINED : ORTH_UNDEFINED_DEVIATION;
    orth_undefined no_loss =
        m.below > ORTH_PERFORMANCE_STILL ? ORTH_DEFINED : ORTH_UNDEFINED_NO_LOSS;
    put(to, ORTH_PERFORMANCE_VOLATILITY, to->root * m.deviation, two);
    put(to, ORTH_PERFORMANCE_SHARPE, to->root * m.mean / m.deviation, first_of(two, still));
    put(to, ORTH_PERFORMANCE_SORTINO, to->root * m.mean / m.below, first_of(two, no_loss));
}

static void put_course(const sink *to)
{
    const orth_period_sums *c = to->sums;
    orth_undefined time = lacks_year(to);
    orth_undefined fell =
        c->deepest > ORTH_PERFORMANCE_STILL ? ORTH_DEFINED : ORTH_UNDEFINED_NO_DRAWDOWN;
    put(to, ORTH_PERFORMANCE_RETURN, c->gain, ORTH_DEFINED);
    put(to, ORTH_PERFORMANCE_ANNUAL_RETURN, to->annual, time);
    put(to, ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN, c->deepest, ORTH_DEFINED);
    put(to, ORTH_PERFORMANCE_AVERAGE_DRAWDOWN, c->average,
        to->of->periods > 0 ? ORTH_DEFINED : ORTH_UNDEFINED_PERIODS);
    put(to, ORTH_PERFORMANCE_CALMAR, to->annual / c->deepest, first_of(time, fell));
}

/* The periods by their rank, from the worst on. */
static void put_tail(const sink *to)
{
    const orth_performance *of = to->of;
    const size_t *counts = to->sums->counts;
    size_t n = of->periods;
    orth_undefined why = of->was_zero ? ORTH_UNDEFINED_VALUE
                         : n == 0     ? ORTH_UNDEFINED_PERIODS
                                      : ORTH_DEFINED;
    double wanted = (double)n * of->terms.tail, whole = floor(wanted + 0.5);
    if (fabs(wanted - whole) <= ALMOST_WHOLE && whole > 0)
        wanted = whole;
    orth_dd sum = {0, 0};
    double taken = 0, at_risk = NAN;
    for (size_t r = 0; r < n && !(taken > wanted); r++) {
        double loss = 1 - of->ascending[r].growth;
        orth_sum_add(&sum, loss * fmin((double)counts[r], wanted - taken));
        taken += (double)counts[r];
        if (counts[r] > 0)
            at_risk = loss; /* with a tail of nearly all periods the best one's */
    }
    put(to, ORTH_PERFORMANCE_VALUE_AT_RISK, at_risk, why);
    put(to, ORTH_PERFORMANCE_EXPECTED_SHORTFALL, orth_dd_value(sum) / wanted, why);
}

static void put_against(const sink *to, size_t b)
{
    size_t first = ORTH_PERFORMANCE_FIGURES + ORTH_AGAINST_FIGURES * b;
    double gain = to->sums->gains[b];
    orth_moments m = to->sums->moments[1 + b];
    orth_undefined zero = gain > -1 ? ORTH_DEFINED : ORTH_UNDEFINED_VALUE;
    orth_undefined two = first_of(lacks(to, 2), zero);
    orth_undefined still =
        m.deviation > ORTH_PERFORMANCE_STILL ? ORTH_DEFINED : ORTH_UNDEFINED_DEVIATION;
    orth_undefined time = lacks_year(to);
    put(to, first + ORTH_AGAINST_RELATIVE_RETURN, (to->sums->gain - gain) / (1 + gain), zero);
    put(to, first + ORTH_AGAINST_TRACKING_DIFFERENCE, to->annual - annual(to, gain), time);
    put(to, first + ORTH_AGAINST_TRACKING_ERROR, to->root * m.deviation, two);
    put(to, first + ORTH_AGAINST_INFORMATION_RATIO, to->root * m.mean / m.deviation,
        first_of(two, still));
}

void orth_performance_put_figures(const orth_performance *performance, const orth_period_sums *sums,
                                  double *figures, orth_undefined *why)
{
    double a_year = orth_performance_periods_a_year(performance);
    sink to = {.of = performance,
               .sums = sums,
               .figures = figures,
               .why = why,
               .root = sqrt(a_year),
               .years = sums->drawn ? (double)performance->periods / a_year
                                    : orth_performance_years(performance)};
    to.annual = annual(&to, sums->gain);
    put_course(&to);
    put_deviations(&to);
    put_tail(&to);
    for (size_t b = 0; b < performance->terms.benchmarks; b++)
        put_against(&to, b);
}

/* ---------------------------------------------------------------- of a stream */

static int by_growth(const void *a, const void *b)
{
    const orth_ranked *left = a, *right = b;
    if (left->growth < right->growth || left->growth > right->growth)
        return left->growth < right->growth ? -1 : 1;
    return (left->period > right->period) - (left->period < right->period);
}

void orth_performance_rank(orth_performance *performance)
{
    size_t n = performance->periods;
    for (size_t k = 0; k < n; k++)
        performance->ascending[k] =
            (orth_ranked){performance->rows[k * performance->width + ORTH_PERIOD_GROWTH], k};
    qsort(performance->ascending, n, sizeof *performance->ascending, by_growth);
    for (size_t r = 0; r < n; r++)
        performance->rank[performance->ascending[r].period] = r;
}

void orth_performance_figures(orth_performance *performance, double *figures, orth_undefined *why)
{
    orth_performance *of = performance;
    if (of->blocks % of->terms.period > 0)
        orth_performance_put_row(of);
    orth_performance_rank(of);
    orth_period_sums sums = {.moments = of->moments, .gains = of->gains, .counts = of->counts};
    follow_course(&sums, of);
    of->moments[0] = moments_of(of, 0, orth_performance_riskless(of));
    for (size_t b = 0; b < of->terms.benchmarks; b++) {
        of->moments[1 + b] = moments_of(of, ORTH_PERIOD_BENCHMARKS + b, 0);
        of->gains[b] = (of->benchmarks[b] - of->start_benchmarks[b]) / of->start_benchmarks[b];
    }
    for (size_t r = 0; r < of->periods; r++)
        of->counts[r] = 1;
    orth_performance_put_figures(of, &sums, figures, why);
}
