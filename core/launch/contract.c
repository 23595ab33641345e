#include "launch/contract.h"

#include <stdio.h>
#include <string.h>

#include "base/plural.h"
#include "launch/notes.h"
#include "launch/trades.h"

/* What the swap fee of a pool may be. */
#define LEAST_FEE_V2 1e-6
#define LEAST_FEE_V3 1e-5
#define MOST_FEE 0.1

orth_status orth_launch_find_contract(orth_launch_setup *setup, orth_error *error)
{
    const orth_scenario *scenario = setup->scenario;
    if (setup->how->contract == NULL)
        return ORTH_OK;
    setup->on_contract = true;
    for (size_t p = 0; p < scenario->path_count; p++)
        if (strcmp(scenario->paths[p], "linear") != 0)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: /paths/%zu: %.100s, but a contract moves its weights in a "
                             "straight line; permitted with a contract: linear",
                             scenario->file, p, scenario->paths[p]);
    if (scenario->blocks_per_step > 1)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /blocks_per_step: %llu, but a contract moves its weights in every "
                         "block; permitted with a contract: 1",
                         scenario->file, (unsigned long long)scenario->blocks_per_step);
    orth_status status = orth_sale_contract_find(&setup->contract, setup->how->contract, error);
    if (status == ORTH_OK && setup->contract == ORTH_SALE_FIXED_PRICE &&
        mpq_sgn(scenario->launch->fixed_price) == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /launch/fixed_price: this key is missing, and contract %s needs it: "
                         "what one %s costs in %s",
                         scenario->file, setup->how->contract,
                         scenario->tokens[scenario->launch->project],
                         scenario->tokens[scenario->launch->reserve]);
    return status;
}

/* As the scenario has it: the move keeps it to 2^-106, a contract to 1e-18. */
static void set_weight(mpq_t weight, double high, double low)
{
    mpq_t rest;
    mpq_init(rest);
    mpq_set_d(weight, high);
    mpq_set_d(rest, low);
    mpq_add(weight, weight, rest);
    mpq_clear(rest);
}

orth_status orth_launch_contract_create(orth_sale_contract **contract,
                                        const orth_launch_setup *setup,
                                        const orth_launch_schedule *schedule, orth_error *error)
{
    const orth_scenario_launch *launch = setup->scenario->launch;
    const orth_move *move = schedule->setting->move;
    mpq_t start, end;
    orth_error reason = {.text = ""};
    mpq_init(start);
    mpq_init(end);
    set_weight(start, move->start[launch->project], move->start_low[launch->project]);
    set_weight(end, move->target[launch->project], move->target_low[launch->project]);
    orth_sale_contract_terms terms = {.kind = setup->contract,
                                      .project = launch->project_balance,
                                      .reserve = launch->reserve_balance,
                                      .virtual_reserve = launch->virtual_reserve,
                                      .project_decimals = launch->project_decimals,
                                      .reserve_decimals = launch->reserve_decimals,
                                      .start_weight = start,
                                      .end_weight = end,
                                      .fixed_price = launch->fixed_price,
                                      .sales_blocked = launch->sales_blocked,
                                      .protocol_share = setup->scenario->rules.protocol_share,
                                      .clock = orth_launch_clock(setup->scenario, schedule)};
    orth_status status = orth_sale_contract_create(contract, &terms, &reason);
    if (status != ORTH_OK)
        orth_fail(error, status, "%s: /launch: %s", setup->scenario->file, reason.text);
    mpq_clear(start);
    mpq_clear(end);
    return status;
}

static orth_status tell_fee(orth_launch *launch, const orth_launch_setup *setup, orth_error *error)
{
    double least = setup->contract == ORTH_SALE_V2 ? LEAST_FEE_V2 : LEAST_FEE_V3;
    for (size_t s = 0; s < setup->setting_count; s++) {
        double fee = setup->settings[s].fee;
        if (fee < least || fee > MOST_FEE)
            return orth_launch_note(launch, error,
                                    "contract %s: its pools are set up with fees from %g to %g; a "
                                    "swap fee of %.6g is calculated all the same",
                                    setup->how->contract, least, MOST_FEE, fee);
    }
    return ORTH_OK;
}

orth_status orth_launch_contract_notes(orth_launch *launch, const orth_launch_setup *setup,
                                       orth_error *error)
{
    orth_sale_contract *contract;
    if (!setup->on_contract)
        return ORTH_OK;
    orth_status status = orth_launch_contract_create(&contract, setup, setup->schedules, error);
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; status == ORTH_OK && i < orth_sale_contract_note_count(contract); i++)
        status = orth_launch_note(launch, error, "%s", orth_sale_contract_note(contract, i));
    orth_sale_contract_free(contract);
    bool weighted = setup->contract != ORTH_SALE_FIXED_PRICE;
    return status == ORTH_OK && weighted ? tell_fee(launch, setup, error) : status;
}

void orth_launch_contract_text(char text[ORTH_LAUNCH_CONTRACT_TEXT_MAX],
                               const orth_sale_contract *contract)
{
    orth_sale_contract_state now = orth_sale_contract_now(contract);
    char revert[ORTH_LAUNCH_CONTRACT_TEXT_MAX / 2] = "";
    text[0] = '\0';
    if (now.refused > 0)
        orth_evm_describe(revert, sizeof revert, &now.first_refusal);
    if (now.skipped > 0 || now.refused > 0)
        snprintf(text, ORTH_LAUNCH_CONTRACT_TEXT_MAX,
                 "of the first price path the contract made %llu swap%s; %llu %s too small for it, "
                 "and it refused %llu%s%s",
                 (unsigned long long)now.swaps, orth_plural(now.swaps, "", "s"),
                 (unsigned long long)now.skipped, orth_plural(now.skipped, "was", "were"),
                 (unsigned long long)now.refused, now.refused > 0 ? ", the first by " : "", revert);
}
