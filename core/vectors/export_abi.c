/* abi.encode of (T1[] a, T2[] b, ..., R[] out, bytes[] reverts): one array an argument, an element
 * a case; T is a word or an array of words. */
#include <stdlib.h>

#include "contract/abi.h"
#include "vectors/export_cases.h"

/* What a column holds: argument i, the results (-1), or the payloads (-2). */
static void put_element(orth_abi *out, const orth_export_case *item, int column, bool is_array)
{
    const orth_contract_value *value = column >= 0 ? &item->arguments.values[column] : NULL;
    const orth_word *words = value != NULL ? value->words : item->result.words;
    size_t count = value != NULL               ? value->count
                   : item->result.evm.reverted ? 0
                                               : item->result.count;
    if (column == -2) {
        orth_abi_put_payload(out, item->result.evm.payload, item->result.evm.length);
        return;
    }
    if (is_array)
        orth_abi_put_word(out, orth_word_of(count));
    else if (count == 0)
        orth_abi_put_word(out, orth_word_of(0)); /* a revert, keeping its place */
    orth_abi_put_words(out, count, words);
}

static orth_status put_column(orth_abi *out, const orth_vector_export *what,
                              orth_export_case *scratch, int column, bool is_array,
                              orth_error *error)
{
    bool dynamic = is_array || column == -2;
    orth_abi_put_word(out, orth_word_of(what->count));
    size_t heads = orth_abi_reserve(out, dynamic ? what->count : 0);
    for (uint64_t k = 0; k < what->count; k++) {
        orth_status status = orth_export_draw(scratch, what, k, error);
        if (status != ORTH_OK)
            return status;
        if (dynamic)
            orth_abi_set_offset(out, heads + ORTH_ABI_WORD * k, heads);
        put_element(out, scratch, column, is_array);
    }
    return ORTH_OK;
}

orth_status orth_export_write_abi(FILE *stream, const orth_vector_export *what,
                                  orth_export_case *scratch, orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    size_t n = orth_contract_signature(what->function, types, &type);
    orth_abi out = {NULL, 0, 0, false};
    orth_status status = ORTH_OK;
    orth_abi_reserve(&out, n + 2);
    for (size_t i = 0; i < n + 2 && status == ORTH_OK; i++) {
        int column = i < n ? (int)i : i == n ? -1 : -2;
        bool is_array = i < n ? types[i].dimensions > 0 : i == n && type.dimensions > 0;
        orth_abi_set_offset(&out, ORTH_ABI_WORD * i, 0);
        status = put_column(&out, what, scratch, column, is_array, error);
    }
    if (status == ORTH_OK && out.failed)
        status = orth_fail_memory(error, (double)out.used);
    if (status == ORTH_OK)
        fwrite(out.bytes, 1, out.used, stream);
    free(out.bytes);
    return status;
}
