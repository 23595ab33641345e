#include "report/plot_axes.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/money_text.h"
#include "base/time_text.h"
#include "numeric/elementary.h"

#define TICS_MAX 5
#define DECADES_MAX 8
#define DAY 86400

const char *orth_plot_number(char text[ORTH_PLOT_NUMBER_MAX], double value, int decimals)
{
    char plain[ORTH_PLOT_NUMBER_MAX];
    double size = fabs(value);
    if (size >= 1e15 || (size > 0 && size < 1e-6 && decimals > 12)) {
        snprintf(text, ORTH_PLOT_NUMBER_MAX, "%.6g", value);
        return text;
    }
    snprintf(plain, sizeof plain, "%.*f", decimals > 17 ? 17 : decimals, size);
    bool negative = value < 0 && strspn(plain, "0.") < strlen(plain);
    strcpy(text, negative ? "-" : "");
    orth_grouped(text + negative, plain);
    return text;
}

/* 1, 2 or 5 times a power of ten, and how many decimals it has. */
static double round_step(double span, int most, int *decimals)
{
    double power = floor(orth_log(span / most) / orth_log(10)), step = 0;
    for (int k = 0; k < 4 && !(step * most >= span * (1 - 1e-9)); k++) {
        static const double digits[] = {1, 2, 5, 10};
        double ten = fabs(power) > 300 ? ldexp(1, (int)(power * 3.32)) : 1;
        for (int i = 0; i < fabs(power) && fabs(power) <= 300; i++)
            ten *= 10;
        step = power < 0 ? digits[k] / ten : digits[k] * ten;
        *decimals = power < 0 ? (int)-power - (k == 3) : 0;
    }
    return step;
}

/* The tics of an axis: multiples first .. last of a round step. */
typedef struct tics {
    double step, first, last;
    int decimals;
    bool exponents; /* small round numbers are read with an exponent */
} tics;

static tics tics_of(double low, double high, int most, bool whole)
{
    tics t = {0};
    double size = fmax(fabs(low), fabs(high));
    t.step = round_step(high - low, most, &t.decimals);
    if (whole && t.step < 1) {
        t.step = 1;
        t.decimals = 0;
    }
    t.first = ceil(low / t.step - 1e-9);
    t.last = floor(high / t.step + 1e-9);
    t.exponents = size < 1e-3 && size / t.step < 1e5;
    return t;
}

static const char *label(char text[ORTH_PLOT_NUMBER_MAX], const tics *t, double k)
{
    double at = k == 0 ? 0 : k * t->step;
    if (!t->exponents)
        return orth_plot_number(text, at, t->decimals);
    snprintf(text, ORTH_PLOT_NUMBER_MAX, "%.6g", at);
    return text;
}

static size_t widest_label(const tics *t)
{
    char text[ORTH_PLOT_NUMBER_MAX];
    size_t widest = 0;
    for (double k = t->first; k <= t->last && t->last - t->first < 100; k++) {
        size_t length = strlen(label(text, t, k));
        widest = length > widest ? length : widest;
    }
    return widest;
}

/* Letters of an x axis's labels that stand side by side. */
#define LETTERS_MAX 52

static void put_axis(orth_plot *plot, char axis, double low, double high, int most, bool whole)
{
    tics t = tics_of(low, high, most, whole);
    while (axis == 'x' && most > 1 &&
           (double)(widest_label(&t) + 2) * (t.last - t.first + 1) > LETTERS_MAX)
        t = tics_of(low, high, --most, whole);
    fprintf(plot->script, "set %crange [%.17g:%.17g]\nset %ctics (", axis, low, high, axis);
    for (double k = t.first; k <= t.last && t.last - t.first < 100; k++) {
        char text[ORTH_PLOT_NUMBER_MAX];
        fprintf(plot->script, "%s'%s' %.17g", k > t.first ? ", " : "", label(text, &t, k),
                k == 0 ? 0 : k * t.step);
    }
    fputs(")\n", plot->script);
}

void orth_plot_linear_axis(orth_plot *plot, char axis, double low, double high, int most)
{
    put_axis(plot, axis, low, high, most, false);
}

