/* The sub-commands of `orthant contract`. argv[0] is "orthant contract <name>". */
#ifndef CLI_CONTRACT_H
#define CLI_CONTRACT_H

#include "cli.h"

int cli_contract_list(int argc, char **argv);
int cli_contract_call(int argc, char **argv);
int cli_contract_check(int argc, char **argv);
int cli_contract_audit(int argc, char **argv);
int cli_contract_export(int argc, char **argv);

#endif
