#include "scenario/strategy_files.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time_text.h"
#include "orthant/prices.h"

/* Rows of a file and of the market on one scale: their times, or their counts from 0. */
typedef struct scales {
    const orth_prices *file; /* of the store, or, where that is NULL, `own` */
    orth_price_store *store;
    orth_prices *own;
    const orth_market *market;
    const int64_t *times; /* the market's; NULL: counted */
    int64_t step;         /* of the market's count */
    bool dated;
} scales;

static int64_t file_time(const scales *s, size_t row)
{
    return s->dated ? s->file->times[row] : s->file->times[row] - s->file->times[0];
}

static int64_t market_time(const scales *s, uint64_t row)
{
    return s->dated ? s->times[row] : (int64_t)row * s->step;
}

/* The store is the one that the market's prices come from. */
static orth_status load_table(scales *s, const char *file, const orth_scenario *scenario,
                              orth_error *error)
{
    orth_price_file panel = {.file = file};
    orth_price_request request = {.n = scenario->n,
                                  .tokens = (const char *const *)scenario->tokens,
                                  .count = 1,
                                  .files = &panel};
    if (s->store != NULL)
        return orth_price_store_load(&s->file, s->store, &request, error);
    orth_status status = orth_prices_load(&s->own, &request, error);
    s->file = s->own;
    return status;
}

static void free_table(scales *s)
{
    if (s->store != NULL)
        orth_price_store_give_back(s->store, s->file);
    orth_prices_free(s->own);
}

/* The panel's numbers, and how its rows stand to the market's; also after a failure the table is to
 * be freed. */
static orth_status load(scales *s, const char *file, const orth_scenario *scenario,
                        const orth_market *market, const orth_strategy_place *at, orth_error *error)
{
    orth_error reason;
    *s = (scales){.market = market,
                  .store = scenario->market == NULL ? NULL : scenario->market->store,
                  .dated = orth_market_dated(market)};
    orth_status status = load_table(s, file, scenario, &reason);
    if (status != ORTH_OK)
        return orth_fail(error, status, "%s: %s/%s: %s", at->file, at->pointer,
                         at->peer ? "quantammsim" : "rule", reason.text);
    s->times = orth_market_times(market);
    s->step =
        s->times != NULL && orth_market_blocks(market) > 0 ? s->times[1] - s->times[0] : 1000000;
    if (s->dated == s->file->dated)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: %s: %s has %s, and the prices %s; permitted: the same in both", at->file,
                     at->pointer, file, s->file->dated ? "dates" : "rows that are counted",
                     s->dated ? "dates" : "rows that are counted");
}

orth_status orth_strategy_load_supply(double **supply, uint64_t *rows, const char *file,
                                      const orth_scenario *scenario, const orth_market *market,
                                      const orth_strategy_place *at, orth_error *error)
{
    scales s;
    *supply = NULL;
    orth_status status = load(&s, file, scenario, market, at, error);
    uint64_t blocks = orth_market_blocks(market);
    size_t n = scenario->n;
    if (status == ORTH_OK && file_time(&s, 0) > market_time(&s, 0))
        status = orth_fail(error, ORTH_BAD_INPUT,
                           "%s: %s: %s begins after the prices; permitted: rows from the first "
                           "price on",
                           at->file, at->pointer, file);
    /* prices without an end: as far as the file goes, each row for as many blocks as it says */
    *rows = blocks == ORTH_MARKET_ENDLESS && status == ORTH_OK
                ? (uint64_t)(file_time(&s, s.file->rows - 1) / s.step) + 1
                : blocks + 1;
    if (status == ORTH_OK) {
        double bytes = (double)*rows * (double)n * sizeof **supply;
        *supply = bytes < 0.9 * (double)SIZE_MAX ? malloc((size_t)bytes) : NULL;
        if (*supply == NULL)
            status = orth_fail_memory(error, bytes);
    }
    size_t last = 0;
    for (uint64_t k = 0; status == ORTH_OK && k < *rows; k++) {
        while (last + 1 < s.file->rows && file_time(&s, last + 1) <= market_time(&s, k))
            last++;
        memcpy(*supply + k * n, s.file->prices + last * n, n * sizeof **supply);
    }
    free_table(&s);
    return status;
}

/* The market's first row from `row` on that is not before that time. */
static uint64_t row_at(const scales *s, uint64_t row, int64_t time)
{
    uint64_t blocks = orth_market_blocks(s->market);
    if (!s->dated)
        return (uint64_t)((time + s->step - 1) / s->step);
    while (row < blocks && s->times[row] < time)
        row++;
    return s->times[row] < time ? UINT64_MAX : row;
}

static orth_status check_sum(const double *weights, size_t n, size_t row, const char *file,
                             orth_error *error)
{
    double sum = 0, low = 0;
    for (size_t i = 0; i < n; i++) {
        double next = sum + weights[i];
        low += sum >= weights[i] ? (sum - next) + weights[i] : (weights[i] - next) + sum;
        sum = next;
    }
    sum += low;
    if (fabs(sum - 1) <= ORTH_SUM_TOLERANCE)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: row %zu: the weights sum to %.17g; permitted: 1 within %g", file, row + 1,
                     sum, ORTH_SUM_TOLERANCE);
}

orth_status orth_strategy_load_targets(orth_strategy_targets *targets, const char *file,
                                       const orth_scenario *scenario, const orth_market *market,
                                       const orth_strategy_place *at, orth_error *error)
{
    scales s;
    memset(targets, 0, sizeof *targets);
    orth_status status = load(&s, file, scenario, market, at, error);
    size_t n = scenario->n, rows = status == ORTH_OK ? s.file->rows : 0;
    if (status == ORTH_OK) {
        targets->rows = malloc(rows * sizeof *targets->rows);
        targets->weights = malloc(rows * n * sizeof *targets->weights);
        if (targets->rows == NULL || targets->weights == NULL)
            status = orth_fail_memory(error, (double)(rows * (n + 1) * sizeof(double)));
    }
    uint64_t row = 0;
    for (size_t k = 0; status == ORTH_OK && k < rows; k++) {
        status = check_sum(s.file->prices + k * n, n, k, file, error);
        row = row_at(&s, row, file_time(&s, k));
        if (status != ORTH_OK || row == UINT64_MAX)
            break; /* later than all prices */
        if (targets->count > 0 && targets->rows[targets->count - 1] == row)
            targets->count--;
        targets->rows[targets->count] = row;
        memcpy(targets->weights + targets->count * n, s.file->prices + k * n, n * sizeof(double));
        targets->count++;
    }
    free_table(&s);
    return status;
}
