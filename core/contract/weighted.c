#include "contract/weighted.h"

#include "contract/log_exp.h"

#define MARGIN 10000 /* the power's promised relative error, 1e-14, in 18 decimals */
#define SWAP_LIMIT UINT64_C(300000000000000000)

static bool is_units(orth_word y, uint64_t units)
{
    return orth_word_equal(y, orth_word_of(units * ORTH_FP_UNIT));
}

/* The margin for a raw power: mulUp(raw, 1e-14) + 1. */
static orth_word margin(orth_evm *evm, orth_word raw)
{
    return orth_evm_add(evm, orth_fp_mul_up(evm, raw, orth_word_of(MARGIN)), orth_word_of(1));
}

orth_word orth_fp_pow_down(orth_evm *evm, orth_word x, orth_word y)
{
    if (is_units(y, 1))
        return x;
    if (is_units(y, 2))
        return orth_fp_mul_down(evm, x, x);
    if (is_units(y, 4)) {
        orth_word square = orth_fp_mul_down(evm, x, x);
        return orth_fp_mul_down(evm, square, square);
    }
    orth_word raw = orth_log_exp_pow(evm, x, y);
    orth_word error = margin(evm, raw);
    return orth_word_below(raw, error) ? orth_word_of(0) : orth_word_sub(raw, error);
}

orth_word orth_fp_pow_up(orth_evm *evm, orth_word x, orth_word y)
{
    if (is_units(y, 1))
        return x;
    if (is_units(y, 2))
        return orth_fp_mul_up(evm, x, x);
    if (is_units(y, 4)) {
        orth_word square = orth_fp_mul_up(evm, x, x);
        return orth_fp_mul_up(evm, square, square);
    }
    orth_word raw = orth_log_exp_pow(evm, x, y);
    orth_word error = margin(evm, raw);
    return orth_evm_add(evm, raw, error);
}

orth_word orth_weighted_out_given_exact_in(orth_evm *evm, orth_word balance_in, orth_word weight_in,
                                           orth_word balance_out, orth_word weight_out,
                                           orth_word amount_in)
{
    orth_word most = orth_fp_mul_down(evm, balance_in, orth_word_of(SWAP_LIMIT));
    if (orth_word_below(most, amount_in))
        orth_evm_revert(evm, ORTH_MAX_IN_RATIO);
    orth_word after = orth_evm_add(evm, balance_in, amount_in);
    orth_word base = orth_fp_div_up(evm, balance_in, after);
    orth_word exponent = orth_fp_div_down(evm, weight_in, weight_out);
    orth_word power = orth_fp_pow_up(evm, base, exponent);
    return orth_fp_mul_down(evm, balance_out, orth_fp_complement(power));
}

orth_word orth_weighted_in_given_exact_out(orth_evm *evm, orth_word balance_in, orth_word weight_in,
                                           orth_word balance_out, orth_word weight_out,
                                           orth_word amount_out)
{
    orth_word most = orth_fp_mul_down(evm, balance_out, orth_word_of(SWAP_LIMIT));
    if (orth_word_below(most, amount_out))
        orth_evm_revert(evm, ORTH_MAX_OUT_RATIO);
    orth_word after = orth_evm_sub(evm, balance_out, amount_out);
    orth_word base = orth_fp_div_up(evm, balance_out, after);
    orth_word exponent = orth_fp_div_up(evm, weight_out, weight_in);
    orth_word power = orth_fp_pow_up(evm, base, exponent);
    orth_word ratio = orth_evm_sub(evm, power, orth_word_of(ORTH_FP_UNIT));
    return orth_fp_mul_up(evm, balance_in, ratio);
}

orth_word orth_weighted_balance_given_invariant(orth_evm *evm, orth_weighted_variant variant,
                                                orth_word balance, orth_word weight,
                                                orth_word ratio)
{
    orth_word one = orth_word_of(ORTH_FP_UNIT);
    orth_word threshold = variant == ORTH_WEIGHTED_VARIANT_BALANCER ? one : orth_word_of(1);
    orth_word exponent = orth_word_below(threshold, ratio) ? orth_fp_div_up(evm, one, weight)
                                                           : orth_fp_div_down(evm, one, weight);
    orth_word power = orth_fp_pow_up(evm, ratio, exponent);
    return orth_fp_mul_up(evm, balance, power);
}

typedef orth_word power_function(orth_evm *evm, orth_word x, orth_word y);
typedef orth_word product_function(orth_evm *evm, orth_word a, orth_word b);

static orth_word invariant(orth_evm *evm, size_t weight_count, const orth_word *weights,
                           size_t balance_count, const orth_word *balances, power_function *power,
                           product_function *product)
{
    orth_word value = orth_word_of(ORTH_FP_UNIT);
    for (size_t i = 0; i < weight_count && !evm->reverted; i++) {
        if (i >= balance_count) {
            orth_evm_panic(evm, ORTH_PANIC_INDEX);
            return value;
        }
        orth_word factor = power(evm, balances[i], weights[i]);
        value = product(evm, value, factor);
    }
    if (orth_word_is_zero(value))
        orth_evm_revert(evm, ORTH_ZERO_INVARIANT);
    return value;
}

orth_word orth_weighted_invariant_down(orth_evm *evm, size_t weight_count, const orth_word *weights,
                                       size_t balance_count, const orth_word *balances)
{
    return invariant(evm, weight_count, weights, balance_count, balances, orth_fp_pow_down,
                     orth_fp_mul_down);
}

orth_word orth_weighted_invariant_up(orth_evm *evm, size_t weight_count, const orth_word *weights,
                                     size_t balance_count, const orth_word *balances)
{
    return invariant(evm, weight_count, weights, balance_count, balances, orth_fp_pow_up,
                     orth_fp_mul_up);
}
