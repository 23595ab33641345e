/* A table of prices that the caller has in memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/digest.h"
#include "base/range.h"
#include "base/text.h"
#include "market/price_table.h"
#include "market/price_text.h"
#include "orthant/limits.h"

#define SECOND 1000000
#define YEAR_10000 INT64_C(253402300800000000)

typedef struct table {
    const char *name;
    size_t n, rows;
    const char *const *tokens;
    const double *prices;
    const int64_t *times;
} table;

static orth_status check_prices(const table *of, orth_error *error)
{
    size_t count = of->rows * of->n, bad = 0;
    for (size_t e = 0; e < count; e++) /* without a branch, which the compiler makes vectors of */
        bad += !(of->prices[e] >= ORTH_PRICE_MIN && of->prices[e] <= ORTH_PRICE_MAX);
    if (bad == 0)
        return ORTH_OK;
    size_t e = 0;
    while (of->prices[e] >= ORTH_PRICE_MIN && of->prices[e] <= ORTH_PRICE_MAX)
        e++;
    char quoted[ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%.100s: row %zu: the price of %s is %.12g; permitted: from " ORTH_LIMIT_TEXT(
                         ORTH_PRICE_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX),
                     of->name, e / of->n, orth_quote(quoted, sizeof quoted, of->tokens[e % of->n]),
                     of->prices[e]);
}

static orth_status take_times(orth_prices *prices, const table *of, orth_error *error)
{
    size_t bytes = of->rows * sizeof *prices->times;
    prices->times = malloc(bytes);
    if (prices->times == NULL)
        return orth_fail_memory(error, (double)bytes);
    prices->dated = of->times != NULL;
    for (size_t k = 0; k < of->rows; k++)
        prices->times[k] = of->times != NULL ? of->times[k] : (int64_t)k * SECOND;
    if (prices->times[0] < 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%.100s: row 0: the time is %lld microseconds; permitted: from 1970 on",
                         of->name, (long long)prices->times[0]);
    for (size_t k = 1; k < of->rows; k++)
        if (prices->times[k] <= prices->times[k - 1]) {
            char now[ORTH_TIME_TEXT_MAX], before[ORTH_TIME_TEXT_MAX];
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%.100s: row %zu: the time %s is not after %s, that of the row before",
                             of->name, k,
                             orth_time_text(now, prices->times[k] < 0 ? 0 : prices->times[k]),
                             orth_time_text(before, prices->times[k - 1]));
        }
    if (prices->times[of->rows - 1] >= YEAR_10000) /* a grid's next time has room behind it */
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%.100s: row %zu: the time is %lld microseconds; permitted: before the "
                         "year 10000",
                         of->name, of->rows - 1, (long long)prices->times[of->rows - 1]);
    return ORTH_OK;
}

orth_status orth_prices_borrow(orth_prices **prices, const char *name, size_t n,
                               const char *const *tokens, size_t rows, const double *values,
                               const int64_t *times, orth_error *error)
{
    ORTH_CHECK(n >= 1 && values != NULL);
    *prices = NULL;
    if (rows == 0)
        return orth_fail(error, ORTH_BAD_INPUT, "%.100s: no rows; permitted: one or more", name);
    table of = {name, n, rows, tokens, values, times};
    orth_status status = check_prices(&of, error);
    if (status != ORTH_OK)
        return status;
    orth_prices *made;
    status = orth_prices_new(&made, n, error);
    if (status != ORTH_OK)
        return status;
    made->rows = rows;
    made->borrowed = true;
    made->prices = (double *)values; /* of a table that nobody writes to */
    made->name = strdup(name);
    status = made->name == NULL ? orth_fail_memory(error, (double)strlen(name) + 1)
                                : take_times(made, &of, error);
    if (status != ORTH_OK) {
        orth_prices_free(made);
        return status;
    }
    *prices = made;
    return ORTH_OK;
}

orth_status orth_prices_borrow_again(orth_prices **prices, const orth_prices *other,
                                     orth_error *error)
{
    orth_prices *made;
    orth_status status = orth_prices_new(&made, other->n, error);
    if (status != ORTH_OK)
        return status;
    size_t bytes = other->rows * sizeof *other->times;
    made->rows = other->rows;
    made->dated = other->dated;
    made->borrowed = true;
    made->prices = other->prices;
    made->times = malloc(bytes);
    made->name = strdup(other->name != NULL       ? other->name
                        : other->source_count > 0 ? other->sources[0].file
                                                  : "market");
    if (made->times == NULL || made->name == NULL) {
        orth_prices_free(made);
        return orth_fail_memory(error, (double)bytes);
    }
    memcpy(made->times, other->times, bytes);
    *prices = made;
    return ORTH_OK;
}

void orth_prices_sha256(char sha256[65], const orth_prices *prices)
{
    orth_digest digest;
    orth_digest_begin(&digest);
    orth_digest_add(&digest, prices->prices, prices->rows * prices->n * sizeof *prices->prices);
    orth_digest_end(&digest, sha256);
}
