/* Recorded trades from any bytes: they are refused with a message that names the file, or are in
 * the order of time with amounts above 0. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/sale_trades.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static void check_records(const orth_sale_records *records)
{
    must(records->count >= 1);
    for (size_t i = 0; i < records->count; i++) {
        const orth_sale_record *of = &records->records[i];
        must(i == 0 || of->time >= of[-1].time);
        must(of->line >= 2 && of->amount.tokens > 0 && of->amount.tokens < 1e39);
        must((of->amount.raw.limb[2] | of->amount.raw.limb[3]) == 0);
        must((of->amount.raw.limb[0] | of->amount.raw.limb[1]) != 0);
        must(records->any_sells || !of->sells);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    orth_sale_records *records;
    orth_error error = {.status = ORTH_OK};
    orth_status status = orth_sale_records_parse(&records, text, "fuzz", 18, 6, &error);
    if (status == ORTH_OK) {
        check_records(records);
    } else {
        must(status == ORTH_BAD_INPUT && error.status == status && records == NULL);
        must(strncmp(error.text, "fuzz", 4) == 0 && strpbrk(error.text, "\n\r\033") == NULL);
    }
    orth_sale_records_free(records);
    free(text);
    return 0;
}
