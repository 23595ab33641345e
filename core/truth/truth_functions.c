/* Which real value each function stands for, and on which side of it the contract promises to be;
 * or why there is none here. A test wants a row for each function of the catalogue. */
#include <string.h>

#include "truth/prepare.h"

#define NO_REFERENCE                                                                               \
    "either it moves integers about (packing, slots, schedule), or it is a guard or a rule, "      \
    "whose weights are sums of many products and powers carried over a run, while a reference "    \
    "is one product of powers; their steps (quantamm_average, _gradient_state, "                   \
    "_gradient_factor, _variance_state, prb_*) are audited one by one"

static const orth_truth_entry entries[] = {
    {"fp_mul_down", orth_truth_of_product, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"fp_mul_up", orth_truth_of_product, ORTH_TRUTH_SIDE_UP, NULL},
    {"fp_div_down", orth_truth_of_quotient, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"fp_div_up", orth_truth_of_quotient, ORTH_TRUTH_SIDE_UP, NULL},
    {"fp_mul_div_up", orth_truth_of_product_over, ORTH_TRUTH_SIDE_UP, NULL},
    {"fp_complement", orth_truth_of_complement, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"fp_pow_down", orth_truth_of_power, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"fp_pow_up", orth_truth_of_power, ORTH_TRUTH_SIDE_UP, NULL},
    {"log_exp_pow", orth_truth_of_power, ORTH_TRUTH_SIDE_NONE, NULL},
    {"log_exp_exp", orth_truth_of_exp, ORTH_TRUTH_SIDE_NONE, NULL},
    {"log_exp_ln", orth_truth_of_ln, ORTH_TRUTH_SIDE_NONE, NULL},
    {"log_exp_log", orth_truth_of_log, ORTH_TRUTH_SIDE_NONE, NULL},
    {"weighted_out_given_exact_in", orth_truth_of_swap_out, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"weighted_in_given_exact_out", orth_truth_of_swap_in, ORTH_TRUTH_SIDE_UP, NULL},
    {"weighted_balance_given_invariant", orth_truth_of_balance, ORTH_TRUTH_SIDE_UP, NULL},
    {"weighted_balance_given_invariant_quantamm", orth_truth_of_balance, ORTH_TRUTH_SIDE_UP, NULL},
    {"weighted_invariant_down", orth_truth_of_invariant, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"weighted_invariant_up", orth_truth_of_invariant, ORTH_TRUTH_SIDE_UP, NULL},
    {"vault_swap_exact_in", orth_truth_of_vault_in, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"vault_swap_exact_out", orth_truth_of_vault_out, ORTH_TRUTH_SIDE_UP, NULL},
    {"pool_join_unbalanced", orth_truth_of_join_unbalanced, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"pool_exit_proportional", orth_truth_of_exit_proportional, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"pool_exit_single_exact_out", orth_truth_of_exit_exact_out, ORTH_TRUTH_SIDE_UP, NULL},
    {"pool_join_single_exact_bpt", orth_truth_of_join, ORTH_TRUTH_SIDE_UP, NULL},
    {"pool_join_single_exact_bpt_quantamm", orth_truth_of_join, ORTH_TRUTH_SIDE_UP, NULL},
    {"pool_exit_single_exact_bpt", orth_truth_of_exit, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"pool_exit_single_exact_bpt_quantamm", orth_truth_of_exit, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"lbp_weights", orth_truth_of_lbp, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_mul", orth_truth_of_product_signed, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_div", orth_truth_of_quotient_signed, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_pow", orth_truth_of_power_signed, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_exp", orth_truth_of_exp, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_exp2", orth_truth_of_two_to, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_ln", orth_truth_of_ln, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_log2", orth_truth_of_log2, ORTH_TRUTH_SIDE_NONE, NULL},
    {"prb_sqrt", orth_truth_of_root, ORTH_TRUTH_SIDE_DOWN, NULL},
    {"quantamm_average", orth_truth_of_average, ORTH_TRUTH_SIDE_NONE, NULL},
    {"quantamm_gradient_state", orth_truth_of_gradient, ORTH_TRUTH_SIDE_NONE, NULL},
    {"quantamm_gradient_factor", orth_truth_of_factor, ORTH_TRUTH_SIDE_NONE, NULL},
    {"quantamm_variance_state", orth_truth_of_variance, ORTH_TRUTH_SIDE_NONE, NULL},

    /* Without rounding: signs, bits moved about, one product. */
    {"prb_abs", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_pack32", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_unpack32", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_pack128", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_unpack128", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_pool_slots", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_block_weight", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_schedule", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    /* Sums of products and powers, over a run. */
    {"quantamm_guard", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_rule_momentum", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_rule_anti_momentum", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_rule_power_channel", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_rule_channel_following", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_rule_difference_momentum", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"quantamm_rule_minimum_variance", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    /* Specified by their real value: each result is its floor and its ceiling. */
    {"real_sqrt", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"real_ln", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"real_exp", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"real_lambert_w", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"simplex_kl", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"geodesic_midpoint", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"geodesic_point", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
    {"optimal_midpoint", NULL, ORTH_TRUTH_SIDE_NONE, NO_REFERENCE},
};

const orth_truth_entry *orth_truth_find(const orth_contract_function *function)
{
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        if (strcmp(entries[i].name, function->name) == 0)
            return &entries[i];
    }
    return NULL;
}

orth_status orth_truth_known(const orth_contract_function *function, orth_truth_side *side,
                             orth_error *error)
{
    const orth_truth_entry *entry = orth_truth_find(function);
    if (entry == NULL || entry->prepare == NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "%s has no exact reference here: %s",
                         function->name, entry == NULL ? "it is in no catalogue" : entry->missing);
    if (side != NULL)
        *side = entry->side;
    return ORTH_OK;
}
