#include "page/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/money_text.h"
#include "base/plain_locale.h"
#include "base/plural.h"
#include "base/text.h"
#include "base/time_text.h"
#include "numeric/decimal.h"
#include "orthant/loss.h"

#define DAY 86400.0

const char *orth_page_name(char out[ORTH_PAGE_NAME_MAX], const char *name)
{
    static const char more[] = "...";
    orth_escape(out, ORTH_PAGE_NAME_MAX, name);
    if (strlen(name) <= strlen(out)) /* escaping makes it no shorter */
        return out;
    orth_escape(out, ORTH_PAGE_NAME_MAX - sizeof more + 1, name);
    return strcat(out, more);
}

/* In so many significant digits. */
static const char *write_number(char out[ORTH_PAGE_WORD_MAX], double value, int significant)
{
    char digits[64];
    double size = fabs(value);
    if (!isfinite(value)) {
        snprintf(out, ORTH_PAGE_WORD_MAX, "unknown");
        return out;
    }
    orth_locale entered = orth_locale_enter();
    if (size < 1e15 && size >= 1e-4) {
        /* rounded first: 999.6 has a digit more before its point than it seems to have */
        snprintf(digits, sizeof digits, "%.*e", significant - 1, value);
        double rounded = strtod(digits, NULL);
        int decimals = significant - 1 - (int)strtol(strchr(digits, 'e') + 1, NULL, 10);
        snprintf(digits, sizeof digits, "%.*f", decimals > 0 ? decimals : 0, rounded);
        orth_grouped(out, digits);
    } else {
        snprintf(out, ORTH_PAGE_WORD_MAX, "%.*g", significant, size > 0 ? value : 0);
    }
    orth_locale_leave(entered);
    return out;
}

const char *orth_page_number(char out[ORTH_PAGE_WORD_MAX], double value)
{
    return write_number(out, value, 3);
}

const char *orth_page_interval(char out[ORTH_PAGE_INTERVAL_MAX], double low, double high)
{
    char from[ORTH_PAGE_WORD_MAX], to[ORTH_PAGE_WORD_MAX];
    for (int significant = 3; significant <= 9; significant++) {
        write_number(from, low, significant);
        write_number(to, high, significant);
        if (strcmp(from, to) != 0)
            break;
    }
    snprintf(out, ORTH_PAGE_INTERVAL_MAX, "%s to %s", from, to);
    return out;
}

uint64_t orth_page_about(uint64_t steps)
{
    uint64_t unit = 1;
    while (steps / unit >= 1000)
        unit *= 10;
    return steps / unit * unit;
}

const char *orth_page_count(char out[ORTH_PAGE_WORD_MAX], uint64_t count)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%" PRIu64, count);
    return orth_grouped(out, digits);
}

double orth_page_value(const orth_scenario *scenario)
{
    return scenario->has_pool ? orth_rational_to_double(scenario->pool_value) : 0;
}

const char *orth_page_cost(char out[ORTH_PAGE_WORD_MAX], const orth_scenario *scenario, double part)
{
    char bp[ORTH_PAGE_WORD_MAX], money[ORTH_PAGE_WORD_MAX], unit[ORTH_PAGE_NAME_MAX];
    double value = orth_page_value(scenario);
    orth_page_number(bp, orth_part_bp(part));
    if (value > 0)
        snprintf(out, ORTH_PAGE_WORD_MAX, "%.40s %s (%.40s bp)",
                 orth_page_number(money, value * part), orth_page_name(unit, scenario->pool_unit),
                 bp);
    else
        snprintf(out, ORTH_PAGE_WORD_MAX, "%.60s bp", bp);
    return out;
}

const char *orth_page_time(char out[ORTH_PAGE_WORD_MAX], double seconds)
{
    char text[ORTH_DURATION_TEXT_MAX], days[ORTH_PAGE_WORD_MAX];
    double whole = round(seconds / DAY);
    if (whole < 1 || fabs(seconds - whole * DAY) > DAY / 48) {
        orth_duration_text(text, seconds);
        char *rest = strstr(text, " 0 ");
        if (rest != NULL)
            *rest = '\0';
        snprintf(out, ORTH_PAGE_WORD_MAX, "%s", text);
        return out;
    }
    orth_page_count(days, (uint64_t)whole);
    snprintf(out, ORTH_PAGE_WORD_MAX, "%.60s day%s", days, orth_plural((uint64_t)whole, "", "s"));
    return out;
}

double orth_page_seconds(const orth_scenario *scenario, uint64_t steps)
{
    return (double)steps * (double)scenario->blocks_per_step * orth_scenario_chain_block(scenario);
}

double orth_page_share(double log_loss)
{
    return orth_loss_bp(log_loss) / orth_part_bp(1);
}
