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

typedef struct moments {
    double mean, deviation, below; /* below: the root of the mean square of what is below 0 */
} moments;

static const double *row_of(const orth_sequence *sequence, size_t k)
{
    const orth_performance *of = sequence->of;
    return of->rows + (sequence->order != NULL ? sequence->order[k] : k) * of->width;
}

/* Of growth less `less`, a column (or 0: none) and `shift`. */
static double term_of(const double *row, size_t less, double shift)
{
    return row[ORTH_PERIOD_GROWTH] - (less > 0 ? row[less] : 1) - shift;
}

static moments moments_of(const orth_sequence *sequence, size_t less, double shift)
{
    size_t n = sequence->of->periods;
    orth_dd sum = {0, 0}, squares = {0, 0}, below = {0, 0};
    for (size_t k = 0; k < n; k++)
        orth_sum_add(&sum, term_of(row_of(sequence, k), less, shift));
    moments m = {.mean = orth_dd_value(sum) / (double)n};
    for (size_t k = 0; k < n; k++) {
        double term = term_of(row_of(sequence, k), less, shift), apart = term - m.mean;
        orth_sum_add(&squares, apart * apart);
        if (term < 0)
            orth_sum_add(&below, term * term);
    }
    m.deviation = n > 1 ? sqrt(orth_dd_value(squares) / (double)(n - 1)) : NAN;
    m.below = sqrt(orth_dd_value(below) / (double)n);
    return m;
}

/* What compounding makes of them, and the drawdowns on the way; of a benchmark the former alone. */
typedef struct course {
    double gain, deepest, average;
} course;

static course course_of(const orth_sequence *sequence)
{
    const orth_performance *of = sequence->of;
    size_t n = of->periods, tail = sequence->order == NULL && of->blocks % of->terms.period > 0;
    orth_dd value = {1, 0}, drawdowns = {0, 0};
    double peak = 1;
    course c = {0};
    for (size_t k = 0; k < n + tail; k++) {
        const double *row = k < n ? row_of(sequence, k) : of->rows + n * of->width;
        double begin = value.high;
        double deepest = 1 - fmin(row[ORTH_PERIOD_KEPT], begin * row[ORTH_PERIOD_LOW] / peak);
        c.deepest = fmax(c.deepest, deepest);
        peak = fmax(peak, begin * row[ORTH_PERIOD_HIGH]);
        value = orth_dd_scale(value, row[ORTH_PERIOD_GROWTH]);
        if (k < n)
            orth_sum_add(&drawdowns, fmax(1 - value.high / peak, 0));
    }
    c.average = orth_dd_value(drawdowns) / (double)n;
    c.gain =
        sequence->order == NULL ? (of->now - of->start) / of->start : (value.high - 1) + value.low;
    return c;
}

static double benchmark_gain(const orth_sequence *sequence, size_t b)
{
    const orth_performance *of = sequence->of;
    if (sequence->order == NULL)
        return (of->benchmarks[b] - of->start_benchmarks[b]) / of->start_benchmarks[b];
    orth_dd value = {1, 0};
    for (size_t k = 0; k < of->periods; k++)
        value = orth_dd_scale(value, row_of(sequence, k)[ORTH_PERIOD_BENCHMARKS + b]);
    return (value.high - 1) + value.low;
}

/* ---------------------------------------------------------------- figures */

typedef struct sink {
    const orth_sequence *sequence;
    double *figures;
    orth_undefined *why;
    double root, years, riskless; /* of A; Y, f */
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
    const orth_performance *of = to->sequence->of;
    if (of->was_zero)
        return ORTH_UNDEFINED_VALUE;
    if (of->periods < periods || of->blocks == 0)
        return ORTH_UNDEFINED_PERIODS;
    return of->terms.block_seconds > 0 ? ORTH_DEFINED : ORTH_UNDEFINED_TIME;
}

/* What an annual return lacks; also a resample's goes by the length of the stream. */
static orth_undefined lacks_year(const sink *to)
{
    const orth_performance *of = to->sequence->of;
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
    moments m = moments_of(to->sequence, 0, to->riskless);
    orth_undefined two = lacks(to, 2);
    orth_undefined still =
        m.deviation > ORTH_PERFORMANCE_STILL ? ORTH_DEFINED : ORTH_UNDEFINED_DEVIATION;
    orth_undefined no_loss =
        m.below > ORTH_PERFORMANCE_STILL ? ORTH_DEFINED : ORTH_UNDEFINED_NO_LOSS;
    put(to, ORTH_PERFORMANCE_VOLATILITY, to->root * m.deviation, two);
    put(to, ORTH_PERFORMANCE_SHARPE, to->root * m.mean / m.deviation, first_of(two, still));
    put(to, ORTH_PERFORMANCE_SORTINO, to->root * m.mean / m.below, first_of(two, no_loss));
}

