/* orthant contract SUB-COMMAND ...: which there are, and what they share. */
#include "contract.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "subcommands.h"

const cli_command cli_contract_commands[] = {
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

int cli_contract(int argc, char **argv)
{
    static const char *const examples[] = {
        "orthant contract call fp_pow_up 1.5e18 333333333333333333",
        "orthant contract call prb_exp -- -5e17",
        "orthant contract check my-vectors.json",
        "orthant contract audit weighted_out_given_exact_in --samples 100000 --seed 7",
        "orthant contract export log_exp_pow --count 5000 --format foundry -o vectors/",
        NULL,
    };
    static const cli_family family = {
        "contract", "Contract arithmetic, bit by bit: emulate it, measure it, check it.", examples};
    return cli_run_subcommand(&family, argc, argv);
}
