#include "report/cost_gas.h"

#include <math.h>

#include "orthant/loss.h"

void orth_cost_gas_write_json(orth_json_out *json, const orth_cost_gas *gas)
{
    orth_json_double(json, "loss_bp", orth_loss_bp(gas->loss));
    orth_json_double(json, "limit_bp", orth_loss_bp(gas->limit));
    orth_json_known(json, "steps_ends", isfinite(gas->steps_ends), gas->steps_ends);
    orth_json_known(json, "blocks_a_trade", isfinite(gas->blocks_a_trade), gas->blocks_a_trade);
    orth_json_integer(json, "trades", (int64_t)gas->trades);
}