static void put_course(const sink *to, const course *c)
{
    const orth_performance *of = to->sequence->of;
    orth_undefined time = lacks_year(to);
    orth_undefined fell =
        c->deepest > ORTH_PERFORMANCE_STILL ? ORTH_DEFINED : ORTH_UNDEFINED_NO_DRAWDOWN;
    double year = annual(to, c->gain);
    put(to, ORTH_PERFORMANCE_RETURN, c->gain, ORTH_DEFINED);
    put(to, ORTH_PERFORMANCE_ANNUAL_RETURN, year, time);
    put(to, ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN, c->deepest, ORTH_DEFINED);
    put(to, ORTH_PERFORMANCE_AVERAGE_DRAWDOWN, c->average,
        of->periods > 0 ? ORTH_DEFINED : ORTH_UNDEFINED_PERIODS);
    put(to, ORTH_PERFORMANCE_CALMAR, year / c->deepest, first_of(time, fell));
}

/* The periods of the sequence, counted by their rank, from the worst on. */
static void put_tail(const sink *to)
{
    const orth_performance *of = to->sequence->of;
    size_t n = of->periods, *counts = to->sequence->counts;
    orth_undefined why = of->was_zero ? ORTH_UNDEFINED_VALUE
                         : n == 0     ? ORTH_UNDEFINED_PERIODS
                                      : ORTH_DEFINED;
    for (size_t r = 0; r < n; r++)
        counts[r] = to->sequence->order == NULL;
    for (size_t k = 0; k < n && to->sequence->order != NULL; k++)
        counts[of->rank[to->sequence->order[k]]]++;
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

static void put_against(const sink *to, size_t b, const course *c)
{
    size_t first = ORTH_PERFORMANCE_FIGURES + ORTH_AGAINST_FIGURES * b;
    double gain = benchmark_gain(to->sequence, b);
    moments m = moments_of(to->sequence, ORTH_PERIOD_BENCHMARKS + b, 0);
    orth_undefined zero = gain > -1 ? ORTH_DEFINED : ORTH_UNDEFINED_VALUE;
    orth_undefined two = first_of(lacks(to, 2), zero);
    orth_undefined still =
        m.deviation > ORTH_PERFORMANCE_STILL ? ORTH_DEFINED : ORTH_UNDEFINED_DEVIATION;
    orth_undefined time = lacks_year(to);
    put(to, first + ORTH_AGAINST_RELATIVE_RETURN, (c->gain - gain) / (1 + gain), zero);
    put(to, first + ORTH_AGAINST_TRACKING_DIFFERENCE, annual(to, c->gain) - annual(to, gain), time);
    put(to, first + ORTH_AGAINST_TRACKING_ERROR, to->root * m.deviation, two);
    put(to, first + ORTH_AGAINST_INFORMATION_RATIO, to->root * m.mean / m.deviation,
        first_of(two, still));
}

void orth_sequence_figures(const orth_sequence *sequence, double *figures, orth_undefined *why)
{
    const orth_performance *of = sequence->of;
    double a_year = orth_performance_periods_a_year(of);
    sink to = {.sequence = sequence,
               .figures = figures,
               .why = why,
               .root = sqrt(a_year),
               .years = sequence->order == NULL ? orth_performance_years(of)
                                                : (double)of->periods / a_year,
               .riskless = a_year > 0 ? orth_expm1(orth_log1p(of->terms.riskless) / a_year) : 0};
    course c = course_of(sequence);
    put_course(&to, &c);
    put_deviations(&to);
    put_tail(&to);
    for (size_t b = 0; b < of->terms.benchmarks; b++)
        put_against(&to, b, &c);
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
    if (performance->blocks % performance->terms.period > 0)
        orth_performance_put_row(performance);
    orth_performance_rank(performance);
    orth_sequence_figures(&(orth_sequence){performance, NULL, performance->counts}, figures, why);
}
