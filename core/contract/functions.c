#include "contract/functions.h"

orth_status orth_validate_length(const orth_contract_value *argument, const char *name,
                                 size_t least, size_t most, orth_error *error)
{
    if (argument->count >= least && argument->count <= most)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT, "%s has %zu elements, must have %zu to %zu", name,
                     argument->count, least, most);
}
