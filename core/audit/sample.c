#include "audit/sample.h"

#include <string.h>

#include "audit/sample_parts.h"

#define UNIT ORTH_FP_UNIT

/* ----------------------------------------------------------------------------- geometry */

/* Two points of the simplex of n tokens, one after the other. */
static void sample_points(orth_sampler *s, orth_arguments *arguments)
{
    orth_word points[2][ORTH_SAMPLE_TOKENS];
    size_t n = 2 + orth_sampler_below(s, 7);
    orth_sample_weights(s, points[0], n);
    orth_sample_weights(s, points[1], n);
    orth_sample_add_array(arguments, points[0], n);
    orth_sample_add_array(arguments, points[1], n);
}

static void sample_real(orth_sampler *s, orth_arguments *arguments, const char *name)
{
    if (strcmp(name, "exp") == 0)
        orth_sample_add(arguments, orth_sample_flip(s, orth_sampler_length(s, 1, 65)));
    else if (strcmp(name, "lambert_w") == 0)
        orth_sample_add(arguments, s->calm || !orth_sampler_one_in(s, 3)
                                       ? orth_sampler_small(s, 0, 10 * UNIT)
                                       : orth_sampler_length(s, 1, 120));
    else
        orth_sample_add(arguments, orth_sampler_length(s, 1, 120));
}

static void sample_geometry(orth_sampler *s, orth_arguments *arguments, const char *name)
{
    if (strncmp(name, "real_", 5) == 0) {
        sample_real(s, arguments, name + 5);
        return;
    }
    sample_points(s, arguments);
    if (strcmp(name, "geodesic_point") == 0)
        orth_sample_add(arguments, orth_sampler_small(s, 0, UNIT));
}

/* -------------------------------------------------------------------------------- table */

static const struct {
    const char *name;
    void (*sample)(orth_sampler *s, orth_arguments *arguments);
} samplers[] = {
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
};

/* Functions of words alone that no entry above serves. */
static void sample_words(orth_sampler *s, orth_arguments *arguments, const char *name, size_t count,
                         bool is_signed)
{
    if (strcmp(name, "log_exp_exp") == 0)
        orth_sample_add(arguments, orth_sample_signed_range(s, 41, 130));
    else if (strcmp(name, "prb_exp") == 0)
        orth_sample_add(arguments, orth_sample_signed_range(s, 42, 133));
    else if (strcmp(name, "prb_exp2") == 0)
        orth_sample_add(arguments, orth_sample_signed_range(s, 60, 192));
    else if (strcmp(name, "log_exp_log") == 0 || strcmp(name, "log_exp_ln") == 0 ||
             strcmp(name, "prb_ln") == 0 || strcmp(name, "prb_log2") == 0 ||
             strcmp(name, "prb_sqrt") == 0)
        for (size_t i = 0; i < count; i++)
            orth_sample_add(arguments, s->calm || !orth_sampler_one_in(s, 10)
                                           ? orth_sample_base(s)
                                           : orth_sample_flip(s, orth_sample_base(s)));
    else if (strncmp(name, "quantamm_", 9) == 0)
        orth_sample_estimator(s, arguments, count - 1);
    else if (is_signed)
        orth_sample_signed(s, arguments, count);
    else
        orth_sample_amounts(s, arguments, count);
}

void orth_sample(orth_arguments *arguments, const orth_contract_function *function, uint64_t seed,
                 uint64_t index, bool calm)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    orth_sampler s = {seed, calm};
    size_t count = orth_contract_signature(function, types, NULL);
    s.state = orth_sampler_next(&s) ^ (index * 0xd1342543de82ef95u);
    orth_sampler_next(&s);
    orth_arguments_clear(arguments);
    for (size_t i = 0; i < sizeof samplers / sizeof samplers[0]; i++) {
        if (strcmp(samplers[i].name, function->name) == 0) {
            samplers[i].sample(&s, arguments);
            return;
        }
    }
    if (function->layout == ORTH_CONTRACT_LAYOUT_RULE)
        orth_sample_rule(&s, arguments, function->name + strlen("quantamm_rule_"));
    else if (function->layout == ORTH_CONTRACT_LAYOUT_BOUNDS)
        sample_geometry(&s, arguments, function->name);
    else
        sample_words(&s, arguments, function->name, count, types[0].is_signed);
}
