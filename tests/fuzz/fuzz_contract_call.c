/* `contract call` on any bytes: the first line names a function, each further line is an argument.
 * It is refused with one line, or gives a result that reads back from its own JSON. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/truth.h"
#include "orthant/vectors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static orth_contract_arguments arguments;
static orth_contract_result result;

static void must(bool condition)
{
    if (!condition)
        abort();
}

static void must_be_refused(orth_status status, const orth_error *error)
{
    must(status == ORTH_BAD_INPUT && error->status == status);
    must(error->text[0] != '\0' && strpbrk(error->text, "\n\r\033") == NULL);
}

static void check_result(const orth_contract_function *function)
{
    char text[512];
    must(result.evm.length <= ORTH_PAYLOAD_MAX);
    must(result.count <= ORTH_CONTRACT_WORDS_MAX && result.rows <= ORTH_CONTRACT_ROWS_MAX);
    orth_evm_describe(text, sizeof text, &result.evm);
    char *dumped = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&dumped, &length);
    must(stream != NULL);
    orth_vector_write_case(stream, function, arguments.values, &result);
    must(fclose(stream) == 0 && length > 0);
    free(dumped);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    orth_error error = {.status = ORTH_OK};
    char *copy = malloc(size + 1), *rest = copy;
    if (copy == NULL)
        return 0;
    memcpy(copy, data, size);
    copy[size] = '\0';
    const char *name = strsep(&rest, "\n");
    const orth_contract_function *function = orth_catalogue_find(name, &error);
    if (function == NULL) {
        must_be_refused(error.status, &error);
        free(copy);
        return 0;
    }
    size_t n = orth_contract_signature(function, types, NULL);
    orth_contract_arguments_clear(&arguments);
    orth_status status = ORTH_OK;
    for (size_t i = 0; i < n && rest != NULL && status == ORTH_OK; i++)
        status =
            orth_contract_arguments_add_text(&arguments, &types[i], strsep(&rest, "\n"), &error);
    result.digits = 18;
    if (status == ORTH_OK)
        status = orth_contract_call(&result, function, arguments.values, arguments.count, &error);
    if (status == ORTH_OK)
        check_result(function);
    else
        must_be_refused(status, &error);
    free(copy);
    return 0;
}
