/* orthant contract SUB-COMMAND ...: finds the sub-command and hands the rest to it. */
#include "contract.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const cli_command subcommands[] = {
    {"list", "the functions: name, signature, contract and version", cli_contract_list},
    {"call", "what one call gives, to the last wei, or its revert", cli_contract_call},
    {"check", "compare vector files with the emulator", cli_contract_check},
    {"audit", "measure a function against the exact mathematics", cli_contract_audit},
    {"export", "write test vectors: JSON, CSV, Foundry, ABI", cli_contract_export},
    {NULL, NULL, NULL},
};

uint64_t cli_contract_whole(struct argp_state *state, const char *option, const char *text,
                            uint64_t least, uint64_t most)
{
    char *end;
    errno = 0;
    uint64_t value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || value < least ||
        value > most)
        argp_error(state, "%s takes a whole number from %" PRIu64 " to %" PRIu64 ", not '%s'",
                   option, least, most, text);
    return value;
}

static void print_help(FILE *stream)
{
    fputs("Usage: orthant contract SUB-COMMAND [OPTION...] [ARGUMENT...]\n"
          "Contract arithmetic, bit by bit: emulate it, measure it, check it.\n\n",
          stream);
    for (const cli_command *command = subcommands; command->name != NULL; command++)
        fprintf(stream, "  %-8s %s\n", command->name, command->summary);
    fputs("\n  -?, --help     Give this help list; 'orthant contract SUB-COMMAND --help'\n"
          "  -V, --version  Print program version\n"
          "\nExamples:\n"
          "  orthant contract call fp_pow_up 1.5e18 333333333333333333\n"
          "  orthant contract call prb_exp -- -5e17\n"
          "  orthant contract check my-vectors.json\n"
          "  orthant contract audit weighted_out_given_exact_in --samples 100000 --seed 7\n"
          "  orthant contract export log_exp_pow --count 5000 --format foundry -o vectors/\n",
          stream);
}

int cli_contract(int argc, char **argv)
{
    static char name[64];
    const char *word = argc > 1 ? argv[1] : NULL;
    if (word == NULL) {
        print_help(stderr);
        return CLI_USAGE;
    }
    if (cli_is_help(word) && argc > 2) { /* help SUB-COMMAND */
        static char help[] = "--help";
        argv[1] = argv[2];
        argv[2] = help;
        word = argv[1];
        argc = 3;
    }
    if (cli_is_help(word)) {
        print_help(stdout);
        return cli_finish_stdout(CLI_OK);
    }
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        argp_program_version_hook(stdout, NULL);
        return cli_finish_stdout(CLI_OK);
    }
    for (const cli_command *command = subcommands; command->name != NULL; command++) {
        if (strcmp(word, command->name) == 0) {
            snprintf(name, sizeof name, "orthant contract %s", command->name);
            argv[1] = name;
            return command->run(argc - 1, argv + 1);
        }
    }
    fprintf(stderr, "orthant: no sub-command '%.64s'; 'orthant contract --help' lists them\n",
            word);
    return CLI_USAGE;
}
