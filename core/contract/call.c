/* The emulated functions as one table, what their signatures say, and calls. */
#include <pthread.h>
#include <string.h>

#include "base/near_name.h"
#include "base/text.h"
#include "contract/functions.h"

static orth_contract_function table[ORTH_FUNCTIONS_MAX];
static size_t table_count;
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static void build_table(void)
{
    const orth_contract_function *const families[] = {orth_functions_balancer, orth_functions_prb,
                                                      orth_functions_quantamm};
    for (size_t f = 0; f < sizeof families / sizeof families[0]; f++) {
        for (size_t i = 0; families[f][i].name != NULL; i++)
            table[table_count++] = families[f][i];
    }
}

const orth_contract_function *orth_contract_functions(size_t *count)
{
    pthread_once(&table_once, build_table);
    *count = table_count;
    return table;
}

const orth_contract_function *orth_functions_find(const orth_contract_function *functions,
                                                  size_t count, const char *name, orth_error *error)
{
    const char *names[ORTH_FUNCTIONS_MAX];
    char quoted[ORTH_QUOTE_MAX], nearest[ORTH_NEAREST_MAX];
    for (size_t i = 0; i < count; i++) {
        if (strcmp(functions[i].name, name) == 0)
            return &functions[i];
        names[i] = functions[i].name;
    }
    orth_fail(error, ORTH_BAD_INPUT, "no contract function %s%s ('orthant contract list' has all)",
              orth_quote(quoted, sizeof quoted, name),
              orth_nearest_text(nearest, name, count, names));
    return NULL;
}

const orth_contract_function *orth_contract_find(const char *name, orth_error *error)
{
    size_t count;
    const orth_contract_function *functions = orth_contract_functions(&count);
    return orth_functions_find(functions, count, name, error);
}

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
