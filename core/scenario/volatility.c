/* The list of --price-volatility. */
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "orthant/decimal.h"
#include "orthant/scenario.h"

#define OPTION "--price-volatility: "

static size_t count_items(const char *list)
{
    size_t n = 1;
    for (; *list != '\0'; list++)
        n += *list == ',';
    return n;
}

static orth_status parse(double *value, const char *item, size_t length, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    char *text = calloc(length + 2, 1);
    orth_error reason;
    mpq_t exact;
    if (text == NULL)
        return orth_fail_memory(error, (double)length);
    text[0] = '0'; /* for ".8" */
    memcpy(text + 1, item, length);
    mpq_init(exact);
    orth_status status = orth_decimal_parse(exact, text + (text[1] != '.'), &reason);
    *value = orth_rational_to_double(exact);
    if (status == ORTH_BAD_INPUT ||
        (status == ORTH_OK && !(*value >= 0 && *value <= ORTH_RATE_MAX)))
        status =
            orth_fail(error, ORTH_BAD_INPUT,
                      OPTION "%s is no volatility; permitted: numbers from 0 to " ORTH_LIMIT_TEXT(
                          ORTH_RATE_MAX) ", where 0.8 is 80 %% a year",
                      orth_quote(quoted, sizeof quoted, text + 1));
    else if (status != ORTH_OK)
        *error = reason;
    mpq_clear(exact);
    free(text);
    return status;
}

orth_status orth_scenario_set_price_volatility(orth_scenario *scenario, const char *list,
                                               orth_error *error)
{
    size_t n = scenario->n, count = count_items(list);
    if (count != n && count != n - 1)
        return orth_fail(error, ORTH_BAD_INPUT,
                         OPTION "%zu number%s for %zu tokens; permitted: %zu, of each token's "
                                "price, or %zu, of the price of each but the last in the last",
                         count, orth_plural(count, "", "s"), n, n, n - 1);
    double *values = calloc(n, sizeof *values);
    if (values == NULL)
        return orth_fail_memory(error, (double)n * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(list, ",");
        orth_status status = parse(&values[i], list, length, error);
        if (status != ORTH_OK) {
            free(values);
            return status;
        }
        list += length + 1;
    }
    free(scenario->price_volatility);
    scenario->price_volatility = values;
    return ORTH_OK;
}
