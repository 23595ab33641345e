/* What the signature of a contract function says, and calls. */
#include <string.h>

#include "contract/functions.h"

/* Reads "int256[] name" at *at up to ',' or ')'. */
static void read_type(const char **at, orth_contract_type *type)
{
    const char *p = *at + strspn(*at, " ");
    *type = (orth_contract_type){.is_signed = *p == 'i'};
    p += strcspn(p, "[ ,)");
    for (; *p == '['; p += 2)
        type->dimensions++;
    p += strspn(p, " ");
    size_t length = strcspn(p, ",)");
    size_t kept = length < sizeof type->name ? length : sizeof type->name - 1;
    memcpy(type->name, p, kept); /* the rest is zero already */
    *at = p + length;
}

size_t orth_contract_signature(const orth_contract_function *function, orth_contract_type *types,
                               orth_contract_type *result)
{
    size_t n = 0;
    const char *at = function->signature + 1;
    while (n < ORTH_CONTRACT_ARGUMENTS_MAX) {
        read_type(&at, &types[n++]);
        if (*at++ == ')')
            break;
    }
    if (result != NULL) {
        at = strstr(function->signature, "-> ") + 3;
        read_type(&at, result);
    }
    return n;
}

/* Counts of values that a caller put together himself: functions have room for so many words. */
static orth_status check_counts(const orth_contract_function *function,
                                const orth_contract_value *arguments, size_t count,
                                orth_error *error)
{
    size_t words = 0, all_rows = 0;
    for (size_t i = 0; i < count; i++) {
        const orth_contract_value *value = &arguments[i];
        size_t in_rows = 0, rows = value->dimensions == 2 ? value->rows : 0;
        if (value->count > ORTH_CONTRACT_WORDS_MAX - words ||
            rows > ORTH_CONTRACT_ROWS_MAX - all_rows)
            return orth_fail(error, ORTH_BAD_INPUT, "%s: at most %d words and %d rows a call",
                             function->name, ORTH_CONTRACT_WORDS_MAX, ORTH_CONTRACT_ROWS_MAX);
        words += value->count;
        all_rows += rows;
        for (size_t r = 0; r < rows; r++)
            in_rows += value->lengths[r];
        if ((value->dimensions == 0 && value->count != 1) ||
            (value->dimensions == 2 && in_rows != value->count))
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: argument %zu has %zu words; permitted: %zu, as many as its %s",
                             function->name, i + 1, value->count,
                             value->dimensions == 0 ? (size_t)1 : in_rows,
                             value->dimensions == 0 ? "type has" : "rows have");
    }
    return ORTH_OK;
}

orth_status orth_contract_call(orth_contract_result *result, const orth_contract_function *function,
                               const orth_contract_value *arguments, size_t count,
                               orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t expected = orth_contract_signature(function, types, NULL);
    if (count != expected)
        return orth_fail(error, ORTH_BAD_INPUT, "%s takes %zu arguments %s, got %zu",
                         function->name, expected, function->signature, count);
    for (size_t i = 0; i < count; i++) {
        if (arguments[i].dimensions != types[i].dimensions)
            return orth_fail(error, ORTH_BAD_INPUT, "%s: argument %zu (%s) must be %s",
                             function->name, i + 1, types[i].name,
                             types[i].dimensions == 0   ? "one integer"
                             : types[i].dimensions == 1 ? "an array of integers"
                                                        : "an array of arrays of integers");
    }
    orth_status status = check_counts(function, arguments, count, error);
    if (status != ORTH_OK)
        return status;
    result->evm.reverted = false;
    result->evm.length = 0;
    result->dimensions = 0;
    result->count = 0;
    result->rows = 0;
    if (function->validate != NULL) {
        orth_error reason;
        if (function->validate(arguments, &reason) != ORTH_OK)
            return orth_fail(error, reason.status, "%s: %.900s", function->name, reason.text);
    }
    function->evaluate(result, arguments);
    return ORTH_OK;
}
