#include "cli.h"

#include <stddef.h>

const cli_command cli_commands[] = {
    {"contract", "emulate contract arithmetic, measure and check it", cli_contract},
    {"list", "list the path families or the shipped scenarios", cli_list},
    {NULL, NULL, NULL},
};
