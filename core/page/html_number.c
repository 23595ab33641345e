/* Numbers of a column or an axis as text; texts of the facts. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/money_text.h"
#include "base/plain_locale.h"
#include "base/time_text.h"
#include "page/facts.h"
#include "page/html.h"

#define COUNT_MOST 1e18

static bool is(const orth_html_format *format, const char *as)
{
    return strcmp(format->as, as) == 0;
}

double orth_html_number_at(const void *numbers, size_t i)
{
    return ((const double *)numbers)[i];
}

/* Numbers as they are shown: parts of 1 in percent. */
typedef struct shown {
    orth_money_figure *figure;
    const void *of;
    double factor;
} shown;

static double shown_figure(const void *of, size_t i)
{
    const shown *as = of;
    return as->factor * as->figure(as->of, i);
}

static bool is_written_by(double number, int decimals)
{
    char text[ORTH_MONEY_TEXT_MAX];
    snprintf(text, sizeof text, "%.*f", decimals, number);
    return fabs(strtod(text, NULL) - number) <= 1e-12;
}

/* As few as say the weights as people write them, if that is short; else what tells them apart. */
static int weight_decimals(size_t count, orth_money_figure *figure, const void *of, int apart)
{
    for (int decimals = 2; decimals <= 9; decimals++) {
        bool all = true;
        for (size_t i = 0; i < count; i++)
            all = all && is_written_by(figure(of, i), decimals);
        if (all)
            return decimals;
    }
    return apart < 4 ? 4 : apart > 9 ? 9 : apart;
}

orth_html_format orth_html_format_of(const char *as, size_t count, orth_money_figure *figure,
                                     const void *of)
{
    orth_html_format format = {.as = as};
    orth_locale entered = orth_locale_enter();
    shown all = {figure, of, is(&format, ORTH_AS_PART) ? 100 : 1};
    orth_money_format found = orth_money_format_of(count, shown_figure, &all);
    format.decimals = found.decimals;
    format.scientific = found.scientific;
    if (is(&format, ORTH_AS_COUNT)) { /* with all their digits, as far as these fit */
        format.decimals = 0;
        format.scientific = false;
        for (size_t i = 0; i < count; i++)
            format.scientific = format.scientific || fabs(figure(of, i)) >= COUNT_MOST;
    }
    if (is(&format, ORTH_AS_WEIGHT))
        format.decimals = weight_decimals(count, figure, of, found.decimals);
    orth_locale_leave(entered);
    return format;
}

/* With a minus that is as long as a plus. */
static void group(char *out, const char *digits)
{
    static const char minus[] = "\xe2\x88\x92";
    bool negative = digits[0] == '-';
    strcpy(out, negative ? minus : "");
    orth_grouped(out + strlen(out), digits + negative);
}

const char *orth_html_number(char out[ORTH_HTML_NUMBER_MAX], const orth_html_format *format,
                             double number)
{
    char digits[ORTH_MONEY_TEXT_MAX];
    orth_money_format money = {.decimals = format->decimals, .scientific = format->scientific};
    orth_locale entered = orth_locale_enter();
    if (is(format, ORTH_AS_DATE))
        orth_date_text(out, number > 0 ? (uint64_t)number : 0);
    else if (is(format, ORTH_AS_DURATION))
        orth_duration_text(out, fmax(number, 0));
    else {
        orth_money_text(digits, &money, is(format, ORTH_AS_PART) ? 100 * number : number);
        group(out, digits);
        if (is(format, ORTH_AS_PART))
            strcat(out, " %");
    }
    orth_locale_leave(entered);
    return out;
}

const char *orth_html_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}
