/* The emulated functions as one table. */
#include "contract/functions.h"

#include <pthread.h>
#include <string.h>

#include "base/near_name.h"
#include "base/text.h"

static orth_contract_function table[ORTH_FUNCTIONS_MAX];
static size_t table_count;
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static void build_table(void)
{
    const orth_contract_function *const families[] = {
        orth_functions_balancer, orth_functions_weighted_v2, orth_functions_lbp,
        orth_functions_prb,      orth_functions_quantamm,    orth_functions_quantamm_pool,
        orth_functions_v2};
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
