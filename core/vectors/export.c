#include "vectors/export.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "audit/sample.h"
#include "contract/value_json.h"
#include "contract/word.h"
#include "vectors/export_cases.h"

static orth_word power_of_ten(unsigned n)
{
    orth_word word = {{1, 0, 0, 0}};
    while (n-- > 0)
        word = orth_word_mul(word, orth_word_of(10));
    return word;
}

/* Geometry is sampled in 18 decimals: rescales to `digits`, the last of each array taking up what
 * the cut leaves of the sum. */
static void rescale(orth_arguments *arguments, unsigned digits)
{
    orth_word ten = power_of_ten(digits > 18 ? digits - 18 : 18 - digits);
    orth_word *words = arguments->words;
    for (size_t v = 0; v < arguments->count; v++) {
        orth_word rest = power_of_ten(digits);
        size_t n = arguments->values[v].count;
        for (size_t i = 0; i < n; i++, words++) {
            *words = digits > 18 ? orth_word_mul(*words, ten) : orth_word_div_signed(*words, ten);
            if (arguments->values[v].dimensions == 1 && i + 1 == n)
                *words = rest;
            rest = orth_word_sub(rest, *words);
        }
    }
}

orth_status orth_export_draw(orth_export_case *out, const orth_vector_export *export,
                             uint64_t index, orth_error *error)
{
    orth_sample(&out->arguments, export->function, export->seed, index, export->calm);
    if (export->function->layout == ORTH_CONTRACT_LAYOUT_BOUNDS && export->digits != 18)
        rescale(&out->arguments, export->digits);
    out->result.digits = export->digits;
    return orth_contract_call(&out->result, export->function, out->arguments.values,
                              out->arguments.count, error);
}

