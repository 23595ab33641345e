/* The functions that are emulated and those that are only specified, as one table. */
#include <pthread.h>

#include "contract/functions.h"
#include "orthant/truth.h"
#include "truth/geometry.h"

static orth_contract_function table[ORTH_FUNCTIONS_MAX];
static size_t table_count;
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static void add(size_t count, const orth_contract_function *functions)
{
    for (size_t i = 0; i < count; i++)
        table[table_count++] = functions[i];
}

static void build_table(void)
{
    size_t count;
    const orth_contract_function *functions = orth_contract_functions(&count);
    add(count, functions);
    functions = orth_truth_functions(&count);
    add(count, functions);
}

const orth_contract_function *orth_truth_functions(size_t *count)
{
    *count = 0;
    while (orth_functions_geometry[*count].name != NULL)
        ++*count;
    return orth_functions_geometry;
}

const orth_contract_function *orth_catalogue(size_t *count)
{
    pthread_once(&table_once, build_table);
    *count = table_count;
    return table;
}

const orth_contract_function *orth_catalogue_find(const char *name, orth_error *error)
{
    size_t count;
    const orth_contract_function *functions = orth_catalogue(&count);
    return orth_functions_find(functions, count, name, error);
}
