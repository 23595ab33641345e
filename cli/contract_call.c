#include "contract.h"

#include <string.h>

#include "base/file_out.h"
#include "orthant/truth.h"
#include "orthant/vectors.h"

static const char doc[] =
    "Call FUNCTION on ARGUMENTs: integers (1.5e18 is 1500000000000000000), arrays '[5e17,5e17]', "
    "negative ones after --. Prints the result in wei and as a decimal of 18 places, or the revert "
    "with its payload."
    "\vExample:\n  orthant contract call fp_pow_up 1.5e18 333333333333333333\n";

typedef struct call_options {
    cli_output_options output;
    unsigned digits;
    const char *function;
    int count;
    char *arguments[ORTH_CONTRACT_ARGUMENTS_MAX + 1];
} call_options;

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    call_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->output;
        return 0;
    case ARGP_KEY_ARG:
        if (options->function == NULL)
            options->function = argument;
        else if (options->count <= ORTH_CONTRACT_ARGUMENTS_MAX)
            options->arguments[options->count++] = argument;
        return 0;
    case ARGP_KEY_END:
        if (options->function == NULL)
            argp_error(state, "which FUNCTION? 'orthant contract list' has all");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* 1500000000000000000 as 1.500000000000000000. */
static void print_decimal(FILE *stream, const char *integer, unsigned digits)
{
    bool minus = integer[0] == '-';
    size_t n = strlen(integer += minus);
    fputs(minus ? "-" : "", stream);
    if (n > digits)
        fprintf(stream, "%.*s", (int)(n - digits), integer);
    else
        fputc('0', stream);
    fputc('.', stream);
    for (size_t i = n; i < digits; i++)
        fputc('0', stream);
    fputs(integer + (n > digits ? n - digits : 0), stream);
}

static void print_words(FILE *stream, const char *name, const orth_word *words, size_t count,
                        bool is_signed, unsigned digits)
{
    for (size_t i = 0; i < count; i++) {
        char text[ORTH_WORD_TEXT_MAX];
        orth_word_text(text, words[i], is_signed);
        if (name[0] != '\0')
            fprintf(stream, "%s%s", name, count > 1 ? "" : "  ");
        if (count > 1)
            fprintf(stream, "[%zu]  ", i);
        fputs(text, stream);
        if (digits > 0) {
            fputs("  (", stream);
            print_decimal(stream, text, digits);
            fputc(')', stream);
        }
        fputc('\n', stream);
    }
}

static void row_name(char *name, size_t size, const orth_contract_function *function, size_t row)
{
    static const char *const schedule[] = {"freeze", "weights", "multipliers"};
    if (function->layout == ORTH_CONTRACT_LAYOUT_BOUNDS)
        snprintf(name, size, "%s", row == 0 ? "floor" : "ceil");
    else if (function->layout == ORTH_CONTRACT_LAYOUT_SCHEDULE && row < 3)
        snprintf(name, size, "%s", schedule[row]);
    else if (function->layout == ORTH_CONTRACT_LAYOUT_SCHEDULE)
        snprintf(name, size, "at time %zu", row - 3);
    else
        snprintf(name, size, "step %zu", row);
}

static void print_result(FILE *stream, const orth_contract_function *function,
                         const orth_contract_result *result)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    orth_contract_signature(function, types, &type);
    const orth_word *at = result->words;
    if (result->dimensions < 2) {
        print_words(stream, "", at, result->evm.reverted ? 0 : result->count, type.is_signed,
                    result->digits);
    } else {
        for (size_t i = 0; i < result->rows; at += result->lengths[i++]) {
            char name[32];
            row_name(name, sizeof name, function, i);
            bool seconds = function->layout == ORTH_CONTRACT_LAYOUT_SCHEDULE && i == 0;
            print_words(stream, name, at, result->lengths[i], type.is_signed,
                        seconds ? 0 : result->digits);
        }
    }
    if (result->evm.reverted) {
        char payload[ORTH_EVM_PAYLOAD_TEXT_MAX], text[256];
        fprintf(stream, "revert %s  (%s)\n", orth_evm_payload_text(payload, &result->evm),
                orth_evm_describe(text, sizeof text, &result->evm));
    }
}

