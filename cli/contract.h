/* The sub-commands of `orthant contract`. argv[0] is "orthant contract <name>". */
#ifndef CLI_CONTRACT_H
#define CLI_CONTRACT_H

#include "cli.h"

int cli_contract_list(int argc, char **argv);
int cli_contract_call(int argc, char **argv);
int cli_contract_check(int argc, char **argv);
int cli_contract_audit(int argc, char **argv);
int cli_contract_export(int argc, char **argv);

/* The whole number that an option must be, from `least` to `most`; else a usage error. */
uint64_t cli_contract_whole(struct argp_state *state, const char *option, const char *text,
                            uint64_t least, uint64_t most);

#endif
