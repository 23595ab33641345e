/* What a plan takes of a scenario's sale. */
#include <gmp.h>

#include "plan/study.h"
#include "plan/target.h"

/* The Vault keeps a balance in so many bits. */
#define BALANCE_BITS 128

/* floor(amount 10^decimals) */
static orth_status to_smallest(orth_word *out, const mpq_t amount, unsigned decimals,
                               const char *file, orth_error *error)
{
    mpz_t raw, scale;
    mpz_inits(raw, scale, NULL);
    mpz_ui_pow_ui(scale, 10, decimals);
    mpz_mul(raw, mpq_numref(amount), scale);
    mpz_fdiv_q(raw, raw, mpq_denref(amount));
    orth_status status = ORTH_OK;
    *out = orth_word_of(0);
    if (mpz_sizeinbase(raw, 2) > BALANCE_BITS)
        status = orth_fail(error, ORTH_DOMAIN,
                           "%s: /launch/virtual_reserve: with %u decimals it takes %zu bits; the "
                           "Vault has %d for a balance",
                           file, decimals, mpz_sizeinbase(raw, 2), BALANCE_BITS);
    else if (mpq_sgn(amount) > 0 && mpz_sgn(raw) == 0)
        status = orth_fail(error, ORTH_DOMAIN,
                           "%s: /launch/virtual_reserve: less than the smallest unit of a token of "
                           "%u decimals",
                           file, decimals);
    else
        mpz_export(out->limb, NULL, -1, sizeof out->limb[0], 0, 0, raw);
    mpz_clears(raw, scale, NULL);
    return status;
}

/* Of a pool that is created: a seedless one starts without any reserve. */
static orth_status set_terms(orth_plan_study_options *options, const orth_scenario *scenario,
                             orth_error *error)
{
    const orth_scenario_launch *launch = scenario->launch;
    if (mpq_sgn(launch->virtual_reserve) > 0 && mpq_sgn(launch->reserve_balance) > 0)
        return orth_fail(error, ORTH_DOMAIN,
                         "%s: /launch/balances/reserve: %.15g beside a virtual reserve; permitted: "
                         "0, as a pool of %s with a virtual reserve takes none of the reserve when "
                         "it starts",
                         scenario->file, mpq_get_d(launch->reserve_balance), options->target);
    orth_status status = to_smallest(&options->sale.virtual_balance, launch->virtual_reserve,
                                     launch->reserve_decimals, scenario->file, error);
    options->sale.blocks_project = launch->sales_blocked;
    options->has_sale = status == ORTH_OK;
    return status;
}

orth_status orth_plan_study_set_sale(orth_plan_study_options *options,
                                     const orth_scenario *scenario, orth_error *error)
{
    const orth_scenario_launch *launch = scenario->launch;
    const orth_plan_target *target;
    if (launch == NULL)
        return ORTH_OK;
    orth_status status = orth_plan_target_find(&target, options->target, error);
    if (status != ORTH_OK)
        return status;
    if (scenario->steps[0] > ORTH_STEPS_MAX / scenario->blocks_per_step)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /blocks_per_step: %llu beside %llu steps; permitted: a sale of at "
                         "most %d blocks",
                         scenario->file, (unsigned long long)scenario->blocks_per_step,
                         (unsigned long long)scenario->steps[0], ORTH_STEPS_MAX);
    options->steps = scenario->steps[0] * scenario->blocks_per_step;
    options->project_last = launch->project == 1;
    return target->deployment ? set_terms(options, scenario, error) : ORTH_OK;
}
