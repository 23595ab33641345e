#include "page/amounts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "page/words.h"

/* As tables have them: the sign, and a space at which no line breaks. */
#define MINUS "\xe2\x88\x92"
#define BESIDE "\xc2\xa0"

const char *orth_page_signed(char out[ORTH_PAGE_WORD_MAX], double value)
{
    if (!isfinite(value)) {
        strcpy(out, "unknown");
        return out;
    }
    char size[ORTH_PAGE_WORD_MAX];
    orth_page_number(size, fabs(value));
    if (fabs(value) < 1000 && value == round(value))
        size[strcspn(size, ".")] = '\0';
    snprintf(out, ORTH_PAGE_WORD_MAX, "%s%.80s", value < 0 ? MINUS : "", size);
    return out;
}

/* A number and what stands behind it. */
static const char *with(char out[ORTH_PAGE_WORD_MAX], double value, const char *behind)
{
    char number[ORTH_PAGE_WORD_MAX], name[ORTH_PAGE_NAME_MAX];
    snprintf(out, ORTH_PAGE_WORD_MAX, "%.60s%s%s", orth_page_signed(number, value),
             *behind != '\0' ? BESIDE : "", orth_page_name(name, behind));
    return out;
}

static const char *unit_of(const orth_scenario *scenario)
{
    return scenario->pool_unit != NULL ? scenario->pool_unit : "";
}

const char *orth_page_money(char out[ORTH_PAGE_WORD_MAX], const orth_scenario *scenario,
                            double value)
{
    return with(out, value, unit_of(scenario));
}

const char *orth_page_percent(char out[ORTH_PAGE_WORD_MAX], double part)
{
    return with(out, 100 * part, "%");
}

static const char *between(char out[ORTH_PAGE_WORD_MAX], double low, double high,
                           const char *behind)
{
    char first[ORTH_PAGE_WORD_MAX], last[ORTH_PAGE_WORD_MAX];
    snprintf(out, ORTH_PAGE_WORD_MAX, "%.60s to %.90s", orth_page_signed(first, low),
             with(last, high, behind));
    return out;
}

const char *orth_page_percents(char out[ORTH_PAGE_WORD_MAX], double low, double high)
{
    return between(out, 100 * low, 100 * high, "%");
}

const char *orth_page_moneys(char out[ORTH_PAGE_WORD_MAX], const orth_scenario *scenario,
                             double low, double high)
{
    return between(out, low, high, unit_of(scenario));
}
