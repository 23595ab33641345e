/* A pool's log from any bytes: it is refused with a message that names the file, or has rows in
 * order with figures above 0, of which everything measured is finite. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/pool_events.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static void check_log(const orth_live_log *log)
{
    must(log->n >= 2 && log->rows >= ORTH_LIVE_ROWS_MIN);
    for (size_t k = 0; k < log->rows; k++) {
        must(k == 0 || log->blocks[k] > log->blocks[k - 1]);
        for (size_t i = k * log->n; i < (k + 1) * log->n; i++)
            must(log->weights[i] > 0 && log->prices[i] > 0 && log->reserves[i] > 0);
    }
}

static void check_figure(const orth_live_figure *of)
{
    must(of->known ? of->low <= of->value && of->value <= of->high : of->reason != NULL);
}

static void check_measures(const orth_live_log *log, double fee)
{
    orth_live_options options = {.fee = log->fees != NULL ? -1 : fee};
    orth_live *live;
    orth_pool_events *events;
    orth_error error;
    if (orth_live_measure(&live, log, &options, &error) != ORTH_OK) {
        must((error.status == ORTH_BAD_INPUT || error.status == ORTH_DOMAIN) && live == NULL);
        return;
    }
    check_figure(&live->sizing);
    check_figure(&live->presence);
    check_figure(&live->efficiency);
    must(isfinite(live->lvr) && isfinite(live->rvr) && isfinite(live->perfect) &&
         isfinite(live->drift_most) && isfinite(live->made));
    if (orth_pool_events_create(&events, log, live, &error) == ORTH_OK) {
        must(events->count < log->rows && events->kinds <= events->count);
        orth_pool_events_free(events);
    }
    orth_live_free(live);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    orth_live_log *log;
    orth_error error = {.status = ORTH_OK};
    orth_status status = orth_live_log_parse(&log, (const char *)data, size, "fuzz", NULL, &error);
    if (status == ORTH_OK) {
        check_log(log);
        check_measures(log, -1);
        check_measures(log, 0.003);
    } else {
        must(status == ORTH_BAD_INPUT && error.status == status && log == NULL);
        must(strncmp(error.text, "fuzz", 4) == 0 && strpbrk(error.text, "\n\r\033") == NULL);
    }
    orth_live_log_free(log);
    return 0;
}