static orth_status write_json(FILE *stream, const orth_vector_export *export,
                              orth_export_case *scratch, orth_error *error)
{
    fprintf(stream,
            "{\n\"function\": \"%s\",\n\"contract\": \"%s\",\n\"version\": \"%s\",\n"
            "\"signature\": \"%s\",\n\"seed\": %" PRIu64 ",\n",
            export->function->name, export->function->contract, export->function->version,
            export->function->signature, export->seed);
    if (export->function->layout == ORTH_CONTRACT_LAYOUT_BOUNDS)
        fprintf(stream, "\"digits\": %u,\n", export->digits);
    fputs("\"cases\": [", stream);
    for (uint64_t i = 0; i < export->count; i++) {
        orth_status status = orth_export_draw(scratch, export, i, error);
        if (status != ORTH_OK)
            return status;
        json_t *item =
            orth_json_of_case(export->function, scratch->arguments.values, &scratch->result);
        fputs(i == 0 ? "\n" : ",\n", stream);
        if (item == NULL || json_dumpf(item, stream, JSON_COMPACT) != 0) {
            json_decref(item);
            return ferror(stream) ? ORTH_OK : orth_fail_memory(error, 1);
        }
        json_decref(item);
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
static orth_status write_csv(FILE *stream, const orth_vector_export *export,
                             orth_export_case *scratch, orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    size_t n = orth_contract_signature(export->function, types, &type);
    for (size_t i = 0; i < n; i++)
        fprintf(stream, "%s,", types[i].name);
    fputs("out,revert\n", stream);
    for (uint64_t k = 0; k < export->count; k++) {
        char payload[ORTH_PAYLOAD_TEXT_MAX];
        orth_status status = orth_export_draw(scratch, export, k, error);
        if (status != ORTH_OK)
            return status;
        for (size_t i = 0; i < n; i++) {
            const orth_contract_value *value = &scratch->arguments.values[i];
            csv_words(stream, value->words, value->count, types[i].is_signed);
            fputc(',', stream);
        }
        if (scratch->result.evm.reverted)
            fprintf(stream, ",%s", orth_payload_text(payload, &scratch->result.evm));
        else
            csv_words(stream, scratch->result.words, scratch->result.count, type.is_signed);
        fputs(scratch->result.evm.reverted ? "\n" : ",\n", stream);
    }
    return ORTH_OK;
}

/* ------------------------------------------------------------------------------ foundry */

static void foundry_word(FILE *stream, bool *first, orth_word word, bool is_signed)
{
    char text[ORTH_WORD_TEXT_MAX];
    fprintf(stream, "%s\"%s\"", *first ? "" : ",", orth_word_text(text, word, is_signed));
    *first = false;
}

/* One array of the file: a column of argument i (or of the result, i = -1), or of its lengths. */
static orth_status foundry_column(FILE *stream, const orth_vector_export *export,
                                  orth_export_case *scratch, int i, bool lengths, bool is_signed,
                                  orth_error *error)
{
    bool first = true;
    for (uint64_t k = 0; k < export->count; k++) {
        orth_status status = orth_export_draw(scratch, export, k, error);
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

static orth_status foundry_array(FILE *stream, const orth_vector_export *export,
                                 orth_export_case *scratch, const char *name, int i,
                                 const orth_contract_type *type, orth_error *error)
{
    fprintf(stream, ",\n\"%s\": [", name);
    orth_status status = foundry_column(stream, export, scratch, i, false, type->is_signed, error);
    fputc(']', stream);
    if (status != ORTH_OK || type->dimensions == 0)
        return status;
    fprintf(stream, ",\n\"%s_length\": [", name);
    status = foundry_column(stream, export, scratch, i, true, false, error);
    fputc(']', stream);
    return status;
}

static orth_status write_foundry(FILE *stream, const orth_vector_export *export,
                                 orth_export_case *scratch, orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    size_t n = orth_contract_signature(export->function, types, &type);
    orth_status status = ORTH_OK;
    fprintf(stream, "{\n\"function\": \"%s\",\n\"count\": \"%" PRIu64 "\"", export->function->name,
            export->count);
    for (size_t i = 0; i < n && status == ORTH_OK; i++) {
        char name[48];
        snprintf(name, sizeof name, "in_%s", types[i].name);
        status = foundry_array(stream, export, scratch, name, (int)i, &types[i], error);
    }
    if (status == ORTH_OK)
        status = foundry_array(stream, export, scratch, "out", -1, &type, error);
    fputs(",\n\"revert\": [", stream);
    for (uint64_t k = 0; k < export->count && status == ORTH_OK; k++) {
        char payload[ORTH_PAYLOAD_TEXT_MAX];
        status = orth_export_draw(scratch, export, k, error);
        if (status == ORTH_OK)
            fprintf(stream, "%s\"0x%s\"", k == 0 ? "" : ",",
                    orth_payload_text(payload, &scratch->result.evm));
    }
    fputs("]\n}\n", stream);
    return status;
}

orth_status orth_vector_export_write(FILE *stream, const orth_vector_export *export,
                                     orth_vector_format format, orth_error *error)
{
    if (format != ORTH_VECTOR_FORMAT_JSON && export->function->layout != ORTH_CONTRACT_LAYOUT_LIST)
        return orth_fail(error, ORTH_BAD_INPUT, "%s is exported as JSON only",
                         export->function->name);
    orth_export_case *scratch = malloc(sizeof *scratch);
    if (scratch == NULL)
        return orth_fail_memory(error, (double)sizeof *scratch);
    orth_status status = ORTH_BAD_INPUT;
    switch (format) {
    case ORTH_VECTOR_FORMAT_JSON:
        status = write_json(stream, export, scratch, error);
        break;
    case ORTH_VECTOR_FORMAT_CSV:
        status = write_csv(stream, export, scratch, error);
        break;
    case ORTH_VECTOR_FORMAT_FOUNDRY:
        status = write_foundry(stream, export, scratch, error);
        break;
    case ORTH_VECTOR_FORMAT_ABI:
        status = orth_export_write_abi(stream, export, scratch, error);
        break;
    }
    free(scratch);
    return status;
}
