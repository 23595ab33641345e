#include "contract.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file_out.h"
#include "base/text.h"
#include "orthant/truth.h"
#include "orthant/vectors.h"
#include "screen.h"

static const char doc[] =
    "Write test vectors of FUNCTION: sampled arguments, ordinary ones and branch edges, with what "
    "the contract gives. Formats: json (what 'check' reads), csv, foundry (FUNCTION.json and "
    "FUNCTION.t.sol in the folder of -o), abi (abi.encode of one array an argument)."
    "\vExample:\n  orthant contract export log_exp_pow --count 500 --format foundry -o vectors/\n";

typedef struct export_options {
    orth_vector_export export;
    orth_vector_format format;
    const char *function, *output;
} export_options;

enum { KEY_FORMAT = 0x100, KEY_COUNT, KEY_SEED, KEY_DIGITS, KEY_CALM };

static const struct argp_option argp_options[] = {
    {"format", KEY_FORMAT, "json|csv|foundry|abi", 0, "What is written (default json)", 0},
    {"count", KEY_COUNT, "N", 0,
     "Number of cases, 1 to " ORTH_LIMIT_TEXT(ORTH_VECTOR_COUNT_MAX) " (default 1000)", 0},
    {"seed", KEY_SEED, "S", 0, "Seed of the sampling (default 1)", 0},
    {"digits", KEY_DIGITS, "N", 0,
     "Decimals of geometry, 1 to " ORTH_LIMIT_TEXT(ORTH_VECTOR_DIGITS_MAX) " (default 18)", 0},
    {"calm", KEY_CALM, NULL, 0, "Ordinary arguments only, no branch edges", 0},
    {"output", 'o', "FILE", 0, "Write to FILE, or into the folder FILE/", 0},
    {0},
};

static orth_vector_format parse_format(struct argp_state *state, const char *text)
{
    static const char *const names[] = {"json", "csv", "foundry", "abi"};
    for (size_t i = 0; i < 4; i++) {
        if (strcmp(text, names[i]) == 0)
            return (orth_vector_format)i;
    }
    argp_error(state, "--format is json, csv, foundry or abi, not '%s'", text);
    return ORTH_VECTOR_FORMAT_JSON;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    export_options *options = state->input;
    switch (key) {
    case KEY_FORMAT:
        options->format = parse_format(state, argument);
        return 0;
    case KEY_COUNT:
        options->export.count =
            cli_contract_whole(state, "--count", argument, 1, ORTH_VECTOR_COUNT_MAX);
        return 0;
    case KEY_SEED:
        options->export.seed = cli_contract_whole(state, "--seed", argument, 0, UINT64_MAX);
        return 0;
    case KEY_DIGITS:
        options->export.digits =
            (unsigned)cli_contract_whole(state, "--digits", argument, 1, ORTH_VECTOR_DIGITS_MAX);
        return 0;
    case KEY_CALM:
        options->export.calm = true;
        return 0;
    case 'o':
        cli_check_output_name(state, "output", argument);
        options->output = argument;
        return 0;
    case ARGP_KEY_ARG:
        if (options->function != NULL)
            argp_error(state, "one FUNCTION, then '%s'", argument);
        options->function = argument;
        return 0;
    case ARGP_KEY_END:
        if (options->function == NULL)
            argp_error(state, "which FUNCTION? 'orthant contract list' has all");
        if (options->format == ORTH_VECTOR_FORMAT_FOUNDRY && options->output == NULL)
            argp_error(state, "--format foundry writes two files: give a folder with -o");
        return 0;
    case ARGP_KEY_SUCCESS:
        cli_screen_results(false); /* no table: a pipe gets the bytes, of abi as well */
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static bool is_folder(const char *path)
{
    struct stat status;
    size_t n = strlen(path);
    return (n > 0 && path[n - 1] == '/') || (stat(path, &status) == 0 && S_ISDIR(status.st_mode));
}

/* FOLDER/FUNCTION.suffix, the folder made when it is missing; or the path itself. */
static orth_status place_of(char *path, size_t size, const export_options *options,
                            const char *suffix, orth_error *error)
{
    const char *name = options->export.function->name;
    int length;
    if (!is_folder(options->output) && options->format != ORTH_VECTOR_FORMAT_FOUNDRY) {
        length = snprintf(path, size, "%s", options->output);
    } else {
        if (mkdir(options->output, 0777) != 0 && errno != EEXIST)
            return orth_fail(error, ORTH_IO, "%.500s: cannot make the folder: %s", options->output,
                             strerror(errno));
        size_t n = strlen(options->output);
        const char *slash = options->output[n - 1] == '/' ? "" : "/";
        length = snprintf(path, size, "%s%s%s%s", options->output, slash, name, suffix);
    }
    if (length < 0 || (size_t)length >= size)
        return orth_fail(error, ORTH_IO, "%.500s: the path is too long", options->output);
    return ORTH_OK;
}

static orth_status write_file(const export_options *options, const char *suffix, bool solidity,
                              orth_error *error)
{
    static orth_output output;
    char path[ORTH_PATH_MAX], vectors[ORTH_PATH_MAX];
    orth_status status = place_of(path, sizeof path, options, suffix, error);
    if (status == ORTH_OK)
        status = place_of(vectors, sizeof vectors, options, ".json", error);
    if (status == ORTH_OK)
        status = orth_output_open(&output, path, error);
    if (status != ORTH_OK)
        return status;
    status = solidity ? orth_vector_export_solidity(output.stream, &options->export, vectors, error)
                      : orth_vector_export_write(output.stream, &options->export, options->format,
                                                 error);
    if (status != ORTH_OK) {
        orth_output_abandon(&output);
        return status;
    }
    return orth_output_commit(&output, error);
}

int cli_contract_export(int argc, char **argv)
{
    static const char *const suffixes[] = {".json", ".csv", ".json", ".abi"};
    export_options options = {.export = {.count = 1000, .seed = 1, .digits = 18}};
    const struct argp argp = {argp_options, parse_option, "FUNCTION", doc, NULL, NULL, NULL};
    orth_error error;
    cli_parse(&argp, argc, argv, &options);
    options.export.function = orth_catalogue_find(options.function, &error);
    cli_of_command_line(ORTH_BAD_INPUT);
    if (options.export.function == NULL)
        return cli_report_error(&error);
    orth_status status;
    if (options.output == NULL) {
        status = orth_vector_export_write(stdout, &options.export, options.format, &error);
    } else {
        status = write_file(&options, suffixes[options.format], false, &error);
        if (status == ORTH_OK && options.format == ORTH_VECTOR_FORMAT_FOUNDRY)
            status = write_file(&options, ".t.sol", true, &error);
    }
    if (status != ORTH_OK)
        return cli_report_error(&error);
    return cli_finish_stdout(CLI_OK);
}
