/* The JSON that the Solidity test of export_solidity.c reads.
 *
 * It is not written by base/json_out.h, which would indent it or put all on one line: each column
 * is a line, and its bytes are what other projects keep checksums of. Nothing in it needs an
 * escape: it is names of the catalogue and digits. */
#include <inttypes.h>

#include "contract/word.h"
#include "vectors/export_cases.h"

static void foundry_word(FILE *stream, bool *first, orth_word word, bool is_signed)
{
    char text[ORTH_WORD_TEXT_MAX];
    fprintf(stream, "%s\"%s\"", *first ? "" : ",", orth_word_text(text, word, is_signed));
    *first = false;
}

/* One array of the file: a column of argument i (or of the result, i = -1), or of its lengths. */
static orth_status foundry_column(FILE *stream, const orth_vector_export *what,
                                  orth_export_case *scratch, int i, bool lengths, bool is_signed,
                                  orth_error *error)
{
    bool first = true;
    for (uint64_t k = 0; k < what->count && !ferror(stream); k++) {
        orth_status status = orth_export_draw(scratch, what, k, error);
        if (status != ORTH_OK)
            return status;
        bool reverted = scratch->result.evm.reverted;
        const orth_word *words = i < 0 ? scratch->result.words : scratch->arguments.values[i].words;
        size_t count = i >= 0 ? scratch->arguments.values[i].count : scratch->result.count;
        if (i < 0 && reverted) { /* results stay aligned: a revert is one zero, or no element */
            count = scratch->result.dimensions == 0;
            scratch->result.words[0] = orth_word_of(0);
        }
        if (lengths)
            foundry_word(stream, &first, orth_word_of(count), false);
        for (size_t w = 0; w < count && !lengths; w++)
            foundry_word(stream, &first, words[w], is_signed);
    }
    return ORTH_OK;
}

static orth_status foundry_array(FILE *stream, const orth_vector_export *what,
                                 orth_export_case *scratch, const char *name, int i,
                                 const orth_contract_type *type, orth_error *error)
{
    fprintf(stream, ",\n\"%s\": [", name);
    orth_status status = foundry_column(stream, what, scratch, i, false, type->is_signed, error);
    fputc(']', stream);
    if (status != ORTH_OK || type->dimensions == 0)
        return status;
    fprintf(stream, ",\n\"%s_length\": [", name);
    status = foundry_column(stream, what, scratch, i, true, false, error);
    fputc(']', stream);
    return status;
}

orth_status orth_export_write_foundry(FILE *stream, const orth_vector_export *what,
                                      orth_export_case *scratch, orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    size_t n = orth_contract_signature(what->function, types, &type);
    orth_status status = ORTH_OK;
    fprintf(stream, "{\n\"function\": \"%s\",\n\"count\": \"%" PRIu64 "\"", what->function->name,
            what->count);
    for (size_t i = 0; i < n && status == ORTH_OK; i++) {
        char name[48];
        snprintf(name, sizeof name, "in_%s", types[i].name);
        status = foundry_array(stream, what, scratch, name, (int)i, &types[i], error);
    }
    if (status == ORTH_OK)
        status = foundry_array(stream, what, scratch, "out", -1, &type, error);
    fputs(",\n\"revert\": [", stream);
    for (uint64_t k = 0; k < what->count && status == ORTH_OK && !ferror(stream); k++) {
        char payload[ORTH_EVM_PAYLOAD_TEXT_MAX];
        status = orth_export_draw(scratch, what, k, error);
        if (status == ORTH_OK)
            fprintf(stream, "%s\"0x%s\"", k == 0 ? "" : ",",
                    orth_evm_payload_text(payload, &scratch->result.evm));
    }
    fputs("]\n}\n", stream);
    return status;
}
