#include "report/audit_names.h"

#include <string.h>

#include "audit/sample.h"
#include "vectors/case_json.h"

const char *orth_audit_revert_name(char *text, size_t size, uint32_t selector)
{
    orth_evm evm = {true, 100, {0}};
    for (int i = 0; i < 4; i++)
        evm.payload[i] = (uint8_t)(selector >> (24 - 8 * i));
    orth_evm_describe(text, size, &evm);
    text[strcspn(text, "(")] = '\0';
    return text;
}

const char *orth_audit_side_name(orth_truth_side side)
{
    return side == ORTH_TRUTH_SIDE_DOWN ? "down" : side == ORTH_TRUTH_SIDE_UP ? "up" : "none";
}

void orth_audit_write_inputs(const orth_audit *audit, uint64_t index, FILE *stream)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    orth_contract_arguments own, *arguments = &own;
    orth_json_out json;
    orth_sample_of(arguments, audit, index);
    orth_contract_signature(audit->function, types, NULL);
    orth_json_begin_compact(&json, stream);
    orth_json_open_array(&json, NULL);
    for (size_t i = 0; i < arguments->count; i++)
        orth_json_value(&json, NULL, &arguments->values[i], types[i].is_signed);
    orth_json_close_array(&json);
}

void orth_audit_write_range(const orth_audit *audit, const orth_audit_range *range, FILE *stream)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    char low[ORTH_WORD_TEXT_MAX], high[ORTH_WORD_TEXT_MAX];
    orth_contract_signature(audit->function, types, NULL);
    fprintf(stream, "%s=%swei..%swei", types[range->argument].name,
            orth_word_text(low, range->low, range->is_signed),
            orth_word_text(high, range->high, range->is_signed));
}
