/* LogExpMath.log, which tests neither argument. */
#include "contract/fixed_point.h"
#include "contract/log_exp.h"
#include "contract/log_exp_tables.h"

/* The contract's ln for an argument that it does not test, step by step in wrapping int256: only
 * `log` can come here, with a <= 0. */
static orth_word ln_untested(orth_evm *evm, orth_word a)
{
    orth_word one20 = WORD_1E20, inverse = orth_evm_div(evm, WORD_1E36, orth_word_magnitude(a));
    a = orth_word_mul(orth_word_negate(inverse), orth_word_of(100));
    /* a <= 0 is below every constant: nothing is taken out */
    orth_word above = orth_word_mul(orth_word_sub(a, one20), one20);
    orth_word below = orth_word_add(a, one20);
    if (orth_word_is_zero(below))
        orth_evm_panic(evm, ORTH_PANIC_DIVISION);
    orth_word z = orth_word_div_signed(above, below);
    orth_word square = orth_word_div_signed(orth_word_mul(z, z), one20);
    orth_word power = z, sum = z;
    for (uint64_t n = 3; n <= 11; n += 2) {
        power = orth_word_div_signed(orth_word_mul(power, square), one20);
        sum = orth_word_add(sum, orth_word_div_signed(power, orth_word_of(n)));
    }
    sum = orth_word_div_signed(orth_word_add(sum, sum), orth_word_of(100));
    return orth_word_negate(sum);
}

/* ln in 36 decimals, signed. */
static orth_word ln_36_decimals(orth_evm *evm, orth_word a)
{
    if (orth_word_negative(a) || orth_word_is_zero(a))
        return orth_word_mul(ln_untested(evm, a), orth_word_of(ORTH_FP_UNIT));
    return orth_log_exp_ln36(a);
}

orth_word orth_log_exp_log(orth_evm *evm, orth_word a, orth_word base)
{
    orth_word log_base = ln_36_decimals(evm, base);
    orth_word log_a = ln_36_decimals(evm, a);
    orth_word scaled = orth_word_mul(log_a, orth_word_of(ORTH_FP_UNIT));
    if (orth_word_is_zero(log_base))
        orth_evm_panic(evm, ORTH_PANIC_DIVISION);
    return orth_word_div_signed(scaled, log_base);
}
