#include "audit/sample.h"

#include <string.h>

#include "audit/sample_parts.h"
#include "base/check.h"
#include "orthant/audit.h"

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
SAMPLER(average, orth_sample_estimator(s, arguments, 2))
SAMPLER(gradient_state, orth_sample_estimator(s, arguments, 3))
SAMPLER(gradient_factor, orth_sample_estimator(s, arguments, 0))
SAMPLER(variance_state, orth_sample_estimator(s, arguments, 4))

/* One row a function; a test wants one for each of the catalogue. */
static const struct {
    const char *name;
    void (*sample)(orth_sampler *s, orth_contract_arguments *arguments);
} samplers[] = {
    {"fp_mul_down", two_amounts},
    {"fp_mul_up", two_amounts},
    {"fp_div_down", two_amounts},
    {"fp_div_up", two_amounts},
    {"fp_mul_div_up", three_amounts},
    {"fp_complement", one_amount},
    {"log_exp_exp", exponent_of_exp},
    {"log_exp_ln", one_base},
    {"log_exp_log", two_bases},
    {"prb_mul", two_signed},
    {"prb_div", two_signed},
    {"prb_abs", one_signed},
    {"prb_exp", exponent_of_prb_exp},
    {"prb_exp2", exponent_of_prb_exp2},
    {"prb_log2", one_base},
    {"prb_ln", one_base},
    {"prb_sqrt", one_base},
    {"log_exp_pow", orth_sample_power},
    {"fp_pow_down", orth_sample_power},
    {"fp_pow_up", orth_sample_power},
    {"prb_pow", orth_sample_prb_power},
    {"weighted_out_given_exact_in", orth_sample_out},
    {"weighted_in_given_exact_out", orth_sample_in},
    {"weighted_balance_given_invariant", orth_sample_balance},
    {"weighted_balance_given_invariant_quantamm", orth_sample_balance},
    {"weighted_invariant_down", orth_sample_invariant},
    {"weighted_invariant_up", orth_sample_invariant},
    {"vault_swap_exact_in", orth_sample_vault_in},
    {"vault_swap_exact_out", orth_sample_vault_out},
    {"pool_join_unbalanced", orth_sample_join_unbalanced},
    {"pool_join_single_exact_bpt", orth_sample_by_bpt},
    {"pool_join_single_exact_bpt_quantamm", orth_sample_by_bpt},
    {"pool_exit_single_exact_bpt", orth_sample_by_bpt},
    {"pool_exit_single_exact_bpt_quantamm", orth_sample_by_bpt},
    {"pool_exit_single_exact_out", orth_sample_exit_exact_out},
    {"pool_exit_proportional", orth_sample_exit_proportional},
    {"lbp_weights", orth_sample_lbp},
    {"quantamm_pack32", orth_sample_pack32},
    {"quantamm_pack128", orth_sample_pack128},
    {"quantamm_unpack32", orth_sample_unpack32},
    {"quantamm_unpack128", orth_sample_unpack128},
    {"quantamm_pool_slots", orth_sample_slots},
    {"quantamm_block_weight", orth_sample_block_weight},
    {"quantamm_schedule", orth_sample_schedule},
    {"quantamm_guard", orth_sample_guard},
    {"quantamm_average", average},
    {"quantamm_gradient_state", gradient_state},
    {"quantamm_gradient_factor", gradient_factor},
    {"quantamm_variance_state", variance_state},
    {"quantamm_rule_momentum", orth_sample_momentum},
    {"quantamm_rule_anti_momentum", orth_sample_momentum},
    {"quantamm_rule_power_channel", orth_sample_power_channel},
    {"quantamm_rule_channel_following", orth_sample_channel_following},
    {"quantamm_rule_difference_momentum", orth_sample_difference_momentum},
    {"quantamm_rule_minimum_variance", orth_sample_minimum_variance},
    {"real_sqrt", orth_sample_real},
    {"real_ln", orth_sample_real},
    {"real_exp", orth_sample_real_exp},
    {"real_lambert_w", orth_sample_real_lambert_w},
    {"simplex_kl", orth_sample_points},
    {"geodesic_midpoint", orth_sample_points},
    {"geodesic_point", orth_sample_points_and_time},
    {"optimal_midpoint", orth_sample_points},
};

static int find(const orth_contract_function *function)
{
    for (size_t i = 0; i < sizeof samplers / sizeof samplers[0]; i++) {
        if (strcmp(samplers[i].name, function->name) == 0)
            return (int)i;
    }
    return -1;
}

bool orth_sample_known(const orth_contract_function *function)
{
    return find(function) >= 0;
}

void orth_sample(orth_contract_arguments *arguments, const orth_contract_function *function,
                 uint64_t seed, uint64_t index, bool calm)
{
    orth_sampler s = {seed, calm};
    int i = find(function);
    ORTH_CHECK(i >= 0);
    s.state = orth_sampler_next(&s) ^ (index * 0xd1342543de82ef95u);
    orth_sampler_next(&s);
    orth_contract_arguments_clear(arguments);
    samplers[i].sample(&s, arguments);
}

orth_status orth_audit_sample(orth_contract_arguments *arguments,
                              const orth_contract_function *function, uint64_t seed, uint64_t index,
                              bool calm, orth_error *error)
{
    if (!orth_sample_known(function))
        return orth_fail(error, ORTH_BAD_INPUT, "%s is in no catalogue: it has no samples",
                         function->name);
    orth_sample(arguments, function, seed, index, calm);
    return ORTH_OK;
}
