/* The formats of exported vectors; JSON and CSV are written here.
 *
 * The head of the JSON is not written by base/json_out.h: exports have each key at the margin and a
 * case a line, so that diff and grep work by the case, and their bytes are what other projects keep
 * checksums of. Nothing in the head needs an escape: it is names of the catalogue and digits. */
#include "orthant/vectors.h"

#include <inttypes.h>
#include <stdlib.h>

#include "vectors/case_json.h"
#include "vectors/export_cases.h"

static orth_status write_json(FILE *stream, const orth_vector_export *what,
                              orth_export_case *scratch, orth_error *error)
{
    fprintf(stream,
            "{\n\"function\": \"%s\",\n\"contract\": \"%s\",\n\"version\": \"%s\",\n"
            "\"signature\": \"%s\",\n\"seed\": %" PRIu64 ",\n",
            what->function->name, what->function->contract, what->function->version,
            what->function->signature, what->seed);
    if (what->function->layout == ORTH_CONTRACT_LAYOUT_BOUNDS)
        fprintf(stream, "\"digits\": %u,\n", what->digits);
    fputs("\"cases\": [", stream);
    for (uint64_t i = 0; i < what->count && !ferror(stream); i++) {
        orth_status status = orth_export_draw(scratch, what, i, error);
        if (status != ORTH_OK)
            return status;
        orth_json_out json;
        fputs(i == 0 ? "\n" : ",\n", stream);
        orth_json_begin_compact(&json, stream);
        orth_json_case(&json, what->function, scratch->arguments.values, &scratch->result);
    }
    fputs("\n]\n}\n", stream);
    return ORTH_OK;
}

static void csv_words(FILE *stream, const orth_word *words, size_t count, bool is_signed)
{
    for (size_t i = 0; i < count; i++) {
        char text[ORTH_WORD_TEXT_MAX];
        fprintf(stream, "%s%s", i == 0 ? "" : " ", orth_word_text(text, words[i], is_signed));
    }
}

/* A column an argument; an array is its words with blanks between. */
static orth_status write_csv(FILE *stream, const orth_vector_export *what,
                             orth_export_case *scratch, orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    size_t n = orth_contract_signature(what->function, types, &type);
    for (size_t i = 0; i < n; i++)
        fprintf(stream, "%s,", types[i].name);
    fputs("out,revert\n", stream);
    for (uint64_t k = 0; k < what->count && !ferror(stream); k++) {
        char payload[ORTH_EVM_PAYLOAD_TEXT_MAX];
        orth_status status = orth_export_draw(scratch, what, k, error);
        if (status != ORTH_OK)
            return status;
        for (size_t i = 0; i < n; i++) {
            const orth_contract_value *value = &scratch->arguments.values[i];
            csv_words(stream, value->words, value->count, types[i].is_signed);
            fputc(',', stream);
        }
        if (scratch->result.evm.reverted)
            fprintf(stream, ",%s", orth_evm_payload_text(payload, &scratch->result.evm));
        else
            csv_words(stream, scratch->result.words, scratch->result.count, type.is_signed);
        fputs(scratch->result.evm.reverted ? "\n" : ",\n", stream);
    }
    return ORTH_OK;
}

orth_status orth_vector_export_write(FILE *stream, const orth_vector_export *what,
                                     orth_vector_format format, orth_error *error)
{
    orth_status status = orth_export_check(what, error);
    if (status != ORTH_OK)
        return status;
    if (format != ORTH_VECTOR_FORMAT_JSON && what->function->layout != ORTH_CONTRACT_LAYOUT_LIST)
        return orth_fail(error, ORTH_BAD_INPUT, "%s is exported as JSON only",
                         what->function->name);
    orth_export_case *scratch = malloc(sizeof *scratch);
    if (scratch == NULL)
        return orth_fail_memory(error, (double)sizeof *scratch);
    switch (format) {
    case ORTH_VECTOR_FORMAT_JSON:
        status = write_json(stream, what, scratch, error);
        break;
    case ORTH_VECTOR_FORMAT_CSV:
        status = write_csv(stream, what, scratch, error);
        break;
    case ORTH_VECTOR_FORMAT_FOUNDRY:
        status = orth_export_write_foundry(stream, what, scratch, error);
        break;
    case ORTH_VECTOR_FORMAT_ABI:
        status = orth_export_write_abi(stream, what, scratch, error);
        break;
    }
    free(scratch);
    return status;
}
