/* One case called, whichever layout of a file it came from. */
#include "orthant/truth.h"
#include "vectors/vector_case.h"

orth_status orth_vector_set_function(orth_vector_case *check, const char *name)
{
    orth_error reason;
    check->function = orth_catalogue_find(name, &reason);
    if (check->function == NULL)
        return orth_vector_bad(check, "/function", reason.text);
    check->type_count = orth_contract_signature(check->function, check->types, &check->result_type);
    return ORTH_OK;
}

orth_status orth_vector_call(orth_vector_case *check, const char *path)
{
    orth_error reason;
    if (orth_contract_call(&check->result, check->function, check->arguments.values,
                           check->arguments.count, &reason) != ORTH_OK)
        return orth_vector_bad(check, path, reason.text);
    return ORTH_OK;
}

orth_status orth_vector_check_case(orth_vector_case *check, const char *path, const json_t *item)
{
    bool rule = check->function->layout == ORTH_CONTRACT_LAYOUT_RULE;
    if (!json_is_object(item))
        return orth_vector_bad(check, path, "must be an object");
    orth_contract_arguments_clear(&check->arguments);
    orth_status status = rule ? orth_vector_read_rule(check, path, item)
                              : orth_vector_read_inputs(check, path, json_object_get(item, "in"));
    if (status == ORTH_OK)
        status = orth_vector_call(check, path);
    if (status != ORTH_OK)
        return status;
    return rule ? orth_vector_check_rule(check, path, item)
                : orth_vector_check_result(check, path, item);
}
