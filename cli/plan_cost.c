/* What a plan costs with the scenario's fee, noisy prices and gas, in its table. */
#include "plan.h"

void cli_plan_cost_print(const orth_plan_cost *cost)
{
    const orth_comparison_result *result = &cost->result;
    if (result->has_cost)
        printf("  with fee and noise        %.5g bp, LVR at rest apart%s\n", result->cost.cost_bp,
               result->cost.valid ? "" : " *");
    if (cost->pricing != NULL)
        orth_priced_write(&(orth_priced){cost->scenario, cost->pricing, 1, result}, 2, stdout);
}
