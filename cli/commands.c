#include "cli.h"

#include <stddef.h>

const cli_command cli_commands[] = {
    {"list", "list the path families or the shipped scenarios", cli_list},
    {"optimum", "the best schedule, its loss, and the proof", cli_optimum},
    {"certify", "re-check a trajectory or optimum file, trusting only its weights", cli_certify},
    {NULL, NULL, NULL},
};