void orth_plot_count_axis(orth_plot *plot, uint64_t most)
{
    put_axis(plot, 'x', 0, (double)most, 10, true);
}

void orth_plot_block_axis(orth_plot *plot, uint64_t first, uint64_t last)
{
    put_axis(plot, 'x', (double)first, (double)last, 8, true);
}

#define TIME_TICS_MAX 4

/* "2026-05-01", or "12:00" or "12:00:05" with the date in the line below, as a step of so many
 * seconds wants it. */
static void put_time(orth_plot *plot, uint64_t seconds, uint64_t step)
{
    char text[ORTH_DATE_TEXT_MAX];
    orth_date_text(text, seconds);
    if (step >= DAY)
        fprintf(plot->script, "'%.10s'", text);
    else if (step >= 60)
        fprintf(plot->script, "'%.5s'.\"\\n\".'%.10s'", text + 11, text);
    else
        fprintf(plot->script, "'%.8s'.\"\\n\".'%.10s'", text + 11, text);
}

int orth_plot_time_tics(orth_plot *plot, uint64_t first, uint64_t last, orth_plot_place *place,
                        const void *of, bool labelled)
{
    static const uint32_t steps[] = {
        1,         2,         5,          10,         15,        30,       60,       120,
        300,       600,       900,        1800,       3600,      7200,     10800,    21600,
        43200,     DAY,       2 * DAY,    7 * DAY,    14 * DAY,  28 * DAY, 91 * DAY, 182 * DAY,
        364 * DAY, 728 * DAY, 1820 * DAY, 3640 * DAY, 7280 * DAY};
    size_t s = 0;
    while (s + 1 < sizeof steps / sizeof steps[0] && (last - first) / steps[s] > TIME_TICS_MAX)
        s++;
    const char *comma = "";
    fputs("set xtics (", plot->script);
    for (uint64_t at = (first + steps[s] - 1) / steps[s] * steps[s]; at <= last; at += steps[s]) {
        fputs(comma, plot->script);
        if (labelled)
            put_time(plot, at, steps[s]);
        else
            fputs("''", plot->script);
        fprintf(plot->script, " %.17g", place(of, at));
        comma = ", ";
    }
    fputs(")\n", plot->script);
    return steps[s] < DAY ? 2 : 1;
}

void orth_plot_time_title(orth_plot *plot, const char *title, int lines, bool bottom)
{
    fprintf(plot->script, "set xlabel '%s' offset 0,%d\n", title, 1 - lines);
    if (bottom)
        fprintf(plot->script, "set bmargin %d\n", 3 + lines);
}

void orth_plot_span_note(orth_plot_span *span, double value)
{
    if (isnan(value))
        return;
    span->low = span->any ? fmin(span->low, value) : value;
    span->high = span->any ? fmax(span->high, value) : value;
    span->any = true;
}

/* From 0 where it begins near it, else with a margin. */
static void span_ends(double ends[2], const orth_plot_span *span)
{
    double low = span->any ? span->low : 0, high = span->any ? span->high : 1;
    bool from_zero = low >= 0 && low < 0.2 * high;
    double least = fmax(fabs(low), fabs(high)) * 1e-14; /* rounding is not magnified */
    if (!(high - low > least)) {
        double half = high == 0 ? 0.5 : fmax(0.05 * fabs(high), least);
        low -= half;
        high += half;
        from_zero = false;
    }
    double margin = 0.04 * (high - low);
    ends[0] = from_zero ? 0 : low - margin;
    ends[1] = high + margin;
}

void orth_plot_span_axis(orth_plot *plot, char axis, const orth_plot_span *span, int most)
{
    double ends[2];
    span_ends(ends, span);
    orth_plot_linear_axis(plot, axis, ends[0], ends[1], most);
}

size_t orth_plot_span_width(const orth_plot_span *span, int most)
{
    double ends[2];
    span_ends(ends, span);
    tics t = tics_of(ends[0], ends[1], most, false);
    return widest_label(&t);
}

double orth_plot_left_end(int width, size_t letters)
{
    return fmin((62 + 9.8 * (double)(letters > 5 ? letters : 5)) / width, 0.3);
}

