/* The samplers of groups of functions: each adds the arguments of one call. */
#ifndef ORTH_AUDIT_SAMPLE_PARTS_H
#define ORTH_AUDIT_SAMPLE_PARTS_H

#include "audit/sample_random.h"
#include "orthant/contract.h"

#define ORTH_SAMPLE_TOKENS 8 /* of a pool, at most */

static inline orth_word orth_sample_units(orth_word word)
{
    return orth_word_mul(word, orth_word_of(ORTH_FP_UNIT));
}

static inline orth_word orth_sample_flip(orth_sampler *s, orth_word word)
{
    return orth_sampler_one_in(s, 2) ? orth_word_negate(word) : word;
}

static inline void orth_sample_add(orth_contract_arguments *arguments, orth_word word)
{
    orth_contract_arguments_add_words(arguments, 0, 1, &word, 0, NULL, NULL);
}

static inline void orth_sample_add_array(orth_contract_arguments *arguments, const orth_word *words,
                                         size_t n)
{
    orth_contract_arguments_add_words(arguments, 1, n, words, 0, NULL, NULL);
}

/* sample_numbers.c */
/* A positive base: ordinary, near one, at a branch's edge or anything. */
orth_word orth_sample_base(orth_sampler *s);
void orth_sample_power(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_amounts(orth_sampler *s, orth_contract_arguments *arguments, size_t count);
void orth_sample_signed(orth_sampler *s, orth_contract_arguments *arguments, size_t count);
void orth_sample_bases(orth_sampler *s, orth_contract_arguments *arguments, size_t count);
/* Signed, uniform between -low and high in units, or at one of them, or a corner. */
orth_word orth_sample_signed_range(orth_sampler *s, uint64_t low, uint64_t high);
void orth_sample_prb_power(orth_sampler *s, orth_contract_arguments *arguments);

/* sample_pools.c */
void orth_sample_out(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_in(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_balance(orth_sampler *s, orth_contract_arguments *arguments);
/* n weights that sum to 1, each at least 1 %. */
void orth_sample_weights(orth_sampler *s, orth_word *weights, size_t n);
void orth_sample_invariant(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_vault_in(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_vault_out(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_join_unbalanced(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_by_bpt(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_exit_exact_out(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_exit_proportional(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_lbp(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_quantamm_in(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_quantamm_out(orth_sampler *s, orth_contract_arguments *arguments);

/* sample_sales.c */
void orth_sample_vault_in_v2(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_vault_out_v2(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_join_unbalanced_v2(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_by_bpt_v2(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_exit_exact_out_v2(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_lbp_terms(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_lbp_in(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_lbp_out(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_lbp_invariant(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_fixed_price_in(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_fixed_price_out(orth_sampler *s, orth_contract_arguments *arguments);

/* sample_v2.c */
/* A weight; and one of so many bits. */
void orth_sample_uncompressed(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_compressed(orth_sampler *s, orth_contract_arguments *arguments, unsigned bits);
void orth_sample_v2_state(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_v2_update(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_v2_weights(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_v2_weight_at(orth_sampler *s, orth_contract_arguments *arguments);

/* sample_quantamm.c */
void orth_sample_weights_at(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_pack32(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_pack128(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_unpack32(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_unpack128(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_slots(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_block_weight(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_schedule(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_guard(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_estimator(orth_sampler *s, orth_contract_arguments *arguments, size_t values);
void orth_sample_momentum(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_power_channel(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_channel_following(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_difference_momentum(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_minimum_variance(orth_sampler *s, orth_contract_arguments *arguments);

/* sample_geometry.c */
void orth_sample_real(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_real_exp(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_real_lambert_w(orth_sampler *s, orth_contract_arguments *arguments);
/* Two points of the simplex of 2 to 8 tokens, one after the other; and a time from 0 to 1. */
void orth_sample_points(orth_sampler *s, orth_contract_arguments *arguments);
void orth_sample_points_and_time(orth_sampler *s, orth_contract_arguments *arguments);

#endif
