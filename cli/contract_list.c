#include "contract.h"

#include <stdlib.h>
#include <string.h>

#include "base/file_out.h"
#include "base/json_out.h"
#include "orthant/truth.h"

static const char doc[] =
    "List the contract functions: name, signature, contract, version and the contract's own name "
    "of it; with WORD those that have it in a name of theirs. A name that begins with v2_ "
    "is of Balancer's version 2, one that ends with _v2 of version 3, whose WeightedPool has a "
    "second version."
    "\vExamples:\n"
    "  orthant contract list --json\n"
    "  orthant contract list quantamm\n";

typedef struct list_options {
    cli_output_options output;
    const char *word;
} list_options;

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    list_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->output;
        return 0;
    case ARGP_KEY_ARG:
        if (options->word != NULL)
            argp_error(state, "one WORD, then '%s'", argument);
        options->word = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* The functions that have the word in a name of theirs, in memory of the caller's; without one all
 * of them. */
static orth_status choose(orth_contract_function **chosen, size_t *count, const char *word,
                          orth_error *error)
{
    size_t all;
    const orth_contract_function *functions = orth_catalogue(&all);
    *count = 0;
    *chosen = malloc(all * sizeof **chosen);
    if (*chosen == NULL)
        return orth_fail_memory(error, (double)(all * sizeof **chosen));
    for (size_t i = 0; i < all; i++)
        if (word == NULL || strcasestr(functions[i].name, word) != NULL ||
            strcasestr(functions[i].contract, word) != NULL ||
            strcasestr(functions[i].version, word) != NULL ||
            strcasestr(functions[i].source, word) != NULL)
            (*chosen)[(*count)++] = functions[i];
    if (*count == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "no function and no contract has '%.60s' in its name; 'orthant contract "
                         "list' has all",
                         word);
    return ORTH_OK;
}

static void write_json(FILE *stream, const orth_contract_function *functions, size_t count)
{
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_open_array(&json, NULL);
    for (size_t i = 0; i < count; i++) {
        orth_json_open_object(&json, NULL);
        orth_json_string(&json, "function", functions[i].name);
        orth_json_string(&json, "signature", functions[i].signature);
        orth_json_string(&json, "contract", functions[i].contract);
        orth_json_string(&json, "version", functions[i].version);
        orth_json_string(&json, "source", functions[i].source);
        orth_json_close_object(&json);
    }
    orth_json_close_array(&json);
    orth_json_end(&json);
}

static void write_csv(FILE *stream, const orth_contract_function *functions, size_t count)
{
    fputs("function,signature,contract,version,source\n", stream);
    for (size_t i = 0; i < count; i++)
        fprintf(stream, "%s,\"%s\",\"%s\",\"%s\",\"%s\"\n", functions[i].name,
                functions[i].signature, functions[i].contract, functions[i].version,
                functions[i].source);
}

static void write_table(FILE *stream, const orth_contract_function *functions, size_t count)
{
    const char *contract = "";
    for (size_t i = 0; i < count; i++) {
        if (strcmp(contract, functions[i].contract) != 0) {
            contract = functions[i].contract;
            fprintf(stream, "%s%s (%s)\n", i == 0 ? "" : "\n", contract, functions[i].version);
        }
        fprintf(stream, "  %s%s\n", functions[i].name, functions[i].signature);
    }
}

static orth_status write_file(const char *file, const orth_contract_function *functions,
                              size_t count, orth_error *error)
{
    static orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    write_json(output.stream, functions, count);
    return orth_output_commit(&output, error);
}

int cli_contract_list(int argc, char **argv)
{
    list_options options = {.word = NULL};
    const struct argp_child children[] = {{&cli_output_argp, 0, NULL, 0}, {0}};
    const struct argp argp = {NULL, parse_option, "[WORD]", doc, children, NULL, NULL};
    size_t count;
    orth_contract_function *functions;
    orth_error error;
    cli_parse(&argp, argc, argv, &options);
    cli_of_command_line(ORTH_BAD_INPUT);
    orth_status status = choose(&functions, &count, options.word, &error);
    if (status == ORTH_OK && options.output.file != NULL)
        status = write_file(options.output.file, functions, count, &error);
    if (status == ORTH_OK && options.output.format == CLI_JSON)
        write_json(stdout, functions, count);
    else if (status == ORTH_OK && options.output.format == CLI_CSV)
        write_csv(stdout, functions, count);
    else if (status == ORTH_OK)
        write_table(stdout, functions, count);
    free(functions);
    return cli_finish_stdout(status == ORTH_OK ? CLI_OK : cli_report_error(&error));
}
