/* Which real value each function stands for, and on which side of it the contract promises to be.
 */
#include <string.h>

#include "truth/prepare.h"

static const struct {
    const char *name;
    bool (*prepare)(orth_truth *truth, const orth_contract_value *arguments, size_t output);
    orth_truth_side side;
} known[] = {
    {"fp_mul_down", orth_truth_of_product, ORTH_TRUTH_SIDE_DOWN},
    {"fp_mul_up", orth_truth_of_product, ORTH_TRUTH_SIDE_UP},
    {"fp_div_down", orth_truth_of_quotient, ORTH_TRUTH_SIDE_DOWN},
    {"fp_div_up", orth_truth_of_quotient, ORTH_TRUTH_SIDE_UP},
    {"fp_mul_div_up", orth_truth_of_product_over, ORTH_TRUTH_SIDE_UP},
    {"fp_complement", orth_truth_of_complement, ORTH_TRUTH_SIDE_DOWN},
    {"fp_pow_down", orth_truth_of_power, ORTH_TRUTH_SIDE_DOWN},
    {"fp_pow_up", orth_truth_of_power, ORTH_TRUTH_SIDE_UP},
    {"log_exp_pow", orth_truth_of_power, ORTH_TRUTH_SIDE_NONE},
    {"log_exp_exp", orth_truth_of_exp, ORTH_TRUTH_SIDE_NONE},
    {"log_exp_ln", orth_truth_of_ln, ORTH_TRUTH_SIDE_NONE},
    {"log_exp_log", orth_truth_of_log, ORTH_TRUTH_SIDE_NONE},
    {"weighted_out_given_exact_in", orth_truth_of_swap_out, ORTH_TRUTH_SIDE_DOWN},
    {"weighted_in_given_exact_out", orth_truth_of_swap_in, ORTH_TRUTH_SIDE_UP},
    {"weighted_balance_given_invariant", orth_truth_of_balance, ORTH_TRUTH_SIDE_UP},
    {"weighted_balance_given_invariant_quantamm", orth_truth_of_balance, ORTH_TRUTH_SIDE_UP},
    {"weighted_invariant_down", orth_truth_of_invariant, ORTH_TRUTH_SIDE_DOWN},
    {"weighted_invariant_up", orth_truth_of_invariant, ORTH_TRUTH_SIDE_UP},
    {"vault_swap_exact_in", orth_truth_of_vault_in, ORTH_TRUTH_SIDE_DOWN},
    {"vault_swap_exact_out", orth_truth_of_vault_out, ORTH_TRUTH_SIDE_UP},
    {"pool_join_unbalanced", orth_truth_of_join_unbalanced, ORTH_TRUTH_SIDE_DOWN},
    {"pool_exit_proportional", orth_truth_of_exit_proportional, ORTH_TRUTH_SIDE_DOWN},
    {"pool_exit_single_exact_out", orth_truth_of_exit_exact_out, ORTH_TRUTH_SIDE_UP},
    {"pool_join_single_exact_bpt", orth_truth_of_join, ORTH_TRUTH_SIDE_UP},
    {"pool_join_single_exact_bpt_quantamm", orth_truth_of_join, ORTH_TRUTH_SIDE_UP},
    {"pool_exit_single_exact_bpt", orth_truth_of_exit, ORTH_TRUTH_SIDE_DOWN},
    {"pool_exit_single_exact_bpt_quantamm", orth_truth_of_exit, ORTH_TRUTH_SIDE_DOWN},
    {"lbp_weights", orth_truth_of_lbp, ORTH_TRUTH_SIDE_NONE},
    {"prb_mul", orth_truth_of_product_signed, ORTH_TRUTH_SIDE_NONE},
    {"prb_div", orth_truth_of_quotient_signed, ORTH_TRUTH_SIDE_NONE},
    {"prb_pow", orth_truth_of_power_signed, ORTH_TRUTH_SIDE_NONE},
    {"prb_exp", orth_truth_of_exp, ORTH_TRUTH_SIDE_NONE},
    {"prb_exp2", orth_truth_of_two_to, ORTH_TRUTH_SIDE_NONE},
    {"prb_ln", orth_truth_of_ln, ORTH_TRUTH_SIDE_NONE},
    {"prb_log2", orth_truth_of_log2, ORTH_TRUTH_SIDE_NONE},
    {"prb_sqrt", orth_truth_of_root, ORTH_TRUTH_SIDE_DOWN},
    {"quantamm_average", orth_truth_of_average, ORTH_TRUTH_SIDE_NONE},
    {"quantamm_gradient_state", orth_truth_of_gradient, ORTH_TRUTH_SIDE_NONE},
    {"quantamm_gradient_factor", orth_truth_of_factor, ORTH_TRUTH_SIDE_NONE},
    {"quantamm_variance_state", orth_truth_of_variance, ORTH_TRUTH_SIDE_NONE},
};

static int find(const orth_contract_function *function)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].name, function->name) == 0)
            return (int)i;
    }
    return -1;
}

bool orth_truth_known(const orth_contract_function *function, orth_truth_side *side)
{
    int i = find(function);
    if (i >= 0)
        *side = known[i].side;
    return i >= 0;
}

bool orth_truth_prepare(orth_truth *truth, const orth_contract_function *function,
                        const orth_contract_value *arguments, size_t output)
{
    int i = find(function);
    return i >= 0 && known[i].prepare(truth, arguments, output);
}
