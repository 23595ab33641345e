#include "cli.h"

int cli_list(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return CLI_OK;
}
