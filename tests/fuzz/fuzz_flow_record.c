/* A record of others' trades from any bytes: it is refused with a message that names the file, or
 * has times in order and sizes above 0, of which everything fitted is finite. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/hawkes_fit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static bool is_message(const orth_error *error)
{
    return error->text[0] != '\0' && strpbrk(error->text, "\n\r\033") == NULL;
}

static void check_record(const orth_flow_record *record)
{
    size_t ties = 0;
    must(record->count >= 1 && record->times[0] == 0 && record->tick > 0);
    for (size_t i = 0; i < record->count; i++) {
        must(i == 0 || record->times[i] >= record->times[i - 1]);
        must(isfinite(record->times[i]));
        must(record->sizes == NULL || (record->sizes[i] > 0 && isfinite(record->sizes[i])));
        ties += i > 0 && record->times[i] == record->times[i - 1];
    }
    must(ties >= record->ties); /* doubles cannot tell all microseconds apart */
    must(record->note == NULL || strpbrk(record->note, "\n\r\033") == NULL);
}

static void check_fit(const orth_flow_record *record, double block_seconds)
{
    orth_hawkes_fit fit;
    orth_error error = {.status = ORTH_OK};
    orth_status status = orth_hawkes_fit_record(&fit, record, block_seconds, &error);
    if (status != ORTH_OK) {
        must(status == ORTH_BAD_INPUT && error.status == status && is_message(&error));
        return;
    }
    must(isfinite(fit.log_likelihood) && isfinite(fit.poisson_log_likelihood));
    must(isfinite(fit.residual_distance) && fit.events == record->count);
    must(fit.note_count <= ORTH_HAWKES_NOTES);
    for (size_t v = 0; v < ORTH_HAWKES_VALUES; v++) {
        const orth_hawkes_estimate *of = &fit.values[v];
        must((of->known && of->bounded) == (of->why == NULL));
        must(!of->known || isfinite(of->value));
        must(!of->bounded || (of->error > 0 && of->low <= of->value && of->value <= of->high));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    orth_flow_record *record;
    orth_error error = {.status = ORTH_OK};
    orth_status status = orth_flow_record_parse(&record, text, "fuzz", &error);
    if (status == ORTH_OK) {
        check_record(record);
        check_fit(record, 12);
    } else {
        must(status == ORTH_BAD_INPUT && error.status == status && record == NULL);
        must(strncmp(error.text, "fuzz", 4) == 0 && is_message(&error));
    }
    orth_flow_record_free(record);
    free(text);
    return 0;
}
