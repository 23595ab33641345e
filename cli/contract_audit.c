#include "contract.h"

int cli_contract_audit(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return CLI_OK;
}
