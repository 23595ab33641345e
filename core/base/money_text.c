#include "base/money_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DIGITS_MAX 15     /* what a double holds */
#define DECIMALS_LEAST 2  /* cents */
#define SMALLEST_PART 100 /* three digits of the figure that is nearest to 0 */
#define SMALL_LEAST -3    /* figures below 0.0001 have an exponent */
#define SCIENTIFIC_LEAST 5
#define ROUNDING 1e-12
#define NEIGHBOURS 64
#define HUGE_FIGURE 1e12

/* What must be seen of the figures: the least gap between two of them, and some digits of the
 * smallest. */
static double resolution(size_t count, orth_money_figure *figure, const void *of, double greatest)
{
    double least = INFINITY, gap = INFINITY, rounding = ROUNDING * greatest;
    for (size_t i = 0; i < count; i++) {
        double here = figure(of, i);
        if (fabs(here) > rounding)
            least = fmin(least, fabs(here));
        for (size_t j = i + 1; j < count && j <= i + NEIGHBOURS; j++) {
            double apart = fabs(figure(of, j) - here);
            if (apart > rounding)
                gap = fmin(gap, apart);
        }
    }
    return fmin(gap, least / SMALLEST_PART) * (1 + 1e-9); /* 0.3 - 0.2 is to be seen as 0.1 */
}

/* Decimals, and whether an exponent, for figures of which 10^-needed must be seen. */
static void choose(orth_money_format *format, double greatest, int needed)
{
    int before = (int)floor(log10(greatest)) + 1; /* digits before the point, or less than 1 */
    int whole = before > 1 ? before : 1;
    format->decimals = needed > DECIMALS_LEAST ? needed : DECIMALS_LEAST;
    if (whole + format->decimals <= DIGITS_MAX && before >= SMALL_LEAST)
        return;
    format->decimals = DIGITS_MAX - whole;
    format->scientific = format->decimals < DECIMALS_LEAST || before < SMALL_LEAST;
    if (!format->scientific)
        return;
    int digits = before - 1 + needed;
    format->decimals = digits < SCIENTIFIC_LEAST ? SCIENTIFIC_LEAST
                       : digits >= DIGITS_MAX    ? DIGITS_MAX - 1
                                                 : digits;
}

orth_money_format orth_money_format_of(size_t count, orth_money_figure *figure, const void *of)
{
    orth_money_format format = {.decimals = DECIMALS_LEAST};
    double greatest = 0;
    for (size_t i = 0; i < count; i++)
        greatest = fmax(greatest, fabs(figure(of, i)));
    if (greatest > 0)
        choose(&format, greatest, -(int)floor(log10(resolution(count, figure, of, greatest))));
    for (size_t i = 0; i < count; i++) {
        char text[ORTH_MONEY_TEXT_MAX];
        int width = (int)strlen(orth_money_text(text, &format, figure(of, i)));
        format.width = width > format.width ? width : format.width;
    }
    return format;
}

const char *orth_money_text(char out[ORTH_MONEY_TEXT_MAX], const orth_money_format *format,
                            double figure)
{
    if (format->scientific)
        snprintf(out, ORTH_MONEY_TEXT_MAX, "%.*e", format->decimals, figure + 0.0);
    else
        snprintf(out, ORTH_MONEY_TEXT_MAX, "%.*f", format->decimals,
                 orth_unsigned_zero(figure, format->decimals));
    return out;
}

const char *orth_figure_text(char out[ORTH_MONEY_TEXT_MAX], double figure, int decimals)
{
    if (fabs(figure) >= HUGE_FIGURE)
        snprintf(out, ORTH_MONEY_TEXT_MAX, "%.*e", decimals, figure);
    else
        snprintf(out, ORTH_MONEY_TEXT_MAX, "%.*f", decimals, orth_unsigned_zero(figure, decimals));
    return out;
}

double orth_unsigned_zero(double figure, int decimals)
{
    char text[ORTH_MONEY_TEXT_MAX];
    if (!(fabs(figure) < 1))
        return figure;
    snprintf(text, sizeof text, "%.*f", decimals, fabs(figure));
    return strspn(text, "0.,") == strlen(text) ? 0 : figure;
}

const char *orth_grouped(char *out, const char *digits)
{
    size_t sign = digits[0] == '-', whole = strcspn(digits + sign, ".e"), at = sign;
    if (sign > 0)
        out[0] = '-';
    for (size_t i = 0; i < whole; i++) {
        out[at++] = digits[sign + i];
        if ((whole - i - 1) % 3 == 0 && i + 1 < whole)
            out[at++] = ',';
    }
    strcpy(out + at, digits + sign + whole);
    return out;
}
