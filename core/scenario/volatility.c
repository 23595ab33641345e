/* The list of --price-volatility. */
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "base/text.h"
#include "orthant/scenario.h"
#include "scenario/option_number.h"

#define OPTION "--price-volatility"

static const orth_range range = {
    0, ORTH_RATE_MAX, false,
    "from 0 to " ORTH_LIMIT_TEXT(ORTH_RATE_MAX) ", where 0.8 is 80 % a year"};

static size_t count_items(const char *list)
{
    size_t n = 1;
    for (; *list != '\0'; list++)
        n += *list == ',';
    return n;
}

orth_status orth_scenario_set_price_volatility(orth_scenario *scenario, const char *list,
                                               orth_error *error)
{
    size_t n = scenario->n, count = count_items(list);
    if (count != n && count != n - 1)
        return orth_fail(error, ORTH_BAD_INPUT,
                         OPTION ": %zu number%s for %zu tokens; permitted: %zu, of each token's "
                                "price, or %zu, of the price of each but the last in the last",
                         count, orth_plural(count, "", "s"), n, n, n - 1);
    double *values = calloc(n, sizeof *values);
    if (values == NULL)
        return orth_fail_memory(error, (double)n * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(list, ",");
        orth_status status = orth_option_number(&values[i], OPTION, list, length, &range, error);
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
