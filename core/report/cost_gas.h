/* What gas does to a move's cost, as it stands in JSON. */
#ifndef ORTH_REPORT_COST_GAS_H
#define ORTH_REPORT_COST_GAS_H

#include "base/json_out.h"
#include "orthant/compare.h"

/* The keys from "loss_bp" to "trades", in an object that is open. */
void orth_cost_gas_write_json(orth_json_out *json, const orth_cost_gas *gas);

#endif
