/* abi.encode of (T1[] a, T2[] b, ..., R[] out, bytes[] reverts): one array an argument, an element
 * a case; T is a word or an array of words. */
#include <stdlib.h>
#include <string.h>

#include "contract/word.h"
#include "vectors/export_cases.h"

typedef struct buffer {
    uint8_t *bytes;
    size_t used, capacity;
    bool failed;
} buffer;

static void put_bytes(buffer *out, const uint8_t *bytes, size_t count)
{
    if (out->used + count > out->capacity) {
        size_t capacity = 2 * (out->used + count) + 4096;
        uint8_t *grown = out->failed ? NULL : realloc(out->bytes, capacity);
        if (grown == NULL) {
            out->failed = true;
            return;
        }
        out->bytes = grown;
        out->capacity = capacity;
    }
    memcpy(out->bytes + out->used, bytes, count);
    out->used += count;
}

static void put_word(buffer *out, orth_word word)
{
    uint8_t bytes[32];
    for (int i = 0; i < 32; i++)
        bytes[i] = (uint8_t)(word.limb[3 - i / 8] >> (56 - 8 * (i % 8)));
    put_bytes(out, bytes, sizeof bytes);
}

/* Writes an offset where `at` was kept free. */
static void patch(buffer *out, size_t at, size_t value)
{
    buffer one = {NULL, 0, 0, false};
    put_word(&one, orth_word_of(value));
    if (!one.failed && !out->failed)
        memcpy(out->bytes + at, one.bytes, 32);
    out->failed |= one.failed;
    free(one.bytes);
}

/* `count` words kept free for offsets; returns where they begin. */
static size_t reserve(buffer *out, size_t count)
{
    size_t at = out->used;
    for (size_t i = 0; i < count; i++)
        put_word(out, orth_word_of(0));
    return at;
}

static void put_payload(buffer *out, const orth_evm *evm)
{
    static const uint8_t zeros[32];
    put_word(out, orth_word_of(evm->length));
    put_bytes(out, evm->payload, evm->length);
    put_bytes(out, zeros, (32 - evm->length % 32) % 32);
}

/* What a column holds: argument i, the results (-1), or the payloads (-2). */
static void put_element(buffer *out, const orth_export_case *item, int column, bool is_array)
{
    const orth_contract_value *value = column >= 0 ? &item->arguments.values[column] : NULL;
    const orth_word *words = value != NULL ? value->words : item->result.words;
    size_t count = value != NULL               ? value->count
                   : item->result.evm.reverted ? 0
                                               : item->result.count;
    if (column == -2) {
        put_payload(out, &item->result.evm);
        return;
    }
    if (is_array)
        put_word(out, orth_word_of(count));
    else if (count == 0)
        put_word(out, orth_word_of(0)); /* a revert, keeping its place */
    for (size_t i = 0; i < count; i++)
        put_word(out, words[i]);
}

static orth_status put_column(buffer *out, const orth_vector_export *export,
                              orth_export_case *scratch, int column, bool is_array,
                              orth_error *error)
{
    bool dynamic = is_array || column == -2;
    put_word(out, orth_word_of(export->count));
    size_t heads = reserve(out, dynamic ? export->count : 0);
    for (uint64_t k = 0; k < export->count; k++) {
        orth_status status = orth_export_draw(scratch, export, k, error);
        if (status != ORTH_OK)
            return status;
        if (dynamic)
            patch(out, heads + 32 * k, out->used - heads);
        put_element(out, scratch, column, is_array);
    }
    return ORTH_OK;
}

orth_status orth_export_write_abi(FILE *stream, const orth_vector_export *export,
                                  orth_export_case *scratch, orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    size_t n = orth_contract_signature(export->function, types, &type);
    buffer out = {NULL, 0, 0, false};
    orth_status status = ORTH_OK;
    reserve(&out, n + 2);
    for (size_t i = 0; i < n + 2 && status == ORTH_OK; i++) {
        int column = i < n ? (int)i : i == n ? -1 : -2;
        bool is_array = i < n ? types[i].dimensions > 0 : i == n && type.dimensions > 0;
        patch(&out, 32 * i, out.used);
        status = put_column(&out, export, scratch, column, is_array, error);
    }
    if (status == ORTH_OK && out.failed)
        status = orth_fail_memory(error, (double)out.used);
    if (status == ORTH_OK)
        fwrite(out.bytes, 1, out.used, stream);
    free(out.bytes);
    return status;
}
