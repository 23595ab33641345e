#include "contract.h"

int cli_contract_export(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return CLI_OK;
}
