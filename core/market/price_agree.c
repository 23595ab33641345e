/* Whether files stand in time alike: the one place that decides on joins.
 *
 * A file stands by the starts of its bars, and its closes are moved on, or its times stay. Files of
 * both kinds can be joined where both are certain or given; where one is a guess, a wrong one would
 * let a pool see the future, or lag, by a bar. */
#include <string.h>

#include "market/price_series.h"

static const char *known_text(orth_known known)
{
    return known == ORTH_KNOWN_GIVEN     ? "as given"
           : known == ORTH_KNOWN_CERTAIN ? "by the file"
                                         : "a guess";
}

static bool by_starts(const orth_series *series)
{
    return series->source.bars && series->source.stamp == ORTH_STAMP_START;
}

static const char *stand_text(const orth_series *series)
{
    return by_starts(series)     ? "the start of a bar"
           : series->source.bars ? "the end of a bar"
                                 : "the moment of a price";
}

#define REMEDY "permitted: \"stamp\": \"start\" or \"end\" of %s in market.files (--stamp %s=%s)"

static orth_status fail_stamp(const orth_series *guess, const orth_series *other, const char *token,
                              orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s and %s are not surely joined right: a time is taken as %s (%s: %s) in the "
                     "first, %s (%s) in the second; " REMEDY,
                     guess->label, other->label, stand_text(guess),
                     known_text(guess->source.stamp_known), guess->source.layout, stand_text(other),
                     known_text(other->source.stamp_known), token, token,
                     by_starts(guess) ? "start" : "end");
}

static orth_status fail_doubtful(const orth_series *series, const orth_series *other,
                                 const char *token, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: its times can be the starts of bars or their ends (%s), and %s is to be "
                     "joined with it; " REMEDY,
                     series->label, series->source.layout, other->label, token, token,
                     by_starts(series) ? "start" : "end");
}

static orth_status fail_bar(const orth_series *series, const orth_series *other, const char *token,
                            orth_error *error)
{
    const orth_span *bar = &series->source.bar;
    char own[ORTH_SPAN_TEXT_MAX], its[ORTH_SPAN_TEXT_MAX];
    if (bar->micros == 0 && bar->months == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: the length of a bar is not to be seen in its times, so that its "
                         "closes cannot be moved to their ends; permitted: \"bar\": \"1m\" or the "
                         "like of %s in market.files",
                         series->label, token);
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: bars of %s are a guess, and %s has bars of %s; permitted: \"bar\": "
                     "\"%s\" or the like of %s in market.files",
                     series->label, orth_span_text(own, *bar), other->label,
                     orth_span_text(its, other->source.bar), its, token);
}

static bool is_guess(const orth_series *series)
{
    return series->source.stamp_known == ORTH_KNOWN_GUESSED;
}

/* A layout's name without what is said of the open and the close. */
static size_t kind_length(const char *layout)
{
    const char *guessed = strstr(layout, " (guessed)");
    return guessed == NULL ? strlen(layout) : (size_t)(guessed - layout);
}

/* Files of one maker, by all that is to be seen. */
static bool is_same_layout(const orth_price_source *x, const orth_price_source *y)
{
    size_t length = kind_length(x->layout);
    return length == kind_length(y->layout) && memcmp(x->layout, y->layout, length) == 0 &&
           strcmp(x->time_form, y->time_form) == 0 && strcmp(x->time_column, y->time_column) == 0;
}

/* Two files, of which the first may be the one that is unsure. */
static orth_status check_pair(const orth_series *a, const orth_series *b, const char *token,
                              orth_error *error)
{
    const orth_price_source *x = &a->source, *y = &b->source;
    bool differ = by_starts(a) != by_starts(b);
    bool same_kind = b->doubtful && !differ && is_same_layout(x, y);
    if (a->doubtful && is_guess(a) && !same_kind)
        return fail_doubtful(a, b, token, error);
    if (differ && is_guess(a))
        return fail_stamp(a, b, token, error);
    if (!by_starts(a))
        return ORTH_OK;
    bool none = x->bar.micros == 0 && x->bar.months == 0;
    bool other = x->bar.micros != y->bar.micros || x->bar.months != y->bar.months;
    if (none || (by_starts(b) && other && x->bar_known == ORTH_KNOWN_GUESSED &&
                 (y->bar.micros > 0 || y->bar.months > 0)))
        return fail_bar(a, b, token, error);
    return ORTH_OK;
}

orth_status orth_series_agree(const orth_series *series, size_t count, const char *const *tokens,
                              orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        for (size_t j = 0; status == ORTH_OK && j < count; j++)
            if (i != j && series[i].rows > 0 && series[j].rows > 0)
                status = check_pair(&series[i], &series[j], tokens[i], error);
    return status;
}
