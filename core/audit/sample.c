#include "audit/sample.h"

#include "audit/functions.h"
#include "base/check.h"
#include "orthant/audit.h"

bool orth_sample_known(const orth_contract_function *function)
{
    return orth_audit_function_find(function) != NULL;
}

void orth_sample(orth_contract_arguments *arguments, const orth_contract_function *function,
                 uint64_t seed, uint64_t index, bool calm)
{
    orth_sampler s = {seed, calm};
    const orth_audit_function *row = orth_audit_function_find(function);
    ORTH_CHECK(row != NULL);
    s.state = orth_sampler_next(&s) ^ (index * 0xd1342543de82ef95u);
    orth_sampler_next(&s);
    orth_contract_arguments_clear(arguments);
    row->sample(&s, arguments);
}

orth_status orth_audit_sample(orth_contract_arguments *arguments,
                              const orth_contract_function *function, uint64_t seed, uint64_t index,
                              bool calm, orth_error *error)
{
    if (!orth_sample_known(function))
        return orth_fail(error, ORTH_BAD_INPUT, "%s is in no catalogue: it has no samples",
                         function->name);
    orth_sample(arguments, function, seed, index, calm);
    return ORTH_OK;
}
