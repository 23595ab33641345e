/* A sale in the integers of a contract, in place of doubles. */
#ifndef ORTH_LAUNCH_CONTRACT_H
#define ORTH_LAUNCH_CONTRACT_H

#include "launch/setup.h"
#include "orthant/sale_contract.h"

/* setup->on_contract and contract, from how->contract. ORTH_BAD_INPUT for a name that is none, for
 * paths other than linear and for steps of several blocks: a contract moves its weights in a
 * straight line in time. */
orth_status orth_launch_find_contract(orth_launch_setup *setup, orth_error *error);

/* The contract of a schedule; errors of orth_sale_contract_create, with the scenario's name. */
orth_status orth_launch_contract_create(orth_sale_contract **contract,
                                        const orth_launch_setup *setup,
                                        const orth_launch_schedule *schedule, orth_error *error);

/* What the contract makes of the first schedule, and fees that none of its pools has. */
orth_status orth_launch_contract_notes(orth_launch *launch, const orth_launch_setup *setup,
                                       orth_error *error);

/* What it did not do, as a line; "" where it did all. */
#define ORTH_LAUNCH_CONTRACT_TEXT_MAX 300
void orth_launch_contract_text(char text[ORTH_LAUNCH_CONTRACT_TEXT_MAX],
                               const orth_sale_contract *contract);

#endif
