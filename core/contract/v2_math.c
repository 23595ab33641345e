/* The powers and the swaps of V2. */
#include "contract/v2_math.h"

#include "contract/log_exp.h"
#include "contract/v2.h"

#define MARGIN 10000 /* the power's promised relative error, 1e-14, in 18 decimals */
#define SWAP_LIMIT UINT64_C(300000000000000000)

/* LogExpMath.pow, which has not changed since but for its errors. */
static orth_word raw_power(orth_evm *evm, orth_word x, orth_word y)
{
    static const struct {
        uint32_t selector;
        const char *text;
    } errors[] = {{ORTH_BASE_OUT_OF_BOUNDS, "BAL#006"},
                  {ORTH_EXPONENT_OUT_OF_BOUNDS, "BAL#007"},
                  {ORTH_PRODUCT_OUT_OF_BOUNDS, "BAL#008"}};
    orth_evm later = {false, 0, {0}};
    orth_word power = orth_log_exp_pow(&later, x, y);
    for (size_t i = 0; later.reverted && i < sizeof errors / sizeof errors[0]; i++) {
        uint32_t selector = (uint32_t)later.payload[0] << 24 | (uint32_t)later.payload[1] << 16 |
                            (uint32_t)later.payload[2] << 8 | later.payload[3];
        if (selector == errors[i].selector)
            orth_evm_error(evm, errors[i].text);
    }
    return power;
}

static orth_word margin(orth_evm *evm, orth_word raw)
{
    return orth_v2_add(evm, orth_v2_mul_up(evm, raw, orth_word_of(MARGIN)), orth_word_of(1));
}

orth_word orth_v2_pow_down(orth_evm *evm, orth_word x, orth_word y)
{
    orth_word raw = raw_power(evm, x, y);
    orth_word error = margin(evm, raw);
    return orth_word_below(raw, error) ? orth_word_of(0) : orth_word_sub(raw, error);
}

orth_word orth_v2_pow_up(orth_evm *evm, orth_word x, orth_word y)
{
    orth_word raw = raw_power(evm, x, y);
    orth_word error = margin(evm, raw);
    return orth_v2_add(evm, raw, error);
}

orth_word orth_v2_out_given_exact_in(orth_evm *evm, orth_word balance_in, orth_word weight_in,
                                     orth_word balance_out, orth_word weight_out,
                                     orth_word amount_in)
{
    orth_word most = orth_v2_mul_down(evm, balance_in, orth_word_of(SWAP_LIMIT));
    if (orth_word_below(most, amount_in))
        orth_evm_error(evm, "BAL#304");
    orth_word after = orth_v2_add(evm, balance_in, amount_in);
    orth_word base = orth_v2_div_up(evm, balance_in, after);
    orth_word exponent = orth_v2_div_down(evm, weight_in, weight_out);
    orth_word power = orth_v2_pow_up(evm, base, exponent);
    return orth_v2_mul_down(evm, balance_out, orth_fp_complement(power));
}

orth_word orth_v2_in_given_exact_out(orth_evm *evm, orth_word balance_in, orth_word weight_in,
                                     orth_word balance_out, orth_word weight_out,
                                     orth_word amount_out)
{
    orth_word most = orth_v2_mul_down(evm, balance_out, orth_word_of(SWAP_LIMIT));
    if (orth_word_below(most, amount_out))
        orth_evm_error(evm, "BAL#305");
    orth_word after = orth_v2_sub(evm, balance_out, amount_out);
    orth_word base = orth_v2_div_up(evm, balance_out, after);
    orth_word exponent = orth_v2_div_up(evm, weight_out, weight_in);
    orth_word power = orth_v2_pow_up(evm, base, exponent);
    orth_word ratio = orth_v2_sub(evm, power, orth_word_of(ORTH_FP_UNIT));
    return orth_v2_mul_up(evm, balance_in, ratio);
}
