/* The guard after a rule. Additions and subtractions are unchecked in the contract: they wrap. */
#include "contract/quantamm.h"

static void clamp(orth_evm *evm, size_t n, orth_word *weights, orth_word rail)
{
    orth_word one = orth_word_of(ORTH_FP_UNIT);
    orth_word others = orth_word_mul(orth_word_of(n - 1), one);
    orth_word most = orth_word_sub(one, orth_fp_prb_mul(evm, others, rail));
    orth_word remainder = one, sum = orth_word_of(0);
    for (size_t i = 0; i < n; i++) {
        if (orth_word_signed_below(weights[i], rail)) {
            weights[i] = rail;
            remainder = orth_word_sub(remainder, rail);
            continue;
        }
        if (orth_word_signed_below(most, weights[i]))
            weights[i] = most;
        sum = orth_word_add(sum, weights[i]);
    }
    if (orth_word_is_zero(sum))
        return;
    orth_word factor = orth_fp_prb_div(evm, remainder, sum);
    for (size_t i = 0; i < n; i++) {
        if (!orth_word_equal(weights[i], rail))
            weights[i] = orth_fp_prb_mul(evm, weights[i], factor);
    }
}

static void limit_speed(orth_evm *evm, size_t n, orth_word *weights, const orth_word *previous,
                        orth_word epsilon)
{
    orth_word most = epsilon;
    for (size_t i = 0; i < n; i++) {
        orth_word change = orth_word_signed_below(weights[i], previous[i])
                               ? orth_word_sub(previous[i], weights[i])
                               : orth_word_sub(weights[i], previous[i]);
        if (orth_word_signed_below(most, change))
            most = change;
    }
    if (!orth_word_signed_below(epsilon, most))
        return;
    orth_word factor = orth_fp_prb_div(evm, epsilon, most);
    for (size_t i = 0; i < n; i++) {
        orth_word change = orth_word_sub(weights[i], previous[i]);
        weights[i] = orth_word_add(previous[i], orth_fp_prb_mul(evm, change, factor));
    }
}

/* An excess comes off the largest weight, a shortage is added to the second largest. */
static void repair_sum(size_t n, orth_word *weights)
{
    orth_word one = orth_word_of(ORTH_FP_UNIT), sum = orth_word_of(0);
    size_t first = 0, second = 0;
    for (size_t i = 0; i < n; i++) {
        sum = orth_word_add(sum, weights[i]);
        if (i == 0)
            continue;
        if (orth_word_signed_below(weights[first], weights[i])) {
            second = first;
            first = i;
        } else if (second == first || orth_word_signed_below(weights[second], weights[i])) {
            second = i;
        }
    }
    size_t at = orth_word_signed_below(one, sum) ? first : second;
    weights[at] = orth_word_add(weights[at], orth_word_sub(one, sum));
}

void orth_quantamm_guard(orth_evm *evm, size_t n, orth_word *weights, const orth_word *previous,
                         orth_word epsilon_max, orth_word guard_rail)
{
    if (n > 1)
        clamp(evm, n, weights, guard_rail);
    limit_speed(evm, n, weights, previous, epsilon_max);
    repair_sum(n, weights);
}