#define ENTRY_HEIGHT 29 /* pixels of an entry of the legend */

void orth_plot_key_height(orth_plot *plot, size_t entries, double pixels)
{
    double fits = fmin(1, pixels / (ENTRY_HEIGHT * (double)entries));
    fprintf(plot->script, "set key font ',%.3g' spacing %.3g maxrows %zu\n",
            orth_plot_letters(plot, ORTH_PLOT_LETTERS) * fmax(fits, 0.4), fits < 1 ? 1.15 : 1.25,
            entries + 1);
}

/* A legend's sample and gaps, and a column of its letters, in pixels of a picture. */
#define LEGEND_SAMPLE 84
#define LEGEND_COLUMN 9.1
#define LEGEND_MOST 0.5 /* of the picture */

double orth_plot_right_end(int width, size_t columns)
{
    double part = (LEGEND_SAMPLE + LEGEND_COLUMN * (double)columns) / width;
    return 1 - fmin(part, LEGEND_MOST);
}

void orth_plot_step_axis(orth_plot *plot, size_t count, const uint64_t *steps)
{
    double first = (double)steps[0], end = (double)steps[count - 1];
    double apart = orth_pow(end / first, 1.0 / TICS_MAX), last = 0;
    fputs("set logscale x\nset xtics (", plot->script);
    for (size_t i = 0; i < count; i++) {
        double here = (double)steps[i];
        if (here < end && (here < last * apart || here * apart > end))
            continue;
        char text[ORTH_PLOT_NUMBER_MAX];
        fprintf(plot->script, "%s'%s' %" PRIu64, last > 0 ? ", " : "",
                orth_plot_number(text, here, 0), steps[i]);
        last = here;
    }
    double margin = end > first ? orth_pow(end / first, 0.03) : 2;
    fprintf(plot->script, ")\nset xrange [%.6g:%.6g]\n", first / margin, end * margin);
}

/* From 1e-4 to 1e7 as it is read, else with an exponent. */
static const char *put_power(char text[ORTH_PLOT_NUMBER_MAX], int digit, int exponent)
{
    if (exponent < -4 || exponent > 6)
        snprintf(text, ORTH_PLOT_NUMBER_MAX, "%de%d", digit, exponent);
    else
        orth_plot_number(text, digit * orth_pow(10, exponent), exponent < 0 ? -exponent : 0);
    return text;
}

/* Within two decades at 1, 2 and 5, else at powers of ten, every so many of them. */
static void put_logarithmic_tics(orth_plot *plot, double least, double greatest)
{
    static const int digits[] = {1, 2, 5};
    int first = (int)floor(orth_log(least) / orth_log(10)),
        last = (int)floor(orth_log(greatest) / orth_log(10));
    bool near = greatest <= 100 * least;
    int stride = near ? 1 : (last - first) / DECADES_MAX + 1;
    const char *comma = "";
    fputs("set ytics (", plot->script);
    for (int exponent = first; exponent <= last; exponent++) {
        if (exponent % stride != 0)
            continue;
        for (int i = 0; i < (near ? 3 : 1); i++, comma = ", ") {
            char text[ORTH_PLOT_NUMBER_MAX];
            fprintf(plot->script, "%s'%s' %de%d", comma, put_power(text, digits[i], exponent),
                    digits[i], exponent);
        }
    }
    fputs(")\n", plot->script);
}

void orth_plot_logarithmic_axis(orth_plot *plot, double least, double greatest, double highest)
{
    double margin = fmax(1.15, orth_pow(greatest / least, 0.04));
    least /= margin;
    greatest *= margin;
    if (greatest < 6 * least) {
        double middle = sqrt(least) * sqrt(greatest);
        least = middle / sqrt(6);
        greatest = middle * sqrt(6);
    }
    if (greatest > highest) {
        greatest = highest;
        least = fmin(least, highest / 6);
    }
    fprintf(plot->script, "set logscale y\nset yrange [%.6g:%.6g]\n", least, greatest);
    put_logarithmic_tics(plot, least, greatest);
}
