#include "page/svg_scale.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "numeric/elementary.h"
#include "page/facts.h"

#define ROUNDING 1e-9 /* relative */
#define MOST 1e300    /* values beyond are not drawn, so that no range overflows */

static double log_ten(double value)
{
    return orth_log(value) / 2.302585092994045684;
}

static void take(orth_svg_scale *scale, const json_t *value)
{
    if (!json_is_number(value))
        return;
    double number = json_number_value(value);
    if (!orth_svg_is_drawn(scale, number))
        return;
    scale->low = fmin(scale->low, number);
    scale->high = fmax(scale->high, number);
}

static void take_all(orth_svg_scale *scale, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        take(scale, json_array_get(array, i));
}

static void take_picture(orth_svg_scale *scale, const json_t *picture, const char *axis)
{
    const json_t *all = json_object_get(picture, "series");
    const json_t *marks = json_object_get(picture, "marks");
    bool vertical = strcmp(axis, "y") == 0;
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *series = json_array_get(all, i);
        take_all(scale, json_object_get(series, axis));
        if (vertical) {
            take_all(scale, json_object_get(series, "low"));
            take_all(scale, json_object_get(series, "high"));
        }
    }
    for (size_t i = 0; !vertical && i < json_array_size(marks); i++)
        take(scale, json_object_get(json_array_get(marks, i), "x"));
}

/* Room above and below what is drawn; one value alone lies in the middle. */
static void widen(orth_svg_scale *scale, bool vertical)
{
    if (!(scale->low <= scale->high)) {
        scale->low = scale->log ? 0.1 : 0;
        scale->high = 1;
    }
    /* What differs by rounding alone is one value: it has no ticks of its own. */
    if (scale->high - scale->low <= ROUNDING * fmax(fabs(scale->low), fabs(scale->high))) {
        double room = scale->low != 0 ? fabs(scale->low) / 20 : 1;
        scale->high += scale->log ? scale->low : room;
        scale->low -= scale->log ? scale->low / 2 : room;
    } else if (vertical && scale->log) {
        double room = orth_exp(0.05 * (orth_log(scale->high) - orth_log(scale->low)));
        scale->low = fmax(scale->low / room, 1 / MOST);
        scale->high = fmin(scale->high * room, MOST);
    } else if (vertical) {
        double room = 0.05 * (scale->high - scale->low);
        bool grounded = scale->low >= 0 && scale->low < 0.3 * scale->high;
        scale->low = grounded ? 0 : scale->low - room;
        scale->high += room;
    }
}

/* The step of ticks: 1, 2 or 5 times a power of ten; of dates and durations seconds, minutes,
 * hours, days. */
static double round_step(double least, const char *as)
{
    static const double times[] = {1,     2,     5,     10,    15,     30,     60,
                                   120,   300,   600,   900,   1800,   3600,   7200,
                                   10800, 21600, 43200, 86400, 172800, 432000, 864000};
    if (strcmp(as, ORTH_AS_DATE) == 0 || strcmp(as, ORTH_AS_DURATION) == 0)
        for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
            if (times[i] >= least)
                return times[i];
    double power = orth_pow(10, floor(log_ten(least) + 1e-9));
    return least <= power       ? power
           : least <= 2 * power ? 2 * power
           : least <= 5 * power ? 5 * power
                                : 10 * power;
}

static void put_tick(orth_svg_scale *scale, double value)
{
    if (scale->count < ORTH_SVG_TICKS_MAX)
        scale->ticks[scale->count++] = value;
}

static void place_linear(orth_svg_scale *scale, size_t ticks, const char *as)
{
    double step = round_step((scale->high - scale->low) / (double)ticks, as);
    if (strcmp(as, ORTH_AS_COUNT) == 0)
        step = fmax(step, 1);
    double slack = 1e-9 * step;
    for (double k = ceil((scale->low - slack) / step);
         k * step <= scale->high + slack && scale->count < ORTH_SVG_TICKS_MAX; k++)
        put_tick(scale, k * step);
}

