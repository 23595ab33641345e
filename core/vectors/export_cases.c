#include "vectors/export_cases.h"

#include "audit/sample.h"
#include "base/stop.h"
#include "contract/word.h"

static orth_word power_of_ten(unsigned n)
{
    orth_word word = {{1, 0, 0, 0}};
    while (n-- > 0)
        word = orth_word_mul(word, orth_word_of(10));
    return word;
}

/* Geometry is sampled in 18 decimals: rescales to `digits`, the last of each array taking up what
 * the cut leaves of the sum. */
static void rescale(orth_contract_arguments *arguments, unsigned digits)
{
    orth_word ten = power_of_ten(digits > 18 ? digits - 18 : 18 - digits);
    orth_word *words = arguments->words;
    for (size_t v = 0; v < arguments->count; v++) {
        orth_word rest = power_of_ten(digits);
        size_t n = arguments->values[v].count;
        for (size_t i = 0; i < n; i++, words++) {
            *words = digits > 18 ? orth_word_mul(*words, ten) : orth_word_div_signed(*words, ten);
            if (arguments->values[v].dimensions == 1 && i + 1 == n)
                *words = rest;
            rest = orth_word_sub(rest, *words);
        }
    }
}

orth_status orth_export_draw(orth_export_case *out, const orth_vector_export *what, uint64_t index,
                             orth_error *error)
{
    orth_status status = orth_go_on(error);
    if (status != ORTH_OK)
        return status;
    orth_sample(&out->arguments, what->function, what->seed, index, what->calm);
    if (what->function->layout == ORTH_CONTRACT_LAYOUT_BOUNDS && what->digits != 18)
        rescale(&out->arguments, what->digits);
    out->result.digits = what->digits;
    return orth_contract_call(&out->result, what->function, out->arguments.values,
                              out->arguments.count, error);
}

orth_status orth_export_check(const orth_vector_export *what, orth_error *error)
{
    if (!orth_sample_known(what->function))
        return orth_fail(error, ORTH_BAD_INPUT, "%s is in no catalogue: it has no samples",
                         what->function->name);
    if (what->count < 1 || what->count > ORTH_VECTOR_COUNT_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "%llu cases: permitted are 1 to %d",
                         (unsigned long long)what->count, ORTH_VECTOR_COUNT_MAX);
    if (what->digits < 1 || what->digits > ORTH_VECTOR_DIGITS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "%u digits: permitted are 1 to %d", what->digits,
                         ORTH_VECTOR_DIGITS_MAX);
    return ORTH_OK;
}
