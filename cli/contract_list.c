#include "contract.h"

#include <string.h>

#include "base/json_out.h"
#include "orthant/truth.h"

static const char doc[] =
    "List the contract functions: name, signature, contract, version and the contract's own name "
    "of it."
    "\vExample: orthant contract list --json";

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    (void)argument;
    if (key == ARGP_KEY_INIT) {
        state->child_inputs[0] = state->input;
        return 0;
    }
    return ARGP_ERR_UNKNOWN;
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

int cli_contract_list(int argc, char **argv)
{
    cli_output_options options = {CLI_TABLE, NULL};
    const struct argp_child children[] = {{&cli_output_argp, 0, NULL, 0}, {0}};
    const struct argp argp = {NULL, parse_option, "", doc, children, NULL, NULL};
    size_t count;
    const orth_contract_function *functions = orth_catalogue(&count);
    cli_parse(&argp, argc, argv, &options);
    if (options.format == CLI_JSON)
        write_json(stdout, functions, count);
    else if (options.format == CLI_CSV)
        write_csv(stdout, functions, count);
    else
        write_table(stdout, functions, count);
    return cli_finish_stdout(CLI_OK);
}
