/* The table of what can be sampled and measured: one row a function of the catalogue. */
#include "audit/functions.h"

#include <string.h>

#include "audit/sample_parts.h"
#include "orthant/audit.h"
#include "truth/prepare.h"

#define SAMPLER(name, call)                                                                        \
    static void name(orth_sampler *s, orth_contract_arguments *arguments)                          \
    {                                                                                              \
        call;                                                                                      \
    }

SAMPLER(one_amount, orth_sample_amounts(s, arguments, 1))
SAMPLER(two_amounts, orth_sample_amounts(s, arguments, 2))
SAMPLER(three_amounts, orth_sample_amounts(s, arguments, 3))
SAMPLER(one_signed, orth_sample_signed(s, arguments, 1))
SAMPLER(two_signed, orth_sample_signed(s, arguments, 2))
SAMPLER(one_base, orth_sample_bases(s, arguments, 1))
SAMPLER(two_bases, orth_sample_bases(s, arguments, 2))
SAMPLER(exponent_of_exp, orth_sample_add(arguments, orth_sample_signed_range(s, 41, 130)))
SAMPLER(exponent_of_prb_exp, orth_sample_add(arguments, orth_sample_signed_range(s, 42, 133)))
SAMPLER(exponent_of_prb_exp2, orth_sample_add(arguments, orth_sample_signed_range(s, 60, 192)))
SAMPLER(compressed16, orth_sample_compressed(s, arguments, 16))
SAMPLER(compressed31, orth_sample_compressed(s, arguments, 31))
SAMPLER(compressed32, orth_sample_compressed(s, arguments, 32))
SAMPLER(compressed64, orth_sample_compressed(s, arguments, 64))
SAMPLER(average, orth_sample_estimator(s, arguments, 2))
SAMPLER(gradient_state, orth_sample_estimator(s, arguments, 3))
SAMPLER(gradient_factor, orth_sample_estimator(s, arguments, 0))
SAMPLER(variance_state, orth_sample_estimator(s, arguments, 4))

/* Why there is nothing to measure against. */
#define WHOLE_NUMBERS                                                                              \
    "it moves whole numbers about (signs, packing, slots, a schedule), and stands for no real "    \
    "value that they would miss"
#define ONE_SLOT                                                                                   \
    "its result is a slot of several numbers in one word, not a number; what goes into it "        \
    "(v2_compress16, v2_compress31, v2_lbp_weights) is audited one by one"
#define SPECIFIED                                                                                  \
    "it is no contract's: its results are specified as the floor and the ceiling of the real "     \
    "value, and would be measured against themselves"

