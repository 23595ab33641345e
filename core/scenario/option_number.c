#include "scenario/option_number.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "orthant/decimal.h"

orth_status orth_option_number(double *value, const char *option, const char *text, size_t length,
                               const orth_range *range, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    char *copy = calloc(length + 2, 1);
    orth_error reason;
    mpq_t exact;
    if (copy == NULL)
        return orth_fail_memory(error, (double)length);
    copy[0] = '0'; /* for ".8" */
    memcpy(copy + 1, text, length);
    mpq_init(exact);
    orth_status status = orth_decimal_parse(exact, copy + (copy[1] != '.'), &reason);
    double number = orth_rational_to_double(exact);
    bool fits = number >= range->least && number <= range->most;
    if (range->below && number == range->most)
        fits = false;
    if (status == ORTH_BAD_INPUT || (status == ORTH_OK && !fits))
        status = orth_fail(error, ORTH_BAD_INPUT, "%s: %s; permitted: numbers %s", option,
                           orth_quote(quoted, sizeof quoted, copy + 1), range->what);
    else if (status != ORTH_OK)
        orth_fail(error, status, "%s", reason.text);
    else
        *value = number;
    mpq_clear(exact);
    free(copy);
    return status;
}