/* Powers of ten, as many of them as fit; with 2 and 5 between where there are few. */
static void place_log(orth_svg_scale *scale, size_t ticks)
{
    double decades = log_ten(scale->high) - log_ten(scale->low);
    double every = fmax(1, ceil(decades / (double)ticks));
    bool fine = decades < 2;
    for (double k = floor(log_ten(scale->low) + 1e-9); orth_pow(10, k) <= scale->high * 1.000001;
         k += every)
        for (int m = 1; m <= (fine ? 5 : 1); m += m == 1 ? 1 : 3) {
            double value = m * orth_pow(10, k);
            if (value >= scale->low * 0.999999 && value <= scale->high * 1.000001)
                put_tick(scale, value);
        }
}

orth_svg_scale orth_svg_scale_of(const json_t *picture, const char *axis, size_t ticks)
{
    const json_t *about = json_object_get(picture, axis);
    const char *as = orth_html_text(about, "as");
    orth_svg_scale scale = {.log = strcmp(orth_html_text(about, "scale"), "log") == 0,
                            .low = INFINITY,
                            .high = -INFINITY};
    take_picture(&scale, picture, axis);
    widen(&scale, strcmp(axis, "y") == 0);
    if (scale.log)
        place_log(&scale, ticks);
    else
        place_linear(&scale, ticks, as);
    scale.format = orth_html_format_of(as, scale.count, orth_html_number_at, scale.ticks);
    if (!scale.log && scale.count > 1 && !scale.format.scientific) {
        bool percent = strcmp(as, ORTH_AS_PART) == 0;
        double step = (scale.ticks[1] - scale.ticks[0]) * (percent ? 100 : 1);
        scale.format.decimals = (int)fmax(0, -floor(log_ten(step) + 1e-9));
    }
    return scale;
}

bool orth_svg_is_drawn(const orth_svg_scale *scale, double value)
{
    return fabs(value) <= MOST && (!scale->log || value >= 1 / MOST);
}

double orth_svg_at(const orth_svg_scale *scale, double value)
{
    double part = scale->log ? (orth_log(value) - orth_log(scale->low)) /
                                   (orth_log(scale->high) - orth_log(scale->low))
                             : (value - scale->low) / (scale->high - scale->low);
    return scale->from + part * (scale->to - scale->from);
}

/* A day, or a time of day where ticks are closer than that. */
static void shorten_date(const orth_svg_scale *scale, char *text)
{
    char date[ORTH_HTML_NUMBER_MAX];
    snprintf(date, sizeof date, "%s", text);
    if (scale->count > 1 && scale->ticks[1] - scale->ticks[0] < 86400)
        snprintf(text, ORTH_HTML_NUMBER_MAX, "%.5s %.5s", date + 5, date + 11);
    else
        snprintf(text, ORTH_HTML_NUMBER_MAX, "%.10s", date);
}

/* 1.00 as 1, of powers of ten side by side. */
static void strip_zeros(char *text)
{
    char *end = text + strcspn(text, " e"), *last = end;
    if (memchr(text, '.', (size_t)(end - text)) == NULL)
        return;
    while (last[-1] == '0')
        last--;
    last -= last[-1] == '.';
    memmove(last, end, strlen(end) + 1);
}

const char *orth_svg_tick(char out[ORTH_HTML_NUMBER_MAX], const orth_svg_scale *scale, size_t i)
{
    orth_html_format format = scale->format;
    if (scale->log)
        format = orth_html_format_of(format.as, 1, orth_html_number_at, &scale->ticks[i]);
    orth_html_number(out, &format, scale->ticks[i]);
    if (strcmp(format.as, ORTH_AS_DATE) == 0)
        shorten_date(scale, out);
    else if (scale->log)
        strip_zeros(out);
    return out;
}