static const orth_audit_function functions[] = {
    {"fp_mul_down", two_amounts, orth_truth_of_product, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"fp_mul_up", two_amounts, orth_truth_of_product, ORTH_TRUTH_SIDE_UP, NULL},
    {"fp_div_down", two_amounts, orth_truth_of_quotient, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"fp_div_up", two_amounts, orth_truth_of_quotient, ORTH_TRUTH_SIDE_UP, NULL},
    {"fp_mul_div_up", three_amounts, orth_truth_of_product_over, ORTH_TRUTH_SIDE_UP, NULL},
    {"fp_complement", one_amount, orth_truth_of_complement, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"fp_pow_down", orth_sample_power, orth_truth_of_power, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"fp_pow_up", orth_sample_power, orth_truth_of_power, ORTH_TRUTH_SIDE_UP, NULL},
    {"log_exp_pow", orth_sample_power, orth_truth_of_power, ORTH_TRUTH_SIDE_NONE, NULL},
    {"log_exp_exp", exponent_of_exp, orth_truth_of_exp, ORTH_TRUTH_SIDE_NONE, NULL},
    {"log_exp_ln", one_base, orth_truth_of_ln, ORTH_TRUTH_SIDE_NONE, NULL},
    {"log_exp_log", two_bases, orth_truth_of_log, ORTH_TRUTH_SIDE_NONE, NULL},
    {"weighted_out_given_exact_in", orth_sample_out, orth_truth_of_swap_out, ORTH_TRUTH_SIDE_DOWN,
     NULL},
    {"weighted_in_given_exact_out", orth_sample_in, orth_truth_of_swap_in, ORTH_TRUTH_SIDE_UP,
     NULL},
    {"weighted_balance_given_invariant", orth_sample_balance, orth_truth_of_balance,
     ORTH_TRUTH_SIDE_UP, NULL},
    {"weighted_balance_given_invariant_quantamm", orth_sample_balance, orth_truth_of_balance,
     ORTH_TRUTH_SIDE_UP, NULL},
    {"weighted_invariant_down", orth_sample_invariant, orth_truth_of_invariant,
     ORTH_TRUTH_SIDE_DOWN, NULL},
    {"weighted_invariant_up", orth_sample_invariant, orth_truth_of_invariant, ORTH_TRUTH_SIDE_UP,
     NULL},
    {"vault_swap_exact_in", orth_sample_vault_in, orth_truth_of_vault_in, ORTH_TRUTH_SIDE_DOWN,
     NULL},
    {"vault_swap_exact_out", orth_sample_vault_out, orth_truth_of_vault_out, ORTH_TRUTH_SIDE_UP,
     NULL},
    {"pool_join_unbalanced", orth_sample_join_unbalanced, orth_truth_of_join_unbalanced,
     ORTH_TRUTH_SIDE_DOWN, NULL},
    {"pool_exit_proportional", orth_sample_exit_proportional, orth_truth_of_exit_proportional,
     ORTH_TRUTH_SIDE_DOWN, NULL},
    {"pool_exit_single_exact_out", orth_sample_exit_exact_out, orth_truth_of_exit_exact_out,
     ORTH_TRUTH_SIDE_UP, NULL},
    {"pool_join_single_exact_bpt", orth_sample_by_bpt, orth_truth_of_join, ORTH_TRUTH_SIDE_UP,
     NULL},
    {"pool_join_single_exact_bpt_quantamm", orth_sample_by_bpt, orth_truth_of_join,
     ORTH_TRUTH_SIDE_UP, NULL},
    {"pool_exit_single_exact_bpt", orth_sample_by_bpt, orth_truth_of_exit, ORTH_TRUTH_SIDE_DOWN,
     NULL},
    {"pool_exit_single_exact_bpt_quantamm", orth_sample_by_bpt, orth_truth_of_exit,
     ORTH_TRUTH_SIDE_DOWN, NULL},
    {"lbp_weights", orth_sample_lbp, orth_truth_of_lbp, ORTH_TRUTH_SIDE_NONE, NULL},
    {"vault_swap_exact_in_v2", orth_sample_vault_in_v2, orth_truth_of_vault_in,
     ORTH_TRUTH_SIDE_DOWN, NULL},
    {"vault_swap_exact_out_v2", orth_sample_vault_out_v2, orth_truth_of_vault_out,
     ORTH_TRUTH_SIDE_UP, NULL},
    {"pool_join_unbalanced_v2", orth_sample_join_unbalanced_v2, orth_truth_of_join_unbalanced,
     ORTH_TRUTH_SIDE_DOWN, NULL},
    {"pool_join_single_exact_bpt_v2", orth_sample_by_bpt_v2, orth_truth_of_join, ORTH_TRUTH_SIDE_UP,
     NULL},
    {"pool_exit_single_exact_bpt_v2", orth_sample_by_bpt_v2, orth_truth_of_exit,
     ORTH_TRUTH_SIDE_DOWN, NULL},
    {"pool_exit_single_exact_out_v2", orth_sample_exit_exact_out_v2, orth_truth_of_exit_exact_out,
     ORTH_TRUTH_SIDE_UP, NULL},
    {"lbp_v3_weights", orth_sample_lbp_terms, orth_truth_of_lbp_v3_weights, ORTH_TRUTH_SIDE_NONE,
     NULL},
    {"lbp_v4_weights", orth_sample_lbp_terms, orth_truth_of_lbp_v4_weights, ORTH_TRUTH_SIDE_NONE,
     NULL},
    {"lbp_swap_exact_in", orth_sample_lbp_in, orth_truth_of_lbp_in, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"lbp_v3_swap_exact_out", orth_sample_lbp_out, orth_truth_of_lbp_out, ORTH_TRUTH_SIDE_UP, NULL},
    {"lbp_v4_swap_exact_out", orth_sample_lbp_out, orth_truth_of_lbp_out, ORTH_TRUTH_SIDE_UP, NULL},
    {"lbp_invariant_down", orth_sample_lbp_invariant, orth_truth_of_lbp_invariant,
     ORTH_TRUTH_SIDE_DOWN, NULL},
    {"lbp_invariant_up", orth_sample_lbp_invariant, orth_truth_of_lbp_invariant, ORTH_TRUTH_SIDE_UP,
     NULL},
    {"fixed_price_swap_exact_in", orth_sample_fixed_price_in, orth_truth_of_fixed_price_in,
     ORTH_TRUTH_SIDE_DOWN, NULL},
    {"fixed_price_swap_exact_out", orth_sample_fixed_price_out, orth_truth_of_fixed_price_out,
     ORTH_TRUTH_SIDE_UP, NULL},
    {"quantamm_swap_exact_in", orth_sample_quantamm_in, orth_truth_of_vault_in,
     ORTH_TRUTH_SIDE_DOWN, NULL},
    {"quantamm_swap_exact_out", orth_sample_quantamm_out, orth_truth_of_vault_out,
     ORTH_TRUTH_SIDE_UP, NULL},
    {"v2_pow_down", orth_sample_power, orth_truth_of_power, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"v2_pow_up", orth_sample_power, orth_truth_of_power, ORTH_TRUTH_SIDE_UP, NULL},
    {"v2_out_given_exact_in", orth_sample_out, orth_truth_of_swap_out, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"v2_in_given_exact_out", orth_sample_in, orth_truth_of_swap_in, ORTH_TRUTH_SIDE_UP, NULL},
    {"v2_compress16", orth_sample_uncompressed, orth_truth_of_compress16, ORTH_TRUTH_SIDE_UP, NULL},
    {"v2_uncompress16", compressed16, orth_truth_of_uncompress16, ORTH_TRUTH_SIDE_UP, NULL},
    {"v2_compress31", orth_sample_uncompressed, orth_truth_of_compress31, ORTH_TRUTH_SIDE_UP, NULL},
    {"v2_uncompress31", compressed31, orth_truth_of_uncompress31, ORTH_TRUTH_SIDE_UP, NULL},
    {"v2_compress32", orth_sample_uncompressed, orth_truth_of_compress32, ORTH_TRUTH_SIDE_UP, NULL},
    {"v2_uncompress32", compressed32, orth_truth_of_uncompress32, ORTH_TRUTH_SIDE_UP, NULL},
    {"v2_compress64", orth_sample_uncompressed, orth_truth_of_compress64, ORTH_TRUTH_SIDE_UP, NULL},
    {"v2_uncompress64", compressed64, orth_truth_of_uncompress64, ORTH_TRUTH_SIDE_UP, NULL},
    {"v2_lbp_weights", orth_sample_v2_weights, orth_truth_of_v2_lbp, ORTH_TRUTH_SIDE_NONE, NULL},
    {"v2_weight_at", orth_sample_v2_weight_at, orth_truth_of_weight_at, ORTH_TRUTH_SIDE_NONE, NULL},
    {"v2_lbp_state", orth_sample_v2_state, NULL, ORTH_TRUTH_SIDE_NONE, ONE_SLOT},
    {"v2_lbp_update", orth_sample_v2_update, NULL, ORTH_TRUTH_SIDE_NONE, ONE_SLOT},
    {"prb_mul", two_signed, orth_truth_of_product_signed, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_div", two_signed, orth_truth_of_quotient_signed, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_pow", orth_sample_prb_power, orth_truth_of_power_signed, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_exp", exponent_of_prb_exp, orth_truth_of_exp, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_exp2", exponent_of_prb_exp2, orth_truth_of_two_to, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_ln", one_base, orth_truth_of_ln, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_log2", one_base, orth_truth_of_log2, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_sqrt", one_base, orth_truth_of_root, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"quantamm_average", average, orth_truth_of_average, ORTH_TRUTH_SIDE_NONE, NULL},
    {"quantamm_gradient_state", gradient_state, orth_truth_of_gradient, ORTH_TRUTH_SIDE_NONE, NULL},
    {"quantamm_gradient_factor", gradient_factor, orth_truth_of_factor, ORTH_TRUTH_SIDE_NONE, NULL},
    {"quantamm_variance_state", variance_state, orth_truth_of_variance, ORTH_TRUTH_SIDE_NONE, NULL},
    /* Without rounding: signs, bits moved about, one product. */
    {"prb_abs", one_signed, NULL, ORTH_TRUTH_SIDE_NONE, WHOLE_NUMBERS},
    {"quantamm_pack32", orth_sample_pack32, NULL, ORTH_TRUTH_SIDE_NONE, WHOLE_NUMBERS},
    {"quantamm_unpack32", orth_sample_unpack32, NULL, ORTH_TRUTH_SIDE_NONE, WHOLE_NUMBERS},
    {"quantamm_pack128", orth_sample_pack128, NULL, ORTH_TRUTH_SIDE_NONE, WHOLE_NUMBERS},
    {"quantamm_unpack128", orth_sample_unpack128, NULL, ORTH_TRUTH_SIDE_NONE, WHOLE_NUMBERS},
    {"quantamm_pool_slots", orth_sample_slots, NULL, ORTH_TRUTH_SIDE_NONE, WHOLE_NUMBERS},
    {"quantamm_block_weight", orth_sample_block_weight, NULL, ORTH_TRUTH_SIDE_NONE, WHOLE_NUMBERS},
    {"quantamm_weights_at", orth_sample_weights_at, NULL, ORTH_TRUTH_SIDE_NONE, WHOLE_NUMBERS},
    {"quantamm_schedule", orth_sample_schedule, NULL, ORTH_TRUTH_SIDE_NONE, WHOLE_NUMBERS},
    /* Over a run of updates. */
    {"quantamm_guard", orth_sample_guard, orth_truth_of_guard, ORTH_TRUTH_SIDE_NONE, NULL},
    {"quantamm_rule_momentum", orth_sample_momentum, orth_truth_of_momentum, ORTH_TRUTH_SIDE_NONE,
     NULL},
    {"quantamm_rule_anti_momentum", orth_sample_momentum, orth_truth_of_anti_momentum,
     ORTH_TRUTH_SIDE_NONE, NULL},
    {"quantamm_rule_power_channel", orth_sample_power_channel, orth_truth_of_power_channel,
     ORTH_TRUTH_SIDE_NONE, NULL},
    {"quantamm_rule_channel_following", orth_sample_channel_following,
     orth_truth_of_channel_following, ORTH_TRUTH_SIDE_NONE, NULL},
    {"quantamm_rule_difference_momentum", orth_sample_difference_momentum,
     orth_truth_of_difference_momentum, ORTH_TRUTH_SIDE_NONE, NULL},
    {"quantamm_rule_minimum_variance", orth_sample_minimum_variance, orth_truth_of_minimum_variance,
     ORTH_TRUTH_SIDE_NONE, NULL},
    /* Specified by their real value: each result is its floor and its ceiling. */
    {"real_sqrt", orth_sample_real, NULL, ORTH_TRUTH_SIDE_NONE, SPECIFIED},
    {"real_ln", orth_sample_real, NULL, ORTH_TRUTH_SIDE_NONE, SPECIFIED},
    {"real_exp", orth_sample_real_exp, NULL, ORTH_TRUTH_SIDE_NONE, SPECIFIED},
    {"real_lambert_w", orth_sample_real_lambert_w, NULL, ORTH_TRUTH_SIDE_NONE, SPECIFIED},
    {"simplex_kl", orth_sample_points, NULL, ORTH_TRUTH_SIDE_NONE, SPECIFIED},
    {"geodesic_midpoint", orth_sample_points, NULL, ORTH_TRUTH_SIDE_NONE, SPECIFIED},
    {"geodesic_point", orth_sample_points_and_time, NULL, ORTH_TRUTH_SIDE_NONE, SPECIFIED},
    {"optimal_midpoint", orth_sample_points, NULL, ORTH_TRUTH_SIDE_NONE, SPECIFIED},
};

const orth_audit_function *orth_audit_function_find(const orth_contract_function *function)
{
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (strcmp(functions[i].name, function->name) == 0)
            return &functions[i];
    }
    return NULL;
}

orth_status orth_audit_known(const orth_contract_function *function, orth_truth_side *side,
                             orth_error *error)
{
    const orth_audit_function *row = orth_audit_function_find(function);
    if (row == NULL || row->prepare == NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "%s has no exact reference here: %s",
                         function->name, row == NULL ? "it is in no catalogue" : row->missing);
    if (side != NULL)
        *side = row->side;
    return ORTH_OK;
}
