/* Lengths of time as text. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "market/price_series.h"
#include "market/price_text.h"

static const struct {
    const char *name;
    int64_t seconds;
    int months;
} units[] = {{"s", 1, 0},     {"m", 60, 0},     {"min", 60, 0}, {"h", 3600, 0},
             {"d", 86400, 0}, {"w", 604800, 0}, {"mo", 0, 1},   {"M", 0, 1}};

bool orth_span_parse(orth_span *span, const char *text)
{
    int number = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9' && number <= 1000; at++)
        number = 10 * number + (*at - '0');
    *span = (orth_span){0};
    if (at == text || number < 1 || number > 1000)
        return false;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(at, units[i].name) == 0) {
            span->micros = number * units[i].seconds * 1000000;
            span->months = number * units[i].months;
            return true;
        }
    return false;
}

const char *orth_span_text(char out[ORTH_SPAN_TEXT_MAX], orth_span span)
{
    static const struct {
        const char *name;
        int64_t seconds;
    } names[] = {{"w", 604800}, {"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}};
    if (span.months > 0) {
        snprintf(out, ORTH_SPAN_TEXT_MAX, "%dmo", span.months);
        return out;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (span.micros % (names[i].seconds * 1000000) == 0 && span.micros > 0) {
            snprintf(out, ORTH_SPAN_TEXT_MAX, "%jd%s",
                     (intmax_t)(span.micros / (names[i].seconds * 1000000)), names[i].name);
            return out;
        }
    snprintf(out, ORTH_SPAN_TEXT_MAX, "%.12gs", (double)span.micros * 1e-6);
    return out;
}

static_assert(ORTH_PRICE_TIME_TEXT_MAX == ORTH_TIME_TEXT_MAX, "one length of a time's text");

const char *orth_price_time_text(char out[ORTH_PRICE_TIME_TEXT_MAX], int64_t time)
{
    return orth_time_text(out, time);
}

bool orth_price_time_parse(int64_t *time, const char *text)
{
    char copy[64 + ORTH_TEXT_SLACK] = "";
    size_t length = strlen(text);
    if (length >= 64)
        return false;
    memcpy(copy, text, length);
    return orth_time_parse(copy, length, time) && *time >= ORTH_YEAR_2000;
}
