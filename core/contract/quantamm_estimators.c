/* The estimators of the update rules. */
#include "contract/quantamm.h"

#define MUL(x, y) orth_fp_prb_mul(evm, x, y)
#define DIV(x, y) orth_fp_prb_div(evm, x, y)
#define ADD(x, y) orth_evm_add_signed(evm, x, y)
#define SUB(x, y) orth_evm_sub_signed(evm, x, y)

static orth_word units(uint64_t n)
{
    return orth_word_of(n * ORTH_FP_UNIT);
}

orth_word orth_quantamm_average(orth_evm *evm, orth_word average, orth_word price, orth_word lambda)
{
    orth_word rest = SUB(units(1), lambda);
    orth_word old_part = MUL(average, lambda);
    orth_word new_part = MUL(price, rest);
    orth_word sum = ADD(old_part, new_part);
    return DIV(sum, units(1));
}

orth_word orth_quantamm_gradient_factor(orth_evm *evm, orth_word lambda)
{
    orth_word rest = SUB(units(1), lambda);
    orth_word cube = orth_prb_pow(evm, rest, units(3));
    return DIV(cube, lambda);
}

orth_word orth_quantamm_gradient_state(orth_evm *evm, orth_word state, orth_word price,
                                       orth_word average, orth_word lambda)
{
    orth_word rest = SUB(units(1), lambda);
    orth_word kept = MUL(lambda, state);
    orth_word distance = SUB(price, average);
    orth_word added = DIV(distance, rest);
    return ADD(kept, added);
}

orth_word orth_quantamm_variance_state(orth_evm *evm, orth_word state, orth_word price,
                                       orth_word old_average, orth_word average, orth_word lambda)
{
    orth_word kept = MUL(lambda, state);
    orth_word from_old = SUB(price, old_average);
    orth_word from_new = SUB(price, average);
    orth_word product = MUL(from_old, from_new);
    product = DIV(product, units(1));
    return ADD(kept, product);
}
