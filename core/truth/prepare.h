/* Setting up the real value of each function, one file a subject. */
#ifndef ORTH_TRUTH_PREPARE_H
#define ORTH_TRUTH_PREPARE_H

#include "truth/truth.h"

#define UNIT 1000000000000000000ul

/* Argument i's word k as an integer. */
static inline void orth_truth_argument(mpz_t out, const orth_contract_value *arguments, size_t i,
                                       size_t k, bool is_signed)
{
    orth_truth_integer(out, arguments[i].words[k], is_signed);
}

static inline void orth_truth_ratio(orth_ratio *ratio, unsigned long num, unsigned long den)
{
    mpz_set_ui(ratio->num, num);
    mpz_set_ui(ratio->den, den);
}

/* out = num / den of two arguments (or an argument over 1e18 when den is a unit). */
static inline void orth_truth_over_unit(orth_ratio *out, const orth_contract_value *arguments,
                                        size_t i, size_t k, bool is_signed)
{
    orth_truth_argument(out->num, arguments, i, k, is_signed);
    mpz_set_ui(out->den, UNIT);
}

/* Sets up the value of result word `output`; false where the mathematics is not defined. */
#define ORTH_TRUTH_PREPARE(name)                                                                   \
    bool orth_truth_of_##name(orth_truth *truth, const orth_contract_value *arguments,             \
                              size_t output)

ORTH_TRUTH_PREPARE(product);
ORTH_TRUTH_PREPARE(product_signed);
ORTH_TRUTH_PREPARE(quotient);
ORTH_TRUTH_PREPARE(quotient_signed);
ORTH_TRUTH_PREPARE(product_over);
ORTH_TRUTH_PREPARE(complement);
ORTH_TRUTH_PREPARE(power);
ORTH_TRUTH_PREPARE(power_signed);
ORTH_TRUTH_PREPARE(two_to);
ORTH_TRUTH_PREPARE(root);
ORTH_TRUTH_PREPARE(exp);
ORTH_TRUTH_PREPARE(ln);
ORTH_TRUTH_PREPARE(log2);
ORTH_TRUTH_PREPARE(log);
ORTH_TRUTH_PREPARE(swap_out);
ORTH_TRUTH_PREPARE(swap_in);
ORTH_TRUTH_PREPARE(balance);
ORTH_TRUTH_PREPARE(invariant);
ORTH_TRUTH_PREPARE(vault_in);
ORTH_TRUTH_PREPARE(vault_out);
ORTH_TRUTH_PREPARE(join);
ORTH_TRUTH_PREPARE(exit);
ORTH_TRUTH_PREPARE(join_unbalanced);
ORTH_TRUTH_PREPARE(exit_proportional);
ORTH_TRUTH_PREPARE(exit_exact_out);
ORTH_TRUTH_PREPARE(lbp);
ORTH_TRUTH_PREPARE(lbp_v3_weights);
ORTH_TRUTH_PREPARE(lbp_v4_weights);
ORTH_TRUTH_PREPARE(lbp_in);
ORTH_TRUTH_PREPARE(lbp_out);
ORTH_TRUTH_PREPARE(lbp_invariant);
ORTH_TRUTH_PREPARE(fixed_price_in);
ORTH_TRUTH_PREPARE(fixed_price_out);
ORTH_TRUTH_PREPARE(average);
ORTH_TRUTH_PREPARE(gradient);
ORTH_TRUTH_PREPARE(factor);
ORTH_TRUTH_PREPARE(variance);
ORTH_TRUTH_PREPARE(compress16);
ORTH_TRUTH_PREPARE(uncompress16);
ORTH_TRUTH_PREPARE(compress31);
ORTH_TRUTH_PREPARE(uncompress31);
ORTH_TRUTH_PREPARE(compress32);
ORTH_TRUTH_PREPARE(uncompress32);
ORTH_TRUTH_PREPARE(compress64);
ORTH_TRUTH_PREPARE(uncompress64);
ORTH_TRUTH_PREPARE(weight_at);
ORTH_TRUTH_PREPARE(v2_lbp);
ORTH_TRUTH_PREPARE(guard);
ORTH_TRUTH_PREPARE(momentum);
ORTH_TRUTH_PREPARE(anti_momentum);
ORTH_TRUTH_PREPARE(power_channel);
ORTH_TRUTH_PREPARE(channel_following);
ORTH_TRUTH_PREPARE(difference_momentum);
ORTH_TRUTH_PREPARE(minimum_variance);

/* A plain rational, set in a. */
bool orth_truth_rational(orth_truth *truth);
/* Swaps of the amount `given`, with base[1], exponent[1] and b as the functions say. */
bool orth_truth_out_given_in(orth_truth *truth, const orth_ratio *given);
bool orth_truth_in_given_out(orth_truth *truth, const orth_ratio *given);

#endif