static void write_csv_words(FILE *stream, const char *row, const orth_word *words, size_t count,
                            bool is_signed, unsigned digits)
{
    for (size_t i = 0; i < count; i++) {
        char text[ORTH_WORD_TEXT_MAX];
        orth_word_text(text, words[i], is_signed);
        fprintf(stream, "%s,%zu,%s,", row, i, text);
        if (digits > 0)
            print_decimal(stream, text, digits);
        fputs(",\n", stream);
    }
}

static void write_csv(FILE *stream, const orth_contract_function *function,
                      const orth_contract_result *result)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    orth_contract_signature(function, types, &type);
    const orth_word *at = result->words;
    fputs("row,index,wei,decimal,revert\n", stream);
    if (result->dimensions < 2 && !result->evm.reverted)
        write_csv_words(stream, "", at, result->count, type.is_signed, result->digits);
    for (size_t i = 0; result->dimensions == 2 && i < result->rows; at += result->lengths[i++]) {
        char name[32];
        row_name(name, sizeof name, function, i);
        bool seconds = function->layout == ORTH_CONTRACT_LAYOUT_SCHEDULE && i == 0;
        write_csv_words(stream, name, at, result->lengths[i], type.is_signed,
                        seconds ? 0 : result->digits);
    }
    if (result->evm.reverted) {
        char payload[ORTH_EVM_PAYLOAD_TEXT_MAX];
        fprintf(stream, ",,,,0x%s\n", orth_evm_payload_text(payload, &result->evm));
    }
}

static orth_status write_file(const char *file, const orth_contract_function *function,
                              const orth_contract_arguments *arguments,
                              const orth_contract_result *result, orth_error *error)
{
    static orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    orth_vector_write_case(output.stream, function, arguments->values, result);
    return orth_output_commit(&output, error);
}

static orth_status read_arguments(const call_options *options,
                                  const orth_contract_function *function,
                                  orth_contract_arguments *arguments, orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t expected = orth_contract_signature(function, types, NULL);
    if ((size_t)options->count != expected)
        return orth_fail(error, ORTH_BAD_INPUT, "%s takes %zu arguments %s, got %d", function->name,
                         expected, function->signature, options->count);
    orth_contract_arguments_clear(arguments);
    for (size_t i = 0; i < expected; i++) {
        orth_status status =
            orth_contract_arguments_add_text(arguments, &types[i], options->arguments[i], error);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

int cli_contract_call(int argc, char **argv)
{
    static orth_contract_arguments arguments;
    static orth_contract_result result;
    call_options options = {.output.format = CLI_TABLE};
    const struct argp_child children[] = {{&cli_output_argp, 0, NULL, 0}, {0}};
    const struct argp argp = {NULL, parse_option, "FUNCTION [ARGUMENT...]", doc, children,
                              NULL, NULL};
    orth_error error;
    cli_parse(&argp, argc, argv, &options);
    const orth_contract_function *function = orth_catalogue_find(options.function, &error);
    cli_of_command_line(ORTH_BAD_INPUT);
    if (function == NULL)
        return cli_report_error(&error);
    result.digits = 18;
    if (read_arguments(&options, function, &arguments, &error) != ORTH_OK ||
        orth_contract_call(&result, function, arguments.values, arguments.count, &error) != ORTH_OK)
        return cli_report_error(&error);
    if (options.output.file != NULL &&
        write_file(options.output.file, function, &arguments, &result, &error) != ORTH_OK)
        return cli_report_error(&error);
    if (options.output.format == CLI_JSON)
        orth_vector_write_case(stdout, function, arguments.values, &result);
    else if (options.output.format == CLI_CSV)
        write_csv(stdout, function, &result);
    else
        print_result(stdout, function, &result);
    return cli_finish_stdout(CLI_OK);
}
