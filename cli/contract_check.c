#include "contract.h"

#include <inttypes.h>
#include <stdlib.h>

#include "orthant/vectors.h"

static const char doc[] =
    "Run the cases of vector FILEs ('-' is standard input) through the emulator. Every difference "
    "is printed with inputs, expected and got. Exit code 1 on a difference or when there was no "
    "case. A FILE may also hold rows (timestamp, weights) read off a pool beside what it stores, of "
    "which the first that differs is named, or operations recorded on a pool as the test data of "
    "balancer-maths has them."
    "\vExamples:\n"
    "  orthant contract check my-vectors.json\n"
    "  orthant contract check rows-of-my-pool.json 1-22524240-QuantAMM.json\n";

typedef struct check_options {
    bool quiet;
    int count;
    char **files;
} check_options;

static const struct argp_option argp_options[] = {
    {"quiet", 'q', NULL, 0, "Print the totals only", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    check_options *options = state->input;
    switch (key) {
    case 'q':
        options->quiet = true;
        return 0;
    case ARGP_KEY_ARG:
        options->files[options->count++] = argument;
        return 0;
    case ARGP_KEY_END:
        if (options->count == 0)
            argp_error(state, "which FILE?");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void print_mismatch(void *context, const orth_vector_mismatch *mismatch)
{
    const check_options *options = context;
    if (options->quiet)
        return;
    printf("%s: %s: %s does not match\n  in       %s\n  expected %s\n  got      %s\n",
           mismatch->file, mismatch->place, mismatch->function, mismatch->inputs,
           mismatch->expected, mismatch->got);
}

int cli_contract_check(int argc, char **argv)
{
    check_options options = {.files = calloc((size_t)argc, sizeof(char *))};
    const struct argp argp = {argp_options, parse_option, "FILE...", doc, NULL, NULL, NULL};
    orth_vector_tally tally = {.passed = 0};
    int code = CLI_OK;
    if (options.files == NULL) {
        fputs("orthant: out of memory\n", stderr);
        return CLI_RESOURCE;
    }
    cli_parse(&argp, argc, argv, &options);
    for (int i = 0; i < options.count; i++) {
        orth_error error;
        if (orth_vector_check(options.files[i], &tally, print_mismatch, &options, &error) !=
            ORTH_OK) {
            int bad = cli_report_error(&error);
            if (code != CLI_BAD_INPUT) /* a wrong file wins over all else */
                code = bad;
        }
        if (tally.assumed[0] != '\0')
            cli_note("%s: %s", options.files[i], tally.assumed);
    }
    free(options.files);
    printf("%" PRIu64 " passed, %" PRIu64 " failed\n", tally.passed, tally.failed);
    if (code == CLI_OK && (tally.failed > 0 || tally.passed == 0))
        code = CLI_CHECK_FAILED;
    return cli_finish_stdout(code);
}
