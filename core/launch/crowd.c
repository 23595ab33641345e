#include "launch/crowd.h"

#include "numeric/decimal.h"

orth_sale_terms orth_launch_terms(const orth_scenario *scenario)
{
    const orth_scenario_launch *launch = scenario->launch;
    orth_sale_terms terms = {
        .project = orth_rational_to_double(launch->project_balance),
        .reserve = orth_rational_to_double(launch->reserve_balance),
        .virtual_reserve = orth_rational_to_double(launch->virtual_reserve),
        .sales_blocked = launch->sales_blocked,
        .protocol_share = scenario->rules.protocol_share,
    };
    return terms;
}

double orth_launch_no_buyer_price(const orth_sale_terms *terms, double weight,
                                  double reserve_weight)
{
    return (terms->reserve + terms->virtual_reserve) / terms->project * (weight / reserve_weight);
}

orth_status orth_launch_crowd_create(orth_sale_crowd **crowd, const orth_scenario *scenario,
                                     uint64_t blocks, orth_error *error)
{
    const orth_launch_buyers *of = &scenario->launch->buyers;
    orth_sale_buyers buyers = {
        .arrivals = {of->arrivals.rate, of->arrivals.decay_days, of->arrivals.count,
                     of->arrivals.days, of->arrivals.rates},
        .budget = of->budget,
        .budget_deviation = of->budget_deviation,
        .deviation = of->deviation,
        .nu = of->nu,
        .patient = of->patient,
        .flippers = of->flippers,
        .gain = of->gain,
        .block_seconds = orth_scenario_chain_block(scenario),
        .seed = scenario->seed,
    };
    return orth_sale_crowd_create(crowd, &buyers, blocks, error);
}
